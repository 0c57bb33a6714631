//! What can be done with persons.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{Person, rules};
use crate::{
    access::World,
    graphql::{Fault, Listed, Resolved, payload, perform_in_directory, perform_removal, removal},
    ids::Ref,
    organisation::Organisation,
};

/// What can be said of a contact person. In one that exists, an absent field is left as it is and null clears it. *Inhoud
/// van een contactpersoon.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonContentInput {
    /// What the person does; at most 200 characters. *Functie.*
    pub(crate) role: MaybeUndefined<String>,
    /// E-mail address. *E-mailadres.*
    pub(crate) email: MaybeUndefined<String>,
    /// Telephone number. *Telefoonnummer.*
    pub(crate) telephone: MaybeUndefined<String>,
    /// The organisation that the person works for. Only a platform administrator changes it. *Organisatie.*
    pub(crate) organisation: MaybeUndefined<Ref<Organisation>>,
    /// The key under which another system knows the person; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A new contact person. Candidates are never persons here, only counts. *Nieuwe contactpersoon.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonCreateInput {
    /// The name; at most 200 characters. *Naam.*
    pub(crate) name: String,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: PersonContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// What changes in a contact person. *Contactpersoon wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonChangeInput {
    /// The person.
    pub(crate) person: Ref<Person>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// The name; at most 200 characters. *Naam.*
    pub(crate) name: Option<String>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: PersonContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

/// A contact person whose name and addresses are erased. *Contactpersoon wissen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonEraseInput {
    /// The person.
    pub(crate) person: Ref<Person>,
    /// Why, without naming the person; at most 2 000 characters.
    pub(crate) reason: String,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    idempotency_key: Option<String>,
}

removal! {
    /// A contact person who is not one any more. *Contactpersoon verwijderen.*
    PersonRemoveInput => PersonRemovePayload { person: Person } directory
}

payload!(PersonCreatePayload { person: Listed<Person> });
payload!(PersonChangePayload { person: Listed<Person> });
payload!(PersonErasePayload { person: Listed<Person> });

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
        let act = move |world: &World<'_>| rules::create(world, &input, &salt);
        Ok(perform_in_directory(context, key, |directory| &directory.persons, act).await?.into())
    }

    /// Changes a contact person that you may see. By a platform administrator, a secretariat, or a representative for the
    /// own organisation. *Contactpersoon wijzigen.*
    async fn person_change(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and what it says.")] input: PersonChangeInput,
    ) -> Resolved<PersonChangePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::change(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.persons, act).await?.into())
    }

    /// Removes a contact person of whom you know no seat that lasts and no account. The person is found no more; what
    /// refers to the person still shows who it was, until that is erased. By a platform administrator, a secretariat, or a
    /// representative for the own organisation. *Contactpersoon verwijderen.*
    async fn person_remove(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: PersonRemoveInput,
    ) -> Resolved<PersonRemovePayload> {
        Ok(perform_removal(context, input.parts(), rules::remove).await?.into())
    }

    /// Erases the name and the addresses of a contact person, for good; the record stays, so that what refers to it holds.
    /// By a platform administrator, a secretariat, or a representative for the own organisation. *Contactpersoon wissen
    /// (AVG).*
    async fn person_erase(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What the act is about, and why.")] input: PersonEraseInput,
    ) -> Resolved<PersonErasePayload> {
        let key = input.idempotency_key.clone();
        let act = move |world: &World<'_>| rules::erase(world, &input);
        Ok(perform_in_directory(context, key, |directory| &directory.persons, act).await?.into())
    }
}
