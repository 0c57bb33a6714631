//! Lists of milestones: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::Milestone;
use crate::{
    access::View,
    fold::fold,
    graphql::{DateFilter, DecimalFilter, Filter, IdFilter, Key, Sorted, StringFilter, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on milestones; all that are given must hold. *Filter op mijlpalen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MilestoneFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On the last day that the due date can mean.
    due_on: Option<DateFilter>,
    /// On the day it was reached; there is none while it was not.
    done_on: Option<DateFilter>,
    /// On its weight.
    weight: Option<DecimalFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On the commitment.
    commitment: Option<IdFilter>,
}

impl Filter<Milestone> for MilestoneFilter {
    fn allows(&self, milestone: &Milestone, _: &View) -> bool {
        let commitment = || {
            let (partnership, record) = (Some(milestone.partnership_id), milestone.commitment_id.0);
            NodeId { kind: Kind::Commitment, partnership, record }.to_string()
        };
        let due = || milestone.due().map(|due| due.last_day());
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(milestone.title.as_str())))
            && self.due_on.as_ref().is_none_or(|filter| filter.allows(due()))
            && self.done_on.as_ref().is_none_or(|filter| filter.allows(milestone.done_on))
            && self.weight.as_ref().is_none_or(|filter| filter.allows(Some(milestone.weight.into())))
            && self.source.as_ref().is_none_or(|filter| filter.allows(milestone.source.as_deref()))
            && self.commitment.as_ref().is_none_or(|filter| filter.allows(&[commitment()]))
    }
}

/// The fields by which milestones can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MilestoneOrderField {
    /// The last day that the due date can mean. *Uiterlijk.*
    DueOn,
    /// The day it was reached. *Bereikt op.*
    DoneOn,
    /// The title. *Titel.*
    Title,
    /// Its weight. *Gewicht.*
    Weight,
}

impl Sorted<Milestone> for MilestoneOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::DueOn => "dueOn",
            Self::DoneOn => "doneOn",
            Self::Title => "title",
            Self::Weight => "weight",
        }
    }

    fn key(self, milestone: &Milestone, _: &View) -> Key {
        match self {
            Self::DueOn => milestone.due().map(|due| due.last_day()).into(),
            Self::DoneOn => milestone.done_on.into(),
            Self::Title => Key::Text(fold(&milestone.title)),
            Self::Weight => Key::Number(milestone.weight.0),
        }
    }
}

order! {
    /// How milestones are sorted. *Sortering van mijlpalen.*
    MilestoneOrder by MilestoneOrderField
}
