//! The table's own workbook: what stands in it for a viewer, and how an edited one becomes acts.
//!
//! What always holds:
//! - nothing stands in it that the viewer may not see, and nothing is done by it that the viewer may not do;
//! - what comes back as it went out asks for nothing, whatever was sorted, renamed, moved or left out;
//! - each row is judged by the rules of its concept, and what is wrong is told at the cell where it stands.

mod acts;
mod commitments;
mod grid;
mod interests;
mod lists;
mod measurements;
mod names;
mod page;
mod reading;
pub(crate) mod report;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use self::{
    acts::{About, RowAct},
    grid::{Grid, Layout},
    lists::Lists,
    page::{Known, Source},
    reading::{Edit, Flaw, Reading, stamp},
};
use super::{
    cell::{Book, Cell, Page, Place, Sheet},
    write::ABOVE,
};
use crate::{
    access::{Seen, View, World},
    fold::fold,
    ids::Ref,
    ledger::Changes,
    notation,
    problem::{Checked, Code, Problem},
};

/// The pages of the workbook.
const LAYOUTS: [Layout; 3] = [commitments::LAYOUT, measurements::LAYOUT, interests::LAYOUT];
/// How many rows can be filled in below those that are there.
const EMPTY_ROWS: u32 = 200;
/// By what a problem's path says that it is about a column, and no field of an act.
const OF_COLUMN: char = '@';

/// What an edited workbook asks for.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The rows that ask for something, or have something wrong with them.
    pub(crate) rows: Vec<PlannedRow>,
    /// Why there are no rows to be had.
    pub(crate) problems: Vec<Problem>,
}

/// A row that asks for something.
#[derive(Clone, Debug)]
pub(crate) struct PlannedRow {
    /// Which of the sheets it stands in.
    pub(crate) sheet: usize,
    /// The name of the sheet, as it was sent.
    pub(crate) sheet_name: String,
    /// Where it begins.
    pub(crate) place: Place,
    /// What it is called.
    pub(crate) name: String,
    /// Whether it is to become a new record.
    pub(crate) is_new: bool,
    /// What it changes, field by field.
    pub(crate) edits: Vec<Edit>,
    /// What is wrong with its cells.
    pub(crate) flaws: Vec<Flaw>,
    about: Option<About>,
    acts: Vec<RowAct>,
    /// Where the column of each key is.
    places: HashMap<&'static str, (Place, &'static str)>,
    paths: &'static [(&'static str, &'static str)],
}

/// The workbook as a viewer gets it.
pub(crate) fn book(view: &View) -> Book {
    let lists = Lists::of(view);
    let source = Source { view, lists: &lists };
    let is_office = view.seat.is_secretariat || view.seat.is_chair;
    let pages = vec![
        written(&commitments::LAYOUT, commitments::known(view, &lists), is_office),
        written(&measurements::LAYOUT, measurements::known(&source), false),
        written(&interests::LAYOUT, interests::known(&source), false),
    ];
    Book { about: about(view), pages, lists: lists.written() }
}

fn about(view: &View) -> Vec<String> {
    let lines = [
        "Wijzig wat u wilt in de witte cellen en stuur dit bestand terug. U ziet eerst wat er zou gebeuren; daarna bevestigt u.",
        "Een lege cel laat staan wat er stond. Typ <leeg> om iets weg te halen. Een rij verwijderen doet niets.",
        "Een nieuwe rij onderaan wordt een nieuw voorstel, een nieuwe meting of een nieuw belang.",
        "Wat is afgesproken, verandert alleen met een reden. Noemt u een besluit, dan geldt de wijziging meteen; anders wordt zij voorgelegd aan de partijen.",
        "Een andere voortgang of toelichting wordt een nieuwe voortgangsmelding van vandaag.",
        "Een datum mag een dag zijn (3-5-2027), een maand (mei 2027), een kwartaal (Q2 2027) of een jaar (2027).",
        "Meer namen in één cel scheidt u met een puntkomma. De namen staan op het blad Lijsten.",
        "U mag kolommen verplaatsen, hernoemen, toevoegen of weglaten en rijen sorteren; haal daarvoor eerst de bladbeveiliging weg (zonder wachtwoord). Formules worden niet gelezen: plak de waarden.",
    ];
    let title = format!("Werkmap van {}, {}", view.partnership.name, notation::day(view.desk.today));
    std::iter::once(title).chain(lines.map(str::to_owned)).collect()
}

fn written<R>(layout: &Layout, known: Vec<Known<R>>, all_are_own: bool) -> Page {
    let mut locked = BTreeSet::new();
    let rows = known.into_iter().enumerate().map(|(at, known)| {
        if !known.is_own && !all_are_own {
            locked.insert(at);
        }
        let mut cells = known.cells;
        cells[STAMP_AT] = Cell::Text(stamp(layout.columns, &cells));
        cells
    });
    let rows = rows.collect();
    Page {
        name: layout.name,
        columns: layout.columns.to_vec(),
        first: ABOVE,
        rows,
        own: BTreeMap::new(),
        remarks: Vec::new(),
        empty_rows: EMPTY_ROWS,
        locked,
    }
}

