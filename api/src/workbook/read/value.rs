//! Numbers as a person sees them in a cell: as digits, as a percentage or as a day.

use chrono::{Days, NaiveDate};

use crate::workbook::cell::Cell;

/// How the numbers of a cell are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As digits, also where they stand for a time of day.
    #[default]
    Number,
    /// Times a hundred, with a percent sign.
    Percentage,
    /// As a day, a month or a year.
    Day,
}

/// By the number of a format that every program knows.
pub(super) fn shown_by_id(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percentage,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        _ => Shown::Number,
    }
}

/// By the code of a format: `dd\-mm\-yyyy`, `[$-413]d mmmm yyyy;@`, `#,##0.00`.
pub(super) fn shown_by_code(code: &str) -> Shown {
    // As some programs write "General" in the language of the person.
    if code.eq_ignore_ascii_case("standaard") {
        return Shown::Number;
    }
    let (mut letters, mut characters) = (String::new(), code.chars());
    // Only what is shown of a number counts: no words, colours, languages or widths, and only the first of its forms.
    while let Some(character) = characters.next() {
        match character {
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.find(|&c| c == '"')),
            '[' => {
                // A time that runs on beyond a day: [h]:mm.
                let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                if inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    letters.push('h');
                }
            }
            ';' => break,
            other => letters.push(other.to_ascii_lowercase()),
        }
    }
    // A month alone is a day; beside hours or seconds it is minutes.
    let is_day = letters.contains(['d', 'y']) || letters.contains('m') && !letters.contains(['h', 's']);
    match (is_day, letters.contains('%')) {
        (true, _) => Shown::Day,
        (false, true) => Shown::Percentage,
        (false, false) => Shown::Number,
    }
}

/// The number of a cell as it is seen.
pub(super) fn seen(number: f64, shown: Shown, from_1904: bool) -> Cell {
    let day = (shown == Shown::Day).then(|| day(number, from_1904)).flatten();
    match (day, shown) {
        _ if !number.is_finite() => Cell::Broken("#NUM!".to_owned()),
        (Some(day), _) => Cell::Day(day),
        (None, Shown::Percentage) => Cell::Text(format!("{}%", digits(number, 2).replace('.', ","))),
        (None, _) => Cell::Number(digits(number, 0)),
    }
}

/// The day of a serial number. Days are counted without a zone; a time of day is left out.
fn day(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    const LAST: f64 = 2_958_465.0;
    // A moment before midnight is midnight where it was computed.
    let whole = (serial + 1e-6).floor();
    if !(0.0..=LAST).contains(&whole) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and within the range")]
    let days = whole as u64;
    let from = match (from_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        // A time of day and no day.
        (false, 0) => None,
        // Spreadsheets count a 29 February 1900 that never was.
        (false, 1..60) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    from?.checked_add_days(Days::new(days))
}

/// At most 15 significant digits of a number times a power of ten, with a point.
fn digits(number: f64, power: i32) -> String {
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = all.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    // How many digits stand before the point.
    let before = exponent.parse::<i32>().unwrap_or_default() + power + 1;
    match usize::try_from(before) {
        Ok(before) if before > 30 => format!("{sign}{digits}E{}", before - digits.len()),
        Ok(before) if before >= digits.len() => format!("{sign}{digits}{}", "0".repeat(before - digits.len())),
        Ok(before) if before > 0 => format!("{sign}{}.{}", &digits[..before], &digits[before..]),
        _ if before < -30 => "0".to_owned(),
        _ => format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-before).unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_those_of_numbers_and_times() {
        let days =
            ["dd\\-mm\\-yyyy", "[$-413]d\\ mmmm\\ yyyy;@", "DD/MM/YY", "mmm\\-yy", "mmmm", "yyyy\\-mm\\-dd\\ hh:mm"];
        for code in days.into_iter().chain(["d-m-jjjj", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "[Red]d/m/yy"]) {
            assert_eq!(shown_by_code(code), Shown::Day, "{code}");
        }
        for code in
            ["General", "Standaard", "#,##0.####", "[h]:mm:ss", "mm:ss", "h:mm", "0.00E+00", "\"dag\" 0", "0\\d"]
        {
            assert_eq!(shown_by_code(code), Shown::Number, "{code}");
        }
        for code in ["_-\"€\"\\ * #,##0.00_-;dd", "[$€-413]\\ #,##0.00", "[Red]0", "@", "# ?/?"] {
            assert_eq!(shown_by_code(code), Shown::Number, "{code}");
        }
        assert_eq!(
            (shown_by_code("0.0%"), shown_by_id(9), shown_by_id(14)),
            (Shown::Percentage, Shown::Percentage, Shown::Day)
        );
    }

    #[test]
    fn a_number_has_the_digits_that_a_person_sees() {
        let seen = |number: f64| digits(number, 0);
        assert_eq!(seen(0.1 + 0.2), "0.3");
        assert_eq!(
            (seen(1250.5), seen(-60_000.0), seen(0.0), seen(-0.0)),
            ("1250.5".into(), "-60000".into(), "0".into(), "0".into())
        );
        assert_eq!(
            (seen(0.0001), seen(1e15), seen(123_456_789_012_345.6)),
            ("0.0001".into(), "1000000000000000".into(), "123456789012346".into())
        );
        assert_eq!(
            (seen(1e300), seen(1e-300), seen(1.5e29)),
            ("1E300".into(), "0".into(), format!("15{}", "0".repeat(28)))
        );
        assert_eq!(super::seen(0.07, Shown::Percentage, false), Cell::Text("7%".into()));
        assert_eq!(super::seen(0.4107, Shown::Percentage, false), Cell::Text("41,07%".into()));
    }

    #[test]
    fn a_day_is_the_one_that_is_shown_whatever_the_zone_and_the_time() {
        let shown = |serial, from_1904| match super::seen(serial, Shown::Day, from_1904) {
            Cell::Day(day) => day.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(shown(46_510.0, false), "2027-05-03");
        assert_eq!(shown(46_510.999_99, false), "2027-05-03");
        assert_eq!(shown(46_509.999_999_9, false), "2027-05-03");
        assert_eq!(shown(45_048.0, true), "2027-05-03");
        assert_eq!(
            (shown(1.0, false), shown(59.0, false), shown(61.0, false)),
            ("1900-01-01".into(), "1900-02-28".into(), "1900-03-01".into())
        );
        assert_eq!(shown(0.5, false), "Number(\"0.5\")");
        assert_eq!(shown(9e9, false), "Number(\"9000000000\")");
        assert_eq!(shown(f64::NAN, false), "Broken(\"#NUM!\")");
    }
}
