//! A finding in words: reasons as sentences an official could paste into a letter.

use super::reason_numbers::{threshold_text, told_apart};
use crate::analysis::judge::{Fact, Finding, Input, Operator, Reason, Rulebook, Stance, Value, Weighing};
use crate::domain::{Outcome, Unit, iso_date};
use crate::locale::{FluentValue, Lang};

fn id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

/// A fact by name.
#[must_use]
pub fn fact_name(lang: Lang, fact: Fact) -> String {
    lang.text(&id("fact", fact.key())).into_owned()
}

/// A fact by name, by its key; the key where there is no such fact.
#[must_use]
pub fn fact_name_of_key(lang: Lang, key: &str) -> String {
    Fact::ALL.into_iter().find(|fact| fact.key() == key).map_or_else(|| key.to_owned(), |fact| fact_name(lang, fact))
}

/// The unit of a fact, by its key.
#[must_use]
pub fn fact_unit_of_key(key: &str) -> Unit {
    Fact::ALL.into_iter().find(|fact| fact.key() == key).map_or(Unit::None, Fact::unit)
}

/// A missing input by name.
#[must_use]
pub fn input_name(lang: Lang, input: Input) -> String {
    match input {
        Input::Column(column) => lang.table_column(column),
        Input::Fact(fact) => fact_name(lang, fact),
        Input::FurtherYears(fact) => lang.text_with("missing-further-years", [("fact", fact_name(lang, fact).into())]),
    }
}

/// The operator in words; of a plain rule that did not hold, the one that does.
fn operator_word(lang: Lang, reason: &Reason) -> String {
    let is_plain = ["rule", "low_efficiency_year"].contains(&&*reason.rule);
    let is_denied = is_plain && reason.stance == Stance::NotFired;
    let operator = match (reason.operator, is_denied) {
        (operator, false) => operator,
        (Operator::Less, true) => Operator::AtLeast,
        (Operator::AtMost, true) => Operator::Greater,
        (Operator::Greater, true) => Operator::AtMost,
        (Operator::AtLeast, true) => Operator::Less,
        (Operator::Equal, true) => return lang.text("operator-not-equal").into_owned(),
    };
    let key = match operator {
        Operator::Less => "operator-less",
        Operator::AtMost => "operator-at-most",
        Operator::Greater => "operator-greater",
        Operator::AtLeast => "operator-at-least",
        Operator::Equal => "operator-equal",
    };
    lang.text(key).into_owned()
}

/// The letter of a grade as rules count it.
fn grade_letter(number: f64) -> &'static str {
    match number.round() as i64 {
        4.. => Outcome::GradeA.key(),
        3 => Outcome::GradeB.key(),
        2 => Outcome::GradeC.key(),
        _ => Outcome::GradeD.key(),
    }
}

fn value_text(lang: Lang, value: &Value, unit: Unit, fact: Option<Fact>) -> String {
    match value {
        Value::Number(number) if fact == Some(Fact::Grade) => grade_letter(*number).to_owned(),
        Value::Number(number) => lang.number_with_unit(Some(*number), unit),
        Value::Day(day) => iso_date(*day),
        Value::Word(word) => word.to_string(),
        Value::Status(status) => lang.status(*status).into_owned(),
        Value::Outcome(outcome) => lang.outcome(*outcome).into_owned(),
        Value::Stage(stage) => lang.stage(*stage).into_owned(),
        Value::Basis(basis) => lang.land_basis(*basis).into_owned(),
        Value::Scale(scale) => lang.text(&id("rule-scale", scale.key())).into_owned(),
    }
}

/// The id of a reason's sentence: by stance where the rule has one for each, else the rule's own.
fn sentence_id(lang: Lang, reason: &Reason) -> String {
    let (stance, flag) = match (reason.stance, &reason.measured) {
        (Stance::NotFired, _) => ("not-fired", "no"),
        (Stance::Unknown, _) => ("unknown", "unknown"),
        (_, None) => ("blank", "unknown"),
        _ => ("fired", "yes"),
    };
    if reason.rule == "rule" && reason.fact.is_some_and(Fact::is_flag) {
        return format!("reason-flag-{flag}");
    }
    let is_of_no_year = reason.rule == "low_efficiency_year" && reason.year.is_none();
    let rule = id("reason", if is_of_no_year { "rule" } else { &reason.rule });
    let by_stance = format!("{rule}-{stance}");
    if lang.has(&by_stance) { by_stance } else { rule }
}

