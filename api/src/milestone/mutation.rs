//! What can be done with milestones.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Milestone, rules};
use crate::{
    access::aggregates,
    commitment::Commitment,
    graphql::{
        Date, Decimal, EvidenceInput, FuzzyDateInput, Resolved, Shown, payload, perform, perform_removal, removal,
    },
    ids::Ref,
};

/// What can be said of a milestone. In one that exists, an absent field is left as it is and null clears it. *Inhoud van
/// een mijlpaal.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MilestoneContentInput {
    /// When it is due. *Uiterlijk.*
    pub(crate) due_on: MaybeUndefined<FuzzyDateInput>,
    /// Its weight among the milestones of the commitment, above 0; 1 where nothing is said. *Gewicht.*
    pub(crate) weight: MaybeUndefined<Decimal>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new milestone. *Nieuwe mijlpaal.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MilestoneCreateInput {
    /// The commitment. *Afspraak.*
    pub(crate) commitment: Ref<Commitment>,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: MilestoneContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a milestone. *Mijlpaal wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MilestoneChangeInput {
    /// The milestone.
    pub(crate) milestone: Ref<Milestone>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: MilestoneContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A milestone that was reached. *Mijlpaal bereikt.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MilestoneReachInput {
    /// The milestone.
    pub(crate) milestone: Ref<Milestone>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The day it was reached; today where none is named, never later. *Bereikt op.*
    pub(crate) done_on: Option<Date>,
    /// What shows that it was. *Bewijs.*
    pub(crate) evidence: Option<EvidenceInput>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A milestone that was not reached after all. *Mijlpaal heropenen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MilestoneReopenInput {
    /// The milestone.
    pub(crate) milestone: Ref<Milestone>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A milestone that is none any more. *Mijlpaal verwijderen.*
    MilestoneRemoveInput => MilestoneRemovePayload { milestone: Milestone }
}
payload!(MilestoneCreatePayload { commitment, milestone: Shown<Milestone> });
payload!(MilestoneChangePayload { commitment, milestone: Shown<Milestone> });
payload!(MilestoneReachPayload { commitment, milestone: Shown<Milestone> });
payload!(MilestoneReopenPayload { commitment, milestone: Shown<Milestone> });

/// Mutations of milestones.
#[derive(Default)]
pub(crate) struct MilestoneMutation;

#[Object]
impl MilestoneMutation {
    /// Adds a milestone to a commitment that is proposed or agreed and has not ended. By a debtor, or the secretariat on its
    /// behalf. *Mijlpaal toevoegen.*
    async fn milestone_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MilestoneCreateInput,
    ) -> Resolved<MilestoneCreatePayload> {
        let (scope, key) = (aggregates([input.commitment.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes a milestone. By a debtor, or the secretariat on its behalf. *Mijlpaal wijzigen.*
    async fn milestone_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MilestoneChangeInput,
    ) -> Resolved<MilestoneChangePayload> {
        let (scope, key) = (aggregates([input.milestone.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes a milestone. By a debtor, or the secretariat on its behalf. *Mijlpaal verwijderen.*
    async fn milestone_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MilestoneRemoveInput,
    ) -> Resolved<MilestoneRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }

    /// Says that a milestone was reached; the first one starts a commitment that is agreed, unless something keeps it
    /// waiting. By a debtor, or the secretariat on its behalf. *Mijlpaal bereiken.*
    async fn milestone_reach(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MilestoneReachInput,
    ) -> Resolved<MilestoneReachPayload> {
        let (scope, key) = (aggregates([input.milestone.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::reach(world, &input)).await?.into())
    }

    /// Says that a milestone was not reached after all. What it started is not undone. By a debtor, or the secretariat on
    /// its behalf. *Mijlpaal heropenen.*
    async fn milestone_reopen(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MilestoneReopenInput,
    ) -> Resolved<MilestoneReopenPayload> {
        let (scope, key) = (aggregates([input.milestone.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::reopen(world, &input)).await?.into())
    }
}
