//! Firms' lists beside parcels: from the file to the figures, through the project and the command line.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use mulens::analysis::{Grouping, Indicator};
use mulens::app::firms::FirmChoices;
use mulens::app::{
    Action, Batch, BatchBeside, BatchJudging, BatchRequest, Command as Asked, Document, LoadRequest, NoticeKind, Paths,
    Workspace,
};
use mulens::domain::{Measure, MeasureKey};
use mulens::io::{ReadOptions, Source};
use mulens::locale::Lang;

const CODES: [&str; 4] = ["370215001001GB00001", "370215001001GB00002", "370215001001GB00003", "370215001001GB00004"];

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/four_parcels.geojson")
}

/// The four parcels without any figure but the land.
fn bare(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(golden()).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for feature in value["features"].as_array_mut().unwrap() {
        let properties = feature["properties"].as_object_mut().unwrap();
        properties.retain(|name, _| !name.contains("产值") && !name.contains("税收"));
    }
    let path = folder.join("bare.geojson");
    std::fs::write(&path, value.to_string()).unwrap();
    path
}

/// The list as a bureau writes it: a title row, GBK, a total below, one firm on two parcels with its total on each.
const LIST: &str = "2023年度企业情况一览表,,,\n宗地代码,企业名称,产值(亿元),税收(元)\n\
    370215001001GB00001,甲公司,0.6,3000000\n370215001001GB00003,乙公司,0.1,50万\n\
    370215001001GB00009,丙公司,9,9\n合计,,9.7,3500009\n";

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn workbook(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "填报说明").unwrap();
    let sheet = book.add_worksheet().set_name("企业").unwrap();
    sheet.write_string(0, 0, "2023年度企业情况一览表").unwrap();
    for (place, name) in ["宗地代码", "企业名称", "产值(亿元)", "税收(元)"].into_iter().enumerate() {
        sheet.write_string(1, place as u16, name).unwrap();
    }
    for (row, (code, name, output, tax)) in
        [(CODES[0], "甲公司", 0.6, 3e6), (CODES[2], "乙公司", 0.1, 5e5)].into_iter().enumerate()
    {
        let row = row as u32 + 2;
        sheet.write_string(row, 0, code).unwrap();
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_number(row, 2, output).unwrap();
        sheet.write_number(row, 3, tax).unwrap();
    }
    book.save(path).unwrap();
}

fn batch(parcels: &Path, list: Option<(&Path, FirmChoices)>) -> Batch {
    Batch::open(&BatchRequest {
        source: Source::Path(parcels.to_owned()),
        options: ReadOptions::default(),
        project: None,
        year: None,
        beside: BatchBeside { firms: list.map(|(path, choices)| (path.to_owned(), choices)), ..BatchBeside::default() },
        judging: BatchJudging::default(),
    })
    .unwrap_or_else(|error| panic!("{}", error.message(Lang::En)))
}

fn totals(batch: &Batch) -> [f64; 3] {
    let summary = batch.summary(Grouping::None);
    let last = summary.len() - 1;
    ["land_mu", "output_wan_yuan", "tax_wan_yuan"].map(|key| summary.number(key, last).unwrap())
}

#[test]
fn bare_parcels_with_a_list_give_what_the_whole_file_gives() {
    let folder = tempfile::tempdir().unwrap();
    let parcels = bare(folder.path());
    let (csv, xlsx) = (folder.path().join("企业.csv"), folder.path().join("企业.xlsx"));
    std::fs::write(&csv, gbk(LIST)).unwrap();
    workbook(&xlsx);
    let whole = totals(&batch(&golden(), None));
    let sheet = FirmChoices { sheet: Some("企业".to_owned()), ..FirmChoices::default() };
    for (path, choices) in [(&csv, FirmChoices::default()), (&xlsx, sheet)] {
        let joined = batch(&parcels, Some((path, choices)));
        for (one, other) in whole.iter().zip(totals(&joined)) {
            assert!((one - other).abs() <= 1e-6 * one.abs(), "{whole:?} and {:?}", totals(&joined));
        }
        assert_eq!(joined.figures.year(), Some(2023), "the year stands in the title row");
    }
}

