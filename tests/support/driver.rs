//! Drives the real window by accessible label, as a user does.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::App as _;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Document, Paths, SelectMode, ThemeChoice, Workspace};
use mulens::domain::{RenewalModel, RowSet, iso_date};
use mulens::locale::Lang;
use mulens::ui::MulensWindow;

pub type Window = Harness<'static, MulensWindow>;

/// A window of a program that keeps its own files where `paths` says.
pub fn window_with(lang: Lang, paths: Paths) -> Window {
    let mut harness =
        Harness::builder().with_size(Vec2::new(1440.0, 900.0)).with_max_steps(64).build_eframe(move |creation| {
            let mut workspace = Workspace::new(paths, Arc::new(|| {}));
            workspace.apply(Action::SetLang(lang));
            MulensWindow::new(creation, workspace).without_system_dialogs()
        });
    settle(&mut harness);
    harness
}

pub fn window(lang: Lang) -> Window {
    window_with(lang, Paths::default())
}

/// Lets jobs finish and the window come to rest.
pub fn settle(harness: &mut Window) {
    for _ in 0..3 {
        harness.run_steps(2);
        harness.state_mut().workspace_mut().finish_jobs();
    }
    harness.run_steps(4);
}

pub fn text(lang: Lang, id: &str) -> String {
    lang.text(id).into_owned()
}

pub fn click(harness: &mut Window, label: &str) {
    harness.get_by_label(label).click();
    settle(harness);
}

pub fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

/// Types a path into the open dialog and presses its button.
pub fn type_path(harness: &mut Window, lang: Lang, field: &str, path: &Path, button: &str) {
    harness.get_by_label(&text(lang, field)).focus();
    harness.run_steps(2);
    harness.get_by_label(&text(lang, field)).type_text(&path.display().to_string());
    settle(harness);
    click(harness, &text(lang, button));
}

/// The title a chart of findings has as of a day.
pub fn chart_title_on(lang: Lang, chart: &str, day: &str) -> String {
    lang.text_with("chart-judged", [("name", text(lang, chart).into()), ("day", day.into())])
}

/// The title a chart of the sample has.
pub fn chart_title(lang: Lang, chart: &str) -> String {
    let name = text(lang, chart);
    match chart {
        "chart-land" => name,
        "chart-land-by-finding" | "chart-land-by-grade" | "chart-firms-by-grade" => {
            chart_title_on(lang, chart, &iso_date(mulens::app::today()))
        }
        "chart-years" | "chart-grade-moves" => {
            lang.text_with("chart-years-of", [("name", name.into()), ("base", "2022".into()), ("year", "2023".into())])
        }
        _ => lang.with_year(&name, Some(2023)),
    }
}

pub fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

pub fn open(harness: &mut Window, lang: Lang, path: &Path) {
    click(harness, &text(lang, "command-open-path"));
    type_path(harness, lang, "type-path-label", path, "command-open-path-go");
    let workspace = harness.state().workspace();
    assert!(workspace.document().is_some(), "{:?}", workspace.notices());
}

pub fn row_label(lang: Lang, row: usize) -> String {
    lang.text_with("table-row", [("row", row.into())])
}

pub fn tag_of(harness: &Window, row: usize) -> Option<RenewalModel> {
    harness.state().workspace().document().and_then(|document| document.tags().get(row))
}

/// Presses or lets go of the primary button.
pub fn button(harness: &Window, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness
        .event_modifiers(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }, modifiers);
}

pub fn selected(harness: &Window) -> Vec<usize> {
    harness.state().workspace().document().map_or_else(Vec::new, |document| document.selection().iter().collect())
}

/// Where a parcel's interior point is on the screen.
pub fn on_the_map(harness: &Window, row: usize) -> Pos2 {
    let document = harness.state().workspace().document().expect("an open file");
    let map = &harness.state().state().map;
    let point = document.scene().interior_point(row).expect("a shape");
    let [x, y] = map.view().expect("a view").pixel_from_local(point);
    map.rect.expect("a map").min + Vec2::new(x as f32, y as f32)
}

