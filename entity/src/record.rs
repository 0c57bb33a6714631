//! The shapes that all tables share, written once.

use sea_orm::EntityTrait;

/// A record's main row, as the ledger handles it without knowing the concept.
pub trait Row: Clone + Send + Sync {
    /// The table.
    type Table: EntityTrait<Model = Self>;
    /// The typed id.
    type Id: Copy + Ord + std::fmt::Debug + Send + Sync + std::hash::Hash + Into<uuid::Uuid> + From<uuid::Uuid>;

    /// The record's id.
    fn id(&self) -> Self::Id;
    /// How often the record itself changed.
    fn version(&self) -> i32;
    /// When the record was last changed.
    fn changed_at(&self) -> chrono::DateTime<chrono::Utc>;
    /// Marks the row as the given version, changed at the given instant.
    fn stamp(&mut self, version: i32, changed_at: chrono::DateTime<chrono::Utc>);
    /// The key under which another system knows the record.
    fn external_key(&self) -> Option<&String>;
    /// Whether the record was removed.
    fn is_removed(&self) -> bool;
    /// Marks the record as removed; nothing is ever deleted.
    fn remove(&mut self, at: chrono::DateTime<chrono::Utc>);
    /// The column of the id.
    fn id_column() -> <Self::Table as EntityTrait>::Column;
    /// The column of the version.
    fn version_column() -> <Self::Table as EntityTrait>::Column;
    /// The column of the partnership; `None` in the directory.
    fn partnership_column() -> Option<<Self::Table as EntityTrait>::Column>;
}

/// One element of a list that belongs to a record, kept as a row of a link table.
pub trait Link: Clone + Send + Sync {
    /// The table.
    type Table: EntityTrait<Model = Self>;
    /// The id of the record that the element belongs to.
    type Owner: Copy + Ord + Send + Sync + std::hash::Hash + Into<sea_orm::Value>;
    /// The element itself.
    type Item: Clone + Send + Sync;

    /// The row of an element at its place in the list.
    fn of(partnership: crate::PartnershipId, owner: Self::Owner, position: i32, item: Self::Item) -> Self;
    /// The owner and the element.
    fn split(self) -> (Self::Owner, Self::Item);
    /// The column of the owner.
    fn owner_column() -> <Self::Table as EntityTrait>::Column;
    /// The column of the place in the list.
    fn position_column() -> <Self::Table as EntityTrait>::Column;
    /// The column of the partnership; `None` in the directory and where the owner is the partnership.
    fn partnership_column() -> Option<<Self::Table as EntityTrait>::Column>;
}

