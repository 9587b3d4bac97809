//! Columns as the user says them: a mapping over what headers say, units and statuses named elsewhere, days, odd cells.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use mulens::domain::{Category, DateField, LandStatus, Measure, StatusWords, TextField, iso_date};
use mulens::io::columns::Mapping;
use mulens::io::{FindingKind, Import, ReadOptions, ReadProgress, Source, read};

/// A square of 100 m × 100 m or so with these properties, `count` times.
fn file(folder: &Path, properties: &[&str]) -> PathBuf {
    let path = folder.join("parcels.geojson");
    let feature = |(index, properties): (usize, &&str)| {
        let west = 120.4 + index as f64 * 0.01;
        let east = west + 0.001;
        format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},36.301],[{west},36.301],[{west},36.3]]]}}}}"#
        )
    };
    let features: Vec<String> = properties.iter().enumerate().map(feature).collect();
    std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))).unwrap();
    path
}

fn read_with(properties: &[&str], mapping: &str) -> Import {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), properties);
    let mapping = Mapping::from_toml(mapping, Path::new("m.toml")).unwrap();
    let options = ReadOptions { mapping: Some(Arc::new(mapping)), ..ReadOptions::default() };
    read(&Source::Path(path), &options, &ReadProgress::default()).unwrap()
}

#[test]
fn a_mapping_decides_property_unit_year_missing_words_and_statuses() {
    let import = read_with(
        &[
            r#""B7":"1.5","税收":9,"镇街":"甲","状况":"试运行""#,
            r#""B7":"未统计","税收":9,"镇街":"乙","状况":"在产""#,
            r#""B7":-9999,"税收":9,"镇街":"未统计","状况":"玄学""#,
        ],
        r#"
            [columns.tax]
            property = "B7"
            unit = "亿元"
            year = 2022
            [columns.park]
            property = "镇街"
            [columns.status]
            property = "状况"
            [missing]
            words = ["未统计", "-9999"]
            [status]
            "试运行" = "in_use"
        "#,
    );
    let table = &import.table;
    let tax = table.measure(Measure::Tax, Some(2022)).unwrap();
    assert_eq!((tax.get(0), tax.get(1), tax.get(2)), (Some(15_000.0), None, None));
    assert_eq!(table.word_of(Category::Park, 0).map(|word| &**word), Some("甲"));
    assert_eq!(table.word_of(Category::Park, 2), None);
    assert_eq!(table.status_of_word("试运行", &StatusWords::default()), LandStatus::InUse);
    assert_eq!(import.report.findings.count(FindingKind::UnknownStatus), 1, "the third word is still unknown");
    assert_eq!(import.report.findings.count(FindingKind::UnitAssumed), 0, "the other tax property is passed over");
    assert!(import.report.columns.iter().any(|column| column.passed_over == ["税收"]), "{:?}", import.report.columns);
    assert_eq!(import.report.findings.count(FindingKind::NotANumber), 0);
}

