//! What must hold of a commitment itself before a step, whoever takes it.

use chrono::NaiveDate;
use entity::{CommitmentState, OrganisationId};

use super::Block;
use crate::{
    commitment::Commitment,
    graphql::day_in_words,
    problem::{Code, Problem},
};

/// What still keeps a commitment from a state. `is_member` tells who is at the table on the day that counts.
pub(crate) fn conditions(
    commitment: &Commitment,
    to: CommitmentState,
    today: NaiveDate,
    is_member: impl Fn(OrganisationId) -> bool,
) -> Vec<Block> {
    match to {
        CommitmentState::Proposed => parties(commitment),
        CommitmentState::Agreed => {
            let mut blocks = parties(commitment);
            blocks.extend(strangers(commitment, is_member));
            blocks.extend(gaps(commitment).map(Block::from));
            blocks
        }
        CommitmentState::NotFulfilled => not_yet(commitment, today).map(Block::from).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Somebody owes it, and not to itself alone.
fn parties(commitment: &Commitment) -> Vec<Block> {
    match (commitment.debtors.as_slice(), commitment.beneficiaries.as_slice()) {
        ([], _) => vec![Problem::new(Code::NoDebtor, &["debtors"]).into()],
        ([debtor], [beneficiary]) if debtor.organisation_id == *beneficiary => {
            vec![Block { problem: Problem::new(Code::SelfBenefit, &["beneficiaries"]), party: Some(*beneficiary) }]
        }
        _ => Vec::new(),
    }
}

/// The debtors that can be asked, but not held to anything.
fn strangers(commitment: &Commitment, is_member: impl Fn(OrganisationId) -> bool) -> Vec<Block> {
    let debtors = commitment.debtors.iter().map(|debtor| debtor.organisation_id);
    debtors
        .filter(|debtor| !is_member(*debtor))
        .map(|debtor| Block { problem: Problem::new(Code::NotAMember, &["debtors"]), party: Some(debtor) })
        .collect()
}

/// What a commitment lacks to be specific, measurable and bound to a date.
fn gaps(commitment: &Commitment) -> impl Iterator<Item = Problem> {
    [
        (commitment.action.is_none(), "action", "wat er gebeurt", "what will be done"),
        (commitment.due_on.is_none(), "dueOn", "wanneer het klaar moet zijn", "by when it is due"),
        (
            commitment.done_criterion.is_none(),
            "doneCriterion",
            "wanneer het als gedaan geldt",
            "when it counts as done",
        ),
    ]
    .into_iter()
    .filter(|(is_missing, ..)| *is_missing)
    .map(|(_, field, nl, en)| {
        Problem::new(Code::NotSmart, &[field])
            .saying(format!("De afspraak zegt nog niet {nl}."), format!("The commitment does not say yet {en}."))
    })
}

/// Nobody has failed before the last possible day is over.
fn not_yet(commitment: &Commitment, today: NaiveDate) -> Option<Problem> {
    let blocked = Problem::new(Code::Blocked, &["commitment"]);
    match commitment.last_day() {
        Some(due) if due < today => None,
        Some(due) => {
            let [nl, en] = day_in_words(due);
            Some(blocked.saying(
                format!("Dit kan pas na {nl}, als de termijn voorbij is."),
                format!("This is possible only after {en}, when the commitment is past due."),
            ))
        }
        None => Some(blocked.saying(
            "Zonder datum kan niet worden vastgesteld dat de termijn voorbij is.",
            "Without a date nobody can tell that the commitment is past due.",
        )),
    }
}
