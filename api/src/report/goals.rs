//! The goals with their indicators, and the few indicators that people look at first, with their figures of the day.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{Direction, GoalId};

use super::{
    board::Period,
    content::{Block, Cell, Line, Sign, Table, cell},
    words::{self, UNKNOWN, day, share},
};
use crate::{
    access::View,
    figures::{Certainty, Include, IndicatorFigures, ReportingLight},
    goal::Goal,
    graphql::Labelled,
    indicator::{Indicator, object},
    language::Language,
};

const COLUMNS: [(&str, u32); 6] = [
    ("Doel of indicator", 57),
    ("Stand", 27),
    ("Streefwaarde", 28),
    ("Voortgang", 23),
    ("Dekking", 19),
    ("Oordeel", 30),
];
/// Where a column has nothing to say of a row.
const NONE: &str = "–";

/// A goal and how deep it lies below others.
pub(super) struct Placed {
    pub(super) goal: Arc<Goal>,
    pub(super) depth: usize,
}

/// The goals that the viewer may see, each before those below it. What lies below a goal that is hidden lies at the top.
pub(super) fn placed(view: &View) -> Vec<Placed> {
    let all: Vec<Arc<Goal>> = view.all::<Goal>().collect();
    let above = |goal: &Goal| goal.parent_id.filter(|parent| all.iter().any(|other| other.id == *parent));
    let mut placed = Vec::new();
    let mut next: Vec<(Option<GoalId>, usize)> = vec![(None, 0)];
    while let Some((parent, depth)) = next.pop() {
        if let Some(parent) = parent
            && let Some(goal) = all.iter().find(|goal| goal.id == parent)
        {
            placed.push(Placed { goal: goal.clone(), depth: depth - 1 });
        }
        next.extend(all.iter().rev().filter(|goal| above(goal) == parent).map(|goal| (Some(goal.id), depth + 1)));
    }
    placed
}

/// The goals, each with its indicators, and last the indicators of the whole.
pub(super) fn goals(view: &View, period: &Period) -> Vec<Block> {
    let mut rows = Vec::new();
    let goals = placed(view);
    for Placed { goal, depth } in &goals {
        rows.push(goal_row(view, goal, *depth, period.at));
        rows.extend(view.among(view.snapshot.indicators_of(Some(goal.id))).map(|one| row(view, &one, period.at)));
    }
    let is_placed = |id: Option<GoalId>| id.is_some_and(|id| goals.iter().any(|one| one.goal.id == id));
    let rest = view.all::<Indicator>().filter(|indicator| !is_placed(indicator.goal_id));
    rows.extend(rest.map(|one| row(view, &one, period.at)));
    let heading = Block::Heading("Doelen en indicatoren".to_owned());
    if rows.is_empty() {
        let none = format!("Er zijn nog geen {}doelen of indicatoren vastgelegd.", view.public("openbare "));
        return vec![heading, Block::Text(none)];
    }
    let table = Table { name: "Doelen en indicatoren".to_owned(), columns: COLUMNS.to_vec(), rows };
    let explained = "Dekking is het deel waarvan een cijfer bekend is. Een doel krijgt pas een cijfer als daar genoeg van bekend is.";
    vec![heading, Block::Text(explained.to_owned()), Block::Table(table)]
}

fn goal_row(view: &View, goal: &Goal, depth: usize, at: NaiveDate) -> Vec<Cell> {
    let progress = view.goal_on(goal.id, at, Include::Approved);
    let value = progress.and_then(|progress| progress.value.map(|value| share(value, progress.certainty)));
    let coverage = progress.and_then(|progress| progress.coverage).map(|part| share(part, Certainty::default()));
    let (fulfilled, agreed) = view.fulfilled_of_agreed(view.commitments_for(goal.id), at);
    let kept = match agreed {
        0 => format!("geen {}afspraken", view.public("openbare ")),
        1 => format!("{} van 1 afspraak nagekomen", words::amount(fulfilled)),
        _ => format!("{} van {} afspraken nagekomen", words::amount(fulfilled), words::amount(agreed)),
    };
    let below = if depth > 0 { "Subdoel: " } else { "Doel: " };
    vec![
        vec![Line::Strong(format!("{below}{}", goal.title)), Line::Plain(kept)],
        cell(NONE),
        cell(goal.horizon().map_or_else(|| NONE.to_owned(), |horizon| words::date(&horizon))),
        cell(value.unwrap_or_else(|| UNKNOWN.to_owned())),
        cell(coverage.unwrap_or_else(|| UNKNOWN.to_owned())),
        cell(NONE),
    ]
}

/// An indicator by its name, with its unit below.
pub(super) fn name(view: &View, indicator: &Indicator) -> Cell {
    let directory = &view.desk.directory;
    let definition = directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let mut lines = vec![Line::plain(indicator.display_name(directory))];
    lines.extend(words::unit(definition).map(|unit| Line::Plain(format!("in {unit}"))));
    lines
}

