//! The painter against what it must equal: point-in-polygon at every sample, the pick, and colours by hand.

use proptest::prelude::*;

use super::*;
use crate::domain::{RowSet, Shapes};
use crate::geometry::test_shapes::{Parcels, grid, shapes_of};

type Ring = Vec<[f64; 2]>;

fn rectangle(west: f64, south: f64, width: f64, height: f64) -> Ring {
    vec![[west, south], [west + width, south], [west + width, south + height], [west, south + height]]
}

/// A view of everything, a little off any whole number so that no sample lies on an edge.
fn view_of(scene: &Scene, width: u32, height: u32) -> View {
    let mut view = View::fit(&scene.bounds().unwrap(), width, height, 3.0);
    view.center[0] += view.metres_per_pixel * 0.123_456_7;
    view.center[1] -= view.metres_per_pixel * 0.234_567_8;
    view
}

/// Each row's rings as the scene keeps them.
fn local_rings(shapes: &Shapes, scene: &Scene) -> Vec<Vec<Ring>> {
    let local = |&position: &[f64; 2]| scene.frame().local_from_lonlat(position).map(|metres| f64::from(metres as f32));
    let rings = |row| shapes.rings_of(row).map(|ring| shapes.ring(ring).iter().map(local).collect()).collect();
    (0..shapes.len()).map(rings).collect()
}

/// Even-odd by a ray northward (the painter goes along rows).
fn is_inside(rings: &[Ring], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a[0] > x) != (b[0] > x) && a[1] + (x - a[0]) * (b[1] - a[1]) / (b[0] - a[0]) > y {
                inside = !inside;
            }
        }
    }
    inside
}

/// Where the centre of a sample is, local metres.
fn sample_center(view: &View, side: usize, index: usize) -> [f64; 2] {
    let width = view.width as usize * side;
    let center = |sample: usize| (sample as f64 + 0.5) / side as f64;
    view.local_from_pixel([center(index % width), center(index / width)])
}

#[track_caller]
fn assert_every_sample_is_right(shapes: &Shapes, view: impl Fn(&Scene) -> View) {
    let scene = Scene::of_shapes(shapes);
    let view = view(&scene);
    let rows = local_rings(shapes, &scene);
    let mut raster = IdRaster::new();
    for side in [1_u8, 2] {
        raster.draw(&scene, &view, side);
        for (index, &id) in raster.ids.iter().enumerate() {
            let center = sample_center(&view, usize::from(side), index);
            let expected = rows.iter().position(|rings| is_inside(rings, center));
            let found = (id as usize).checked_sub(1);
            assert_eq!(found, expected, "sample {index} of {side} a side, {center:?}");
            assert_eq!(scene.pick(center), expected, "pick at {center:?}");
        }
    }
}

fn odd_shapes() -> Shapes {
    let concave = vec![[0.0, 0.0], [80.0, 5.0], [100.0, 90.0], [55.0, 30.0], [40.0, 95.0], [30.0, 20.0], [3.0, 70.0]];
    let holed =
        vec![rectangle(110.0, 0.0, 90.0, 95.0), rectangle(120.0, 10.0, 30.0, 60.0), rectangle(160.0, 40.0, 25.0, 25.0)];
    let island = vec![rectangle(125.0, 20.0, 15.0, 30.0)];
    let parts = vec![vec![rectangle(0.0, 110.0, 40.0, 30.0)], vec![vec![[60.0, 110.0], [100.0, 115.0], [70.0, 150.0]]]];
    let bow_tie = vec![[110.0, 110.0], [190.0, 150.0], [190.0, 110.0], [110.0, 150.0]];
    let parcels: &Parcels = &[vec![vec![concave]], vec![holed], vec![], vec![island], parts, vec![vec![bow_tie]]];
    shapes_of(parcels)
}

#[test]
fn concave_holed_multipart_and_crossing_shapes_are_filled_to_the_pixel() {
    assert_every_sample_is_right(&odd_shapes(), |scene| view_of(scene, 211, 163));
}

