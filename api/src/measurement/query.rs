//! Lists of measurements: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{Measurement, object::MeasurementStateFilter};
use crate::{
    access::View,
    graphql::{DateFilter, Filter, Key, Sorted, order},
};

/// Conditions on measurements; all that are given must hold. *Filter op metingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MeasurementFilter {
    /// On the day.
    observed_on: Option<DateFilter>,
    /// On where it stands.
    state: Option<MeasurementStateFilter>,
}

impl Filter<Measurement> for MeasurementFilter {
    fn allows(&self, measurement: &Measurement, _: &View) -> bool {
        self.observed_on.as_ref().is_none_or(|filter| filter.allows(Some(measurement.observed_on)))
            && self.state.as_ref().is_none_or(|filter| filter.allows(measurement.state))
    }
}

/// The fields by which measurements can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MeasurementOrderField {
    /// The day. *Peildatum.*
    ObservedOn,
}

impl Sorted<Measurement> for MeasurementOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::ObservedOn => "observedOn",
        }
    }

    fn key(self, measurement: &Measurement, _: &View) -> Key {
        match self {
            Self::ObservedOn => measurement.observed_on.into(),
        }
    }
}

order! {
    /// How measurements are sorted. *Sortering van metingen.*
    MeasurementOrder by MeasurementOrderField
}
