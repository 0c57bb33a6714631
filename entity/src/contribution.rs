//! An approved measurement of a child, mirrored into the ledger of an ancestor.

record! { in partnership "contribution" ContributionId {
    /// The ancestor's indicator.
    indicator_id: crate::IndicatorId,
    /// The ancestor's own allocation through which it came.
    allocation_id: crate::TargetAllocationId,
    /// The partnership that measured.
    source_partnership_id: crate::PartnershipId,
    /// The indicator that it measured.
    source_indicator_id: crate::IndicatorId,
    /// The measurement.
    measurement_id: crate::MeasurementId,
    /// The day it was observed; the last day of a period.
    observed_on: Date,
    /// The number, numerator, index, or 1 for yes and 0 for no.
    value: crate::Decimal,
    /// The denominator of a share.
    denominator: Option<crate::Decimal>,
    /// How exact it is.
    qualifier: crate::Qualifier,
    /// How exact the denominator is.
    denominator_qualifier: crate::Qualifier,
    /// Whether it fills vacancies or makes them unnecessary.
    effect: Option<crate::Effect>,
    /// When the measurement was approved.
    approved_at: DateTimeUtc,
} }
