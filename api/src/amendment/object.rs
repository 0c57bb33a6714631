//! An amendment as it is shown.

use async_graphql::{ID, Object};
use entity::amendment_vote::Vote;

use super::{Amendment, change::AmendmentChange};
use crate::{
    commitment::Commitment,
    endorsement::object::EndorsementDecision,
    goal::Goal,
    graphql::{Date, Labelled, Listed, Shown, words},
    indicator::Indicator,
    language::Language,
    meeting::Decision,
    organisation::Organisation,
    person::Person,
};

words! {
    /// Where an amendment stands. *Stand van een wijziging.*
    AmendmentState / AmendmentStateFilter = "entity::AmendmentState" {
        Proposed: "Put to the parties. *Voorgesteld.*", "voorgesteld", "proposed";
        Accepted: "Accepted: the terms have changed. *Aanvaard.*", "aanvaard", "accepted";
        Rejected: "Rejected. *Afgewezen.*", "afgewezen", "rejected";
        Withdrawn: "Withdrawn by whoever proposed it. *Ingetrokken.*", "ingetrokken", "withdrawn";
    }
    /// Why agreed terms change. *Soort reden.*
    AmendmentReason / AmendmentReasonFilter = "entity::AmendmentReason" {
        ContextChanged: "The world around it changed. *Omstandigheden veranderd.*", "omstandigheden veranderd", "context changed";
        Budget: "Money. *Budget.*", "budget", "budget";
        Capacity: "People and time. *Capaciteit.*", "capaciteit", "capacity";
        Dependency: "Something else has to come first. *Afhankelijkheid.*", "afhankelijkheid", "dependency";
        PartnerChange: "Another party came or left. *Partnerwissel.*", "partnerwissel", "change of partners";
        Learning: "Something was learned. *Voortschrijdend inzicht.*", "voortschrijdend inzicht", "learning";
        Other: "Any other. *Anders.*", "anders", "other";
    }
}

pub(crate) struct AmendmentVote {
    vote: Vote,
    organisation: Option<Listed<Organisation>>,
}

/// What an organisation says of an amendment. *Stem.*
#[Object]
impl AmendmentVote {
    /// The organisation. *Organisatie.*
    fn organisation(&self) -> Option<&Listed<Organisation>> {
        self.organisation.as_ref()
    }

    /// What it says. *Reactie.*
    fn decision(&self) -> EndorsementDecision {
        self.vote.decision.into()
    }

    /// What it says, in words.
    fn decision_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        EndorsementDecision::from(self.vote.decision).label(language.unwrap_or_default())
    }

    /// What it adds. *Toelichting.*
    fn note(&self) -> Option<&str> {
        self.vote.note.as_deref()
    }

    /// The day it was said. *Gestemd op.*
    fn voted_on(&self) -> Date {
        self.vote.voted_on.into()
    }
}

/// A change of the agreed terms of a commitment, a goal or an indicator. *Wijziging.*
#[Object(name = "Amendment")]
impl Shown<Amendment> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The commitment that it changes. *Afspraak.*
    fn commitment(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.commitment_id?)
    }

    /// The goal that it changes. *Doel.*
    fn goal(&self) -> Option<Shown<Goal>> {
        self.view.show(self.record.row.goal_id?)
    }

    /// The indicator that it changes. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id?)
    }

    /// The version of the terms that it changes. *Versie van de tekst.*
    fn terms_version(&self) -> i32 {
        self.record.row.terms_version
    }

    /// Where it stands. *Stand.*
    fn state(&self) -> AmendmentState {
        self.record.row.state.into()
    }

    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        AmendmentState::from(self.record.row.state).label(language.unwrap_or_default())
    }

    /// What kind of reason there is. *Soort reden.*
    fn reason_code(&self) -> AmendmentReason {
        self.record.row.reason_code.into()
    }

    /// The kind of reason in words.
    fn reason_code_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        AmendmentReason::from(self.record.row.reason_code).label(language.unwrap_or_default())
    }

    /// Why. *Reden.*
    fn reason(&self) -> &str {
        &self.record.row.reason
    }

    /// The day it was proposed. *Voorgesteld op.*
    fn proposed_on(&self) -> Date {
        self.record.row.proposed_on.into()
    }

    /// The day it was accepted, rejected or withdrawn. *Afgehandeld op.*
    fn settled_on(&self) -> Option<Date> {
        self.record.row.settled_on.map(Into::into)
    }

    /// What was said when it was settled. *Toelichting op de stand.*
    fn state_reason(&self) -> Option<&str> {
        self.record.row.state_reason.as_deref()
    }

    /// Who proposed it, where you may see who it is. *Indiener.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// What it changes, field by field. *Wat er verandert.*
    fn changes(&self) -> Vec<AmendmentChange> {
        self.change_list()
    }

    /// What the organisations that are asked say of it, whoever said it last at the end. *Stemmen.*
    fn votes(&self) -> Vec<AmendmentVote> {
        let votes = self.record.votes.iter().cloned();
        let organisation = |vote: &Vote| self.view.desk.show(self.view.desk.organisation(vote.organisation_id));
        votes.map(|vote| AmendmentVote { organisation: organisation(&vote), vote }).collect()
    }

    /// The organisations that it waits for; empty once it is settled, or what it changes has changed otherwise. *Wacht op.*
    fn awaiting(&self) -> Vec<Listed<Organisation>> {
        let desk = &self.view.desk;
        let awaited = self.view.awaited(&self.record).into_iter();
        awaited.filter_map(|organisation| desk.show(desk.organisation(organisation))).collect()
    }

    /// The decision of the table that settled it. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}
