//! Several files as one: their features one after another, each with the name of its file.
//!
//! Each file is read on its own first, so that a fault is told of the file it is in and so that all are known to be in one
//! coordinate system: positions are never mixed.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::full;
use super::collection::push_text;
use super::convert_error::ConvertError;
use super::{Converted, EncodingChoice, read_one, read_text};
use crate::domain::field_names::SOURCE_FILE_PROPERTY;
use crate::io::export::{for_each_element, for_each_member, push_extended, spells};
use crate::io::findings::Findings;
use crate::io::geojson::Import;
use crate::io::import_report::CrsDecision;
use crate::io::{ReadError, ReadOptions, ReadProgress, Source, SourceStamp};

use super::store::StoreWriter;

/// Reads files as one.
pub(super) fn read(paths: &[PathBuf], options: &ReadOptions, progress: &ReadProgress) -> Result<Import, ReadError> {
    let mut imports = Vec::with_capacity(paths.len());
    for path in paths {
        let import = read_one(path, options, progress).map_err(|error| in_file(error, path))?;
        imports.push(import);
    }
    let decisions: Vec<&CrsDecision> = imports.iter().map(|import| &import.report.crs).collect();
    let Some(first) = decisions.first() else { return Err(ReadError::Empty) };
    let same = |a: &CrsDecision, b: &CrsDecision| {
        a.swapped == b.swapped && (a.crs == b.crs || a.crs.is_lonlat() && b.crs.is_lonlat())
    };
    if !decisions.iter().all(|decision| same(first, decision)) {
        let named = |(path, decision): (&PathBuf, &&CrsDecision)| format!("{} ({})", name_of(path), decision.crs);
        return Err(ConvertError::MixedCrs(paths.iter().zip(&decisions).map(named).collect()).into());
    }
    let label = first.label.clone().filter(|_| decisions.iter().all(|decision| decision.label == first.label));
    let crs = label.unwrap_or_else(|| first.crs.to_string());
    let mut out = StoreWriter::default();
    let mut head = b"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":".to_vec();
    push_text(&crs, &mut head);
    head.extend_from_slice(b"}},\"features\":[\n");
    out.write_all(&head).map_err(full)?;
    let (mut files, mut findings, mut is_first) = (Vec::new(), Findings::default(), true);
    for (path, import) in paths.iter().zip(&imports) {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let text = text_of(&import.source, path)?;
        append(text.as_bytes(), &name_of(path), &mut is_first, &mut out).map_err(full)?;
        match &import.source {
            Source::Converted(converted) => {
                files.extend(converted.files.iter().cloned());
                findings.append(converted.findings.clone());
            }
            _ => files.push(path.clone()),
        }
    }
    out.write_all(b"\n]}\n").map_err(full)?;
    let encodings: Vec<&EncodingChoice> = imports.iter().map(|import| &import.report.encoding_choice).collect();
    let choice = encodings.iter().find(|choice| choice.used != encodings[0].used).unwrap_or(&encodings[0]);
    let choice = EncodingChoice::clone(choice);
    drop(imports);
    let stamp = if options.hash { SourceStamp::of_files_with_hash(&files) } else { SourceStamp::of_files(&files) };
    let converted = Converted {
        origin: Source::Files(paths.to_vec()),
        stamp: stamp.map_err(|error| ReadError::from_io(error, paths[0].clone()))?,
        files,
        text: out.finish().map_err(full)?,
        format: "several files",
        encoding: choice.clone(),
        layers: Vec::new(),
        layer: None,
        findings,
        first_line_shift: None,
    };
    read_text(&Source::Converted(Arc::new(converted)), &choice, options, progress)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An error with the file it is of; questions stay what they are.
fn in_file(error: ReadError, path: &Path) -> ReadError {
    match error {
        ReadError::CrsUnknown { .. } | ReadError::LayerUnknown { .. } | ReadError::Cancelled => error,
        error => ReadError::InFile { file: name_of(path), error: Box::new(error) },
    }
}

fn text_of(source: &Source, path: &Path) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    let read = source.open().and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| ReadError::from_io(error, path.to_owned()))?;
    Ok(match String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)) {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => text.to_owned(),
    })
}

/// Appends the features of a text that the reader has accepted, each with its file's name.
fn append(text: &[u8], file: &str, is_first: &mut bool, out: &mut StoreWriter) -> std::io::Result<()> {
    let mut member = Vec::new();
    push_text(SOURCE_FILE_PROPERTY, &mut member);
    member.push(b':');
    push_text(file, &mut member);
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let mut features = None;
    for_each_member(text, start, |found| {
        if spells(&text[found.name], "features") && text[found.value.start] == b'[' {
            features = Some(found.value);
        }
    });
    let mut result = Ok(());
    let mut line = Vec::new();
    let mut each = |element: &[u8]| {
        line.clear();
        if !std::mem::take(is_first) {
            line.extend_from_slice(b",\n");
        }
        // What is no object has no properties, and stays for the reader to tell of.
        if push_extended(element, &member, &mut line).is_none() {
            line.extend_from_slice(element);
        }
        if result.is_ok() {
            result = out.write_all(&line);
        }
    };
    match features {
        Some(range) => {
            for_each_element(text, range.start, |element| each(&text[element]));
        }
        None => each(text.trim_ascii()),
    }
    result
}
