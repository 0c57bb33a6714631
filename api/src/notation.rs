//! How numbers and days are written for people who read Dutch, by CLDR: 1.250,5 and 3 mei 2027. Programs read the API's own
//! exact texts instead.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use icu_calendar::{Date, Gregorian};
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{YM, YMD},
};
use icu_decimal::{DecimalFormatter, input, options::DecimalFormatterOptions};
use icu_locale_core::{Locale, locale};

use crate::figures::{Bound, Certainty};

const DUTCH: Locale = locale!("nl");
const COMPILED: &str = "Dutch is compiled in";

static NUMBERS: LazyLock<DecimalFormatter> =
    LazyLock::new(|| DecimalFormatter::try_new(DUTCH.into(), DecimalFormatterOptions::default()).expect(COMPILED));
static DAYS: LazyLock<FixedCalendarDateTimeFormatter<Gregorian, YMD>> =
    LazyLock::new(|| FixedCalendarDateTimeFormatter::try_new(DUTCH.into(), YMD::long()).expect(COMPILED));
static SHORT_MONTHS: LazyLock<FixedCalendarDateTimeFormatter<Gregorian, YM>> =
    LazyLock::new(|| FixedCalendarDateTimeFormatter::try_new(DUTCH.into(), YM::medium()).expect(COMPILED));

/// A number that stands in a figure as exact text, such as `"0.41"`: `0,41`. What is no number stays as it is.
pub(crate) fn decimal(text: &str) -> String {
    text.parse::<input::Decimal>().map_or_else(|_| text.to_owned(), |value| NUMBERS.format(&value).to_string())
}

/// The same with at most two decimals, where it was computed to more than are ever recorded: `0.016667` is `0,02`.
pub(crate) fn short(text: &str) -> String {
    let is_computed = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 4);
    let Some(mut value) = text.parse::<input::Decimal>().ok().filter(|_| is_computed) else { return decimal(text) };
    value.round(-2);
    trim(&mut value);
    NUMBERS.format(&value).to_string()
}

/// An amount of EUR cents: `€ 400.000`, or with its cents where it has any: `€ 12,50`.
pub(crate) fn euros(cents: i64) -> String {
    let mut value = input::Decimal::from(cents);
    value.multiply_pow10(-2);
    if cents % 100 == 0 {
        value.trim_end();
    }
    format!("€\u{a0}{}", NUMBERS.format(&value))
}

/// A ratio that stands in a figure as exact text, as a percentage of at most one decimal: `"0.410714"` is `41,1 %`.
pub(crate) fn percentage(ratio: &str) -> String {
    let Ok(mut value) = ratio.parse::<input::Decimal>() else { return ratio.to_owned() };
    value.multiply_pow10(2);
    value.round(-1);
    trim(&mut value);
    format!("{}\u{a0}%", NUMBERS.format(&value))
}

/// Leaves out what was rounded away, and the sign of what is then zero.
fn trim(value: &mut input::Decimal) {
    value.trim_start();
    value.trim_end();
    value.apply_sign_display(input::SignDisplay::Negative);
}

/// A day: `3 mei 2027`.
pub(crate) fn day(day: NaiveDate) -> String {
    gregorian(day).map_or_else(|| day.to_string(), |date| DAYS.format(&date).to_string())
}

/// The month of a day where there is little room: `mrt 2027`.
pub(crate) fn short_month(day: NaiveDate) -> String {
    gregorian(day).map_or_else(|| day.to_string(), |date| SHORT_MONTHS.format(&date).to_string())
}

/// What stands before a figure that is not exact: the true one is more, less, or thereabouts.
pub(crate) fn approximately(is_approximate: bool, is_at_least: Option<bool>) -> &'static str {
    match is_at_least {
        _ if !is_approximate => "",
        Some(true) => "minstens ",
        Some(false) => "hoogstens ",
        None => "circa ",
    }
}

/// The same, by what is known of a figure.
pub(crate) fn vague(certainty: Certainty) -> &'static str {
    approximately(certainty.approximate, certainty.bound.map(|bound| bound == Bound::AtLeast))
}

fn gregorian(day: NaiveDate) -> Option<Date<Gregorian>> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Date::try_new_gregorian(day.year(), month, of_month).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_in_dutch() {
        assert_eq!(["1250.5", "-60000"].map(decimal), ["1.250,5", "-60.000"]);
        assert_eq!(decimal("0.016667"), "0,016667");
        assert_eq!(decimal("none"), "none");
        assert_eq!(["30.769231", "-0.000001", "0.0125", "12.5"].map(short), ["30,77", "0", "0,0125", "12,5"]);
        assert_eq!(euros(40_000_000), "€\u{a0}400.000");
        assert_eq!(euros(1_250), "€\u{a0}12,50");
        assert_eq!(percentage("0.410714"), "41,1\u{a0}%");
        assert_eq!(percentage("0.25"), "25\u{a0}%");
        assert_eq!(percentage("-0.2428571"), "-24,3\u{a0}%");
        let of_may = NaiveDate::from_ymd_opt(2027, 5, 3).expect("a day");
        assert_eq!((day(of_may).as_str(), short_month(of_may).as_str()), ("3 mei 2027", "mei 2027"));
    }
}
