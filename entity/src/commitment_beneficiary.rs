//! The organisations that a commitment is owed to; none means the whole table.

link! { in partnership "commitment_beneficiary" commitment_id CommitmentId: CommitmentId =>
/// An organisation.
organisation_id OrganisationId: crate::OrganisationId }
