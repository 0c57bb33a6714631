//! Lists of organisations: by what they are filtered and sorted.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{
    Organisation,
    object::{OrganisationKindFilter, OrganisationSectorFilter},
};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{Connection, Filter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter, order, page},
};

/// Conditions on organisations; all that are given must hold. *Filter op organisaties.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct OrganisationFilter {
    /// On the name: it or one of the other names meets the conditions.
    name: Option<StringFilter>,
    /// On the kind.
    kind: Option<OrganisationKindFilter>,
    /// On the side it stands on.
    sector: Option<OrganisationSectorFilter>,
}

impl Filter<Organisation, Desk> for OrganisationFilter {
    fn allows(&self, organisation: &Organisation, _: &Desk) -> bool {
        let has_name = |filter: &StringFilter| {
            let aliases = organisation.aliases.iter().any(|alias| filter.allows(Some(alias)));
            filter.allows(Some(&organisation.name)) || aliases
        };
        self.name.as_ref().is_none_or(has_name)
            && self.kind.as_ref().is_none_or(|filter| filter.allows(organisation.kind))
            && self.sector.as_ref().is_none_or(|filter| filter.allows(organisation.sector))
    }
}

/// The fields by which organisations can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum OrganisationOrderField {
    /// The name. *Naam.*
    Name,
}

impl Sorted<Organisation, Desk> for OrganisationOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
        }
    }

    fn key(self, organisation: &Organisation, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&organisation.name)),
        }
    }
}

order! {
    /// How organisations are sorted. *Sortering van organisaties.*
    OrganisationOrder by OrganisationOrderField
}

/// Root fields about organisations.
#[derive(Default)]
pub(crate) struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// The organisations of the directory. *Organisaties.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn organisations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<OrganisationFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<OrganisationOrder>,
        >,
    ) -> Resolved<Connection<Listed<Organisation>>> {
        let desk = Session::of(context)?.desk();
        let organisations = desk.directory.organisations.iter().cloned();
        page(&desk, organisations, filter, order_by, PageArgs { first, after, last, before })
    }
}
