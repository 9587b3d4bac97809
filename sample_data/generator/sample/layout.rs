//! From a park's plan to its plots: road grid → blocks → parcels with shared borders, joins, holes and far parts.

use super::parks::{Cell, Park};
use super::plane::{self, Point, along, area, cross, dot, length, sub, unit};
use super::random::Random;

/// What a plot is drawn for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ordinary,
    /// The anchor firm's large plant.
    Plant,
    /// A power substation inside another plot, a parcel of its own.
    Substation,
}

/// One parcel's land: parts of rings, the outer ring first.
pub struct Plot {
    pub parts: Vec<Vec<Vec<Point>>>,
    pub kind: Kind,
    /// Number of the block it stands in, from 1.
    pub block: usize,
}

const MU_PER_M2: f64 = 3.0 / 2000.0;
/// Corners cut at crossings, metres: where a main road is met, and elsewhere.
const CUTS: [f64; 2] = [22.0, 12.0];
/// Leftovers at a river or railway below this are verge, not a parcel: mu, and metres across.
const SMALLEST: (f64, f64) = (4.0, 28.0);

/// Every plot of a park, block by block, in metres around the park's middle.
pub fn plots(park: &Park, random: &mut Random) -> Vec<Plot> {
    let nodes = Nodes::of(park, random);
    let mut plots = Vec::new();
    let mut block = 0;
    for row in 0..park.rows.len() {
        for column in 0..park.columns.len() {
            let target = match park.cell(column, row) {
                Cell::Empty => continue,
                Cell::Plant => {
                    // The plant's block is drawn once, at its first cell.
                    if park.plant().is_some_and(|plant| (plant[0], plant[1]) == (column, row)) {
                        block += 1;
                        plots.extend(plant(&nodes, park, block));
                    }
                    continue;
                }
                Cell::Fine => [park.target_mu[0] * 0.5, park.target_mu[1] * 0.45],
                Cell::Usual => park.target_mu,
                Cell::Coarse => [park.target_mu[1] * 0.9, park.target_mu[1] * 2.2],
            };
            let outline = nodes.block(park, [column, row, column, row]);
            for piece in beside_band(park, outline) {
                block += 1;
                plots.extend(parcels_of_block(park, &piece, target, block, random));
            }
        }
    }
    join_across_roads(park, &mut plots, random);
    plots
}

/// The crossings of the road grid.
struct Nodes {
    points: Vec<Vec<Point>>,
}

impl Nodes {
    /// Crossings of slightly slanting, slightly irregular roads; row 0 is the northernmost road.
    fn of(park: &Park, random: &mut Random) -> Self {
        let xs = running_sums(park.columns);
        let ys: Vec<f64> = running_sums(park.rows).into_iter().map(|y| -y).collect();
        let slants_x: Vec<f64> = xs.iter().map(|_| random.between(-0.025, 0.025)).collect();
        let slants_y: Vec<f64> = ys.iter().map(|_| random.between(-0.025, 0.025)).collect();
        let mut points: Vec<Vec<Point>> = ys
            .iter()
            .zip(&slants_y)
            .map(|(&y, slant_y)| {
                xs.iter()
                    .zip(&slants_x)
                    .map(|(&x, slant_x)| {
                        [
                            x + slant_x * y + random.between(-park.jitter, park.jitter),
                            y + slant_y * x + random.between(-park.jitter, park.jitter),
                        ]
                    })
                    .collect()
            })
            .collect();
        if let Some([left, top, right, bottom]) = park.plant() {
            // Roads along the plant run straight, for its fence does.
            let share = |at: usize, first: usize, last: usize| (at - first) as f64 / (last + 1 - first) as f64;
            for row in [top, bottom + 1] {
                let (from, to) = (points[row][left], points[row][right + 1]);
                for (column, point) in points[row].iter_mut().enumerate().take(right + 1).skip(left + 1) {
                    *point = along(from, to, share(column, left, right));
                }
            }
            for column in [left, right + 1] {
                let (from, to) = (points[top][column], points[bottom + 1][column]);
                for (row, points) in points.iter_mut().enumerate().take(bottom + 1).skip(top + 1) {
                    points[column] = along(from, to, share(row, top, bottom));
                }
            }
        }
        Self { points }
    }

    /// The land between the roads around cells left, top, right, bottom, its corners cut.
    fn block(&self, park: &Park, [left, top, right, bottom]: [usize; 4]) -> Vec<Point> {
        let quad = [
            self.points[bottom + 1][left],
            self.points[bottom + 1][right + 1],
            self.points[top][right + 1],
            self.points[top][left],
        ];
        let south = park.is_main_row(bottom + 1);
        let east = park.is_main_column(right + 1);
        let north = park.is_main_row(top);
        let west = park.is_main_column(left);
        let half_width = |is_main: bool| if is_main { 20.0 } else { 9.0 };
        let land = plane::inset(&quad, &[south, east, north, west].map(half_width));
        let shortest = plane::edges(&land).map(|(from, to)| length(sub(to, from))).fold(f64::INFINITY, f64::min);
        let cut = |is_main: bool| CUTS[usize::from(!is_main)].min(shortest * 0.065);
        plane::cut_corners(&land, &[cut(south || west), cut(south || east), cut(north || east), cut(north || west)])
    }
}

