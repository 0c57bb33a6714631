//! A row of a list: what its cells say, and what the rule on taking over makes of it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use async_graphql::MaybeUndefined;
use chrono::{Datelike, NaiveDate};
use entity::{CommitmentId, CommitmentState, FuzzyDate};

use super::{
    Field, List,
    names::{Known, Party},
    states,
};
use crate::{
    access::{View, World, act, allow},
    commitment::{
        Commitment,
        input::{
            CommitmentAboutInput, CommitmentDebtorInput, CommitmentTakeOverInput, CommitmentTakenOverInput,
            CommitmentTermsInput,
        },
        rules::take_over,
    },
    fold::fold,
    graphql::FuzzyDateInput,
    ids::{NodeId, Ref},
    ledger::{Changes, Record},
    partnership::Partnership,
    problem::{Checked, Code, NAME, Problem},
    workbook::{
        cell::Cell,
        words::{self, Said, Yearless},
    },
};

/// The most rows that are taken over at a time.
const MOST: usize = 2_000;

/// A row of a list as it is understood.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its place in the sheet, from 0.
    pub(super) place: usize,
    pub(super) input: CommitmentTakeOverInput,
    pub(super) parties: Vec<Party>,
    pub(super) due: Option<FuzzyDate>,
    pub(super) state: CommitmentState,
    /// The commitment that it is about already.
    pub(super) known: Option<CommitmentId>,
    /// What is wrong with its cells.
    problems: Vec<Problem>,
}

/// The rows of a list, for whoever may take it over.
pub(super) fn rows(view: &View, list: &List) -> Checked<Vec<Row>> {
    allow(view, &act::commitmentTakeOver, false, &[])?;
    let places = places(list);
    if places.len() > MOST {
        return Err(vec![Problem::new(Code::OutOfRange, &["rows"]).saying(
            format!("Deze lijst telt {} rijen; het maximum per keer is {MOST}.", places.len()),
            format!("This list has {} rows; the maximum at a time is {MOST}.", places.len()),
        )]);
    }
    let reader = Reader { view, list, known: Known::at(view, &list.mapping), before: Before::of(view) };
    Ok(places.into_iter().map(|place| reader.row(place)).collect())
}

/// What a row does: it takes over a commitment, or leaves one that was taken over before as it is.
pub(super) fn judge(world: &World<'_>, row: &Row) -> Checked<Changes> {
    if let Some(id) = row.known {
        let view = world.view(row.input.partnership.partnership(), &[])?;
        let known = view.get::<Commitment>(id).ok_or_else(|| Problem::new(Code::NotFound, &[]))?;
        return Ok(Changes::of(act::commitmentTakeOver.name).with(Commitment::clone(&known)));
    }
    let judged = take_over::one(world, &row.input);
    if row.problems.is_empty() {
        return judged;
    }
    // What cannot be understood is not also missing.
    let told: BTreeSet<Option<&String>> = row.problems.iter().map(|problem| problem.path.first()).collect();
    let also = judged.err().unwrap_or_default().into_iter().filter(|problem| !told.contains(&problem.path.first()));
    Err(row.problems.iter().cloned().chain(also).collect())
}

/// The rows below the headers in which something stands, from 0.
pub(super) fn places(list: &List) -> Vec<usize> {
    let columns: Vec<usize> = list
        .headers
        .columns
        .iter()
        .filter(|header| header.field.is_some())
        .map(|header| header.column.into())
        .collect();
    let says =
        |cells: &Vec<Cell>| columns.iter().any(|column| cells.get(*column).is_some_and(|cell| *cell != Cell::Empty));
    let rows = list.sheet.rows.iter().enumerate().skip(list.headers.row + 1);
    rows.filter(|(_, cells)| says(cells)).map(|(place, _)| place).collect()
}

