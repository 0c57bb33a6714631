//! The balance of a partnership: what its parties named, promised, asked and delivered, the interests that nobody serves,
//! and what asks for a talk. That of today is computed once per snapshot and audience.
//!
//! Since when an interest is shared is not recorded, so that the balance of an earlier day is made without interests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Months, NaiveDate};
use entity::{
    BalanceOpinionId, CommitmentState, Decimal, DeliveryState, InterestId, InterestSide, MembershipRole,
    OrganisationId, ResourceKind,
};

use crate::{
    access::{Audience, View},
    clock::day_of_id,
    commitment::{Commitment, day::is_promised, derived::is_live},
    delivery::Delivery,
    figures::{BalanceSignal, Certainty, Part, Ratio, promised_in_total},
    fold::fold,
    interest::Interest,
    ledger::Snapshot,
};

/// An interest is looked at again within so many months.
const REVIEWED_WITHIN: Months = Months::new(12);

/// The balance of a partnership on a day, for an audience.
#[derive(Debug)]
pub(crate) struct Balance {
    audience: Audience,
    day: NaiveDate,
    entries: BTreeMap<Option<OrganisationId>, Entry>,
    unserved: BTreeSet<InterestId>,
}

/// What one party gives and gets, or without a party the whole table.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) lines: BTreeMap<Key, Line>,
    pub(super) signals: BTreeSet<BalanceSignal>,
    /// What the party said last.
    pub(super) opinion: Option<BalanceOpinionId>,
}

/// What one line is about. Units are the same where they read the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) side: InterestSide,
    pub(super) kind: Option<ResourceKind>,
    unit: Option<String>,
    pub(super) is_joint: bool,
}

/// How much one line, or what it is made of, comes to. `None` where it is not known.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The unit as it was first written.
    pub(super) unit: Option<String>,
    pub(super) named: Option<Ratio>,
    pub(super) asked_for: Option<Ratio>,
    pub(super) promised: Option<Ratio>,
    pub(super) delivered: Option<Ratio>,
    /// How many of its parts say no amount.
    pub(super) unknown: i32,
    pub(super) certainty: Certainty,
}

impl View {
    /// The balance of today, as the viewer's audience knows it.
    pub(crate) fn balance(&self) -> Arc<Balance> {
        let (audience, day) = (self.audience(), self.desk.today);
        self.snapshot.memo.get_or(
            |kept: &Balance| kept.audience == audience && kept.day == day,
            || Balance::compute(&self.snapshot, audience, day, day),
        )
    }

    /// The balance of a day, as the viewer's audience knows it. That of another day than today is not kept.
    pub(super) fn balance_on(&self, day: NaiveDate) -> Arc<Balance> {
        let today = self.desk.today;
        if day == today {
            return self.balance();
        }
        Arc::new(Balance::compute(&self.snapshot, self.audience(), day, today))
    }
}

impl Balance {
    /// Whether no commitment serves an interest that asks for one.
    pub(crate) fn is_unserved(&self, interest: InterestId) -> bool {
        self.unserved.contains(&interest)
    }

    /// The parties, and `None` for the whole table where something is owed to it.
    pub(super) fn parties(&self) -> impl Iterator<Item = Option<OrganisationId>> {
        self.entries.keys().copied()
    }

    pub(super) fn entry(&self, party: Option<OrganisationId>) -> Option<&Entry> {
        self.entries.get(&party)
    }

