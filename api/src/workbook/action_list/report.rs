//! What is told of a list that was checked: how its columns are read, what would become of its rows, and what is wrong in
//! which cell.

use entity::import_check;
use serde::Serialize;

use super::{
    Field, List,
    header::{Sureness, letters},
    row::{self, Row},
};
use crate::{
    access::View,
    commitment::{Commitment, words::CommitmentState},
    graphql::{Labelled, date_label},
    language::Language,
    ledger::Effect,
    problem::{Code, Problem},
    workbook::{batch::Outcome, cell::Place},
};

/// Rows that a report shows.
const SHOWN: usize = 200;

/// A report on a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    /// By which the list is taken over.
    pub(crate) id: String,
    file_name: Option<String>,
    sheet: String,
    sheets: Vec<String>,
    /// As the spreadsheet numbers it.
    header_row: usize,
    columns: Vec<ColumnRead>,
    /// How it was read, to be sent again with changes.
    mapping: super::Mapping,
    counts: Counts,
    preview: Vec<RowRead>,
    pub(crate) problems: Vec<CellProblem>,
}

/// How a column is read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ColumnRead {
    column: String,
    header: String,
    field: Option<Field>,
    sureness: Option<Sureness>,
    sureness_label: Option<&'static str>,
}

/// How many rows would be treated how.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    rows: usize,
    added: usize,
    unchanged: usize,
    with_problems: usize,
}

/// How a row is read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RowRead {
    /// As the spreadsheet numbers it.
    row: usize,
    /// What would become of it; none where something is wrong with it.
    effect: Option<Effect>,
    /// The commitment that it is about already.
    reference: Option<String>,
    title: String,
    who: Vec<String>,
    due_on: Option<String>,
    state: String,
    external_key: Option<String>,
}

/// What is wrong with a list, where a cell holds it in that cell.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CellProblem {
    /// As the spreadsheet shows it, such as `Blad1!C7`; the first cell of the row where it is about the whole row.
    pub(crate) cell: Option<String>,
    #[serde(skip)]
    pub(crate) place: Option<Place>,
    field: Option<Field>,
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl Report {
    pub(super) fn of(
        view: &View,
        check: &import_check::Model,
        list: &List,
        outcome: &Outcome,
        language: Language,
    ) -> Self {
        let rows = row::rows(view, list).unwrap_or_default();
        let columns = list.headers.columns.iter().map(|header| ColumnRead {
            column: letters(header.column),
            header: header.text.clone(),
            field: header.field.map(|(field, _)| field),
            sureness: header.field.map(|(_, sureness)| sureness),
            sureness_label: header.field.map(|(_, sureness)| sureness.label(language)),
        });
        let counts = Counts {
            rows: outcome.rows.len(),
            added: outcome.count(Effect::Added),
            unchanged: outcome.count(Effect::Unchanged),
            with_problems: outcome.refused(),
        };
        let ends = outcome.rows.iter().map(|end| end.as_ref().ok().map(|(_, effect)| *effect));
        let preview = rows.iter().zip(ends).take(SHOWN).map(|(row, effect)| read(view, row, effect, language));
        Self {
            id: check.id.to_string(),
            file_name: check.file_name.clone(),
            sheet: list.sheet.name.clone(),
            sheets: list.sheets.clone(),
            header_row: list.headers.row + 1,
            columns: columns.collect(),
            mapping: list.mapping.clone(),
            counts,
            preview: preview.collect(),
            problems: problems(list, outcome, language),
        }
    }
}

/// All that is wrong with a list, cell by cell.
pub(crate) fn problems(list: &List, outcome: &Outcome, language: Language) -> Vec<CellProblem> {
    let whole = list.asked().into_iter().map(|problem| told(&problem, None, None, list, language));
    let of_rows = row::places(list)
        .into_iter()
        .zip(&outcome.rows)
        .filter_map(|(place, end)| end.as_ref().err().map(|found| (place, found)));
    let of_rows = of_rows.flat_map(|(place, found)| {
        found.iter().map(move |problem| {
            let field = row::field_of(problem, list);
            told(problem, Some(place), field, list, language)
        })
    });
    whole.chain(of_rows).collect()
}

fn told(problem: &Problem, row: Option<usize>, field: Option<Field>, list: &List, language: Language) -> CellProblem {
    let first = list.headers.columns.first().map_or(0, |header| header.column);
    let column = field.and_then(|field| list.headers.column(field)).unwrap_or(first);
    let place = row.and_then(|row| u32::try_from(row).ok()).map(|row| Place { row, column });
    CellProblem {
        cell: place.map(|place| format!("{}!{place}", list.sheet.name)),
        place,
        field,
        code: problem.code,
        message: problem.sentence(language).to_owned(),
    }
}

fn read(view: &View, row: &Row, effect: Option<Effect>, language: Language) -> RowRead {
    let known = row.known.and_then(|id| view.get::<Commitment>(id));
    let name = |party: &super::names::Party| view.desk.organisation(party.organisation).map(|one| one.name.clone());
    RowRead {
        row: row.place + 1,
        effect,
        reference: known.and_then(|known| known.reference.clone()),
        title: row.input.commitment.title.clone(),
        who: row.parties.iter().filter_map(name).collect(),
        due_on: row.due.as_ref().map(|due| date_label(due, language)),
        state: CommitmentState::from(row.state).label(language).to_owned(),
        external_key: row.input.commitment.about.external_key.as_opt_deref().flatten().map(str::to_owned),
    }
}
