//! A row of a sheet as it was sent, beside what the export writes for its record today.
//!
//! What always holds:
//! - an empty cell, and one that says what stands there already, change nothing;
//! - what a user left as it was exported stays as others have changed it since; where both changed it, that is told.

use async_graphql::MaybeUndefined;
use data_encoding::BASE64URL_NOPAD;
use entity::{Decimal, Qualifier};
use sha2::{Digest, Sha256};

use super::{grid::Grid, names::Names};
use crate::{
    fold::fold,
    graphql::{Date, FuzzyDateInput},
    problem::{Code, Problem},
    workbook::{
        cell::{Access, Cell, Column, Content},
        words::{self, Said, Yearless},
    },
};

/// What clears a field.
const CLEARED: &str = "<leeg>";
/// How many unknown names of one cell are told.
const UNKNOWN: usize = 3;
/// How many characters of the hidden stamp of a row are about one cell.
const STAMP: usize = 6;

/// What is wrong with a cell.
#[derive(Clone, Debug)]
pub(crate) struct Flaw {
    /// What is wrong; its path is the key of the column, or empty for the whole row.
    pub(crate) problem: Problem,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
}

impl From<Problem> for Box<Flaw> {
    fn from(problem: Problem) -> Self {
        Self::new(problem.into())
    }
}

impl From<Box<Flaw>> for Flaw {
    fn from(flaw: Box<Flaw>) -> Self {
        *flaw
    }
}

impl From<Problem> for Flaw {
    fn from(problem: Problem) -> Self {
        Self { problem, suggestion: None }
    }
}

/// What a row changes in one field.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    /// What people read above the column.
    pub(crate) header: &'static str,
    /// What stood there, in words; empty for nothing.
    pub(crate) from: String,
    /// What is to stand there.
    pub(crate) to: String,
}

/// A row that is being read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) flaws: Vec<Flaw>,
    pub(super) edits: Vec<Edit>,
    pub(super) cells: Vec<(&'static Column, Cell)>,
}

impl Reading {
    /// Compares a row with what the export writes today for its record; with nothing where it is new. `is_current` is
    /// whether the record has the version that the row was exported with.
    pub(super) fn of(grid: &Grid<'_>, row: u32, today: Option<&[Cell]>, is_current: bool) -> Self {
        let mut reading = Self { flaws: Vec::new(), edits: Vec::new(), cells: Vec::new() };
        let stamp = grid.hidden(row, STAMP_KEY);
        for (at, column) in grid.columns.iter().enumerate().filter(|(_, column)| column.access != Access::Hidden) {
            let sent = grid.cell(row, at);
            let now = today.and_then(|cells| cells.get(at)).unwrap_or(&Cell::Empty);
            if let Cell::Formula(_) | Cell::Broken(_) = sent {
                reading.flaw(column.key, unbelieved(sent));
                continue;
            }
            let (said, stands) = (plain(column, sent), plain(column, now));
            if said.is_empty() || said == stands || stands.is_empty() && said == CLEARED {
                continue;
            }
            let seen = stamp.get(at * STAMP..(at + 1) * STAMP).filter(|seen| !seen.is_empty());
            let is_as_seen = match seen {
                Some(seen) => today.is_none() || seen == mark(column.key, &stands),
                None => is_current,
            };
            if !is_as_seen {
                if seen.is_none_or(|seen| seen != mark(column.key, &said)) {
                    reading.flaw(column.key, conflict(column, sent, now));
                }
                continue;
            }
            if column.access == Access::Locked {
                reading.flaw(column.key, locked(today.is_some().then_some(now)));
                continue;
            }
            let to = if said == CLEARED { String::new() } else { shown(sent) };
            reading.edits.push(Edit { header: column.header, from: shown(now), to });
            reading.cells.push((column, if said == CLEARED { Cell::Text(CLEARED.into()) } else { sent.clone() }));
        }
        reading
    }

    /// Notes what is wrong with a cell.
    pub(super) fn flaw(&mut self, key: &str, flaw: impl Into<Flaw>) {
        let flaw = flaw.into();
        self.flaws.push(Flaw { problem: Problem { path: vec![key.to_owned()], ..flaw.problem }, ..flaw });
    }

