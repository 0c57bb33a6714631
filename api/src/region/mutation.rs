//! What can be done with regions.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Region, object::RegionKind, rules};
use crate::{
    access::World,
    graphql::{Listed, Resolved, payload, perform_in_directory, perform_removal, removal},
    ids::Ref,
};

/// What can be said of a region. In one that exists, an absent field is left as it is and null clears it. *Inhoud van een
/// regio.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionContentInput {
    /// Its official code, unique for its kind; at most 20 characters. *Code.*
    pub(crate) code: MaybeUndefined<String>,
    /// The regions that it lies in. *Ligt in.*
    pub(crate) within: MaybeUndefined<Vec<Ref<Region>>>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new region. *Nieuwe regio.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionCreateInput {
    /// Its name, unique for its kind; at most 200 characters. *Naam.*
    pub(crate) name: String,
    /// What kind of region it is. *Soort regio.*
    pub(crate) kind: RegionKind,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: RegionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a region. *Regio wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionChangeInput {
    /// The region.
    pub(crate) region: Ref<Region>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its name, unique for its kind; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// What kind of region it is. *Soort regio.*
    pub(crate) kind: Option<RegionKind>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: RegionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A region that nobody works in. *Regio verwijderen.*
    RegionRemoveInput => RegionRemovePayload { region: Region } directory
}

payload!(RegionCreatePayload { region: Listed<Region> });
payload!(RegionChangePayload { region: Listed<Region> });

/// Mutations of regions.
#[derive(Default)]
pub(crate) struct RegionMutation;

#[Object]
impl RegionMutation {
    /// Adds a region to the directory. By a platform administrator. *Regio toevoegen.*
    async fn region_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: RegionCreateInput,
    ) -> Resolved<RegionCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.regions, act).await?.into())
    }

    /// Changes a region. By a platform administrator. *Regio wijzigen.*
    async fn region_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: RegionChangeInput,
    ) -> Resolved<RegionChangePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::change(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.regions, act).await?.into())
    }

    /// Removes a region in which no other region lies, no organisation works and no partnership works. It is found no more;
    /// indicators about it still show it. By a platform administrator. *Regio verwijderen.*
    async fn region_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: RegionRemoveInput,
    ) -> Resolved<RegionRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
