//! The map's picture of the sample against an even-odd fill of the same rings made here, from the file's own text.

use mulens::domain::RowSet;
use mulens::geometry::{ClassStyle, IdRaster, LocalFrame, Scene, Style, View};
use mulens::io::{ReadOptions, ReadProgress, read};
use serde_json::Value;

type Ring = Vec<[f64; 2]>;

const GROUND: [u8; 3] = [250, 251, 252];
const OUTLINE: [u8; 3] = [0, 0, 0];

/// The rings of every parcel of the sample in the plane of the map, to the millimetre as the map has them.
fn rings_of_sample(frame: &LocalFrame) -> Vec<Vec<Ring>> {
    let text: Value = serde_json::from_slice(mulens::app::SAMPLE_BYTES).expect("the sample is JSON");
    let position = |at: &Value| {
        let lonlat = [0, 1].map(|axis| at[axis].as_f64().expect("a number"));
        frame.local_from_lonlat(lonlat).map(|metres| f64::from(metres as f32))
    };
    let ring = |ring: &Value| ring.as_array().expect("a ring").iter().map(position).collect::<Ring>();
    let polygon = |polygon: &Value| polygon.as_array().expect("rings").iter().map(ring).collect::<Vec<_>>();
    let parcel = |feature: &Value| {
        let geometry = &feature["geometry"];
        match geometry["type"].as_str() {
            Some("Polygon") => polygon(&geometry["coordinates"]),
            Some("MultiPolygon") => {
                geometry["coordinates"].as_array().expect("parts").iter().flat_map(polygon).collect()
            }
            _ => Vec::new(),
        }
    };
    text["features"].as_array().expect("features").iter().map(parcel).collect()
}

/// Even-odd by a ray to the north; the map's painter goes from west to east.
fn is_inside(rings: &[Ring], [x, y]: [f64; 2]) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
    let crossed =
        edges.filter(|(a, b)| (a[0] > x) != (b[0] > x) && a[1] + (x - a[0]) * (b[1] - a[1]) / (b[0] - a[0]) > y);
    crossed.count() % 2 == 1
}

/// The row at each of the 2 × 2 samples of every pixel, row by row.
fn filled(rows: &[Vec<Ring>], view: &View) -> Vec<Option<usize>> {
    let (width, height) = (view.width as usize * 2, view.height as usize * 2);
    let mut samples = vec![None; width * height];
    for (row, rings) in rows.iter().enumerate() {
        let corners: Vec<[f64; 2]> =
            rings.iter().flatten().map(|&at| view.pixel_from_local(at).map(|pixels| pixels * 2.0)).collect();
        let reach = |axis: usize, most: usize| {
            let along = corners.iter().map(|corner| corner[axis]);
            let low = along.clone().fold(f64::INFINITY, f64::min).clamp(0.0, most as f64) as usize;
            low..along.fold(0.0, f64::max).ceil().clamp(0.0, most as f64) as usize
        };
        for y in reach(1, height) {
            for x in reach(0, width) {
                let center = [x, y].map(|sample| f64::midpoint(sample as f64, 0.5));
                if is_inside(rings, view.local_from_pixel(center)) {
                    samples[y * width + x] = Some(row);
                }
            }
        }
    }
    samples
}

fn fill_of(row: Option<usize>) -> [u8; 3] {
    row.map_or(GROUND, |row| [0_usize, 1, 2].map(|channel| (40 + (row * (37 + 29 * channel)) % 200) as u8))
}

/// Classes alone: nothing selected, hatched or held back.
fn plain<'a>(class_of_row: &'a [u8], classes: &'a [ClassStyle], selected: &'a RowSet) -> Style<'a> {
    Style {
        class_of_row,
        classes,
        visible: None,
        selected,
        hovered: None,
        underlay: None,
        hatched: None,
        background: GROUND,
        outline: OUTLINE,
        accent: [255, 0, 0],
        pixels_per_point: 1.0,
    }
}

