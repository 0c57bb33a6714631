//! What remains of a commitment that was fulfilled in part: a proposal of its own, to the same parties.

use entity::{CommitmentState, ResourceKind};

use super::{content, draft};
use crate::{
    access::{View, World},
    commitment::{Commitment, input::CommitmentRemainderInput},
    problem::{Code, NAME, Problem, Problems},
};

/// The remainder of a commitment: the same parties, conditions, goals and interests, and how much of the same remains, as
/// far as that is said.
pub(super) fn remainder(
    world: &World<'_>,
    view: &View,
    whole: &Commitment,
    input: &CommitmentRemainderInput,
    problems: &mut Problems,
) -> Commitment {
    let mut found = Problems::new();
    let empty = draft::empty(world, view);
    let mut row = empty.row;
    row.title = found.optional_text(input.title.as_deref(), NAME, &["title"]).unwrap_or_else(|| whole.title.clone());
    row.action.clone_from(&whole.action);
    row.done_criterion.clone_from(&whole.done_criterion);
    row.unit.clone_from(&whole.unit);
    row.source.clone_from(&whole.row.source);
    (row.obligation, row.kind, row.qualifier, row.effect) =
        (whole.obligation, whole.kind, whole.qualifier, whole.effect);
    (row.chain_step, row.visibility, row.amounts_public) = (whole.chain_step, whole.visibility, whole.amounts_public);
    (row.agreement_id, row.remainder_of) = (whole.agreement_id, Some(whole.id));
    (row.state, row.proposed_on) = (CommitmentState::Proposed, Some(world.today()));
    let mut rest = Commitment {
        row,
        debtors: whole.debtors.clone(),
        beneficiaries: whole.beneficiaries.clone(),
        goals: whole.goals.clone(),
        interests: whole.interests.clone(),
        conditions: whole.conditions.clone(),
    };
    let mut said = input.clone();
    let has_unit = whole.unit.is_some() || whole.kind == Some(ResourceKind::Money);
    if !has_unit && said.quantity.take().is_some() {
        found.add(Problem::new(Code::UnitMismatch, &["quantity"]).saying(
            "Deze afspraak telt niet in een eenheid; zeg in woorden wat rest.",
            "This commitment is not counted in a unit; say in words what remains.",
        ));
    }
    content::write_terms(view, &said.terms(), world.today(), &mut rest, &mut found);
    problems.add_below(&["remainder"], found);
    draft::give_number(world, view, &mut rest, draft::next_number(view));
    rest
}
