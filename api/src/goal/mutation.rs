//! What can be done with goals.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Goal, object::GoalKind, rules};
use crate::{
    access::aggregates,
    graphql::{Decimal, FuzzyDateInput, Resolved, Shown, Visibility, payload, perform, perform_removal, removal},
    ids::Ref,
    partnership::Partnership,
};

/// What partners agree to, besides the title and the kind of goal. *Inhoud van een doel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalTermsInput {
    /// The goal it belongs to; none for a goal at the top. *Bovenliggend doel.*
    pub(crate) parent: MaybeUndefined<Ref<Goal>>,
    /// Why it is worth it; at most 10 000 characters. *Onderbouwing.*
    pub(crate) rationale: MaybeUndefined<String>,
    /// By when it should be reached. *Horizon.*
    pub(crate) horizon: MaybeUndefined<FuzzyDateInput>,
}

/// What can be said of a goal. In one that exists, an absent field is left as it is and null clears it. *Inhoud van een
/// doel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalContentInput {
    /// What partners agree to.
    #[graphql(flatten)]
    pub(crate) terms: GoalTermsInput,
    /// The goal of another partnership that it works towards. *Sluit aan op.*
    pub(crate) aligned_to: MaybeUndefined<Ref<Goal>>,
    /// The pillar or programme line; at most 200 characters. *Pijler, programmalijn.*
    pub(crate) pillar: MaybeUndefined<String>,
    /// Its weight among its siblings, above 0; 1 where nothing is said. *Gewicht.*
    pub(crate) weight: MaybeUndefined<Decimal>,
    /// Who may see it: the members, where nothing is said, or everybody. *Zichtbaarheid.*
    pub(crate) visibility: MaybeUndefined<Visibility>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new goal. *Nieuw doel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalCreateInput {
    /// The partnership whose goal it is.
    pub(crate) partnership: Ref<Partnership>,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// How directly it is in the partners' hands. *Soort doel.*
    pub(crate) kind: GoalKind,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: GoalContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a goal. *Doel wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalChangeInput {
    /// The goal.
    pub(crate) goal: Ref<Goal>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// How directly it is in the partners' hands. *Soort doel.*
    pub(crate) kind: Option<GoalKind>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: GoalContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A goal that no longer is one. *Doel verwijderen.*
    GoalRemoveInput => GoalRemovePayload { goal: Goal }
}

payload!(GoalCreatePayload { goal: Shown<Goal> });
payload!(GoalChangePayload { goal: Shown<Goal> });

/// Mutations of goals.
#[derive(Default)]
pub(crate) struct GoalMutation;

#[Object]
impl GoalMutation {
    /// Adds a goal. By the secretariat or the chair. *Doel toevoegen.*
    async fn goal_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: GoalCreateInput,
    ) -> Resolved<GoalCreatePayload> {
        let scope = aggregates([input.partnership.partnership(), input.content.aligned_partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes a goal. Once the partners agreed to it, its title, rationale, kind, parent and horizon are amended. By the
    /// secretariat or the chair. *Doel wijzigen.*
    async fn goal_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: GoalChangeInput,
    ) -> Resolved<GoalChangePayload> {
        let scope = aggregates([input.goal.partnership(), input.content.aligned_partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes a goal that the partners did not agree to, and that nothing is measured, agreed or aimed at below. By the secretariat or the chair. *Doel
    /// verwijderen.*
    async fn goal_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: GoalRemoveInput,
    ) -> Resolved<GoalRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}

impl GoalContentInput {
    fn aligned_partnership(&self) -> Option<entity::PartnershipId> {
        self.aligned_to.value().and_then(Ref::partnership)
    }
}
