//! Everything the import report lists, grouped by kind: findings, skipped features, overlaps, differing areas.
//!
//! Owns what an entry is and which entries a filter lets through; texts are made when they are shown. Lists are capped,
//! totals are true.

use std::sync::Arc;

use super::examination::Examination;
use crate::analysis::{AreaDifference, Figures, area_differences};
use crate::domain::{ParcelTable, TextField, Unit, units};
use crate::io::{Finding, FindingKind, FindingSeverity, ImportReport, SkipReason};
use crate::locale::Lang;

/// Entries listed of each kind.
pub(super) const MOST_LISTED: usize = 2000;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Something found.
    Finding(FindingKind),
    /// A feature that is no parcel.
    Skipped(SkipReason),
}

impl EntryKind {
    /// The stable key in exports.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Finding(kind) => kind.key().to_owned(),
            Self::Skipped(reason) => format!("skipped_{}", reason.key()),
        }
    }

    /// What it is and what was done about it, in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Finding(kind) => kind.name(lang),
            Self::Skipped(reason) => lang.text_with("report-skipped", [("what", reason.sentence(lang).into())]),
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> FindingSeverity {
        match self {
            Self::Finding(kind) => kind.severity(),
            Self::Skipped(_) => FindingSeverity::Warning,
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportEntry {
    /// The feature it is about, by its index in the file.
    pub feature: Option<u32>,
    /// The parcel of that feature.
    pub row: Option<u32>,
    /// The other parcel, of an overlap.
    pub other: Option<u32>,
    /// The line of the file the feature begins on.
    pub line: Option<u64>,
    /// The property or member it is about.
    pub field: Option<Arc<str>>,
    /// The value as read.
    pub value: Option<String>,
    /// The outline's area as read and as mended, m².
    pub mended_m2: Option<[f64; 2]>,
    /// Land that both parcels cover, m².
    pub overlap_m2: Option<f64>,
    /// The overlap as a share of the smaller parcel, or the registered area's difference.
    pub share: Option<f64>,
}

/// All entries of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportGroup {
    /// The kind.
    pub kind: EntryKind,
    /// How many there are in all.
    pub total: u64,
    /// Those listed.
    pub entries: Vec<ReportEntry>,
}

/// The report's groups, the gravest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportList {
    /// The groups.
    pub groups: Vec<ReportGroup>,
}

/// Which entries are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Only of this severity.
    pub severity: Option<FindingSeverity>,
    /// Only of this kind.
    pub kind: Option<EntryKind>,
    /// Only those with this in their text or their parcel's name or key.
    pub text: String,
}

impl ReportList {
    /// Lists what there is to tell of a data set; `examination` as far as it is done.
    #[must_use]
    pub fn new(
        table: &ParcelTable,
        figures: &Figures,
        report: &ImportReport,
        examination: Option<&Examination>,
    ) -> Self {
        let line = |feature: u32| examination.and_then(|each| each.lines.get(&feature).copied());
        let mut groups: Vec<ReportGroup> = Vec::new();
        let mut put = |kind, total: usize, entries: Vec<ReportEntry>| {
            if total > 0 {
                groups.push(ReportGroup { kind, total: total as u64, entries });
            }
        };
        for group in report.finding_groups() {
            let entries = group.examples.iter().map(|finding| entry(table, report, finding, &line)).collect();
            put(EntryKind::Finding(group.kind), group.total, entries);
        }
        for reason in SkipReason::ALL {
            let of_reason = || report.skipped.iter().filter(|each| each.reason == reason);
            let entries = of_reason().take(MOST_LISTED).map(|each| ReportEntry {
                feature: Some(each.index),
                line: line(each.index),
                ..ReportEntry::default()
            });
            put(EntryKind::Skipped(reason), of_reason().count(), entries.collect());
        }
        if let Some(examination) = examination {
            let overlaps = &examination.overlaps;
            for (kind, duplicate, total) in [
                (FindingKind::DuplicateOutline, true, overlaps.duplicates),
                (FindingKind::Overlap, false, overlaps.overlapping),
            ] {
                let mut pairs: Vec<_> = overlaps.pairs.iter().filter(|pair| pair.duplicate == duplicate).collect();
                pairs.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
                let entries = pairs.into_iter().take(MOST_LISTED).map(|pair| ReportEntry {
                    other: Some(pair.second),
                    overlap_m2: Some(pair.area_m2),
                    share: Some(pair.share),
                    ..of_row(table, pair.first, &line)
                });
                put(EntryKind::Finding(kind), total as usize, entries.collect());
            }
            if !overlaps.is_complete {
                put(EntryKind::Finding(FindingKind::OverlapsUnfinished), 1, vec![ReportEntry::default()]);
            }
        }
        let differences = area_differences(table, figures);
        for (kind, list, total) in [
            (FindingKind::AreaDiffersWidely, &differences.large, differences.large_total),
            (FindingKind::AreaDiffers, &differences.notable, differences.notable_total),
        ] {
            let entry =
                |each: &AreaDifference| ReportEntry { share: Some(each.share), ..of_row(table, each.row, &line) };
            put(EntryKind::Finding(kind), total as usize, list.iter().take(MOST_LISTED).map(entry).collect());
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.kind.severity()));
        Self { groups }
    }

    /// How many there are in all, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.groups.iter().map(|group| group.total).sum()
    }

    /// What a filter lets through: groups by their place, each with the places of its entries.
    #[must_use]
    pub fn filtered(&self, filter: &ReportFilter, table: &ParcelTable, lang: Lang) -> Vec<(usize, Vec<u32>)> {
        let wanted = filter.text.trim().to_lowercase();
        let groups = self.groups.iter().enumerate().filter(|(_, group)| {
            filter.severity.is_none_or(|severity| severity == group.kind.severity())
                && filter.kind.is_none_or(|kind| kind == group.kind)
        });
        groups
            .filter_map(|(place, group)| {
                let whole = wanted.is_empty() || group.kind.name(lang).to_lowercase().contains(&wanted);
                let passes = |entry: &ReportEntry| whole || entry.has_text(&wanted, table, lang);
                let entries = group.entries.iter().enumerate().filter(|(_, entry)| passes(entry));
                let entries: Vec<u32> = entries.map(|(entry, _)| entry as u32).collect();
                (whole || !entries.is_empty()).then_some((place, entries))
            })
            .collect()
    }
}

