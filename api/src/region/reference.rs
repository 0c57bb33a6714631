//! The regions that every installation starts with: the Netherlands, its provinces, and the labour-market regions
//! (*arbeidsmarktregio's*) with the provinces in which their municipalities lie.
//!
//! What is there already, by its code or else by its name, is left as people made it, and so is what they removed.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    RegionId,
    RegionKind::{self, LabourMarketRegion, National, Province},
};

use super::Region;
use crate::{
    error::Result,
    fold::fold,
    ledger::{Aggregate, Changes, Commit, Directory, Ledger, Locked},
};

/// Where the list was found.
const SOURCE: &str = "CBS, Gebieden in Nederland 2026 (StatLine 86247NED)";
/// The act, as the ledger names it. It is the program's own: no account can do it.
const ACT: &str = "referenceDataLoad";

/// Kind, code and name of each region, and the codes of the regions before it that it lies in. The codes are those of
/// Statistics Netherlands (*CBS*), who have no AM04, AM16 and AM31.
const REGIONS: &[(RegionKind, &str, &str, &[&str])] = &[
    (National, "NL01", "Nederland", &[]),
    (Province, "PV20", "Groningen", &["NL01"]),
    (Province, "PV21", "Fryslân", &["NL01"]),
    (Province, "PV22", "Drenthe", &["NL01"]),
    (Province, "PV23", "Overijssel", &["NL01"]),
    (Province, "PV24", "Flevoland", &["NL01"]),
    (Province, "PV25", "Gelderland", &["NL01"]),
    (Province, "PV26", "Utrecht", &["NL01"]),
    (Province, "PV27", "Noord-Holland", &["NL01"]),
    (Province, "PV28", "Zuid-Holland", &["NL01"]),
    (Province, "PV29", "Zeeland", &["NL01"]),
    (Province, "PV30", "Noord-Brabant", &["NL01"]),
    (Province, "PV31", "Limburg", &["NL01"]),
    (LabourMarketRegion, "AM01", "Groningen", &["PV20", "PV22"]),
    (LabourMarketRegion, "AM02", "Friesland", &["PV21"]),
    (LabourMarketRegion, "AM03", "Drenthe", &["PV22"]),
    (LabourMarketRegion, "AM05", "Twente", &["PV23"]),
    (LabourMarketRegion, "AM06", "Veluwe Stedendriehoek", &["PV25", "PV23", "PV24"]),
    (LabourMarketRegion, "AM07", "Midden-Gelderland", &["PV25"]),
    (LabourMarketRegion, "AM08", "Rijk van Nijmegen", &["PV25", "PV31"]),
    (LabourMarketRegion, "AM09", "Achterhoek", &["PV25"]),
    (LabourMarketRegion, "AM10", "Rivierenland", &["PV25"]),
    (LabourMarketRegion, "AM11", "Flevoland", &["PV24"]),
    (LabourMarketRegion, "AM12", "Gooi en Vechtstreek", &["PV27", "PV26"]),
    (LabourMarketRegion, "AM13", "Midden-Utrecht", &["PV26"]),
    (LabourMarketRegion, "AM14", "Amersfoort", &["PV26", "PV25"]),
    (LabourMarketRegion, "AM15", "Noord-Holland Noord", &["PV27"]),
    (LabourMarketRegion, "AM17", "Zaanstreek/Waterland", &["PV27"]),
    (LabourMarketRegion, "AM18", "Groot Amsterdam", &["PV27", "PV26"]),
    (LabourMarketRegion, "AM19", "Holland Rijnland", &["PV28"]),
    (LabourMarketRegion, "AM20", "Midden-Holland", &["PV28"]),
    (LabourMarketRegion, "AM21", "Haaglanden", &["PV28"]),
    (LabourMarketRegion, "AM22", "Rijnmond", &["PV28"]),
    (LabourMarketRegion, "AM23", "Drechtsteden", &["PV28"]),
    (LabourMarketRegion, "AM24", "Zeeland", &["PV29"]),
    (LabourMarketRegion, "AM25", "West-Brabant", &["PV30"]),
    (LabourMarketRegion, "AM26", "Midden-Brabant", &["PV30"]),
    (LabourMarketRegion, "AM27", "Noordoost-Brabant", &["PV30"]),
    (LabourMarketRegion, "AM28", "Zuidoost-Brabant", &["PV30"]),
    (LabourMarketRegion, "AM29", "Noord-Limburg", &["PV31"]),
    (LabourMarketRegion, "AM30", "Zuid-Limburg", &["PV31"]),
    (LabourMarketRegion, "AM32", "Helmond-De Peel", &["PV30"]),
    (LabourMarketRegion, "AM33", "Midden-Limburg", &["PV31", "PV30"]),
    (LabourMarketRegion, "AM34", "Zuid-Holland Centraal", &["PV28"]),
    (LabourMarketRegion, "AM35", "Gorinchem", &["PV28", "PV26"]),
    (LabourMarketRegion, "AM36", "Regio Zwolle", &["PV23", "PV25", "PV22"]),
    (LabourMarketRegion, "AM37", "Zuid-Kennemerland en IJmond", &["PV27"]),
    (LabourMarketRegion, "AM38", "FoodValley", &["PV25", "PV26"]),
];

/// Adds the regions that are missing. Several servers may do so at once.
///
/// # Errors
/// The database cannot be read or written.
pub async fn load(ledger: &Ledger) -> Result<()> {
    let directory = ledger.directory().await?;
    if REGIONS.iter().all(|(kind, code, name, _)| directory.region_known_as(*kind, code, name).is_some()) {
        return Ok(());
    }
    let aggregates = BTreeSet::from([Aggregate::Directory]);
    ledger.commit(Commit { actor: None, aggregates, key: None, act: Box::new(add) }).await?;
    Ok(())
}

/// Refused where somebody else was first and nothing is missing.
fn add(locked: &Locked) -> std::result::Result<Changes, ()> {
    let mut known: BTreeMap<&str, RegionId> = BTreeMap::new();
    let mut missing = Vec::new();
    for (kind, code, name, within) in REGIONS {
        if let Some(region) = locked.directory.region_known_as(*kind, code, name) {
            known.extend(region.removed_at.is_none().then_some((*code, region.id)));
            continue;
        }
        let row = entity::region::Model {
            id: locked.id().into(),
            version: 0,
            external_key: None,
            source: Some(SOURCE.to_owned()),
            changed_at: locked.now,
            removed_at: None,
            name: (*name).to_owned(),
            kind: *kind,
            code: Some((*code).to_owned()),
        };
        known.insert(code, row.id);
        missing.push(Region { row, within: within.iter().filter_map(|code| known.get(code)).copied().collect() });
    }
    if missing.is_empty() { Err(()) } else { Ok(Changes::of(ACT).with_all(missing)) }
}

impl Directory {
    /// The region of a code, removed or not, or else of a name.
    fn region_known_as(&self, kind: RegionKind, code: &str, name: &str) -> Option<&Region> {
        let mut ever = self.regions.iter_with_removed().filter(|region| region.kind == kind);
        let by_code = ever.find(|region| region.code.as_deref() == Some(code));
        let is_named = |region: &&std::sync::Arc<Region>| region.kind == kind && fold(&region.name) == fold(name);
        by_code.or_else(|| self.regions.iter().find(is_named)).map(|region| &**region)
    }
}
