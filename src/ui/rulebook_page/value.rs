//! The editors of a rulebook's values: numbers, yes or no, choices, lists of words, benchmarks.

use eframe::egui::{ComboBox, DragValue, RichText, TextEdit, Ui};

use super::super::theme::{small, tokens_of};
use crate::analysis::judge::Fraction;
use crate::app::{RuleRow, RuleStep, RuleValue, fact_name_of_key, fact_unit_of_key, words_of_text};
use crate::domain::{LandStatus, Unit};
use crate::locale::Lang;

/// Draws the editor of a value, named `name`. The new value, once it is changed.
pub(super) fn value_ui(ui: &mut Ui, lang: Lang, name: &str, row: &RuleRow) -> Option<RuleValue> {
    let key = match row.path.last() {
        Some(RuleStep::Key(key)) => key.as_str(),
        _ => "",
    };
    if key == "benchmark" {
        return benchmark_ui(ui, lang, name, row);
    }
    match &row.value {
        RuleValue::Number(number) => {
            let value = number_ui(ui, name, *number).map(RuleValue::Number);
            ui.label(RichText::new(unit_of(lang, key, row)).font(small()).color(tokens_of(ui).weak));
            value
        }
        RuleValue::Whole(number) => {
            let mut edited = *number;
            let field = ui.add(DragValue::new(&mut edited).range(0..=1_000_000)).accessible_name(name);
            (field.changed() && edited != *number).then_some(RuleValue::Whole(edited))
        }
        RuleValue::Perhaps(number) => {
            let mut is_set = number.is_some();
            let label = lang.text_with("rule-set", [("name", name.into())]);
            if ui.checkbox(&mut is_set, "").accessible_name(label).changed() {
                let first = if key == "land_grade" { 1.0 } else { 1.5 };
                return Some(RuleValue::Perhaps(is_set.then_some(first)));
            }
            let Some(number) = number else {
                ui.label(lang.text("rule-not-set"));
                return None;
            };
            if key == "land_grade" {
                let mut grade = *number;
                ui.add(DragValue::new(&mut grade).range(1.0..=15.0).max_decimals(0)).accessible_name(name);
                return (grade != *number).then_some(RuleValue::Perhaps(Some(grade)));
            }
            number_ui(ui, name, *number).map(|number| RuleValue::Perhaps(Some(number)))
        }
        RuleValue::Flag(flag) => {
            let mut edited = *flag;
            ui.checkbox(&mut edited, "").accessible_name(name).changed().then_some(RuleValue::Flag(edited))
        }
        RuleValue::Choice(held, words) => {
            let name_of = |word: &str| match key {
                "match" => lang.text(&format!("rule-match-{word}")).into_owned(),
                "scale" => lang.text(&format!("rule-scale-{word}")).into_owned(),
                "fact" => fact_name_of_key(lang, word),
                _ => word.to_owned(),
            };
            let choices: Vec<(String, String)> = words.iter().map(|word| ((*word).to_owned(), name_of(word))).collect();
            choice_ui(ui, row, name, held, &choices).map(|word| RuleValue::Choice(word, words))
        }
        RuleValue::Words(words) if matches!(key, "t_statuses" | "counts_as_zero") => statuses_ui(ui, lang, name, words),
        RuleValue::Edition(chosen, listed) => {
            let newest = [(String::new(), lang.text("rule-edition-newest").into_owned())];
            let each = listed.iter().map(|edition| (edition.clone(), edition.clone()));
            let choices: Vec<(String, String)> = newest.into_iter().chain(each).collect();
            let word = choice_ui(ui, row, name, chosen.as_deref().unwrap_or_default(), &choices)?;
            Some(RuleValue::Edition(Some(word).filter(|word| !word.is_empty()), listed.clone()))
        }
        // Signs that part words cannot be parted by signs.
        RuleValue::Words(words) if key == "owner_separators" => {
            let list = text_ui(ui, name, &words.join(" "), false)?;
            Some(RuleValue::Words(list.split_whitespace().map(str::to_owned).collect()))
        }
        RuleValue::Words(words) => {
            let list = text_ui(ui, name, &words.join(&lang.text("rule-words-comma")), true)?;
            Some(RuleValue::Words(words_of_text(&list)))
        }
        RuleValue::Text(text) => text_ui(ui, name, text, false).map(RuleValue::Text),
        RuleValue::Mean | RuleValue::Times(_) => None,
    }
}