#[test]
fn the_same_shapes_are_right_when_a_few_rows_high_and_when_cut_by_the_picture() {
    assert_every_sample_is_right(&odd_shapes(), |scene| view_of(scene, 17, 13));
    assert_every_sample_is_right(&odd_shapes(), |scene| {
        let mut view = view_of(scene, 90, 110);
        view.metres_per_pixel /= 3.1;
        view.center = [view.center[0] - 20.0, view.center[1] - 15.0];
        view
    });
}

#[test]
fn neighbours_leave_no_gap_and_no_overlap() {
    let shapes = grid(12, 9, 40.0);
    let scene = Scene::of_shapes(&shapes);
    for (width, height) in [(120, 90), (31, 27), (9, 7)] {
        let view = view_of(&scene, width, height);
        let mut whole = IdRaster::new();
        whole.draw(&scene, &view, 2);
        let mut claims = vec![0_u8; whole.ids.len()];
        for (tile, at) in scene.tiles().iter().flat_map(|tile| (0..tile.rows.len()).map(move |at| (tile, at))) {
            for (index, claim) in claims.iter_mut().enumerate() {
                let inside = crate::geometry::even_odd::contains(tile.rings(at), sample_center(&view, 2, index));
                *claim += u8::from(inside);
                assert!(!inside || whole.ids[index] == tile.rows[at] + 1);
            }
        }
        assert!(claims.iter().zip(&whole.ids).all(|(&claim, &id)| claim == u8::from(id != 0)));
        // Inside the grid everything is claimed.
        let middle = LocalInside { view, metres: [12.0 * 40.0 / 2.0 - 30.0, 9.0 * 40.0 / 2.0 - 30.0] };
        assert!((0..claims.len()).all(|index| !middle.has(index) || claims[index] == 1));
    }
}

/// The samples well inside a grid about the origin.
struct LocalInside {
    view: View,
    metres: [f64; 2],
}

impl LocalInside {
    fn has(&self, index: usize) -> bool {
        let [x, y] = sample_center(&self.view, 2, index);
        x.abs() < self.metres[0] && y.abs() < self.metres[1]
    }
}

#[test]
fn parcels_thinner_than_a_pixel_show_in_proportion() {
    // Strips 0.2 pixels wide with as much space between: two pixels in five samples' worth of land.
    let strips: Vec<_> = (0..1000).map(|i| vec![vec![rectangle(f64::from(i) * 0.4, 0.0, 0.2, 30.0)]]).collect();
    let scene = Scene::of_shapes(&shapes_of(&strips));
    let mut view = view_of(&scene, 400, 30);
    view.metres_per_pixel = 1.01;
    let mut raster = IdRaster::new();
    raster.draw(&scene, &view, 2);
    let drawn = raster.ids.iter().filter(|&&id| id != 0).count() as f64;
    let land = 1000.0 * 0.2 * 30.0 / (1.01 * 1.01) * 4.0;
    assert!((drawn / land - 1.0).abs() < 0.1, "{drawn} of {land}");
}

#[test]
fn absurd_views_and_coordinates_draw_without_harm() {
    let world = vec![[-180.0, -89.9], [180.0, -89.9], [180.0, 89.9], [-180.0, 89.9]];
    let mut builder = crate::domain::ShapesBuilder::default();
    for position in world.into_iter().chain([[120.0, 36.0]]) {
        builder.push_position(position);
    }
    builder.end_ring();
    builder.end_part();
    builder.end_parcel();
    let scene = Scene::of_shapes(&builder.finish());
    let mut raster = IdRaster::new();
    let good = view_of(&scene, 40, 30);
    for view in [
        View { metres_per_pixel: 1e-12, ..good },
        View { metres_per_pixel: 1e12, ..good },
        View { metres_per_pixel: 0.0, ..good },
        View { metres_per_pixel: -1.0, ..good },
        View { metres_per_pixel: f64::NAN, ..good },
        View { center: [f64::NAN, 0.0], ..good },
        View { center: [1e300, -1e300], ..good },
        View { width: 0, ..good },
        View { height: 0, ..good },
        good,
    ] {
        raster.draw(&scene, &view, 2);
        let picture = render_rgba(&scene, &view, &look(&[0], &RowSet::empty(1)));
        assert_eq!(picture.len(), (view.width * view.height) as usize);
    }
    // The ring has a notch from the west as far as 120°E.
    assert_eq!(raster.row_at(18, 13), None);
    assert_eq!(raster.row_at(26, 13), Some(0));
    assert_eq!(raster.row_at(40, 0), None);
}

