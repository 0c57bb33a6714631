//! What a row asks for, as acts that the concepts know: each is judged by its own rules, in turn.

use std::sync::Arc;

use crate::{
    access::{World, current},
    amendment::{
        input::{CommitmentAmendInput, CommitmentPostponeInput},
        rules::propose,
    },
    commitment::{
        Commitment,
        input::{CommitmentChangeInput, CommitmentContentInput, CommitmentNoteInput},
        rules::{draft, kept, note},
    },
    ids::Ref,
    interest::{
        Interest,
        mutation::{InterestChangeInput, InterestCreateInput},
        rules as interest,
    },
    ledger::{AnyRecord, Changes},
    measurement::{
        Measurement,
        mutation::{MeasurementCorrectInput, MeasurementEntry},
        rules as measurement,
    },
    problem::{Checked, Code, Problem},
};

/// One thing that a row asks for.
#[derive(Clone, Debug)]
pub(crate) enum RowAct {
    /// A draft changes.
    Draft(CommitmentContentInput),
    /// A new commitment is put to its parties.
    Propose(CommitmentContentInput),
    /// What is said about a commitment changes.
    Change(CommitmentChangeInput),
    /// What was agreed changes.
    Amend(CommitmentAmendInput),
    /// What was agreed is due later.
    Postpone(CommitmentPostponeInput),
    /// How a commitment is going.
    Note(CommitmentNoteInput),
    /// A measurement is submitted.
    Submit(MeasurementEntry),
    /// An approved measurement is corrected.
    Correct(MeasurementCorrectInput),
    /// An interest is entered.
    Enter(InterestCreateInput),
    /// What an interest says changes.
    Restate(InterestChangeInput),
}

/// The record that a row is about, at the version at which the row was planned.
#[derive(Clone, Debug)]
pub(crate) enum About {
    /// A commitment.
    Commitment(Ref<Commitment>, i32),
    /// A measurement.
    Measurement(Ref<Measurement>, i32),
    /// An interest.
    Interest(Ref<Interest>, i32),
}

impl About {
    /// The record as it is, if it is still what it was.
    fn found(&self, world: &World<'_>) -> Result<AnyRecord, Problem> {
        fn at<R: crate::access::Seen>(world: &World<'_>, reference: &Ref<R>, seen: i32) -> Result<Arc<R>, Problem> {
            let (_, record) = world.find(reference, &[])?;
            current(&record, seen)?;
            Ok(record)
        }
        Ok(match self {
            Self::Commitment(reference, seen) => AnyRecord::Commitment(at(world, reference, *seen)?),
            Self::Measurement(reference, seen) => AnyRecord::Measurement(at(world, reference, *seen)?),
            Self::Interest(reference, seen) => AnyRecord::Interest(at(world, reference, *seen)?),
        })
    }
}

/// Performs the acts of a row one after another, each in the world as those before it leave it. The problems of all of
/// them are told together.
pub(super) fn perform(world: &World<'_>, about: Option<&About>, acts: &[RowAct]) -> Checked<Changes> {
    let mut locked = world.locked().clone();
    let mut steps = Vec::with_capacity(acts.len() + 1);
    let mut problems = Vec::new();
    if let Some(about) = about {
        // What the row is about comes first, even where only something that goes with it is new.
        steps.push(Changes::of(ACT).about(about.found(world)?));
    }
    for act in acts {
        match act.clone().judged(&World::new(&locked, world.desk.viewer.clone())) {
            Ok(changes) => {
                locked.apply(&changes);
                steps.push(changes);
            }
            Err(found) => problems.extend(found.into_iter().filter(|one| !problems.contains(one)).collect::<Vec<_>>()),
        }
    }
    if problems.is_empty() { Ok(Changes::of_steps(ACT, steps)) } else { Err(problems) }
}

/// The act of which the rows of a workbook are steps.
const ACT: &str = "workbookImport";

impl RowAct {
    /// By the rules of its concept, with the versions that the acts before it left.
    fn judged(self, world: &World<'_>) -> Checked<Changes> {
        let version = |reference: &Ref<Commitment>| {
            let (_, record) = world.find(reference, &[])?;
            Ok::<_, Problem>((record.row.version, record.row.terms_version))
        };
        match self {
            Self::Draft(mut input) => {
                let draft = input.draft.as_ref().ok_or_else(|| Problem::new(Code::NotFound, &[]))?;
                input.expected_version = Some(version(draft)?.0);
                draft::draft(world, &input)
            }
            Self::Propose(input) => draft::propose(world, &input),
            Self::Change(mut input) => {
                input.step.expected_version = version(&input.step.commitment)?.0;
                kept::change(world, &input)
            }
            Self::Amend(mut input) => {
                input.why.expected_terms_version = version(&input.commitment)?.1;
                propose::amend(world, &input)
            }
            Self::Postpone(mut input) => {
                input.why.expected_terms_version = version(&input.commitment)?.1;
                propose::postpone(world, &input)
            }
            Self::Note(input) => note::note(world, &input),
            Self::Submit(entry) => measurement::submit(world, &entry),
            Self::Correct(input) => measurement::correct(world, &input),
            Self::Enter(input) => interest::create(world, &input),
            Self::Restate(input) => interest::change(world, &input),
        }
    }
}
