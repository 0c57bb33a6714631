//! The ledger: one row per changed record, never updated but for a logged redaction.

use sea_orm::entity::prelude::*;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    /// The partnership; nil for the directory.
    #[sea_orm(primary_key, auto_increment = false)]
    pub partnership_id: Uuid,
    /// The number of the revision: 1, 2, 3 … without a gap, in commit order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The number of the last revision of the same commit.
    pub commit_seq: i64,
    /// The kind of record.
    pub kind: String,
    /// The record.
    pub record_id: Uuid,
    /// The record's version after the change.
    pub version: i32,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// The account that acted; none where the program itself did.
    pub actor: Option<Uuid>,
    /// The organisation for which it acted.
    pub on_behalf_of: Option<Uuid>,
    /// The business act.
    pub act: String,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// The number of the body's schema.
    pub schema: i32,
    /// The record with its lists as canonical JSON; none where it was redacted.
    pub body: Option<String>,
    /// SHA-256 of the body and the reason.
    pub body_hash: Vec<u8>,
    /// The hash of the revision before it; zeros for the first.
    pub prev_hash: Vec<u8>,
    /// SHA-256 over all of the above but body and reason, for which the body hash stands.
    pub hash: Vec<u8>,
}

/// None are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