const FILLS: [ClassStyle; 3] = [
    ClassStyle { fill: [200, 200, 200], hatch: true },
    ClassStyle { fill: [10, 120, 60], hatch: false },
    ClassStyle { fill: [180, 60, 20], hatch: false },
];
const WHITE: [u8; 3] = [255; 3];
const OUTLINE: [u8; 3] = [40, 40, 40];
const ACCENT: [u8; 3] = [255, 0, 255];

fn look<'a>(class_of_row: &'a [u8], selected: &'a RowSet) -> Style<'a> {
    Style {
        class_of_row,
        classes: &FILLS,
        visible: None,
        selected,
        hovered: None,
        hatched: None,
        background: WHITE,
        underlay: None,
        outline: OUTLINE,
        accent: ACCENT,
        pixels_per_point: 1.0,
    }
}

/// Two squares side by side, 40 pixels each, with 10 pixels of ground around them; and a far one that keeps the mean
/// side as wanted.
fn two_squares(samples: u8) -> IdRaster {
    let scene = Scene::of_shapes(&shapes_of(&[
        vec![vec![rectangle(0.0, 0.0, 40.0, 40.0)]],
        vec![vec![rectangle(40.0, 0.0, 40.0, 40.0)]],
    ]));
    let view = View { center: [0.01, 0.01], metres_per_pixel: 1.0, width: 100, height: 60 };
    let mut raster = IdRaster::new();
    raster.draw(&scene, &view, samples);
    raster
}

fn pixel(raster: &IdRaster, style: &Style<'_>, x: usize, y: usize) -> [u8; 3] {
    let mut picture = Vec::new();
    raster.resolve(style, &mut picture);
    let [r, g, b, a] = picture[y * 100 + x];
    assert_eq!(a, 255);
    [r, g, b]
}

#[test]
fn fills_ground_and_outlines_have_their_colours() {
    let none = RowSet::empty(2);
    let style = look(&[1, 2], &none);
    for samples in [1, 2] {
        let raster = two_squares(samples);
        assert_eq!(pixel(&raster, &style, 3, 3), WHITE);
        assert_eq!(pixel(&raster, &style, 30, 30), FILLS[1].fill);
        assert_eq!(pixel(&raster, &style, 70, 30), FILLS[2].fill);
        assert_eq!(raster.row_at(30, 30), Some(0));
        assert_eq!(raster.row_at(3, 3), None);
    }
    // One sample: the line is on the pixel after the border.
    assert_eq!(pixel(&two_squares(1), &style, 50, 30), OUTLINE);
    assert_eq!(pixel(&two_squares(1), &style, 49, 30), FILLS[1].fill);
    // Four: half a pixel on either side, mixed with the fills.
    let half = super::palette::mix(FILLS[1].fill, OUTLINE, 0.5);
    assert_eq!(pixel(&two_squares(2), &style, 49, 30), half);
}

