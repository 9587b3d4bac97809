//! The program killed while it writes, many times at random moments: under the target's name there is then the old
//! file whole or the new file whole, never a half one and never none.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mulens::io::{ProjectFile, Source, autosave_path};

/// Set in the child of the project test, to the folder it writes in.
const CHILD_FOLDER: &str = "MULENS_TEST_PROJECT_FOLDER";
/// How often the program is killed in each test.
const KILLS: u64 = 120;

/// Moments spread over `span` by the golden ratio, the same on every machine.
fn moment(number: u64, span: Duration) -> Duration {
    span.mul_f64((number as f64 * 0.618_033_988_75).fract())
}

fn kill(mut child: Child) {
    // It may have ended by itself, which is as good.
    child.kill().ok();
    child.wait().expect("the child ends");
}

/// Parcels in a row, `value` their output.
fn parcels(path: &Path, value: usize) {
    let feature = |number: usize| {
        let x = 120.4 + number as f64 * 0.001;
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"园区\":\"甲园\",\"产值(万元)\":{value}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{x},36.3],[{},36.3],[{},36.301],[{x},36.3]]]}}}}",
            x + 0.0009,
            x + 0.0009
        )
    };
    let features: Vec<String> = (0..800).map(feature).collect();
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    std::fs::write(path, text).expect("a parcel file");
}

fn export(input: &Path, summary: &Path, rows: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulens"));
    command.arg("summary").arg(input).args(["--by", "park", "--out"]).arg(summary).arg("--parcels").arg(rows);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let inputs = [at("old.geojson"), at("new.geojson")];
    let targets = [at("summary.csv"), at("parcels.csv")];
    let mut whole: [Vec<Vec<u8>>; 2] = [Vec::new(), Vec::new()];
    let mut span = Duration::ZERO;
    for (number, input) in inputs.iter().enumerate() {
        parcels(input, 100 + number);
        let start = std::time::Instant::now();
        assert!(export(input, &targets[0], &targets[1]).status().expect("the binary runs").success());
        span = start.elapsed();
        for (target, whole) in targets.iter().zip(&mut whole) {
            whole.push(std::fs::read(target).expect("a whole file"));
        }
    }
    assert_ne!(whole[1][0], whole[1][1]);
    for number in 0..KILLS {
        let child = export(&inputs[number as usize % 2], &targets[0], &targets[1]).spawn().expect("the binary runs");
        std::thread::sleep(moment(number, span));
        kill(child);
        for (target, whole) in targets.iter().zip(&whole) {
            let found = std::fs::read(target).expect("the file is there");
            assert!(whole.contains(&found), "{} holds {} bytes of neither", target.display(), found.len());
        }
    }
}

/// Two projects of different length, and where the child writes them.
fn projects(folder: &Path) -> ([ProjectFile; 2], [PathBuf; 2]) {
    let project = |tags: usize| ProjectFile {
        tags: (0..tags).map(|number| (format!("370215001001GB{number:05}"), Some("slim_core".to_owned()))).collect(),
        ..ProjectFile::default()
    };
    let source = Source::Path(folder.join("parcels.geojson"));
    ([project(300), project(3000)], [folder.join("work.mulens"), autosave_path(None, &source, folder)])
}

/// Not a test of its own: what the child of the next test does until it is killed.
#[test]
fn child_that_saves_without_end() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let (projects, targets) = projects(Path::new(&folder));
    for project in projects.iter().cycle() {
        for target in &targets {
            project.write(target).expect("a project is written");
        }
    }
}

#[test]
fn a_killed_save_or_autosave_leaves_the_old_project_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (projects, targets) = projects(folder.path());
    for target in &targets {
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("the autosaves' folder");
        projects[0].write(target).expect("a project is written");
    }
    let this = std::env::current_exe().expect("this test");
    for number in 0..KILLS {
        let child = Command::new(&this)
            .args(["--exact", "child_that_saves_without_end"])
            .env(CHILD_FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test runs again");
        std::thread::sleep(Duration::from_millis(5) + moment(number, Duration::from_millis(60)));
        kill(child);
        for target in &targets {
            let found = ProjectFile::read(target).expect("a whole project");
            assert!(projects.contains(&found), "{} holds {} tags", target.display(), found.tags.len());
        }
    }
}
