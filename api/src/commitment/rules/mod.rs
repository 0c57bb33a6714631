//! The acts on commitments: writing what is not agreed yet, the steps of its life, what is kept up beside its terms,
//! notes, and taking over a list. What is recorded on a commitment, such as a delivery, follows the same rules.

pub(crate) mod content;
pub(crate) mod draft;
pub(crate) mod kept;
pub(crate) mod note;
mod remainder;
pub(crate) mod step;
pub(crate) mod take_over;

use std::sync::Arc;

use entity::{CommitmentState, OrganisationId};

pub(crate) use self::content::not_in_the_future;
use super::{Commitment, transitions::Standing};
use crate::{
    access::{View, World},
    ids::Ref,
    organisation::Organisation,
    problem::{Code, Problem, Problems},
};

/// The commitment that an actor at the table refers to, whole.
pub(crate) fn found(
    world: &World<'_>,
    reference: &Ref<Commitment>,
    path: &[&str],
) -> Result<(View, Arc<Commitment>), Problem> {
    let (view, seen) = world.find(reference, path)?;
    // Outsiders see a part, which must never be written back.
    if !view.is_at_the_table() {
        return Err(Problem::new(Code::NotAllowed, path));
    }
    Ok((view, seen))
}

/// The debtor for which the secretariat speaks; none where the actor speaks for its own organisation.
pub(crate) fn spoken_for(
    view: &View,
    commitment: &Commitment,
    named: Option<&Ref<Organisation>>,
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let is_debtor = Standing::of(view, commitment).is_debtor;
    let Some(named) = named else {
        return if is_debtor { None } else { commitment.lead() };
    };
    let organisation = named.id().filter(|id| view.desk.organisation(*id).is_some());
    let organisation = problems.take(organisation.ok_or_else(|| Problem::new(Code::NotFound, &["onBehalfOf"])))?;
    if !commitment.is_owed_by(organisation) {
        problems.add(Problem::new(Code::OutOfRange, &["onBehalfOf"]).saying(
            "Deze organisatie heeft deze afspraak niet na te komen.",
            "This organisation does not owe this commitment.",
        ));
    }
    if is_debtor && view.represents(organisation) {
        return None;
    }
    problems.check(view.seat.is_secretariat, Code::NotAllowed, &["onBehalfOf"]);
    Some(organisation)
}

/// The commitment as it is once work on it has begun: the first note, milestone or delivery starts one that is agreed,
/// unless something keeps it waiting.
pub(crate) fn started(view: &View, commitment: &Commitment) -> Option<Commitment> {
    let waits = commitment.waived_reason.is_none() && view.is_blocked(commitment);
    if commitment.state != CommitmentState::Agreed || waits {
        return None;
    }
    let mut started = commitment.clone();
    started.row.state = CommitmentState::InProgress;
    Some(started)
}
