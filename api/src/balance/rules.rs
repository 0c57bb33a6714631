//! The act on the balance.

use super::{BalanceOpinion, mutation::BalanceOpinionGiveInput};
use crate::{
    access::{World, act, allow},
    ledger::Changes,
    problem::{Checked, Code, Problems, REASON, TEXT},
};

/// Records what a party says of what it gives and gets: nobody else says it, not on its behalf either.
pub(crate) fn give(world: &World<'_>, input: &BalanceOpinionGiveInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    let organisation = input.organisation.id().filter(|id| view.desk.organisation(*id).is_some());
    // Of an unknown organisation a member might have meant its own.
    let is_own = organisation.map_or(view.seat.is_member, |organisation| view.represents(organisation));
    allow(&view, &act::balanceOpinionGive, is_own, &[])?;
    let mut problems = Problems::new();
    problems.check(organisation.is_some(), Code::NotFound, &["organisation"]);
    let row = entity::balance_opinion::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        // Where there is no organisation, the input is refused below.
        organisation_id: organisation.unwrap_or_else(|| world.id()),
        value: input.value.into(),
        note: problems.optional_text(input.note.as_deref(), TEXT, &["note"]),
        given_on: world.today(),
        author_id: world.actor(),
    };
    problems.finish()?;
    Ok(Changes::of(act::balanceOpinionGive.name).with(BalanceOpinion { row }))
}
