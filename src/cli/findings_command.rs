//! `mulens findings`: what is found of each parcel, as of a day, by a rulebook, with its reasons.

use std::path::PathBuf;

use clap::ValueEnum;

use super::judging_arguments::{judging, parse_day, tell_basis};
use super::output::{endings_known, write};
use super::{DONE, DataArguments, FAILED, LangArgument, USAGE};
use crate::analysis::judge::Judge;
use crate::app::{as_of_note, findings_table, missing_list};
use crate::domain::{Day, FindingKind};
use crate::io::Headers;
use crate::locale::Lang;

/// Arguments of `findings`.
#[derive(Debug, clap::Args)]
pub struct FindingsArguments {
    /// The data set.
    #[command(flatten)]
    pub data: DataArguments,
    /// The day findings are as of, e.g. 2024-06-30. Facts dated later have not happened.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Day,
    /// What to judge for; may be given again; everything if not given.
    #[arg(long, value_enum)]
    pub kind: Vec<KindArgument>,
    /// Write instead the parcels that will cross a mark of idle land within so many days, e.g. 30, 90 or 180.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i32).range(1..), conflicts_with_all = ["kind", "tag_differences"])]
    pub ahead: Option<i32>,
    /// Write instead the parcels whose tag differs from the suggestion, with reasons. Tags are the project's, else those
    /// of the file's own column of models.
    #[arg(long, conflicts_with = "kind")]
    pub tag_differences: bool,
    /// The rules (.toml); the project's, else those that ship with the program, if not given.
    #[arg(long, value_name = "FILE")]
    pub rulebook: Option<PathBuf>,
    /// Write the findings here: a .csv or .xlsx file, or - for CSV on standard output.
    #[arg(long, default_value = "-")]
    pub out: PathBuf,
    /// Write the cells that findings would have needed here, too: an .xlsx file to fill in and read back in the window.
    #[arg(long, value_name = "FILE.xlsx")]
    pub missing: Option<PathBuf>,
    /// The language of headers, words and reasons.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
    /// Stable `snake_case` headers, words and reasons, and raw numbers, for scripts.
    #[arg(long)]
    pub keys: bool,
}

/// What parcels are judged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum KindArgument {
    /// Idle land.
    Idle,
    /// Low-efficiency land.
    LowEfficiency,
    /// Grades A, B, C, D, T.
    Grade,
    /// Control indicators.
    Standard,
    /// The renewal model that suits.
    Suggestion,
}

impl From<KindArgument> for FindingKind {
    fn from(kind: KindArgument) -> Self {
        match kind {
            KindArgument::Idle => Self::Idle,
            KindArgument::LowEfficiency => Self::LowEfficiency,
            KindArgument::Grade => Self::Grade,
            KindArgument::Standard => Self::Standard,
            KindArgument::Suggestion => Self::Suggestion,
        }
    }
}

/// The kinds asked for, each once; all where none is named.
fn kinds(asked: &[KindArgument]) -> Vec<FindingKind> {
    let mut kinds: Vec<FindingKind> = asked.iter().copied().map(Into::into).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() { FindingKind::ALL.to_vec() } else { kinds }
}

/// Runs the command. Returns the exit code.
pub fn run(arguments: &FindingsArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    if !endings_known([&arguments.out].into_iter().chain(&arguments.missing), lang) {
        return USAGE;
    }
    // The lists read what was judged of all parcels, and so do the notes, which a workbook alone has; findings are made row
    // by row as they are written.
    let has_notes = arguments.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let is_wanted = arguments.ahead.is_some() || arguments.tag_differences || has_notes;
    let judging = judging(Some(arguments.as_of), arguments.rulebook.as_ref(), is_wanted, lang);
    let batch = match judging.and_then(|judging| arguments.data.open(lang, judging)) {
        Ok(batch) => batch,
        Err(code) => return code,
    };
    let headers = if arguments.keys { Headers::Keys } else { Headers::Words(lang) };
    let inputs = batch.judging.inputs(&batch.table, &batch.figures);
    let (judge, rows) = (Judge::new(inputs).hearing(&batch.follow_ups), batch.asked_rows());
    let table = match arguments.ahead {
        Some(days) => batch.marks_ahead(headers, days),
        None if arguments.tag_differences => batch.tag_differences(headers),
        None => findings_table(&judge, &kinds(&arguments.kind), &rows, &batch.follow_ups, headers),
    };
    let mut notes = batch.notes(lang);
    if batch.figures.judged().is_none() {
        notes.push(as_of_note(lang, arguments.as_of));
    }
    tell_basis(&arguments.out, &batch.judging.book, arguments.as_of, lang);
    let written = arguments.missing.as_ref().map_or(Ok(()), |path| {
        let list = missing_list(&judge, &rows, &batch.follow_ups);
        write(path, &list.table(lang, &batch.table), headers, &list.notes(lang), &batch.sources())
    });
    match written.and_then(|()| write(&arguments.out, &table, headers, &notes, &batch.sources())) {
        Ok(()) => DONE,
        Err(error) => {
            eprintln!("{}", error.message(lang));
            FAILED
        }
    }
}
