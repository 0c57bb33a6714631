//! A contact person as it is shown.

use async_graphql::{ID, Object};

use super::Person;
use crate::{graphql::Listed, organisation::Organisation};

/// A contact person. Names and addresses can be erased; candidates are never persons here, only counts. *Contactpersoon.*
#[Object(name = "Person")]
impl Listed<Person> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows the person. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// Whether name and addresses were erased. *Gewist.*
    fn is_erased(&self) -> bool {
        self.record.is_erased()
    }

    /// The name; null where it was erased. *Naam.*
    fn name(&self) -> Option<&str> {
        self.record.row.name.as_deref()
    }

    /// What the person does. *Functie.*
    fn role(&self) -> Option<&str> {
        self.record.row.role.as_deref()
    }

    /// E-mail address. *E-mailadres.*
    fn email(&self) -> Option<&str> {
        self.record.row.email.as_deref()
    }

    /// Telephone number. *Telefoonnummer.*
    fn telephone(&self) -> Option<&str> {
        self.record.row.telephone.as_deref()
    }

    /// The organisation that the person works for. *Organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        let organisation = self.record.row.organisation_id.and_then(|id| self.view.organisation(id));
        self.view.show(organisation)
    }
}
