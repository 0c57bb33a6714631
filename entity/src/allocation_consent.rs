//! The consent of a table that another one, which handed out a part of its target, sees its figures.

record! { in partnership "allocation_consent" AllocationConsentId {
    /// The indicator whose figures are seen.
    indicator_id: crate::IndicatorId,
    /// The part that was handed out.
    allocation_id: crate::TargetAllocationId,
    /// The partnership that handed it out.
    parent_partnership_id: crate::PartnershipId,
    /// Its indicator.
    parent_indicator_id: crate::IndicatorId,
    /// The day of the consent.
    agreed_on: Date,
    /// The decision that it rests on.
    decision_id: Option<crate::DecisionId>,
    /// The account that gave it.
    author_id: Option<crate::AccountId>,
} }
