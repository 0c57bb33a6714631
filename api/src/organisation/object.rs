//! An organisation as it is shown.

use async_graphql::{ID, Object};

use super::Organisation;
use crate::{
    graphql::{Labelled, Listed, words},
    language::Language,
    region::Region,
};

words! {
    /// Kinds of organisations. *Soort organisatie.*
    OrganisationKind / OrganisationKindFilter = "entity::OrganisationKind" {
        Company: "A company. *Bedrijf.*", "bedrijf", "company";
        EmployersAssociation: "An association of employers. *Brancheorganisatie.*", "brancheorganisatie", "employers' association";
        TradeUnion: "A trade union. *Vakbond.*", "vakbond", "trade union";
        Education: "A school, college or university. *Onderwijsinstelling.*", "onderwijsinstelling", "education";
        Municipality: "A municipality. *Gemeente.*", "gemeente", "municipality";
        Province: "A province. *Provincie.*", "provincie", "province";
        Ministry: "A ministry. *Ministerie.*", "ministerie", "ministry";
        EmploymentService: "An employment service. *UWV, WSP, leerwerkloket.*", "arbeidsbemiddeling", "employment service";
        TrainingFund: "A training fund of a sector. *O&O-fonds.*", "O&O-fonds", "training fund";
        ServicePoint: "A service point. *Servicepunt.*", "servicepunt", "service point";
        Knowledge: "A research or knowledge institute. *Kennisinstelling.*", "kennisinstelling", "knowledge institute";
        Other: "Any other. *Anders.*", "anders", "other";
    }
    /// The side that an organisation stands on. *Publiek of privaat.*
    OrganisationSector / OrganisationSectorFilter = "entity::OrganisationSector" {
        Public: "Public. *Publiek.*", "publiek", "public";
        Private: "Private. *Privaat.*", "privaat", "private";
        PublicPrivate: "Both together. *Publiek-privaat.*", "publiek-privaat", "public-private";
    }
}

/// An organisation: every party at a table is one. *Organisatie.*
#[Object(name = "Organisation")]
impl Listed<Organisation> {
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

    /// Its other names. *Andere namen.*
    fn aliases(&self) -> &[String] {
        &self.record.aliases
    }

    /// What kind of organisation it is. *Soort organisatie.*
    fn kind(&self) -> OrganisationKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        OrganisationKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// The side it stands on. *Publiek of privaat.*
    fn sector(&self) -> OrganisationSector {
        self.record.row.sector.into()
    }

    /// Its number in the trade register, eight digits. *KvK-nummer.*
    fn kvk_number(&self) -> Option<&str> {
        self.record.row.kvk_number.as_deref()
    }

    /// The regions in which it works. *Regio's.*
    fn regions(&self) -> Vec<Listed<Region>> {
        let regions = &self.view.directory.regions;
        self.record.regions.iter().filter_map(|id| self.view.show(regions.get(*id))).collect()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }
}
