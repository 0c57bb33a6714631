//! A membership (*deelname*): the dated seat that an organisation has at a table. Shown in the directory too, which tells
//! who is a member of what.
//!
//! What always holds:
//! - an organisation has one seat at a time;
//! - a table always has a secretariat that somebody acts for, today and from then on;
//! - whoever still owes a commitment stays, unless it hands over each as it leaves.

mod hand_over;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(super) mod rules;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    MembershipId, MembershipRole, MembershipStatus, OrganisationId, PersonId, membership_representative::Representative,
};

use crate::{
    clock::start_of,
    ledger::{Aggregate, Directory, Snapshot, index::Groups, record},
};

record! {
    /// An organisation's dated seat in a partnership.
    Membership = membership, index SeatIndex,
        aggregates |membership| vec![Aggregate::Directory, Aggregate::Partnership(membership.row.partnership_id)];
    /// What the organisation does at the table.
    roles: membership_role as MembershipRole,
    /// Who acts for it there.
    representatives: membership_representative as Representative,
}

impl Membership {
    /// Whether the seat has begun and not ended on a day, be it a member's or not.
    #[must_use]
    pub fn lasts_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.last_day()
    }

    /// Whether the organisation is at the table on a day.
    #[must_use]
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.status == MembershipStatus::Member && self.lasts_on(day)
    }

    /// The last day; the end of time while none is set.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.until_on.unwrap_or(NaiveDate::MAX)
    }

    /// Says until which day it lasts, and when that was said.
    fn lasts_until(&mut self, until: Option<NaiveDate>, now: DateTime<Utc>) {
        if self.row.until_on != until {
            (self.row.until_on, self.row.until_recorded_at) = (until, until.map(|_| now));
        }
    }

    /// The moment up to which its organisation could see the table: the end of its last day, or the moment that this was
    /// recorded, where that was later; none while it lasts.
    pub(crate) fn ended_at(&self) -> Option<DateTime<Utc>> {
        let end = start_of(self.until_on?.succ_opt()?);
        Some(self.until_recorded_at.map_or(end, |recorded| recorded.max(end)))
    }

    /// Whether it keeps the table's records.
    #[must_use]
    pub fn is_secretariat(&self) -> bool {
        self.roles.contains(&MembershipRole::Secretariat)
    }

    /// Whether it does nothing at the table but observe.
    #[must_use]
    pub fn only_observes(&self) -> bool {
        self.roles.iter().all(|role| *role == MembershipRole::Observer)
    }

    /// Whether a person acts for the organisation.
    #[must_use]
    pub fn is_represented_by(&self, person: PersonId) -> bool {
        self.representatives.iter().any(|representative| representative.person_id == person)
    }
}

/// Memberships by organisation and by representative.
#[derive(Clone, Debug, Default)]
pub struct SeatIndex {
    by_organisation: Groups<OrganisationId, MembershipId>,
    by_person: Groups<PersonId, MembershipId>,
}

impl SeatIndex {
    fn put(&mut self, before: Option<&Arc<Membership>>, after: &Arc<Membership>) {
        let persons = |membership: &Arc<Membership>| {
            membership.representatives.iter().map(|representative| representative.person_id).collect::<Vec<_>>()
        };
        self.by_organisation.put(before.map(|m| m.organisation_id), [after.organisation_id], &after.id);
        self.by_person.put(before.map(persons).unwrap_or_default(), persons(after), &after.id);
    }
}

impl Directory {
    /// The memberships that a person acts in, of all times.
    pub fn seats_of_person(&self, person: PersonId) -> impl Iterator<Item = &Arc<Membership>> {
        self.memberships.index().by_person.get(person).filter_map(|id| self.memberships.get(*id))
    }

    /// The memberships of an organisation, of all times.
    pub fn seats_of_organisation(&self, organisation: OrganisationId) -> impl Iterator<Item = &Arc<Membership>> {
        self.memberships.index().by_organisation.get(organisation).filter_map(|id| self.memberships.get(*id))
    }
}

impl Snapshot {
    /// The memberships of an organisation at this table, of all times.
    pub fn seats_of(&self, organisation: OrganisationId) -> impl Iterator<Item = &Arc<Membership>> {
        self.memberships.index().by_organisation.get(organisation).filter_map(|id| self.memberships.get(*id))
    }

    /// Whether an organisation is a member, invited or external, now or later: any seat of it that lasts on that day.
    #[must_use]
    pub fn has_seat_from(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        self.seats_of(organisation).any(|seat| day <= seat.last_day())
    }

    /// Whether an organisation is at the table on a day.
    #[must_use]
    pub fn is_member_on(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        self.seats_of(organisation).any(|membership| membership.is_member_on(day))
    }

    /// The organisations that have a role at the table on a day.
    #[must_use]
    pub fn members_as(&self, role: MembershipRole, on: NaiveDate) -> Vec<OrganisationId> {
        let seats = self.memberships.iter().filter(|seat| seat.is_member_on(on) && seat.roles.contains(&role));
        let mut organisations: Vec<OrganisationId> = seats.map(|seat| seat.organisation_id).collect();
        organisations.sort_unstable();
        organisations.dedup();
        organisations
    }
}
