//! A measurement (*meting*) of an indicator: written, submitted, and approved by somebody else.

mod breakdown;
mod fit;
pub(crate) mod many;
pub(crate) mod mutation;
pub(crate) mod object;
mod parts;
mod period;
pub(crate) mod query;
pub(crate) mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{IndicatorId, MeasurementId, measurement_breakdown::Cell, measurement_evidence::Evidence};
use imbl::OrdMap;

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A measurement of an indicator.
    Measurement = measurement, index MeasurementIndex;
    /// How the value divides over categories.
    breakdown: measurement_breakdown as Cell,
    /// What shows that it is right.
    evidence: measurement_evidence as Evidence,
}

/// The measurements of each indicator, by day and then by the order in which they were entered, and those of each
/// external key.
#[derive(Clone, Debug, Default)]
pub struct MeasurementIndex {
    series: OrdMap<IndicatorId, Arc<Vec<Arc<Measurement>>>>,
    by_key: Groups<String, MeasurementId>,
}

impl MeasurementIndex {
    fn put(&mut self, before: Option<&Arc<Measurement>>, after: &Arc<Measurement>) {
        let place = |measurement: &Measurement| (measurement.observed_on, measurement.id);
        let find = |series: &[Arc<Measurement>], key: (NaiveDate, MeasurementId)| {
            series.binary_search_by_key(&key, |measurement| place(measurement))
        };
        if let Some(before) = before
            && let Some(series) = self.series.get_mut(&before.indicator_id)
            && let Ok(at) = find(series, place(before))
        {
            Arc::make_mut(series).remove(at);
        }
        if !entity::Row::is_removed(&after.row) {
            let series = Arc::make_mut(self.series.entry(after.indicator_id).or_default());
            let at = find(series, place(after)).unwrap_or_else(|at| at);
            series.insert(at, after.clone());
        }
        let key = |measurement: &Arc<Measurement>| measurement.external_key.clone();
        if before.is_none_or(|before| before.external_key != after.external_key) {
            self.by_key.put(before.and_then(key), key(after), &after.id);
        }
    }
}

impl Snapshot {
    /// The measurements that have had an external key last, removed or not.
    pub fn measurements_of_key(&self, key: &str) -> impl Iterator<Item = MeasurementId> {
        self.measurements.index().by_key.get(key.to_owned()).copied()
    }

    /// The measurements of an indicator in every state, by day.
    #[must_use]
    pub fn series_of(&self, indicator: IndicatorId) -> &[Arc<Measurement>] {
        self.measurements.index().series.get(&indicator).map_or(&[], |series| series.as_slice())
    }

    /// Those of a day and later.
    #[must_use]
    pub fn series_since(&self, indicator: IndicatorId, day: NaiveDate) -> &[Arc<Measurement>] {
        let series = self.series_of(indicator);
        &series[series.partition_point(|one| one.observed_on < day)..]
    }
}
