//! What can be found of a parcel: the kinds of judgement and every outcome each of them can have, as stable keys.
//!
//! Only names; what leads to an outcome is `analysis::judge`'s business, and the words are `locale`'s.

use serde::{Deserialize, Serialize};

use super::RenewalModel;

/// What a parcel is judged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 闲置土地: idle land.
    Idle,
    /// 低效用地: low-efficiency land.
    LowEfficiency,
    /// 亩产效益评价: grades.
    Grade,
    /// 控制指标、标准地: floors and ceilings.
    Standard,
    /// 改造模式建议: which renewal model suits.
    Suggestion,
}

impl FindingKind {
    /// Every kind, in the order findings are listed.
    pub const ALL: [Self; 5] = [Self::Idle, Self::LowEfficiency, Self::Grade, Self::Standard, Self::Suggestion];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::LowEfficiency => "low_efficiency",
            Self::Grade => "grade",
            Self::Standard => "standard",
            Self::Suggestion => "suggestion",
        }
    }
}

/// What was found. Which outcomes belong to which kind is said by the groups below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    // Idle land.
    /// Not idle.
    NotIdle,
    /// Before the agreed start + 1 year (idle), or before a commitment is due (standard).
    NotDue,
    /// Not started a year after the agreed start.
    SuspectedIdle,
    /// Not started two years after it: may be taken back.
    SuspectedIdle2y,
    /// Started, suspended for a year, and little built or invested.
    SuspectedIdleSuspended,
    /// By its status word alone; weaker than all above.
    SuspectedIdleByStatus,
    /// Would be idle, but the government caused the delay.
    ExemptGovernment,
    // Low-efficiency land.
    /// Low-efficiency by the rule set.
    LowEfficiency,
    /// Not low-efficiency.
    NotLowEfficiency,
    /// Reported as idle, so not as low-efficiency.
    ReportedIdle,
    // Grades.
    /// A 优先发展.
    GradeA,
    /// B 支持发展.
    GradeB,
    /// C 提升发展.
    GradeC,
    /// D 限制发展.
    GradeD,
    /// T 暂不评价.
    GradeT,
    // Standards.
    /// Every known bound is kept.
    Met,
    /// A bound is broken.
    Breached,
    /// Nothing to hold against the bounds.
    NoData,
    // Suggestion.
    /// This model suits best.
    Model(RenewalModel),
    /// Judged, and no model suits.
    NoModel,
    /// Too little is known to suggest any.
    Unknown,
    // Several kinds.
    /// The rule does not apply to this land.
    OutOfScope,
    /// An input without which nothing can be said is missing.
    InsufficientData,
    /// Found, checked, and set aside by the user: out of all counts. No rule ever leads here.
    Excluded,
}

impl Outcome {
    /// Every outcome.
    pub fn all() -> impl Iterator<Item = Self> {
        use Outcome as O;
        let plain = [
            O::NotIdle,
            O::NotDue,
            O::SuspectedIdle,
            O::SuspectedIdle2y,
            O::SuspectedIdleSuspended,
            O::SuspectedIdleByStatus,
            O::ExemptGovernment,
            O::LowEfficiency,
            O::NotLowEfficiency,
            O::ReportedIdle,
            O::GradeA,
            O::GradeB,
            O::GradeC,
            O::GradeD,
            O::GradeT,
            O::Met,
            O::Breached,
            O::NoData,
            O::NoModel,
            O::Unknown,
            O::OutOfScope,
            O::InsufficientData,
            O::Excluded,
        ];
        plain.into_iter().chain(RenewalModel::ALL.map(O::Model))
    }

    /// The stable key; a grade is its letter, a model its code.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotIdle => "not_idle",
            Self::NotDue => "not_due",
            Self::SuspectedIdle => "suspected_idle",
            Self::SuspectedIdle2y => "suspected_idle_2y",
            Self::SuspectedIdleSuspended => "suspected_idle_suspended",
            Self::SuspectedIdleByStatus => "suspected_idle_by_status",
            Self::ExemptGovernment => "exempt_government",
            Self::LowEfficiency => "low_efficiency",
            Self::NotLowEfficiency => "not_low_efficiency",
            Self::ReportedIdle => "reported_idle",
            Self::GradeA => "A",
            Self::GradeB => "B",
            Self::GradeC => "C",
            Self::GradeD => "D",
            Self::GradeT => "T",
            Self::Met => "met",
            Self::Breached => "breached",
            Self::NoData => "no_data",
            Self::Model(model) => model.code(),
            Self::NoModel => "none",
            Self::Unknown => "unknown",
            Self::OutOfScope => "out_of_scope",
            Self::InsufficientData => "insufficient_data",
            Self::Excluded => "excluded",
        }
    }

    /// The outcome with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|outcome| outcome.key() == key)
    }

    /// Whether the parcel is suspected idle by decree, the delay not excused.
    #[must_use]
    pub fn suspected_idle_by_decree(self) -> bool {
        matches!(self, Self::SuspectedIdle | Self::SuspectedIdle2y | Self::SuspectedIdleSuspended)
    }

    /// Whether the parcel lies idle in any of the decree's senses, excused or known by its status alone too.
    #[must_use]
    pub fn lies_idle(self) -> bool {
        self.suspected_idle_by_decree() || matches!(self, Self::ExemptGovernment | Self::SuspectedIdleByStatus)
    }

    /// Whether it asks somebody to act: land that lies idle or is of low efficiency, the grade to be restricted, a broken
    /// bound.
    #[must_use]
    pub fn calls_for_action(self) -> bool {
        self.lies_idle() || matches!(self, Self::LowEfficiency | Self::GradeD | Self::Breached)
    }
}

/// An outcome is saved as its key.
impl Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let key = std::borrow::Cow::<str>::deserialize(from)?;
        Self::from_key(&key).ok_or_else(|| serde::de::Error::custom(format!("no outcome {key}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_reads_back_from_its_key() {
        for outcome in Outcome::all() {
            let saved = serde_json::to_string(&outcome).unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(&saved).unwrap(), outcome);
        }
        assert!(serde_json::from_str::<Outcome>("\"moon\"").is_err());
    }
}
