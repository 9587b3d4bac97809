//! The missing-items list (缺项清单): the cells that findings would have needed, one row each, to be sent out, filled in, and
//! read back as corrections.
//!
//! A row is found again by parcel key and column key alone, so that whoever fills it in may sort, hide and delete rows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::corrections::{read_cell, shown_unit};
use super::document::Document;
use super::finding_text::input_name;
use super::history::{Correction, Edit};
use super::missing_cells::columns_for;
use crate::analysis::judge::{Input, Judge};
use crate::domain::{
    Category, CellValue, Cells, ColumnKey, FindingKind, FollowState, FollowUps, ParcelTable, ResultColumn, ResultTable,
    TableColumn, TextColumn, TextField, Unit,
};
use crate::io::tables::{Grid, TableError, TableFile};
use crate::locale::Lang;

/// The columns a list is read back by: parcel, column, and what was filled in.
const READ_BACK: [ColumnKey; 3] = ["parcel_key", "item_key", "filled"];

/// Rows looked at for the headers.
const HEADER_ROWS: usize = 20;

/// An empty cell that findings would have needed, also of a column the file lacks.
#[derive(Clone, Debug, PartialEq)]
struct MissingCell {
    row: usize,
    column: TableColumn,
    /// The kinds that ask for it.
    kinds: BTreeSet<FindingKind>,
}

/// What findings would have needed.
#[derive(Debug, Default, PartialEq)]
pub struct MissingList {
    /// Empty cells, park by park.
    cells: Vec<MissingCell>,
    /// What no cell can bring, with how many parcels' findings ask for it.
    elsewhere: BTreeMap<Input, usize>,
}

/// What the findings of `rows` miss; excluded findings ask for nothing.
#[must_use]
pub fn missing_list(judge: &Judge<'_>, rows: &[u32], follow_ups: &FollowUps) -> MissingList {
    let inputs = judge.inputs();
    let of_row = |&row: &u32| {
        let mut asked = BTreeMap::<Input, BTreeSet<FindingKind>>::new();
        let is_excluded = |kind| follow_ups.state(row as usize, kind) == Some(FollowState::Excluded);
        for kind in FindingKind::ALL.into_iter().filter(|&kind| !is_excluded(kind)) {
            for input in judge.finding(kind, row as usize).missing {
                asked.entry(input).or_default().insert(kind);
            }
        }
        (row, asked)
    };
    let asked: Vec<_> = rows.par_iter().map(of_row).collect();
    let mut list = MissingList::default();
    for (row, asked) in asked {
        let row = row as usize;
        let mut cells = BTreeMap::<TableColumn, BTreeSet<FindingKind>>::new();
        for (input, kinds) in asked {
            let is_empty = |column: &TableColumn| {
                inputs.table.can_hold(*column) && inputs.table.value(*column, row) == CellValue::Missing
            };
            let columns = columns_for(inputs.table, inputs.figures, row, input);
            let empty: Vec<TableColumn> = columns.into_iter().filter(is_empty).collect();
            if empty.is_empty() {
                *list.elsewhere.entry(input).or_default() += 1;
            }
            for column in empty {
                cells.entry(column).or_default().extend(&kinds);
            }
        }
        list.cells.extend(cells.into_iter().map(|(column, kinds)| MissingCell { row, column, kinds }));
    }
    let parks = inputs.table.category(Category::Park);
    list.cells.sort_by_key(|cell| parks.map(|parks| parks.code(cell.row).unwrap_or(u32::MAX)));
    list
}

