//! An indicator (*indicator*): a definition put to work for a goal, with a baseline (*nulmeting*) and targets
//! (*streefwaarden*).
//!
//! What always holds: once its goal is agreed, its baseline, targets, band and goal change by an amendment only.

mod breakdown;
pub(crate) mod definition;
pub(crate) mod figure;
mod figures;
mod funnel;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod obligation;
pub(crate) mod over_time;
pub(crate) mod query;
pub(crate) mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{GoalId, IndicatorId, OrganisationId, RegionId, indicator_reporter::Reporter, indicator_target::Target};

pub use definition::IndicatorDefinition;
pub use figures::TableFigures;

use crate::{
    figures::Baseline,
    ledger::{Directory, Snapshot, index::Groups, record},
};

record! {
    /// An indicator.
    Indicator = indicator, index IndicatorIndex;
    /// Its targets, by date.
    targets: indicator_target as Target,
    /// The regions that it is about.
    regions: indicator_region as RegionId,
    /// Who has to report it, and since when.
    reporters: indicator_reporter as Reporter,
}

impl Indicator {
    /// Its own name, or else its definition's.
    #[must_use]
    pub fn display_name<'a>(&'a self, directory: &'a Directory) -> &'a str {
        let definition = || directory.definition(self.definition_id).map_or("", |definition| &definition.name);
        self.name.as_deref().unwrap_or_else(definition)
    }

    /// Where it started.
    #[must_use]
    pub fn baseline(&self) -> Baseline {
        Baseline { value: self.baseline_value, denominator: self.baseline_denominator, on: self.baseline_on }
    }

    /// Whether an organisation has to report it on a day.
    #[must_use]
    pub fn has_to_be_reported_by(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        let lasts = |one: &Reporter| one.since_on <= day && one.until_on.is_none_or(|until| day <= until);
        self.reporters.iter().any(|one| one.organisation_id == organisation && lasts(one))
    }

    /// The date of the last target.
    #[must_use]
    pub fn target_date(&self) -> Option<NaiveDate> {
        self.targets.last().and_then(|target| target.due_on)
    }
}

/// Indicators by goal; those of the whole partnership have none.
#[derive(Clone, Debug, Default)]
pub struct IndicatorIndex(Groups<Option<GoalId>, IndicatorId>);

impl IndicatorIndex {
    fn put(&mut self, before: Option<&Arc<Indicator>>, after: &Arc<Indicator>) {
        self.0.put(before.map(|indicator| indicator.goal_id), [after.goal_id], &after.id);
    }
}

impl Snapshot {
    /// The indicators of a goal, or without one those of the whole partnership.
    pub fn indicators_of(&self, goal: Option<GoalId>) -> impl DoubleEndedIterator<Item = &Arc<Indicator>> {
        self.indicators.index().0.get(goal).filter_map(|id| self.indicators.get(*id))
    }
}
