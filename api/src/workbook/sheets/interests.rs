//! The page "Belangen": the interests that the viewer may change, and new ones. Who sees an interest is no matter of this
//! page: its owner shares it by an act of its own.

use std::sync::Arc;

use async_graphql::MaybeUndefined;
use entity::Decimal;

use super::{
    acts::RowAct,
    grid::Layout,
    lists::list,
    page::{HIDDEN, Known, Source, choice, decimal, editable, joined, locked, optional, reference},
    reading::{Reading, STAMP_KEY, map},
};
use crate::{
    access::{act, allow},
    graphql::{Qualifier, ResourceKind, Visibility},
    ids::NodeId,
    interest::{
        Interest,
        mutation::{InterestChangeInput, InterestContentInput, InterestCreateInput},
        object::InterestSide,
    },
    problem::{Code, Problem},
    workbook::cell::{Cell, Column, Content},
};

const COLUMNS: &[Column] = &[
    Column { key: "interest_id", header: "Id", ..HIDDEN },
    Column { key: "version", header: "Versie", ..HIDDEN },
    Column { key: STAMP_KEY, header: "Stempel", ..HIDDEN },
    editable("external_key", "Externe sleutel", 16, Content::Text),
    editable("organisation", "Organisatie", 26, Content::Choice(list::OWN)),
    editable("side", "Halen of brengen", 16, Content::Choice(list::SIDES)),
    editable("kind", "Soort", 14, Content::Choice(list::KINDS)),
    editable("title", "Titel", 40, Content::LongText),
    editable("text", "Toelichting", 50, Content::LongText),
    editable("quantity", "Hoeveelheid", 13, Content::Number),
    editable("unit", "Eenheid", 18, Content::Text),
    editable("amount", "Bedrag", 14, Content::Amount),
    editable("qualifier", "Nauwkeurigheid", 15, Content::Choice(list::QUALIFIERS)),
    editable("importance", "Gewicht (1-5)", 13, Content::Number),
    editable("goals", "Doelen", 30, Content::Choice(list::GOALS)),
    locked("visibility", "Zichtbaarheid", 16, Content::Text),
];

/// The page.
pub(super) const LAYOUT: Layout = Layout { name: "Belangen", columns: COLUMNS };

/// In which column each field of the acts stands.
pub(super) const PATHS: &[(&str, &str)] = &[
    ("externalKey", "external_key"),
    ("organisation", "organisation"),
    ("side", "side"),
    ("kind", "kind"),
    ("title", "title"),
    ("text", "text"),
    ("quantity", "quantity"),
    ("unit", "unit"),
    ("amount", "amount"),
    ("qualifier", "qualifier"),
    ("importance", "importance"),
    ("goals", "goals"),
];

/// The rows as they are exported.
pub(super) fn known(source: &Source<'_>) -> Vec<Known<Interest>> {
    let view = source.view;
    let is_mine =
        |one: &Arc<Interest>| allow(view, &act::interestChange, view.represents(one.organisation_id), &[]).is_ok();
    let row = |interest: Arc<Interest>| Known {
        id: NodeId::of(&*interest),
        version: interest.row.version,
        key: interest.row.external_key.clone(),
        names: vec![interest.title.clone()],
        name: interest.title.clone(),
        is_own: true,
        cells: cells(source, &interest),
        record: interest,
    };
    view.all::<Interest>().filter(is_mine).map(row).collect()
}

fn cells(source: &Source<'_>, interest: &Interest) -> Vec<Cell> {
    let (row, lists) = (&interest.row, source.lists);
    vec![
        Cell::Text(NodeId::of(interest).word()),
        Cell::Number(row.version.to_string()),
        Cell::Empty,
        optional(row.external_key.as_deref()),
        optional(lists.own.label(row.organisation_id)),
        choice(Some(InterestSide::from(row.side))),
        choice(Some(ResourceKind::from(row.kind))),
        optional(Some(&row.title)),
        optional(row.text.as_deref()),
        decimal(row.quantity),
        optional(row.unit.as_deref()),
        decimal(interest.amount()),
        choice(Some(Qualifier::from(row.qualifier))),
        decimal(row.importance.and_then(|importance| Decimal::whole(importance.into()))),
        joined(interest.goals.iter().filter_map(|goal| lists.goals.label(*goal).map(str::to_owned))),
        choice(Some(Visibility::from(row.visibility))),
    ]
}

