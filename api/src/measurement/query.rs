//! Lists of measurements: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::OrganisationId;

use super::{Measurement, object::MeasurementStateFilter};
use crate::{
    access::View,
    clock::day_of,
    graphql::{
        DateFilter, DecimalFilter, Filter, IdFilter, Key, QualifierFilter, Resolved, Shown, Sorted, StringFilter,
        lookup, order, sortable,
    },
    ids::NodeId,
    indicator::Indicator,
};

/// Conditions on measurements; all that are given must hold. *Filter op metingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MeasurementFilter {
    /// On the day.
    observed_on: Option<DateFilter>,
    /// On the first day of the period.
    period_from: Option<DateFilter>,
    /// On where it stands.
    state: Option<MeasurementStateFilter>,
    /// On how exact the value or numerator is.
    qualifier: Option<QualifierFilter>,
    /// On the organisation that reports it.
    organisation: Option<IdFilter>,
    /// On the organisation for which it was entered by another.
    on_behalf_of: Option<IdFilter>,
    /// On the day on which it was submitted.
    submitted_at: Option<DateFilter>,
    /// On the day on which it was approved.
    approved_at: Option<DateFilter>,
    /// On what else to know.
    note: Option<StringFilter>,
    /// On who says so.
    source: Option<StringFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On the indicator that it tells about.
    indicator: Option<IdFilter>,
    /// On the value in the unit of the indicator.
    value: Option<DecimalFilter>,
}

impl Filter<Measurement> for MeasurementFilter {
    fn allows(&self, measurement: &Measurement, view: &View) -> bool {
        let id = |organisation: Option<OrganisationId>| {
            let known = organisation.and_then(|id| view.desk.organisation(id));
            known.map(|organisation| NodeId::of(&**organisation).to_string())
        };
        let indicator = || {
            let seen = view.get::<Indicator>(measurement.indicator_id);
            seen.map(|indicator| NodeId::of(&*indicator).to_string())
        };
        let has = |filter: &IdFilter, organisation| filter.allows(id(organisation).as_slice());
        let on = |filter: &DateFilter, instant: Option<DateTime<Utc>>| filter.allows(instant.map(day_of));
        self.observed_on.as_ref().is_none_or(|filter| filter.allows(Some(measurement.observed_on)))
            && self.period_from.as_ref().is_none_or(|filter| filter.allows(measurement.period_from))
            && self.state.as_ref().is_none_or(|filter| filter.allows(measurement.state))
            && self.qualifier.as_ref().is_none_or(|filter| filter.allows(measurement.qualifier))
            && self.organisation.as_ref().is_none_or(|filter| has(filter, measurement.organisation_id))
            && self.on_behalf_of.as_ref().is_none_or(|filter| has(filter, measurement.on_behalf_of))
            && self.submitted_at.as_ref().is_none_or(|filter| on(filter, measurement.submitted_at))
            && self.approved_at.as_ref().is_none_or(|filter| on(filter, measurement.approved_at))
            && self.note.as_ref().is_none_or(|filter| filter.allows(measurement.note.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(measurement.source.as_deref()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(measurement.external_key.as_deref()))
            && self.indicator.as_ref().is_none_or(|filter| filter.allows(indicator().as_slice()))
            && self.value.as_ref().is_none_or(|filter| filter.allows(measurement.exact()))
    }
}

/// The fields by which measurements can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MeasurementOrderField {
    /// The day. *Peildatum.*
    ObservedOn,
    /// Where it stands, in the order of its life. *Stand.*
    State,
    /// The value in the unit of the indicator. *Waarde.*
    Value,
    /// When it was submitted. *Ingediend op.*
    SubmittedAt,
    /// When it was approved. *Goedgekeurd op.*
    ApprovedAt,
}

impl Sorted<Measurement> for MeasurementOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::ObservedOn => "observedOn",
            Self::State => "state",
            Self::Value => "value",
            Self::SubmittedAt => "submittedAt",
            Self::ApprovedAt => "approvedAt",
        }
    }

    fn key(self, measurement: &Measurement, _: &View) -> Key {
        let at = |instant: Option<DateTime<Utc>>| instant.map(|at| Key::Number(at.timestamp_micros())).into();
        match self {
            Self::ObservedOn => measurement.observed_on.into(),
            // The words are declared in the order of a measurement's life.
            Self::State => Key::Number(measurement.state as i64),
            Self::Value => measurement.exact().map(sortable).into(),
            Self::SubmittedAt => at(measurement.submitted_at),
            Self::ApprovedAt => at(measurement.approved_at),
        }
    }
}

order! {
    /// How measurements are sorted. *Sortering van metingen.*
    MeasurementOrder by MeasurementOrderField
}

lookup! {
    /// How a measurement is looked up: by exactly one of these. *Zoeksleutel.*
    MeasurementBy => Measurement
}

/// Root fields about measurements.
#[derive(Default)]
pub(crate) struct MeasurementQuery;

#[Object]
impl MeasurementQuery {
    /// One measurement; null where there is none, or none that you may see. *Meting.*
    async fn measurement(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: MeasurementBy,
    ) -> Resolved<Option<Shown<Measurement>>> {
        by.find(context).await
    }
}
