//! Whether a measurement fits its indicator and the measurements that are there already.
//!
//! An organisation reports a day once, its periods do not overlap, and a running total does not fall. What is corrected
//! stands aside for its correction.

use entity::{
    Decimal, Measure, MeasurementId, MeasurementState, OrganisationId, Qualifier, Reporting, measurement::Model,
    measurement_evidence::Evidence,
};

use super::{
    Measurement, breakdown,
    mutation::{Given, MeasurementReading, MeasurementValueInput},
};
use crate::{
    access::View,
    graphql::day_in_words,
    indicator::{IndicatorDefinition, rules},
    ledger::Snapshot,
    problem::{Code, KEY, Problem, Problems, REASON, TEXT},
};

/// The organisation whose figure a measurement is.
pub(super) fn whose(row: &Model) -> Option<OrganisationId> {
    row.on_behalf_of.or(row.organisation_id)
}

/// Puts what was read into a measurement, with its problems noted. What is not said stays as it was.
pub(super) fn fill(
    measurement: &mut Measurement,
    reading: &MeasurementReading,
    definition: Option<&IndicatorDefinition>,
    is_new: bool,
    view: &View,
    problems: &mut Problems,
) {
    let row = &mut measurement.row;
    match reading.observed_on {
        Some(day) => row.observed_on = problems.day(day.0, &["observedOn"]),
        None => problems.check(!is_new, Code::Required, &["observedOn"]),
    }
    if !reading.period_from.is_undefined() {
        row.period_from = reading.period_from.value().map(|day| problems.day(day.0, &["periodFrom"]));
    }
    problems.check(row.period_from.is_none_or(|from| from <= row.observed_on), Code::DateOrder, &["periodFrom"]);
    match (&reading.value, definition) {
        (Some(value), Some(definition)) => {
            (row.value, row.denominator, row.text) = checked(value, definition, problems);
        }
        (Some(_), None) => {}
        (None, _) => problems.check(!is_new, Code::Required, &["value"]),
    }
    row.qualifier = reading.qualifier.map_or(row.qualifier, Into::into);
    row.denominator_qualifier = reading.denominator_qualifier.map_or(row.denominator_qualifier, Into::into);
    if definition.is_some_and(|definition| definition.measure != Measure::Percent) {
        let fits = row.denominator_qualifier == Qualifier::Exact;
        problems.check(fits, Code::ValueKind, &["denominatorQualifier"]);
    }
    let mut text = |field: &mut Option<String>, given: &Given<String>, most: usize, name: &str| {
        if !given.is_undefined() {
            *field = problems.optional_text(given.value().map(String::as_str), most, &[name]);
        }
    };
    text(&mut row.source, &reading.source, REASON, "source");
    text(&mut row.method, &reading.method, REASON, "method");
    text(&mut row.note, &reading.note, TEXT, "note");
    text(&mut row.external_key, &reading.external_key, KEY, "externalKey");
    // Unique among those that the actor sees: to refuse a key would tell of a hidden draft.
    let keyed = row.external_key.iter().flat_map(|key| view.snapshot.measurements_of_key(key));
    let key_of = |other| view.get::<Measurement>(other).and_then(|other| other.row.external_key.clone());
    let has_key = |other: MeasurementId| key_of(other).is_some_and(|key| row.external_key.as_ref() == Some(&key));
    let is_taken = keyed.filter(|other| *other != row.id).any(has_key);
    problems.check(!is_taken, Code::AlreadyExists, &["externalKey"]);
    if let (Some(cells), Some(definition)) = (reading.breakdown.as_opt_deref(), definition) {
        measurement.breakdown = breakdown::cells(cells.unwrap_or_default(), definition, problems);
    }
    breakdown::fits(&measurement.breakdown, measurement.row.value, problems);
    if let Some(evidence) = reading.evidence.as_opt_ref() {
        let checked = evidence.into_iter().flatten().enumerate().map(|(at, one)| {
            let one = one.checked(&["evidence", &at.to_string()], problems);
            Evidence { title: one.title, link: one.link, sha256: one.sha256 }
        });
        measurement.evidence = checked.collect();
    }
}

