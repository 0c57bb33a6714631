//! A database for one test: migrated, empty, nobody else's, and gone when the test lets go of it.
//!
//! Each engine is migrated once per run, into a template; a test's database is a copy of that. An engine's template is
//! made when the first test asks for it, so a run that needs no PostgreSQL starts none.

use std::fmt::{self, Debug, Display};
use std::panic::resume_unwind;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use crate::postgres::Cluster;
use crate::sqlite::Files;

/// The databases that Akkoord runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default: one file.
    Sqlite,
    /// The server, for production.
    Postgres,
}

impl Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        })
    }
}

/// One test's own database. Dropping it removes the database, under connections that are still open too.
pub struct TestDatabase {
    /// Where a test must differ between the engines.
    pub engine: Engine,
    /// What a program is configured with to use this database.
    pub url: String,
    name: String,
    databases: Arc<Databases>,
}

impl TestDatabase {
    /// A database of Akkoord outside a run of the suite, for benches.
    #[must_use]
    pub fn alone(engine: Engine) -> Self {
        Databases::new(|url: String| async move { akkoord::ledger::database::migrate(&url).await }).create(engine)
    }

    /// A second migrated database on the same engine, for what goes from one installation to another.
    #[must_use]
    pub fn another(&self) -> TestDatabase {
        self.databases.create(self.engine)
    }

    /// A second database with the same records. Nobody may be connected to this one.
    #[must_use]
    pub fn copy(&self) -> TestDatabase {
        self.databases.copy(self.engine, Some(&self.name))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match self.engine {
            Engine::Sqlite => self.databases.sqlite().remove(&self.name),
            Engine::Postgres => self.databases.postgres().remove(&self.name),
        }
    }
}

/// Brings the empty database at a URL up to date, and closes its connections.
pub(crate) type Migrate = dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<(), String>>>> + Send + Sync;

/// The databases of one run of the suite.
pub(crate) struct Databases {
    migrate: Box<Migrate>,
    created: AtomicUsize,
    sqlite: OnceLock<Files>,
    /// Kept when it failed to start too, or each test would try again.
    postgres: OnceLock<Result<Cluster, String>>,
}

impl Databases {
    pub(crate) fn new<M, F, E>(migrate: M) -> Arc<Self>
    where
        M: Fn(String) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), E>> + 'static,
        E: Debug,
    {
        Arc::new(Self {
            migrate: Box::new(move |url| {
                let migration = migrate(url);
                Box::pin(async { migration.await.map_err(|error| format!("migration failed: {error:?}")) })
            }),
            created: AtomicUsize::new(0),
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        })
    }

    pub(crate) fn create(self: &Arc<Self>, engine: Engine) -> TestDatabase {
        self.copy(engine, None)
    }

    /// A copy of a database of that name, or else of the template.
    fn copy(self: &Arc<Self>, engine: Engine, from: Option<&str>) -> TestDatabase {
        let name = format!("test_{}", self.created.fetch_add(1, Ordering::Relaxed));
        let url = match engine {
            Engine::Sqlite => self.sqlite().create(&name, from),
            Engine::Postgres => self.postgres().create(&name, from),
        };
        TestDatabase { engine, url, name, databases: Arc::clone(self) }
    }

    /// The directory of PostgreSQL's programs, if this machine has them.
    pub(crate) fn postgres_binaries() -> Option<&'static Path> {
        static BINARIES: OnceLock<Option<std::path::PathBuf>> = OnceLock::new();
        BINARIES.get_or_init(crate::postgres::binaries).as_deref()
    }

    fn sqlite(&self) -> &Files {
        self.sqlite.get_or_init(|| Files::migrated(&self.migrate))
    }

    fn postgres(&self) -> &Cluster {
        let start = || {
            let binaries = Self::postgres_binaries().ok_or("no PostgreSQL binaries found")?;
            Cluster::start(binaries, &self.migrate)
        };
        self.postgres.get_or_init(start).as_ref().unwrap_or_else(|problem| panic!("PostgreSQL: {problem}"))
    }
}

/// Waits for `work` on a thread and a runtime of its own, so that it can be called from async code (and from a drop
/// within it) as well.
pub(crate) fn wait_for<F>(work: impl FnOnce() -> F + Send) -> F::Output
where
    F: Future<Output: Send>,
{
    let on_runtime = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a tokio runtime");
        runtime.block_on(work())
    };
    thread::scope(|scope| scope.spawn(on_runtime).join()).unwrap_or_else(|panic| resume_unwind(panic))
}
