//! The lines of the design, held by reading the sources: what may know what, and how large a file may be.
//!
//! Comments do not count. Where a line is crossed, the message names the file and what it says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tests::{Test, tests};

/// The longest that a source file may be, in lines.
const LONGEST: usize = 500;
/// Concepts, each of which may know those before it, and none after it.
const CONCEPTS: &[&str] =
    &["organisation", "partnership", "problem_statement goal interest", "commitment", "indicator", "measurement"];

pub(crate) fn trials() -> Vec<Test> {
    tests![
        tables_and_migrations_know_nothing_of_the_program,
        rules_and_figures_are_pure,
        only_the_ledger_begins_transactions,
        each_tool_has_one_user,
        concepts_depend_in_one_direction,
        files_are_short_and_named_after_something,
    ]
}

/// A source file of the workspace.
struct Source {
    /// Its path from the root, with slashes.
    path: String,
    /// Its lines that are not comments.
    code: Vec<String>,
    lines: usize,
}

impl Source {
    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    /// Whether it holds business rules or computes figures.
    fn is_pure(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("api/src/")
            && (name.starts_with("rules") || self.path.contains("/rules/") || self.path.contains("/figures/"))
    }

    /// The lines that say one of these words, a word being cut off where a name ends.
    fn says<'a>(&'a self, words: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
        let said = move |line: &&String| words.iter().any(|word| says(line, word));
        self.code.iter().filter(said).map(|line| format!("{}: {}", self.path, line.trim()))
    }
}

fn says(line: &str, word: &str) -> bool {
    let part_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().filter(|_| word.starts_with(part_of_name));
        let after = line[at + word.len()..].chars().next().filter(|_| word.ends_with(part_of_name));
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

/// Every source file of the workspace.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut sources = Vec::new();
    for part in ["entity/src", "migration/src", "api/src", "tests/src", "tests/it", "tests/benches"] {
        read(root, &root.join(part), &mut sources);
    }
    assert!(sources.len() > 100, "the sources are not where they were");
    sources
}

fn read(root: &Path, directory: &Path, sources: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect();
            let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(Source { path, code, lines: text.lines().count() });
        }
    }
}

/// Fails with the lines among some files that say what they may not.
fn none(words: &[&str], may_not: impl Fn(&Source) -> bool) {
    let sources = sources();
    assert!(sources.iter().any(&may_not), "no file is held to this line");
    let crossed: Vec<String> =
        sources.iter().filter(|source| may_not(source)).flat_map(|file| file.says(words)).collect();
    assert!(crossed.is_empty(), "{crossed:#?}");
}

fn tables_and_migrations_know_nothing_of_the_program() {
    none(&["akkoord", "async_graphql", "axum"], |file| file.is_in(&["entity/", "migration/"]));
    none(&["migration"], |file| file.is_in(&["entity/"]));
    none(&["entity::", "use entity"], |file| file.is_in(&["migration/"]));
}

fn rules_and_figures_are_pure() {
    let impure =
        ["async_graphql", "axum", "DatabaseConnection", "DatabaseTransaction", "ConnectionTrait", "async", "await"];
    none(&impure, Source::is_pure);
    none(&["ledger", "graphql", "sea_orm"], |file| file.is_in(&["api/src/figures/"]));
}

fn only_the_ledger_begins_transactions() {
    let begins =
        [".begin()", ".begin_with_options(", ".begin_with_config(", ".transaction(", ".begin_read(", ".begin_write("];
    none(&begins, |file| file.is_in(&["api/src/"]) && !file.is_in(&["api/src/ledger/"]));
    let connections = ["DatabaseConnection", "DatabaseTransaction"];
    none(&connections, |file| file.is_in(&["api/src/"]) && !file.is_in(&["api/src/ledger/"]));
}

fn each_tool_has_one_user() {
    let but = |places: &'static [&'static str]| move |file: &Source| file.is_in(&["api/src/"]) && !file.is_in(places);
    none(&["jsonwebtoken", "ureq"], but(&["api/src/auth/"]));
    none(&["axum", "hyper"], but(&["api/src/http/", "api/src/app.rs", "api/src/cli/"]));
    none(&["Utc::now", "Local::now", "SystemTime::now", "Uuid::now_v7"], but(&["api/src/clock.rs"]));
    none(&["env::var", "env::var_os", "env::vars"], but(&["api/src/config"]));
}

fn concepts_depend_in_one_direction() {
    for (at, concepts) in CONCEPTS.iter().enumerate() {
        let later: Vec<String> = CONCEPTS[at + 1..]
            .iter()
            .flat_map(|concepts| concepts.split(' '))
            .flat_map(|concept| [format!("{concept}::"), format!("crate::{concept}")])
            .collect();
        let later: Vec<&str> = later.iter().map(String::as_str).collect();
        for concept in concepts.split(' ') {
            let folder = format!("api/src/{concept}/");
            none(&later, |file| {
                let is_core = file.is_pure() || file.path == format!("{folder}mod.rs");
                // A test may set the whole table.
                is_core && !file.path.contains("tests") && file.is_in(&[&folder])
            });
        }
    }
}

fn files_are_short_and_named_after_something() {
    let sources = sources();
    let long: Vec<_> =
        sources.iter().filter(|file| file.lines > LONGEST).map(|file| (&file.path, file.lines)).collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:?}");
    let empty = ["utils", "util", "helpers", "helper", "manager", "common", "misc"];
    let named = |file: &&Source| file.path.split(['/', '.']).any(|part| empty.contains(&part));
    let named: Vec<_> = sources.iter().filter(named).map(|file| &file.path).collect();
    assert!(named.is_empty(), "names that say nothing: {named:?}");
}
