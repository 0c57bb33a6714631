//! Handing over what an organisation still owes when it leaves (*overdracht*): the table decides who owes it from then on,
//! which is an amendment of what was agreed.

use std::{collections::BTreeSet, sync::Arc};

use entity::{CommitmentId, OrganisationId, PersonId, commitment_debtor::Debtor};

use super::mutation::HandOverInput;
use crate::{
    access::{View, World},
    amendment::{
        Amendment,
        rules::{Amended, Reasoned, accepted},
    },
    commitment::{Commitment, derived::is_live},
    problem::{Code, Problem, Problems},
};

/// What an organisation hands over.
#[derive(Debug, Default)]
pub(super) struct HandedOver {
    /// The commitments that the input names, be they handed over well or not.
    pub(super) named: BTreeSet<CommitmentId>,
    /// Each commitment as it becomes, with the amendment that makes it so.
    pub(super) amended: Vec<(Amendment, Commitment)>,
}

/// Hands over commitments of an organisation that leaves, today and whenever its last day is.
pub(super) fn hand_over(
    world: &World<'_>,
    view: &View,
    leaver: OrganisationId,
    inputs: &[HandOverInput],
    why: &Reasoned,
    problems: &mut Problems,
) -> HandedOver {
    let mut handed = HandedOver::default();
    for (at, input) in inputs.iter().enumerate() {
        let at = at.to_string();
        let path = |field| ["handOvers", &at, field];
        let contact = input.contact.as_ref().and_then(|contact| {
            let seen = contact.id().filter(|id| world.desk.person(*id).is_some());
            problems.take(seen.ok_or_else(|| Problem::new(Code::NotFound, &path("contact"))))
        });
        let commitment = owed(view, leaver, input, &path("commitment"), problems);
        if let Some(commitment) = &commitment {
            problems.check(handed.named.insert(commitment.id), Code::AlreadyExists, &path("commitment"));
        }
        let to = successor(view, leaver, input, &path("to"), problems);
        let Some((commitment, to)) = commitment.zip(to) else { continue };
        let mut after = Commitment::clone(&commitment);
        replace(&mut after.debtors, leaver, to);
        for flaw in Commitment::flaws(view, &commitment, &after) {
            problems.add(Problem { path: path("to").map(str::to_owned).into(), ..flaw });
        }
        let (amendment, mut after) = accepted(world, view, &*commitment, after, why.clone());
        call(&mut after.debtors, to, contact);
        handed.amended.push((amendment, after));
    }
    handed
}

/// The commitment that is handed over: a live one that the leaving organisation owes.
fn owed(
    view: &View,
    leaver: OrganisationId,
    input: &HandOverInput,
    path: &[&str],
    problems: &mut Problems,
) -> Option<Arc<Commitment>> {
    let own = input.commitment.id().filter(|_| input.commitment.partnership() == Some(view.partnership.id));
    let seen = own.and_then(|id| view.get::<Commitment>(id));
    let commitment = problems.take(seen.ok_or_else(|| Problem::new(Code::NotFound, path)))?;
    if is_live(commitment.state) && commitment.is_owed_by(leaver) {
        return Some(commitment);
    }
    problems.add(Problem::new(Code::OutOfRange, path).saying(
        "Alleen een afspraak die is afgesproken, niet is beëindigd en door de vertrekkende organisatie wordt nagekomen, is over te dragen.",
        "Only a commitment that is agreed, has not ended and is owed by the leaving organisation can be handed over.",
    ));
    None
}

/// The organisation that owes it from now on: another member.
fn successor(
    view: &View,
    leaver: OrganisationId,
    input: &HandOverInput,
    path: &[&str],
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let known = input.to.id().filter(|id| view.desk.organisation(*id).is_some());
    let to = problems.take(known.ok_or_else(|| Problem::new(Code::NotFound, path)))?;
    if to == leaver {
        problems.add(
            Problem::new(Code::OutOfRange, path)
                .saying("Wie vertrekt, draagt over aan een ander.", "Whoever leaves hands over to somebody else."),
        );
        return None;
    }
    let is_member = view.snapshot.is_member_on(to, view.desk.today);
    problems.check(is_member, Code::NotAMember, path);
    is_member.then_some(to)
}

/// Puts the successor in the place of the leaver, also as lead. One that owes it already is not written twice.
fn replace(debtors: &mut Vec<Debtor>, leaver: OrganisationId, to: OrganisationId) {
    let has_led = debtors.iter().any(|debtor| debtor.organisation_id == leaver && debtor.is_lead);
    if debtors.iter().any(|debtor| debtor.organisation_id == to) {
        debtors.retain(|debtor| debtor.organisation_id != leaver);
    }
    for debtor in debtors {
        if debtor.organisation_id == leaver {
            (debtor.organisation_id, debtor.contact_id) = (to, None);
        }
        debtor.is_lead |= has_led && debtor.organisation_id == to;
    }
}

/// Names whom to call at a debtor, where somebody is named.
fn call(debtors: &mut [Debtor], organisation: OrganisationId, contact: Option<PersonId>) {
    for debtor in debtors.iter_mut().filter(|debtor| debtor.organisation_id == organisation) {
        debtor.contact_id = contact.or(debtor.contact_id);
    }
}