    /// Whether the row changes any of some fields.
    pub(super) fn edits_any(&self, keys: &[&str]) -> bool {
        self.cells.iter().any(|(column, _)| keys.contains(&column.key))
    }

    fn edited(&self, key: &str) -> &Cell {
        self.cells.iter().find(|(column, _)| column.key == key).map_or(&Cell::Empty, |(_, cell)| cell)
    }

    /// What the row says in a field.
    fn said<T>(&mut self, key: &'static str, read: impl Fn(&Cell) -> Said<T>) -> MaybeUndefined<T> {
        match read(self.edited(key)) {
            Ok(said) => said,
            Err(problem) => {
                self.flaw(key, problem);
                MaybeUndefined::Undefined
            }
        }
    }

    /// Words.
    pub(super) fn text(&mut self, key: &'static str) -> MaybeUndefined<String> {
        self.said(key, words::text)
    }

    /// A number, and how exact it is.
    pub(super) fn number(&mut self, key: &'static str) -> MaybeUndefined<(Decimal, Qualifier)> {
        self.said(key, words::number)
    }

    /// An amount in EUR, and how exact it is.
    pub(super) fn amount(&mut self, key: &'static str) -> MaybeUndefined<(Decimal, Qualifier)> {
        let amount = |cell: &Cell| {
            let euros = |(cents, qualifier)| Some((Decimal::of_cents(cents)?, qualifier));
            Ok(match words::amount(cell)? {
                MaybeUndefined::Value(amount) => {
                    MaybeUndefined::Value(euros(amount).ok_or_else(|| Problem::new(Code::OutOfRange, &[]))?)
                }
                MaybeUndefined::Null => MaybeUndefined::Null,
                MaybeUndefined::Undefined => MaybeUndefined::Undefined,
            })
        };
        self.said(key, amount)
    }

    /// A day.
    pub(super) fn day(&mut self, key: &'static str, yearless: Yearless) -> MaybeUndefined<Date> {
        map(self.said(key, |cell| words::day(cell, yearless)), Date)
    }

    /// A day, month, quarter or year.
    pub(super) fn fuzzy_day(&mut self, key: &'static str, yearless: Yearless) -> MaybeUndefined<FuzzyDateInput> {
        map(self.said(key, |cell| words::fuzzy_day(cell, yearless)), |date| FuzzyDateInput {
            date: date.date.into(),
            precision: date.precision.into(),
            text: date.text,
        })
    }

    /// Yes or no.
    pub(super) fn yes_no(&mut self, key: &'static str) -> MaybeUndefined<bool> {
        self.said(key, words::yes_no)
    }

    /// One of some names.
    pub(super) fn one<I: Copy + PartialEq>(&mut self, key: &'static str, names: &Names<I>) -> MaybeUndefined<I> {
        match self.text(key) {
            MaybeUndefined::Value(name) => match names.find(&name) {
                Ok(found) => MaybeUndefined::Value(found),
                Err(flaw) => {
                    self.flaw(key, flaw);
                    MaybeUndefined::Undefined
                }
            },
            MaybeUndefined::Null => MaybeUndefined::Null,
            MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        }
    }

    /// Several of some names.
    pub(super) fn several<I: Copy + PartialEq>(
        &mut self,
        key: &'static str,
        names: &Names<I>,
    ) -> MaybeUndefined<Vec<I>> {
        // A name may have a comma in it: what is one name as a whole is that name.
        if let MaybeUndefined::Value(whole) = self.text(key)
            && let Ok(found) = names.find(&whole)
        {
            return MaybeUndefined::Value(vec![found]);
        }
        map(self.said(key, words::names), |parts| {
            let (mut found, mut unknown) = (Vec::new(), 0);
            for part in parts {
                match names.find(&part) {
                    Ok(one) if found.contains(&one) => {}
                    Ok(one) => found.push(one),
                    Err(flaw) if unknown < UNKNOWN => {
                        unknown += 1;
                        self.flaw(key, flaw);
                    }
                    Err(_) => {}
                }
            }
            found
        })
    }
}

/// What may be absent or cleared, as something else.
pub(super) fn map<T, U>(said: MaybeUndefined<T>, into: impl FnOnce(T) -> U) -> MaybeUndefined<U> {
    match said {
        MaybeUndefined::Value(value) => MaybeUndefined::Value(into(value)),
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
    }
}

