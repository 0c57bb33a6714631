//! Whose reaction to what was put to it is still awaited, since when, and who is late.
//!
//! A commitment is put to its parties while it is proposed; a goal or shared problem to the partners. A goal that all of
//! them agreed to stays agreed; those who join later are asked once more.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{Days, NaiveDate};
use entity::{CommitmentState, EndorsementDecision, MembershipRole, OrganisationId};
use uuid::Uuid;

use super::Endorsement;
use crate::{
    access::View,
    clock::day_of,
    commitment::{Commitment, consent::Party},
    goal::Goal,
    ledger::Snapshot,
    problem_statement::ProblemStatement,
};

/// Terms that were put to others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// The commitment, goal or shared problem.
    pub(crate) subject: Uuid,
    /// Which version of them.
    pub(crate) version: i32,
    /// The day since which they are asked for.
    pub(crate) since: NaiveDate,
    /// The day on which all agreed, where what comes after leaves it agreed.
    agreed_on: Option<NaiveDate>,
}

impl From<&Commitment> for Terms {
    fn from(commitment: &Commitment) -> Self {
        let since = commitment.proposed_on.unwrap_or_else(|| day_of(commitment.changed_at));
        Self { subject: commitment.id.into(), version: commitment.terms_version, since, agreed_on: None }
    }
}

impl From<&Goal> for Terms {
    fn from(goal: &Goal) -> Self {
        let since = goal.terms_since.unwrap_or_else(|| day_of(goal.changed_at));
        Self { subject: goal.id.into(), version: goal.terms_version, since, agreed_on: goal.agreed_on }
    }
}

impl From<&ProblemStatement> for Terms {
    fn from(problem: &ProblemStatement) -> Self {
        let since = problem.terms_since.unwrap_or_else(|| day_of(problem.changed_at));
        Self { subject: problem.id.into(), version: problem.terms_version, since, agreed_on: None }
    }
}

/// An organisation whose agreement is awaited, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Awaited {
    pub(crate) organisation: OrganisationId,
    pub(crate) since: NaiveDate,
}

impl Endorsement {
    /// Whether it agrees, with or without a note.
    #[must_use]
    pub fn agrees(&self) -> bool {
        agrees(self.decision)
    }
}

impl Awaited {
    /// The organisations that speak for some parties to a commitment.
    pub(crate) fn among(parties: Vec<Party>, commitment: &Commitment) -> Vec<Self> {
        let Terms { since, .. } = commitment.into();
        let organisations: BTreeSet<_> = parties.into_iter().flatten().collect();
        organisations.into_iter().map(|organisation| Self { organisation, since }).collect()
    }
}

/// Whether a decision agrees, with or without a note.
pub(crate) fn agrees(decision: EndorsementDecision) -> bool {
    matches!(decision, EndorsementDecision::Agree | EndorsementDecision::AgreeWithNote)
}

impl Snapshot {
    /// What an organisation last said of some terms.
    pub(crate) fn reaction(&self, terms: &Terms, organisation: OrganisationId) -> Option<&Endorsement> {
        let mut latest_first = self.endorsements_of(terms.subject).rev();
        let is_its =
            |one: &&Arc<Endorsement>| one.organisation_id == organisation && one.terms_version == terms.version;
        latest_first.find(is_its).map(AsRef::as_ref)
    }

    fn has_agreed(&self, terms: &Terms, organisation: OrganisationId) -> bool {
        self.reaction(terms, organisation).is_some_and(Endorsement::agrees)
    }

    /// Whether an endorsement counts: it agrees, to the terms as they are, and its organisation said nothing since.
    pub(crate) fn counts(&self, endorsement: &Endorsement) -> bool {
        let commitment = || Some(Terms::from(&**self.commitments.get(endorsement.commitment_id?)?));
        let goal = || Some(Terms::from(&**self.goals.get(endorsement.goal_id?)?));
        let problem = || Some(Terms::from(&**self.problem_statements.get(endorsement.problem_statement_id?)?));
        let terms = commitment().or_else(goal).or_else(problem);
        let latest = terms.and_then(|terms| self.reaction(&terms, endorsement.organisation_id));
        endorsement.agrees() && latest.is_some_and(|latest| latest.id == endorsement.id)
    }

