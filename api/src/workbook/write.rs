//! Workbooks as bytes.

use super::cell::Book;
use crate::error::Error;

/// The workbook as a file. Equal books are equal byte for byte.
pub(crate) fn write(book: &Book) -> Result<Vec<u8>, Error> {
    Err(Error::Corrupt(format!("not written yet: {} pages", book.pages.len())))
}
