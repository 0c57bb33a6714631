//! Days, months, quarters and years.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::FuzzyDate;

use super::{Cell, Said};

/// What a day without a year is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Yearless {
    /// The first one that has not ended on this day; only where the header says so.
    NextAfter(NaiveDate),
    /// A problem, which suggests the first one that has not ended on this day.
    Refused(NaiveDate),
}

/// A calendar day: a date cell, `3-5-27`, `3 mei 2027`, `2027-05-03`.
pub(crate) fn day(_cell: &Cell, _yearless: Yearless) -> Said<NaiveDate> {
    Ok(MaybeUndefined::Undefined)
}

/// A day, or a month, quarter or year: `mei 2027`, `Q2 2027`, `medio januari 2021`; `onbekend` clears.
pub(crate) fn fuzzy_day(_cell: &Cell, _yearless: Yearless) -> Said<FuzzyDate> {
    Ok(MaybeUndefined::Undefined)
}

/// How a date is written in a cell, so that `fuzzy_day` reads the same precision and period back.
pub(crate) fn fuzzy_cell(_date: Option<&FuzzyDate>) -> Cell {
    Cell::Empty
}