fn number_ui(ui: &mut Ui, name: &str, number: f64) -> Option<f64> {
    let mut edited = number;
    let speed = (number.abs() * 0.01).max(0.001);
    let field = ui
        .add(
            DragValue::new(&mut edited)
                .speed(speed)
                .update_while_editing(false)
                // The field reads its own text once it is left: what it shows must be the number to the bit.
                .custom_formatter(|value, _| Fraction(value).to_string())
                .custom_parser(|text| Fraction::parse(text).map(|number| number.0)),
        )
        .accessible_name(name);
    (field.changed() && edited != number).then_some(edited)
}

/// A text that is taken over once the field is left; of several lines where a list may have so many.
fn text_ui(ui: &mut Ui, name: &str, held: &str, has_lines: bool) -> Option<String> {
    let id = ui.scope_id().with(("rule-text", name));
    let mut typing = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| held.to_owned());
    let edit =
        if has_lines { TextEdit::multiline(&mut typing).desired_rows(1) } else { TextEdit::singleline(&mut typing) };
    let field = ui.add(edit.desired_width(220.0)).accessible_name(name);
    if field.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typing));
        return None;
    }
    ui.data_mut(|data| data.remove::<String>(id));
    (field.lost_focus() && typing != held).then_some(typing)
}

fn statuses_ui(ui: &mut Ui, lang: Lang, name: &str, words: &[String]) -> Option<RuleValue> {
    let mut edited = words.to_vec();
    ui.menu_button(lang.text_with("rule-statuses", [("count", words.len().into())]), |ui| {
        for status in LandStatus::ALL.into_iter().filter(|&status| status != LandStatus::Unknown) {
            let mut is_in = edited.iter().any(|word| word == status.key());
            if ui.checkbox(&mut is_in, lang.status(status)).changed() {
                edited.retain(|word| word != status.key());
                if is_in {
                    edited.push(status.key().to_owned());
                }
            }
        }
    })
    .response
    .accessible_name(name);
    (edited != words).then_some(RuleValue::Words(edited))
}

fn benchmark_ui(ui: &mut Ui, lang: Lang, name: &str, row: &RuleRow) -> Option<RuleValue> {
    let held = match row.value {
        RuleValue::Mean => "mean",
        RuleValue::Times(_) => "times",
        _ => "given",
    };
    let choices: Vec<(String, String)> = ["mean", "times", "given"]
        .map(|word| (word.to_owned(), lang.text(&format!("rule-benchmark-{word}")).into_owned()))
        .into();
    if let Some(word) = choice_ui(ui, row, name, held, &choices) {
        return Some(match word.as_str() {
            "mean" => RuleValue::Mean,
            "times" => RuleValue::Times(1.0),
            _ => RuleValue::Number(1.0),
        });
    }
    let label = lang.text_with("rule-benchmark-value", [("name", name.into())]);
    match row.value {
        RuleValue::Times(times) => number_ui(ui, &label, times).map(RuleValue::Times),
        RuleValue::Number(number) => number_ui(ui, &label, number).map(RuleValue::Number),
        _ => None,
    }
}

fn choice_ui(ui: &mut Ui, row: &RuleRow, name: &str, held: &str, choices: &[(String, String)]) -> Option<String> {
    let mut chosen = None;
    let shown = choices.iter().find(|(word, _)| word == held).map_or(held, |(_, name)| name.as_str());
    // Two values may bear one name: a floor and a ceiling of the same fact.
    ComboBox::from_id_salt(("rule-choice", row.key()))
        .selected_text(shown)
        .width(110.0)
        .show_ui(ui, |ui| {
            for (word, name) in choices {
                if ui.selectable_label(word == held, name).clicked() && word != held {
                    chosen = Some(word.clone());
                }
            }
        })
        .response
        .accessible_name(name);
    chosen
}

/// The unit of a number: of a threshold that of its fact.
fn unit_of(lang: Lang, key: &str, row: &RuleRow) -> String {
    match key {
        "years" => lang.text("rule-unit-years").into_owned(),
        "weight" => lang.text("rule-unit-points").into_owned(),
        "block_gap_m" => lang.text("unit-metre").into_owned(),
        "small_parcel_mu" => lang.unit(Unit::Mu).into_owned(),
        "threshold" => match row.fact.as_deref().map(fact_unit_of_key) {
            Some(Unit::Share) => lang.text("rule-unit-share").into_owned(),
            Some(unit) => lang.unit(unit).into_owned(),
            None => String::new(),
        },
        key if key.ends_with("share") || matches!(key, "suggest_from" | "least_judged") => {
            lang.text("rule-unit-share").into_owned()
        }
        _ => String::new(),
    }
}
