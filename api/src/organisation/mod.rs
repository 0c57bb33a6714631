//! An organisation (*organisatie*) of the directory. Every party at a table is one; a partnership that acts as a
//! party at another table is one too.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use entity::{OrganisationId, RegionId};

use crate::ledger::{Aggregate, record};

record! {
    /// An organisation.
    Organisation = organisation, aggregates |_| vec![Aggregate::Directory];
    /// Its other names.
    aliases: organisation_alias as String,
    /// The regions in which it works.
    regions: organisation_region as RegionId,
    /// The organisations that it is a member of (*brancheorganisatie*).
    member_of: organisation_member_of as OrganisationId,
}
