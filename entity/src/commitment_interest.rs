//! The interests that a commitment serves.

link! { in partnership "commitment_interest" commitment_id CommitmentId: CommitmentId =>
/// An interest.
interest_id InterestId: crate::InterestId }
