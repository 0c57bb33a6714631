//! The regions in which an organisation works.

link! { in directory "organisation_region" organisation_id OrganisationId: OrganisationId =>
/// A region.
region_id RegionId: crate::RegionId }
