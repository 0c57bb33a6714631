//! What can be done with organisations.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{
    Organisation,
    object::{OrganisationKind, OrganisationSector},
    rules,
};
use crate::{
    access::World,
    graphql::{Listed, Resolved, payload, perform_in_directory, perform_removal, removal},
    ids::Ref,
    partnership::Partnership,
    region::Region,
};

/// What can be said of an organisation. In one that exists, an absent field is left as it is and null clears it. *Inhoud
/// van een organisatie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OrganisationContentInput {
    /// Its other names; at most 200 characters each. *Andere namen.*
    pub(crate) aliases: MaybeUndefined<Vec<String>>,
    /// Its number in the trade register: eight digits. *KvK-nummer.*
    pub(crate) kvk_number: MaybeUndefined<String>,
    /// The regions in which it works. *Regio's.*
    pub(crate) regions: MaybeUndefined<Vec<Ref<Region>>>,
    /// The organisations that it is a member of, such as associations of employers. *Lid van.*
    pub(crate) member_of: MaybeUndefined<Vec<Ref<Organisation>>>,
    /// The partnership that it is, where a partnership itself acts as a party. *Samenwerking.*
    pub(crate) partnership: MaybeUndefined<Ref<Partnership>>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new organisation. *Nieuwe organisatie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OrganisationCreateInput {
    /// Its name, which no other organisation has; at most 200 characters. *Naam.*
    pub(crate) name: String,
    /// What kind of organisation it is. *Soort organisatie.*
    pub(crate) kind: OrganisationKind,
    /// The side it stands on. *Publiek of privaat.*
    pub(crate) sector: OrganisationSector,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: OrganisationContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an organisation. *Organisatie wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OrganisationChangeInput {
    /// The organisation.
    pub(crate) organisation: Ref<Organisation>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its name, which no other organisation has; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// What kind of organisation it is. *Soort organisatie.*
    pub(crate) kind: Option<OrganisationKind>,
    /// The side it stands on. *Publiek of privaat.*
    pub(crate) sector: Option<OrganisationSector>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: OrganisationContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An organisation that is not needed any more. *Organisatie verwijderen.*
    OrganisationRemoveInput => OrganisationRemovePayload { organisation: Organisation } directory
}

payload!(OrganisationCreatePayload { organisation: Listed<Organisation> });
payload!(OrganisationChangePayload { organisation: Listed<Organisation> });

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
        let act = move |world: &World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.organisations, act).await?.into())
    }

    /// Changes an organisation. By a platform administrator or a secretariat. *Organisatie wijzigen.*
    async fn organisation_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: OrganisationChangeInput,
    ) -> Resolved<OrganisationChangePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::change(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.organisations, act).await?.into())
    }

    /// Removes an organisation of which you know no seat that lasts and no person. It is found no more; what refers to it
    /// still shows it. By a platform administrator or a secretariat. *Organisatie verwijderen.*
    async fn organisation_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: OrganisationRemoveInput,
    ) -> Resolved<OrganisationRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
