//! Exports: what goes out, of which rows, in which format, and the notes that say what the figures stand on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::base_file::{BaseFile, base_notes};
use super::base_side::BaseSide;
use super::commitments::commitment_notes;
use super::corrections::{corrections_note, with_corrected};
use super::document::Document;
use super::document_judging::{JudgeWork, Judging};
use super::figure_notes::summary_notes;
use super::firms::firms_notes;
use super::follow_ups::{excluded_note, with_follow_up_texts, with_follow_ups};
use super::judging::judging_notes;
use super::marks::marks_note;
use super::marks_table::marks_table;
use super::missing_list::{MissingList, missing_list};
use super::report_list::ReportList;
use super::report_table::report_table;
use super::tag_differences::difference_table;
use crate::analysis::judge::{Judge, JudgeInputs};
use crate::analysis::{Figures, SortKey, YearSide, parcel_columns, parcel_rows, summary, work_list, work_table};
use crate::domain::{Corrections, Day, FollowUps, ParcelTable, ResultTable, RowSet, Tags};
use crate::io::{
    ExportError, Headers, ImportReport, Source, SourceStamp, export_geojson, refuse_sources, write_atomic,
    write_atomic_with, write_csv, write_csv_in_pieces, write_xlsx,
};
use crate::locale::Lang;

/// What is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportWhat {
    /// The summary by the present grouping.
    #[default]
    Summary,
    /// One row a parcel.
    Parcels,
    /// The parcels to act on first.
    WorkList,
    /// The file as read, with tags and indicators added.
    GeoJson,
    /// The same with what parcels are judged to be.
    GeoJsonFindings,
    /// The parcels whose tag differs from the suggestion.
    TagDifferences,
    /// What changed since the base, one row a parcel.
    Changes,
    /// What changed since the base by the present grouping.
    ChangesByGroup,
    /// The marks of idle land that parcels will cross within so many days.
    MarksAhead(Day),
    /// The cells findings would have needed, to be filled in.
    Missing,
    /// The import report, one row a finding.
    Report,
}

/// Of which parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportScope {
    /// All.
    All,
    /// Those the filter shows.
    #[default]
    Shown,
    /// The selected ones.
    Selected,
}

/// In which format a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// CSV that opens clean in Excel.
    #[default]
    Csv,
    /// An Excel workbook with a sheet of notes.
    Xlsx,
}

/// An export a user asked for.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// What.
    pub what: ExportWhat,
    /// Of which parcels.
    pub scope: ExportScope,
    /// In which format; GeoJSON has its own.
    pub format: ExportFormat,
    /// Where to.
    pub path: PathBuf,
}

/// Everything an export needs, shared with the job that writes it.
pub(super) struct ExportWork {
    table: Arc<ParcelTable>,
    figures: Arc<Figures>,
    /// What is to be judged before anything is written, where that has not been done.
    to_judge: Option<JudgeWork>,
    tags: Arc<Tags>,
    parcel_notes: BTreeMap<u32, String>,
    corrections: Corrections,
    follow_ups: Arc<FollowUps>,
    judging: Judging,
    rows: Option<RowSet>,
    report: Option<Arc<ReportList>>,
    /// What changes are held against, where they are asked for.
    base: Option<(BaseSide, Option<Arc<BaseFile>>)>,
    import: Arc<ImportReport>,
    source: Source,
    sources: Vec<Source>,
    stamp: SourceStamp,
    by: crate::analysis::Grouping,
    /// What is to be told beside what the figures stand on, the scope first.
    notes: Vec<(String, String)>,
    lang: Lang,
}

