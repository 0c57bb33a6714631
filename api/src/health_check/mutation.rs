//! What can be done with the health check.

use async_graphql::{Context, InputObject, Object};

use super::{HealthAnswer, HealthCheck, rules};
use crate::{
    access::aggregates,
    graphql::{Date, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// A new round of the health check. *Samenwerkingsscan starten.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HealthCheckStartInput {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The day it is about: today where nothing is said, not in the future and not before the round before. *Peildatum.*
    pub(crate) held_on: Option<Date>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// How a lesson is scored. *Score van een les.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LessonScoreInput {
    /// The lesson, 1 to 10; each once. *Les.*
    pub(crate) lesson: i32,
    /// From 1, not at all, to 5, fully. *Score.*
    pub(crate) score: i32,
    /// In words; at most 2 000 characters. *Toelichting.*
    pub(crate) note: Option<String>,
}

/// What an organisation answers in a round. *Samenwerkingsscan invullen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HealthCheckAnswerInput {
    /// The round.
    pub(crate) health_check: Ref<HealthCheck>,
    /// The organisation, where you act for several. *Organisatie.*
    pub(crate) organisation: Option<Ref<Organisation>>,
    /// The scores, all of them; at least one. A lesson that is not scored counts for nothing. *Scores.*
    pub(crate) scores: Vec<LessonScoreInput>,
    /// The version of the organisation's answer that you saw, where it answered before: that is replaced.
    pub(crate) expected_version: Option<i32>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// The end of a round. *Samenwerkingsscan sluiten.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HealthCheckCloseInput {
    /// The round.
    pub(crate) health_check: Ref<HealthCheck>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A round that was started by mistake. *Samenwerkingsscan verwijderen.*
    HealthCheckRemoveInput => HealthCheckRemovePayload { health_check: HealthCheck }
}

payload!(HealthCheckStartPayload { health_check as "health check": Shown<HealthCheck> });
payload!(HealthCheckAnswerPayload { health_answer as "health answer": Shown<HealthAnswer> });
payload!(HealthCheckClosePayload { health_check as "health check": Shown<HealthCheck> });

/// Mutations of the health check.
#[derive(Default)]
pub(crate) struct HealthCheckMutation;

#[Object]
impl HealthCheckMutation {
    /// Starts a round, in which members answer until it is closed; one at a time. By the secretariat or the chair.
    /// *Samenwerkingsscan starten.*
    async fn health_check_start(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: HealthCheckStartInput,
    ) -> Resolved<HealthCheckStartPayload> {
        let (scope, key) = (aggregates([input.partnership.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::start(world, &input)).await?.into())
    }

    /// Answers for an organisation that is a member today, or replaces what it answered in the round. By its own
    /// representative; nobody else sees it. *Samenwerkingsscan invullen.*
    async fn health_check_answer(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: HealthCheckAnswerInput,
    ) -> Resolved<HealthCheckAnswerPayload> {
        let (scope, key) = (aggregates([input.health_check.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::answer(world, &input)).await?.into())
    }

    /// Closes a round: answers are fixed, and so is what the records show today. By the secretariat or the chair.
    /// *Samenwerkingsscan sluiten.*
    async fn health_check_close(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about.")] input: HealthCheckCloseInput,
    ) -> Resolved<HealthCheckClosePayload> {
        let (scope, key) = (aggregates([input.health_check.partnership()]), input.idempotency_key.clone());
        Ok(perform(context, scope, key, move |world| rules::close(world, &input)).await?.into())
    }

    /// Removes a round that is still open, whether anybody answered or not. By the secretariat or the chair.
    /// *Samenwerkingsscan verwijderen.*
    async fn health_check_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: HealthCheckRemoveInput,
    ) -> Resolved<HealthCheckRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
