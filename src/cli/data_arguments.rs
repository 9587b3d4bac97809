//! The arguments that name a data set, shared by every command that reads one, and its opening.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;

use super::{FAILED, USAGE};
use crate::app::boundaries::{BoundaryChoices, ParkPrecedence};
use crate::app::firms::{FirmChoices, Precedence};
use crate::app::{Batch, BatchBeside, BatchJudging, BatchRequest};
use crate::domain::{FirmKey, Year};
use crate::geometry::Crs;
use crate::io::columns::{MapArgument, Mapping, MappingError};
use crate::io::{ReadOptions, Source, TextEncoding};
use crate::locale::Lang;

/// How a parcel file is read.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ReadingArguments {
    /// The layer, where the file has several.
    #[arg(long)]
    pub layer: Option<String>,
    /// The encoding of its text, e.g. GBK; found out if not given.
    #[arg(long, value_parser = parse_encoding)]
    pub encoding: Option<TextEncoding>,
    /// The coordinate system, whatever the file says: EPSG:4549 or another code, GCJ-02, BD-09, or local for plane metres
    /// without a place.
    #[arg(long, value_parser = parse_crs)]
    pub crs: Option<Crs>,
    /// Mend outlines that cross themselves by the even-odd rule, instead of leaving them out of all sums.
    #[arg(long)]
    pub repair: bool,
    /// What is said about columns.
    #[command(flatten)]
    pub mapping: MappingArguments,
}

impl ReadingArguments {
    /// The options these arguments make; an error is told, and its exit code handed back.
    pub(super) fn options(&self, lang: Lang) -> Result<ReadOptions, u8> {
        let mapping = self.mapping.resolve().map_err(|error| {
            eprintln!("{}", error.message(lang));
            if matches!(error, MappingError::Fault(_)) { USAGE } else { FAILED }
        })?;
        Ok(ReadOptions {
            crs: self.crs,
            layer: self.layer.clone(),
            encoding: self.encoding,
            repair_crossing: self.repair,
            mapping,
            ..ReadOptions::default()
        })
    }
}

/// A data set: parcel files, how they are read, and what is laid over and beside them.
#[derive(Clone, Debug, clap::Args)]
pub struct DataArguments {
    /// The parcel file; several are read as one.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How it is read.
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// The year figures are of; the latest if not given.
    #[arg(long)]
    pub year: Option<Year>,
    /// A project whose tags, filter, corrections, year and land basis are used.
    #[arg(long)]
    pub project: Option<PathBuf>,
    /// What is laid beside the parcels.
    #[command(flatten)]
    pub beside: BesideArguments,
}

impl DataArguments {
    /// Reads the data set and says on standard error what wants a look; an error is told, and its exit code handed back.
    pub(super) fn open(&self, lang: Lang, judging: BatchJudging) -> Result<Batch, u8> {
        let request = BatchRequest {
            source: Source::of_paths(self.files.clone()),
            options: self.reading.options(lang)?,
            project: self.project.clone(),
            year: self.year,
            beside: self.beside.resolve(),
            judging,
        };
        let batch = Batch::open(&request).map_err(|error| {
            eprintln!("{}", error.message(lang));
            FAILED
        })?;
        if !batch.unmatched.is_empty() {
            eprintln!("{}", lang.text_with("cli-unmatched", [("count", batch.unmatched.len().into())]));
        }
        for sentence in batch.filled_sentences(lang).into_iter().chain(batch.commitment_sentences(lang)) {
            eprintln!("{sentence}");
        }
        let findings = batch.report.findings_total();
        if findings > 0 {
            eprintln!("{}", lang.text_with("cli-findings", [("count", findings.into())]));
        }
        Ok(batch)
    }
}

/// What is said about columns.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct MappingArguments {
    /// A mapping file (.toml) that says which property becomes which column, as the window saves it.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// One column: `COLUMN=PROPERTY[:UNIT]`, with a year `COLUMN@YEAR=PROPERTY[:UNIT]`; `COLUMN=:UNIT` says the unit alone,
    /// COLUMN= that there is no such column. May be given again; goes before the mapping file.
    #[arg(long, value_name = "RULE")]
    pub map: Vec<MapArgument>,
}

impl MappingArguments {
    /// The mapping these arguments say; none if they say nothing.
    pub fn resolve(&self) -> Result<Option<Arc<Mapping>>, MappingError> {
        let mut mapping = self.mapping.as_deref().map_or_else(|| Ok(Mapping::default()), Mapping::read)?;
        for argument in &self.map {
            mapping.columns.insert(argument.column, argument.rule.clone());
        }
        mapping.check().map_err(MappingError::Fault)?;
        Ok((!mapping.is_empty()).then(|| Arc::new(mapping)))
    }
}

