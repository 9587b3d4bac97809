//! Which group each parcel belongs to, and in what order groups stand: the same for tables, charts and selections.
//!
//! Models and routes stand by number with the untagged last, statuses and outcomes in their own order, parks and industries in
//! order of first appearance in the file with the parcels that have none last. A group without a parcel is left out.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Category, CategoryColumn, FindingKind, LandStatus, Outcome, ParcelTable, RenewalModel, RevivalRoute, RowSet, Tags,
    Term,
};

use super::Figures;
use super::judge::Judged;

/// What parcels are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// By renewal model, as tagged.
    #[default]
    Model,
    /// By the route of putting land back to use, as tagged.
    Route,
    /// By park.
    Park,
    /// By industry.
    Industry,
    /// By the file a parcel was read from, where several were opened together.
    #[serde(rename = "file")]
    SourceFile,
    /// By land status.
    Status,
    /// By grade.
    Grade,
    /// By what the land is judged to be: idle in one sense or another, else of low efficiency or not.
    Finding,
    /// Not at all: everything is one group.
    None,
}

impl Grouping {
    /// Every grouping.
    pub const ALL: [Self; 9] = [
        Self::Model,
        Self::Route,
        Self::Park,
        Self::Industry,
        Self::SourceFile,
        Self::Status,
        Self::Grade,
        Self::Finding,
        Self::None,
    ];

    /// The stable key the command line and files use.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Route => "route",
            Self::Park => "park",
            Self::Industry => "industry",
            Self::SourceFile => "file",
            Self::Status => "status",
            Self::Grade => "grade",
            Self::Finding => "finding",
            Self::None => "none",
        }
    }

    /// Whether it asks what parcels are judged to be.
    #[must_use]
    pub fn asks_findings(self) -> bool {
        matches!(self, Self::Grade | Self::Finding)
    }
}

/// A group's name: a word of the file, or a term of the product's own.
pub type GroupLabel = Result<Arc<str>, Term>;

/// A group and its parcels.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub label: GroupLabel,
    /// Its parcels' rows, ascending.
    pub rows: Vec<u32>,
}

/// The group of every row of a table, for the rows asked about.
#[derive(Clone, Debug)]
pub struct Groups {
    labels: Vec<GroupLabel>,
    codes: Vec<u32>,
    is_whole: bool,
    /// Their codes in a byte each and how many parcels they have, made when first asked for.
    narrow: OnceLock<Option<Vec<u8>>>,
    counts: OnceLock<Vec<usize>>,
}

/// Rows that one core takes at once.
const AT_ONCE: usize = 1 << 14;

/// Rows after which is asked whether all groups have a parcel.
const LOOKED_AT: usize = 4096;

impl Groups {
    /// The code of a row that is not among the rows asked about.
    pub(super) const OUTSIDE: u32 = u32::MAX;

    /// Groups `rows` (all rows if `None`). [`Grouping::None`] makes one group, labelled [`Term::Total`].
    #[must_use]
    pub fn new(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: Option<&RowSet>, by: Grouping) -> Self {
        let len = table.len();
        let from_category = |category| match table.category(category) {
            None => (vec![Err(Term::NoGroup)], vec![0; len]),
            Some(column) => {
                let none = column.words().len() as u32;
                let code = |&code: &u32| if code == CategoryColumn::MISSING { none } else { code };
                let labels = column.words().iter().cloned().map(Ok).chain([Err(Term::NoGroup)]).collect();
                (labels, column.codes().par_iter().with_min_len(AT_ONCE).map(code).collect())
            }
        };
        let (labels, codes): (Vec<GroupLabel>, Vec<u32>) = match by {
            Grouping::Model => {
                let models = RenewalModel::ALL.map(|model| Err(Term::Model(model)));
                (models.into_iter().chain([Err(Term::Untagged)]).collect(), tag_codes(tags.numbers(), len, 8))
            }
            Grouping::Route => {
                let routes = RevivalRoute::ALL.map(|route| Err(Term::Route(route)));
                (routes.into_iter().chain([Err(Term::Untagged)]).collect(), tag_codes(tags.route_numbers(), len, 4))
            }
            Grouping::Park => from_category(Category::Park),
            Grouping::Industry => from_category(Category::Industry),
            Grouping::SourceFile => from_category(Category::SourceFile),
            Grouping::Status => {
                let labels = LandStatus::ALL.map(|status| Err(Term::Status(status))).to_vec();
                let codes = figures.statuses().par_iter().with_min_len(AT_ONCE).map(|&status| status as u32);
                (labels, codes.collect())
            }
            Grouping::Grade => by_outcome(figures, len, |judged, row| judged.outcome(FindingKind::Grade, row)),
            Grouping::Finding => by_outcome(figures, len, Judged::land_finding),
            Grouping::None => (vec![Err(Term::Total)], vec![0; len]),
        };
        let is_whole = rows.is_none_or(|rows| rows.count() == len);
        let groups = Self { labels, codes, is_whole, narrow: OnceLock::new(), counts: OnceLock::new() };
        match rows.filter(|_| !is_whole) {
            Some(rows) => groups.within(rows).without_empty(),
            None => groups.without_empty(),
        }
    }

