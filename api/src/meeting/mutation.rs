//! What can be done with meetings and decisions.

use async_graphql::{Context, InputObject, Object};

use super::{Decision, Meeting, rules};
use crate::{
    access::aggregates,
    graphql::{Date, Resolved, Shown, payload, perform},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// A meeting, held or planned. *Nieuw overleg.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeetingRecordInput {
    /// The partnership that meets.
    pub(crate) partnership: Ref<Partnership>,
    /// What it is called; at most 200 characters.
    pub(crate) title: String,
    /// The day; in the future for a planned meeting.
    pub(crate) held_on: Date,
    /// What is to be discussed; at most 10 000 characters.
    pub(crate) agenda: Option<String>,
    /// The organisations that attend, each a member on that day.
    #[graphql(default)]
    pub(crate) attendance: Vec<Ref<Organisation>>,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A decision of a meeting. *Nieuw besluit.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecisionRecordInput {
    /// The meeting that took it; not one that is still planned.
    pub(crate) meeting: Ref<Meeting>,
    /// What was decided; at most 10 000 characters.
    pub(crate) text: String,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(MeetingRecordPayload { meeting: Shown<Meeting> });
payload!(DecisionRecordPayload { decision: Shown<Decision> });

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
}
