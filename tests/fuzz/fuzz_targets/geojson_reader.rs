//! Any bytes are a document that lost nothing, or a sentence.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mulens::io::{ReadOptions, ReadProgress, Source, check_json, read};
use mulens::locale::Lang;

/// A folder of this process, with the one file that every input becomes.
static FILE: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.geojson");
    (folder, path)
});

fuzz_target!(|bytes: &[u8]| {
    let path = &FILE.1;
    std::fs::write(path, bytes).expect("the input as a file");
    let result = read(&Source::Path(path.clone()), &ReadOptions::default(), &ReadProgress::default());
    let object = check_json(&result);
    match result {
        Ok(import) => {
            let report = &import.report;
            assert_eq!(report.features, report.parcels + report.skipped.len());
            assert!(report.area_m2_total.is_finite() && report.area_m2_total >= 0.0, "{object}");
        }
        Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
    }
});
