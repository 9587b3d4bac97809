//! What the values of the rulebook, their sections, kinds and sources are called.

use crate::analysis::judge::Rulebook;
use crate::app::{RuleList, RulePart, RuleRow, RuleStep, fact_name_of_key};
use crate::domain::RenewalModel;
use crate::locale::Lang;

fn key_id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

/// What a section is called.
pub(super) fn section_name(lang: Lang, section: &str) -> String {
    lang.text(&key_id("rule-section", section)).into_owned()
}

/// What a kind of rule is called.
pub(super) fn kind_name(lang: Lang, kind: &str) -> String {
    lang.text(&key_id("rule-kind", kind)).into_owned()
}

/// The source in words, with its edition.
pub(super) fn source_name(lang: Lang, book: &Rulebook, row: &RuleRow) -> String {
    let edition = book.sources.get(&row.source).map(|source| source.edition.as_str()).filter(|text| text.len() > 1);
    let text = crate::app::source_text(lang, book, &row.source);
    edition.map_or(text.clone(), |edition| format!("{text} {edition}"))
}

/// What a value is called, section left out.
pub(super) fn row_name(lang: Lang, row: &RuleRow) -> String {
    parts_name(lang, &row.parts[usize::from(row.parts.len() > 1)..])
}

/// What the element of a list is called that a value is of.
pub(super) fn element_name(lang: Lang, list: &RuleList, row: &RuleRow) -> String {
    parts_name(lang, row.parts.get(1..=list.parts.len()).unwrap_or(&row.parts))
}

/// What a list is called: what its elements are, and whose they are.
pub(super) fn list_name(lang: Lang, list: &RuleList) -> String {
    let key = match list.path.last() {
        Some(RuleStep::Key(key)) => key.as_str(),
        _ => "",
    };
    let elements = lang.text(&key_id("rule-list", key)).into_owned();
    let above = parts_name(lang, list.parts.get(1..).unwrap_or_default());
    if above.is_empty() { elements } else { format!("{above} · {elements}") }
}

fn parts_name(lang: Lang, parts: &[RulePart]) -> String {
    let part = |part: &RulePart| match part {
        RulePart::Key(key) => lang.text(&key_id("rule-key", key)).into_owned(),
        RulePart::Fact(fact) => fact_name_of_key(lang, fact),
        RulePart::Model(code) => RenewalModel::ALL
            .into_iter()
            .find(|model| model.code() == code)
            .map_or_else(|| code.clone(), |model| lang.model_short(model).into_owned()),
        RulePart::Scale(scale) => lang.text(&key_id("rule-scale", scale)).into_owned(),
        RulePart::Industry(_, name) if lang == Lang::En && !name.is_empty() => name.clone(),
        RulePart::Name(name) | RulePart::Industry(name, _) => name.clone(),
        RulePart::Limit { fact, class, edition, land_grade } => {
            let named = [
                ("fact", fact_name_of_key(lang, fact).into()),
                ("class", class.as_str().into()),
                ("edition", edition.as_str().into()),
                ("grade", land_grade.unwrap_or_default().to_string().into()),
            ];
            lang.text_with(if land_grade.is_some() { "rule-limit-graded" } else { "rule-limit" }, named)
        }
        RulePart::Class(class) => lang.text_with("rule-class", [("class", class.as_str().into())]),
        RulePart::Nth(list, place) => lang.text_with(&key_id("rule-nth", list), [("place", (*place).into())]),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::RulebookForm;

    #[test]
    fn every_value_of_the_shipped_rulebook_has_a_name_a_kind_and_a_section_in_both_languages() {
        let form = RulebookForm::new(&Arc::new(Rulebook::shipped().clone()));
        for lang in Lang::ALL {
            for row in form.rows() {
                let texts = [row_name(lang, row), section_name(lang, row.section()), kind_name(lang, &row.kind)];
                let texts = if row.kind.is_empty() { &texts[..2] } else { &texts[..] };
                for text in texts {
                    assert!(
                        !text.is_empty() && !text.contains("rule-") && !text.contains('{'),
                        "{}: {text}",
                        row.key()
                    );
                }
            }
            for list in form.lists() {
                let name = list_name(lang, list);
                let row = form.rows().iter().find(|row| list.place_of(row) == Some(0)).expect("an element");
                for text in [name, element_name(lang, list, row)] {
                    assert!(!text.is_empty() && !text.contains("rule-") && !text.contains('{'), "{text}");
                }
            }
        }
    }
}
