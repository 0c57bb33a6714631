//! A meeting and its decisions as they are shown.

use async_graphql::{ID, Object};

use super::{
    Citation, Decision, Meeting,
    agenda::AgendaItem,
    citation::{CitationFilter, CitationOrder},
    query::{DecisionFilter, DecisionOrder},
};
use crate::{
    commitment::{
        Commitment,
        query::{CommitmentFilter, CommitmentOrder},
    },
    graphql::{Connection, Date, Listed, LocalTime, PageArgs, Resolved, Shown, count_listed, page},
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

    /// When it starts on that day, by the clock of Amsterdam; null where no hour was set. *Begin.*
    fn starts_at(&self) -> Option<LocalTime> {
        LocalTime::of_minute(self.record.row.starts_minute?)
    }

    /// When it ends on that day, by the clock of Amsterdam. *Einde.*
    fn ends_at(&self) -> Option<LocalTime> {
        LocalTime::of_minute(self.record.row.ends_minute?)
    }

    /// Where it is held. *Plaats.*
    fn place(&self) -> Option<&str> {
        self.record.row.place.as_deref()
    }

    /// What is to be discussed. *Agenda.*
    fn agenda(&self) -> Option<&str> {
        self.record.row.agenda.as_deref()
    }

    /// What is to be discussed according to what the table records, as of today; of what you may see. *Voorgestelde agenda.*
    fn prefilled_agenda(&self) -> Resolved<Vec<AgendaItem>> {
        let items = self.items();
        count_listed(&self.view.desk, items.len())?;
        Ok(items)
    }

    /// The organisations that attend. *Aanwezig.*
    fn attendance(&self) -> Vec<Listed<Organisation>> {
        let desk = &self.view.desk;
        self.record.attendance.iter().filter_map(|id| desk.show(desk.organisation(*id))).collect()
    }

    /// What it decided. *Besluiten.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn decisions(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<DecisionFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<DecisionOrder>,
        >,
    ) -> Resolved<Connection<Shown<Decision>>> {
        let taken = self.view.among(self.view.snapshot.decisions_of(self.record.row.id));
        page(&self.view, taken, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The commitments that its decisions agreed, or that acts citing them are about; of those that you may see.
    /// *Actielijst.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn action_list(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<CommitmentFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<CommitmentOrder>,
        >,
    ) -> Resolved<Connection<Shown<Commitment>>> {
        page(&self.view, self.actions(), filter, order_by, PageArgs { first, after, last, before })
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

    /// The partnership that took it. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// The meeting that took it. *Overleg.*
    fn meeting(&self) -> Option<Shown<Meeting>> {
        self.view.show(self.record.row.meeting_id)
    }

    /// What was decided. *Tekst van het besluit.*
    fn text(&self) -> &str {
        &self.record.row.text
    }

    /// The commitments that it agreed, of those that you may see; its citations tell what else rests on it. *Afspraken.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn commitments(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<CommitmentFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<CommitmentOrder>,
        >,
    ) -> Resolved<Connection<Shown<Commitment>>> {
        let agreed = self.view.commitments_agreed_by(self.record.row.id);
        page(&self.view, agreed, filter, order_by, PageArgs { first, after, last, before })
    }

    /// The acts that cite it, of those about what you may see. *Handelingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn citations(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<CitationFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<CitationOrder>,
        >,
    ) -> Resolved<Connection<Shown<Citation>>> {
        let own = self.view.among(self.view.snapshot.citations_of(self.record.row.id));
        page(&self.view, own, filter, order_by, PageArgs { first, after, last, before })
    }
}
