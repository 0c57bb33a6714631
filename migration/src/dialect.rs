//! What the two databases spell differently.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

/// Runs statements in which `$type` names and `$table_end` stand for what the database calls them.
///
/// SQLite tables are STRICT, so that a column holds only what it says there too.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let spelling: &[(&str, &str)] = match manager.get_database_backend() {
        DatabaseBackend::Postgres => &[
            ("$uuid", "uuid"),
            ("$text", "text"),
            ("$int", "integer"),
            ("$long", "bigint"),
            ("$bool", "boolean"),
            ("$date", "date"),
            ("$instant", "timestamptz"),
            ("$bytes", "bytea"),
            ("$table_end", ""),
        ],
        _ => &[
            ("$uuid", "BLOB"),
            ("$text", "TEXT"),
            ("$int", "INTEGER"),
            ("$long", "INTEGER"),
            ("$bool", "INTEGER"),
            ("$date", "TEXT"),
            ("$instant", "TEXT"),
            ("$bytes", "BLOB"),
            ("$table_end", "STRICT"),
        ],
    };
    let sql = spelling.iter().fold(statements.to_owned(), |sql, (name, spelled)| sql.replace(name, spelled));
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Declares a migration that runs the given statements, and then those that are for one database only.
macro_rules! migration {
    ($name:literal, $statements:literal $(, sqlite $sqlite:literal, postgres $postgres:literal)?) => {
        use sea_orm_migration::prelude::*;

        pub(crate) struct Migration;

        impl MigrationName for Migration {
            fn name(&self) -> &'static str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                crate::dialect::run(manager, $statements).await?;
                $(match manager.get_database_backend() {
                    sea_orm_migration::sea_orm::DatabaseBackend::Postgres => {
                        crate::dialect::run(manager, $postgres).await?;
                    }
                    _ => crate::dialect::run(manager, $sqlite).await?,
                })?
                Ok(())
            }
        }
    };
}
pub(crate) use migration;
