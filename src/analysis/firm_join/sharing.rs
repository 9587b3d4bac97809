//! Gives each firm's amounts to its parcels.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::matching::ParcelIndex;
use super::outcome::{Duplicate, DuplicateKind, Firm, FirmJoin, FirmPart, JoinCounts, ShareBy};
use crate::domain::{FirmKey, FirmTable, Measure, MeasureKey, NumberColumn, ParcelTable, TextField, join_form};

/// What is made of an amount that stands on each of a firm's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedTotals {
    /// It is the firm's total and counted once.
    #[default]
    Once,
    /// Each row counts as it stands.
    AsGiven,
}

/// The choices of a join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinSettings {
    /// By what firms and parcels are brought together.
    pub key: FirmKey,
    /// What is made of repeated totals.
    pub repeated: RepeatedTotals,
}

/// Two amounts that differ by less are one amount written twice.
const SAME: f64 = 1e-9;

/// Lays the firms' figures on the parcels. `land_m2` is each parcel's land, NaN without.
#[must_use]
pub fn join_firms(firms: &FirmTable, parcels: &ParcelTable, land_m2: &[f64], settings: JoinSettings) -> FirmJoin {
    let index = ParcelIndex::new(parcels, settings.key);
    let parcels_of: Vec<Vec<u32>> = (0..firms.len())
        .map(|row| firms.text_of(settings.key.field(), row).map_or_else(Vec::new, |key| index.parcels_of(key)))
        .collect();
    let mut join = FirmJoin { firms: firms_of(firms, &parcels_of, settings.key), ..FirmJoin::default() };
    let keys: Vec<MeasureKey> = firms.measures().keys().copied().filter(|key| key.measure.is_joinable()).collect();
    let sharer = Sharer { firms, parcels_of: &parcels_of, land_m2, settings };
    for firm in 0..join.firms.len() {
        for &key in &keys {
            sharer.share(&mut join, firm as u32, key);
        }
    }
    // Parts came firm by firm; within a parcel they stay in that order.
    join.parts.sort_by_key(|part| part.parcel);
    join.columns = sums(&join.parts, &keys, parcels.len());
    count(&mut join, firms, parcels, &parcels_of, settings.key);
    join
}

/// The rows of the list by firm: rows of one credit code, else of one name, are one firm.
fn firms_of(firms: &FirmTable, parcels_of: &[Vec<u32>], key: FirmKey) -> Vec<Firm> {
    // A name that stands beside a code elsewhere means that firm, unless two codes bear the name.
    let code_of = |row: usize| firms.text_of(TextField::CreditCode, row).map(join_form).filter(|code| !code.is_empty());
    let name_of = |row: usize| firms.text_of(TextField::Name, row).map(join_form).filter(|name| !name.is_empty());
    let mut code_of_name: FxHashMap<String, Option<String>> = FxHashMap::default();
    for row in 0..firms.len() {
        if let (Some(code), Some(name)) = (code_of(row), name_of(row)) {
            let known = code_of_name.entry(name).or_insert_with(|| Some(code.clone()));
            if known.as_ref().is_some_and(|known| *known != code) {
                *known = None;
            }
        }
    }
    let mut found: Vec<Firm> = Vec::new();
    let mut of_identity: FxHashMap<String, usize> = FxHashMap::default();
    for (row, stands_on) in parcels_of.iter().enumerate() {
        let by_name = || {
            let name = name_of(row)?;
            Some(code_of_name.get(&name).cloned().flatten().unwrap_or_else(|| format!("name {name}")))
        };
        let at = code_of(row).or_else(by_name).map(|identity| *of_identity.entry(identity).or_insert(found.len()));
        let at = at.unwrap_or(found.len());
        if at == found.len() {
            let text = |field| firms.text_of(field, row).map(str::to_owned);
            let label = text(TextField::Name).or_else(|| text(TextField::CreditCode)).or_else(|| text(key.field()));
            found.push(Firm {
                label: label.unwrap_or_default(),
                credit_code: text(TextField::CreditCode),
                rows: Vec::new(),
                parcels: Vec::new(),
            });
        }
        found[at].rows.push(row as u32);
        found[at].parcels.extend(stands_on);
    }
    for firm in &mut found {
        firm.parcels.sort_unstable();
        firm.parcels.dedup();
    }
    found
}

