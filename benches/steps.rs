//! What one step costs, on 20 000 made-up parcels: reading, area, raster, summary, sort, pick.
//!
//! `cargo bench` tells; nothing here passes or fails.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mulens::analysis::{FigureSettings, Figures, Grouping, NumberKey, SortKey, sort_rows, summary};
use mulens::domain::{ParcelTable, RowSet, Tags, TextField};
use mulens::geometry::area::parcel_area_m2;
use mulens::geometry::{ClassStyle, IdRaster, Scene, Style, View};
use mulens::io::{ReadOptions, ReadProgress, Source, read};

/// Parcels along a side of the square they lie in.
const SIDE: u32 = 141;
/// The map of a window of 1440 × 900.
const MAP: (u32, u32) = (776, 566);

/// A GeoJSON file of `SIDE` × `SIDE` parcels of eight corners.
fn file() -> &'static [u8] {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for place in 0..SIDE * SIDE {
        let (west, south) = (120.0 + f64::from(place % SIDE) * 0.002, 36.0 + f64::from(place / SIDE) * 0.002);
        let corner = |step: u32| {
            let turn = f64::from(step) * std::f64::consts::TAU / 8.0;
            format!("[{:.7},{:.7}]", west + 0.0009 * turn.cos(), south + 0.0008 * turn.sin())
        };
        let ring: Vec<String> = (0..=8).map(corner).collect();
        let separator = if place > 0 { "," } else { "" };
        let output = (place * 7919) % 10_007;
        write!(
            text,
            "{separator}{{\"type\":\"Feature\",\"properties\":{{\"地块编号\":\"DK{place:06}\",\"企业名称\":\"青岛第{output}精密\
             机械有限公司\",\"园区\":\"园区{}号\",\"土地状态\":\"在产\",\"证载面积_亩\":{}.5,\"2023年产值_万元\":{output}}},\
             \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
            place % 40,
            10 + place % 90,
            ring.join(",")
        )
        .expect("text grows");
    }
    text.push_str("]}");
    text.into_bytes().leak()
}

fn table(bytes: &'static [u8]) -> ParcelTable {
    let source = Source::Embedded { name: "parcels.geojson", bytes };
    read(&source, &ReadOptions::default(), &ReadProgress::default()).expect("the parcels read").table
}

fn reader(criterion: &mut Criterion) {
    let bytes = file();
    let mut group = criterion.benchmark_group("reader");
    group.sample_size(20).throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("geojson", |bencher| bencher.iter(|| black_box(table(bytes))));
    group.finish();
}

fn analysis(criterion: &mut Criterion) {
    let table = table(file());
    let figures = Figures::new(&table, FigureSettings::default());
    let tags = Tags::untagged(table.len());
    let all = RowSet::full(table.len());
    criterion.bench_function("summary/park", |bencher| {
        bencher.iter(|| summary(&table, &figures, &tags, None, Grouping::Park));
    });
    for (name, key) in [("number", SortKey::Number(NumberKey::Land)), ("chinese text", SortKey::Text(TextField::Name))]
    {
        criterion.bench_function(&format!("sort/{name}"), |bencher| {
            bencher.iter(|| sort_rows(&table, &figures, &tags, key, false, &all));
        });
    }
}

fn geometry(criterion: &mut Criterion) {
    let table = table(file());
    let shapes = table.shapes();
    criterion.bench_function("area", |bencher| {
        bencher.iter(|| (0..shapes.len()).map(|row| parcel_area_m2(shapes, row)).sum::<f64>());
    });
    let scene = Scene::build(&table);
    let bounds = scene.bounds().expect("parcels");
    let whole = View::fit(&bounds, MAP.0, MAP.1, 40.0);
    let close = View { metres_per_pixel: whole.metres_per_pixel / 16.0, ..whole };
    let mut raster = IdRaster::new();
    for (name, view) in [("full", whole), ("close", close)] {
        for samples in [1, 2] {
            criterion.bench_function(&format!("raster/{name}/{samples}"), |bencher| {
                bencher.iter(|| raster.draw(&scene, &view, samples));
            });
        }
    }
    let classes = [ClassStyle { fill: [90, 120, 200], hatch: false }];
    let style = Style {
        class_of_row: &vec![0; table.len()],
        classes: &classes,
        visible: None,
        selected: &RowSet::empty(table.len()),
        hovered: None,
        underlay: None,
        hatched: None,
        background: [250; 3],
        outline: [90; 3],
        accent: [200, 60, 0],
        pixels_per_point: 1.0,
    };
    let mut pixels = Vec::new();
    criterion.bench_function("resolve", |bencher| bencher.iter(|| raster.resolve(&style, &mut pixels)));
    let places: Vec<[f64; 2]> = (0..97)
        .map(|place| {
            let share = f64::from(place) / 97.0;
            [0, 1].map(|axis| bounds.min[axis] + (bounds.max[axis] - bounds.min[axis]) * (share + 0.01))
        })
        .collect();
    let mut next = 0;
    criterion.bench_function("pick", |bencher| {
        bencher.iter(|| {
            next = (next + 1) % places.len();
            black_box(scene.pick(places[next]))
        });
    });
}

criterion_group!(steps, reader, geometry, analysis);
criterion_main!(steps);
