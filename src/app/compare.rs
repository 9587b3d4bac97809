//! Two years for the batch command `compare`: of one file, or of two paired by parcel key.

use super::batch::{Batch, BatchError, BatchRequest};
use crate::analysis::{Comparison, FigureSettings, Figures, YearSide};
use crate::domain::{Tags, Year};
use crate::io::Source;
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

/// Where the base year is.
#[derive(Debug)]
enum Base {
    /// In the same file.
    Year(Figures),
    /// In a file of its own; the figures are on the current data's land basis.
    File(Box<Batch>, Figures),
}

/// Two years, read.
#[derive(Debug)]
pub struct CompareBatch {
    current: Batch,
    base: Base,
    base_tags: Tags,
}

impl CompareBatch {
    /// Two files.
    pub fn of_files(base: &BatchRequest, current: &BatchRequest) -> Result<Self, BatchError> {
        let (base, current) = (Batch::open(base)?, Batch::open(current)?);
        let settings = FigureSettings { year: base.figures.year(), basis: current.figures.settings().basis };
        let figures = Figures::new(&base.table, settings);
        let base_tags = base.tags.clone();
        Ok(Self { current, base: Base::File(Box::new(base), figures), base_tags })
    }

    /// Two years of one file; the base is the latest before the current year if none is given.
    pub fn of_years(request: &BatchRequest, base_year: Option<Year>) -> Result<Self, CompareError> {
        let current = Batch::open(request).map_err(CompareError::Batch)?;
        let years = current.table.years();
        if let Some(asked) = base_year
            && !years.contains(&asked)
        {
            return Err(CompareError::Batch(BatchError::NoSuchYear { asked, years }));
        }
        let year = current.figures.year();
        let Some(base_year) = base_year.or_else(|| years.iter().copied().rfind(|&each| Some(each) < year)) else {
            return Err(CompareError::NoBaseYear { years });
        };
        if Some(base_year) == year {
            return Err(CompareError::SameYear(base_year));
        }
        let settings = FigureSettings { year: Some(base_year), ..current.figures.settings() };
        let figures = Figures::new(&current.table, settings);
        let base_tags = current.tags.clone();
        Ok(Self { current, base: Base::Year(figures), base_tags })
    }

    /// Every file that was read, none of which may be written to.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        let of_base = match &self.base {
            Base::Year(_) => Vec::new(),
            Base::File(base, _) => base.sources(),
        };
        of_base.into_iter().chain(self.current.sources()).collect()
    }

    /// The comparison.
    #[must_use]
    pub fn comparison(&self) -> Comparison<'_> {
        let current = &self.current;
        match &self.base {
            Base::Year(base) => {
                Comparison::of_years(&current.table, &current.tags, base, &current.figures, current.rows.as_ref())
            }
            Base::File(base, figures) => Comparison::of_tables(
                YearSide { table: &base.table, figures, tags: &self.base_tags },
                YearSide { table: &current.table, figures: &current.figures, tags: &current.tags },
                current.rows.as_ref(),
            ),
        }
    }

    /// Sentences on what wants a look: findings on reading, tags without a parcel, nothing to compare.
    #[must_use]
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let comparison = self.comparison();
        let mut remarks = Vec::new();
        if !self.current.unmatched.is_empty() {
            remarks.push(lang.text_with("cli-unmatched", [("count", self.current.unmatched.len().into())]));
        }
        let of_base = match &self.base {
            Base::Year(_) => 0,
            Base::File(base, _) => base.report.findings_total(),
        };
        let findings = of_base + self.current.report.findings_total();
        if findings > 0 {
            remarks.push(lang.text_with("cli-findings", [("count", findings.into())]));
        }
        let total = comparison.total();
        if total.in_both == 0 {
            remarks.push(lang.text("compare-nothing-paired").into_owned());
            return remarks;
        }
        if total.split + total.merged > 0 {
            let counts = [("split", total.split.into()), ("merged", total.merged.into())];
            remarks.push(lang.text_with("compare-lineage", counts));
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
        let (file, figures) = match &self.base {
            Base::Year(figures) => (&self.current.report.file_name, figures),
            Base::File(base, figures) => (&base.report.file_name, figures),
        };
        let year = figures.year().map_or_else(|| lang.text("note-year-none").into_owned(), |year| year.to_string());
        let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
        let mut notes = vec![
            line("note-base-file", file.clone()),
            line("note-base-year", year),
            line("note-compare-rule", lang.text("note-compare-rule-text").into_owned()),
        ];
        notes.extend(self.current.notes(lang));
        notes
    }
}
