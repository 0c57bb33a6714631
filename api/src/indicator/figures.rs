//! The figures of a partnership's goals and indicators on a day: the same for everybody who may see the record.
//!
//! A child counts towards a goal only if everybody who sees the goal may see the child. What the indicators below an
//! indicator contribute is in the partnership's own ledger, so one snapshot tells all.
//!
//! The figures of today are computed once per snapshot, for all viewers. Those of another day are computed for the indicator
//! or the goal that is asked about, and for no other.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use entity::{Decimal, GoalId, IndicatorId, Measure, MeasurementState};

use super::{Indicator, IndicatorDefinition};
use crate::{
    access::View,
    allocation::Contribution,
    clock::day_of_id,
    figures::{
        self, Aim, Band, Child, GoalProgress, HandedOut, Include, IndicatorFigures, IndicatorInput, Known, Point,
        Series, Settings, Source, Standing, Target,
    },
    goal::Goal,
    ledger::{Directory, Snapshot, Table},
    measurement::Measurement,
};

/// The figures of all goals and indicators of a partnership on one day.
#[derive(Debug)]
pub struct TableFigures {
    day: NaiveDate,
    include: Include,
    definitions: Table<IndicatorDefinition>,
    indicators: HashMap<IndicatorId, IndicatorFigures>,
    goals: HashMap<GoalId, GoalProgress>,
}

impl View {
    /// The figures of today, from approved measurements.
    #[must_use]
    pub fn figures(&self) -> &TableFigures {
        self.figures_with(Include::Approved)
    }

    /// The figures of today. What awaits approval takes part for those at the table only.
    #[must_use]
    pub fn figures_with(&self, include: Include) -> &TableFigures {
        let include = self.may_include(include);
        let kept = if include == Include::Approved { &self.figures } else { &self.provisional_figures };
        kept.get_or_init(|| TableFigures::on(&self.snapshot, &self.desk.directory, self.desk.today, include))
    }

