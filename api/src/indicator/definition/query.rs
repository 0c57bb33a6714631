//! Lists of definitions: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{
    IndicatorDefinition,
    object::{
        FrequencyFilter, HierarchyRuleFilter, IndicatorDirectionFilter, MeasureFilter, ReportingFilter,
        TargetBasisFilter,
    },
};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Shown, Sorted,
        StringFilter, order, page,
    },
    ids::{NodeId, Ref},
};

/// Conditions on definitions; all that are given must hold. *Filter op indicatordefinities.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IndicatorDefinitionFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the code.
    code: Option<StringFilter>,
    /// On what is counted, and what is not.
    definition: Option<StringFilter>,
    /// On the unit.
    unit: Option<StringFilter>,
    /// On what it counts in.
    measure: Option<MeasureFilter>,
    /// On which way is better.
    direction: Option<IndicatorDirectionFilter>,
    /// On what one report says.
    reporting: Option<ReportingFilter>,
    /// On what a target is about.
    target_basis: Option<TargetBasisFilter>,
    /// On how figures of children make the figure of a parent.
    hierarchy_rule: Option<HierarchyRuleFilter>,
    /// On whether a result lasts.
    structural: Option<BooleanFilter>,
    /// On whether there is a newer version of it that is in use.
    is_superseded: Option<BooleanFilter>,
    /// On how often a report is due.
    frequency: Option<FrequencyFilter>,
    /// On the dimensions: one of them meets the conditions.
    dimension: Option<StringFilter>,
    /// On the partnership that keeps it, as far as you may know of it.
    partnership: Option<IdFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<IndicatorDefinition, Desk> for IndicatorDefinitionFilter {
    fn allows(&self, definition: &IndicatorDefinition, desk: &Desk) -> bool {
        let keeper = || {
            let known = definition.partnership_id.and_then(|id| desk.partnership(id));
            known.map(|partnership| NodeId::of(&**partnership).to_string())
        };
        let is_superseded = || desk.directory.newest_after(definition.id).is_some();
        let has_dimension = |filter: &StringFilter| match definition.dimensions.as_slice() {
            [] => filter.allows(None),
            dimensions => dimensions.iter().any(|dimension| filter.allows(Some(dimension))),
        };
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(&definition.name)))
            && self.code.as_ref().is_none_or(|filter| filter.allows(Some(&definition.code)))
            && self.definition.as_ref().is_none_or(|filter| filter.allows(definition.definition.as_deref()))
            && self.unit.as_ref().is_none_or(|filter| filter.allows(Some(&definition.unit)))
            && self.measure.as_ref().is_none_or(|filter| filter.allows(definition.measure))
            && self.direction.as_ref().is_none_or(|filter| filter.allows(definition.direction))
            && self.reporting.as_ref().is_none_or(|filter| filter.allows(definition.reporting))
            && self.target_basis.as_ref().is_none_or(|filter| filter.allows(definition.target_basis))
            && self.hierarchy_rule.as_ref().is_none_or(|filter| filter.allows(definition.hierarchy_rule))
            && self.structural.as_ref().is_none_or(|filter| filter.allows(definition.structural))
            && self.is_superseded.as_ref().is_none_or(|filter| filter.allows(is_superseded()))
            && self.frequency.as_ref().is_none_or(|filter| filter.allows(definition.frequency))
            && self.dimension.as_ref().is_none_or(has_dimension)
            && self.partnership.as_ref().is_none_or(|filter| filter.allows(keeper().as_slice()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(definition.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(definition.source.as_deref()))
    }
}

/// The fields by which definitions can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum IndicatorDefinitionOrderField {
    /// The name. *Naam.*
    Name,
    /// The code. *Code.*
    Code,
    /// The unit. *Eenheid.*
    Unit,
    /// What it counts in. *Soort meting.*
    Measure,
    /// How often a report is due, from weekly to once. *Frequentie.*
    Frequency,
}

impl Sorted<IndicatorDefinition, Desk> for IndicatorDefinitionOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
            Self::Unit => "unit",
            Self::Measure => "measure",
            Self::Frequency => "frequency",
        }
    }

    fn key(self, definition: &IndicatorDefinition, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&definition.name)),
            Self::Code => Key::Text(fold(&definition.code)),
            Self::Unit => Key::Text(fold(&definition.unit)),
            Self::Measure => Key::Number(definition.measure as i64),
            Self::Frequency => Key::Number(definition.frequency as i64),
        }
    }
}

order! {
    /// How definitions are sorted. *Sortering van indicatordefinities.*
    IndicatorDefinitionOrder by IndicatorDefinitionOrderField
}

/// How a definition is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum IndicatorDefinitionBy {
    /// By its id.
    Id(Ref<IndicatorDefinition>),
    /// By its code; upper and lower case make no difference.
    Code(String),
    /// By the key under which another system knows it.
    ExternalKey(String),
}

/// Root fields about definitions.
#[derive(Default)]
pub(crate) struct DefinitionQuery;

#[Object]
impl DefinitionQuery {
    /// One definition, also one that is out of use; null where there is none. *Indicatordefinitie.*
    async fn indicator_definition(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: IndicatorDefinitionBy,
    ) -> Resolved<Option<Listed<IndicatorDefinition>>> {
        let desk = Session::of(context)?.desk();
        let directory = &desk.directory;
        let mut all = directory.definitions.iter_with_removed();
        let found = match &by {
            IndicatorDefinitionBy::Id(reference) => reference.id().and_then(|id| directory.definition(id)),
            IndicatorDefinitionBy::Code(code) => all.find(|one| fold(&one.code) == fold(code)),
            IndicatorDefinitionBy::ExternalKey(key) => all.find(|one| one.external_key.as_ref() == Some(key)),
        };
        Ok(found.map(|definition| Shown::new(&desk, definition.clone())))
    }

    /// The definitions that all partnerships can use. *Indicatordefinities.*
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