    fn compute(snapshot: &Snapshot, audience: Audience, day: NaiveDate, today: NaiveDate) -> Self {
        let mut balance = Self { audience, day, entries: BTreeMap::new(), unserved: BTreeSet::new() };
        let mut partners = snapshot.members_as(MembershipRole::Partner, day);
        partners.retain(|_| audience.is_at_the_table());
        for partner in &partners {
            balance.entries.entry(Some(*partner)).or_default();
        }
        let mut served = BTreeSet::new();
        for commitment in snapshot.commitments.iter().filter(|one| audience.counts(one)) {
            let Some(state) = commitment.state_on(day, today) else { continue };
            balance.add_commitment(snapshot, commitment, state);
            if serves(state) {
                served.extend(commitment.interests.iter().copied());
            }
        }
        let knows = |one: &&Interest| day >= today && audience.counts_interest(one);
        let interests: Vec<&Interest> = snapshot.interests.iter().map(Arc::as_ref).filter(knows).collect();
        for interest in &interests {
            balance.add_interest(interest);
            if interest.side != InterestSide::Contribution && !served.contains(&interest.id) {
                balance.unserved.insert(interest.id);
            }
        }
        if audience == Audience::Members {
            balance.add_opinions(snapshot);
        }
        if audience == Audience::Members && day >= today {
            balance.add_signals(&partners, &interests);
        }
        balance
    }

    fn add_commitment(&mut self, snapshot: &Snapshot, commitment: &Commitment, state: CommitmentState) {
        let is_asked = state == CommitmentState::Proposed;
        if !is_asked && !is_promised(state) {
            return;
        }
        let knows = self.audience.knows_amounts_of(commitment);
        let amount = Amount::of_commitment(commitment, knows);
        let total = amount.value.and_then(|each| promised_in_total(each, commitment.recurrence, commitment.term_years));
        let mut part = Line::saying(total, Certainty::of(commitment.qualifier));
        if is_asked {
            part.asked_for = total;
        } else {
            part.promised = total;
            if knows {
                part.add(&delivered(snapshot, commitment, self.day));
            }
        }
        let debtors = commitment.debtors.iter().map(|debtor| Some(debtor.organisation_id));
        let side = (InterestSide::Contribution, commitment.kind, commitment.debtors.len() > 1);
        self.add(debtors, side, &amount, &part);
        let whole_table = commitment.beneficiaries.is_empty().then_some(None);
        let beneficiaries = commitment.beneficiaries.iter().copied().map(Some).chain(whole_table);
        let side = (InterestSide::Gain, commitment.kind, commitment.beneficiaries.len() > 1);
        self.add(beneficiaries, side, &amount, &part);
    }

    fn add_interest(&mut self, interest: &Interest) {
        if !matches!(interest.side, InterestSide::Gain | InterestSide::Contribution) {
            return;
        }
        let amount = Amount::of_interest(interest, self.audience.knows_amounts_of_interest(interest));
        let named = amount.value.map(Ratio::from);
        let part = Line { named, ..Line::saying(named, Certainty::of(interest.qualifier)) };
        let side = (interest.side, Some(interest.kind), false);
        self.add([Some(interest.organisation_id)].into_iter(), side, &amount, &part);
    }

    fn add(
        &mut self,
        parties: impl Iterator<Item = Option<OrganisationId>>,
        (side, kind, is_joint): (InterestSide, Option<ResourceKind>, bool),
        amount: &Amount,
        part: &Line,
    ) {
        for party in parties {
            let key = Key { side, kind, unit: amount.unit.as_deref().map(fold), is_joint };
            let line = self.entries.entry(party).or_default().lines.entry(key);
            line.or_insert_with(|| Line { unit: amount.unit.clone(), ..Line::default() }).add(part);
        }
    }

    /// What was said last, by whoever stands in the balance or sits at the table.
    fn add_opinions(&mut self, snapshot: &Snapshot) {
        for opinion in snapshot.balance_opinions.iter().filter(|opinion| opinion.given_on <= self.day) {
            let party = Some(opinion.organisation_id);
            if self.entries.contains_key(&party) || snapshot.is_member_on(opinion.organisation_id, self.day) {
                self.entries.entry(party).or_default().opinion = Some(opinion.id);
            }
        }
    }

    fn add_signals(&mut self, partners: &[OrganisationId], interests: &[&Interest]) {
        for partner in partners {
            let entry = self.entries.entry(Some(*partner)).or_default();
            entry.signals.extend([BalanceSignal::NoGain, BalanceSignal::NoContribution]);
        }
        for interest in interests {
            let Some(entry) = self.entries.get_mut(&Some(interest.organisation_id)) else { continue };
            match interest.side {
                InterestSide::Gain => entry.signals.remove(&BalanceSignal::NoGain),
                InterestSide::Contribution => entry.signals.remove(&BalanceSignal::NoContribution),
                InterestSide::Wish | InterestSide::Concern => false,
            };
            if self.unserved.contains(&interest.id) {
                entry.signals.insert(BalanceSignal::UnservedInterest);
            }
            if is_review_overdue(interest, self.day) {
                entry.signals.insert(BalanceSignal::ReviewOverdue);
            }
        }
    }
}

