//! An endorsement as it is shown.

use async_graphql::{ID, Object};

use super::Endorsement;
use crate::{
    commitment::Commitment,
    goal::Goal,
    graphql::{Date, Labelled, Listed, Shown, words},
    language::Language,
    meeting::Decision,
    organisation::Organisation,
    person::Person,
    problem_statement::ProblemStatement,
};

words! {
    /// What a party says of terms that were put to it. *Reactie.*
    EndorsementDecision / EndorsementDecisionFilter = "entity::EndorsementDecision" {
        Agree: "It agrees. *Akkoord.*", "akkoord", "agree";
        AgreeWithNote: "It agrees and adds something. *Akkoord met opmerking.*", "akkoord met opmerking", "agree with a note";
        WithReservation: "It would agree, were it not for something; it counts once it endorses without. *Onder voorbehoud.*", "onder voorbehoud", "with a reservation";
        Object: "It does not agree. *Bezwaar.*", "bezwaar", "object";
    }
}

/// What a party says of the terms of a commitment, a goal or a shared problem. *Akkoord.*
#[Object(name = "Endorsement")]
impl Shown<Endorsement> {
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

    /// The commitment that it is about. *Afspraak.*
    fn commitment(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.commitment_id?)
    }

    /// The goal that it is about. *Doel.*
    fn goal(&self) -> Option<Shown<Goal>> {
        self.view.show(self.record.row.goal_id?)
    }

    /// The shared problem that it is about. *Gedeeld probleem.*
    fn problem_statement(&self) -> Option<Shown<ProblemStatement>> {
        self.view.show(self.record.row.problem_statement_id?)
    }

    /// The version of the terms that it is about. *Versie van de tekst.*
    fn terms_version(&self) -> i32 {
        self.record.row.terms_version
    }

    /// The party. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.organisation_id))
    }

    /// What it says. *Reactie.*
    fn decision(&self) -> EndorsementDecision {
        self.record.row.decision.into()
    }

    /// The decision in words.
    fn decision_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        EndorsementDecision::from(self.record.row.decision).label(language.unwrap_or_default())
    }

    /// In words. *Toelichting.*
    fn note(&self) -> Option<&str> {
        self.record.row.note.as_deref()
    }

    /// Whether it counts: it agrees to the terms as they are, and the party said nothing since. *Telt mee.*
    fn counts(&self) -> bool {
        self.view.snapshot.counts(&self.record)
    }

    /// The day it was said. *Datum.*
    fn given_on(&self) -> Date {
        self.record.row.given_on.into()
    }

    /// Who said it, where you may see who it is. *Persoon.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// The decision of the table that stands in for the party, where it did not react itself. *Besluit.*
    fn stand_in(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}
