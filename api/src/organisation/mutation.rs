//! What can be done with organisations.

use async_graphql::{Context, InputObject, Object};

use super::{
    Organisation,
    object::{OrganisationKind, OrganisationSector},
    rules,
};
use crate::{
    graphql::{Listed, Resolved, payload, perform_in_directory},
    ids::Ref,
    partnership::Partnership,
    region::Region,
};

/// A new organisation. *Nieuwe organisatie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OrganisationCreateInput {
    /// Its name; at most 200 characters.
    pub(crate) name: String,
    /// Its other names.
    #[graphql(default)]
    pub(crate) aliases: Vec<String>,
    /// What kind of organisation it is.
    pub(crate) kind: OrganisationKind,
    /// The side it stands on.
    pub(crate) sector: OrganisationSector,
    /// Its number in the trade register: eight digits.
    pub(crate) kvk_number: Option<String>,
    /// The regions in which it works.
    #[graphql(default)]
    pub(crate) regions: Vec<Ref<Region>>,
    /// The partnership that it is, where a partnership itself acts as a party.
    pub(crate) partnership: Option<Ref<Partnership>>,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(OrganisationCreatePayload { organisation: Listed<Organisation> });

/// Mutations of organisations.
#[derive(Default)]
pub(crate) struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Adds an organisation to the directory. By a platform administrator or a secretariat. *Organisatie toevoegen.*
    async fn organisation_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: OrganisationCreateInput,
    ) -> Resolved<OrganisationCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &crate::access::World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.organisations, act).await?.into())
    }
}
