//! The regions that a region lies in; several, because labour-market regions cross provinces.

link! { in directory "region_within" region_id RegionId: RegionId =>
/// A region around it.
within_id WithinId: crate::RegionId }
