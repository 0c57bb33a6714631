//! Workbooks that come from outside.

use super::cell::Sheet;
use crate::problem::{Code, Problem};

/// The largest file that is taken, in bytes: what a route that takes a workbook bounds its body by.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The sheets of a workbook, in the order of its tabs.
///
/// # Errors
/// A problem with the file as a whole, at the path `file`.
pub(crate) fn read(_bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    Err(Problem::new(Code::OutOfRange, &["file"]))
}
