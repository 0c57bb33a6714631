//! What can be done with access keys.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{AccessKey, Secret, object::AccessKeyPurpose, rules};
use crate::{
    access::World,
    graphql::{Date, Listed, Resolved, UserError, payload, perform_in_directory},
    ids::Ref,
    organisation::Organisation,
    partnership::Partnership,
};

/// A new access key. *Nieuwe toegangssleutel.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccessKeyCreateInput {
    /// What you call it, such as the name of the report that uses it. *Naam.*
    pub(crate) name: String,
    /// What it opens. *Doel.*
    pub(crate) purpose: AccessKeyPurpose,
    /// The only partnership that it opens; all that you may read where none is named. *Samenwerking.*
    pub(crate) partnership: Option<Ref<Partnership>>,
    /// For a calendar: the organisation whose deadlines it shows, one that you act for. *Organisatie.*
    pub(crate) organisation: Option<Ref<Organisation>>,
    /// The last day on which it opens anything: after today, and within two years. *Geldig tot en met.*
    pub(crate) expires_on: Date,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// An access key that opens nothing any more. *Toegangssleutel intrekken.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AccessKeyRevokeInput {
    /// The key.
    pub(crate) access_key: Ref<AccessKey>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Why; at most 2 000 characters.
    pub(crate) reason: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// The access key and its secret, or why there is none.
#[derive(SimpleObject)]
pub(crate) struct AccessKeyCreatePayload {
    /// The access key; none where the input was refused.
    access_key: Option<Listed<AccessKey>>,
    /// Its secret, shown this once: only a hash of it is kept. Null where the input was refused, and where it was sent before
    /// with the same idempotency key. *Geheim.*
    secret: Option<String>,
    /// Why the input was refused; empty where it was not.
    user_errors: Vec<UserError>,
}

payload!(AccessKeyRevokePayload { access_key as "access key": Listed<AccessKey> });

/// Mutations of access keys.
#[derive(Default)]
pub(crate) struct AccessKeyMutation;

#[Object]
impl AccessKeyMutation {
    /// Makes a key with which a program that cannot sign in fetches files: with the rights that your account has on that day,
    /// and without changing anything. By whoever has an account. *Toegangssleutel maken.*
    async fn access_key_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: AccessKeyCreateInput,
    ) -> Resolved<AccessKeyCreatePayload> {
        let key = input.idempotency_key.clone();
        let secret = Secret::new(input.purpose.into())?;
        let hash = secret.hash();
        let act = {
            let hash = hash.clone();
            move |world: &World<'_>| rules::create(world, &input, &hash)
        };
        Ok(match perform_in_directory(context, key, |directory| &directory.access_keys, act).await? {
            Ok(made) => {
                // Whoever repeats the act is shown the key that was made first, of which nobody knows the secret any more.
                let secret = (made.record.row.secret_hash == hash).then(|| secret.reveal());
                AccessKeyCreatePayload { access_key: Some(made), secret, user_errors: Vec::new() }
            }
            Err(user_errors) => AccessKeyCreatePayload { access_key: None, secret: None, user_errors },
        })
    }

    /// Makes a key open nothing any more. By whoever made it, and by a platform administrator. *Toegangssleutel intrekken.*
    async fn access_key_revoke(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: AccessKeyRevokeInput,
    ) -> Resolved<AccessKeyRevokePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::revoke(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.access_keys, act).await?.into())
    }
}