/// Grid lines from the gaps between them, centred on 0.
fn running_sums(gaps: &[f64]) -> Vec<f64> {
    let half = gaps.iter().sum::<f64>() / 2.0;
    std::iter::once(-half)
        .chain(gaps.iter().scan(-half, |position, gap| {
            *position += gap;
            Some(*position)
        }))
        .collect()
}

/// The anchor's plot with a rain-water pond inside, and a supplier's in the corner it left free.
fn plant(nodes: &Nodes, park: &Park, block: usize) -> [Plot; 2] {
    let outline = nodes.block(park, park.plant().unwrap_or_default());
    let [east, north] = [along(outline[3], outline[4], 0.74), along(outline[5], outline[6], 0.27)];
    let corner = along(outline[4], outline[5], 0.5);
    let inner = [east[0] + north[0] - corner[0], east[1] + north[1] - corner[1]];
    let supplier = vec![east, outline[4], outline[5], north, inner];
    let pond = pond(along(outline[0], plane::middle(&outline), 0.3), 46.0);
    let mut fence = outline[..4].to_vec();
    fence.extend([east, inner, north]);
    fence.extend_from_slice(&outline[6..]);
    [
        Plot { parts: vec![vec![fence, pond]], kind: Kind::Plant, block },
        Plot { parts: vec![vec![supplier]], kind: Kind::Ordinary, block },
    ]
}

/// What is left of a block on both sides of the river or railway that crosses the park.
fn beside_band(park: &Park, outline: Vec<Point>) -> Vec<Vec<Point>> {
    let Some(band) = &park.band else { return vec![outline] };
    let normal = unit(band.normal);
    let bank = |side: f64| {
        [band.through[0] + normal[0] * band.half_width * side, band.through[1] + normal[1] * band.half_width * side]
    };
    let behind = plane::clip(&outline, bank(-1.0), normal);
    let before = plane::clip(&outline, bank(1.0), [-normal[0], -normal[1]]);
    [behind, before]
        .into_iter()
        .flatten()
        .map(|piece| plane::densify(&plane::blunt(&piece), normal))
        .filter(|piece| is_large_enough(piece))
        .collect()
}

fn is_large_enough(ring: &[Point]) -> bool {
    let [low, high] = plane::edges(ring)
        .map(|(from, to)| unit(sub(to, from)))
        .map(|[x, y]| plane::reach(ring, [-y, x]))
        .min_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))
        .unwrap_or_default();
    area(ring) * MU_PER_M2 > SMALLEST.0 && high - low > SMALLEST.1
}

fn parcels_of_block(park: &Park, outline: &[Point], target: [f64; 2], block: usize, random: &mut Random) -> Vec<Plot> {
    let longest = plane::edges(outline).max_by(|a, b| {
        let lengths = [a, b].map(|(from, to)| length(sub(*to, *from)));
        lengths[0].total_cmp(&lengths[1])
    });
    let axis = longest.map_or([1.0, 0.0], |(from, to)| unit(sub(to, from)));
    let mut rings = Vec::new();
    subdivide(outline.to_vec(), axis, target, random, &mut rings);
    plane::share_corners(&mut rings);
    join_neighbours(park, &mut rings, target[1] * 1.6, random);
    let mut plots = Vec::new();
    for ring in rings {
        if random.chance(park.vacancies) || !is_large_enough(&ring) {
            // Villages, greens and shops stand here, not industry.
            continue;
        }
        let mut parts = vec![ring];
        let mut substation = None;
        if plane::is_convex(&parts[0]) && area(&parts[0]) * MU_PER_M2 > 36.0 {
            let middle = plane::middle(&parts[0]);
            let room = plane::edges(&parts[0])
                .map(|(from, to)| cross(unit(sub(to, from)), sub(middle, from)))
                .fold(f64::INFINITY, f64::min);
            if random.chance(0.07) && room > 55.0 {
                parts.push(pond(middle, room * random.between(0.25, 0.4)));
            } else if random.chance(0.11) && room > 55.0 {
                let yard = yard(middle, axis, [random.between(22.0, 34.0), random.between(18.0, 26.0)]);
                parts.push(yard.iter().rev().copied().collect());
                substation = Some(yard);
            }
        }
        plots.push(Plot { parts: vec![parts], kind: Kind::Ordinary, block });
        if let Some(yard) = substation {
            plots.push(Plot { parts: vec![vec![yard]], kind: Kind::Substation, block });
        }
    }
    plots
}