    fn within(mut self, rows: &RowSet) -> Self {
        for (row, code) in self.codes.iter_mut().enumerate() {
            if !rows.contains(row) {
                *code = Self::OUTSIDE;
            }
        }
        self
    }

    fn without_empty(self) -> Self {
        let has_parcel = self.which_have_parcels();
        if has_parcel.iter().all(|&has| has) {
            return self;
        }
        let mut labels = Vec::new();
        let mut new_code = vec![Self::OUTSIDE; has_parcel.len()];
        for ((label, has), code) in self.labels.into_iter().zip(has_parcel).zip(&mut new_code) {
            if has {
                *code = labels.len() as u32;
                labels.push(label);
            }
        }
        let mut codes = self.codes;
        codes.par_iter_mut().with_min_len(AT_ONCE).for_each(|code| {
            *code = new_code.get(*code as usize).copied().unwrap_or(Self::OUTSIDE);
        });
        Self { labels, codes, ..self }
    }

    /// Of each group whether a parcel is in it; the search ends where all have one.
    fn which_have_parcels(&self) -> Vec<bool> {
        let mut has_parcel = vec![false; self.labels.len()];
        for block in self.codes.chunks(LOOKED_AT) {
            for &code in block {
                if let Some(has) = has_parcel.get_mut(code as usize) {
                    *has = true;
                }
            }
            if has_parcel.iter().all(|&has| has) {
                break;
            }
        }
        has_parcel
    }

    /// Whether every row is in a group.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The rows asked about.
    pub(super) fn rows(&self) -> RowSet {
        let len = self.codes.len();
        if self.is_whole { RowSet::full(len) } else { RowSet::where_row(len, |row| self.codes[row] != Self::OUTSIDE) }
    }

    /// How many parcels each group has.
    pub(super) fn counts(&self) -> &[usize] {
        self.counts.get_or_init(|| {
            // Four counts a group: where most parcels are of one group, none waits for the one before.
            let mut counts = vec![[0_u32; 4]; self.labels.len()];
            for four in self.codes.chunks(4) {
                for (lane, &code) in four.iter().enumerate() {
                    if let Some(count) = counts.get_mut(code as usize) {
                        count[lane] += 1;
                    }
                }
            }
            counts.into_iter().map(|counts| counts.iter().sum::<u32>() as usize).collect()
        })
    }

    /// The number of every row's group in a byte, [`u8::MAX`] where it is in none; `None` where groups are too many. Who
    /// goes through the table in an order of his own finds four times as many of them near.
    pub(super) fn narrow_codes(&self) -> Option<&[u8]> {
        let narrow = |&code: &u32| u8::try_from(code).unwrap_or(u8::MAX);
        let is_few = self.labels.len() < usize::from(u8::MAX);
        self.narrow.get_or_init(|| is_few.then(|| self.codes.iter().map(narrow).collect())).as_deref()
    }

    /// The groups' names, in order.
    pub fn labels(&self) -> &[GroupLabel] {
        &self.labels
    }

    /// The number of a row's group in [`Self::labels`], or `None` for a row that was not asked about.
    #[must_use]
    pub fn group_of(&self, row: usize) -> Option<usize> {
        self.codes.get(row).map(|&code| code as usize).filter(|&code| code < self.labels.len())
    }

