//! Lists of persons: by what they are filtered and sorted, and how one is looked up.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::Person;
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        BooleanFilter, Connection, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter,
        order, page,
    },
    ids::{NodeId, Ref},
    organisation::Organisation,
};

/// Conditions on persons; all that are given must hold. *Filter op personen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PersonFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On what the person does.
    role: Option<StringFilter>,
    /// On the e-mail address.
    email: Option<StringFilter>,
    /// On the organisation that the person works for.
    organisation: Option<IdFilter>,
    /// On whether name and addresses were erased.
    is_erased: Option<BooleanFilter>,
    /// On the telephone number.
    telephone: Option<StringFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Person, Desk> for PersonFilter {
    fn allows(&self, person: &Person, desk: &Desk) -> bool {
        let organisation = || organisation(person, desk).map(|one| NodeId::of(&**one).to_string());
        self.name.as_ref().is_none_or(|filter| filter.allows(person.name.as_deref()))
            && self.role.as_ref().is_none_or(|filter| filter.allows(person.role.as_deref()))
            && self.email.as_ref().is_none_or(|filter| filter.allows(person.email.as_deref()))
            && self.organisation.as_ref().is_none_or(|filter| filter.allows(organisation().as_slice()))
            && self.is_erased.as_ref().is_none_or(|filter| filter.allows(person.is_erased()))
            && self.telephone.as_ref().is_none_or(|filter| filter.allows(person.telephone.as_deref()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(person.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(person.source.as_deref()))
    }
}

fn organisation<'a>(person: &Person, desk: &'a Desk) -> Option<&'a Arc<Organisation>> {
    person.organisation_id.and_then(|id| desk.organisation(id))
}

/// The fields by which persons can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum PersonOrderField {
    /// The name. *Naam.*
    Name,
    /// What the person does. *Functie.*
    Role,
    /// The e-mail address. *E-mailadres.*
    Email,
    /// The name of the organisation. *Naam van de organisatie.*
    OrganisationName,
}

impl Sorted<Person, Desk> for PersonOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Email => "email",
            Self::OrganisationName => "organisationName",
        }
    }

    fn key(self, person: &Person, desk: &Desk) -> Key {
        let text = match self {
            Self::Name => person.name.as_deref(),
            Self::Role => person.role.as_deref(),
            Self::Email => person.email.as_deref(),
            Self::OrganisationName => organisation(person, desk).map(|one| one.name.as_str()),
        };
        text.map(|text| Key::Text(fold(text))).into()
    }
}

order! {
    /// How persons are sorted. *Sortering van personen.*
    PersonOrder by PersonOrderField
}

/// How a person is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum PersonBy {
    /// By the id.
    Id(Ref<Person>),
    /// By the key under which another system knows the person.
    ExternalKey(String),
}

/// Root fields about persons.
#[derive(Default)]
pub(crate) struct PersonQuery;

#[Object]
impl PersonQuery {
    /// One contact person; null where there is none, or none that you may see. *Contactpersoon.*
    async fn person(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How the person is looked up.")] by: PersonBy,
    ) -> Resolved<Option<Listed<Person>>> {
        let desk = Session::of(context)?.desk();
        let persons = &desk.directory.persons;
        let found = match &by {
            PersonBy::Id(reference) => desk.persons(reference.id().and_then(|id| persons.get(id)).into_iter()).next(),
            PersonBy::ExternalKey(key) => {
                desk.persons(persons.iter().filter(|one| one.external_key.as_ref() == Some(key))).next()
            }
        };
        Ok(desk.show(found.as_ref()))
    }

    /// The contact persons that you may see. *Contactpersonen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn persons(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<PersonFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<PersonOrder>,
        >,
    ) -> Resolved<Connection<Listed<Person>>> {
        let desk = Session::of(context)?.desk();
        let seen = desk.persons(desk.directory.persons.iter());
        page(&desk, seen, filter, order_by, PageArgs { first, after, last, before })
    }
}
