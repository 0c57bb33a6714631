//! A note on how a commitment is going, as it is shown and listed.

use async_graphql::{Enum, ID, InputObject, Object};

use super::{
    Commitment, ProgressNote,
    object::{Health, HealthFilter},
};
use crate::{
    access::View,
    graphql::{Date, DateFilter, Filter, Key, Labelled, Listed, Shown, Sorted, StringFilter, order},
    language::Language,
    organisation::Organisation,
};

/// A note on how a commitment is going. *Voortgangsmelding.*
#[Object(name = "ProgressNote")]
impl Shown<ProgressNote> {
    /// Its id.
    async fn id(&self) -> ID {
        self.node_id()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// How often it changed. *Versie.*
    async fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The commitment. *Afspraak.*
    async fn commitment(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.commitment_id)
    }

    /// The day it is about. *Datum.*
    async fn noted_on(&self) -> Date {
        self.record.row.noted_on.into()
    }

    /// How it is going. *Voortgang in één woord.*
    async fn health(&self) -> Health {
        self.record.row.health.into()
    }

    /// The health in words.
    async fn health_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Health::from(self.record.row.health).label(language.unwrap_or_default())
    }

    /// In words. *Toelichting.*
    async fn text(&self) -> Option<&str> {
        self.record.row.text.as_deref()
    }

    /// The debtor for which the secretariat wrote it; null where a debtor wrote for itself. *Namens.*
    async fn on_behalf_of(&self) -> Option<Listed<Organisation>> {
        let organisation = self.record.row.on_behalf_of.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(organisation)
    }
}

/// Conditions on notes; all that are given must hold. *Filter op voortgangsmeldingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ProgressNoteFilter {
    /// On the day it is about.
    noted_on: Option<DateFilter>,
    /// On how it is going.
    health: Option<HealthFilter>,
    /// On its words.
    text: Option<StringFilter>,
}

impl Filter<ProgressNote> for ProgressNoteFilter {
    fn allows(&self, note: &ProgressNote, _: &View) -> bool {
        self.noted_on.as_ref().is_none_or(|filter| filter.allows(Some(note.noted_on)))
            && self.health.as_ref().is_none_or(|filter| filter.allows(note.health))
            && self.text.as_ref().is_none_or(|filter| filter.allows(note.text.as_deref()))
    }
}

/// The fields by which notes can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ProgressNoteOrderField {
    /// The day it is about. *Datum.*
    NotedOn,
}

impl Sorted<ProgressNote> for ProgressNoteOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::NotedOn => "notedOn",
        }
    }

    fn key(self, note: &ProgressNote, _: &View) -> Key {
        match self {
            Self::NotedOn => note.noted_on.into(),
        }
    }
}

order! {
    /// How notes are sorted. *Sortering van voortgangsmeldingen.*
    ProgressNoteOrder by ProgressNoteOrderField
}
