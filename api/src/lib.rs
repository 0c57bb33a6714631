//! Akkoord records what partners agreed and shows whether it happens.

pub mod auth;
pub mod config;
pub mod graphql;
pub mod http;
pub mod language;