#[test]
fn small_parcels_have_no_outlines_and_a_pixel_is_the_mean_of_its_samples() {
    let scene = Scene::of_shapes(&shapes_of(&[vec![vec![rectangle(0.0, 0.0, 3.0, 3.0)]]]));
    // The square's west border runs through the middle of a pixel's four samples.
    let view = View { center: [0.0, 0.0], metres_per_pixel: 1.0, width: 8, height: 8 };
    let none = RowSet::empty(1);
    let picture = render_rgba(&scene, &view, &look(&[1], &none));
    let expected = [10_u16, 120, 60].map(|part| ((part * 2 + 255 * 2 + 2) / 4) as u8);
    assert_eq!(picture[4 * 8 + 2][..3], expected);
    assert_eq!(picture[4 * 8 + 3][..3], FILLS[1].fill);
    assert_eq!(picture[4 * 8 + 1][..3], WHITE);
}

#[test]
fn the_selection_has_an_outline_of_two_pixels_inside_it() {
    let first = RowSet::from_rows(2, [0]);
    let style = look(&[1, 2], &first);
    for samples in [1, 2] {
        let raster = two_squares(samples);
        for x in [10, 11, 48, 49] {
            assert_eq!(pixel(&raster, &style, x, 30), ACCENT, "{x} with {samples}");
        }
        assert_eq!(pixel(&raster, &style, 12, 30), FILLS[1].fill);
        assert_eq!(pixel(&raster, &style, 47, 30), FILLS[1].fill);
        assert_eq!(pixel(&raster, &style, 55, 30), FILLS[2].fill);
    }
    // Between two selected neighbours there is only a line.
    let both = RowSet::full(2);
    assert_eq!(pixel(&two_squares(1), &look(&[1, 2], &both), 49, 30), FILLS[1].fill);
    assert_eq!(pixel(&two_squares(1), &look(&[1, 2], &both), 50, 30), ACCENT);
}

#[test]
fn hover_lightens_the_filter_makes_faint_and_hatches_mark() {
    let none = RowSet::empty(2);
    let raster = two_squares(2);
    let hovered = Style { hovered: Some(0), ..look(&[1, 2], &none) };
    assert_eq!(pixel(&raster, &hovered, 30, 30), [108, 174, 138]);
    assert_eq!(pixel(&raster, &hovered, 70, 30), FILLS[2].fill);

    let second = RowSet::from_rows(2, [1]);
    let filtered = Style { visible: Some(&second), ..look(&[1, 2], &none) };
    let faint = pixel(&raster, &filtered, 30, 30);
    assert!(faint.iter().all(|&part| part > 200), "{faint:?}");
    assert_eq!(pixel(&raster, &filtered, 70, 30), FILLS[2].fill);

    let count_marked = |style: &Style<'_>, from: usize, fill: [u8; 3]| {
        let mut picture = Vec::new();
        raster.resolve(style, &mut picture);
        let inside = (20..40).flat_map(|y| (from..from + 20).map(move |x| y * 100 + x));
        inside.filter(|&at| picture[at][..3] != fill).count()
    };
    let idle = Style { hatched: Some(&second), ..look(&[1, 2], &none) };
    assert_eq!(count_marked(&idle, 20, FILLS[1].fill), 0);
    let marked = count_marked(&idle, 60, FILLS[2].fill);
    assert!((90..140).contains(&marked), "{marked}");
    let missing = look(&[0, 2], &none);
    let marked = count_marked(&missing, 20, FILLS[0].fill);
    assert!((30..60).contains(&marked), "{marked}");
}

#[test]
fn rows_without_a_class_are_drawn_as_ground() {
    let none = RowSet::empty(2);
    assert_eq!(pixel(&two_squares(2), &look(&[9], &none), 30, 30), WHITE);
    assert_eq!(pixel(&two_squares(2), &look(&[9], &none), 70, 30), WHITE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_ring_is_filled_by_the_even_odd_rule(
        points in prop::collection::vec((0.0..100.0_f64, 0.0..100.0_f64), 3..12), size in 5_u32..32,
    ) {
        let ring: Ring = points.iter().map(|&(x, y)| [x, y]).collect();
        assert_every_sample_is_right(&shapes_of(&[vec![vec![ring]]]), |scene| view_of(scene, size, size));
    }
}
