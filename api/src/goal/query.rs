//! Lists of goals: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{
    Goal,
    object::{GoalKind, GoalKindFilter},
};
use crate::{
    access::View,
    fold::fold,
    graphql::{DateFilter, Filter, IdFilter, Key, Sorted, StringFilter, VisibilityFilter, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on goals; all that are given must hold. *Filter op doelen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct GoalFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On the pillar or programme line.
    pillar: Option<StringFilter>,
    /// On the kind.
    kind: Option<GoalKindFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the last day of the horizon.
    horizon: Option<DateFilter>,
    /// On the goal that it belongs to.
    parent: Option<IdFilter>,
}

impl Filter<Goal> for GoalFilter {
    fn allows(&self, goal: &Goal, view: &View) -> bool {
        let parent = || {
            let id = goal.parent_id.filter(|id| view.get::<Goal>(*id).is_some());
            id.map(|id| NodeId { kind: Kind::Goal, partnership: Some(goal.partnership_id), record: id.0 }.to_string())
        };
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&goal.title)))
            && self.pillar.as_ref().is_none_or(|filter| filter.allows(goal.pillar.as_deref()))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(GoalKind::from(goal.kind)))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(goal.visibility))
            && self.horizon.as_ref().is_none_or(|filter| filter.allows(goal.horizon().map(|date| date.last_day())))
            && self.parent.as_ref().is_none_or(|filter| filter.allows(parent().as_slice()))
    }
}

/// The fields by which goals can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum GoalOrderField {
    /// The title. *Titel.*
    Title,
    /// The pillar or programme line. *Pijler.*
    Pillar,
    /// The last day of the horizon. *Horizon.*
    Horizon,
}

impl Sorted<Goal> for GoalOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Pillar => "pillar",
            Self::Horizon => "horizon",
        }
    }

    fn key(self, goal: &Goal, _: &View) -> Key {
        match self {
            Self::Title => Key::Text(fold(&goal.title)),
            Self::Pillar => goal.pillar.as_deref().map(|pillar| Key::Text(fold(pillar))).into(),
            Self::Horizon => goal.horizon().map(|date| date.last_day()).into(),
        }
    }
}

order! {
    /// How goals are sorted. *Sortering van doelen.*
    GoalOrder by GoalOrderField
}
