//! Damaged files by the thousand: every sample and a set of small tricky inputs, with bytes flipped, cut out, doubled
//! and spliced by a seeded generator. Whatever comes of it is a document or a sentence, never a panic.

use std::path::{Path, PathBuf};

use mulens::io::{ProjectFile, ReadOptions, ReadProgress, Source, check_json, read};
use mulens::locale::Lang;

/// Features kept of each sample, so that a read takes a moment.
const SAMPLE_FEATURES: usize = 4;
/// Damaged copies read of each sample.
const SAMPLE_COPIES: usize = 2000;
/// Damaged copies read of each small input.
const COPIES: usize = 250;

/// A small generator (`SplitMix64`): the same damage on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A range of up to `longest` bytes of a text.
    fn range(&mut self, len: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(longest)).min(len)
    }
}

/// Bytes that mean something to a reader.
const TELLING: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b",",
    b":",
    b"\\",
    b"\\ud800",
    b"\\u0000",
    b"null",
    b"NaN",
    b"-",
    b"1e400",
    b"-0.0",
    b"1e308",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"\n",
    b"\x1e",
    b"[[",
    b"]]",
    b"\"type\":",
    b"\"Polygon\"",
    b"180.5",
    b"\"crs\":null,",
    b"\"features\":[]",
    b"\"geometries\":",
    b"9999999999999999999999",
];

/// A damaged copy.
fn damaged(content: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = content.to_vec();
    for _ in 0..=random.below(3) {
        let range = random.range(bytes.len(), 40);
        match random.below(7) {
            0 if !bytes.is_empty() => {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = random.below(bytes.len());
                bytes[at] = random.next() as u8;
            }
            2 => bytes.truncate(range.start),
            3 => drop(bytes.splice(range, [])),
            4 => {
                let again = bytes[range.clone()].to_vec();
                drop(bytes.splice(range.start..range.start, again));
            }
            5 => {
                let from = random.range(other.len(), 200);
                drop(bytes.splice(range, other[from].iter().copied()));
            }
            _ => drop(bytes.splice(range, TELLING[random.below(TELLING.len())].iter().copied())),
        }
    }
    bytes
}

/// Every file of `sample_data`, its first features only.
fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "geojson"));
    paths.sort();
    assert!(!paths.is_empty());
    let cut = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a sample");
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("a sample is JSON");
        value["features"].as_array_mut().expect("features").truncate(SAMPLE_FEATURES);
        value.to_string().into_bytes()
    };
    paths.iter().map(cut).collect()
}

const RING: &str = "[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]";

fn tricky() -> Vec<Vec<u8>> {
    let feature = |properties: &str, geometry: &str| {
        format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}")
    };
    let collection =
        |root: &str, features: &str| format!("{{\"type\":\"FeatureCollection\",{root}\"features\":[{features}]}}");
    let polygon = format!("{{\"type\":\"Polygon\",\"coordinates\":[{RING}]}}");
    let swapped = polygon.replace("120.4", "36.25");
    let metres = "{\"coordinates\":[[[40540373.1,4028912.2],[40540473.1,4028912.2],[40540473.1,4029012.2],[40540373.1,4028912.2]]],\"type\":\"Polygon\"}";
    [
        polygon.clone(),
        feature("{\"ZDMJ\":\"15亩\",\"产值\":\"1.2万\"}", &polygon),
        collection("\"bbox\":[120,36,121,37],", &feature("null", &polygon)),
        collection("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4528\"}},", &feature("{}", metres)),
        collection("\"crs\":null,", &format!("{},{}", feature("{}", "null"), feature("{\"园区\":\"\\u7532\\ud800\"}", &swapped))),
        collection("", &feature("{\"a\":{\"b\":[{}]}}", &format!("{{\"geometries\":[{{\"type\":\"Point\",\"coordinates\":[1,2]}},{polygon}],\"type\":\"GeometryCollection\"}}"))),
        collection("\"UTF8Encoding\":true,", &feature("{}", "{\"type\":\"Polygon\",\"coordinates\":[\"@@AB\"],\"encodeOffsets\":[[1,2]]}")),
        collection("", &feature("{\"2022年产值(万元)\":1e3,\"2023年产值(万元)\":-0,\"年份\":2023,\"改造模式\":\"3\"}", &format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{RING}],[{RING},[]],[]]}}"))),
        "{\"features\":[{\"attributes\":{\"a\":1},\"geometry\":{\"rings\":[]}}]}".to_owned(),
        "{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}".to_owned(),
        format!("{}\n{}", feature("{}", &polygon), feature("{}", &polygon)),
        "PK\u{3}\u{4}xl/workbook.xml".to_owned(),
        "0\nSECTION\n2\nHEADER\n".to_owned(),
        "园区,产值\n甲,1\n".to_owned(),
        "<?xml version=\"1.0\"?><kml>".to_owned(),
    ]
    .map(String::into_bytes)
    .into()
}

/// What a user is shown of a file, made whole: it must be a document that lost nothing, or a sentence.
fn look(path: &Path) {
    let result = read(&Source::Path(path.to_owned()), &ReadOptions::default(), &ReadProgress::default());
    let object = check_json(&result);
    match &result {
        Ok(import) => {
            let report = &import.report;
            assert_eq!(report.features, report.parcels + report.skipped.len());
            assert_eq!(import.table.len(), report.parcels);
            assert!(report.area_m2_total.is_finite() && report.area_m2_total >= 0.0, "{object}");
            for finding in report.findings.examples() {
                assert!(!finding.sentence(Lang::Zh).is_empty());
            }
        }
        Err(error) => {
            for lang in Lang::ALL {
                assert!(error.message(lang).chars().count() >= 6, "{error:?}");
            }
        }
    }
}

#[test]
fn a_damaged_parcel_file_is_a_document_or_a_sentence() {
    let mut inputs = samples();
    let samples = inputs.len();
    inputs.extend(tricky());
    let folder = tempfile::tempdir().expect("a folder");
    std::thread::scope(|scope| {
        for (number, content) in inputs.iter().enumerate() {
            let (inputs, path) = (&inputs, folder.path().join(format!("{number}.geojson")));
            scope.spawn(move || {
                let mut random = Random(number as u64 + 1);
                for _ in 0..if number < samples { SAMPLE_COPIES } else { COPIES } {
                    let other = &inputs[random.below(inputs.len())];
                    let bytes = damaged(content, other, &mut random);
                    std::fs::write(&path, bytes).expect("a damaged file");
                    look(&path);
                }
            });
        }
    });
}

#[test]
fn a_damaged_project_file_is_a_project_or_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("work.mulens");
    let mut project = ProjectFile::default();
    for number in 0..20 {
        project.tags.insert(format!("370215001001GB{number:05}"), (number % 3 > 0).then(|| "park_in_park".to_owned()));
        project.notes.insert(format!("370215001001GB{number:05}"), "已现场核实 \"甲\"\n".to_owned());
    }
    project.write(&path).expect("a project is written");
    let content = std::fs::read(&path).expect("the project");
    let mut random = Random(7);
    for _ in 0..3000 {
        let bytes = damaged(&content, &content, &mut random);
        match ProjectFile::from_bytes(&bytes, &path) {
            Ok(project) => assert!(project.tags.len() <= bytes.len()),
            Err(error) => {
                for lang in Lang::ALL {
                    assert!(error.message(lang).chars().count() >= 6, "{error:?}");
                }
            }
        }
    }
}
