//! The eight parks' plans: where, how roads run, what is built where, and what land and firms are like there.
//!
//! The places are roughly those of the real parks; everything drawn there is invented.

use super::ellipsoid::metres_per_degree;
use super::plane::{Point, cross, dot, sub, unit};
use super::trade::Trade;

/// What stands in a cell of the road grid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// `.`: no industry (villages, hills, homes).
    Empty,
    /// `#`: plots of the park's usual size.
    Usual,
    /// `s`: small plots.
    Fine,
    /// `L`: large plots.
    Coarse,
    /// `P`: part of the anchor's one large plot.
    Plant,
}

/// A river or railway through the park: no plots within `half_width` metres of the line.
pub struct Band {
    pub through: Point,
    pub normal: Point,
    pub half_width: f64,
    /// How far it winds to either side, metres; a railway runs straight.
    pub winding: f64,
}

impl Band {
    /// Length of one bend, metres.
    const BEND: f64 = 420.0;
    /// How far from the line the winding is felt, metres.
    const FELT: f64 = 320.0;

    /// How far a point is carried along the band's normal by its winding: parabolic bends, smooth at their joints,
    /// fading with the distance.
    fn carried(&self, point: Point) -> Point {
        let normal = unit(self.normal);
        let from_line = sub(point, self.through);
        let fading = 1.0 - (dot(from_line, normal).abs() / Self::FELT).min(1.0);
        let bends = cross(normal, from_line) / Self::BEND;
        let within = bends - bends.floor();
        let side = if bends.floor() as i64 % 2 == 0 { 1.0 } else { -1.0 };
        let by = self.winding * side * 4.0 * within * (1.0 - within) * fading;
        [normal[0] * by, normal[1] * by]
    }
}

/// A park's plan.
pub struct Park {
    pub name: &'static str,
    pub model: &'static str,
    /// Cadastral district, three digits of the parcel code.
    pub district: u32,
    pub seed: u64,
    /// Longitude and latitude of the middle.
    pub middle: Point,
    /// Tangent of half the angle the grid is turned by, counter-clockwise.
    pub half_turn: f64,
    /// How far roads bow over the first kilometre, metres.
    pub bow: Point,
    /// Gaps between roads, metres, from west and from north.
    pub columns: &'static [f64],
    pub rows: &'static [f64],
    /// Every how many roads comes a main road of 40 m; the others are 18 m wide.
    pub main_every: usize,
    /// One row of cells a line, north first.
    pub cells: &'static [&'static str],
    /// How far crossings stray, metres.
    pub jitter: f64,
    pub band: Option<Band>,
    /// Usual plots, mu, from–to.
    pub target_mu: [f64; 2],
    /// Share of plots joined with a neighbour, and of plots that are no industry.
    pub joins: f64,
    pub vacancies: f64,
    /// Parcels of two parts.
    pub far_parts: usize,
    /// Trades by weight.
    pub trades: &'static [(Trade, f64)],
    /// Factor on output per mu, usual floor area ratio, from–to.
    pub vigour: f64,
    pub far: [f64; 2],
    /// Weights of in use, built but standing still, under construction, not started, suspended, in reserve.
    pub states: [f64; 6],
    /// Share of collective land, and of parcels tagged already.
    pub collective: f64,
    pub tagged: f64,
    /// Parcels known by their papers only.
    pub without_shape: usize,
}

impl Park {
    pub fn cell(&self, column: usize, row: usize) -> Cell {
        match self.cells.get(row).and_then(|cells| cells.as_bytes().get(column)) {
            Some(b'#') => Cell::Usual,
            Some(b's') => Cell::Fine,
            Some(b'L') => Cell::Coarse,
            Some(b'P') => Cell::Plant,
            _ => Cell::Empty,
        }
    }

