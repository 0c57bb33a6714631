//! Lists of indicators: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{
    Indicator, IndicatorDefinition,
    definition::object::{FrequencyFilter, IndicatorDirectionFilter, MeasureFilter},
    object::{ReportingLight, ReportingLightFilter, ResultLight, ResultLightFilter, ResultReason, ResultReasonFilter},
};
use crate::{
    access::View,
    commitment::words::EffectFilter,
    fold::fold,
    goal::Goal,
    graphql::{
        BooleanFilter, DateFilter, DecimalFilter, Filter, IdFilter, Key, Resolved, Shown, Sorted, StringFilter,
        VisibilityFilter, lookup, order, sortable,
    },
    ids::NodeId,
    region::query::lies_in,
};

/// Conditions on indicators; all that are given must hold. *Filter op indicatoren.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IndicatorFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the unit.
    unit: Option<StringFilter>,
    /// On the goal that it tells about; null for one of the whole partnership.
    goal: Option<IdFilter>,
    /// On its definition.
    definition: Option<IdFilter>,
    /// On what it counts in.
    measure: Option<MeasureFilter>,
    /// On which way is better.
    direction: Option<IndicatorDirectionFilter>,
    /// On how often a report is due.
    frequency: Option<FrequencyFilter>,
    /// On the organisations that report it: the one that alone does, and those that have to today. One of them meets the
    /// conditions.
    reporter: Option<IdFilter>,
    /// On the regions that it is about, with all that they lie in: one of them meets the conditions. So an indicator about
    /// Zwolle is found by Overijssel too.
    region: Option<IdFilter>,
    /// On whether what it counts fills vacancies or makes them unnecessary.
    effect: Option<EffectFilter>,
    /// On whether it is one of the few that people look at first.
    is_key: Option<BooleanFilter>,
    /// On the light of its result.
    result_light: Option<ResultLightFilter>,
    /// On why the result has its light.
    result_reason: Option<ResultReasonFilter>,
    /// On the light of its reporting.
    reporting_light: Option<ReportingLightFilter>,
    /// On the day by which the next report is due.
    report_due_on: Option<DateFilter>,
    /// On the date of the last target.
    target_date: Option<DateFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On its weight within the goal.
    weight: Option<DecimalFilter>,
    /// On how far it is on its way to its last target, as a ratio. One of which that cannot be known meets no condition
    /// but `isNull`.
    progress: Option<DecimalFilter>,
}

