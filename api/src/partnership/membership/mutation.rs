//! What can be done with memberships.

use std::collections::BTreeSet;

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{
    Membership,
    object::{MembershipRole, MembershipStatus},
    rules,
};
use crate::{
    commitment::Commitment,
    graphql::{Date, Resolved, Shown, payload, perform, perform_removal, removal},
    ids::Ref,
    ledger::Aggregate,
    meeting::Decision,
    organisation::Organisation,
    partnership::Partnership,
    person::Person,
};

/// A person who will act for an organisation at the table. *Vertegenwoordiger.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RepresentativeInput {
    /// The person, one of the organisation's own.
    pub(crate) person: Ref<Person>,
    /// In what function; at most 200 characters.
    pub(crate) function: Option<String>,
}

/// What can be said of a seat at a table. In one that exists, an absent field is left as it is and null clears it. *Inhoud
/// van een deelname.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MembershipContentInput {
    /// Where it stands towards the table; MEMBER where nothing is said of a new seat. *Stand van deelname.*
    pub(crate) status: Option<MembershipStatus>,
    /// What it does at the table, all of it; a member has at least one role. *Rollen.*
    pub(crate) roles: MaybeUndefined<Vec<MembershipRole>>,
    /// The persons who act for it, all of them. *Vertegenwoordigers.*
    pub(crate) representatives: MaybeUndefined<Vec<RepresentativeInput>>,
    /// Its own responsibility; at most 2 000 characters. *Mandaat.*
    pub(crate) mandate: MaybeUndefined<String>,
    /// The first day. Where nothing is said it is today for a new seat, and for a party that now becomes a member. *Van.*
    pub(crate) from: Option<Date>,
    /// The last day. *Tot en met.*
    pub(crate) until: MaybeUndefined<Date>,
    /// Why it joins; at most 2 000 characters. *Reden van toetreden.*
    pub(crate) join_reason: MaybeUndefined<String>,
    /// Why it left or leaves, with a last day; at most 2 000 characters. *Reden van vertrek.*
    pub(crate) leave_reason: MaybeUndefined<String>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new seat at a table. *Nieuwe deelname.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MembershipCreateInput {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The organisation.
    pub(crate) organisation: Ref<Organisation>,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: MembershipContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a seat, as when an invited party becomes a member. *Deelname wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MembershipChangeInput {
    /// The membership.
    pub(crate) membership: Ref<Membership>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// What changes.
    #[graphql(flatten)]
    pub(crate) content: MembershipContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A commitment that somebody else will carry out. *Overdracht van een afspraak.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HandOverInput {
    /// The commitment: agreed, not ended, and owed by the organisation that leaves.
    pub(crate) commitment: Ref<Commitment>,
    /// The organisation that owes it from now on, and leads it where the other did: a member today, which may owe it
    /// already. *Aan wie.*
    pub(crate) to: Ref<Organisation>,
    /// Whom to call about it there. *Actiehouder.*
    pub(crate) contact: Option<Ref<Person>>,
}

/// An organisation that leaves the table. *Deelname beëindigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MembershipEndInput {
    /// The membership.
    pub(crate) membership: Ref<Membership>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The last day; today where nothing is said. *Tot en met.*
    pub(crate) until: Option<Date>,
    /// Why it leaves; at most 2 000 characters. *Reden van vertrek.*
    pub(crate) leave_reason: String,
    /// What it hands over, at once and whenever its last day is: each agreed commitment that it still owes. *Overdracht.*
    #[graphql(default)]
    pub(crate) hand_overs: Vec<HandOverInput>,
    /// The decision of the table that it rests on; needed where anything is handed over. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Where it was found who takes over what; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A seat that was entered by mistake. *Deelname verwijderen.*
    MembershipRemoveInput => MembershipRemovePayload { membership: Membership }
}

payload!(MembershipCreatePayload { membership: Shown<Membership> });
payload!(MembershipChangePayload { membership: Shown<Membership> });
payload!(MembershipEndPayload { membership: Shown<Membership> });

/// Mutations of memberships.
#[derive(Default)]
pub(crate) struct MembershipMutation;

#[Object]
impl MembershipMutation {
    /// Seats an organisation at the table, or notes that it is invited or asked. By the secretariat or the chair.
    /// *Deelname toevoegen.*
    async fn membership_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MembershipCreateInput,
    ) -> Resolved<MembershipCreatePayload> {
        let key = input.idempotency_key.clone();
        let scope = scope(input.partnership.partnership());
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes a seat. By the secretariat or the chair. *Deelname wijzigen.*
    async fn membership_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: MembershipChangeInput,
    ) -> Resolved<MembershipChangePayload> {
        let key = input.idempotency_key.clone();
        let scope = scope(input.membership.partnership());
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Lets an organisation leave the table, once it owes nothing there any more or by the same act hands over what it
    /// owes. By the secretariat or the chair. *Deelname beëindigen.*
    async fn membership_end(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MembershipEndInput,
    ) -> Resolved<MembershipEndPayload> {
        let key = input.idempotency_key.clone();
        let scope = scope(input.membership.partnership());
        Ok(perform(context, scope, key, move |world| rules::end(world, &input)).await?.into())
    }

    /// Removes a seat that was entered by mistake and that nothing rests on; whoever leaves is no mistake. By the
    /// secretariat or the chair. *Deelname verwijderen.*
    async fn membership_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: MembershipRemoveInput,
    ) -> Resolved<MembershipRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}

/// Who is a member of what is in the directory too.
fn scope(partnership: Option<entity::PartnershipId>) -> BTreeSet<Aggregate> {
    partnership.map(Aggregate::Partnership).into_iter().chain([Aggregate::Directory]).collect()
}
