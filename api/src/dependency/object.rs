//! A dependency as it is shown.

use async_graphql::{ID, Object};

use super::CommitmentDependency;
use crate::{
    commitment::Commitment,
    graphql::{Decimal, Labelled, Shown, words},
    language::Language,
};

words! {
    /// How one commitment depends on another. *Soort afhankelijkheid.*
    DependencyKind / DependencyKindFilter = "entity::DependencyKind" {
        Requires: "It cannot begin until the other is fulfilled. *Vereist.*", "vereist", "requires";
        StartsAfter: "It is meant to begin after the other. *Begint na.*", "begint na", "starts after";
        Matches: "It holds because the other does, in a ratio. *Staat tegenover.*", "staat tegenover", "matches";
    }
}

/// How one commitment depends on another. *Afhankelijkheid.*
#[Object(name = "CommitmentDependency")]
impl Shown<CommitmentDependency> {
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

    /// The commitment that depends. *Afhankelijke afspraak.*
    fn from(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.from_id)
    }

    /// The commitment that it depends on. *Waarvan zij afhangt.*
    fn to(&self) -> Option<Shown<Commitment>> {
        self.view.show(self.record.row.to_id)
    }

    /// How. *Soort afhankelijkheid.*
    fn kind(&self) -> DependencyKind {
        self.record.row.kind.into()
    }

    /// The kind in words.
    fn kind_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        DependencyKind::from(self.record.row.kind).label(language.unwrap_or_default())
    }

    /// With MATCHES: how much of the one goes with one of the other, such as 1 for as much again. *Verhouding.*
    fn ratio(&self) -> Option<Decimal> {
        self.record.row.ratio.map(Into::into)
    }

    /// In words. *Toelichting.*
    fn note(&self) -> Option<&str> {
        self.record.row.note.as_deref()
    }
}