impl MissingList {
    /// The list as a table to be filled in: the last column is empty.
    #[must_use]
    pub fn table(&self, lang: Lang, table: &ParcelTable) -> ResultTable {
        let texts = |key, of: &dyn Fn(&MissingCell) -> Option<String>| {
            let cells: Vec<Option<String>> = self.cells.iter().map(of).collect();
            let column: TextColumn = cells.iter().map(Option::as_deref).collect();
            ResultColumn::new(key, Unit::None, Cells::Texts(column))
        };
        let kinds_text = |kinds: &BTreeSet<FindingKind>| {
            let names: Vec<_> = kinds.iter().map(|&kind| lang.finding_kind(kind)).collect();
            names.join(&lang.text("missing-separator"))
        };
        let [parcel_key, item_key, filled] = READ_BACK;
        let columns = vec![
            texts("park", &|cell| table.word_of(Category::Park, cell.row).map(ToString::to_string)),
            texts("name", &|cell| table.text_of(TextField::Name, cell.row).map(str::to_owned)),
            texts(parcel_key, &|cell| Some(table.key(cell.row).to_owned())),
            texts("missing_for", &|cell| Some(kinds_text(&cell.kinds))),
            texts("item", &|cell| Some(lang.table_column(cell.column))),
            texts("item_unit", &|cell| Some(lang.unit(shown_unit(cell.column)).into_owned())),
            texts(filled, &|_| None),
            texts(item_key, &|cell| Some(cell.column.to_string())),
        ];
        ResultTable { columns }
    }

    /// How the list is filled in, and what is missing that no cell of it can bring.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<(String, String)> {
        let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
        let how = line("note-missing-how", lang.text("note-missing-how-text").into_owned());
        let elsewhere = self.elsewhere.iter().map(|(&input, &parcels)| {
            let args = [("input", input_name(lang, input).into()), ("parcels", parcels.into())];
            line("note-missing-elsewhere", lang.text_with("note-missing-elsewhere-text", args))
        });
        [how].into_iter().chain(elsewhere).collect()
    }
}

/// Why a filled cell was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledFault {
    /// No parcel has this key.
    NoSuchParcel,
    /// There is no such column, or one of it would hide another.
    NoSuchColumn,
    /// It is nothing the column can hold.
    Unreadable,
}

/// A filled cell that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// The row of the sheet, from 1.
    pub line: u32,
    /// The letter of the column at fault, as sheets have it.
    pub column: String,
    /// The parcel's key as written.
    pub parcel: String,
    /// The column's key as written.
    pub item: String,
    /// What was filled in.
    pub text: String,
    /// Why.
    pub fault: FilledFault,
}

impl BadCell {
    /// One sentence: where, what, and why.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let id = match self.fault {
            FilledFault::NoSuchParcel => "filled-no-parcel",
            FilledFault::NoSuchColumn => "filled-no-column",
            FilledFault::Unreadable => "filled-unreadable",
        };
        let item = self.item.parse().map_or_else(|_| self.item.clone(), |column| lang.table_column(column));
        let args = [
            ("line", self.line.to_string().into()),
            ("column", self.column.as_str().into()),
            ("parcel", self.parcel.as_str().into()),
            ("item", item.into()),
            ("text", self.text.as_str().into()),
        ];
        lang.text_with(id, args)
    }
}

/// What a list that came back came to, a sentence each: the counts first, then every cell that was not taken.
#[must_use]
pub fn filled_sentences(lang: Lang, file: &Path, taken: usize, bad: &[BadCell]) -> Vec<String> {
    let file = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let counts = [("file", file.into()), ("taken", taken.into()), ("bad", bad.len().into())];
    let head = lang.text_with("notice-filled-read", counts);
    [head].into_iter().chain(bad.iter().map(|each| each.sentence(lang))).collect()
}

/// What a list that came back says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// The cells filled, of parcels and columns there are.
    pub cells: Vec<(u32, TableColumn, CellValue)>,
    /// Those not taken.
    pub bad: Vec<BadCell>,
}

/// Reads a list that came back; `None` where no sheet of it has the columns of such a list.
pub fn read_filled(path: &Path, table: &ParcelTable) -> Result<Option<Filled>, TableError> {
    let file = TableFile::open(path)?;
    let sheets = file.sheets().iter().map(|sheet| Some(sheet.as_str()));
    let sheets: Vec<Option<&str>> = if file.sheets().is_empty() { vec![None] } else { sheets.collect() };
    for sheet in sheets {
        let grid = file.grid(sheet, None)?.grid;
        if let Some((header_row, places)) = header_of(&grid) {
            return Ok(Some(filled_cells(&grid, header_row, places, table)));
        }
    }
    Ok(None)
}

