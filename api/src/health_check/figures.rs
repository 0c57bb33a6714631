//! The figures of rounds. Those of a closed round rest on what was stored when it was closed and on answers that are fixed
//! since, so they never change; an open one has no figures of answers, or two polls would tell what was answered between.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use entity::{HealthCheckId, PersonId, health_check_evidence::LessonEvidence};

use super::{HealthAnswer, HealthCheck};
use crate::{
    access::View,
    figures::{HealthSign, LESSONS, MEAN_FROM, Ratio, SPREAD_FROM, lesson_value, mean, signs, spread, total, voices},
    ledger::Snapshot,
};

/// What a closed round says.
#[derive(Clone, Debug, Default)]
pub(super) struct RoundFigures {
    /// The lessons, in their order.
    pub(super) lessons: [LessonFigures; LESSONS],
    pub(super) total: Option<Ratio>,
    /// The difference with the last round before that has a total.
    pub(super) trend: Option<Ratio>,
}

/// What it says of one lesson.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LessonFigures {
    pub(super) mean: Option<Ratio>,
    pub(super) spread: Option<Ratio>,
    pub(super) respondents: Option<usize>,
    pub(super) value: Option<Ratio>,
    /// The difference with the last round before that has a value.
    pub(super) change: Option<Ratio>,
}

/// The closed rounds of a table.
pub(super) struct Rounds(BTreeMap<HealthCheckId, RoundFigures>);

impl Rounds {
    pub(super) fn of(snapshot: &Snapshot) -> Arc<Self> {
        snapshot.memo.get_or(|_| true, || Self::compute(snapshot))
    }

    /// What a round says; nothing at all while it is open.
    pub(super) fn get(&self, check: HealthCheckId) -> RoundFigures {
        self.0.get(&check).cloned().unwrap_or_default()
    }

    fn compute(snapshot: &Snapshot) -> Self {
        let mut closed: Vec<_> = snapshot.health_checks.iter().filter(|check| check.closed_on.is_some()).collect();
        closed.sort_unstable_by_key(|check| check.round);
        let (mut rounds, mut last_total, mut last) = (BTreeMap::new(), None, [None; LESSONS]);
        for check in closed {
            let mut round = RoundFigures::of(snapshot, check);
            round.trend = difference(round.total, last_total);
            last_total = round.total.or(last_total);
            for (lesson, last) in round.lessons.iter_mut().zip(&mut last) {
                lesson.change = difference(lesson.value, *last);
                *last = lesson.value.or(*last);
            }
            rounds.insert(check.id, round);
        }
        Self(rounds)
    }
}

fn difference(now: Option<Ratio>, before: Option<Ratio>) -> Option<Ratio> {
    now?.checked_sub(before?)
}

impl RoundFigures {
    fn of(snapshot: &Snapshot, check: &HealthCheck) -> Self {
        let mut lessons = [LessonFigures::default(); LESSONS];
        for (number, lesson) in (1..).zip(&mut lessons) {
            let Some(stored) = check.evidence.iter().find(|stored| stored.lesson == number) else { continue };
            let scores: Vec<i32> = snapshot.answers_in(check.id).filter_map(|answer| answer.score_of(number)).collect();
            if stored.shows_mean {
                lesson.mean = mean(&scores);
                lesson.respondents = Some(scores.len());
                let signs = u8::from(stored.has_first) + u8::from(stored.has_second);
                lesson.value = lesson.mean.and_then(|mean| lesson_value(mean, signs));
            }
            lesson.spread = spread(&scores).filter(|_| stored.shows_spread);
        }
        let total = total(&lessons.map(|lesson| lesson.value));
        Self { lessons, total, trend: None }
    }
}

impl HealthAnswer {
    fn score_of(&self, lesson: i32) -> Option<i32> {
        self.scores.iter().find(|score| score.lesson == lesson).map(|score| score.score)
    }
}

impl HealthCheck {
    /// What there is to tell of each lesson as the round is closed.
    pub(super) fn closing(&self, view: &View) -> Vec<LessonEvidence> {
        let facts = super::evidence::facts(view, view.desk.today);
        let answers: Vec<_> =
            view.snapshot.answers_in(self.id).map(|answer| (answer, speakers(view, answer))).collect();
        let lesson = |(lesson, [first, second]): (i32, [HealthSign; 2])| {
            let respondents = answers.iter().filter(|(answer, _)| answer.score_of(lesson).is_some());
            let voices = voices(&respondents.map(|(_, speakers)| speakers.clone()).collect::<Vec<_>>());
            LessonEvidence {
                lesson,
                has_first: facts.shows(first),
                has_second: facts.shows(second),
                shows_mean: voices >= MEAN_FROM,
                shows_spread: voices >= SPREAD_FROM,
            }
        };
        (1..).zip(signs()).map(lesson).collect()
    }
}

/// Who may know what an organisation answered: whoever acts or acted for it at the table, and whoever answered.
fn speakers(view: &View, answer: &HealthAnswer) -> BTreeSet<PersonId> {
    let seats = view.snapshot.seats_of(answer.organisation_id);
    let seated = seats.flat_map(|seat| seat.representatives.iter().map(|one| one.person_id));
    let account = answer.author_id.and_then(|account| view.desk.directory.accounts.get_with_removed(account));
    seated.chain(account.and_then(|account| account.person_id)).collect()
}