impl ExportWork {
    pub(super) fn new(document: &mut Document, what: ExportWhat, scope: ExportScope, lang: Lang) -> Self {
        let rows = match scope {
            ExportScope::All => None,
            ExportScope::Shown => {
                let shown = document.shown();
                (!shown.is_full()).then(|| (*shown).clone())
            }
            ExportScope::Selected => Some(document.selection().clone()),
        };
        let (figures, to_judge) = document.figures_to_export();
        let filter = match scope {
            ExportScope::All => lang.text("export-scope-all").into_owned(),
            ExportScope::Shown if document.filter().is_empty() => lang.text("export-scope-all").into_owned(),
            ExportScope::Shown => lang.text("export-scope-shown").into_owned(),
            ExportScope::Selected => lang.text("export-scope-selected").into_owned(),
        };
        let mut notes = vec![(lang.text("note-parcels-written").into_owned(), filter)];
        notes.extend(corrections_note(lang, document.corrections()));
        notes.extend(excluded_note(lang, document.follow_ups(), &figures, rows.as_ref()));
        notes.extend(judging_notes(lang, &document.judging().book, document.judging().as_of));
        notes.extend(marks_note(lang, document.marks()));
        notes.extend(document.boundaries().into_iter().flat_map(|boundaries| boundaries.notes(lang)));
        let is_of_changes = matches!(what, ExportWhat::Changes | ExportWhat::ChangesByGroup);
        let base = if is_of_changes { document.base_side() } else { None };
        let base = base.map(|side| (side, document.base_file().cloned()));
        let commitments = document.commitments();
        notes
            .extend(commitments.into_iter().flat_map(|list| commitment_notes(lang, list, document.laid_commitments())));
        if let (Some(firms), Some(join)) = (document.firms(), document.firm_join()) {
            notes.extend(firms_notes(lang, firms, join, document.table().len(), document.firm_conflicts()));
        }
        Self {
            table: Arc::clone(document.table()),
            figures,
            to_judge,
            tags: Arc::clone(&document.tags),
            parcel_notes: document.notes.clone(),
            corrections: document.corrections().clone(),
            follow_ups: Arc::clone(&document.follow_ups),
            judging: document.judging().clone(),
            rows,
            report: (what == ExportWhat::Report).then(|| document.report_list()),
            base,
            import: Arc::clone(document.report()),
            source: document.source().clone(),
            sources: document.sources(),
            stamp: document.stamp().clone(),
            by: document.view().group_by,
            notes,
            lang,
        }
    }

    /// The rows asked about, in file order.
    fn asked_rows(&self) -> Vec<u32> {
        match &self.rows {
            Some(rows) => rows.iter().map(|row| row as u32).collect(),
            None => (0..self.table.len() as u32).collect(),
        }
    }

