//! What figures stand on, line by line, and the two rules that a reader must know to make them again: what counts as idle
//! land, and which blanks count as 0.

use crate::analysis::{Figures, Indicator, Totals, totals};
use crate::domain::{AreaBasis, ParcelTable, RowSet, Tags, Unit, iso_date};
use crate::io::ImportReport;
use crate::locale::Lang;

/// What figures stand on, line by line: file, year, land basis, coordinate system, and what is missing.
#[must_use]
pub fn summary_notes(
    lang: Lang,
    table: &ParcelTable,
    figures: &Figures,
    report: &ImportReport,
    tags: &Tags,
    rows: Option<&RowSet>,
) -> Vec<(String, String)> {
    let totals = totals(table, figures, tags, rows);
    let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
    let count = |number: u64| number.to_string();
    let settings = figures.settings();
    let year = settings.year.map_or_else(|| lang.text("note-year-none").into_owned(), |year| year.to_string());
    let output = totals.sums(Indicator::OutputPerMu);
    let tax = totals.sums(Indicator::TaxPerMu);
    vec![
        line("note-file", report.file_name.clone()),
        line("note-year", year),
        line("note-land-basis", lang.land_basis_on(settings.basis, table.area_basis())),
        line("note-crs", report.crs_sentence(lang)),
        line("note-area", lang.text(area_text_id(table.area_basis())).into_owned()),
        line("note-parcels", count(totals.parcels)),
        line("note-registered", count(totals.registered_parcels)),
        line("note-no-land", count(totals.no_land_parcels())),
        line("note-no-shape", count(totals.no_shape_parcels)),
        line("note-invalid-shape", count(totals.invalid_shape_parcels)),
        line("note-output-missing", count(output.missing)),
        line("note-output-zero", count(output.assumed_zero)),
        line("note-tax-missing", count(tax.missing)),
        line("note-tax-zero", count(tax.assumed_zero)),
        line("note-tagged", count(totals.tagged_parcels)),
        line("note-idle-rule", idle_rule_text(lang, figures, &totals)),
        line("note-zero-rule", zero_rule_text(lang, figures)),
        line("note-made", jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H:%M").to_string()),
    ]
}

/// The text that says how geometric areas are measured.
fn area_text_id(basis: AreaBasis) -> &'static str {
    match basis {
        AreaBasis::Ellipsoid => "note-area-text",
        AreaBasis::Plane => "note-area-plane-text",
    }
}

/// How idle land is told, and how much of that in `totals` is by the status word alone.
#[must_use]
pub fn idle_rule_text(lang: Lang, figures: &Figures, totals: &Totals) -> String {
    let Some(judged) = figures.judged().filter(|_| figures.idle_is_judged()) else {
        return lang.text("note-idle-rule-text").into_owned();
    };
    let told = [
        ("day", iso_date(judged.as_of()).into()),
        ("parcels", totals.idle_by_status_parcels.into()),
        ("land", lang.number(totals.idle_by_status_area_mu(), Unit::Mu).into()),
        ("untold", totals.idle_untold_parcels.into()),
    ];
    lang.text_with("note-idle-rule-judged", told)
}

/// Which blanks count as 0, by the rulebook the figures were made by.
#[must_use]
pub fn zero_rule_text(lang: Lang, figures: &Figures) -> String {
    let statuses = figures.statuses_as_zero().into_iter().map(|status| lang.status(status));
    let by_finding = figures.idle_is_judged() && figures.counts_idle_as_zero();
    let lands: Vec<_> = statuses.chain(by_finding.then(|| lang.text("note-zero-rule-idle"))).collect();
    if lands.is_empty() {
        return lang.text("note-zero-rule-none").into_owned();
    }
    lang.text_with("note-zero-rule-text", [("lands", lands.join(&lang.text("missing-separator")).into())])
}
