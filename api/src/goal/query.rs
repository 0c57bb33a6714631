//! Lists of goals: by what they are filtered and sorted.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{
    Goal,
    object::{GoalKind, GoalKindFilter},
};
use crate::{
    access::View,
    figures::Ratio,
    fold::fold,
    graphql::{
        BooleanFilter, DateFilter, DecimalFilter, Filter, IdFilter, Key, Resolved, Shown, Sorted, StringFilter,
        VisibilityFilter, lookup, order,
    },
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on goals; all that are given must hold. *Filter op doelen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct GoalFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On why it is worth it.
    rationale: Option<StringFilter>,
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
    /// On how far it is, as a ratio. A goal of which that cannot be known meets no condition but `isNull`.
    progress: Option<DecimalFilter>,
    /// On its weight among its siblings.
    weight: Option<DecimalFilter>,
    /// On the day on which all partners had endorsed it.
    agreed_on: Option<DateFilter>,
    /// On whether all partners have endorsed it.
    is_endorsed: Option<BooleanFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Goal> for GoalFilter {
    fn allows(&self, goal: &Goal, view: &View) -> bool {
        let parent = || {
            let id = goal.parent_id.filter(|id| view.get::<Goal>(*id).is_some());
            id.map(|id| NodeId { kind: Kind::Goal, partnership: Some(goal.partnership_id), record: id.0 }.to_string())
        };
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&goal.title)))
            && self.rationale.as_ref().is_none_or(|filter| filter.allows(goal.rationale.as_deref()))
            && self.pillar.as_ref().is_none_or(|filter| filter.allows(goal.pillar.as_deref()))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(GoalKind::from(goal.kind)))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(goal.visibility))
            && self.horizon.as_ref().is_none_or(|filter| filter.allows(goal.horizon().map(|date| date.last_day())))
            && self.parent.as_ref().is_none_or(|filter| filter.allows(parent().as_slice()))
            && self.progress.as_ref().is_none_or(|filter| filter.allows(progress(goal, view)))
            && self.weight.as_ref().is_none_or(|filter| filter.allows(Some(goal.weight.into())))
            && self.agreed_on.as_ref().is_none_or(|filter| filter.allows(goal.agreed_on))
            && self.is_endorsed.as_ref().is_none_or(|filter| filter.allows(view.is_endorsed(goal)))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(goal.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(goal.source.as_deref()))
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
    /// How directly it is in the partners' hands, from impact to output. *Soort doel.*
    Kind,
    /// Its weight among its siblings. *Gewicht.*
    Weight,
    /// How far it is. *Voortgang.*
    Progress,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<Goal> for GoalOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Pillar => "pillar",
            Self::Horizon => "horizon",
            Self::Kind => "kind",
            Self::Weight => "weight",
            Self::Progress => "progress",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, goal: &Goal, view: &View) -> Key {
        match self {
            Self::Title => Key::Text(fold(&goal.title)),
            Self::Pillar => goal.pillar.as_deref().map(|pillar| Key::Text(fold(pillar))).into(),
            Self::Horizon => goal.horizon().map(|date| date.last_day()).into(),
            Self::Kind => Key::Number(goal.kind as i64),
            Self::Weight => Key::Number(goal.weight.0),
            Self::Progress => progress(goal, view).map(|progress| Key::Number(progress.millionths())).into(),
            Self::Visibility => Key::Number(goal.visibility as i64),
        }
    }
}

order! {
    /// How goals are sorted. *Sortering van doelen.*
    GoalOrder by GoalOrderField
}

fn progress(goal: &Goal, view: &View) -> Option<Ratio> {
    view.figures().goal(goal.id).and_then(|progress| progress.value)
}

lookup! {
    /// How a goal is looked up: by exactly one of these. *Zoeksleutel.*
    GoalBy => Goal
}

/// Root fields about goals.
#[derive(Default)]
pub(crate) struct GoalQuery;

#[Object]
impl GoalQuery {
    /// One goal; null where there is none, or none that you may see. *Doel.*
    async fn goal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: GoalBy,
    ) -> Resolved<Option<Shown<Goal>>> {
        by.find(context).await
    }
}
