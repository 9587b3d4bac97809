//! The marks of idle land that parcels will cross soon, as a table to be written.

use std::borrow::Cow;

use crate::analysis::judge::{JudgeInputs, TimelineKind};
use crate::analysis::{Figures, identity_columns};
use crate::domain::units::mu_from_m2;
use crate::domain::{Cells, Day, ResultColumn, ResultTable, RowSet, TextColumnBuilder, Unit, iso_date};
use crate::io::Headers;
use crate::locale::Lang;

/// What a day on a timeline is called.
#[must_use]
pub fn timeline_name(lang: Lang, kind: TimelineKind) -> String {
    lang.text(&format!("timeline-{}", kind.key().replace('_', "-"))).into_owned()
}

/// The marks that `rows` (all if `None`) will cross within so many days, the nearest first; by the inputs the judged
/// result in `figures` was made of. Empty while nothing is judged.
#[must_use]
pub(super) fn marks_table(
    headers: Headers,
    figures: &Figures,
    inputs: JudgeInputs<'_>,
    rows: Option<&RowSet>,
    days: Day,
) -> ResultTable {
    let (table, as_of) = (inputs.table, inputs.as_of);
    let mut marks = figures.judged().map(|judged| judged.marks_ahead(inputs, days)).unwrap_or_default();
    marks.retain(|mark| rows.is_none_or(|rows| rows.contains(mark.row as usize)));
    let rows: Vec<u32> = marks.iter().map(|mark| mark.row).collect();
    let (mut dates, mut kinds) = (TextColumnBuilder::default(), TextColumnBuilder::default());
    for mark in &marks {
        dates.push(Some(iso_date(mark.day).as_str()));
        kinds.push(Some(
            match headers {
                Headers::Keys => mark.kind.key().into(),
                Headers::Words(lang) => Cow::Owned(timeline_name(lang, mark.kind)),
            }
            .as_ref(),
        ));
    }
    let left = marks.iter().map(|mark| u64::from(mark.day.abs_diff(as_of))).collect();
    let land = rows.iter().map(|&row| figures.land_m2(row as usize).map_or(f64::NAN, mu_from_m2)).collect();
    let first = [
        ("mark_day", Unit::None, Cells::Texts(dates.finish())),
        ("mark_days_left", Unit::Count, Cells::Counts(left)),
        ("mark", Unit::None, Cells::Texts(kinds.finish())),
    ];
    let first = first.map(|(key, unit, cells)| ResultColumn::new(key, unit, cells));
    let land = ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(land));
    ResultTable { columns: first.into_iter().chain(identity_columns(table, &rows)).chain([land]).collect() }
}
