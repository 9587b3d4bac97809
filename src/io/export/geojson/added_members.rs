//! The text of the members added to each feature: names that are free in the file, values as JSON.

use rustc_hash::FxHashSet;

use crate::domain::{Cell, ColumnKey, ResultTable};
use crate::io::export::plain_number::push_shortest;

/// Put before a name that is taken, as often as needed.
const PREFIX: &str = "mulens_";

/// The columns of a result table under names no property has.
#[derive(Debug)]
pub struct AddedMembers<'a> {
    table: &'a ResultTable,
    names: Vec<(ColumnKey, String)>,
}

impl<'a> AddedMembers<'a> {
    /// Finds each column of `table` a name that is not among `taken`.
    pub fn new(table: &'a ResultTable, taken: &FxHashSet<String>) -> Self {
        let names = table.columns.iter().map(|column| {
            let mut name = column.key.to_owned();
            while taken.contains(&name) {
                name.insert_str(0, PREFIX);
            }
            (column.key, name)
        });
        Self { table, names: names.collect() }
    }

    /// The columns that are not named by their key.
    pub fn renamed(&self) -> Vec<(ColumnKey, String)> {
        self.names.iter().filter(|(key, name)| key != name).cloned().collect()
    }

    /// Puts the members of `row` into `text`, e.g. `"land_mu":12.5,"model":null`.
    pub fn write(&self, row: usize, text: &mut Vec<u8>) {
        text.clear();
        for (column, (_, name)) in self.table.columns.iter().zip(&self.names) {
            if !text.is_empty() {
                text.push(b',');
            }
            push_string(name, text);
            text.push(b':');
            match column.cell(row) {
                Cell::Text(value) => push_string(value, text),
                Cell::Term(term) => push_string(term.key(), text),
                Cell::Count(count) => text.extend_from_slice(itoa::Buffer::new().format(count).as_bytes()),
                Cell::Number(value) if value.is_finite() => push_shortest(value, text),
                Cell::Number(_) | Cell::Missing => text.extend_from_slice(b"null"),
            }
        }
    }
}

/// A JSON string with what must be escaped escaped, and nothing else.
fn push_string(value: &str, text: &mut Vec<u8>) {
    text.push(b'"');
    for &byte in value.as_bytes() {
        match byte {
            b'"' | b'\\' => text.extend([b'\\', byte]),
            0..=0x1F => {
                let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 0xF)];
                text.extend([b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]);
            }
            _ => text.push(byte),
        }
    }
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cells, ResultColumn, Term, Unit};
    use proptest::prelude::*;

    #[test]
    fn a_taken_name_is_prefixed_until_it_is_free() {
        let table = ResultTable {
            columns: vec![
                ResultColumn::new("model", Unit::None, Cells::Terms(vec![Some(Term::Untagged)])),
                ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(vec![f64::NAN])),
                ResultColumn::new("parcels", Unit::Count, Cells::Counts(vec![3])),
            ],
        };
        let taken = ["model", "mulens_model", "land"].map(str::to_owned).into_iter().collect();
        let members = AddedMembers::new(&table, &taken);
        let mut text = b"old".to_vec();
        members.write(0, &mut text);
        assert_eq!(String::from_utf8(text).unwrap(), r#""mulens_mulens_model":"untagged","land_mu":null,"parcels":3"#);
        assert_eq!(members.renamed(), [("model", "mulens_mulens_model".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_a_json_string(value in any::<String>()) {
            let mut text = Vec::new();
            push_string(&value, &mut text);
            prop_assert_eq!(serde_json::from_slice::<String>(&text).unwrap(), value);
        }
    }
}
