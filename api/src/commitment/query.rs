//! Lists of commitments: by what they are filtered and sorted, and how one is looked up.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};
use entity::{OrganisationId, PartnershipId};
use uuid::Uuid;

use super::{
    Commitment,
    words::{ChainStepFilter, CommitmentStateFilter, EffectFilter, HealthFilter, ObligationFilter, RecurrenceFilter},
};
use crate::{
    access::View,
    agreement::Agreement,
    fold::fold,
    goal::Goal,
    graphql::{
        BooleanFilter, DateFilter, DecimalFilter, Filter, IdFilter, IntFilter, Key, KeyWithin, Resolved,
        ResourceKindFilter, Session, Shown, Sorted, StringFilter, VisibilityFilter, by_external_key, by_id,
        first_within, order,
    },
    ids::{NodeId, Ref},
    interest::Interest,
    ledger::Kind,
    meeting::Decision,
    person::Person,
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
    /// On whether a condition, or a commitment that it needs first, keeps it waiting.
    is_blocked: Option<BooleanFilter>,
    /// On whether a commitment that it stands opposite to, or that stands opposite to it, was released.
    is_counterpart_released: Option<BooleanFilter>,
    /// On whether it is at risk.
    is_at_risk: Option<BooleanFilter>,
    /// On whether it is reported done, and nobody said yet whether it is fulfilled.
    awaits_confirmation: Option<BooleanFilter>,
    /// On whether it is proposed and a party did not agree yet.
    awaits_endorsement: Option<BooleanFilter>,
    /// On whether a change of its agreed terms is proposed and not settled yet.
    is_under_amendment: Option<BooleanFilter>,
    /// On the health of the latest note; there is none where nothing was ever noted.
    health: Option<HealthFilter>,
    /// On its texts: the title, the action, the criterion or the reference meets the conditions.
    text: Option<StringFilter>,
    /// On the title.
    title: Option<StringFilter>,
    /// On the reference.
    reference: Option<StringFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On the last day that the due date can mean.
    due_on: Option<DateFilter>,
    /// On the last day that the due date as first agreed can mean.
    original_due_on: Option<DateFilter>,
    /// On the day it was agreed.
    agreed_on: Option<DateFilter>,
    /// On the day it was reported done.
    reported_on: Option<DateFilter>,
    /// On the day it ended.
    ended_on: Option<DateFilter>,
    /// On the day that the latest note is about; there is none where nothing was ever noted.
    latest_note_on: Option<DateFilter>,
    /// On how often the due date was moved.
    times_postponed: Option<IntFilter>,
    /// On what is promised.
    kind: Option<ResourceKindFilter>,
    /// On how much is promised, whatever the unit.
    quantity: Option<DecimalFilter>,
    /// On the unit of the quantity.
    unit: Option<StringFilter>,
    /// On how much money is promised, in EUR.
    amount: Option<DecimalFilter>,
    /// On how the debtors are bound.
    obligation: Option<ObligationFilter>,
    /// On whether it is due once or each term.
    recurrence: Option<RecurrenceFilter>,
    /// On how it works on a shortage.
    effect: Option<EffectFilter>,
    /// On the step of the chain that it works on.
    chain_step: Option<ChainStepFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the organisations that owe it: one of them meets the conditions.
    debtor: Option<IdFilter>,
    /// On the organisations that it is owed to: one of them meets the conditions. There is none where it is owed to the
    /// whole table.
    beneficiary: Option<IdFilter>,
    /// On the organisation that leads.
    lead: Option<IdFilter>,
    /// On the parties to a proposal that did not agree yet: one of them meets the conditions.
    awaiting: Option<IdFilter>,
    /// On the parties that must see to its conditions: one of them meets these.
    conditional_on: Option<IdFilter>,
    /// On whom to call about it, of those that you may see: one of them meets the conditions.
    contact: Option<IdFilter>,
    /// On the person who wrote it, where you may see who it is.
    author: Option<IdFilter>,
    /// On the goals that it works on: one of them meets the conditions.
    goal: Option<IdFilter>,
    /// On the interests that it serves, of those that you may see: one of them meets the conditions.
    interest: Option<IdFilter>,
    /// On the decision that agreed it.
    decision: Option<IdFilter>,
    /// On the agreement that it carries out, if you may see it.
    agreement: Option<IdFilter>,
}

