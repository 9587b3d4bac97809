//! A result table as CSV: UTF-8 with BOM, CRLF, RFC 4180 quoting, nothing a spreadsheet could take for a formula.
//!
//! Owns how cells become CSV bytes; must not know what they mean. Invariant: numbers are plain (no separators, no
//! exponent, no guard), missing cells are empty, and every number written with [`Headers::Keys`] reads back to the bit.

use std::io::{self, Write};
use std::ops::Range;

use memchr::{memchr, memchr3};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Headers;
use super::plain_number::{push_rounded, push_shortest};
use crate::domain::{Cell, ResultColumn, ResultTable, Term, Unit};

/// The mark by which spreadsheets know UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";
/// Rows formatted in one piece of work: large enough to share out cheaply, small enough to stay in cache.
const ROWS_AT_ONCE: usize = 8192;

/// Writes the whole table, header first. Rows are formatted in parallel and written in order.
pub fn write_csv(table: &ResultTable, headers: Headers, out: &mut dyn Write) -> io::Result<()> {
    let terms = term_texts(table, headers);
    let format = |rows| format_rows(table, headers, &terms, rows);
    write_pieces(&table.columns, table.len(), headers, format, out)
}

/// Writes a table of so many rows that never stands in memory whole: `piece` makes the rows of a range, on any thread,
/// with the same columns whatever the range.
pub fn write_csv_in_pieces(
    rows: usize,
    headers: Headers,
    piece: impl Fn(Range<usize>) -> ResultTable + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let format = |rows| {
        let table = piece(rows);
        format_rows(&table, headers, &term_texts(&table, headers), 0..table.len())
    };
    write_pieces(&piece(0..0).columns, rows, headers, format, out)
}

fn write_pieces(
    columns: &[ResultColumn],
    rows: usize,
    headers: Headers,
    format: impl Fn(Range<usize>) -> io::Result<Vec<u8>> + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(BOM)?;
    let mut header = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            header.push(b',');
        }
        push_text(&headers.header(column), &mut header);
    }
    end_record(columns.len(), &mut header);
    out.write_all(&header)?;

    let pieces: Vec<usize> = (0..rows).step_by(ROWS_AT_ONCE).collect();
    let format = |&start: &usize| format(start..rows.min(start + ROWS_AT_ONCE));
    // A few pieces a thread at a time keep every core busy while a million rows never stand in memory as text.
    let mut batches = pieces.chunks(4 * rayon::current_num_threads().max(1));
    let mut ready: Vec<io::Result<Vec<u8>>> = Vec::new();
    loop {
        let batch = batches.next().unwrap_or_default();
        if batch.is_empty() && ready.is_empty() {
            return Ok(());
        }
        let mut next = Vec::new();
        // While one batch goes to the disk the next is formatted; this thread takes part where it is done with writing.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = batch.par_iter().map(format).collect());
            ready.into_iter().try_for_each(|text| out.write_all(&text?))
        })?;
        ready = next;
    }
}

type TermTexts = FxHashMap<Term, String>;

/// Every term in the table by its text: looking a name up in the locale costs far more than a hash.
fn term_texts(table: &ResultTable, headers: Headers) -> TermTexts {
    use crate::domain::Cells;
    let mut texts = TermTexts::default();
    for column in &table.columns {
        let terms: Box<dyn Iterator<Item = Term>> = match &column.cells {
            Cells::Terms(terms) => Box::new(terms.iter().flatten().copied()),
            Cells::Labels(labels) => Box::new(labels.iter().filter_map(|label| label.as_ref().err().copied())),
            _ => continue,
        };
        for term in terms {
            texts.entry(term).or_insert_with(|| headers.term(term));
        }
    }
    texts
}

