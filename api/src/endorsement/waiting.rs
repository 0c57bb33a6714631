//! What is awaited of whom, as it is shown: with a commitment, goal or shared problem, and to those who are to react.

use async_graphql::Object;
use uuid::Uuid;

use super::{
    Endorsement,
    awaited::{Awaited, Terms},
};
use crate::{
    access::View,
    commitment::Commitment,
    goal::Goal,
    graphql::{Date, Listed, Resolved, Shown, count_listed},
    organisation::Organisation,
    problem_statement::ProblemStatement,
};

/// What was put to an organisation.
#[derive(Clone)]
enum Subject {
    Commitment(Shown<Commitment>),
    Goal(Shown<Goal>),
    ProblemStatement(Shown<ProblemStatement>),
}

pub(crate) struct EndorsementAwaited {
    view: View,
    terms: Terms,
    subject: Subject,
    awaited: Awaited,
}

/// Something that an organisation has still to endorse. *Gevraagd akkoord.*
#[Object]
impl EndorsementAwaited {
    /// The organisation that you act for. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.awaited.organisation))
    }

    /// The commitment that was put to it, where it is one. *Afspraak.*
    fn commitment(&self) -> Option<Shown<Commitment>> {
        if let Subject::Commitment(one) = &self.subject { Some(one.clone()) } else { None }
    }

    /// The goal that was put to it, where it is one. *Doel.*
    fn goal(&self) -> Option<Shown<Goal>> {
        if let Subject::Goal(one) = &self.subject { Some(one.clone()) } else { None }
    }

    /// The shared problem that was put to it, where it is one. *Gedeeld probleem.*
    fn problem_statement(&self) -> Option<Shown<ProblemStatement>> {
        if let Subject::ProblemStatement(one) = &self.subject { Some(one.clone()) } else { None }
    }

    /// The day since which it is asked. *Sinds.*
    fn since(&self) -> Date {
        self.awaited.since.into()
    }

    /// The last day on which it is expected to react. *Uiterlijk reageren op.*
    fn reaction_due_on(&self) -> Date {
        self.view.reaction_due(self.awaited.since).into()
    }

    /// Whether that day is over and it said nothing. *Te laat.*
    fn is_late(&self) -> bool {
        self.view.is_late(&self.terms, &self.awaited)
    }

    /// What it said so far, such as a reservation or an objection. *Reactie tot nu toe.*
    fn reaction(&self) -> Option<Shown<Endorsement>> {
        let reaction = self.view.snapshot.reaction(&self.terms, self.awaited.organisation);
        self.view.show(reaction?.id)
    }
}

impl EndorsementAwaited {
    /// All that the viewer's organisations have still to endorse at some tables, the longest awaited first.
    pub(crate) fn all(tables: &[View]) -> Vec<Self> {
        let mut all: Vec<Self> = tables.iter().flat_map(Self::at).collect();
        all.sort_by_key(|one| (one.awaited.since, one.terms.subject));
        all
    }

    fn at(view: &View) -> Vec<Self> {
        let mut found = Vec::new();
        let mut add = |terms: Terms, subject: Subject, awaited: Vec<Awaited>| {
            let own = awaited.into_iter().filter(|one| view.represents(one.organisation));
            found.extend(own.map(|awaited| Self { view: view.clone(), terms, subject: subject.clone(), awaited }));
        };
        for one in view.all::<Commitment>() {
            add((&*one).into(), Subject::Commitment(Shown::new(view, one.clone())), view.awaited_for(&one));
        }
        for one in view.all::<Goal>() {
            let terms = Terms::from(&*one);
            add(terms, Subject::Goal(Shown::new(view, one)), view.awaited_of_partners(&terms));
        }
        for one in view.all::<ProblemStatement>() {
            let terms = Terms::from(&*one);
            add(terms, Subject::ProblemStatement(Shown::new(view, one)), view.awaited_of_partners(&terms));
        }
        found
    }
}

impl View {
    /// What was said of a commitment, goal or shared problem, oldest first, of what the viewer may see.
    pub(crate) fn endorsements_of(&self, subject: impl Into<Uuid>) -> Resolved<Vec<Shown<Endorsement>>> {
        let said = self.among(self.snapshot.endorsements_of(subject));
        let said: Vec<_> = said.map(|one| Shown::new(self, one)).collect();
        count_listed(&self.desk, said.len())?;
        Ok(said)
    }
}

impl<R> Shown<R> {
    /// The organisations that are awaited, to be shown.
    pub(crate) fn listed(&self, awaited: Vec<Awaited>) -> Vec<Listed<Organisation>> {
        let desk = &self.view.desk;
        awaited.into_iter().filter_map(|one| desk.show(desk.organisation(one.organisation))).collect()
    }
}

impl Shown<Commitment> {
    /// The parties to a proposal that said nothing in time.
    pub(crate) fn late(&self) -> Vec<Listed<Organisation>> {
        let terms = Terms::from(&*self.record);
        let mut awaited = self.view.awaited_for(&self.record);
        awaited.retain(|one| self.view.is_late(&terms, one));
        self.listed(awaited)
    }

    /// The last day on which the parties to a proposal are expected to react.
    pub(crate) fn reaction_due(&self) -> Option<Date> {
        let is_asked = self.view.is_at_the_table() && self.record.state == entity::CommitmentState::Proposed;
        is_asked.then(|| self.view.reaction_due(Terms::from(&*self.record).since).into())
    }
}