    /// The figures of an indicator at the end of a day.
    #[must_use]
    pub fn indicator_on(&self, id: IndicatorId, day: NaiveDate, include: Include) -> Option<Cow<'_, IndicatorFigures>> {
        if day == self.desk.today {
            return self.figures_with(include).indicator(id).map(Cow::Borrowed);
        }
        let include = self.may_include(include);
        TableFigures::indicator_on(&self.snapshot, &self.desk.directory, id, day, include).map(Cow::Owned)
    }

    /// How far a goal was at the end of a day.
    #[must_use]
    pub fn goal_on(&self, id: GoalId, day: NaiveDate, include: Include) -> Option<GoalProgress> {
        if day == self.desk.today {
            return self.figures_with(include).goal(id).copied();
        }
        TableFigures::goal_on(&self.snapshot, &self.desk.directory, id, day, self.may_include(include))
    }

    /// What the figures of an indicator are made of; `None` where its definition is not known.
    pub(crate) fn readings<'a>(&'a self, indicator: &'a Indicator, include: Include) -> Option<Readings<'a>> {
        Readings::of(&self.snapshot, &self.desk.directory, indicator, self.may_include(include))
    }

    /// What the viewer may have in a figure: what is submitted is the table's.
    #[must_use]
    pub fn may_include(&self, include: Include) -> Include {
        if self.is_at_the_table() { include } else { Include::Approved }
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

    /// All figures of a partnership at the end of a day, whoever asks; kept as long as the snapshot. Made for today.
    #[must_use]
    pub fn on(snapshot: &Snapshot, directory: &Directory, day: NaiveDate, include: Include) -> Arc<Self> {
        let fits = |kept: &Self| {
            kept.day == day && kept.include == include && kept.definitions.is_same(&directory.definitions)
        };
        snapshot.memo.get_or(fits, || Self::compute(snapshot, directory, day, include))
    }

    /// The figures of one indicator of a partnership at the end of a day, whoever asks.
    #[must_use]
    pub fn indicator_on(
        snapshot: &Snapshot,
        directory: &Directory,
        id: IndicatorId,
        day: NaiveDate,
        include: Include,
    ) -> Option<IndicatorFigures> {
        let readings = Readings::of(snapshot, directory, snapshot.indicators.get(id)?, include)?;
        Some(figures::indicator(&readings.input(), day))
    }

    /// How far one goal of a partnership was at the end of a day, whoever asks.
    #[must_use]
    pub fn goal_on(
        snapshot: &Snapshot,
        directory: &Directory,
        id: GoalId,
        day: NaiveDate,
        include: Include,
    ) -> Option<GoalProgress> {
        let mut figures = Self::none(directory, day, include);
        figures.add_goal(snapshot, directory, snapshot.goals.get(id)?);
        figures.goals.remove(&id)
    }

    fn none(directory: &Directory, day: NaiveDate, include: Include) -> Self {
        let definitions = directory.definitions.clone();
        Self { day, include, definitions, indicators: HashMap::new(), goals: HashMap::new() }
    }

    fn compute(snapshot: &Snapshot, directory: &Directory, day: NaiveDate, include: Include) -> Self {
        let mut figures = Self::none(directory, day, include);
        for indicator in snapshot.indicators.iter() {
            figures.add_indicator(snapshot, directory, indicator);
        }
        for goal in snapshot.goals_below(None) {
            figures.add_goal(snapshot, directory, goal);
        }
        figures
    }

    fn add_indicator(&mut self, snapshot: &Snapshot, directory: &Directory, indicator: &Indicator) {
        if let Some(readings) = Readings::of(snapshot, directory, indicator, self.include) {
            self.indicators.insert(indicator.id, figures::indicator(&readings.input(), self.day));
        }
    }

    fn add_goal(&mut self, snapshot: &Snapshot, directory: &Directory, goal: &Goal) {
        let mut children = Vec::new();
        for indicator in snapshot.indicators_of(Some(goal.id)) {
            if indicator.visibility >= goal.visibility {
                if !self.indicators.contains_key(&indicator.id) {
                    self.add_indicator(snapshot, directory, indicator);
                }
                let progress = self.indicators.get(&indicator.id).and_then(|figures| figures.progress);
                children.push(Child { weight: indicator.weight, progress: progress.map(Known::from) });
            }
        }
        for below in snapshot.goals_below(Some(goal.id)) {
            self.add_goal(snapshot, directory, below);
            if below.visibility >= goal.visibility {
                let progress = self.goals.get(&below.id).and_then(GoalProgress::known);
                children.push(Child { weight: below.weight, progress });
            }
        }
        self.goals.insert(goal.id, figures::goal(children, settings(snapshot).coverage_minimum));
    }
}

impl Snapshot {
    /// How many reports the figures of an indicator are made of, own and contributed: what it takes to make them. Others do
    /// not count, or a request that is refused for its size would tell of them.
    #[must_use]
    pub fn reports_of(&self, indicator: IndicatorId) -> usize {
        let is_counted = |one: &&Arc<Measurement>| one.state == MeasurementState::Approved;
        self.series_of(indicator).iter().filter(is_counted).count() + self.contributions_to(indicator).count()
    }

    /// The indicators of a goal and of all goals below it.
    #[must_use]
    pub fn indicators_below(&self, goal: GoalId) -> Vec<IndicatorId> {
        let own = self.indicators_of(Some(goal)).map(|indicator| indicator.id);
        let below = self.goals_below(Some(goal)).flat_map(|below| self.indicators_below(below.id));
        own.chain(below).collect()
    }
}

/// What a partnership has set for its lights.
fn settings(snapshot: &Snapshot) -> Settings {
    snapshot.partnership().map_or(Settings::default(), |partnership| Settings {
        green_from: partnership.green_from,
        amber_from: partnership.amber_from,
        coverage_minimum: partnership.coverage_minimum,
        grace_days: partnership.grace_days,
    })
}

/// What the figures of an indicator are made of, whatever the day.
pub(crate) struct Readings<'a> {
    indicator: &'a Indicator,
    definition: &'a IndicatorDefinition,
    points: Vec<Point>,
    targets: Vec<Target>,
    handed_out: Vec<HandedOut>,
    settings: Settings,
    include: Include,
}