    /// What judgements are made of.
    fn inputs(&self) -> JudgeInputs<'_> {
        self.judging.inputs(&self.table, &self.figures)
    }

    /// What the findings of the rows asked about miss.
    fn missing(&self) -> MissingList {
        missing_list(&Judge::new(self.inputs()).hearing(&self.follow_ups), &self.asked_rows(), &self.follow_ups)
    }

    /// The figures with what is judged of the present state, which is judged here where that has not been done.
    fn judged_figures(&self) -> Arc<Figures> {
        let judge = |work: JudgeWork| Arc::new(work.judge().with_follow_ups(&self.follow_ups).figures());
        self.to_judge.clone().map_or_else(|| Arc::clone(&self.figures), judge)
    }

    /// The parcels of `rows` with what the user did to them; the columns are the same whatever the rows.
    fn parcels(&self, what: ExportWhat, figures: &Figures, columns: &[SortKey], rows: &[u32]) -> ResultTable {
        let parcels = parcel_rows(&self.table, figures, &self.tags, columns, rows);
        let parcels = with_corrected(parcels, rows, &self.corrections, |column| match what {
            // Its members are named by keys, so are the columns.
            ExportWhat::GeoJson | ExportWhat::GeoJsonFindings => column.to_string(),
            _ => self.lang.table_column(column),
        });
        if what == ExportWhat::Parcels {
            with_follow_ups(parcels, rows, &self.follow_ups, Headers::Words(self.lang))
        } else {
            with_follow_up_texts(parcels, rows, &self.follow_ups)
        }
    }

    /// What is written, and what is to be said of it first in `notes`.
    fn table_for(&self, what: ExportWhat, figures: &Figures, notes: &mut Vec<(String, String)>) -> ResultTable {
        match what {
            ExportWhat::Summary => summary(&self.table, figures, &self.tags, self.rows.as_ref(), self.by),
            ExportWhat::Missing => {
                let list = self.missing();
                notes.splice(0..0, list.notes(self.lang));
                list.table(self.lang, &self.table)
            }
            ExportWhat::Report => {
                self.report.as_ref().map(|list| report_table(list, &self.table, self.lang)).unwrap_or_default()
            }
            ExportWhat::WorkList => {
                let items = work_list(&self.table, figures, &self.tags, self.rows.as_ref());
                let note_of = |row: usize| self.parcel_notes.get(&(row as u32)).map(String::as_str);
                work_table(&self.table, figures, &self.tags, &items, note_of)
            }
            ExportWhat::TagDifferences => {
                let parts = (&*self.table, figures);
                difference_table(Headers::Words(self.lang), parts, &self.judging, &self.tags, self.rows.as_ref())
            }
            ExportWhat::MarksAhead(days) => {
                marks_table(Headers::Words(self.lang), figures, self.inputs(), self.rows.as_ref(), days)
            }
            ExportWhat::Changes | ExportWhat::ChangesByGroup => {
                let current = YearSide { table: &self.table, figures, tags: &self.tags };
                let changes = self.base.as_ref().map(|(base, _)| base.comparison(current, self.rows.as_ref()));
                let table = changes.map(|changes| match what {
                    ExportWhat::Changes => changes.parcels(),
                    _ => changes.summary(self.by),
                });
                table.unwrap_or_default()
            }
            ExportWhat::Parcels | ExportWhat::GeoJson | ExportWhat::GeoJsonFindings => {
                self.parcels(what, figures, &parcel_columns(&self.table, figures), &self.asked_rows())
            }
        }
    }

    /// What the figures stand on, and what was written of it behind the first line, the file.
    fn all_notes(&self, figures: &Figures) -> Vec<(String, String)> {
        let rows = self.rows.as_ref();
        let mut notes = summary_notes(self.lang, &self.table, figures, &self.import, &self.tags, rows);
        let mut own = self.notes.iter().cloned();
        notes.splice(1..1, own.next());
        if let Some((side, file)) = &self.base {
            let current = YearSide { table: &self.table, figures, tags: &self.tags };
            let base = (side, file.as_deref());
            notes.extend(base_notes(self.lang, base, &self.import.file_name, current));
        }
        notes.extend(own);
        notes
    }

    /// Writes the export. Says how many rows or features were written.
    pub(super) fn write(&self, request: &ExportRequest) -> Result<Option<usize>, ExportError> {
        refuse_sources(&request.path, &self.sources)?;
        let figures = self.judged_figures();
        if (request.what, request.format) == (ExportWhat::Parcels, ExportFormat::Csv) {
            let (columns, rows) = (parcel_columns(&self.table, &figures), self.asked_rows());
            let piece = |of: Range<usize>| self.parcels(request.what, &figures, &columns, &rows[of]);
            let headers = Headers::Words(self.lang);
            write_atomic(&request.path, |out| write_csv_in_pieces(rows.len(), headers, piece, out))?;
            return Ok(Some(rows.len()));
        }
        let mut notes = if request.format == ExportFormat::Xlsx { self.all_notes(&figures) } else { Vec::new() };
        let table = self.table_for(request.what, &figures, &mut notes);
        let headers = Headers::Words(self.lang);
        match (request.what, request.format) {
            (what @ (ExportWhat::GeoJson | ExportWhat::GeoJsonFindings), _) => {
                let added = added_members(table, self.tags.has_routes(), what == ExportWhat::GeoJsonFindings);
                let written = write_atomic_with(&request.path, |out| {
                    let (rows, known) = (self.rows.as_ref(), self.import.property_names());
                    export_geojson(&self.source, &self.stamp, &self.table, rows, &added, known.as_deref(), out)
                })?;
                return Ok(Some(written.parcels));
            }
            (_, ExportFormat::Csv) => write_atomic(&request.path, |out| write_csv(&table, headers, out))?,
            (_, ExportFormat::Xlsx) => {
                write_atomic_with(&request.path, |out| write_xlsx(&table, headers, &notes, out))?;
            }
        }
        Ok(Some(table.len()))
    }
}

