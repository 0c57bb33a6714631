//! Lists of measurements: by what they are filtered and sorted.

use std::sync::Arc;

use async_graphql::{Enum, InputObject};

use super::{Measurement, object::MeasurementStateFilter};
use crate::{
    access::View,
    graphql::{Connection, DateFilter, Direction, Filter, Key, PageArgs, Resolved, Shown, Sorted, connect},
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

/// How measurements are sorted. *Sortering van metingen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MeasurementOrder {
    /// By what.
    field: MeasurementOrderField,
    /// Which way.
    direction: Direction,
}

/// A page of measurements.
pub(crate) fn page(
    view: &View,
    measurements: impl Iterator<Item = Arc<Measurement>>,
    filter: Option<MeasurementFilter>,
    order: Option<Vec<MeasurementOrder>>,
    page: PageArgs,
) -> Resolved<Connection<Shown<Measurement>>> {
    let filter = filter.unwrap_or_default();
    let order: Vec<_> = order.unwrap_or_default().into_iter().map(|order| (order.field, order.direction)).collect();
    connect(view, measurements.filter(|measurement| filter.allows(measurement, view)), &order, page)
}
