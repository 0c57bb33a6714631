//! A reporting period (*ronde*): the days over which a table reports. Once it is closed its figures are fixed, until it is
//! opened again with a reason.

pub(crate) mod object;

use crate::ledger::record;

record! {
    /// A period over which a table reports.
    ReportingPeriod = reporting_period;
}
