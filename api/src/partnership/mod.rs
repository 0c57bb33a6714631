//! A partnership (*publiek-private samenwerking*: a table, pact, service point, project or coalition) and the dated
//! seats (*deelname*) that organisations have in it.
//!
//! Both are shown in the directory too, which tells who is a member of what.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{
    FuzzyDate, MembershipId, MembershipRole, MembershipStatus, OrganisationId, PartnershipId, PartnershipKind,
    PartnershipStage, PersonId, RegionId, Visibility, membership_representative::Representative,
};
use imbl::OrdMap;

use crate::ledger::{Aggregate, Directory, Snapshot, index::Groups, record};

record! {
    /// A partnership.
    Partnership = partnership, index SlugIndex,
        aggregates |partnership| vec![Aggregate::Directory, Aggregate::Partnership(partnership.row.id)];
    /// The regions that it works for.
    regions: partnership_region as RegionId,
    /// Names in addresses that it had before; they still lead to it.
    former_slugs: partnership_former_slug as String,
}

record! {
    /// An organisation's dated seat in a partnership.
    Membership = membership, index SeatIndex,
        aggregates |membership| vec![Aggregate::Directory, Aggregate::Partnership(membership.row.partnership_id)];
    /// What the organisation does at the table.
    roles: membership_role as MembershipRole,
    /// Who acts for it there.
    representatives: membership_representative as Representative,
}

impl Partnership {
    /// The partnership to whoever may not know of it: nothing but its id, and the settings that its figures rest on.
    #[must_use]
    pub fn nameless(&self) -> Self {
        let row = entity::partnership::Model {
            version: 0,
            external_key: None,
            source: None,
            name: String::new(),
            slug: String::new(),
            kind: PartnershipKind::Coalition,
            sector: None,
            parent_id: None,
            stage: PartnershipStage::CommonGoal,
            starts_on: None,
            starts_precision: None,
            starts_text: None,
            ends_on: None,
            ends_precision: None,
            ends_text: None,
            name_visibility: Visibility::Partnership,
            reference_prefix: String::new(),
            ..self.row.clone()
        };
        Self { row, regions: Vec::new(), former_slugs: Vec::new() }
    }

    /// When it starts.
    #[must_use]
    pub fn starts(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.starts_on, self.starts_precision, self.starts_text.as_ref())
    }

    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.ends_on, self.ends_precision, self.ends_text.as_ref())
    }
}

impl Membership {
    /// Whether the organisation is at the table on a day.
    #[must_use]
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.status == MembershipStatus::Member && self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }

    /// Whether a person acts for the organisation.
    #[must_use]
    pub fn is_represented_by(&self, person: PersonId) -> bool {
        self.representatives.iter().any(|representative| representative.person_id == person)
    }
}

/// Partnerships by slug.
#[derive(Clone, Debug, Default)]
pub struct SlugIndex(OrdMap<String, PartnershipId>);

impl SlugIndex {
    fn put(&mut self, _: Option<&Arc<Partnership>>, partnership: &Arc<Partnership>) {
        for slug in partnership.former_slugs.iter().chain([&partnership.slug]) {
            self.0.insert(slug.clone(), partnership.id);
        }
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
    /// The partnership of a slug, which earlier slugs of it lead to as well.
    #[must_use]
    pub fn partnership_of_slug(&self, slug: &str) -> Option<&Arc<Partnership>> {
        self.partnerships.get(*self.partnerships.index().0.get(slug)?)
    }

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
    /// The partnership itself; `None` where there is none of the id asked for.
    #[must_use]
    pub fn partnership(&self) -> Option<&Arc<Partnership>> {
        self.partnerships.iter().next()
    }

    /// The memberships of an organisation at this table, of all times.
    pub fn seats_of(&self, organisation: OrganisationId) -> impl Iterator<Item = &Arc<Membership>> {
        self.memberships.index().by_organisation.get(organisation).filter_map(|id| self.memberships.get(*id))
    }

    /// Whether an organisation is a member, invited or external, now or later: any seat of it that lasts on that day.
    #[must_use]
    pub fn has_seat_from(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        self.seats_of(organisation).any(|seat| seat.until_on.is_none_or(|until| day <= until))
    }

    /// Whether an organisation is at the table on a day.
    #[must_use]
    pub fn is_member_on(&self, organisation: OrganisationId, day: NaiveDate) -> bool {
        self.seats_of(organisation).any(|membership| membership.is_member_on(day))
    }
}
