//! A column of texts, one a row, kept end to end in one string: no allocation a parcel.

/// Texts of one column in row order. `None` is a missing text; an empty text is never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    bytes: String,
    /// Text of row `i` is `bytes[ends[i-1]..ends[i]]`; empty means missing.
    ends: Vec<u32>,
}

impl TextColumn {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the column has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of `row`, or `None` where it is missing or past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)? as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.bytes.get(start..end).filter(|text| !text.is_empty())
    }

    /// How many rows have a text.
    #[must_use]
    pub fn filled(&self) -> usize {
        (0..self.len()).filter(|&row| self.get(row).is_some()).count()
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }
}

impl<'a> FromIterator<Option<&'a str>> for TextColumn {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(texts: I) -> Self {
        let mut builder = TextColumnBuilder::default();
        for text in texts {
            builder.push(text);
        }
        builder.finish()
    }
}

/// Builds a [`TextColumn`] row by row, or from chunks built elsewhere.
#[derive(Clone, Debug, Default)]
pub struct TextColumnBuilder {
    column: TextColumn,
}

impl TextColumnBuilder {
    /// Adds the next row. Texts beyond 4 GiB in all are stored as missing.
    pub fn push(&mut self, text: Option<&str>) {
        let column = &mut self.column;
        if let Some(text) = text
            && u32::try_from(column.bytes.len() + text.len()).is_ok()
        {
            column.bytes.push_str(text);
        }
        column.ends.push(u32::try_from(column.bytes.len()).unwrap_or(u32::MAX));
    }

    /// Adds all rows of `other` behind the present ones.
    pub fn append(&mut self, other: &TextColumn) {
        let column = &mut self.column;
        let start = column.bytes.len();
        if u32::try_from(start + other.bytes.len()).is_ok() {
            column.bytes.push_str(&other.bytes);
            column.ends.extend(other.ends.iter().map(|end| end + start as u32));
            return;
        }
        for text in other.iter() {
            self.push(text);
        }
    }

    /// The rows so far.
    #[must_use]
    pub fn column(&self) -> &TextColumn {
        &self.column
    }

    /// The number of rows so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.column.len()
    }

    /// Whether no row was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.column.is_empty()
    }

    /// The finished column.
    #[must_use]
    pub fn finish(mut self) -> TextColumn {
        self.column.bytes.shrink_to_fit();
        self.column.ends.shrink_to_fit();
        self.column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_chunks_equals_building_in_one_go() {
        let rows = [Some("a"), None, Some("亩"), Some("b")];
        let whole: TextColumn = rows.into_iter().collect();
        let mut joined = TextColumnBuilder::default();
        for chunk in rows.chunks(2) {
            joined.append(&chunk.iter().copied().collect());
        }
        assert_eq!(joined.finish(), whole);
    }

    #[test]
    fn missing_and_empty_texts_read_back_as_missing() {
        let column: TextColumn = [Some("甲"), None, Some(""), Some("0012")].into_iter().collect();
        assert_eq!(column.iter().collect::<Vec<_>>(), [Some("甲"), None, None, Some("0012")]);
        assert_eq!(column.filled(), 2);
        assert_eq!(column.get(4), None);
    }
}
