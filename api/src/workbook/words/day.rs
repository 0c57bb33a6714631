//! Days, months, quarters and years.

use chrono::{Datelike, Days, NaiveDate};
use entity::{DatePrecision, FuzzyDate};

use super::{
    Cell, Said,
    choice::{closest, or_else},
    period::{self, Period},
    plain, said, shown, unread,
};
use crate::{graphql::date_label, language::Language, problem::Problem};

/// What a date without a year is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Yearless {
    /// The first one that has not ended on this day; only where the header says so.
    NextAfter(NaiveDate),
    /// A problem, which suggests the first one that has not ended on this day.
    Refused(NaiveDate),
}

/// Words for which no date is known yet.
const UNKNOWN: [&str; 12] = [
    "onbekend",
    "ntb",
    "nnb",
    "nader te bepalen",
    "nog niet bekend",
    "nog te bepalen",
    "tbd",
    "geen",
    "geen datum",
    "?",
    "-",
    "nvt",
];
/// Words that say less than they seem to, and the period that they probably mean.
const VAGUE: [(&str, &str); 10] = [
    ("voorjaar", "q2"),
    ("lente", "q2"),
    ("zomer", "q3"),
    ("najaar", "q4"),
    ("herfst", "q4"),
    ("winter", "q1"),
    ("begin", ""),
    ("rond", ""),
    ("voor", ""),
    ("na", ""),
];

/// A calendar day: a date cell, `3-5-27`, `3 mei 2027`, `2027-05-03`; `onbekend` clears.
pub(crate) fn day(cell: &Cell, yearless: Yearless) -> Said<NaiveDate> {
    said(cell, |cell| {
        let Some(date) = understood(cell, yearless)? else { return Ok(None) };
        if date.precision != DatePrecision::Day {
            return Err(unread(
                cell,
                "is geen dag. Schrijf een dag, zoals 3 mei 2027 of 3-5-2027.",
                "is no day. Write a day, such as 3 mei 2027 or 3-5-2027.",
            ));
        }
        Ok(Some(date.date))
    })
}

/// A day, or a month, quarter or year: `mei 2027`, `Q2 2027`, `medio januari 2021`; `onbekend` clears.
pub(crate) fn fuzzy_day(cell: &Cell, yearless: Yearless) -> Said<FuzzyDate> {
    said(cell, |cell| understood(cell, yearless))
}

/// How a date is written in a cell, so that `fuzzy_day` reads the same precision and period back.
pub(crate) fn fuzzy_cell(date: Option<&FuzzyDate>) -> Cell {
    match date {
        None => Cell::Empty,
        Some(FuzzyDate { date, precision: DatePrecision::Day, .. }) => Cell::Day(*date),
        Some(date) => Cell::text(&date_label(date, Language::Nl)),
    }
}

fn understood(cell: &Cell, yearless: Yearless) -> Result<Option<FuzzyDate>, Problem> {
    let date = match cell {
        Cell::Day(date) => FuzzyDate { date: *date, precision: DatePrecision::Day, text: None },
        Cell::Number(digits) => match period_of(digits) {
            Some(date) => date,
            None => return Err(no_date(cell, serial(digits))),
        },
        Cell::Text(text) if UNKNOWN.contains(&plain(text).replace('.', "").trim()) => return Ok(None),
        Cell::Text(text) => in_words(cell, text, yearless)?,
        _ => return Err(no_date(cell, None)),
    };
    if !(1900..=2200).contains(&date.date.year()) {
        let nl = "ligt niet in de jaren 1900 tot en met 2200.";
        return Err(unread(cell, nl, "does not lie in the years 1900 up to 2200."));
    }
    Ok(Some(date))
}

fn in_words(cell: &Cell, text: &str, yearless: Yearless) -> Result<FuzzyDate, Problem> {
    let words = period::words(text);
    let Some(period) = Period::said_by(&words) else {
        return Err(no_date(cell, probably(&words, yearless)));
    };
    let of_year = |year| {
        period
            .of_year(year)
            .ok_or_else(|| unread(cell, "is een dag die niet bestaat.", "is a day that does not exist."))
    };
    let date = match (period.year, yearless) {
        (Some(year), _) => of_year(year)?,
        (None, Yearless::NextAfter(today)) => next(&period, today).ok_or_else(|| no_date(cell, None))?,
        (None, Yearless::Refused(today)) => {
            let [nl, en] = or_else(next(&period, today).map(|date| date_label(&date, Language::Nl)).as_deref());
            return Err(unread(cell, format!("noemt geen jaar.{nl}"), format!("names no year.{en}")));
        }
    };
    // What the words say more than the period does.
    let text = period.is_end.then(|| text.to_owned());
    Ok(FuzzyDate { text, ..date })
}

