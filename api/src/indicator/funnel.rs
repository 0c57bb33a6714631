//! What was added to an indicator in some days, as far as it was approved: the same for everybody who may see the indicator.

use chrono::NaiveDate;

use super::Indicator;
use crate::{
    access::View,
    figures::{Added, Include, can_be_added},
};

impl View {
    /// Whether what is added to an indicator can be told.
    pub(crate) fn can_be_added(&self, indicator: &Indicator) -> bool {
        let definition = self.desk.directory.definition(indicator.definition_id);
        definition.is_some_and(|definition| can_be_added(definition.measure, definition.reporting))
    }

    /// What was added to an indicator in some days, both included; `None` where nothing was reported in them.
    pub(crate) fn added_to(&self, indicator: &Indicator, from: Option<NaiveDate>, to: NaiveDate) -> Option<Added> {
        self.readings(indicator, Include::Approved)?.input().series.added(from, to)
    }
}
