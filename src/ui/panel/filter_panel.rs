//! The filter: words of each category, statuses, tags and number ranges to choose from; what is on, as chips.

use eframe::egui::{self, Button, CollapsingHeader, ComboBox, DragValue, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, empty_when_off, small, tokens_of};
use super::filter_findings;
use crate::analysis::judge::commitment_numbers;
use crate::analysis::{CategoryCondition, Filter, Indicator, NumberCondition, NumberKey, NumberTest};
use crate::app::{Action, Command, Document};
use crate::domain::{
    Category, LandStatus, PairState, RenewalModel, RevivalRoute, ShapeState, Tag, TagAgreement, Term, Unit,
};
use crate::locale::Lang;

/// Draws the chips of the conditions that are on, each with a button that takes it off.
pub fn chips_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let filter = document.filter();
    if filter.is_empty() {
        return;
    }
    let mut changed: Option<Filter> = None;
    ui.horizontal_wrapped(|ui| {
        let mut chip = |ui: &mut Ui, text: String, without: Filter| {
            let label = cx.lang.text_with("filter-chip-remove", [("condition", text.as_str().into())]);
            let button = Button::new(RichText::new(format!("{text} ×")).font(small())).fill(tokens_of(ui).accent_soft);
            if ui.add(button).accessible_name(label).clicked() {
                changed = Some(without);
            }
        };
        let lang = cx.lang;
        if !filter.text.is_empty() {
            let text = lang.text_with("filter-chip-text", [("text", filter.text.as_str().into())]);
            chip(ui, text, Filter { text: String::new(), ..filter.clone() });
        }
        if !filter.tags.is_empty() {
            let names = filter.tags.iter().map(|&tag| tag_name(lang, tag)).collect();
            chip(ui, condition(lang, "field-model", names), Filter { tags: Vec::new(), ..filter.clone() });
        }
        if !filter.routes.is_empty() {
            let names = filter.routes.iter().map(|&route| lang.term(Term::from_route(route)).into_owned()).collect();
            chip(ui, condition(lang, "field-route", names), Filter { routes: Vec::new(), ..filter.clone() });
        }
        if !filter.agreements.is_empty() {
            let names = filter.agreements.iter().map(|&each| lang.term(Term::Agreement(each)).into_owned()).collect();
            chip(ui, condition(lang, "filter-agreement", names), Filter { agreements: Vec::new(), ..filter.clone() });
        }
        if !filter.statuses.is_empty() {
            let names = filter.statuses.iter().map(|&status| lang.status(status).into_owned()).collect();
            chip(ui, condition(lang, "field-status", names), Filter { statuses: Vec::new(), ..filter.clone() });
        }
        if !filter.shapes.is_empty() {
            let names = filter.shapes.iter().map(|&state| lang.term(Term::Shape(state)).into_owned()).collect();
            chip(ui, condition(lang, "field-shape", names), Filter { shapes: Vec::new(), ..filter.clone() });
        }
        if !filter.presences.is_empty() {
            let names = filter.presences.iter().map(|&state| lang.term(Term::Presence(state)).into_owned()).collect();
            chip(ui, condition(lang, "filter-presence", names), Filter { presences: Vec::new(), ..filter.clone() });
        }
        for (place, each) in filter.findings.iter().enumerate() {
            let names = each.outcomes.iter().map(|&outcome| lang.outcome(outcome).into_owned()).collect();
            let mut without = filter.clone();
            without.findings.remove(place);
            chip(ui, format!("{}: {}", lang.finding_kind(each.kind), short_list(lang, names)), without);
        }
        for (place, each) in filter.follow_ups.iter().enumerate() {
            let names = each.states.iter().map(|&state| filter_findings::follow_name(lang, state)).collect();
            let mut without = filter.clone();
            without.follow_ups.remove(place);
            let kind = lang.text_with("filter-follow-up", [("kind", lang.finding_kind(each.kind).into())]);
            chip(ui, format!("{kind}: {}", short_list(lang, names)), without);
        }
        for (place, each) in filter.categories.iter().enumerate() {
            let mut names = each.words.clone();
            if each.missing {
                names.push(lang.term(Term::NoGroup).into_owned());
            }
            let text = format!("{}: {}", lang.category(each.category), short_list(lang, names));
            let mut without = filter.clone();
            without.categories.remove(place);
            chip(ui, text, without);
        }
        for (place, each) in filter.numbers.iter().enumerate() {
            let mut without = filter.clone();
            without.numbers.remove(place);
            chip(ui, number_condition(lang, each), without);
        }
        if ui.small_button(cx.text("command-clear-filter")).clicked() {
            cx.run(Command::ClearFilter);
        }
    });
    if let Some(filter) = changed {
        cx.push(Action::SetFilter(filter));
    }
}

