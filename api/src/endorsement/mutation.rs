//! What parties say of what was put to them.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{object::EndorsementDecision, rules};
use crate::{
    access::aggregates,
    commitment::Commitment,
    goal::Goal,
    graphql::{Performed, Resolved, Shown, UserError, payload, perform, perform_even_unseen},
    ids::Ref,
    meeting::Decision,
    organisation::Organisation,
    problem_statement::ProblemStatement,
};

/// What an organisation says of terms that were put to it. *Reactie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EndorsementContentInput {
    /// Whose reaction it is. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// What it says. *Reactie.*
    pub(crate) decision: EndorsementDecision,
    /// In words, at most 2 000 characters; with OBJECT why. *Toelichting.*
    pub(crate) note: Option<String>,
    /// The decision of the table that stands in for it, named by the secretariat. *Besluit.*
    pub(crate) cited_decision: Option<Ref<Decision>>,
    /// The version of the terms that it saw. *Versie van de tekst.*
    pub(crate) expected_terms_version: i32,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// What a party says of a proposed commitment. *Reactie op een afspraak.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentEndorseInput {
    /// The commitment. *Afspraak.*
    pub(crate) commitment: Ref<Commitment>,
    /// What is said, and by whom.
    #[graphql(flatten)]
    pub(crate) content: EndorsementContentInput,
}

/// What a member says of a goal. *Reactie op een doel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalEndorseInput {
    /// The goal. *Doel.*
    pub(crate) goal: Ref<Goal>,
    /// What is said, and by whom.
    #[graphql(flatten)]
    pub(crate) content: EndorsementContentInput,
}

/// What a member says of a shared problem. *Reactie op een gedeeld probleem.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ProblemStatementEndorseInput {
    /// The shared problem. *Gedeeld probleem.*
    pub(crate) problem_statement: Ref<ProblemStatement>,
    /// What is said, and by whom.
    #[graphql(flatten)]
    pub(crate) content: EndorsementContentInput,
}

/// The commitment as it is now, or why nothing changed.
#[derive(SimpleObject)]
pub(crate) struct CommitmentEndorsePayload {
    /// The commitment; none where the input was refused, and where your objection made it a draft of others.
    commitment: Option<Shown<Commitment>>,
    /// Why the input was refused; empty where it was not.
    user_errors: Vec<UserError>,
}

impl From<Performed<Option<Shown<Commitment>>>> for CommitmentEndorsePayload {
    fn from(performed: Performed<Option<Shown<Commitment>>>) -> Self {
        match performed {
            Ok(commitment) => Self { commitment, user_errors: Vec::new() },
            Err(user_errors) => Self { commitment: None, user_errors },
        }
    }
}

payload!(GoalEndorsePayload { goal: Shown<Goal> });
payload!(ProblemStatementEndorsePayload { problem_statement as "problem statement": Shown<ProblemStatement> });

/// Mutations by which parties endorse and object.
#[derive(Default)]
pub(crate) struct EndorsementMutation;

#[Object]
impl EndorsementMutation {
    /// Says what a party thinks of a proposed commitment. The last party that agrees makes it agreed, where every debtor
    /// is a member; an objection sends it back to its author. By a representative of the party, for the whole table by
    /// the chair, or by the secretariat with a decision: where meetings record what is agreed at any time, and else for
    /// who did not react in time. *Afspraak ondertekenen of bezwaar maken.*
    async fn commitment_endorse(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: CommitmentEndorseInput,
    ) -> Resolved<CommitmentEndorsePayload> {
        let (scope, key) = (aggregates([input.commitment.partnership()]), input.content.idempotency_key.clone());
        Ok(perform_even_unseen(context, scope, key, move |world| rules::commitment(world, &input)).await?.into())
    }

    /// Says what a member thinks of a goal, which is agreed once all partners endorsed it. By a representative of the
    /// member, or by the secretariat with a decision for a partner who did not react in time. *Doel onderschrijven of
    /// bezwaar maken.*
    async fn goal_endorse(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: GoalEndorseInput,
    ) -> Resolved<GoalEndorsePayload> {
        let (scope, key) = (aggregates([input.goal.partnership()]), input.content.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::goal(world, &input)).await?.into())
    }

    /// Says what a member thinks of a shared problem. By a representative of the member, or by the secretariat with a
    /// decision for a partner who did not react in time. *Gedeeld probleem onderschrijven of bezwaar maken.*
    async fn problem_statement_endorse(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: ProblemStatementEndorseInput,
    ) -> Resolved<ProblemStatementEndorsePayload> {
        let (scope, key) = (aggregates([input.problem_statement.partnership()]), input.content.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::problem_statement(world, &input)).await?.into())
    }
}
