//! The command line: batch commands over the same functions as the window, and the window's start.
//!
//! Owns arguments, exit codes and the terminal; knows no window. Exit codes: 0 done, 1 `check` found something, 2 a file
//! could not be read or written, 64 wrong usage.

mod bench_command;
mod check_command;
mod choice_arguments;
mod compare_command;
mod data_arguments;
mod findings_command;
mod judging_arguments;
mod output;
mod summary_command;
mod terminal_table;

use std::path::PathBuf;
use std::process::ExitCode;

pub use bench_command::{BenchArguments, bench_over};
pub use choice_arguments::{ByArgument, LangArgument, RendererArgument};
use clap::{Parser, Subcommand};
pub use data_arguments::{
    BesideArguments, DataArguments, FirmKeyArgument, JoinArguments, MappingArguments, ReadingArguments,
};
pub use findings_command::{FindingsArguments, KindArgument};

use crate::analysis::Grouping;
use crate::app::{self, Batch, BatchBeside, BatchJudging, BatchRequest, WindowStart};
use crate::domain::{Day, Year};
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
    /// A command; without one the window opens.
    #[command(subcommand)]
    pub command: Option<GivenCommand>,
    /// The parcel file (.geojson, .shp, .gpkg, .zip …) or project (.mulens) to open in the window; several parcel files are
    /// opened as one.
    pub files: Vec<PathBuf>,
    /// Draw the window through this graphics interface only.
    #[arg(long, value_enum)]
    pub renderer: Option<RendererArgument>,
    /// Go on where the program had to start itself again.
    #[arg(long, hide = true, value_name = "FILE")]
    pub resume: Option<PathBuf>,
}

/// A command that is more than opening the window.
#[derive(Debug, Subcommand)]
pub enum GivenCommand {
    /// A command that needs no window.
    #[command(flatten)]
    Batch(Box<BatchCommand>),
    /// Measure the window on a file and print one JSON object.
    Bench(Box<BenchArguments>),
}

/// A command that needs no window.
#[derive(Debug, Subcommand)]
pub enum BatchCommand {
    /// Sum up the parcels of a file.
    Summary(SummaryArguments),
    /// Tell how a file was understood and what was found in it.
    Check(CheckArguments),
    /// Judge each parcel: idle, inefficient, graded, up to standard, which model suits; with reasons.
    Findings(FindingsArguments),
    /// Compare a base year with a current year: two files, or two years of one.
    Compare(CompareArguments),
}

