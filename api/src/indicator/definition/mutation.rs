//! What can be done with definitions.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{
    IndicatorDefinition,
    object::{Frequency, HierarchyRule, IndicatorDirection, Measure, Reporting, TargetBasis},
    rules,
};
use crate::{
    access::World,
    graphql::{Listed, Resolved, payload, perform_in_directory, perform_removal, removal},
    ids::Ref,
    partnership::Partnership,
};

/// What can be said of a definition that decides no figure. In one that exists, an absent field is left as it is and null
/// clears it. *Inhoud van een indicatordefinitie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DefinitionContentInput {
    /// What is counted, and what is not; at most 10 000 characters. *Definitie.*
    pub(crate) definition: MaybeUndefined<String>,
    /// By what a measurement may be broken down, such as "opleidingsniveau": all of them, each of at most 100 characters.
    /// One that is there stays, since measurements may be broken down by it. *Uitsplitsingen.*
    pub(crate) dimensions: MaybeUndefined<Vec<String>>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new definition of an indicator. *Nieuwe indicatordefinitie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DefinitionCreateInput {
    /// The partnership that keeps it, whose secretariat or chair you are; the definition itself is shared by all.
    pub(crate) partnership: Ref<Partnership>,
    /// A short code that no other definition has or had; at most 100 characters. *Code.*
    pub(crate) code: String,
    /// Its name; at most 200 characters. *Naam.*
    pub(crate) name: String,
    /// What it counts in. *Soort meting.*
    pub(crate) measure: Measure,
    /// The unit, such as "vacatures", "EUR" or "%"; at most 100 characters. *Eenheid.*
    pub(crate) unit: String,
    /// Which way is better. *Richting.*
    pub(crate) direction: IndicatorDirection,
    /// What one report says. *Wijze van melden.*
    pub(crate) reporting: Reporting,
    /// What a target is about. INCREMENT goes with PER_PERIOD or TO_DATE, RUNNING_TOTAL with TO_DATE, SNAPSHOT with
    /// LEVEL. *Grondslag van de streefwaarde.*
    pub(crate) target_basis: TargetBasis,
    /// How figures of children make the figure of a parent: SUM goes with COUNT, MONEY and HOURS, RATIO_OF_SUMS with
    /// PERCENT, LAST with all but NARRATIVE. *Optelregel.*
    #[graphql(default_with = "HierarchyRule::None")]
    pub(crate) hierarchy_rule: HierarchyRule,
    /// Whether a result lasts, and so is never added again the next year; not with PER_PERIOD. *Structureel.*
    #[graphql(default)]
    pub(crate) structural: bool,
    /// How often a report is due. *Frequentie.*
    pub(crate) frequency: Frequency,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: DefinitionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A new version of a definition: a definition that supersedes it. What is absent is as in the one before. *Nieuwe versie
/// van een indicatordefinitie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DefinitionReviseInput {
    /// The definition that it supersedes, which is in use and not superseded.
    pub(crate) indicator_definition: Ref<IndicatorDefinition>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Why there is a new version; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A short code that no other definition has or had; at most 100 characters. *Code.*
    pub(crate) code: String,
    /// Its name; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// What it counts in. *Soort meting.*
    pub(crate) measure: Option<Measure>,
    /// The unit; at most 100 characters. *Eenheid.*
    pub(crate) unit: Option<String>,
    /// Which way is better. *Richting.*
    pub(crate) direction: Option<IndicatorDirection>,
    /// What one report says. *Wijze van melden.*
    pub(crate) reporting: Option<Reporting>,
    /// What a target is about. *Grondslag van de streefwaarde.*
    pub(crate) target_basis: Option<TargetBasis>,
    /// How figures of children make the figure of a parent. *Optelregel.*
    pub(crate) hierarchy_rule: Option<HierarchyRule>,
    /// Whether a result lasts. *Structureel.*
    pub(crate) structural: Option<bool>,
    /// How often a report is due. *Frequentie.*
    pub(crate) frequency: Option<Frequency>,
    /// What else is said. Dimensions can go, other than in the definition before; its external key is never taken over.
    #[graphql(flatten)]
    pub(crate) content: DefinitionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a definition. *Indicatordefinitie wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DefinitionChangeInput {
    /// The definition.
    pub(crate) indicator_definition: Ref<IndicatorDefinition>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its name; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: DefinitionContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A definition that no new indicator should have. *Indicatordefinitie laten vervallen.*
    DefinitionRemoveInput => DefinitionRemovePayload { indicator_definition: IndicatorDefinition } directory
}

payload!(DefinitionCreatePayload { definition: Listed<IndicatorDefinition> });
payload!(DefinitionChangePayload { definition: Listed<IndicatorDefinition> });
payload!(DefinitionRevisePayload { definition: Listed<IndicatorDefinition> });

/// Mutations of definitions.
#[derive(Default)]
pub(crate) struct DefinitionMutation;

#[Object]
impl DefinitionMutation {
    /// Adds a definition that all partnerships can use. By the secretariat or the chair of one. *Definitie toevoegen.*
    async fn definition_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DefinitionCreateInput,
    ) -> Resolved<DefinitionCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.definitions, act).await?.into())
    }

    /// Changes how a definition is worded, and adds dimensions. What decides figures stays: measure, unit, direction,
    /// reporting, target basis, hierarchy rule, structural and frequency; for another of those, revise the definition.
    /// By the secretariat or the chair of the partnership that keeps it. *Definitie wijzigen.*
    async fn definition_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DefinitionChangeInput,
    ) -> Resolved<DefinitionChangePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::change(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.definitions, act).await?.into())
    }

    /// Makes a new version of a definition, which supersedes it. No figure changes by that: the indicators of the one before
    /// go on with it, at every table, until a table adopts the new one for an indicator of its own
    /// (`indicatorAdoptDefinition`), and new indicators can have the one before until it is taken out of use
    /// (`definitionRemove`), so that who joins later can be compared. By the secretariat or the chair of the partnership that
    /// keeps it. *Definitie herzien.*
    async fn definition_revise(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: DefinitionReviseInput,
    ) -> Resolved<DefinitionRevisePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::revise(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.definitions, act).await?.into())
    }

    /// Takes a definition out of use: no new indicator can have it, and the indicators that have it go on as they were,
    /// at every table. By the secretariat or the chair of the partnership that keeps it. *Definitie laten vervallen.*
    async fn definition_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: DefinitionRemoveInput,
    ) -> Resolved<DefinitionRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
