//! The page "Metingen": a row for each measurement that stands, as far as the viewer sees it.
//!
//! A new row is submitted; so is a draft or returned one of the viewer's own that was changed. What was approved changes
//! by a correction with its reason, which somebody else approves.

use std::sync::Arc;

use async_graphql::MaybeUndefined;
use entity::{Decimal, Measure, MeasurementState};

use super::{
    acts::RowAct,
    grid::Layout,
    lists::list,
    page::{HIDDEN, Known, Source, choice, decimal, editable, locked, optional, reference},
    reading::{Reading, STAMP_KEY, map},
};
use crate::{
    graphql::{Labelled, Qualifier},
    ids::NodeId,
    indicator::mutation::RatioInput,
    language::Language::Nl,
    measurement::{
        Measurement,
        mutation::{MeasurementCorrectInput, MeasurementEntry, MeasurementReading, MeasurementValueInput as Value},
        object::MeasurementState as StateWord,
    },
    problem::{Code, Problem},
    workbook::{
        cell::{Cell, Column, Content},
        words::Yearless,
    },
};

const COLUMNS: &[Column] = &[
    Column { key: "measurement_id", header: "Id", ..HIDDEN },
    Column { key: "version", header: "Versie", ..HIDDEN },
    Column { key: STAMP_KEY, header: "Stempel", ..HIDDEN },
    editable("external_key", "Externe sleutel", 16, Content::Text),
    editable("indicator", "Indicator", 40, Content::Choice(list::INDICATORS)),
    editable("observed_on", "Waargenomen op", 15, Content::Day),
    editable("period_from", "Periode vanaf", 14, Content::Day),
    editable("value", "Waarde", 14, Content::Number),
    editable("numerator", "Teller", 12, Content::Number),
    editable("denominator", "Noemer", 12, Content::Number),
    editable("qualifier", "Nauwkeurigheid", 15, Content::Choice(list::QUALIFIERS)),
    editable("on_behalf_of", "Namens", 26, Content::Choice(list::ORGANISATIONS)),
    editable("source", "Bron", 26, Content::LongText),
    editable("note", "Opmerking", 40, Content::LongText),
    locked("state", "Stand", 16, Content::Text),
    editable("reason", "Reden van correctie", 30, Content::LongText),
];

/// The page.
pub(super) const LAYOUT: Layout = Layout { name: "Metingen", columns: COLUMNS };

/// In which column each field of the acts stands.
pub(super) const PATHS: &[(&str, &str)] = &[
    ("externalKey", "external_key"),
    ("indicator", "indicator"),
    ("observedOn", "observed_on"),
    ("periodFrom", "period_from"),
    ("value", "value"),
    ("value.ratio", "numerator"),
    ("value.ratio.denominator", "denominator"),
    ("qualifier", "qualifier"),
    ("denominatorQualifier", "denominator"),
    ("onBehalfOf", "on_behalf_of"),
    ("source", "source"),
    ("note", "note"),
    ("reason", "reason"),
];

const VALUE: &[&str] = &["value", "numerator", "denominator"];

/// The rows as they are exported.
pub(super) fn known(source: &Source<'_>) -> Vec<Known<Measurement>> {
    let view = source.view;
    let approves = view.seat.is_secretariat || view.seat.is_chair;
    let stands = |one: &Arc<Measurement>| one.state != MeasurementState::Superseded;
    let row = |measurement: Arc<Measurement>| Known {
        id: NodeId::of(&*measurement),
        version: measurement.row.version,
        key: measurement.row.external_key.clone(),
        names: Vec::new(),
        name: source.lists.indicators.label(measurement.indicator_id).unwrap_or_default().to_owned(),
        is_own: match measurement.state {
            MeasurementState::Draft | MeasurementState::Returned => writes(source, &measurement),
            MeasurementState::Approved => approves || writes(source, &measurement),
            MeasurementState::Submitted | MeasurementState::Superseded => false,
        },
        cells: cells(source, &measurement),
        record: measurement,
    };
    view.all::<Measurement>().filter(stands).map(row).collect()
}

