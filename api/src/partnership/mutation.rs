//! What can be done with partnerships and memberships.

use std::collections::BTreeSet;

use async_graphql::{Context, InputObject, Object};

use super::{
    Membership, Partnership,
    object::{MembershipRole, MembershipStatus, PartnershipKind, PartnershipStage},
    rules,
};
use crate::{
    graphql::{Date, Decimal, FuzzyDateInput, Resolved, Session, Shown, Visibility, payload, perform},
    ids::Ref,
    ledger::Aggregate,
    organisation::Organisation,
    person::Person,
    region::Region,
};

/// A person who will act for an organisation at the table. *Vertegenwoordiger.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RepresentativeInput {
    /// The person.
    pub(crate) person: Ref<Person>,
    /// In what function; at most 200 characters.
    pub(crate) function: Option<String>,
}

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

/// The settings by which a partnership judges; what is left out gets its usual value. *Instellingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PartnershipSettingsInput {
    /// From which part of the expected path on a result is GREEN; 0.90.
    pub(crate) green_from: Option<Decimal>,
    /// From which part of the expected path on a result is AMBER; 0.75.
    pub(crate) amber_from: Option<Decimal>,
    /// Below which coverage a figure is withheld; 0.5.
    pub(crate) coverage_minimum: Option<Decimal>,
    /// Days after which a late report turns RED; 14.
    pub(crate) grace_days: Option<i32>,
    /// Numbers of persons below this are suppressed outside the table; 10.
    pub(crate) suppression_limit: Option<i32>,
    /// Days within which a party is asked to react; 14.
    pub(crate) reaction_days: Option<i32>,
    /// Days after which silence on a reported result counts as acceptance; 30.
    pub(crate) silence_days: Option<i32>,
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
    /// The sector it works for; at most 200 characters.
    pub(crate) sector: Option<String>,
    /// The regions it works for.
    #[graphql(default)]
    pub(crate) regions: Vec<Ref<Region>>,
    /// The partnership it belongs to.
    pub(crate) parent: Option<Ref<Partnership>>,
    /// The step of the method that it has reached.
    #[graphql(default_with = "PartnershipStage::CommonGoal")]
    pub(crate) stage: PartnershipStage,
    /// When it starts.
    pub(crate) starts_on: Option<FuzzyDateInput>,
    /// When it ends.
    pub(crate) ends_on: Option<FuzzyDateInput>,
    /// Who may see its name: its members or everybody.
    #[graphql(default_with = "Visibility::Public")]
    pub(crate) name_visibility: Visibility,
    /// The letters that its references begin with, such as "TE" in "TE-2026-014"; 1 to 10 capitals or digits.
    pub(crate) reference_prefix: String,
    /// The organisation that becomes its secretariat.
    pub(crate) secretariat: SecretariatInput,
    /// How it judges.
    #[graphql(default)]
    pub(crate) settings: PartnershipSettingsInput,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A new seat at a table. *Nieuwe deelname.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MembershipCreateInput {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The organisation.
    pub(crate) organisation: Ref<Organisation>,
    /// Where it stands towards the table.
    #[graphql(default_with = "MembershipStatus::Member")]
    pub(crate) status: MembershipStatus,
    /// What it does at the table; a member has at least one role.
    #[graphql(default)]
    pub(crate) roles: Vec<MembershipRole>,
    /// The persons who act for it.
    #[graphql(default)]
    pub(crate) representatives: Vec<RepresentativeInput>,
    /// Its own responsibility; at most 2 000 characters.
    pub(crate) mandate: Option<String>,
    /// The first day; today where nothing is said.
    pub(crate) from: Option<Date>,
    /// The last day.
    pub(crate) until: Option<Date>,
    /// Why it joins; at most 2 000 characters.
    pub(crate) join_reason: Option<String>,
    /// The key under which another system knows it; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(PartnershipCreatePayload { partnership: Shown<Partnership> });
payload!(MembershipCreatePayload { membership: Shown<Membership> });

/// Mutations of partnerships and memberships.
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

    /// Seats an organisation at the table, or notes that it is invited or asked. By the secretariat or the chair.
    /// *Deelname toevoegen.*
    async fn membership_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MembershipCreateInput,
    ) -> Resolved<MembershipCreatePayload> {
        let key = input.idempotency_key.clone();
        let partnership = input.partnership.partnership().map(Aggregate::Partnership);
        let scope = partnership.into_iter().chain([Aggregate::Directory]).collect();
        Ok(perform(context, scope, key, move |world| rules::seat(world, &input)).await?.into())
    }
}
