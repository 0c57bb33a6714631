//! A measurement of an indicator.

record! { in partnership "measurement" MeasurementId {
    /// The indicator.
    indicator_id: crate::IndicatorId,
    /// The day it was observed; the last day of a period.
    observed_on: Date,
    /// The first day of the period, where it is about one.
    period_from: Option<Date>,
    /// The number, numerator, index, or 1 for yes and 0 for no.
    value: Option<crate::Decimal>,
    /// The denominator of a share.
    denominator: Option<crate::Decimal>,
    /// The words of a narrative.
    text: Option<String>,
    /// How exact it is.
    qualifier: crate::Qualifier,
    /// How exact the denominator is.
    denominator_qualifier: crate::Qualifier,
    /// How it was measured.
    method: Option<String>,
    /// What else to know.
    note: Option<String>,
    /// Where it stands.
    state: crate::MeasurementState,
    /// Why it was returned or corrected.
    reason: Option<String>,
    /// The account that wrote it.
    author_id: Option<crate::AccountId>,
    /// The organisation that the author acted for.
    organisation_id: Option<crate::OrganisationId>,
    /// The organisation for which it was entered by another.
    on_behalf_of: Option<crate::OrganisationId>,
    /// The account that submitted it.
    submitter_id: Option<crate::AccountId>,
    /// When it was submitted.
    submitted_at: Option<DateTimeUtc>,
    /// The account that approved it.
    approver_id: Option<crate::AccountId>,
    /// When it was approved.
    approved_at: Option<DateTimeUtc>,
    /// The measurement that it corrects.
    supersedes_id: Option<crate::MeasurementId>,
} }
