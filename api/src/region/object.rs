//! A region as it is shown.

use async_graphql::{ID, Object};

use super::{
    Region,
    query::{RegionFilter, RegionOrder},
};
use crate::{
    graphql::{Connection, Labelled, Listed, PageArgs, Resolved, page, words},
    language::Language,
};

words! {
    /// Kinds of regions. *Soort regio.*
    RegionKind / RegionKindFilter = "entity::RegionKind" {
        National: "The country. *Land.*", "land", "country";
        Province: "A province. *Provincie.*", "provincie", "province";
        LabourMarketRegion: "A labour-market region. *Arbeidsmarktregio.*", "arbeidsmarktregio", "labour-market region";
        Municipality: "A municipality. *Gemeente.*", "gemeente", "municipality";
        Other: "Any other region. *Andere regio.*", "andere regio", "other region";
    }
}

/// A region: the country, a province, a labour-market region, a municipality. *Regio.*
#[Object(name = "Region")]
impl Listed<Region> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// Its name. *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// What kind of region it is. *Soort regio.*
    fn kind(&self) -> RegionKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        RegionKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// Its official code. *Code.*
    fn code(&self) -> Option<&str> {
        self.record.row.code.as_deref()
    }

    /// The regions that it lies in; several, because labour-market regions cross provinces. *Ligt in.*
    fn within(&self) -> Vec<Listed<Region>> {
        let regions = &self.view.directory.regions;
        self.record.within.iter().filter_map(|id| self.view.show(regions.get(*id))).collect()
    }

    /// The regions that lie directly in it. *Bestaat uit.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn parts(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<RegionFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<RegionOrder>,
        >,
    ) -> Resolved<Connection<Listed<Region>>> {
        let parts = self.view.directory.parts_of(self.record.row.id);
        page(&self.view, parts.cloned(), filter, order_by, PageArgs { first, after, last, before })
    }
}
