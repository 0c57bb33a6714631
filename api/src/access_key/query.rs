//! Lists of access keys: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{AccessKey, object::AccessKeyPurposeFilter};
use crate::{
    access::{Desk, Known},
    fold::fold,
    graphql::{DateFilter, Filter, IdFilter, Key, Listed, Resolved, Session, Sorted, StringFilter, order},
    ids::{NodeId, Ref},
};

/// Conditions on access keys; all that are given must hold. *Filter op toegangssleutels.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct AccessKeyFilter {
    /// On the account whose key it is.
    account: Option<IdFilter>,
    /// On the name.
    name: Option<StringFilter>,
    /// On what it opens.
    purpose: Option<AccessKeyPurposeFilter>,
    /// On the last day on which it opens anything.
    expires_on: Option<DateFilter>,
}

impl Filter<AccessKey, Desk> for AccessKeyFilter {
    fn allows(&self, key: &AccessKey, desk: &Desk) -> bool {
        let account = || desk.account(key.account_id).map(|account| NodeId::of(&**account).to_string());
        self.account.as_ref().is_none_or(|filter| filter.allows(account().as_slice()))
            && self.name.as_ref().is_none_or(|filter| filter.allows(Some(&key.name)))
            && self.purpose.as_ref().is_none_or(|filter| filter.allows(key.purpose))
            && self.expires_on.as_ref().is_none_or(|filter| filter.allows(Some(key.expires_on)))
    }
}

/// The fields by which access keys can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AccessKeyOrderField {
    /// The name. *Naam.*
    Name,
    /// The last day on which it opens anything. *Geldig tot en met.*
    ExpiresOn,
}

impl Sorted<AccessKey, Desk> for AccessKeyOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ExpiresOn => "expiresOn",
        }
    }

    fn key(self, key: &AccessKey, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&key.name)),
            Self::ExpiresOn => Some(key.expires_on).into(),
        }
    }
}

order! {
    /// How access keys are sorted. *Sortering van toegangssleutels.*
    AccessKeyOrder by AccessKeyOrderField
}

/// How an access key is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum AccessKeyBy {
    /// By its id.
    Id(Ref<AccessKey>),
}

/// Root fields about access keys.
#[derive(Default)]
pub(crate) struct AccessKeyQuery;

#[Object]
impl AccessKeyQuery {
    /// One access key: your own, or any for platform administrators; null where there is none, or none that you may see.
    /// *Toegangssleutel.*
    async fn access_key(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: AccessKeyBy,
    ) -> Resolved<Option<Listed<AccessKey>>> {
        let desk = Session::of(context)?.desk();
        let AccessKeyBy::Id(reference) = &by;
        Ok(desk.show(reference.id().and_then(|id| AccessKey::known(&desk, id))))
    }
}
