//! Grades of firms in the real window, driven by label in both languages: joined firms are graded once, the inspector says
//! with which firm a parcel is graded, undoing the join grades parcels again.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, ThemeChoice};
use mulens::domain::{FindingKind, Outcome, day_from_iso};
use mulens::locale::Lang;

use driver::*;

const LIST: &str = "宗地代码,企业名称,2023年税收(万元),加分\n370215001001GB00001,甲公司,310,3\n\
    370215001001GB00002,乙公司,20,\n370215001001GB00004,乙公司,20,\n370215001001GB00001,丙公司,5,\n";

#[test]
fn a_joined_firm_gives_its_parcels_one_grade_and_the_inspector_says_so() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Dark), (Lang::En, ThemeChoice::Light)] {
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("firms.csv");
        std::fs::write(&list, LIST).expect("a list");
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
        harness.state_mut().workspace_mut().apply(Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
        let of_parcels = document(&mut harness).outcomes(FindingKind::Grade);

        click(&mut harness, &text(lang, "menu-tools"));
        harness.get_by_label_contains(&text(lang, "command-join-firms")).click();
        settle(&mut harness);
        type_path(&mut harness, lang, "firms-file-path", &list, "firms-read");
        click(&mut harness, &text(lang, "firms-join"));
        let of_firms = document(&mut harness).outcomes(FindingKind::Grade);
        assert_eq!(of_firms[1], of_firms[3], "one firm, one grade");
        assert_eq!(of_firms[2], Outcome::OutOfScope, "the list has no firm on it");

        click(&mut harness, &row_label(lang, 1));
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let firm = [("measured", "甲公司".into()), ("threshold", "1".into())];
        let told = lang.text_with("reason-grade-of-firm", firm);
        harness.get_by_label_contains(&told).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "firm_grade", lang);
        let bonus = lang.text_with(
            "reason-grade-bonus",
            [("measured", lang.number(Some(3.0), mulens::domain::Unit::Ratio).into())],
        );
        assert_eq!(harness.query_all_by_label_contains(&bonus).count(), 1, "{bonus}");

        // Two firms stand on the parcel: which of them grades it stands beside each.
        let grade = lang.outcome(of_firms[selected(&harness)[0]]).into_owned();
        harness.get_by_label(&lang.text_with("inspector-firm-grades", [("grade", grade.into())])).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "firms_of_a_parcel", lang);
        assert_eq!(harness.query_all_by_label(&text(lang, "inspector-firm-not-graded")).count(), 1);

        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(document(&mut harness).outcomes(FindingKind::Grade), of_parcels);
    }
}
