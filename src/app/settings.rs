//! What is remembered between runs: language, theme, recent files. A JSON file in the user's configuration folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::io::columns::Mapping;
use crate::io::{ImportReport, write_atomic};
use crate::locale::Lang;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Light, the default: it is read beside paper and projected in bright rooms.
    #[default]
    Light,
    /// Dark.
    Dark,
    /// As the system has it.
    System,
}

impl ThemeChoice {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The id of the choice's name.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
            Self::System => "theme-system",
        }
    }

    /// The next choice round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
            Self::System => Self::Light,
        }
    }
}

/// The settings of the program, not of a data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: ThemeChoice,
    /// Size of text and controls, 1.0 = as designed.
    pub zoom: f32,
    /// Files opened last, the newest first.
    pub recent: Vec<PathBuf>,
    /// Whether the left panel is shown.
    pub show_left: bool,
    /// Whether the right panel is shown.
    pub show_right: bool,
    /// Whether the table is shown.
    pub show_table: bool,
    /// What was said about the columns of files, the newest first.
    pub mappings: Vec<RememberedMapping>,
}

/// What was said about the columns of files with these headers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RememberedMapping {
    /// The key of the set of property names, [`Mapping::key_of_headers`].
    pub headers: String,
    /// What was said; nothing where the columns were right as found.
    pub mapping: Mapping,
}

/// What was said before about the columns of a file with the same properties.
pub(super) fn remembered_for<'m>(
    remembered: &'m [RememberedMapping],
    report: &ImportReport,
) -> Option<&'m RememberedMapping> {
    let headers = Mapping::key_of_headers(report.properties().map(|(name, _)| name));
    remembered.iter().find(|each| each.headers == headers)
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            theme: ThemeChoice::default(),
            zoom: 1.0,
            recent: Vec::new(),
            show_left: true,
            show_right: true,
            show_table: true,
            mappings: Vec::new(),
        }
    }
}

impl Settings {
    /// How many recent files are kept.
    const RECENT: usize = 10;

    /// The settings in `file`, or the defaults where there is none that can be read: settings are never worth a
    /// refusal to start.
    #[must_use]
    pub fn load(file: &Path) -> Self {
        match std::fs::read(file) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                tracing::warn!(%error, file = %file.display(), "settings not readable, starting with the defaults");
                Self::default()
            }),
            Err(_) => Self::default(),
        }
    }

    /// Writes the settings. A failure is logged: it costs the user nothing but the choice of language.
    pub fn save(&self, file: &Path) {
        let written = file
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .map_err(|error| error.to_string())
            .and_then(|()| serde_json::to_vec_pretty(self).map_err(|error| error.to_string()))
            .and_then(|json| write_atomic(file, |out| out.write_all(&json)).map_err(|error| error.to_string()));
        if let Err(error) = written {
            tracing::warn!(%error, file = %file.display(), "settings not saved");
        }
    }

    /// How many mappings are kept.
    const MAPPINGS: usize = 60;

    /// Remembers what was said about the columns of files with the properties of this one.
    pub fn remember_mapping(&mut self, report: &ImportReport, mapping: Mapping) {
        let headers = Mapping::key_of_headers(report.properties().map(|(name, _)| name));
        self.mappings.retain(|each| each.headers != headers);
        self.mappings.insert(0, RememberedMapping { headers, mapping });
        self.mappings.truncate(Self::MAPPINGS);
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, file: &Path) {
        self.recent.retain(|each| each != file);
        self.recent.insert(0, file.to_owned());
        self.recent.truncate(Self::RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_again_moves_to_the_head_of_the_recent_ones() {
        let mut settings = Settings::default();
        for name in ["a", "b", "a"] {
            settings.remember(Path::new(name));
        }
        assert_eq!(settings.recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn settings_survive_a_round_trip_and_a_broken_file_gives_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("settings.json");
        let settings = Settings { lang: Lang::En, zoom: 1.25, ..Settings::default() };
        settings.save(&file);
        assert_eq!(Settings::load(&file), settings);
        std::fs::write(&file, b"{ not json").unwrap();
        assert_eq!(Settings::load(&file), Settings::default());
    }
}
