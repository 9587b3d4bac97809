//! Any bytes as the parts of a Shapefile are a document that lost nothing, or a sentence.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mulens::io::{ReadOptions, ReadProgress, Source, read};
use mulens::locale::Lang;

/// A folder of this process, with the parts of the one Shapefile that every input becomes.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

/// The first part's length is in two bytes before it, the next part's in two bytes after it.
fn cut<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return std::mem::take(bytes) };
    let (part, rest) = rest.split_at(rest.len().min(usize::from(u16::from_le_bytes(*length))));
    *bytes = rest;
    part
}

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    let path = |ending: &str| -> PathBuf { FOLDER.path().join("parcels").with_extension(ending) };
    for ending in ["shp", "shx", "dbf", "cpg", "prj"] {
        let part = cut(&mut rest);
        if part.is_empty() {
            // A part that is not there, rather than an empty one.
            let _ = std::fs::remove_file(path(ending));
        } else {
            std::fs::write(path(ending), part).expect("the input as a file");
        }
    }
    match read(&Source::Path(path("shp")), &ReadOptions::default(), &ReadProgress::default()) {
        Ok(import) => {
            let report = &import.report;
            assert_eq!(report.features, report.parcels + report.skipped.len());
            assert!(report.area_m2_total.is_finite() && report.area_m2_total >= 0.0);
        }
        Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
    }
});
