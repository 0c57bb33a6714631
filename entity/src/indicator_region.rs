//! The regions that an indicator is about.

link! { in partnership "indicator_region" indicator_id IndicatorId: IndicatorId =>
/// A region.
region_id RegionId: crate::RegionId }
