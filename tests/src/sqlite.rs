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
        let journal = template.with_extension("db-wal");
        assert!(!journal.exists(), "the migration left a connection open: {} is not all of it", template.display());
        files
    }

    pub(crate) fn create(&self, name: &str) -> String {
        let directory = self.directory.join(name);
        fs::create_dir(&directory).expect("a directory for the test's database");
        let file = directory.join("akkoord.db");
        fs::copy(self.template(), &file).expect("a copy of the template");
        url(&file)
    }

    pub(crate) fn remove(&self, name: &str) {
        // What cannot be removed now goes with the run's directory.
        let _ = fs::remove_dir_all(self.directory.join(name));
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
