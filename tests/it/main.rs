//! The test suite: one binary, one file per subject, each named here twice. The crate's documentation shows a whole file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::process::ExitCode;

use sea_orm::{ConnectionTrait, Database, DbErr};

fn main() -> ExitCode {
    tests::run(migrate, [harness::trials()])
}

/// Stands in for the migration of Akkoord itself.
async fn migrate(url: String) -> Result<(), DbErr> {
    let db = Database::connect(url).await?;
    db.execute_unprepared("CREATE TABLE seaql_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)")
        .await?;
    db.close().await
}
