//! `mulens check`: how a file was understood and what was found in it, for people or as one JSON object.

use serde_json::{Value, json};

use super::{CheckArguments, DONE, FAILED, FINDINGS};
use crate::app;
use crate::geometry::overlap::Overlaps;
use crate::io::{ImportReport, ReadProgress, Source, check_json, read};
use crate::locale::{Lang, grouped};

/// Runs the command. Returns the exit code.
pub fn run(arguments: &CheckArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    let options = match arguments.reading.options(lang) {
        Ok(options) => options,
        Err(code) => return code,
    };
    let mut result = read(&Source::of_paths(arguments.files.clone()), &options, &ReadProgress::default());
    let overlaps = match &mut result {
        Ok(import) => app::add_findings(&mut import.report, &import.table),
        Err(_) => Overlaps::default(),
    };
    if arguments.json {
        let mut object = check_json(&result);
        if result.is_ok() {
            object["overlaps"] = overlaps_json(&overlaps);
        }
        println!("{object:#}");
    }
    match result {
        Ok(import) => {
            if !arguments.json {
                print!("{}", report_text(&import.report, lang));
                if let Some(sentence) = app::overlap_sentence(lang, &overlaps) {
                    println!("{sentence}");
                }
            }
            if import.report.is_clean() { DONE } else { FINDINGS }
        }
        Err(error) => {
            eprintln!("{}", error.message(lang));
            FAILED
        }
    }
}

/// Sum and union of the outlines, and how many pairs cover the same land.
fn overlaps_json(overlaps: &Overlaps) -> Value {
    json!({
        "duplicates": overlaps.duplicates,
        "overlapping": overlaps.overlapping,
        "sum_m2": overlaps.sum_m2,
        "union_m2": overlaps.union_m2,
        "double_counted_m2": overlaps.double_counted_m2(),
        "complete": overlaps.is_complete,
    })
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
