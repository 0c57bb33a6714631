//! The life of a commitment: which step leads from where to where, who may take it, and what must hold first. What is
//! shown as allowed and what the acts refuse both come from this table.

use chrono::NaiveDate;
use entity::{CommitmentState, ConsentRule, OrganisationId};

use super::Commitment;
use crate::{
    access::{Act, View, act},
    amendment::rules::propose::proposed_already,
    graphql::day_in_words,
    meeting::cite::decision_missing,
    problem::{Code, Problem},
};

mod conditions;
mod endorsed;
#[cfg(test)]
mod tests;

pub(crate) use conditions::conditions;
use endorsed::unendorsed;

/// Who may take a step. For one step, any of those it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Whoever wrote it.
    Author,
    /// The secretariat, by itself.
    Secretariat,
    /// The secretariat, citing a decision of the table.
    Decision,
    /// The secretariat, citing a decision, where the table agrees in its meetings.
    DecisionWhereRecorded,
    /// The secretariat, when nobody objected to the report in time.
    Silence,
    /// The chair.
    Chair,
    /// An organisation that owes it.
    Debtor,
    /// An organisation that it is owed to and that does not owe it too; for the whole table, the chair.
    Beneficiary,
    /// All parties, each by endorsing it.
    Parties,
    /// The secretariat, citing a decision, for parties that are late to react.
    StandIn,
    /// One party, by objecting.
    Objector,
}

impl Who {
    /// How people call them, in Dutch and in English.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Author => ["de opsteller", "whoever wrote it"],
            Self::Secretariat => ["het secretariaat", "the secretariat"],
            Self::Decision => ["het secretariaat met een besluit", "the secretariat with a decision"],
            Self::DecisionWhereRecorded => [
                "het secretariaat met een besluit, waar een overleg afspraken vaststelt",
                "the secretariat with a decision, where meetings record what is agreed",
            ],
            Self::Silence => ["het secretariaat na de dagen van stilte", "the secretariat after the days of silence"],
            Self::Chair => ["de voorzitter", "the chair"],
            Self::Debtor => ["wie haar nakomt", "an organisation that owes it"],
            Self::Beneficiary => ["wie zij toekomt", "an organisation that it is owed to"],
            Self::Parties => ["de partijen, ieder met een akkoord", "the parties, each by endorsing it"],
            Self::StandIn => [
                "het secretariaat met een besluit, voor wie te laat reageert",
                "the secretariat with a decision, for whoever is late to react",
            ],
            Self::Objector => ["een partij, met een bezwaar", "a party, by objecting"],
        }
    }
}

/// One step in the life of a commitment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transition {
    /// The states it may be taken from.
    pub(crate) from: &'static [CommitmentState],
    /// The state it leads to.
    pub(crate) to: CommitmentState,
    /// The act that takes it.
    pub(crate) act: Act,
    /// Who may take it.
    pub(crate) by: &'static [Who],
}

impl Transition {
    /// Whether it lets a debtor off, which no debtor does for itself.
    fn discharges(&self) -> bool {
        use CommitmentState::{Fulfilled, PartlyFulfilled, Released};
        matches!(self.to, Fulfilled | PartlyFulfilled | Released)
    }

    /// Whether it accepts what was reported, which whoever reported it does not do for others either.
    fn accepts(&self) -> bool {
        matches!(self.to, CommitmentState::Fulfilled | CommitmentState::PartlyFulfilled)
    }

    /// Whether it is also taken by what parties say of the terms.
    pub(crate) fn is_endorsed(&self) -> bool {
        self.by.iter().any(|who| matches!(who, Who::Parties | Who::Objector))
    }
}

/// Why somebody who is none of those that something is up to may not do it.
fn up_to(by: &[Who]) -> Problem {
    let named = |language: usize| by.iter().map(|who| who.words()[language]).collect::<Vec<_>>();
    Problem::new(Code::NotAllowed, &[]).saying(
        format!("Bij deze afspraak is dat aan: {}.", named(0).join("; ")),
        format!("With this commitment that is up to: {}.", named(1).join("; ")),
    )
}