/// Arguments of `summary`.
#[derive(Debug, clap::Args)]
pub struct SummaryArguments {
    /// The data set.
    #[command(flatten)]
    pub data: DataArguments,
    /// What to group by.
    #[arg(long, value_enum, default_value_t = ByArgument::Model, requires_ifs = [("grade", "as_of"), ("finding", "as_of")])]
    pub by: ByArgument,
    /// Judge parcels as of this day, e.g. 2024-06-30: idle land is by decree, else by status words alone, and the parcel
    /// file gets the findings as columns.
    #[arg(long, value_name = "DATE", value_parser = judging_arguments::parse_day)]
    pub as_of: Option<Day>,
    /// The rules (.toml); the project's, else those that ship with the program, if not given. Without a day to judge as of,
    /// its status words, missing-value rule and targets of floor headroom are what counts.
    #[arg(long, value_name = "FILE")]
    pub rulebook: Option<PathBuf>,
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
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArguments {
    /// The parcel file; several are read as one.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How it is read.
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    /// The language of sentences.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
}

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct CompareArguments {
    /// The parcel file of the base year; where it is the only one, the file with both years.
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// The parcel file of the current year, matched by parcel key.
    #[arg(value_name = "CURRENT")]
    pub current: Option<PathBuf>,
    /// How both are read.
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// What to group by: what a parcel is now, one that is no more by what it was; such a one has no grade or finding.
    #[arg(long, value_enum, default_value_t = ByArgument::Model, requires_ifs = [("grade", "as_of"), ("finding", "as_of")])]
    pub by: ByArgument,
    /// Judge parcels as of this day, e.g. 2024-06-30: grades of both years by the same rules, and how they moved.
    #[arg(long, value_name = "DATE", value_parser = judging_arguments::parse_day)]
    pub as_of: Option<Day>,
    /// The rules (.toml), whose status words and missing-value rule count in both years; the project's, else those that ship
    /// with the program, if not given.
    #[arg(long, value_name = "FILE.toml")]
    pub rulebook: Option<PathBuf>,
    /// The base year; of two files the base's latest if not given, of one the year before the current.
    #[arg(long, value_name = "YEAR")]
    pub base_year: Option<Year>,
    /// The current year; the latest if not given.
    #[arg(long, value_name = "YEAR")]
    pub current_year: Option<Year>,
    /// Write the comparison here: a .csv or .xlsx file, or - for CSV on standard output. With a day a workbook has the moves
    /// of grades on a sheet of their own.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write how grades moved here, one row a pair of grades: a .csv or .xlsx file, or - for CSV on standard output.
    #[arg(long, value_name = "FILE", requires = "as_of")]
    pub grade_moves: Option<PathBuf>,
    /// Write one row a parcel here: a .csv or .xlsx file.
    #[arg(long, value_name = "FILE")]
    pub parcels: Option<PathBuf>,
    /// The language of headers and words.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
    /// Stable `snake_case` headers and raw numbers, for scripts.
    #[arg(long)]
    pub keys: bool,
    /// A project of the current data whose tags, filter and land basis are used; where BASE is the only file, with the
    /// base file the project names.
    #[arg(long)]
    pub project: Option<PathBuf>,
    /// A missing-items list that was filled in for the current data: its cells are laid over the parcels by key.
    #[arg(long, value_name = "FILE.xlsx")]
    pub missing_list: Option<PathBuf>,
    /// What is joined to the current data.
    #[command(flatten)]
    pub joined: JoinArguments,
}

/// What the program was asked to do.
#[derive(Debug)]
pub enum Asked {
    /// Open the window, on a file where there is one.
    Window(WindowStart),
    /// Measure the window.
    Bench(Box<BenchArguments>),
    /// A batch command.
    Batch(Box<BatchCommand>),
    /// Nothing more: help, version or wrong usage was printed.
    Over(ExitCode),
}

/// Reads the arguments.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Asked {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Some(GivenCommand::Bench(arguments)), .. }) => Asked::Bench(arguments),
        Ok(Arguments { command: Some(GivenCommand::Batch(command)), .. }) => Asked::Batch(command),
        Ok(Arguments { command: None, files, renderer, resume }) => {
            Asked::Window(WindowStart { files, renderer: renderer.map(Into::into), resume })
        }
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
        BatchCommand::Findings(arguments) => findings_command::run(arguments),
        BatchCommand::Compare(arguments) => compare_command::run(arguments),
    })
}

/// What the program does where there is no display: the summary by model of `file`, else of the sample, on standard
/// output, and one sentence on standard error that says so.
#[must_use]
pub fn without_window(files: Vec<PathBuf>, reason: &str) -> ExitCode {
    let lang = Lang::default();
    eprintln!("{}", lang.text_with("cli-no-display", [("reason", reason.into())]));
    eprintln!("{}", Lang::En.text_with("cli-no-display", [("reason", reason.into())]));
    let project = match &files[..] {
        [path] if app::is_project(path) => Some(path.clone()),
        _ => None,
    };
    let source = match &project {
        Some(path) => match app::source_of_project(path) {
            Ok(source) => source,
            Err(error) => {
                eprintln!("{}", error.message(lang));
                return ExitCode::from(FAILED);
            }
        },
        None if files.is_empty() => app::sample(),
        None => Source::of_paths(files),
    };
    let request = BatchRequest {
        source,
        options: ReadOptions::default(),
        project,
        year: None,
        beside: BatchBeside::default(),
        judging: BatchJudging::default(),
    };
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
    use crate::app::Renderer;

    fn asked(line: &str) -> Asked {
        parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn files_alone_ask_for_the_window() {
        assert!(
            matches!(asked("mulens a.geojson b.shp"), Asked::Window(WindowStart { files, .. }) if files == ["a.geojson", "b.shp"].map(PathBuf::from))
        );
        assert!(
            matches!(asked("mulens"), Asked::Window(WindowStart { files, renderer: None, .. }) if files.is_empty())
        );
        let with_gl = asked("mulens --renderer gl a.geojson");
        assert!(matches!(with_gl, Asked::Window(WindowStart { renderer: Some(Renderer::Gl), .. })));
    }

    #[test]
    fn summary_takes_all_that_is_documented() {
        let line = "mulens summary a.geojson --by park --out o.csv --parcels p.xlsx --lang en --keys --year 2023 --crs EPSG:4549 --project x.mulens --layer DK --encoding gbk --mapping m.toml --map tax=税收:万元 --map output@2023=产值 --firms f.xlsx --firms-key uscc --firms-sheet 企业 --firms-win --boundaries b.geojson --boundary-name 园区 --boundaries-fill";
        assert!(matches!(asked(line), Asked::Batch(command) if matches!(*command, BatchCommand::Summary(_))));
    }
}
