//! A parcel, or the selection, against the base: what became of it, and output and tax of both years.

use eframe::egui::{Grid, Label, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use crate::analysis::{ChangeSum, GroupChange, Indicator};
use crate::app::Document;
use crate::domain::units::mu_from_m2;
use crate::domain::{Term, Unit};
use crate::locale::Lang;

/// Draws the section of one parcel; nothing without a base.
pub fn parcel_change_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, row: usize) {
    let lang = cx.lang;
    let (Some(base), Some(of)) = (document.base_name(lang), document.parcel_change(row)) else { return };
    title_ui(ui, lang, &base);
    let is_of_file = document.base_file().is_some();
    Grid::new("inspector-change").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        if is_of_file {
            line_ui(ui, &lang.column("presence"), &lang.term(Term::Presence(of.pair.state)));
        }
        if !of.kin.is_empty() {
            line_ui(ui, &lang.column("lineage"), &of.kin.join(&lang.text("reasons-separator")));
        }
        land_ui(ui, lang, &lang.column("land_mu"), of.lands_m2);
        measures_ui(ui, lang, &of.change);
    });
    let told = if of.pair.base.is_none() && of.kin.is_empty() {
        Some(lang.text("inspector-change-alone").into_owned())
    } else if let Some(group) = &of.group {
        let counts = [("base", group.base.len().into()), ("current", group.current.len().into())];
        Some(lang.text_with("inspector-change-group", counts))
    } else if !of.pair.state.is_same_parcel() {
        Some(lang.text("inspector-change-apart").into_owned())
    } else {
        None
    };
    if let Some(told) = told {
        note_ui(ui, told);
    }
}

/// Draws the section of the selected parcels; nothing without a base.
pub fn selected_change_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document) {
    let lang = cx.lang;
    let (Some(base), Some(change)) = (document.base_name(lang), document.selected_change()) else { return };
    title_ui(ui, lang, &base);
    Grid::new("inspector-change").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        let sum = if change.output.compared > 0 { change.output } else { change.tax };
        land_ui(ui, lang, &lang.text("inspector-change-land"), [sum.base_land_m2, sum.current_land_m2]);
        measures_ui(ui, lang, &change);
    });
    let counts = [("output", change.output.compared.into()), ("tax", change.tax.compared.into())];
    note_ui(ui, lang.text_with("inspector-change-compared", counts));
    let groups = change.output.groups.max(change.tax.groups);
    if groups > 0 {
        note_ui(ui, lang.text_with("inspector-change-groups", [("groups", groups.into())]));
    }
}

fn title_ui(ui: &mut Ui, lang: Lang, base: &str) {
    ui.add_space(HALF);
    ui.separator();
    ui.strong(lang.text_with("inspector-change", [("base", base.into())]));
}

fn note_ui(ui: &mut Ui, text: String) {
    let color = tokens_of(ui).weak;
    ui.add(Label::new(RichText::new(text).font(small()).color(color)).wrap());
}

fn line_ui(ui: &mut Ui, name: &str, value: &str) {
    ui.label(RichText::new(name).color(tokens_of(ui).weak));
    ui.add(Label::new(value).selectable(true).wrap());
    ui.end_row();
}

fn land_ui(ui: &mut Ui, lang: Lang, name: &str, [base_m2, current_m2]: [f64; 2]) {
    let mu = |land_m2: f64| lang.number_with_unit((land_m2 > 0.0).then(|| mu_from_m2(land_m2)), Unit::Mu);
    let lands = [("from", mu(base_m2).into()), ("to", mu(current_m2).into())];
    line_ui(ui, name, &lang.text_with("inspector-change-of", lands));
}

/// Output and tax of both years; of what is not known in both nothing.
fn measures_ui(ui: &mut Ui, lang: Lang, change: &GroupChange) {
    for (name, indicator, sum) in
        [("measure-output", Indicator::OutputPerMu, &change.output), ("measure-tax", Indicator::TaxPerMu, &change.tax)]
    {
        measure_ui(ui, lang, (name, indicator), sum);
    }
    if let Some(progress) = change.output.doubling_progress() {
        let progress = lang.number(Some(progress), Unit::Share);
        line_ui(ui, &lang.column("output_doubling_progress"), &progress);
    }
}

fn measure_ui(ui: &mut Ui, lang: Lang, (name, indicator): (&str, Indicator), sum: &ChangeSum) {
    let told = |from: Option<f64>, to: Option<f64>, multiple: Option<f64>, unit| {
        let mut args = vec![("from", lang.number(from, unit).into()), ("to", lang.number_with_unit(to, unit).into())];
        match multiple {
            Some(multiple) => {
                args.push(("multiple", lang.number(Some(multiple), Unit::Ratio).into()));
                lang.text_with("inspector-change-times", args)
            }
            None => lang.text_with("inspector-change-of", args),
        }
    };
    if sum.compared == 0 {
        return;
    }
    line_ui(ui, &lang.text(name), &told(sum.base(), sum.current(), sum.multiple(), Unit::WanYuan));
    let per_mu = told(sum.base_per_mu(), sum.current_per_mu(), sum.per_mu_multiple(), Unit::WanYuanPerMu);
    line_ui(ui, &lang.indicator(indicator.key()), &per_mu);
}
