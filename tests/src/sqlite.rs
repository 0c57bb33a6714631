//! SQLite for the tests: a directory per run with a migrated template file, and in it a directory per test, since
//! SQLite keeps its journals beside the file.

use std::fs;
use std::path::{Path, PathBuf};
use std::{env, process};

use crate::database::{Migrate, wait_for};

/// The database files of one run. Dropping it removes them.
pub(crate) struct Files {
    directory: PathBuf,
}

impl Files {
    pub(crate) fn migrated(migrate: &Migrate) -> Self {
        let files = Self { directory: new_directory() };
        let template = files.template();
        wait_for(|| migrate(url(&template))).unwrap_or_else(|problem| panic!("SQLite: {problem}"));
        files
    }

    /// A copy of a database of this run, or else of the template.
    pub(crate) fn create(&self, name: &str, from: Option<&str>) -> String {
        let original = from.map_or_else(|| self.template(), |from| self.file(from));
        let journal = original.with_extension("db-wal");
        assert!(!journal.exists(), "somebody is connected: {} is not all of it", original.display());
        fs::create_dir(self.directory.join(name)).expect("a directory for the test's database");
        let file = self.file(name);
        fs::copy(original, &file).expect("a copy of the database");
        url(&file)
    }

    pub(crate) fn remove(&self, name: &str) {
        // What cannot be removed now goes with the run's directory.
        let _ = fs::remove_dir_all(self.directory.join(name));
    }

    fn file(&self, name: &str) -> PathBuf {
        self.directory.join(name).join("akkoord.db")
    }

    fn template(&self) -> PathBuf {
        self.directory.join("template.db")
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

/// A killed run leaves its directory, and process ids come back, so the id alone is no new name.
fn new_directory() -> PathBuf {
    let candidate = |n| env::temp_dir().join(format!("akkoord-sqlite-{}-{n}", process::id()));
    (0..100)
        .map(candidate)
        .find(|directory| fs::create_dir(directory).is_ok())
        .unwrap_or_else(|| panic!("cannot make a directory like {}", candidate(0).display()))
}
