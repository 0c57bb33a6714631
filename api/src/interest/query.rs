//! Lists of interests: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{
    Interest,
    object::{InterestSide, InterestSideFilter},
};
use crate::{
    access::View,
    fold::fold,
    goal::Goal,
    graphql::{DateFilter, Filter, IdFilter, Key, ResourceKindFilter, Sorted, StringFilter, VisibilityFilter, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on interests; all that are given must hold. *Filter op belangen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct InterestFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On what it is to its owner.
    side: Option<InterestSideFilter>,
    /// On what is gained or brought.
    kind: Option<ResourceKindFilter>,
    /// On its owner.
    organisation: Option<IdFilter>,
    /// On the goals that it is about: one of those that you may see meets the conditions.
    goal: Option<IdFilter>,
    /// On the day its owner last looked at it.
    reviewed_on: Option<DateFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
}

impl Filter<Interest> for InterestFilter {
    fn allows(&self, interest: &Interest, view: &View) -> bool {
        let owner = || {
            let record = interest.organisation_id.0;
            [NodeId { kind: Kind::Organisation, partnership: None, record }.to_string()]
        };
        let goals = || {
            let partnership = Some(interest.partnership_id);
            let seen = interest.goals.iter().filter(|id| view.get::<Goal>(**id).is_some());
            seen.map(|id| NodeId { kind: Kind::Goal, partnership, record: id.0 }.to_string()).collect::<Vec<_>>()
        };
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&interest.title)))
            && self.side.as_ref().is_none_or(|filter| filter.allows(InterestSide::from(interest.side)))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(interest.kind))
            && self.organisation.as_ref().is_none_or(|filter| filter.allows(&owner()))
            && self.goal.as_ref().is_none_or(|filter| filter.allows(&goals()))
            && self.reviewed_on.as_ref().is_none_or(|filter| filter.allows(interest.reviewed_on))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(interest.visibility))
    }
}

/// The fields by which interests can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum InterestOrderField {
    /// The title. *Titel.*
    Title,
    /// What it is to its owner: gain, contribution, wish, concern. *Kant.*
    Side,
    /// How much it matters to its owner. *Gewicht voor de eigenaar.*
    Importance,
    /// When its owner last looked at it. *Laatst bekeken.*
    ReviewedOn,
    /// The name of its owner. *Naam van de organisatie.*
    OrganisationName,
}

impl Sorted<Interest> for InterestOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Side => "side",
            Self::Importance => "importance",
            Self::ReviewedOn => "reviewedOn",
            Self::OrganisationName => "organisationName",
        }
    }

    fn key(self, interest: &Interest, view: &View) -> Key {
        match self {
            Self::Title => Key::Text(fold(&interest.title)),
            Self::Side => Key::Number(interest.side as i64),
            Self::Importance => interest.importance.map(|importance| Key::Number(importance.into())).into(),
            Self::ReviewedOn => interest.reviewed_on.into(),
            Self::OrganisationName => {
                let owner = view.desk.organisation(interest.organisation_id);
                owner.map(|owner| Key::Text(fold(&owner.name))).into()
            }
        }
    }
}

order! {
    /// How interests are sorted. *Sortering van belangen.*
    InterestOrder by InterestOrderField
}
