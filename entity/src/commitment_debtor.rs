//! The organisations that owe a commitment.

link! { in partnership "commitment_debtor" commitment_id CommitmentId: CommitmentId =>
/// An organisation that owes the commitment.
Debtor {
    /// The organisation.
    organisation_id: crate::OrganisationId,
    /// Whether it leads.
    is_lead: bool,
    /// Whom to call about it.
    contact_id: Option<crate::PersonId>,
} }