/// The row of the headers and the places of the columns a list is read back by, whatever language it was written in.
fn header_of(grid: &Grid) -> Option<(usize, [usize; 3])> {
    let is_header = |text: &str, key: ColumnKey| {
        text == key || Lang::ALL.into_iter().any(|lang| lang.header(key, Unit::None) == text)
    };
    (0..grid.rows.len().min(HEADER_ROWS)).find_map(|row| {
        let place = |key| {
            (0..grid.width()).find(|&place| grid.cell(row, place).text().is_some_and(|text| is_header(&text, key)))
        };
        let [parcel, item, filled] = READ_BACK.map(place);
        Some((row, [parcel?, item?, filled?]))
    })
}

fn filled_cells(grid: &Grid, header_row: usize, places: [usize; 3], table: &ParcelTable) -> Filled {
    let parcels: Vec<String> =
        (header_row + 1..grid.rows.len()).filter_map(|row| grid.cell(row, places[0]).text()).collect();
    let row_of = table.rows_of_keys(parcels.iter().map(String::as_str));
    let mut filled = Filled::default();
    for row in header_row + 1..grid.rows.len() {
        let [parcel, item, text] = places.map(|place| grid.cell(row, place).text().unwrap_or_default());
        if text.is_empty() {
            continue;
        }
        let cell = row_of.get(parcel.as_str()).ok_or(FilledFault::NoSuchParcel).and_then(|&row| {
            let column = item.parse().ok().filter(|&column| table.can_hold(column)).ok_or(FilledFault::NoSuchColumn)?;
            Ok((row, column, read_cell(column, &text).ok_or(FilledFault::Unreadable)?))
        });
        match cell {
            // "Not known" is what the cell says already.
            Ok((.., CellValue::Missing)) => {}
            Ok(cell) => filled.cells.push(cell),
            Err(fault) => {
                let place = match fault {
                    FilledFault::NoSuchParcel => places[0],
                    FilledFault::NoSuchColumn => places[1],
                    FilledFault::Unreadable => places[2],
                };
                let column = column_letters(place);
                filled.bad.push(BadCell { line: grid.lines[row], column, parcel, item, text, fault });
            }
        }
    }
    filled
}

/// The letters of a sheet's column, counted from 0: A, B, … Z, AA.
fn column_letters(place: usize) -> String {
    let letter = char::from(b'A' + (place % 26) as u8);
    let before = if place < 26 { String::new() } else { column_letters(place / 26 - 1) };
    before + &letter.to_string()
}

