//! What the workspace does with what the user says about columns: read again, remember, write to a file.

use std::path::PathBuf;
use std::sync::Arc;

use super::document::Document;
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::io::columns::Mapping;
use crate::io::{ReadOptions, refuse_sources};

impl Workspace {
    pub(super) fn apply_mapping(&mut self, mapping: Mapping) {
        let Some(document) = &self.document else { return };
        let (report, options) = (Arc::clone(document.report()), document.options().clone());
        self.change_settings(|settings| settings.remember_mapping(&report, mapping.clone()));
        let mapping = (!mapping.is_empty()).then(|| Arc::new(mapping));
        self.reread(ReadOptions { mapping, ..options });
    }

    pub(super) fn keep_columns(&mut self) {
        let Some(document) = &self.document else { return };
        let report = Arc::clone(document.report());
        let mapping = document.options().mapping.as_deref().cloned().unwrap_or_default();
        self.change_settings(|settings| settings.remember_mapping(&report, mapping));
    }

    pub(super) fn save_mapping(&mut self, path: PathBuf, mapping: &Mapping) {
        let path = if path.extension().is_none() { path.with_extension("toml") } else { path };
        let sources = self.document.as_ref().map_or_else(Vec::new, Document::sources);
        match refuse_sources(&path, &sources).and_then(|()| mapping.write(&path)) {
            Ok(()) => self.notify(NoticeKind::Exported { path, rows: None }),
            Err(error) => self.notify(NoticeKind::NotExported { path, error: error.into() }),
        }
    }
}
