//! A list that was brought in, as it is shown.

use async_graphql::{Context, ID, Object};

use super::{
    ImportBatch,
    diff::{ImportChange, changes},
    query::entered_at,
};
use crate::{
    graphql::{Connection, DateTime, Labelled, Listed, PageArgs, Resolved, Session, Shown, in_order, words},
    language::Language,
    ledger::Aggregate,
    person::Person,
};

words! {
    /// What kind of list was brought in from a file. *Soort import.*
    ImportKind / ImportKindFilter = "entity::ImportKind" {
        Workbook: "The table's own workbook. *Werkmap.*", "werkmap", "workbook";
        ActionList: "A list with headers of its own. *Actielijst.*", "actielijst", "action list";
    }
}

/// A list that was brought in from a file, in one act that can be undone once. *Import.*
#[Object(name = "ImportBatch")]
impl Shown<ImportBatch> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when undoing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// What kind of list it was. *Soort.*
    fn kind(&self) -> ImportKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        ImportKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// What the file was called. *Bestandsnaam.*
    fn file_name(&self) -> Option<&str> {
        self.record.row.file_name.as_deref()
    }

    /// SHA-256 of the file, in lower-case hexadecimal digits.
    fn file_sha256(&self) -> &str {
        &self.record.row.file_sha256
    }

    /// How many rows became new records. *Nieuw.*
    fn added(&self) -> i32 {
        self.record.row.added
    }

    /// How many rows changed a record. *Gewijzigd.*
    fn changed(&self) -> i32 {
        self.record.row.changed
    }

    /// How many rows were left out because something was wrong with them. *Overgeslagen.*
    fn skipped(&self) -> i32 {
        self.record.row.skipped
    }

    /// Who brought it in, where you may see who it is. *Wie het inlas.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
    }

    /// When it was brought in. *Ingelezen op.*
    fn entered_at(&self) -> Option<DateTime> {
        chrono::DateTime::from_timestamp_millis(entered_at(&self.record)).map(DateTime)
    }

    /// What it did, record by record, of those that you may see. *Wijzigingen.*
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> Resolved<Connection<ImportChange>> {
        let table = Aggregate::Partnership(self.record.row.partnership_id);
        let ledger = &Session::of(context)?.ledger;
        let touched = ledger.committed_with(table, self.record.row.id.into()).await?;
        let page = PageArgs { first, after, last, before };
        in_order(&self.view.desk, changes(&self.view, touched), page)
    }

    /// When it was undone; null while it stands. *Ongedaan gemaakt op.*
    fn undone_at(&self) -> Option<DateTime> {
        self.record.row.undone_at.map(DateTime)
    }

    /// Why it was undone. *Reden.*
    fn undone_reason(&self) -> Option<&str> {
        self.record.row.undone_reason.as_deref()
    }
}
