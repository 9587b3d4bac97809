//! Reads a day as people and programs write it in a cell.
//!
//! Owns the reading of one text; knows nothing of columns. Known are 2021-03-05, 2021/3/5, 2021.3.5, 20210305, 2021年3月5日,
//! all of them with a time behind; Excel's serial days of its 1900 system (44260); seconds and milliseconds since 1970.
//! A month without a day (2021.3, 2021年3月, 202103) is its first day: whoever counts years from it errs by less than
//! a month, and on the side that finds land idle early, which is only ever a suspicion to be looked into. A moment is
//! taken in China's time (UTC+8), so that midnight in Beijing is the day it begins. A year alone, an order of day, month
//! and year that cannot be told, and days outside 1950–2100 are no dates: they are told, not guessed.

use jiff::civil::Date;

use super::header::folded;
use super::is_missing_mark;
use crate::domain::{Day, civil_date, day_of};

/// What a text in a column of days says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    /// A day, as days since 1970-01-01.
    Day(Day),
    /// A mark for "nothing known".
    Missing,
    /// Neither.
    NotADate,
}

/// Excel's day 0 of the 1900 system, for all days since 1900-03-01, as days before 1970.
const EXCEL_DAY_ZERO: i64 = -25_569;
/// Seconds of a day.
const DAY_SECONDS: f64 = 86_400.0;
/// China's time is this far ahead of UTC, seconds.
const CHINA_OFFSET_SECONDS: f64 = 8.0 * 3600.0;
/// Letters between the parts of a date.
const SEPARATORS: &[char] = &['-', '/', '.', '年', '月', '日', '号', ' '];

impl DateText {
    /// Reads a text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if let Some(day) = day_of_iso(text.as_bytes()) {
            return Self::Day(day);
        }
        if is_missing_mark(text) {
            return Self::Missing;
        }
        let text = folded(text);
        let day = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            day_of_digits(&text)
        } else {
            day_of_parts(&text).or_else(|| text.parse().ok().and_then(day_of_number))
        };
        day.map_or(Self::NotADate, Self::Day)
    }
}

/// A date as most programs write it, 2021-03-05 and no more: the way around everything else.
fn day_of_iso(text: &[u8]) -> Option<Day> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let two = |tens: u8, ones: u8| {
        let are_digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        are_digits.then(|| i8::try_from((tens - b'0') * 10 + ones - b'0').ok())?
    };
    day_of_ymd(i16::from(two(a, b)?) * 100 + i16::from(two(c, d)?), two(e, f)?, two(g, h)?)
}

/// Digits alone: a date without separators, with or without a time, or a count of days, seconds or milliseconds.
fn day_of_digits(digits: &str) -> Option<Day> {
    let year = || digits.get(0..4)?.parse().ok();
    let small = |range: std::ops::Range<usize>| small_number(digits.get(range)?);
    match digits.len() {
        6 => day_of_ymd(year()?, small(4..6)?, 1),
        // With hours, minutes and seconds behind, or without.
        8 | 14 => day_of_ymd(year()?, small(4..6)?, small(6..8)?),
        // Milliseconds before September 2001 have twelve digits too.
        12 => day_of_ymd(year()?, small(4..6)?, small(6..8)?).or_else(|| day_of_number(digits.parse().ok()?)),
        _ => digits.parse().ok().and_then(day_of_number),
    }
}

/// A count of days as Excel keeps them, or of seconds or milliseconds since 1970.
fn day_of_number(number: f64) -> Option<Day> {
    let day = if (10_000.0..100_000.0).contains(&number) {
        number.floor() as i64 + EXCEL_DAY_ZERO
    } else if number.abs() >= 1e11 {
        ((number / 1000.0 + CHINA_OFFSET_SECONDS) / DAY_SECONDS).floor() as i64
    } else if number.abs() >= 1e8 {
        ((number + CHINA_OFFSET_SECONDS) / DAY_SECONDS).floor() as i64
    } else {
        return None;
    };
    let date = civil_date(Day::try_from(day).ok()?)?;
    plausible(date)
}

