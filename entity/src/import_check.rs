//! A file that was checked and may be brought in within 72 hours. It is no record: nothing is known of it afterwards.

use sea_orm::entity::prelude::*;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_check")]
pub struct Model {
    /// The id of its report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The partnership for which it was checked.
    pub partnership_id: crate::PartnershipId,
    /// The account that sent it, and alone can go on with it.
    pub account_id: crate::AccountId,
    /// What kind of list it is.
    pub kind: crate::ImportKind,
    /// What the file was called.
    pub file_name: Option<String>,
    /// The file.
    pub file: Vec<u8>,
    /// For a list with headers of its own: which column is what, as JSON.
    pub mapping: Option<String>,
    /// When it was checked.
    pub made_at: DateTimeUtc,
}

/// None are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
