//! Lists of regions: by what they are filtered and sorted, and how one is looked up.

use async_graphql::{Context, Enum, InputObject, Object, OneofObject};
use entity::RegionId;

use super::{
    Region,
    object::{RegionKind, RegionKindFilter},
};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{
        Connection, Filter, IdFilter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter, order, page,
    },
    ids::{NodeId, Ref},
    ledger::Kind,
};

/// Conditions on regions; all that are given must hold. *Filter op regio's.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct RegionFilter {
    /// On the name.
    name: Option<StringFilter>,
    /// On the kind.
    kind: Option<RegionKindFilter>,
    /// On the official code.
    code: Option<StringFilter>,
    /// On the regions that it lies in, however far up: one of them meets the conditions.
    within: Option<IdFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
}

impl Filter<Region, Desk> for RegionFilter {
    fn allows(&self, region: &Region, desk: &Desk) -> bool {
        let within = |filter: &IdFilter| {
            let around = desk.directory.regions_around(region.id).into_iter();
            filter.allows(&around.filter(|id| *id != region.id).map(region_id).collect::<Vec<_>>())
        };
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(&region.name)))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(region.kind))
            && self.code.as_ref().is_none_or(|filter| filter.allows(region.code.as_deref()))
            && self.within.as_ref().is_none_or(within)
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(region.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(region.source.as_deref()))
    }
}

fn region_id(region: RegionId) -> String {
    NodeId { kind: Kind::Region, partnership: None, record: region.0 }.to_string()
}

/// Whether one of some regions, or one that they lie in, meets the conditions on a region with everything in it.
pub(crate) fn lies_in(filter: &IdFilter, regions: &[RegionId], desk: &Desk) -> bool {
    let around = regions.iter().flat_map(|region| desk.directory.regions_around(*region));
    filter.allows(&around.map(region_id).collect::<Vec<_>>())
}

/// The fields by which regions can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum RegionOrderField {
    /// The name. *Naam.*
    Name,
    /// The kind, from the country down. *Soort regio.*
    Kind,
    /// The official code. *Code.*
    Code,
}

impl Sorted<Region, Desk> for RegionOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Code => "code",
        }
    }

    fn key(self, region: &Region, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&region.name)),
            // The words are declared from the country down.
            Self::Kind => Key::Number(region.kind as i64),
            Self::Code => region.code.as_deref().map(|code| Key::Text(fold(code))).into(),
        }
    }
}

order! {
    /// How regions are sorted. *Sortering van regio's.*
    RegionOrder by RegionOrderField
}

/// A region by its official code. *Regio met code.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionByCode {
    /// The kind, within which codes are unique.
    kind: RegionKind,
    /// The code, such as "PV23".
    code: String,
}

/// A region by its name. *Regio met naam.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RegionByName {
    /// The kind, within which names are unique.
    kind: RegionKind,
    /// The whole name; upper and lower case and accents make no difference.
    name: String,
}

/// How a region is looked up: by exactly one of these. *Zoeksleutel.*
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum RegionBy {
    /// By its id.
    Id(Ref<Region>),
    /// By its official code.
    Code(RegionByCode),
    /// By its name.
    Name(RegionByName),
    /// By the key under which another system knows it.
    ExternalKey(String),
}

/// Root fields about regions.
#[derive(Default)]
pub(crate) struct RegionQuery;

#[Object]
impl RegionQuery {
    /// One region; null where there is none. *Regio.*
    async fn region(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: RegionBy,
    ) -> Resolved<Option<Listed<Region>>> {
        let desk = Session::of(context)?.desk();
        let regions = &desk.directory.regions;
        let found = match &by {
            RegionBy::Id(reference) => reference.id().and_then(|id| regions.get(id)),
            RegionBy::Code(by) => {
                regions.iter().find(|one| one.kind == by.kind.into() && one.code.as_ref() == Some(&by.code))
            }
            RegionBy::Name(by) => {
                let name = fold(&by.name);
                regions.iter().find(|one| one.kind == by.kind.into() && fold(&one.name) == name)
            }
            RegionBy::ExternalKey(key) => regions.iter().find(|one| one.external_key.as_ref() == Some(key)),
        };
        Ok(desk.show(found))
    }

    /// The regions of the directory. *Regio's.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn regions(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<RegionFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<RegionOrder>,
        >,
    ) -> Resolved<Connection<Listed<Region>>> {
        let desk = Session::of(context)?.desk();
        page(&desk, desk.directory.regions.iter().cloned(), filter, order_by, PageArgs { first, after, last, before })
    }
}
