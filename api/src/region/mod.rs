//! A region of the directory: the country, a province, a labour-market region (*arbeidsmarktregio*), a municipality.
//! A labour-market region can lie in several provinces; no region lies in itself, by whatever way.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub mod reference;
mod rules;

use std::{collections::BTreeSet, sync::Arc};

use entity::RegionId;

use crate::ledger::{
    Aggregate, Directory,
    index::{Groups, reach},
    record,
};

record! {
    /// A region.
    Region = region, index RegionIndex, aggregates |_| vec![Aggregate::Directory];
    /// The regions that it lies in.
    within: region_within as RegionId,
}

/// Regions by the regions that they lie in.
#[derive(Clone, Debug, Default)]
pub struct RegionIndex(Groups<RegionId, RegionId>);

impl RegionIndex {
    fn put(&mut self, before: Option<&Arc<Region>>, after: &Arc<Region>) {
        self.0.put(before.map(|region| region.within.clone()).unwrap_or_default(), after.within.clone(), &after.id);
    }
}

impl Directory {
    /// The regions that lie directly in a region.
    pub fn parts_of(&self, region: RegionId) -> impl DoubleEndedIterator<Item = &Arc<Region>> {
        self.regions.index().0.get(region).filter_map(|id| self.regions.get(*id))
    }

    /// A region and all that it lies in, however far up.
    #[must_use]
    pub fn regions_around(&self, region: RegionId) -> BTreeSet<RegionId> {
        reach(region, |id| self.regions.get(id).map(|region| region.within.clone()).unwrap_or_default())
    }
}
