//! Taking over the list that a table already has: what was agreed before, with the state it is in.
//!
//! An old list is not held to what a new agreement must say; what it leaves open stays to be seen. Its commitments get
//! numbers of their own, and are entered all together or not at all.

use std::collections::BTreeSet;

use entity::{CommitmentState, FuzzyDate};

use super::{content, draft};
use crate::{
    access::{View, World, act, allow},
    commitment::{
        Commitment,
        input::{CommitmentTakeOverInput, CommitmentTakenOverInput, CommitmentsTakeOverInput},
        transitions::conditions,
    },
    ledger::{Changes, Kind},
    meeting::cite::{Cited, cited},
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// The most commitments in one act.
pub(super) const MOST: usize = 500;

/// Takes over one commitment.
pub(crate) fn one(world: &World<'_>, input: &CommitmentTakeOverInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::commitmentTakeOver, false, &[])?;
    let (commitment, decision, mut problems) = List::of(&view).enter(world, &view, &input.commitment);
    problems.check(commitment.source.is_some(), Code::Required, &["source"]);
    problems.finish()?;
    Ok(Changes::of(act::commitmentTakeOver.name).with(commitment).citing(world, &view, decision.as_ref()))
}

/// Takes over a list.
pub(crate) fn list(world: &World<'_>, input: &CommitmentsTakeOverInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::commitmentsTakeOver, false, &[])?;
    let mut problems = Problems::new();
    let source = problems.text(&input.source, REASON, &["source"]);
    how_many(input.commitments.len(), &mut problems)?;
    let mut list = List::of(&view);
    let (mut commitments, mut citations) = (Vec::with_capacity(input.commitments.len()), Vec::new());
    for (at, row) in input.commitments.iter().enumerate() {
        let (mut commitment, decision, found) = list.enter(world, &view, row);
        commitment.row.source.get_or_insert_with(|| source.clone());
        problems.add_below(&["commitments", &at.to_string()], found);
        let about = (Kind::Commitment, commitment.id.into());
        citations.extend(decision.map(|cited| cited.by(world, &view, act::commitmentsTakeOver.name, about)));
        commitments.push(commitment);
    }
    problems.finish()?;
    Ok(Changes::of(act::commitmentsTakeOver.name).with_all(commitments).with_all(citations))
}

/// The list as far as it was entered: the keys that are taken, and the next number.
struct List {
    keys: BTreeSet<String>,
    next: i32,
}

impl List {
    fn of(view: &View) -> Self {
        // The secretariat sees every commitment, drafts too.
        let keys = view.all::<Commitment>().filter_map(|other| other.row.external_key.clone()).collect();
        Self { keys, next: draft::next_number(view) }
    }

    /// The next commitment, numbered, the decision that agreed it, and what is wrong with it.
    fn enter(
        &mut self,
        world: &World<'_>,
        view: &View,
        row: &CommitmentTakenOverInput,
    ) -> (Commitment, Option<Cited>, Problems) {
        let mut problems = Problems::new();
        let mut commitment = taken_over(world, view, row, &mut problems);
        let decision = cited(view, row.decision.as_ref(), &mut problems);
        commitment.row.decision_id = decision.as_ref().map(|cited| cited.id);
        draft::give_number(world, view, &mut commitment, self.next);
        self.next += 1;
        let is_new = commitment.external_key.as_ref().is_none_or(|key| self.keys.insert(key.clone()));
        problems.check(is_new, Code::AlreadyExists, &["externalKey"]);
        (commitment, decision, problems)
    }
}

/// From one to as many as one act takes. More are refused without looking at each.
pub(super) fn how_many(number: usize, problems: &mut Problems) -> Result<(), Problem> {
    problems.check(number > 0, Code::Required, &["commitments"]);
    if number <= MOST {
        return Ok(());
    }
    Err(Problem::new(Code::OutOfRange, &["commitments"]).saying(
        format!("Dit zijn {number} afspraken; het maximum per keer is {MOST}."),
        format!("These are {number} commitments; the maximum at a time is {MOST}."),
    ))
}

/// A commitment as a row of the list has it.
fn taken_over(world: &World<'_>, view: &View, input: &CommitmentTakenOverInput, problems: &mut Problems) -> Commitment {
    let mut commitment = draft::empty(world, view);
    // Whoever was at the table then may have left it since.
    let day = input.agreed_on.0;
    content::not_in_the_future(view, day, &["agreedOn"], problems);
    if day == view.desk.today {
        problems.add(Problem::new(Code::DateOrder, &["agreedOn"]).saying(
            "Alleen wat vóór vandaag is afgesproken, kan worden overgenomen; doe voor iets anders een voorstel.",
            "Only what was agreed before today can be taken over; propose anything else.",
        ));
    }
    commitment.row.agreed_on = Some(day);
    commitment.row.title = problems.text(&input.title, NAME, &["title"]);
    commitment.debtors = content::debtors(world, view, &input.debtors, day, problems);
    let inputs = input.conditions.iter().flatten().map(|one| (&one.condition, one.met_on.map(|day| day.0)));
    commitment.conditions = content::conditions(view, inputs, day, problems);
    content::write_terms(view, &input.terms, day, &mut commitment, problems);
    content::write_about(view, &input.about, &mut commitment, problems);
    for block in conditions(&commitment, CommitmentState::Proposed, world.today(), |_| true) {
        problems.add(block.problem);
    }
    postponements(input, &mut commitment, problems);
    state(view, input, &mut commitment, problems);
    commitment
}

/// When it was due as first agreed, and how often that was moved.
fn postponements(input: &CommitmentTakenOverInput, commitment: &mut Commitment, problems: &mut Problems) {
    problems.zero_or_more(input.times_postponed >= 0, &["timesPostponed"]);
    let original = input.original_due_on.as_ref().map(|due| due.checked("originalDueOn", problems));
    let was_never_moved = input.times_postponed == 0;
    let original = original.or_else(|| commitment.due().filter(|_| was_never_moved));
    let row = &mut commitment.row;
    row.times_postponed = input.times_postponed;
    (row.original_due_on, row.original_due_precision, row.original_due_text) = FuzzyDate::into_columns(original);
}

/// Where it stands, and what was reported.
fn state(view: &View, input: &CommitmentTakenOverInput, commitment: &mut Commitment, problems: &mut Problems) {
    use CommitmentState::{Agreed, Draft, InProgress, Proposed};
    let row = &mut commitment.row;
    row.state = input.state.into();
    if matches!(row.state, Draft | Proposed) {
        problems.add(Problem::new(Code::OutOfRange, &["state"]).saying(
            "Alleen wat al is afgesproken, kan worden overgenomen; doe voor iets anders een voorstel.",
            "Only what was agreed already can be taken over; propose anything else.",
        ));
    }
    row.state_reason = problems.optional_text(input.state_reason.as_deref(), REASON, &["stateReason"]);
    let is_open = matches!(row.state, Agreed | InProgress);
    for (is_given, field) in [(input.reported_on.is_some(), "reportedOn"), (input.evidence.is_some(), "evidence")] {
        if is_open && is_given {
            problems.add(
                Problem::new(Code::OutOfRange, &[field]).saying(
                    "Dit is in deze stand nog niet gereed gemeld.",
                    "In this state it was not reported done yet.",
                ),
            );
        }
    }
    if let Some(day) = input.reported_on.map(|day| day.0) {
        content::not_in_the_future(view, day, &["reportedOn"], problems);
        problems.check(input.agreed_on.0 <= day, Code::DateOrder, &["reportedOn"]);
        row.reported_on = Some(day);
    }
    if let Some(evidence) = &input.evidence {
        let evidence = evidence.checked(&["evidence"], problems);
        (row.evidence_title, row.evidence_link, row.evidence_sha256) =
            (Some(evidence.title), evidence.link, evidence.sha256);
    }
}