fn condition(lang: Lang, field: &str, names: Vec<String>) -> String {
    format!("{}: {}", lang.text(field), short_list(lang, names))
}

/// Up to three names, then how many more.
fn short_list(lang: Lang, names: Vec<String>) -> String {
    let more = names.len().saturating_sub(3);
    let mut text = names.into_iter().take(3).collect::<Vec<_>>().join(&lang.text("list-comma"));
    if more > 0 {
        text.push_str(&lang.text_with("list-more", [("count", more.into())]));
    }
    text
}

fn tag_name(lang: Lang, tag: Tag) -> String {
    match tag {
        Some(model) => lang.model_short(model).into_owned(),
        None => lang.text("term-untagged").into_owned(),
    }
}

fn number_condition(lang: Lang, condition: &NumberCondition) -> String {
    let (name, unit) = (lang.column(condition.number.key()), condition.number.unit());
    match condition.test {
        NumberTest::Missing => format!("{name} {}", lang.text("filter-number-missing")),
        NumberTest::Within { min, max } => {
            let bound = |value: Option<f64>| value.map(|value| lang.number(Some(value), unit));
            match (bound(min), bound(max)) {
                (Some(min), Some(max)) => format!("{min} ≤ {name} ≤ {max}"),
                (Some(min), None) => format!("{name} ≥ {min}"),
                (None, Some(max)) => format!("{name} ≤ {max}"),
                (None, None) => name.into_owned(),
            }
        }
    }
}

/// Draws the conditions to choose from.
pub fn filter_panel_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) {
    ui.label(RichText::new(cx.text("filter-title")).strong());
    let counts = document.category_counts();
    let mut filter = document.filter().clone();
    ui.scope(|ui| {
        empty_when_off(ui);
        for category in
            [Category::SourceFile, Category::Park, Category::Industry, Category::LandUse, Category::Ownership]
        {
            if let Some(words) = counts.get(&category) {
                category_ui(ui, cx.lang, category, words, &mut filter);
            }
        }
        let title = cx.text("field-status");
        section(&title, "filter-status", !filter.statuses.is_empty()).show(ui, |ui| {
            for status in LandStatus::ALL {
                member_ui(ui, &mut filter.statuses, status, &cx.lang.status(status));
            }
        });
        let title = cx.text("field-model");
        section(&title, "filter-model", !filter.tags.is_empty()).show(ui, |ui| {
            for tag in RenewalModel::ALL.into_iter().map(Some).chain([None]) {
                member_ui(ui, &mut filter.tags, tag, &tag_name(cx.lang, tag));
            }
        });
        let title = cx.text("field-route");
        section(&title, "filter-route", !filter.routes.is_empty()).show(ui, |ui| {
            for route in RevivalRoute::ALL.into_iter().map(Some).chain([None]) {
                member_ui(ui, &mut filter.routes, route, &cx.lang.term(Term::from_route(route)));
            }
        });
        let title = cx.text("filter-agreement");
        section(&title, "filter-agreement", !filter.agreements.is_empty()).show(ui, |ui| {
            for agreement in TagAgreement::ALL {
                member_ui(ui, &mut filter.agreements, agreement, &cx.lang.term(Term::Agreement(agreement)));
            }
        });
        let states = document.shape_counts();
        if states.iter().any(|&(state, count)| state != ShapeState::Valid && count > 0) || !filter.shapes.is_empty() {
            let title = cx.text("field-shape");
            section(&title, "filter-shape", !filter.shapes.is_empty()).show(ui, |ui| {
                for (state, count) in states {
                    let name = format!("{} ({count})", cx.lang.term(Term::Shape(state)));
                    member_ui(ui, &mut filter.shapes, state, &name);
                }
            });
        }
        if document.base_file().is_some() || !filter.presences.is_empty() {
            let title = cx.text("filter-presence");
            section(&title, "filter-presence", !filter.presences.is_empty()).show(ui, |ui| {
                // What vanished is none of the present parcels.
                for state in PairState::ALL.into_iter().filter(|state| *state != PairState::Vanished) {
                    member_ui(ui, &mut filter.presences, state, &cx.lang.term(Term::Presence(state)));
                }
            });
        }
        filter_findings::findings_ui(ui, cx.lang, document, &mut filter);
        let title = cx.text("filter-numbers");
        section(&title, "filter-numbers", !filter.numbers.is_empty()).show(ui, |ui| {
            let commitments = commitment_numbers(document.table(), document.view().figures.year);
            numbers_ui(ui, cx.lang, &commitments, &mut filter);
        });
    });
    if filter != *document.filter() {
        cx.push(Action::SetFilter(filter));
    }
}

pub(super) fn section(title: &str, salt: &str, open: bool) -> CollapsingHeader {
    CollapsingHeader::new(title).id_salt(salt).default_open(open)
}

