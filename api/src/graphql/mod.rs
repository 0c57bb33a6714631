//! The GraphQL side of the program: what is asked, before and apart from who asks it over which wire.

pub mod preflight;
