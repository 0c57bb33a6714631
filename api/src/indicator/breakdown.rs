//! How the own level of an indicator divides over categories: the parts of the measurements that it is made of.

use chrono::NaiveDate;
use entity::{Measure, Reporting};

use super::{Indicator, figures::standing};
use crate::{
    access::{PartBy, View},
    figures::Include,
};

impl View {
    /// The parts of what an indicator measured until the end of a day, as the viewer sees them: of increments all since
    /// the baseline, else of the latest measurement. What awaits approval takes part for those at the table only.
    pub(crate) fn breakdown_of(&self, indicator: &Indicator, on: NaiveDate, include: Include) -> Vec<PartBy> {
        let Some(definition) = self.desk.directory.definition(indicator.definition_id) else { return Vec::new() };
        if !matches!(definition.measure, Measure::Count | Measure::Money | Measure::Hours) {
            return Vec::new();
        }
        let measured = standing(self.snapshot.series_of(indicator.id), self.may_include(include));
        let measured = measured.filter(|(one, _)| one.observed_on <= on && one.value.is_some());
        let counted: Vec<_> = if definition.reporting == Reporting::Increment {
            let is_since = |day| indicator.baseline_on.is_none_or(|after| day > after);
            measured.filter(|(one, _)| is_since(one.observed_on)).collect()
        } else {
            let latest =
                measured.max_by_key(|(one, since)| (one.observed_on, *since, one.value, one.qualifier, one.id));
            latest.into_iter().collect()
        };
        self.parts_together(counted.into_iter().map(|(one, _)| one))
    }
}
