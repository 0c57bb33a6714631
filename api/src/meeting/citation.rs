//! An act that rests on a decision, as it is shown.

use async_graphql::{ID, Object};

use super::{Citation, Decision};
use crate::graphql::{Date, Shown};

/// An act that rests on a decision of the table. *Handeling op grond van een besluit.*
#[Object(name = "Citation")]
impl Shown<Citation> {
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

    /// The decision. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id)
    }

    /// The act, by the name of its mutation. *Handeling.*
    fn act(&self) -> &str {
        &self.record.row.act
    }

    /// The day of the act. *Datum.*
    fn cited_on(&self) -> Date {
        self.record.row.cited_on.into()
    }
}
