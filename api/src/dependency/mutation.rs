//! What can be done with dependencies.

use async_graphql::{Context, InputObject, Object};

use super::{CommitmentDependency, object::DependencyKind, rules};
use crate::{
    access::aggregates,
    commitment::Commitment,
    graphql::{Decimal, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
};

/// A new dependency. *Nieuwe afhankelijkheid.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DependencyCreateInput {
    /// The commitment that depends. *Afhankelijke afspraak.*
    pub(crate) from: Ref<Commitment>,
    /// The commitment that it depends on, of the same table. *Waarvan zij afhangt.*
    pub(crate) to: Ref<Commitment>,
    /// How. *Soort afhankelijkheid.*
    pub(crate) kind: DependencyKind,
    /// With MATCHES, and needed there: how much of the one goes with one of the other, above 0. *Verhouding.*
    pub(crate) ratio: Option<Decimal>,
    /// In words; at most 2 000 characters. *Toelichting.*
    pub(crate) note: Option<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A dependency that is none any more. *Afhankelijkheid verwijderen.*
    DependencyRemoveInput => DependencyRemovePayload { dependency: CommitmentDependency }
}
payload!(DependencyCreatePayload { dependency: Shown<CommitmentDependency> });

/// Mutations of dependencies.
#[derive(Default)]
pub(crate) struct DependencyMutation;

#[Object]
impl DependencyMutation {
    /// Says how one commitment depends on another. By the secretariat or a debtor of the one that depends. *Afhankelijkheid
    /// vastleggen.*
    async fn dependency_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DependencyCreateInput,
    ) -> Resolved<DependencyCreatePayload> {
        let (scope, key) = (aggregates([input.from.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Removes a dependency. By the secretariat or a debtor of the commitment that depends. *Afhankelijkheid verwijderen.*
    async fn dependency_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: DependencyRemoveInput,
    ) -> Resolved<DependencyRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
