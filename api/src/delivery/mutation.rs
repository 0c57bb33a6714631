//! What can be done with deliveries.

use async_graphql::{Context, InputObject, Object};

use super::{Delivery, rules};
use crate::{
    access::aggregates,
    commitment::Commitment,
    graphql::{Date, Decimal, EvidenceInput, Qualifier, Resolved, Shown, payload, perform},
    ids::Ref,
    meeting::Decision,
    organisation::Organisation,
};

/// Something delivered on a commitment: a quantity, an amount, words or evidence. *Resultaat melden.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentDeliverInput {
    /// The commitment. *Afspraak.*
    pub(crate) commitment: Ref<Commitment>,
    /// How much, in the unit of the commitment; 0 or more. *Hoeveelheid.*
    pub(crate) quantity: Option<Decimal>,
    /// How much money, in EUR with at most 2 decimals; 0 or more. *Bedrag.*
    pub(crate) amount: Option<Decimal>,
    /// How exact the quantity or amount is; EXACT where nothing is said. *Nauwkeurigheid.*
    pub(crate) qualifier: Option<Qualifier>,
    /// The day it was delivered; today where none is named, never later. *Geleverd op.*
    pub(crate) delivered_on: Option<Date>,
    /// In words; at most 10 000 characters. *Toelichting.*
    pub(crate) text: Option<String>,
    /// What shows that it was. *Bewijs.*
    #[graphql(default)]
    pub(crate) evidence: Vec<EvidenceInput>,
    /// The debtor for which the secretariat reports it; the lead where none is named. *Namens.*
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// Confirming a delivery. *Resultaat bevestigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DeliveryConfirmInput {
    /// The delivery. *Resultaat.*
    pub(crate) delivery: Ref<Delivery>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The decision that it rests on; needed by the secretariat until the days of silence are over. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// What is said about it; at most 2 000 characters. *Toelichting.*
    pub(crate) note: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// Returning a delivery that is not accepted. *Resultaat terugleggen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DeliveryReturnInput {
    /// The delivery. *Resultaat.*
    pub(crate) delivery: Ref<Delivery>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(CommitmentDeliverPayload { commitment, delivery: Shown<Delivery> });
payload!(DeliveryConfirmPayload { commitment, delivery: Shown<Delivery> });
payload!(DeliveryReturnPayload { commitment, delivery: Shown<Delivery> });

/// Mutations of deliveries.
#[derive(Default)]
pub(crate) struct DeliveryMutation;

#[Object]
impl DeliveryMutation {
    /// Reports something delivered on a commitment that is agreed and has not ended; the first delivery starts it, unless
    /// something keeps it waiting. By a debtor, or the secretariat on its behalf. *Resultaat melden.*
    async fn commitment_deliver(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentDeliverInput,
    ) -> Resolved<CommitmentDeliverPayload> {
        let (scope, key) = (aggregates([input.commitment.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::deliver(world, &input)).await?.into())
    }

    /// Confirms a delivery, which then counts. By a beneficiary that is no debtor, for the whole table by the chair, or by
    /// the secretariat with a decision or after the days of silence; never by whoever reported it. *Resultaat bevestigen.*
    async fn delivery_confirm(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DeliveryConfirmInput,
    ) -> Resolved<DeliveryConfirmPayload> {
        let (scope, key) = (aggregates([input.delivery.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::confirm(world, &input)).await?.into())
    }

    /// Returns a delivery that is not accepted; it does not count. By a beneficiary that is no debtor, for the whole table by
    /// the chair, or by the secretariat with a decision; never by whoever reported it. *Resultaat terugleggen.*
    async fn delivery_return(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: DeliveryReturnInput,
    ) -> Resolved<DeliveryReturnPayload> {
        let (scope, key) = (aggregates([input.delivery.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::give_back(world, &input)).await?.into())
    }
}
