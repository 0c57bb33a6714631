//! The organisations, such as associations of employers, that an organisation is a member of.

link! { in directory "organisation_member_of" organisation_id OrganisationId: OrganisationId =>
/// What it is a member of.
member_of_id MemberOfId: crate::OrganisationId }
