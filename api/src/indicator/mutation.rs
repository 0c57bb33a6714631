//! What can be done with indicators and their definitions.

use async_graphql::{Context, InputObject, Object};

use super::{
    Indicator, IndicatorDefinition,
    object::{Frequency, HierarchyRule, IndicatorDirection, Measure, Reporting, TargetBasis},
    rules,
};
use crate::{
    access::aggregates,
    goal::Goal,
    graphql::{Date, Decimal, Listed, Resolved, Shown, Visibility, payload, perform, perform_in_directory},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
    region::Region,
};

/// A new definition of an indicator. *Nieuwe indicatordefinitie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DefinitionCreateInput {
    /// The partnership whose secretariat or chair you are; the definition itself is shared by all.
    pub(crate) partnership: Ref<Partnership>,
    /// A short code that no other definition has; at most 100 characters.
    pub(crate) code: String,
    /// Its name; at most 200 characters.
    pub(crate) name: String,
    /// What is counted, and what is not; at most 10 000 characters.
    pub(crate) definition: Option<String>,
    /// What it counts in.
    pub(crate) measure: Measure,
    /// The unit, such as "vacatures", "EUR" or "%"; at most 100 characters.
    pub(crate) unit: String,
    /// Which way is better.
    pub(crate) direction: IndicatorDirection,
    /// What one report says.
    pub(crate) reporting: Reporting,
    /// What a target is about. INCREMENT goes with PER_PERIOD or TO_DATE, RUNNING_TOTAL with TO_DATE, SNAPSHOT with
    /// LEVEL.
    pub(crate) target_basis: TargetBasis,
    /// How figures of children make the figure of a parent.
    #[graphql(default_with = "HierarchyRule::None")]
    pub(crate) hierarchy_rule: HierarchyRule,
    /// Whether a result lasts, and so is never added again the next year.
    #[graphql(default)]
    pub(crate) structural: bool,
    /// How often a report is due.
    pub(crate) frequency: Frequency,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A share as it is counted: so many of so many. *Verhouding.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RatioInput {
    /// The part that is counted. *Teller.*
    pub(crate) numerator: Decimal,
    /// What it is part of; above 0. *Noemer.*
    pub(crate) denominator: Decimal,
}

/// The value that an indicator starts from; only a date where it is still to be measured. *Nulmeting.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BaselineInput {
    /// The value, in the unit of the indicator; per cent for a share, 1 for yes and 0 for no.
    pub(crate) value: Option<Decimal>,
    /// Instead of the value, for a share only: what it is counted from.
    pub(crate) ratio: Option<RatioInput>,
    /// The day on which it was so.
    pub(crate) date: Option<Date>,
    /// Where it comes from; at most 2 000 characters.
    pub(crate) source: Option<String>,
}

/// A value to reach. *Streefwaarde.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TargetInput {
    /// The value, in the unit of the indicator; per cent for a share, 1 for yes and 0 for no.
    pub(crate) value: Decimal,
    /// By when; only the last target can do without.
    pub(crate) date: Option<Date>,
}

/// The band to stay within; one end may be open. *Bandbreedte.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BandInput {
    /// The lowest value within it.
    pub(crate) low: Option<Decimal>,
    /// The highest value within it.
    pub(crate) high: Option<Decimal>,
}

/// A new indicator. *Nieuwe indicator.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorCreateInput {
    /// The partnership whose indicator it is.
    pub(crate) partnership: Ref<Partnership>,
    /// What is measured and how.
    pub(crate) definition: Ref<IndicatorDefinition>,
    /// The goal it tells about; none for one of the whole partnership.
    pub(crate) goal: Option<Ref<Goal>>,
    /// Its own name, where the definition's does not do; at most 200 characters.
    pub(crate) name: Option<String>,
    /// The value it starts from.
    pub(crate) baseline: Option<BaselineInput>,
    /// The values to reach, by date; none for an ambition without a number.
    #[graphql(default)]
    pub(crate) targets: Vec<TargetInput>,
    /// The band to stay within, for a definition with direction MAINTAIN.
    pub(crate) band: Option<BandInput>,
    /// Its weight within the goal, above 0; 1 where nothing is said.
    pub(crate) weight: Option<Decimal>,
    /// Whether it is one of the few that people look at first.
    #[graphql(default)]
    pub(crate) is_key: bool,
    /// The member that reports it; any member may where none is named.
    pub(crate) reporter: Option<Ref<Organisation>>,
    /// The regions that it is about.
    #[graphql(default)]
    pub(crate) regions: Vec<Ref<Region>>,
    /// Who may see it: the members or everybody.
    #[graphql(default_with = "Visibility::Partnership")]
    pub(crate) visibility: Visibility,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(DefinitionCreatePayload { definition: Listed<IndicatorDefinition> });
payload!(IndicatorCreatePayload { indicator: Shown<Indicator> });

/// Mutations of indicators and definitions.
#[derive(Default)]
pub(crate) struct IndicatorMutation;

#[Object]
impl IndicatorMutation {
    /// Adds a definition that all partnerships can use. By the secretariat or the chair of one. *Definitie toevoegen.*
    async fn definition_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DefinitionCreateInput,
    ) -> Resolved<DefinitionCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &crate::access::World<'_>| rules::define(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.definitions, act).await?.into())
    }

    /// Adds an indicator to a goal or to the partnership. By the secretariat or the chair. *Indicator toevoegen.*
    async fn indicator_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: IndicatorCreateInput,
    ) -> Resolved<IndicatorCreatePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }
}
