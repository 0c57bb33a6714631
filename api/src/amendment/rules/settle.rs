//! Voting on an amendment, and settling it: by the votes, by a decision of the table, or by whoever proposed it.

use std::sync::Arc;

use entity::{AmendmentState, EndorsementDecision, OrganisationId, amendment_vote::Vote};

use super::{
    Subject,
    consent::{Tally, may_decide, tally},
    settle,
};
use crate::{
    access::{Act, View, World, act, allow, current},
    amendment::{
        Amendment,
        input::{AmendmentAcceptInput, AmendmentRejectInput, AmendmentVoteInput, AmendmentWithdrawInput},
    },
    ids::Ref,
    ledger::{AnyRecord, Changes},
    meeting::cite::cited,
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Says what an organisation thinks of an amendment. The last consent accepts it, the first objection rejects it.
pub(crate) fn vote(world: &World<'_>, input: &AmendmentVoteInput) -> Checked<Changes> {
    let organisation = input.organisation.id().filter(|id| world.desk.organisation(*id).is_some());
    let is_own = |view: &View, _: &Amendment| organisation.is_some_and(|id| view.represents(id));
    let (view, before, mut problems) = begin(world, act::amendmentVote, &input.amendment, is_own)?;
    let subject = still_open(&view, &before, &mut problems);
    let asked = subject.as_ref().map_or_else(Vec::new, |one| one.asked(&view.snapshot, &before, world.today()));
    let voter = organisation.filter(|id| asked.iter().flatten().any(|one| one == id));
    if voter.is_none() && subject.is_some() {
        problems.add(Problem::new(Code::OutOfRange, &["organisation"]).saying(
            "Deze organisatie wordt niet om instemming gevraagd.",
            "This organisation is not asked for its consent.",
        ));
    }
    let decision = input.decision.into();
    let note = problems.optional_text(input.note.as_deref(), REASON, &["note"]);
    let objects = decision == EndorsementDecision::Object;
    problems.check(!objects || note.is_some(), Code::ReasonRequired, &["note"]);
    let mut amendment = Amendment::clone(&before);
    if let Some(voter) = voter {
        amendment.vote(world, voter, decision, note.clone());
    }
    let mut amended = None;
    match tally(&asked, &amendment.votes) {
        Tally::Open => {}
        Tally::Agreed => amended = accept_into(&view, subject.as_ref(), &mut amendment, &mut problems),
        Tally::Objected => {
            settle(&mut amendment, AmendmentState::Rejected, world.today());
            amendment.row.state_reason.clone_from(&note);
        }
    }
    problems.finish()?;
    let changes = Changes::of(act::amendmentVote.name).because(note);
    Ok(changes.with(amendment).with_all(amended))
}

/// Accepts an amendment by a decision of the table.
pub(crate) fn accept(world: &World<'_>, input: &AmendmentAcceptInput) -> Checked<Changes> {
    let (view, before, mut problems) = begin(world, act::amendmentAccept, &input.amendment, |_, _| false)?;
    problems.take(current(&before, input.expected_version));
    let subject = still_open(&view, &before, &mut problems);
    let cited = cited(&view, Some(&input.decision), &mut problems);
    may_decide(&view, Some(&before), &mut problems);
    let mut amendment = Amendment::clone(&before);
    amendment.row.decision_id = cited.as_ref().map(|cited| cited.id);
    let amended = accept_into(&view, subject.as_ref(), &mut amendment, &mut problems);
    problems.finish()?;
    let changes = Changes::of(act::amendmentAccept.name).with(amendment).with_all(amended);
    Ok(changes.citing(world, &view, cited.as_ref()))
}

/// Rejects an amendment by a decision of the table.
pub(crate) fn reject(world: &World<'_>, input: &AmendmentRejectInput) -> Checked<Changes> {
    let (view, before, mut problems) = begin(world, act::amendmentReject, &input.amendment, |_, _| false)?;
    problems.take(current(&before, input.expected_version));
    let cited = cited(&view, Some(&input.decision), &mut problems);
    let mut amendment = Amendment::clone(&before);
    amendment.row.decision_id = cited.as_ref().map(|cited| cited.id);
    amendment.row.state_reason = problems.reason(&input.reason);
    settle(&mut amendment, AmendmentState::Rejected, world.today());
    problems.finish()?;
    let changes = Changes::of(act::amendmentReject.name).because(amendment.state_reason.clone());
    Ok(changes.with(amendment).citing(world, &view, cited.as_ref()))
}

/// Withdraws an amendment.
pub(crate) fn withdraw(world: &World<'_>, input: &AmendmentWithdrawInput) -> Checked<Changes> {
    let is_author =
        |view: &View, one: &Amendment| view.seat.is_member && one.author_id.is_some() && one.author_id == world.actor();
    let (_, before, mut problems) = begin(world, act::amendmentWithdraw, &input.amendment, is_author)?;
    problems.take(current(&before, input.expected_version));
    let mut amendment = Amendment::clone(&before);
    amendment.row.state_reason = problems.reason(&input.reason);
    settle(&mut amendment, AmendmentState::Withdrawn, world.today());
    problems.finish()?;
    let changes = Changes::of(act::amendmentWithdraw.name).because(amendment.state_reason.clone());
    Ok(changes.with(amendment))
}

impl Amendment {
    /// Keeps what an organisation says today, in place of what it said before.
    pub(super) fn vote(
        &mut self,
        world: &World<'_>,
        organisation_id: OrganisationId,
        decision: EndorsementDecision,
        note: Option<String>,
    ) {
        self.votes.retain(|vote| vote.organisation_id != organisation_id);
        let (voted_on, author_id) = (world.today(), world.actor());
        self.votes.push(Vote { organisation_id, decision, note, voted_on, author_id });
    }
}

/// The amendment that an act is about, once whoever acts may, and it is not settled yet.
fn begin(
    world: &World<'_>,
    act: Act,
    reference: &Ref<Amendment>,
    is_concerned: impl Fn(&View, &Amendment) -> bool,
) -> Checked<(View, Arc<Amendment>, Problems)> {
    let (view, amendment) = world.find(reference, &["amendment"])?;
    allow(&view, &act, is_concerned(&view, &amendment), &[])?;
    let mut problems = Problems::new();
    problems.check(amendment.state == AmendmentState::Proposed, Code::UnknownTransition, &["amendment"]);
    Ok((view, amendment, problems))
}

/// What an amendment changes, with a problem noted where it is not to be accepted any more.
fn still_open(view: &View, amendment: &Amendment, problems: &mut Problems) -> Option<Subject> {
    let subject = Subject::of(view, amendment);
    problems.check(subject.is_some(), Code::NotFound, &["amendment"]);
    let shut = subject.as_ref().and_then(|subject| subject.shut_to(amendment));
    if let Some(shut) = shut.filter(|_| amendment.state == AmendmentState::Proposed) {
        problems.add(shut);
    }
    subject
}

/// Accepts an amendment, and gives what its subject becomes.
fn accept_into(
    view: &View,
    subject: Option<&Subject>,
    amendment: &mut Amendment,
    problems: &mut Problems,
) -> Option<AnyRecord> {
    settle(amendment, AmendmentState::Accepted, view.desk.today);
    match subject?.amended(view, amendment) {
        Ok(record) => Some(record),
        Err(flaws) => {
            for flaw in flaws {
                // What the terms would lack is no field of this input.
                problems.add(Problem { path: vec!["amendment".to_owned()], ..flaw });
            }
            None
        }
    }
}
