//! The acts on the health check. None of them tells whether anybody but the actor's own organisation answered: not by
//! what it refuses, nor by how many records it changes.

use std::collections::BTreeSet;

use entity::{OrganisationId, health_answer_score::Score};

use super::{
    HealthAnswer, HealthCheck,
    mutation::{HealthCheckAnswerInput, HealthCheckCloseInput, HealthCheckStartInput, LessonScoreInput},
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    figures::LESSONS,
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Starts a round.
pub(crate) fn start(world: &World<'_>, input: &HealthCheckStartInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::healthCheckStart, false, &[])?;
    let mut problems = Problems::new();
    let rounds = &view.snapshot.health_checks;
    if rounds.iter().any(|round| round.closed_on.is_none()) {
        problems.add(
            Problem::new(Code::Blocked, &["partnership"])
                .saying("Er loopt al een ronde; sluit die eerst.", "A round is open already; close that one first."),
        );
    }
    let held_on = problems.day(input.held_on.map_or(world.today(), |day| day.0), &["heldOn"]);
    let is_after_the_last = rounds.iter().all(|round| round.held_on <= held_on);
    if held_on > world.today() || !is_after_the_last {
        problems.add(Problem::new(Code::DateOrder, &["heldOn"]).saying(
            "De peildatum ligt niet in de toekomst, en niet voor die van de vorige ronde.",
            "The day is not in the future, and not before that of the round before.",
        ));
    }
    let row = entity::health_check::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        round: rounds.iter_with_removed().map(|round| round.round).max().unwrap_or_default() + 1,
        held_on,
        closed_on: None,
    };
    problems.finish()?;
    Ok(Changes::of(act::healthCheckStart.name).with(HealthCheck { row, evidence: Vec::new() }))
}

/// Answers for an organisation, or replaces what it answered: nobody else does, not on its behalf either.
pub(crate) fn answer(world: &World<'_>, input: &HealthCheckAnswerInput) -> Checked<Changes> {
    let (view, check) = world.find(&input.health_check, &["healthCheck"])?;
    let mut problems = Problems::new();
    let organisation = respondent(&view, input.organisation.as_ref(), &mut problems);
    // Of an unknown organisation a member might have meant its own.
    let is_own = organisation.map_or(view.seat.is_member, |organisation| view.represents(organisation));
    allow(&view, &act::healthCheckAnswer, is_own, &[])?;
    is_open(&check, &mut problems);
    let before = view.snapshot.answers_in(check.id).find(|answer| Some(answer.organisation_id) == organisation);
    match (before, input.expected_version) {
        (Some(before), Some(seen)) => {
            problems.take(current(before, seen));
        }
        (Some(_), None) => problems.add(Problem::new(Code::Required, &["expectedVersion"]).saying(
            "Uw organisatie antwoordde al; noem de versie die u zag om dat te vervangen.",
            "Your organisation answered already; name the version that you saw to replace that.",
        )),
        (None, Some(_)) if organisation.is_some() => {
            problems.add(Problem::new(Code::NotFound, &["expectedVersion"]).saying(
                "Uw organisatie heeft in deze ronde nog niet geantwoord.",
                "Your organisation has not answered in this round yet.",
            ));
        }
        (None, _) => {}
    }
    let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
    let scores = scores(&input.scores, &mut problems);
    problems.finish()?;
    let row = entity::health_answer::Model {
        partnership_id: view.partnership.id,
        id: before.map_or_else(|| world.id(), |before| before.id),
        version: before.map_or(0, |before| before.version),
        external_key: None,
        source,
        changed_at: world.now(),
        removed_at: None,
        health_check_id: check.id,
        // Where there is no organisation, the input was refused above.
        organisation_id: organisation.unwrap_or_else(|| world.id()),
        given_on: world.today(),
        author_id: world.actor(),
    };
    Ok(Changes::of(act::healthCheckAnswer.name).with(HealthAnswer { row, scores }))
}

/// Closes a round with what the records show today.
pub(crate) fn close(world: &World<'_>, input: &HealthCheckCloseInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.health_check, &["healthCheck"])?;
    allow(&view, &act::healthCheckClose, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    is_open(&before, &mut problems);
    problems.finish()?;
    let mut check = HealthCheck::clone(&before);
    check.row.closed_on = Some(world.today());
    check.evidence = before.closing(&view);
    Ok(Changes::of(act::healthCheckClose.name).with(check))
}

/// Removes a round that is still open. Its answers stay as they are, and are seen no more.
pub(crate) fn remove(world: &World<'_>, check: &Ref<HealthCheck>, removal: &Removal) -> Checked<Changes> {
    let (view, check) = world.find(check, &["healthCheck"])?;
    allow(&view, &act::healthCheckRemove, false, &[])?;
    let mut problems = Problems::new();
    is_open(&check, &mut problems);
    access::remove(world, &act::healthCheckRemove, &check, removal, problems)
}

fn is_open(check: &HealthCheck, problems: &mut Problems) {
    if check.closed_on.is_some() {
        problems.add(
            Problem::new(Code::Blocked, &["healthCheck"])
                .saying("Deze ronde is gesloten en blijft zoals zij is.", "This round is closed and stays as it is."),
        );
    }
}

/// The organisation that is named, or else the only one that the actor acts for.
fn respondent(
    view: &View,
    named: Option<&Ref<crate::organisation::Organisation>>,
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let Some(named) = named else {
        let mut own = view.seat.acts_for.iter().copied();
        let only = own.next().filter(|_| own.next().is_none());
        problems.check(only.is_some(), Code::Required, &["organisation"]);
        return only;
    };
    let known = named.id().filter(|id| view.desk.organisation(*id).is_some());
    problems.check(known.is_some(), Code::NotFound, &["organisation"]);
    known
}

/// The scores by lesson, each lesson once.
fn scores(given: &[LessonScoreInput], problems: &mut Problems) -> Vec<Score> {
    problems.check(!given.is_empty(), Code::Required, &["scores"]);
    let mut lessons = BTreeSet::new();
    let mut scores = Vec::with_capacity(given.len());
    for (at, one) in given.iter().enumerate() {
        let at = at.to_string();
        let path = |field| ["scores", &at, field];
        let is_lesson = usize::try_from(one.lesson).is_ok_and(|lesson| (1..=LESSONS).contains(&lesson));
        let nl = format!("Er zijn {LESSONS} lessen, van 1 af.");
        problems.range(is_lesson, &path("lesson"), nl, format!("There are {LESSONS} lessons, from 1 on."));
        problems.check(lessons.insert(one.lesson), Code::AlreadyExists, &path("lesson"));
        let (nl, en) = ("Een score loopt van 1 tot en met 5.", "A score runs from 1 up to 5.");
        problems.range((1..=5).contains(&one.score), &path("score"), nl, en);
        let note = problems.optional_text(one.note.as_deref(), REASON, &path("note"));
        scores.push(Score { lesson: one.lesson, score: one.score, note });
    }
    scores.sort_by_key(|score| score.lesson);
    scores
}
