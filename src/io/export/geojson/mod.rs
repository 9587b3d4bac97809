//! The source file again with members added to its parcels, every other byte as it was.
//!
//! Streams the source in pieces of a few megabytes and edits the features of a piece in parallel; never holds the file.
//! Knows spans and bytes, must not know what the added columns mean. Invariant: what is exported is what was read, or
//! nothing: the source is held against its stamp before, while and after it is copied.

mod added_members;
#[cfg(test)]
mod export_tests;
mod feature_edit;
mod feature_filter;
mod json_scan;
mod pieces;

use std::io::Write;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::added_members::AddedMembers;
use self::feature_edit::Edited;
pub use self::feature_edit::push_extended;
use self::feature_filter::FeatureFilter;
pub use self::json_scan::{for_each_element, for_each_member, spells};
use self::pieces::{Piece, PieceReader, pieces};
use super::ExportError;
use crate::domain::{ColumnKey, ParcelTable, ResultTable, RowSet};
use crate::io::source::{Source, SourceStamp};

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeojsonExport {
    /// Parcels written.
    pub parcels: usize,
    /// Parcels among them whose `properties` is neither object nor null, written without the added members.
    pub untouched: usize,
    /// Columns that had to take another name because a property of theirs was there already.
    pub renamed: Vec<(ColumnKey, String)>,
}

/// A parcel of the file and whether it is exported.
#[derive(Clone, Copy, Debug)]
struct ParcelSpan {
    offset: u64,
    len: usize,
    /// The row of `added`, where the parcel is exported.
    added_row: Option<usize>,
}

/// A feature's new text, `None` where it is left out.
type EditedFeature = Option<(Vec<u8>, Edited)>;

/// Parcels whose text one thread writes at a stretch.
const RUN_PARCELS: usize = 256;

/// Writes the source with the columns of `added` as members of each parcel's `properties`: numbers to the last bit in
/// the column's unit, shares as fractions, terms as keys, missing as null.
///
/// `rows` names the parcels to keep, `None` all of them together with the features that are no parcels. `added` has one
/// row for each parcel kept, in table order; without columns every feature stays byte for byte. A column whose name is
/// taken by a property of any exported parcel gets the prefix `mulens_` in all. `known` are the names of all properties
/// of the source, where they are known: if none of them is wanted, the source is not read for names first.
///
/// # Panics
/// If `added` has columns and not one row a parcel kept: a fault of the caller, never of a file.
pub fn export_geojson(
    source: &Source,
    stamp: &SourceStamp,
    table: &ParcelTable,
    rows: Option<&RowSet>,
    added: &ResultTable,
    known: Option<&[&str]>,
    out: &mut dyn Write,
) -> Result<GeojsonExport, ExportError> {
    let changed = || ExportError::SourceChanged { name: source.file_name() };
    if !stamp.still_matches(source) && !stamp.same_content(source) {
        return Err(changed());
    }
    let spans = spans_in_file_order(table, rows);
    let kept = spans.iter().filter(|span| span.added_row.is_some()).count();
    assert!(added.columns.is_empty() || added.len() == kept, "one added row a parcel");

    let pieces = pieces(&spans, source.text_len(stamp)).ok_or_else(changed)?;
    let is_free = known.is_some_and(|known| added.columns.iter().all(|column| !known.contains(&column.key)));
    let taken = if is_free { FxHashSet::default() } else { taken_names(source, stamp, &spans, &pieces, added)? };
    let members = AddedMembers::new(added, &taken);
    let mut reader = PieceReader::open(source, stamp)?;
    let mut filter = rows.map(|_| FeatureFilter::default());
    let mut export = GeojsonExport { parcels: kept, untouched: 0, renamed: members.renamed() };
    let mut text = Vec::new();
    for piece in &pieces {
        let bytes = reader.read(piece)?;
        let spans = &spans[piece.spans.clone()];
        if let Some(filter) = &mut filter {
            let features = edited_features(piece, bytes, spans, &members).ok_or_else(changed)?;
            export.untouched += features.iter().flatten().filter(|(_, edited)| *edited == Edited::Untouched).count();
            text.clear();
            assemble(piece, bytes, spans, &features, filter, &mut text).ok_or_else(changed)?;
            out.write_all(&text).map_err(ExportError::Output)?;
        } else {
            for (text, untouched) in extended_runs(piece, bytes, spans, &members).ok_or_else(changed)? {
                export.untouched += untouched;
                out.write_all(&text).map_err(ExportError::Output)?;
            }
        }
    }
    reader.finish()?;
    Ok(export)
}

