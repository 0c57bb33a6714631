//! Lists of commitments: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};
use entity::{OrganisationId, PartnershipId};
use uuid::Uuid;

use super::{
    Commitment,
    object::{CommitmentStateFilter, HealthFilter, ObligationFilter},
};
use crate::{
    access::View,
    fold::fold,
    goal::Goal,
    graphql::{
        BooleanFilter, DateFilter, Filter, IdFilter, IntFilter, Key, Resolved, ResourceKindFilter, Session, Shown,
        Sorted, StringFilter, order,
    },
    ids::{NodeId, Ref},
    ledger::Kind,
    partnership::Partnership,
};

/// Conditions on commitments; all that are given must hold. *Filter op afspraken.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CommitmentFilter {
    /// On where it stands.
    state: Option<CommitmentStateFilter>,
    /// On whether it is late.
    is_overdue: Option<BooleanFilter>,
    /// On whether it is due soon.
    is_due_soon: Option<BooleanFilter>,
    /// On whether it is at risk.
    is_at_risk: Option<BooleanFilter>,
    /// On the health of the latest note.
    health: Option<HealthFilter>,
    /// On the title.
    title: Option<StringFilter>,
    /// On the reference.
    reference: Option<StringFilter>,
    /// On the last day that the due date can mean.
    due: Option<DateFilter>,
    /// On the day it was agreed.
    agreed_on: Option<DateFilter>,
    /// On how often the due date was moved.
    times_postponed: Option<IntFilter>,
    /// On what is promised.
    kind: Option<ResourceKindFilter>,
    /// On how the debtors are bound.
    obligation: Option<ObligationFilter>,
    /// On the organisations that owe it: one of them meets the conditions.
    debtor: Option<IdFilter>,
    /// On the organisations that it is owed to: one of them meets the conditions. There is none where it is owed to the
    /// whole table.
    beneficiary: Option<IdFilter>,
    /// On the organisation that leads.
    lead: Option<IdFilter>,
    /// On the goals that it works on: one of them meets the conditions.
    goal: Option<IdFilter>,
}

impl Filter<Commitment> for CommitmentFilter {
    fn allows(&self, commitment: &Commitment, view: &View) -> bool {
        let id =
            |kind, partnership: Option<PartnershipId>, record: Uuid| NodeId { kind, partnership, record }.to_string();
        let organisation = |organisation: OrganisationId| id(Kind::Organisation, None, organisation.0);
        let debtors = || commitment.debtors.iter().map(|debtor| organisation(debtor.organisation_id));
        let beneficiaries = || commitment.beneficiaries.iter().map(|one| organisation(*one));
        let seen_goals = || commitment.goals.iter().filter(|goal| view.get::<Goal>(**goal).is_some());
        let goals = || seen_goals().map(|goal| id(Kind::Goal, Some(commitment.partnership_id), goal.0));
        let health =
            |filter: &HealthFilter| view.latest_note(commitment).is_some_and(|note| filter.allows(note.health));
        self.state.as_ref().is_none_or(|filter| filter.allows(commitment.state))
            && self.is_overdue.as_ref().is_none_or(|filter| filter.allows(view.is_overdue(commitment)))
            && self.is_due_soon.as_ref().is_none_or(|filter| filter.allows(view.is_due_soon(commitment)))
            && self.is_at_risk.as_ref().is_none_or(|filter| filter.allows(view.is_at_risk(commitment)))
            && self.health.as_ref().is_none_or(health)
            && self.title.as_ref().is_none_or(|filter| filter.allows(Some(&commitment.title)))
            && self.reference.as_ref().is_none_or(|filter| filter.allows(commitment.reference.as_deref()))
            && self.due.as_ref().is_none_or(|filter| filter.allows(commitment.last_day()))
            && self.agreed_on.as_ref().is_none_or(|filter| filter.allows(commitment.agreed_on))
            && self.times_postponed.as_ref().is_none_or(|filter| filter.allows(commitment.times_postponed))
            && self.kind.as_ref().is_none_or(|filter| commitment.kind.is_some_and(|kind| filter.allows(kind)))
            && self.obligation.as_ref().is_none_or(|filter| filter.allows(commitment.obligation))
            && self.debtor.as_ref().is_none_or(|filter| filter.allows(&debtors().collect::<Vec<_>>()))
            && self.beneficiary.as_ref().is_none_or(|filter| filter.allows(&beneficiaries().collect::<Vec<_>>()))
            && self.lead.as_ref().is_none_or(|filter| filter.allows(commitment.lead().map(organisation).as_slice()))
            && self.goal.as_ref().is_none_or(|filter| filter.allows(&goals().collect::<Vec<_>>()))
    }
}