    /// The number of every row's group, or [`Self::OUTSIDE`].
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The rows asked about with the number of their group, in row order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let known = |&(_, &code): &(usize, &u32)| code != Self::OUTSIDE;
        self.codes.iter().enumerate().filter(known).map(|(row, &code)| (row, code as usize))
    }

    /// The groups with their rows.
    #[must_use]
    pub fn members(&self) -> Vec<Group> {
        let mut groups: Vec<Group> =
            self.labels.iter().map(|label| Group { label: label.clone(), rows: Vec::new() }).collect();
        for (row, group) in self.iter() {
            groups[group].rows.push(row as u32);
        }
        groups
    }
}

/// The group of each of `len` rows by the number of its tag: 1 is group 0 and so on; 0, untagged, comes behind the `tags`
/// there are.
fn tag_codes(numbers: &[u8], len: usize, tags: u32) -> Vec<u32> {
    let number = |row: usize| numbers.get(row).map_or(0, |&number| u32::from(number));
    let code = |row| number(row).checked_sub(1).unwrap_or(tags).min(tags);
    (0..len).into_par_iter().with_min_len(AT_ONCE).map(code).collect()
}

/// Groups by outcome, in the outcomes' order; where nothing is judged there is no outcome to group by.
fn by_outcome(
    figures: &Figures,
    len: usize,
    outcome: impl Fn(&Judged, usize) -> Outcome + Sync,
) -> (Vec<GroupLabel>, Vec<u32>) {
    let Some(judged) = figures.judged() else { return (vec![Err(Term::NoGroup)], vec![0; len]) };
    let code_of: FxHashMap<Outcome, u32> = Outcome::all().zip(0..).collect();
    let code = |row| code_of.get(&outcome(judged, row)).copied().unwrap_or_default();
    let labels = Outcome::all().map(|each| Err(Term::Outcome(each))).collect();
    (labels, (0..len).into_par_iter().map(code).collect())
}

/// All parcels by group, in the order [`super::summary`] lists the groups.
#[must_use]
pub fn group_rows(table: &ParcelTable, figures: &Figures, tags: &Tags, by: Grouping) -> Vec<Group> {
    Groups::new(table, figures, tags, None, by).members()
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, parcel};
    use super::*;
    use crate::domain::LandBasis;

    #[test]
    fn group_rows_stand_in_the_summarys_order_and_hold_every_parcel_once() {
        let used = |park| parcel(1.0, LandStatus::InUse, None, None).in_park(park);
        let (table, figures, mut tags) = figured(&[used("乙"), used(""), used("甲"), used("乙")], LandBasis::default());
        let rows = |by, tags: &Tags| -> Vec<Vec<u32>> {
            group_rows(&table, &figures, tags, by).into_iter().map(|group| group.rows).collect()
        };
        assert_eq!(rows(Grouping::Park, &tags), [vec![0, 3], vec![2], vec![1]]);
        assert_eq!(rows(Grouping::None, &tags), [vec![0, 1, 2, 3]]);
        tags.set(2, Some(RenewalModel::VerticalIndustry));
        assert_eq!(rows(Grouping::Model, &tags), [vec![2], vec![0, 1, 3]]);
        tags.set_route(1, Some(RevivalRoute::Platform));
        tags.set_route(3, Some(RevivalRoute::Fund));
        assert_eq!(rows(Grouping::Route, &tags), [vec![3], vec![1], vec![0, 2]]);
        let labels = group_rows(&table, &figures, &tags, Grouping::Park);
        assert_eq!(labels[2].label, Err(Term::NoGroup));
        assert_eq!(labels[0].label, Ok("乙".into()));
    }

    #[test]
    fn rows_not_asked_about_are_in_no_group() {
        let used = || parcel(1.0, LandStatus::InUse, None, None);
        let (table, figures, tags) = figured(&[used(), used(), used()], LandBasis::default());
        let some = RowSet::from_rows(3, [1]);
        let groups = Groups::new(&table, &figures, &tags, Some(&some), Grouping::Status);
        assert_eq!((groups.group_of(0), groups.group_of(1), groups.group_of(9)), (None, Some(0), None));
        assert_eq!(groups.labels(), [Err(Term::Status(LandStatus::InUse))]);
    }

    #[test]
    fn the_command_line_and_files_use_the_same_key() {
        for by in Grouping::ALL {
            assert_eq!(serde_json::to_string(&by).unwrap(), format!("\"{}\"", by.key()));
        }
    }
}