/// Where the stamp of a row stands: after its id and version.
const STAMP_AT: usize = 2;

/// What an edited workbook asks for.
pub(crate) fn plan(view: &View, sheets: &[Sheet]) -> Plan {
    let lists = Lists::of(view);
    let source = Source { view, lists: &lists };
    let mut rows = Vec::new();
    let [first, second, third] = LAYOUTS.map(|layout| Grid::find(&layout, sheets));
    if first.is_none() && second.is_none() && third.is_none() {
        let problem = Problem::new(Code::Required, &["file"]).saying(
            "Dit is niet de werkmap van deze tafel: er is geen blad Afspraken, Metingen of Belangen in te vinden.",
            "This is not the workbook of this table: it has no sheet Afspraken, Metingen or Belangen.",
        );
        return Plan { rows, problems: vec![problem] };
    }
    if let Some(grid) = first {
        let kind = Kind { about: About::Commitment, acts: commitments::acts, paths: commitments::PATHS };
        rows.extend(kind.rows(&source, sheets, &grid, &commitments::known(view, &lists), &["reference", "title"]));
    }
    if let Some(grid) = second {
        let kind = Kind { about: About::Measurement, acts: measurements::acts, paths: measurements::PATHS };
        rows.extend(kind.rows(&source, sheets, &grid, &measurements::known(&source), &[]));
    }
    if let Some(grid) = third {
        let kind = Kind { about: About::Interest, acts: interests::acts, paths: interests::PATHS };
        rows.extend(kind.rows(&source, sheets, &grid, &interests::known(&source), &["title"]));
    }
    Plan { rows, problems: Vec::new() }
}

