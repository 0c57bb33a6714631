//! The organisations that a SELECTED interest is shared with.

link! { in partnership "interest_shared_with" interest_id InterestId: InterestId =>
/// An organisation.
organisation_id OrganisationId: crate::OrganisationId }
