//! The figures of a partnership's goals and indicators on a day: the same for everybody who may see the record.
//!
//! A child counts towards a goal only if everybody who sees the goal may see the child. Figures are computed once per
//! snapshot and day, for all viewers.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{GoalId, IndicatorId, MeasurementState};

use super::{Indicator, IndicatorDefinition};
use crate::{
    access::View,
    clock::day_of_id,
    figures::{
        self, Aim, Band, Child, GoalProgress, Include, IndicatorFigures, IndicatorInput, Known, Point, Series,
        Settings, Shares, Standing, Target,
    },
    goal::Goal,
    ledger::{Directory, Snapshot, Table},
    measurement::Measurement,
    partnership::Partnership,
};

/// The figures of all goals and indicators of a partnership on one day.
#[derive(Debug)]
pub struct TableFigures {
    day: NaiveDate,
    definitions: Table<IndicatorDefinition>,
    indicators: HashMap<IndicatorId, IndicatorFigures>,
    goals: HashMap<GoalId, GoalProgress>,
}

impl View {
    /// The figures of today.
    #[must_use]
    pub fn figures(&self) -> &TableFigures {
        self.figures.get_or_init(|| {
            let (day, directory) = (self.desk.today, &self.desk.directory);
            self.snapshot.memo.get_or(
                |kept: &TableFigures| kept.day == day && kept.definitions.is_same(&directory.definitions),
                || TableFigures::compute(&self.snapshot, directory, &self.partnership, day),
            )
        })
    }

    /// The figures of an indicator on a day. Those of another day than today are computed for this indicator alone, and not
    /// kept.
    #[must_use]
    pub(crate) fn indicator_on(&self, indicator: &Indicator, day: NaiveDate) -> Option<IndicatorFigures> {
        if day == self.desk.today {
            return self.figures().indicator(indicator.id).copied();
        }
        let definition = self.desk.directory.definition(indicator.definition_id)?;
        Some(of_indicator(&self.snapshot, indicator, definition, settings(&self.partnership), day))
    }
}

impl TableFigures {
    /// The figures of an indicator; `None` where there is none.
    #[must_use]
    pub fn indicator(&self, id: IndicatorId) -> Option<&IndicatorFigures> {
        self.indicators.get(&id)
    }

    /// How far a goal is.
    #[must_use]
    pub fn goal(&self, id: GoalId) -> Option<&GoalProgress> {
        self.goals.get(&id)
    }

    fn compute(snapshot: &Snapshot, directory: &Directory, partnership: &Partnership, day: NaiveDate) -> Self {
        let settings = settings(partnership);
        let indicators = snapshot
            .indicators
            .iter()
            .filter_map(|indicator| {
                let definition = directory.definition(indicator.definition_id)?;
                Some((indicator.id, of_indicator(snapshot, indicator, definition, settings, day)))
            })
            .collect();
        let mut figures = Self { day, definitions: directory.definitions.clone(), indicators, goals: HashMap::new() };
        for goal in snapshot.goals_below(None) {
            figures.add_goal(snapshot, goal, settings);
        }
        figures
    }

    fn add_goal(&mut self, snapshot: &Snapshot, goal: &Goal, settings: Settings) {
        let mut children: Vec<Child> = snapshot
            .indicators_of(Some(goal.id))
            .filter(|indicator| indicator.visibility >= goal.visibility)
            .map(|indicator| {
                let figures = self.indicators.get(&indicator.id);
                Child { weight: indicator.weight, progress: figures.and_then(|it| it.progress).map(Known::from) }
            })
            .collect();
        for below in snapshot.goals_below(Some(goal.id)) {
            self.add_goal(snapshot, below, settings);
            if below.visibility >= goal.visibility {
                let progress = self.goals.get(&below.id).and_then(GoalProgress::known);
                children.push(Child { weight: below.weight, progress });
            }
        }
        self.goals.insert(goal.id, figures::goal(children, settings.coverage_minimum));
    }
}

fn settings(partnership: &Partnership) -> Settings {
    Settings {
        green_from: partnership.green_from,
        amber_from: partnership.amber_from,
        coverage_minimum: partnership.coverage_minimum,
        grace_days: partnership.grace_days,
    }
}

fn of_indicator(
    snapshot: &Snapshot,
    indicator: &Indicator,
    definition: &IndicatorDefinition,
    settings: Settings,
    day: NaiveDate,
) -> IndicatorFigures {
    let points = points(snapshot, indicator);
    let targets: Vec<Target> =
        indicator.targets.iter().map(|target| Target { on: target.due_on, value: target.value }).collect();
    let input = IndicatorInput {
        series: series(indicator, definition, &points),
        aim: Aim {
            direction: definition.direction,
            targets: &targets,
            band: Band { low: indicator.band_low, high: indicator.band_high },
        },
        frequency: definition.frequency,
        created_on: day_of_id(indicator.id.0).unwrap_or(NaiveDate::MIN),
        shares: Shares { allocated: None, reporting: None },
        settings,
    };
    figures::indicator(&input, day)
}

/// The readings of an indicator.
pub(super) fn points(snapshot: &Snapshot, indicator: &Indicator) -> Vec<Point> {
    snapshot.series_of(indicator.id).iter().filter_map(|one| point(one)).collect()
}

/// What the readings of an indicator say together.
pub(super) fn series<'a>(indicator: &Indicator, definition: &IndicatorDefinition, points: &'a [Point]) -> Series<'a> {
    Series {
        measure: definition.measure,
        reporting: definition.reporting,
        target_basis: definition.target_basis,
        baseline: indicator.baseline(),
        points,
        include: Include::Approved,
    }
}

/// The reading that an approved measurement gives; `None` for one that takes no part in figures.
fn point(measurement: &Measurement) -> Option<Point> {
    let approved_at = measurement.approved_at.filter(|_| measurement.state == MeasurementState::Approved)?;
    Some(Point {
        observed_on: measurement.observed_on,
        numerator: measurement.value?,
        denominator: measurement.denominator,
        qualifier: measurement.qualifier,
        denominator_qualifier: measurement.denominator_qualifier,
        standing: Standing::Approved(approved_at),
    })
}
