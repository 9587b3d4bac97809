//! What a reader found in a file: counts, coordinate system, columns and how each was decided, findings.
//!
//! Owns the report's types and its reading aloud; knows nothing of how files are read.

use super::columns::column_of;
use crate::domain::field_names::{MatchLevel, Meaning};
use crate::domain::{TableColumn, Year};
use crate::geometry::crs::Crs;
use crate::locale::Lang;

use super::EncodingChoice;
pub use super::findings::{EXAMPLES_PER_KIND, Finding, FindingKind, Findings};

/// Why a feature is not a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// Its geometry is a point or points.
    Point,
    /// Its geometry is a line or lines.
    Line,
    /// It is not a feature: not an object, or an object of another type.
    NotAFeature,
    /// Its geometry is of a type GeoJSON does not have.
    UnknownGeometry,
}

impl SkipReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Point, Self::Line, Self::NotAFeature, Self::UnknownGeometry];

    /// The stable key used in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Line => "line",
            Self::NotAFeature => "not_a_feature",
            Self::UnknownGeometry => "unknown_geometry",
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> String {
        lang.text(&format!("skipped-{}", self.key().replace('_', "-"))).into_owned()
    }
}

/// A feature that is not a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its index in the file, counting every feature from 0.
    pub index: u32,
    /// Where it begins in the text that was read, bytes.
    pub offset: u64,
    /// Why.
    pub reason: SkipReason,
}

/// A parcel whose outline was mended in reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repaired {
    /// The index of its feature in the file, counting every feature from 0.
    pub index: u32,
    /// What was wrong with the outline as read; its key is the reason in `check --json`.
    pub reason: FindingKind,
    /// The area of the outline as read, m², by the formula for valid ones; crossings cancel in it.
    pub area_before_m2: f64,
    /// The area of the outline that took its place, m².
    pub area_after_m2: f64,
}

/// What decided a file's coordinate system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrsEvidence {
    /// The user's word.
    Option,
    /// The file's `crs` member.
    Member,
    /// The numbers alone.
    Numbers,
    /// GeoJSON's own rule, there being no numbers.
    Default,
}

impl CrsEvidence {
    /// The stable key used in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Member => "member",
            Self::Numbers => "numbers",
            Self::Default => "default",
        }
    }
}

/// The coordinate system a file was read in.
#[derive(Clone, Debug, PartialEq)]
pub struct CrsDecision {
    /// The system.
    pub crs: Crs,
    /// What decided it.
    pub decided_by: CrsEvidence,
    /// The name in the file, if it has one.
    pub label: Option<String>,
    /// Whether the two axes stood in the wrong order and were swapped.
    pub swapped: bool,
    /// The box around the numbers, in the order they were taken, strays left out: least x, least y, greatest x,
    /// greatest y.
    pub bounds: [f64; 4],
}

/// What decided a column's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitEvidence {
    /// The header.
    Header,
    /// The ratio to the geometric area.
    Ratio,
    /// The range of the values.
    Range,
    /// Another column of the file: MJDW.
    Column,
    /// The user's word.
    Chosen,
    /// Nothing: the usual unit was assumed, with a finding.
    Assumed,
    /// The column needs none.
    NotNeeded,
}

/// A property of the file that became a column.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundColumn {
    /// What the column is.
    pub meaning: Meaning,
    /// The property's name as written.
    pub property: String,
    /// The stable name of its unit, e.g. `mu`, where it has one.
    pub unit: Option<&'static str>,
    /// What decided the unit.
    pub unit_by: UnitEvidence,
    /// The year its numbers are of.
    pub year: Option<Year>,
    /// How the name was recognised.
    pub decided_by: MatchLevel,
    /// Parcels with a value.
    pub filled: usize,
    /// The median ratio of an area column to the geometric area, where it could be had.
    pub ratio: Option<f64>,
    /// Further properties that fit the same column and were not taken.
    pub passed_over: Vec<String>,
}

impl FoundColumn {
    /// The column of the table it became; none for columns that only say something about others.
    #[must_use]
    pub fn column(&self) -> Option<TableColumn> {
        Some(column_of(self.meaning)?.of_year(self.year))
    }

    /// The stable key of the column, without its year.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self.meaning {
            Meaning::Measure(measure) => measure.key(),
            Meaning::Text(field) => field.key(),
            Meaning::Category(category) => category.key(),
            Meaning::Date(field) => field.key(),
            Meaning::AreaUnit => "area_unit",
            Meaning::Year => "year",
        }
    }
}

/// A property of the file that no column is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedProperty {
    /// Its name as written.
    pub name: String,
    /// Parcels with a value.
    pub filled: usize,
}

/// What a reader found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReport {
    /// The file's name without folders.
    pub file_name: String,
    /// The format: `GeoJSON`, `Shapefile`, `GeoPackage` …
    pub format: &'static str,
    /// The encoding: `UTF-8`, `UTF-8 BOM` with a byte order mark, `GB18030` …
    pub encoding: &'static str,
    /// How the encoding was decided, and texts to judge it by.
    pub encoding_choice: EncodingChoice,
    /// Elements of `features`, or 1 for a bare feature or geometry.
    pub features: usize,
    /// Rows of the table.
    pub parcels: usize,
    /// Features that are no parcels, in file order, all of them.
    pub skipped: Vec<Skipped>,
    /// Parcels whose outline was mended, in file order, all of them.
    pub repaired: Vec<Repaired>,
    /// The coordinate system.
    pub crs: CrsDecision,
    /// The columns found, in the order of their keys.
    pub columns: Vec<FoundColumn>,
    /// The properties of no column, in the order of the file.
    pub unused: Vec<UnusedProperty>,
    /// Sum of the geometric areas of all valid outlines, m².
    pub area_m2_total: f64,
    /// Everything worth telling.
    pub findings: Findings,
}

impl ImportReport {
    /// Every property of the file with how many parcels have a value of it: those of columns first.
    pub fn properties(&self) -> impl Iterator<Item = (&str, usize)> + '_ {
        let used = self.columns.iter().map(|column| (column.property.as_str(), column.filled));
        used.chain(self.unused.iter().map(|property| (property.name.as_str(), property.filled)))
    }

    /// The names of all properties; `None` where there were more than the reader keeps.
    #[must_use]
    pub fn property_names(&self) -> Option<Vec<&str>> {
        let is_whole = self.findings.count(FindingKind::TooManyProperties) == 0;
        is_whole.then(|| self.properties().map(|(name, _)| name).collect())
    }

    /// Whether there is nothing to tell: no findings, nothing skipped.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.skipped.is_empty()
    }
}
