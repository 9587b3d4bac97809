//! CSV and its kin: which separator, and the rows.
//!
//! Quotes may hold separators and line breaks; a row may be shorter or longer than the others.

use super::grid::{Grid, SheetCell};

/// What may part the cells of a line.
const SEPARATORS: [u8; 4] = *b",\t;|";
/// Lines looked at to tell the separator.
const LINES_WEIGHED: usize = 40;
/// Bytes looked at to tell the separator.
const BYTES_WEIGHED: usize = 64 * 1024;
/// Cells kept of a text; no list of firms comes near.
const MOST_CELLS: usize = 20_000_000;

/// The separator under which the first lines have the most columns that they agree on.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(BYTES_WEIGHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text.as_bytes()[..end];
    let score = |separator: u8| -> usize {
        let mut reader = reader(head, separator);
        let widths: Vec<usize> =
            reader.byte_records().take(LINES_WEIGHED).filter_map(Result::ok).map(|record| record.len()).collect();
        // Title rows above the list are narrow: the commonest width above one decides.
        let wide = |width: usize| widths.iter().filter(|each| **each == width).count();
        let commonest = widths.iter().copied().filter(|&width| width > 1).max_by_key(|&width| (wide(width), width));
        commonest.map_or(0, |width| wide(width) * width.min(64))
    };
    // Of equals the first: commas stand in texts of other kinds less often than the order says.
    SEPARATORS.into_iter().rev().max_by_key(|&separator| score(separator)).unwrap_or(b',')
}

fn reader(bytes: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(bytes)
}

/// The rows of a text, and the separator that parts their cells. `None` if there are more cells than any list has.
pub(super) fn grid_of_text(text: &str) -> Option<(Grid, u8)> {
    let separator = separator(text);
    let mut reader = reader(text.as_bytes(), separator);
    let (mut grid, mut cells) = (Grid::default(), 0);
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and rows may be of any length, so there is no row that cannot be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        cells += record.len();
        if cells > MOST_CELLS {
            return None;
        }
        let line = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        grid.push(line, record.iter().map(SheetCell::of_text).collect());
    }
    Some((grid, separator))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> (Vec<Vec<String>>, u8) {
        let (grid, separator) = grid_of_text(text).unwrap();
        let rows = grid.rows.iter().map(|row| row.iter().map(|cell| cell.text().unwrap_or_default()).collect());
        (rows.collect(), separator)
    }

    #[test]
    fn the_separator_is_told_by_the_columns_it_makes() {
        assert_eq!(cells("名称\t税收\n甲\t1,000\n乙\t2,000\n").1, b'\t');
        assert_eq!(cells("名称;税收\n甲;1,5\n乙;2,5\n").1, b';');
        assert_eq!(cells("名单\n名称,税收\n甲,1\n").1, b',');
        assert_eq!(cells("名称\n甲\n").0, [["名称"], ["甲"]]);
    }

    #[test]
    fn quotes_hold_separators_and_line_breaks_and_every_row_knows_its_line() {
        let (grid, _) = grid_of_text("a,b\n\"x\ny\",\"1,2\"\n,\nz,3\n").unwrap();
        assert_eq!(grid.lines, [1, 2, 5]);
        assert_eq!(grid.cell(1, 0).text().unwrap(), "x\ny");
        assert_eq!(grid.cell(2, 1).text().unwrap(), "3");
    }

    proptest! {
        #[test]
        fn any_text_is_some_grid(text in any::<String>()) {
            let (grid, _) = grid_of_text(&text).unwrap();
            prop_assert!(grid.lines.is_sorted());
        }
    }
}
