//! One reported quantity, and what it says of itself: where it comes from, whether it was approved, how exact it is.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Decimal, Effect, IndicatorId, Measure, Qualifier};

use super::{Basis, Certainty, Ratio};

/// One reported quantity, as far as figures need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day it was observed; the last day of the period it is about.
    pub observed_on: NaiveDate,
    /// The number, numerator, index, or 1 for yes and 0 for no. A narrative has 0 and counts as a report only.
    pub numerator: Decimal,
    /// The denominator of a share. A percentage without one is the number itself.
    pub denominator: Option<Decimal>,
    /// How exact the number or numerator is.
    pub qualifier: Qualifier,
    /// How exact the denominator is.
    pub denominator_qualifier: Qualifier,
    /// Whether it was approved.
    pub standing: Standing,
    /// Whose it is.
    pub source: Source,
}

/// Whose report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The indicator's own.
    Own,
    /// A contribution: that of a descendant, whatever the depth.
    Child {
        /// The indicator that was measured.
        indicator: IndicatorId,
        /// Whether what it counts fills vacancies or makes them unnecessary.
        effect: Option<Effect>,
    },
}

/// Whether a report was approved, and since when it stands. A submitted report comes after all approved ones, because
/// its approval is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Approved at that instant.
    Approved(DateTime<Utc>),
    /// Submitted at that instant, not yet approved.
    Submitted(DateTime<Utc>),
}

/// Which reports take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Include {
    /// Approved ones.
    #[default]
    Approved,
    /// Submitted ones too; the figures made of them are marked.
    Provisional,
}

impl Point {
    pub(super) fn is_own(&self) -> bool {
        self.source == Source::Own
    }

    /// Whose report it is.
    pub(super) fn basis(&self) -> Basis {
        if self.is_own() { Basis::Measurements } else { Basis::Contributions }
    }

    pub(super) fn is_provisional(&self) -> bool {
        matches!(self.standing, Standing::Submitted(_))
    }

    pub(super) fn is_number(&self, measure: Measure) -> bool {
        measure != Measure::Percent || self.denominator.is_none_or(|denominator| denominator > Decimal::ZERO)
    }

    /// By what one of several reports is the latest. The quantities come last, so that reports approved in one act cannot
    /// depend on their order.
    pub(super) fn place(&self) -> impl Ord + use<> {
        let vagueness = (self.qualifier, self.denominator_qualifier);
        (self.observed_on, self.standing, self.numerator, self.denominator, vagueness, self.source)
    }

    pub(super) fn value(&self, measure: Measure) -> Option<Ratio> {
        read(measure, self.numerator, self.denominator)
    }

    pub(super) fn certainty(&self) -> Certainty {
        let mut all = Certainty::of(self.qualifier);
        if self.denominator.is_some() {
            let denominator = Certainty::of(self.denominator_qualifier).reversed();
            // A smaller denominator makes a negative share smaller too.
            all = all.and(if self.numerator < Decimal::ZERO { denominator.unbounded() } else { denominator });
        }
        Certainty { provisional: self.is_provisional(), ..all }
    }
}

/// A number in the unit of an indicator.
pub(super) fn read(measure: Measure, numerator: Decimal, denominator: Option<Decimal>) -> Option<Ratio> {
    match (measure, denominator) {
        (Measure::Narrative, _) => None,
        (Measure::Percent, Some(denominator)) if denominator <= Decimal::ZERO => None,
        (Measure::Percent, Some(denominator)) => Ratio::new(100 * i128::from(numerator.0), denominator.0.into()),
        (Measure::YesNo, _) => Some(if numerator == Decimal::ZERO { Ratio::ZERO } else { Ratio::ONE }),
        _ => Some(numerator.into()),
    }
}
