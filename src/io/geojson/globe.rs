//! What goes round the globe: longitudes beyond ±180°, as web maps write them when scrolled on, and edges that span
//! more than half of it.
//!
//! Owns the whole turns taken off an outline and the notice of wide edges; knows nothing of coordinate systems. An area
//! is not changed by whole turns: it is always that of the outline as written.

/// Takes whole turns off the longitudes of one parcel's positions, so that its middle lies within ±180° and an outline
/// across the date line stays in one piece. Says whether any longitude was beyond; `None` if the positions span more
/// than the globe or any latitude is beyond ±90°.
pub(super) fn take_turns_off(positions: &mut [[f64; 2]]) -> Option<bool> {
    let (mut west, mut east, mut farthest) = (f64::INFINITY, f64::NEG_INFINITY, 0.0_f64);
    for [lon, lat] in positions.iter() {
        west = west.min(*lon);
        east = east.max(*lon);
        farthest = farthest.max(lat.abs());
    }
    if farthest > 90.0 || east - west > 360.0 {
        return None;
    }
    if west >= -180.0 && east <= 180.0 {
        return Some(false);
    }
    let turns = ((f64::midpoint(west, east) + 180.0) / 360.0).floor();
    for [lon, _] in positions {
        *lon -= 360.0 * turns;
    }
    Some(true)
}

/// Whether an edge of the parcel spans more than half the globe: it may be meant to cross the date line the short way,
/// which GeoJSON leaves open. An edge from one side of the date line to the other is how an outline is cut there.
pub(super) fn has_wide_edge(parts: &[Vec<&[[f64; 2]]>]) -> bool {
    let is_wide = |a: [f64; 2], b: [f64; 2]| {
        let on_the_line = a[0].abs() == 180.0 && b[0].abs() == 180.0;
        (a[0] - b[0]).abs() > 180.0 && !on_the_line
    };
    parts.iter().flatten().any(|ring| {
        let closing = ring.last().zip(ring.first()).is_some_and(|(last, first)| is_wide(*last, *first));
        closing || ring.windows(2).any(|pair| is_wide(pair[0], pair[1]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(longitudes: &[f64]) -> (Option<bool>, Vec<f64>) {
        let mut positions: Vec<[f64; 2]> = longitudes.iter().map(|&lon| [lon, 10.0]).collect();
        let found = take_turns_off(&mut positions);
        (found, positions.iter().map(|position| position[0]).collect())
    }

    #[test]
    fn an_outline_keeps_its_form_whatever_turn_of_the_globe_it_was_drawn_on() {
        assert_eq!(turned(&[120.0, 121.0]), (Some(false), vec![120.0, 121.0]));
        assert_eq!(turned(&[200.0, 201.0]), (Some(true), vec![-160.0, -159.0]));
        assert_eq!(turned(&[-191.0, -179.0]), (Some(true), vec![169.0, 181.0]));
        assert_eq!(turned(&[728.5, 729.0]), (Some(true), vec![8.5, 9.0]));
        assert_eq!(turned(&[-200.0, 200.0]).0, None);
        assert_eq!(take_turns_off(&mut [[0.0, 90.5]]), None);
    }
}
