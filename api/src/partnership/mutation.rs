//! What can be done with partnerships.

use std::collections::BTreeSet;

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{
    Partnership,
    membership::mutation::RepresentativeInput,
    object::{ConsentRule, PartnershipKind, PartnershipStage},
    rules,
};
use crate::{
    graphql::{
        Date, Decimal, FuzzyDateInput, Resolved, Session, Shown, Visibility, payload, perform, perform_removal, removal,
    },
    ids::Ref,
    ledger::Aggregate,
    meeting::Decision,
    organisation::Organisation,
    region::Region,
};

/// The organisation that will keep a new partnership's records. *Secretariaat.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SecretariatInput {
    /// The organisation.
    pub(crate) organisation: Ref<Organisation>,
    /// The persons who act for it; at least one.
    pub(crate) representatives: Vec<RepresentativeInput>,
    /// Its first day; today where nothing is said.
    pub(crate) from: Option<Date>,
}

/// The settings by which a partnership judges. What is left out stays as it is; null gives the usual value, which a new
/// partnership starts with. *Instellingen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnershipSettingsInput {
    /// How it comes to agree; RECORDED_IN_MEETING. Changed by a decision of the table. *Wijze van instemmen.*
    pub(crate) consent_rule: MaybeUndefined<ConsentRule>,
    /// From which part of the expected path on a result is GREEN; 0.90.
    pub(crate) green_from: MaybeUndefined<Decimal>,
    /// From which part of the expected path on a result is AMBER; 0.75.
    pub(crate) amber_from: MaybeUndefined<Decimal>,
    /// Below which coverage a figure is withheld; 0.5.
    pub(crate) coverage_minimum: MaybeUndefined<Decimal>,
    /// Days after which a late report turns RED; 14.
    pub(crate) grace_days: MaybeUndefined<i32>,
    /// Numbers of persons below this are suppressed outside the table; 10.
    pub(crate) suppression_limit: MaybeUndefined<i32>,
    /// Days within which a party is asked to react; 14.
    pub(crate) reaction_days: MaybeUndefined<i32>,
    /// Days after which silence on a reported result counts as acceptance; 30.
    pub(crate) silence_days: MaybeUndefined<i32>,
}

impl PartnershipSettingsInput {
    /// Everything as usual.
    pub(crate) const USUAL: Self = Self {
        consent_rule: MaybeUndefined::Null,
        green_from: MaybeUndefined::Null,
        amber_from: MaybeUndefined::Null,
        coverage_minimum: MaybeUndefined::Null,
        grace_days: MaybeUndefined::Null,
        suppression_limit: MaybeUndefined::Null,
        reaction_days: MaybeUndefined::Null,
        silence_days: MaybeUndefined::Null,
    };
}

/// What can be said of a partnership. In one that exists, an absent field is left as it is and null clears it. *Inhoud van
/// een samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnershipContentInput {
    /// The sector it works for; at most 200 characters. *Sector.*
    pub(crate) sector: MaybeUndefined<String>,
    /// The regions it works for, all of them. *Regio's.*
    pub(crate) regions: MaybeUndefined<Vec<Ref<Region>>>,
    /// The partnership it belongs to. *Bovenliggende samenwerking.*
    pub(crate) parent: MaybeUndefined<Ref<Partnership>>,
    /// The step of the method that it has reached; COMMON_GOAL where nothing is said. Where one exists, it goes on only once
    /// the stages before are done or their gates were overridden. *Fase.*
    pub(crate) stage: MaybeUndefined<PartnershipStage>,
    /// When it starts. *Begin.*
    pub(crate) starts_on: MaybeUndefined<FuzzyDateInput>,
    /// When it ends. *Einde.*
    pub(crate) ends_on: MaybeUndefined<FuzzyDateInput>,
    /// Who may see its name: everybody, where nothing is said, or its members. *Zichtbaarheid van de naam.*
    pub(crate) name_visibility: MaybeUndefined<Visibility>,
    /// How it judges; null for everything as usual. *Instellingen.*
    pub(crate) settings: MaybeUndefined<PartnershipSettingsInput>,
    /// Why the parties sign no agreement, where that is on purpose; at most 2 000 characters. *Bewust informeel.*
    pub(crate) informal_reason: MaybeUndefined<String>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new partnership. *Nieuwe samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnershipCreateInput {
    /// Its name; at most 200 characters.
    pub(crate) name: String,
    /// Its name in addresses: small letters, digits and single hyphens; unique.
    pub(crate) slug: String,
    /// What kind of partnership it is.
    pub(crate) kind: PartnershipKind,
    /// The letters that its references begin with, such as "TE" in "TE-2026-014"; 1 to 10 capitals or digits.
    pub(crate) reference_prefix: String,
    /// The organisation that becomes its secretariat.
    pub(crate) secretariat: SecretariatInput,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: PartnershipContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a partnership. *Samenwerking wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnershipChangeInput {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its name; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// Its name in addresses: small letters, digits and single hyphens; unique. The one that it had keeps leading to it.
    /// *Adresnaam.*
    pub(crate) slug: Option<String>,
    /// What kind of partnership it is. *Soort samenwerking.*
    pub(crate) kind: Option<PartnershipKind>,
    /// The letters that new references begin with, such as "TE" in "TE-2026-014"; 1 to 10 capitals or digits. References
    /// that were given stay as they are. *Voorvoegsel van kenmerken.*
    pub(crate) reference_prefix: Option<String>,
    /// The decision of the table that it rests on; needed where the consent rule changes. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: PartnershipContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A partnership that was entered by mistake. *Samenwerking verwijderen.*
    PartnershipRemoveInput => PartnershipRemovePayload { partnership: Partnership } directory
}

payload!(PartnershipCreatePayload { partnership: Shown<Partnership> });
payload!(PartnershipChangePayload { partnership: Shown<Partnership> });

/// Mutations of partnerships.
#[derive(Default)]
pub(crate) struct PartnershipMutation;

#[Object]
impl PartnershipMutation {
    /// Founds a partnership and seats its secretariat. By a platform administrator. *Samenwerking oprichten.*
    async fn partnership_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: PartnershipCreateInput,
    ) -> Resolved<PartnershipCreatePayload> {
        let key = input.idempotency_key.clone();
        // Chosen here, because the new partnership's own ledger has to be locked before the act runs.
        let id = Session::of(context)?.ledger.clock().id().into();
        let scope = BTreeSet::from([Aggregate::Directory, Aggregate::Partnership(id)]);
        Ok(perform(context, scope, key, move |world| rules::create(world, id, &input)).await?.into())
    }

    /// Changes a partnership and the settings by which it judges. By the secretariat or the chair. *Samenwerking
    /// wijzigen.*
    async fn partnership_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: PartnershipChangeInput,
    ) -> Resolved<PartnershipChangePayload> {
        let key = input.idempotency_key.clone();
        let own = input.partnership.partnership().map(Aggregate::Partnership);
        let scope = own.into_iter().chain([Aggregate::Directory]).collect();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Removes a partnership that was entered by mistake: nobody but its secretariat has a seat, and nothing belongs to
    /// it. One that did its work ends, by `endsOn`. By a platform administrator. *Samenwerking verwijderen.*
    async fn partnership_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: PartnershipRemoveInput,
    ) -> Resolved<PartnershipRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
