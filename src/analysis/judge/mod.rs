//! Judgements of parcels, each with its reasons: idle, inefficient, graded, up to standard, and which model suits.
//!
//! The [`Rulebook`] holds every number; a judge of one kind makes outcomes for all rows first, without a word or an
//! allocation a row, and a [`Finding`] with its reasons for one row when asked.

mod blocks;
mod commitments;
mod fact;
mod fraction;
mod grade;
mod grade_cohorts;
mod grade_reasons;
mod grade_units;
mod headroom;
mod held_commitments;
mod idle;
mod idle_columns;
mod inputs;
mod judged;
mod judgements;
mod log;
mod low_efficiency;
mod mark_index;
mod marks;
mod not_graded;
mod order_free_sum;
mod owners;
mod possible;
mod reason;
mod rule_source;
mod rulebook;
mod rulebook_changes;
mod rulebook_check;
mod rulebook_edit;
mod rulebook_error;
mod rulebook_lines;
mod rulebook_text;
mod standard;
mod suggestion;
mod tally;
mod timeline;
mod words;

pub use fact::Fact;
pub use fraction::Fraction;
pub use headroom::{Headroom, HeadroomSum};
pub use held_commitments::{HeldCommitments, commitment_numbers, listed_bound, promises};
pub use inputs::JudgeInputs;
pub use judged::Judged;
pub use judgements::Judge;
pub use marks::{Anchor, Marks, Zone};
pub use reason::{Finding, Input, Operator, Reason, Stance, Value, Weighing};
pub use rulebook::{
    Benchmark, Condition, FactTest, GradeCohort, GradeItem, GradeRules, IdleRules, IndustryGroup, Limit,
    LowEfficiencyRule, LowEfficiencyRules, Matching, MeanWord, MissingRule, ModelRules, RULEBOOK_VERSION, RuleKind,
    Rulebook, Scale, ShareRule, SourceText, Sourced, StandardRules, SuggestionRules, TargetFar, Words, YearsRule,
};
pub use rulebook_changes::{counterpart, is_as_shipped};
pub use rulebook_error::{RulebookError, TextFault, ValueFault};
pub use timeline::{MarkAhead, TimelineDay, TimelineKind};
