//! A column of days, one a row, as days since 1970-01-01.
//!
//! Owns the column and the day's reading aloud (ISO 8601); how dates stand in files is `field_names`' business.

use jiff::civil::{Date, date};

/// A day as days since 1970-01-01.
pub type Day = i32;

/// Days of one column in row order; a missing one is never a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateColumn {
    days: Vec<Day>,
}

impl DateColumn {
    /// What stands in the place of a missing day.
    pub const MISSING: Day = Day::MIN;

    /// A column from raw days in which [`Self::MISSING`] stands for missing.
    #[must_use]
    pub fn from_days(days: Vec<Day>) -> Self {
        Self { days }
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether the column has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The day of `row`, or `None` where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Day> {
        self.days.get(row).copied().filter(|&day| day != Self::MISSING)
    }

    /// The raw days, [`Self::MISSING`] for missing.
    #[must_use]
    pub fn days(&self) -> &[Day] {
        &self.days
    }
}

impl FromIterator<Option<Day>> for DateColumn {
    fn from_iter<I: IntoIterator<Item = Option<Day>>>(days: I) -> Self {
        Self { days: days.into_iter().map(|day| day.unwrap_or(Self::MISSING)).collect() }
    }
}

/// The day of a date of the (proleptic) Gregorian calendar.
#[must_use]
pub fn day_of(civil: Date) -> Day {
    (civil.duration_since(date(1970, 1, 1)).as_secs() / 86_400) as Day
}

/// The date of a day; `None` beyond the years −9999 to 9999.
#[must_use]
pub fn civil_date(day: Day) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::SignedDuration::from_hours(i64::from(day) * 24)).ok()
}

/// A day as ISO 8601 writes it, e.g. `2021-03-05`; empty beyond the years −9999 to 9999.
#[must_use]
pub fn iso_date(day: Day) -> String {
    civil_date(day).map_or_else(String::new, |date| date.to_string())
}

/// The day a text such as `2021-03-05` names; nothing else is one.
#[must_use]
pub fn day_from_iso(text: &str) -> Option<Day> {
    let has_shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    has_shape.then(|| text.parse::<Date>().ok()).flatten().map(day_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_read_back_as_dates() {
        assert_eq!(day_of(date(1970, 1, 1)), 0);
        assert_eq!(day_of(date(2021, 3, 5)), 18_691);
        assert_eq!(day_of(date(1969, 12, 31)), -1);
        assert_eq!(iso_date(18_691), "2021-03-05");
        assert_eq!(day_from_iso("2021-03-05"), Some(18_691));
        for text in ["2024-6-30", "2024-02-30", "20240630", "today", "", "2024-06-30T00:00"] {
            assert_eq!(day_from_iso(text), None, "{text}");
        }
        let column: DateColumn = [Some(0), None].into_iter().collect();
        assert_eq!((column.get(0), column.get(1), column.get(2)), (Some(0), None, None));
    }
}