impl Filter<Commitment> for CommitmentFilter {
    fn allows(&self, commitment: &Commitment, view: &View) -> bool {
        self.allows_course(commitment, view)
            && self.allows_texts(commitment)
            && self.allows_dates(commitment, view)
            && self.allows_promise(commitment)
            && self.allows_parties(commitment, view)
            && self.allows_ties(commitment, view)
    }
}

/// Whether a condition holds, where there is one.
fn holds<F>(filter: Option<&F>, test: impl FnOnce(&F) -> bool) -> bool {
    filter.is_none_or(test)
}

impl CommitmentFilter {
    fn allows_course(&self, commitment: &Commitment, view: &View) -> bool {
        let health = |filter: &HealthFilter| filter.allows_any(view.latest_note(commitment).map(|note| note.health));
        holds(self.state.as_ref(), |filter| filter.allows(commitment.state))
            && holds(self.is_overdue.as_ref(), |filter| filter.allows(view.is_overdue(commitment)))
            && holds(self.is_due_soon.as_ref(), |filter| filter.allows(view.is_due_soon(commitment)))
            && holds(self.is_blocked.as_ref(), |filter| filter.allows(view.is_blocked(commitment)))
            && holds(self.is_counterpart_released.as_ref(), |filter| {
                filter.allows(view.is_counterpart_released(commitment))
            })
            && holds(self.is_at_risk.as_ref(), |filter| filter.allows(view.is_at_risk(commitment)))
            && holds(self.awaits_confirmation.as_ref(), |filter| filter.allows(commitment.awaits_confirmation()))
            && holds(self.awaits_endorsement.as_ref(), |filter| filter.allows(view.awaits_endorsement(commitment)))
            && holds(self.is_under_amendment.as_ref(), |filter| filter.allows(view.is_under_amendment(commitment.id)))
            && holds(self.health.as_ref(), health)
    }

    fn allows_texts(&self, commitment: &Commitment) -> bool {
        let row = &commitment.row;
        let title = Some(row.title.as_str());
        let texts = [title, row.action.as_deref(), row.done_criterion.as_deref(), row.reference.as_deref()];
        holds(self.text.as_ref(), |filter| texts.into_iter().any(|text| filter.allows(text)))
            && holds(self.title.as_ref(), |filter| filter.allows(title))
            && holds(self.reference.as_ref(), |filter| filter.allows(row.reference.as_deref()))
            && holds(self.external_key.as_ref(), |filter| filter.allows(row.external_key.as_deref()))
            && holds(self.source.as_ref(), |filter| filter.allows(row.source.as_deref()))
    }

    fn allows_dates(&self, commitment: &Commitment, view: &View) -> bool {
        let latest_note_on = || view.latest_note(commitment).map(|note| note.noted_on);
        let original_due = || commitment.original_due().map(|due| due.last_day());
        holds(self.due_on.as_ref(), |filter| filter.allows(commitment.last_day()))
            && holds(self.original_due_on.as_ref(), |filter| filter.allows(original_due()))
            && holds(self.agreed_on.as_ref(), |filter| filter.allows(commitment.agreed_on))
            && holds(self.reported_on.as_ref(), |filter| filter.allows(commitment.reported_on))
            && holds(self.ended_on.as_ref(), |filter| filter.allows(commitment.ended_on))
            && holds(self.latest_note_on.as_ref(), |filter| filter.allows(latest_note_on()))
            && holds(self.times_postponed.as_ref(), |filter| filter.allows(commitment.times_postponed))
    }

