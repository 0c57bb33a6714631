//! PostgreSQL for the tests: one cluster per run, reached through a Unix socket only, so that two runs, or a server that
//! is already there, never meet. `postgres.sh` owns the cluster and outlives this process by the moment it takes to
//! stop it, also when this process is interrupted or killed.

use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::{env, fs};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr};

use crate::database::{Migrate, wait_for};

const TEMPLATE: &str = "akkoord_template";

/// A running server with a migrated template database. Dropping it stops the server and removes its files.
pub(crate) struct Cluster {
    keeper: Child,
    directory: String,
    cloning: Mutex<()>,
}

impl Cluster {
    pub(crate) fn start(binaries: &Path, migrate: &Migrate) -> Result<Self, String> {
        let (keeper, directory) = launch(binaries).map_err(|error| error.to_string())?;
        let cluster = Self { keeper, directory, cloning: Mutex::new(()) };
        cluster.administer(format!("CREATE DATABASE {TEMPLATE}")).map_err(|error| error.to_string())?;
        wait_for(|| migrate(cluster.url(TEMPLATE)))?;
        Ok(cluster)
    }

    /// A copy of a database of this run, or else of the template.
    pub(crate) fn create(&self, name: &str, from: Option<&str>) -> String {
        // One at a time: a template that is in use cannot be copied.
        let turn = self.cloning.lock().expect("nothing panics under this lock");
        let cloned = self.administer(format!("CREATE DATABASE {name} TEMPLATE {}", from.unwrap_or(TEMPLATE)));
        drop(turn);
        cloned.expect("a copy of the database");
        self.url(name)
    }

    pub(crate) fn remove(&self, name: &str) {
        // What cannot be removed now goes with the cluster.
        let _ = self.administer(format!("DROP DATABASE {name} WITH (FORCE)"));
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://akkoord@localhost:5432/{database}?host={}", self.directory)
    }

    fn administer(&self, statement: String) -> Result<(), DbErr> {
        let mut options = ConnectOptions::new(self.url("postgres"));
        options.max_connections(1).sqlx_logging(false);
        wait_for(|| async move {
            let connection = Database::connect(options).await?;
            connection.execute_unprepared(&statement).await?;
            connection.close().await
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Start a cluster, and wait until it answers.
fn launch(binaries: &Path) -> io::Result<(Child, String)> {
    let mut command = Command::new("sh");
    command.args(["-c", include_str!("postgres.sh"), "postgres.sh"]).arg(binaries);
    // In a process group of its own, or Ctrl-C would end the keeper before it has cleaned up.
    command.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
    if let Some((user, group)) = unprivileged() {
        command.uid(user).gid(group);
    }
    let mut keeper = command.spawn()?;
    let mut output = BufReader::new(keeper.stdout.take().expect("its output is piped"));
    let mut said = String::new();
    output.read_line(&mut said)?;
    if let Some(directory) = said.strip_prefix("ready ") {
        return Ok((keeper, directory.trim_end().to_owned()));
    }
    output.read_to_string(&mut said)?;
    keeper.wait()?;
    Err(io::Error::other(format!("the server did not start: {said}")))
}

/// Whom to run the server as, since PostgreSQL refuses to run as root; nobody else where we are not root.
fn unprivileged() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let answer = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
        String::from_utf8(answer.stdout).ok()?.trim().parse::<u32>().ok()
    };
    (id(&["-u"]) == Some(0)).then_some(())?;
    ["postgres", "nobody"].iter().find_map(|user| Some((id(&["-u", user])?, id(&["-g", user])?)))
}

/// The directory of PostgreSQL's programs: where the PATH leads to, or Debian's, which keeps them off the PATH.
pub(crate) fn binaries() -> Option<PathBuf> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    // Only `initdb` may be linked into the PATH, so follow the link to where its companions are.
    let linked = |directory: PathBuf| Some(fs::canonicalize(directory.join("initdb")).ok()?.parent()?.to_owned());
    let complete = |directory: &PathBuf| directory.join("initdb").exists() && directory.join("pg_ctl").exists();
    env::split_paths(&on_path).filter_map(linked).find(complete).or_else(|| debian_binaries().find(complete))
}

/// Debian's directories of PostgreSQL's programs, newest version first.
fn debian_binaries() -> impl Iterator<Item = PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |name: &std::ffi::OsStr| name.to_str()?.parse::<u32>().ok();
    let mut versions: Vec<_> = versions.filter_map(|entry| Some((number(&entry.file_name())?, entry.path()))).collect();
    versions.sort_unstable_by(|one, other| other.cmp(one));
    versions.into_iter().map(|(_, directory)| directory.join("bin"))
}
