//! The page "Afspraken": a row for each commitment that the viewer sees.
//!
//! A draft changes as it stands. What is agreed changes by an amendment or a postponement alone, with its reason, and at
//! once only where a decision is cited. Another word on how it is going is a note. A row without an id is a proposal.

use std::sync::Arc;

use async_graphql::MaybeUndefined;
use entity::{CommitmentState, Decimal, OrganisationId};

use super::{
    acts::RowAct,
    grid::Layout,
    lists::{Lists, list},
    page::{HIDDEN, Known, Source, choice, decimal, editable, joined, locked, optional, reference},
    reading::{Reading, STAMP_KEY, map},
};
use crate::{
    access::View,
    amendment::input::{AmendmentReasonInput, CommitmentAmendInput, CommitmentPostponeInput},
    amendment::object::AmendmentReason,
    commitment::{
        Commitment,
        input::{
            CommitmentAboutInput, CommitmentChangeInput, CommitmentContactInput, CommitmentContentInput,
            CommitmentDebtorInput, CommitmentNoteInput, CommitmentStepInput, CommitmentTermsInput, NoteContentInput,
        },
        words::{CommitmentState as StateWord, Health, Obligation},
    },
    graphql::{Labelled, Qualifier, ResourceKind, Visibility},
    ids::{NodeId, Ref},
    language::Language::Nl,
    problem::{Code, Problem},
    workbook::{
        cell::{Cell, Column, Content},
        words::{self, Yearless},
    },
};

const COLUMNS: &[Column] = &[
    Column { key: "commitment_id", header: "Id", ..HIDDEN },
    Column { key: "version", header: "Versie", ..HIDDEN },
    Column { key: STAMP_KEY, header: "Stempel", ..HIDDEN },
    editable("external_key", "Externe sleutel", 16, Content::Text),
    locked("reference", "Kenmerk", 14, Content::Text),
    editable("title", "Titel", 40, Content::LongText),
    editable("action", "Actie", 50, Content::LongText),
    editable("lead", "Trekker", 26, Content::Choice(list::ORGANISATIONS)),
    editable("other_debtors", "Overige uitvoerders", 26, Content::Choice(list::ORGANISATIONS)),
    editable("contact", "Actiehouder", 22, Content::Choice(list::PERSONS)),
    editable("beneficiaries", "Voor wie", 26, Content::Choice(list::ORGANISATIONS)),
    editable("obligation", "Verplichting", 22, Content::Choice(list::OBLIGATIONS)),
    editable("kind", "Soort", 14, Content::Choice(list::KINDS)),
    editable("quantity", "Hoeveelheid", 13, Content::Number),
    editable("unit", "Eenheid", 18, Content::Text),
    editable("amount", "Bedrag", 14, Content::Amount),
    editable("qualifier", "Nauwkeurigheid", 15, Content::Choice(list::QUALIFIERS)),
    locked("agreed_on", "Afgesproken op", 14, Content::Day),
    editable("due_on", "Uiterlijk", 18, Content::FuzzyDay),
    locked("original_due_on", "Oorspronkelijk uiterlijk", 18, Content::FuzzyDay),
    editable("done_criterion", "Klaar als", 40, Content::LongText),
    editable("goals", "Doelen", 30, Content::Choice(list::GOALS)),
    editable("visibility", "Zichtbaarheid", 14, Content::Choice(list::VISIBILITIES)),
    locked("state", "Stand", 16, Content::Text),
    editable("health", "Voortgang", 16, Content::Choice(list::HEALTH)),
    editable("note", "Toelichting", 40, Content::LongText),
    locked("overdue", "Te laat", 9, Content::Text),
    editable("reason", "Reden van wijziging", 30, Content::LongText),
    editable("reason_code", "Redencode", 22, Content::Choice(list::REASONS)),
    editable("decision", "Besluit", 30, Content::Choice(list::DECISIONS)),
];

/// The page.
pub(super) const LAYOUT: Layout = Layout { name: "Afspraken", columns: COLUMNS };

