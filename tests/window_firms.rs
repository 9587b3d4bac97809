//! The firms' list in the real window, driven by label in both languages.

#[path = "support/driver.rs"]
mod driver;

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
        look(&mut harness, "firms", lang);
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
        look(&mut harness, "inspector", lang);
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

const ZONES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"编号":"1","园区名称":"西园"},"geometry":{"type":"Polygon","coordinates":[[[120.399,36.299],[120.4013,36.299],[120.4013,36.304],[120.399,36.304],[120.399,36.299]]]}},
{"type":"Feature","properties":{"编号":"2","园区名称":"东园"},"geometry":{"type":"Polygon","coordinates":[[[120.4013,36.299],[120.402,36.299],[120.402,36.3012],[120.4013,36.3012],[120.4013,36.299]]]}}]}"#;

fn parks(harness: &Window) -> Vec<String> {
    let document = harness.state().workspace().document().expect("an open file");
    let word = |row| document.table().word_of(mulens::domain::Category::Park, row).map_or("", |word| word);
    (0..4).map(|row| word(row).to_owned()).collect()
}

#[test]
fn boundaries_say_the_parks_and_those_across_a_border_are_listed_in_both_languages() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let (zones, project) = (folder.path().join("zones.geojson"), folder.path().join("work.mulens"));
        std::fs::write(&zones, ZONES).expect("boundaries");
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        let as_read = parks(&harness);
        menu(&mut harness, lang, "command-boundaries");
        type_path(&mut harness, lang, "boundaries-file-path", &zones, "firms-read");
        look(&mut harness, "boundaries", lang);
        click(&mut harness, &text(lang, "boundaries-apply"));
        // The second lies in no zone by its middle and keeps the park it has; the fourth stands across a border.
        assert_eq!(parks(&harness), ["西园", "甲园", "西园", "西园"]);

        menu(&mut harness, lang, "command-boundaries");
        click(&mut harness, &text(lang, "boundaries-fill"));
        click(&mut harness, &text(lang, "boundaries-apply"));
        assert_eq!(parks(&harness), as_read);
        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(parks(&harness)[0], "西园");

        menu(&mut harness, lang, "command-boundaries");
        click(&mut harness, &text(lang, "boundaries-select"));
        assert_eq!(selected(&harness), [0, 1, 3]);

        harness.state_mut().workspace_mut().apply(mulens::app::Action::SaveProject(project.clone()));
        settle(&mut harness);
        drop(harness);
        let mut harness = window(lang);
        open(&mut harness, lang, &project);
        assert_eq!(parks(&harness)[0], "西园");
        menu(&mut harness, lang, "command-boundaries");
        click(&mut harness, &text(lang, "boundaries-remove"));
        assert_eq!(parks(&harness), as_read);
    }
}

#[test]
fn a_reference_layer_is_drawn_listed_hidden_kept_and_never_counted() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let (roads, project) = (folder.path().join("道路.geojson"), folder.path().join("work.mulens"));
        let text_of = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"名称":"龙泉路"},"geometry":{"type":"LineString","coordinates":[[120.399,36.3005],[120.404,36.302]]}},
            {"type":"Feature","properties":{"名称":"龙头企业"},"geometry":{"type":"Point","coordinates":[120.4012,36.3008]}}]}"#;
        std::fs::write(&roads, text_of).expect("a layer");
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        menu(&mut harness, lang, "command-add-layer");
        type_path(&mut harness, lang, "type-path-label", &roads, "layers-add-go");
        look(&mut harness, "layers", lang);
        let layers = |harness: &Window| harness.state().workspace().document().expect("a file").layers().to_vec();
        assert_eq!(layers(&harness).len(), 1);
        assert_eq!(harness.state().workspace().document().expect("a file").table().len(), 4);
        let named = |id: &str| lang.text_with(id, [("layer", "道路".into())]);
        click(&mut harness, &named("layers-show"));
        assert!(!layers(&harness)[0].visible);
        click(&mut harness, &named("layers-color"));
        assert_eq!(layers(&harness)[0].color, 1);
        click(&mut harness, &named("layers-order"));
        assert!(layers(&harness)[0].above);
        harness.state_mut().workspace_mut().apply(mulens::app::Action::SaveProject(project.clone()));
        settle(&mut harness);
        drop(harness);

        let mut harness = window(lang);
        open(&mut harness, lang, &project);
        assert_eq!(
            (layers(&harness)[0].visible, layers(&harness)[0].above, layers(&harness)[0].color),
            (false, true, 1)
        );
        click(&mut harness, &named("layers-remove"));
        assert!(layers(&harness).is_empty());
    }
}
