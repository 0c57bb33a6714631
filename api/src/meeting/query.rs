//! Lists of meetings and decisions: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object};
use chrono::NaiveDate;

use super::{Decision, Meeting};
use crate::{
    access::View,
    fold::fold,
    graphql::{
        BooleanFilter, DateFilter, Filter, IdFilter, Key, LocalTimeFilter, Resolved, Shown, Sorted, StringFilter,
        lookup, order,
    },
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on meetings; all that are given must hold. *Filter op overleggen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MeetingFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On the day.
    held_on: Option<DateFilter>,
    /// On when it starts.
    starts_at: Option<LocalTimeFilter>,
    /// On when it ends.
    ends_at: Option<LocalTimeFilter>,
    /// On where it is held.
    place: Option<StringFilter>,
    /// On what is to be discussed.
    agenda: Option<StringFilter>,
    /// On the organisations that attend: one of them meets the conditions.
    attendance: Option<IdFilter>,
    /// On whether something was decided.
    has_decisions: Option<BooleanFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Meeting> for MeetingFilter {
    fn allows(&self, meeting: &Meeting, view: &View) -> bool {
        let organisations = meeting.attendance.iter();
        let attendance = || {
            let ids = organisations.map(|one| NodeId { kind: Kind::Organisation, partnership: None, record: one.0 });
            ids.map(|id| id.to_string()).collect::<Vec<_>>()
        };
        let has_decisions = || view.among(view.snapshot.decisions_of(meeting.id)).next().is_some();
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&meeting.title)))
            && self.held_on.as_ref().is_none_or(|filter| filter.allows(Some(meeting.held_on)))
            && self.starts_at.as_ref().is_none_or(|filter| filter.allows(meeting.starts_minute))
            && self.ends_at.as_ref().is_none_or(|filter| filter.allows(meeting.ends_minute))
            && self.place.as_ref().is_none_or(|filter| filter.allows(meeting.place.as_deref()))
            && self.agenda.as_ref().is_none_or(|filter| filter.allows(meeting.agenda.as_deref()))
            && self.attendance.as_ref().is_none_or(|filter| filter.allows(&attendance()))
            && self.has_decisions.as_ref().is_none_or(|filter| filter.allows(has_decisions()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(meeting.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(meeting.source.as_deref()))
    }
}

/// Conditions on decisions; all that are given must hold. *Filter op besluiten.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct DecisionFilter {
    /// On the text.
    text: Option<StringFilter>,
    /// On the meeting that took it.
    meeting: Option<IdFilter>,
    /// On the day of the meeting.
    held_on: Option<DateFilter>,
    /// On whether it agreed a commitment.
    has_commitments: Option<BooleanFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Decision> for DecisionFilter {
    fn allows(&self, decision: &Decision, view: &View) -> bool {
        let partnership = Some(decision.partnership_id);
        let meeting = || NodeId { kind: Kind::Meeting, partnership, record: decision.meeting_id.0 }.to_string();
        let has_commitments = || view.commitments_agreed_by(decision.id).next().is_some();
        self.text.as_ref().is_none_or(|filter| filter.allows(Some(&decision.text)))
            && self.meeting.as_ref().is_none_or(|filter| filter.allows(&[meeting()]))
            && self.held_on.as_ref().is_none_or(|filter| filter.allows(day_of(decision, view)))
            && self.has_commitments.as_ref().is_none_or(|filter| filter.allows(has_commitments()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(decision.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(decision.source.as_deref()))
    }
}

/// The day of the meeting that took a decision.
fn day_of(decision: &Decision, view: &View) -> Option<NaiveDate> {
    view.get::<Meeting>(decision.meeting_id).map(|meeting| meeting.held_on)
}

/// The fields by which meetings can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MeetingOrderField {
    /// The day. *Datum.*
    HeldOn,
    /// When it starts on its day. *Begin.*
    StartsAt,
    /// The title. *Titel.*
    Title,
}

impl Sorted<Meeting> for MeetingOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::HeldOn => "heldOn",
            Self::StartsAt => "startsAt",
            Self::Title => "title",
        }
    }

    fn key(self, meeting: &Meeting, _: &View) -> Key {
        match self {
            Self::HeldOn => meeting.held_on.into(),
            Self::StartsAt => meeting.starts_minute.map(|minute| Key::Number(minute.into())).into(),
            Self::Title => Key::Text(fold(&meeting.title)),
        }
    }
}

order! {
    /// How meetings are sorted. *Sortering van overleggen.*
    MeetingOrder by MeetingOrderField
}

/// The fields by which decisions can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DecisionOrderField {
    /// The day of the meeting. *Datum.*
    HeldOn,
    /// What was decided. *Tekst van het besluit.*
    Text,
}

impl Sorted<Decision> for DecisionOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::HeldOn => "heldOn",
            Self::Text => "text",
        }
    }

    fn key(self, decision: &Decision, view: &View) -> Key {
        match self {
            Self::HeldOn => day_of(decision, view).into(),
            Self::Text => Key::Text(fold(&decision.text)),
        }
    }
}

order! {
    /// How decisions are sorted. *Sortering van besluiten.*
    DecisionOrder by DecisionOrderField
}

lookup! {
    /// How a meeting is looked up: by exactly one of these. *Zoeksleutel.*
    MeetingBy => Meeting
}

lookup! {
    /// How a decision is looked up: by exactly one of these. *Zoeksleutel.*
    DecisionBy => Decision
}

/// Root fields about meetings and decisions.
#[derive(Default)]
pub(crate) struct MeetingQuery;

#[Object]
impl MeetingQuery {
    /// One meeting; null where there is none, or none that you may see. *Overleg.*
    async fn meeting(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: MeetingBy,
    ) -> Resolved<Option<Shown<Meeting>>> {
        by.find(context).await
    }

    /// One decision; null where there is none, or none that you may see. *Besluit.*
    async fn decision(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: DecisionBy,
    ) -> Resolved<Option<Shown<Decision>>> {
        by.find(context).await
    }
}