fn format_rows(table: &ResultTable, headers: Headers, terms: &TermTexts, rows: Range<usize>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(rows.len() * table.columns.len() * 16);
    let mut whole = itoa::Buffer::new();
    let mut guarded = String::new();
    for row in rows {
        for (place, column) in table.columns.iter().enumerate() {
            if place > 0 {
                bytes.push(b',');
            }
            match column.cell(row) {
                Cell::Missing => {}
                Cell::Text(text) => push_text(guard(text, &mut guarded), &mut bytes),
                Cell::Term(term) => push_text(terms.get(&term).map_or("", String::as_str), &mut bytes),
                // Numbers have nothing to quote.
                Cell::Count(count) => bytes.extend_from_slice(whole.format(count).as_bytes()),
                Cell::Number(value) => push_number(headers, value, column.unit, &mut bytes)?,
            }
        }
        end_record(table.columns.len(), &mut bytes);
    }
    Ok(bytes)
}

/// A text as RFC 4180 has it: in quotes, and its own doubled, where it holds what parts fields or records.
fn push_text(text: &str, bytes: &mut Vec<u8>) {
    let text = text.as_bytes();
    if memchr3(b',', b'"', b'\n', text).is_none() && memchr(b'\r', text).is_none() {
        return bytes.extend_from_slice(text);
    }
    bytes.push(b'"');
    for (place, part) in text.split(|&byte| byte == b'"').enumerate() {
        if place > 0 {
            bytes.extend_from_slice(b"\"\"");
        }
        bytes.extend_from_slice(part);
    }
    bytes.push(b'"');
}

/// A line of nothing would be no record for most readers: the one field of it is told by its quotes.
fn end_record(columns: usize, bytes: &mut Vec<u8>) {
    if columns == 1 && matches!(bytes.last(), None | Some(b'\n')) {
        bytes.extend_from_slice(b"\"\"");
    }
    bytes.extend_from_slice(b"\r\n");
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it; any other is handed on.
fn guard<'a>(text: &'a str, guarded: &'a mut String) -> &'a str {
    if !text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return text;
    }
    guarded.clear();
    guarded.push('\'');
    guarded.push_str(text);
    guarded
}

