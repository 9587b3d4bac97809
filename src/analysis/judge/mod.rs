//! Judgements of parcels, each with its reasons: idle, inefficient, graded, up to standard, and which model suits.
//!
//! The [`Rulebook`] holds every number; a judge of one kind makes outcomes for all rows first, without a word or an
//! allocation a row, and a [`Finding`] with its reasons for one row when asked.

mod fact;
mod idle;
mod log;
mod reason;
mod rulebook;
mod rulebook_text;

pub use fact::Fact;
pub use reason::{Finding, Input, Operator, Reason, Stance, Value};
pub use rulebook::{
    Anchor, Benchmark, Condition, FactTest, Fraction, GradeCohort, GradeItem, GradeRules, IdleRules, IndustryGroup,
    Limit, LowEfficiencyRule, LowEfficiencyRules, Marks, Matching, MeanWord, MissingRule, ModelRules, ParkFacts,
    RULEBOOK_VERSION, RuleKind, Rulebook, Scale, ShareRule, SourceText, StandardRules, SuggestionRules, Words,
    YearsRule, Zone,
};
pub use rulebook_text::{RulebookError, ValueFault};