fn of_row(table: &ParcelTable, row: u32, line: &impl Fn(u32) -> Option<u64>) -> ReportEntry {
    let feature = table.feature_index(row as usize);
    ReportEntry { feature: Some(feature), row: Some(row), line: line(feature), ..ReportEntry::default() }
}

fn entry(
    table: &ParcelTable,
    report: &ImportReport,
    finding: &Finding,
    line: &impl Fn(u32) -> Option<u64>,
) -> ReportEntry {
    let row = finding.feature.and_then(|index| table.row_of_feature(index));
    let mended = finding.feature.and_then(|index| {
        let place = report.repaired.binary_search_by_key(&index, |each| each.index).ok()?;
        report.repaired.get(place).filter(|each| each.reason == finding.kind)
    });
    ReportEntry {
        feature: finding.feature,
        row: row.map(|row| row as u32),
        line: finding.feature.and_then(line),
        field: finding.field.clone(),
        // The areas of a mended outline are told as numbers.
        value: finding.value.clone().filter(|_| mended.is_none()),
        mended_m2: mended.map(|each| [each.area_before_m2, each.area_after_m2]),
        ..ReportEntry::default()
    }
}

impl ReportEntry {
    /// The rows it is about.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        [self.row, self.other].into_iter().flatten().map(|row| row as usize)
    }

    /// Where it is and what is there, in one line: feature, parcel, line, field, value, areas.
    #[must_use]
    pub fn text(&self, table: &ParcelTable, lang: Lang) -> String {
        let mut parts = Vec::new();
        if let Some(feature) = self.feature {
            parts.push(lang.text_with("finding-feature", [("index", feature.to_string().into())]));
        }
        parts.extend(self.row.map(|row| name_of(table, row).to_owned()));
        if let Some(other) = self.other {
            let (feature, name) = (table.feature_index(other as usize).to_string(), name_of(table, other).to_owned());
            parts.push(lang.text_with("report-other", [("index", feature.into()), ("name", name.into())]));
        }
        if let Some(line) = self.line {
            parts.push(lang.text_with("report-line", [("line", line.to_string().into())]));
        }
        if let Some(field) = &self.field {
            parts.push(lang.text_with("finding-field", [("field", field.as_ref().into())]));
        }
        if let Some(value) = &self.value {
            parts.push(lang.text_with("finding-value", [("value", value.as_str().into())]));
        }
        let area = |area_m2: f64| lang.number_with_unit(Some(area_m2), Unit::SquareMetre);
        if let Some([before, after]) = self.mended_m2 {
            parts.push(format!("{} → {}", area(before), area(after)));
        }
        if let Some(overlap_m2) = self.overlap_m2 {
            let mu = lang.number_with_unit(Some(units::mu_from_m2(overlap_m2)), Unit::Mu);
            parts.push(format!("{} = {mu}", area(overlap_m2)));
        }
        match self.share {
            Some(share) if self.other.is_none() && share > 0.0 => {
                parts.push(format!("+{}", lang.number(Some(share), Unit::Share)));
            }
            Some(share) => parts.push(lang.number(Some(share), Unit::Share)),
            None => {}
        }
        parts.join(&lang.text("finding-join"))
    }

    fn has_text(&self, wanted: &str, table: &ParcelTable, lang: Lang) -> bool {
        self.text(table, lang).to_lowercase().contains(wanted)
            || self.rows().any(|row| table.key(row).to_lowercase().contains(wanted))
    }
}

/// A parcel's name, else its key.
pub(super) fn name_of(table: &ParcelTable, row: u32) -> &str {
    table.text_of(TextField::Name, row as usize).unwrap_or_else(|| table.key(row as usize))
}
