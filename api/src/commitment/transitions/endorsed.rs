//! Whose endorsement a proposal still lacks, to whoever looks.

use entity::OrganisationId;

use super::Block;
use crate::{
    access::View,
    commitment::Commitment,
    endorsement::awaited::{Awaited, Terms},
    problem::{Code, Problem},
};

/// The parties that did not agree and that the viewer cannot speak for: neither as their representative, nor as the
/// secretariat for a member that is late to react. What else is told of a party is enough.
pub(super) fn unendorsed(view: &View, commitment: &Commitment, told: &[Block]) -> Vec<Block> {
    let terms = Terms::from(commitment);
    let stands_in_for = |organisation: OrganisationId| {
        view.seat.is_secretariat
            && view.snapshot.is_member_on(organisation, view.desk.today)
            && view.is_late(&terms, &Awaited { organisation, since: terms.since })
    };
    let speaks_for = |organisation: OrganisationId| view.represents(organisation) || stands_in_for(organisation);
    let mut parties = view.snapshot.unagreed(commitment, view.desk.today);
    parties.retain(|party| !party.iter().any(|organisation| speaks_for(*organisation)));
    let is_told = |party: Option<OrganisationId>| party.is_some() && told.iter().any(|block| block.party == party);
    let first = parties.into_iter().map(|party| party.first().copied()).filter(|party| !is_told(*party));
    first.map(|party| awaiting(view, party)).collect()
}

fn awaiting(view: &View, party: Option<OrganisationId>) -> Block {
    let blocked = Problem::new(Code::Blocked, &["commitment"]);
    let problem = match party.and_then(|party| view.desk.organisation(party)) {
        Some(one) => {
            let name = &one.name;
            blocked.saying(format!("{name} heeft nog niet ingestemd."), format!("{name} has not agreed yet."))
        }
        None => blocked.saying(
            "De tafel heeft geen voorzitter die voor haar kan instemmen.",
            "The table has no chair to agree for it.",
        ),
    };
    Block { problem, party }
}
