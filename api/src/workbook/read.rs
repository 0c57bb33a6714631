//! Workbooks that come from outside: what can be read is read, and nothing else is believed.
//!
//! What always holds:
//! - no size that a file names is believed: every byte is counted as it is unpacked, and every list is bounded as it grows;
//! - only the parts in which sheets stand are unpacked;
//! - a formula is never worked out, and its last outcome never taken for a value;
//! - the order of rows and columns, what is hidden, filtered or merged makes no difference to what a cell holds.
//!
//! The parts are read here rather than by a library for whole workbooks, because those take the file's word for how many
//! strings it holds and copy the style of each cell: a file of a few hundred bytes makes them reserve all memory.

mod archive;
mod parts;
mod sheet;
mod value;
mod xml;

use std::fmt;

use self::{archive::Archive, parts::Parts};
use super::cell::Sheet;
use crate::problem::{Code, Problem};

/// The largest file that is taken, in bytes: what a route that takes a workbook bounds its body by.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most that its parts hold together once they are unpacked, in bytes.
const MOST_UNPACKED: usize = 24 * 1024 * 1024;
const MOST_SHEETS: usize = 30;
/// The most rows of a sheet, up to the last one that holds something.
const MOST_ROWS: u32 = 12_000;
const MOST_COLUMNS: u32 = 200;
/// The most cells of all sheets, from the first column to the last one of each row that holds something.
const MOST_CELLS: usize = 400_000;
const MOST_FORMULAS: usize = 20_000;
/// The most text in all cells, in bytes: one text of the file can stand in many.
const MOST_TEXT: usize = 12 * 1024 * 1024;

/// The sheets of a workbook, in the order of its tabs, also the hidden ones.
///
/// # Errors
/// A problem with the file as a whole, at the path `file`.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    let mut archive = Archive::open(bytes)?;
    let parts = Parts::of(&mut archive)?;
    let mut room = sheet::Room::default();
    let mut sheets = Vec::new();
    for (name, path) in &parts.sheets {
        let part = archive.part(path)?.ok_or_else(broken)?;
        let rows = sheet::rows(&part, name, &parts, &mut room)?;
        sheets.push(Sheet { name: name.clone(), rows });
    }
    Ok(sheets)
}

fn refused(code: Code, nl: impl fmt::Display, en: impl fmt::Display) -> Problem {
    Problem::new(code, &["file"]).saying(nl, en)
}

/// It is something else than a workbook.
fn no_workbook(nl: &str, en: &str) -> Problem {
    refused(
        Code::OutOfRange,
        format!("{nl} Sla de lijst op als Excel-werkmap (.xlsx)."),
        format!("{en} Save the list as an Excel workbook (.xlsx)."),
    )
}

/// It says that it is a workbook, but cannot be read as one.
fn broken() -> Problem {
    refused(
        Code::OutOfRange,
        "Deze werkmap is beschadigd. Open haar in een rekenprogramma, sla haar opnieuw op als .xlsx en probeer het nog eens.",
        "This workbook is damaged. Open it in a spreadsheet program, save it again as .xlsx and try once more.",
    )
}

/// There is too much of something.
fn too_much(nl: impl fmt::Display, en: impl fmt::Display) -> Problem {
    refused(Code::TooLong, format!("Deze werkmap is te groot: {nl}."), format!("This workbook is too large: {en}."))
}