    /// The parties to a proposal none of whose organisations has agreed; a party without one is a table without a chair.
    pub(crate) fn unagreed(&self, commitment: &Commitment, on: NaiveDate) -> Vec<Party> {
        if commitment.state != CommitmentState::Proposed {
            return Vec::new();
        }
        let terms = Terms::from(commitment);
        let mut parties = self.parties_to(commitment, on);
        parties.retain(|party| !party.iter().any(|organisation| self.has_agreed(&terms, *organisation)));
        parties
    }

    /// The partners who are asked to endorse a goal or shared problem.
    pub(crate) fn asked(&self, terms: &Terms, on: NaiveDate) -> Vec<Awaited> {
        let is_partner = |roles: &[MembershipRole]| roles.contains(&MembershipRole::Partner);
        let seats = self.memberships.iter().filter(|seat| seat.is_member_on(on) && is_partner(&seat.roles));
        let asked = seats.filter(|seat| terms.agreed_on.is_none_or(|agreed_on| agreed_on < seat.from_on));
        let since = |from: NaiveDate| terms.since.max(from);
        let mut asked: Vec<_> =
            asked.map(|seat| Awaited { organisation: seat.organisation_id, since: since(seat.from_on) }).collect();
        asked.sort_unstable_by_key(|one| one.organisation);
        asked
    }

    /// The partners whose agreement a goal or shared problem awaits.
    pub(crate) fn awaited_partners(&self, terms: &Terms, on: NaiveDate) -> Vec<Awaited> {
        let mut asked = self.asked(terms, on);
        asked.retain(|one| !self.has_agreed(terms, one.organisation));
        asked
    }

    /// Whether there are partners, and all have endorsed a goal or shared problem.
    pub(crate) fn is_endorsed(&self, terms: &Terms, on: NaiveDate) -> bool {
        !self.members_as(MembershipRole::Partner, on).is_empty() && self.awaited_partners(terms, on).is_empty()
    }
}

impl View {
    /// The last day on which somebody who was asked on a day is expected to react.
    pub(crate) fn reaction_due(&self, since: NaiveDate) -> NaiveDate {
        let days = u64::try_from(self.partnership.reaction_days).unwrap_or_default();
        since.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }

    /// Whether somebody said nothing of some terms within the days that it was given.
    pub(crate) fn is_late(&self, terms: &Terms, awaited: &Awaited) -> bool {
        self.reaction_due(awaited.since) < self.desk.today
            && self.snapshot.reaction(terms, awaited.organisation).is_none()
    }

    /// The organisations whose agreement a proposal awaits, as the table knows it.
    pub(crate) fn awaited_for(&self, commitment: &Commitment) -> Vec<Awaited> {
        if !self.is_at_the_table() {
            return Vec::new();
        }
        Awaited::among(self.snapshot.unagreed(commitment, self.desk.today), commitment)
    }

    /// Whether a proposal waits for a party to agree, as the table knows it.
    pub(crate) fn awaits_endorsement(&self, commitment: &Commitment) -> bool {
        self.is_at_the_table() && !self.snapshot.unagreed(commitment, self.desk.today).is_empty()
    }

    /// The partners whose agreement a goal or shared problem awaits, as the table knows it.
    pub(crate) fn awaited_of_partners(&self, terms: &Terms) -> Vec<Awaited> {
        if !self.is_at_the_table() {
            return Vec::new();
        }
        self.snapshot.awaited_partners(terms, self.desk.today)
    }

    /// Whether all partners have endorsed a goal or shared problem, as the table knows it.
    pub(crate) fn is_endorsed(&self, terms: impl Into<Terms>) -> bool {
        self.is_at_the_table() && self.snapshot.is_endorsed(&terms.into(), self.desk.today)
    }
}
