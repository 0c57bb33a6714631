//! Akkoord records what partners agreed and shows whether it happens.
//!
//! # The journey of a request
//!
//! [`http`] reads it, bounds its document before the parser sees it, and believes its token through [`auth`]. [`app`] opens a
//! session: the directory's snapshot, a viewer with today's seats, and the snapshots of the partnerships that are asked for, each at
//! one commit. [`graphql`] resolves fields through a [`access::View`], which yields only what the viewer may see; [`figures`] are pure
//! functions over the whole snapshot and the same for everybody who may see the record.
//!
//! A mutation is a business act: a pure function of a concept's `rules`, from the locked world and the input to changes or to all
//! problems of the input. [`ledger`] alone does the rest: it locks, brings up to date, runs the act, writes the records, appends their
//! revisions, commits and publishes the next snapshot, from which the reply is made.
//!
//! A folder is a concept, and the same word everywhere: its `mod.rs` says what it is at the table, `object.rs` shows it, `query.rs` lists
//! it, `mutation.rs` takes the inputs and `rules.rs` decides.

pub mod access;
pub mod access_key;
pub mod account;
pub mod agreement;
pub mod allocation;
pub mod amendment;
pub mod app;
pub mod auth;
pub mod balance;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod clock;
pub mod commitment;
pub mod config;
pub mod delivery;
pub mod demo;
pub mod dependency;
pub mod endorsement;
pub mod error;
pub mod export;
pub mod figures;
pub mod fold;
pub mod goal;
pub mod graphql;
pub mod health_check;
pub mod http;
pub mod ids;
pub mod indicator;
pub mod interest;
pub mod language;
pub mod ledger;
pub mod measurement;
pub mod meeting;
pub mod milestone;
pub mod notation;
pub mod organisation;
pub mod partnership;
pub mod person;
pub mod problem;
pub mod problem_statement;
pub mod region;
pub mod report;
pub mod reporting_period;
mod room;
pub mod workbook;
