//! Who has to report an indicator, and since when.

link! { in partnership "indicator_reporter" indicator_id IndicatorId: IndicatorId =>
/// An organisation that has to report.
Reporter {
    /// The organisation.
    organisation_id: crate::OrganisationId,
    /// From which day on.
    since_on: Date,
    /// Until which day.
    until_on: Option<Date>,
} }
