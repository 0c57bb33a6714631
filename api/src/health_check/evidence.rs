//! What the records of a table say of the ten lessons: for its members, over what is shared with the table. Interests and
//! commitments that are not count for nothing.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use entity::{BalanceOpinionValue, CommitmentState, MembershipRole, OrganisationId, OrganisationKind};

use crate::{
    access::{Audience, View},
    amendment::Amendment,
    balance::is_review_overdue,
    commitment::{Commitment, derived::is_live},
    endorsement::awaited::Terms,
    figures::{HealthFacts, Tally},
    ledger::Snapshot,
};

/// Meetings and amendments are looked back at for so long.
const LOOKED_BACK: Months = Months::new(12);
/// A change is handled within so many days.
const HANDLED_WITHIN: Days = Days::new(30);

/// What the records say on a day.
pub(super) fn facts(view: &View, day: NaiveDate) -> HealthFacts {
    let snapshot = &*view.snapshot;
    let since = day.checked_sub_months(LOOKED_BACK).unwrap_or(NaiveDate::MIN);
    let is_recent = |on: NaiveDate| since < on && on <= day;
    let live = || counted(snapshot).filter(|one| is_live(one.state));
    let under_way = counted(snapshot).filter(|one| is_live(one.state) || one.state == CommitmentState::Fulfilled);
    let (meetings, attendance) = meetings(snapshot, is_recent);
    HealthFacts {
        problem: problem(snapshot, day),
        has_company: members(snapshot, day).any(|id| {
            view.desk.organisation(id).is_some_and(|organisation| organisation.kind == OrganisationKind::Company)
        }),
        has_baseline: snapshot.indicators.iter().any(|indicator| indicator.baseline_value.is_some()),
        goals: tally(snapshot.goals.iter(), |goal| snapshot.is_endorsed(&Terms::from(&***goal), day)),
        committed: tally(snapshot.members_as(MembershipRole::Partner, day), |partner| {
            live().any(|one| one.debtors.iter().any(|debtor| debtor.organisation_id == *partner))
        }),
        steps: under_way.filter_map(|one| one.chain_step).collect(),
        has_roles: [MembershipRole::Chair, MembershipRole::Secretariat]
            .iter()
            .all(|role| is_filled(snapshot, *role, day)),
        has_agreement: view.partnership.informal_reason.is_some() || is_signed(snapshot, day),
        has_reviewed: has_reviewed(snapshot, day),
        is_in_balance: is_in_balance(snapshot, day),
        meetings,
        attendance,
        changes: changes(snapshot, day, is_recent),
    }
}

fn tally<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(&T) -> bool) -> Tally {
    let add = |sum: Tally, one: T| Tally { done: sum.done + usize::from(holds(&one)), of: sum.of + 1 };
    all.into_iter().fold(Tally::default(), add)
}

/// The commitments that the members know.
fn counted(snapshot: &Snapshot) -> impl Iterator<Item = &Commitment> {
    snapshot.commitments.iter().map(AsRef::as_ref).filter(|commitment| Audience::Members.counts(commitment))
}

/// The organisations at the table, and not only to observe.
fn members(snapshot: &Snapshot, day: NaiveDate) -> impl Iterator<Item = OrganisationId> {
    let seats = snapshot.memberships.iter().filter(move |seat| seat.is_member_on(day) && !seat.only_observes());
    seats.map(|seat| seat.organisation_id)
}

fn problem(snapshot: &Snapshot, day: NaiveDate) -> Tally {
    let endorsed = snapshot.problem_statements.iter().map(|problem| {
        let terms = Terms::from(&**problem);
        let (of, awaited) = (snapshot.asked(&terms, day).len(), snapshot.awaited_partners(&terms, day).len());
        Tally { done: of - awaited, of }
    });
    endorsed.max_by_key(|tally| tally.done).unwrap_or_default()
}

fn is_filled(snapshot: &Snapshot, role: MembershipRole, day: NaiveDate) -> bool {
    let mut seats = snapshot.memberships.iter().filter(|seat| seat.is_member_on(day) && seat.roles.contains(&role));
    seats.any(|seat| !seat.representatives.is_empty())
}

fn is_signed(snapshot: &Snapshot, day: NaiveDate) -> bool {
    snapshot.agreements.iter().any(|agreement| {
        let is_over = agreement.valid_until.is_some_and(|until| until < day);
        agreement.signed_on.is_some_and(|signed| signed <= day) && !is_over
    })
}

fn has_reviewed(snapshot: &Snapshot, day: NaiveDate) -> bool {
    let mut shared =
        snapshot.interests.iter().filter(|interest| Audience::Members.counts_interest(interest)).peekable();
    shared.peek().is_some() && shared.all(|interest| !is_review_overdue(interest, day))
}

/// What each member said last.
fn is_in_balance(snapshot: &Snapshot, day: NaiveDate) -> bool {
    let said = snapshot.balance_opinions.iter().map(|opinion| (opinion.organisation_id, opinion.value));
    let mut latest: BTreeMap<_, _> = said.collect();
    latest.retain(|organisation, _| snapshot.is_member_on(*organisation, day));
    !latest.is_empty() && latest.values().all(|value| *value == BalanceOpinionValue::InBalance)
}

/// How many meetings there were, and how many of the members came to those where it was recorded who came.
fn meetings(snapshot: &Snapshot, is_recent: impl Fn(NaiveDate) -> bool) -> (usize, Tally) {
    let (mut held, mut attendance) = (0, Tally::default());
    for meeting in snapshot.meetings.iter().filter(|meeting| is_recent(meeting.held_on)) {
        held += 1;
        if !meeting.attendance.is_empty() {
            let came = tally(members(snapshot, meeting.held_on), |member| meeting.attendance.contains(member));
            attendance = Tally { done: attendance.done + came.done, of: attendance.of + came.of };
        }
    }
    (held, attendance)
}

/// Amendments that were settled in time. One that is still open counts once its time is over.
fn changes(snapshot: &Snapshot, day: NaiveDate, is_recent: impl Fn(NaiveDate) -> bool) -> Tally {
    let is_known = |amendment: &&Amendment| {
        let commitment = |id| snapshot.commitments.get(id);
        amendment.commitment_id.is_none_or(|id| commitment(id).is_some_and(|one| Audience::Members.counts(one)))
    };
    let last_day = |one: &Amendment| one.proposed_on.checked_add_days(HANDLED_WITHIN).unwrap_or(NaiveDate::MAX);
    let proposed = snapshot.amendments.iter().map(AsRef::as_ref).filter(|one| is_recent(one.proposed_on));
    let judged = proposed.filter(is_known).filter(|one| one.settled_on.is_some() || last_day(one) < day);
    tally(judged, |one| one.settled_on.is_some_and(|settled| settled <= last_day(one)))
}