/// In which column each field of the acts stands.
pub(super) const PATHS: &[(&str, &str)] = &[
    ("externalKey", "external_key"),
    ("title", "title"),
    ("action", "action"),
    ("debtors", "lead"),
    ("debtors.", "other_debtors"),
    ("debtors.0", "lead"),
    ("debtors.0.contact", "contact"),
    ("contacts", "contact"),
    ("beneficiaries", "beneficiaries"),
    ("obligation", "obligation"),
    ("kind", "kind"),
    ("quantity", "quantity"),
    ("unit", "unit"),
    ("amount", "amount"),
    ("qualifier", "qualifier"),
    ("dueOn", "due_on"),
    ("doneCriterion", "done_criterion"),
    ("goals", "goals"),
    ("visibility", "visibility"),
    ("health", "health"),
    ("text", "note"),
    ("reason", "reason"),
    ("reasonCode", "reason_code"),
    ("decision", "decision"),
];

const DEBTORS: &[&str] = &["lead", "other_debtors"];
const TERMS: &[&str] = &[
    "title",
    "action",
    "lead",
    "other_debtors",
    "beneficiaries",
    "obligation",
    "kind",
    "quantity",
    "unit",
    "amount",
    "qualifier",
    "due_on",
    "done_criterion",
];
const ABOUT: &[&str] = &["external_key", "goals", "visibility"];
const WHY: &[&str] = &["reason", "reason_code", "decision"];
const WHOLE_TABLE: &str = "de hele tafel";

/// The rows as they are exported.
pub(super) fn known(view: &View, lists: &Lists) -> Vec<Known<Commitment>> {
    view.all::<Commitment>()
        .map(|commitment| Known {
            id: NodeId::of(&*commitment),
            version: commitment.row.version,
            key: commitment.row.external_key.clone(),
            names: [commitment.reference.clone(), Some(commitment.title.clone())].into_iter().flatten().collect(),
            name: commitment.reference.clone().unwrap_or_else(|| commitment.title.clone()),
            is_own: is_own(view, &commitment),
            cells: cells(view, lists, &commitment),
            record: commitment,
        })
        .collect()
}

/// Whether something in the row is for the viewer to change.
fn is_own(view: &View, commitment: &Commitment) -> bool {
    let acts_for = &view.seat.acts_for;
    let is_author = view.desk.is_own_account(commitment.author_id) && commitment.state == CommitmentState::Draft;
    view.seat.is_member && is_author
        || commitment.debtors.iter().any(|debtor| acts_for.contains(&debtor.organisation_id))
        || commitment.beneficiaries.iter().any(|organisation| acts_for.contains(organisation))
}

fn cells(view: &View, lists: &Lists, commitment: &Commitment) -> Vec<Cell> {
    let row = &commitment.row;
    let organisation = |id: OrganisationId| {
        lists
            .organisations
            .label(id)
            .map(str::to_owned)
            .or_else(|| view.desk.organisation(id).map(|known| known.name.clone()))
    };
    let others = commitment.debtors.iter().filter(|debtor| !debtor.is_lead).map(|debtor| debtor.organisation_id);
    let contact = lead(commitment).and_then(|lead| lead.contact_id).and_then(|id| lists.persons.label(id));
    let beneficiaries = if commitment.beneficiaries.is_empty() {
        Cell::Text(WHOLE_TABLE.to_owned())
    } else {
        joined(commitment.beneficiaries.iter().filter_map(|id| organisation(*id)))
    };
    let note = view.latest_note(commitment);
    vec![
        Cell::Text(NodeId::of(commitment).word()),
        Cell::Number(row.version.to_string()),
        Cell::Empty,
        optional(row.external_key.as_deref()),
        optional(row.reference.as_deref()),
        optional(Some(&row.title)),
        optional(row.action.as_deref()),
        optional(commitment.lead().and_then(organisation).as_deref()),
        joined(others.filter_map(organisation)),
        optional(contact),
        beneficiaries,
        choice(Some(Obligation::from(row.obligation))),
        choice(row.kind.map(ResourceKind::from)),
        decimal(row.quantity),
        optional(row.unit.as_deref()),
        decimal(row.amount_cents.and_then(Decimal::of_cents)),
        choice(Some(Qualifier::from(row.qualifier))),
        row.agreed_on.map_or(Cell::Empty, Cell::Day),
        words::fuzzy_cell(commitment.due().as_ref()),
        words::fuzzy_cell(commitment.original_due().as_ref()),
        optional(row.done_criterion.as_deref()),
        joined(commitment.goals.iter().filter_map(|goal| lists.goals.label(*goal).map(str::to_owned))),
        choice(Some(Visibility::from(row.visibility))),
        optional(Some(StateWord::from(row.state).label(Nl))),
        choice(note.as_ref().map(|note| Health::from(note.health))),
        optional(note.as_ref().and_then(|note| note.text.as_deref())),
        optional(Some(if view.is_overdue(commitment) { "ja" } else { "nee" })),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]
}