/// What a reason measured, what that is held against, and how far they are apart.
fn compared_texts(lang: Lang, reason: &Reason) -> [String; 3] {
    let value = |value: &Value| value_text(lang, value, reason.unit, reason.fact);
    // A fee is money, the share it is of the price is a share; a quota is a share, its places are counted.
    let threshold_unit = match &*reason.rule {
        "fee" => Unit::Share,
        rule if rule.starts_with("grade_quota") => Unit::Count,
        rule if rule.starts_with("headroom") => Unit::Ratio,
        _ => reason.unit,
    };
    let is_letter = reason.fact == Some(Fact::Grade);
    match (&reason.measured, &reason.threshold) {
        (Some(Value::Number(measured)), Some(Value::Number(threshold)))
            if !is_letter && threshold_unit == reason.unit =>
        {
            told_apart(lang, *measured, *threshold, reason.unit)
        }
        (measured, threshold) => {
            let threshold = match threshold {
                Some(Value::Number(number)) if !is_letter => threshold_text(lang, *number, threshold_unit),
                other => other.as_ref().map(value).unwrap_or_default(),
            };
            [measured.as_ref().map(value).unwrap_or_default(), threshold, String::new()]
        }
    }
}

/// One reason as part of a sentence.
#[must_use]
pub fn reason_text(lang: Lang, reason: &Reason) -> String {
    let mut args: Vec<(&str, FluentValue<'_>)> = Vec::with_capacity(8);
    let [measured, threshold, margin] = compared_texts(lang, reason);
    args.extend([("measured", measured.into()), ("threshold", threshold.into()), ("margin", margin.into())]);
    args.push(("operator", operator_word(lang, reason).into()));
    args.push(("fact", reason.fact.map(|fact| fact_name(lang, fact)).unwrap_or_default().into()));
    args.push(("year", reason.year.map(|year| year.to_string()).unwrap_or_default().into()));
    let plain = |number: f64| FluentValue::from(number.to_string());
    match reason.weighing {
        Some(Weighing::Points { weight, points }) => {
            args.push(("weight", plain(weight)));
            args.push(("points", lang.number(Some(points), Unit::Ratio).into()));
        }
        Some(Weighing::Part { part, whole }) => args.extend([("part", plain(part)), ("whole", plain(whole))]),
        Some(Weighing::Condition { .. } | Weighing::Further) | None => {}
    }
    let text = lang.text_with(&sentence_id(lang, reason), args);
    match reason.weighing {
        Some(Weighing::Condition { weight, required }) => {
            let stance = match reason.stance {
                Stance::Fired | Stance::Note => "reason-stance-fired",
                Stance::NotFired if required => "reason-stance-out",
                Stance::NotFired => "reason-stance-not-fired",
                Stance::Unknown => "reason-stance-unknown",
            };
            let required = if required { lang.text("reason-required") } else { "".into() };
            lang.text_with(stance, [("reason", text.into()), ("weight", plain(weight)), ("required", required.into())])
        }
        Some(Weighing::Further) => lang.text_with("reason-further", [("reason", text.into())]),
        _ => text,
    }
}

/// A source of the rulebook in words; empty for a key it does not have.
#[must_use]
pub fn source_text(lang: Lang, book: &Rulebook, key: &str) -> String {
    let Some(source) = book.sources.get(key) else { return String::new() };
    let title = if lang == Lang::En && !source.title_en.is_empty() { &source.title_en } else { &source.title };
    if source.number.is_empty() {
        return title.clone();
    }
    lang.text_with("source-text", [("title", title.as_str().into()), ("number", source.number.as_str().into())])
}

/// What a reason cites: the source of its rule or, where the user changed the rule, that it is the user's own, and what it
/// was made from.
fn cited(lang: Lang, book: &Rulebook, reason: &Reason) -> String {
    let source = source_text(lang, book, &reason.source);
    match (reason.is_user_set, source.is_empty()) {
        (false, _) => source,
        (true, true) => lang.text("source-user").into_owned(),
        (true, false) => lang.text_with("source-user-from", [("source", source.into())]),
    }
}

/// All reasons of a finding, a line a model where models are told of, and a last line for the sources they rest on; none
/// where there are no reasons.
#[must_use]
pub fn reasons_lines(lang: Lang, book: &Rulebook, finding: &Finding) -> Vec<String> {
    let separator = lang.text("reasons-separator");
    let (mut lines, mut sources) = (Vec::<String>::new(), Vec::<String>::new());
    for of_model in finding.reasons.chunk_by(|one, next| one.model == next.model) {
        let sentences: Vec<String> = of_model.iter().map(|reason| reason_text(lang, reason)).collect();
        let sentences = sentences.join(&separator);
        lines.push(match of_model[0].model {
            Some(model) => {
                let args = [("model", lang.model_short(model).into()), ("reason", sentences.into())];
                lang.text_with("reasons-of-model", args)
            }
            None => sentences,
        });
        for source in of_model.iter().map(|reason| cited(lang, book, reason)) {
            if !source.is_empty() && !sources.contains(&source) {
                sources.push(source);
            }
        }
    }
    if !sources.is_empty() {
        let sources = sources.join(&lang.text("missing-separator"));
        lines.push(lang.text_with("reasons-sources", [("sources", sources.into())]));
    }
    lines
}

/// The same in one text; empty where there are no reasons.
#[must_use]
pub fn reasons_text(lang: Lang, book: &Rulebook, finding: &Finding) -> String {
    let mut text = reasons_lines(lang, book, finding).join(&lang.text("reasons-separator"));
    if !text.is_empty() {
        text.push_str(&lang.text("reasons-end"));
    }
    text
}

/// All missing inputs of a finding.
#[must_use]
pub fn missing_text(lang: Lang, finding: &Finding) -> String {
    let names: Vec<String> = finding.missing.iter().map(|&input| input_name(lang, input)).collect();
    names.join(&lang.text("missing-separator"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::judge::RuleKind;
    use crate::domain::{FindingKind, RenewalModel};

    #[test]
    fn a_rule_the_user_changed_is_cited_as_the_users_own_with_the_source_it_was_made_from() {
        let mut book = Rulebook::shipped().clone();
        let cited_by = |book: &Rulebook, lang| {
            let mut finding = Finding::new(FindingKind::Idle, Outcome::SuspectedIdle2y);
            finding.reasons.push(Reason::new("take_back", Stance::Fired).from_rule(&book.idle.take_back));
            reasons_text(lang, book, &finding)
        };
        assert!(!cited_by(&book, Lang::En).contains("user-set"));
        book.idle.take_back.kind = RuleKind::User;
        let [zh, en] = Lang::ALL.map(|lang| cited_by(&book, lang));
        assert!(zh.contains("用户自定（原依据：《闲置土地处置办法》"), "{zh}");
        assert!(en.contains("user-set (made from: "), "{en}");
    }

    #[test]
    fn a_model_that_is_out_and_a_score_are_told_in_one_line_a_model() {
        let book = Rulebook::shipped();
        let mut finding = Finding::new(FindingKind::Suggestion, Outcome::NoModel);
        let condition = Weighing::Condition { weight: 2.0, required: true };
        let test = |fact, threshold, measured| {
            Reason::on_fact(fact, Operator::Less, threshold, Some(measured)).from_rule(&book.suggestion)
        };
        let of_model = |reason: Reason, weighing| reason.of_model(RenewalModel::ParkInPark).weighing(weighing);
        finding.reasons = vec![
            of_model(test(Fact::Far, 0.8, 0.8), condition),
            of_model(test(Fact::BuildingDensity, 0.3, 0.45), Weighing::Further),
            Reason::note("model_score")
                .measured(Some(Value::Number(4.0 / 7.0)))
                .threshold(Value::Number(0.55))
                .compared(Operator::AtLeast, Unit::Ratio)
                .weighing(Weighing::Part { part: 4.0, whole: 7.0 })
                .of_model(RenewalModel::VerticalIndustry),
        ];
        let [zh, en] = Lang::ALL.map(|lang| reasons_lines(lang, book, &finding));
        assert_eq!(
            zh[0],
            "〔园中建园〕排除（★ 权重 2）：容积率为 0.80，不低于 0.80；且建筑密度为 45.0 %，不低于 30.0 %"
        );
        assert_eq!(zh[1], "〔工业上楼〕得分 0.57（成立权重 4 ÷ 可判断权重 7），达到 0.55 方予建议");
        assert_eq!(zh.len(), 3, "{zh:?}");
        assert!(en[0].ends_with("ruled out (★ weight 2): floor area ratio is 0.80, at least 0.80; and building density is 45.0 %, at least 30.0 %"), "{en:?}");
        let keys = super::super::finding_keys::reasons_keys(&finding);
        assert_eq!(
            keys,
            "park_in_park.far[0.8<0.8]:not_fired(2 required); park_in_park.building_density[0.45<0.3]:not_fired(and); \
             vertical_industry.model_score[0.5714285714285714>=0.55]:note(4/7)"
        );
    }

    #[test]
    fn every_fact_has_a_name_and_every_rule_of_the_source_a_sentence() {
        let sources = [
            include_str!("../analysis/judge/idle.rs"),
            include_str!("../analysis/judge/low_efficiency.rs"),
            include_str!("../analysis/judge/grade_reasons.rs"),
            include_str!("../analysis/judge/not_graded.rs"),
            include_str!("../analysis/judge/possible.rs"),
            include_str!("../analysis/judge/standard.rs"),
            include_str!("../analysis/judge/commitments.rs"),
            include_str!("../analysis/judge/suggestion.rs"),
        ];
        let mut rules: Vec<String> = Vec::new();
        for text in sources {
            for mark in ["Reason::new", "Reason::note", "told", "quota", "line", "base"]
                .map(|call| format!("{call}(\""))
                .into_iter()
                .chain(["rule: \"".to_owned()])
            {
                rules.extend(
                    text.split(mark.as_str()).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
                );
            }
        }
        assert!(rules.len() > 50, "{} {rules:?}", rules.len());
        for lang in Lang::ALL {
            for fact in Fact::ALL {
                assert!(lang.has(&id("fact", fact.key())), "{}", fact.key());
            }
            for rule in &rules {
                let rule = id("reason", rule);
                let has_all = ["fired", "not-fired", "unknown"].iter().all(|each| lang.has(&format!("{rule}-{each}")));
                assert!(lang.has(&rule) || has_all, "{rule}");
            }
        }
    }
}
