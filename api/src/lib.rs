//! Api.

pub mod figures;
