//! Proposing that agreed terms change.

use std::sync::Arc;

use entity::{FuzzyDate, Row};

use super::{
    Amended, Reasoned, accepted,
    consent::{Tally, may_decide, tally},
    proposed, settle,
};
use crate::{
    access::{Act, View, World, act, allow},
    amendment::{
        Amendment,
        input::{
            AmendmentReasonInput, CommitmentAmendInput, CommitmentPostponeInput, GoalAmendInput, IndicatorAmendInput,
        },
        terms::{between, differing},
    },
    commitment::{Commitment, rules::content},
    endorsement::rules::at_terms,
    goal,
    ids::Ref,
    indicator,
    ledger::Changes,
    meeting::cite::{Cited, cited},
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Proposes other terms for a commitment.
pub(crate) fn amend(world: &World<'_>, input: &CommitmentAmendInput) -> Checked<Changes> {
    let mut proposal = Proposal::of(world, act::commitmentAmend, &input.commitment, &input.why)?;
    let mut after = Commitment::clone(&proposal.before);
    content::write(world, &proposal.view, &input.content(), &mut after, &mut proposal.problems);
    proposal.finish(world, after)
}

/// Proposes that a commitment is due later.
pub(crate) fn postpone(world: &World<'_>, input: &CommitmentPostponeInput) -> Checked<Changes> {
    let mut proposal = Proposal::of(world, act::commitmentPostpone, &input.commitment, &input.why)?;
    let mut after = Commitment::clone(&proposal.before);
    let due = input.due_on.checked("dueOn", &mut proposal.problems);
    if proposal.before.last_day().is_some_and(|before| due.last_day() <= before) {
        proposal.problems.add(Problem::new(Code::DateOrder, &["dueOn"]).saying(
            "Uitstel is tot een latere dag dan nu is afgesproken.",
            "To postpone is to a later day than is agreed now.",
        ));
    }
    (after.row.due_on, after.row.due_precision, after.row.due_text) = FuzzyDate::into_columns(Some(due));
    proposal.finish(world, after)
}

/// Proposes other terms for a goal.
pub(crate) fn amend_goal(world: &World<'_>, input: &GoalAmendInput) -> Checked<Changes> {
    let mut proposal = Proposal::of(world, act::goalAmend, &input.goal, &input.why)?;
    let mut after = goal::Goal::clone(&proposal.before);
    if let Some(title) = &input.title {
        after.row.title = proposal.problems.text(title, NAME, &["title"]);
    }
    after.row.kind = input.kind.map_or(after.row.kind, Into::into);
    goal::rules::write_terms(&proposal.view, &input.terms, &mut after, &mut proposal.problems);
    proposal.finish(world, after)
}

/// Proposes other terms for an indicator.
pub(crate) fn amend_indicator(world: &World<'_>, input: &IndicatorAmendInput) -> Checked<Changes> {
    let mut proposal = Proposal::of(world, act::indicatorAmend, &input.indicator, &input.why)?;
    let mut after = indicator::Indicator::clone(&proposal.before);
    let definition = proposal.view.desk.directory.definition(after.definition_id).map(AsRef::as_ref);
    indicator::rules::terms::write(&proposal.view, &input.terms, definition, &mut after, &mut proposal.problems);
    proposal.finish(world, after)
}

/// New terms as they are being proposed, and what is wrong so far.
struct Proposal<T> {
    act: Act,
    view: View,
    before: Arc<T>,
    why: Reasoned,
    problems: Problems,
}

impl<T: Amended> Proposal<T> {
    /// Begins: whether the terms are amended, and by whoever acts.
    fn of(world: &World<'_>, act: Act, reference: &Ref<T>, input: &AmendmentReasonInput) -> Checked<Self> {
        let (view, before) = world.find(reference, &[T::FIELD])?;
        let parties = T::asked(&view.snapshot, &before, &before, world.today());
        allow(&view, &act, parties.iter().flatten().any(|party| view.represents(*party)), &[])?;
        let mut problems = Problems::new();
        if let Some(hindrance) = before.shut().or_else(|| proposed_already(&view, &*before)) {
            problems.add(hindrance);
        }
        problems.take(at_terms(before.terms_version(), input.expected_terms_version));
        let cited: Option<Cited> = cited(&view, input.decision.as_ref(), &mut problems);
        if input.decision.is_some() {
            may_decide(&view, None, &mut problems);
        }
        let reason = problems.reason(&input.reason).unwrap_or_default();
        let source = problems.optional_text(input.source.as_deref(), REASON, &["source"]);
        let why = Reasoned { code: input.reason_code.into(), reason, cited, source };
        Ok(Self { act, view, before, why, problems })
    }

    /// Puts it to the parties, or accepts it by decision.
    fn finish(self, world: &World<'_>, after: T) -> Checked<Changes> {
        let Self { act, view, before, why, mut problems } = self;
        if problems.is_empty() && differing(&*before, &after, T::TERMS).is_empty() {
            problems.add(Problem::new(Code::Required, &[]).saying(
                "Zeg wat er verandert; dit is al zo afgesproken.",
                "Say what changes; this is agreed already.",
            ));
        }
        for flaw in T::flaws(&view, &before, &after) {
            problems.add(flaw);
        }
        problems.finish()?;
        let changes = Changes::of(act.name).because(Some(why.reason.clone()));
        let cited = why.cited.clone();
        let (amendment, record) = if cited.is_some() {
            accepted(world, &view, &*before, after, why)
        } else {
            let amendment = proposed(world, &view, &*before, between(&*before, &after, T::TERMS), why);
            put(world, &view, &*before, after, amendment)
        };
        // A record that stays as it is makes no new version, and is shown all the same.
        Ok(changes.with(record).with(amendment).citing(world, &view, cited.as_ref()))
    }
}

/// One change at a time: whoever is asked must know what the terms are.
pub(crate) fn proposed_already<T: Amended>(view: &View, record: &T) -> Option<Problem> {
    view.is_under_amendment(record.row().id()).then(|| {
        Problem::new(Code::Blocked, &[T::FIELD]).saying(
            "Er is al een wijziging voorgesteld; die moet eerst zijn afgehandeld.",
            "There is an amendment proposed already, which must be settled first.",
        )
    })
}

/// Puts an amendment to those whose consent it needs. Who proposes it agrees to it; where that is all, it is accepted.
pub(super) fn put<T: Amended>(
    world: &World<'_>,
    view: &View,
    before: &T,
    after: T,
    mut amendment: Amendment,
) -> (Amendment, T) {
    let asked = T::asked(&view.snapshot, before, &after, world.today());
    for own in asked.iter().flatten().filter(|one| view.represents(**one)) {
        amendment.vote(world, *own, entity::EndorsementDecision::Agree, None);
    }
    if tally(&asked, &amendment.votes) == Tally::Agreed {
        settle(&mut amendment, entity::AmendmentState::Accepted, world.today());
        let after = after.replacing(before, &amendment, world.today());
        return (amendment, after);
    }
    (amendment, before.clone())
}
