//! What can be done with shared problems.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{ProblemStatement, rules};
use crate::{
    access::aggregates,
    graphql::{EvidenceInput, Resolved, Shown, Visibility, payload, perform, perform_removal, removal},
    ids::Ref,
    partnership::Partnership,
};

/// What can be said of a shared problem. In one that exists, an absent field is left as it is and null clears it. *Inhoud
/// van een gedeeld probleem.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProblemStatementContentInput {
    /// Why nobody solves it alone; at most 10 000 characters. *Waarom samen.*
    pub(crate) why_together: MaybeUndefined<String>,
    /// What shows that it is a problem, all of it. *Onderbouwing.*
    pub(crate) evidence: MaybeUndefined<Vec<EvidenceInput>>,
    /// Who may see it: the members, where nothing is said, or everybody. *Zichtbaarheid.*
    pub(crate) visibility: MaybeUndefined<Visibility>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new shared problem. *Nieuw gedeeld probleem.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProblemStatementCreateInput {
    /// The partnership whose problem it is.
    pub(crate) partnership: Ref<Partnership>,
    /// What the problem is; at most 10 000 characters. *Probleem.*
    pub(crate) text: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: ProblemStatementContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a shared problem. *Gedeeld probleem wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProblemStatementChangeInput {
    /// The shared problem.
    pub(crate) problem_statement: Ref<ProblemStatement>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What the problem is; at most 10 000 characters. *Probleem.*
    pub(crate) text: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: ProblemStatementContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A shared problem that no longer is one. *Gedeeld probleem verwijderen.*
    ProblemStatementRemoveInput => ProblemStatementRemovePayload { problem_statement: ProblemStatement }
}

payload!(ProblemStatementCreatePayload { problem_statement as "problem statement": Shown<ProblemStatement> });
payload!(ProblemStatementChangePayload { problem_statement as "problem statement": Shown<ProblemStatement> });

/// Mutations of shared problems.
#[derive(Default)]
pub(crate) struct ProblemStatementMutation;

#[Object]
impl ProblemStatementMutation {
    /// Adds a shared problem. By the secretariat or the chair. *Gedeeld probleem toevoegen.*
    async fn problem_statement_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ProblemStatementCreateInput,
    ) -> Resolved<ProblemStatementCreatePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes a shared problem. By the secretariat or the chair. *Gedeeld probleem wijzigen.*
    async fn problem_statement_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ProblemStatementChangeInput,
    ) -> Resolved<ProblemStatementChangePayload> {
        let scope = aggregates([input.problem_statement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes a shared problem. By the secretariat or the chair. *Gedeeld probleem verwijderen.*
    async fn problem_statement_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: ProblemStatementRemoveInput,
    ) -> Resolved<ProblemStatementRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