struct Sharer<'a> {
    firms: &'a FirmTable,
    parcels_of: &'a [Vec<u32>],
    land_m2: &'a [f64],
    settings: JoinSettings,
}

impl Sharer<'_> {
    /// Gives a firm's amounts of one measure to its parcels.
    fn share(&self, join: &mut FirmJoin, firm: u32, key: MeasureKey) {
        let Some(column) = self.firms.measures().get(&key) else { return };
        let rows = &join.firms[firm as usize].rows;
        let said: Vec<(u32, f64)> = rows.iter().filter_map(|&row| Some((row, column.get(row as usize)?))).collect();
        let [(_, first), rest @ ..] = said.as_slice() else { return };
        let is_same = |value: f64| (value - first).abs() <= SAME * first.abs().max(value.abs());
        let all_same = !rest.is_empty() && *first != 0.0 && rest.iter().all(|&(_, value)| is_same(value));
        let said_rows = || said.iter().map(|(row, _)| *row).collect::<Vec<u32>>();
        if all_same && self.settings.repeated == RepeatedTotals::Once {
            let mut targets: Vec<u32> = said.iter().flat_map(|(row, _)| self.parcels_of(*row)).copied().collect();
            targets.sort_unstable();
            targets.dedup();
            let first_parcels = self.parcels_of(said[0].0);
            let same_place = said.iter().all(|(row, _)| self.parcels_of(*row) == first_parcels);
            let kind = if same_place { DuplicateKind::SameRow } else { DuplicateKind::RepeatedTotal };
            let duplicate = Duplicate { kind, firm, key, rows: said_rows(), amount: *first };
            let total = *first;
            self.give(join, firm, key, total, total, &targets);
            join.duplicates.push(duplicate);
            return;
        }
        let placed = said.iter().filter(|(row, _)| !self.parcels_of(*row).is_empty());
        let total: f64 = placed.map(|(_, value)| value).sum();
        let mut places: BTreeMap<&[u32], (f64, usize)> = BTreeMap::new();
        for (row, value) in &said {
            let place = places.entry(self.parcels_of(*row)).or_default();
            *place = (place.0 + value, place.1 + 1);
        }
        let is_summed = places.iter().any(|(parcels, (_, rows))| !parcels.is_empty() && *rows > 1);
        let given: Vec<(Vec<u32>, f64)> =
            places.iter().map(|(parcels, (value, _))| (parcels.to_vec(), *value)).collect();
        if is_summed {
            join.duplicates.push(Duplicate {
                kind: DuplicateKind::Summed,
                firm,
                key,
                rows: said_rows(),
                amount: total,
            });
        }
        for (targets, value) in given {
            self.give(join, firm, key, value, total, &targets);
        }
    }

    fn parcels_of(&self, row: u32) -> &[u32] {
        &self.parcels_of[row as usize]
    }

    /// Shares an amount out over parcels.
    fn give(&self, join: &mut FirmJoin, firm: u32, key: MeasureKey, value: f64, total: f64, targets: &[u32]) {
        let (weights, by) = match targets {
            [] => return,
            [_] => (vec![1.0], ShareBy::Whole),
            targets => self.weights(&join.firms[firm as usize], key, targets),
        };
        let all: f64 = weights.iter().sum();
        let parts = targets.iter().zip(weights).filter(|(_, weight)| *weight > 0.0);
        join.parts.extend(parts.map(|(&parcel, weight)| FirmPart {
            parcel,
            firm,
            key,
            value: value * (weight / all),
            total,
            by,
        }));
    }

    /// What a firm's total is shared out by. A parcel without land gets nothing where others have some.
    fn weights(&self, firm: &Firm, key: MeasureKey, targets: &[u32]) -> (Vec<f64>, ShareBy) {
        let is_area = |value: f64| value.is_finite() && value > 0.0;
        let occupied: Option<Vec<f64>> = targets.iter().map(|&parcel| self.occupied(firm, key, parcel)).collect();
        if let Some(occupied) = occupied {
            return (occupied, ShareBy::Occupied);
        }
        let land: Vec<f64> = targets
            .iter()
            .map(|&parcel| self.land_m2.get(parcel as usize).copied().filter(|&land| is_area(land)).unwrap_or(0.0))
            .collect();
        if land.iter().any(|land| *land > 0.0) {
            (land, ShareBy::Land)
        } else {
            (vec![1.0; targets.len()], ShareBy::Equal)
        }
    }

    /// The land the list says a firm takes up of a parcel: by a row that stands on this parcel alone, of the year asked,
    /// else of no year, else of the latest.
    fn occupied(&self, firm: &Firm, key: MeasureKey, parcel: u32) -> Option<f64> {
        let measures = self.firms.measures();
        let on_parcel = || firm.rows.iter().filter(|&&row| self.parcels_of(row) == [parcel]);
        [Measure::OccupiedArea, Measure::RegisteredArea].into_iter().find_map(|measure| {
            let of_year = |year| measures.get(&MeasureKey { measure, year });
            let latest = || measures.iter().rev().find(|(each, _)| each.measure == measure).map(|(_, column)| column);
            let column = of_year(key.year).or_else(|| of_year(None)).or_else(latest)?;
            on_parcel().find_map(|&row| column.get(row as usize).filter(|value| value.is_finite() && *value > 0.0))
        })
    }
}

