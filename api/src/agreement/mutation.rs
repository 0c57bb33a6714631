//! What can be done with agreements.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Agreement, rules};
use crate::{
    access::aggregates,
    graphql::{Date, EvidenceInput, Resolved, Shown, Visibility, payload, perform, perform_removal, removal},
    ids::Ref,
    meeting::Decision,
    organisation::Organisation,
    partnership::Partnership,
};

/// A party to an agreement. *Partij.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AgreementPartyInput {
    /// The organisation, which has a seat at the table or had one. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// The day it signed or joined; not before the agreement was signed. *Toegetreden op.*
    pub(crate) joined_on: Option<Date>,
    /// The last day on which it was a party. *Partij tot en met.*
    pub(crate) left_on: Option<Date>,
}

/// What can be said of an agreement. In one that exists, an absent field is left as it is and null clears it. *Inhoud van een
/// convenant.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AgreementContentInput {
    /// The day it was signed, never later than today; none while it was not. *Ondertekend op.*
    pub(crate) signed_on: MaybeUndefined<Date>,
    /// The first day it holds. *Geldig vanaf.*
    pub(crate) valid_from: MaybeUndefined<Date>,
    /// The last day it holds; not before the first. *Geldig tot en met.*
    pub(crate) valid_until: MaybeUndefined<Date>,
    /// How others join; at most 10 000 characters. *Toetreding.*
    pub(crate) accession: MaybeUndefined<String>,
    /// How it is amended; at most 10 000 characters. *Wijziging.*
    pub(crate) amendment: MaybeUndefined<String>,
    /// How it ends; at most 10 000 characters. *Opzegging.*
    pub(crate) termination: MaybeUndefined<String>,
    /// Its parties, all of them. *Partijen.*
    pub(crate) parties: MaybeUndefined<Vec<AgreementPartyInput>>,
    /// Its documents, all of them. *Documenten.*
    pub(crate) evidence: MaybeUndefined<Vec<EvidenceInput>>,
    /// Who may see it: the members, where nothing is said, or everybody. *Zichtbaarheid.*
    pub(crate) visibility: MaybeUndefined<Visibility>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// An agreement, signed or to be signed. *Nieuw convenant.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AgreementCreateInput {
    /// The partnership that makes it.
    pub(crate) partnership: Ref<Partnership>,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: AgreementContentInput,
    /// The decision of the table that it rests on, if there is one. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an agreement. *Convenant wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AgreementChangeInput {
    /// The agreement.
    pub(crate) agreement: Ref<Agreement>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: AgreementContentInput,
    /// The decision of the table to change it; needed once it is signed. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A party that joins an agreement. *Toetreden tot een convenant.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AgreementAccedeInput {
    /// The agreement.
    pub(crate) agreement: Ref<Agreement>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The organisation that joins, which has a seat at the table or had one. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// The day it joins: today where nothing is said. *Toegetreden op.*
    pub(crate) joined_on: Option<Date>,
    /// The decision of the table to let it join; needed once the agreement is signed. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An agreement that was entered by mistake. *Convenant verwijderen.*
    AgreementRemoveInput => AgreementRemovePayload { agreement: Agreement }
}

payload!(AgreementCreatePayload { agreement: Shown<Agreement> });
payload!(AgreementChangePayload { agreement: Shown<Agreement> });
payload!(AgreementAccedePayload { agreement: Shown<Agreement> });

/// Mutations of agreements.
#[derive(Default)]
pub(crate) struct AgreementMutation;

#[Object]
impl AgreementMutation {
    /// Records an agreement. By the secretariat or the chair. *Convenant vastleggen.*
    async fn agreement_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AgreementCreateInput,
    ) -> Resolved<AgreementCreatePayload> {
        let scope = aggregates([input.partnership.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::create(world, &input)).await?.into())
    }

    /// Changes an agreement; a signed one by a decision. By the secretariat or the chair. *Convenant wijzigen.*
    async fn agreement_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AgreementChangeInput,
    ) -> Resolved<AgreementChangePayload> {
        let scope = aggregates([input.agreement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::change(world, &input)).await?.into())
    }

    /// Lets an organisation join an agreement; a signed one by a decision. By the secretariat or the chair. *Partij laten
    /// toetreden.*
    async fn agreement_accede(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AgreementAccedeInput,
    ) -> Resolved<AgreementAccedePayload> {
        let scope = aggregates([input.agreement.partnership()]);
        let key = input.idempotency_key.clone();
        Ok(perform(context, scope, key, move |world| rules::accede(world, &input)).await?.into())
    }

    /// Removes an agreement that no commitment carries out. By the secretariat or the chair. *Convenant verwijderen.*
    async fn agreement_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AgreementRemoveInput,
    ) -> Resolved<AgreementRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }
}
