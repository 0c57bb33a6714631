//! What would happen by an edited workbook: in numbers, row by row, and in the cells themselves.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use serde_json::{Value, json};

use super::{LAYOUTS, PlannedRow, grid::Grid, reading::shown};
use crate::{
    language::Language,
    ledger::Effect,
    problem::Problem,
    workbook::{
        batch::{Outcome, RowEnd},
        cell::{Access, Book, Cell, Column, Content, Page, Remark, Sheet},
        write::REMARKS,
    },
};

/// How many columns of a sheet that was sent are given back.
const MOST_COLUMNS: u16 = 200;
/// A column of the sender's own.
const OWN: Column = Column { key: "", header: "", width: 20, content: Content::LongText, access: Access::Editable };

/// What is wrong with a cell, as it is told.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CellProblem {
    /// The cell, as a spreadsheet shows it: `Afspraken!D14`.
    pub(crate) cell: String,
    /// The sheet.
    pub(crate) sheet: String,
    /// The row, from 1.
    pub(crate) row: u32,
    /// What people read above the column; null where it is about the whole row.
    pub(crate) column: Option<&'static str>,
    /// The code.
    pub(crate) code: &'static str,
    /// In words.
    pub(crate) message: String,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
}

/// All that is wrong, cell by cell.
pub(crate) fn problems(rows: &[Arc<PlannedRow>], ends: &[RowEnd], language: Language) -> Vec<CellProblem> {
    told(rows, ends).map(|(row, problem)| of_cell(row, problem, language)).collect()
}

fn told<'a>(rows: &'a [Arc<PlannedRow>], ends: &'a [RowEnd]) -> impl Iterator<Item = (&'a PlannedRow, &'a Problem)> {
    let bad = rows.iter().zip(ends).filter_map(|(row, end)| Some((&**row, end.as_ref().err()?)));
    bad.flat_map(|(row, problems)| problems.iter().map(move |problem| (row, problem)))
}

fn of_cell(row: &PlannedRow, problem: &Problem, language: Language) -> CellProblem {
    let (place, column) = row.place_of(problem);
    CellProblem {
        cell: format!("{}!{place}", row.sheet_name),
        sheet: row.sheet_name.clone(),
        row: place.row + 1,
        column,
        code: problem.code.as_str(),
        message: problem.sentence(language).to_owned(),
        suggestion: row.suggestion(problem).map(str::to_owned),
    }
}

/// The report on a file that was checked.
pub(crate) fn report(id: uuid::Uuid, rows: &[Arc<PlannedRow>], outcome: &Outcome, language: Language) -> Value {
    let (changed, added) = (outcome.count(Effect::Changed), outcome.count(Effect::Added));
    let preview = rows.iter().zip(&outcome.rows).filter(|(_, end)| !matches!(end, Ok((_, Effect::Unchanged))));
    json!({
        "id": id,
        "summary": summary(changed, added, outcome.refused(), language),
        "changed": changed,
        "added": added,
        "removed": 0,
        "refused": outcome.refused(),
        "problems": problems(rows, &outcome.rows, language),
        "rows": preview.map(|(row, end)| of_row(row, end)).collect::<Vec<_>>(),
    })
}

/// How many rows are what, in one line.
fn summary(changed: usize, added: usize, refused: usize, language: Language) -> String {
    let (mut line, faulty) = match language {
        Language::Nl => (format!("{changed} gewijzigd, {added} nieuw, 0 verwijderd"), "met een melding"),
        Language::En => (format!("{changed} changed, {added} new, 0 removed"), "with a problem"),
    };
    if refused > 0 {
        line = format!("{line}, {refused} {faulty}");
    }
    line
}

fn of_row(row: &PlannedRow, end: &RowEnd) -> Value {
    let changes = row.edits.iter().map(|edit| {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        json!({ "field": edit.header, "from": said(&edit.from), "to": said(&edit.to) })
    });
    json!({
        "sheet": row.sheet_name,
        "row": row.place.row + 1,
        "name": row.name,
        "isNew": row.is_new,
        "isGood": end.is_ok(),
        "changes": changes.collect::<Vec<_>>(),
    })
}

/// The workbook as it was sent, with what is wrong in its cells. Its rows and columns stand where they stood.
pub(crate) fn remarked(book: Book, sheets: &[Sheet], rows: &[Arc<PlannedRow>], ends: &[RowEnd]) -> Book {
    let pages = book.pages.into_iter().zip(LAYOUTS).map(|(page, layout)| match Grid::find(&layout, sheets) {
        Some(grid) => page_of(&page, &grid, rows, ends),
        None => page,
    });
    Book { pages: pages.collect(), ..book }
}

fn page_of(page: &Page, grid: &Grid<'_>, rows: &[Arc<PlannedRow>], ends: &[RowEnd]) -> Page {
    let (columns, own) = columns_of(page, grid);
    let last = grid.rows().max().map_or(grid.first, |last| last + 1);
    let cell = |row: u32, from: &From| match *from {
        From::Page(at) => grid.cell(row, at).clone(),
        From::Sender(at) => grid.at(row, at).clone(),
        From::Remarks => Cell::Empty,
    };
    let sent = (grid.first..last).map(|row| columns.iter().map(|(from, _)| cell(row, from)).collect::<Vec<Cell>>());
    let remarks = told(rows, ends).filter(|(row, _)| row.sheet == grid.sheet).map(|(row, problem)| {
        let (place, header) = row.place_of(problem);
        let column = header.and_then(|header| columns.iter().position(|(_, column)| column.header == header));
        let mut text = problem.sentence(Language::Nl).to_owned();
        if let Some(suggestion) = row.suggestion(problem) {
            text = format!("{text} Bedoelde u “{suggestion}”?");
        }
        Remark { row: (place.row - grid.first) as usize, column, text }
    });
    Page {
        name: page.name,
        remarks: remarks.collect(),
        first: grid.first,
        rows: sent.collect(),
        columns: columns.iter().map(|(_, column)| *column).collect(),
        own,
        empty_rows: page.empty_rows,
        locked: std::collections::BTreeSet::new(),
    }
}

/// Where the cells of a column come from.
enum From {
    /// A column of the page, by its place there.
    Page(usize),
    /// A column of the sender's own, by its place in the file.
    Sender(u16),
    /// Nowhere: the remarks are made anew.
    Remarks,
}

/// What stands above columns of the sender's own, by the place of the column.
type Own = BTreeMap<usize, String>;

/// The columns of a sheet that was sent, each where it stood; those that were left out come last.
fn columns_of(page: &Page, grid: &Grid<'_>) -> (Vec<(From, Column)>, Own) {
    let (found, remarks) = (grid.found(), grid.remarks());
    let of_page = |at: usize| (From::Page(at), page.columns[at]);
    let (mut columns, mut own) = (Vec::new(), Own::new());
    for place in 0..grid.width().min(MOST_COLUMNS) {
        if let Some(at) = found.iter().position(|found| *found == Some(place)) {
            columns.push(of_page(at));
        } else if remarks == Some(place) {
            columns.push((From::Remarks, Column { key: REMARKS, ..OWN }));
        } else {
            own.insert(columns.len(), shown(grid.at(grid.first.saturating_sub(1), place)));
            columns.push((From::Sender(place), OWN));
        }
    }
    let is_beyond = |at: &usize| found[*at].is_none_or(|place| place >= MOST_COLUMNS);
    columns.extend((0..page.columns.len()).filter(is_beyond).map(of_page));
    (columns, own)
}
