//! Lists of memberships: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{
    Membership,
    object::{MembershipRoleFilter, MembershipStatusFilter},
};
use crate::{
    access::View,
    fold::fold,
    graphql::{Date, DateFilter, Filter, IdFilter, Key, Resolved, Shown, Sorted, StringFilter, lookup, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on memberships; all that are given must hold. *Filter op deelnames.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MembershipFilter {
    /// On the organisation.
    organisation: Option<IdFilter>,
    /// On the name of the organisation.
    organisation_name: Option<StringFilter>,
    /// On where it stands towards the table.
    status: Option<MembershipStatusFilter>,
    /// On its roles: one of them meets the conditions.
    role: Option<MembershipRoleFilter>,
    /// On the first day.
    from: Option<DateFilter>,
    /// On the last day.
    until: Option<DateFilter>,
    /// The seat has begun and not ended on this day.
    lasts_on: Option<Date>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Membership> for MembershipFilter {
    fn allows(&self, membership: &Membership, view: &View) -> bool {
        let name = || view.desk.organisation(membership.organisation_id).map(|organisation| organisation.name.as_str());
        let organisation =
            || NodeId { kind: Kind::Organisation, partnership: None, record: membership.organisation_id.0 }.to_string();
        let has_role = |filter: &MembershipRoleFilter| filter.allows_any(membership.roles.iter().copied());
        self.organisation.as_ref().is_none_or(|filter| filter.allows(&[organisation()]))
            && self.organisation_name.as_ref().is_none_or(|filter| filter.allows(name()))
            && self.status.as_ref().is_none_or(|filter| filter.allows(membership.status))
            && self.role.as_ref().is_none_or(has_role)
            && self.from.as_ref().is_none_or(|filter| filter.allows(Some(membership.from_on)))
            && self.until.as_ref().is_none_or(|filter| filter.allows(membership.until_on))
            && self.lasts_on.is_none_or(|Date(day)| membership.lasts_on(day))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(membership.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(membership.source.as_deref()))
    }
}

/// The fields by which memberships can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MembershipOrderField {
    /// The name of the organisation. *Naam van de organisatie.*
    OrganisationName,
    /// Where it stands towards the table: invited, member, external. *Stand van deelname.*
    Status,
    /// The first of its roles, the chair first. *Rol.*
    Role,
    /// The first day. *Van.*
    From,
    /// The last day. *Tot en met.*
    Until,
}

impl Sorted<Membership> for MembershipOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::OrganisationName => "organisationName",
            Self::Status => "status",
            Self::Role => "role",
            Self::From => "from",
            Self::Until => "until",
        }
    }

    fn key(self, membership: &Membership, view: &View) -> Key {
        match self {
            Self::OrganisationName => {
                let organisation = view.desk.organisation(membership.organisation_id);
                organisation.map(|organisation| Key::Text(fold(&organisation.name))).into()
            }
            Self::Status => Key::Number(membership.status as i64),
            Self::Role => membership.roles.iter().min().map(|role| Key::Number(*role as i64)).into(),
            Self::From => membership.from_on.into(),
            Self::Until => membership.until_on.into(),
        }
    }
}

order! {
    /// How memberships are sorted. *Sortering van deelnames.*
    MembershipOrder by MembershipOrderField
}

lookup! {
    /// How a membership is looked up: by exactly one of these. *Zoeksleutel.*
    MembershipBy => Membership
}

/// Root fields about memberships.
#[derive(Default)]
pub(crate) struct MembershipQuery;

#[Object]
impl MembershipQuery {
    /// One membership; null where there is none, or none that you may see. *Deelname.*
    async fn membership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: MembershipBy,
    ) -> Resolved<Option<Shown<Membership>>> {
        by.find(context).await
    }
}
