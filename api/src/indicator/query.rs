//! Lists of indicators: by what they are filtered and sorted.

use std::sync::Arc;

use async_graphql::{Enum, InputObject};

use super::{
    Indicator,
    object::{ReportingLight, ReportingLightFilter, ResultLight, ResultLightFilter},
};
use crate::{
    access::View,
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Direction, Filter, Key, PageArgs, Resolved, Shown, Sorted, StringFilter,
        VisibilityFilter, connect,
    },
};

/// Conditions on indicators; all that are given must hold. *Filter op indicatoren.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IndicatorFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the unit.
    unit: Option<StringFilter>,
    /// On whether it is one of the few that people look at first.
    is_key: Option<BooleanFilter>,
    /// On the light of its result.
    result_light: Option<ResultLightFilter>,
    /// On the light of its reporting.
    reporting_light: Option<ReportingLightFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
}

impl Filter<Indicator> for IndicatorFilter {
    fn allows(&self, indicator: &Indicator, view: &View) -> bool {
        let directory = &view.desk.directory;
        let figures = || view.figures().indicator(indicator.id).copied();
        let result = || figures().map_or(ResultLight::Grey, |figures| figures.result.into());
        let reporting = || figures().map_or(ReportingLight::Green, |figures| figures.reporting.into());
        let unit = || directory.definitions.get(indicator.definition_id).map(|definition| definition.unit.as_str());
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(indicator.display_name(directory))))
            && self.unit.as_ref().is_none_or(|filter| filter.allows(unit()))
            && self.is_key.as_ref().is_none_or(|filter| filter.allows(indicator.is_key))
            && self.result_light.as_ref().is_none_or(|filter| filter.allows(result()))
            && self.reporting_light.as_ref().is_none_or(|filter| filter.allows(reporting()))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(indicator.visibility))
    }
}

/// The fields by which indicators can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum IndicatorOrderField {
    /// The name. *Naam.*
    Name,
    /// The date of the last target. *Datum van de laatste streefwaarde.*
    TargetDate,
}

impl Sorted<Indicator> for IndicatorOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::TargetDate => "targetDate",
        }
    }

    fn key(self, indicator: &Indicator, view: &View) -> Key {
        match self {
            Self::Name => Key::Text(fold(indicator.display_name(&view.desk.directory))),
            Self::TargetDate => indicator.targets.last().and_then(|target| target.due_on).into(),
        }
    }
}

/// How indicators are sorted. *Sortering van indicatoren.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorOrder {
    /// By what.
    field: IndicatorOrderField,
    /// Which way.
    direction: Direction,
}

/// A page of indicators.
pub(crate) fn page(
    view: &View,
    indicators: impl Iterator<Item = Arc<Indicator>>,
    filter: Option<IndicatorFilter>,
    order: Option<Vec<IndicatorOrder>>,
    page: PageArgs,
) -> Resolved<Connection<Shown<Indicator>>> {
    let filter = filter.unwrap_or_default();
    let order: Vec<_> = order.unwrap_or_default().into_iter().map(|order| (order.field, order.direction)).collect();
    connect(view, indicators.filter(|indicator| filter.allows(indicator, view)), &order, page)
}
