//! Workbooks as bytes, made so that a person can only change what can be changed, and sees what is wrong where it is.
//!
//! What always holds:
//! - on each page the first row is hidden and says by its keys what the columns are; the second holds the headers;
//! - a text is never a formula, whatever it begins with;
//! - equal books are equal byte for byte, so that a file can be known by its hash.

mod page;
mod style;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::cell::{Book, Cell};
use crate::error::Error;

/// The sheet of words before all others.
pub(crate) const ABOUT: &str = "Lees mij";
/// The sheet of lists after all others.
pub(crate) const LISTS: &str = "Lijsten";
/// The last column of each page: what is wrong with its row. It is never read.
pub(crate) const REMARKS: &str = "melding";
/// How many rows are above the rows of a page: the keys and the headers.
pub(crate) const ABOVE: u32 = 2;

/// The workbook as a file.
///
/// # Errors
/// A text of more than 32 767 characters, which no cell holds, or two pages of one name.
pub(crate) fn write(book: &Book) -> Result<Vec<u8>, Error> {
    written(book).map_err(|cause| Error::Corrupt(format!("no workbook can be made of this: {cause}")))
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = book.about.first().map_or("Akkoord", String::as_str);
    // The day on which a file is made must not make it another file.
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_author("Akkoord").set_creation_datetime(&made));
    about(workbook.add_worksheet(), &book.about)?;
    for page in &book.pages {
        page::write(workbook.add_worksheet(), page)?;
    }
    lists(&mut workbook, &book.lists)?;
    workbook.save_to_buffer()
}

fn about(sheet: &mut Worksheet, lines: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?.set_column_width(0, 100)?.set_screen_gridlines(false);
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let line = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = line.clone().set_bold().set_font_size(14);
    for (row, text) in (0..).zip(lines) {
        if let Cell::Text(text) = Cell::text(text) {
            sheet.write_string_with_format(row, 0, text, if row == 0 { &title } else { &line })?;
        }
    }
    sheet.protect_with_options(&protection());
    Ok(())
}

/// Each list as a column below its name, and a name in the workbook by which cells are chosen from it.
fn lists(workbook: &mut Workbook, lists: &[(&'static str, Vec<String>)]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(LISTS)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (name, words)) in (0..).zip(lists) {
        sheet.set_column_width(column, 34)?;
        sheet.write_string_with_format(0, column, *name, &style::header())?;
        for (row, word) in (1..).zip(words) {
            if let Cell::Text(word) = Cell::text(word) {
                sheet.write_string_with_format(row, column, word, &style::text())?;
            }
        }
    }
    sheet.protect_with_options(&protection());
    for (column, (name, words)) in (0..).zip(lists) {
        let (letters, last) = (letters(column), words.len().max(1) + 1);
        workbook.define_name(name_of_list(name), &format!("={LISTS}!${letters}$2:${letters}${last}"))?;
    }
    Ok(())
}

/// By which name the cells of a list are chosen; a spreadsheet allows no spaces and nothing that looks like a cell.
fn name_of_list(list: &str) -> String {
    let word: String =
        crate::fold::fold(list).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("lijst_{word}")
}

fn letters(column: u16) -> String {
    let place = super::cell::Place { row: 0, column }.to_string();
    place.trim_end_matches('1').to_owned()
}

/// A sheet on which only unlocked cells can be changed, and everything can be searched. There is no password: it keeps
/// nobody out, and only keeps a hand from slipping.
fn protection() -> ProtectionOptions {
    ProtectionOptions {
        use_autofilter: true,
        sort: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    }
}

/// The number of the paper size.
const A4: u8 = 9;
