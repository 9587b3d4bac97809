//! A finding as data: its outcome, the rules behind it with what was measured, and the inputs that were missing.
//!
//! No words: a rule, a fact and an input are stable keys that the locale files name.

use std::borrow::Cow;
use std::sync::Arc;

use super::fact::Fact;
use super::rulebook::{RuleKind, Scale, Sourced};
pub use crate::domain::Operator;
use crate::domain::{
    Category, DateField, Day, FindingKind, LandBasis, LandStatus, Measure, MeasureKey, Outcome, RenewalModel, Stage,
    TableColumn, Unit, Year,
};

/// A value in a reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number in the reason's unit.
    Number(f64),
    /// A day.
    Day(Day),
    /// A word of the file.
    Word(Arc<str>),
    /// A land status.
    Status(LandStatus),
    /// An outcome of another judgement.
    Outcome(Outcome),
    /// A stage of a project.
    Stage(Stage),
    /// What land is taken to be.
    Basis(LandBasis),
    /// Above or below the statistical scale.
    Scale(Scale),
}

/// How much a reason counts for, so that a score can be made again by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weighing {
    /// The first test of a model's condition: the condition's weight, and whether the model is out where it is not met.
    Condition {
        /// Its weight.
        weight: f64,
        /// Not met, the model is out.
        required: bool,
    },
    /// A further test of the condition before.
    Further,
    /// Some of a whole: weights met of those judged, those judged of all, units without a grade of all that count.
    Part {
        /// Some.
        part: f64,
        /// The whole.
        whole: f64,
    },
    /// An item of a grade: its weight, and the points it brings.
    Points {
        /// Its weight.
        weight: f64,
        /// The points.
        points: f64,
    },
}

/// Which way a reason speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// The rule fired: it speaks for the outcome it belongs to.
    Fired,
    /// The rule was judged and did not fire.
    NotFired,
    /// The rule could not be judged.
    Unknown,
    /// Not a rule: a contradiction in the inputs, or what was done about one.
    Note,
}

/// One rule of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule's stable key, e.g. `not_started_1y`; of a rule the user may write it is `rule`.
    pub rule: Cow<'static, str>,
    /// What is measured, where it is one of the facts rules may ask for.
    pub fact: Option<Fact>,
    /// The model whose condition this is.
    pub model: Option<RenewalModel>,
    /// What was measured.
    pub measured: Option<Value>,
    /// How it is held against the threshold.
    pub operator: Operator,
    /// What it is held against.
    pub threshold: Option<Value>,
    /// The unit of the numbers.
    pub unit: Unit,
    /// The year it was measured in, where a rule asks for several.
    pub year: Option<Year>,
    /// What it counts for in a score.
    pub weighing: Option<Weighing>,
    /// The key of its source in the rulebook; empty for notes.
    pub source: Arc<str>,
    /// Whether the user changed the rule: then the source says only what it was made from.
    pub is_user_set: bool,
    /// Which way it speaks.
    pub stance: Stance,
}

impl Reason {
    /// A reason of a rule with a key of its own.
    #[must_use]
    pub fn new(rule: &'static str, stance: Stance) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            fact: None,
            model: None,
            measured: None,
            operator: Operator::AtLeast,
            threshold: None,
            unit: Unit::None,
            year: None,
            weighing: None,
            source: Arc::from(""),
            is_user_set: false,
            stance,
        }
    }

    /// A note: something in the inputs that does not agree.
    #[must_use]
    pub fn note(rule: &'static str) -> Self {
        Self::new(rule, Stance::Note)
    }

    /// A rule of the user's or the rulebook's on a fact.
    #[must_use]
    pub fn on_fact(fact: Fact, operator: Operator, threshold: f64, measured: Option<f64>) -> Self {
        let stance = match measured {
            None => Stance::Unknown,
            Some(value) if operator.holds(value, threshold) => Stance::Fired,
            Some(_) => Stance::NotFired,
        };
        Self {
            fact: Some(fact),
            operator,
            unit: fact.unit(),
            ..Self::new("rule", stance).measured(measured.map(Value::Number)).threshold(Value::Number(threshold))
        }
    }

    /// The same with what was measured.
    #[must_use]
    pub fn measured(mut self, value: Option<Value>) -> Self {
        self.measured = value;
        self
    }

    /// The same with what it is held against.
    #[must_use]
    pub fn threshold(mut self, value: Value) -> Self {
        self.threshold = Some(value);
        self
    }

    /// The same with an operator and a unit.
    #[must_use]
    pub fn compared(mut self, operator: Operator, unit: Unit) -> Self {
        (self.operator, self.unit) = (operator, unit);
        self
    }

    /// The same, counting for so much.
    #[must_use]
    pub fn weighing(mut self, weighing: Weighing) -> Self {
        self.weighing = Some(weighing);
        self
    }

    /// The same by this rule of the book.
    #[must_use]
    pub fn from_rule(mut self, rule: &impl Sourced) -> Self {
        self.source = Arc::from(rule.source());
        self.is_user_set = rule.kind() == RuleKind::User;
        self
    }

    /// The same as a condition of this model.
    #[must_use]
    pub fn of_model(mut self, model: RenewalModel) -> Self {
        self.model = Some(model);
        self
    }

    /// Whether the rule fired.
    #[must_use]
    pub fn fired(&self) -> bool {
        self.stance == Stance::Fired
    }
}

/// An input a judgement would have needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Input {
    /// A cell of a column.
    Column(TableColumn),
    /// Something made of several columns, marks or other judgements.
    Fact(Fact),
    /// A second year of a fact.
    FurtherYears(Fact),
}

impl Input {
    /// A column of days.
    #[must_use]
    pub fn date(field: DateField) -> Self {
        Self::Column(TableColumn::Date(field))
    }

    /// A column of numbers.
    #[must_use]
    pub fn measure(measure: Measure) -> Self {
        Self::Column(TableColumn::Measure(MeasureKey { measure, year: None }))
    }

    /// A column of words.
    #[must_use]
    pub fn category(category: Category) -> Self {
        Self::Column(TableColumn::Category(category))
    }

    /// The stable key.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Column(column) => column.to_string(),
            Self::Fact(fact) => fact.key().to_owned(),
            Self::FurtherYears(fact) => format!("{}@further_years", fact.key()),
        }
    }
}

/// What was found of one parcel in one respect, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// In which respect.
    pub kind: FindingKind,
    /// What.
    pub outcome: Outcome,
    /// Idle: the idling fee estimate, 万元. Low efficiency: rules that fired. Grade: points. Suggestion: 0–1.
    pub score: Option<f64>,
    /// The second best outcome, where there is one: the next model, or the grade that a tie or a quota withheld.
    pub runner_up: Option<Outcome>,
    /// The rules, in the order they were asked.
    pub reasons: Vec<Reason>,
    /// The inputs that were missing, each once.
    pub missing: Vec<Input>,
}

impl Finding {
    /// A finding without reasons yet.
    #[must_use]
    pub fn new(kind: FindingKind, outcome: Outcome) -> Self {
        Self { kind, outcome, score: None, runner_up: None, reasons: Vec::new(), missing: Vec::new() }
    }

    /// The rules that fired.
    pub fn fired(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.fired())
    }
}
