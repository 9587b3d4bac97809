//! Other formats in the real window, by label: which layer, in which encoding, several files at once.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/other_formats.rs"]
mod other_formats;

use egui_kittest::kittest::Queryable;
use mulens::app::Action;
use mulens::domain::{Category, RenewalModel};
use mulens::io::{EncodingEvidence, TextEncoding};
use mulens::locale::Lang;

use driver::*;

fn type_and_go(harness: &mut Window, lang: Lang, path: &std::path::Path) {
    click(harness, &text(lang, "command-open-path"));
    type_path(harness, lang, "type-path-label", path, "command-open-path-go");
}

fn parcels(harness: &Window) -> Option<usize> {
    harness.state().workspace().document().map(|document| document.table().len())
}

#[test]
fn a_file_of_several_layers_asks_for_one_and_lets_another_be_chosen_later() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("layers.gpkg");
        other_formats::write_geopackage(&path, &["地块", "parks"]);
        let label =
            |name: &str| lang.text_with("layer-with-features", [("name", name.into()), ("features", "4".into())]);

        let mut harness = window(lang);
        type_and_go(&mut harness, lang, &path);
        harness.get_by_label(&text(lang, "layer-question-title"));
        assert_eq!(parcels(&harness), None);
        click(&mut harness, &text(lang, "dialog-cancel"));
        assert!(harness.query_by_label(&text(lang, "layer-question-title")).is_none());

        type_and_go(&mut harness, lang, &path);
        click(&mut harness, &label("parks"));
        keep_columns(&mut harness, lang);
        assert_eq!(parcels(&harness), Some(4));

        click(&mut harness, &text(lang, "tab-report"));
        harness.get_by_label(&lang.text_with("layer-opened", [("layer", "parks".into())]));
        click(&mut harness, &text(lang, "layer-again"));
        click(&mut harness, &label("地块"));
        keep_columns(&mut harness, lang);
        harness.get_by_label(&lang.text_with("layer-opened", [("layer", "地块".into())]));

        // The project remembers the layer.
        let project = folder.path().join("work.mulens");
        harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
        settle(&mut harness);
        let mut harness = window(lang);
        open(&mut harness, lang, &project);
        let document = harness.state().workspace().document().expect("the layer");
        assert_eq!(document.options().layer.as_deref(), Some("地块"));
    }
}

#[test]
fn the_encoding_is_shown_with_its_evidence_and_can_be_changed_with_the_work_kept() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let dbf = other_formats::table(0, other_formats::gbk);
        let path = other_formats::write_shapefile(folder.path(), "a", &dbf, None);
        let mut harness = window(lang);
        open(&mut harness, lang, &path);
        keep_columns(&mut harness, lang);
        click(&mut harness, &row_label(lang, 1));
        press(&mut harness, eframe::egui::Modifiers::NONE, eframe::egui::Key::Num5);

        click(&mut harness, &text(lang, "tab-report"));
        let sentence = |evidence: &str| {
            let arguments = [
                ("format", "Shapefile".into()),
                ("encoding", "GB18030".into()),
                ("evidence", text(lang, evidence).into()),
            ];
            lang.text_with("encoding-sentence", arguments)
        };
        harness.get_by_label(&sentence("encoding-by-bytes"));
        let choice = |harness: &Window| {
            let document = harness.state().workspace().document().expect("the file");
            document.report().encoding_choice.clone()
        };
        let preview = choice(&harness).preview(TextEncoding::Gb18030);
        assert!(preview.contains(other_formats::NAMES[0]), "{preview}");

        click(&mut harness, &text(lang, "encoding-reread"));
        let label = lang.text_with("encoding-preview", [("encoding", "GB18030".into()), ("preview", preview.into())]);
        click(&mut harness, &label);
        assert_eq!(choice(&harness).decided_by, EncodingEvidence::Option);
        harness.get_by_label(&sentence("encoding-by-option"));
        assert_eq!(tag_of(&harness, 0), Some(RenewalModel::ParkInPark));
    }
}

#[test]
fn several_files_open_as_one_and_the_project_finds_them_all_again() {
    let lang = Lang::Zh;
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [("甲.geojson", 0..2), ("乙.geojson", 2..4)].map(|(name, parcels)| {
        let path = folder.path().join(name);
        std::fs::write(&path, other_formats::collection(parcels)).expect("a file");
        path
    });
    let mut harness = window(lang);
    harness.state_mut().workspace_mut().apply(Action::OpenFiles(paths.to_vec()));
    settle(&mut harness);
    assert_eq!(parcels(&harness), Some(4));
    let project = folder.path().join("work.mulens");
    harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
    settle(&mut harness);
    let mut harness = window(lang);
    open(&mut harness, lang, &project);
    let document = harness.state().workspace().document().expect("both files");
    let word = |row| document.table().word_of(Category::SourceFile, row).map(ToString::to_string);
    assert_eq!((word(0).as_deref(), word(3).as_deref()), (Some("甲.geojson"), Some("乙.geojson")));
}
