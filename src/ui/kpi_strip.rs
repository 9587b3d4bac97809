//! The figures that matter, large, with the selection's beside them and what they stand on in the hover text.

use eframe::egui::{self, Align, Layout, RichText, ScrollArea, Separator, TextWrapMode, Ui};

use super::context::ViewContext;
use super::theme::{headline, small, tokens_of};
use crate::analysis::judge::HeadroomSum;
use crate::analysis::{Figures, Indicator, Totals};
use crate::app::{Document, JudgedTotals, LandCount, idle_rule_text, rulebook_name, zero_rule_text};
use crate::domain::units::mu_from_m2;
use crate::domain::{AreaBasis, LandBasis, Unit, iso_date};
use crate::locale::{Lang, MISSING_MARK, grouped};

/// Between a figure and the line beside it: ten figures stand in a window 1440 points wide, in both languages.
const GAP: f32 = 6.0;

/// One figure: its name, the value for what is shown, and for the selection.
struct Kpi {
    name: String,
    shown: String,
    unit: String,
    selected: Option<String>,
    basis: String,
}

/// Draws the strip.
pub fn kpi_strip_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document) {
    let shown = document.totals_shown();
    let selected = document.totals_selected();
    let mut basis = super::figures_basis(cx.lang, document);
    if let Some(line) = super::panel::report_panel::overlap_sentence(cx.lang, document) {
        basis = format!("{line}\n{basis}");
    }
    let mut kpis = kpis(cx.lang, (&shown, selected.as_ref()), &document.figures(), &basis, document.table().len());
    let place = kpis.len().saturating_sub(1);
    let found = judged_kpis(cx.lang, document, &basis);
    kpis.splice(place..place, found.into_iter().chain([headroom_kpi(cx.lang, document, &basis)]));
    let takes_outlines =
        document.view().figures.basis == LandBasis::Geometric || shown.registered_parcels < shown.parcels;
    if document.table().area_basis() == AreaBasis::Plane && takes_outlines {
        let mu = cx.lang.unit(Unit::Mu);
        for kpi in &mut kpis {
            let behind = kpi.unit.strip_prefix(&*mu).filter(|behind| behind.is_empty() || behind.starts_with(' '));
            if let Some(behind) = behind {
                kpi.unit = format!("{mu} · {}{behind}", cx.text("area-basis-plane-mark"));
            }
        }
    }
    // What a narrow window does not hold is scrolled to, and never wraps.
    ScrollArea::horizontal().id_salt("kpi-strip").show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
            for (place, kpi) in kpis.iter().enumerate() {
                if place > 0 {
                    ui.add(Separator::default().spacing(1.0));
                }
                kpi_ui(ui, cx, kpi);
            }
        });
    });
}

fn kpi_ui(ui: &mut Ui, cx: &ViewContext<'_>, kpi: &Kpi) {
    let tokens = tokens_of(ui);
    let inner = ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(RichText::new(&kpi.name).font(small()).color(tokens.weak));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            let value = ui.label(RichText::new(&kpi.shown).font(headline()).color(tokens.text));
            value.accessible_name(format!("{} {} {}", kpi.name, kpi.shown, kpi.unit));
            if !kpi.unit.is_empty() {
                ui.label(RichText::new(&kpi.unit).font(small()).color(tokens.weak));
            }
        });
        // The line stands even with no selection, so that nothing jumps when there is one.
        let selected = kpi
            .selected
            .as_ref()
            .map_or_else(String::new, |value| cx.lang.text_with("kpi-selected", [("value", value.as_str().into())]));
        ui.label(RichText::new(selected).font(small()).color(tokens.accent));
    });
    inner.response.on_hover_text(&kpi.basis);
}

