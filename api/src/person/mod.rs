//! A contact person (*contactpersoon*) of the directory.
//!
//! Names and addresses are kept in their table only, so that they can be erased; the ledger holds the id and a salted
//! digest, which proves what the contents were to whoever still has them. Without the salt it proves nothing any more.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use data_encoding::HEXLOWER;
use entity::{OrganisationId, PersonId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ledger::{Aggregate, Directory, index::Groups, record};

record! {
    /// A contact person.
    Person = person [apart], index PersonIndex, aggregates |_| vec![Aggregate::Directory];
}

/// Persons by the organisation that they work for.
#[derive(Clone, Debug, Default)]
pub struct PersonIndex(Groups<Option<OrganisationId>, PersonId>);

impl PersonIndex {
    fn put(&mut self, before: Option<&Arc<Person>>, after: &Arc<Person>) {
        self.0.put(before.map(|person| person.organisation_id), [after.organisation_id], &after.id);
    }
}

impl Directory {
    /// The persons who work for an organisation, whoever may see them.
    pub fn persons_of(&self, organisation: OrganisationId) -> impl DoubleEndedIterator<Item = &Arc<Person>> {
        self.persons.index().0.get(Some(organisation)).filter_map(|id| self.persons.get(*id))
    }
}

impl Person {
    /// Whether the contents were erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.salt.is_empty()
    }

    /// What the ledger keeps: everything but the contents, and their salted digest.
    fn sealed(&self) -> Value {
        let row = &self.row;
        let contents = json!([row.salt, row.name, row.role, row.email, row.telephone]);
        let digest = HEXLOWER.encode(&Sha256::digest(contents.to_string()));
        let open = entity::person::Model {
            name: None,
            role: None,
            email: None,
            telephone: None,
            salt: String::new(),
            ..row.clone()
        };
        let mut body = serde_json::to_value(open).unwrap_or_default();
        body["digest"] = Value::from(digest);
        body
    }
}
