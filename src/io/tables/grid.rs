//! One sheet as rows of cells, before anybody asks what they mean.

/// A cell as it stands in its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, spaces around it and all.
    Text(Box<str>),
    /// A number, as a workbook keeps it.
    Number(f64),
}

/// Whole numbers from here on no longer have every digit in a workbook, which keeps fifteen.
const DIGITS_LOST_FROM: f64 = 1e15;

impl SheetCell {
    /// The cell of a text; an empty one where it is blank.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as text: a code kept as a number without decimals or exponent, a text without the spaces around it.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.trim().to_owned()),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e18 => Some(format!("{number:.0}")),
            Self::Number(number) => Some(number.to_string()),
        }
    }

    /// Whether a code in this cell has lost digits: a workbook's number of more than fifteen digits, or one written with
    /// an exponent, as Excel saves such a number to CSV.
    #[must_use]
    pub fn has_lost_digits(&self) -> bool {
        match self {
            Self::Empty => false,
            Self::Number(number) => number.abs() >= DIGITS_LOST_FROM,
            Self::Text(text) => {
                let text = text.trim();
                let is_exponent = |(mantissa, exponent): (&str, &str)| {
                    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
                    digits(whole) && digits(fraction) && exponent.strip_prefix('+').is_some_and(digits)
                };
                text.split_once(['E', 'e']).is_some_and(is_exponent)
            }
        }
    }
}

/// A sheet: its rows that hold anything, each with its line in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Rows of cells; shorter ones end in empty cells.
    pub rows: Vec<Vec<SheetCell>>,
    /// The line or sheet row each stands in, counted from 1, ascending.
    pub lines: Vec<u32>,
}

impl Grid {
    /// Adds a row; one without any cell filled is left out.
    pub fn push(&mut self, line: u32, mut cells: Vec<SheetCell>) {
        cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
        if !cells.is_empty() {
            self.rows.push(cells);
            self.lines.push(line);
        }
    }

    /// The cell at a place; empty beyond the end of its row.
    #[must_use]
    pub fn cell(&self, row: usize, place: usize) -> &SheetCell {
        const NONE: &SheetCell = &SheetCell::Empty;
        self.rows.get(row).and_then(|cells| cells.get(place)).unwrap_or(NONE)
    }

    /// How many columns the widest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The place of the row that stands in this line.
    #[must_use]
    pub fn row_of_line(&self, line: u32) -> Option<usize> {
        self.lines.binary_search(&line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_kept_as_a_number_is_written_whole_and_lost_digits_are_told() {
        assert_eq!(SheetCell::Number(370_215_001_234.0).text().unwrap(), "370215001234");
        assert!(!SheetCell::Number(370_215_001_234.0).has_lost_digits());
        let long = SheetCell::Number(3.702_150_010_010_01e17);
        assert_eq!((long.text().unwrap().as_str(), long.has_lost_digits()), ("370215001001001024", true));
        assert!(SheetCell::of_text("3.70215E+17").has_lost_digits());
        for text in ["91370282E12", "1E5", "E+5", "370215001001GB00012"] {
            assert!(!SheetCell::of_text(text).has_lost_digits(), "{text}");
        }
    }
}
