//! Lists of meetings and decisions: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{Decision, Meeting};
use crate::{
    access::View,
    fold::fold,
    graphql::{DateFilter, Filter, Key, Sorted, StringFilter, order},
};

/// Conditions on meetings; all that are given must hold. *Filter op overleggen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MeetingFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On the day.
    held_on: Option<DateFilter>,
}

impl Filter<Meeting> for MeetingFilter {
    fn allows(&self, meeting: &Meeting, _: &View) -> bool {
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&meeting.title)))
            && self.held_on.as_ref().is_none_or(|filter| filter.allows(Some(meeting.held_on)))
    }
}

/// Conditions on decisions; all that are given must hold. *Filter op besluiten.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct DecisionFilter {
    /// On the text.
    text: Option<StringFilter>,
}

impl Filter<Decision> for DecisionFilter {
    fn allows(&self, decision: &Decision, _: &View) -> bool {
        self.text.as_ref().is_none_or(|filter| filter.allows(Some(&decision.text)))
    }
}

/// The fields by which meetings can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MeetingOrderField {
    /// The day. *Datum.*
    HeldOn,
    /// The title. *Titel.*
    Title,
}

impl Sorted<Meeting> for MeetingOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::HeldOn => "heldOn",
            Self::Title => "title",
        }
    }

    fn key(self, meeting: &Meeting, _: &View) -> Key {
        match self {
            Self::HeldOn => meeting.held_on.into(),
            Self::Title => Key::Text(fold(&meeting.title)),
        }
    }
}

order! {
    /// How meetings are sorted. *Sortering van overleggen.*
    MeetingOrder by MeetingOrderField
}
