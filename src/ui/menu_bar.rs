//! The top row: menus, search, and the four choices that decide what every figure and colour means.

use eframe::egui::{self, Align, Button, ComboBox, Layout, MenuBar, Ui};

use super::context::{ViewContext, command_name};
use super::theme::GRID;
use super::window_state::WindowState;
use crate::analysis::{ClassMethod, FigureSettings, Grouping, Indicator};
use crate::app::{Action, ColorBy, Command, Document, Menu, Workspace};
use crate::domain::{Category, FindingKind, LandBasis};

/// Draws the row.
pub fn menu_bar_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, state: &mut WindowState) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            let name = cx.text(menu.text_id());
            ui.menu_button(name, |ui| {
                ui.set_min_width(240.0);
                for command in Command::all().into_iter().filter(|command| command.menu() == menu) {
                    command_ui(ui, cx, workspace, command);
                }
                if menu == Menu::File {
                    recent_ui(ui, cx, workspace);
                }
            });
        }
        ui.add_space(GRID);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let other = cx.text("switch-language-button");
            if ui.add(Button::new(other)).on_hover_text(command_name(cx.lang, Command::SwitchLanguage)).clicked() {
                cx.run(Command::SwitchLanguage);
            }
            if let Some(document) = workspace.document() {
                choices_ui(ui, cx, document);
                // What room the choices leave.
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    super::search::search_ui(ui, cx, document, state);
                });
            }
        });
    });
}

fn command_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, command: Command) {
    let enabled = match command {
        Command::Undo => workspace.document().is_some_and(Document::can_undo),
        Command::Redo => workspace.document().is_some_and(Document::can_redo),
        _ => !command.needs_document() || workspace.document().is_some(),
    };
    let mut button = Button::new(command_name(cx.lang, command));
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(shortcut.text());
    }
    if ui.add_enabled(enabled, button).clicked() {
        cx.run(command);
        ui.close();
    }
    if matches!(
        command,
        Command::OpenSample
            | Command::SavePath
            | Command::ExportMapPng
            | Command::Redo
            | Command::Copy
            | Command::Tag(None)
    ) {
        ui.separator();
    }
}

fn recent_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace) {
    let recent = &workspace.settings().recent;
    if recent.is_empty() {
        return;
    }
    ui.separator();
    ui.menu_button(cx.text("menu-recent"), |ui| {
        for path in recent {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                cx.push(Action::OpenFile(path.clone()));
                ui.close();
            }
        }
    });
}

/// A labelled choice; the label is the combo box's accessible name.
fn choice_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    salt: &str,
    label: &str,
    current: &T,
    choices: &[(T, String)],
) -> Option<T> {
    let mut chosen = None;
    let shown = choices.iter().find(|(value, _)| value == current).map_or_else(String::new, |(_, name)| name.clone());
    // Years take less room than names.
    let is_short = choices.iter().all(|(_, name)| name.chars().count() <= 4);
    let response = ComboBox::from_id_salt(salt)
        .selected_text(shown)
        .width(if is_short { 56.0 } else { 96.0 })
        .height(420.0)
        .show_ui(ui, |ui| {
            ui.set_min_width(168.0);
            for (value, name) in choices {
                if ui.selectable_label(value == current, name).clicked() && value != current {
                    chosen = Some(value.clone());
                }
            }
        })
        .response;
    response.accessible_name(label);
    ui.label(egui::RichText::new(label).weak());
    chosen
}