fn kpis(
    lang: Lang,
    (shown, selected): (&Totals, Option<&Totals>),
    figures: &Figures,
    basis: &str,
    all: usize,
) -> Vec<Kpi> {
    let text = |id: &str| lang.text(id).into_owned();
    let kpi = |id: &str, unit: Unit, value: &dyn Fn(&Totals) -> Option<f64>, stands_on: String| Kpi {
        name: text(id),
        shown: figure(lang, value(shown), unit),
        unit: if unit == Unit::Share { String::new() } else { lang.unit(unit).into_owned() },
        selected: selected.map(|totals| figure(lang, value(totals), unit)),
        basis: format!("{stands_on}\n{basis}"),
    };
    let ratio_basis = |indicator: Indicator| {
        let sums = shown.sums(indicator);
        let counted = [
            ("land", lang.number(Some(sums.land_mu()), Unit::Mu).into()),
            ("missing", sums.missing.into()),
            ("zeros", sums.assumed_zero.into()),
        ];
        format!("{}\n{}", lang.text_with("kpi-ratio-basis", counted), zero_rule_text(lang, figures))
    };
    let land_basis = lang.text_with(
        "kpi-land-basis",
        [
            ("registered", shown.registered_parcels.into()),
            ("nolandparcels", shown.no_land_parcels().into()),
            ("noshape", shown.no_shape_parcels.into()),
            ("invalid", shown.invalid_shape_parcels.into()),
        ],
    );
    let idle_rule = idle_rule_text(lang, figures, shown);
    let idle_basis =
        lang.text_with("kpi-idle-basis", [("parcels", shown.idle_parcels.into()), ("rule", idle_rule.into())]);
    let count = |totals: &Totals| Some(totals.parcels as f64);
    let mut strip = vec![
        kpi("kpi-parcels", Unit::Count, &count, lang.text_with("kpi-parcels-basis", [("all", all.into())])),
        kpi("kpi-land", Unit::Mu, &|totals| totals.land_mu(), land_basis),
        kpi(
            "column-output-per-mu",
            Unit::WanYuanPerMu,
            &|totals| totals.ratio(Indicator::OutputPerMu),
            ratio_basis(Indicator::OutputPerMu),
        ),
        kpi(
            "column-tax-per-mu",
            Unit::WanYuanPerMu,
            &|totals| totals.ratio(Indicator::TaxPerMu),
            ratio_basis(Indicator::TaxPerMu),
        ),
    ];
    let idle = |totals: &Totals| {
        format!("{} · {}", figure(lang, totals.idle_area_mu(), Unit::Mu), lang.number(totals.idle_rate(), Unit::Share))
    };
    strip.push(Kpi {
        name: text("kpi-idle"),
        shown: figure(lang, shown.idle_area_mu(), Unit::Mu),
        unit: format!("{} · {}", lang.unit(Unit::Mu), lang.number(shown.idle_rate(), Unit::Share)),
        selected: selected.map(idle),
        basis: format!("{idle_basis}\n{basis}"),
    });
    strip.push(kpi("kpi-vacant", Unit::Mu, &|totals| totals.vacant_built_area_mu(), text("kpi-vacant-basis")));
    let count = |number: u64| grouped(number as f64, 0);
    let tagged = |totals: &Totals| format!("{}/{}", count(totals.tagged_parcels), count(totals.parcels));
    strip.push(Kpi {
        name: text("kpi-tagged"),
        shown: count(shown.tagged_parcels),
        // Small: a million of a million would not fit.
        unit: format!("/ {}", count(shown.parcels)),
        selected: selected.map(tagged),
        basis: text("kpi-tagged-basis"),
    });
    strip
}

/// From here on a headline has no decimals: they say nothing beside six digits, and the strip has to fit.
const LONG: f64 = 1e5;

/// A figure as headlines have it.
fn figure(lang: Lang, value: Option<f64>, unit: Unit) -> String {
    match value {
        Some(value) if value.abs() >= LONG => grouped(value, 0),
        _ => lang.number(value, unit),
    }
}