/// Declares a record's table: the common columns, then its own. `in partnership` keys it by `(partnership_id, id)`.
macro_rules! record {
    (in partnership $table:literal $id:ident { $($(#[$attr:meta])* $field:ident: $ty:ty,)* }) => {
        record!(@model $table $id
            {
                /// The partnership that the record belongs to.
                #[sea_orm(primary_key, auto_increment = false)]
                pub partnership_id: crate::PartnershipId,
            }
            { Some(Column::PartnershipId) }
            { $($(#[$attr])* $field: $ty,)* });
    };
    (in directory $table:literal $id:ident { $($(#[$attr:meta])* $field:ident: $ty:ty,)* }) => {
        record!(@model $table $id {} { None } { $($(#[$attr])* $field: $ty,)* });
    };
    (@model $table:literal $id:ident { $($head:tt)* } { $partnership:expr } { $($(#[$attr:meta])* $field:ident: $ty:ty,)* }) => {
        use sea_orm::entity::prelude::*;

        /// The row.
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            $($head)*
            /// The record's id.
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: crate::$id,
            /// How often the record itself changed; 1 when it was entered.
            pub version: i32,
            /// The key under which another system knows the record.
            pub external_key: Option<String>,
            /// Where the facts were found; an inferred value says so.
            pub source: Option<String>,
            /// When the record was last changed.
            pub changed_at: chrono::DateTime<chrono::Utc>,
            /// When the record was removed; nothing is ever deleted.
            pub removed_at: Option<chrono::DateTime<chrono::Utc>>,
            $($(#[$attr])* pub $field: $ty,)*
        }

        /// None are used: records refer to each other by id, and snapshots join them.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        impl crate::Row for Model {
            type Table = Entity;
            type Id = crate::$id;

            fn id(&self) -> crate::$id {
                self.id
            }
            fn version(&self) -> i32 {
                self.version
            }
            fn changed_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.changed_at
            }
            fn stamp(&mut self, version: i32, changed_at: chrono::DateTime<chrono::Utc>) {
                self.version = version;
                self.changed_at = changed_at;
            }
            fn external_key(&self) -> Option<&String> {
                self.external_key.as_ref()
            }
            fn is_removed(&self) -> bool {
                self.removed_at.is_some()
            }
            fn remove(&mut self, at: chrono::DateTime<chrono::Utc>) {
                self.removed_at = Some(at);
            }
            fn id_column() -> Column {
                Column::Id
            }
            fn version_column() -> Column {
                Column::Version
            }
            fn partnership_column() -> Option<Column> {
                $partnership
            }
        }
    };
}

/// Declares a link table: who owns the list, and either one value or a named struct per element.
macro_rules! link {
    // A list of single values, within a partnership.
    (in partnership $table:literal $owner:ident $Owner:ident: $OwnerId:ident => $(#[$attr:meta])* $field:ident $Field:ident: $ty:ty) => {
        link!(@model $table $owner $Owner: $OwnerId
            {
                /// The partnership.
                #[sea_orm(primary_key, auto_increment = false)]
                pub partnership_id: crate::PartnershipId,
            }
            { $(#[$attr])* pub $field: $ty, });
        link!(@link $owner $Owner $OwnerId { Some(Column::PartnershipId) } $ty,
            |partnership, owner, position, item| Model { partnership_id: partnership, $owner: owner, position, $field: item },
            |row| row.$field);
    };
    // A list of single values, in the directory.
    (in directory $table:literal $owner:ident $Owner:ident: $OwnerId:ident => $(#[$attr:meta])* $field:ident $Field:ident: $ty:ty) => {
        link!(@model $table $owner $Owner: $OwnerId {}
            { $(#[$attr])* pub $field: $ty, });
        link!(@link $owner $Owner $OwnerId { None } $ty,
            |_partnership, owner, position, item| Model { $owner: owner, position, $field: item },
            |row| row.$field);
    };
    // A list of structs, within a partnership.
    (in partnership $table:literal $owner:ident $Owner:ident: $OwnerId:ident => $(#[$item_doc:meta])* $Item:ident {
        $($(#[$attr:meta])* $field:ident: $ty:ty,)*
    }) => {
        link!(@model $table $owner $Owner: $OwnerId
            {
                /// The partnership.
                #[sea_orm(primary_key, auto_increment = false)]
                pub partnership_id: crate::PartnershipId,
            }
            {
                $($(#[$attr])* pub $field: $ty,)*
            });

        $(#[$item_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $Item {
            $($(#[$attr])* pub $field: $ty,)*
        }

        link!(@link $owner $Owner $OwnerId { Some(Column::PartnershipId) } $Item,
            |partnership, owner, position, item| Model {
                partnership_id: partnership, $owner: owner, position, $($field: item.$field,)*
            },
            |row| $Item { $($field: row.$field,)* });
    };
    (@model $table:literal $owner:ident $Owner:ident: $OwnerId:ident { $($head:tt)* } { $($fields:tt)* }) => {
        use sea_orm::entity::prelude::*;

        /// The row.
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            $($head)*
            /// The record that the list belongs to.
            #[sea_orm(primary_key, auto_increment = false)]
            pub $owner: crate::$OwnerId,
            /// The place in the list, from 0.
            #[sea_orm(primary_key, auto_increment = false)]
            pub position: i32,
            $($fields)*
        }

        /// None are used: lists are read with their owners.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
    (@link $owner:ident $Owner:ident $OwnerId:ident { $partnership:expr } $Item:ty, $of:expr, $item:expr) => {
        impl crate::Link for Model {
            type Table = Entity;
            type Owner = crate::$OwnerId;
            type Item = $Item;

            fn of(partnership: crate::PartnershipId, owner: crate::$OwnerId, position: i32, item: $Item) -> Self {
                let of: fn(crate::PartnershipId, crate::$OwnerId, i32, $Item) -> Self = $of;
                of(partnership, owner, position, item)
            }
            fn split(self) -> (crate::$OwnerId, $Item) {
                let item: fn(Self) -> $Item = $item;
                (self.$owner, item(self))
            }
            fn owner_column() -> Column {
                Column::$Owner
            }
            fn position_column() -> Column {
                Column::Position
            }
            fn partnership_column() -> Option<Column> {
                $partnership
            }
        }
    };
}
