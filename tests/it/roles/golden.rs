//! The golden file: a line per row, a column per role.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::world::ROLES;

/// How the file is written anew.
pub(super) const BLESS: &str = "AKKOORD_BLESS=1 cargo test -p tests --test it -- sqlite::roles::each";

const HEADING: &str = "\
# Who may do what: an act per line, a role per column, and in the cell `yes` or the codes of a refusal, which changes
# nothing. CONCERNED represents the organisation that the act is about: its owner, debtor, beneficiary or reporter. MEMBER
# is another member. FORMER has left, INVITED is not at the table yet, STRANGER is a member of another table. READONLY and
# DASHBOARD are the secretary with a narrower token.
";

/// The cells of each row, in order.
pub(super) type Cells = Vec<(String, Vec<String>)>;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("it/roles.txt")
}

/// What the file says.
pub(super) fn read() -> Cells {
    let file = fs::read_to_string(path()).unwrap();
    let lines = file.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let (name, cells) = line.split_once("  ").unwrap_or_else(|| panic!("not a line of roles.txt: {line}"));
        (name.to_owned(), cells.split_whitespace().map(str::to_owned).collect())
    };
    lines.map(row).collect()
}

/// Writes the file anew.
pub(super) fn bless(found: &Cells) {
    let heading = [("ACT".to_owned(), ROLES.map(str::to_owned).to_vec())];
    let lines: Vec<_> = heading.iter().chain(found).collect();
    let widest = |column: usize| lines.iter().map(|(_, cells)| cells[column].len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..ROLES.len()).map(widest).collect();
    let name_width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut file = HEADING.to_owned();
    for (name, cells) in lines {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}"));
        let line = format!("{name:name_width$}{}", cells.collect::<String>());
        file = file + line.trim_end() + "\n";
    }
    fs::write(path(), file).unwrap();
}

/// Fails with the cells that are not as the file says.
pub(super) fn compare(found: &Cells) {
    let golden: BTreeMap<_, _> = read().into_iter().collect();
    let mut differences = Vec::new();
    for (name, cells) in found {
        let expected = golden.get(name).map_or(&[] as &[String], Vec::as_slice);
        for (at, role) in ROLES.iter().enumerate() {
            let (is, says) = (&cells[at], expected.get(at).map_or("nothing", String::as_str));
            if is != says {
                differences.push(format!("{name} as {role}: {is}, and the file says {says}"));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "not as tests/it/roles.txt says:\n{}\nIf that is meant: {BLESS}",
        differences.join("\n")
    );
}
