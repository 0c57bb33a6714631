//! Flat tables (*tabellen*) for spreadsheets and dashboards: one row is one fact, and columns keep their names and places.
//!
//! What always holds:
//! - a row is shown to whoever may see its record, and its figures are those of the API for the same viewer and day;
//! - what is not known is empty, never zero;
//! - no table has anything of a person, nor of a text that is not one of its columns.

pub(crate) mod asked;
mod balance;
pub(crate) mod cell;
mod commitments;
pub(crate) mod form;
mod goals;
mod latest;
mod lens;
mod measurements;
mod organisations;
mod periods;

use chrono::{DateTime, Utc};

pub(crate) use asked::{AsOf, Asked};
use cell::{Cell, Row};
pub(crate) use form::{Dialect, Form};
use lens::Lens;

/// Rows in one answer at most: it is the whole table, or none of it.
pub(crate) const MOST: usize = 50_000;

/// The column that tells when a row last changed.
const UPDATED_AT: &str = "updated_at";

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    /// Shared goals, with how far they are.
    Goals,
    /// Commitments, with what came of them.
    Commitments,
    /// Measurements, with what they are held against.
    Measurements,
    /// What each party gives and gets.
    Balance,
    /// The organisations that other tables name.
    Organisations,
    /// The periods over which tables report.
    Periods,
}

impl Table {
    /// Every table.
    pub(crate) const ALL: &[Self] =
        &[Self::Goals, Self::Commitments, Self::Measurements, Self::Balance, Self::Organisations, Self::Periods];

    /// Its name in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Goals => "goals",
            Self::Commitments => "commitments",
            Self::Measurements => "measurements",
            Self::Balance => "balance",
            Self::Organisations => "organisations",
            Self::Periods => "periods",
        }
    }

    /// The table of a name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.name() == name)
    }

    /// The names of its columns.
    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Goals => goals::COLUMNS,
            Self::Commitments => commitments::COLUMNS,
            Self::Measurements => measurements::COLUMNS,
            Self::Balance => balance::COLUMNS,
            Self::Organisations => organisations::COLUMNS,
            Self::Periods => periods::COLUMNS,
        }
    }

    /// Whether its rows tell when they last changed.
    pub(crate) fn tells_changes(self) -> bool {
        self.columns().contains(&UPDATED_AT)
    }

    /// Its rows, as far as they changed after an instant; `None` where there are too many for one answer.
    pub(crate) fn rows(self, asked: &Asked, since: Option<DateTime<Utc>>) -> Option<Vec<Row>> {
        let at = self.columns().iter().position(|column| *column == UPDATED_AT);
        let is_new = |row: &Row| match (at.map(|at| &row[at]), since) {
            (Some(Cell::Moment(moment)), Some(since)) => *moment > since,
            _ => true,
        };
        let mut rows = Vec::new();
        let parts: Box<dyn Iterator<Item = Vec<Row>>> = match self {
            Self::Organisations => Box::new(std::iter::once(organisations::rows(asked))),
            Self::Goals => Box::new(asked.lenses().iter().map(goals::rows)),
            Self::Commitments => Box::new(asked.lenses().iter().map(commitments::rows)),
            Self::Measurements => Box::new(asked.lenses().iter().map(measurements::rows)),
            Self::Balance => Box::new(asked.lenses().iter().map(balance::rows)),
            Self::Periods => Box::new(asked.lenses().iter().map(periods::rows)),
        };
        for part in parts {
            rows.extend(part.into_iter().filter(is_new));
            if rows.len() > MOST {
                return None;
            }
        }
        Some(rows)
    }
}
