//! The database schema, one change per file, on SQLite and PostgreSQL.
//!
//! Migrations are plain SQL with a few `$type` names that each database spells its own way. A migration that has
//! been released is never edited; the next change is the next file.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod dialect;
mod m0001_ledger;
mod m0002_directory;
mod m0003_partnership;
mod m0004_commitment;
mod m0005_indicator;
mod m0006_core;
mod m0007_agreements;
mod m0008_figures;
mod m0009_files;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_ledger::Migration),
            Box::new(m0002_directory::Migration),
            Box::new(m0003_partnership::Migration),
            Box::new(m0004_commitment::Migration),
            Box::new(m0005_indicator::Migration),
            Box::new(m0006_core::Migration),
            Box::new(m0007_agreements::Migration),
            Box::new(m0008_figures::Migration),
            Box::new(m0009_files::Migration),
        ]
    }
}
