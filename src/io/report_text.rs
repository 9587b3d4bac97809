//! The import report in words: coordinate system, columns, findings grouped by kind.
//!
//! Owns how a report reads; knows nothing of how it came about.

use super::crs_text::crs_name;
use super::findings::{Finding, FindingKind};
use super::import_report::{CrsDecision, CrsEvidence, FoundColumn, ImportReport, Repaired};
use crate::domain::Unit;
use crate::domain::field_names::Meaning;
use crate::locale::Lang;

/// All findings of one kind.
#[derive(Clone, Debug)]
pub struct FindingGroup<'a> {
    /// The kind.
    pub kind: FindingKind,
    /// How many there are.
    pub total: usize,
    /// Those that were kept.
    pub examples: Vec<&'a Finding>,
}

impl ImportReport {
    /// The coordinate system and what decided it, in one line.
    #[must_use]
    pub fn crs_sentence(&self, lang: Lang) -> String {
        let CrsDecision { crs, decided_by, .. } = &self.crs;
        let evidence = match decided_by {
            CrsEvidence::Option => "crs-by-option",
            CrsEvidence::Member => "crs-by-member",
            CrsEvidence::Numbers => "crs-by-numbers",
            CrsEvidence::Default => "crs-by-default",
        };
        lang.text_with(
            "crs-sentence",
            [("crs", crs_name(*crs, lang).into()), ("evidence", lang.text(evidence).into_owned().into())],
        )
    }

    /// How many findings there are, skipped features included.
    #[must_use]
    pub fn findings_total(&self) -> usize {
        self.findings.total() as usize + self.skipped.len()
    }

    /// How many findings may change a figure or a place, and so are told at once.
    #[must_use]
    pub fn warnings_total(&self) -> usize {
        let counts = self.findings.counts().filter(|(kind, _)| kind.is_warning());
        counts.map(|(_, count)| count as usize).sum::<usize>() + self.skipped.len()
    }

    /// The findings by kind, in report order.
    #[must_use]
    pub fn finding_groups(&self) -> Vec<FindingGroup<'_>> {
        let group = |(kind, count): (FindingKind, u64)| FindingGroup {
            kind,
            total: count as usize,
            examples: self.findings.examples().iter().filter(|finding| finding.kind == kind).collect(),
        };
        self.findings.counts().map(group).collect()
    }
}

impl Repaired {
    /// What was wrong, and the areas before and after, in one line.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let area = |area_m2: f64| lang.number_with_unit(Some(area_m2), Unit::SquareMetre);
        lang.text_with(
            "shape-repaired",
            [
                ("reason", self.reason.name(lang).into()),
                ("before", area(self.area_before_m2).into()),
                ("after", area(self.area_after_m2).into()),
            ],
        )
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingSeverity {
    /// Good to know: no figure changes by it.
    Note,
    /// A figure or a place may be other than the file says.
    Warning,
    /// Something of the file is in no sum.
    Error,
}

impl FindingSeverity {
    /// All, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The stable key in exports.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        lang.text(&format!("severity-{}", self.key())).into_owned()
    }
}

impl FindingKind {
    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> FindingSeverity {
        match self {
            Self::BadCoordinates
            | Self::NotFinite
            | Self::OutOfRange
            | Self::TooFewPositions
            | Self::ZeroArea
            | Self::SelfCrossing
            | Self::HoleOutside
            | Self::PartsNested
            | Self::PartsTangled
            | Self::BadProperties
            | Self::NotANumber
            | Self::WrongType
            | Self::NumberTooLarge
            | Self::UnitUnknown => FindingSeverity::Error,
            _ if self.is_warning() => FindingSeverity::Warning,
            _ => FindingSeverity::Note,
        }
    }

    /// Whether it may change a figure or a place on the map.
    #[must_use]
    pub fn is_warning(self) -> bool {
        matches!(
            self,
            Self::CrsContradicted
                | Self::CrsNameUnknown
                | Self::AxesSwapped
                | Self::DatumXian80
                | Self::DatumBeijing54
                | Self::DatumUnknown
                | Self::PlaneAreas
                | Self::PlaceUnknown
                | Self::BadCoordinates
                | Self::NotFinite
                | Self::OutOfRange
                | Self::LongitudeBeyond
                | Self::WideEdge
                | Self::TooFewPositions
                | Self::SelfCrossing
                | Self::HoleOutside
                | Self::CrossingRepaired
                | Self::HoleRepaired
                | Self::HolesOverlap
                | Self::PartsOverlap
                | Self::PartsNested
                | Self::PartsTangled
                | Self::PartsNestedRepaired
                | Self::ZeroArea
                | Self::DuplicateOutline
                | Self::Overlap
                | Self::OverlapsUnfinished
                | Self::AreaDiffersWidely
                | Self::BadProperties
                | Self::NotANumber
                | Self::WrongType
                | Self::NumberTooLarge
                | Self::NegativeNumber
                | Self::UnknownStatus
                | Self::UnitContradicted
                | Self::UnitUnknown
                | Self::YearVaries
                | Self::NotADate
                | Self::MappedPropertyMissing
                | Self::DuplicateKey
                | Self::EncodingGuessed
                | Self::EncodingContradicted
                | Self::BytesReplaced
                | Self::FileTruncated
                | Self::RecordCountsDiffer
                | Self::BadGeometryBytes
        )
    }

    /// The kind in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        lang.text(&format!("finding-{}", self.key().replace('_', "-"))).into_owned()
    }
}

impl FoundColumn {
    /// What the column is, with its year.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        let name = match self.meaning {
            Meaning::Measure(measure) => lang.measure(measure),
            Meaning::Text(field) => lang.text_field(field),
            Meaning::Category(category) => lang.category(category),
            Meaning::Date(field) => lang.date_field(field),
            Meaning::AreaUnit => lang.text("field-area-unit"),
            Meaning::Year => lang.text("field-year"),
        };
        lang.with_year(&name, self.year)
    }

    /// The unit its numbers were read in, as a stable name; empty where there is none.
    #[must_use]
    pub fn unit_text(&self) -> &'static str {
        self.unit.unwrap_or_default()
    }
}