impl Filter<Indicator> for IndicatorFilter {
    fn allows(&self, indicator: &Indicator, view: &View) -> bool {
        let directory = &view.desk.directory;
        let definition = || directory.definition(indicator.definition_id);
        let is_defined = |test: &dyn Fn(&IndicatorDefinition) -> bool| definition().is_some_and(|one| test(one));
        let ids = |ids: &[NodeId]| ids.iter().map(NodeId::to_string).collect::<Vec<_>>();
        let goal =
            || ids(indicator.goal_id.and_then(|id| view.get::<Goal>(id)).map(|goal| NodeId::of(&*goal)).as_slice());
        let reporter = || {
            let listed = indicator.reporters.iter().map(|one| one.organisation_id);
            let have_to = listed.filter(|id| indicator.has_to_be_reported_by(*id, view.desk.today));
            let known = indicator.reporter_id.into_iter().chain(have_to).filter_map(|id| view.desk.organisation(id));
            ids(&known.map(|one| NodeId::of(&**one)).collect::<Vec<_>>())
        };
        let figures = || view.figures().indicator(indicator.id).copied();
        let result = || figures().map_or(ResultLight::Grey, |figures| figures.result.into());
        let reason = || figures().map_or(ResultReason::NoData, |figures| figures.reason.into());
        let reporting = || figures().map_or(ReportingLight::Green, |figures| figures.reporting.into());
        let progress = || figures().and_then(|figures| figures.progress).map(|progress| progress.value);
        let due_on = || figures().and_then(|figures| figures.report_due_on);
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(indicator.display_name(directory))))
            && self.unit.as_ref().is_none_or(|filter| filter.allows(definition().map(|one| one.unit.as_str())))
            && self.goal.as_ref().is_none_or(|filter| filter.allows(&goal()))
            && self
                .definition
                .as_ref()
                .is_none_or(|filter| filter.allows(&ids(definition().map(|one| NodeId::of(&**one)).as_slice())))
            && self.measure.as_ref().is_none_or(|filter| is_defined(&|one| filter.allows(one.measure)))
            && self.direction.as_ref().is_none_or(|filter| is_defined(&|one| filter.allows(one.direction)))
            && self.frequency.as_ref().is_none_or(|filter| is_defined(&|one| filter.allows(one.frequency)))
            && self.reporter.as_ref().is_none_or(|filter| filter.allows(&reporter()))
            && self.region.as_ref().is_none_or(|filter| lies_in(filter, &indicator.regions, &view.desk))
            && self.effect.as_ref().is_none_or(|filter| filter.allows_any(indicator.effect))
            && self.is_key.as_ref().is_none_or(|filter| filter.allows(indicator.is_key))
            && self.result_light.as_ref().is_none_or(|filter| filter.allows(result()))
            && self.result_reason.as_ref().is_none_or(|filter| filter.allows(reason()))
            && self.reporting_light.as_ref().is_none_or(|filter| filter.allows(reporting()))
            && self.report_due_on.as_ref().is_none_or(|filter| filter.allows(due_on()))
            && self.target_date.as_ref().is_none_or(|filter| filter.allows(indicator.target_date()))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(indicator.visibility))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(indicator.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(indicator.source.as_deref()))
            && self.weight.as_ref().is_none_or(|filter| filter.allows(Some(indicator.weight.into())))
            && self.progress.as_ref().is_none_or(|filter| filter.allows(progress()))
    }
}

/// The fields by which indicators can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum IndicatorOrderField {
    /// The name. *Naam.*
    Name,
    /// The date of the last target. *Datum van de laatste streefwaarde.*
    TargetDate,
    /// The day by which the next report is due. *Volgende melding uiterlijk.*
    ReportDueOn,
    /// The weight within the goal. *Gewicht.*
    Weight,
    /// How far it is on its way to its last target. *Voortgang.*
    Progress,
    /// The light of its result: green, amber, red, grey, achieved. *Stoplicht van het resultaat.*
    ResultLight,
    /// The light of its reporting, from on time to stale. *Stoplicht van de rapportage.*
    ReportingLight,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<Indicator> for IndicatorOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::TargetDate => "targetDate",
            Self::ReportDueOn => "reportDueOn",
            Self::Weight => "weight",
            Self::Progress => "progress",
            Self::ResultLight => "resultLight",
            Self::ReportingLight => "reportingLight",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, indicator: &Indicator, view: &View) -> Key {
        let figures = || view.figures().indicator(indicator.id);
        match self {
            Self::Name => Key::Text(fold(indicator.display_name(&view.desk.directory))),
            Self::TargetDate => indicator.target_date().into(),
            Self::ReportDueOn => figures().and_then(|figures| figures.report_due_on).into(),
            Self::Weight => Key::Number(indicator.weight.0),
            Self::Progress => figures().and_then(|figures| figures.progress).map(|one| sortable(one.value)).into(),
            Self::ResultLight => figures().map(|figures| Key::Number(figures.result as i64)).into(),
            Self::ReportingLight => figures().map(|figures| Key::Number(figures.reporting as i64)).into(),
            Self::Visibility => Key::Number(indicator.visibility as i64),
        }
    }
}

order! {
    /// How indicators are sorted. *Sortering van indicatoren.*
    IndicatorOrder by IndicatorOrderField
}

lookup! {
    /// How an indicator is looked up: by exactly one of these. *Zoeksleutel.*
    IndicatorBy => Indicator
}

/// Root fields about indicators.
#[derive(Default)]
pub(crate) struct IndicatorQuery;

#[Object]
impl IndicatorQuery {
    /// One indicator; null where there is none, or none that you may see. *Indicator.*
    async fn indicator(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: IndicatorBy,
    ) -> Resolved<Option<Shown<Indicator>>> {
        by.find(context).await
    }
}
