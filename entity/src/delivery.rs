//! Something delivered on a commitment.

record! { in partnership "delivery" DeliveryId {
    /// The commitment.
    commitment_id: crate::CommitmentId,
    /// The day it was delivered.
    delivered_on: Date,
    /// How much, in the unit of the commitment.
    quantity: Option<crate::Decimal>,
    /// How much money, in EUR cents.
    amount_cents: Option<i64>,
    /// How exact the quantity or amount is.
    qualifier: crate::Qualifier,
    /// In words.
    text: Option<String>,
    /// Where it stands.
    state: crate::DeliveryState,
    /// The account that reported it.
    reporter_id: Option<crate::AccountId>,
    /// The debtor for which the secretariat reported it.
    on_behalf_of: Option<crate::OrganisationId>,
    /// The account that confirmed or rejected it.
    confirmer_id: Option<crate::AccountId>,
    /// The day it was confirmed or rejected.
    settled_on: Option<Date>,
    /// What was said when it was confirmed or rejected.
    state_reason: Option<String>,
    /// The decision of the table that the confirmation or rejection rests on.
    decision_id: Option<crate::DecisionId>,
} }