/// Appends a number; one that is not finite appends nothing, as missing.
fn push_number(headers: Headers, value: f64, unit: Unit, bytes: &mut Vec<u8>) -> io::Result<()> {
    let value = headers.scaled(value, unit);
    if !value.is_finite() {
        return Ok(());
    }
    match headers {
        Headers::Keys => push_shortest(value, bytes),
        Headers::Words(_) => push_rounded(value, bytes)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cells, LandStatus, RenewalModel};
    use crate::locale::Lang;
    use proptest::prelude::*;

    fn csv_text(table: &ResultTable, headers: Headers) -> String {
        let mut bytes = Vec::new();
        write_csv(table, headers, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn sample() -> ResultTable {
        let labels = vec![
            Ok("甲园,东区".into()),
            Ok("=SUM(A1)".into()),
            Err(Term::NoGroup),
            Err(Term::Untagged),
            Err(Term::Model(RenewalModel::ParkInPark)),
            Err(Term::Total),
        ];
        let statuses = vec![Some(Term::Status(LandStatus::InUse)), None, None, None, None, None];
        ResultTable {
            columns: vec![
                ResultColumn::new("group", Unit::None, Cells::Labels(labels)),
                ResultColumn::new("parcels", Unit::Count, Cells::Counts(vec![1, 2, 3, 0, 5, 11])),
                ResultColumn::new(
                    "land_mu",
                    Unit::Mu,
                    Cells::Numbers(vec![1_234_567.25, -0.1, 1.0 / 3.0, f64::NAN, 0.0, 1e21]),
                ),
                ResultColumn::new(
                    "idle_rate",
                    Unit::Share,
                    Cells::Numbers(vec![0.125, 1.0, 1.0 / 3.0, f64::INFINITY, -0.000_000_1, 0.5]),
                ),
                ResultColumn::new("land_status", Unit::None, Cells::Terms(statuses)),
            ],
        }
    }

    #[test]
    fn machines_get_keys_fractions_and_full_numbers() {
        let expected = "\u{feff}group,parcels,land_mu,idle_rate,land_status\r\n\
             \"甲园,东区\",1,1234567.25,0.125,in_use\r\n\
             '=SUM(A1),2,-0.1,1,\r\n\
             (none),3,0.3333333333333333,0.3333333333333333,\r\n\
             untagged,0,,,\r\n\
             park_in_park,5,0,-0.0000001,\r\n\
             TOTAL,11,1000000000000000000000,0.5,\r\n";
        assert_eq!(csv_text(&sample(), Headers::Keys), expected);
    }

    #[test]
    fn readers_get_words_percent_and_four_decimals() {
        let text = csv_text(&sample(), Headers::Words(Lang::En));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[1], "\"甲园,东区\",1,1234567.25,12.5,In use");
        assert_eq!(lines[3], "(blank),3,0.3333,33.3333,");
        assert_eq!(lines[5], "\"Tap existing land, park within a park\",5,0,0,");
        let zh = csv_text(&sample(), Headers::Words(Lang::Zh));
        assert!(zh.contains("\r\n合计,11,"), "{zh}");
        assert!(zh.lines().next().unwrap().contains("(亩)"), "{zh}");
    }

    #[test]
    fn what_parts_fields_is_quoted_and_a_record_of_one_missing_cell_is_still_a_record() {
        let texts = [Some("a,b"), Some("say \"a\""), Some("a\r\nb"), None, Some("plain")].into_iter().collect();
        let column = || ResultColumn::new("name", Unit::None, Cells::Counts(vec![7; 5]));
        let texts = ResultColumn::new("text", Unit::None, Cells::Texts(texts));
        let alone = ResultTable { columns: vec![texts.clone()] };
        let expected = "\u{feff}text\r\n\"a,b\"\r\n\"say \"\"a\"\"\"\r\n\"a\r\nb\"\r\n\"\"\r\nplain\r\n";
        assert_eq!(csv_text(&alone, Headers::Keys), expected);
        let two = csv_text(&ResultTable { columns: vec![column(), texts] }, Headers::Keys);
        assert!(two.contains("\r\n7,\r\n7,plain\r\n"), "{two}");
    }

    #[test]
    fn a_table_made_in_pieces_is_the_same_file() {
        let counts = |rows: Range<usize>| rows.map(|row| row as u64 * 7).collect();
        let statuses = |rows: Range<usize>| {
            rows.map(|row| (row % 3 > 0).then_some(Term::Status(LandStatus::ALL[row % 4]))).collect()
        };
        let table = |rows: Range<usize>| ResultTable {
            columns: vec![
                ResultColumn::new("parcels", Unit::Count, Cells::Counts(counts(rows.clone()))),
                ResultColumn::new("land_status", Unit::None, Cells::Terms(statuses(rows))),
            ],
        };
        for rows in [0, 1, ROWS_AT_ONCE, 20 * ROWS_AT_ONCE + 5] {
            let (headers, mut bytes) = (Headers::Words(Lang::Zh), Vec::new());
            write_csv_in_pieces(rows, headers, table, &mut bytes).unwrap();
            let mut whole = Vec::new();
            write_csv(&table(0..rows), headers, &mut whole).unwrap();
            assert!(bytes == whole, "{rows} rows");
        }
    }

    #[test]
    fn an_empty_table_is_a_header_alone() {
        let table = ResultTable { columns: vec![ResultColumn::new("name", Unit::None, Cells::Counts(Vec::new()))] };
        assert_eq!(csv_text(&table, Headers::Keys), "\u{feff}name\r\n");
    }

    proptest! {
        #[test]
        fn texts_and_numbers_read_back(
            rows in prop::collection::vec((".{0,12}", any::<f64>().prop_filter("finite", |v| v.is_finite())), 1..40)
        ) {
            let texts = rows.iter().map(|(text, _)| Some(text.as_str())).collect();
            let numbers = rows.iter().map(|(_, number)| *number).collect();
            let table = ResultTable { columns: vec![
                ResultColumn::new("name", Unit::None, Cells::Texts(texts)),
                ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(numbers)),
            ] };
            let text = csv_text(&table, Headers::Keys);
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), rows.len());
            for (record, (text, number)) in records.iter().zip(&rows) {
                let field = &record[0];
                prop_assert!(field == text || field == format!("'{text}"), "{field:?} {text:?}");
                prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
                prop_assert_eq!(record[1].parse::<f64>().unwrap().to_bits(), number.to_bits());
            }
        }
    }
}
