//! Many measurements in one act: a whole spreadsheet submitted, or a whole round approved.
//!
//! Each row is held to what holds of one measurement, with the rows before it taken as done; so the rows of one act never
//! clash with each other either.

pub(crate) mod mutation;
mod rules;

/// The most rows in one act.
const MOST: usize = 10_000;
