//! The database: its pools, its migrations, and on SQLite the lock on its file.

use std::{
    fs::{File, TryLockError},
    sync::Arc,
    time::Duration,
};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use crate::error::{Error, Result};

/// The oldest SQLite that this program trusts with its data.
const SQLITE_MINIMUM: [u32; 3] = [3, 51, 3];
/// The key of the advisory lock under which migrations run on PostgreSQL.
const MIGRATION_LOCK: i64 = 0x0061_6b6b_6f6f_7264;
/// Connections for reading.
const READERS: u32 = 8;
/// Connections for writing on PostgreSQL. Apart from the readers', or acts that wait for one head would keep all who
/// read from the database. SQLite has one writer.
const WRITERS: u32 = 8;

/// Pools of connections to one database.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    _lock: Option<Arc<File>>,
}

impl Database {
    /// Connects to a database that is migrated. On SQLite, one process at a time.
    ///
    /// # Errors
    /// The database cannot be reached, is served by another process, or is older than this program trusts.
    pub async fn connect(url: &str) -> Result<Self> {
        if is_sqlite(url) {
            let lock = lock_file(url)?;
            let writer = sea_orm::Database::connect(sqlite(url, 1)).await?;
            check_sqlite_version(&writer).await?;
            let reader = sea_orm::Database::connect(sqlite(url, READERS)).await?;
            return Ok(Self { reader, writer, _lock: lock.map(Arc::new) });
        }
        let reader = sea_orm::Database::connect(postgres(url, READERS)).await?;
        let writer = sea_orm::Database::connect(postgres(url, WRITERS)).await?;
        Ok(Self { reader, writer, _lock: None })
    }

    /// Whether only this process can write, so that it knows every head.
    #[must_use]
    pub fn is_exclusive(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }

    /// The kind of database.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// The pool for single reads.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The pool for single statements that write.
    pub(super) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Tells `heard` of every statement from now on, but not of where transactions begin and end.
    pub fn on_statement(&mut self, heard: impl Fn(&sea_orm::metric::Info<'_>) + Clone + Send + Sync + 'static) {
        self.reader.set_metric_callback(heard.clone());
        self.writer.set_metric_callback(heard);
    }

    /// A transaction that sees one state of the database throughout.
    pub(super) async fn begin_read(&self) -> Result<DatabaseTransaction> {
        let options = match self.backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
            _ => TransactionOptions::default(),
        };
        Ok(self.reader.begin_with_options(options).await?)
    }

    /// A transaction that writes.
    pub(super) async fn begin_write(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: self.is_exclusive().then_some(SqliteTransactionMode::Immediate),
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<()> {
        self.reader.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(self) {
        for pool in [self.reader, self.writer] {
            if let Err(cause) = pool.close().await {
                tracing::warn!(?cause, "a connection pool did not close");
            }
        }
    }
}

/// Brings the database's schema up to date; several processes may try at once.
///
/// # Errors
/// The database cannot be reached, or a migration fails.
pub async fn migrate(url: &str) -> Result<()> {
    if is_sqlite(url) {
        let _lock = lock_file(url)?;
        let db = sea_orm::Database::connect(sqlite(url, 1)).await?;
        check_sqlite_version(&db).await?;
        Migrator::up(&db, None).await?;
        return Ok(db.close().await?);
    }
    // One connection: an advisory lock belongs to the connection that took it, and ends with it.
    let db = sea_orm::Database::connect(postgres(url, 1)).await?;
    let try_lock = format!("SELECT pg_try_advisory_lock({MIGRATION_LOCK}) AS locked");
    loop {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, try_lock.as_str())).await?;
        if row.is_some_and(|row| row.try_get("", "locked").unwrap_or(false)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Migrator::up(&db, None).await?;
    Ok(db.close().await?)
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false).map_sqlx_sqlite_opts(|options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What was erased is overwritten in the file too, wherever that costs no more writing.
            .pragma("secure_delete", "FAST")
            .busy_timeout(Duration::from_secs(30))
    });
    options
}

fn postgres(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false).set_application_name("akkoord");
    options
}

async fn check_sqlite_version(db: &DatabaseConnection) -> Result<()> {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version() AS version")).await?;
    let version: String = row.ok_or_else(|| DbErr::Custom("no sqlite_version()".into()))?.try_get("", "version")?;
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < SQLITE_MINIMUM.as_slice() {
        return Err(Error::Corrupt(format!(
            "SQLite {version} is too old: 3.51.3 mends a fault that corrupts WAL files"
        )));
    }
    Ok(())
}

/// Takes the lock beside an SQLite file, which ends with the process. A database in memory needs none.
fn lock_file(url: &str) -> Result<Option<File>> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() || path.starts_with(':') {
        return Ok(None);
    }
    let lock_path = format!("{path}.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|cause| DbErr::Custom(format!("{lock_path} cannot be opened: {cause}")))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(DbErr::Custom(format!("{lock_path} cannot be locked: {cause}")).into()),
    }
}