/// Leaves the columns as they were found, if the window asks about them.
pub fn keep_columns(harness: &mut Window, lang: Lang) {
    let keep = text(lang, "mapping-keep");
    if harness.query_by_label(&keep).is_some() {
        click(harness, &keep);
    }
}

/// Every chart's text id, in the panel's order.
pub const CHARTS: [&str; 13] = [
    "chart-output",
    "chart-tax",
    "chart-land",
    "chart-land-by-finding",
    "chart-land-by-grade",
    "chart-firms-by-grade",
    "chart-spread",
    "chart-histogram",
    "chart-tax-far",
    "chart-years",
    "chart-grade-moves",
    "chart-doubling",
    "chart-lorenz",
];

/// Writes what the window shows into the folder `MULENS_LOOK` names, where a look at it is asked for.
pub fn look(harness: &mut Window, name: &str, lang: Lang) {
    if let Some(folder) = std::env::var_os("MULENS_LOOK") {
        let lang = if lang == Lang::Zh { "zh" } else { "en" };
        let mut image = harness.render().expect("a picture");
        let ground = harness.state().clear_color(&harness.ctx.global_style().visuals);
        image.pixels_mut().for_each(|pixel| lay_over(&mut pixel.0, ground));
        image.save(Path::new(&folder).join(format!("{name}_{lang}.png"))).expect("a written picture");
    }
}

/// The picture is drawn on nothing; the window on the colour it is cleared to.
fn lay_over(pixel: &mut [u8; 4], ground: [f32; 4]) {
    let share = 1.0 - f32::from(pixel[3]) / 255.0;
    for (channel, below) in pixel.iter_mut().zip(ground) {
        *channel = channel.saturating_add((below * share * 255.0).round() as u8);
    }
}

/// The sample in the window.
pub fn sample(lang: Lang) -> Window {
    let mut harness = window(lang);
    click(&mut harness, &text(lang, "command-open-sample"));
    harness
}

/// The language and theme pairs that screens are looked at in.
pub const LOOKS: [(Lang, ThemeChoice); 2] = [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)];

/// The sample in a window of a theme.
pub fn themed(lang: Lang, theme: ThemeChoice) -> Window {
    let mut harness = sample(lang);
    harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
    settle(&mut harness);
    harness
}

pub fn apply(harness: &mut Window, action: Action) {
    harness.state_mut().workspace_mut().apply(action);
    settle(harness);
}

/// Selects these rows and no others.
pub fn select(harness: &mut Window, rows: impl IntoIterator<Item = usize>) {
    let len = document(harness).table().len();
    apply(harness, Action::Select(RowSet::from_rows(len, rows), SelectMode::Replace));
}

/// Presses the button of a label, wherever it has to be scrolled to.
pub fn press_button(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::Button, label).click();
    settle(harness);
}

pub fn click_at(harness: &mut Window, pos: Pos2) {
    harness.hover_at(pos);
    harness.run_steps(2);
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(1);
    }
    harness.run_steps(2);
}

pub fn deselect(harness: &mut Window) {
    let len = harness.state().workspace().document().map_or(0, |document| document.table().len());
    harness.state_mut().workspace_mut().apply(Action::Select(RowSet::empty(len), SelectMode::Replace));
}

/// Types over what a field of this role and name holds.
pub fn type_over(harness: &mut Window, role: Role, label: &str, typed: &str) {
    harness.get_by_role_and_label(role, label).scroll_to_me();
    settle(harness);
    let at = harness.get_by_role_and_label(role, label).rect().center();
    click_at(harness, at);
    press(harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(typed.to_owned()));
    harness.run_steps(2);
}

/// The open data set.
pub fn document(harness: &mut Window) -> &mut Document {
    harness.state_mut().workspace_mut().document_mut().expect("an open file")
}
