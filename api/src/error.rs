//! What can go wrong inside the program.
//!
//! An [`Error`] has no `Display` on purpose: its text is for the log, and nothing can show it to a client by accident.

use std::sync::Arc;

use sea_orm::DbErr;

/// A fault of the program or of what it runs on; never the user's.
#[derive(Clone, Debug)]
pub enum Error {
    /// The database refused or could not be reached.
    Database(Arc<DbErr>),
    /// What the database holds contradicts itself or this program.
    Corrupt(String),
    /// Another process serves this SQLite file.
    InUse(String),
    /// The aggregates that an act needs kept changing while they were being locked.
    Contended,
    /// A task was cancelled or panicked.
    Interrupted,
}

/// The program's own result.
pub type Result<T> = std::result::Result<T, Error>;

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        Self::Database(Arc::new(cause))
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Interrupted
    }
}
