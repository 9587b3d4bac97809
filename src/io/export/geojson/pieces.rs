//! The source in pieces of a few megabytes that never cut a parcel, read in order and held against the stamp.

use std::io::Read;
use std::ops::Range;

use super::ParcelSpan;
use crate::io::export::ExportError;
use crate::io::source::{ReadSeek, Source, SourceStamp};

/// Bytes of a piece, unless one parcel is longer.
const PIECE_BYTES: u64 = 4 << 20;

/// A run of the file's bytes and the parcels wholly inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: u64,
    /// Behind the last byte.
    pub end: u64,
    /// Which of the spans are in it.
    pub spans: Range<usize>,
}

impl Piece {
    /// The bytes from `from` to `to`, positions in the file, out of the piece's bytes.
    pub fn bytes<'a>(&self, bytes: &'a [u8], from: u64, to: u64) -> Option<&'a [u8]> {
        bytes.get(from.checked_sub(self.start)? as usize..to.checked_sub(self.start)? as usize)
    }

    /// A parcel's feature, if it still begins and ends as an object does.
    pub fn feature<'a>(&self, bytes: &'a [u8], span: &ParcelSpan) -> Option<&'a [u8]> {
        self.bytes(bytes, span.offset, span.offset + span.len as u64)
            .filter(|feature| feature.first() == Some(&b'{') && feature.last() == Some(&b'}'))
    }
}

/// Cuts a file of `len` bytes into pieces. `None` where the spans overlap or leave the file.
pub fn pieces(spans: &[ParcelSpan], len: u64) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut piece = Piece { start: 0, end: 0, spans: 0..0 };
    let close = |piece: &mut Piece, pieces: &mut Vec<Piece>| {
        if piece.end > piece.start {
            pieces.push(piece.clone());
        }
        *piece = Piece { start: piece.end, end: piece.end, spans: piece.spans.end..piece.spans.end };
    };
    for span in spans {
        let end = span.offset + span.len as u64;
        if span.offset < piece.end || end > len {
            return None;
        }
        if end - piece.start > PIECE_BYTES {
            close(&mut piece, &mut pieces);
            // A long stretch without parcels goes on its own, so that memory does not grow with it.
            while span.offset - piece.start > PIECE_BYTES {
                piece.end = piece.start + PIECE_BYTES;
                close(&mut piece, &mut pieces);
            }
        }
        piece.end = end;
        piece.spans.end += 1;
    }
    while len - piece.end > 0 {
        if len - piece.start > PIECE_BYTES {
            close(&mut piece, &mut pieces);
        }
        piece.end = len.min(piece.start + PIECE_BYTES);
    }
    close(&mut piece, &mut pieces);
    Some(pieces)
}

/// Reads pieces in order from the file's start and notices when the file is not the one of the stamp.
pub struct PieceReader<'a> {
    source: &'a Source,
    stamp: &'a SourceStamp,
    file: Box<dyn ReadSeek + Send>,
    hasher: Option<Box<blake3::Hasher>>,
    bytes: Vec<u8>,
}

impl<'a> PieceReader<'a> {
    /// Opens the source at its start.
    pub fn open(source: &'a Source, stamp: &'a SourceStamp) -> Result<Self, ExportError> {
        let file = source.open().map_err(|error| ExportError::Source { source: error, name: source.file_name() })?;
        // What a text was converted from is looked at as a whole when the last piece is read.
        let is_own = source.converted().is_none();
        let hasher = stamp.blake3.as_ref().filter(|_| is_own).map(|_| Box::default());
        Ok(Self { source, stamp, file, hasher, bytes: Vec::new() })
    }

    /// The bytes of the next piece.
    pub fn read(&mut self, piece: &Piece) -> Result<&[u8], ExportError> {
        self.bytes.resize((piece.end - piece.start) as usize, 0);
        match self.file.read_exact(&mut self.bytes) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(self.changed()),
            Err(error) => return Err(ExportError::Source { source: error, name: self.source.file_name() }),
        }
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&self.bytes);
        }
        Ok(&self.bytes)
    }

    fn changed(&self) -> ExportError {
        ExportError::SourceChanged { name: self.source.file_name() }
    }

    /// Checks, once every piece is read, that the whole was the source of the stamp: by its hash where there is one,
    /// else by length and time.
    pub fn finish(self) -> Result<(), ExportError> {
        let same = match (&self.hasher, &self.stamp.blake3) {
            (Some(hasher), Some(hash)) => hasher.finalize().to_hex().as_str() == hash,
            _ => self.stamp.still_matches(self.source) || self.stamp.same_content(self.source),
        };
        if same { Ok(()) } else { Err(self.changed()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(parcels: &[(u64, usize)]) -> Vec<ParcelSpan> {
        parcels.iter().map(|&(offset, len)| ParcelSpan { offset, len, added_row: None }).collect()
    }

    #[test]
    fn pieces_cover_the_file_without_gap_and_cut_no_parcel() {
        let mega = 1_u64 << 20;
        let parcels = spans(&[(10, 5), (3 * mega, 2 << 20), (5 * mega, 6 << 20), (30 * mega, 1), (30 * mega + 1, 1)]);
        let pieces = pieces(&parcels, 50 * mega).unwrap();
        assert_eq!((pieces[0].start, pieces.last().unwrap().end), (0, 50 * mega));
        assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].spans.end == pair[1].spans.start));
        assert_eq!(pieces.last().unwrap().spans.end, parcels.len());
        for piece in &pieces {
            assert!(piece.end - piece.start <= 7 * mega);
            for span in &parcels[piece.spans.clone()] {
                assert!(span.offset >= piece.start && span.offset + span.len as u64 <= piece.end);
            }
        }
    }

    #[test]
    fn overlapping_parcels_and_parcels_past_the_end_are_refused() {
        assert_eq!(pieces(&spans(&[(0, 5), (4, 5)]), 20), None);
        assert_eq!(pieces(&spans(&[(0, 25)]), 20), None);
        assert_eq!(pieces(&[], 0), Some(Vec::new()));
        assert_eq!(pieces(&[], 7).unwrap().len(), 1);
    }
}
