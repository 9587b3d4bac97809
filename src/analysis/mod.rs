//! Domain to answers, pure functions: indicators, land basis, summary, classes, filter, sort, distribution.
//!
//! Knows `domain` and `geometry`; knows nothing of files, words or windows.
//!
//! [`Figures`] come first: whose land, which year, what status. `ratio` holds the one rule of what counts, is assumed
//! 0 or is missing; [`totals`] and [`summary`] add it up, [`parcel_table`] lists it, [`distribution`] spreads it out.
//! Everything is a function of the table, the figures and the tags, with the same result to the bit on any number of
//! threads.

mod classes;
mod collation;
mod distribution;
mod doubling;
mod figures;
mod filter;
mod gini;
mod grouping;
mod indicator;
mod natural_breaks;
mod number_key;
mod parcel_table;
mod ranking;
mod ratio;
mod sort;
mod summary;
#[cfg(test)]
mod test_table;
mod text_search;
mod totals;
mod years;
mod years_tables;

pub use classes::{ClassMethod, class_breaks, class_of};
pub use distribution::{BoxStats, GroupBox, distribution, percentile_inc};
pub use doubling::{Doubling, Reach, Reference, Step};
pub use figures::{FigureSettings, Figures};
pub use filter::{CategoryCondition, Filter, NumberCondition, NumberTest};
pub use gini::gini;
pub use grouping::{Group, GroupLabel, Grouping, Groups, group_rows};
pub use indicator::Indicator;
pub use number_key::NumberKey;
pub use parcel_table::{parcel_columns, parcel_table};
pub use ratio::RatioSum;
pub use sort::{SortKey, sort_rows};
pub use summary::{summary, summary_columns};
pub use totals::{GroupTotals, Totals, group_totals, totals};
pub use years::{ChangeSum, Comparison, GroupChange, PairState, YearSide};
pub use years_tables::change_columns;
