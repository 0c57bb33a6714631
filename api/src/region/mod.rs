//! A region of the directory: the country, a province, a labour-market region (*arbeidsmarktregio*), a municipality.
//! A labour-market region can lie in several provinces.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use entity::RegionId;

use crate::ledger::{Aggregate, record};

record! {
    /// A region.
    Region = region, aggregates |_| vec![Aggregate::Directory];
    /// The regions that it lies in.
    within: region_within as RegionId,
}
