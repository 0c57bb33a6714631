//! A period over which a table reports. Once it is closed, its figures are fixed.

record! { in partnership "reporting_period" ReportingPeriodId {
    /// Its name, such as "2026-Q1".
    name: String,
    /// The first day.
    from_on: Date,
    /// The last day.
    until_on: Date,
    /// Whether measurements of it can still be submitted and approved.
    state: crate::PeriodState,
    /// The day on which it was last closed.
    closed_on: Option<Date>,
    /// Why it was opened again.
    reopened_reason: Option<String>,
} }
