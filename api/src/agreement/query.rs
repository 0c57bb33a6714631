//! Lists of agreements: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object};

use super::Agreement;
use crate::{
    access::View,
    fold::fold,
    graphql::{
        DateFilter, Filter, IdFilter, Key, Resolved, Shown, Sorted, StringFilter, VisibilityFilter, lookup, order,
    },
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on agreements; all that are given must hold. *Filter op convenanten.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct AgreementFilter {
    /// On the title.
    title: Option<StringFilter>,
    /// On the day it was signed; there is none while it was not.
    signed_on: Option<DateFilter>,
    /// On the first day it holds.
    valid_from: Option<DateFilter>,
    /// On the last day it holds.
    valid_until: Option<DateFilter>,
    /// On the organisations that are or were a party: one of them meets the conditions.
    party: Option<IdFilter>,
    /// On who may see it.
    visibility: Option<VisibilityFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Agreement> for AgreementFilter {
    fn allows(&self, agreement: &Agreement, _: &View) -> bool {
        let parties = || {
            let ids = agreement.parties.iter().map(|party| party.organisation_id.0);
            let ids = ids.map(|record| NodeId { kind: Kind::Organisation, partnership: None, record });
            ids.map(|id| id.to_string()).collect::<Vec<_>>()
        };
        self.title.as_ref().is_none_or(|filter| filter.allows(Some(&agreement.title)))
            && self.signed_on.as_ref().is_none_or(|filter| filter.allows(agreement.signed_on))
            && self.valid_from.as_ref().is_none_or(|filter| filter.allows(agreement.valid_from))
            && self.valid_until.as_ref().is_none_or(|filter| filter.allows(agreement.valid_until))
            && self.party.as_ref().is_none_or(|filter| filter.allows(&parties()))
            && self.visibility.as_ref().is_none_or(|filter| filter.allows(agreement.visibility))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(agreement.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(agreement.source.as_deref()))
    }
}

/// The fields by which agreements can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AgreementOrderField {
    /// The title. *Titel.*
    Title,
    /// The day it was signed. *Ondertekend op.*
    SignedOn,
    /// The first day it holds. *Geldig vanaf.*
    ValidFrom,
    /// The last day it holds. *Geldig tot en met.*
    ValidUntil,
    /// Who may see it, the fewest first. *Zichtbaarheid.*
    Visibility,
}

impl Sorted<Agreement> for AgreementOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::SignedOn => "signedOn",
            Self::ValidFrom => "validFrom",
            Self::ValidUntil => "validUntil",
            Self::Visibility => "visibility",
        }
    }

    fn key(self, agreement: &Agreement, _: &View) -> Key {
        match self {
            Self::Title => Key::Text(fold(&agreement.title)),
            Self::SignedOn => agreement.signed_on.into(),
            Self::ValidFrom => agreement.valid_from.into(),
            Self::ValidUntil => agreement.valid_until.into(),
            Self::Visibility => Key::Number(agreement.visibility as i64),
        }
    }
}

order! {
    /// How agreements are sorted. *Sortering van convenanten.*
    AgreementOrder by AgreementOrderField
}

lookup! {
    /// How an agreement is looked up: by exactly one of these. *Zoeksleutel.*
    AgreementBy => Agreement
}

/// Root fields about agreements.
#[derive(Default)]
pub(crate) struct AgreementQuery;

#[Object]
impl AgreementQuery {
    /// One agreement; null where there is none, or none that you may see. *Convenant.*
    async fn agreement(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: AgreementBy,
    ) -> Resolved<Option<Shown<Agreement>>> {
        by.find(context).await
    }
}
