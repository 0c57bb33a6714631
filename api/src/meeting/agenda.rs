//! What a meeting has to discuss, as of today, and what its decisions led to.

use std::{collections::BTreeSet, sync::Arc};

use async_graphql::{ComplexObject, SimpleObject};
use chrono::{Days, NaiveDate};
use entity::{CommitmentId, DecisionId, DeliveryState};

use super::{Decision, Meeting};
use crate::{
    access::View,
    amendment::Amendment,
    commitment::{
        Commitment,
        derived::{is_due_soon, is_live},
    },
    delivery::Delivery,
    endorsement::{Endorsement, awaited::Terms},
    goal::Goal,
    graphql::{Labelled, Shown, words},
    language::Language,
    ledger::Kind,
    problem_statement::ProblemStatement,
};

/// What is due within so many days after a meeting is discussed in it, whenever the next one is.
const SOON_AFTER: Days = Days::new(14);
/// What was postponed so often is discussed.
const OFTEN: i32 = 2;

/// Why something is to be discussed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its due date has passed.
    Overdue,
    /// It is due before the table meets again.
    DueSoon,
    /// Its due date was moved twice or more.
    PostponedOften,
    /// A party has not agreed to it yet.
    AwaitingEndorsement,
    /// It was reported, and nobody confirmed it yet.
    AwaitingConfirmation,
    /// A change of it was proposed.
    UnderAmendment,
}

words! {
    /// Why something is to be discussed. *Reden voor de agenda.*
    AgendaReason / AgendaReasonFilter = "Reason" {
        Overdue: "Its due date has passed without a report. *Te laat.*", "te laat", "overdue";
        DueSoon: "It is due before the meeting after this one, or within 14 days. *Binnenkort.*", "binnenkort", "due soon";
        PostponedOften: "Its due date was moved twice or more. *Twee keer of vaker uitgesteld.*", "twee keer of vaker uitgesteld", "postponed twice or more";
        AwaitingEndorsement: "A party has not agreed to it yet. *Wacht op akkoord.*", "wacht op akkoord", "awaiting endorsement";
        AwaitingConfirmation: "It was reported, and nobody confirmed it yet. *Wacht op bevestiging.*", "wacht op bevestiging", "awaiting confirmation";
        UnderAmendment: "A change of what was agreed is proposed. *Wijziging voorgesteld.*", "wijziging voorgesteld", "under amendment";
    }
}

/// Something to be discussed, and why. *Agendapunt.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct AgendaItem {
    /// Why. *Reden.*
    reason: AgendaReason,
    /// The commitment that it is about. *Afspraak.*
    commitment: Option<Shown<Commitment>>,
    /// The goal that it is about. *Doel.*
    goal: Option<Shown<Goal>>,
    /// The shared problem that it is about. *Gedeeld probleem.*
    problem_statement: Option<Shown<ProblemStatement>>,
    /// The change that is proposed; it tells of which indicator, where it is about one. *Wijziging.*
    amendment: Option<Shown<Amendment>>,
    /// The delivery that waits to be confirmed. *Resultaat.*
    delivery: Option<Shown<Delivery>>,
}

#[ComplexObject]
impl AgendaItem {
    /// The reason in words.
    fn reason_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.reason.label(language.unwrap_or_default())
    }
}

impl AgendaItem {
    fn new(reason: Reason) -> Self {
        let reason = reason.into();
        Self { reason, commitment: None, goal: None, problem_statement: None, amendment: None, delivery: None }
    }
}

impl Shown<Meeting> {
    /// What is to be discussed: by reason, and within it what is due first comes first.
    pub(super) fn items(&self) -> Vec<AgendaItem> {
        let view = &self.view;
        let (today, until) = (view.desk.today, self.until());
        let mut commitments: Vec<_> = view.all::<Commitment>().collect();
        commitments.sort_by_key(|one| (one.last_day().unwrap_or(NaiveDate::MAX), one.id));
        let about = |reason, holds: &dyn Fn(&Commitment) -> bool| {
            let picked = commitments.iter().filter(|one| holds(one)).cloned();
            let item = |one| AgendaItem { commitment: Some(Shown::new(view, one)), ..AgendaItem::new(reason) };
            picked.map(item).collect::<Vec<_>>()
        };
        let is_soon = |one: &Commitment| is_due_soon(one.state, one.last_day(), today, Some(until));
        let mut items = about(Reason::Overdue, &|one| view.is_overdue(one));
        items.extend(about(Reason::DueSoon, &is_soon));
        items.extend(about(Reason::PostponedOften, &|one| is_live(one.state) && one.times_postponed >= OFTEN));
        items.extend(about(Reason::AwaitingEndorsement, &|one| view.awaits_endorsement(one)));
        items.extend(unendorsed(view));
        items.extend(about(Reason::AwaitingConfirmation, &Commitment::awaits_confirmation));
        items.extend(unconfirmed(view));
        items.extend(amended(view));
        items
    }

