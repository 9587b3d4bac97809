//! Domain to answers, pure functions: indicators, land basis, summary, classes, filter, sort, distribution.
//!
//! Knows `domain` and `geometry`; knows nothing of files, words or windows.
//!
//! [`Figures`] come first: whose land, which year, what status, which lies idle. `ratio` holds the one rule of what counts,
//! is assumed 0 or is missing; `parcel_kinds` asks it once for all parcels that are alike. [`totals()`] and [`summary`] add
//! it up, [`parcel_table`] lists it, [`summary_with_boxes`] spreads it out.
//! Everything is a function of the table, the figures and the tags, with the same result to the bit on any number of
//! threads.

mod area_difference;
mod change_sum;
mod change_values;
mod classes;
mod collation;
mod distribution;
mod doubling;
mod figures;
mod filter;
mod firm_join;
mod gini;
mod grade_moves;
mod group_totals;
mod grouping;
mod histogram;
mod identity;
mod idle_land;
mod indicator;
pub mod judge;
mod kept;
mod land_covers;
mod land_groups;
mod lineage;
mod natural_breaks;
mod number_key;
mod pairing;
mod parcel_kinds;
mod parcel_table;
mod plain_sums;
mod presence;
mod quadrants;
mod ranking;
mod ratio;
mod ratio_columns;
mod ratio_rule;
mod ratio_sums;
mod sort;
mod summary;
mod summary_behind;
mod tagged_sum;
#[cfg(test)]
mod test_boxes;
#[cfg(test)]
mod test_table;
mod text_search;
mod totals;
mod work_list;
mod years;
mod years_lineage;
mod years_tables;

pub use area_difference::{AreaDifference, AreaDifferences, area_differences};
pub use change_sum::ChangeSum;
pub use classes::{ClassMethod, class_breaks, class_of, class_sample};
pub use distribution::{BoxStats, GroupBox, percentile_inc};
pub use doubling::{Doubling, Reach, Reference, Step};
pub use figures::{FigureSettings, Figures};
pub use filter::{CategoryCondition, Filter, FindingCondition, FollowCondition, NumberCondition, NumberTest};
pub use firm_join::{
    Duplicate, DuplicateKind, Firm, FirmJoin, FirmPart, JoinCounts, JoinSettings, KeyRate, RepeatedTotals, ShareBy,
    join_firms, key_rates, proposed_key,
};
pub use gini::{LorenzCurve, gini};
pub use grade_moves::{GradeMove, GradeMoves, GradePair, MOVED_GRADES};
pub use group_totals::{GroupTotals, group_totals, totals};
pub use grouping::{Group, GroupLabel, Grouping, Groups, group_rows};
pub use histogram::{Histogram, HistogramBin};
pub use identity::identity_columns;
pub use idle_land::{IdleSum, IdleSuspicion};
pub use indicator::Indicator;
pub use land_groups::LandGroup;
pub use number_key::NumberKey;
pub use pairing::{Pair, Pairing};
pub use parcel_table::{parcel_columns, parcel_rows, parcel_table};
pub use presence::{ChangeListing, Presence};
pub use quadrants::{Quadrant, Quadrants};
pub use ratio::RatioSum;
pub use sort::{SortKey, sort_rows};
pub use summary::{summary, summary_columns, summary_with_boxes};
pub use tagged_sum::TaggedSum;
pub use totals::Totals;
pub use work_list::{WorkItem, work_list, work_table};
pub use years::{Comparison, GroupChange, YearSide};
pub use years_tables::change_columns;