fn lead(commitment: &Commitment) -> Option<&entity::commitment_debtor::Debtor> {
    commitment.debtors.iter().find(|debtor| debtor.is_lead)
}

/// What a row asks for.
pub(super) fn acts(source: &Source<'_>, known: Option<&Arc<Commitment>>, row: &mut Reading) -> Vec<RowAct> {
    match known {
        None => proposal(source, row),
        Some(draft) if draft.state == CommitmentState::Draft => draft_changes(source, draft, row),
        Some(commitment) => changes(source, commitment, row),
    }
}

fn proposal(source: &Source<'_>, row: &mut Reading) -> Vec<RowAct> {
    no_reason_needed(row);
    if !row.edits_any(&["title"]) {
        row.flaw("title", Problem::new(Code::Required, &[]));
    }
    if row.edits_any(&["health", "note"]) {
        row.flaw(
            "health",
            Problem::new(Code::UnknownTransition, &[]).saying(
                "Voortgang meldt u bij een afspraak die er al is; laat dit bij een nieuwe leeg.",
                "Progress is told of a commitment that is there already; leave this empty for a new one.",
            ),
        );
    }
    let content = content(source, None, row);
    vec![RowAct::Propose(CommitmentContentInput { partnership: Some(reference(&*source.view.partnership)), ..content })]
}

fn draft_changes(source: &Source<'_>, draft: &Arc<Commitment>, row: &mut Reading) -> Vec<RowAct> {
    no_reason_needed(row);
    let mut acts = Vec::new();
    if row.edits_any(TERMS) || row.edits_any(ABOUT) || row.edits_any(&["contact"]) {
        let content = content(source, Some(draft), row);
        acts.push(RowAct::Draft(CommitmentContentInput { draft: Some(reference(&**draft)), ..content }));
    }
    acts.extend(note(source, draft, row));
    acts
}

fn changes(source: &Source<'_>, commitment: &Arc<Commitment>, row: &mut Reading) -> Vec<RowAct> {
    let mut acts = Vec::new();
    let why = why(source, row);
    let hands_over = row.edits_any(DEBTORS);
    if row.edits_any(ABOUT) || row.edits_any(&["contact"]) && !hands_over {
        let contacts = if hands_over { None } else { contacts(source, commitment, row) };
        let step = CommitmentStepInput {
            commitment: reference(&**commitment),
            expected_version: commitment.row.version,
            idempotency_key: None,
        };
        acts.push(RowAct::Change(CommitmentChangeInput { step, contacts, about: about(source, row) }));
    }
    if row.edits_any(TERMS) {
        acts.push(amendment(source, commitment, why, row));
    } else {
        no_reason_needed(row);
    }
    acts.extend(note(source, commitment, row));
    acts
}

