//! Goals: a row per goal, with its own progress and with where its indicator stands. Of a goal with several indicators it
//! is the only one that people look at first; where there is none, or more, those cells are empty and the measurements
//! tell.

use std::sync::Arc;

use super::{
    Lens,
    cell::{Cell, Row, number},
    lens::id_of,
};
use crate::{clock::start_of, figures::Include, goal::Goal, indicator::Indicator};

pub(super) const COLUMNS: &[&str] = &[
    "goal_id",
    "partnership_id",
    "partnership",
    "parent_id",
    "title",
    "unit",
    "target",
    "target_date",
    "level",
    "level_date",
    "progress",
    "coverage",
    "result_light",
    "reporting_light",
    "commitments_fulfilled",
    "commitments_agreed",
    "updated_at",
];

pub(super) fn rows(lens: &Lens) -> Vec<Row> {
    let today = lens.view.desk.today;
    // Targets, lights and what is expected of periods go by the day: every row is judged anew each day.
    let updated_at = lens.goals_latest().max(Some(start_of(today)));
    lens.all::<Goal>().map(|goal| row(lens, &goal, updated_at.into())).collect()
}

fn row(lens: &Lens, goal: &Goal, updated_at: Cell) -> Row {
    let (view, today) = (&lens.view, lens.view.desk.today);
    let indicator = indicator_of(lens, goal);
    let definition = indicator.as_ref().and_then(|one| view.desk.directory.definition(one.definition_id));
    let figures = indicator.as_ref().and_then(|one| view.indicator_on(one.id, today, Include::Approved));
    let level = figures.as_ref().and_then(|figures| figures.level);
    let target = figures.as_ref().and_then(|figures| figures.target);
    let progress = view.goal_on(goal.id, today, Include::Approved);
    let (fulfilled, agreed) = view.fulfilled_for(goal.id, today);
    vec![
        id_of(goal).into(),
        lens.partnership_id().into(),
        view.partnership.name.as_str().into(),
        goal.parent_id.and_then(|parent| lens.get::<Goal>(parent)).map(|parent| id_of(&*parent)).into(),
        goal.title.as_str().into(),
        definition.map(|definition| definition.unit.as_str()).into(),
        target.map(|target| number(target.value)).into(),
        target.and_then(|target| target.on).into(),
        level.map(|level| number(level.value)).into(),
        level.map(|level| level.observed_on).into(),
        progress.and_then(|progress| progress.value).map(number).into(),
        progress.and_then(|progress| progress.coverage).map(number).into(),
        figures.as_ref().map(|figures| figures.result.as_str()).into(),
        figures.as_ref().map(|figures| figures.reporting.as_str()).into(),
        number(fulfilled),
        number(agreed),
        updated_at,
    ]
}

/// The indicator of a goal that people look at: the only one, or the only one that is a key indicator.
fn indicator_of(lens: &Lens, goal: &Goal) -> Option<Arc<Indicator>> {
    let below = lens.view.snapshot.indicators_of(Some(goal.id));
    let mut own: Vec<Arc<Indicator>> = below.filter_map(|indicator| lens.get(indicator.id)).collect();
    if own.len() > 1 {
        own.retain(|indicator| indicator.is_key);
    }
    own.pop().filter(|_| own.is_empty())
}
