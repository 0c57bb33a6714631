//! The figures of an indicator as people read them: exact in the table, short in the picture.

use entity::Measure;

use super::text;
use crate::{
    figures::{Certainty, Level, Progress, Ratio},
    notation,
};

/// What an indicator counts in.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) measure: Measure,
    pub(super) unit: &'a str,
}

impl Words<'_> {
    /// A value as the API has it, without its unit.
    pub(super) fn exact(&self, value: Ratio) -> String {
        if self.measure == Measure::YesNo {
            return if value == Ratio::ZERO { "nee" } else { "ja" }.to_owned();
        }
        notation::decimal(&text(value))
    }

    /// A value with its unit, with no more decimals than are read.
    pub(super) fn short(&self, value: Ratio) -> String {
        let number = notation::short(&text(value));
        match self.measure {
            Measure::YesNo => self.exact(value),
            Measure::Money => format!("€\u{a0}{number}"),
            Measure::Percent => format!("{number}\u{a0}%"),
            _ if self.unit.is_empty() => number,
            _ => format!("{number} {}", self.unit),
        }
    }

    /// Where it stands, with its unit.
    pub(super) fn level(&self, level: &Level) -> String {
        certain(level.certainty, &self.short(level.value))
    }

    /// The head of a column, with the unit of what is in it.
    pub(super) fn headed(&self, head: &str) -> String {
        match self.measure {
            Measure::YesNo => head.to_owned(),
            Measure::Money => format!("{head} (€)"),
            Measure::Percent => format!("{head} (%)"),
            _ if self.unit.is_empty() => head.to_owned(),
            _ => format!("{head} ({})", self.unit),
        }
    }
}

/// A value with how certain it is.
pub(super) fn certain(certainty: Certainty, value: &str) -> String {
    format!("{}{value}", notation::vague(certainty))
}

/// How far it is.
pub(super) fn progress(progress: &Progress) -> String {
    format!("{}{}", notation::vague(progress.certainty), notation::percentage(&text(progress.value)))
}
