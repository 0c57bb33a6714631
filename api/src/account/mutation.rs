//! What can be done with accounts.

use async_graphql::{Context, InputObject, Object};

use super::{Account, rules};
use crate::{
    graphql::{Listed, Resolved, payload, perform_in_directory},
    ids::Ref,
    person::Person,
};

/// A new account. *Nieuw account.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccountCreateInput {
    /// The issuer of its tokens: their claim `iss`.
    pub(crate) issuer: String,
    /// The subject of its tokens: their claim `sub`.
    pub(crate) subject: String,
    /// The person who signs in with it.
    pub(crate) person: Option<Ref<Person>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// An account that becomes a platform administrator. *Beheerder aanwijzen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccountGrantAdminInput {
    /// The issuer of its tokens: their claim `iss`.
    pub(crate) issuer: String,
    /// The subject of its tokens: their claim `sub`.
    pub(crate) subject: String,
}

payload!(AccountCreatePayload { account: Listed<Account> });
payload!(AccountGrantAdminPayload { account: Listed<Account> });

/// Mutations of accounts.
#[derive(Default)]
pub(crate) struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Lets the bearer of an issuer's tokens in. By a platform administrator. *Account toevoegen.*
    async fn account_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccountCreateInput,
    ) -> Resolved<AccountCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &crate::access::World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.accounts, act).await?.into())
    }

    /// Makes an account a platform administrator; adds it where there is none. By a platform administrator; the first
    /// one is made on the command line. *Beheerder aanwijzen.*
    async fn account_grant_admin(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccountGrantAdminInput,
    ) -> Resolved<AccountGrantAdminPayload> {
        let act = move |world: &crate::access::World<'_>| rules::grant_admin(world, &input);
        Ok(perform_in_directory(context, None, |directory| &directory.accounts, act).await?.into())
    }
}