/// A checkbox for one member of a list of what is let through.
pub(super) fn member_ui<T: PartialEq + Copy>(ui: &mut Ui, list: &mut Vec<T>, member: T, name: &str) {
    let mut on = list.contains(&member);
    if ui.checkbox(&mut on, name).changed() {
        list.retain(|each| *each != member);
        if on {
            list.push(member);
        }
    }
}

fn category_ui(
    ui: &mut Ui,
    lang: Lang,
    category: Category,
    words: &[(Option<std::sync::Arc<str>>, usize)],
    filter: &mut Filter,
) {
    let on = filter.categories.iter().any(|condition| condition.category == category);
    let title = lang.category(category);
    section(&title, category.key(), on).show(ui, |ui| {
        for (word, count) in words {
            let held = filter.categories.iter().find(|condition| condition.category == category);
            let mut on = held.is_some_and(|condition| match word {
                Some(word) => condition.words.iter().any(|each| **each == **word),
                None => condition.missing,
            });
            let name = word.as_deref().map_or_else(|| lang.term(Term::NoGroup).into_owned(), str::to_owned);
            if ui.checkbox(&mut on, format!("{name} ({count})")).changed() {
                put_word(filter, category, word.as_deref(), on);
            }
        }
    });
}

/// Lets a word of a category through, or no longer.
fn put_word(filter: &mut Filter, category: Category, word: Option<&str>, on: bool) {
    let place = filter.categories.iter().position(|condition| condition.category == category).unwrap_or_else(|| {
        filter.categories.push(CategoryCondition { category, words: Vec::new(), missing: false });
        filter.categories.len() - 1
    });
    let condition = &mut filter.categories[place];
    match word {
        None => condition.missing = on,
        Some(word) => {
            condition.words.retain(|each| each != word);
            if on {
                condition.words.push(word.to_owned());
            }
        }
    }
    if condition.words.is_empty() && !condition.missing {
        filter.categories.remove(place);
    }
}

/// The numbers a range can be put on: land, each indicator, and what `commitments` make.
fn number_keys(commitments: &[NumberKey]) -> impl Iterator<Item = NumberKey> {
    let land = [NumberKey::Land, NumberKey::GeometricArea, NumberKey::AreaDifference];
    let judged = [
        NumberKey::GradeScore,
        NumberKey::GradeRank,
        NumberKey::StandardMargin,
        NumberKey::SuggestionScore,
        NumberKey::FloorHeadroom,
    ];
    let numbers = land.into_iter().chain(judged).chain(Indicator::ALL.map(NumberKey::Indicator));
    numbers.chain(commitments.iter().copied())
}

fn numbers_ui(ui: &mut Ui, lang: Lang, commitments: &[NumberKey], filter: &mut Filter) {
    let mut removed = None;
    for (place, condition) in filter.numbers.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            ui.label(RichText::new(lang.header(condition.number.key(), condition.number.unit())).font(small()));
            ui.horizontal(|ui| {
                if let NumberTest::Within { min, max } = &mut condition.test {
                    bound_ui(ui, lang, "filter-min", condition.number.unit(), min);
                    ui.label("–");
                    bound_ui(ui, lang, "filter-max", condition.number.unit(), max);
                }
                if ui.small_button("×").accessible_name(lang.text("filter-remove-range")).clicked() {
                    removed = Some(place);
                }
            });
        });
    }
    if let Some(place) = removed {
        filter.numbers.remove(place);
    }
    let response = ComboBox::from_id_salt("filter-add-number")
        .selected_text(lang.text("filter-add-range"))
        .width(180.0)
        .show_ui(ui, |ui| {
            for key in number_keys(commitments) {
                if ui.selectable_label(false, lang.header(key.key(), key.unit())).clicked() {
                    let test = NumberTest::Within { min: Some(0.0), max: None };
                    filter.numbers.push(NumberCondition { number: key, test });
                }
            }
        })
        .response;
    response.accessible_name(lang.text("filter-add-range"));
    ui.add_space(HALF);
}

/// One bound of a range: a check box that puts it on, and its value in the unit a reader sees.
fn bound_ui(ui: &mut Ui, lang: Lang, id: &str, unit: Unit, bound: &mut Option<f64>) {
    let mut on = bound.is_some();
    if ui.add(egui::Checkbox::without_text(&mut on)).accessible_name(lang.text(id)).changed() {
        *bound = on.then_some(0.0);
    }
    let factor = if unit == Unit::Share { 100.0 } else { 1.0 };
    if let Some(value) = bound {
        let mut shown = *value * factor;
        let drag = DragValue::new(&mut shown).speed(1.0).max_decimals(4).update_while_editing(false);
        if ui.add(drag).accessible_name(lang.text(id)).changed() {
            *value = shown / factor;
        }
    } else {
        ui.label("—");
    }
}