impl<'a> Readings<'a> {
    /// Of an indicator of a partnership; `None` where its definition is not known.
    pub(crate) fn of(
        snapshot: &Snapshot,
        directory: &'a Directory,
        indicator: &'a Indicator,
        include: Include,
    ) -> Option<Self> {
        let definition = directory.definition(indicator.definition_id)?;
        let mut points = measured(snapshot.series_of(indicator.id), definition.measure, include);
        // The first day of each allocation of which something was contributed through it.
        let mut since = HashMap::new();
        for contribution in snapshot.contributions_to(indicator.id) {
            let day = since.entry(contribution.allocation_id).or_insert(contribution.observed_on);
            *day = contribution.observed_on.min(*day);
            points.push(contributed(contribution));
        }
        let handed_out = snapshot.allocations_of(indicator.id);
        let targets = indicator.targets.iter();
        Some(Self {
            indicator,
            definition,
            points,
            targets: targets.map(|target| Target { on: target.due_on, value: target.value }).collect(),
            handed_out: handed_out
                .map(|part| HandedOut { value: part.value, reports_since: since.get(&part.id).copied() })
                .collect(),
            settings: settings(snapshot),
            include,
        })
    }

    /// The same, as figures take it.
    pub(crate) fn input(&self) -> IndicatorInput<'_> {
        let Self { indicator, definition, .. } = self;
        IndicatorInput {
            series: Series {
                measure: definition.measure,
                reporting: definition.reporting,
                target_basis: definition.target_basis,
                hierarchy_rule: definition.hierarchy_rule,
                baseline: indicator.baseline(),
                points: &self.points,
                include: self.include,
            },
            effect: indicator.effect,
            aim: Aim {
                direction: definition.direction,
                targets: &self.targets,
                band: Band { low: indicator.band_low, high: indicator.band_high },
            },
            frequency: definition.frequency,
            created_on: day_of_id(indicator.id.0).unwrap_or(NaiveDate::MIN),
            handed_out: &self.handed_out,
            settings: self.settings,
        }
    }
}

/// What an indicator's own measurements say. A narrative has no number, and is a report all the same.
fn measured(series: &[Arc<Measurement>], measure: Measure, include: Include) -> Vec<Point> {
    let told = (measure == Measure::Narrative).then_some(Decimal::ZERO);
    let point = |(measurement, standing): (&Arc<Measurement>, Standing)| {
        Some(Point {
            observed_on: measurement.observed_on,
            numerator: measurement.value.or(told)?,
            denominator: measurement.denominator,
            qualifier: measurement.qualifier,
            denominator_qualifier: measurement.denominator_qualifier,
            standing,
            source: Source::Own,
        })
    };
    standing(series, include).filter_map(point).collect()
}

/// The measurements that take part, and since when each stands. A correction that is submitted takes the place of what it
/// corrects, where what is submitted takes part.
pub(super) fn standing(
    series: &[Arc<Measurement>],
    include: Include,
) -> impl Iterator<Item = (&Arc<Measurement>, Standing)> {
    let is_submitted =
        move |one: &Measurement| include == Include::Provisional && one.state == MeasurementState::Submitted;
    let corrections = series.iter().filter(move |one| is_submitted(one));
    let corrected: HashSet<_> = corrections.filter_map(|one| one.supersedes_id).collect();
    series.iter().filter_map(move |one| {
        let since = match one.state {
            MeasurementState::Approved if !corrected.contains(&one.id) => Standing::Approved(one.approved_at?),
            _ if is_submitted(one) => Standing::Submitted(one.submitted_at?),
            _ => return None,
        };
        Some((one, since))
    })
}

/// What a descendant measured.
fn contributed(contribution: &Contribution) -> Point {
    Point {
        observed_on: contribution.observed_on,
        numerator: contribution.value,
        denominator: contribution.denominator,
        qualifier: contribution.qualifier,
        denominator_qualifier: contribution.denominator_qualifier,
        standing: Standing::Approved(contribution.approved_at),
        source: Source::Child { indicator: contribution.source_indicator_id, effect: contribution.effect },
    }
}
