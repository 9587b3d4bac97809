//! A column of numbers, one a row, in the canonical unit of what it measures.

/// A column of numbers in the canonical unit of its measure; missing is NaN inside and `None` outside, never 0.
#[derive(Clone, Debug, Default)]
pub struct NumberColumn {
    values: Vec<f64>,
}

impl NumberColumn {
    /// A column from raw values in which NaN stands for missing.
    #[must_use]
    pub fn from_values(values: Vec<f64>) -> Self {
        Self { values }
    }

    /// The value of `row`, or `None` where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().filter(|value| !value.is_nan())
    }

    /// The raw values, NaN for missing.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many rows have a value.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.values.iter().filter(|value| !value.is_nan()).count()
    }
}

impl FromIterator<Option<f64>> for NumberColumn {
    fn from_iter<I: IntoIterator<Item = Option<f64>>>(values: I) -> Self {
        Self { values: values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_numbers_are_none_and_zero_is_zero() {
        let column: NumberColumn = [Some(0.0), None].into_iter().collect();
        assert_eq!(column.get(0), Some(0.0));
        assert_eq!(column.get(1), None);
        assert_eq!(column.filled(), 1);
    }
}