impl Line {
    /// A part that says how much, or does not.
    fn saying(amount: Option<Ratio>, certainty: Certainty) -> Self {
        let certainty = amount.map_or(Certainty::default(), |_| certainty);
        Self { unknown: i32::from(amount.is_none()), certainty, ..Self::default() }
    }

    fn add(&mut self, part: &Self) {
        self.named = sum(self.named, part.named);
        self.asked_for = sum(self.asked_for, part.asked_for);
        self.promised = sum(self.promised, part.promised);
        self.delivered = sum(self.delivered, part.delivered);
        self.unknown += part.unknown;
        self.certainty = self.certainty.and(part.certainty);
    }
}

/// The sum of what is known.
fn sum(one: Option<Ratio>, two: Option<Ratio>) -> Option<Ratio> {
    match (one, two) {
        (Some(one), Some(two)) => one.checked_add(two),
        (one, two) => one.or(two),
    }
}

/// What was delivered until a day and confirmed: nothing is zero, and what nobody counted is not known.
fn delivered(snapshot: &Snapshot, commitment: &Commitment, day: NaiveDate) -> Line {
    let is_confirmed = |one: &&Arc<Delivery>| one.state == DeliveryState::Confirmed && one.delivered_on <= day;
    let mut confirmed = snapshot.deliveries_on(commitment.id).filter(is_confirmed).peekable();
    let nothing = confirmed.peek().is_none().then_some(Ratio::ZERO);
    let mut line = Line { delivered: nothing, ..Line::default() };
    for delivery in confirmed {
        let Some(Part { quantity, qualifier }) = commitment.confirmed_by(delivery) else { continue };
        line.add(&Line { delivered: Some(quantity.into()), certainty: Certainty::of(qualifier), ..Line::default() });
    }
    line
}

/// How much of what, as far as an audience knows it.
struct Amount {
    unit: Option<String>,
    value: Option<Decimal>,
}

impl Amount {
    fn of_commitment(commitment: &Commitment, knows: bool) -> Self {
        let row = &commitment.row;
        Self::new(row.kind, row.quantity, row.unit.as_ref(), row.amount_cents, knows)
    }

    fn of_interest(interest: &Interest, knows: bool) -> Self {
        let row = &interest.row;
        Self::new(Some(row.kind), row.quantity, row.unit.as_ref(), row.amount_cents, knows)
    }

    /// Money is counted in EUR, and so is an amount of which nobody said that it is money.
    fn new(
        kind: Option<ResourceKind>,
        quantity: Option<Decimal>,
        unit: Option<&String>,
        cents: Option<i64>,
        knows: bool,
    ) -> Self {
        let is_money =
            kind == Some(ResourceKind::Money) || knows && kind.is_none() && quantity.is_none() && cents.is_some();
        let (unit, value) = if is_money {
            (Some("EUR".to_owned()), cents.and_then(Decimal::of_cents))
        } else {
            (unit.filter(|_| knows).cloned(), quantity)
        };
        Self { unit, value: value.filter(|_| knows) }
    }
}

/// Whether a commitment does something for the interests that it serves.
fn serves(state: CommitmentState) -> bool {
    is_live(state) || matches!(state, CommitmentState::Fulfilled | CommitmentState::PartlyFulfilled)
}

/// Whether its owner last looked at an interest more than 12 months before a day.
pub(crate) fn is_review_overdue(interest: &Interest, day: NaiveDate) -> bool {
    let last = interest.reviewed_on.or_else(|| day_of_id(interest.id.0)).unwrap_or_default();
    last.checked_add_months(REVIEWED_WITHIN).is_some_and(|until| until < day)
}
