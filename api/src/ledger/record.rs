//! A record: a main row with its lists, as the ledger keeps it.

use std::{fmt::Debug, sync::Arc};

use entity::Row;
use sea_orm::ConnectionTrait;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Aggregate, Kind};
use crate::error::Result;

/// One kind of record. Declared by `record!`; a concept adds the index by which its records are found.
pub trait Record: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The main row.
    type Row: Row;
    /// By what else than its id a record of this kind is found within a snapshot.
    type Index: Clone + Debug + Default + Send + Sync;

    /// The kind, as the ledger names it.
    const KIND: Kind;
    /// The number of the schema in which bodies are written.
    const SCHEMA: i32 = 1;
    /// Whether the contents live in the tables only, and a body just proves what they were.
    const APART: bool = false;

    /// The main row.
    fn row(&self) -> &Self::Row;
    /// The main row, to be changed.
    fn row_mut(&mut self) -> &mut Self::Row;
    /// The aggregates whose ledgers show a change of this record.
    fn aggregates(&self) -> Vec<Aggregate>;

    /// What the ledger keeps of the record.
    fn body(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The record from a body that an older or this version of the program wrote.
    ///
    /// # Errors
    /// The body is not one of this kind and schema.
    fn from_body(_schema: i32, body: Value) -> std::result::Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }

    /// Keeps the index up to date with a record that is new or changed.
    fn index(_index: &mut Self::Index, _before: Option<&Arc<Self>>, _after: &Arc<Self>) {}

    /// The records of main rows, with their lists.
    fn join<C: ConnectionTrait>(
        db: &C,
        scope: Aggregate,
        rows: Vec<Self::Row>,
    ) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// Writes the lists of records whose main rows are written.
    fn write_lists<C: ConnectionTrait>(db: &C, records: &[&Self]) -> impl Future<Output = Result<()>> + Send;
}

/// Declares a record: its name, its row, the lists that belong to it, and by what it is indexed.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident = $table:ident $([$custom:ident])? $(, index $index:ty)? $(, aggregates $aggregates:expr)?;
     $($(#[$list_doc:meta])* $list:ident: $link:ident as $item:ty,)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            /// The main row.
            #[serde(flatten)]
            pub row: entity::$table::Model,
            $($(#[$list_doc])* #[serde(default)] pub $list: Vec<$item>,)*
        }

        impl std::ops::Deref for $name {
            type Target = entity::$table::Model;

            fn deref(&self) -> &entity::$table::Model {
                &self.row
            }
        }

        impl crate::ledger::Record for $name {
            type Row = entity::$table::Model;
            type Index = $crate::ledger::record!(@index $($index)?);

            const KIND: crate::ledger::Kind = crate::ledger::Kind::$name;
            $($crate::ledger::record!(@custom $custom);)?

            fn row(&self) -> &Self::Row {
                &self.row
            }
            fn row_mut(&mut self) -> &mut Self::Row {
                &mut self.row
            }
            fn aggregates(&self) -> Vec<crate::ledger::Aggregate> {
                $crate::ledger::record!(@aggregates self $($aggregates)?)
            }
            $crate::ledger::record!(@index_fn $($index)?);

            #[allow(unused_mut, unused_variables, reason = "a record without lists has nothing to join")]
            async fn join<C: sea_orm::ConnectionTrait>(
                db: &C,
                scope: crate::ledger::Aggregate,
                rows: Vec<Self::Row>,
            ) -> crate::error::Result<Vec<Self>> {
                $(let mut $list = crate::ledger::store::read_list::<entity::$link::Model, C>(db, scope).await?;)*
                Ok(rows
                    .into_iter()
                    .map(|row| Self { $($list: $list.remove(&row.id).unwrap_or_default(),)* row })
                    .collect())
            }

            #[allow(unused_variables, reason = "a record without lists has nothing to write")]
            async fn write_lists<C: sea_orm::ConnectionTrait>(
                db: &C,
                records: &[&Self],
            ) -> crate::error::Result<()> {
                $(crate::ledger::store::write_list::<entity::$link::Model, C>(
                    db,
                    records.iter().map(|record| {
                        let partnership = crate::ledger::store::partnership_of(*record);
                        (record.row.version == 1, partnership, record.row.id, record.$list.as_slice())
                    }),
                ).await?;)*
                Ok(())
            }
        }
    };
    (@index) => { () };
    (@index $index:ty) => { $index };
    (@index_fn) => {};
    (@index_fn $index:ty) => {
        fn index(index: &mut $index, before: Option<&std::sync::Arc<Self>>, after: &std::sync::Arc<Self>) {
            index.put(before, after);
        }
    };
    (@aggregates $self:ident) => { vec![crate::ledger::Aggregate::Partnership($self.row.partnership_id)] };
    (@aggregates $self:ident $aggregates:expr) => {{
        let aggregates: fn(&Self) -> Vec<crate::ledger::Aggregate> = $aggregates;
        aggregates($self)
    }};
    (@custom apart) => {
        const APART: bool = true;

        fn body(&self) -> serde_json::Value {
            self.sealed()
        }
    };
}
pub(crate) use record;