/// Right to left: grouping, colours (and how their classes are cut), base year, year, land basis.
fn choices_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let lang = cx.lang;
    let view = document.view();
    let is_offered = |by: &Grouping| match by {
        Grouping::None => false,
        // One file is one group.
        Grouping::SourceFile => document.table().category(Category::SourceFile).is_some(),
        _ => true,
    };
    let groupings: Vec<_> =
        Grouping::ALL.into_iter().filter(is_offered).map(|by| (by, grouping_name(lang, by))).collect();
    if let Some(by) = choice_ui(ui, "group-by", &cx.text("choice-group-by"), &view.group_by, &groupings) {
        cx.push(Action::GroupBy(by));
    }
    if matches!(view.color_by, ColorBy::Indicator(_) | ColorBy::Headroom) {
        let methods: Vec<_> = [
            (ClassMethod::Quantile, "class-quantile"),
            (ClassMethod::EqualInterval, "class-equal-interval"),
            (ClassMethod::NaturalBreaks, "class-natural-breaks"),
        ]
        .map(|(method, id)| (method, lang.text(id).into_owned()))
        .into();
        if let Some(method) =
            choice_ui(ui, "class-method", &cx.text("choice-class-method"), &view.class_method, &methods)
        {
            cx.push(Action::ClassMethod(method));
        }
    }
    let mut colors = vec![
        (ColorBy::Model, lang.text("field-model").into_owned()),
        (ColorBy::Route, lang.text("field-route").into_owned()),
        (ColorBy::Status, lang.text("field-status").into_owned()),
        (ColorBy::Park, lang.text("field-park").into_owned()),
    ];
    colors.push((ColorBy::Headroom, lang.text("headroom").into_owned()));
    colors.extend(FindingKind::ALL.map(|kind| (ColorBy::Finding(kind), lang.finding_kind(kind).into_owned())));
    colors.extend(
        Indicator::ALL.map(|indicator| (ColorBy::Indicator(indicator), lang.indicator(indicator.key()).into_owned())),
    );
    let per_mu = || Indicator::ALL.into_iter().filter(|indicator| indicator.is_per_mu());
    let named = |id: &str, indicator: Indicator| lang.text_with(id, [("name", lang.indicator(indicator.key()).into())]);
    colors.extend(per_mu().map(|each| (ColorBy::AgainstMean(each), named("color-against-mean", each))));
    if document.has_base() {
        colors.extend(per_mu().map(|each| (ColorBy::Change(each), named("color-change", each))));
    }
    if let Some(by) = choice_ui(ui, "color-by", &cx.text("choice-color-by"), &view.color_by, &colors) {
        cx.push(Action::ColorBy(by));
    }
    let years = document.table().years();
    // The base year stands right of the year, so it comes first here.
    base_year_ui(ui, cx, document, years.len());
    if !years.is_empty() {
        let choices: Vec<_> = years.into_iter().rev().map(|year| (Some(year), year.to_string())).collect();
        if let Some(year) = choice_ui(ui, "year", &cx.text("choice-year"), &view.figures.year, &choices) {
            cx.push(Action::Figures(FigureSettings { year, ..view.figures }));
        }
    }
    let bases: Vec<_> = LandBasis::ALL.map(|basis| (basis, lang.land_basis(basis).into_owned())).into();
    if let Some(basis) = choice_ui(ui, "land-basis", &cx.text("choice-land-basis"), &view.figures.basis, &bases) {
        cx.push(Action::Figures(FigureSettings { basis, ..view.figures }));
    }
}

/// The year figures are held against, where there are several, or a base file has one.
fn base_year_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, years: usize) {
    let base_years = document.base_years();
    if base_years.is_empty() || (document.base_file().is_none() && years < 2) {
        return;
    }
    let choices: Vec<_> = base_years.into_iter().map(|year| (Some(year), year.to_string())).collect();
    let chosen = choice_ui(ui, "base-year", &cx.text("choice-base-year"), &document.base_year(), &choices);
    if let Some(year) = chosen.flatten() {
        cx.push(Action::BaseYear(year));
    }
}

/// A grouping by name.
#[must_use]
pub fn grouping_name(lang: crate::locale::Lang, by: Grouping) -> String {
    let id = match by {
        Grouping::Model => "field-model",
        Grouping::Route => "field-route",
        Grouping::Park => "field-park",
        Grouping::Industry => "field-industry",
        Grouping::SourceFile => "field-source-file",
        Grouping::Status => "field-status",
        Grouping::Grade => "finding-kind-grade",
        Grouping::Finding => "grouping-finding",
        Grouping::None => "term-total",
    };
    lang.text(id).into_owned()
}