/// The column that a problem of a row is about, by the name of the field that the rule knows.
pub(super) fn field_of(problem: &Problem, list: &List) -> Option<Field> {
    let there = |field: &Field| list.headers.column(*field).is_some();
    let fields: &[Field] = match problem.path.first()?.as_str() {
        "title" => &[Field::What],
        "action" => &[Field::Details, Field::What],
        "debtors" => &[Field::Who, Field::Contact],
        "contact" => &[Field::Contact],
        "beneficiaries" => &[Field::ForWhom],
        "dueOn" => &[Field::When],
        "originalDueOn" => &[Field::FirstWhen],
        "agreedOn" => &[Field::AgreedOn],
        "state" | "reportedOn" | "evidence" => &[Field::State],
        "stateReason" => &[Field::Remarks],
        "doneCriterion" => &[Field::Criterion],
        "externalKey" => &[Field::Number],
        _ => &[],
    };
    fields.iter().copied().find(there)
}

struct Reader<'a> {
    view: &'a View,
    list: &'a List,
    known: Known<'a>,
    before: Before,
}

/// The commitments that there are already, by what a list knows them by.
struct Before {
    keyed: HashMap<String, Arc<Commitment>>,
    titled: HashMap<String, Vec<Arc<Commitment>>>,
}

impl Before {
    fn of(view: &View) -> Self {
        let mut before = Self { keyed: HashMap::new(), titled: HashMap::new() };
        for one in view.all::<Commitment>() {
            if let Some(key) = &one.external_key {
                before.keyed.entry(key.clone()).or_insert_with(|| one.clone());
            }
            before.titled.entry(fold(&one.title)).or_default().push(one);
        }
        before
    }
}

