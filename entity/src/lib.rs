//! The tables of Akkoord, one per file: row types, typed ids and the words that columns hold.
//!
//! A row says nothing about who may see it or what may happen to it; that is decided above this crate.
//! Records of a partnership are keyed by `(partnership_id, id)`, records of the directory by `id`.

#[macro_use]
mod record;
mod ids;
mod value;
mod words;

pub use ids::*;
pub use record::{Link, Row};
pub use value::{Decimal, FuzzyDate, InvalidDecimal};
pub use words::*;

pub mod access_key;
pub mod account;
pub mod agreement;
pub mod agreement_evidence;
pub mod agreement_party;
pub mod allocation_consent;
pub mod amendment;
pub mod amendment_change;
pub mod amendment_vote;
pub mod balance_opinion;
pub mod citation;
pub mod commitment;
pub mod commitment_beneficiary;
pub mod commitment_condition;
pub mod commitment_debtor;
pub mod commitment_dependency;
pub mod commitment_goal;
pub mod commitment_interest;
pub mod contribution;
pub mod decision;
pub mod delivery;
pub mod delivery_evidence;
pub mod endorsement;
pub mod gate_override;
pub mod goal;
pub mod health_answer;
pub mod health_answer_score;
pub mod health_check;
pub mod health_check_evidence;
pub mod idempotency;
pub mod import_batch;
pub mod import_check;
pub mod indicator;
pub mod indicator_definition;
pub mod indicator_definition_dimension;
pub mod indicator_region;
pub mod indicator_reporter;
pub mod indicator_target;
pub mod interest;
pub mod interest_goal;
pub mod interest_shared_with;
pub mod ledger_head;
pub mod measurement;
pub mod measurement_breakdown;
pub mod measurement_evidence;
pub mod meeting;
pub mod meeting_attendance;
pub mod membership;
pub mod membership_representative;
pub mod membership_role;
pub mod milestone;
pub mod organisation;
pub mod organisation_alias;
pub mod organisation_member_of;
pub mod organisation_region;
pub mod partnership;
pub mod partnership_former_slug;
pub mod partnership_region;
pub mod person;
pub mod problem_statement;
pub mod problem_statement_evidence;
pub mod progress_note;
pub mod region;
pub mod region_within;
pub mod reporting_period;
pub mod revision;
pub mod target_allocation;
