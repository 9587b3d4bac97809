//! A load under way in the real window, driven by label: what the line below says of it, and its cancel button.

#[path = "support/driver.rs"]
mod driver;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, JobKind};
use mulens::locale::Lang;

use driver::*;

/// A file of so many parcels.
fn parcels(path: &Path, count: usize) {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for parcel in 0..count {
        let (west, south) = (118.0 + 1e-3 * (parcel % 1000) as f64, 36.0 + 1e-3 * (parcel / 1000) as f64);
        let (east, north) = (west + 9e-4, south + 9e-4);
        let comma = if parcel == 0 { "" } else { ",\n" };
        write!(
            text,
            r#"{comma}{{"type":"Feature","properties":{{"宗地代码":"{parcel}","产值(万元)":{parcel}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
        .expect("a text");
    }
    std::fs::write(path, text + "\n]}").expect("a file");
}

/// Frames until `is_there`, while the load is under way; whether it came to that.
fn frames_until(harness: &mut Window, mut is_there: impl FnMut(&Window) -> bool) -> bool {
    let patience = Instant::now() + Duration::from_mins(1);
    while Instant::now() < patience {
        harness.run_steps(1);
        if is_there(harness) {
            return true;
        }
        if harness.state().workspace().jobs().next().is_none() {
            return false;
        }
    }
    panic!("a load without an end");
}

#[test]
fn a_load_under_way_tells_megabytes_and_parcels_and_its_button_cancels_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.geojson");
    for lang in Lang::ALL {
        let mut harness = window(lang);
        let job = |harness: &Window| {
            let job = harness.state().workspace().jobs().find(|job| job.kind == JobKind::Load)?;
            Some((job.progress.bytes_done(), job.progress.bytes_total(), job.progress.parcels()))
        };
        // However fast the machine: a file so large that a frame falls into its reading.
        let under_way = [1, 4, 16, 64].into_iter().any(|times| {
            parcels(&path, times * 25_000);
            harness = window(lang);
            // Without waiting for what it begins.
            harness.state_mut().workspace_mut().apply(Action::OpenFiles(vec![path.clone()]));
            frames_until(&mut harness, |harness| job(harness).is_some_and(|(_, _, parcels)| parcels > 0))
        });
        assert!(under_way, "no load was slow enough");
        let (done, total, _) = job(&harness).expect("a load");
        assert!(0 < done && done <= total && total == std::fs::metadata(&path).expect("a file").len());
        harness.run_steps(1);
        let all_of_it = format!("{:.1} MB · ", total as f64 / 1e6);
        let name = format!("{} many.geojson · ", text(lang, "job-load"));
        for told in [&name, &all_of_it] {
            assert!(harness.query_by_label_contains(told).is_some(), "{told}");
        }

        harness.get_by_role_and_label(Role::Button, &text(lang, "job-cancel")).click();
        assert!(!frames_until(&mut harness, |_| false), "it ends");
        let workspace = harness.state().workspace();
        assert!(workspace.document().is_none() && workspace.jobs().next().is_none(), "{:?}", workspace.notices());
        harness.run_steps(2);
        assert!(harness.query_by_label_contains(&text(lang, "notice-cancelled")).is_some());
        assert!(harness.query_by_label(&text(lang, "job-cancel")).is_none());
    }
}
