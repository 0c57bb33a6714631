//! Whom to call about a commitment (*actiehouder*), as it is shown: a person per debtor that named one.

use async_graphql::SimpleObject;

use super::Commitment;
use crate::{
    graphql::{Listed, Shown},
    organisation::Organisation,
    person::Person,
};

/// Whom to call about a commitment. *Actiehouder.*
#[derive(SimpleObject)]
pub(crate) struct CommitmentContact {
    /// The debtor. *Organisatie.*
    organisation: Option<Listed<Organisation>>,
    /// The person; null where you may not see who it is. *Contactpersoon.*
    person: Option<Listed<Person>>,
}

impl Shown<Commitment> {
    /// An organisation that it names.
    pub(super) fn organisation(&self, id: entity::OrganisationId) -> Option<Listed<Organisation>> {
        self.view.desk.show(self.view.desk.organisation(id))
    }

    /// The contacts in the order of the debtors.
    pub(super) fn named_contacts(&self) -> Vec<CommitmentContact> {
        let debtors = self.record.debtors.iter();
        let named = debtors.filter_map(|debtor| Some((debtor.organisation_id, debtor.contact_id?)));
        let desk = &self.view.desk;
        let shown = named.map(|(organisation, person)| CommitmentContact {
            organisation: self.organisation(organisation),
            person: desk.show(desk.person(person)),
        });
        shown.collect()
    }
}
