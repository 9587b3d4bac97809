//! The findings of the import report, grouped by kind: filter, click to select and zoom, and the way to the export.

use std::sync::Arc;

use eframe::egui::{Button, CollapsingHeader, ComboBox, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::{OpenDialog, WindowState};
use crate::app::{Action, Command, Document, ReportEntry, ReportFilter, ReportGroup, ReportList, SelectMode};
use crate::domain::{ParcelTable, RowSet};
use crate::io::FindingSeverity;
use crate::locale::{Lang, grouped};

/// The tallest a group's entries stand before they scroll, points.
const GROUP_HEIGHT: f32 = 260.0;

/// What a list was filtered by and what passed: groups by place, each with the places of its entries.
type Passed = Vec<(usize, Vec<u32>)>;

/// The report's filter and marks, and what the filter last let through.
#[derive(Debug, Default)]
pub struct ReportForm {
    /// What is listed.
    pub filter: ReportFilter,
    /// Whether parcels that cover the same land are hatched on the map.
    pub marks_overlaps: bool,
    passed: Option<(Arc<ReportList>, ReportFilter, Lang, Arc<Passed>)>,
}

impl ReportForm {
    fn passed(&mut self, list: &Arc<ReportList>, table: &ParcelTable, lang: Lang) -> Arc<Passed> {
        if let Some((of, filter, in_lang, passed)) = &self.passed
            && Arc::ptr_eq(of, list)
            && *filter == self.filter
            && *in_lang == lang
        {
            return Arc::clone(passed);
        }
        let passed = Arc::new(list.filtered(&self.filter, table, lang));
        self.passed = Some((Arc::clone(list), self.filter.clone(), lang, Arc::clone(&passed)));
        passed
    }
}

/// Draws filter, groups and entries.
pub fn findings_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let list = document.report_list();
    ui.horizontal(|ui| {
        ui.strong(cx.text("report-findings"));
        if !list.groups.is_empty() && ui.small_button(cx.text("report-export")).clicked() {
            state.export.ask_for_report();
            state.dialog = OpenDialog::Export;
        }
    });
    if list.groups.is_empty() {
        ui.label(cx.text("report-no-findings"));
        return;
    }
    filter_ui(ui, cx.lang, &list, &mut state.report.filter);
    let table = Arc::clone(document.table());
    let passed = state.report.passed(&list, &table, cx.lang);
    if passed.is_empty() {
        ui.label(RichText::new(cx.text("report-nothing-passes")).color(tokens_of(ui).weak));
    }
    let narrowed = state.report.filter.kind.is_some() || !state.report.filter.text.trim().is_empty();
    for (place, entries) in passed.iter() {
        group_ui(ui, cx, &table, &list.groups[*place], entries, narrowed);
    }
}

fn filter_ui(ui: &mut Ui, lang: Lang, list: &ReportList, filter: &mut ReportFilter) {
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut filter.severity, None, lang.text("report-all"));
        for severity in FindingSeverity::ALL {
            let of_severity = list.groups.iter().filter(|group| group.kind.severity() == severity);
            let count: u64 = of_severity.map(|group| group.total).sum();
            if count > 0 {
                let name = format!("{} {}", severity.name(lang), grouped(count as f64, 0));
                ui.selectable_value(&mut filter.severity, Some(severity), name);
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        let all = || lang.text("report-all-kinds").into_owned();
        let shown = filter.kind.map_or_else(all, |kind| kind.name(lang));
        let response = ComboBox::from_id_salt("report-kind")
            .selected_text(shown)
            .width(180.0)
            .truncate()
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut filter.kind, None, all());
                for group in &list.groups {
                    ui.selectable_value(&mut filter.kind, Some(group.kind), group.kind.name(lang));
                }
            })
            .response;
        response.accessible_name(lang.text("report-kind-label"));
        let field =
            TextEdit::singleline(&mut filter.text).desired_width(150.0).hint_text(lang.text("report-text-hint"));
        ui.add(field).accessible_name(lang.text("report-text-label"));
    });
}

fn group_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    table: &ParcelTable,
    group: &ReportGroup,
    entries: &[u32],
    narrowed: bool,
) {
    let tokens = tokens_of(ui);
    let color = match group.kind.severity() {
        FindingSeverity::Error => tokens.error,
        FindingSeverity::Warning => tokens.warning,
        FindingSeverity::Note => tokens.text,
    };
    let title = format!("{} ({})", group.kind.name(cx.lang), grouped(group.total as f64, 0));
    let header = CollapsingHeader::new(RichText::new(title).color(color)).id_salt(group.kind.key());
    header.open(narrowed.then_some(true)).show(ui, |ui| {
        let height = ui.spacing().interact_size.y;
        let rows = ScrollArea::vertical().id_salt(group.kind.key()).max_height(GROUP_HEIGHT);
        rows.auto_shrink([false, true]).show_rows(ui, height, entries.len(), |ui, range| {
            for &entry in &entries[range] {
                entry_ui(ui, cx, table, &group.entries[entry as usize]);
            }
        });
        let unlisted = group.total.saturating_sub(group.entries.len() as u64);
        if unlisted > 0 {
            let text = cx.lang.text_with("report-more", [("count", grouped(unlisted as f64, 0).into())]);
            ui.label(RichText::new(text).font(small()).color(tokens.weak));
        }
    });
}

/// An entry; a click selects its parcels and shows them.
fn entry_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, table: &ParcelTable, entry: &ReportEntry) {
    let text = entry.text(table, cx.lang);
    let rows = RowSet::from_rows(table.len(), entry.rows());
    let (link, weak) = (ui.visuals().hyperlink_color, tokens_of(ui).weak);
    let height = ui.spacing().interact_size.y;
    let color = if rows.is_empty() { weak } else { link };
    let button = Button::new(RichText::new(&text).color(color)).frame(false).truncate();
    let response = ui.add_sized([ui.available_width(), height], button).on_hover_text(&text);
    if response.clicked() && !rows.is_empty() {
        cx.push(Action::Select(rows, SelectMode::Replace));
        cx.run(Command::FitSelection);
    }
}
