//! What the types of a rulebook cannot hold: every number finite and in its range, every key it names known.

use super::fact::Fact;
use super::marks::Zone;
use super::rulebook::{Benchmark, Rulebook};
use super::rulebook_error::{RulebookError, ValueFault};
use super::rulebook_lines::{Lines, Step};
use crate::domain::{StatusWords, Unit};

/// Checks a book whose types are right.
pub(super) struct Check<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) lines: &'a Lines<'a>,
}

type Checked = Result<(), RulebookError>;
use Step::{Key as K, Place as P};

/// Longitude and latitude, degrees.
fn is_place([lon, lat]: [f64; 2]) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

/// A class of GB/T 4754: two to four digits.
fn is_class(text: &str) -> bool {
    (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

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

    /// A threshold in its fact's unit and range.
    fn threshold(&self, fact: Fact, value: f64, path: &[Step<'_>]) -> Checked {
        self.ensure(value.is_finite(), path, ValueFault::Number)?;
        if fact == Fact::Grade {
            return self.ensure((1.0..=4.0).contains(&value), path, ValueFault::Grade);
        }
        if fact.is_flag() {
            return self.ensure(value == 0.0 || value == 1.0, path, ValueFault::Flag);
        }
        match fact.unit() {
            Unit::Share => self.share(value, path),
            Unit::Mu | Unit::Count => self.ensure(value >= 0.0, path, ValueFault::Negative),
            _ if matches!(fact, Fact::AnchorKm | Fact::PlatformKm | Fact::Far) => {
                self.ensure(value >= 0.0, path, ValueFault::Negative)
            }
            _ => Ok(()),
        }
    }

    fn class(&self, class: &str, path: &[Step<'_>]) -> Checked {
        self.ensure(is_class(class), path, ValueFault::Class)
    }

    fn source(&self, source: &str, above: &[Step<'_>]) -> Checked {
        let path: Vec<Step<'_>> = above.iter().copied().chain([K("source")]).collect();
        self.ensure(self.book.sources.contains_key(source), &path, ValueFault::Source)
    }

    pub(super) fn run(&self) -> Checked {
        self.sections()?;
        self.idle()?;
        self.low_efficiency()?;
        self.grade()?;
        self.standard()?;
        self.suggestion()?;
        self.marks()
    }

    fn sections(&self) -> Checked {
        self.source(&self.book.words.source, &[K("words")])?;
        if let Some((status, _)) = StatusWords::in_two(&self.book.words.status) {
            return Err(self.fault(&[K("words"), K("status"), K(status.key())], ValueFault::Twice));
        }
        self.source(&self.book.missing.source, &[K("missing")])?;
        for (place, group) in self.book.industries.iter().enumerate() {
            let path = |key| [K("industries"), P(place), K(key)];
            self.ensure(!group.key.is_empty(), &path("key"), ValueFault::Empty)?;
            let twice = self.book.industries[..place].iter().any(|other| other.key == group.key);
            self.ensure(!twice, &path("key"), ValueFault::Twice)?;
            for (at, class) in group.classes.iter().enumerate() {
                self.class(class, &[K("industries"), P(place), K("classes"), P(at)])?;
            }
            self.source(&group.source, &path("")[..2])?;
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
            // Only what follows the handover, or is a doubt, may take no time at all.
            let may_be_0 = matches!(key, "start_after_handover" | "early_start_doubt");
            self.ensure(may_be_0 || months > 0.0, &[K("idle"), K(key), K("years")], ValueFault::Positive)?;
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
            self.threshold(rule.fact, rule.threshold.0, &path("threshold"))?;
            self.ensure((1..=50).contains(&rule.years), &path("years"), ValueFault::Positive)?;
            self.source(&rule.source, &path("")[..3])?;
        }
        Ok(())
    }

    fn grade(&self) -> Checked {
        let grade = &self.book.grade;
        self.source(&grade.source, &[K("grade")])?;
        for (key, share) in [("a_share", grade.a_share), ("d_share", grade.d_share)] {
            self.share(share, &[K("grade"), K(key)])?;
        }
        self.share(grade.b_share.share.0, &[K("grade"), K("b_share"), K("share")])?;
        self.source(&grade.b_share.source, &[K("grade"), K("b_share")])?;
        let fits = grade.a_share + grade.b_share.share.0 + grade.d_share <= 1.0 + 1e-9;
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
            self.threshold(limit.fact, limit.threshold.0, &path("threshold"))?;
            self.ensure(limit.class == "C" || is_class(&limit.class), &path("class"), ValueFault::Class)?;
            let is_grade = limit.land_grade.is_none_or(|grade| (1..=15).contains(&grade));
            self.ensure(is_grade, &path("land_grade"), ValueFault::LandGrade)?;
            self.source(&limit.source, &path("")[..3])?;
        }
        for (standard, edition) in &self.book.standard.editions {
            let is_listed = self.book.standard.editions_of(standard).contains(&edition.as_str());
            self.ensure(is_listed, &[K("standard"), K("editions"), K(standard)], ValueFault::Edition)?;
        }
        Ok(())
    }

    fn zone(&self, zone: &Zone, [marks, key, place]: [Step<'_>; 3]) -> Checked {
        let path = |name| [marks, key, place, K(name)];
        zone.radius_km.map_or(Ok(()), |radius_km| self.positive(radius_km, &path("radius_km")))?;
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
            self.class(&target.class, &path("class"))?;
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
                for (number, test) in condition.tests.iter().enumerate() {
                    let path = [path("")[..5].to_vec(), vec![K("tests"), P(number), K("threshold")]].concat();
                    self.threshold(test.fact, test.threshold.0, &path)?;
                }
            }
        }
        Ok(())
    }

    fn marks(&self) -> Checked {
        for (place, anchor) in self.book.marks.anchors.iter().enumerate() {
            let path = |key| [K("marks"), K("anchors"), P(place), K(key)];
            self.ensure(is_place([anchor.lon, 0.0]), &path("lon"), ValueFault::Place)?;
            self.ensure(is_place([0.0, anchor.lat]), &path("lat"), ValueFault::Place)?;
            let is_group = self.book.industries.iter().any(|group| group.key == anchor.industry);
            self.ensure(is_group || is_class(&anchor.industry), &path("industry"), ValueFault::Industry)?;
        }
        for (name, facts) in &self.book.marks.parks {
            let path = [K("marks"), K("parks"), K(name), K("land_left_share")];
            facts.land_left_share.map_or(Ok(()), |share| self.share(share, &path))?;
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
