//! Two years for the batch command `compare`: of one file, or of two paired by parcel key, as the window has it.

use std::sync::Arc;

use super::base_file::BaseFile;
use super::base_side::{BaseSide, BaseTable, change_notes, lineage_sentence, rekeyed_sentence};
use super::batch::{Batch, BatchError, BatchRequest};
use crate::analysis::{Comparison, FigureSettings, Figures, Pairing, YearSide};
use crate::domain::{FindingKind, ResultTable, RowSet, Year};
use crate::io::{ProjectFile, Source};
use crate::locale::Lang;

/// Why two years cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// A file could not be had.
    #[error("data not read")]
    Batch(BatchError),
    /// The one file has figures of one year at most, or of none before the current.
    #[error("no base year")]
    NoBaseYear {
        /// The years it has.
        years: Vec<Year>,
    },
    /// Base and current year are the same.
    #[error("{0} against itself")]
    SameYear(Year),
}

impl CompareError {
    /// One sentence: what failed, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Batch(error) => error.message(lang),
            Self::NoBaseYear { years } => {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                let known = if years.is_empty() { lang.text("note-year-none").into_owned() } else { years.join(", ") };
                lang.text_with("compare-no-base-year", [("years", known.into())])
            }
            Self::SameYear(year) => lang.text_with("compare-same-year", [("year", year.to_string().into())]),
        }
    }
}

/// Two years, read.
#[derive(Debug)]
pub struct CompareBatch {
    current: Batch,
    base: BaseSide,
    /// The base year's file, where it is one of its own.
    base_file: Option<BaseSource>,
}

/// Where a base side was read from.
#[derive(Debug)]
struct BaseSource {
    name: String,
    sources: Vec<Source>,
    findings: usize,
}

impl CompareBatch {
    /// Two files.
    pub fn of_files(base: &BatchRequest, current: &BatchRequest) -> Result<Self, BatchError> {
        let (base, current) = (Batch::open(base)?, Batch::open(current)?);
        let base_file = BaseSource {
            name: base.report.file_name.clone(),
            sources: base.sources(),
            findings: base.report.findings_total(),
        };
        let pairing = Arc::new(Pairing::of_tables(&base.table, &current.table));
        let year = base.figures.year();
        let table = BaseTable { table: base.table, tags: Arc::new(base.tags), pairing };
        Ok(Self::with_table(current, table, year, base_file))
    }

    fn with_table(current: Batch, base: BaseTable, year: Option<Year>, base_file: BaseSource) -> Self {
        let settings = FigureSettings { year, basis: current.figures.settings().basis };
        let figures = Arc::new(Figures::by_rules(&base.table, settings, &current.judging.book));
        Self { current, base: BaseSide::Table(base, figures), base_file: Some(base_file) }
    }

    /// Two years of one file, or of it and the base file its project names; the base is the latest before the current
    /// year if none is given, of a base file its latest.
    pub fn of_years(request: &BatchRequest, base_year: Option<Year>) -> Result<Self, CompareError> {
        let current = Batch::open(request).map_err(CompareError::Batch)?;
        let base = base_of_project(request, &current).map_err(CompareError::Batch)?;
        let years = base.as_ref().map_or(&current.table, |base| &base.base.table).years();
        if let Some(asked) = base_year
            && !years.contains(&asked)
        {
            return Err(CompareError::Batch(BatchError::NoSuchYear { asked, years }));
        }
        if let Some(base) = base {
            let base_file = BaseSource {
                name: base.file_name(),
                sources: vec![Source::Path(base.path.clone())],
                findings: base.findings as usize,
            };
            let year = base_year.or_else(|| base.base.table.default_year());
            return Ok(Self::with_table(current, base.base, year, base_file));
        }
        let year = current.figures.year();
        let Some(base_year) = base_year.or_else(|| years.iter().copied().rfind(|&each| Some(each) < year)) else {
            return Err(CompareError::NoBaseYear { years });
        };
        if Some(base_year) == year {
            return Err(CompareError::SameYear(base_year));
        }
        let settings = FigureSettings { year: Some(base_year), ..current.figures.settings() };
        let figures = Arc::new(Figures::by_rules(&current.table, settings, &current.judging.book));
        Ok(Self { current, base: BaseSide::Columns(figures), base_file: None })
    }

