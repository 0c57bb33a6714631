//! Values that columns hold: exact decimals and dates that people agreed on.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::DatePrecision;

/// An exact decimal with at most four decimals, kept as a whole number of ten-thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Decimal(pub i64);

/// The text is no decimal number of at most four decimals within ± 922 337 203 685 477.5807.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDecimal;

impl Decimal {
    /// Ten-thousandths in one.
    pub const SCALE: i64 = 10_000;
    /// The number zero.
    pub const ZERO: Self = Self(0);
    /// The number one.
    pub const ONE: Self = Self(Self::SCALE);
    /// One hundred, as in per cent.
    pub const HUNDRED: Self = Self(100 * Self::SCALE);

    /// A whole number; `None` where it does not fit.
    #[must_use]
    pub fn whole(n: i64) -> Option<Self> {
        n.checked_mul(Self::SCALE).map(Self)
    }

    /// An amount of so many EUR cents, in EUR; `None` where it does not fit.
    #[must_use]
    pub fn of_cents(cents: i64) -> Option<Self> {
        cents.checked_mul(Self::SCALE / 100).map(Self)
    }

    /// An amount in EUR as EUR cents; `None` where it is no whole number of cents.
    #[must_use]
    pub fn cents(self) -> Option<i64> {
        (self.0 % (Self::SCALE / 100) == 0).then_some(self.0 / (Self::SCALE / 100))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = Self::SCALE.unsigned_abs();
        let (whole, rest) = (self.0.unsigned_abs() / scale, self.0.unsigned_abs() % scale);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let (mut decimals, mut width) = (rest, 4);
        while decimals % 10 == 0 {
            (decimals, width) = (decimals / 10, width - 1);
        }
        write!(f, "{sign}{whole}.{decimals:0width$}")
    }
}

impl FromStr for Decimal {
    type Err = InvalidDecimal;

    fn from_str(text: &str) -> Result<Self, InvalidDecimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return Err(InvalidDecimal);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 4 {
            return Err(InvalidDecimal);
        }
        let scaled: i128 = format!("{whole}{decimals:0<4}").parse().map_err(|_| InvalidDecimal)?;
        let signed = if negative { -scaled } else { scaled };
        i64::try_from(signed).map(Self).map_err(|_| InvalidDecimal)
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|InvalidDecimal| serde::de::Error::custom("not a decimal"))
    }
}

/// A date as people agreed on it: a day, or only a month, quarter or year. It falls overdue by its last possible day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuzzyDate {
    /// A day within the period meant.
    pub date: NaiveDate,
    /// How precise the date is.
    pub precision: DatePrecision,
    /// The words of the source, such as "medio januari 2021".
    pub text: Option<String>,
}

impl FuzzyDate {
    /// The date that three columns hold together; `None` without a date.
    #[must_use]
    pub fn from_columns(
        date: Option<NaiveDate>,
        precision: Option<DatePrecision>,
        text: Option<&String>,
    ) -> Option<Self> {
        let (date, precision) = (date?, precision.unwrap_or(DatePrecision::Day));
        Some(Self { date, precision, text: text.cloned() })
    }

    /// The three columns that hold a date which may be absent.
    #[must_use]
    pub fn into_columns(date: Option<Self>) -> (Option<NaiveDate>, Option<DatePrecision>, Option<String>) {
        match date {
            Some(Self { date, precision, text }) => (Some(date), Some(precision), text),
            None => (None, None, None),
        }
    }

    /// The first day that the words can mean. Mid-month begins on the 10th.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        let date = self.date;
        let first_of = |month0: u32| date.with_day(1).and_then(|first| first.with_month0(month0)).unwrap_or(date);
        match self.precision {
            DatePrecision::Day => date,
            DatePrecision::MidMonth => date.with_day(10).unwrap_or(date),
            DatePrecision::Month => first_of(date.month0()),
            DatePrecision::Quarter => first_of(date.month0() / 3 * 3),
            DatePrecision::Year => first_of(0),
        }
    }

    /// The last day that the words can mean. Mid-month ends on the 20th.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let date = self.date;
        let first_of_month = date.with_day(1).unwrap_or(date);
        let end_after = |first: NaiveDate, months: u32| {
            first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt()).unwrap_or(date)
        };
        match self.precision {
            DatePrecision::Day => date,
            DatePrecision::MidMonth => date.with_day(20).unwrap_or(date),
            DatePrecision::Month => end_after(first_of_month, 1),
            DatePrecision::Quarter => end_after(first_of_month, 3 - date.month0() % 3),
            DatePrecision::Year => end_after(first_of_month, 12 - date.month0()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_reads_back_as_written() {
        for text in
            ["0", "1", "-1", "0.5", "-0.0001", "60000", "12.34", "922337203685477.5807", "-922337203685477.5808"]
        {
            assert_eq!(text.parse::<Decimal>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("1.50000".parse(), Ok(Decimal(15_000)));
    }

    #[test]
    fn an_amount_is_a_whole_number_of_cents() {
        assert_eq!(Decimal(4_000_012_300).cents(), Some(40_000_123));
        assert_eq!(Decimal(4_000_012_301).cents(), None);
        assert_eq!(Decimal::of_cents(-1), Some(Decimal(-100)));
        assert_eq!(Decimal::of_cents(i64::MAX), None);
    }

    #[test]
    fn what_is_no_exact_decimal_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1,5", "1e3", "+1", "0.00001", "922337203685477.5808", "1 000", "٣"] {
            assert_eq!(text.parse::<Decimal>(), Err(InvalidDecimal), "{text}");
        }
    }

    #[test]
    fn a_fuzzy_date_begins_on_its_first_possible_day() {
        let first = |m, d, precision| {
            let date = NaiveDate::from_ymd_opt(2026, m, d).expect("a date");
            FuzzyDate { date, precision, text: None }.first_day().to_string()
        };
        assert_eq!(first(1, 15, DatePrecision::MidMonth), "2026-01-10");
        assert_eq!(first(3, 31, DatePrecision::Month), "2026-03-01");
        assert_eq!(first(6, 30, DatePrecision::Quarter), "2026-04-01");
        assert_eq!(first(12, 31, DatePrecision::Year), "2026-01-01");
        assert_eq!(first(7, 31, DatePrecision::Day), "2026-07-31");
    }

    #[test]
    fn a_fuzzy_date_ends_on_its_last_possible_day() {
        let last = |y, m, d, precision| {
            let date = NaiveDate::from_ymd_opt(y, m, d).expect("a date");
            FuzzyDate { date, precision, text: None }.last_day().to_string()
        };
        assert_eq!(last(2021, 1, 15, DatePrecision::MidMonth), "2021-01-20");
        assert_eq!(last(2024, 2, 3, DatePrecision::Month), "2024-02-29");
        assert_eq!(last(2026, 5, 3, DatePrecision::Quarter), "2026-06-30");
        assert_eq!(last(2026, 12, 3, DatePrecision::Quarter), "2026-12-31");
        assert_eq!(last(2026, 7, 1, DatePrecision::Year), "2026-12-31");
        assert_eq!(last(2026, 7, 1, DatePrecision::Day), "2026-07-01");
    }
}
