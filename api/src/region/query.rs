//! Lists of regions: by what they are filtered and sorted.

use async_graphql::{Context, Enum, InputObject, Object};

use super::{Region, object::RegionKindFilter};
use crate::{
    access::Desk,
    fold::fold,
    graphql::{Connection, Filter, Key, Listed, PageArgs, Resolved, Session, Sorted, StringFilter, order, page},
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
}

impl Filter<Region, Desk> for RegionFilter {
    fn allows(&self, region: &Region, _: &Desk) -> bool {
        self.name.as_ref().is_none_or(|filter| filter.allows(Some(&region.name)))
            && self.kind.as_ref().is_none_or(|filter| filter.allows(region.kind))
            && self.code.as_ref().is_none_or(|filter| filter.allows(region.code.as_deref()))
    }
}

/// The fields by which regions can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum RegionOrderField {
    /// The name. *Naam.*
    Name,
    /// The official code. *Code.*
    Code,
}

impl Sorted<Region, Desk> for RegionOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
        }
    }

    fn key(self, region: &Region, _: &Desk) -> Key {
        match self {
            Self::Name => Key::Text(fold(&region.name)),
            Self::Code => region.code.as_deref().map(|code| Key::Text(fold(code))).into(),
        }
    }
}

order! {
    /// How regions are sorted. *Sortering van regio's.*
    RegionOrder by RegionOrderField
}

/// Root fields about regions.
#[derive(Default)]
pub(crate) struct RegionQuery;

#[Object]
impl RegionQuery {
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
        let regions = desk.directory.regions.iter().cloned();
        page(&desk, regions, filter, order_by, PageArgs { first, after, last, before })
    }
}