/// A postponement where nothing but the due date moves, and that to later; else an amendment.
fn amendment(
    source: &Source<'_>,
    commitment: &Arc<Commitment>,
    why: AmendmentReasonInput,
    row: &mut Reading,
) -> RowAct {
    let commitment_ref = reference(&**commitment);
    let others: Vec<&str> = TERMS.iter().copied().filter(|key| *key != "due_on").collect();
    let content = content(source, Some(commitment), row);
    if let (MaybeUndefined::Value(due_on), false) = (&content.terms.due_on, row.edits_any(&others)) {
        let due = due_on.checked("dueOn", &mut crate::problem::Problems::new());
        if commitment.last_day().is_some_and(|before| before < due.last_day()) {
            let due_on = due_on.clone();
            return RowAct::Postpone(CommitmentPostponeInput { commitment: commitment_ref, due_on, why });
        }
    }
    RowAct::Amend(CommitmentAmendInput {
        commitment: commitment_ref,
        title: content.title,
        debtors: content.debtors,
        conditions: MaybeUndefined::Undefined,
        terms: content.terms,
        why,
    })
}

fn why(source: &Source<'_>, row: &mut Reading) -> AmendmentReasonInput {
    AmendmentReasonInput {
        expected_terms_version: 0,
        reason_code: row.one("reason_code", &source.lists.reasons).take().unwrap_or(AmendmentReason::Other),
        reason: row.text("reason").take().unwrap_or_default(),
        decision: row.one("decision", &source.lists.decisions).take().map(|id| source.within(id)),
        source: None,
        idempotency_key: None,
    }
}

/// A reason for nothing is a change that somebody forgot, or made in another row.
fn no_reason_needed(row: &mut Reading) {
    for key in WHY.iter().filter(|key| row.edits_any(&[**key])).copied().collect::<Vec<_>>() {
        row.flaw(
            key,
            Problem::new(Code::ModeCombination, &[]).saying(
                "Dit hoort bij een wijziging van wat is afgesproken, en die staat niet in deze rij.",
                "This goes with a change of what was agreed, and there is none in this row.",
            ),
        );
    }
}

fn content(source: &Source<'_>, known: Option<&Arc<Commitment>>, row: &mut Reading) -> CommitmentContentInput {
    let title = row.text("title");
    let debtors = debtors(source, known, row);
    CommitmentContentInput {
        partnership: None,
        draft: None,
        expected_version: None,
        title,
        debtors,
        conditions: MaybeUndefined::Undefined,
        terms: terms(source, row),
        // What is agreed has what is said about it apart.
        about: if known.is_none_or(|known| known.state == CommitmentState::Draft) {
            about(source, row)
        } else {
            CommitmentAboutInput::default()
        },
    }
}

fn terms(source: &Source<'_>, row: &mut Reading) -> CommitmentTermsInput {
    let lists = source.lists;
    let whole_table = row.text("beneficiaries").take().is_some_and(|said| crate::fold::fold(&said) == WHOLE_TABLE);
    let beneficiaries = if whole_table {
        MaybeUndefined::Value(Vec::new())
    } else {
        map(row.several("beneficiaries", &lists.organisations), |ids| source.organisations(ids))
    };
    let (quantity, amount) = (row.number("quantity"), row.amount("amount"));
    // "Zo'n 110" says how exact it is in the same cell.
    let said = [&quantity, &amount].into_iter().filter_map(|number| number.value().map(|(_, qualifier)| *qualifier));
    let said = said.filter(|qualifier| *qualifier != entity::Qualifier::Exact).map(Qualifier::from).next();
    let qualifier = match row.one("qualifier", &lists.qualifiers) {
        MaybeUndefined::Undefined => said.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value),
        chosen => chosen,
    };
    CommitmentTermsInput {
        action: row.text("action"),
        beneficiaries,
        obligation: row.one("obligation", &lists.obligations),
        kind: row.one("kind", &lists.kinds),
        quantity: map(quantity, |(number, _)| number.into()),
        unit: row.text("unit"),
        amount: map(amount, |(number, _)| number.into()),
        qualifier,
        due_on: row.fuzzy_day("due_on", Yearless::Refused(source.view.desk.today)),
        done_criterion: row.text("done_criterion"),
        ..CommitmentTermsInput::default()
    }
}

fn about(source: &Source<'_>, row: &mut Reading) -> CommitmentAboutInput {
    CommitmentAboutInput {
        goals: map(row.several("goals", &source.lists.goals), |goals| {
            goals.into_iter().map(|goal| source.within(goal)).collect()
        }),
        visibility: row.one("visibility", &source.lists.visibilities),
        external_key: row.text("external_key"),
        ..CommitmentAboutInput::default()
    }
}

