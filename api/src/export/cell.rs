//! What stands in a cell of a table, before it is written in some form.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// The most significant digits that a binary number keeps whatever they are.
const EXACT_DIGITS: usize = 15;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing is known, or there is nothing.
    Empty,
    /// Words, or an id.
    Text(String),
    /// A number, in the digits of the API.
    Number(String),
    /// A calendar day.
    Day(NaiveDate),
    /// An instant.
    Moment(DateTime<Utc>),
    /// True or false.
    Truth(bool),
}

/// A row of a table: as many cells as the table has columns.
pub(crate) type Row = Vec<Cell>;

/// An instant in UTC, always in as many characters, so that texts sort as instants do.
pub(crate) fn moment(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Whether a number survives being kept in binary.
pub(crate) fn is_exact_in_binary(number: &str) -> bool {
    let digits = number.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    digits <= EXACT_DIGITS
}

/// A number in its digits.
#[allow(clippy::needless_pass_by_value, reason = "it is handed to maps as it is")]
pub(crate) fn number(value: impl ToString) -> Cell {
    Cell::Number(value.to_string())
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::Moment(moment)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_more_than_15_digits_is_not_kept_in_binary() {
        for exact in ["0", "-0.25", "0.000001", "999999999999999", "-12345678901.2345", "100000000000000"] {
            assert!(is_exact_in_binary(exact), "{exact}");
        }
        for inexact in ["922337203685477.5807", "1234567890123456", "-12345678901.234567"] {
            assert!(!is_exact_in_binary(inexact), "{inexact}");
        }
    }

    #[test]
    fn an_instant_is_written_in_as_many_characters_whatever_it_is() {
        let written = |text: &str| moment(text.parse().expect("an instant"));
        assert_eq!(written("2026-11-20T12:00:00+01:00"), "2026-11-20T11:00:00.000000Z");
        assert_eq!(written("2026-11-20T11:00:00.1Z"), "2026-11-20T11:00:00.100000Z");
    }
}