/// What a row asks for.
pub(super) fn acts(source: &Source<'_>, known: Option<&Arc<Interest>>, row: &mut Reading) -> Vec<RowAct> {
    let Some(known) = known else { return entered(source, row).into_iter().collect() };
    if row.edits.is_empty() {
        return Vec::new();
    }
    if row.edits_any(&["organisation"]) {
        row.flaw(
            "organisation",
            Problem::new(Code::NotAllowed, &[]).saying(
                "Een belang blijft van zijn eigenaar; voer voor een ander een nieuw belang in.",
                "An interest stays with its owner; enter a new one for another.",
            ),
        );
    }
    let side = needed("side", row, |row| row.one("side", &source.lists.sides));
    let kind = needed("kind", row, |row| row.one("kind", &source.lists.kinds));
    let title = row.text("title");
    let content = content(source, row);
    vec![RowAct::Restate(InterestChangeInput {
        interest: reference(&**known),
        expected_version: known.row.version,
        side,
        kind,
        title,
        content,
        idempotency_key: None,
    })]
}

fn entered(source: &Source<'_>, row: &mut Reading) -> Option<RowAct> {
    let lists = source.lists;
    for key in
        ["organisation", "side", "kind", "title"].into_iter().filter(|key| !row.edits_any(&[*key])).collect::<Vec<_>>()
    {
        row.flaw(key, Problem::new(Code::Required, &[]));
    }
    let organisation = row.one("organisation", &lists.organisations).take();
    let side = needed("side", row, |row| row.one("side", &lists.sides));
    let kind = needed("kind", row, |row| row.one("kind", &lists.kinds));
    let title = needed("title", row, |row| row.text("title"));
    let content = content(source, row);
    Some(RowAct::Enter(InterestCreateInput {
        partnership: reference(&*source.view.partnership),
        organisation: source.listed(organisation?),
        side: side?,
        kind: kind?,
        title: title?,
        content,
        reviewed_on: None,
        amounts_public: false,
        idempotency_key: None,
    }))
}

/// What cannot be cleared.
fn needed<T>(key: &'static str, row: &mut Reading, read: impl Fn(&mut Reading) -> MaybeUndefined<T>) -> Option<T> {
    let said = read(row);
    if said.is_null() {
        row.flaw(key, Problem::new(Code::Required, &[]));
    }
    said.take()
}

fn content(source: &Source<'_>, row: &mut Reading) -> InterestContentInput {
    let (quantity, amount) = (row.number("quantity"), row.amount("amount"));
    let importance = match row.number("importance") {
        MaybeUndefined::Value((number, _)) if number.0 % Decimal::SCALE == 0 => {
            MaybeUndefined::Value(i32::try_from(number.0 / Decimal::SCALE).unwrap_or(i32::MAX))
        }
        MaybeUndefined::Value(_) => {
            row.flaw("importance", Problem::new(Code::OutOfRange, &[]));
            MaybeUndefined::Undefined
        }
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
    };
    InterestContentInput {
        text: row.text("text"),
        quantity: map(quantity, |(number, _)| number.into()),
        unit: row.text("unit"),
        amount: map(amount, |(number, _)| number.into()),
        qualifier: row.one("qualifier", &source.lists.qualifiers),
        importance,
        goals: map(row.several("goals", &source.lists.goals), |goals| {
            goals.into_iter().map(|goal| source.within(goal)).collect()
        }),
        external_key: row.text("external_key"),
        source: MaybeUndefined::Undefined,
    }
}
