//! A reporting period as it is shown.

use async_graphql::{ID, Object};

use super::ReportingPeriod;
use crate::{
    graphql::{Date, Labelled, Shown, words},
    language::Language,
};

words! {
    /// Whether a reporting period takes measurements. *Stand van een ronde.*
    PeriodState / PeriodStateFilter = "entity::PeriodState" {
        Open: "Measurements can be submitted and approved. *Open.*", "open", "open";
        Closed: "Its measurements stay as they are. *Gesloten.*", "gesloten", "closed";
    }
}

/// A period over which a table reports. *Rapportageronde.*
#[Object(name = "ReportingPeriod")]
impl Shown<ReportingPeriod> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// Its name, such as "2026-Q1". *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// The first day. *Van.*
    fn from(&self) -> Date {
        self.record.row.from_on.into()
    }

    /// The last day. *Tot en met.*
    fn until(&self) -> Date {
        self.record.row.until_on.into()
    }

    /// Whether it takes measurements. *Stand.*
    fn state(&self) -> PeriodState {
        self.record.row.state.into()
    }

    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        PeriodState::from(self.record.row.state).label(language.unwrap_or_default())
    }

    /// The day on which it was last closed. *Gesloten op.*
    fn closed_on(&self) -> Option<Date> {
        self.record.row.closed_on.map(Into::into)
    }

    /// Why it was last opened again. *Reden van heropening.*
    fn reopened_reason(&self) -> Option<&str> {
        self.record.row.reopened_reason.as_deref()
    }
}