    /// Every file that was read, none of which may be written to.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        let of_base = self.base_file.iter().flat_map(|file| file.sources.iter().cloned());
        of_base.chain(self.current.sources()).collect()
    }

    /// The comparison.
    #[must_use]
    pub fn comparison(&self) -> Comparison<'_> {
        let Batch { table, figures, tags, rows, .. } = &self.current;
        self.base.comparison(YearSide { table, figures, tags }, rows.as_ref())
    }

    /// How grades moved, a row a pair of grades with parcels and land; `None` where findings were not wanted.
    #[must_use]
    pub fn grade_moves(&self) -> Option<ResultTable> {
        let Batch { table, figures, judging, rows, .. } = &self.current;
        let current = figures.judged()?.outcomes(FindingKind::Grade);
        let all = || RowSet::full(table.len());
        let rows = rows.clone().unwrap_or_else(all);
        Some(self.base.grades(judging.inputs(table, figures)).moves(current, &rows).table(figures))
    }

    /// Why grades are of parcels, where firms are joined and the base has none.
    fn by_parcels_sentence(&self, lang: Lang) -> Option<String> {
        let is_by_parcels = self.current.figures.judged().is_some() && self.base.grades_by_parcels(&self.current.table);
        is_by_parcels.then(|| lang.text("grade-moves-by-parcels").into_owned())
    }

    /// Sentences on what wants a look: findings on reading, tags without a parcel, nothing to compare.
    #[must_use]
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let comparison = self.comparison();
        let mut remarks = Vec::new();
        if !self.current.unmatched.is_empty() {
            remarks.push(lang.text_with("cli-unmatched", [("count", self.current.unmatched.len().into())]));
        }
        remarks.extend(self.current.filled_sentences(lang));
        remarks.extend(self.by_parcels_sentence(lang));
        let of_base = self.base_file.as_ref().map_or(0, |file| file.findings);
        let findings = of_base + self.current.report.findings_total();
        if findings > 0 {
            remarks.push(lang.text_with("cli-findings", [("count", findings.into())]));
        }
        let total = comparison.total();
        if total.in_both == 0 && total.output.groups + total.tax.groups == 0 {
            remarks.push(lang.text("compare-nothing-paired").into_owned());
            return remarks;
        }
        if total.split + total.merged > 0 {
            remarks.push(lineage_sentence(lang, &total));
        }
        if total.rekeyed > 0 {
            remarks.push(rekeyed_sentence(lang, &total));
        }
        if comparison.pairing().is_cut_short() {
            remarks.push(lang.text("compare-cut-short").into_owned());
        }
        for (comparable, sum, id) in [
            (comparison.has_output(), total.output, "measure-output"),
            (comparison.has_tax(), total.tax, "measure-tax"),
        ] {
            let measure = lang.text(id).into_owned();
            if !comparable {
                remarks.push(lang.text_with("compare-no-two-columns", [("measure", measure.into())]));
            } else if sum.compared == 0 {
                remarks.push(lang.text_with("compare-none-compared", [("measure", measure.into())]));
            } else if sum.multiple().is_none() {
                remarks.push(lang.text_with("compare-base-zero", [("measure", measure.into())]));
            }
        }
        remarks
    }

    /// What the figures stand on, line by line: the base's file and year, then what the current data's stand on.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<(String, String)> {
        let file = self.base_file.as_ref().map_or(&self.current.report.file_name, |file| &file.name);
        let figures = self.base.figures();
        let year = figures.year().map_or_else(|| lang.text("note-year-none").into_owned(), |year| year.to_string());
        let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
        let mut notes = vec![line("note-base-file", file.clone()), line("note-base-year", year)];
        notes.extend(change_notes(lang, &self.comparison().total()));
        notes.extend(self.by_parcels_sentence(lang).map(|sentence| line("chart-grade-moves", sentence)));
        notes.extend(self.current.notes(lang));
        notes
    }
}

/// The base file that the project of a request names, if it names one.
fn base_of_project(request: &BatchRequest, current: &Batch) -> Result<Option<BaseFile>, BatchError> {
    let Some(path) = &request.project else { return Ok(None) };
    let file = ProjectFile::read(path).map_err(BatchError::Project)?;
    BaseFile::of_project(&file, path, &current.table, &current.report.crs).map_err(BatchError::Beside)
}
