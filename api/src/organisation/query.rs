//! Lists of organisations: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};

use super::{
    Organisation,
    object::{OrganisationKindFilter, OrganisationSectorFilter},
};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        Connection, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter, order, page,
    },
    ids::{NodeId, Ref},
    region::query::lies_in,
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
    /// On the regions in which it works, with everything in them: one of them meets the conditions.
    region: Option<IdFilter>,
    /// On the number in the trade register.
    kvk_number: Option<StringFilter>,
    /// On the organisations that it is a member of: one of them meets the conditions.
    member_of: Option<IdFilter>,
    /// On the partnership that it is, where a partnership itself is a party.
    partnership: Option<IdFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Organisation, Desk> for OrganisationFilter {
    fn allows(&self, organisation: &Organisation, desk: &Desk) -> bool {
        let has_name = |filter: &StringFilter| {
            let aliases = organisation.aliases.iter().any(|alias| filter.allows(Some(alias)));
            filter.allows(Some(&organisation.name)) || aliases
        };
        let is_member_of = |filter: &IdFilter| {
            let above = organisation.member_of.iter().filter_map(|id| desk.directory.organisations.get(*id));
            filter.allows(&above.map(|one| NodeId::of(&**one).to_string()).collect::<Vec<_>>())
        };
        let is_partnership = |filter: &IdFilter| {
            let known = organisation.partnership_id.and_then(|id| desk.partnership(id));
            filter.allows(known.map(|one| NodeId::of(&**one).to_string()).as_slice())
        };
        self.name.as_ref().is_none_or(has_name)
            && self.kind.as_ref().is_none_or(|filter| filter.allows(organisation.kind))
            && self.sector.as_ref().is_none_or(|filter| filter.allows(organisation.sector))
            && self.region.as_ref().is_none_or(|filter| lies_in(filter, &organisation.regions, desk))
            && self.kvk_number.as_ref().is_none_or(|filter| filter.allows(organisation.kvk_number.as_deref()))
            && self.member_of.as_ref().is_none_or(is_member_of)
            && self.partnership.as_ref().is_none_or(is_partnership)
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(organisation.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(organisation.source.as_deref()))
    }
}

/// The fields by which organisations can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum OrganisationOrderField {
    /// The name. *Naam.*
    Name,
    /// The kind. *Soort organisatie.*
    Kind,
    /// The side it stands on. *Publiek of privaat.*
    Sector,
    /// The number in the trade register. *KvK-nummer.*
    KvkNumber,
}

impl Sorted<Organisation, Desk> for OrganisationOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Sector => "sector",
            Self::KvkNumber => "kvkNumber",
        }
    }

    fn key(self, organisation: &Organisation, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&organisation.name)),
            // The words are declared in the order in which people list them.
            Self::Kind => Key::Number(organisation.kind as i64),
            Self::Sector => Key::Number(organisation.sector as i64),
            Self::KvkNumber => organisation.kvk_number.clone().map(Key::Text).into(),
        }
    }
}

order! {
    /// How organisations are sorted. *Sortering van organisaties.*
    OrganisationOrder by OrganisationOrderField
}

/// How an organisation is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum OrganisationBy {
    /// By its id.
    Id(Ref<Organisation>),
    /// By the whole name, or else by another name that it has; upper and lower case and accents make no difference.
    Name(String),
    /// By its number in the trade register.
    KvkNumber(String),
    /// By the key under which another system knows it.
    ExternalKey(String),
}

/// Root fields about organisations.
#[derive(Default)]
pub(crate) struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// One organisation; null where there is none. Of several that answer, the one that was entered first. *Organisatie.*
    async fn organisation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: OrganisationBy,
    ) -> Resolved<Option<Listed<Organisation>>> {
        let desk = Session::of(context)?.desk();
        let directory = &desk.directory;
        let found = match &by {
            OrganisationBy::Id(reference) => reference.id().and_then(|id| directory.organisations.get(id)),
            OrganisationBy::Name(name) => {
                let own = directory.organisations_named(name).find(|one| fold(&one.name) == fold(name));
                own.or_else(|| directory.organisations_named(name).next())
            }
            OrganisationBy::KvkNumber(number) => {
                directory.organisations.iter().find(|one| one.kvk_number.as_ref() == Some(number))
            }
            OrganisationBy::ExternalKey(key) => {
                directory.organisations.iter().find(|one| one.external_key.as_ref() == Some(key))
            }
        };
        Ok(desk.show(found))
    }

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
        let all = desk.directory.organisations.iter().cloned();
        page(&desk, all, filter, order_by, PageArgs { first, after, last, before })
    }
}