/// Every step there is.
#[rustfmt::skip]
pub(crate) const TRANSITIONS: &[Transition] = {
    use CommitmentState::{
        Agreed, Draft, Fulfilled, InProgress, NotFulfilled, PartlyFulfilled, Proposed, Released, ReportedDone,
        Superseded, Withdrawn,
    };
    use Who::{
        Author, Beneficiary, Chair, Debtor, Decision, DecisionWhereRecorded, Objector, Parties,
        Secretariat, Silence, StandIn,
    };
    &[
        Transition { from: &[Draft], to: Proposed, act: act::commitmentPropose, by: &[Author, Secretariat] },
        Transition { from: &[Proposed], to: Draft, act: act::commitmentSendBack, by: &[Secretariat, Objector] },
        Transition { from: &[Draft, Proposed], to: Withdrawn, act: act::commitmentWithdraw, by: &[Author, Secretariat] },
        Transition { from: &[Proposed], to: Agreed, act: act::commitmentAgree, by: &[Parties, DecisionWhereRecorded, StandIn] },
        Transition { from: &[Agreed], to: InProgress, act: act::commitmentStart, by: &[Debtor, Secretariat] },
        Transition { from: &[Agreed, InProgress], to: ReportedDone, act: act::commitmentReportDone, by: &[Debtor, Secretariat] },
        Transition { from: &[ReportedDone], to: Fulfilled, act: act::commitmentFulfil, by: &[Beneficiary, Decision, Silence] },
        Transition { from: &[ReportedDone], to: InProgress, act: act::commitmentReturn, by: &[Beneficiary, Decision] },
        Transition { from: &[InProgress, ReportedDone], to: PartlyFulfilled, act: act::commitmentFulfilPartly, by: &[Beneficiary, Decision] },
        Transition { from: &[Agreed, InProgress, ReportedDone], to: NotFulfilled, act: act::commitmentMarkNotFulfilled, by: &[Chair, Decision] },
        Transition { from: &[Agreed, InProgress, ReportedDone], to: Released, act: act::commitmentRelease, by: &[Beneficiary, Decision] },
        Transition { from: &[Agreed, InProgress, ReportedDone], to: Superseded, act: act::commitmentSupersede, by: &[Debtor, Beneficiary, Decision] },
        Transition { from: &[Fulfilled, PartlyFulfilled, NotFulfilled, Released], to: InProgress, act: act::commitmentReopen, by: &[Chair, Decision] },
    ]
};

/// The steps that may be taken from a state, by somebody.
pub(crate) fn steps_from(state: CommitmentState) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS.iter().filter(move |transition| transition.from.contains(&state))
}

/// Whether a decision of the table backs a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Backing {
    /// None is cited.
    #[default]
    None,
    /// One is cited, or can be when it comes to it.
    Decision,
    /// The step follows from what parties say of the terms: none of the acts of the steps.
    Endorsement,
}

/// What somebody is to a commitment.
#[allow(clippy::struct_excessive_bools, reason = "one for each thing that somebody can be at once")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Whether the token allows any act at all.
    pub(crate) may_write: bool,
    pub(crate) is_secretariat: bool,
    pub(crate) is_chair: bool,
    pub(crate) is_author: bool,
    pub(crate) is_debtor: bool,
    pub(crate) is_beneficiary: bool,
    /// Whether it is this person who reported it done.
    pub(crate) is_reporter: bool,
    /// Whether it is proposed and this person speaks for a party to it.
    pub(crate) is_party: bool,
    /// Whether the table agrees by what its meetings decide.
    pub(crate) records_meetings: bool,
    /// Whether the days of silence since the report are over.
    pub(crate) silence_is_over: bool,
}

impl Standing {
    /// What the viewer is to a commitment today.
    pub(crate) fn of(view: &View, commitment: &Commitment) -> Self {
        let seat = &view.seat;
        let represents = |organisation: OrganisationId| view.represents(organisation);
        let actor = view.desk.viewer.account.as_ref().map(|account| account.id);
        let speaks_for_table = commitment.beneficiaries.is_empty() && seat.is_chair;
        let beneficiaries = &commitment.beneficiaries;
        let debtors = &commitment.debtors;
        Self {
            may_write: view.desk.viewer.ceiling.write,
            is_secretariat: seat.is_secretariat,
            is_chair: seat.is_chair,
            is_author: seat.is_member && actor.is_some() && actor == commitment.author_id,
            is_debtor: debtors.iter().any(|debtor| represents(debtor.organisation_id)),
            is_beneficiary: speaks_for_table
                || beneficiaries.iter().any(|one| represents(*one) && !commitment.is_owed_by(*one)),
            is_reporter: view.desk.is_own_account(commitment.reported_by),
            is_party: commitment.state == CommitmentState::Proposed
                && view.snapshot.parties_to(commitment, view.desk.today).iter().flatten().any(|one| represents(*one)),
            records_meetings: view.partnership.consent_rule == ConsentRule::RecordedInMeeting,
            silence_is_over: commitment.reported_on.is_some_and(|day| view.silence_since(day)),
        }
    }

    fn is(self, who: Who, backing: Backing) -> bool {
        let decided = self.is_secretariat && backing == Backing::Decision;
        match who {
            Who::Author => self.is_author,
            Who::Secretariat => self.is_secretariat,
            Who::Decision => decided,
            Who::DecisionWhereRecorded => decided && self.records_meetings,
            Who::Silence => self.is_secretariat && self.silence_is_over && !self.is_debtor,
            Who::Chair => self.is_chair,
            Who::Debtor => self.is_debtor,
            Who::Beneficiary => self.is_beneficiary,
            Who::Parties | Who::Objector => self.is_party && backing == Backing::Endorsement,
            Who::StandIn => self.is_secretariat && backing == Backing::Endorsement,
        }
    }

