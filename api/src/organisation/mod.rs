//! An organisation (*organisatie*) of the directory. Every party at a table is one; a partnership that acts as a
//! party at another table is one too. No organisation is a member of itself, by whatever way.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::{collections::BTreeSet, sync::Arc};

use entity::{OrganisationId, RegionId};

use crate::{
    fold::fold,
    ledger::{
        Aggregate, Directory,
        index::{Groups, reach},
        record,
    },
};

record! {
    /// An organisation.
    Organisation = organisation, index NameIndex, aggregates |_| vec![Aggregate::Directory];
    /// Its other names.
    aliases: organisation_alias as String,
    /// The regions in which it works.
    regions: organisation_region as RegionId,
    /// The organisations that it is a member of (*brancheorganisatie*).
    member_of: organisation_member_of as OrganisationId,
}

/// Organisations by their names, the other ones too, folded.
#[derive(Clone, Debug, Default)]
pub struct NameIndex(Groups<String, OrganisationId>);

impl NameIndex {
    fn put(&mut self, before: Option<&Arc<Organisation>>, after: &Arc<Organisation>) {
        let names = |one: &Arc<Organisation>| [&one.name].into_iter().chain(&one.aliases).map(|n| fold(n)).collect();
        let had: Vec<String> = before.map(names).unwrap_or_default();
        let has: Vec<String> = names(after);
        self.0.put(had, has, &after.id);
    }
}

impl Directory {
    /// The organisations that are called so, by name or by another name.
    pub fn organisations_named(&self, name: &str) -> impl Iterator<Item = &Arc<Organisation>> {
        self.organisations.index().0.get(fold(name)).filter_map(|id| self.organisations.get(*id))
    }

    /// An organisation and all that it is a member of, however far up.
    #[must_use]
    pub fn associations_of(&self, organisation: OrganisationId) -> BTreeSet<OrganisationId> {
        reach(organisation, |id| self.organisations.get(id).map(|one| one.member_of.clone()).unwrap_or_default())
    }
}