/// Whether a measurement is the viewer's or of an organisation that the viewer acts for.
fn writes(source: &Source<'_>, measurement: &Measurement) -> bool {
    let view = source.view;
    let whose = [measurement.organisation_id, measurement.on_behalf_of];
    view.desk.is_own_account(measurement.author_id) || whose.iter().flatten().any(|id| view.represents(*id))
}

fn measure(source: &Source<'_>, measurement: &Measurement) -> Option<Measure> {
    measure_of(source, measurement.indicator_id)
}

fn measure_of(source: &Source<'_>, indicator: entity::IndicatorId) -> Option<Measure> {
    let indicator = source.view.get::<crate::indicator::Indicator>(indicator)?;
    Some(source.view.desk.directory.definition(indicator.definition_id)?.measure)
}

fn cells(source: &Source<'_>, measurement: &Measurement) -> Vec<Cell> {
    let row = &measurement.row;
    let is_share = row.denominator.is_some();
    let value = match (measure(source, measurement), row.value) {
        (Some(Measure::YesNo), Some(value)) => optional(Some(if value == Decimal::ONE { "ja" } else { "nee" })),
        (_, Some(_)) if is_share => Cell::Empty,
        (_, Some(value)) => decimal(Some(value)),
        (_, None) => optional(row.text.as_deref()),
    };
    let organisation = |id| source.lists.organisations.label(id);
    vec![
        Cell::Text(NodeId::of(measurement).word()),
        Cell::Number(row.version.to_string()),
        Cell::Empty,
        optional(row.external_key.as_deref()),
        optional(source.lists.indicators.label(row.indicator_id)),
        Cell::Day(row.observed_on),
        row.period_from.map_or(Cell::Empty, Cell::Day),
        value,
        decimal(row.value.filter(|_| is_share)),
        decimal(row.denominator),
        choice(Some(Qualifier::from(row.qualifier))),
        optional(row.on_behalf_of.and_then(organisation)),
        optional(row.source.as_deref()),
        optional(row.note.as_deref()),
        optional(Some(StateWord::from(row.state).label(Nl))),
        Cell::Empty,
    ]
}

/// What a row asks for.
pub(super) fn acts(source: &Source<'_>, known: Option<&Arc<Measurement>>, row: &mut Reading) -> Vec<RowAct> {
    if known.is_some() && row.edits.is_empty() {
        return Vec::new();
    }
    let indicator = row.one("indicator", &source.lists.indicators);
    let measure = match (known, indicator.value()) {
        (Some(known), _) => measure(source, known),
        (None, Some(indicator)) => measure_of(source, *indicator),
        (None, None) => None,
    };
    if known.is_none() && row.flaws.iter().all(|flaw| flaw.problem.path != ["indicator"]) && indicator.is_undefined() {
        row.flaw("indicator", Problem::new(Code::Required, &[]));
    }
    let on_behalf_of = row.one("on_behalf_of", &source.lists.organisations).take().map(|id| source.listed(id));
    let reading = reading(source, known, measure, row);
    let reason = row.text("reason").take();
    match known {
        Some(known) if matches!(known.state, MeasurementState::Approved | MeasurementState::Superseded) => {
            for key in
                ["indicator", "on_behalf_of"].into_iter().filter(|key| row.edits_any(&[*key])).collect::<Vec<_>>()
            {
                row.flaw(
                    key,
                    Problem::new(Code::NotAllowed, &[]).saying(
                        "Een correctie blijft bij haar indicator en organisatie.",
                        "A correction stays with its indicator and organisation.",
                    ),
                );
            }
            vec![RowAct::Correct(MeasurementCorrectInput {
                measurement: reference(&**known),
                expected_version: known.row.version,
                reason: reason.unwrap_or_default(),
                reading,
                idempotency_key: None,
            })]
        }
        _ => {
            if row.edits_any(&["reason"]) {
                row.flaw(
                    "reason",
                    Problem::new(Code::ModeCombination, &[]).saying(
                        "Een reden hoort bij de correctie van een goedgekeurde meting.",
                        "A reason goes with the correction of an approved measurement.",
                    ),
                );
            }
            let draft = known.map(|known| reference(&**known));
            let expected_version = known.map(|known| known.row.version);
            let indicator = indicator.take().map(|id| source.within(id));
            vec![RowAct::Submit(MeasurementEntry { indicator, draft, expected_version, on_behalf_of, reading })]
        }
    }
}

