//! The firms' list in the real window, driven by label in both languages.

#[path = "support/driver.rs"]
mod driver;

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use mulens::domain::{Measure, MeasureKey};
use mulens::locale::Lang;

use driver::*;

const LIST: &str = "宗地代码,企业名称,2023年税收\n370215001001GB00001,甲公司,310\n370215001001GB00002,乙公司,20\n\
    370215001001GB00004,乙公司,20\n370215001001GB00077,丙公司,1\n";

fn tax(harness: &Window, row: usize) -> Option<f64> {
    let document = harness.state().workspace().document().expect("an open file");
    document.table().measures()[&MeasureKey { measure: Measure::Tax, year: Some(2023) }].get(row)
}

/// Writes what the window shows, where a look at it is asked for.
fn look(harness: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("MULENS_LOOK") {
        let image = harness.render().expect("a picture");
        image.save(Path::new(&folder).join(name)).expect("a written picture");
    }
}

fn menu(harness: &mut Window, lang: Lang, command: &str) {
    click(harness, &text(lang, "menu-tools"));
    harness.get_by_label_contains(&text(lang, command)).click();
    settle(harness);
}

#[test]
fn a_list_is_joined_looked_at_reported_and_taken_away_in_both_languages() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("firms.csv");
        let report = folder.path().join("report.csv");
        std::fs::write(&list, encoding_rs::GB18030.encode(LIST).0).expect("a list");
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        assert_eq!([tax(&harness, 0), tax(&harness, 1)], [Some(300.0), None]);

        menu(&mut harness, lang, "command-join-firms");
        type_path(&mut harness, lang, "firms-file-path", &list, "firms-read");
        look(&mut harness, &format!("firms_{}.png", if lang == Lang::Zh { "zh" } else { "en" }));
        click(&mut harness, &text(lang, "firms-join"));
        // The parcel file's own value stands, its blanks are filled, the firm on two parcels is shared out by land.
        assert_eq!(tax(&harness, 0), Some(300.0));
        let shared = [tax(&harness, 1), tax(&harness, 3)].map(|value| (value.expect("a share") * 1e6).round() / 1e6);
        assert_eq!(shared, [11.428_571, 8.571_429], "20 and 15 mu of 35");

        menu(&mut harness, lang, "command-join-firms");
        click(&mut harness, &text(lang, "firms-win"));
        click(&mut harness, &text(lang, "firms-join"));
        assert_eq!(tax(&harness, 0), Some(310.0));
        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(tax(&harness, 0), Some(300.0));

        click(&mut harness, &row_label(lang, 2));
        let tab = text(lang, "tab-inspector");
        harness.get_by_role_and_label(eframe::egui::accesskit::Role::Button, &tab).click();
        settle(&mut harness);
        harness.get_by_label("乙公司").scroll_to_me();
        settle(&mut harness);
        look(&mut harness, &format!("inspector_{}.png", if lang == Lang::Zh { "zh" } else { "en" }));
        assert!(harness.get_all_by_label("乙公司").count() >= 1);

        menu(&mut harness, lang, "command-join-firms");
        click(&mut harness, &text(lang, "firms-report"));
        type_path(&mut harness, lang, "type-path-label", &report, "export-write");
        let written = std::fs::read_to_string(&report).expect("a report");
        for state in ["join-state-matched", "join-state-firm-unmatched", "join-state-repeated"] {
            assert!(written.contains(&text(lang, state)), "{written}");
        }

        menu(&mut harness, lang, "command-join-firms");
        click(&mut harness, &text(lang, "firms-remove"));
        assert_eq!([tax(&harness, 0), tax(&harness, 1)], [Some(300.0), None]);
    }
}
