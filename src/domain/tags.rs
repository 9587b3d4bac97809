//! The tag overlay: two bytes a parcel beside the immutable table, one for the model (0 for untagged, 1–8) and one for
//! the route by which its land is put back to use (0 for none, 1–4).

use super::{RenewalModel, RevivalRoute};

/// A parcel's tag: one of the eight models, or none.
pub type Tag = Option<RenewalModel>;

/// The tags of each row of a [`super::ParcelTable`]: its model and its route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    numbers: Vec<u8>,
    counts: [usize; 9],
    routes: Vec<u8>,
    route_counts: [usize; 5],
}

impl Tags {
    /// `len` untagged rows.
    #[must_use]
    pub fn untagged(len: usize) -> Self {
        Self {
            numbers: vec![0; len],
            counts: [len, 0, 0, 0, 0, 0, 0, 0, 0],
            routes: vec![0; len],
            route_counts: [len, 0, 0, 0, 0],
        }
    }

    /// How many rows there are, tagged or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are no rows at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The tag of `row`; rows past the end are untagged.
    #[must_use]
    pub fn get(&self, row: usize) -> Tag {
        self.numbers.get(row).and_then(|&number| RenewalModel::from_number(number))
    }

    /// Puts `tag` on `row` and hands back the tag it had. A row past the end is left alone.
    pub fn set(&mut self, row: usize, tag: Tag) -> Tag {
        let slot = self.numbers.get_mut(row)?;
        let old = RenewalModel::from_number(*slot);
        let new = tag.map_or(0, RenewalModel::number);
        self.counts[usize::from(*slot)] -= 1;
        self.counts[usize::from(new)] += 1;
        *slot = new;
        old
    }

    /// The route of `row`; rows past the end have none.
    #[must_use]
    pub fn route(&self, row: usize) -> Option<RevivalRoute> {
        self.routes.get(row).and_then(|&number| RevivalRoute::from_number(number))
    }

    /// Puts `route` on `row`. A row past the end is left alone.
    pub fn set_route(&mut self, row: usize, route: Option<RevivalRoute>) {
        let Some(slot) = self.routes.get_mut(row) else { return };
        let new = route.map_or(0, RevivalRoute::number);
        self.route_counts[usize::from(*slot)] -= 1;
        self.route_counts[usize::from(new)] += 1;
        *slot = new;
    }

    /// The bytes behind the routes, 0 for none and 1–4, one a row.
    #[must_use]
    pub fn route_numbers(&self) -> &[u8] {
        &self.routes
    }

    /// Parcels by route: index 0 counts those without, 1–4 the routes.
    #[must_use]
    pub fn route_counts(&self) -> [usize; 5] {
        self.route_counts
    }

    /// Whether any row has a route.
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.route_counts[0] < self.routes.len()
    }

    /// The bytes behind the tags, 0 for untagged and 1–8 for the models, one a row.
    #[must_use]
    pub fn numbers(&self) -> &[u8] {
        &self.numbers
    }

    /// Parcels by tag: index 0 counts the untagged, 1–8 the models.
    #[must_use]
    pub fn counts(&self) -> [usize; 9] {
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setting_hands_back_the_old_tag_so_that_it_can_be_undone() {
        let mut tags = Tags::untagged(3);
        assert_eq!(tags.set(1, Some(RenewalModel::ParkInPark)), None);
        assert_eq!(tags.set(1, Some(RenewalModel::SlimCore)), Some(RenewalModel::ParkInPark));
        assert_eq!(tags.get(1), Some(RenewalModel::SlimCore));
        assert_eq!(tags.counts(), [2, 1, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_route_stands_beside_the_model_and_is_counted_apart() {
        let mut tags = Tags::untagged(2);
        assert!(!tags.has_routes());
        tags.set(1, Some(RenewalModel::ParkInPark));
        tags.set_route(1, Some(RevivalRoute::Private));
        tags.set_route(7, Some(RevivalRoute::Fund));
        assert_eq!((tags.get(1), tags.route(1)), (Some(RenewalModel::ParkInPark), Some(RevivalRoute::Private)));
        assert_eq!((tags.route_counts(), tags.has_routes()), ([1, 0, 0, 0, 1], true));
        tags.set_route(1, None);
        assert_eq!((tags.route_counts(), tags.route(7)), ([2, 0, 0, 0, 0], None));
    }

    #[test]
    fn a_row_past_the_end_is_untagged_and_stays_so() {
        let mut tags = Tags::untagged(1);
        assert_eq!(tags.set(5, Some(RenewalModel::SlimCore)), None);
        assert_eq!(tags.get(5), None);
    }
}
