//! What is amended: whose terms they are, when they are amended, and what a record becomes by it.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{DeliveryState, MembershipRole, amendment};

use crate::{
    access::{Seen, View},
    amendment::{
        Amendment,
        terms::{Terms, applied, differing},
    },
    commitment::{Commitment, consent::Party, derived::is_live, transitions::conditions},
    goal::Goal,
    indicator::Indicator,
    ledger::{AnyRecord, Snapshot},
    problem::{Code, Problem},
};

/// A record whose agreed terms are amended.
pub(crate) trait Amended: Terms + Seen + Into<AnyRecord> {
    /// The field of an input that names it.
    const FIELD: &'static str;

    /// Names it as what an amendment changes.
    fn refer(&self, row: &mut amendment::Model);

    /// The version of its terms.
    fn terms_version(&self) -> i32;

    /// Why its terms cannot be amended as it stands.
    fn shut(&self) -> Option<Problem>;

    /// Whose consent a change needs, on a day.
    fn asked(snapshot: &Snapshot, before: &Self, after: &Self, on: NaiveDate) -> Vec<Party>;

    /// What is wrong with the terms that it would have, and is not wrong with those it has.
    fn flaws(_view: &View, _before: &Self, _after: &Self) -> Vec<Problem> {
        Vec::new()
    }

    /// What it becomes with new terms, by an amendment that is accepted today.
    #[must_use]
    fn replacing(self, before: &Self, amendment: &Amendment, today: NaiveDate) -> Self;
}

impl Amended for Commitment {
    const FIELD: &'static str = "commitment";

    fn refer(&self, row: &mut amendment::Model) {
        row.commitment_id = Some(self.id);
    }

    fn terms_version(&self) -> i32 {
        self.row.terms_version
    }

    fn shut(&self) -> Option<Problem> {
        let shut = Problem::new(Code::UnknownTransition, &[Self::FIELD]).saying(
            "Alleen een afspraak die is afgesproken en niet is beëindigd, wordt bij wijziging aangepast.",
            "Only a commitment that is agreed and has not ended is amended.",
        );
        (!is_live(self.state)).then_some(shut)
    }

    /// The parties before and after; those that it is owed to let the debtors go, and all parties let another replace it.
    fn asked(snapshot: &Snapshot, before: &Self, after: &Self, on: NaiveDate) -> Vec<Party> {
        if after.state == entity::CommitmentState::Released && before.state != after.state {
            return snapshot.beneficiaries_of(before, on);
        }
        let mut parties = snapshot.parties_to(before, on);
        parties.extend(snapshot.parties_to(after, on));
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    fn flaws(view: &View, before: &Self, after: &Self) -> Vec<Problem> {
        let today = view.desk.today;
        let is_member = |organisation| view.snapshot.is_member_on(organisation, today);
        let blocks = |one| conditions(one, entity::CommitmentState::Agreed, today, is_member);
        // A list that was taken over is not held to what a new agreement must say.
        let already = blocks(before);
        let new = blocks(after).into_iter().filter(|block| !already.contains(block));
        let replacing = after.superseded_by.filter(|_| after.superseded_by != before.superseded_by);
        let by = replacing.map(|id| view.get::<Self>(id).filter(|by| by.id != before.id && is_live(by.state)));
        let gone = by.filter(Option::is_none).map(|_| Problem::new(Code::Blocked, &["by"]));
        let is_counted = view.snapshot.deliveries_on(before.id).any(|one| one.state != DeliveryState::Rejected);
        let recounted = (is_counted && !before.counts_like(after)).then(|| {
            Problem::new(Code::UnitMismatch, &["unit"]).saying(
                "Wat al is geleverd, is in de huidige eenheid geteld; die kan niet meer veranderen.",
                "What was delivered already was counted in the present unit, which cannot change any more.",
            )
        });
        new.map(|block| block.problem).chain(gone).chain(recounted).collect()
    }

    fn replacing(mut self, before: &Self, amendment: &Amendment, today: NaiveDate) -> Self {
        for debtor in &mut self.debtors {
            let known = before.debtors.iter().find(|one| one.organisation_id == debtor.organisation_id);
            debtor.contact_id = known.map_or(debtor.contact_id, |known| known.contact_id);
        }
        for condition in &mut self.conditions {
            let is_same = |one: &&entity::commitment_condition::Condition| {
                one.text == condition.text && one.organisation_id == condition.organisation_id
            };
            condition.met_on = before.conditions.iter().find(is_same).and_then(|known| known.met_on);
        }
        if self.state != before.state {
            self.row.state_reason = Some(amendment.reason.clone());
            self.row.ended_on = Some(today);
        }
        if !differing(before, &self, Self::TERMS).is_empty() {
            self.row.terms_version = before.row.terms_version + 1;
        }
        let is_later = before.last_day().zip(self.last_day()).is_some_and(|(before, after)| before < after);
        self.row.times_postponed = before.row.times_postponed.saturating_add(i32::from(is_later));
        self
    }
}

impl Amended for Goal {
    const FIELD: &'static str = "goal";

    fn refer(&self, row: &mut amendment::Model) {
        row.goal_id = Some(self.id);
    }