/// 零增地: the floor that what is shown can take on without new land.
fn headroom_kpi(lang: Lang, document: &mut Document, basis: &str) -> Kpi {
    let (shown, selected) = (document.headroom_shown(), document.headroom_selected());
    // A headline has no more than five digits before the point.
    let (unit, m2, decimals) = match shown.room() {
        Some(room_m2) if room_m2 >= 1e5 => ("kpi-headroom-unit-large", 1e4, 1),
        _ => ("kpi-headroom-unit", 1.0, 0),
    };
    let known = |room_m2: f64| grouped(room_m2 / m2, if room_m2 / m2 >= LONG { 0 } else { decimals });
    let room = |sum: &HeadroomSum| sum.room().map_or_else(|| MISSING_MARK.to_owned(), known);
    let count = |number: u64| grouped(number as f64, 0);
    let stands_on = [
        ("land", lang.number(Some(mu_from_m2(shown.land_m2)), Unit::Mu).into()),
        ("parcels", count(shown.parcels).into()),
        ("full", count(shown.at_target).into()),
        ("missing", count(shown.missing).into()),
        ("book", rulebook_name(lang, &document.judging().book).into()),
    ];
    Kpi {
        name: lang.text("headroom").into_owned(),
        shown: room(&shown),
        unit: lang.text_with(unit, [("missing", count(shown.missing).into())]),
        selected: selected.as_ref().map(room),
        basis: format!("{}\n{basis}", lang.text_with("kpi-headroom-basis", stands_on)),
    }
}

/// Which land of the judged totals.
type Of = fn(&JudgedTotals) -> LandCount;

/// Idle land by decree and land of low efficiency, with the day and the parcels that could not be judged.
fn judged_kpis(lang: Lang, document: &mut Document, basis: &str) -> Vec<Kpi> {
    let totals = document.judged_totals();
    // What the figures stand on, which may be of before where a job judges anew.
    let judged = document.judged();
    let (day, book) = (iso_date(judged.by().as_of), rulebook_name(lang, &judged.by().book));
    let (shown, selected) = totals.map_or((None, None), |(shown, selected)| (Some(shown), selected));
    let mu = |count: LandCount| figure(lang, Some(count.land_mu), Unit::Mu);
    let kpi = |id: &str, of: Of, missing: fn(&JudgedTotals) -> usize, excluded: Of| {
        // Where nothing could be judged, nothing is known: that is no land of nought.
        let land = |totals: &JudgedTotals| {
            if missing(totals) == totals.parcels { MISSING_MARK.to_owned() } else { mu(of(totals)) }
        };
        let name = lang.text_with(id, [("day", day.as_str().into())]);
        let not_judged = shown.as_ref().map_or(0, missing);
        let excluded = shown.as_ref().map(excluded).unwrap_or_default();
        let mut unit = match shown {
            Some(_) => lang.text_with("kpi-judged-unit", [("missing", grouped(not_judged as f64, 0).into())]),
            None => lang.text("kpi-being-judged").into_owned(),
        };
        if excluded.parcels > 0 {
            let args = [("parcels", grouped(excluded.parcels as f64, 0).into()), ("land", mu(excluded).into())];
            unit = format!("{unit} · {}", lang.text_with("kpi-excluded", args));
        }
        let count = shown.as_ref().map(of).unwrap_or_default();
        let apart = shown.unwrap_or_default();
        let stands_on = [
            ("parcels", count.parcels.into()),
            ("missing", not_judged.into()),
            ("bystatus", mu(apart.by_status).into()),
            ("excused", mu(apart.excused).into()),
            ("day", day.as_str().into()),
            ("book", book.as_str().into()),
        ];
        let basis_id = format!("{id}-basis");
        Kpi {
            name,
            shown: shown.as_ref().map_or_else(|| MISSING_MARK.to_owned(), land),
            unit,
            selected: selected.as_ref().map(land),
            basis: format!("{}\n{basis}", lang.text_with(&basis_id, stands_on)),
        }
    };
    vec![
        kpi("kpi-idle-decree", |all| all.idle, |all| all.idle_missing, |all| all.idle_excluded),
        kpi(
            "kpi-low-efficiency",
            |all| all.low_efficiency,
            |all| all.low_efficiency_missing,
            |all| all.low_efficiency_excluded,
        ),
    ]
}

/// The strip's frame: a little air, no lines.
pub fn frame(ui: &Ui) -> egui::Frame {
    egui::Frame::side_top_panel(ui.style()).inner_margin(egui::Margin::symmetric(12, 6))
}