/// The key of the hidden column that tells what each cell said when it was exported.
pub(super) const STAMP_KEY: &str = "stamp";

/// What a row says cell by cell, in a form by which a later one tells which cells have changed since.
pub(super) fn stamp(columns: &[Column], cells: &[Cell]) -> String {
    columns.iter().zip(cells).map(|(column, cell)| mark(column.key, &plain(column, cell))).collect()
}

fn mark(key: &str, said: &str) -> String {
    let digest = Sha256::digest(format!("{key}\0{said}"));
    BASE64URL_NOPAD.encode(&digest[..4])
}

/// What a cell says, whatever way of writing it was chosen.
fn plain(column: &Column, cell: &Cell) -> String {
    let yearless = Yearless::Refused(chrono::NaiveDate::default());
    let text = shown(cell);
    if fold(&text) == CLEARED {
        return CLEARED.to_owned();
    }
    let value = |said: Option<String>| said.unwrap_or_else(|| fold(&text));
    match column.content {
        Content::Number | Content::Amount => match words::number(cell) {
            Ok(MaybeUndefined::Value((number, Qualifier::Exact))) => number.to_string(),
            _ => value(None),
        },
        Content::Day => value(words::day(cell, yearless).ok().and_then(|day| Some(day.take()?.to_string()))),
        Content::FuzzyDay => value(words::fuzzy_day(cell, yearless).ok().and_then(|date| {
            let date = date.take()?;
            Some(shown(&words::fuzzy_cell(Some(&date))))
        })),
        // The order in which names stand says nothing.
        Content::Choice(_) => match words::names(cell) {
            Ok(MaybeUndefined::Value(names)) => {
                let mut names: Vec<String> = names.iter().map(|name| fold(name)).collect();
                names.sort_unstable();
                names.join(";")
            }
            _ => value(None),
        },
        Content::Text | Content::LongText => text,
    }
}

/// What stands in a cell, as a person reads it.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => match Cell::text(text) {
            Cell::Text(text) => text,
            _ => String::new(),
        },
        Cell::Number(number) => number.replace('.', ","),
        Cell::Day(day) => day.format("%d-%m-%Y").to_string(),
        Cell::Truth(true) => "ja".to_owned(),
        Cell::Truth(false) => "nee".to_owned(),
        Cell::Formula(formula) => format!("={}", formula.trim_start_matches('=')),
        Cell::Broken(error) => error.clone(),
    }
}

fn unbelieved(cell: &Cell) -> Problem {
    let problem = Problem::new(Code::OutOfRange, &[]);
    match cell {
        Cell::Broken(error) => problem.saying(
            format!("Hier staat een fout ({error}); zet er de waarde zelf neer."),
            format!("There is an error here ({error}); put the value itself in its place."),
        ),
        _ => problem.saying(
            "Hier staat een formule; zet er de uitkomst zelf neer (plakken als waarde).",
            "There is a formula here; put its outcome in its place (paste as value).",
        ),
    }
}

fn conflict(column: &Column, sent: &Cell, now: &Cell) -> Problem {
    let nothing = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { format!("“{text}”") };
    let (header, sent) = (column.header, shown(sent));
    Problem::new(Code::StaleVersion, &[]).saying(
        format!(
            "{header}: hier staat “{sent}”, maar iemand anders maakte er intussen {} van.",
            nothing(shown(now), "niets")
        ),
        format!(
            "{header}: this says “{sent}”, but somebody else has made it {} in the meantime.",
            nothing(shown(now), "nothing")
        ),
    )
}

fn locked(now: Option<&Cell>) -> Problem {
    let problem = Problem::new(Code::NotAllowed, &[]);
    match now.map(shown) {
        Some(now) if !now.is_empty() => problem.saying(
            format!("Deze kolom verandert niet vanuit de werkmap; hier stond “{now}”."),
            format!("This column does not change from the workbook; it said “{now}”."),
        ),
        _ => problem.saying(
            "Deze kolom vult Akkoord zelf in; laat deze cel leeg.",
            "This column is filled in by Akkoord itself; leave this cell empty.",
        ),
    }
}
