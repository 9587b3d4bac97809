//! `mulens check`: how a file was understood and what was found in it, for people or as one JSON object.

use super::{CheckArguments, DONE, FAILED, FINDINGS};
use crate::app;
use crate::io::{ImportReport, ReadOptions, ReadProgress, Source, check_json, geojson};
use crate::locale::{Lang, grouped};

/// Runs the command. Returns the exit code.
pub fn run(arguments: &CheckArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    let options = ReadOptions { crs: arguments.crs, repair_crossing: arguments.repair, ..ReadOptions::default() };
    let mut result = geojson::read(&Source::Path(arguments.file.clone()), &options, &ReadProgress::default());
    if let Ok(import) = &mut result {
        app::add_findings(&mut import.report, &import.table);
    }
    if arguments.json {
        println!("{:#}", check_json(&result));
    }
    match result {
        Ok(import) => {
            if !arguments.json {
                print!("{}", report_text(&import.report, lang));
            }
            if import.report.is_clean() { DONE } else { FINDINGS }
        }
        Err(error) => {
            eprintln!("{}", error.message(lang));
            FAILED
        }
    }
}

/// A report for people.
fn report_text(report: &ImportReport, lang: Lang) -> String {
    let counts = lang.text_with(
        "report-counts",
        [
            ("features", grouped(report.features as f64, 0).into()),
            ("parcels", grouped(report.parcels as f64, 0).into()),
            ("skipped", grouped(report.skipped.len() as f64, 0).into()),
        ],
    );
    let mut lines = vec![report.file_name.clone(), counts, report.crs_sentence(lang)];
    lines.push(format!("{}:", lang.text("report-columns")));
    for column in &report.columns {
        lines.push(format!(
            "  {} ← {} {} ({})",
            column.name(lang),
            column.property,
            column.unit_text(),
            grouped(column.filled as f64, 0)
        ));
    }
    for skipped in &report.skipped {
        lines.push(format!("  #{} {}", skipped.index, skipped.reason.sentence(lang)));
    }
    lines.push(format!("{}:", lang.text("report-findings")));
    for (kind, count) in report.findings.counts() {
        lines.push(format!("  {}", kind.sentence(count, lang)));
    }
    if report.is_clean() {
        lines.push(format!("  {}", lang.text("report-no-findings")));
    }
    lines.push(String::new());
    lines.join("\n")
}
