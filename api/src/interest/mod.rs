//! An interest (*belang*) of one party: what it gains (*halen*), brings (*brengen*), wishes or fears.
//!
//! It belongs to its owner, starts visible to the owner alone, and only the owner shares it.

use entity::{GoalId, OrganisationId};

use crate::ledger::record;

record! {
    /// An interest of one party.
    Interest = interest;
    /// The goals that it is about.
    goals: interest_goal as GoalId,
    /// The organisations that a SELECTED interest is shared with.
    shared_with: interest_shared_with as OrganisationId,
}
