//! A change of agreed terms, proposed and settled.

record! { in partnership "amendment" AmendmentId {
    /// The commitment whose terms change.
    commitment_id: Option<crate::CommitmentId>,
    /// The goal whose terms change.
    goal_id: Option<crate::GoalId>,
    /// The indicator whose terms change.
    indicator_id: Option<crate::IndicatorId>,
    /// The version of the terms that it would change.
    terms_version: i32,
    /// What kind of reason there is.
    reason_code: crate::AmendmentReason,
    /// Why.
    reason: String,
    /// Where it stands.
    state: crate::AmendmentState,
    /// The day it was proposed.
    proposed_on: Date,
    /// The day it was accepted, rejected or withdrawn.
    settled_on: Option<Date>,
    /// What was said when it was settled.
    state_reason: Option<String>,
    /// The account that proposed it.
    author_id: Option<crate::AccountId>,
    /// The decision of the table that settled it.
    decision_id: Option<crate::DecisionId>,
} }