    fn allows_promise(&self, commitment: &Commitment) -> bool {
        let amount = || commitment.amount_cents.and_then(entity::Decimal::of_cents);
        holds(self.kind.as_ref(), |filter| filter.allows_any(commitment.kind))
            && holds(self.quantity.as_ref(), |filter| filter.allows(commitment.quantity.map(Into::into)))
            && holds(self.unit.as_ref(), |filter| filter.allows(commitment.unit.as_deref()))
            && holds(self.amount.as_ref(), |filter| filter.allows(amount().map(Into::into)))
            && holds(self.obligation.as_ref(), |filter| filter.allows(commitment.obligation))
            && holds(self.recurrence.as_ref(), |filter| filter.allows(commitment.recurrence))
            && holds(self.effect.as_ref(), |filter| filter.allows_any(commitment.effect))
            && holds(self.chain_step.as_ref(), |filter| filter.allows_any(commitment.chain_step))
            && holds(self.visibility.as_ref(), |filter| filter.allows(commitment.visibility))
    }

    fn allows_parties(&self, commitment: &Commitment, view: &View) -> bool {
        let desk = &view.desk;
        let organisation = |id: OrganisationId| word(Kind::Organisation, None, id.0);
        let debtors = || commitment.debtors.iter().map(|debtor| organisation(debtor.organisation_id)).collect();
        let beneficiaries = || commitment.beneficiaries.iter().map(|id| organisation(*id)).collect();
        let awaiting = || view.awaited_for(commitment).iter().map(|one| organisation(one.organisation)).collect();
        let conditional_on = || commitment.conditions.iter().map(|one| organisation(one.organisation_id)).collect();
        let person = |person: &Arc<Person>| word(Kind::Person, None, person.id.0);
        let contacts = || {
            let ids = commitment.debtors.iter().filter_map(|debtor| debtor.contact_id);
            ids.filter_map(|id| desk.person(id)).map(person).collect()
        };
        let author = || desk.person_behind(commitment.author_id).map(person).into_iter().collect();
        allows(self.debtor.as_ref(), debtors)
            && allows(self.beneficiary.as_ref(), beneficiaries)
            && allows(self.lead.as_ref(), || commitment.lead().map(organisation).into_iter().collect())
            && allows(self.awaiting.as_ref(), awaiting)
            && allows(self.conditional_on.as_ref(), conditional_on)
            && allows(self.contact.as_ref(), contacts)
            && allows(self.author.as_ref(), author)
    }

    fn allows_ties(&self, commitment: &Commitment, view: &View) -> bool {
        let own = |kind, id| word(kind, Some(commitment.partnership_id), id);
        let goals = || {
            let seen = commitment.goals.iter().filter(|id| view.get::<Goal>(**id).is_some());
            seen.map(|id| own(Kind::Goal, id.0)).collect()
        };
        let interests = || {
            let seen = commitment.interests.iter().filter(|id| view.get::<Interest>(**id).is_some());
            seen.map(|id| own(Kind::Interest, id.0)).collect()
        };
        let decision = || {
            let seen = commitment.decision_id.filter(|id| view.get::<Decision>(*id).is_some());
            seen.map(|id| own(Kind::Decision, id.0)).into_iter().collect()
        };
        let agreement = || {
            let seen = commitment.agreement_id.filter(|id| view.get::<Agreement>(*id).is_some());
            seen.map(|id| own(Kind::Agreement, id.0)).into_iter().collect()
        };
        allows(self.goal.as_ref(), goals)
            && allows(self.interest.as_ref(), interests)
            && allows(self.decision.as_ref(), decision)
            && allows(self.agreement.as_ref(), agreement)
    }
}

/// Whether one of some references meets the conditions, where there are any.
fn allows(filter: Option<&IdFilter>, references: impl FnOnce() -> Vec<String>) -> bool {
    holds(filter, |filter| filter.allows(&references()))
}

fn word(kind: Kind, partnership: Option<PartnershipId>, record: Uuid) -> String {
    NodeId { kind, partnership, record }.to_string()
}

