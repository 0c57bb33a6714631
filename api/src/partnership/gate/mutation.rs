//! What can be done at a gate.

use async_graphql::{Context, InputObject, Object};

use super::{GateOverride, rules};
use crate::{
    access::aggregates,
    graphql::{Resolved, Shown, payload, perform},
    ids::Ref,
    meeting::Decision,
    partnership::{Partnership, object::PartnershipStage},
};

/// Going on although a stage is not done. *Poort passeren.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GateOverrideInput {
    /// The partnership that goes on.
    pub(crate) partnership: Ref<Partnership>,
    /// The stage that is not done. *Fase.*
    pub(crate) stage: PartnershipStage,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// The decision of the table that it rests on; the chair needs none. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(GateOverridePayload { gate_override as "gate override": Shown<GateOverride> });

/// Mutations at the gates.
#[derive(Default)]
pub(crate) struct GateMutation;

#[Object]
impl GateMutation {
    /// Lets a table go on although a stage is not done. By the chair, or by the secretariat with a decision of the table.
    /// *Poort passeren.*
    async fn gate_override(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: GateOverrideInput,
    ) -> Resolved<GateOverridePayload> {
        let (scope, key) = (aggregates([input.partnership.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::pass(world, &input)).await?.into())
    }
}
