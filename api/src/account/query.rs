//! Who am I, and for administrators who else there is.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{Account, object::ViewerObject};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter,
        order, page,
    },
    ids::{NodeId, Ref},
    person::Person,
};

/// Conditions on accounts; all that are given must hold. *Filter op accounts.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct AccountFilter {
    /// On the issuer of its tokens.
    issuer: Option<StringFilter>,
    /// On the subject of its tokens.
    subject: Option<StringFilter>,
    /// On the person who signs in with it.
    person: Option<IdFilter>,
    /// On the name of that person.
    person_name: Option<StringFilter>,
    /// On whether it is a platform administrator.
    is_platform_admin: Option<BooleanFilter>,
}

impl Filter<Account, Desk> for AccountFilter {
    fn allows(&self, account: &Account, desk: &Desk) -> bool {
        let person = || person(account, desk);
        let person_id = || person().map(|person| NodeId::of(person).to_string());
        let name = || person().and_then(|person| person.name.as_deref());
        self.issuer.as_ref().is_none_or(|filter| filter.allows(Some(&account.issuer)))
            && self.subject.as_ref().is_none_or(|filter| filter.allows(Some(&account.subject)))
            && self.person.as_ref().is_none_or(|filter| filter.allows(person_id().as_slice()))
            && self.person_name.as_ref().is_none_or(|filter| filter.allows(name()))
            && self.is_platform_admin.as_ref().is_none_or(|filter| filter.allows(account.is_platform_admin))
    }
}

fn person<'a>(account: &Account, desk: &'a Desk) -> Option<&'a Person> {
    account.person_id.and_then(|id| desk.person(id)).map(|person| &**person)
}

/// The fields by which accounts can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AccountOrderField {
    /// The issuer of its tokens. *Uitgever.*
    Issuer,
    /// The subject of its tokens. *Kenmerk.*
    Subject,
    /// The name of the person who signs in with it. *Naam van de persoon.*
    PersonName,
}

impl Sorted<Account, Desk> for AccountOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Subject => "subject",
            Self::PersonName => "personName",
        }
    }

    fn key(self, account: &Account, desk: &Desk) -> Key {
        let text = match self {
            Self::Issuer => Some(account.issuer.as_str()),
            Self::Subject => Some(account.subject.as_str()),
            Self::PersonName => person(account, desk).and_then(|person| person.name.as_deref()),
        };
        text.map(|text| Key::Text(fold(text))).into()
    }
}

order! {
    /// How accounts are sorted. *Sortering van accounts.*
    AccountOrder by AccountOrderField
}

/// What a token says of whoever holds it. *Uitgever en kenmerk.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccountBySubject {
    /// The issuer of its tokens.
    issuer: String,
    /// The subject of its tokens.
    subject: String,
}

/// How an account is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum AccountBy {
    /// By its id.
    Id(Ref<Account>),
    /// By what its tokens say.
    Subject(AccountBySubject),
}

/// Root fields about the viewer and about accounts.
#[derive(Default)]
pub(crate) struct AccountQuery;

#[Object]
impl AccountQuery {
    /// Whoever sends the request, and what the token allows. *Wie ben ik.*
    async fn viewer(&self, context: &Context<'_>) -> Resolved<ViewerObject> {
        Ok(ViewerObject(Session::of(context)?.desk()))
    }

    /// One account: your own, or any for platform administrators; null where there is none, or none that you may see.
    /// *Account.*
    async fn account(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: AccountBy,
    ) -> Resolved<Option<Listed<Account>>> {
        let desk = Session::of(context)?.desk();
        let found = match &by {
            AccountBy::Id(reference) => reference.id(),
            AccountBy::Subject(AccountBySubject { issuer, subject }) => {
                let mut all = desk.directory.accounts.iter();
                all.find(|one| one.issuer == *issuer && one.subject == *subject).map(|one| one.id)
            }
        };
        Ok(desk.show(found.and_then(|id| desk.account(id))))
    }

    /// The accounts, for platform administrators; for others there are none. *Accounts.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn accounts(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<AccountFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<AccountOrder>,
        >,
    ) -> Resolved<Connection<Listed<Account>>> {
        let desk = Session::of(context)?.desk();
        let all = desk.directory.accounts.iter().filter(|_| desk.viewer.is_admin()).cloned();
        page(&desk, all, filter, order_by, PageArgs { first, after, last, before })
    }
}