fn opened(path: &Path) -> Workspace {
    let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
    workspace.open(LoadRequest::new(Source::Path(path.to_owned())));
    workspace.finish_jobs();
    assert!(workspace.document().is_some(), "{:?}", workspace.notices());
    workspace
}

fn join(workspace: &mut Workspace, list: &Path) {
    workspace.apply(Action::DraftFirms(list.to_owned()));
    workspace.finish_jobs();
    assert!(matches!(workspace.firm_draft(), Some(Ok(_))), "{:?}", workspace.firm_draft());
    workspace.apply(Action::JoinDrafted);
}

fn tax(document: &Document) -> Vec<Option<f64>> {
    let column = document.table().measures().get(&MeasureKey { measure: Measure::Tax, year: Some(2023) });
    (0..4).map(|row| column.and_then(|column| column.get(row))).collect()
}

#[test]
fn a_join_is_one_undoable_step_that_the_project_keeps_and_that_follows_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (parcels, list) = (bare(folder.path()), folder.path().join("企业.csv"));
    let project = folder.path().join("work.mulens");
    std::fs::write(&list, gbk(LIST)).unwrap();
    let mut workspace = opened(&parcels);
    join(&mut workspace, &list);
    let document = workspace.document_mut().unwrap();
    let joined = [Some(300.0), None, Some(50.0), None];
    assert_eq!(tax(document), joined);
    assert_eq!(document.view().figures.year, Some(2023));
    assert_eq!(document.totals_shown().sums(Indicator::TaxPerMu).sum(), Some(350.0));
    assert!(document.undo());
    assert_eq!((tax(document), document.view().figures.year), (vec![None; 4], None));
    assert!(document.redo() && document.is_dirty());
    assert_eq!(tax(document), joined);

    workspace.apply(Action::SaveProject(project.clone()));
    workspace.finish_jobs();
    let saved = std::fs::read_to_string(&project).unwrap();
    assert!(saved.contains("\"tax@2023\"") && saved.contains("\"parcel_code\""), "{saved}");
    let again = opened(&project);
    let document = again.document().unwrap();
    assert_eq!(tax(document), joined);
    assert!(!document.is_dirty() && !document.can_undo());
    assert!(again.notices().iter().all(|notice| !matches!(notice.kind, NoticeKind::BesideChanged(_))));

    // The bureau sends the list anew.
    std::fs::write(&list, gbk(&LIST.replace("50万", "80万"))).unwrap();
    workspace.apply(Action::Run(Asked::RefreshFirms));
    workspace.finish_jobs();
    assert_eq!(tax(workspace.document().unwrap())[2], Some(80.0));
    workspace.apply(Action::Run(Asked::Undo));
    assert_eq!(tax(workspace.document().unwrap())[2], Some(50.0));
    let again = opened(&project);
    assert_eq!(tax(again.document().unwrap())[2], Some(80.0));
    assert!(again.notices().iter().any(|notice| matches!(notice.kind, NoticeKind::BesideChanged(_))));

    // Or takes it away: the figures are gone, the project keeps what it knew.
    std::fs::remove_file(&list).unwrap();
    let mut again = opened(&project);
    assert_eq!(tax(again.document().unwrap()), [None; 4]);
    assert!(again.notices().iter().any(|notice| matches!(notice.kind, NoticeKind::BesideNotRead(_))));
    again.apply(Action::SaveProject(project.clone()));
    again.finish_jobs();
    assert!(std::fs::read_to_string(&project).unwrap().contains("tax@2023"));
}

