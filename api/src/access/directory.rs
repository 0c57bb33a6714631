//! A desk: the directory as one viewer sees it today.
//!
//! Regions, organisations and definitions are reference data and public. Which partnerships there are follows their
//! names' visibility; persons and accounts are seen by few.
//!
//! A region, organisation or person that was removed is found and listed no more, but a record of a table that refers to
//! it still shows it, and its seats go on: whoever removed it may not have known of them.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::NaiveDate;
use entity::{
    AccessKeyId, AccountId, IndicatorDefinitionId, OrganisationId, PartnershipId, PersonId, RegionId, Row, Visibility,
};

use super::Viewer;
use crate::{
    access_key::AccessKey,
    account::Account,
    fold::fold,
    indicator::IndicatorDefinition,
    ledger::{Directory, Record},
    organisation::Organisation,
    partnership::{Membership, Partnership},
    person::Person,
    region::Region,
};

/// The directory, its viewer and the day.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Parts>);

/// What a desk is made of.
#[derive(Debug)]
pub struct Parts {
    /// The directory; regions, organisations and definitions in it may be shown to everybody.
    pub directory: Arc<Directory>,
    /// Who looks.
    pub viewer: Arc<Viewer>,
    /// Today in Amsterdam.
    pub today: NaiveDate,
    /// Records listed so far.
    listed: AtomicUsize,
}

/// What a list is seen through.
pub trait Sight: Clone {
    /// The desk behind it.
    fn desk(&self) -> &Desk;
}

impl Sight for Desk {
    fn desk(&self) -> &Desk {
        self
    }
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Desk {
    /// The directory as a viewer sees it on a day.
    #[must_use]
    pub fn new(directory: Arc<Directory>, viewer: Arc<Viewer>, today: NaiveDate) -> Self {
        Self(Arc::new(Parts { directory, viewer, today, listed: AtomicUsize::new(0) }))
    }

    /// Counts records that are listed, and tells how many have been: lists within lists multiply.
    pub fn count_listed(&self, records: usize) -> usize {
        self.listed.fetch_add(records, Ordering::Relaxed).saturating_add(records)
    }

    /// An organisation that a record refers to, removed or not.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Arc<Organisation>> {
        self.directory.organisations.get_with_removed(id)
    }

    /// Organisations in the order of their names, by which nobody ranks them.
    #[must_use]
    pub fn by_name(&self, organisations: impl IntoIterator<Item = OrganisationId>) -> Vec<OrganisationId> {
        let mut sorted: Vec<OrganisationId> = organisations.into_iter().collect();
        sorted.sort_by_cached_key(|id| (self.organisation(*id).map(|one| fold(&one.name)), *id));
        sorted
    }

    /// Whether the viewer may know that a partnership exists.
    #[must_use]
    pub fn sees_partnership(&self, partnership: &Partnership) -> bool {
        partnership.name_visibility == Visibility::Public
            || self.viewer.is_admin()
            || self.viewer.tables().any(|table| table == partnership.id)
            || self.has_external_seat(partnership.id)
            || self.viewer.former_seat(partnership.id).is_some()
    }

    /// A partnership that the viewer may know of.
    #[must_use]
    pub fn partnership(&self, id: PartnershipId) -> Option<&Arc<Partnership>> {
        self.directory.partnerships.get(id).filter(|partnership| self.sees_partnership(partnership))
    }

    /// The partnerships that the viewer may know of.
    pub fn partnerships(&self) -> impl Iterator<Item = &Arc<Partnership>> {
        self.directory.partnerships.iter().filter(|partnership| self.sees_partnership(partnership))
    }

    /// The partnership of a slug, if the viewer may know of it.
    #[must_use]
    pub fn partnership_of_slug(&self, slug: &str) -> Option<&Arc<Partnership>> {
        self.directory.partnership_of_slug(slug).filter(|partnership| self.sees_partnership(partnership))
    }

