//! The rulebook's types: every threshold, weight, benchmark, quota and word list that judgements use, with its source.
//!
//! The shipped text is `assets/rulebook.toml`; [`Rulebook::from_toml`] (in `rulebook_text`) reads and checks one. Knows
//! no files: their bytes are read elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fact::Fact;
use super::fraction::Fraction;
use super::marks::Marks;
use super::reason::Operator;
pub use super::rule_source::{RuleKind, SourceText, Sourced};
use crate::domain::{LandStatus, RenewalModel};

/// The version of the format this program writes and reads.
pub const RULEBOOK_VERSION: u32 = 1;

/// All rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// The format's version.
    pub version: u32,
    /// What the user calls it; printed beside results.
    pub name: String,
    /// Where rules come from, by key.
    pub sources: BTreeMap<String, SourceText>,
    /// Word lists.
    pub words: Words,
    /// Groups of industries; the first that fits counts.
    pub industries: Vec<IndustryGroup>,
    /// The missing-value rule.
    pub missing: MissingRule,
    /// Idle land.
    pub idle: IdleRules,
    /// Low-efficiency land.
    pub low_efficiency: LowEfficiencyRules,
    /// Grades.
    pub grade: GradeRules,
    /// Control indicators.
    #[serde(default)]
    pub standard: StandardRules,
    /// Which renewal model suits.
    pub suggestion: SuggestionRules,
    /// What the user marked.
    #[serde(default)]
    pub marks: Marks,
    /// The text it was read from.
    #[serde(skip)]
    pub origin: Origin,
}

impl Rulebook {
    /// Whether grades, suggestions and the facts behind both come out the same by another book: at most the rules on idle
    /// land, on low-efficiency land and of standards differ.
    pub(super) fn grades_and_suggests_as(&self, other: &Self) -> bool {
        fn behind(book: &Rulebook) -> impl PartialEq + '_ {
            (&book.words, &book.industries, &book.missing, &book.grade, &book.suggestion, &book.marks)
        }
        behind(self) == behind(other)
    }
}

/// The text a book was read from, so that what is written of it keeps its comments and order. No part of what the book
/// says: two books that say the same are equal.
#[derive(Clone, Debug)]
pub struct Origin(pub Arc<str>);

impl Default for Origin {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What a rule says that an older book is silent on.
fn yes() -> bool {
    true
}

macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// The key of its source.
            pub source: String,
            /// What kind of rule it is.
            pub kind: RuleKind,
            /// A note for the reader.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            pub note: String,
        }

        impl Sourced for $name {
            fn source(&self) -> &str {
                &self.source
            }

            fn kind(&self) -> RuleKind {
                self.kind
            }
        }
    )*};
}

rules! {
    /// Word lists: what cells of some columns mean.
    Words {
        /// Yes.
        yes: Vec<String>,
        /// No.
        no: Vec<String>,
        /// Parts of a word that says the land is collective.
        collective: Vec<String>,
        /// A firm above the statistical scale.
        above_scale: Vec<String>,
        /// A firm below it.
        below_scale: Vec<String>,
        /// Parts of an owner's name that say it is not a private one.
        public_owner: Vec<String>,
        /// What stands between the names of several owners.
        owner_separators: Vec<String>,
        /// Parts of a word that says a firm is not graded (T).
        #[serde(default)] not_graded: Vec<String>,
        /// What words of the status column mean. The user's own mapping of a file goes before them, they before what the
        /// program knows by itself; see [`crate::domain::StatusWords`].
        status: BTreeMap<LandStatus, Vec<String>>,
    }
    /// A group of industries, by class of GB/T 4754 and by word.
    IndustryGroup {
        /// Its key, which anchors name.
        key: String,
        /// Its name.
        name: String,
        /// Its name in English.
        #[serde(default)] name_en: String,
        /// Classes: two digits or more of GB/T 4754.
        classes: Vec<String>,
        /// Parts of an industry's name.
        words: Vec<String>,
        /// One of the traditional industries.
        #[serde(default)] traditional: bool,
        /// A light industry.
        #[serde(default)] light: bool,
        /// Logistics, storage, export processing.
        #[serde(default)] logistics: bool,
        /// A utility, which is not graded.
        #[serde(default)] utility: bool,
    }
    /// Which land's blank output and tax count as 0.
    MissingRule {
        /// Statuses, among those that produce nothing.
        counts_as_zero: Vec<LandStatus>,
        /// Whether land suspected idle by decree is such land whatever its status, in figures of judged parcels.
        #[serde(default = "yes")] suspected_idle: bool,
    }
    /// A rule in calendar years.
    YearsRule {
        /// Years; whole months.
        years: f64,
    }
    /// A rule on a share, 0–1.
    ShareRule {
        /// The share: a number, or a fraction such as `"1/3"`.
        share: Fraction,
    }
    /// Low-efficiency land.
    LowEfficiencyRules {
        /// What the rule set is called.
        name: String,
        /// How many of the rules must hold.
        #[serde(rename = "match")] matching: Matching,
        /// Land whose title is known not to be clear is left out.
        clear_title: bool,
        /// The rules.
        rules: Vec<LowEfficiencyRule>,
    }
    /// One rule for low-efficiency land.
    LowEfficiencyRule {
        /// What is measured; an indicator.
        fact: Fact,
        /// How.
        operator: Operator,
        /// Against what, in the fact's unit.
        threshold: Fraction,
        /// In how many consecutive years up to the year of the figures.
        years: u16,
    }
    /// Grades: quotas by rank inside a cohort.
    GradeRules {
        /// A's share, rounded down.
        a_share: f64,
        /// B's share, rounded down; C takes the rest. A rule of its own: what is published says nothing of it.
        #[serde(deserialize_with = "share_of_b")] b_share: ShareRule,
        /// D's share, rounded up.
        d_share: f64,
        /// D is not forced in a smaller cohort.
        d_from: usize,
        /// Whether T counts in the quotas' base.
        count_t: bool,
        /// An item's points are at most its weight times this; no cap if left out.
        #[serde(default)] cap: Option<f64>,
        /// Statuses that are not graded (T).
        t_statuses: Vec<LandStatus>,
        /// The items by scale.
        cohorts: Vec<GradeCohort>,
    }
    /// The items one cohort is graded by.
    GradeCohort {
        /// Which firms.
        scale: Scale,
        /// The items; their weights add up to 100.
        items: Vec<GradeItem>,
    }
    /// A floor or a ceiling.
    Limit {
        /// The standard's name.
        standard: String,
        /// Its edition.
        edition: String,
        /// The class of GB/T 4754 it is for: two digits or more; `C` for all manufacturing.
        class: String,
        /// The grade of land (土地等别, 1–15) it is for; of every grade where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")] land_grade: Option<u8>,
        /// What is measured; an indicator.
        fact: Fact,
        /// How.
        operator: Operator,
        /// Against what, in the fact's unit.
        threshold: Fraction,
    }
    /// The floor area ratio that a class of industries is counted up to.
    TargetFar {
        /// The class of GB/T 4754: two digits or more.
        class: String,
        /// The ratio.
        target_far: f64,
    }
    /// Which renewal model suits.
    SuggestionRules {
        /// A model is suggested from this score.
        suggest_from: f64,
        /// Below this share of judged weight a model is unknown.
        least_judged: f64,
        /// A parcel under so many mu is a small one.
        small_parcel_mu: f64,
        /// Parcels under this floor area ratio make a block …
        #[serde(default = "default_block_far")] block_far: f64,
        /// … where they lie within so many metres of one another.
        #[serde(default = "default_block_gap_m")] block_gap_m: f64,
        /// The floor area ratio that 零增地 headroom is counted up to where no class of `targets` fits.
        target_far: f64,
        /// The same for classes of industries; the first that fits counts.
        #[serde(default)] targets: Vec<TargetFar>,
        /// The models with their conditions.
        models: Vec<ModelRules>,
    }
}