#[test]
fn the_list_is_never_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let (parcels, list) = (bare(folder.path()), folder.path().join("企业.csv"));
    std::fs::write(&list, gbk(LIST)).unwrap();
    let mut workspace = opened(&parcels);
    join(&mut workspace, &list);
    workspace.apply(Action::ExportJoin(list.clone()));
    workspace.apply(Action::SaveProject(list.clone()));
    workspace.export_picture(list.clone(), 1, 1, vec![[0; 4]]);
    workspace.finish_jobs();
    assert_eq!(std::fs::read(&list).unwrap(), gbk(LIST));
    let refused = |kind: &NoticeKind| matches!(kind, NoticeKind::NotExported { .. } | NoticeKind::NotSaved { .. });
    assert_eq!(workspace.notices().iter().filter(|notice| refused(&notice.kind)).count(), 3);

    for (command, more) in
        [("summary", &["--out"][..]), ("summary", &["--parcels"]), ("findings", &["--as-of", "2024-06-30", "--out"])]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
            .arg(command)
            .arg(&parcels)
            .arg("--firms")
            .arg(&list)
            .args(more)
            .arg(&list)
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{command} {more:?}");
        assert_eq!(std::fs::read(&list).unwrap(), gbk(LIST), "{command} {more:?}");
    }
}

#[test]
fn a_corrected_code_brings_its_firm_and_a_corrected_figure_goes_before_the_joined_one() {
    use mulens::domain::{CellValue, TableColumn, TextField};
    let folder = tempfile::tempdir().unwrap();
    let (parcels, list) = (bare(folder.path()), folder.path().join("企业.csv"));
    std::fs::write(&list, gbk(&LIST.replace("GB00009", "GB00009X"))).unwrap();
    let mut workspace = opened(&parcels);
    join(&mut workspace, &list);
    let code = TableColumn::Text(TextField::ParcelCode);
    let right = CellValue::Text("370215001001GB00009X".to_owned());
    workspace.apply(Action::Correct(1, code, Some(right)));
    let of_third = 9.0 / 1e4;
    assert_eq!(tax(workspace.document().unwrap())[1], Some(of_third));
    let column = TableColumn::Measure(MeasureKey { measure: Measure::Tax, year: Some(2023) });
    workspace.apply(Action::Correct(1, column, Some(CellValue::Number(7.0))));
    let document = workspace.document().unwrap();
    assert_eq!(tax(document)[1], Some(7.0));
    assert_eq!(document.table_as_read().value(column, 1), CellValue::Number(of_third));
}

#[test]
fn summary_with_firms_prints_what_the_join_came_to() {
    let folder = tempfile::tempdir().unwrap();
    let (parcels, list) = (bare(folder.path()), folder.path().join("企业.csv"));
    std::fs::write(&list, gbk(LIST)).unwrap();
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_mulens"))
            .arg("summary")
            .arg(&parcels)
            .args(["--by", "park", "--firms"])
            .arg(&list)
            .args(more)
            .output()
            .expect("the binary runs")
    };
    let output = run(&["--firms-key", "code"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("3 行（3 家企业），2 行（2 家）找到地块，1 行未找到"), "{text}");
    assert!(text.contains("合计行") && text.contains("企业.csv"), "{text}");
    let output = run(&["--firms-key", "name"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("3 行未找到"));

    std::fs::write(&list, b"<html>").unwrap();
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("网页"));
}

#[test]
fn summary_by_boundaries_sums_up_the_zones_and_tells_what_lies_outside() {
    let folder = tempfile::tempdir().unwrap();
    let zones = folder.path().join("zones.geojson");
    let square = |x: f64, y: f64| {
        let (e, n) = (x + 0.0013, y + 0.005);
        format!("[[[{x},{y}],[{e},{y}],[{e},{n}],[{x},{n}],[{x},{y}]]]")
    };
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"分区":"西区"}},"geometry":{{"type":"Polygon","coordinates":{}}}}}]}}"#,
        square(120.4, 36.299)
    );
    std::fs::write(&zones, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("summary")
        .arg(golden())
        .args(["--by", "park", "--boundary-name", "分区", "--boundaries"])
        .arg(&zones)
        .output()
        .expect("the binary runs");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("西区") && text.contains("1 个分区，3 宗地块落在其中"), "{text}");
    assert!(text.contains("1 宗地块不在任何分区内"), "{text}");
}
