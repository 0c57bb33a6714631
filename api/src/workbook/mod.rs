//! Lists that secretariats keep in a spreadsheet: written for them, and brought in again.
//!
//! What always holds:
//! - a file is checked first, and nothing is written then; it is brought in by the id of its report;
//! - what is brought in is one act, by the same rules as every other act, and can be undone once as a whole;
//! - a file from outside is never believed about its own size, and nothing in it is worked out.

pub(crate) mod action_list;
pub(crate) mod batch;
pub(crate) mod cell;
pub(crate) mod checked;
mod diff;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(crate) mod read;
mod rules;
pub(crate) mod sheets;
#[cfg(test)]
mod tests;
pub(crate) mod words;
pub(crate) mod write;

use crate::ledger::record;

record! {
    /// A list that was brought in from a file, in one act.
    ImportBatch = import_batch;
}