/// The fields by which commitments can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum CommitmentOrderField {
    /// The last day that the due date can mean. *Uiterlijk.*
    DueOn,
    /// The title. *Titel.*
    Title,
    /// The running number in the reference. *Nummer.*
    Number,
    /// The day it was agreed. *Afgesproken op.*
    AgreedOn,
    /// Where it stands, in the order of its life. *Stand.*
    State,
    /// How often the due date was moved. *Aantal keren uitgesteld.*
    TimesPostponed,
}

impl Sorted<Commitment> for CommitmentOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::DueOn => "dueOn",
            Self::Title => "title",
            Self::Number => "number",
            Self::AgreedOn => "agreedOn",
            Self::State => "state",
            Self::TimesPostponed => "timesPostponed",
        }
    }

    fn key(self, commitment: &Commitment, _: &View) -> Key {
        match self {
            Self::DueOn => commitment.last_day().into(),
            Self::Title => Key::Text(fold(&commitment.title)),
            Self::Number => commitment.number.map(|number| Key::Number(number.into())).into(),
            Self::AgreedOn => commitment.agreed_on.into(),
            // The words are declared in the order of a commitment's life.
            Self::State => Key::Number(commitment.state as i64),
            Self::TimesPostponed => Key::Number(commitment.times_postponed.into()),
        }
    }
}

order! {
    /// How commitments are sorted. *Sortering van afspraken.*
    CommitmentOrder by CommitmentOrderField
}

/// A commitment within its partnership. *Afspraak binnen een samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentWithin {
    /// The partnership.
    partnership: Ref<Partnership>,
    /// The reference or key.
    key: String,
}

/// How a commitment is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum CommitmentBy {
    /// By its id.
    Id(Ref<Commitment>),
    /// By its reference, such as "TE-2026-014".
    Reference(CommitmentWithin),
    /// By the key under which another system knows it.
    ExternalKey(CommitmentWithin),
}

/// Root fields about commitments.
#[derive(Default)]
pub(crate) struct CommitmentQuery;

#[Object]
impl CommitmentQuery {
    /// One commitment; null where there is none, or none that you may see. *Afspraak.*
    async fn commitment(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: CommitmentBy,
    ) -> Resolved<Option<Shown<Commitment>>> {
        let partnership = match &by {
            CommitmentBy::Id(reference) => reference.partnership(),
            CommitmentBy::Reference(within) | CommitmentBy::ExternalKey(within) => within.partnership.id(),
        };
        let Some(partnership) = partnership else { return Ok(None) };
        let Some(view) = Session::of(context)?.view(partnership).await? else { return Ok(None) };
        let found = match &by {
            CommitmentBy::Id(reference) => reference.id().and_then(|id| view.get::<Commitment>(id)),
            CommitmentBy::Reference(within) => {
                view.all::<Commitment>().find(|one| one.reference.as_ref() == Some(&within.key))
            }
            CommitmentBy::ExternalKey(within) => {
                view.all::<Commitment>().find(|one| one.external_key.as_ref() == Some(&within.key))
            }
        };
        Ok(found.map(|commitment| Shown::new(&view, commitment)))
    }
}
