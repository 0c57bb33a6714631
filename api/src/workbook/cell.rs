//! Sheets as they are read from a file and written to one, without a word on what stands in them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::NaiveDate;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// A text; never taken for a formula, whatever it begins with.
    Text(String),
    /// A number, as the digits that a person sees: at most 15 significant ones, with a point.
    Number(String),
    /// A calendar day.
    Day(NaiveDate),
    /// True or false.
    Truth(bool),
    /// A formula, of which the outcome is not believed.
    Formula(String),
    /// An error such as `#N/A`.
    Broken(String),
}

impl Cell {
    /// A text as it is read back from a file: without outer spaces, its lines apart by one character, and nothing that no
    /// cell holds; empty where nothing is left. Compare by it what was in a cell and what is.
    pub(crate) fn text(text: &str) -> Self {
        let odd = |c: char| c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}');
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace(odd, "");
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }
}

/// Where a cell stands: the column and the row from 0, as in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The row, from 0.
    pub(crate) row: u32,
    /// The column, from 0.
    pub(crate) column: u16,
}

/// As a spreadsheet shows it: `D14`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u32::from(self.column) + 1;
        while rest > 0 {
            let letter = (rest - 1) % 26;
            letters.push(char::from(b'A' + u8::try_from(letter).unwrap_or_default()));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

/// A sheet that was read: its rows from the top, without those at the end in which nothing stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Its rows; each has as many cells as its last one that holds something.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A sheet to be written: columns that are known by a key, and rows of cells.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// In which row of the file, from 0, its rows begin: the headers are in the row above, and the hidden keys above those.
    pub(crate) first: u32,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What people wrote above columns of their own, by the place of the column. Such a column has no key.
    pub(crate) own: BTreeMap<usize, String>,
    /// What is wrong with cells: the row among `rows`, the column among `columns`, and the words for it.
    pub(crate) remarks: Vec<Remark>,
    /// How many empty rows below can be filled in.
    pub(crate) empty_rows: u32,
    /// Those of its rows in which nothing can be changed.
    pub(crate) locked: BTreeSet<usize>,
}

/// What is wrong with a cell. It stands in the cell's comment and in the column "Melding".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remark {
    /// The row among the rows of its page, from 0.
    pub(crate) row: usize,
    /// The column among the columns of its page; none where it is about the whole row.
    pub(crate) column: Option<usize>,
    /// The words for it.
    pub(crate) text: String,
}

/// A column of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Column {
    /// By what it is found again, whatever its header is changed to.
    pub(crate) key: &'static str,
    /// What people read above it.
    pub(crate) header: &'static str,
    /// How wide it is, in characters.
    pub(crate) width: u8,
    /// What belongs in it.
    pub(crate) content: Content,
    /// Whether it can be changed.
    pub(crate) access: Access,
}

/// What belongs in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Content {
    /// Words on one line.
    Text,
    /// Words on several lines.
    LongText,
    /// A number.
    Number,
    /// An amount in EUR.
    Amount,
    /// A day.
    Day,
    /// A day, or words for a month, a quarter or a year.
    FuzzyDay,
    /// One of a list on the sheet of lists, by the name of that list; other words are refused only when the file is read.
    Choice(&'static str),
}

/// Whether a column can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Its cells can be changed.
    Editable,
    /// Its cells are shown, and locked.
    Locked,
    /// It is not shown.
    Hidden,
}

/// A workbook to be written.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    /// What stands on the first sheet, a line each.
    pub(crate) about: Vec<String>,
    /// Its sheets.
    pub(crate) pages: Vec<Page>,
    /// The lists from which cells are chosen, by name.
    pub(crate) lists: Vec<(&'static str, Vec<String>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_in_a_spreadsheet() {
        let place = |row, column| Place { row, column }.to_string();
        assert_eq!(place(0, 0), "A1");
        assert_eq!(place(13, 3), "D14");
        assert_eq!(place(1, 25), "Z2");
        assert_eq!(place(1, 26), "AA2");
        assert_eq!(place(1_048_575, 16_383), "XFD1048576");
    }
}
