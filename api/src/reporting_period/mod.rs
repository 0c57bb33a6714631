//! A reporting period (*ronde*): the days over which a table reports. Once it is closed its measurements stay as they are,
//! until it is opened again with a reason.
//!
//! What always holds:
//! - periods of one table never overlap, and each has a name of its own;
//! - a measurement of a day in a closed period is neither submitted, corrected, approved nor returned; none waits for
//!   approval there.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{PeriodState, measurement::Model};

use crate::ledger::{Snapshot, record};

record! {
    /// A period over which a table reports.
    ReportingPeriod = reporting_period;
}

impl ReportingPeriod {
    /// Whether one of some days lies in it.
    #[must_use]
    pub fn meets(&self, from: NaiveDate, until: NaiveDate) -> bool {
        self.from_on <= until && from <= self.until_on
    }

    /// Whether a measurement is about a day in it.
    #[must_use]
    pub fn covers(&self, measurement: &Model) -> bool {
        self.meets(measurement.period_from.unwrap_or(measurement.observed_on), measurement.observed_on)
    }
}

impl Snapshot {
    /// A closed period that a measurement is about a day of.
    #[must_use]
    pub fn closed_to(&self, measurement: &Model) -> Option<&Arc<ReportingPeriod>> {
        self.reporting_periods.iter().find(|period| period.state == PeriodState::Closed && period.covers(measurement))
    }
}
