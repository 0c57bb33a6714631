//! Measurements: a row per measurement, with the target and baseline of its indicator. Outside the table a measurement is
//! its figure.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Days, Utc};

use super::{
    Lens,
    cell::{Cell, Row, number},
    lens::id_of,
};
use crate::{clock::start_of, figures::Include, indicator::Indicator, measurement::Measurement};

pub(super) const COLUMNS: &[&str] = &[
    "measurement_id",
    "indicator_id",
    "indicator",
    "partnership_id",
    "unit",
    "observed_on",
    "period_start",
    "period_end",
    "value",
    "numerator",
    "denominator",
    "qualifier",
    "target",
    "baseline",
    "state",
    "source",
    "updated_at",
];

/// What all measurements of an indicator have in common.
struct Series {
    id: Cell,
    name: Cell,
    unit: Cell,
    target: Cell,
    baseline: Cell,
    changed_at: DateTime<Utc>,
}

pub(super) fn rows(lens: &Lens) -> Vec<Row> {
    let mut series = HashMap::new();
    let mut rows = Vec::new();
    for measurement in lens.all::<Measurement>() {
        let of = series.entry(measurement.indicator_id).or_insert_with(|| {
            let indicator = lens.get::<Indicator>(measurement.indicator_id);
            indicator.map(|indicator| Series::of(lens, &indicator))
        });
        rows.push(row(lens, &measurement, of.as_ref()));
    }
    rows
}

fn row(lens: &Lens, measurement: &Arc<Measurement>, series: Option<&Series>) -> Row {
    let cell = |part: fn(&Series) -> &Cell| series.map(part).cloned().into();
    let is_share = measurement.denominator.is_some();
    vec![
        id_of(&**measurement).into(),
        cell(|series| &series.id),
        cell(|series| &series.name),
        lens.partnership_id().into(),
        cell(|series| &series.unit),
        measurement.observed_on.into(),
        measurement.period_from.into(),
        measurement.period_from.map(|_| measurement.observed_on).into(),
        measurement.reading().map(number).into(),
        measurement.value.filter(|_| is_share).map(number).into(),
        measurement.denominator.map(number).into(),
        measurement.qualifier.as_str().into(),
        cell(|series| &series.target),
        cell(|series| &series.baseline),
        measurement.state.as_str().into(),
        measurement.source.as_deref().into(),
        series.map_or(measurement.changed_at, |series| series.changed_at.max(measurement.changed_at)).into(),
    ]
}

impl Series {
    fn of(lens: &Lens, indicator: &Indicator) -> Self {
        let (desk, today) = (&lens.view.desk, lens.view.desk.today);
        let definition = desk.directory.definition(indicator.definition_id);
        let figures = lens.view.indicator_on(indicator.id, today, Include::Approved);
        // The next target is looked at from the day after the one before.
        let passed = indicator.targets.iter().filter_map(|target| target.due_on).filter(|due| *due < today).max();
        let passed = passed.and_then(|due| due.checked_add_days(Days::new(1))).map(start_of);
        let defined = definition.map(|definition| definition.changed_at);
        Self {
            id: id_of(indicator).into(),
            name: indicator.display_name(&desk.directory).into(),
            unit: definition.map(|definition| definition.unit.as_str()).into(),
            target: figures.and_then(|figures| figures.target).map(|target| number(target.value)).into(),
            baseline: indicator.baseline_level(&desk.directory).map(number).into(),
            changed_at: Some(indicator.changed_at).max(passed).max(defined).unwrap_or_default(),
        }
    }
}
