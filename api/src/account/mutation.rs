//! What can be done with accounts.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Account, rules};
use crate::{
    access::World,
    graphql::{Listed, Resolved, payload, perform_in_directory, perform_removal, removal},
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
    /// The person who signs in with it. *Persoon.*
    pub(crate) person: Option<Ref<Person>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in an account. An absent field is left as it is and null clears it. *Account wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccountChangeInput {
    /// The account.
    pub(crate) account: Ref<Account>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The person who signs in with it. *Persoon.*
    pub(crate) person: MaybeUndefined<Ref<Person>>,
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
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// An account that is a platform administrator no longer. *Beheerder ontheffen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccountRevokeAdminInput {
    /// The account.
    pub(crate) account: Ref<Account>,
    /// Why; at most 2 000 characters.
    pub(crate) reason: String,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// An account that lets nobody in any more. *Account verwijderen.*
    AccountRemoveInput => AccountRemovePayload { account: Account } directory
}

payload!(AccountCreatePayload { account: Listed<Account> });
payload!(AccountChangePayload { account: Listed<Account> });
payload!(AccountGrantAdminPayload { account: Listed<Account> });
payload!(AccountRevokeAdminPayload { account: Listed<Account> });

/// Mutations of accounts.
#[derive(Default)]
pub(crate) struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Lets the bearer of an issuer's tokens in. An account that was removed comes back, without the rights that it had. By
    /// a platform administrator. *Account toevoegen.*
    async fn account_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccountCreateInput,
    ) -> Resolved<AccountCreatePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::create(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.accounts, act).await?.into())
    }

    /// Says who signs in with an account. By a platform administrator. *Account wijzigen.*
    async fn account_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccountChangeInput,
    ) -> Resolved<AccountChangePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::change(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.accounts, act).await?.into())
    }

    /// Lets the bearer of an issuer's tokens in no longer; not yourself. By a platform administrator. *Account
    /// verwijderen.*
    async fn account_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AccountRemoveInput,
    ) -> Resolved<AccountRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }

    /// Makes an account a platform administrator; adds it where there is none. By a platform administrator; the first
    /// one is made on the command line. *Beheerder aanwijzen.*
    async fn account_grant_admin(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccountGrantAdminInput,
    ) -> Resolved<AccountGrantAdminPayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::grant_admin(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.accounts, act).await?.into())
    }

    /// Makes an account a platform administrator no longer; not the last one. By a platform administrator. *Beheerder
    /// ontheffen.*
    async fn account_revoke_admin(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AccountRevokeAdminInput,
    ) -> Resolved<AccountRevokeAdminPayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::revoke_admin(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.accounts, act).await?.into())
    }
}