/// The sample as the map paints it, a colour a parcel.
fn painted(scene: &Scene, view: &View) -> Vec<[u8; 4]> {
    let rows = scene.row_count();
    let mut pixels = Vec::new();
    let mut raster = IdRaster::new();
    raster.draw(scene, view, 2);
    // A class is a byte: parcels are painted 250 at a time, the others as ground, and put together.
    for first in (0..rows).step_by(250) {
        let last = rows.min(first + 250);
        let class_of_row: Vec<u8> = (0..rows)
            .map(|row| if (first..last).contains(&row) { row - first } else { 255 })
            .map(|class| class as u8)
            .collect();
        let classes: Vec<ClassStyle> =
            (first..last).map(|row| ClassStyle { fill: fill_of(Some(row)), hatch: false }).collect();
        let selected = RowSet::empty(rows);
        let style = plain(&class_of_row, &classes, &selected);
        let mut some = Vec::new();
        raster.resolve(&style, &mut some);
        pixels.push(some);
    }
    let ground = [GROUND[0], GROUND[1], GROUND[2], 255];
    let of = |place: usize| pixels.iter().map(|some| some[place]).find(|pixel| *pixel != ground).unwrap_or(ground);
    (0..pixels[0].len()).map(of).collect()
}

fn sample_scene() -> Scene {
    let import = read(&mulens::app::sample(), &ReadOptions::default(), &ReadProgress::default()).expect("it reads");
    Scene::build(&import.table)
}

#[test]
fn every_pixel_inside_one_parcel_or_on_bare_ground_has_that_colour_and_no_other() {
    let scene = sample_scene();
    let rows = rings_of_sample(scene.frame());
    assert_eq!(rows.len(), scene.row_count());
    let bounds = scene.bounds().expect("parcels");
    let whole = View::fit(&bounds, 700, 500, 10.0);
    let place = scene.interior_point(rows.len() / 2).expect("a shape");
    let close = View { center: place, metres_per_pixel: whole.metres_per_pixel / 12.0, ..whole };
    for view in [whole, close] {
        let (samples, pixels) = (filled(&rows, &view), painted(&scene, &view));
        let (width, height) = (view.width as usize, view.height as usize);
        let mut judged = [0_usize; 2];
        for y in 1..height - 1 {
            for x in 1..width - 1 {
                // The samples of the pixel and one around it: beyond that nothing is blended in.
                let around = (2 * y - 1..2 * y + 3).flat_map(|line| {
                    samples[line * 2 * width + 2 * x - 1..line * 2 * width + 2 * x + 3].iter().copied()
                });
                let row = samples[2 * y * 2 * width + 2 * x];
                if around.clone().all(|other| other == row) {
                    let [r, g, b] = fill_of(row);
                    assert_eq!(pixels[y * width + x], [r, g, b, 255], "pixel {x}, {y} of row {row:?}");
                    judged[usize::from(row.is_some())] += 1;
                }
            }
        }
        // In the close view most of what is seen is well inside a parcel.
        let least = if view == close { 20_000 } else { 300 };
        assert!(judged[1] > least && judged[0] > 20_000, "{judged:?}");
    }
}

#[test]
fn a_pixel_that_several_parcels_share_has_the_mean_of_its_samples() {
    let scene = sample_scene();
    let rows = rings_of_sample(scene.frame());
    // So far away that parcels have no outlines.
    let view = View::fit(&scene.bounds().expect("parcels"), 700, 500, 10.0);
    let (samples, mut raster, mut pixels) = (filled(&rows, &view), IdRaster::new(), Vec::new());
    raster.draw(&scene, &view, 2);
    let one = [ClassStyle { fill: [10, 20, 30], hatch: false }];
    let (class_of_row, selected) = (vec![0; rows.len()], RowSet::empty(rows.len()));
    let style = plain(&class_of_row, &one, &selected);
    raster.resolve(&style, &mut pixels);
    let width = view.width as usize;
    let mut shared = 0;
    for (place, pixel) in pixels.iter().enumerate() {
        let (x, y) = (place % width, place / width);
        let covered = [0, 1, 2 * width, 2 * width + 1]
            .into_iter()
            .filter(|offset| samples[2 * y * 2 * width + 2 * x + offset].is_some())
            .count();
        shared += usize::from((1..4).contains(&covered));
        for channel in 0..3 {
            let sum = covered * usize::from(one[0].fill[channel]) + (4 - covered) * usize::from(GROUND[channel]);
            assert_eq!(usize::from(pixel[channel]), (sum + 2) / 4, "pixel {x}, {y} with {covered} samples covered");
        }
    }
    assert!(shared > 1000, "{shared}");
}
