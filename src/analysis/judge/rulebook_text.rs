//! Reads a rulebook from its text and checks what its types cannot: every error names its line.

use toml::de::{DeTable, DeValue};

use super::marks::Zone;
use super::rulebook::{Benchmark, Origin, RULEBOOK_VERSION, Rulebook};
use crate::domain::StatusWords;

/// The rulebook that ships with the program.
const SHIPPED: &str = include_str!("../../../assets/rulebook.toml");

/// Why a text is no rulebook. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RulebookError {
    /// Not TOML, an unknown key, a key that is missing, or a value of the wrong type.
    #[error("line {line}: {detail}")]
    Text {
        /// The line.
        line: usize,
        /// What the reader says, in English.
        detail: String,
    },
    /// Written by a newer program.
    #[error("line {line}: version {version}, known are versions up to {RULEBOOK_VERSION}")]
    Newer {
        /// The line.
        line: usize,
        /// The version it says.
        version: u32,
    },
    /// The weights of a cohort's items do not add up to 100.
    #[error("line {line}: weights add up to {sum}, not to 100")]
    Weights {
        /// The line of the cohort's items.
        line: usize,
        /// What they add up to.
        sum: f64,
    },
    /// A value out of its range.
    #[error("line {line}: `{key}` {fault}")]
    Value {
        /// The line.
        line: usize,
        /// The key, with the keys above it.
        key: String,
        /// What is wrong.
        fault: ValueFault,
    },
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    /// A share outside 0–1.
    #[error("is not between 0 and 1")]
    Share,
    /// Quotas that add up to more than the whole.
    #[error("leaves no room: the quotas add up to more than 1")]
    Quotas,
    /// Not above 0, or not a number.
    #[error("is not above 0")]
    Positive,
    /// Years that are no whole months between 0 and 100.
    #[error("is not a number of years in whole months")]
    Years,
    /// No such source.
    #[error("names no entry of [sources]")]
    Source,
    /// A fact that is no indicator where only one will do.
    #[error("is not an indicator of the parcel")]
    Indicator,
    /// A status whose land produces something.
    #[error("names land that produces something")]
    Produces,
    /// A model or a scale that stands twice, or a status word in two lists.
    #[error("stands twice")]
    Twice,
    /// An empty list.
    #[error("is empty")]
    Empty,
    /// No longitude or latitude.
    #[error("is no longitude and latitude in degrees")]
    Place,
    /// A zone that is neither round nor a polygon, or both.
    #[error("is neither round (lon, lat, radius_km) nor a polygon of three corners or more")]
    Zone,
}

impl RulebookError {
    /// The line of the fault, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::Text { line, .. }
            | Self::Newer { line, .. }
            | Self::Weights { line, .. }
            | Self::Value { line, .. } => *line,
        }
    }
}

/// One step to a value: a key, or a place in a list.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Place(usize),
}

/// Where values stand in a text.
struct Lines<'t> {
    text: &'t str,
    root: Option<DeTable<'t>>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, root: DeTable::parse(text).ok().map(toml::Spanned::into_inner) }
    }

    fn at(&self, byte: usize) -> usize {
        self.text.get(..byte).unwrap_or_default().matches('\n').count() + 1
    }

    /// The line of a value; of the last value on the way that is there.
    fn of(&self, path: &[Step<'_>]) -> usize {
        let Some(root) = &self.root else { return 1 };
        let (mut table, mut value, mut line) = (Some(root), None::<&DeValue<'t>>, 1);
        for step in path {
            let next = match *step {
                Step::Key(key) => {
                    let found = table.and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key));
                    found.map(|(name, value)| (name.span().start, value.get_ref()))
                }
                Step::Place(place) => value
                    .and_then(DeValue::as_array)
                    .and_then(|list| list.get(place))
                    .map(|value| (value.span().start, value.get_ref())),
            };
            let Some((start, found)) = next else { break };
            (line, value, table) = (self.at(start), Some(found), found.as_table());
        }
        line
    }
}

impl Rulebook {
    /// The rulebook that ships with the program.
    ///
    /// # Panics
    /// Never: a test reads the shipped text.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static BOOK: std::sync::LazyLock<Rulebook> = std::sync::LazyLock::new(|| {
            Rulebook::from_toml(SHIPPED).unwrap_or_else(|error| panic!("the shipped rulebook: {error}"))
        });
        &BOOK
    }

    /// The text of the rulebook that ships with the program, to be copied and edited.
    #[must_use]
    pub fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// The text of the book; it reads back as the same book. It is the text the book was read from with the changed
    /// values in place, comments and all; of a book of no text the values alone. Empty where the book cannot be written,
    /// which a test of every kind of value rules out.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let edited = super::rulebook_edit::edited(self).filter(|text| Self::from_toml(text).as_ref() == Ok(self));
        edited.unwrap_or_else(|| toml::to_string(self).unwrap_or_default())
    }

    /// Checks what types cannot, of a book that was changed in place; lines are of no text.
    pub fn check(&self) -> Result<(), RulebookError> {
        Check { book: self, lines: &Lines { text: "", root: None } }.run()
    }

    /// Reads a rulebook's text.
    pub fn from_toml(text: &str) -> Result<Self, RulebookError> {
        #[derive(serde::Deserialize)]
        struct VersionOnly {
            version: Option<u32>,
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = Lines::new(text);
        let refused = |error: &toml::de::Error| RulebookError::Text {
            line: lines.at(error.span().map_or(0, |span| span.start)),
            detail: error.message().to_owned(),
        };
        // The version first: a newer book may hold keys this program does not know.
        let version = toml::from_str::<VersionOnly>(text).map_err(|error| refused(&error))?.version;
        if let Some(version) = version.filter(|&version| version > RULEBOOK_VERSION) {
            return Err(RulebookError::Newer { line: lines.of(&[Step::Key("version")]), version });
        }
        let mut book: Self = toml::from_str(text).map_err(|error| refused(&error))?;
        book.origin = Origin(text.into());
        Check { book: &book, lines: &lines }.run()?;
        Ok(book)
    }
}

