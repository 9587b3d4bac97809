//! Which firm each parcel is graded with: the one that brings it most, where several stand on it.

use std::collections::{BTreeMap, BTreeSet};

use super::FirmJoin;
use crate::domain::{FirmTable, Measure, MeasureKey, NumberColumn, ParcelFirms, repeated_points};

/// By what it is told which firm brings a parcel most, the first that any of them has.
const WEIGHED_BY: [Measure; 3] = [Measure::Tax, Measure::Output, Measure::Revenue];

impl FirmJoin {
    /// The firms of `parcels` parcels, each of one at most, with the points the list gives them.
    #[must_use]
    pub fn parcel_firms(&self, list: &FirmTable, parcels: usize) -> ParcelFirms {
        let mut on_parcel: Vec<Vec<u32>> = vec![Vec::new(); parcels];
        for (at, firm) in self.firms.iter().enumerate() {
            for &parcel in &firm.parcels {
                on_parcel[parcel as usize].push(at as u32);
            }
        }
        let shared: BTreeSet<u32> =
            on_parcel.iter().enumerate().filter(|(_, firms)| firms.len() > 1).map(|(row, _)| row as u32).collect();
        let of_row: Vec<Option<u32>> =
            on_parcel.iter().enumerate().map(|(row, firms)| self.first_firm(row, firms)).collect();
        let names = self.firms.iter().map(|firm| firm.label.as_str().into()).collect();
        ParcelFirms::new(of_row, names, self.points(list)).with_shared(shared)
    }

    /// The firm that brings a parcel most; by name where none brings more, so that the list's order decides nothing.
    fn first_firm(&self, parcel: usize, firms: &[u32]) -> Option<u32> {
        if let [] | [_] = firms {
            return firms.first().copied();
        }
        let parts = self.parts_of(parcel);
        let brings = |firm: u32| {
            WEIGHED_BY.map(|measure| {
                let of_firm = parts.iter().filter(|part| part.firm == firm && part.key.measure == measure);
                of_firm.max_by_key(|part| part.key.year).map_or(f64::NEG_INFINITY, |part| part.value)
            })
        };
        let name = |firm: u32| (&self.firms[firm as usize].label, &self.firms[firm as usize].credit_code);
        let more = |a: &u32, b: &u32| {
            let (a_brings, b_brings) = (brings(*a), brings(*b));
            let by_value = a_brings.iter().zip(&b_brings).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
            by_value.unwrap_or_else(|| name(*b).cmp(&name(*a)))
        };
        firms.iter().copied().max_by(more)
    }

    /// Bonus and penalty of each firm: once, however many of its rows repeat them; the largest counts.
    fn points(&self, list: &FirmTable) -> BTreeMap<MeasureKey, NumberColumn> {
        let of_points = list.measures().iter().filter(|(key, _)| key.measure.is_firm_points());
        let columns = of_points.map(|(&key, column)| {
            let of_firm = |rows: &[u32]| repeated_points(rows.iter().filter_map(|&row| column.get(row as usize)));
            (key, self.firms.iter().map(|firm| of_firm(&firm.rows)).collect())
        });
        columns.collect()
    }
}
