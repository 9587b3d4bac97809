//! Registered areas held against drawn ones: which differ, and by how much.

use crate::domain::ParcelTable;

use super::{Figures, NumberKey};

/// From this share on a difference is told.
pub const NOTABLE_SHARE: f64 = 0.01;
/// From this share on a difference is large.
pub const LARGE_SHARE: f64 = 0.05;
/// Differences kept of each size, the greatest first.
const MOST_KEPT: usize = 10_000;

/// A parcel whose registered area differs from the drawn one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaDifference {
    /// The parcel.
    pub row: u32,
    /// The registered area less the drawn one, as a share of the drawn one.
    pub share: f64,
}

/// The differences of a table, the greatest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaDifferences {
    /// More than one percent, up to five.
    pub notable: Vec<AreaDifference>,
    /// How many those are in all.
    pub notable_total: u64,
    /// More than five percent.
    pub large: Vec<AreaDifference>,
    /// How many those are in all.
    pub large_total: u64,
}

/// The parcels whose registered area, of the figures' year, differs from the drawn one by more than one percent.
#[must_use]
pub fn area_differences(table: &ParcelTable, figures: &Figures) -> AreaDifferences {
    let shares = figures.number_values(table, NumberKey::AreaDifference);
    let mut found = AreaDifferences::default();
    for (row, &share) in shares.iter().enumerate().filter(|(_, share)| share.abs() > NOTABLE_SHARE) {
        let difference = AreaDifference { row: row as u32, share };
        if share.abs() > LARGE_SHARE { found.large.push(difference) } else { found.notable.push(difference) }
    }
    for (list, total) in [(&mut found.notable, &mut found.notable_total), (&mut found.large, &mut found.large_total)] {
        *total = list.len() as u64;
        list.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
        list.truncate(MOST_KEPT);
        list.shrink_to_fit();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, parcel};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, Measure};

    #[test]
    fn differences_above_one_and_five_percent_are_told_apart_and_blanks_are_none() {
        // A parcel of one mu is drawn with 2000/3 m².
        let drawn = 2000.0 / 3.0;
        let of = |share: f64| {
            parcel(1.0, LandStatus::InUse, None, None).with(Measure::RegisteredArea, drawn * (1.0 + share))
        };
        let (table, figures, _) = figured(
            &[
                of(0.009),
                of(0.02),
                of(-0.03),
                of(0.2),
                of(-0.051),
                parcel(1.0, LandStatus::InUse, None, None),
                of(0.5).without_shape(),
            ],
            LandBasis::default(),
        );
        let found = area_differences(&table, &figures);
        let rows = |list: &[AreaDifference]| list.iter().map(|each| each.row).collect::<Vec<_>>();
        assert_eq!((rows(&found.notable), rows(&found.large)), (vec![2, 1], vec![3, 4]));
        assert_eq!((found.notable_total, found.large_total), (2, 2));
        assert!((found.large[0].share - 0.2).abs() < 1e-9);
    }
}
