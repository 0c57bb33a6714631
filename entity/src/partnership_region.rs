//! The regions that a partnership works for.

link! { in directory "partnership_region" partnership_id PartnershipId: PartnershipId =>
/// A region.
region_id RegionId: crate::RegionId }
