//! A region of the directory: the country, a province, a labour-market region (*arbeidsmarktregio*), a municipality.
//! A labour-market region can lie in several provinces.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::collections::BTreeSet;

use entity::RegionId;

use crate::ledger::{Aggregate, Directory, record};

record! {
    /// A region.
    Region = region, aggregates |_| vec![Aggregate::Directory];
    /// The regions that it lies in.
    within: region_within as RegionId,
}

impl Directory {
    /// A region and all that it lies in, however far up.
    #[must_use]
    pub fn regions_around(&self, region: RegionId) -> BTreeSet<RegionId> {
        let (mut found, mut next) = (BTreeSet::new(), vec![region]);
        while let Some(region) = next.pop() {
            if found.insert(region) {
                next.extend(self.regions.get(region).into_iter().flat_map(|region| &region.within));
            }
        }
        found
    }
}