/// A piece in which every parcel is kept, run by run: the text, and how many parcels were left as they are. `None` where
/// the bytes are not what the spans say.
fn extended_runs(
    piece: &Piece,
    bytes: &[u8],
    spans: &[ParcelSpan],
    members: &AddedMembers,
) -> Option<Vec<(Vec<u8>, usize)>> {
    let end_of = |span: &ParcelSpan| span.offset + span.len as u64;
    let mut runs: Vec<Option<(Vec<u8>, usize)>> = Vec::new();
    let run = |(place, run): (usize, &[ParcelSpan])| {
        let mut at = if place == 0 { piece.start } else { end_of(&spans[place * RUN_PARCELS - 1]) };
        let last = run.last().map_or(at, end_of);
        let (mut text, mut members_text, mut untouched) =
            (Vec::with_capacity((last - at) as usize * 3 / 2), Vec::new(), 0);
        for span in run {
            text.extend_from_slice(piece.bytes(bytes, at, span.offset)?);
            members.write(span.added_row?, &mut members_text);
            let edited = push_extended(piece.feature(bytes, span)?, &members_text, &mut text)?;
            untouched += usize::from(edited == Edited::Untouched);
            at = end_of(span);
        }
        Some((text, untouched))
    };
    spans.par_chunks(RUN_PARCELS).enumerate().map(run).collect_into_vec(&mut runs);
    let tail = piece.bytes(bytes, spans.last().map_or(piece.start, end_of), piece.end)?;
    runs.push(Some((tail.to_vec(), 0)));
    runs.into_iter().collect()
}

/// The features of a piece with their members added; `None` where the bytes are not what the spans say.
fn edited_features(
    piece: &Piece,
    bytes: &[u8],
    spans: &[ParcelSpan],
    members: &AddedMembers,
) -> Option<Vec<EditedFeature>> {
    let edited = spans.par_iter().map_init(Vec::new, |members_text, span| {
        let feature = piece.feature(bytes, span)?;
        let Some(row) = span.added_row else { return Some(None) };
        members.write(row, members_text);
        let mut text = Vec::with_capacity(feature.len() + members_text.len() + 16);
        push_extended(feature, members_text, &mut text).map(|edited| Some((text, edited)))
    });
    edited.collect()
}

/// Puts the features of a piece that are kept back between the bytes around them.
fn assemble(
    piece: &Piece,
    bytes: &[u8],
    spans: &[ParcelSpan],
    features: &[EditedFeature],
    filter: &mut FeatureFilter,
    text: &mut Vec<u8>,
) -> Option<()> {
    let mut at = piece.start;
    for (span, feature) in spans.iter().zip(features) {
        let gap = piece.bytes(bytes, at, span.offset)?;
        let feature = feature.as_ref().map(|(feature, _)| feature.as_slice());
        at = span.offset + span.len as u64;
        filter.gap(gap, text);
        filter.parcel(feature, text)?;
    }
    filter.gap(piece.bytes(bytes, at, piece.end)?, text);
    Some(())
}

fn spans_in_file_order(table: &ParcelTable, rows: Option<&RowSet>) -> Vec<ParcelSpan> {
    let mut next_row = 0;
    let mut spans: Vec<ParcelSpan> = (0..table.len())
        .map(|row| {
            let span = table.span(row);
            let added_row = rows.is_none_or(|rows| rows.contains(row)).then(|| {
                next_row += 1;
                next_row - 1
            });
            ParcelSpan { offset: span.offset, len: span.len as usize, added_row }
        })
        .collect();
    spans.sort_by_key(|span| span.offset);
    spans
}

/// The names of all properties of the exported parcels, unescaped; not looked for when nothing is added.
fn taken_names(
    source: &Source,
    stamp: &SourceStamp,
    spans: &[ParcelSpan],
    pieces: &[Piece],
    added: &ResultTable,
) -> Result<FxHashSet<String>, ExportError> {
    let mut names = FxHashSet::default();
    let changed = || ExportError::SourceChanged { name: source.file_name() };
    if added.columns.is_empty() {
        return Ok(names);
    }
    let mut reader = PieceReader::open(source, stamp)?;
    for piece in pieces {
        let bytes = reader.read(piece)?;
        let tokens: Option<FxHashSet<&[u8]>> = spans[piece.spans.clone()]
            .par_iter()
            .filter(|span| span.added_row.is_some())
            .try_fold(FxHashSet::default, |mut tokens, span| {
                feature_edit::for_each_property_name(piece.feature(bytes, span)?, |token| {
                    tokens.insert(token);
                })?;
                Some(tokens)
            })
            .try_reduce(FxHashSet::default, |mut all, tokens| {
                all.extend(tokens);
                Some(all)
            });
        for token in tokens.ok_or_else(changed)? {
            if let Ok(name) = serde_json::from_slice::<String>(token) {
                names.insert(name);
            }
        }
    }
    Ok(names)
}
