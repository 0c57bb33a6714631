//! The head of each aggregate's ledger: a partnership, or the directory under the nil id.

use sea_orm::entity::prelude::*;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_head")]
pub struct Model {
    /// The partnership; nil for the directory.
    #[sea_orm(primary_key, auto_increment = false)]
    pub partnership_id: Uuid,
    /// The number of the last revision.
    pub seq: i64,
    /// The hash of the last revision.
    pub hash: Vec<u8>,
}

/// None are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