/// The fields by which commitments can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum CommitmentOrderField {
    /// The last day that the due date can mean. *Uiterlijk.*
    DueOn,
    /// The last day that the due date as first agreed can mean. *Oorspronkelijke termijn.*
    OriginalDueOn,
    /// The title. *Titel.*
    Title,
    /// The running number in the reference. *Nummer.*
    Number,
    /// The reference, as a text. *Kenmerk.*
    Reference,
    /// The name of the organisation that leads. *Naam van de trekker.*
    LeadName,
    /// The day it was agreed. *Afgesproken op.*
    AgreedOn,
    /// The day it was reported done. *Gereed gemeld op.*
    ReportedOn,
    /// The day that the latest note is about. *Laatste melding.*
    LatestNoteOn,
    /// When it was last changed. *Gewijzigd op.*
    ChangedAt,
    /// Where it stands, in the order of its life. *Stand.*
    State,
    /// The step of the chain that it works on, in the order of the chain. *Ketenstap.*
    ChainStep,
    /// How much is promised, whatever the unit. *Hoeveelheid.*
    Quantity,
    /// How much money is promised. *Bedrag.*
    Amount,
    /// How often the due date was moved. *Aantal keren uitgesteld.*
    TimesPostponed,
    /// What is promised. *Soort middel.*
    Kind,
    /// How the debtors are bound. *Soort verplichting.*
    Obligation,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<Commitment> for CommitmentOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::DueOn => "dueOn",
            Self::OriginalDueOn => "originalDueOn",
            Self::Title => "title",
            Self::Number => "number",
            Self::Reference => "reference",
            Self::LeadName => "leadName",
            Self::AgreedOn => "agreedOn",
            Self::ReportedOn => "reportedOn",
            Self::LatestNoteOn => "latestNoteOn",
            Self::ChangedAt => "changedAt",
            Self::State => "state",
            Self::ChainStep => "chainStep",
            Self::Quantity => "quantity",
            Self::Amount => "amount",
            Self::TimesPostponed => "timesPostponed",
            Self::Kind => "kind",
            Self::Obligation => "obligation",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, commitment: &Commitment, view: &View) -> Key {
        let text = |text: &str| Key::Text(fold(text));
        match self {
            Self::DueOn => commitment.last_day().into(),
            Self::OriginalDueOn => commitment.original_due().map(|due| due.last_day()).into(),
            Self::Title => text(&commitment.title),
            Self::Number => commitment.number.map(|number| Key::Number(number.into())).into(),
            Self::Reference => commitment.reference.as_deref().map(text).into(),
            Self::LeadName => {
                let lead = commitment.lead().and_then(|id| view.desk.organisation(id));
                lead.map(|lead| text(&lead.name)).into()
            }
            Self::AgreedOn => commitment.agreed_on.into(),
            Self::ReportedOn => commitment.reported_on.into(),
            Self::LatestNoteOn => view.latest_note(commitment).map(|note| note.noted_on).into(),
            Self::ChangedAt => Key::Number(commitment.changed_at.timestamp_micros()),
            // The words are declared in the order of a commitment's life, and in that of the chain.
            Self::State => Key::Number(commitment.state as i64),
            Self::ChainStep => commitment.chain_step.map(|step| Key::Number(step as i64)).into(),
            Self::Quantity => commitment.quantity.map(|quantity| Key::Number(quantity.0)).into(),
            Self::Amount => commitment.amount_cents.map(Key::Number).into(),
            Self::TimesPostponed => Key::Number(commitment.times_postponed.into()),
            Self::Kind => commitment.kind.map(|kind| Key::Number(kind as i64)).into(),
            Self::Obligation => Key::Number(commitment.obligation as i64),
            Self::Visibility => Key::Number(commitment.visibility as i64),
        }
    }
}

order! {
    /// How commitments are sorted. *Sortering van afspraken.*
    CommitmentOrder by CommitmentOrderField
}

/// How a commitment is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum CommitmentBy {
    /// By its id.
    Id(Ref<Commitment>),
    /// By its reference, such as "TE-2026-014".
    Reference(KeyWithin),
    /// By the key under which another system knows it.
    ExternalKey(KeyWithin),
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
        let session = Session::of(context)?;
        match &by {
            CommitmentBy::Id(reference) => by_id(session, reference).await,
            CommitmentBy::Reference(within) => {
                let is_called = |one: &Commitment| one.reference.as_ref() == Some(&within.key);
                first_within(session, &within.partnership, is_called).await
            }
            CommitmentBy::ExternalKey(within) => by_external_key(session, within).await,
        }
    }
}