impl Document {
    /// Corrects many cells in one undoable step. Says how many of them say something new.
    pub fn correct_all(&mut self, cells: Vec<(u32, TableColumn, CellValue)>) -> usize {
        // Of a cell that is given twice the last one counts.
        let cells: BTreeMap<(u32, TableColumn), CellValue> =
            cells.into_iter().map(|(row, column, value)| ((row, column), value)).collect();
        let changes = cells.into_iter().filter_map(|((row, column), value)| self.correction(row, column, Some(value)));
        let changes: Vec<Correction> = changes.collect();
        let count = changes.len();
        if count > 0 {
            self.perform(Edit::Corrections(changes));
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::day_from_iso;
    use crate::io::{Headers, write_atomic_with, write_xlsx};

    fn list_of(document: &mut Document) -> MissingList {
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let figures = document.figures();
        let judging = document.judging().clone();
        let inputs = judging.inputs(document.table(), &figures);
        let rows: Vec<u32> = (0..document.table().len() as u32).collect();
        missing_list(&Judge::new(inputs), &rows, document.follow_ups())
    }

    fn write(document: &Document, list: &MissingList, path: &Path, fill: impl Fn(usize) -> Option<&'static str>) {
        let mut table = list.table(Lang::Zh, document.table());
        let filled: TextColumn = (0..table.len()).map(fill).collect();
        for column in table.columns.iter_mut().filter(|column| column.key == "filled") {
            column.cells = Cells::Texts(filled.clone());
        }
        let headers = Headers::Words(Lang::Zh);
        write_atomic_with(path, |out| write_xlsx(&table, headers, &list.notes(Lang::Zh), out)).unwrap();
    }

    #[test]
    fn a_list_that_comes_back_fills_its_cells_in_one_step_and_tells_the_bad_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing.xlsx");
        let mut document = Document::new(loaded_sample(), 1);
        let list = list_of(&mut document);
        let day = list.cells.iter().position(|cell| matches!(cell.column, TableColumn::Date(_))).unwrap();
        let number = list.cells.iter().position(|cell| matches!(cell.column, TableColumn::Measure(_))).unwrap();
        write(&document, &list, &path, |_| None);
        assert_eq!(read_filled(&path, document.table()).unwrap(), Some(Filled::default()), "nothing is filled yet");
        write(&document, &list, &path, |place| match place {
            place if place == day => Some("2020-05-01"),
            place if place == number => Some("many"),
            _ => None,
        });
        let filled = read_filled(&path, document.table()).unwrap().unwrap();
        let MissingCell { row, column, .. } = list.cells[day];
        assert_eq!(filled.cells, [(row as u32, column, CellValue::Day(day_from_iso("2020-05-01").unwrap()))]);
        let bad = &filled.bad[0];
        assert_eq!((filled.bad.len(), bad.line, bad.fault), (1, number as u32 + 2, FilledFault::Unreadable));
        for lang in Lang::ALL {
            let told = bad.sentence(lang);
            assert!(told.contains(&bad.line.to_string()) && told.contains("many"), "{told}");
        }
        assert_eq!(document.correct_all(filled.cells.clone()), 1);
        assert_eq!(document.correct_all(filled.cells), 0, "nothing new");
        assert_eq!(list_of(&mut document).cells.len(), list.cells.len() - 1);
    }

    #[test]
    fn a_list_asks_for_columns_the_file_lacks_and_what_comes_back_makes_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing.xlsx");
        let mut document = Document::new(loaded_sample(), 1);
        let list = list_of(&mut document);
        let lacks = |cell: &MissingCell| !document.table().has(cell.column);
        let place = list.cells.iter().position(|cell| lacks(cell) && cell.column.key() == "rd_expense").unwrap();
        let MissingCell { row, column, .. } = list.cells[place].clone();
        assert_eq!(column.year(), document.figures().year(), "of the year of the figures");
        write(&document, &list, &path, |each| (each == place).then_some("12.5"));
        let filled = read_filled(&path, document.table()).unwrap().unwrap();
        assert_eq!((filled.bad.len(), document.correct_all(filled.cells)), (0, 1));
        assert_eq!(document.table().value(column, row), CellValue::Number(12.5));
        document.undo();
        assert!(!document.table().has(column));
        let letters = [0, 25, 26, 701, 702].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_list_is_ordered_by_park_and_an_excluded_finding_asks_for_nothing() {
        let mut document = Document::new(loaded_sample(), 1);
        let list = list_of(&mut document);
        let parks: Vec<_> = list.cells.iter().map(|cell| document.table().word_of(Category::Park, cell.row)).collect();
        let changes = parks.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(changes + 1, parks.iter().collect::<BTreeSet<_>>().len());
        let row = list.cells[0].row;
        for kind in FindingKind::ALL {
            let excluded = crate::domain::FollowUp {
                state: FollowState::Excluded,
                reason: "r".to_owned(),
                name: "n".to_owned(),
                day: 19_000,
            };
            document.follow_up(row, kind, Some(&excluded));
        }
        assert!(list_of(&mut document).cells.iter().all(|cell| cell.row != row));
    }

    #[test]
    fn a_file_that_is_no_such_list_is_told_apart_and_strange_rows_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let document = Document::new(loaded_sample(), 1);
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        assert_eq!(read_filled(&path, document.table()).unwrap(), None);
        let key = document.table().key(0);
        std::fs::write(&path, format!("parcel_key,item_key,filled\nmoon,tax,1\n{key},moon,1\n")).unwrap();
        let filled = read_filled(&path, document.table()).unwrap().unwrap();
        let faults: Vec<_> = filled.bad.iter().map(|bad| (bad.line, bad.column.as_str(), bad.fault)).collect();
        assert_eq!(faults, [(2, "A", FilledFault::NoSuchParcel), (3, "B", FilledFault::NoSuchColumn)]);
    }
}
