//! A gate that was overridden, as it is shown.

use async_graphql::{ID, Object};

use super::GateOverride;
use crate::{
    graphql::{Date, Labelled, Listed, Shown},
    language::Language,
    meeting::Decision,
    partnership::object::PartnershipStage,
    person::Person,
};

/// A stage that a table left behind although its gate was not passed. *Fase zonder poort.*
#[Object(name = "GateOverride")]
impl Shown<GateOverride> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The stage whose gate was not passed. *Fase.*
    fn stage(&self) -> PartnershipStage {
        self.record.row.stage.into()
    }

    /// The stage in words.
    fn stage_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        PartnershipStage::from(self.record.row.stage).label(language.unwrap_or_default())
    }

    /// Why. *Reden.*
    fn reason(&self) -> &str {
        &self.record.row.reason
    }

    /// The day. *Datum.*
    fn overridden_on(&self) -> Date {
        self.record.row.overridden_on.into()
    }

    /// Who did so, where you may see who it is. *Persoon.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// The decision of the table that it rests on. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}