    /// Whether a step may be taken by whoever has this standing.
    ///
    /// # Errors
    /// Why not: `NOT_ALLOWED`, `SELF_APPROVAL`, or REQUIRED where only a decision lacks.
    pub(crate) fn may(self, transition: &Transition, backing: Backing) -> Result<(), Problem> {
        let is_excused = self.is(Who::Decision, backing) || self.is(Who::Silence, backing);
        if transition.accepts() && self.is_reporter && !is_excused && self.may_write {
            return Err(Problem::new(Code::SelfApproval, &[]).saying(
                "Wie de afspraak gereed heeft gemeld, kan dit niet zelf vaststellen.",
                "Whoever reported the commitment done cannot establish this.",
            ));
        }
        self.may_as(transition.by, transition.discharges(), backing)
    }

    /// Whether something is up to whoever has this standing, which no debtor judges for itself where it is a judgement.
    ///
    /// # Errors
    /// Why not: `NOT_ALLOWED`, `SELF_APPROVAL`, or REQUIRED where only a decision lacks.
    pub(crate) fn may_as(self, by: &[Who], is_judgement: bool, backing: Backing) -> Result<(), Problem> {
        if !self.may_write {
            return Err(Problem::new(Code::NotAllowed, &[]));
        }
        let may = |backing| by.iter().any(|who| self.is(*who, backing));
        let clears_itself = is_judgement && self.is_debtor && !self.is(Who::Decision, backing);
        if may(backing) && !clears_itself {
            Ok(())
        } else if clears_itself {
            Err(Problem::new(Code::SelfApproval, &[]).saying(
                "Wie de afspraak moet nakomen, kan dit niet zelf vaststellen.",
                "Whoever owes the commitment cannot establish this itself.",
            ))
        } else if may(Backing::Decision) {
            Err(decision_missing("decision"))
        } else {
            Err(up_to(by))
        }
    }
}

impl View {
    /// Whether the days of silence since a day are over.
    pub(crate) fn silence_since(&self, day: NaiveDate) -> bool {
        (self.desk.today - day).num_days() > i64::from(self.partnership.silence_days)
    }
}

/// Why a step cannot be taken now, and the party that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) problem: Problem,
    pub(crate) party: Option<OrganisationId>,
}

impl From<Problem> for Block {
    fn from(problem: Problem) -> Self {
        Self { problem, party: None }
    }
}

/// Whether a step is taken at once: one that parties take together asks the others first, by an amendment, unless a decision
/// of the table or somebody who speaks for all takes it.
fn ends_it_alone(view: &View, commitment: &Commitment, transition: &Transition, backing: Backing) -> bool {
    let asked = match transition.to {
        CommitmentState::Released => view.snapshot.beneficiaries_of(commitment, view.desk.today),
        CommitmentState::Superseded => view.snapshot.parties_to(commitment, view.desk.today),
        _ => return true,
    };
    let decides = view.seat.is_secretariat && backing == Backing::Decision;
    decides || asked.iter().all(|party| party.iter().any(|one| view.represents(*one)))
}

/// Why the viewer cannot take a step now; empty where nothing stands in the way. Conditions are the table's to know.
pub(crate) fn blocks(
    view: &View,
    commitment: &Commitment,
    transition: &Transition,
    backing: Backing,
    on: NaiveDate,
) -> Vec<Block> {
    let role = Standing::of(view, commitment).may(transition, backing).err().map(Block::from);
    let is_member = |organisation| view.snapshot.is_member_on(organisation, on);
    let mut rest = Vec::new();
    if view.is_at_the_table() {
        rest = conditions(commitment, transition.to, view.desk.today, is_member);
        if backing == Backing::Endorsement && transition.to == CommitmentState::Agreed {
            rest.extend(unendorsed(view, commitment, &rest));
        }
        if !ends_it_alone(view, commitment, transition, backing) {
            rest.extend(proposed_already(view, commitment).map(Block::from));
        }
        if transition.act == act::commitmentStart && commitment.waived_reason.is_none() {
            rest.extend(view.blockers(commitment));
        }
    }
    let named = |mut block: Block| {
        let party = block.party.and_then(|party| view.desk.organisation(party));
        if let Some(party) = party.filter(|_| block.problem.code == Code::NotAMember) {
            let (name, [nl, en]) = (&party.name, day_in_words(on));
            block.problem = block.problem.saying(
                format!("{name} neemt op {nl} niet deel aan de tafel."),
                format!("{name} is not a member of the table on {en}."),
            );
        }
        block
    };
    role.into_iter().chain(rest).map(named).collect()
}
