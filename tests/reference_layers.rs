//! Reference layers come from every format that parcels come from.

#[path = "support/other_formats.rs"]
mod other_formats;

use mulens::io::{ReadOptions, ReadProgress, Source, read, read_reference_layer};
use mulens::locale::Lang;

use other_formats::*;

#[test]
fn a_reference_layer_is_drawn_from_every_format_and_all_layers_of_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a.geojson"), geojson()).expect("a file");
    let parcels_crs = read(&Source::Path(at("a.geojson")), &ReadOptions::default(), &ReadProgress::default())
        .expect("parcels")
        .report
        .crs;
    let lines_of_layer = (0..NAMES.len()).map(|parcel| rings(parcel).len()).sum::<usize>();
    std::fs::write(at("a.ndjson.gz"), gzip(lines().as_bytes())).expect("a file");
    let dbf = table(0, gbk);
    let shp = write_shapefile(folder.path(), "b", &dbf, None);
    write_geopackage(&at("c.gpkg"), &["红线", "平台"]);
    for (path, times) in [(at("a.geojson"), 1), (at("a.ndjson.gz"), 1), (shp, 1), (at("c.gpkg"), 2)] {
        let (layer, stamp) = read_reference_layer(&path, &parcels_crs).expect("a layer");
        assert_eq!(layer.drawn().count(), lines_of_layer * times, "{}", path.display());
        assert!(stamp.blake3.is_some());
    }
    std::fs::write(at("d.txt"), "roads").expect("a file");
    let error = read_reference_layer(&at("d.txt"), &parcels_crs).expect_err("no layer");
    for lang in Lang::ALL {
        let message = error.message(lang, "d.txt");
        assert!(message.contains("d.txt"), "{message}");
    }
}