fn row(view: &View, indicator: &Indicator, at: NaiveDate) -> Vec<Cell> {
    let figures = view.indicator_on(indicator.id, at, Include::Approved);
    let figures = figures.as_deref();
    let progress = figures.and_then(|figures| figures.progress);
    let covered = figures.filter(|figures| figures.level.is_some()).map(|figures| figures.coverage);
    vec![
        name(view, indicator),
        level(view, indicator, figures),
        target(view, indicator, figures),
        cell(progress.map_or_else(|| UNKNOWN.to_owned(), |progress| share(progress.value, progress.certainty))),
        cell(covered.map_or_else(|| UNKNOWN.to_owned(), |part| share(part, Certainty::default()))),
        figures.map(|figures| words::light(figures.result, figures.reason)).into_iter().collect(),
    ]
}

/// The level with the day on which it was last measured.
pub(super) fn level(view: &View, indicator: &Indicator, figures: Option<&IndicatorFigures>) -> Cell {
    let definition = view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let Some(level) = figures.and_then(|figures| figures.level) else { return cell(UNKNOWN) };
    vec![
        Line::Plain(words::value(definition, level.value, level.certainty)),
        Line::Plain(format!("op {}", day(level.observed_on))),
    ]
}

/// The target that people look at, with its day; of what should stay within a band, the band.
fn target(view: &View, indicator: &Indicator, figures: Option<&IndicatorFigures>) -> Cell {
    let definition = view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let say = |value: entity::Decimal| words::value(definition, value.into(), Certainty::default());
    if definition.is_some_and(|definition| definition.direction == Direction::Maintain) {
        let band = match (indicator.band_low, indicator.band_high) {
            (Some(low), Some(high)) => format!("tussen {} en {}", say(low), say(high)),
            (Some(low), None) => format!("minstens {}", say(low)),
            (None, Some(high)) => format!("hoogstens {}", say(high)),
            (None, None) => UNKNOWN.to_owned(),
        };
        return cell(band);
    }
    let Some(target) = figures.and_then(|figures| figures.target) else { return cell("geen streefwaarde") };
    let mut lines = vec![Line::Plain(say(target.value))];
    lines.extend(target.on.map(|on| Line::Plain(format!("op {}", day(on)))));
    lines
}

/// The key indicators: where they started, stood and stand, and whether reports come in on time.
pub(super) fn key_indicators(view: &View, period: &Period, indicators: &[Arc<Indicator>]) -> Vec<Block> {
    let heading = Block::Heading("Kernindicatoren".to_owned());
    let rows: Vec<_> = indicators.iter().filter(|one| one.is_key).map(|one| key_row(view, one, period)).collect();
    if rows.is_empty() {
        let none = format!("Er zijn nog geen {}kernindicatoren aangewezen.", view.public("openbare "));
        return vec![heading, Block::Text(none)];
    }
    let explained = format!("‘Eerder’ is de stand op {}, ‘nu’ die op {}.", day(period.before()), day(period.at));
    let columns =
        [("Kernindicator", 52), ("Nulmeting", 26), ("Eerder", 26), ("Nu", 26), ("Oordeel", 28), ("Metingen komen", 26)];
    let table = Table { name: "Kernindicatoren".to_owned(), columns: columns.to_vec(), rows };
    vec![heading, Block::Text(explained), Block::Table(table)]
}

fn key_row(view: &View, indicator: &Indicator, period: &Period) -> Vec<Cell> {
    let definition = view.desk.directory.definition(indicator.definition_id).map(AsRef::as_ref);
    let baseline = indicator.baseline();
    let started = definition
        .and_then(|definition| baseline.level(definition.measure))
        .map_or_else(|| UNKNOWN.to_owned(), |value| words::value(definition, value, Certainty::default()));
    let mut start = cell(started);
    start.extend(baseline.on.map(|on| Line::Plain(format!("op {}", day(on)))));
    let before = view.indicator_on(indicator.id, period.before(), Include::Approved);
    let now = view.indicator_on(indicator.id, period.at, Include::Approved);
    let mut reports = Cell::new();
    if let Some(figures) = now.as_deref() {
        let label = object::ReportingLight::from(figures.reporting).label(Language::Nl);
        let sign = match figures.reporting {
            ReportingLight::Green => Sign::OnSchedule,
            ReportingLight::Amber => Sign::Attention,
            ReportingLight::Red => Sign::Behind,
            ReportingLight::Stale => Sign::Unknown,
        };
        reports.push(Line::State(sign, words::capitalised(label)));
    }
    vec![
        name(view, indicator),
        start,
        level(view, indicator, before.as_deref()),
        level(view, indicator, now.as_deref()),
        now.as_deref().map(|figures| words::light(figures.result, figures.reason)).into_iter().collect(),
        reports,
    ]
}
