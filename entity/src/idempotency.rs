//! Keys under which a client may repeat a mutation without repeating its effect.

use sea_orm::entity::prelude::*;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// The account that acted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: Uuid,
    /// The key it chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of the act and its input.
    pub input_hash: Vec<u8>,
    /// The partnership of the record that the act answered with; nil for the directory.
    pub partnership_id: Uuid,
    /// The record that the act answered with.
    pub record_id: Uuid,
    /// What else the act answered with.
    pub report: Option<String>,
    /// When it was recorded; keys are kept for 72 hours.
    pub recorded_at: DateTimeUtc,
}

/// None are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
