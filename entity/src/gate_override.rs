//! A stage that a table entered although its gate was not passed.

record! { in partnership "gate_override" GateOverrideId {
    /// The stage whose gate was not passed.
    stage: crate::PartnershipStage,
    /// Why.
    reason: String,
    /// The day.
    overridden_on: Date,
    /// The account that did so.
    author_id: Option<crate::AccountId>,
    /// The decision of the table that it rests on.
    decision_id: Option<crate::DecisionId>,
} }
