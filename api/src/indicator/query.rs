//! Lists of indicators: by what they are filtered and sorted.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{
    Indicator, IndicatorDefinition,
    object::{MeasureFilter, ReportingLight, ReportingLightFilter, ResultLight, ResultLightFilter},
};
use crate::{
    access::{Desk, View},
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Filter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter,
        VisibilityFilter, order, page,
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

order! {
    /// How indicators are sorted. *Sortering van indicatoren.*
    IndicatorOrder by IndicatorOrderField
}

/// Conditions on definitions; all that are given must hold. *Filter op indicatordefinities.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IndicatorDefinitionFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the code.
    code: Option<StringFilter>,
    /// On the unit.
    unit: Option<StringFilter>,
    /// On what it counts in.
    measure: Option<MeasureFilter>,
}

impl Filter<IndicatorDefinition, Desk> for IndicatorDefinitionFilter {
    fn allows(&self, definition: &IndicatorDefinition, _: &Desk) -> bool {
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(&definition.name)))
            && self.code.as_ref().is_none_or(|filter| filter.allows(Some(&definition.code)))
            && self.unit.as_ref().is_none_or(|filter| filter.allows(Some(&definition.unit)))
            && self.measure.as_ref().is_none_or(|filter| filter.allows(definition.measure))
    }
}

/// The fields by which definitions can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum IndicatorDefinitionOrderField {
    /// The name. *Naam.*
    Name,
    /// The code. *Code.*
    Code,
}

impl Sorted<IndicatorDefinition, Desk> for IndicatorDefinitionOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
        }
    }

    fn key(self, definition: &IndicatorDefinition, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&definition.name)),
            Self::Code => Key::Text(fold(&definition.code)),
        }
    }
}

order! {
    /// How definitions are sorted. *Sortering van indicatordefinities.*
    IndicatorDefinitionOrder by IndicatorDefinitionOrderField
}

/// Root fields about indicators.
#[derive(Default)]
pub(crate) struct IndicatorQuery;

#[Object]
impl IndicatorQuery {
    /// The definitions of the directory, which all partnerships can use. *Indicatordefinities.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn indicator_definitions(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<IndicatorDefinitionFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<IndicatorDefinitionOrder>,
        >,
    ) -> Resolved<Connection<Listed<IndicatorDefinition>>> {
        let desk = Session::of(context)?.desk();
        let definitions = desk.directory.definitions.iter().cloned();
        page(&desk, definitions, filter, order_by, PageArgs { first, after, last, before })
    }
}
