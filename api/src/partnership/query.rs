//! Lists of partnerships and memberships, and how a partnership is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{
    Membership, Partnership,
    object::{MembershipRole, MembershipRoleFilter, MembershipStatusFilter},
};
use crate::{
    access::View,
    fold::fold,
    graphql::{DateFilter, Filter, Key, Resolved, Session, Shown, Sorted, StringFilter, order},
    ids::Ref,
};

/// How a partnership is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum PartnershipBy {
    /// By its id.
    Id(Ref<Partnership>),
    /// By its name in addresses.
    Slug(String),
}

/// Conditions on memberships; all that are given must hold. *Filter op deelnames.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct MembershipFilter {
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
}

impl Filter<Membership> for MembershipFilter {
    fn allows(&self, membership: &Membership, view: &View) -> bool {
        let name = || view.desk.organisation(membership.organisation_id).map(|organisation| organisation.name.as_str());
        let has_role = |filter: &MembershipRoleFilter| {
            membership.roles.iter().any(|role| filter.allows(MembershipRole::from(*role)))
        };
        self.organisation_name.as_ref().is_none_or(|filter| filter.allows(name()))
            && self.status.as_ref().is_none_or(|filter| filter.allows(membership.status))
            && self.role.as_ref().is_none_or(has_role)
            && self.from.as_ref().is_none_or(|filter| filter.allows(Some(membership.from_on)))
            && self.until.as_ref().is_none_or(|filter| filter.allows(membership.until_on))
    }
}

/// The fields by which memberships can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum MembershipOrderField {
    /// The name of the organisation. *Naam van de organisatie.*
    OrganisationName,
    /// The first day. *Van.*
    From,
    /// The last day. *Tot en met.*
    Until,
}

impl Sorted<Membership> for MembershipOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::OrganisationName => "organisationName",
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
            Self::From => membership.from_on.into(),
            Self::Until => membership.until_on.into(),
        }
    }
}

order! {
    /// How memberships are sorted. *Sortering van deelnames.*
    MembershipOrder by MembershipOrderField
}

/// Root fields about partnerships.
#[derive(Default)]
pub(crate) struct PartnershipQuery;

#[Object]
impl PartnershipQuery {
    /// One partnership; null where there is none, or none that you may know of. *Samenwerking.*
    async fn partnership(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: PartnershipBy,
    ) -> Resolved<Option<Shown<Partnership>>> {
        let session = Session::of(context)?;
        let id = match &by {
            PartnershipBy::Id(reference) => reference.id(),
            PartnershipBy::Slug(slug) => session.desk().directory.partnership_of_slug(slug).map(|one| one.id),
        };
        let Some(id) = id else { return Ok(None) };
        let view = session.view(id).await?;
        Ok(view.and_then(|view| view.show(id)))
    }
}