impl Reader<'_> {
    fn row(&self, place: usize) -> Row {
        let mut problems = Vec::new();
        let (title, action) = self.what(place, &mut problems);
        let parties = self.parties(place, &mut problems);
        let due = self.said(place, Field::When, "dueOn", &mut problems, |cell| self.fuzzy(Field::When, cell));
        let first = self
            .said(place, Field::FirstWhen, "originalDueOn", &mut problems, |cell| self.fuzzy(Field::FirstWhen, cell));
        let agreed_on = self.said(place, Field::AgreedOn, "agreedOn", &mut problems, |cell| {
            words::day(cell, self.yearless(Field::AgreedOn))
        });
        let agreed_on = agreed_on.or(self.list.mapping.agreed_on);
        let is_told = problems.iter().any(|problem| problem.path == ["agreedOn"]);
        if agreed_on.is_none() && !is_told && self.list.headers.column(Field::AgreedOn).is_some() {
            problems.push(Problem::new(Code::Required, &["agreedOn"]));
        }
        // Until it is said, what else is wrong is told as of yesterday.
        let yesterday = self.view.desk.today.pred_opt().unwrap_or(self.view.desk.today);
        let agreed_on = agreed_on.unwrap_or(yesterday);
        let state = self.text(place, Field::State, "state", &mut problems);
        let state = match state.as_deref().map(states::state) {
            None => CommitmentState::Agreed,
            Some(Ok(state)) => state,
            Some(Err(problem)) => {
                problems.push(problem.below(&["state"]));
                CommitmentState::Agreed
            }
        };
        let remarks = self.text(place, Field::Remarks, "stateReason", &mut problems);
        let criterion = self.text(place, Field::Criterion, "doneCriterion", &mut problems);
        let number = self.text(place, Field::Number, "externalKey", &mut problems);
        let external_key =
            number.map(|number| format!("{}{number}", self.list.mapping.key_prefix.as_deref().unwrap_or_default()));
        let for_whom = self.beneficiaries(place, &mut problems);
        let lead = parties.first().map(|party| party.organisation);
        let known = self.before(&title, external_key.as_deref(), lead, due.as_ref(), &mut problems);
        let is_moved = first.is_some() && first != due;
        let commitment = CommitmentTakenOverInput {
            title,
            debtors: parties.iter().map(debtor).collect(),
            agreed_on: agreed_on.into(),
            state: state.into(),
            state_reason: remarks,
            original_due_on: first.map(input),
            times_postponed: i32::from(is_moved),
            conditions: None,
            reported_on: None,
            evidence: None,
            decision: None,
            terms: CommitmentTermsInput {
                action: said(action),
                beneficiaries: said(for_whom),
                due_on: said(due.clone().map(input)),
                done_criterion: said(criterion),
                ..CommitmentTermsInput::default()
            },
            about: CommitmentAboutInput {
                external_key: said(external_key),
                source: MaybeUndefined::Value(self.source(place)),
                ..CommitmentAboutInput::default()
            },
        };
        let partnership: Ref<Partnership> = Ref::new(NodeId::of(&*self.view.partnership).word());
        let input = CommitmentTakeOverInput { partnership, commitment, idempotency_key: None };
        Row { place, input, parties, due, state, known, problems }
    }

    /// What a cell says under a field; nothing with the problem noted.
    fn said<T>(
        &self,
        place: usize,
        field: Field,
        path: &str,
        problems: &mut Vec<Problem>,
        read: impl Fn(&Cell) -> Said<T>,
    ) -> Option<T> {
        let column = usize::from(self.list.headers.column(field)?);
        match read(self.list.sheet.rows.get(place)?.get(column)?) {
            Ok(MaybeUndefined::Value(value)) => Some(value),
            Ok(_) => None,
            Err(problem) => {
                problems.push(problem.below(&[path]));
                None
            }
        }
    }

    fn text(&self, place: usize, field: Field, path: &str, problems: &mut Vec<Problem>) -> Option<String> {
        self.said(place, field, path, problems, words::text)
    }

    /// The title, and where there is more to say than a title holds, all of it.
    fn what(&self, place: usize, problems: &mut Vec<Problem>) -> (String, Option<String>) {
        let what = self.text(place, Field::What, "title", problems).unwrap_or_default();
        let details = self.text(place, Field::Details, "action", problems);
        let line = what.lines().next().unwrap_or_default().trim();
        if line.len() == what.len() && line.chars().count() <= NAME {
            return (what, details);
        }
        let title = if line.chars().count() <= NAME { line.to_owned() } else { shortened(line) };
        (title, Some([Some(what), details].into_iter().flatten().collect::<Vec<_>>().join("\n\n")))
    }

    fn parties(&self, place: usize, problems: &mut Vec<Problem>) -> Vec<Party> {
        let mut names = self.said(place, Field::Who, "debtors", problems, words::names).unwrap_or_default();
        let contacts = self.said(place, Field::Contact, "contact", problems, words::names).unwrap_or_default();
        if names.is_empty() {
            return self.known.parties(&contacts, "contact").unwrap_or_else(|found| {
                problems.extend(found);
                Vec::new()
            });
        }
        names.extend(
            contacts.iter().filter(|name| self.known.parties(std::slice::from_ref(name), "contact").is_ok()).cloned(),
        );
        for unknown in
            contacts.iter().filter_map(|name| self.known.parties(std::slice::from_ref(name), "contact").err())
        {
            problems.extend(unknown);
        }
        self.known.parties(&names, "debtors").unwrap_or_else(|found| {
            problems.extend(found);
            Vec::new()
        })
    }

    fn beneficiaries(
        &self,
        place: usize,
        problems: &mut Vec<Problem>,
    ) -> Option<Vec<Ref<crate::organisation::Organisation>>> {
        let names = self.said(place, Field::ForWhom, "beneficiaries", problems, words::names)?;
        match self.known.parties(&names, "beneficiaries") {
            Ok(found) => Some(found.into_iter().map(|party| organisation(party.organisation)).collect()),
            // Everybody is the whole table, for which nobody is named.
            Err(found) => {
                problems.extend(found.into_iter().filter(|problem| problem.code != Code::NoDebtor));
                None
            }
        }
    }

    fn fuzzy(&self, field: Field, cell: &Cell) -> Said<FuzzyDate> {
        words::fuzzy_day(cell, self.yearless(field))
    }

    /// The year of days without one: as the sender said, or as the header says.
    fn yearless(&self, field: Field) -> Yearless {
        let header = self.list.headers.header(field).map(|header| header.text.as_str()).unwrap_or_default();
        let in_header =
            header.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 4).and_then(|year| year.parse().ok());
        let year = self.list.mapping.year.or(in_header);
        let start = year
            .and_then(|year: i32| NaiveDate::from_ymd_opt(year, 1, 1))
            .filter(|day| (1900..=2200).contains(&day.year()));
        start.map_or(Yearless::Refused(self.view.desk.today), Yearless::NextAfter)
    }

    fn source(&self, place: usize) -> String {
        let file = self.list.file_name.as_deref().unwrap_or("Actielijst");
        format!("{file}, {} rij {}", self.list.sheet.name, place + 1)
    }

    /// The commitment that a row is about already: of its number, or with its title and lead. What may be another one is a
    /// problem, so that nothing is entered twice or left out without a word.
    fn before(
        &self,
        title: &str,
        key: Option<&str>,
        lead: Option<entity::OrganisationId>,
        due: Option<&FuzzyDate>,
        problems: &mut Vec<Problem>,
    ) -> Option<CommitmentId> {
        let named = |one: &Commitment| {
            let reference = one.reference.as_deref().map(|reference| format!(" ({reference})"));
            format!("“{}”{}", one.title, reference.unwrap_or_default())
        };
        let titled = self.before.titled.get(&fold(title)).map(Vec::as_slice).unwrap_or_default();
        if let Some(same) = key.and_then(|key| self.before.keyed.get(key)) {
            if titled.iter().any(|one| one.id == same.id) {
                return Some(same.id);
            }
            let name = named(same);
            problems.push(Problem::new(Code::AlreadyExists, &["externalKey"]).saying(
                format!(
                    "Dit nummer is al van {name}; is dit een andere lijst, geef dan met keyPrefix een voorvoegsel op."
                ),
                format!(
                    "This number is that of {name} already; if this is another list, give a prefix with keyPrefix."
                ),
            ));
            return None;
        }
        let is_same = |one: &&Arc<Commitment>| lead.is_some() && one.lead() == lead;
        let mut alike = titled.iter().filter(is_same).filter(|one| key.is_none() || one.external_key.is_none());
        let first = alike.next()?;
        let day = due.map(FuzzyDate::last_day);
        let is_due_so = |one: &Commitment| one.last_day() == day || one.original_due().map(|due| due.last_day()) == day;
        let same = if is_due_so(first) { Some(first.id) } else { alike.find(|one| is_due_so(one)).map(|one| one.id) };
        if same.is_none() {
            let name = named(first);
            problems.push(Problem::new(Code::AlreadyExists, &["title"]).saying(
                format!("Er is al een afspraak {name} van deze trekker, met een andere datum; is dit een andere, geef haar dan een andere titel."),
                format!("There is a commitment {name} of this lead already, with another date; if this is another one, give it another title."),
            ));
        }
        same
    }
}

fn debtor(party: &Party) -> CommitmentDebtorInput {
    let contact = party
        .contact
        .map(|id| Ref::new(NodeId { kind: crate::person::Person::KIND, partnership: None, record: id.into() }.word()));
    CommitmentDebtorInput { organisation: organisation(party.organisation), is_lead: false, contact }
}

fn organisation(id: entity::OrganisationId) -> Ref<crate::organisation::Organisation> {
    Ref::new(NodeId { kind: crate::organisation::Organisation::KIND, partnership: None, record: id.into() }.word())
}

fn input(date: FuzzyDate) -> FuzzyDateInput {
    FuzzyDateInput { date: date.date.into(), precision: date.precision.into(), text: date.text }
}

fn said<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}

/// As many whole words as a title holds.
fn shortened(line: &str) -> String {
    let start: String = line.chars().take(NAME - 1).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', '.']))
}
