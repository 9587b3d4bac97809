//! The first parcels of a file, for a look at its columns without reading it again.
//!
//! Owns which parcels and how they are handed on: their properties as written, and a small file of their features that
//! the ordinary reader reads, so that a trial reading follows the very rules of the real one.

use std::io::{Read, Seek, SeekFrom, Write};

use rustc_hash::FxHashMap;

use super::feature_text::property_pairs;
use super::pipeline::io_error;
use crate::domain::ParcelTable;
use crate::io::{ReadError, Source, SourceStamp};

/// Parcels in a sample at most.
const MOST_PARCELS: usize = 300;
/// Bytes of features in a sample at most.
const MOST_BYTES: usize = 2 << 20;

/// The first parcels of a file.
#[derive(Debug)]
pub struct Sample {
    parcels: usize,
    /// The values of each property by row, ascending.
    columns: FxHashMap<String, Vec<(usize, String)>>,
    /// The same features as a file of their own, gone with this value.
    file: tempfile::NamedTempFile,
}

impl Sample {
    /// How many parcels it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parcels
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parcels == 0
    }

    /// The value of a property in a row, as written; empty where there is none.
    #[must_use]
    pub fn value(&self, row: usize, property: &str) -> &str {
        let column = self.columns.get(property).map(Vec::as_slice).unwrap_or_default();
        column.binary_search_by_key(&row, |(row, _)| *row).map_or("", |place| &column[place].1)
    }

    /// The different values of a property, as written and in order, those that say nothing left out.
    #[must_use]
    pub fn values(&self, property: &str, most: usize) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for (_, value) in self.columns.get(property).into_iter().flatten() {
            if values.len() < most && !value.trim().is_empty() && !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        values
    }

    /// The features as a source of their own.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::Path(self.file.path().to_owned())
    }
}

/// Takes the first parcels of a file that was read.
pub fn sample(source: &Source, stamp: &SourceStamp, table: &ParcelTable) -> Result<Sample, ReadError> {
    if !stamp.still_matches(source) {
        return Err(ReadError::Changed);
    }
    let told = |error| io_error(error, source);
    let mut file = source.open().map_err(told)?;
    let mut collection = br#"{"type":"FeatureCollection","features":["#.to_vec();
    let mut columns: FxHashMap<String, Vec<(usize, String)>> = FxHashMap::default();
    let mut parcels = 0;
    for row in 0..table.len().min(MOST_PARCELS) {
        let span = table.span(row);
        if collection.len() + span.len as usize > MOST_BYTES {
            break;
        }
        let mut bytes = vec![0; span.len as usize];
        file.seek(SeekFrom::Start(span.offset)).map_err(told)?;
        file.read_exact(&mut bytes).map_err(|_| ReadError::Changed)?;
        for (name, value) in property_pairs(&String::from_utf8_lossy(&bytes)) {
            let column = columns.entry(name).or_default();
            // Of the same member twice the last counts, as for the reader.
            column.pop_if(|(held, _)| *held == row);
            column.push((row, value));
        }
        parcels += 1;
        if row > 0 {
            collection.push(b',');
        }
        collection.append(&mut bytes);
    }
    collection.extend_from_slice(b"]}");
    let mut copy = tempfile::Builder::new().suffix(".geojson").tempfile().map_err(told)?;
    copy.write_all(&collection).and_then(|()| copy.flush()).map_err(told)?;
    Ok(Sample { parcels, columns, file: copy })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{ReadOptions, ReadProgress, read};

    #[test]
    fn a_sample_reads_as_the_file_it_was_taken_from() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.geojson");
        let feature = |value: &str| {
            format!(
                r#"{{"type":"Feature","properties":{{"税收(万元)":{value}}},"geometry":{{"type":"Polygon","coordinates":[[[120,36],[120.1,36],[120.1,36.1],[120,36]]]}}}}"#
            )
        };
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{},{},{}]}}"#,
            feature("1"),
            feature("\"—\""),
            feature("1")
        );
        std::fs::write(&path, text).unwrap();
        let source = Source::Path(path);
        let whole = read(&source, &ReadOptions::default(), &ReadProgress::default()).unwrap();
        let sample = sample(&source, &whole.stamp, &whole.table).unwrap();
        assert_eq!((sample.len(), sample.is_empty()), (3, false));
        assert_eq!(sample.values("税收(万元)", 9), ["1", "—"]);
        let again = read(&sample.source(), &ReadOptions::default(), &ReadProgress::default()).unwrap();
        assert_eq!(again.report.columns, whole.report.columns);
        assert_eq!(again.table.geometric_areas_m2(), whole.table.geometric_areas_m2());
    }
}
