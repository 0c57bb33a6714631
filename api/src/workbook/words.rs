//! What people mean by what they wrote in a cell: Dutch numbers, amounts, days and words.
//!
//! What always holds:
//! - an empty cell leaves what is there, and `<leeg>` clears it;
//! - nothing is guessed: what can mean two things is a problem, with a suggestion.

mod day;
mod number;

use async_graphql::MaybeUndefined;

pub(crate) use self::{
    day::{Yearless, day, fuzzy_cell, fuzzy_day},
    number::{amount, number},
};
use super::cell::Cell;
use crate::problem::Problem;

/// What a cell says of a field: nothing leaves it, null clears it. The problem has no path yet: the cell's place is it
/// (`problem.below(&["Afspraken!D14"])`).
pub(crate) type Said<T> = Result<MaybeUndefined<T>, Problem>;

/// Words.
pub(crate) fn text(_cell: &Cell) -> Said<String> {
    Ok(MaybeUndefined::Undefined)
}

/// Yes or no: ja, nee, waar, onwaar, x.
pub(crate) fn yes_no(_cell: &Cell) -> Said<bool> {
    Ok(MaybeUndefined::Undefined)
}

/// Names, apart by a semicolon or on lines of their own; by a comma where neither is there.
pub(crate) fn names(_cell: &Cell) -> Said<Vec<String>> {
    Ok(MaybeUndefined::Undefined)
}

/// The candidate that a word was probably meant to be, for "bedoelde u …?".
pub(crate) fn closest<'a>(_word: &str, _candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    None
}
