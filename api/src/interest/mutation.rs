//! What can be done with interests.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Interest, object::InterestSide, rules};
use crate::{
    access::aggregates,
    goal::Goal,
    graphql::{
        Date, Decimal, Qualifier, Resolved, ResourceKind, Shown, Visibility, payload, perform, perform_removal, removal,
    },
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// What can be said of an interest. In one that exists, an absent field is left as it is and null clears it. *Inhoud van
/// een belang.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestContentInput {
    /// In more words; at most 10 000 characters. *Toelichting.*
    pub(crate) text: MaybeUndefined<String>,
    /// How much, in the unit; for all kinds but money. *Hoeveelheid.*
    pub(crate) quantity: MaybeUndefined<Decimal>,
    /// The unit of the quantity; at most 100 characters. *Eenheid.*
    pub(crate) unit: MaybeUndefined<String>,
    /// How much money, in EUR with at most 2 decimals; for money only. *Bedrag.*
    pub(crate) amount: MaybeUndefined<Decimal>,
    /// How exact the quantity or amount is; EXACT where nothing is said. *Nauwkeurigheid.*
    pub(crate) qualifier: MaybeUndefined<Qualifier>,
    /// How much it matters to its owner, from 1 to 5. *Gewicht voor de eigenaar.*
    pub(crate) importance: MaybeUndefined<i32>,
    /// The goals that it is about, all of them. *Doelen.*
    pub(crate) goals: MaybeUndefined<Vec<Ref<Goal>>>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new interest. *Nieuw belang.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestCreateInput {
    /// The partnership in which it plays a part.
    pub(crate) partnership: Ref<Partnership>,
    /// Its owner: a member, an invited or an external party. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// What it is to its owner. *Kant.*
    pub(crate) side: InterestSide,
    /// What is gained or brought. *Soort middel.*
    pub(crate) kind: ResourceKind,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: InterestContentInput,
    /// When its owner last looked at it. *Laatst bekeken.*
    pub(crate) reviewed_on: Option<Date>,
    /// Whether quantity and amount are public where the interest is; for its owner to decide. *Bedragen openbaar.*
    #[graphql(default)]
    pub(crate) amounts_public: bool,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// With whom an interest is shared from now on. *Belang delen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestShareInput {
    /// The interest.
    pub(crate) interest: Ref<Interest>,
    /// Who may see it; ORGANISATION takes it back.
    pub(crate) visibility: Visibility,
    /// With SELECTED: the organisations that may see it, each with a seat at the table. Not with anything else.
    pub(crate) shared_with: Option<Vec<Ref<Organisation>>>,
    /// Whether quantity and amount are public where the interest is; as it was where nothing is said.
    pub(crate) amounts_public: Option<bool>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// An interest that its owner looked at again. *Belang herzien.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestReviewInput {
    /// The interest.
    pub(crate) interest: Ref<Interest>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an interest. Who sees it and when it was last looked at change by acts of their own. *Belang wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestChangeInput {
    /// The interest.
    pub(crate) interest: Ref<Interest>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What it is to its owner. *Kant.*
    pub(crate) side: Option<InterestSide>,
    /// What is gained or brought. *Soort middel.*
    pub(crate) kind: Option<ResourceKind>,
    /// Its title; at most 200 characters. It cannot be cleared. *Titel.*
    pub(crate) title: MaybeUndefined<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: InterestContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

removal! {
    /// An interest that no longer is one. *Belang verwijderen.*
    InterestRemoveInput => InterestRemovePayload { interest: Interest }
}
payload!(InterestCreatePayload { interest: Shown<Interest> });
payload!(InterestSharePayload { interest: Shown<Interest> });
payload!(InterestReviewPayload { interest: Shown<Interest> });
payload!(InterestChangePayload { interest: Shown<Interest> });

/// Mutations of interests.
#[derive(Default)]
pub(crate) struct InterestMutation;

#[Object]
impl InterestMutation {
    /// Enters an interest. By a representative of its owner, who alone sees it until it is shared; or by the secretariat
    /// for another party, with whom the secretariat alone sees it. *Belang invoeren.*
    async fn interest_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: InterestCreateInput,
    ) -> Resolved<InterestCreatePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Shares an interest, or takes it back. By a representative of its owner. *Belang delen.*
    async fn interest_share(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: InterestShareInput,
    ) -> Resolved<InterestSharePayload> {
        let scope = aggregates([input.interest.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::share(world, &input)).await?.into())
    }

    /// Records that its owner looked at an interest today and found it still true. By a representative of its owner.
    /// *Belang herzien.*
    async fn interest_review(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: InterestReviewInput,
    ) -> Resolved<InterestReviewPayload> {
        let scope = aggregates([input.interest.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::review(world, &input)).await?.into())
    }

    /// Changes what an interest says. By a representative of its owner. *Belang wijzigen.*
    async fn interest_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: InterestChangeInput,
    ) -> Resolved<InterestChangePayload> {
        let scope = aggregates([input.interest.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes an interest. By a representative of its owner. *Belang verwijderen.*
    async fn interest_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: InterestRemoveInput,
    ) -> Resolved<InterestRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
