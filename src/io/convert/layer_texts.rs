//! A file of any format as `GeoJSON` text without reading parcels from it: for what is only drawn.

use std::io::Read;
use std::path::Path;

use super::convert_error::ConvertError;
use super::opened::{Look, Opened, as_sequence, open};
use crate::io::{ReadError, ReadOptions, ReadProgress, Source, SourceStamp};

/// The text of each layer of a file (a `GeoPackage` or ZIP may have several, other files are one), none longer than
/// `most_bytes`, and what the files it was read from look like.
pub fn layer_texts(path: &Path, most_bytes: u64) -> Result<(Vec<String>, SourceStamp), ReadError> {
    let mut options = ReadOptions { hash: true, ..ReadOptions::default() };
    let layers = match open_text(path, &options, most_bytes) {
        Ok((text, stamp)) => return Ok((vec![text], stamp)),
        Err(ReadError::LayerUnknown { layers, .. }) => layers,
        Err(error) => return Err(error),
    };
    let mut texts = Vec::with_capacity(layers.len());
    let mut stamp = SourceStamp { len: 0, modified: None, blake3: None };
    for layer in layers {
        options.layer = Some(layer.name);
        let (text, stamped) = open_text(path, &options, most_bytes)?;
        texts.push(text);
        stamp = stamped;
    }
    Ok((texts, stamp))
}

fn open_text(path: &Path, options: &ReadOptions, most_bytes: u64) -> Result<(String, SourceStamp), ReadError> {
    let progress = ReadProgress::default();
    let source = Source::Path(path.to_owned());
    let (plain, choice) = match open(path, options, &progress, Look::Whole)? {
        Opened::AsIs(choice) => (source, choice),
        Opened::Converted(converted) => {
            let choice = converted.encoding.clone();
            (Source::Converted(converted.into()), choice)
        }
    };
    let text = text_of(&plain, path, most_bytes)?;
    // Lines of JSON are one text after another, which only their being parsed can tell.
    if !is_sequence(&text) {
        return Ok((text, stamp_of(&plain, path)?));
    }
    let lines = Source::Converted(as_sequence(&plain, path, &choice, options, &progress)?.into());
    Ok((text_of(&lines, path, most_bytes)?, stamp_of(&plain, path)?))
}

fn stamp_of(source: &Source, path: &Path) -> Result<SourceStamp, ReadError> {
    match source.converted() {
        Some(converted) => Ok(converted.stamp.clone()),
        None => SourceStamp::with_hash(source).map_err(|error| ReadError::from_io(error, path.to_owned())),
    }
}

fn text_of(source: &Source, path: &Path, most_bytes: u64) -> Result<String, ReadError> {
    let failed = |error| ReadError::from_io(error, path.to_owned());
    let mut bytes = Vec::new();
    source.open().map_err(failed)?.take(most_bytes + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most_bytes {
        return Err(ConvertError::Bomb(most_bytes).into());
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Whether a whole JSON value is followed by another.
fn is_sequence(text: &str) -> bool {
    let mut values =
        serde_json::Deserializer::from_str(text.trim_start_matches('\u{1e}')).into_iter::<serde::de::IgnoredAny>();
    matches!(values.next(), Some(Ok(_))) && values.next().is_some()
}