    /// The day from which on what is due can wait: that of the meeting after this one, but not within 14 days.
    fn until(&self) -> NaiveDate {
        let held_on = self.record.row.held_on;
        let later = self.view.all::<Meeting>().map(|meeting| meeting.held_on).filter(|day| *day > held_on);
        let after = held_on.checked_add_days(SOON_AFTER).and_then(|day| day.succ_opt()).unwrap_or(held_on);
        later.min().map_or(after, |next| next.max(after))
    }

    /// The commitments that its decisions agreed, or that acts citing them are about, of those that the viewer may see.
    pub(super) fn actions(&self) -> impl Iterator<Item = Arc<Commitment>> {
        let (view, snapshot) = (&self.view, &self.view.snapshot);
        let decisions: BTreeSet<DecisionId> =
            view.among(snapshot.decisions_of(self.record.row.id)).map(|decision: Arc<Decision>| decision.id).collect();
        let cites = move |decision: Option<DecisionId>| decision.is_some_and(|id| decisions.contains(&id));
        let mut concerned = BTreeSet::<CommitmentId>::new();
        let citations = view.all::<super::Citation>().filter(|one| one.subject_kind == Kind::Commitment.as_str());
        concerned.extend(citations.filter(|one| cites(Some(one.decision_id))).map(|one| CommitmentId(one.subject_id)));
        let endorsements = view.all::<Endorsement>().filter(|one| cites(one.decision_id));
        concerned.extend(endorsements.filter_map(|one| one.commitment_id));
        concerned
            .extend(view.all::<Amendment>().filter(|one| cites(one.decision_id)).filter_map(|one| one.commitment_id));
        concerned.extend(view.all::<Delivery>().filter(|one| cites(one.decision_id)).map(|one| one.commitment_id));
        view.all::<Commitment>().filter(move |one| cites(one.decision_id) || concerned.contains(&one.id))
    }
}

/// The goals and shared problems that a partner has not endorsed yet.
fn unendorsed(view: &View) -> Vec<AgendaItem> {
    let awaits = |terms: Terms| !view.awaited_of_partners(&terms).is_empty();
    let new = || AgendaItem::new(Reason::AwaitingEndorsement);
    let problems = view.all::<ProblemStatement>().filter(|one| awaits((&**one).into()));
    let problems = problems.map(|one| AgendaItem { problem_statement: Some(Shown::new(view, one)), ..new() });
    let goals = view.all::<Goal>().filter(|one| awaits((&**one).into()));
    problems.chain(goals.map(|one| AgendaItem { goal: Some(Shown::new(view, one)), ..new() })).collect()
}

/// The deliveries that nobody confirmed or returned yet.
fn unconfirmed(view: &View) -> Vec<AgendaItem> {
    let reported = view.all::<Delivery>().filter(|one| one.state == DeliveryState::Reported);
    let item = |one: Arc<Delivery>| {
        let commitment = view.show::<Commitment>(one.commitment_id).filter(|commitment| is_live(commitment.state))?;
        let new = AgendaItem::new(Reason::AwaitingConfirmation);
        Some(AgendaItem { commitment: Some(commitment), delivery: Some(Shown::new(view, one)), ..new })
    };
    reported.filter_map(item).collect()
}

/// The changes that are put to the parties.
fn amended(view: &View) -> Vec<AgendaItem> {
    let open = view.all::<Amendment>().filter(|one| view.is_open(one));
    let item = |one: Arc<Amendment>| AgendaItem {
        commitment: one.commitment_id.and_then(|id| view.show(id)),
        goal: one.goal_id.and_then(|id| view.show(id)),
        amendment: Some(Shown::new(view, one)),
        ..AgendaItem::new(Reason::UnderAmendment)
    };
    open.map(item).collect()
}
