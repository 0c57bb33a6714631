//! What all pages are made of: columns, cells, and the records that rows are about.

use std::sync::Arc;

use entity::{Decimal, OrganisationId, PartnershipId, Row};
use uuid::Uuid;

use super::lists::Lists;
use crate::{
    access::View,
    graphql::Labelled,
    ids::{NodeId, Ref},
    language::Language::Nl,
    ledger::Record,
    workbook::cell::{Access, Cell, Column, Content},
};

/// The most digits of a number that a spreadsheet keeps.
const DIGITS: usize = 15;

/// A column that is not shown.
pub(super) const HIDDEN: Column =
    Column { key: "", header: "", width: 10, content: Content::Text, access: Access::Hidden };

/// A column that can be changed.
pub(super) const fn editable(key: &'static str, header: &'static str, width: u8, content: Content) -> Column {
    Column { key, header, width, content, access: Access::Editable }
}

/// A column that is only shown.
pub(super) const fn locked(key: &'static str, header: &'static str, width: u8, content: Content) -> Column {
    Column { key, header, width, content, access: Access::Locked }
}

/// A record as a row of the export.
pub(super) struct Known<R> {
    pub(super) record: Arc<R>,
    pub(super) id: NodeId,
    pub(super) version: i32,
    /// Its external key.
    pub(super) key: Option<String>,
    /// What else it is found by.
    pub(super) names: Vec<String>,
    /// What it is called in a report.
    pub(super) name: String,
    /// Whether something in the row is for the viewer to change, if not as the secretariat or the chair.
    pub(super) is_own: bool,
    pub(super) cells: Vec<Cell>,
}

/// Where rows are planned: the table as the viewer sees it, and what is known there by name.
pub(super) struct Source<'a> {
    pub(super) view: &'a View,
    pub(super) lists: &'a Lists,
}

impl Source<'_> {
    /// A reference to a record of this table.
    pub(super) fn within<R: Record>(&self, id: <R::Row as Row>::Id) -> Ref<R> {
        named(Some(self.view.partnership.id), id.into())
    }

    /// A reference to a record of the directory.
    #[allow(clippy::unused_self, reason = "it stands beside its brother")]
    pub(super) fn listed<R: Record>(&self, id: <R::Row as Row>::Id) -> Ref<R> {
        named(None, id.into())
    }

    /// References to organisations.
    pub(super) fn organisations(&self, ids: Vec<OrganisationId>) -> Vec<Ref<crate::organisation::Organisation>> {
        ids.into_iter().map(|id| self.listed(id)).collect()
    }
}

fn named<R: Record>(partnership: Option<PartnershipId>, record: Uuid) -> Ref<R> {
    Ref::new(NodeId { kind: R::KIND, partnership, record }.word())
}

/// A reference to a record.
pub(super) fn reference<R: Record>(record: &R) -> Ref<R> {
    Ref::new(NodeId::of(record).word())
}

/// A text, if there is one.
pub(super) fn optional(text: Option<&str>) -> Cell {
    text.map(str::trim).filter(|text| !text.is_empty()).map_or(Cell::Empty, |text| Cell::Text(text.to_owned()))
}

/// Some names.
pub(super) fn joined(names: impl Iterator<Item = String>) -> Cell {
    optional(Some(&names.collect::<Vec<_>>().join("; ")))
}

/// A word of an enum.
pub(super) fn choice<T: Labelled>(word: Option<T>) -> Cell {
    optional(word.map(|word| word.label(Nl)))
}

/// A number; as words where a spreadsheet would not keep all of its digits.
pub(super) fn decimal(number: Option<Decimal>) -> Cell {
    let Some(text) = number.map(|number| number.to_string()) else { return Cell::Empty };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits <= DIGITS { Cell::Number(text) } else { Cell::Text(text.replace('.', ",")) }
}
