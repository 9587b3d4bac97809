//! What a join came to, in sentences, as lines below figures, and as a table to be written.

use std::collections::BTreeMap;

use super::{Conflict, JoinedFirms};
use crate::analysis::{DuplicateKind, FirmJoin, JoinCounts, NumberKey};
use crate::domain::{
    Cells, FirmKey, FirmTable, Measure, MeasureKey, ParcelTable, ResultColumn, ResultTable, TextColumnBuilder,
    TextField, Unit, Year,
};
use crate::locale::{Lang, grouped};

/// The counts of a join, one sentence each; those that count nothing are left out but for the first two.
#[must_use]
pub fn join_sentences(lang: Lang, join: &FirmJoin, parcels: usize, key: FirmKey) -> Vec<String> {
    let JoinCounts { rows, rows_matched, rows_without_key, firms, firms_matched, .. } = join.counts;
    let JoinCounts { parcels_matched, parcels_without_key, parcels_shared, firms_shared, .. } = join.counts;
    let number = |count: usize| grouped(count as f64, 0);
    let mut sentences = vec![
        lang.text_with(
            "join-rows",
            [
                ("rows", number(rows).into()),
                ("matched", number(rows_matched).into()),
                ("unmatched", number(rows - rows_matched).into()),
                ("firms", number(firms).into()),
                ("firms_matched", number(firms_matched).into()),
                ("key", lang.firm_key(key).into_owned().into()),
            ],
        ),
        lang.text_with(
            "join-parcels",
            [
                ("parcels", number(parcels).into()),
                ("matched", number(parcels_matched).into()),
                ("unmatched", number(parcels - parcels_matched).into()),
            ],
        ),
    ];
    let duplicates = |kind: DuplicateKind| {
        let rows = join.duplicates.iter().filter(|each| each.kind == kind).map(|each| each.firm);
        rows.collect::<std::collections::BTreeSet<_>>().len()
    };
    let counted = [
        ("join-rows-without-key", rows_without_key),
        ("join-parcels-without-key", parcels_without_key),
        ("join-parcels-shared", parcels_shared),
        ("join-firms-shared", firms_shared),
        ("join-repeated", duplicates(DuplicateKind::RepeatedTotal)),
        ("join-same-row", duplicates(DuplicateKind::SameRow)),
        ("join-summed", duplicates(DuplicateKind::Summed)),
    ];
    let counted = counted.into_iter().filter(|(_, count)| *count > 0);
    sentences.extend(counted.map(|(id, count)| lang.text_with(id, [("count", number(count).into())])));
    sentences
}

/// What is told below every figure that a joined list stands behind.
#[must_use]
pub fn firms_notes(
    lang: Lang,
    firms: &JoinedFirms,
    join: &FirmJoin,
    parcels: usize,
    conflicts: &[Conflict],
) -> Vec<(String, String)> {
    let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
    let mut notes = vec![line("note-firms", firms.file_name())];
    let counts = join_sentences(lang, join, parcels, firms.settings.key);
    notes.extend(counts.into_iter().map(|sentence| line("note-firms-join", sentence)));
    notes.extend(firms.findings.iter().map(|finding| line("note-firms-finding", finding.sentence(lang))));
    let id = match firms.choices.precedence {
        super::Precedence::FillBlanks => "join-conflict-own",
        super::Precedence::FirmsWin => "join-conflict-firms",
    };
    notes.extend(conflicts.iter().map(|conflict| {
        let measure = lang.measure_key(conflict.key);
        let count = grouped(conflict.parcels as f64, 0);
        line("note-firms-join", lang.text_with(id, [("measure", measure.into()), ("count", count.into())]))
    }));
    notes
}

/// A line of the report: a firm on a parcel with its figures of one year, or what has no other side.
#[derive(Clone, Default)]
struct Line {
    state: String,
    lines: String,
    firm: Option<String>,
    credit_code: Option<String>,
    parcel: Option<u32>,
    key: Option<String>,
    year: Option<Year>,
    amounts: BTreeMap<Measure, f64>,
}

type Amounts = BTreeMap<MeasureKey, f64>;

/// The line once for each year its figures are of; once without figures.
fn by_year(line: &Line, amounts: &Amounts) -> Vec<Line> {
    let years: std::collections::BTreeSet<Option<Year>> = amounts.keys().map(|key| key.year).collect();
    if years.is_empty() {
        return vec![line.clone()];
    }
    let of_year =
        |year| amounts.iter().filter(move |(key, _)| key.year == year).map(|(key, value)| (key.measure, *value));
    years.into_iter().map(|year| Line { year, amounts: of_year(year).collect(), ..line.clone() }).collect()
}