    fn terms_version(&self) -> i32 {
        self.row.terms_version
    }

    fn shut(&self) -> Option<Problem> {
        None
    }

    fn asked(snapshot: &Snapshot, _before: &Self, _after: &Self, on: NaiveDate) -> Vec<Party> {
        partners(snapshot, on)
    }

    fn flaws(view: &View, before: &Self, after: &Self) -> Vec<Problem> {
        let parent = after.parent_id.filter(|_| after.parent_id != before.parent_id);
        let is_below = |parent| view.snapshot.is_at_or_below(parent, before.id);
        match parent {
            Some(parent) if view.get::<Self>(parent).is_none() => vec![Problem::new(Code::NotFound, &["parent"])],
            Some(parent) if is_below(parent) => vec![Problem::new(Code::Cycle, &["parent"])],
            _ => Vec::new(),
        }
    }

    fn replacing(mut self, before: &Self, amendment: &Amendment, today: NaiveDate) -> Self {
        self.row.terms_version = before.row.terms_version + 1;
        self.row.terms_since = Some(today);
        // Partners who accept other terms have agreed to the goal, be it for the first time; a decision did not ask them.
        let is_consented = amendment.decision_id.is_none();
        self.row.agreed_on = before.agreed_on.or(is_consented.then_some(today));
        self
    }
}

impl Amended for Indicator {
    const FIELD: &'static str = "indicator";

    fn refer(&self, row: &mut amendment::Model) {
        row.indicator_id = Some(self.id);
    }

    fn terms_version(&self) -> i32 {
        self.row.terms_version
    }

    fn shut(&self) -> Option<Problem> {
        None
    }

    fn asked(snapshot: &Snapshot, _before: &Self, _after: &Self, on: NaiveDate) -> Vec<Party> {
        partners(snapshot, on)
    }

    fn flaws(view: &View, _before: &Self, after: &Self) -> Vec<Problem> {
        let gone = after.goal_id.filter(|goal| view.get::<Goal>(*goal).is_none());
        gone.map(|_| Problem::new(Code::NotFound, &["goal"])).into_iter().collect()
    }

    fn replacing(mut self, before: &Self, _amendment: &Amendment, _today: NaiveDate) -> Self {
        self.row.terms_version = before.row.terms_version + 1;
        self
    }
}

/// Each partner speaks for itself.
fn partners(snapshot: &Snapshot, on: NaiveDate) -> Vec<Party> {
    snapshot.members_as(MembershipRole::Partner, on).into_iter().map(|partner| vec![partner]).collect()
}

/// What an amendment changes, as it is now.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    Commitment(Arc<Commitment>),
    Goal(Arc<Goal>),
    Indicator(Arc<Indicator>),
}

macro_rules! each {
    ($subject:expr, $one:ident => $then:expr) => {
        match $subject {
            Subject::Commitment($one) => $then,
            Subject::Goal($one) => $then,
            Subject::Indicator($one) => $then,
        }
    };
}

impl Subject {
    /// What an amendment changes, where the viewer sees it.
    pub(crate) fn of(view: &View, amendment: &Amendment) -> Option<Self> {
        let row = &amendment.row;
        let commitment = || view.get(row.commitment_id?).map(Self::Commitment);
        let goal = || view.get(row.goal_id?).map(Self::Goal);
        let indicator = || view.get(row.indicator_id?).map(Self::Indicator);
        commitment().or_else(goal).or_else(indicator)
    }

    /// Why an amendment of it is not to be settled any more.
    pub(crate) fn shut_to(&self, amendment: &Amendment) -> Option<Problem> {
        let (shut, version) = each!(self, one => (one.shut(), one.terms_version()));
        let stale = || {
            let problem = Problem::new(Code::StaleEndorsement, &["amendment"]).saying(
                "De tekst is gewijzigd sinds dit werd voorgesteld; trek het in en stel opnieuw voor wat nog geldt.",
                "The terms have changed since this was proposed; withdraw it and propose anew what still applies.",
            );
            (version != amendment.row.terms_version).then_some(problem)
        };
        shut.map(|problem| Problem { path: vec!["amendment".to_owned()], ..problem }).or_else(stale)
    }

    /// Whose consent an amendment needs, on a day.
    pub(crate) fn asked(&self, snapshot: &Snapshot, amendment: &Amendment, on: NaiveDate) -> Vec<Party> {
        each!(self, one => {
            let after = applied(&**one, &amendment.changes);
            after.map_or_else(Vec::new, |after| Amended::asked(snapshot, &**one, &after, on))
        })
    }

    /// What it becomes by an amendment that is accepted today.
    ///
    /// # Errors
    /// What is wrong with the terms that it would have.
    pub(crate) fn amended(&self, view: &View, amendment: &Amendment) -> Result<AnyRecord, Vec<Problem>> {
        each!(self, one => {
            let unreadable = || vec![Problem::new(Code::Blocked, &["amendment"])];
            let after = applied(&**one, &amendment.changes).ok_or_else(unreadable)?;
            let flaws = Amended::flaws(view, &**one, &after);
            if flaws.is_empty() { Ok(after.replacing(one, amendment, view.desk.today).into()) } else { Err(flaws) }
        })
    }
}
