//! Akkoord.

pub mod access;
pub mod account;
pub mod auth;
pub mod clock;
pub mod commitment;
pub mod config;
pub mod error;
pub mod figures;
pub mod fold;
pub mod goal;
pub mod graphql;
pub mod http;
pub mod ids;
pub mod indicator;
pub mod interest;
pub mod language;
pub mod ledger;
pub mod measurement;
pub mod meeting;
pub mod organisation;
pub mod partnership;
pub mod person;
pub mod problem;
pub mod region;
