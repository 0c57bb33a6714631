//! The action list (*actielijst*) as tables keep it: what is open, what is reported done and what ended since the last meeting.
//! It is the table's own.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{CommitmentState, Health};

use super::{
    board::SINCE,
    content::{Block, Cell, Document, Line, Sign, Table, cell},
    words::{day, due},
};
use crate::{
    access::View,
    commitment::{Commitment, derived::is_end, words},
    graphql::Labelled,
    language::Language,
    meeting::Meeting,
};

const COLUMNS: [(&str, u32); 8] = [
    ("Kenmerk", 25),
    ("Wat", 60),
    ("Wie", 40),
    ("Voor wie", 27),
    ("Uiterlijk", 29),
    ("Stand", 25),
    ("Klaar als", 31),
    ("Laatste voortgang", 36),
];
/// What is not written down.
const NONE: &str = "–";

/// The action list as it stands today, for a meeting where one is named. `None` for those not at the table.
pub(crate) fn action_list(view: &View, meeting: Option<&Meeting>) -> Option<Document> {
    if !view.is_at_the_table() {
        return None;
    }
    let today = view.desk.today;
    let last = last_meeting(view, meeting.map_or(today, |meeting| meeting.held_on.min(today)));
    let since = last.as_ref().map(|meeting| meeting.held_on).or_else(|| today.checked_sub_days(SINCE)).unwrap_or(today);
    let all: Vec<Arc<Commitment>> = view.counted_commitments().filter_map(|one| view.get(one.id)).collect();
    let in_state = |states: &[CommitmentState]| all.iter().filter(|one| states.contains(&one.state)).cloned().collect();
    let ended = all.iter().filter(|one| has_ended_since(one, since)).cloned().collect();
    let of_last = last.map_or_else(
        || format!("Afgerond sinds {}", day(since)),
        |_| format!("Afgerond sinds het vorige overleg ({})", day(since)),
    );
    let mut blocks = Vec::new();
    for (heading, rows, none) in [
        (
            "Open afspraken".to_owned(),
            in_state(&[CommitmentState::Agreed, CommitmentState::InProgress]),
            "Er zijn geen open afspraken.",
        ),
        (
            "Gereed gemeld, wacht op bevestiging".to_owned(),
            in_state(&[CommitmentState::ReportedDone]),
            "Er is niets gereed gemeld dat nog op bevestiging wacht.",
        ),
        (of_last, ended, "Er is sindsdien geen afspraak afgerond."),
    ] {
        blocks.push(Block::Heading(heading.clone()));
        blocks.push(group(view, heading, rows, none));
    }
    let name = &view.partnership.name;
    let subtitle = match meeting {
        Some(meeting) => vec![
            name.clone(),
            format!("Voor het overleg ‘{}’ van {}", meeting.title, day(meeting.held_on)),
            format!("Stand van {}", day(today)),
        ],
        None => vec![name.clone(), format!("Stand van {}", day(today))],
    };
    Some(Document { title: "Actielijst".to_owned(), subtitle, day: today, is_landscape: true, blocks })
}

/// The last meeting before a day.
pub(super) fn last_meeting(view: &View, before: NaiveDate) -> Option<Arc<Meeting>> {
    view.all::<Meeting>().filter(|meeting| meeting.held_on < before).max_by_key(|meeting| (meeting.held_on, meeting.id))
}

/// Whether a commitment that was agreed ended on a day or later, whatever its end.
fn has_ended_since(commitment: &Commitment, since: NaiveDate) -> bool {
    let state = commitment.state;
    is_end(state) && state != CommitmentState::Withdrawn && commitment.known_end().is_some_and(|on| on >= since)
}

fn group(view: &View, name: String, mut commitments: Vec<Arc<Commitment>>, none: &str) -> Block {
    if commitments.is_empty() {
        return Block::Text(none.to_owned());
    }
    let last_day = |one: &Commitment| one.last_day().unwrap_or(NaiveDate::MAX);
    commitments.sort_by_key(|one| (!view.is_overdue(one), last_day(one), one.number, one.id));
    let rows = commitments.iter().map(|one| row(view, one)).collect();
    Block::Table(Table { name, columns: COLUMNS.to_vec(), rows })
}

