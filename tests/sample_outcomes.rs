//! The sample shows every outcome of every kind: by itself, with marks that a user would make on the map, and with the
//! list of commitments that stands beside it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use mulens::domain::{FindingKind, Outcome};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(name)
}

/// The outcomes of a kind, row by row.
fn outcomes(kind: FindingKind, more: &[&Path]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("findings")
        .arg(data("jimo_parks.geojson"))
        .args(["--as-of", "2024-06-30", "--keys", "--kind", kind.key()])
        .args(more)
        .output()
        .expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let place = reader.headers().expect("headers").iter().position(|header| header == "outcome").expect("a column");
    reader.records().map(|row| row.expect("a row")[place].to_owned()).collect()
}

/// The middle of the first corner of each of a park's parcels.
fn middle_of(park: &str) -> [f64; 2] {
    let text = std::fs::read_to_string(data("jimo_parks.geojson")).expect("the sample");
    let sample: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let of_park =
        sample["features"].as_array().expect("features").iter().filter(|each| each["properties"]["园区名称"] == park);
    let corners: Vec<[f64; 2]> = of_park
        .filter(|each| each["geometry"]["type"] == "Polygon")
        .map(|each| [0, 1].map(|axis| each["geometry"]["coordinates"][0][0][axis].as_f64().expect("a number")))
        .collect();
    [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).sum::<f64>() / corners.len() as f64)
}

#[test]
fn every_outcome_of_every_kind_has_a_parcel() {
    let mut seen: BTreeSet<String> = FindingKind::ALL.into_iter().flat_map(|kind| outcomes(kind, &[])).collect();
    // The models that need marks: an anchor of the vehicles' chain, a platform zone, a park without land.
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("marked.toml");
    let shipped = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/rulebook.toml"));
    let ([lon, lat], [zone_lon, zone_lat]) = (middle_of("汽车产业新城"), middle_of("陆港新城"));
    let marks = format!(
        "\n[[marks.anchors]]\nname = \"a\"\nlon = {lon}\nlat = {lat}\nindustry = \"automobile\"\n\
         [[marks.platform_zones]]\nname = \"p\"\nlon = {zone_lon}\nlat = {zone_lat}\nradius_km = 1.0\n\
         [marks.parks.\"即墨经济开发区\"]\nland_left_share = 0.01\ndemand_waiting = true\npartner_park = true\n"
    );
    std::fs::write(&book, shipped.expect("the shipped rulebook") + &marks).expect("a rulebook");
    seen.extend(outcomes(FindingKind::Suggestion, &[Path::new("--rulebook"), &book]));
    // Excluded is what a user says of a finding; no rule leads there.
    let all = Outcome::all().filter(|&outcome| outcome != Outcome::Excluded).map(|outcome| outcome.key().to_owned());
    let unseen: Vec<String> = all.filter(|key| !seen.contains(key)).collect();
    assert!(unseen.is_empty(), "no parcel of the sample is {unseen:?}");
}

#[test]
fn the_samples_commitments_come_out_in_every_way() {
    let list = data("jimo_commitments.csv");
    let arguments = [Path::new("--commitments"), &list];
    let (with, without) = (outcomes(FindingKind::Standard, &arguments), outcomes(FindingKind::Standard, &[]));
    let changed = with.iter().zip(&without).filter(|(now, before)| now != before);
    let held: BTreeSet<&str> = changed.map(|(now, _)| now.as_str()).collect();
    for outcome in ["met", "breached", "not_due", "no_data"] {
        assert!(held.contains(outcome), "{outcome}: {held:?}");
    }
}
