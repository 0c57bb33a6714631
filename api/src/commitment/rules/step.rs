//! The steps in the life of a commitment, but for its proposal.

use entity::{CommitmentState, DeliveryState, Obligation, OrganisationId};

use super::{found, remainder::remainder, spoken_for};
use crate::{
    access::{Act, View, World, act, current},
    commitment::{
        Commitment,
        derived::{is_end, is_live},
        input::{
            CommitmentAgreeInput, CommitmentFulfilInput, CommitmentFulfilPartlyInput, CommitmentMarkNotFulfilledInput,
            CommitmentReleaseInput, CommitmentReopenInput, CommitmentReportDoneInput, CommitmentReturnInput,
            CommitmentSendBackInput, CommitmentStartInput, CommitmentStepInput, CommitmentSupersedeInput,
            CommitmentWithdrawInput,
        },
        transitions::{Backing, Block, Standing, blocks, steps_from},
    },
    ids::Ref,
    ledger::Changes,
    meeting::{
        Decision,
        cite::{Cited, cited},
    },
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// A step being taken: the commitment as it becomes, and what stands in the way so far.
pub(crate) struct Step {
    pub(crate) act: Act,
    pub(crate) view: View,
    pub(crate) commitment: Commitment,
    pub(crate) decision: Option<Cited>,
    on_behalf_of: Option<OrganisationId>,
    pub(crate) problems: Problems,
}

impl Step {
    /// Begins a step: whether it leads on from where the commitment is, and whether the actor may take it.
    fn take(
        world: &World<'_>,
        act: Act,
        to: CommitmentState,
        input: &CommitmentStepInput,
        decision: Option<&Ref<Decision>>,
    ) -> Checked<Self> {
        Self::take_waiving(world, act, to, input, decision, None)
    }

    /// The same, for all that keeps the commitment waiting where a reason for that is given.
    fn take_waiving(
        world: &World<'_>,
        act: Act,
        to: CommitmentState,
        input: &CommitmentStepInput,
        decision: Option<&Ref<Decision>>,
        waive_reason: Option<&str>,
    ) -> Checked<Self> {
        let (view, before) = found(world, &input.commitment, &["commitment"])?;
        let mut problems = Problems::new();
        problems.take(current(&before, input.expected_version));
        let mut commitment = Commitment::clone(&before);
        let waived = problems.optional_text(waive_reason, REASON, &["waiveReason"]);
        if let Some(waived) = waived.filter(|_| view.is_blocked(&before)) {
            commitment.row.waived_reason = Some(waived);
        }
        let decision = cited(&view, decision, &mut problems);
        let backing = if decision.is_some() { Backing::Decision } else { Backing::None };
        let day = decision.as_ref().map_or(world.today(), |cited| cited.held_on);
        let transition = steps_from(before.state).find(|step| step.to == to && step.act == act);
        match transition {
            Some(transition) => {
                let blocks = blocks(&view, &commitment, transition, backing, day);
                let is_refusal = |block: &&Block| matches!(block.problem.code, Code::NotAllowed | Code::SelfApproval);
                if let Some(refusal) = blocks.iter().find(is_refusal) {
                    return Err(refusal.problem.clone().into());
                }
                for Block { mut problem, .. } in blocks {
                    // What the commitment itself lacks is no field of this input.
                    if !problem.path.is_empty() && problem.path != ["decision"] {
                        problem.path = vec!["commitment".to_owned()];
                    }
                    problems.add(problem);
                }
            }
            None => problems.add(Problem::new(Code::UnknownTransition, &["commitment"])),
        }
        let row = &mut commitment.row;
        row.state = to;
        (row.state_reason, row.remains, row.effort_made) = (None, None, None);
        row.ended_on = is_end(to).then(|| world.today());
        Ok(Self { act, view, commitment, decision, on_behalf_of: None, problems })
    }

    /// Says why. *Reden.*
    fn because(&mut self, reason: &str) {
        self.problems.check(!reason.trim().is_empty(), Code::ReasonRequired, &["reason"]);
        self.remark(Some(reason));
    }

    /// Says something about it, if there is something to say.
    fn remark(&mut self, reason: Option<&str>) {
        self.commitment.row.state_reason = self.problems.optional_text(reason, REASON, &["reason"]);
    }

    /// Takes the report back: the due clock runs again, and the next report starts its own days of silence.
    fn without_report(mut self) -> Self {
        let row = &mut self.commitment.row;
        (row.reported_on, row.reported_by) = (None, None);
        (row.evidence_title, row.evidence_link, row.evidence_sha256) = (None, None, None);
        self
    }

    /// Ends the step.
    pub(crate) fn finish(self, world: &World<'_>) -> Checked<Changes> {
        self.problems.finish()?;
        let row = &self.commitment.row;
        let waived = || row.waived_reason.clone().filter(|_| self.act == act::commitmentStart);
        let reason = row.state_reason.clone().or_else(waived);
        let changes = Changes::of(self.act.name).because(reason).for_organisation(self.on_behalf_of);
        Ok(changes.with(self.commitment).citing(world, &self.view, self.decision.as_ref()))
    }
}

/// Sends a proposal back to its author.
pub(crate) fn send_back(world: &World<'_>, input: &CommitmentSendBackInput) -> Checked<Changes> {
    let mut step = Step::take(world, act::commitmentSendBack, CommitmentState::Draft, &input.step, None)?;
    step.because(&input.reason);
    step.finish(world)
}

/// Withdraws a draft or proposal.
pub(crate) fn withdraw(world: &World<'_>, input: &CommitmentWithdrawInput) -> Checked<Changes> {
    let mut step = Step::take(world, act::commitmentWithdraw, CommitmentState::Withdrawn, &input.step, None)?;
    step.because(&input.reason);
    step.finish(world)
}

/// Records that the table agreed, on the day of its meeting.
pub(crate) fn agree(world: &World<'_>, input: &CommitmentAgreeInput) -> Checked<Changes> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentAgree, CommitmentState::Agreed, &input.step, decision)?;
    if let Some(cited) = &step.decision {
        step.commitment.agree(cited.held_on);
        step.commitment.row.decision_id = Some(cited.id);
    }
    step.finish(world)
}

/// Says that the work has begun, if need be although something that it needs is missing.
pub(crate) fn start(world: &World<'_>, input: &CommitmentStartInput) -> Checked<Changes> {
    let (to, waive_reason) = (CommitmentState::InProgress, input.waive_reason.as_deref());
    Step::take_waiving(world, act::commitmentStart, to, &input.step, None, waive_reason)?.finish(world)
}

/// Reports it done.
pub(crate) fn report_done(world: &World<'_>, input: &CommitmentReportDoneInput) -> Checked<Changes> {
    let mut step = Step::take(world, act::commitmentReportDone, CommitmentState::ReportedDone, &input.step, None)?;
    let named = input.on_behalf_of.as_ref();
    step.on_behalf_of = spoken_for(&step.view, &step.commitment, named, &mut step.problems);
    (step.commitment.row.reported_on, step.commitment.row.reported_by) = (Some(world.today()), world.actor());
    match &input.evidence {
        Some(evidence) => {
            let evidence = evidence.checked(&["evidence"], &mut step.problems);
            let row = &mut step.commitment.row;
            (row.evidence_title, row.evidence_link, row.evidence_sha256) =
                (Some(evidence.title), evidence.link, evidence.sha256);
        }
        None => step.problems.check(has_something_to_show(&step.view, &step.commitment), Code::Required, &["evidence"]),
    }
    step.finish(world)
}

/// Whether a delivery that was not returned or a milestone that was reached shows what was done.
fn has_something_to_show(view: &View, commitment: &Commitment) -> bool {
    view.snapshot.deliveries_on(commitment.id).any(|delivery| delivery.state != DeliveryState::Rejected)
        || view.snapshot.milestones_of(commitment.id).any(|milestone| milestone.done_on.is_some())
}

/// Accepts that it is fulfilled. Silence that lasted long enough is logged as such.
pub(crate) fn fulfil(world: &World<'_>, input: &CommitmentFulfilInput) -> Checked<Changes> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentFulfil, CommitmentState::Fulfilled, &input.step, decision)?;
    step.remark(input.reason.as_deref());
    let by_silence = step.decision.is_none() && !Standing::of(&step.view, &step.commitment).is_beneficiary;
    if by_silence {
        let days = step.view.partnership.silence_days;
        let silence = format!("Stilzwijgend aanvaard: {days} dagen na de gereedmelding had niemand bezwaar gemaakt.");
        let said = step.commitment.row.state_reason.take();
        let whole = said.map_or_else(|| silence.clone(), |said| format!("{silence}\n\n{said}"));
        step.problems.check(whole.chars().count() <= REASON, Code::TooLong, &["reason"]);
        step.commitment.row.state_reason = Some(whole);
    }
    step.finish(world)
}

/// Returns a report that is not accepted.
pub(crate) fn give_back(world: &World<'_>, input: &CommitmentReturnInput) -> Checked<Changes> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentReturn, CommitmentState::InProgress, &input.step, decision)?;
    step.because(&input.reason);
    step.without_report().finish(world)
}

/// Accepts a part. What remains can go on as a proposal of its own.
pub(crate) fn fulfil_partly(world: &World<'_>, input: &CommitmentFulfilPartlyInput) -> Checked<Changes> {
    let (to, decision) = (CommitmentState::PartlyFulfilled, input.decision.as_ref());
    let mut step = Step::take(world, act::commitmentFulfilPartly, to, &input.step, decision)?;
    step.because(&input.reason);
    step.commitment.row.remains = Some(step.problems.text(&input.remains, REASON, &["remains"]));
    let rest = input.remainder.as_ref();
    let rest = rest.map(|rest| remainder(world, &step.view, &step.commitment, rest, &mut step.problems));
    Ok(step.finish(world)?.with_all(rest))
}

/// Establishes that it was not fulfilled. Who promised its best effort is heard on what it did.
pub(crate) fn mark_not_fulfilled(world: &World<'_>, input: &CommitmentMarkNotFulfilledInput) -> Checked<Changes> {
    let (to, decision) = (CommitmentState::NotFulfilled, input.decision.as_ref());
    let mut step = Step::take(world, act::commitmentMarkNotFulfilled, to, &input.step, decision)?;
    step.because(&input.reason);
    let effort = step.problems.optional_text(input.effort_made.as_deref(), REASON, &["effortMade"]);
    let is_told = effort.is_some() || step.commitment.obligation == Obligation::Result;
    step.problems.check(is_told, Code::Required, &["effortMade"]);
    step.commitment.row.effort_made = effort;
    step.finish(world)
}

/// Releasing the debtors, which needs the consent of all that it is owed to.
pub(crate) fn release(world: &World<'_>, input: &CommitmentReleaseInput) -> Checked<Step> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentRelease, CommitmentState::Released, &input.step, decision)?;
    step.because(&input.reason);
    Ok(step)
}

/// Takes up again what had ended.
pub(crate) fn reopen(world: &World<'_>, input: &CommitmentReopenInput) -> Checked<Changes> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentReopen, CommitmentState::InProgress, &input.step, decision)?;
    step.because(&input.reason);
    step.without_report().finish(world)
}

/// Replacing it by another, which needs the consent of all parties.
pub(crate) fn supersede(world: &World<'_>, input: &CommitmentSupersedeInput) -> Checked<Step> {
    let decision = input.decision.as_ref();
    let mut step = Step::take(world, act::commitmentSupersede, CommitmentState::Superseded, &input.step, decision)?;
    step.because(&input.reason);
    let own = input.by.id().filter(|_| input.by.partnership() == Some(step.view.partnership.id));
    let by = own.and_then(|id| step.view.get::<Commitment>(id));
    if let Some(by) = step.problems.take(by.ok_or_else(|| Problem::new(Code::NotFound, &["by"]))) {
        step.problems.check(by.id != step.commitment.id, Code::Cycle, &["by"]);
        if !is_live(by.state) {
            step.problems.add(Problem::new(Code::Blocked, &["by"]).saying(
                "De vervangende afspraak moet afgesproken en nog niet beëindigd zijn.",
                "The commitment that replaces it must be agreed and not have ended.",
            ));
        }
        step.commitment.row.superseded_by = Some(by.id);
    }
    Ok(step)
}
