//! Rounds of the health check and answers as they are shown.

use async_graphql::{ID, Object, SimpleObject};

use super::{
    HealthAnswer, HealthCheck,
    figures::{RoundFigures, Rounds},
    lesson::LessonFigure,
};
use crate::{
    access::View,
    graphql::{Date, Decimal, Listed, Resolved, Shown, count_listed, rounded},
    organisation::Organisation,
    partnership::Partnership,
};

impl View {
    /// The rounds, the newest first.
    pub(crate) fn rounds(&self) -> Resolved<Vec<Shown<HealthCheck>>> {
        let mut rounds: Vec<_> = self.all::<HealthCheck>().map(|round| Shown::new(self, round)).collect();
        rounds.sort_by_key(|round| std::cmp::Reverse(round.record.row.round));
        count_listed(&self.desk, rounds.len())?;
        Ok(rounds)
    }
}

impl Shown<HealthCheck> {
    /// What the round says as a whole, to members.
    fn figures(&self) -> Option<RoundFigures> {
        self.view.seat.is_member.then(|| Rounds::of(&self.view.snapshot).get(self.record.row.id))
    }
}

/// A round of the health check. Its figures are the members': they rest on interests and opinions that observers do not
/// know. *Samenwerkingsscan.*
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

    /// The partnership that it is about. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// The number of the round, from 1; that of a round that was removed is not given again. *Ronde.*
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

    /// What it says of each of the ten lessons; empty for those who are no members. *Lessen.*
    fn lessons(&self) -> Resolved<Vec<LessonFigure>> {
        if !self.view.seat.is_member {
            return Ok(Vec::new());
        }
        let lessons = LessonFigure::all(&self.view, &self.record);
        count_listed(&self.view.desk, lessons.len())?;
        Ok(lessons)
    }

    /// The sum of the ten lessons, 10 to 50; null while it is open, where a lesson has no value, and for those who are no
    /// members. *Totaal.*
    fn total(&self) -> Option<Decimal> {
        self.figures()?.total.map(rounded)
    }

    /// The difference with the last closed round before that has a total. *Trend.*
    fn trend(&self) -> Option<Decimal> {
        self.figures()?.trend.map(rounded)
    }

    /// What the organisations that you act for answered; of others you see nothing, not even whether they did. *Eigen
    /// antwoorden.*
    fn own_answers(&self) -> Resolved<Vec<Shown<HealthAnswer>>> {
        let own = self.view.among(self.view.snapshot.answers_in(self.record.row.id));
        let own: Vec<_> = own.map(|answer| Shown::new(&self.view, answer)).collect();
        count_listed(&self.view.desk, own.len())?;
        Ok(own)
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

    /// The round; null for whoever left the table. *Ronde.*
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
