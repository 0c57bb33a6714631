//! Other names of an organisation.

link! { in directory "organisation_alias" organisation_id OrganisationId: OrganisationId =>
/// Another name.
alias Alias: String }
