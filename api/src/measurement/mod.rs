//! A measurement (*meting*) of an indicator: written, submitted, and approved by somebody else.

mod breakdown;
mod fit;
pub(crate) mod mutation;
pub(crate) mod object;
mod parts;
mod period;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::{IndicatorId, MeasurementId, measurement_breakdown::Cell, measurement_evidence::Evidence};
use imbl::OrdMap;

use crate::ledger::{Snapshot, record};

record! {
    /// A measurement of an indicator.
    Measurement = measurement, index MeasurementIndex;
    /// How the value divides over categories.
    breakdown: measurement_breakdown as Cell,
    /// What shows that it is right.
    evidence: measurement_evidence as Evidence,
}

/// The measurements of each indicator, by day and then by the order in which they were entered.
#[derive(Clone, Debug, Default)]
pub struct MeasurementIndex(OrdMap<IndicatorId, Arc<Vec<Arc<Measurement>>>>);

impl MeasurementIndex {
    fn put(&mut self, before: Option<&Arc<Measurement>>, after: &Arc<Measurement>) {
        let place = |measurement: &Measurement| (measurement.observed_on, measurement.id);
        let find = |series: &[Arc<Measurement>], key: (chrono::NaiveDate, MeasurementId)| {
            series.binary_search_by_key(&key, |measurement| place(measurement))
        };
        if let Some(before) = before
            && let Some(series) = self.0.get_mut(&before.indicator_id)
            && let Ok(at) = find(series, place(before))
        {
            Arc::make_mut(series).remove(at);
        }
        if !entity::Row::is_removed(&after.row) {
            let series = Arc::make_mut(self.0.entry(after.indicator_id).or_default());
            let at = find(series, place(after)).unwrap_or_else(|at| at);
            series.insert(at, after.clone());
        }
    }
}

impl Snapshot {
    /// The measurements of an indicator in every state, by day.
    #[must_use]
    pub fn series_of(&self, indicator: IndicatorId) -> &[Arc<Measurement>] {
        self.measurements.index().0.get(&indicator).map_or(&[], |series| series.as_slice())
    }
}
