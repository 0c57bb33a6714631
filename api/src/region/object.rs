//! A region as it is shown.

use async_graphql::{ID, Object};

use super::Region;
use crate::{
    graphql::{Labelled, Listed, words},
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

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
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
}
