//! What others must see to before a commitment can be carried out.

link! { in partnership "commitment_condition" commitment_id CommitmentId: CommitmentId =>
/// A condition, and the party that must meet it.
Condition {
    /// What must hold.
    text: String,
    /// Who must see to it.
    organisation_id: crate::OrganisationId,
    /// The day since which it holds; none while it does not.
    met_on: Option<Date>,
} }
