//! Parcel keys: what tags, notes and joins hang on, stable from one reading of a file to the next.
//!
//! Owns the order of choice: unique parcel code, else unit number, else the feature's id, else a hash of the outline
//! rounded to 1e-7°. A key that occurs again gets a suffix and a finding.

use std::hash::{BuildHasher, BuildHasherDefault};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::domain::{Shapes, TextColumn, TextColumnBuilder};
use crate::io::findings::{Finding, FindingKind, Findings};

/// The keys of all parcels.
pub(super) fn parcel_keys(
    sources: &[Option<&TextColumn>],
    shapes: &Shapes,
    feature_index: &[u32],
    findings: &mut Findings,
) -> TextColumn {
    let mut usable = Vec::new();
    for column in sources.iter().copied().flatten() {
        let (filled, distinct) = (column.filled(), distinct(column));
        if usable.is_empty() && distinct == feature_index.len() {
            return column.clone();
        }
        // A code that half of the parcels share with others names something else.
        if filled > 0 && distinct * 2 > filled {
            usable.push(column);
        }
    }
    let mut taken: FxHashSet<String> = FxHashSet::default();
    taken.reserve(feature_index.len());
    let mut next_suffix: FxHashMap<String, u32> = FxHashMap::default();
    let mut keys = TextColumnBuilder::default();
    for (row, &feature) in feature_index.iter().enumerate() {
        let named = usable.iter().find_map(|column| column.get(row));
        let key = named.map_or_else(|| key_of_shape(shapes, row, feature), str::to_owned);
        if taken.insert(key.clone()) {
            keys.push(Some(&key));
            continue;
        }
        if named.is_some() {
            findings.add(Finding::of_feature(FindingKind::DuplicateKey, feature).with_value(&key));
        }
        let suffix = next_suffix.entry(key.clone()).or_insert(2);
        let unique = loop {
            let candidate = format!("{key}#{suffix}");
            *suffix += 1;
            if taken.insert(candidate.clone()) {
                break candidate;
            }
        };
        keys.push(Some(&unique));
    }
    keys.finish()
}

/// How many different texts a column has.
fn distinct(column: &TextColumn) -> usize {
    let hash = BuildHasherDefault::<FxHasher>::default();
    let mut hashes: Vec<u64> =
        (0..column.len()).into_par_iter().filter_map(|row| Some(hash.hash_one(column.get(row)?))).collect();
    hashes.par_sort_unstable();
    // Texts whose hashes all differ all differ; only if some are the same have they to be looked at.
    if hashes.windows(2).all(|pair| pair[0] != pair[1]) {
        return hashes.len();
    }
    column.iter().flatten().collect::<FxHashSet<_>>().len()
}

/// A key from the outline itself; a parcel without one has only its place in the file.
fn key_of_shape(shapes: &Shapes, row: usize, feature: u32) -> String {
    let rings = shapes.rings_of(row);
    if rings.is_empty() {
        return format!("feature-{feature}");
    }
    let mut hasher = blake3::Hasher::new();
    for ring in rings {
        for position in shapes.ring(ring) {
            for degrees in position {
                hasher.update(&((degrees * 1e7).round() as i64).to_le_bytes());
            }
        }
        hasher.update(b"ring");
    }
    format!("shape-{}", &hasher.finalize().to_hex()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ShapesBuilder;

    fn keys(codes: &[Option<&str>], ids: &[Option<&str>]) -> (Vec<String>, u64) {
        let mut shapes = ShapesBuilder::default();
        for row in 0..codes.len() {
            shapes.push_position([row as f64, 0.0]);
            shapes.end_ring();
            shapes.end_part();
            shapes.end_parcel();
        }
        let index: Vec<u32> = (0..codes.len() as u32).collect();
        let (codes, ids): (TextColumn, TextColumn) = (codes.iter().copied().collect(), ids.iter().copied().collect());
        let mut findings = Findings::default();
        let keys = parcel_keys(&[Some(&codes), Some(&ids)], &shapes.finish(), &index, &mut findings);
        (keys.iter().flatten().map(str::to_owned).collect(), findings.count(FindingKind::DuplicateKey))
    }

    #[test]
    fn the_code_comes_first_then_the_id_then_the_outline() {
        let (keys, duplicates) = keys(&[Some("a"), None, None], &[Some("1"), Some("2"), None]);
        assert_eq!(keys[..2], ["a", "2"]);
        assert!(keys[2].starts_with("shape-") && keys[2].len() == 22);
        assert_eq!(duplicates, 0);
    }

    #[test]
    fn a_code_that_occurs_again_gets_a_suffix_and_a_finding() {
        let (keys, duplicates) = keys(&[Some("a"), Some("a"), Some("b"), Some("a#2")], &[None; 4]);
        assert_eq!(keys, ["a", "a#2", "b", "a#2#2"]);
        assert_eq!(duplicates, 2);
    }

    #[test]
    fn a_code_shared_by_most_is_no_key() {
        let (keys, _) = keys(&[Some("x"), Some("x"), Some("x")], &[Some("1"), Some("2"), Some("3")]);
        assert_eq!(keys, ["1", "2", "3"]);
    }
}
