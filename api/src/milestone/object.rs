//! A milestone as it is shown.

use async_graphql::{ID, Object};

use super::Milestone;
use crate::{
    commitment::Commitment,
    graphql::{Date, Decimal, Evidence, FuzzyDate, Shown},
};

/// A step on the way to fulfilling a commitment. *Mijlpaal.*
#[Object(name = "Milestone")]
impl Shown<Milestone> {
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

    /// The commitment. *Afspraak.*
    fn commitment(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.commitment_id)
    }

    /// Its title. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// When it is due. *Uiterlijk.*
    fn due_on(&self) -> Option<FuzzyDate> {
        self.record.due().map(Into::into)
    }

    /// Its weight among the milestones of the commitment. *Gewicht.*
    fn weight(&self) -> Decimal {
        self.record.row.weight.into()
    }

    /// The day it was reached; null while it was not. *Bereikt op.*
    fn done_on(&self) -> Option<Date> {
        self.record.row.done_on.map(Into::into)
    }

    /// What shows that it was reached. *Bewijs.*
    fn evidence(&self) -> Option<Evidence> {
        let row = &self.record.row;
        let title = row.evidence_title.clone()?;
        Some(Evidence { title, link: row.evidence_link.clone(), sha256: row.evidence_sha256.clone() })
    }
}