fn reading(
    source: &Source<'_>,
    known: Option<&Arc<Measurement>>,
    measure: Option<Measure>,
    row: &mut Reading,
) -> MeasurementReading {
    let yearless = Yearless::Refused(source.view.desk.today);
    let (value, said) = value(known, measure, row);
    let qualifier = row.one("qualifier", &source.lists.qualifiers).take().or(said);
    MeasurementReading {
        observed_on: row.day("observed_on", yearless).take(),
        value,
        qualifier,
        denominator_qualifier: None,
        breakdown: MaybeUndefined::Undefined,
        evidence: MaybeUndefined::Undefined,
        source: row.text("source"),
        method: MaybeUndefined::Undefined,
        note: row.text("note"),
        period_from: row.day("period_from", yearless),
        external_key: row.text("external_key"),
    }
}

/// The value in the form that its columns say, and how exact it is.
fn value(
    known: Option<&Arc<Measurement>>,
    measure: Option<Measure>,
    row: &mut Reading,
) -> (Option<Value>, Option<Qualifier>) {
    if !row.edits_any(VALUE) {
        return (None, None);
    }
    if row.edits_any(&["numerator", "denominator"]) {
        let before = |part: fn(&Measurement) -> Option<Decimal>| known.and_then(|known| part(known));
        let is_share = known.is_some_and(|known| known.denominator.is_some());
        let numerator = row.number("numerator");
        let said = exactness(&numerator);
        let numerator = map(numerator, |(number, _)| number).take();
        let denominator = map(row.number("denominator"), |(number, _)| number).take();
        let numerator = numerator.or(before(|one| one.row.value).filter(|_| is_share));
        let denominator = denominator.or(before(|one| one.row.denominator));
        for (key, part) in [("numerator", numerator), ("denominator", denominator)] {
            if part.is_none() && row.flaws.iter().all(|flaw| flaw.problem.path != [key]) {
                row.flaw(key, Problem::new(Code::Required, &[]));
            }
        }
        let ratio = numerator.zip(denominator).map(|(numerator, denominator)| {
            Value::Ratio(RatioInput { numerator: numerator.into(), denominator: denominator.into() })
        });
        return (ratio, said);
    }
    match measure {
        Some(Measure::YesNo) => (row.yes_no("value").take().map(Value::YesNo), None),
        Some(Measure::Narrative) => (row.text("value").take().map(Value::Text), None),
        Some(Measure::Scale) => (row.number("value").take().map(|(number, _)| Value::Scale(number.into())), None),
        Some(Measure::Money) => {
            let amount = row.amount("value");
            let said = exactness(&amount);
            (amount.take().map(|(number, _)| Value::Number(number.into())), said)
        }
        _ => {
            let number = row.number("value");
            let said = exactness(&number);
            (number.take().map(|(number, _)| Value::Number(number.into())), said)
        }
    }
}

/// How exact a number is, where its cell says so.
fn exactness(number: &MaybeUndefined<(Decimal, entity::Qualifier)>) -> Option<Qualifier> {
    let said = number.value().map(|(_, qualifier)| *qualifier);
    said.filter(|qualifier| *qualifier != entity::Qualifier::Exact).map(Qualifier::from)
}