    /// A person that a record refers to, removed or not: oneself, somebody of one's own organisation, somebody who acts at a table where one is a member, or for
    /// a secretariat anybody of an organisation that its table knows.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Arc<Person>> {
        let person = self.directory.persons.get_with_removed(id)?;
        let uses_own_rights = self.viewer.ceiling.uses_own_rights();
        let is_self = uses_own_rights && self.viewer.person.as_ref().is_some_and(|own| own.id == id);
        let is_colleague =
            || person.organisation_id.is_some_and(|organisation| self.viewer.organisations().contains(&organisation));
        let sits_with = || {
            self.directory
                .seats_of_person(id)
                .any(|seat| seat.is_member_on(self.today) && self.viewer.seat(seat.partnership_id).is_member)
        };
        let keeps_records_of = || {
            person.organisation_id.is_some_and(|organisation| {
                let mut seats = self.directory.seats_of_organisation(organisation);
                seats.any(|seat| self.viewer.seat(seat.partnership_id).is_secretariat)
            })
        };
        (is_self || self.viewer.is_admin() || is_colleague() || sits_with() || keeps_records_of()).then_some(person)
    }

    /// The person behind an account, removed or not, if the viewer may see that person.
    #[must_use]
    pub fn person_behind(&self, account: Option<AccountId>) -> Option<&Arc<Person>> {
        self.person(self.directory.accounts.get_with_removed(account?)?.person_id?)
    }

    /// Whether an account is the viewer's, or another one of the same person.
    #[must_use]
    pub(crate) fn is_own_account(&self, account: Option<AccountId>) -> bool {
        let Some(account) = account else { return false };
        let person = || self.directory.accounts.get(account).and_then(|account| account.person_id);
        let own = self.viewer.person.as_ref().map(|person| person.id);
        self.viewer.account.as_ref().is_some_and(|own| own.id == account) || own.is_some() && person() == own
    }

    /// Those of some persons that the viewer may see.
    pub fn persons<'a, I: DoubleEndedIterator<Item = &'a Arc<Person>>>(
        &self,
        persons: I,
    ) -> impl DoubleEndedIterator<Item = Arc<Person>> + use<'_, 'a, I> {
        persons.filter(|person| self.person(person.id).is_some()).cloned()
    }

    /// Whether the viewer may know of a seat that lasts: one at a table where the viewer sits too, one's own, or for an
    /// administrator any.
    #[must_use]
    pub fn knows_lasting(&self, seat: &Membership) -> bool {
        let lasts = seat.until_on.is_none_or(|until| self.today <= until);
        let is_own = || self.own_memberships().any(|own| own.id == seat.id);
        lasts && (self.viewer.is_admin() || self.viewer.tables().any(|table| table == seat.partnership_id) || is_own())
    }

    /// An account: one's own, or for an administrator any.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Arc<Account>> {
        self.directory.accounts.get(id).filter(|_| self.sees_account(id))
    }

    fn sees_account(&self, id: AccountId) -> bool {
        let uses_own_rights = self.viewer.ceiling.uses_own_rights();
        let is_own = uses_own_rights && self.viewer.account.as_ref().is_some_and(|own| own.id == id);
        is_own || self.viewer.is_admin()
    }

    /// The viewer's own memberships of all times.
    pub fn own_memberships(&self) -> impl Iterator<Item = &Arc<Membership>> {
        let person = self.viewer.person.as_ref().filter(|_| self.viewer.ceiling.uses_own_rights());
        person.into_iter().flat_map(|person| self.directory.seats_of_person(person.id))
    }

    /// Whether the viewer acts for an organisation that is invited or asked there, now or later.
    fn has_external_seat(&self, partnership: PartnershipId) -> bool {
        self.own_memberships().any(|seat| seat.partnership_id == partnership && self.today <= seat.last_day())
    }
}

/// A kind of record of the directory, and who knows it.
pub trait Known: Record {
    /// The record of an id, if the viewer may see it.
    fn known(desk: &Desk, id: <Self::Row as Row>::Id) -> Option<&Arc<Self>>;

    /// Whether the viewer may see a record, removed or not.
    fn is_known(&self, _: &Desk) -> bool {
        true
    }
}

impl Known for Region {
    fn known(desk: &Desk, id: RegionId) -> Option<&Arc<Self>> {
        desk.directory.regions.get(id)
    }
}

impl Known for Organisation {
    fn known(desk: &Desk, id: OrganisationId) -> Option<&Arc<Self>> {
        desk.directory.organisations.get(id)
    }
}

impl Known for Person {
    fn known(desk: &Desk, id: PersonId) -> Option<&Arc<Self>> {
        desk.person(id).filter(|person| person.removed_at.is_none())
    }

    fn is_known(&self, desk: &Desk) -> bool {
        desk.person(self.id).is_some()
    }
}

impl Known for Account {
    fn known(desk: &Desk, id: AccountId) -> Option<&Arc<Self>> {
        desk.account(id)
    }

    fn is_known(&self, desk: &Desk) -> bool {
        desk.sees_account(self.id)
    }
}

impl Known for AccessKey {
    fn known(desk: &Desk, id: AccessKeyId) -> Option<&Arc<Self>> {
        desk.directory.access_keys.get(id).filter(|key| desk.sees_account(key.account_id))
    }

    fn is_known(&self, desk: &Desk) -> bool {
        desk.sees_account(self.account_id)
    }
}

impl Known for IndicatorDefinition {
    fn known(desk: &Desk, id: IndicatorDefinitionId) -> Option<&Arc<Self>> {
        desk.directory.definition(id)
    }
}