/// Cuts a convex piece of a block until its plots are about as large as wanted (mu, from–to).
fn subdivide(ring: Vec<Point>, axis: Point, target: [f64; 2], random: &mut Random, out: &mut Vec<Vec<Point>>) {
    let skewed = random.unit();
    let wanted = target[0] + (target[1] - target[0]) * skewed * skewed;
    let mu = area(&ring) * MU_PER_M2;
    if mu < wanted * 1.45 || mu < target[0] * 1.8 {
        out.push(ring);
        return;
    }
    let across = [-axis[1], axis[0]];
    let extents = [axis, across].map(|direction| plane::reach(&ring, direction));
    let is_long = extents[0][1] - extents[0][0] > (extents[1][1] - extents[1][0]) * random.between(0.8, 1.15);
    let (direction, [low, high]) = if is_long { (axis, extents[0]) } else { (across, extents[1]) };
    // Most borders stand square to the road; some follow an older field's edge.
    let slant = if random.chance(0.15) { random.between(-0.16, 0.16) } else { random.between(-0.012, 0.012) };
    let normal = unit([direction[0] - direction[1] * slant, direction[1] + direction[0] * slant]);
    let at = low + (high - low) * random.between(0.34, 0.66);
    let middle = plane::middle(&ring);
    let through = at - dot(middle, direction);
    let point = [middle[0] + direction[0] * through, middle[1] + direction[1] * through];
    match plane::split(&ring, point, normal) {
        Some(sides) => {
            for side in sides {
                subdivide(side, axis, target, random, out);
            }
        }
        None => out.push(ring),
    }
}

/// Joins some neighbours of a block into one plot each: the L-shapes and stepped borders of land bought piece by piece.
fn join_neighbours(park: &Park, rings: &mut Vec<Vec<Point>>, largest_mu: f64, random: &mut Random) {
    let mut index = 0;
    while index < rings.len() {
        if random.chance(park.joins) {
            let partner = (index + 1..rings.len()).find_map(|other| {
                let joined = plane::join(&rings[index], &rings[other])?;
                (area(&joined) * MU_PER_M2 < largest_mu && !plane::is_convex(&joined)).then_some((other, joined))
            });
            if let Some((other, joined)) = partner {
                rings[index] = joined;
                rings.remove(other);
            }
        }
        index += 1;
    }
}

/// Makes two plots on both sides of a road one parcel of two parts, a few times a park.
fn join_across_roads(park: &Park, plots: &mut Vec<Plot>, random: &mut Random) {
    let is_fit = |plot: &Plot| {
        plot.kind == Kind::Ordinary
            && plot.parts.len() == 1
            && plot.parts[0].len() == 1
            && area(&plot.parts[0][0]) * MU_PER_M2 < park.target_mu[1]
    };
    let gap = |a: &Plot, b: &Plot| {
        let corners = a.parts[0][0].iter().flat_map(|&p| b.parts[0][0].iter().map(move |&q| length(sub(p, q))));
        corners.fold(f64::INFINITY, f64::min)
    };
    for _ in 0..park.far_parts {
        let start = random.index(plots.len());
        let pair = (start..plots.len()).filter(|&first| is_fit(&plots[first])).find_map(|first| {
            let second = (first + 1..plots.len()).find(|&second| {
                let (a, b) = (&plots[first], &plots[second]);
                is_fit(b) && a.block != b.block && (14.0..36.0).contains(&gap(a, b))
            })?;
            Some((first, second))
        });
        if let Some((first, second)) = pair {
            let far = plots.remove(second);
            plots[first].parts.extend(far.parts);
        }
    }
}

/// A pond's shore around a point, clockwise as a hole is.
fn pond(middle: Point, radius: f64) -> Vec<Point> {
    // Twelve directions of unequal length: no pond is round.
    const SHORE: [Point; 12] = [
        [1.0, 0.05],
        [0.78, -0.5],
        [0.46, -0.74],
        [0.02, -0.88],
        [-0.45, -0.86],
        [-0.84, -0.52],
        [-1.06, -0.04],
        [-0.8, 0.4],
        [-0.52, 0.66],
        [-0.04, 0.7],
        [0.5, 0.76],
        [0.88, 0.5],
    ];
    SHORE.iter().map(|shore| [middle[0] + shore[0] * radius * 1.2, middle[1] + shore[1] * radius]).collect()
}

/// A rectangle around a point, its sides along `axis`, half-lengths in metres.
fn yard(middle: Point, axis: Point, [half_long, half_wide]: Point) -> Vec<Point> {
    [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]
        .map(|[u, v]| {
            let (u, v) = (u * half_long, v * half_wide);
            [middle[0] + axis[0] * u - axis[1] * v, middle[1] + axis[1] * u + axis[0] * v]
        })
        .to_vec()
}
