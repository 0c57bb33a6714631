//! A period as its words say it, before it is known which year is meant.

use chrono::{Datelike, NaiveDate, Weekday};
use entity::{DatePrecision, FuzzyDate};

use super::plain;

/// The words of dates that are understood. What begins like another stands in no order: words are compared as a whole.
const MONTHS: [&[&str]; 12] = [
    &["januari", "jan"],
    &["februari", "feb", "febr"],
    &["maart", "mrt", "mar"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun"],
    &["juli", "jul"],
    &["augustus", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
const WEEKDAYS: [&[&str]; 7] = [
    &["maandag", "ma"],
    &["dinsdag", "di"],
    &["woensdag", "wo"],
    &["donderdag", "do"],
    &["vrijdag", "vr"],
    &["zaterdag", "za"],
    &["zondag", "zo"],
];
const ORDINALS: [&[&str]; 4] =
    [&["1e", "1ste", "eerste"], &["2e", "2de", "tweede"], &["3e", "3de", "derde"], &["4e", "4de", "vierde"]];
/// Words that change nothing: a promise of "uiterlijk 3 mei" falls due on that day.
const IDLE: [&str; 8] = ["op", "uiterlijk", "per", "van", "in", "de", "het", "den"];

/// A period, of which the year can be missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Period {
    precision: DatePrecision,
    pub(super) year: Option<i32>,
    month: u32,
    day: u32,
    weekday: Option<Weekday>,
    /// Whether its last days are meant, by which it falls overdue anyway.
    pub(super) is_end: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// A number, and of how many digits.
    Number(u32, usize),
    Month(u32),
    Quarter(u32),
    Ordinal(u32),
    QuarterOf,
    Weekday(Weekday),
    Mid,
    End,
}

fn index(names: &[&[&str]], word: &str) -> Option<u32> {
    names.iter().position(|names| names.contains(&word)).and_then(|at| u32::try_from(at).ok())
}

fn understood(word: &str) -> Option<Word> {
    let weekday = |at| u8::try_from(at).ok().and_then(|at| Weekday::try_from(at).ok()).map(Word::Weekday);
    if let Ok(number) = word.parse() {
        return word.bytes().all(|b| b.is_ascii_digit()).then_some(Word::Number(number, word.len()));
    }
    let quarter = word.strip_prefix(['q', 'k']).and_then(|number| number.parse().ok());
    match (word, quarter) {
        (_, Some(number @ 1..=4)) => Some(Word::Quarter(number)),
        ("kwartaal" | "kw", _) => Some(Word::QuarterOf),
        ("medio" | "mid" | "half" | "midden", _) => Some(Word::Mid),
        ("eind" | "einde" | "ultimo", _) => Some(Word::End),
        _ => index(&MONTHS, word)
            .map(|at| Word::Month(at + 1))
            .or_else(|| index(&ORDINALS, word).map(|at| Word::Ordinal(at + 1)))
            .or_else(|| index(&WEEKDAYS, word).and_then(weekday)),
    }
}

/// The words of a text, as dates are written.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = plain(text).replace(['-', '/', '.', ',', '\''], " ");
    text.split_whitespace().map(str::to_owned).collect()
}

/// Every word that a date can hold, for what was meant by one that is none.
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    MONTHS.into_iter().chain(WEEKDAYS).map(|names| names[0]).chain(["kwartaal", "medio", "eind"])
}

/// Whether a word can stand in a date.
pub(super) fn is_known(word: &str) -> bool {
    IDLE.contains(&word) || understood(word).is_some()
}

impl Period {
    /// The period that words say; none where they say none, or more than one.
    pub(super) fn said_by(words: &[String]) -> Option<Self> {
        let words = words.iter().filter(|word| !IDLE.contains(&word.as_str()));
        let mut words = words.map(|word| understood(word)).collect::<Option<Vec<_>>>()?;
        let is_end = words.first() == Some(&Word::End);
        if is_end {
            words.remove(0);
        }
        let weekday = match words.first() {
            Some(Word::Weekday(weekday)) => Some(*weekday),
            _ => None,
        };
        if weekday.is_some() {
            words.remove(0);
        }
        let (precision, year, month, day) = Self::parts(&words)?;
        let is_day = precision == DatePrecision::Day;
        let fits = is_day || weekday.is_none();
        let can_end = matches!(precision, DatePrecision::Month | DatePrecision::Quarter | DatePrecision::Year);
        (fits && (can_end || !is_end)).then_some(Self { precision, year, month, day, weekday, is_end })
    }

    fn parts(words: &[Word]) -> Option<(DatePrecision, Option<i32>, u32, u32)> {
        use DatePrecision as P;
        use Word::{Mid, Month, Number, Ordinal, Quarter, QuarterOf};
        let first = |quarter: u32| quarter * 3 - 2;
        Some(match *words {
            [Number(day, 1 | 2), Number(month, 1 | 2) | Month(month), Number(y, digits @ (2 | 4))] => {
                (P::Day, Some(year(y, digits)), month, day)
            }
            [Number(y, 4), Number(month, 1 | 2), Number(day, 1 | 2)] => (P::Day, Some(year(y, 4)), month, day),
            [Number(day, 1 | 2), Number(month, 1 | 2) | Month(month)] => (P::Day, None, month, day),
            [Number(month, 1 | 2), Number(y, 4)]
            | [Number(y, 4), Number(month, 1 | 2)]
            | [Month(month), Number(y, 4)] => (P::Month, Some(year(y, 4)), month, 1),
            [Month(month)] => (P::Month, None, month, 1),
            [Mid, Month(month), Number(y, 4)] => (P::MidMonth, Some(year(y, 4)), month, 15),
            [Mid, Month(month)] => (P::MidMonth, None, month, 15),
            [Quarter(n), Number(y, digits @ (2 | 4))]
            | [Ordinal(n), QuarterOf, Number(y, digits @ (2 | 4))]
            | [QuarterOf, Number(n @ 1..=4, 1), Number(y, digits @ (2 | 4))]
            | [Number(y, digits @ 4), Quarter(n)] => (P::Quarter, Some(year(y, digits)), first(n), 1),
            [Quarter(n)] | [Ordinal(n), QuarterOf] | [QuarterOf, Number(n @ 1..=4, 1)] => {
                (P::Quarter, None, first(n), 1)
            }
            [Number(y, 4)] => (P::Year, Some(year(y, 4)), 1, 1),
            _ => return None,
        })
    }

    /// The date that it is in a year; none where there is no such day, or it falls on another day of the week.
    pub(super) fn of_year(&self, year: i32) -> Option<FuzzyDate> {
        let date = NaiveDate::from_ymd_opt(year, self.month, self.day)?;
        let fits = self.weekday.is_none_or(|weekday| date.weekday() == weekday);
        fits.then_some(FuzzyDate { date, precision: self.precision, text: None })
    }
}

/// A year of two digits lies nearer to now than to a hundred years ago.
fn year(number: u32, digits: usize) -> i32 {
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    match (digits, number) {
        (2, ..70) => 2000 + number,
        (2, _) => 1900 + number,
        _ => number,
    }
}