#[test]
fn a_property_the_file_does_not_have_is_told_and_the_column_found_by_name() {
    let import = read_with(&[r#""税收(万元)":3"#], "[columns.tax]\nproperty = \"年税收\"");
    assert_eq!(import.report.findings.count(FindingKind::MappedPropertyMissing), 1);
    assert_eq!(import.table.measure(Measure::Tax, None).unwrap().get(0), Some(3.0));
}

#[test]
fn a_unit_column_says_the_unit_of_the_registered_area_row_by_row() {
    let import =
        read_with(&[r#""ZDMJ":10000,"MJDW":"1""#, r#""ZDMJ":15,"MJDW":"亩""#, r#""ZDMJ":1,"MJDW":"公顷""#], "");
    let land = import.table.measure(Measure::RegisteredArea, None).unwrap();
    assert_eq!((land.get(0), land.get(1), land.get(2)), (Some(10_000.0), Some(10_000.0), Some(10_000.0)));
    assert_eq!(import.report.findings.count(FindingKind::UnitContradicted), 0);
}

#[test]
fn the_facts_an_idle_screening_needs_become_columns() {
    let import = read_with(
        &[
            r#""约定动工日期":"2019年3月","实际开工日期":44260,"停工日期":"2021/3/5","竣工日期":"待定吧","应动工面积(亩)":30,"已动工面积(亩)":"9","总投资(万元)":1000,"已投资(万元)":"200","出让价款(万元)":"1.2万","政府原因":"否","权属清晰":"是""#,
        ],
        "",
    );
    let table = &import.table;
    let day = |field| table.dates(field).and_then(|days| days.get(0)).map(iso_date);
    assert_eq!(day(DateField::AgreedStart).as_deref(), Some("2019-03-01"));
    assert_eq!(day(DateField::ActualStart).as_deref(), Some("2021-03-05"));
    assert_eq!(day(DateField::Suspension).as_deref(), Some("2021-03-05"));
    assert_eq!(day(DateField::Completion), None);
    assert_eq!(import.report.findings.count(FindingKind::NotADate), 1);
    let number = |measure| table.measure(measure, None).and_then(|column| column.get(0));
    assert_eq!(number(Measure::AreaDue), Some(20_000.0));
    assert_eq!(number(Measure::AreaDeveloped), Some(6_000.0));
    assert_eq!((number(Measure::TotalInvestment), number(Measure::Invested)), (Some(1000.0), Some(200.0)));
    assert_eq!((number(Measure::Investment), number(Measure::LandPrice)), (None, Some(12_000.0)));
    assert_eq!(table.word_of(Category::GovernmentCause, 0).map(|word| &**word), Some("否"));
    assert_eq!(table.word_of(Category::TitleClear, 0).map(|word| &**word), Some("是"));
}

#[test]
fn an_identifier_stays_text_to_the_last_digit_in_the_table_and_in_exports() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        &[
            r#""宗地代码":370215001001123456789,"统一社会信用代码":"0091370282MA3""#,
            r#""宗地代码":"0012","统一社会信用代码":9007199254740993"#,
        ],
    );
    let import = read(&Source::Path(path.clone()), &ReadOptions::default(), &ReadProgress::default()).unwrap();
    assert_eq!(import.table.text_of(TextField::ParcelCode, 0), Some("370215001001123456789"));
    assert_eq!(import.table.text_of(TextField::CreditCode, 1), Some("9007199254740993"));
    let (csv, xlsx) = (folder.path().join("p.csv"), folder.path().join("p.xlsx"));
    for out in [&csv, &xlsx] {
        assert!(
            mulens(&["summary", &path.display().to_string(), "--parcels", &out.display().to_string()]).status.success()
        );
    }
    let text = std::fs::read_to_string(&csv).unwrap();
    for code in ["370215001001123456789", "0012", "9007199254740993", "0091370282MA3"] {
        assert!(text.contains(code), "{code}: {text}");
    }
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&xlsx).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let cells: Vec<String> = sheet
        .cells()
        .filter_map(|(_, _, cell)| match cell {
            calamine::Data::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    for code in ["370215001001123456789", "0012", "9007199254740993"] {
        assert!(cells.iter().any(|cell| cell == code), "{code}: {cells:?}");
    }
}

fn mulens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).output().expect("the binary runs")
}

/// `check --json` of a file with further arguments.
fn columns_of(path: &Path, arguments: &[&str]) -> serde_json::Value {
    let path = path.display().to_string();
    let output = mulens(&[&["check", path.as_str(), "--json"], arguments].concat());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    json["columns"].clone()
}

#[test]
fn the_batch_commands_take_a_mapping_file_and_single_rules() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), &[r#""年税收":2,"产值23":5,"园":"甲""#]);
    let mapping = folder.path().join("m.toml");
    std::fs::write(&mapping, "[columns.tax]\nproperty = \"年税收\"\nunit = \"亿元\"\nyear = 2023\n").unwrap();
    let mapping = mapping.display().to_string();

    let columns = columns_of(&path, &["--mapping", &mapping]);
    assert_eq!(columns["tax"]["unit"], "yi_yuan");
    assert_eq!(
        (&columns["tax"]["decided_by"], &columns["tax"]["unit_decided_by"]),
        (&"mapping".into(), &"mapping".into())
    );
    assert_eq!(columns["tax"]["year"], 2023);

    let rules =
        ["--mapping", &mapping, "--map", "tax=年税收:万元", "--map", "output@2023=产值23:万元", "--map", "park=园"];
    let columns = columns_of(&path, &rules);
    assert_eq!(columns["tax"]["unit"], "wan_yuan", "a rule goes before the file");
    assert_eq!((&columns["output"]["property"], &columns["output"]["year"]), (&"产值23".into(), &2023.into()));
    assert_eq!(columns["park"]["property"], "园");

    let path = path.display().to_string();
    let summary =
        |arguments: &[&str]| mulens(&[&["summary", path.as_str(), "--keys", "--out", "-"], arguments].concat());
    let land = summary(&["--map", "tax=年税收:亿元"]);
    assert!(land.status.success());
    assert!(String::from_utf8(land.stdout).unwrap().contains("20000"), "2 亿元 are 20 000 万元");
    assert_eq!(summary(&["--map", "nothing=x"]).status.code(), Some(64));
    assert_eq!(summary(&["--map", "tax=年税收", "--map", "output=年税收"]).status.code(), Some(64));
    assert_eq!(summary(&["--mapping", "nowhere.toml"]).status.code(), Some(2));
}

#[test]
fn a_project_corrects_cells_for_the_batch_commands_and_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), &[r#""宗地代码":"A1","税收(万元)":1"#, r#""宗地代码":"A2","税收(万元)":2"#]);
    let project = folder.path().join("work.mulens");
    let text =
        r#"{"format":"mulens-project","version":1,"corrections":{"A1":{"tax":40.5,"park":"x"},"gone":{"tax":1}}}"#;
    std::fs::write(&project, text).unwrap();
    let csv = folder.path().join("p.csv");
    let [path, project, out] = [&path, &project, &csv].map(|path| path.display().to_string());
    let output = mulens(&["summary", &path, "--project", &project, "--parcels", &out, "--keys"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(&csv).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert!(lines[0].ends_with(",corrected"), "{written}");
    // The file has no column of parks: what was said of one makes it.
    assert!(lines[1].contains(",40.5,") && lines[1].contains(",x,"), "{written}");
    assert!(lines[1].ends_with(",park; tax") || lines[1].ends_with(",tax; park"), "{written}");
    assert!(lines[2].ends_with(','), "{written}");
}
