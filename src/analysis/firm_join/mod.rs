//! Lays firms' figures on parcels: many to many, nothing lost and nothing counted twice.
//!
//! `matching` brings rows of the list and parcels together by key; `sharing` gives each firm's total to its parcels by
//! land; `outcome` is the result with its report. Pure: the same list, parcels and choices give the same result. It must
//! not know where the list came from, nor which of two values wins where the parcel file has one too.
//!
//! # Rules
//!
//! - Several firms on one parcel are summed. A parcel whose firms have no value has none: missing is never zero.
//! - Rows of one firm (by credit code, else by name) that all say the same amount say a total again and again: it is
//!   counted once and shared out over the firm's parcels. Rows that say different amounts each keep theirs.
//! - A total is shared out by the land the list says the firm takes up, where it says so for each of its parcels, else
//!   by the parcels' land, else in equal parts. Σ over parcels = Σ over matched firms.

mod graded;
mod matching;
mod outcome;
mod sharing;

pub use matching::{KeyRate, key_rates, proposed_key};
pub use outcome::{Duplicate, DuplicateKind, Firm, FirmJoin, FirmPart, JoinCounts, ShareBy};
pub use sharing::{JoinSettings, RepeatedTotals, join_firms};

#[cfg(test)]
mod tests;