/// The whole report: every firm on every parcel with its part, what was not matched on either side, and the rows that had
/// to be judged together.
#[must_use]
pub fn join_report(lang: Lang, firms: &FirmTable, join: &FirmJoin, parcels: &ParcelTable, key: FirmKey) -> ResultTable {
    let text = |id: &str| lang.text(id).into_owned();
    let lines_of = |rows: &[u32]| {
        let lines: Vec<String> = rows.iter().map(|&row| firms.line(row as usize).to_string()).collect();
        lines.join(", ")
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut of_pair: BTreeMap<(u32, u32), Amounts> = BTreeMap::new();
    for part in &join.parts {
        *of_pair.entry((part.firm, part.parcel)).or_default().entry(part.key).or_default() += part.value;
    }
    for (at, firm) in join.firms.iter().enumerate() {
        for &parcel in &firm.parcels {
            let line = Line {
                state: text("join-state-matched"),
                lines: lines_of(&firm.rows),
                firm: Some(firm.label.clone()),
                credit_code: firm.credit_code.clone(),
                parcel: Some(parcel),
                ..Line::default()
            };
            lines.extend(by_year(&line, &of_pair.remove(&(at as u32, parcel)).unwrap_or_default()));
        }
    }
    for &row in &join.unmatched_rows {
        let of = |field| firms.text_of(field, row as usize).map(str::to_owned);
        let amounts = firms.measures().iter().filter(|(key, _)| key.measure.is_joinable());
        let amounts: Amounts = amounts.filter_map(|(&key, column)| Some((key, column.get(row as usize)?))).collect();
        let line = Line {
            state: text("join-state-firm-unmatched"),
            lines: firms.line(row as usize).to_string(),
            firm: of(TextField::Name),
            credit_code: of(TextField::CreditCode),
            key: of(key.field()),
            ..Line::default()
        };
        lines.extend(by_year(&line, &amounts));
    }
    lines.extend(join.unmatched_parcels.iter().map(|&parcel| Line {
        state: text("join-state-parcel-unmatched"),
        parcel: Some(parcel),
        key: parcels.text_of(key.field(), parcel as usize).map(str::to_owned),
        ..Line::default()
    }));
    for duplicate in &join.duplicates {
        let id = match duplicate.kind {
            DuplicateKind::RepeatedTotal => "join-state-repeated",
            DuplicateKind::SameRow => "join-state-same-row",
            DuplicateKind::Summed => "join-state-summed",
        };
        let firm = &join.firms[duplicate.firm as usize];
        lines.push(Line {
            state: text(id),
            lines: lines_of(&duplicate.rows),
            firm: Some(firm.label.clone()),
            credit_code: firm.credit_code.clone(),
            year: duplicate.key.year,
            amounts: BTreeMap::from([(duplicate.key.measure, duplicate.amount)]),
            ..Line::default()
        });
    }
    let texts = |of: &dyn Fn(&Line) -> Option<String>| {
        let mut builder = TextColumnBuilder::default();
        for line in &lines {
            builder.push(of(line).as_deref().filter(|text| !text.is_empty()));
        }
        Cells::Texts(builder.finish())
    };
    let of_parcel = |line: &Line, name: bool| {
        let parcel = line.parcel? as usize;
        let found = if name { parcels.text_of(TextField::Name, parcel)? } else { parcels.key(parcel) };
        Some(found.to_owned())
    };
    let column = |key, cells| ResultColumn::new(key, Unit::None, cells);
    let mut columns = vec![
        column("join_state", texts(&|line| Some(line.state.clone()))),
        column("firm_lines", texts(&|line| Some(line.lines.clone()))),
        column("firm_name", texts(&|line| line.firm.clone())),
        column("firm_credit_code", texts(&|line| line.credit_code.clone())),
        column("join_key", texts(&|line| line.key.clone())),
        column("parcel_key", texts(&|line| of_parcel(line, false))),
        column("name", texts(&|line| of_parcel(line, true))),
        column("join_year", texts(&|line| line.year.map(|year| year.to_string()))),
    ];
    for measure in
        Measure::ALL.into_iter().filter(|&measure| lines.iter().any(|line| line.amounts.contains_key(&measure)))
    {
        let number = NumberKey::Measure(measure);
        let values = lines.iter().map(|line| line.amounts.get(&measure).copied().unwrap_or(f64::NAN)).collect();
        columns.push(ResultColumn::new(number.key(), number.unit(), Cells::Numbers(values)));
    }
    ResultTable { columns }
}