/// Checks a book whose types are right.
struct Check<'a> {
    book: &'a Rulebook,
    lines: &'a Lines<'a>,
}

type Checked = Result<(), RulebookError>;
use Step::{Key as K, Place as P};

impl Check<'_> {
    fn fault(&self, path: &[Step<'_>], fault: ValueFault) -> RulebookError {
        let name = |step: &Step<'_>| match step {
            K(key) => (*key).to_owned(),
            P(place) => (place + 1).to_string(),
        };
        let key = path.iter().map(name).collect::<Vec<_>>().join(".");
        RulebookError::Value { line: self.lines.of(path), key, fault }
    }

    fn ensure(&self, holds: bool, path: &[Step<'_>], fault: ValueFault) -> Checked {
        if holds { Ok(()) } else { Err(self.fault(path, fault)) }
    }

    fn share(&self, value: f64, path: &[Step<'_>]) -> Checked {
        self.ensure((0.0..=1.0).contains(&value), path, ValueFault::Share)
    }

    fn positive(&self, value: f64, path: &[Step<'_>]) -> Checked {
        self.ensure(value.is_finite() && value > 0.0, path, ValueFault::Positive)
    }

    fn source(&self, source: &str, above: &[Step<'_>]) -> Checked {
        let path: Vec<Step<'_>> = above.iter().copied().chain([K("source")]).collect();
        self.ensure(self.book.sources.contains_key(source), &path, ValueFault::Source)
    }

    fn run(&self) -> Checked {
        self.sections()?;
        self.idle()?;
        self.low_efficiency()?;
        self.grade()?;
        self.standard()?;
        self.suggestion()
    }

    fn sections(&self) -> Checked {
        self.source(&self.book.words.source, &[K("words")])?;
        if let Some((status, _)) = StatusWords::in_two(&self.book.words.status) {
            return Err(self.fault(&[K("words"), K("status"), K(status.key())], ValueFault::Twice));
        }
        self.source(&self.book.missing.source, &[K("missing")])?;
        for (place, group) in self.book.industries.iter().enumerate() {
            self.source(&group.source, &[K("industries"), P(place)])?;
        }
        let produces_nothing = self.book.missing.counts_as_zero.iter().all(|status| status.produces_nothing());
        self.ensure(produces_nothing, &[K("missing"), K("counts_as_zero")], ValueFault::Produces)
    }

    fn idle(&self) -> Checked {
        let idle = &self.book.idle;
        for (key, rule) in [
            ("start_after_handover", &idle.start_after_handover),
            ("not_started", &idle.not_started),
            ("take_back", &idle.take_back),
            ("suspended", &idle.suspended),
            ("early_start_doubt", &idle.early_start_doubt),
        ] {
            let months = rule.years * 12.0;
            let fits = (0.0..=1200.0).contains(&months) && (months - months.round()).abs() < 1e-9;
            self.ensure(fits, &[K("idle"), K(key), K("years")], ValueFault::Years)?;
            self.source(&rule.source, &[K("idle"), K(key)])?;
        }
        for (key, rule) in [("fee", &idle.fee), ("developed", &idle.developed), ("invested", &idle.invested)] {
            self.share(rule.share.0, &[K("idle"), K(key), K("share")])?;
            self.source(&rule.source, &[K("idle"), K(key)])?;
        }
        Ok(())
    }

    fn low_efficiency(&self) -> Checked {
        let rules = &self.book.low_efficiency;
        self.source(&rules.source, &[K("low_efficiency")])?;
        self.ensure(!rules.rules.is_empty(), &[K("low_efficiency"), K("rules")], ValueFault::Empty)?;
        for (place, rule) in rules.rules.iter().enumerate() {
            let path = |key| [K("low_efficiency"), K("rules"), P(place), K(key)];
            self.ensure(rule.fact.indicator().is_some(), &path("fact"), ValueFault::Indicator)?;
            self.ensure((1..=50).contains(&rule.years), &path("years"), ValueFault::Positive)?;
            self.source(&rule.source, &path("")[..3])?;
        }
        Ok(())
    }

    fn grade(&self) -> Checked {
        let grade = &self.book.grade;
        self.source(&grade.source, &[K("grade")])?;
        for (key, share) in [("a_share", grade.a_share), ("b_share", grade.b_share), ("d_share", grade.d_share)] {
            self.share(share, &[K("grade"), K(key)])?;
        }
        let fits = grade.a_share + grade.b_share + grade.d_share <= 1.0 + 1e-9;
        self.ensure(fits, &[K("grade"), K("b_share")], ValueFault::Quotas)?;
        grade.cap.map_or(Ok(()), |cap| self.positive(cap, &[K("grade"), K("cap")]))?;
        for (place, cohort) in grade.cohorts.iter().enumerate() {
            let above = [K("grade"), K("cohorts"), P(place), K("items")];
            self.source(&cohort.source, &above[..3])?;
            let twice = grade.cohorts[..place].iter().any(|other| other.scale == cohort.scale);
            self.ensure(!twice, &[above[0], above[1], above[2], K("scale")], ValueFault::Twice)?;
            for (item_place, item) in cohort.items.iter().enumerate() {
                let path = |key| [above[0], above[1], above[2], above[3], P(item_place), K(key)];
                self.ensure(item.fact.indicator().is_some(), &path("fact"), ValueFault::Indicator)?;
                self.positive(item.weight, &path("weight"))?;
                let (Benchmark::Given(value) | Benchmark::Times { times: value }) = item.benchmark else { continue };
                self.positive(value, &path("benchmark"))?;
            }
            let sum: f64 = cohort.items.iter().map(|item| item.weight).sum();
            if (sum - 100.0).abs() > 1e-9 {
                return Err(RulebookError::Weights { line: self.lines.of(&above), sum });
            }
        }
        Ok(())
    }

    fn standard(&self) -> Checked {
        for (place, limit) in self.book.standard.limits.iter().enumerate() {
            let path = |key| [K("standard"), K("limits"), P(place), K(key)];
            self.ensure(limit.fact.indicator().is_some(), &path("fact"), ValueFault::Indicator)?;
            self.ensure(!limit.class.is_empty(), &path("class"), ValueFault::Empty)?;
            self.source(&limit.source, &path("")[..3])?;
        }
        Ok(())
    }

    fn zone(&self, zone: &Zone, [marks, key, place]: [Step<'_>; 3]) -> Checked {
        let path = |name| [marks, key, place, K(name)];
        zone.radius_km.map_or(Ok(()), |radius_km| self.positive(radius_km, &path("radius_km")))?;
        let is_place = |[lon, lat]: [f64; 2]| (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        for (corner, &position) in zone.polygon.iter().enumerate() {
            let at = [marks, key, place, K("polygon"), P(corner)];
            self.ensure(is_place(position), &at, ValueFault::Place)?;
        }
        self.ensure(zone.lon.is_none_or(|lon| is_place([lon, 0.0])), &path("lon"), ValueFault::Place)?;
        self.ensure(zone.lat.is_none_or(|lat| is_place([0.0, lat])), &path("lat"), ValueFault::Place)?;
        self.ensure(zone.shape().is_some(), &[marks, key, place], ValueFault::Zone)
    }

    fn suggestion(&self) -> Checked {
        let rules = &self.book.suggestion;
        self.source(&rules.source, &[K("suggestion")])?;
        self.share(rules.suggest_from, &[K("suggestion"), K("suggest_from")])?;
        self.share(rules.least_judged, &[K("suggestion"), K("least_judged")])?;
        self.positive(rules.small_parcel_mu, &[K("suggestion"), K("small_parcel_mu")])?;
        self.positive(rules.target_far, &[K("suggestion"), K("target_far")])?;
        self.positive(rules.block_far, &[K("suggestion"), K("block_far")])?;
        self.positive(rules.block_gap_m, &[K("suggestion"), K("block_gap_m")])?;
        for (place, target) in rules.targets.iter().enumerate() {
            let path = |key| [K("suggestion"), K("targets"), P(place), K(key)];
            self.ensure(!target.class.is_empty(), &path("class"), ValueFault::Empty)?;
            self.positive(target.target_far, &path("target_far"))?;
            self.source(&target.source, &path("")[..3])?;
        }
        for (place, model) in rules.models.iter().enumerate() {
            let above = [K("suggestion"), K("models"), P(place)];
            let twice = rules.models[..place].iter().any(|other| other.model == model.model);
            self.ensure(!twice, &[above[0], above[1], above[2], K("model")], ValueFault::Twice)?;
            for (at, condition) in model.conditions.iter().enumerate() {
                let path = |key| [above[0], above[1], above[2], K("conditions"), P(at), K(key)];
                self.positive(condition.weight, &path("weight"))?;
                self.ensure(!condition.tests.is_empty(), &path("tests"), ValueFault::Empty)?;
            }
        }
        let zones =
            [("platform_zones", &self.book.marks.platform_zones), ("urban_zones", &self.book.marks.urban_zones)];
        for (key, zones) in zones {
            for (place, zone) in zones.iter().enumerate() {
                self.zone(zone, [K("marks"), K(key), P(place)])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "rulebook_text_tests.rs"]
mod tests;