/// B's share as a rule, or as a number, which is an example.
fn share_of_b<'de, D: serde::Deserializer<'de>>(from: D) -> Result<ShareRule, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Share(Fraction),
        Rule(ShareRule),
    }
    Ok(match Written::deserialize(from)? {
        Written::Rule(rule) => rule,
        Written::Share(share) => {
            ShareRule { share, source: "example".to_owned(), kind: RuleKind::Example, note: String::new() }
        }
    })
}

/// Of rulebooks that say nothing of blocks.
fn default_block_far() -> f64 {
    0.6
}

fn default_block_gap_m() -> f64 {
    5.0
}

/// Idle land by decree 53.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdleRules {
    /// A note for the reader.
    #[serde(default)]
    pub note: String,
    /// Where no start was agreed, it is due so long after the handover.
    pub start_after_handover: YearsRule,
    /// Idle so long after the start was due.
    pub not_started: YearsRule,
    /// May be taken back so long after it.
    pub take_back: YearsRule,
    /// The idling fee, of the land price.
    pub fee: ShareRule,
    /// May be idle when suspended so long.
    pub suspended: YearsRule,
    /// And less than this share of the area due was developed.
    pub developed: ShareRule,
    /// Or less than this share of the total was invested.
    pub invested: ShareRule,
    /// A start earlier than agreed by more than this is doubted.
    pub early_start_doubt: YearsRule,
}

/// Any or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// One is enough.
    Any,
    /// Every one must hold.
    #[default]
    All,
}

/// Above or below the statistical scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// 规上.
    Above,
    /// 规下.
    Below,
    /// The file does not say.
    Unspecified,
}

impl Scale {
    /// The stable key, as the rulebook writes it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Unspecified => "unspecified",
        }
    }
}

/// One item of a grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeItem {
    /// What is measured; an indicator.
    pub fact: Fact,
    /// Its weight in points.
    pub weight: f64,
    /// What earns the full weight.
    pub benchmark: Benchmark,
    /// Less is better: (2 − value/benchmark) × weight, not below 0.
    #[serde(default)]
    pub lower_is_better: bool,
}

/// What earns an item's full weight.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Benchmark {
    /// A number in the fact's unit.
    Given(f64),
    /// The cohort's mean, Σ/Σ.
    Mean(MeanWord),
    /// A multiple of the cohort's mean.
    Times {
        /// How many times.
        times: f64,
    },
}

/// The word `"mean"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeanWord {
    /// The cohort's mean.
    Mean,
}

/// Control indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardRules {
    /// The edition that binds, by standard; of a standard that is not named the newest that is listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub editions: BTreeMap<String, String>,
    /// Floors and ceilings.
    #[serde(default)]
    pub limits: Vec<Limit>,
}

/// One model's conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelRules {
    /// The model.
    pub model: RenewalModel,
    /// Its conditions.
    pub conditions: Vec<Condition>,
}

/// One condition of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its weight.
    pub weight: f64,
    /// Judged and not met, the model is out; not judgeable, it is unknown.
    #[serde(default)]
    pub required: bool,
    /// How its tests are joined.
    #[serde(default, rename = "match")]
    pub matching: Matching,
    /// The tests.
    pub tests: Vec<FactTest>,
}

/// One fact against a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactTest {
    /// What is measured.
    pub fact: Fact,
    /// How.
    pub operator: Operator,
    /// Against what, in the fact's unit.
    pub threshold: Fraction,
}
