//! What can be done with indicators.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Indicator, IndicatorDefinition, rules};
use crate::{
    access::aggregates,
    commitment::words::Effect,
    goal::Goal,
    graphql::{Date, Decimal, Resolved, Shown, Visibility, payload, perform, perform_removal, removal},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
    region::Region,
};

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

/// What is agreed of an indicator. *Nulmeting en streefwaarden.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorTermsInput {
    /// The goal it tells about; none for one of the whole partnership. *Doel.*
    pub(crate) goal: MaybeUndefined<Ref<Goal>>,
    /// The value it starts from, all of it. *Nulmeting.*
    pub(crate) baseline: MaybeUndefined<BaselineInput>,
    /// The values to reach, by date, all of them; none for an ambition without a number. *Streefwaarden.*
    pub(crate) targets: MaybeUndefined<Vec<TargetInput>>,
    /// The band to stay within, for a definition with direction MAINTAIN. *Bandbreedte.*
    pub(crate) band: MaybeUndefined<BandInput>,
}

/// A member that has to report. *Rapportageplicht.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorReporterInput {
    /// The organisation: a member on that first day, or today. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// The first day on which it has to; its first report is due one frequency later. *Van.*
    pub(crate) since: Date,
    /// The last day on which it has to. *Tot en met.*
    pub(crate) until: Option<Date>,
}

/// What can be said of an indicator. In one that exists, an absent field is left as it is and null clears it. *Inhoud van
/// een indicator.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorContentInput {
    /// What is agreed.
    #[graphql(flatten)]
    pub(crate) terms: IndicatorTermsInput,
    /// Its own name, where the definition's does not do; at most 200 characters. *Naam.*
    pub(crate) name: MaybeUndefined<String>,
    /// Its weight within the goal, above 0; 1 where nothing is said. *Gewicht.*
    pub(crate) weight: MaybeUndefined<Decimal>,
    /// Whether it is one of the few that people look at first; not where nothing is said. *Kernindicator.*
    pub(crate) is_key: MaybeUndefined<bool>,
    /// The member that alone reports it, beside those that have to; any member may where none is named. *Melder.*
    pub(crate) reporter: MaybeUndefined<Ref<Organisation>>,
    /// The members that have to report it, all of them. *Rapportageplicht.*
    pub(crate) reporters: MaybeUndefined<Vec<IndicatorReporterInput>>,
    /// Whether what it counts fills vacancies or makes them unnecessary. It stays as it is once something was submitted, or
    /// its target is handed out or taken from another's. *Effect.*
    pub(crate) effect: MaybeUndefined<Effect>,
    /// The regions that it is about, all of them. *Regio's.*
    pub(crate) regions: MaybeUndefined<Vec<Ref<Region>>>,
    /// Who may see it: the members, where nothing is said, or everybody. *Zichtbaarheid.*
    pub(crate) visibility: MaybeUndefined<Visibility>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new indicator. *Nieuwe indicator.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorCreateInput {
    /// The partnership whose indicator it is.
    pub(crate) partnership: Ref<Partnership>,
    /// What is measured and how; later only a newer version of it can take its place. *Definitie.*
    pub(crate) definition: Ref<IndicatorDefinition>,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: IndicatorContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an indicator. *Indicator wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorChangeInput {
    /// The indicator.
    pub(crate) indicator: Ref<Indicator>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What changes.
    #[graphql(flatten)]
    pub(crate) content: IndicatorContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// The move of an indicator to a newer version of its definition. *Nieuwe definitieversie overnemen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorAdoptDefinitionInput {
    /// The indicator.
    pub(crate) indicator: Ref<Indicator>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The definition, which supersedes the one that the indicator has, directly or in steps. *Definitie.*
    pub(crate) definition: Ref<IndicatorDefinition>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An indicator that no longer is one. *Indicator verwijderen.*
    IndicatorRemoveInput => IndicatorRemovePayload { indicator: Indicator }
}

payload!(IndicatorCreatePayload { indicator: Shown<Indicator> });
payload!(IndicatorChangePayload { indicator: Shown<Indicator> });
payload!(IndicatorAdoptDefinitionPayload { indicator: Shown<Indicator> });

/// Mutations of indicators.
#[derive(Default)]
pub(crate) struct IndicatorMutation;

#[Object]
impl IndicatorMutation {
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

    /// Changes an indicator; its definition stays. Baseline, targets and band can change after something was measured too,
    /// and the figures of today are then those of the new ones; once they are agreed, they are amended. By the secretariat or
    /// the chair. *Indicator wijzigen.*
    async fn indicator_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: IndicatorChangeInput,
    ) -> Resolved<IndicatorChangePayload> {
        let scope = aggregates([input.indicator.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Moves an indicator to a newer version of its definition. Where that counts otherwise (measure, unit, direction,
    /// reporting, target basis or hierarchy rule), only as long as nothing was submitted, agreed or handed out; after that a
    /// new indicator is made, and this one keeps its figures. By the secretariat or the chair. *Nieuwe definitieversie
    /// overnemen.*
    async fn indicator_adopt_definition(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: IndicatorAdoptDefinitionInput,
    ) -> Resolved<IndicatorAdoptDefinitionPayload> {
        let scope = aggregates([input.indicator.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::adopt(world, &input)).await?.into())
    }

    /// Removes an indicator that is not agreed, and for which nothing is submitted or approved. By the secretariat or the chair. *Indicator
    /// verwijderen.*
    async fn indicator_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: IndicatorRemoveInput,
    ) -> Resolved<IndicatorRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
