//! Judgements in the real window, driven by label in both languages: colours by finding, and reasons in the inspector.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{ClassLabel, ColorBy, SelectMode, computations, today};
use mulens::domain::{FindingKind, Outcome, RowSet, Term, iso_date};
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
