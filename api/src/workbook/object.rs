//! A list that was brought in, as it is shown.

use async_graphql::{ID, Object};

use super::ImportBatch;
use crate::{
    graphql::{DateTime, Labelled, Shown, words},
    language::Language,
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

    /// When it was undone; null while it stands. *Ongedaan gemaakt op.*
    fn undone_at(&self) -> Option<DateTime> {
        self.record.row.undone_at.map(DateTime)
    }

    /// Why it was undone. *Reden.*
    fn undone_reason(&self) -> Option<&str> {
        self.record.row.undone_reason.as_deref()
    }
}
