//! What can be done with persons.

use async_graphql::{Context, InputObject, Object};

use super::{Person, rules};
use crate::{
    graphql::{Fault, Listed, Resolved, payload, perform_in_directory},
    ids::Ref,
    organisation::Organisation,
};

/// A new contact person. Candidates are never persons here, only counts. *Nieuwe contactpersoon.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonCreateInput {
    /// The name; at most 200 characters.
    pub(crate) name: String,
    /// What the person does; at most 200 characters.
    pub(crate) role: Option<String>,
    /// E-mail address.
    pub(crate) email: Option<String>,
    /// Telephone number.
    pub(crate) telephone: Option<String>,
    /// The organisation that the person works for.
    pub(crate) organisation: Option<Ref<Organisation>>,
    /// The key under which another system knows the person; at most 100 characters.
    pub(crate) external_key: Option<String>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

payload!(PersonCreatePayload { person: Listed<Person> });

/// Mutations of persons.
#[derive(Default)]
pub(crate) struct PersonMutation;

#[Object]
impl PersonMutation {
    /// Adds a contact person. By a platform administrator, a secretariat, or a representative for the own organisation.
    /// *Contactpersoon toevoegen.*
    async fn person_create(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: PersonCreateInput,
    ) -> Resolved<PersonCreatePayload> {
        let key = input.idempotency_key.clone();
        let salt = rules::salt().map_err(Fault::Internal)?;
        let act = move |world: &crate::access::World<'_>| rules::create(world, &input, &salt);
        Ok(perform_in_directory(context, key, |directory| &directory.persons, act).await?.into())
    }
}
