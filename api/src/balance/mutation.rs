//! What can be done about the balance.

use async_graphql::{Context, InputObject, Object};

use super::{BalanceOpinion, object::BalanceOpinionValue, rules};
use crate::{
    access::aggregates,
    graphql::{Resolved, Shown, payload, perform},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// What a party says of what it gives and gets. *Balansoordeel geven.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BalanceOpinionGiveInput {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The party, which you act for. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// What it says. *Oordeel.*
    pub(crate) value: BalanceOpinionValue,
    /// In words; at most 10 000 characters. *Toelichting.*
    pub(crate) note: Option<String>,
    /// Where it was said; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(BalanceOpinionGivePayload { balance_opinion as "balance opinion": Shown<BalanceOpinion> });

/// Mutations about the balance.
#[derive(Default)]
pub(crate) struct BalanceMutation;

#[Object]
impl BalanceMutation {
    /// Says whether an organisation gives as much as it gets. What it said before stays; the latest is shown. By its
    /// representative, be that the chair. *Balansoordeel geven.*
    async fn balance_opinion_give(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: BalanceOpinionGiveInput,
    ) -> Resolved<BalanceOpinionGivePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::give(world, &input)).await?.into())
    }
}
