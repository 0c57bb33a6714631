//! The acts on agreed terms: proposing that they change, voting on that, and settling it.

mod subject;

use chrono::NaiveDate;
use entity::{AmendmentReason, AmendmentState, amendment_change::Change, amendment_vote::Vote};

pub(crate) use subject::{Amended, Subject};

use super::{Amendment, terms::between};
use crate::{
    access::{View, World},
    meeting::cite::Cited,
};

/// Why terms change.
#[derive(Clone, Debug)]
pub(crate) struct Reasoned {
    /// What kind of reason there is.
    pub(crate) code: AmendmentReason,
    /// Why.
    pub(crate) reason: String,
    /// The decision of the table that it rests on, if it rests on one.
    pub(crate) cited: Option<Cited>,
    /// Where the facts were found.
    pub(crate) source: Option<String>,
}

/// An amendment that is accepted as it is made, as by a decision; and the record as it becomes by it, with its next version
/// of the terms and, where it is due later, one more postponement. `after` is the record with its new terms.
pub(crate) fn accepted<T: Amended>(
    world: &World<'_>,
    view: &View,
    before: &T,
    after: T,
    why: Reasoned,
) -> (Amendment, T) {
    let mut amendment = proposed(world, view, before, between(before, &after, T::TERMS), why);
    settle(&mut amendment, AmendmentState::Accepted, world.today());
    let after = after.replacing(before, &amendment, world.today());
    (amendment, after)
}

/// A new amendment that nobody has said anything of yet.
fn proposed<T: Amended>(world: &World<'_>, view: &View, before: &T, changes: Vec<Change>, why: Reasoned) -> Amendment {
    let mut row = entity::amendment::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: why.source,
        changed_at: world.now(),
        removed_at: None,
        commitment_id: None,
        goal_id: None,
        indicator_id: None,
        terms_version: before.terms_version(),
        reason_code: why.code,
        reason: why.reason,
        state: AmendmentState::Proposed,
        proposed_on: world.today(),
        settled_on: None,
        state_reason: None,
        author_id: world.actor(),
        decision_id: why.cited.map(|cited| cited.id),
    };
    before.refer(&mut row);
    Amendment { row, changes, votes: Vec::<Vote>::new() }
}

/// Accepts, rejects or withdraws an amendment.
fn settle(amendment: &mut Amendment, state: AmendmentState, on: NaiveDate) {
    amendment.row.state = state;
    amendment.row.settled_on = Some(on);
}