fn sums(parts: &[FirmPart], keys: &[MeasureKey], len: usize) -> BTreeMap<MeasureKey, NumberColumn> {
    let mut sums: BTreeMap<MeasureKey, Vec<f64>> = keys.iter().map(|&key| (key, vec![f64::NAN; len])).collect();
    for part in parts {
        if let Some(sum) = sums.get_mut(&part.key).and_then(|values| values.get_mut(part.parcel as usize)) {
            *sum = if sum.is_nan() { part.value } else { *sum + part.value };
        }
    }
    let filled = sums.into_iter().filter(|(_, values)| values.iter().any(|value| !value.is_nan()));
    filled.map(|(key, values)| (key, NumberColumn::from_values(values))).collect()
}

fn count(join: &mut FirmJoin, firms: &FirmTable, parcels: &ParcelTable, parcels_of: &[Vec<u32>], key: FirmKey) {
    let mut firms_on = vec![0_u32; parcels.len()];
    for &parcel in join.firms.iter().flat_map(|firm| &firm.parcels) {
        firms_on[parcel as usize] += 1;
    }
    let has_key = |row: usize| {
        let fields = [key.field(), TextField::UnitNumber];
        let fields = if key == FirmKey::ParcelCode { &fields[..] } else { &fields[..1] };
        fields.iter().any(|&field| parcels.text_of(field, row).is_some())
    };
    join.unmatched_rows = (0..firms.len()).filter(|&row| parcels_of[row].is_empty()).map(|row| row as u32).collect();
    join.unmatched_parcels = (0..parcels.len()).filter(|&row| firms_on[row] == 0).map(|row| row as u32).collect();
    let shared = |by: ShareBy| by != ShareBy::Whole;
    let firms_shared: std::collections::BTreeSet<u32> =
        join.parts.iter().filter(|part| shared(part.by)).map(|part| part.firm).collect();
    join.counts = JoinCounts {
        rows: firms.len(),
        rows_matched: firms.len() - join.unmatched_rows.len(),
        rows_without_key: (0..firms.len()).filter(|&row| firms.text_of(key.field(), row).is_none()).count(),
        firms: join.firms.len(),
        firms_matched: join.firms.iter().filter(|firm| !firm.parcels.is_empty()).count(),
        parcels_matched: firms_on.iter().filter(|count| **count > 0).count(),
        parcels_without_key: (0..parcels.len()).filter(|&row| !has_key(row)).count(),
        parcels_shared: firms_on.iter().filter(|count| **count > 1).count(),
        firms_shared: firms_shared.len(),
    };
}
