//! A note on how a commitment is going, as it is shown and listed.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use entity::OrganisationId;

use super::{
    Commitment, ProgressNote,
    words::{Health, HealthFilter},
};
use crate::{
    access::View,
    graphql::{
        Date, DateFilter, Filter, IdFilter, Key, Labelled, Listed, Resolved, Shown, Sorted, StringFilter, lookup, order,
    },
    ids::NodeId,
    language::Language,
    ledger::Kind,
    organisation::Organisation,
    person::Person,
};

/// A note on how a commitment is going. *Voortgangsmelding.*
#[Object(name = "ProgressNote")]
impl Shown<ProgressNote> {
    /// Its id.
    async fn id(&self) -> ID {
        self.node_id()
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
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

    /// Who wrote it, where you may see who it is. *Opsteller.*
    fn author(&self) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(self.record.row.author_id))
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
    /// On the debtor for which the secretariat wrote it.
    on_behalf_of: Option<IdFilter>,
    /// On the key under which another system knows it.
    external_key: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On the commitment that it is about.
    commitment: Option<IdFilter>,
}

impl Filter<ProgressNote> for ProgressNoteFilter {
    fn allows(&self, note: &ProgressNote, _: &View) -> bool {
        let word =
            |id: OrganisationId| NodeId { kind: Kind::Organisation, partnership: None, record: id.0 }.to_string();
        let on_behalf_of = || note.on_behalf_of.map(word);
        let commitment = || {
            let (partnership, record) = (Some(note.partnership_id), note.commitment_id.0);
            NodeId { kind: Kind::Commitment, partnership, record }.to_string()
        };
        self.noted_on.as_ref().is_none_or(|filter| filter.allows(Some(note.noted_on)))
            && self.health.as_ref().is_none_or(|filter| filter.allows(note.health))
            && self.text.as_ref().is_none_or(|filter| filter.allows(note.text.as_deref()))
            && self.on_behalf_of.as_ref().is_none_or(|filter| filter.allows(on_behalf_of().as_slice()))
            && self.external_key.as_ref().is_none_or(|filter| filter.allows(note.external_key.as_deref()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(note.source.as_deref()))
            && self.commitment.as_ref().is_none_or(|filter| filter.allows(&[commitment()]))
    }
}

/// The fields by which notes can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ProgressNoteOrderField {
    /// The day it is about. *Datum.*
    NotedOn,
    /// How it is going, from on track to done. *Voortgang in één woord.*
    Health,
}

impl Sorted<ProgressNote> for ProgressNoteOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::NotedOn => "notedOn",
            Self::Health => "health",
        }
    }

    fn key(self, note: &ProgressNote, _: &View) -> Key {
        match self {
            Self::NotedOn => note.noted_on.into(),
            Self::Health => Key::Number(note.health as i64),
        }
    }
}

order! {
    /// How notes are sorted. *Sortering van voortgangsmeldingen.*
    ProgressNoteOrder by ProgressNoteOrderField
}

lookup! {
    /// How a note is looked up: by exactly one of these. *Zoeksleutel.*
    ProgressNoteBy => ProgressNote
}

/// Root fields about notes.
#[derive(Default)]
pub(crate) struct NoteQuery;

#[Object]
impl NoteQuery {
    /// One note on how a commitment is going; null where there is none, or none that you may see. *Voortgangsmelding.*
    async fn progress_note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How it is looked up.")] by: ProgressNoteBy,
    ) -> Resolved<Option<Shown<ProgressNote>>> {
        by.find(context).await
    }
}