/// The number or numerator, the denominator and the words of a value, with its problems noted.
fn checked(
    value: &MeasurementValueInput,
    definition: &IndicatorDefinition,
    problems: &mut Problems,
) -> (Option<Decimal>, Option<Decimal>, Option<String>) {
    use Measure::{Count, Hours, Money, Narrative, Percent, Scale, YesNo};
    use MeasurementValueInput as Form;
    let measure = definition.measure;
    match (value, measure) {
        (Form::Number(number), Count | Money | Hours) => {
            rules::quantity(measure, number.exact(), &["value", "number"], problems);
            (Some(number.exact()), None, None)
        }
        (Form::Ratio(ratio), Percent) => {
            let (numerator, denominator) = (ratio.numerator.exact(), ratio.denominator.exact());
            let is_increment = definition.reporting == Reporting::Increment;
            rules::share(numerator, denominator, is_increment, &["value", "ratio"], problems);
            (Some(numerator), Some(denominator), None)
        }
        (Form::Scale(index), Scale) => (Some(index.exact()), None, None),
        (Form::YesNo(yes), YesNo) => (Some(if *yes { Decimal::ONE } else { Decimal::ZERO }), None, None),
        (Form::Text(text), Narrative) => (None, None, Some(problems.text(text, TEXT, &["value", "text"]))),
        (form, _) => {
            let name = match form {
                Form::Number(_) => "number",
                Form::Ratio(_) => "ratio",
                Form::Scale(_) => "scale",
                Form::YesNo(_) => "yesNo",
                Form::Text(_) => "text",
            };
            let asked = match measure {
                Count | Money | Hours => "number",
                Percent => "ratio",
                Scale => "scale",
                YesNo => "yesNo",
                Narrative => "text",
            };
            problems.add(Problem::new(Code::ValueKind, &["value", name]).saying(
                format!("Deze indicator vraagt om de vorm `{asked}`."),
                format!("This indicator asks for the form `{asked}`."),
            ));
            (None, None, None)
        }
    }
}

/// Notes what of a draft, besides what is read now, was written for another definition than its indicator has by now.
pub(super) fn keeps_form(
    measurement: &Measurement,
    reading: &MeasurementReading,
    definition: &IndicatorDefinition,
    problems: &mut Problems,
) {
    let row = &measurement.row;
    if reading.value.is_none() {
        let fits = match definition.measure {
            Measure::Narrative => row.text.is_some(),
            Measure::Percent => row.value.is_some() && row.denominator.is_some(),
            _ => row.value.is_some() && row.denominator.is_none(),
        };
        problems.check(fits, Code::ValueKind, &["value"]);
        if let Some(value) = row.value.filter(|_| fits && definition.measure != Measure::Percent) {
            rules::quantity(definition.measure, value, &["value"], problems);
        }
    }
    if reading.breakdown.is_undefined() {
        let fits = measurement.breakdown.iter().all(|cell| definition.dimensions.contains(&cell.dimension));
        problems.check(fits, Code::OutOfRange, &["breakdown"]);
    }
}

/// Notes how a measurement clashes with the others of its indicator: each at its own field, or all at one.
pub(super) fn stands_beside(
    row: &Model,
    definition: &IndicatorDefinition,
    snapshot: &Snapshot,
    field: Option<&str>,
    problems: &mut Problems,
) {
    // Of two corrections of the same, one at most will stand.
    let is_rival = |other: &Measurement| other.supersedes_id.is_some() && other.supersedes_id == row.supersedes_id;
    let is_other = |other: &Measurement| other.id != row.id && Some(other.id) != row.supersedes_id && !is_rival(other);
    let counts = |other: &Measurement| {
        let is_reported = matches!(other.state, MeasurementState::Submitted | MeasurementState::Approved);
        is_reported && whose(other) == whose(row) && is_other(other)
    };
    let since = |day| snapshot.series_since(row.indicator_id, day).iter();
    let mut of_the_day = since(row.observed_on).take_while(|other| other.observed_on == row.observed_on);
    let is_double = of_the_day.any(|other| counts(other));
    problems.check(!is_double, Code::DuplicateMeasurement, &[field.unwrap_or("observedOn")]);

    if definition.reporting == Reporting::Increment && !is_double {
        let from = |row: &Model| row.period_from.unwrap_or(row.observed_on);
        let overlap = since(from(row)).find(|other| from(other) <= row.observed_on && counts(other));
        if let Some(other) = overlap {
            let [[first_nl, first_en], [last_nl, last_en]] = [from(other), other.observed_on].map(day_in_words);
            problems.add(Problem::new(Code::PeriodOverlap, &[field.unwrap_or("periodFrom")]).saying(
                format!("Deze periode overlapt de melding over {first_nl} tot en met {last_nl}."),
                format!("This period overlaps the report on {first_en} up to {last_en}."),
            ));
        }
    }

    let adds_up = matches!(definition.measure, Measure::Count | Measure::Money | Measure::Hours);
    let is_total = definition.reporting == Reporting::RunningTotal && adds_up && row.value.is_some();
    if is_total && row.supersedes_id.is_none() {
        let crossed = snapshot.series_of(row.indicator_id).iter().find(|other| {
            let (earlier, later) = (other.observed_on < row.observed_on, other.observed_on > row.observed_on);
            other.state == MeasurementState::Approved
                && (earlier && other.value > row.value || later && other.value < row.value)
                && is_other(other)
        });
        if let Some((day, total)) = crossed.and_then(|other| Some((other.observed_on, other.value?))) {
            let [nl, en] = day_in_words(day);
            problems.add(Problem::new(Code::RunningTotalFell, &[field.unwrap_or("value")]).saying(
                format!("Op {nl} was het lopend totaal {total}; corrigeer die meting als zij niet klopt."),
                format!("On {en} the running total was {total}; correct that measurement if it is wrong."),
            ));
        }
    }
}