/// All who owe it, where the row says anything of one of them: whoever leads first.
fn debtors(
    source: &Source<'_>,
    known: Option<&Arc<Commitment>>,
    row: &mut Reading,
) -> MaybeUndefined<Vec<CommitmentDebtorInput>> {
    let is_agreed = known.is_some_and(|known| known.state != CommitmentState::Draft);
    if !row.edits_any(DEBTORS) && (is_agreed || !row.edits_any(&["contact"])) {
        return MaybeUndefined::Undefined;
    }
    let before = known.map(|known| known.debtors.as_slice()).unwrap_or_default();
    let lists = source.lists;
    let lead = match row.one("lead", &lists.organisations) {
        MaybeUndefined::Value(lead) => Some(lead),
        MaybeUndefined::Null => None,
        MaybeUndefined::Undefined => known.and_then(|known| known.lead()),
    };
    let others = match row.several("other_debtors", &lists.organisations) {
        MaybeUndefined::Value(others) => others,
        MaybeUndefined::Null => Vec::new(),
        MaybeUndefined::Undefined => {
            before.iter().filter(|debtor| !debtor.is_lead).map(|debtor| debtor.organisation_id).collect()
        }
    };
    let contact = row.one("contact", &lists.persons);
    let contact_before = |id| before.iter().find(|debtor| debtor.organisation_id == id)?.contact_id;
    let others = others.into_iter().filter(|id| Some(*id) != lead).map(|id| (id, false));
    let debtor = |(id, is_lead): (OrganisationId, bool)| {
        let contact = match contact {
            MaybeUndefined::Value(contact) if is_lead => Some(contact),
            MaybeUndefined::Null if is_lead => None,
            _ => contact_before(id),
        };
        CommitmentDebtorInput {
            organisation: source.listed(id),
            is_lead,
            contact: contact.map(|contact| source.listed(contact)),
        }
    };
    MaybeUndefined::Value(lead.map(|id| (id, true)).into_iter().chain(others).map(debtor).collect())
}

/// Whom to call at the one that leads.
fn contacts(source: &Source<'_>, commitment: &Commitment, row: &mut Reading) -> Option<Vec<CommitmentContactInput>> {
    let person = match row.one("contact", &source.lists.persons) {
        MaybeUndefined::Undefined => return None,
        said => said.take().map(|person| source.listed(person)),
    };
    let Some(lead) = commitment.lead() else {
        row.flaw("contact", Problem::new(Code::NoDebtor, &[]));
        return None;
    };
    Some(vec![CommitmentContactInput { organisation: source.listed(lead), person }])
}

/// A note, where the row says otherwise how it is going, or says more of it.
fn note(source: &Source<'_>, commitment: &Arc<Commitment>, row: &mut Reading) -> Option<RowAct> {
    if !row.edits_any(&["health", "note"]) {
        return None;
    }
    let before = source.view.latest_note(commitment).map(|note| Health::from(note.health));
    let health = match row.one("health", &source.lists.health) {
        MaybeUndefined::Value(health) => Some(health),
        // What was said stays said.
        MaybeUndefined::Null => None,
        MaybeUndefined::Undefined => before,
    };
    let Some(health) = health else {
        if row.flaws.iter().all(|flaw| flaw.problem.path != ["health"]) {
            row.flaw(
                "health",
                Problem::new(Code::Required, &[]).saying(
                    "Kies hoe het ermee gaat: loopt, aandacht nodig, loopt achter of gereed.",
                    "Choose how it is going: on track, needs attention, behind or done.",
                ),
            );
        }
        return None;
    };
    let content = NoteContentInput {
        text: row.text("note"),
        noted_on: MaybeUndefined::Undefined,
        external_key: MaybeUndefined::Undefined,
        source: MaybeUndefined::Undefined,
    };
    let commitment: Ref<Commitment> = reference(&**commitment);
    Some(RowAct::Note(CommitmentNoteInput { commitment, health, content, on_behalf_of: None, idempotency_key: None }))
}