/// The first one that has not ended on a day.
fn next(period: &Period, today: NaiveDate) -> Option<FuzzyDate> {
    // A 29 February comes at most eight years later.
    (today.year()..=today.year() + 8).filter_map(|year| period.of_year(year)).find(|date| date.last_day() >= today)
}

/// What words probably mean that say no date: with their misspelt and vague words replaced.
fn probably(words: &[String], yearless: Yearless) -> Option<FuzzyDate> {
    let replaced = words.iter().map(|word| match VAGUE.iter().find(|(vague, _)| vague == word) {
        Some((_, meant)) => Some((*meant).to_owned()),
        None if period::is_known(word) => Some(word.clone()),
        None => closest(word, period::known()).map(str::to_owned),
    });
    let words: Vec<String> =
        replaced.collect::<Option<Vec<_>>>()?.into_iter().filter(|word| !word.is_empty()).collect();
    let period = match &words[..] {
        // "begin 2027", and "de eerste helft van 2027" without its half.
        [month, year] if year.len() == 2 => Period::said_by(&[month.clone(), format!("20{year}")]),
        words => Period::said_by(words),
    }?;
    let (Yearless::NextAfter(today) | Yearless::Refused(today)) = yearless;
    period.year.map_or_else(|| next(&period, today), |year| period.of_year(year))
}

fn period_of(digits: &str) -> Option<FuzzyDate> {
    let period = Period::said_by(&[digits.to_owned()])?;
    period.of_year(period.year?)
}

/// A day that is shown as the number by which spreadsheets count days, from 2000 up to 2079.
fn serial(digits: &str) -> Option<FuzzyDate> {
    let days: u64 = digits.parse().ok().filter(|days| (36_526..65_746).contains(days))?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    Some(FuzzyDate { date, precision: DatePrecision::Day, text: None })
}

fn no_date(cell: &Cell, meant: Option<FuzzyDate>) -> Problem {
    let [nl, en] = or_else(meant.map(|date| date_label(&date, Language::Nl)).as_deref());
    unread(
        cell,
        format!("is geen datum. Schrijf bijvoorbeeld 3-5-2027, mei 2027, Q2 2027 of onbekend.{nl}"),
        format!("is no date. Write for instance 3-5-2027, mei 2027, Q2 2027 or onbekend.{en}"),
    )
}

#[cfg(test)]
mod tests {
    use async_graphql::MaybeUndefined::{Null, Undefined, Value};
    use proptest::prelude::*;

    use super::*;

