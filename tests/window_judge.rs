//! Judgements in the real window, driven by label in both languages: colours by finding, and reasons in the inspector.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use mulens::app::{ClassLabel, ColorBy, SelectMode, computations, today};
use mulens::domain::{FindingKind, Outcome, RenewalModel, RowSet, Term, Unit, iso_date};
use mulens::locale::Lang;

use driver::*;

#[test]
fn parcels_are_coloured_by_finding_and_the_inspector_gives_the_reasons_in_both_languages() {
    for lang in Lang::ALL {
        let mut harness = window(lang);
        click(&mut harness, &text(lang, "command-open-sample"));
        harness.get_by_role_and_label(Role::ComboBox, &text(lang, "choice-color-by")).click();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::Button, &lang.finding_kind(FindingKind::Idle)).click();
        settle(&mut harness);
        let document = harness.state_mut().workspace_mut().document_mut().expect("the sample");
        assert_eq!(document.view().color_by, ColorBy::Finding(FindingKind::Idle));
        let classes = document.map_classes_now();
        assert!(classes.classes.len() > 5, "a class an outcome");
        let idle = ClassLabel::Term(Term::Outcome(Outcome::SuspectedIdle2y));
        let idle = classes.classes.iter().position(|class| class.label == idle).expect("such a class");
        let row = classes.class_of_row.iter().position(|&class| usize::from(class) == idle).expect("an idle parcel");
        let len = classes.class_of_row.len();
        let title = [("kind", lang.finding_kind(FindingKind::Idle).into()), ("day", iso_date(today()).into())];
        harness.get_by_label_contains(&lang.text_with("legend-judged", title));
        look(&mut harness, "idle", lang);

        let select = mulens::app::Action::Select(RowSet::from_rows(len, [row]), SelectMode::Replace);
        harness.state_mut().workspace_mut().apply(select);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let told = [
            ("kind", lang.finding_kind(FindingKind::Idle).into()),
            ("outcome", lang.outcome(Outcome::SuspectedIdle2y).into()),
        ];
        let told = lang.text_with("inspector-judged", told);
        harness.get_by_label(&told).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "inspector", lang);
        let law = if lang == Lang::Zh { "《闲置土地处置办法》" } else { "Disposal of Idle Land" };
        assert!(harness.query_all_by_label_contains(law).count() >= 1);
        let before = computations();
        harness.run_steps(2);
        assert_eq!(computations(), before, "an idle frame judges nothing anew");
    }
}

#[test]
fn of_parcels_that_cannot_be_judged_no_land_is_nought_and_no_numbers_are_offered_of_an_empty_chart() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bare.geojson");
        let bare =
            r#"{"type":"Polygon","coordinates":[[[120.40,36.30],[120.41,36.30],[120.41,36.31],[120.40,36.30]]]}"#;
        std::fs::write(&path, bare).expect("a file");
        let mut harness = window(lang);
        open(&mut harness, lang, &path);
        look(&mut harness, "nothing_judged", lang);
        let totals = document(&mut harness).judged_totals().expect("judged").0;
        assert_eq!((totals.parcels, totals.idle_missing, totals.low_efficiency_missing), (1, 1, 1));
        let unit = lang.text_with("kpi-judged-unit", [("missing", "1".into())]);
        assert_eq!(harness.query_all_by_label(&unit).count(), 2, "both figures say what is missing");
        let nought = lang.number(Some(0.0), Unit::Mu);
        let strip = harness.query_all_by_label(&nought).filter(|node| node.rect().bottom() < 100.0).count();
        assert_eq!(strip, 0, "missing is never zero");
        let label = lang.text_with("chart-numbers-of", [("chart", text(lang, "chart-lorenz").into())]);
        assert!(harness.get_by_role_and_label(Role::Button, &label).accesskit_node().is_disabled());
    }
}

#[test]
fn of_a_parcel_no_model_suits_the_inspector_tells_in_a_line_a_model_what_rules_it_out() {
    for lang in Lang::ALL {
        let mut harness = window(lang);
        click(&mut harness, &text(lang, "command-open-sample"));
        let outcomes = document(&mut harness).outcomes(FindingKind::Suggestion);
        let row = outcomes.iter().position(|&outcome| outcome == Outcome::NoModel).expect("such a parcel");
        let select = mulens::app::Action::Select(RowSet::from_rows(outcomes.len(), [row]), SelectMode::Replace);
        harness.state_mut().workspace_mut().apply(select);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let out = if lang == Lang::Zh { "排除（★ 权重 2）" } else { "ruled out (★ weight 2)" };
        let reasons = harness.get_by_label_contains(out);
        reasons.scroll_to_me();
        let told = reasons.accesskit_node().value().or(reasons.accesskit_node().label()).expect("a text");
        for model in RenewalModel::ALL {
            let line =
                lang.text_with("reasons-of-model", [("model", lang.model_short(model).into()), ("reason", "".into())]);
            assert_eq!(told.lines().filter(|told| told.starts_with(line.trim_end())).count(), 1, "{model:?}: {told}");
        }
        settle(&mut harness);
        look(&mut harness, "no_model", lang);
    }
}
