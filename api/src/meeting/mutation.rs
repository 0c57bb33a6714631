//! What can be done with meetings and decisions.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Decision, Meeting, rules};
use crate::{
    access::aggregates,
    graphql::{Date, LocalTime, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// What can be said of a meeting. In one that exists, an absent field is left as it is and null clears it. *Inhoud van een
/// overleg.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeetingContentInput {
    /// When it starts on that day, by the clock of Amsterdam. *Begin.*
    pub(crate) starts_at: MaybeUndefined<LocalTime>,
    /// When it ends on that day, later than it starts. *Einde.*
    pub(crate) ends_at: MaybeUndefined<LocalTime>,
    /// Where it is held; at most 200 characters. *Plaats.*
    pub(crate) place: MaybeUndefined<String>,
    /// What is to be discussed; at most 10 000 characters. *Agenda.*
    pub(crate) agenda: MaybeUndefined<String>,
    /// The organisations that attend, all of them, each a member on that day. *Aanwezig.*
    pub(crate) attendance: MaybeUndefined<Vec<Ref<Organisation>>>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A meeting, held or planned. *Nieuw overleg.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeetingRecordInput {
    /// The partnership that meets.
    pub(crate) partnership: Ref<Partnership>,
    /// What it is called; at most 200 characters.
    pub(crate) title: String,
    /// The day; in the future for a planned meeting.
    pub(crate) held_on: Date,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: MeetingContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a meeting. *Overleg wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeetingChangeInput {
    /// The meeting.
    pub(crate) meeting: Ref<Meeting>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What it is called; at most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// The day; not in the future where something was decided, and whoever attends is a member on it. *Datum.*
    pub(crate) held_on: Option<Date>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: MeetingContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A meeting that is not held, or was entered by mistake. *Overleg verwijderen.*
    MeetingRemoveInput => MeetingRemovePayload { meeting: Meeting }
}

/// What can be said of a decision besides its text. In one that exists, an absent field is left as it is and null clears
/// it. *Inhoud van een besluit.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecisionContentInput {
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A decision of a meeting. *Nieuw besluit.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecisionRecordInput {
    /// The meeting that took it; not one that is still planned.
    pub(crate) meeting: Ref<Meeting>,
    /// What was decided; at most 10 000 characters.
    pub(crate) text: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: DecisionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a decision. *Besluit wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecisionChangeInput {
    /// The decision.
    pub(crate) decision: Ref<Decision>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What was decided; at most 10 000 characters. It stays as it is once an act cites it. *Tekst van het
    /// besluit.*
    pub(crate) text: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: DecisionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A decision that was entered by mistake. *Besluit verwijderen.*
    DecisionRemoveInput => DecisionRemovePayload { decision: Decision }
}

payload!(MeetingRecordPayload { meeting: Shown<Meeting> });
payload!(MeetingChangePayload { meeting: Shown<Meeting> });
payload!(DecisionRecordPayload { decision: Shown<Decision> });
payload!(DecisionChangePayload { decision: Shown<Decision> });

/// Mutations of meetings and decisions.
#[derive(Default)]
pub(crate) struct MeetingMutation;

#[Object]
impl MeetingMutation {
    /// Records a meeting, held or planned. By the secretariat or the chair. *Overleg vastleggen.*
    async fn meeting_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeetingRecordInput,
    ) -> Resolved<MeetingRecordPayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::record(world, &input)).await?.into())
    }

    /// Changes a meeting. By the secretariat or the chair. *Overleg wijzigen.*
    async fn meeting_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MeetingChangeInput,
    ) -> Resolved<MeetingChangePayload> {
        let scope = aggregates([input.meeting.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes a meeting that decided nothing. By the secretariat or the chair. *Overleg verwijderen.*
    async fn meeting_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MeetingRemoveInput,
    ) -> Resolved<MeetingRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }

    /// Records a decision of a meeting. By the secretariat or the chair. *Besluit vastleggen.*
    async fn decision_record(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DecisionRecordInput,
    ) -> Resolved<DecisionRecordPayload> {
        let scope = aggregates([input.meeting.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::decide(world, &input)).await?.into())
    }

    /// Changes a decision. By the secretariat or the chair. *Besluit wijzigen.*
    async fn decision_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DecisionChangeInput,
    ) -> Resolved<DecisionChangePayload> {
        let scope = aggregates([input.decision.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change_decision(world, &input)).await?.into())
    }

    /// Removes a decision that no act cites. By the secretariat or the chair. *Besluit verwijderen.*
    async fn decision_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: DecisionRemoveInput,
    ) -> Resolved<DecisionRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove_decision).await?.into())
    }
}
