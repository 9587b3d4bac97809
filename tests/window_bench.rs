//! `mulens bench` on a virtual display: the object it prints, and the window that starts again when its device is lost.

#[path = "support/display.rs"]
mod display;
#[path = "support/graphics.rs"]
mod graphics;

use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mulens::app::{Action, Paths, Workspace};

use display::{Killed, colors_on, display, mulens};
use serde_json::Value;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/jimo_parks.geojson");

fn bench(display: &str, arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    mulens(display, home.path()).arg("bench").args(arguments).output().expect("the binary runs")
}

fn number(value: &Value, path: &str) -> f64 {
    let found = path.split('.').fold(value, |value, key| match key.parse::<usize>() {
        Ok(place) => &value[place],
        Err(_) => &value[key],
    });
    found.as_f64().unwrap_or_else(|| panic!("{path} of {value:#}"))
}

#[test]
fn what_is_measured_is_one_object_with_all_that_is_documented() {
    let test = "what_is_measured_is_one_object_with_all_that_is_documented";
    let Some((_server, display)) = display() else { return graphics::skip(test, "Xvfb is not installed") };
    let output = bench(&display, &[SAMPLE, "--frames", "24", "--size", "1400x860", "--idle", "1"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() != Some(0) {
        return graphics::skip(test, &format!("no window: {told}"));
    }
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON object and nothing else");
    assert_eq!(report["file"], "jimo_parks.geojson");
    assert_eq!((number(&report, "parcels"), number(&report, "tagged")), (631.0, 631.0));
    assert_eq!((number(&report, "window.0"), number(&report, "window.1")), (1400.0, 860.0));
    assert!(number(&report, "first_map_s") >= number(&report, "load_s") && number(&report, "load_s") > 0.0);
    let scenes = report["scenes"].as_array().expect("scenes");
    assert_eq!(scenes.iter().map(|scene| &scene["scene"]).collect::<Vec<_>>(), ["full", "middle", "close"]);
    for scene in scenes {
        for spread in ["frame_ms", "raster_ms", "redraw_ms"] {
            let of = |key: &str| number(scene, &format!("{spread}.{key}"));
            assert!(of("count") > 10.0, "{spread} of {scene:#}");
            assert!(0.0 < of("p50") && of("p50") <= of("p95") && of("p95") <= of("max"), "{scene:#}");
        }
        assert!(number(scene, "rest_raster_ms") > 0.0);
    }
    // Close is where the median parcel is 120 pixels wide, the middle half the way there.
    let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
    workspace.apply(Action::Run(mulens::app::Command::OpenSample));
    workspace.finish_jobs();
    let table = workspace.document().expect("the sample").table();
    let mut areas: Vec<f64> = (0..table.len()).filter_map(|row| table.geometric_area_m2(row)).collect();
    areas.sort_unstable_by(f64::total_cmp);
    let [full, middle, close] = [0, 1, 2].map(|scene: usize| number(&scenes[scene], "metres_per_pixel"));
    assert!((close * 120.0 - areas[areas.len() / 2].sqrt()).abs() < 0.01, "{close}");
    assert!(((full * close).sqrt() / middle - 1.0).abs() < 1e-3, "{full} {middle} {close}");
    let positive = "hover_frame_ms.p50 pick_us.p50 select_ms tag_ms tag_frame_ms undo_ms sort_ms.number \
        sort_ms.chinese_text search_ms summary_ms.park summary_ms.charts summary_ms.quantiles natural_breaks_ms save_blocks_ms \
        export_s.parcels_csv.seconds export_s.parcels_csv.megabytes export_s.tagged_geojson.seconds rss_mib cores \
        first_frame_s judge_ms.all judge_ms.another_day judge_ms.moved_threshold load_again_s reopen_s";
    for path in positive.split_whitespace() {
        assert!(number(&report, path) > 0.0, "{path} of {report:#}");
    }
    // With 631 parcels added to, the copy is larger than the file.
    assert!(number(&report, "export_s.tagged_geojson.megabytes") > number(&report, "file_mb"));
    assert!(number(&report, "idle_frames") <= 2.0, "an idle window is not drawn");
    assert!((0.0..100.0).contains(&number(&report, "idle_cpu_percent")));
    assert!(report["adapter"].as_str().is_some_and(|adapter| !adapter.is_empty()));
}

#[test]
fn what_cannot_be_measured_is_said_in_a_sentence() {
    let code = |arguments: &[&str], display: &str| {
        let output = bench(display, arguments);
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
        output.status.code()
    };
    for wrong in [vec![], vec![SAMPLE, "--size", "12"], vec![SAMPLE, "--frames", "0"], vec![SAMPLE, "--renderer", "x"]]
    {
        assert_eq!(code(&wrong, ""), Some(64), "{wrong:?}");
    }
    let test = "what_cannot_be_measured_is_said_in_a_sentence";
    if !cfg!(target_os = "linux") {
        return graphics::skip(test, "only Linux can be without a display");
    }
    assert_eq!(code(&[SAMPLE, "--lang", "en"], ""), Some(2), "no display");
    let Some((_server, display)) = display() else { return graphics::skip(test, "Xvfb is not installed") };
    assert_eq!(code(&["no_such_file.geojson"], &display), Some(2));
    assert_eq!(code(&[SAMPLE, "--renderer", "metal"], &display), Some(2), "no such interface here");
}

#[test]
fn a_lost_graphics_device_starts_the_program_again_on_the_same_file() {
    let test = "a_lost_graphics_device_starts_the_program_again_on_the_same_file";
    let Some((server, display)) = display() else { return graphics::skip(test, "Xvfb is not installed") };
    if !cfg!(debug_assertions) {
        return graphics::skip(test, "only a debug build loses its device on purpose");
    }
    if Command::new("import").arg("-version").output().is_err() {
        return graphics::skip(test, "ImageMagick's import is not installed");
    }
    let home = tempfile::tempdir().expect("a folder");
    let program = mulens(&display, home.path())
        .arg(SAMPLE)
        .env("MULENS_TEST_LOSE_DEVICE", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut program = Killed(program);
    let deadline = Instant::now() + Duration::from_mins(2);
    let mut ended = None;
    while ended.is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(200));
        ended = program.0.try_wait().expect("its state");
    }
    let status = ended.expect("the program leaves its lost device");
    assert!(status.success(), "{status}");
    // The one that was started has no parent here: it is seen, and ends with its display.
    let mut colors = 0;
    while colors < 200 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(500));
        colors = colors_on(&display).unwrap_or(0);
    }
    drop(server);
    assert!(colors >= 200, "only {colors} colours on the screen");
}
