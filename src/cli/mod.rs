//! The command line: batch commands over the same functions as the window, and the window's start.
//!
//! Owns arguments, exit codes and the terminal; knows no window. Exit codes: 0 done, 1 `check` found something, 2 a file
//! could not be read or written, 64 wrong usage.

mod check_command;
mod summary_command;
mod terminal_table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::analysis::Grouping;
use crate::app::{self, Batch, BatchRequest};
use crate::domain::Year;
use crate::geometry::Crs;
use crate::io::{ReadOptions, Source};
use crate::locale::Lang;

/// Everything was done.
pub const DONE: u8 = 0;
/// `check` found something that wants a look.
pub const FINDINGS: u8 = 1;
/// A file could not be read or written.
pub const FAILED: u8 = 2;
/// The arguments are off.
pub const USAGE: u8 = 64;

/// MuLens: output and tax per mu, idle land and renewal models of industrial-park parcels, wholly offline.
#[derive(Debug, Parser)]
#[command(name = "mulens", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// A batch command; without one the window opens.
    #[command(subcommand)]
    pub command: Option<BatchCommand>,
    /// The parcel file (.geojson) or project (.mulens) to open in the window.
    pub file: Option<PathBuf>,
}

/// A command that needs no window.
#[derive(Debug, Subcommand)]
pub enum BatchCommand {
    /// Sum up the parcels of a file.
    Summary(SummaryArguments),
    /// Tell how a file was understood and what was found in it.
    Check(CheckArguments),
}

/// Arguments of `summary`.
#[derive(Debug, clap::Args)]
pub struct SummaryArguments {
    /// The parcel file.
    pub file: PathBuf,
    /// What to group by.
    #[arg(long, value_enum, default_value_t = ByArgument::Model)]
    pub by: ByArgument,
    /// Write the summary here: a .csv or .xlsx file, or - for CSV on standard output.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Write one row a parcel here: a .csv or .xlsx file.
    #[arg(long)]
    pub parcels: Option<PathBuf>,
    /// The language of headers and words.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
    /// Stable `snake_case` headers and raw numbers, for scripts.
    #[arg(long)]
    pub keys: bool,
    /// The year figures are of; the latest if not given.
    #[arg(long)]
    pub year: Option<Year>,
    /// The coordinate system, e.g. EPSG:4549, where the file does not say.
    #[arg(long, value_parser = parse_crs)]
    pub crs: Option<Crs>,
    /// Mend outlines that cross themselves by the even-odd rule, instead of leaving them out of all sums.
    #[arg(long)]
    pub repair: bool,
    /// A project whose tags, filter, year and land basis are used.
    #[arg(long)]
    pub project: Option<PathBuf>,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArguments {
    /// The parcel file.
    pub file: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    /// The language of sentences.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
    /// The coordinate system, e.g. EPSG:4549, where the file does not say.
    #[arg(long, value_parser = parse_crs)]
    pub crs: Option<Crs>,
    /// Mend outlines that cross themselves by the even-odd rule, instead of leaving them out of all sums.
    #[arg(long)]
    pub repair: bool,
}

/// What a summary is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ByArgument {
    /// The renewal model.
    Model,
    /// The park.
    Park,
    /// The industry.
    Industry,
    /// The land status.
    Status,
    /// Only the total.
    None,
}

impl From<ByArgument> for Grouping {
    fn from(by: ByArgument) -> Self {
        match by {
            ByArgument::Model => Self::Model,
            ByArgument::Park => Self::Park,
            ByArgument::Industry => Self::Industry,
            ByArgument::Status => Self::Status,
            ByArgument::None => Self::None,
        }
    }
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArgument {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LangArgument> for Lang {
    fn from(lang: LangArgument) -> Self {
        match lang {
            LangArgument::Zh => Self::Zh,
            LangArgument::En => Self::En,
        }
    }
}

fn parse_crs(text: &str) -> Result<Crs, String> {
    let code = text.trim().trim_start_matches("EPSG:").trim_start_matches("epsg:");
    code.parse()
        .ok()
        .and_then(Crs::from_epsg)
        .ok_or_else(|| "expected EPSG:n with n one of 4326, 4490, 4513-4554, 3857".to_owned())
}

/// What the program was asked to do.
#[derive(Debug)]
pub enum Asked {
    /// Open the window, on a file where there is one.
    Window(Option<PathBuf>),
    /// A batch command.
    Batch(BatchCommand),
    /// Nothing more: help, version or wrong usage was printed.
    Over(ExitCode),
}

/// Reads the arguments.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Asked {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Some(command), .. }) => Asked::Batch(command),
        Ok(Arguments { command: None, file }) => Asked::Window(file),
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { DONE };
            if let Err(failure) = error.print() {
                tracing::warn!(%failure, "usage not printed");
            }
            Asked::Over(ExitCode::from(code))
        }
    }
}

/// Runs a batch command.
#[must_use]
pub fn run(command: &BatchCommand) -> ExitCode {
    ExitCode::from(match command {
        BatchCommand::Summary(arguments) => summary_command::run(arguments),
        BatchCommand::Check(arguments) => check_command::run(arguments),
    })
}

/// What the program does where there is no display: the summary by model of `file`, else of the sample, on standard
/// output, and one sentence on standard error that says so.
#[must_use]
pub fn without_window(file: Option<PathBuf>, reason: &str) -> ExitCode {
    let lang = Lang::default();
    eprintln!("{}", lang.text_with("cli-no-display", [("reason", reason.into())]));
    eprintln!("{}", Lang::En.text_with("cli-no-display", [("reason", reason.into())]));
    let (source, project) = match file {
        None => (app::sample(), None),
        Some(path) if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mulens")) => {
            match app::source_of_project(&path) {
                Ok(source) => (source, Some(path)),
                Err(error) => {
                    eprintln!("{}", error.message(lang));
                    return ExitCode::from(FAILED);
                }
            }
        }
        Some(path) => (Source::Path(path), None),
    };
    let request = BatchRequest { source, options: ReadOptions::default(), project, year: None };
    ExitCode::from(match Batch::open(&request) {
        Ok(batch) => {
            terminal_table::print_summary(&batch, Grouping::Model, lang, false);
            DONE
        }
        Err(error) => {
            eprintln!("{}", error.message(lang));
            FAILED
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Asked {
        parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn a_lone_file_asks_for_the_window() {
        assert!(matches!(asked("mulens a.geojson"), Asked::Window(Some(file)) if file.ends_with("a.geojson")));
        assert!(matches!(asked("mulens"), Asked::Window(None)));
    }

    #[test]
    fn crs_is_read_with_or_without_its_prefix_and_refused_when_unknown() {
        assert_eq!(parse_crs("EPSG:4549").map(Crs::epsg), Ok(4549));
        assert_eq!(parse_crs("4528").map(Crs::epsg), Ok(4528));
        assert!(parse_crs("EPSG:2000").is_err());
    }

    #[test]
    fn summary_takes_all_that_is_documented() {
        let line = "mulens summary a.geojson --by park --out o.csv --parcels p.xlsx --lang en --keys --year 2023 --crs EPSG:4549 --project x.mulens";
        assert!(matches!(asked(line), Asked::Batch(BatchCommand::Summary(_))));
    }
}
