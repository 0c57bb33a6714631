//! What can be done with regions.

use async_graphql::{Context, InputObject, Object};

use super::{Region, object::RegionKind, rules};
use crate::{
    graphql::{Listed, Resolved, payload, perform_in_directory},
    ids::Ref,
};

/// A new region. *Nieuwe regio.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionCreateInput {
    /// Its name; at most 200 characters.
    pub(crate) name: String,
    /// What kind of region it is.
    pub(crate) kind: RegionKind,
    /// Its official code, unique for its kind; at most 20 characters.
    pub(crate) code: Option<String>,
    /// The regions that it lies in.
    #[graphql(default)]
    pub(crate) within: Vec<Ref<Region>>,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(RegionCreatePayload { region: Listed<Region> });

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
        let act = move |world: &crate::access::World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.regions, act).await?.into())
    }
}