    /// Left, top, right and bottom cell of the plant.
    pub fn plant(&self) -> Option<[usize; 4]> {
        let cells = (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).map(move |column| (column, row)));
        cells.filter(|&(column, row)| self.cell(column, row) == Cell::Plant).fold(None, |found, (column, row)| {
            let [left, top, right, bottom] = found.unwrap_or([column, row, column, row]);
            Some([left.min(column), top.min(row), right.max(column), bottom.max(row)])
        })
    }

    pub fn is_main_column(&self, line: usize) -> bool {
        line.is_multiple_of(self.main_every)
    }

    pub fn is_main_row(&self, line: usize) -> bool {
        line.is_multiple_of(self.main_every)
    }

    /// Longitude and latitude, to ten decimals, of metres around the park's middle before winding, bowing and turning.
    pub fn degrees_from_metres(&self, point: Point) -> Point {
        let [wind_x, wind_y] = self.band.as_ref().map_or([0.0, 0.0], |band| band.carried(point));
        let [x, y] = [point[0] + wind_x, point[1] + wind_y];
        let [km_x, km_y] = [x / 1000.0, y / 1000.0];
        let [x, y] = [x + self.bow[0] * km_y * km_y, y + self.bow[1] * km_x * km_x];
        let t = self.half_turn;
        let (sine, cosine) = (2.0 * t / (1.0 + t * t), (1.0 - t * t) / (1.0 + t * t));
        let [east, north] = [x * cosine - y * sine, x * sine + y * cosine];
        let degree = metres_per_degree(self.middle[1]);
        [self.middle[0] + east / degree[0], self.middle[1] + north / degree[1]]
            .map(|degrees| (degrees * 1e10).round() / 1e10)
    }
}

