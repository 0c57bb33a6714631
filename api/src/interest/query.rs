//! Lists of interests: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{
    Interest,
    object::{InterestSide, InterestSideFilter},
};
use crate::{
    access::View,
    fold::fold,
    goal::Goal,
    graphql::{
        DateFilter, DecimalFilter, Filter, IdFilter, IntFilter, Key, QualifierFilter, Resolved, ResourceKindFilter,
        Session, Shown, Sorted, StringFilter, VisibilityFilter, by_id, first_within, order,
    },
    ids::{NodeId, Ref},
    ledger::Kind,
    organisation::Organisation,
    partnership::Partnership,
};

/// Conditions on interests; all that are given must hold. *Filter op belangen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct InterestFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On what it says in more words.
    text: Option<StringFilter>,
    /// On what it is to its owner.
    side: Option<InterestSideFilter>,
    /// On what is gained or brought.
    kind: Option<ResourceKindFilter>,
    /// On its owner.
    organisation: Option<IdFilter>,
    /// On the goals that it is about: one of those that you may see meets the conditions.
    goal: Option<IdFilter>,
    /// On how exact the quantity or amount is.
    qualifier: Option<QualifierFilter>,
    /// On how much it matters to its owner, as far as you may see that.
    importance: Option<IntFilter>,
    /// On the day its owner last looked at it.
    reviewed_on: Option<DateFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the key under which another system knows it, as far as you may see that.
    external_key: Option<StringFilter>,
    /// On where the facts were found, as far as you may see that.
    source: Option<StringFilter>,
    /// On how much it is, whatever the unit, as far as you may see that.
    quantity: Option<DecimalFilter>,
    /// On the unit of the quantity, as far as you may see that.
    unit: Option<StringFilter>,
    /// On how much money it is, in EUR, as far as you may see that.
    amount: Option<DecimalFilter>,
}

impl Filter<Interest> for InterestFilter {
    fn allows(&self, interest: &Interest, view: &View) -> bool {
        let owner = || {
            let record = interest.organisation_id.0;
            [NodeId { kind: Kind::Organisation, partnership: None, record }.to_string()]
        };
        let amount = || interest.amount_cents.and_then(entity::Decimal::of_cents);
        let goals = || {
            let partnership = Some(interest.partnership_id);
            let seen = interest.goals.iter().filter(|id| view.get::<Goal>(**id).is_some());
            seen.map(|id| NodeId { kind: Kind::Goal, partnership, record: id.0 }.to_string()).collect::<Vec<_>>()
        };
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&interest.title)))
            && self.text.as_ref().is_none_or(|filter| filter.allows(interest.text.as_deref()))
            && self.side.as_ref().is_none_or(|filter| filter.allows(InterestSide::from(interest.side)))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(interest.kind))
            && self.organisation.as_ref().is_none_or(|filter| filter.allows(&owner()))
            && self.goal.as_ref().is_none_or(|filter| filter.allows(&goals()))
            && self.qualifier.as_ref().is_none_or(|filter| filter.allows(interest.qualifier))
            && self.importance.as_ref().is_none_or(|filter| filter.allows(interest.importance))
            && self.reviewed_on.as_ref().is_none_or(|filter| filter.allows(interest.reviewed_on))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(interest.visibility))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(interest.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(interest.source.as_deref()))
            && self.quantity.as_ref().is_none_or(|filter| filter.allows(interest.quantity.map(Into::into)))
            && self.unit.as_ref().is_none_or(|filter| filter.allows(interest.unit.as_deref()))
            && self.amount.as_ref().is_none_or(|filter| filter.allows(amount().map(Into::into)))
    }
}

/// The fields by which interests can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum InterestOrderField {
    /// The title. *Titel.*
    Title,
    /// What it is to its owner: gain, contribution, wish, concern. *Kant.*
    Side,
    /// What is gained or brought. *Soort middel.*
    Kind,
    /// How much it matters to its owner. *Gewicht voor de eigenaar.*
    Importance,
    /// When its owner last looked at it. *Laatst bekeken.*
    ReviewedOn,
    /// The name of its owner. *Naam van de organisatie.*
    OrganisationName,
    /// How much it is, whatever the unit. *Hoeveelheid.*
    Quantity,
    /// How much money it is. *Bedrag.*
    Amount,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<Interest> for InterestOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Side => "side",
            Self::Kind => "kind",
            Self::Importance => "importance",
            Self::ReviewedOn => "reviewedOn",
            Self::OrganisationName => "organisationName",
            Self::Quantity => "quantity",
            Self::Amount => "amount",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, interest: &Interest, view: &View) -> Key {
        match self {
            Self::Title => Key::Text(fold(&interest.title)),
            Self::Side => Key::Number(interest.side as i64),
            Self::Kind => Key::Number(interest.kind as i64),
            Self::Importance => interest.importance.map(|importance| Key::Number(importance.into())).into(),
            Self::ReviewedOn => interest.reviewed_on.into(),
            Self::Quantity => interest.quantity.map(|quantity| Key::Number(quantity.0)).into(),
            Self::Amount => interest.amount_cents.map(Key::Number).into(),
            Self::Visibility => Key::Number(interest.visibility as i64),
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

/// An interest within its partnership. *Belang binnen een samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InterestWithin {
    /// The partnership.
    partnership: Ref<Partnership>,
    /// Its owner, where several have one of that key; else the one that was entered first.
    organisation: Option<Ref<Organisation>>,
    /// The key.
    key: String,
}

/// How an interest is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum InterestBy {
    /// By its id.
    Id(Ref<Interest>),
    /// By the key under which another system knows it.
    ExternalKey(InterestWithin),
}

/// Root fields about interests.
#[derive(Default)]
pub(crate) struct InterestQuery;

#[Object]
impl InterestQuery {
    /// One interest; null where there is none, or none that you may see. *Belang.*
    async fn interest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: InterestBy,
    ) -> Resolved<Option<Shown<Interest>>> {
        let session = Session::of(context)?;
        match &by {
            InterestBy::Id(reference) => by_id(session, reference).await,
            InterestBy::ExternalKey(within) => {
                first_within(session, &within.partnership, |one| within.names(one)).await
            }
        }
    }
}

impl InterestWithin {
    fn names(&self, interest: &Interest) -> bool {
        let is_owner = |owner: &Ref<Organisation>| owner.id() == Some(interest.organisation_id);
        interest.external_key.as_ref() == Some(&self.key) && self.organisation.as_ref().is_none_or(is_owner)
    }
}
