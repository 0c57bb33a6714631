//! How the own level of an indicator divides over categories: the parts of the measurements that it is made of.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use entity::{Measure, MeasurementState, Reporting};

use super::Indicator;
use crate::{
    access::{PartBy, View},
    figures::{Include, Standing},
    measurement::Measurement,
};

impl View {
    /// The parts of what an indicator measured until the end of a day, as the viewer sees them: of increments all since
    /// the baseline, else of the latest measurement. What awaits approval takes part for those at the table only.
    pub(crate) fn breakdown_of(&self, indicator: &Indicator, on: NaiveDate, include: Include) -> Vec<PartBy> {
        let Some(definition) = self.desk.directory.definition(indicator.definition_id) else { return Vec::new() };
        if !matches!(definition.measure, Measure::Count | Measure::Money | Measure::Hours) {
            return Vec::new();
        }
        let include = if self.is_at_the_table() { include } else { Include::Approved };
        let mut counted = self.counted(indicator, on, include);
        if definition.reporting == Reporting::Increment {
            counted.retain(|one| indicator.baseline_on.is_none_or(|after| one.observed_on > after));
        } else {
            let latest = counted
                .into_iter()
                .max_by_key(|one| (one.observed_on, standing(one, include), one.value, one.qualifier, one.id));
            counted = latest.into_iter().collect();
        }
        self.parts_together(&counted)
    }

    /// The measurements that take part, by day; a correction that takes part does so instead of what it corrects.
    fn counted(&self, indicator: &Indicator, on: NaiveDate, include: Include) -> Vec<&Arc<Measurement>> {
        let until = |one: &&Arc<Measurement>| one.observed_on <= on && one.value.is_some();
        let series = self.snapshot.series_of(indicator.id).iter();
        let mut counted: Vec<_> = series.filter(|one| standing(one, include).is_some()).collect();
        let corrected: BTreeSet<_> = counted.iter().filter_map(|one| one.supersedes_id).collect();
        counted.retain(|one| until(one) && !corrected.contains(&one.id));
        counted
    }
}

/// Since when a measurement stands; `None` where it takes no part.
fn standing(measurement: &Measurement, include: Include) -> Option<Standing> {
    match (measurement.state, include) {
        (MeasurementState::Approved, _) => measurement.approved_at.map(Standing::Approved),
        (MeasurementState::Submitted, Include::Provisional) => measurement.submitted_at.map(Standing::Submitted),
        _ => None,
    }
}
