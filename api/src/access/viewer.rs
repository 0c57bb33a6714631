//! Who looks: an account under the ceiling of its token, with the seats it has today.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{IndicatorId, MembershipRole, MembershipStatus, OrganisationId, PartnershipId};

use crate::{account::Account, ledger::Directory, partnership::Membership, person::Person};

/// The most that a token allows, whatever its account may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Whether it may read what its account may read.
    pub read: bool,
    /// Whether it may change anything.
    pub write: bool,
    /// For a dashboard: the indicators of which it may see the figures, besides all that is public.
    pub dashboard: Option<BTreeSet<IndicatorId>>,
}

impl Ceiling {
    /// All that the account may do.
    pub const FULL: Self = Self { read: true, write: true, dashboard: None };
    /// What everybody may see.
    pub const PUBLIC: Self = Self { read: false, write: false, dashboard: None };

    /// Whether what the account may see is seen with it; a dashboard sees figures only.
    #[must_use]
    pub fn uses_own_rights(&self) -> bool {
        self.read && self.dashboard.is_none()
    }
}

/// Somebody, or nobody in particular, who looks at the program's records today.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account; none for an anonymous viewer and for a token whose account is not known.
    pub account: Option<Arc<Account>>,
    /// The person behind the account.
    pub person: Option<Arc<Person>>,
    /// The most that the token allows.
    pub ceiling: Ceiling,
    seats: BTreeMap<PartnershipId, Seat>,
    former_seats: BTreeMap<PartnershipId, FormerSeat>,
}

/// What a viewer is at one table today.
#[allow(clippy::struct_excessive_bools, reason = "a viewer can be several of these at once")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// The organisations that the viewer sits at this table for.
    pub organisations: BTreeSet<OrganisationId>,
    /// Those of them that the viewer acts for, and does not only observe for.
    pub acts_for: BTreeSet<OrganisationId>,
    /// Whether the viewer is a member: seated, and not only to observe.
    pub is_member: bool,
    /// Whether the viewer observes.
    pub is_observer: bool,
    /// Whether the viewer belongs to the secretariat.
    pub is_secretariat: bool,
    /// Whether the viewer chairs.
    pub is_chair: bool,
}

impl Seat {
    fn add(&mut self, membership: &Membership) {
        let has = |role| membership.roles.contains(&role);
        self.organisations.insert(membership.organisation_id);
        if membership.only_observes() {
            self.is_observer = true;
        } else {
            self.is_member = true;
            self.acts_for.insert(membership.organisation_id);
        }
        self.is_secretariat |= has(MembershipRole::Secretariat);
        self.is_chair |= has(MembershipRole::Chair);
    }
}

/// A seat that the viewer had at a table which the viewer's organisation has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormerSeat {
    /// The organisation, which is still the viewer's own.
    pub organisation: OrganisationId,
    /// The last day on which the viewer acted for it there; none for whoever only observed.
    pub left_on: Option<NaiveDate>,
    /// The moment up to which the organisation could see the table.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Viewer {
    /// Nobody in particular.
    #[must_use]
    pub fn anonymous() -> Self {
        let (seats, former_seats) = (BTreeMap::new(), BTreeMap::new());
        Self { account: None, person: None, ceiling: Ceiling::PUBLIC, seats, former_seats }
    }

    /// The viewer behind an account, with the seats that its person has on a day. A token under a dashboard's ceiling,
    /// or without the right to read, has no seat anywhere.
    #[must_use]
    pub fn of(directory: &Directory, account: Option<&Arc<Account>>, ceiling: Ceiling, day: NaiveDate) -> Self {
        let person = account.and_then(|account| directory.persons.get_with_removed(account.person_id?)).cloned();
        let mut seats: BTreeMap<PartnershipId, Seat> = BTreeMap::new();
        if let Some(person) = person.as_ref().filter(|_| ceiling.uses_own_rights()) {
            for membership in directory.seats_of_person(person.id).filter(|seat| seat.is_member_on(day)) {
                seats.entry(membership.partnership_id).or_default().add(membership);
            }
        }
        let own = person.as_ref().filter(|_| ceiling.uses_own_rights());
        let former_seats = own.map(|person| former_seats(directory, person, day)).unwrap_or_default();
        Self { account: account.cloned(), person, ceiling, seats, former_seats }
    }

    /// The seat that the viewer had at a table, where the viewer's organisation has left it.
    #[must_use]
    pub fn former_seat(&self, partnership: PartnershipId) -> Option<FormerSeat> {
        self.former_seats.get(&partnership).copied()
    }

    /// What the viewer is at a table; nothing at all for an outsider.
    #[must_use]
    pub fn seat(&self, partnership: PartnershipId) -> Seat {
        self.seats.get(&partnership).cloned().unwrap_or_default()
    }

    /// The tables at which the viewer is a member or observes.
    pub fn tables(&self) -> impl Iterator<Item = PartnershipId> {
        self.seats.keys().copied()
    }

    /// Every organisation that the viewer sits at some table for.
    #[must_use]
    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        self.seats.values().flat_map(|seat| seat.organisations.iter().copied()).collect()
    }

    /// Whether the viewer acts for an organisation at some table, in more than an observer's seat.
    #[must_use]
    pub fn represents(&self, organisation: OrganisationId) -> bool {
        self.seats.values().any(|seat| seat.acts_for.contains(&organisation))
    }

    /// Whether the viewer manages accounts, organisations and partnerships.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.ceiling.uses_own_rights() && self.account.as_ref().is_some_and(|account| account.is_platform_admin)
    }

    /// Whether nobody signed in.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.account.is_none()
    }

    /// Whether a dashboard's token names an indicator.
    #[must_use]
    pub fn is_shown_figures_of(&self, indicator: IndicatorId) -> bool {
        self.ceiling.dashboard.as_ref().is_some_and(|named| named.contains(&indicator))
    }
}

/// The seats that a person had for its own organisation, at tables where that is a member no longer.
fn former_seats(directory: &Directory, person: &Person, day: NaiveDate) -> BTreeMap<PartnershipId, FormerSeat> {
    let mut former = BTreeMap::new();
    let Some(organisation) = person.organisation_id else { return former };
    let is_seated = |seat: &Membership| {
        let mut seats = directory.seats_of_organisation(organisation);
        seats.any(|other| other.partnership_id == seat.partnership_id && other.is_member_on(day))
    };
    let had = |seat: &&Arc<Membership>| {
        let is_own = seat.organisation_id == organisation && seat.status == MembershipStatus::Member;
        is_own && seat.last_day() < day && !is_seated(seat)
    };
    for seat in directory.seats_of_person(person.id).filter(had) {
        let kept =
            former.entry(seat.partnership_id).or_insert(FormerSeat { organisation, left_on: None, ended_at: None });
        if !seat.only_observes() {
            kept.left_on = kept.left_on.max(seat.until_on);
            kept.ended_at = kept.ended_at.max(seat.ended_at());
        }
    }
    former
}
