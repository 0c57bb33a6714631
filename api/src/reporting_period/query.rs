//! Lists of reporting periods: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{ReportingPeriod, object::PeriodStateFilter};
use crate::{
    access::View,
    fold::fold,
    graphql::{DateFilter, Filter, Key, Sorted, StringFilter, order},
};

/// Conditions on reporting periods; all that are given must hold. *Filter op rondes.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ReportingPeriodFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the first day.
    from: Option<DateFilter>,
    /// On the last day.
    until: Option<DateFilter>,
    /// On whether it takes measurements.
    state: Option<PeriodStateFilter>,
    /// On the day on which it was last closed.
    closed_on: Option<DateFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<ReportingPeriod> for ReportingPeriodFilter {
    fn allows(&self, period: &ReportingPeriod, _: &View) -> bool {
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(&period.name)))
            && self.from.as_ref().is_none_or(|filter| filter.allows(Some(period.from_on)))
            && self.until.as_ref().is_none_or(|filter| filter.allows(Some(period.until_on)))
            && self.state.as_ref().is_none_or(|filter| filter.allows(period.state))
            && self.closed_on.as_ref().is_none_or(|filter| filter.allows(period.closed_on))
            && self.source.as_ref().is_none_or(|filter| filter.allows(period.source.as_deref()))
    }
}

/// The fields by which reporting periods can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ReportingPeriodOrderField {
    /// The first day. *Van.*
    From,
    /// The last day. *Tot en met.*
    Until,
    /// The name. *Naam.*
    Name,
    /// Whether it takes measurements, the open ones first. *Stand.*
    State,
    /// The day on which it was last closed. *Gesloten op.*
    ClosedOn,
}

impl Sorted<ReportingPeriod> for ReportingPeriodOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Until => "until",
            Self::Name => "name",
            Self::State => "state",
            Self::ClosedOn => "closedOn",
        }
    }

    fn key(self, period: &ReportingPeriod, _: &View) -> Key {
        match self {
            Self::From => period.from_on.into(),
            Self::Until => period.until_on.into(),
            Self::Name => Key::Text(fold(&period.name)),
            Self::State => Key::Number(period.state as i64),
            Self::ClosedOn => period.closed_on.into(),
        }
    }
}

order! {
    /// How reporting periods are sorted. *Sortering van rondes.*
    ReportingPeriodOrder by ReportingPeriodOrderField
}
