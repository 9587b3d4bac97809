//! Why an export failed, in one sentence for the user.

use std::io;

use crate::io::write_error::{WriteError, system_reason};
use crate::locale::Lang;

/// Why an export failed. Nothing was put in the target's place.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The target could not be opened, synced or put in place.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The output refused bytes in the middle: a full disk, a closed pipe.
    #[error("cannot write: {0}")]
    Output(#[source] io::Error),
    /// The source could not be read again.
    #[error("cannot read the source: {source}: {name}")]
    Source {
        /// What the system said.
        source: io::Error,
        /// The source's file name.
        name: String,
    },
    /// The source is no longer what was read.
    #[error("the source has changed since it was read: {name}")]
    SourceChanged {
        /// The source's file name.
        name: String,
    },
    /// More rows than a sheet holds.
    #[error("{rows} rows are more than an Excel sheet holds")]
    TooManyRows {
        /// Rows of the table, the header not counted.
        rows: usize,
    },
    /// More columns than a sheet holds.
    #[error("{columns} columns are more than an Excel sheet holds")]
    TooManyColumns {
        /// Columns of the table.
        columns: usize,
    },
    /// The spreadsheet writer refused its input.
    #[error("cannot make the spreadsheet: {0}")]
    Spreadsheet(String),
    /// The picture encoder refused its input.
    #[error("cannot make the picture: {0}")]
    Picture(String),
}

impl ExportError {
    /// Rows of data one Excel sheet holds below its header.
    pub const SHEET_ROWS: usize = 1_048_575;
    /// Columns one Excel sheet holds.
    pub const SHEET_COLUMNS: usize = 16_384;

    /// One sentence: what failed, why, what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let with_reason = |id, reason: String| lang.text_with(id, [("reason", reason.into())]);
        match self {
            Self::Write(error) => error.message(lang),
            Self::Output(error) => with_reason("export-output-failed", system_reason(lang, error)),
            Self::Source { source, name } => lang.text_with(
                "export-source-unreadable",
                [("reason", system_reason(lang, source).into()), ("name", name.as_str().into())],
            ),
            Self::SourceChanged { name } => lang.text_with("export-source-changed", [("name", name.as_str().into())]),
            Self::TooManyRows { rows } => {
                lang.text_with("export-too-many-rows", [("rows", (*rows).into()), ("limit", Self::SHEET_ROWS.into())])
            }
            Self::TooManyColumns { columns } => lang.text_with(
                "export-too-many-columns",
                [("columns", (*columns).into()), ("limit", Self::SHEET_COLUMNS.into())],
            ),
            Self::Spreadsheet(reason) => with_reason("export-xlsx-failed", reason.clone()),
            Self::Picture(reason) => with_reason("export-picture-failed", reason.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_error_is_a_whole_sentence_in_both_languages() {
        let name = || "park.geojson".to_owned();
        let errors = [
            ExportError::Write(WriteError::IsFolder { path: "out".into() }),
            ExportError::Output(io::ErrorKind::StorageFull.into()),
            ExportError::Source { source: io::ErrorKind::NotFound.into(), name: name() },
            ExportError::SourceChanged { name: name() },
            ExportError::TooManyRows { rows: 2_000_000 },
            ExportError::TooManyColumns { columns: 20_000 },
            ExportError::Spreadsheet("odd".to_owned()),
            ExportError::Picture("odd".to_owned()),
        ];
        for error in errors {
            let messages = Lang::ALL.map(|lang| error.message(lang));
            assert_ne!(messages[0], messages[1]);
            for message in messages {
                assert!(!message.contains("export-") && !message.contains('{'), "{message}");
            }
        }
    }
}
