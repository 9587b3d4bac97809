//! Where the headers stand: below title rows, in one row or in two.
//!
//! In a header of two rows the upper one groups (a year over several measures); its words hold for the columns to the
//! right until the next word.

use super::grid::{Grid, SheetCell};
use crate::domain::Year;
use crate::domain::field_names::{Header, Meaning};

/// Rows looked at for headers.
const ROWS_SEARCHED: usize = 40;

/// A list's headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headings {
    /// One a column, as written; of two rows, the upper before the lower. Empty where there is none.
    pub names: Vec<String>,
    /// The row of the grid the list's own rows begin with.
    pub first_row: usize,
    /// A year in the title rows above.
    pub title_year: Option<Year>,
}

fn meaning(cell: &SheetCell) -> Option<Meaning> {
    let SheetCell::Text(text) = cell else { return None };
    Header::parse(text.trim()).found.map(|found| found.meaning)
}

/// How many different things the cells of a row name.
fn known(cells: &[SheetCell]) -> usize {
    let meanings: std::collections::BTreeSet<Meaning> = cells.iter().filter_map(meaning).collect();
    meanings.len()
}

/// The row of the grid that holds the headers: the first that names two things or more, else the first that has more
/// than one cell, else the first.
#[must_use]
pub fn propose_header_row(grid: &Grid) -> usize {
    let head = || grid.rows.iter().take(ROWS_SEARCHED);
    let named = head().position(|cells| known(cells) >= 2);
    named.or_else(|| head().position(|cells| cells.iter().filter(|cell| !cell.is_empty()).count() > 1)).unwrap_or(0)
}

/// The headers of the list whose header row is this row of the grid; a name that stands again gets its number behind.
#[must_use]
pub fn headings(grid: &Grid, row: usize) -> Headings {
    let mut found = headings_as_written(grid, row);
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for name in found.names.iter_mut().filter(|name| !name.is_empty()) {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *name = format!("{name} ({count})");
        }
    }
    found
}

fn headings_as_written(grid: &Grid, row: usize) -> Headings {
    let titles = grid.rows.iter().take(row).flatten().filter_map(SheetCell::text);
    let title_year = titles.filter_map(|title| Header::parse(&title).year).next_back();
    let text = |row: usize, place: usize| grid.cell(row, place).text().unwrap_or_default();
    let width = grid.width();
    if !is_second_header(grid, row) {
        let names = (0..width).map(|place| text(row, place)).collect();
        return Headings { names, first_row: row + 1, title_year };
    }
    let mut group = String::new();
    let names = (0..width).map(|place| {
        let (upper, lower) = (text(row, place), text(row + 1, place));
        // A cell merged over both rows reads the same in each.
        if lower.is_empty() || lower == upper {
            group.clear();
            return upper;
        }
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        if group.is_empty() { lower } else { format!("{group} {lower}") }
    });
    Headings { names: names.collect(), first_row: row + 2, title_year }
}

/// Whether the row below a header row goes on with it: all texts, with a measure under a cell that is blank or names
/// none.
fn is_second_header(grid: &Grid, row: usize) -> bool {
    let Some(below) = grid.rows.get(row + 1) else { return false };
    let texts = below.iter().all(|cell| !matches!(cell, SheetCell::Number(_)));
    let is_measure = |cell: &SheetCell| matches!(meaning(cell), Some(Meaning::Measure(_)));
    texts && below.iter().enumerate().any(|(place, cell)| is_measure(cell) && meaning(grid.cell(row, place)).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut grid = Grid::default();
        for (line, cells) in rows.iter().enumerate() {
            grid.push(line as u32 + 1, cells.iter().map(|cell| SheetCell::of_text(cell)).collect());
        }
        grid
    }

    #[test]
    fn title_rows_are_skipped_and_their_year_kept() {
        let list = grid(&[
            &["2023年度规上工业企业一览表"],
            &["填报单位：", "经信局", "单位：万元"],
            &["序号", "企业名称", "统一社会信用代码", "产值", "税收"],
            &["1", "甲公司", "91370282", "100", "5"],
        ]);
        let row = propose_header_row(&list);
        assert_eq!(row, 2);
        let found = headings(&list, row);
        assert_eq!((found.first_row, found.title_year), (3, Some(2023)));
        assert_eq!(found.names[3], "产值");
    }

    #[test]
    fn a_year_over_several_measures_belongs_to_each_of_them() {
        let list = grid(&[
            &["企业名称", "宗地代码", "2022年", "", "2023年", "", "备注"],
            &["", "", "产值", "税收", "产值", "税收", ""],
            &["甲公司", "A1", "1", "2", "3", "4", ""],
        ]);
        let found = headings(&list, propose_header_row(&list));
        assert_eq!(found.first_row, 2);
        let years: Vec<_> = found.names.iter().map(|name| Header::parse(name).year).collect();
        assert_eq!(years, [None, None, Some(2022), Some(2022), Some(2023), Some(2023), None]);
        assert!(matches!(Header::parse(&found.names[5]).found.unwrap().meaning, Meaning::Measure(_)));
        assert_eq!(found.names[6], "备注");
    }

    #[test]
    fn a_list_without_known_headers_begins_with_its_first_wide_row() {
        assert_eq!(propose_header_row(&grid(&[&["表"], &["a", "b"], &["1", "2"]])), 1);
        assert_eq!(propose_header_row(&Grid::default()), 0);
    }
}
