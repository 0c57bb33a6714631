//! What people mean by what they wrote in a cell: Dutch numbers, amounts, days and words.
//!
//! What always holds:
//! - an empty cell leaves what is there, and `<leeg>` clears it;
//! - nothing is guessed: what can mean two things is a problem, with a suggestion where there is one;
//! - what is shown in a cell by the program is understood as the same value.
//!
//! Whoever compares with what was written first (`cell == written`) need not understand what did not change.

mod choice;
mod day;
mod number;
mod period;

use std::fmt;

use async_graphql::MaybeUndefined;

pub(crate) use self::{
    choice::{closest, names, yes_no},
    day::{Yearless, day, fuzzy_cell, fuzzy_day},
    number::{amount, number},
};
use super::cell::Cell;
use crate::{
    fold::fold,
    problem::{Code, Problem},
};

/// What a cell says of a field: nothing leaves it, null clears it. The problem has no path yet: the place of the cell is it,
/// as in `problem.below(&["Afspraken!D14"])`.
pub(crate) type Said<T> = Result<MaybeUndefined<T>, Problem>;

/// What clears a field.
pub(crate) const CLEAR: &str = "<leeg>";

/// Words. A number or a day is what a person sees of it.
pub(crate) fn text(cell: &Cell) -> Said<String> {
    said(cell, |cell| Ok(Some(shown(cell))))
}

/// What a person sees in a cell.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Broken(text) => text.clone(),
        Cell::Number(digits) => digits.replace('.', ","),
        Cell::Day(day) => day.format("%d-%m-%Y").to_string(),
        Cell::Truth(true) => "waar".to_owned(),
        Cell::Truth(false) => "onwaar".to_owned(),
        Cell::Formula(formula) => format!("={formula}"),
    }
}

/// What a cell says that is neither empty nor clears, and is a value.
fn said<T>(cell: &Cell, understand: impl FnOnce(&Cell) -> Result<Option<T>, Problem>) -> Said<T> {
    match cell {
        Cell::Empty => Ok(MaybeUndefined::Undefined),
        Cell::Text(text) if fold(text) == CLEAR => Ok(MaybeUndefined::Null),
        Cell::Formula(_) => Err(unread(
            cell,
            "is een formule; plak de waarde ervoor in de plaats.",
            "is a formula; paste its value in its place.",
        )),
        Cell::Broken(_) => Err(unread(cell, "is een foutmelding; vul een waarde in.", "is an error; fill in a value.")),
        _ => Ok(understand(cell)?.map_or(MaybeUndefined::Null, MaybeUndefined::Value)),
    }
}

/// A problem with what was read, which it names.
fn unread(cell: &Cell, nl: impl fmt::Display, en: impl fmt::Display) -> Problem {
    let read = quoted(&shown(cell));
    Problem::new(Code::OutOfRange, &[]).saying(format!("{read} {nl}"), format!("{read} {en}"))
}

/// A text between quotation marks, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("“{}…”", &line[..at]),
        None => format!("“{line}”"),
    }
}

/// Without what makes no difference to what is meant: case, accents, kinds of spaces, dashes and apostrophes.
fn plain(text: &str) -> String {
    let text =
        text.replace(['\u{2018}', '\u{2019}', '`'], "'").replace(['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'], "-");
    fold(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn words_are_what_a_person_sees_and_an_empty_cell_changes_nothing() {
        let words = |cell: Cell| text(&cell).expect("words");
        assert_eq!(words(Cell::Empty), MaybeUndefined::Undefined);
        assert_eq!(words(Cell::text(" <Leeg> ")), MaybeUndefined::Null);
        assert_eq!(words(Cell::text("=1+1")), MaybeUndefined::Value("=1+1".to_owned()));
        assert_eq!(words(Cell::Number("1250.5".to_owned())), MaybeUndefined::Value("1250,5".to_owned()));
    }

    #[test]
    fn a_formula_and_an_error_are_no_value() {
        let said = |cell: Cell| text(&cell).expect_err("a problem").sentence(Language::Nl).to_owned();
        assert_eq!(
            said(Cell::Formula("A1+1".to_owned())),
            "“=A1+1” is een formule; plak de waarde ervoor in de plaats."
        );
        assert_eq!(said(Cell::Broken("#N/A".to_owned())), "“#N/A” is een foutmelding; vul een waarde in.");
    }
}
