//! Where things stand in a sheet that was sent back: its columns by their keys or else by what stands above them, its rows
//! wherever they were moved to. Nothing is known by its position.

use crate::{
    fold::fold,
    workbook::{
        cell::{Access, Cell, Column, Place, Sheet},
        write::REMARKS,
    },
};

/// How far down the keys or headers of a sheet may have moved.
const TOP: usize = 12;

/// A page of the workbook as it is made: its name and its columns, the first of which is the id by which it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
}

/// A sheet that was sent, read as one of the pages.
pub(super) struct Grid<'a> {
    /// The columns of the page.
    pub(super) columns: &'static [Column],
    /// Which of the sheets it is.
    pub(super) sheet: usize,
    /// The first row with something to read.
    pub(super) first: u32,
    rows: &'a [Vec<Cell>],
    /// Where each of the columns is, if it is still there.
    found: Vec<Option<u16>>,
}

impl<'a> Grid<'a> {
    /// The sheet that is a page: the one with its keys, else the one with its name.
    pub(super) fn find(layout: &Layout, sheets: &'a [Sheet]) -> Option<Self> {
        let grid = |(at, sheet): (usize, &'a Sheet)| Self::read(layout, at, sheet);
        let by_key = sheets.iter().enumerate().find(|(_, sheet)| keys(layout, sheet).is_some());
        let by_name = || sheets.iter().enumerate().find(|(_, sheet)| fold(&sheet.name) == fold(layout.name));
        by_key.or_else(by_name).and_then(grid)
    }

    fn read(layout: &Layout, sheet: usize, sent: &'a Sheet) -> Option<Self> {
        let keys = keys(layout, sent);
        let headers = match keys {
            Some(keys) => keys + 1,
            // Without the keys, the row that names the most columns.
            None => (0..sent.rows.len().min(TOP)).max_by_key(|row| (named(layout, &sent.rows[*row]), TOP - row))?,
        };
        let empty = Vec::new();
        let key_row = keys.and_then(|row| sent.rows.get(row)).unwrap_or(&empty);
        let header_row = sent.rows.get(headers).unwrap_or(&empty);
        let mut found: Vec<Option<u16>> =
            layout.columns.iter().map(|column| place(key_row, |text| text == column.key)).collect();
        for (at, column) in layout.columns.iter().enumerate() {
            let is_free = |place: &u16| !found.contains(&Some(*place));
            if found[at].is_none() {
                found[at] = place(header_row, |text| fold(text) == fold(column.header)).filter(is_free);
            }
        }
        let first = u32::try_from(headers + 1).ok()?;
        let is_known = found.iter().flatten().count() > 1;
        is_known.then_some(Self { columns: layout.columns, sheet, first, rows: &sent.rows, found })
    }

    /// The rows in which something stands.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        (self.first..last).filter(|row| (0..self.columns.len()).any(|column| *self.cell(*row, column) != Cell::Empty))
    }

    /// A cell, by the place of its column in the page.
    pub(super) fn cell(&self, row: u32, column: usize) -> &'a Cell {
        let cell = self.found[column].and_then(|at| self.rows.get(row as usize)?.get(usize::from(at)));
        cell.unwrap_or(&Cell::Empty)
    }

    /// The words of a cell that a person does not see or change.
    pub(super) fn hidden(&self, row: u32, key: &str) -> &'a str {
        let column = self.columns.iter().position(|column| column.key == key);
        match column.map(|column| self.cell(row, column)) {
            Some(Cell::Text(text) | Cell::Number(text)) => text.trim(),
            _ => "",
        }
    }

    /// Where a cell is in the file; without a key, or where its column is gone, the first cell of the row that is shown.
    pub(super) fn place(&self, row: u32, key: Option<&str>) -> Place {
        let column_of = |key: &str| self.columns.iter().position(|column| column.key == key);
        let named = key.and_then(column_of).and_then(|at| self.found[at]);
        let shown = self.columns.iter().zip(&self.found).filter(|(column, _)| column.access == Access::Editable);
        let column = named.or_else(|| shown.filter_map(|(_, at)| *at).min()).unwrap_or_default();
        Place { row, column }
    }

    /// A cell, by its place in the file.
    pub(super) fn at(&self, row: u32, column: u16) -> &'a Cell {
        self.rows.get(row as usize).and_then(|row| row.get(usize::from(column))).unwrap_or(&Cell::Empty)
    }

    /// How many columns its widest row has.
    pub(super) fn width(&self) -> u16 {
        self.rows.iter().map(|row| u16::try_from(row.len()).unwrap_or(u16::MAX)).max().unwrap_or_default()
    }

    /// Where the remarks of an answer stand that was sent again.
    pub(super) fn remarks(&self) -> Option<u16> {
        let headers = self.first.saturating_sub(1);
        let row = |row: u32| self.rows.get(row as usize);
        let by_key = headers.checked_sub(1).and_then(row).and_then(|keys| place(keys, |text| text == REMARKS));
        let by_header = || place(row(headers)?, |text| fold(text) == REMARKS);
        by_key.or_else(by_header).filter(|at| !self.found.contains(&Some(*at)))
    }

    /// Where each column of the page is in the file.
    pub(super) fn found(&self) -> &[Option<u16>] {
        &self.found
    }
}

/// The row of keys, by the key of the id.
fn keys(layout: &Layout, sheet: &Sheet) -> Option<usize> {
    let id = layout.columns.first()?.key;
    sheet.rows.iter().take(TOP).position(|row| place(row, |text| text == id).is_some())
}

fn named(layout: &Layout, row: &[Cell]) -> usize {
    let is_header = |text: &str| layout.columns.iter().any(|column| fold(column.header) == fold(text));
    row.iter().filter(|cell| matches!(cell, Cell::Text(text) if is_header(text))).count()
}

fn place(row: &[Cell], is_it: impl Fn(&str) -> bool) -> Option<u16> {
    let at = row.iter().position(|cell| matches!(cell, Cell::Text(text) if is_it(text.trim())))?;
    u16::try_from(at).ok()
}