    fn today() -> Yearless {
        Yearless::Refused(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"))
    }

    fn read(text: &str, yearless: Yearless) -> String {
        match fuzzy_day(&Cell::text(text), yearless) {
            Ok(Value(date)) => format!("{:?} {}", date.precision, date.date),
            Ok(other) => format!("{other:?}"),
            Err(problem) => problem.sentence(Language::Nl).to_owned(),
        }
    }

    #[test]
    fn days_are_read_in_the_ways_that_people_write_them() {
        for text in [
            "3-5-27",
            "03-05-2027",
            "3/5/2027",
            "3.5.2027",
            "3 mei 2027",
            "3 Mei '27",
            "ma 3 mei 2027",
            "2027-05-03",
            "uiterlijk 3 mei 2027",
            "03‑05‑2027",
        ] {
            assert_eq!(read(text, today()), "Day 2027-05-03", "{text}");
            let day = day(&Cell::text(text), today());
            assert_eq!(day, Ok(Value(NaiveDate::from_ymd_opt(2027, 5, 3).expect("a day"))), "{text}");
        }
        assert_eq!(read("3-5-99", today()), "Day 1999-05-03");
    }

    #[test]
    fn periods_are_read_as_precisely_as_they_are_said() {
        for (text, meant) in [
            ("mei 2027", "Month 2027-05-01"),
            ("05-2027", "Month 2027-05-01"),
            ("2027-05", "Month 2027-05-01"),
            ("eind mei 2027", "Month 2027-05-01"),
            ("Q2 2027", "Quarter 2027-04-01"),
            ("2027-Q2", "Quarter 2027-04-01"),
            ("Q2-27", "Quarter 2027-04-01"),
            ("2e kwartaal 2027", "Quarter 2027-04-01"),
            ("tweede kwartaal van 2027", "Quarter 2027-04-01"),
            ("kwartaal 2 van 2027", "Quarter 2027-04-01"),
            ("medio januari 2021", "MidMonth 2021-01-15"),
            ("2027", "Year 2027-01-01"),
            ("eind 2027", "Year 2027-01-01"),
            ("onbekend", "Null"),
            ("N.t.b.", "Null"),
        ] {
            assert_eq!(read(text, today()), meant, "{text}");
        }
        let year = fuzzy_day(&Cell::Number("2027".into()), today());
        assert!(matches!(year, Ok(Value(FuzzyDate { precision: DatePrecision::Year, .. }))));
        let end = fuzzy_day(&Cell::text("eind mei 2027"), today()).expect("a date");
        assert_eq!(end.value().and_then(|date| date.text.as_deref()), Some("eind mei 2027"));
        assert_eq!(fuzzy_day(&Cell::Empty, today()), Ok(Undefined));
        assert_eq!(fuzzy_day(&Cell::text("<leeg>"), today()), Ok(Null));
    }

    #[test]
    fn a_date_without_a_year_is_the_next_one_only_where_that_is_said() {
        let said = Yearless::NextAfter(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"));
        assert_eq!((read("3 mei", said).as_str(), read("Q4", said).as_str()), ("Day 2027-05-03", "Quarter 2026-10-01"));
        assert_eq!((read("22-11", said).as_str(), read("29 feb", said).as_str()), ("Day 2026-11-22", "Day 2028-02-29"));
        assert_eq!(read("3 mei", today()), "“3 mei” noemt geen jaar. Bedoelde u “3 mei 2027”?");
        assert_eq!(read("Q2", today()), "“Q2” noemt geen jaar. Bedoelde u “kwartaal 2 van 2027”?");
    }

    #[test]
    fn what_is_no_date_is_refused_with_what_was_probably_meant() {
        let asks = |text: &str, meant: &str| {
            let said = read(text, today());
            assert!(said.ends_with(&format!("of onbekend. Bedoelde u “{meant}”?")), "{said}");
        };
        asks("voorjaar 2027", "kwartaal 2 van 2027");
        asks("voorjaar", "kwartaal 2 van 2027");
        asks("begin mei 2027", "mei 2027");
        asks("3 meii 2027", "3 mei 2027");
        asks("3 setpember 2027", "3 september 2027");
        asks("mei 27", "mei 2027");
        for text in ["zo snel mogelijk", "doorlopend", "13-25-2027 en later", "3-5-027", "1-2-3-4", "q5 2027", "%"] {
            assert!(read(text, today()).ends_with("of onbekend."), "{text}: {}", read(text, today()));
        }
        for text in ["31 februari 2027", "31-4-27", "5-13-2027", "di 3 mei 2027"] {
            assert!(read(text, today()).ends_with("is een dag die niet bestaat."), "{text}");
        }
        assert!(read("3-5-0027", today()).ends_with("2200."));
        let serial = fuzzy_day(&Cell::Number("46510".into()), today()).expect_err("a problem");
        assert!(serial.sentence(Language::Nl).ends_with("Bedoelde u “3 mei 2027”?"));
        let no_day = day(&Cell::text("mei 2027"), today()).expect_err("a problem");
        assert_eq!(
            no_day.sentence(Language::Nl),
            "“mei 2027” is geen dag. Schrijf een dag, zoals 3 mei 2027 of 3-5-2027."
        );
    }

    proptest! {
        #[test]
        fn every_date_that_is_written_is_read_back(days in 0..109_000_u64, precision in 0..5_usize) {
            use DatePrecision as P;
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + Days::new(days);
            let precision = [P::Day, P::MidMonth, P::Month, P::Quarter, P::Year][precision];
            let written = FuzzyDate { date, precision, text: None };
            let read = fuzzy_day(&fuzzy_cell(Some(&written)), today()).expect("a date").take().expect("a date");
            prop_assert_eq!((read.precision, read.first_day(), read.last_day()), (precision, written.first_day(), written.last_day()));
        }

        #[test]
        fn no_text_ends_in_more_than_a_problem(text in any::<String>()) {
            let _ = fuzzy_day(&Cell::text(&text), today());
        }
    }
}