/// How rows of one kind become acts.
struct Kind<R> {
    about: fn(Ref<R>, i32) -> About,
    acts: fn(&Source<'_>, Option<&Arc<R>>, &mut Reading) -> Vec<RowAct>,
    paths: &'static [(&'static str, &'static str)],
}

impl<R: Seen> Kind<R> {
    fn rows(
        &self,
        source: &Source<'_>,
        sheets: &[Sheet],
        grid: &Grid<'_>,
        known: &[Known<R>],
        named_in: &[&'static str],
    ) -> Vec<PlannedRow> {
        let index = Index::of(known);
        let mut taken: HashMap<usize, u32> = HashMap::new();
        let mut rows = Vec::new();
        for row in grid.rows() {
            let found = index.find(grid, row, named_in);
            let one = found.as_ref().ok().copied().flatten();
            let is_current = match (one, grid.hidden(row, "version")) {
                (Some(at), version) if !version.is_empty() => version == known[at].version.to_string(),
                _ => true,
            };
            let one = one.map(|at| (at, &known[at]));
            let twice = one.and_then(|(at, _)| taken.insert(at, row));
            let planned = match (found, twice) {
                (Err(flaw), _) => self.refused(sheets, grid, row, *flaw),
                (Ok(_), Some(before)) => self.refused(sheets, grid, row, copied(before).into()),
                (Ok(_), None) => {
                    let known = one.map(|(_, known)| known);
                    let today = known.map(|known| known.cells.as_slice());
                    let mut reading = Reading::of(grid, row, today, is_current);
                    let is_asking = !reading.edits.is_empty();
                    let record = known.map(|known| &known.record);
                    let acts = if is_asking { (self.acts)(source, record, &mut reading) } else { Vec::new() };
                    let about = known.map(|known| (self.about)(Ref::new(known.id.word()), known.version));
                    let name = known.map(|known| known.name.clone());
                    self.planned(sheets, grid, row, name, about, acts, reading)
                }
            };
            rows.extend(planned.filter(|row| !row.acts.is_empty() || !row.flaws.is_empty()));
        }
        rows
    }

    fn refused(&self, sheets: &[Sheet], grid: &Grid<'_>, row: u32, flaw: Flaw) -> Option<PlannedRow> {
        let reading = Reading { flaws: vec![flaw], ..Reading::default() };
        self.planned(sheets, grid, row, None, None, Vec::new(), reading)
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a row")]
    fn planned(
        &self,
        sheets: &[Sheet],
        grid: &Grid<'_>,
        row: u32,
        name: Option<String>,
        about: Option<About>,
        acts: Vec<RowAct>,
        reading: Reading,
    ) -> Option<PlannedRow> {
        let columns = grid.columns.iter().filter(|column| column.access != super::cell::Access::Hidden);
        let of_column = |column: &super::cell::Column| (column.key, (grid.place(row, Some(column.key)), column.header));
        let title = grid.columns.iter().position(|column| matches!(column.key, "title" | "indicator"));
        Some(PlannedRow {
            sheet: grid.sheet,
            sheet_name: sheets.get(grid.sheet)?.name.clone(),
            place: grid.place(row, None),
            name: name.unwrap_or_else(|| title.map(|at| reading::shown(grid.cell(row, at))).unwrap_or_default()),
            is_new: about.is_none(),
            edits: reading.edits,
            flaws: reading.flaws,
            about,
            acts,
            places: columns.map(of_column).collect(),
            paths: self.paths,
        })
    }
}

/// Records by what rows are found by.
struct Index {
    ids: HashMap<String, usize>,
    keys: HashMap<String, usize>,
    names: HashMap<String, Vec<usize>>,
}

impl Index {
    fn of<R>(known: &[Known<R>]) -> Self {
        let mut index = Self { ids: HashMap::new(), keys: HashMap::new(), names: HashMap::new() };
        for (at, one) in known.iter().enumerate() {
            index.ids.insert(one.id.word(), at);
            index.keys.extend(one.key.iter().map(|key| (key.trim().to_owned(), at)));
            for name in &one.names {
                index.names.entry(fold(name)).or_default().push(at);
            }
        }
        index
    }

    /// The record that a row is about: by its id, else its external key, else its name; none where it is new.
    fn find(&self, grid: &Grid<'_>, row: u32, named_in: &[&'static str]) -> Result<Option<usize>, Box<Flaw>> {
        let id = grid.columns.first().map(|column| grid.hidden(row, column.key)).unwrap_or_default();
        if !id.is_empty() {
            let found = self.ids.get(id).copied();
            return found.map(Some).ok_or_else(|| {
                Problem::new(Code::NotFound, &[]).saying(
                    "Waar deze rij over gaat, bestaat niet (meer) aan deze tafel, of u kunt het niet zien of wijzigen.",
                    "What this row is about does not exist at this table (any more), or you cannot see or change it.",
                )
                .into()
            });
        }
        let said = |key: &str| {
            let column = grid.columns.iter().position(|column| column.key == key);
            column.map(|at| reading::shown(grid.cell(row, at))).unwrap_or_default()
        };
        if let Some(at) = self.keys.get(&said("external_key")) {
            return Ok(Some(*at));
        }
        for key in named_in {
            match self.names.get(&fold(&said(key))).map(Vec::as_slice) {
                Some([one]) => return Ok(Some(*one)),
                Some(_) => {
                    let problem = Problem::new(Code::OutOfRange, &[key]).saying(
                        "Er zijn er meer die zo heten; zeg met het kenmerk of de externe sleutel welke u bedoelt.",
                        "There are several of this name; say by the reference or the external key which one you mean.",
                    );
                    return Err(problem.into());
                }
                None => {}
            }
        }
        Ok(None)
    }
}

fn copied(before: u32) -> Problem {
    let before = u64::from(before) + 1;
    Problem::new(Code::AlreadyExists, &[]).saying(
        format!("Deze rij gaat over hetzelfde als rij {before}. Een nieuwe begint u in een lege rij, niet als kopie."),
        format!("This row is about the same as row {before}. Begin a new one in an empty row, not as a copy."),
    )
}

/// Does what a row asks for, by the rules of its concept; or tells all that is wrong with it.
pub(crate) fn judge(world: &World<'_>, row: &PlannedRow) -> Checked<Changes> {
    let performed = acts::perform(world, row.about.as_ref(), &row.acts);
    if row.flaws.is_empty() {
        return performed;
    }
    let column_of = |problem: &Problem| row.column(&problem.path);
    let mut problems: Vec<Problem> = row.flaws.iter().map(Flaw::at_its_column).collect();
    // What is not understood is there, so it is not missing too.
    let is_missing = |problem: &Problem| problem.code == Code::Required;
    let understood = problems.clone();
    problems
        .retain(|one| !is_missing(one) || !understood.iter().any(|other| !is_missing(other) && other.path == one.path));
    let flawed: BTreeSet<Option<&str>> = problems.iter().map(column_of).collect();
    // Of a cell that is not understood, no rule has anything to say.
    problems.extend(performed.err().into_iter().flatten().filter(|problem| match column_of(problem) {
        // That nothing would change is not so where a change is not understood.
        None => !is_missing(problem),
        column => !flawed.contains(&column),
    }));
    Err(problems)
}

impl Flaw {
    fn at_its_column(&self) -> Problem {
        let path = self.problem.path.iter().map(|key| format!("{OF_COLUMN}{key}")).collect();
        Problem { path, ..self.problem.clone() }
    }
}

impl PlannedRow {
    /// The key of the column that a problem's path leads to; none where it is about the whole row.
    fn column(&self, path: &[String]) -> Option<&str> {
        let whole = path.join(".");
        if let Some(key) = whole.strip_prefix(OF_COLUMN) {
            return self.places.keys().copied().find(|known| *known == key);
        }
        let leads = self.paths.iter().filter(|(field, _)| whole.starts_with(field));
        leads.max_by_key(|(field, _)| field.len()).map(|(_, key)| *key)
    }

    /// Where a problem stands in the file, and what people read above that column.
    pub(crate) fn place_of(&self, problem: &Problem) -> (Place, Option<&'static str>) {
        let found = self.column(&problem.path).and_then(|key| self.places.get(key));
        found.map_or((self.place, None), |(place, header)| (*place, Some(*header)))
    }

    /// What was probably meant where a problem stands.
    pub(crate) fn suggestion(&self, problem: &Problem) -> Option<&str> {
        let flaw = self.flaws.iter().find(|flaw| flaw.at_its_column() == *problem)?;
        flaw.suggestion.as_deref()
    }
}
