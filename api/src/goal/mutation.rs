//! What can be done with goals.

use async_graphql::{Context, InputObject, Object};

use super::{Goal, object::GoalKind, rules};
use crate::{
    access::aggregates,
    graphql::{Decimal, FuzzyDateInput, Resolved, Shown, Visibility, payload, perform},
    ids::Ref,
    partnership::Partnership,
};

/// A new goal. *Nieuw doel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalCreateInput {
    /// The partnership whose goal it is.
    pub(crate) partnership: Ref<Partnership>,
    /// The goal it belongs to; none for a goal at the top.
    pub(crate) parent: Option<Ref<Goal>>,
    /// Its title; at most 200 characters.
    pub(crate) title: String,
    /// Why it is worth it; at most 10 000 characters.
    pub(crate) rationale: Option<String>,
    /// The pillar or programme line; at most 200 characters.
    pub(crate) pillar: Option<String>,
    /// How directly it is in the partners' hands.
    pub(crate) kind: GoalKind,
    /// By when it should be reached.
    pub(crate) horizon: Option<FuzzyDateInput>,
    /// Its weight among its siblings, above 0; 1 where nothing is said.
    pub(crate) weight: Option<Decimal>,
    /// Who may see it: the members or everybody.
    #[graphql(default_with = "Visibility::Partnership")]
    pub(crate) visibility: Visibility,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(GoalCreatePayload { goal: Shown<Goal> });

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
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }
}
