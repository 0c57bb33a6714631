//! A meeting and its decisions as they are shown.

use async_graphql::{ID, Object};

use super::{Decision, Meeting, query::DecisionFilter};
use crate::{
    graphql::{Connection, Date, Listed, PageArgs, Resolved, Shown, Unsorted, page},
    organisation::Organisation,
    partnership::Partnership,
};

/// A meeting of the table, held or planned. *Overleg.*
#[Object(name = "Meeting")]
impl Shown<Meeting> {
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

    /// The partnership that meets. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// What it is called. *Titel.*
    fn title(&self) -> &str {
        &self.record.row.title
    }

    /// The day; in the future for a planned meeting. *Datum.*
    fn held_on(&self) -> Date {
        self.record.row.held_on.into()
    }

    /// What is to be discussed. *Agenda.*
    fn agenda(&self) -> Option<&str> {
        self.record.row.agenda.as_deref()
    }

    /// The organisations that attend. *Aanwezig.*
    fn attendance(&self) -> Vec<Listed<Organisation>> {
        let desk = &self.view.desk;
        self.record.attendance.iter().filter_map(|id| desk.show(desk.organisation(*id))).collect()
    }

    /// What it decided, in the order in which it was recorded. *Besluiten.*
    fn decisions(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<DecisionFilter>,
    ) -> Resolved<Connection<Shown<Decision>>> {
        let taken = self.view.among(self.view.snapshot.decisions_of(self.record.row.id));
        page(&self.view, taken, filter, None::<Vec<Unsorted>>, PageArgs { first, after, last, before })
    }
}

/// A decision of a meeting; acts cite it. *Besluit.*
#[Object(name = "Decision")]
impl Shown<Decision> {
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

    /// The meeting that took it. *Overleg.*
    fn meeting(&self) -> Option<Shown<Meeting>> {
        self.view.show(self.record.row.meeting_id)
    }

    /// What was decided. *Tekst van het besluit.*
    fn text(&self) -> &str {
        &self.record.row.text
    }
}