fn row(view: &View, commitment: &Commitment) -> Vec<Cell> {
    let said = |text: Option<&str>| text.unwrap_or(NONE).to_owned();
    let mut what = vec![Line::Strong(commitment.title.clone())];
    what.extend(commitment.action.as_ref().filter(|action| **action != commitment.title).map(Line::plain));
    let whom = match commitment.beneficiaries.as_slice() {
        [] => "de hele tafel".to_owned(),
        named => view.all_called(named.iter().copied()),
    };
    vec![
        cell(said(commitment.reference.as_deref())),
        what,
        who(view, commitment),
        cell(whom),
        due(commitment),
        standing(view, commitment),
        cell(said(commitment.done_criterion.as_deref())),
        progress(view, commitment),
    ]
}

/// Who does it: the lead first, each with whom to call where the viewer may see who that is.
fn who(view: &View, commitment: &Commitment) -> Cell {
    let mut debtors: Vec<_> = commitment.debtors.iter().collect();
    debtors.sort_by_key(|debtor| !debtor.is_lead);
    let several = debtors.len() > 1;
    let line = |debtor: &&entity::commitment_debtor::Debtor| {
        let name = view.called(debtor.organisation_id);
        let contact = debtor.contact_id.and_then(|id| view.desk.person(id)).and_then(|person| person.name.clone());
        let roles: Vec<String> =
            (several && debtor.is_lead).then(|| "trekker".to_owned()).into_iter().chain(contact).collect();
        Line::Plain(if roles.is_empty() { name } else { format!("{name} ({})", roles.join(": ")) })
    };
    debtors.iter().map(line).collect()
}

/// Where it stands: the sign that asks most attention, then the state and what else there is to say.
pub(super) fn standing(view: &View, commitment: &Commitment) -> Cell {
    let state = words::CommitmentState::from(commitment.state).label(Language::Nl);
    let noted = view.latest_note(commitment).map(|note| note.health);
    let mut signs = Vec::new();
    if view.is_overdue(commitment) {
        signs.push((Sign::Behind, "Te laat"));
    }
    if matches!(commitment.state, CommitmentState::Agreed | CommitmentState::InProgress) {
        signs.extend(match noted {
            Some(Health::Behind) => Some((Sign::Behind, "Loopt achter")),
            Some(Health::Attention) => Some((Sign::Attention, "Aandacht nodig")),
            _ => None,
        });
        signs.extend(view.is_blocked(commitment).then_some((Sign::Attention, "Geblokkeerd")));
        signs.extend(view.is_due_soon(commitment).then_some((Sign::Attention, "Binnenkort")));
        if signs.is_empty() {
            signs.push(match noted {
                Some(_) => (Sign::OnSchedule, "Loopt"),
                None => (Sign::Unknown, "Nog geen melding"),
            });
        }
    }
    let ended = match commitment.state {
        CommitmentState::Fulfilled => Some(Sign::Achieved),
        CommitmentState::PartlyFulfilled => Some(Sign::Attention),
        CommitmentState::NotFulfilled => Some(Sign::Behind),
        CommitmentState::ReportedDone => Some(Sign::OnSchedule),
        _ => None,
    };
    let state = super::words::capitalised(state);
    let mut lines: Cell = signs.into_iter().map(|(sign, word)| Line::State(sign, word.to_owned())).collect();
    lines.push(ended.map_or_else(|| Line::Plain(state.clone()), |sign| Line::State(sign, state.clone())));
    lines
}

/// The latest note.
fn progress(view: &View, commitment: &Commitment) -> Cell {
    let Some(note) = view.latest_note(commitment) else { return cell(NONE) };
    let health = words::Health::from(note.health).label(Language::Nl);
    let mut lines = vec![Line::Plain(format!("{}: {health}", day(note.noted_on)))];
    lines.extend(note.text.as_ref().map(Line::plain));
    lines
}
