//! Rounds of the health check and answers as they are shown.

use async_graphql::{ID, Object, SimpleObject};

use super::{HealthAnswer, HealthCheck};
use crate::{
    graphql::{Date, Listed, Shown},
    organisation::Organisation,
};

/// A round of the health check. *Samenwerkingsscan.*
#[Object(name = "HealthCheck")]
impl Shown<HealthCheck> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The number of the round, from 1. *Ronde.*
    fn round(&self) -> i32 {
        self.record.row.round
    }

    /// The day it is about. *Peildatum.*
    fn held_on(&self) -> Date {
        self.record.row.held_on.into()
    }

    /// The day on which it was closed; null while answers are taken. *Gesloten op.*
    fn closed_on(&self) -> Option<Date> {
        self.record.row.closed_on.map(Into::into)
    }
}

/// How a lesson is scored. *Score.*
#[derive(SimpleObject)]
pub(crate) struct LessonScore {
    /// The lesson, 1 to 10. *Les.*
    lesson: i32,
    /// From 1, not at all, to 5, fully. *Score.*
    score: i32,
    /// In words. *Toelichting.*
    note: Option<String>,
}

/// What an organisation answers in a round; it alone sees it. *Antwoord.*
#[Object(name = "HealthAnswer")]
impl Shown<HealthAnswer> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The round. *Ronde.*
    fn health_check(&self) -> Option<Shown<HealthCheck>> {
        self.view.show(self.record.row.health_check_id)
    }

    /// The organisation that answers. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(self.record.row.organisation_id))
    }

    /// The day of the answer. *Gegeven op.*
    fn given_on(&self) -> Date {
        self.record.row.given_on.into()
    }

    /// Its scores. *Scores.*
    fn scores(&self) -> Vec<LessonScore> {
        let scores = self.record.scores.iter().cloned();
        scores.map(|one| LessonScore { lesson: one.lesson, score: one.score, note: one.note }).collect()
    }
}