/// Files that are joined to the parcels.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct JoinArguments {
    /// A list of firms to join: .csv, .tsv, .xlsx or .xls. What it came to is printed with the figures.
    #[arg(long, value_name = "FILE")]
    pub firms: Option<PathBuf>,
    /// By what firms and parcels are brought together; else by what finds most.
    #[arg(long, value_enum, requires = "firms")]
    pub firms_key: Option<FirmKeyArgument>,
    /// The sheet of the workbook; else its first.
    #[arg(long, value_name = "NAME", requires = "firms")]
    pub firms_sheet: Option<String>,
    /// Let the list's values stand where the parcel file has some too; else it fills blanks.
    #[arg(long, requires = "firms")]
    pub firms_win: bool,
    /// A file of polygons that says the park of each parcel by its interior point.
    #[arg(long, value_name = "FILE")]
    pub boundaries: Option<PathBuf>,
    /// The property that names each polygon; else the likeliest.
    #[arg(long, value_name = "FIELD", requires = "boundaries")]
    pub boundary_name: Option<String>,
    /// Keep the parks of the parcel file; the boundaries fill blanks only.
    #[arg(long, requires = "boundaries")]
    pub boundaries_fill: bool,
}

/// Files beside the parcels.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct BesideArguments {
    /// What is joined to them.
    #[command(flatten)]
    pub joined: JoinArguments,
    /// A list of commitments to hold parcels to: .csv, .tsv, .xlsx or .xls, one a row with parcel, indicator,
    /// operator, value, unit, stage and due date.
    #[arg(long, value_name = "FILE")]
    pub commitments: Option<PathBuf>,
    /// A missing-items list that was filled in: its cells are laid over the parcels by key, as corrections.
    #[arg(long, value_name = "FILE.xlsx")]
    pub missing_list: Option<PathBuf>,
}

impl BesideArguments {
    /// What a batch command is to lay beside the parcels.
    #[must_use]
    pub fn resolve(&self) -> BatchBeside {
        BatchBeside {
            commitments: self.commitments.clone(),
            filled: self.missing_list.clone(),
            ..self.joined.resolve()
        }
    }
}

impl JoinArguments {
    /// What a batch command is to join to the parcels.
    #[must_use]
    pub fn resolve(&self) -> BatchBeside {
        let choices = FirmChoices {
            key: self.firms_key.map(FirmKey::from),
            sheet: self.firms_sheet.clone(),
            precedence: if self.firms_win { Precedence::FirmsWin } else { Precedence::FillBlanks },
            ..FirmChoices::default()
        };
        let parks = BoundaryChoices {
            name_field: self.boundary_name.clone(),
            precedence: if self.boundaries_fill { ParkPrecedence::FillBlanks } else { ParkPrecedence::Replace },
        };
        BatchBeside {
            firms: self.firms.clone().map(|path| (path, choices)),
            boundaries: self.boundaries.clone().map(|path| (path, parks)),
            ..BatchBeside::default()
        }
    }
}

/// The key of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FirmKeyArgument {
    /// The parcel code.
    Code,
    /// The unified social credit code.
    Uscc,
    /// The firm's name.
    Name,
}

impl From<FirmKeyArgument> for FirmKey {
    fn from(key: FirmKeyArgument) -> Self {
        match key {
            FirmKeyArgument::Code => Self::ParcelCode,
            FirmKeyArgument::Uscc => Self::CreditCode,
            FirmKeyArgument::Name => Self::Name,
        }
    }
}

fn parse_crs(text: &str) -> Result<Crs, String> {
    Crs::from_name(text).ok_or_else(|| "expected EPSG:n with a known n, GCJ-02, BD-09, or local".to_owned())
}

fn parse_encoding(name: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_name(name).ok_or_else(|| {
        let known = TextEncoding::ALL.map(TextEncoding::name).join(", ");
        format!("expected one of {known}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crs_is_read_with_or_without_its_prefix_and_refused_when_unknown() {
        assert_eq!(parse_crs("EPSG:4549").map(Crs::epsg), Ok(Some(4549)));
        assert_eq!(parse_crs("4528").map(Crs::epsg), Ok(Some(4528)));
        for name in ["GCJ-02", "BD-09", "local"] {
            assert_eq!(parse_crs(name).map(|crs| crs.to_string()).as_deref(), Ok(name));
        }
        assert!(parse_crs("EPSG:1").is_err());
    }
}