/// The columns a GeoJSON export adds: what the program knows and the file does not say. One row a parcel, all of them.
/// Findings are among them where they are asked for, the route where any parcel has one.
fn added_members(parcels: ResultTable, has_routes: bool, with_findings: bool) -> ResultTable {
    const ADDED: [&str; 11] = [
        "parcel_key",
        "model",
        "land_mu",
        "land_basis",
        "geometric_area_m2",
        "output_per_mu",
        "tax_per_mu",
        "far",
        "land_status",
        "corrected",
        "follow_ups",
    ];
    const FINDINGS: [&str; 9] = [
        "finding_idle",
        "finding_low_efficiency",
        "finding_grade",
        "grade_score",
        "grade_rank",
        "finding_suggestion",
        "suggestion_score",
        "finding_day",
        "finding_rulebook",
    ];
    let is_added =
        |key: &str| ADDED.contains(&key) || has_routes && key == "route" || with_findings && FINDINGS.contains(&key);
    ResultTable { columns: parcels.columns.into_iter().filter(|column| is_added(column.key)).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;

    #[test]
    fn a_selection_is_exported_as_geojson_with_its_own_parcels_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("selected.geojson");
        let mut document = Document::new(loaded_sample(), 1);
        let rows = RowSet::from_rows(document.table().len(), [3, 10, 600]);
        document.select(&rows, super::super::SelectMode::Replace);
        let work = ExportWork::new(&mut document, ExportWhat::GeoJson, ExportScope::Selected, Lang::Zh);
        let request =
            ExportRequest { what: ExportWhat::GeoJson, scope: ExportScope::Selected, format: ExportFormat::Csv, path };
        assert_eq!(work.write(&request).unwrap(), Some(3));
        let written: serde_json::Value = serde_json::from_slice(&std::fs::read(&request.path).unwrap()).unwrap();
        let keys: Vec<_> = written["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["properties"]["parcel_key"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(keys, [3, 10, 600].map(|row| document.table().key(row).to_owned()));
    }

    #[test]
    fn a_parcel_table_names_the_rulebook_beside_the_day_by_key_or_by_its_own_name() {
        let mut document = Document::new(loaded_sample(), 1);
        let name = |document: &mut Document| {
            let rows = RowSet::from_rows(document.table().len(), [0]);
            document.select(&rows, super::super::SelectMode::Replace);
            let work = ExportWork::new(document, ExportWhat::Parcels, ExportScope::Selected, Lang::En);
            let table = work.table_for(ExportWhat::Parcels, &work.judged_figures(), &mut Vec::new());
            let column = table.column("finding_rulebook").unwrap();
            Lang::En.cell(column.cell(0), column.unit)
        };
        assert_eq!(name(&mut document), Lang::En.text("rulebook-shipped-name"));
        let mut book = (*document.judging().book).clone();
        book.name = "Local rules".to_owned();
        document.set_rulebook(Arc::new(book), None);
        assert_eq!(name(&mut document), "Local rules");
    }

    #[test]
    fn the_batch_command_lists_marks_ahead_and_tag_differences_as_the_window_does() {
        use super::super::{Batch, BatchBeside, BatchJudging, BatchRequest, sample};
        let as_of = crate::domain::day_from_iso("2024-06-30");
        let mut document = Document::new(loaded_sample(), 1);
        document.set_as_of(as_of.unwrap());
        let work = ExportWork::new(&mut document, ExportWhat::TagDifferences, ExportScope::All, Lang::Zh);
        let request = BatchRequest {
            source: sample(),
            options: crate::io::ReadOptions::default(),
            project: None,
            year: None,
            beside: BatchBeside::default(),
            judging: BatchJudging { as_of, book: None, is_wanted: true },
        };
        let (batch, headers) = (Batch::open(&request).unwrap(), Headers::Words(Lang::Zh));
        for (what, listed) in [
            (ExportWhat::TagDifferences, batch.tag_differences(headers)),
            (ExportWhat::MarksAhead(180), batch.marks_ahead(headers, 180)),
        ] {
            assert!(!listed.is_empty(), "{what:?}");
            let written = work.table_for(what, &work.judged_figures(), &mut Vec::new());
            let csv = |table: &ResultTable| {
                let mut out = Vec::new();
                write_csv(table, headers, &mut out).unwrap();
                String::from_utf8(out).unwrap()
            };
            assert_eq!(csv(&listed), csv(&written), "{what:?}");
        }
    }
}
