//! What the parties give and get (*halen en brengen*), as their shared interests name it and their commitments promise and
//! deliver it; and what each party says of it (*balansoordeel*).
//!
//! What always holds:
//! - units are never converted, and what a party gives is never set off against what it gets;
//! - parties are never ranked: each says for itself whether it is in balance, and what it said stays said;
//! - what is owed jointly stands with each of those who owe it, and is marked so.

pub(crate) mod entry;
mod figures;
pub(crate) mod mutation;
pub(crate) mod object;
mod rules;

pub(crate) use figures::is_review_overdue;

use crate::ledger::record;

record! {
    /// What a party says of what it gives and gets.
    BalanceOpinion = balance_opinion;
}