/// The eight exemplar parks of the reform's first seven models; the eighth model names none.
pub const ALL: &[Park] = &[
    Park {
        name: "即墨经济开发区",
        model: "瘦身强体、聚焦主业",
        district: 1,
        seed: 11,
        middle: [120.4245, 36.3765],
        half_turn: 0.052,
        bow: [9.0, -6.0],
        columns: &[340.0, 380.0, 420.0, 360.0, 390.0, 350.0, 310.0],
        rows: &[300.0, 330.0, 290.0, 320.0, 300.0, 280.0],
        main_every: 3,
        cells: &[".###s..", ".#L##s.", "##L##s#", "L####s#", ".##L##.", "..####."],
        jitter: 9.0,
        band: None,
        target_mu: [22.0, 84.0],
        joins: 0.22,
        vacancies: 0.07,
        far_parts: 4,
        trades: &[
            (Trade::Machinery, 4.0),
            (Trade::Electrical, 3.0),
            (Trade::Garments, 2.0),
            (Trade::Food, 1.6),
            (Trade::Metal, 1.4),
            (Trade::Plastics, 1.2),
            (Trade::Printing, 1.0),
            (Trade::Electronics, 1.2),
        ],
        vigour: 1.0,
        far: [0.6, 1.3],
        states: [82.0, 5.0, 3.5, 3.0, 1.5, 2.0],
        collective: 0.01,
        tagged: 0.24,
        without_shape: 1,
    },
    Park {
        name: "汽车产业新城",
        model: "龙头引领、强链延链",
        district: 2,
        seed: 22,
        middle: [120.5465, 36.4425],
        half_turn: -0.034,
        bow: [-7.0, 5.0],
        columns: &[380.0, 420.0, 410.0, 400.0, 390.0, 420.0, 360.0],
        rows: &[330.0, 350.0, 360.0, 350.0, 340.0, 310.0],
        main_every: 3,
        cells: &["..##sss", "###PPP#", "L##PPP#", "###PPPL", ".######", "..L##s."],
        jitter: 8.0,
        band: Some(Band { through: [-950.0, 0.0], normal: [0.93, 0.37], half_width: 42.0, winding: 38.0 }),
        target_mu: [26.0, 110.0],
        joins: 0.18,
        vacancies: 0.05,
        far_parts: 3,
        trades: &[
            (Trade::CarParts, 7.0),
            (Trade::Metal, 1.2),
            (Trade::Plastics, 1.4),
            (Trade::Machinery, 1.0),
            (Trade::Logistics, 0.6),
        ],
        vigour: 1.15,
        far: [0.55, 1.1],
        states: [80.0, 2.0, 7.0, 6.0, 1.0, 3.0],
        collective: 0.0,
        tagged: 0.28,
        without_shape: 0,
    },
    Park {
        name: "金山工业园",
        model: "资本参与、二次开发",
        district: 3,
        seed: 33,
        middle: [120.4885, 36.4165],
        half_turn: 0.113,
        bow: [14.0, 10.0],
        columns: &[440.0, 470.0, 430.0, 480.0, 420.0, 400.0],
        rows: &[360.0, 400.0, 380.0, 410.0, 350.0],
        main_every: 4,
        cells: &[".L##..", "##L###", "L###L#", "###L##", ".###L."],
        jitter: 16.0,
        band: Some(Band { through: [120.0, -260.0], normal: [-0.28, 0.96], half_width: 30.0, winding: 0.0 }),
        target_mu: [27.0, 100.0],
        joins: 0.26,
        vacancies: 0.08,
        far_parts: 3,
        trades: &[
            (Trade::Metal, 3.0),
            (Trade::Casting, 2.2),
            (Trade::Wood, 2.0),
            (Trade::Cement, 1.6),
            (Trade::Paper, 1.4),
            (Trade::Machinery, 1.2),
        ],
        vigour: 0.32,
        far: [0.18, 0.6],
        states: [66.0, 15.0, 2.0, 5.0, 5.0, 2.0],
        collective: 0.08,
        tagged: 0.27,
        without_shape: 1,
    },
    Park {
        name: "科技创新园",
        model: "腾笼换鸟、凤凰涅槃",
        district: 4,
        seed: 44,
        middle: [120.4385, 36.4225],
        half_turn: 0.021,
        bow: [0.0, 8.0],
        columns: &[290.0, 310.0, 280.0, 320.0, 300.0, 270.0],
        rows: &[250.0, 270.0, 240.0, 260.0],
        main_every: 2,
        cells: &[".####s", "##s##s", "s#####", ".##s#."],
        jitter: 6.0,
        band: None,
        target_mu: [15.0, 46.0],
        joins: 0.2,
        vacancies: 0.05,
        far_parts: 2,
        trades: &[
            (Trade::Textile, 4.0),
            (Trade::Garments, 3.4),
            (Trade::Leather, 1.2),
            (Trade::Electronics, 1.3),
            (Trade::Software, 0.8),
            (Trade::Paper, 0.5),
        ],
        vigour: 0.85,
        far: [0.6, 1.4],
        states: [76.0, 11.0, 4.0, 1.5, 1.0, 1.0],
        collective: 0.02,
        tagged: 0.32,
        without_shape: 0,
    },
    Park {
        name: "怡发龙山产业园",
        model: "存量挖潜、园中建园",
        district: 5,
        seed: 55,
        middle: [120.5085, 36.3645],
        half_turn: -0.087,
        bow: [-16.0, 12.0],
        columns: &[400.0, 430.0, 380.0, 410.0, 360.0],
        rows: &[330.0, 350.0, 320.0, 300.0],
        main_every: 3,
        cells: &[".#L#.", "#####", "L##L#", ".###."],
        jitter: 14.0,
        band: None,
        target_mu: [25.0, 95.0],
        joins: 0.24,
        vacancies: 0.06,
        far_parts: 2,
        trades: &[
            (Trade::Machinery, 3.0),
            (Trade::Electrical, 2.4),
            (Trade::Metal, 1.2),
            (Trade::Food, 1.0),
            (Trade::Plastics, 0.8),
        ],
        vigour: 0.95,
        far: [0.3, 0.85],
        states: [84.0, 4.0, 4.0, 3.0, 1.0, 2.0],
        collective: 0.07,
        tagged: 0.3,
        without_shape: 0,
    },
    Park {
        name: "都市产业园",
        model: "专业运营、工业上楼",
        district: 6,
        seed: 66,
        middle: [120.4665, 36.3905],
        half_turn: 0.066,
        bow: [5.0, 4.0],
        columns: &[210.0, 230.0, 200.0, 240.0, 220.0],
        rows: &[170.0, 190.0, 180.0, 160.0],
        main_every: 2,
        cells: &["##s#.", "s####", "##s##", ".##s."],
        jitter: 5.0,
        band: None,
        target_mu: [10.0, 26.0],
        joins: 0.18,
        vacancies: 0.04,
        far_parts: 1,
        trades: &[
            (Trade::Electronics, 2.6),
            (Trade::Instruments, 2.0),
            (Trade::Medical, 2.0),
            (Trade::Food, 1.2),
            (Trade::Design, 1.4),
            (Trade::Printing, 0.8),
        ],
        vigour: 1.0,
        far: [0.5, 1.9],
        states: [84.0, 6.0, 5.0, 1.0, 0.5, 0.5],
        collective: 0.0,
        tagged: 0.27,
        without_shape: 0,
    },
    Park {
        name: "蓝谷高新区",
        model: "平台支撑、联动发展",
        district: 7,
        seed: 77,
        middle: [120.6775, 36.3805],
        half_turn: -0.168,
        bow: [26.0, -18.0],
        columns: &[330.0, 370.0, 350.0, 390.0, 340.0, 320.0],
        rows: &[280.0, 310.0, 300.0, 320.0, 290.0],
        main_every: 3,
        cells: &["..##..", ".##L##", "##s###", "##ss#L", ".###L."],
        jitter: 12.0,
        band: Some(Band { through: [-160.0, 120.0], normal: [0.62, -0.79], half_width: 36.0, winding: 34.0 }),
        target_mu: [20.0, 84.0],
        joins: 0.2,
        vacancies: 0.08,
        far_parts: 3,
        trades: &[
            (Trade::Marine, 2.6),
            (Trade::Biomedicine, 2.2),
            (Trade::Instruments, 1.6),
            (Trade::Research, 1.6),
            (Trade::Software, 1.2),
            (Trade::Electronics, 1.0),
        ],
        vigour: 1.1,
        far: [0.7, 1.6],
        states: [70.0, 2.0, 12.0, 7.0, 2.0, 6.0],
        collective: 0.0,
        tagged: 0.24,
        without_shape: 0,
    },
    Park {
        name: "陆港新城",
        model: "平台支撑、联动发展",
        district: 8,
        seed: 88,
        middle: [120.3185, 36.3915],
        half_turn: 0.141,
        bow: [-12.0, -9.0],
        columns: &[500.0, 540.0, 480.0, 520.0, 460.0],
        rows: &[360.0, 390.0, 370.0, 400.0],
        main_every: 2,
        cells: &[".L##.", "##L##", "L####", ".#s#L"],
        jitter: 12.0,
        band: Some(Band { through: [0.0, 60.0], normal: [0.16, 0.99], half_width: 55.0, winding: 0.0 }),
        target_mu: [28.0, 110.0],
        joins: 0.2,
        vacancies: 0.06,
        far_parts: 3,
        trades: &[
            (Trade::Logistics, 4.0),
            (Trade::ColdChain, 1.8),
            (Trade::ExportProcessing, 2.0),
            (Trade::Food, 1.0),
            (Trade::CarParts, 0.8),
        ],
        vigour: 0.9,
        far: [0.4, 1.0],
        states: [74.0, 3.0, 9.0, 6.0, 1.5, 4.0],
        collective: 0.02,
        tagged: 0.24,
        without_shape: 1,
    },
];
