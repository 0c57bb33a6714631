//! What can be done with agreed terms.

use async_graphql::{Context, Object};

use super::{
    Amendment,
    input::{
        AmendmentAcceptInput, AmendmentReasonInput, AmendmentRejectInput, AmendmentVoteInput, AmendmentWithdrawInput,
        CommitmentAmendInput, CommitmentPostponeInput, GoalAmendInput, IndicatorAmendInput,
    },
    rules::{Amended, propose, settle},
};
use crate::{
    access::{World, aggregates},
    commitment::Commitment,
    goal::Goal,
    graphql::{Performed, Resolved, Shown, payload, perform},
    ids::Ref,
    indicator::Indicator,
    ledger::Changes,
    problem::Checked,
};

payload!(CommitmentAmendPayload { commitment: Shown<Commitment> });
payload!(CommitmentPostponePayload { commitment: Shown<Commitment> });
payload!(GoalAmendPayload { goal: Shown<Goal> });
payload!(IndicatorAmendPayload { indicator: Shown<Indicator> });
payload!(AmendmentVotePayload { amendment: Shown<Amendment> });
payload!(AmendmentAcceptPayload { amendment: Shown<Amendment> });
payload!(AmendmentRejectPayload { amendment: Shown<Amendment> });
payload!(AmendmentWithdrawPayload { amendment: Shown<Amendment> });

/// Proposes other terms for a record.
async fn amend<T, A>(
    context: &Context<'_>,
    record: &Ref<T>,
    why: &AmendmentReasonInput,
    act: A,
) -> Resolved<Performed<Shown<T>>>
where
    T: Amended,
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    perform(context, aggregates([record.partnership()]), why.idempotency_key.clone(), act).await
}

/// Does something with an amendment.
async fn act<A>(
    context: &Context<'_>,
    amendment: &Ref<Amendment>,
    key: Option<String>,
    act: A,
) -> Resolved<Performed<Shown<Amendment>>>
where
    A: Fn(&World<'_>) -> Checked<Changes> + Send + Sync + 'static,
{
    perform(context, aggregates([amendment.partnership()]), key, act).await
}

/// Mutations of agreed terms.
#[derive(Default)]
pub(crate) struct AmendmentMutation;

#[Object]
impl AmendmentMutation {
    /// Proposes other terms for a commitment that is agreed. They change once all parties agree, or at once by a decision
    /// of the table. By the secretariat, the chair or a party to it. *Afspraak wijzigen.*
    async fn commitment_amend(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentAmendInput,
    ) -> Resolved<CommitmentAmendPayload> {
        let (one, why) = (input.commitment.clone(), input.why.clone());
        Ok(amend(context, &one, &why, move |world| propose::amend(world, &input)).await?.into())
    }

    /// Proposes a later due date for a commitment that is agreed; the date as first agreed stays to be seen. It changes
    /// once all parties agree, or at once by a decision of the table. By the secretariat, the chair or a party to it.
    /// *Afspraak uitstellen.*
    async fn commitment_postpone(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentPostponeInput,
    ) -> Resolved<CommitmentPostponePayload> {
        let (one, why) = (input.commitment.clone(), input.why.clone());
        Ok(amend(context, &one, &why, move |world| propose::postpone(world, &input)).await?.into())
    }

    /// Proposes other terms for a goal that the partners agreed to. They change once all partners agree, or at once by a
    /// decision of the table. By the secretariat, the chair or a partner. *Doel bijstellen.*
    async fn goal_amend(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: GoalAmendInput,
    ) -> Resolved<GoalAmendPayload> {
        let (one, why) = (input.goal.clone(), input.why.clone());
        Ok(amend(context, &one, &why, move |world| propose::amend_goal(world, &input)).await?.into())
    }

    /// Proposes another baseline, targets, band or goal for an indicator; from the first that is accepted on, these are
    /// agreed. They change once all partners agree, or at once by a decision of the table. By the secretariat, the chair or
    /// a partner. *Indicator bijstellen.*
    async fn indicator_amend(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: IndicatorAmendInput,
    ) -> Resolved<IndicatorAmendPayload> {
        let (one, why) = (input.indicator.clone(), input.why.clone());
        Ok(amend(context, &one, &why, move |world| propose::amend_indicator(world, &input)).await?.into())
    }

    /// Says what an organisation thinks of an amendment: the last consent accepts it, the first objection rejects it. By a
    /// representative of that organisation. *Stemmen over een wijziging.*
    async fn amendment_vote(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AmendmentVoteInput,
    ) -> Resolved<AmendmentVotePayload> {
        let (one, key) = (input.amendment.clone(), input.idempotency_key.clone());
        Ok(act(context, &one, key, move |world| settle::vote(world, &input)).await?.into())
    }

    /// Accepts an amendment by a decision of the table; where the parties sign, only after the days in which they are
    /// asked to react. By the secretariat. *Wijziging vaststellen.*
    async fn amendment_accept(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AmendmentAcceptInput,
    ) -> Resolved<AmendmentAcceptPayload> {
        let (one, key) = (input.amendment.clone(), input.idempotency_key.clone());
        Ok(act(context, &one, key, move |world| settle::accept(world, &input)).await?.into())
    }

    /// Rejects an amendment by a decision of the table. By the secretariat. *Wijziging afwijzen.*
    async fn amendment_reject(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AmendmentRejectInput,
    ) -> Resolved<AmendmentRejectPayload> {
        let (one, key) = (input.amendment.clone(), input.idempotency_key.clone());
        Ok(act(context, &one, key, move |world| settle::reject(world, &input)).await?.into())
    }

    /// Withdraws an amendment that is not settled yet. By whoever proposed it, or the secretariat. *Wijziging intrekken.*
    async fn amendment_withdraw(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AmendmentWithdrawInput,
    ) -> Resolved<AmendmentWithdrawPayload> {
        let (one, key) = (input.amendment.clone(), input.idempotency_key.clone());
        Ok(act(context, &one, key, move |world| settle::withdraw(world, &input)).await?.into())
    }
}
