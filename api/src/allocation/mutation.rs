//! What can be done with allocations.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{AllocationConsent, TargetAllocation, rules};
use crate::{
    access::aggregates,
    graphql::{Decimal, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    indicator::Indicator,
    ledger::Aggregate,
    meeting::Decision,
    partnership::Partnership,
};

/// A part of a target to be handed out: to an indicator, or to a partnership that says later which of its indicators takes
/// it. *Nieuwe toedeling.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AllocationCreateInput {
    /// The indicator whose target is handed out.
    pub(crate) indicator: Ref<Indicator>,
    /// The indicator that takes the part, counted alike and in the same unit. Otherwise the partnership.
    pub(crate) child: Option<Ref<Indicator>>,
    /// The partnership that takes the part, where it is not known yet with which indicator.
    pub(crate) partnership: Option<Ref<Partnership>>,
    /// The part of the target, above 0 where parts are summed. *Deel van de streefwaarde.*
    pub(crate) value: Decimal,
    /// Why more is handed out than the target, where that is so; at most 2 000 characters. *Reden.*
    pub(crate) reason: Option<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an allocation. *Toedeling wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AllocationChangeInput {
    /// The allocation.
    pub(crate) allocation: Ref<TargetAllocation>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The part of the target. *Deel van de streefwaarde.*
    pub(crate) value: Option<Decimal>,
    /// Why more is handed out than the target, where that is so; at most 2 000 characters. *Reden.*
    pub(crate) reason: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// The consent of the table to which a part of a target is handed out. *Instemmen met een toedeling.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AllocationAgreeInput {
    /// The allocation.
    pub(crate) allocation: Ref<TargetAllocation>,
    /// The version that you saw, so that you agree to what it says now.
    pub(crate) expected_version: i32,
    /// The indicator of your table that takes the part, where the allocation names none yet.
    pub(crate) indicator: Option<Ref<Indicator>>,
    /// The decision of your table that it rests on. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An allocation that is taken back. *Toedeling verwijderen.*
    AllocationRemoveInput => AllocationRemovePayload { allocation: TargetAllocation }
}
removal! {
    /// A consent that your table withdraws. *Instemming intrekken.*
    AllocationWithdrawInput => AllocationWithdrawPayload { consent: AllocationConsent }
}
payload!(AllocationCreatePayload { allocation: Shown<TargetAllocation> });
payload!(AllocationChangePayload { allocation: Shown<TargetAllocation> });
payload!(AllocationAgreePayload { consent: Shown<AllocationConsent> });

/// Mutations of allocations.
#[derive(Default)]
pub(crate) struct AllocationMutation;

#[Object]
impl AllocationMutation {
    /// Hands out a part of an indicator's target to an indicator, often of another partnership, whose table then agrees or
    /// not. Within one partnership that is agreed at once. By the secretariat or the chair. *Streefwaarde toedelen.*
    async fn allocation_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AllocationCreateInput,
    ) -> Resolved<AllocationCreatePayload> {
        let mut scope = aggregates([input.indicator.partnership()]);
        scope.insert(Aggregate::Directory);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes how much of a target is handed out, and why. By the secretariat or the chair of the table that hands it out.
    /// *Toedeling wijzigen.*
    async fn allocation_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AllocationChangeInput,
    ) -> Resolved<AllocationChangePayload> {
        let mut scope = aggregates([input.allocation.partnership()]);
        scope.insert(Aggregate::Directory);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Takes back a part of a target; what was contributed through it counts no more. By the secretariat or the chair of the
    /// table that handed it out. *Toedeling verwijderen.*
    async fn allocation_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AllocationRemoveInput,
    ) -> Resolved<AllocationRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }

    /// Agrees to an allocation: the table that handed it out sees the value, level and light of your indicator from then on,
    /// and what your table approved and approves counts towards its figures. By the secretariat or the chair of the table
    /// that takes the part. *Instemmen met een toedeling.*
    async fn allocation_agree(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AllocationAgreeInput,
    ) -> Resolved<AllocationAgreePayload> {
        let mut scope = aggregates([input.allocation.partnership()]);
        scope.insert(Aggregate::Directory);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::agree(world, &input)).await?.into())
    }

    /// Withdraws the consent of your table; what it contributed counts no more. By the secretariat or the chair. *Instemming
    /// intrekken.*
    async fn allocation_withdraw(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AllocationWithdrawInput,
    ) -> Resolved<AllocationWithdrawPayload> {
        Ok(perform_removal(context, input.parts(), rules::withdraw).await?.into())
    }
}