/// Year, month and day with something between, and perhaps a time behind.
fn day_of_parts(text: &str) -> Option<Day> {
    let (date, time) = split_time(text);
    let mut parts = date.split(SEPARATORS).filter(|part| !part.is_empty());
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = small_number(parts.next()?)?;
    let day = parts.next().map_or(Some(1), small_number)?;
    if parts.next().is_some() {
        return None;
    }
    let day = day_of_ymd(year, month, day)?;
    // A moment told in UTC: from 16:00 on it is the next day in China.
    let is_next = time.is_some_and(|time| time.ends_with('z') && hour_of(time).is_some_and(|hour| hour >= 16));
    Some(day + Day::from(is_next))
}

/// The time behind a date, if there is one, told by its colon.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text.strip_suffix('t').unwrap_or(text), None) };
    match text[..colon].rfind(['t', ' ', '日']) {
        Some(at) => {
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            (&text[..at], Some(text[end..].trim()))
        }
        None => (text, None),
    }
}

fn hour_of(time: &str) -> Option<u32> {
    time.split(':').next()?.trim().parse().ok()
}

fn small_number(text: &str) -> Option<i8> {
    (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn day_of_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
    plausible(Date::new(year, month, day).ok()?)
}

fn plausible(date: Date) -> Option<Day> {
    (1950..=2100).contains(&date.year()).then(|| day_of(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIFTH_OF_MARCH: DateText = DateText::Day(18_691);
    const FIRST_OF_MARCH: DateText = DateText::Day(18_687);

    #[test]
    fn a_day_is_read_as_people_and_programs_write_it() {
        for text in [
            "2021-03-05",
            "2021/3/5",
            "2021.3.5",
            "2021.03.05",
            "20210305",
            "2021年3月5日",
            "2021年03月05日",
            "2021 年 3 月 5 日",
            "2021-03-05 08:30",
            "2021/3/5 8:30:00",
            "2021-03-05T00:00:00",
            "2021-03-05T00:00:00.000Z",
            "2021-03-04T16:00:00Z",
            "2021-03-05T00:00:00+08:00",
            "2021年3月5日 9:00",
            "20210305083000",
            "44260",
            "44260.75",
            "1614873600000",
            "1614902400000",
            "1614873600",
            "1.6148736e12",
            "２０２１－０３－０５",
            " 2021-3-5 ",
        ] {
            assert_eq!(DateText::parse(text), FIFTH_OF_MARCH, "{text}");
        }
    }

    #[test]
    fn a_month_alone_is_its_first_day() {
        for text in
            ["2021.3", "2021.03", "2021-03", "2021/3", "2021年3月", "202103", "2021年3月份".trim_end_matches('份')]
        {
            assert_eq!(DateText::parse(text), FIRST_OF_MARCH, "{text}");
        }
        // Milliseconds before September 2001.
        assert_eq!(DateText::parse("946684800000"), DateText::Day(10_957));
    }

    #[test]
    fn missing_is_missing_and_what_is_no_date_is_told() {
        for text in ["", "—", "/", "无", " ", "null"] {
            assert_eq!(DateText::parse(text), DateText::Missing, "{text}");
        }
        for text in [
            "2021",
            "2021年",
            "2021-13-01",
            "2021-02-30",
            "5/3/2021",
            "21-3-5",
            "20211305",
            "1899-12-31",
            "9999-01-01",
            "0",
            "1",
            "abc",
            "约2021年3月",
            "2021-03-05至2022-03-05",
            "2021-03-05-01",
            "120000",
            "-5",
            "1e300",
        ] {
            assert_eq!(DateText::parse(text), DateText::NotADate, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in any::<String>()) {
            let _read = DateText::parse(&text);
        }

        #[test]
        fn near_dates_never_make_reading_panic(text in "[0-9年月日/. :tz-]{0,24}") {
            let _read = DateText::parse(&text);
        }

        #[test]
        fn every_day_reads_back_in_every_way_of_writing(day in -7305_i32..47_481) {
            let date = civil_date(day).unwrap();
            let (y, m, d) = (date.year(), date.month(), date.day());
            for text in [
                format!("{y}-{m:02}-{d:02}"),
                format!("{y}/{m}/{d}"),
                format!("{y}.{m}.{d}"),
                format!("{y}{m:02}{d:02}"),
                format!("{y}年{m}月{d}日"),
                format!("{}", i64::from(day) - EXCEL_DAY_ZERO),
            ] {
                prop_assert_eq!(DateText::parse(&text), DateText::Day(day), "{}", text);
            }
        }
    }
}
