//! An act that rests on a decision, as it is shown and listed.

use async_graphql::{Enum, ID, InputObject, Object};

use super::{Citation, Decision};
use crate::{
    access::View,
    fold::fold,
    graphql::{Date, DateFilter, Filter, Key, Node, Shown, Sorted, StringFilter, order},
    ledger::Kind,
};

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

    /// The record that the act was about. *Waarover.*
    fn subject(&self) -> Option<Node> {
        let row = &self.record.row;
        Node::within(&self.view, Kind::from_word(&row.subject_kind)?, row.subject_id)
    }

    /// The day of the act. *Datum.*
    fn cited_on(&self) -> Date {
        self.record.row.cited_on.into()
    }
}

/// Conditions on acts that cite a decision; all that are given must hold. *Filter op handelingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CitationFilter {
    /// On the act, by the name of its mutation.
    act: Option<StringFilter>,
    /// On the day of the act.
    cited_on: Option<DateFilter>,
}

impl Filter<Citation> for CitationFilter {
    fn allows(&self, citation: &Citation, _: &View) -> bool {
        self.act.as_ref().is_none_or(|filter| filter.allows(Some(&citation.act)))
            && self.cited_on.as_ref().is_none_or(|filter| filter.allows(Some(citation.cited_on)))
    }
}

/// The fields by which acts that cite a decision can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum CitationOrderField {
    /// The act, by the name of its mutation. *Handeling.*
    Act,
    /// The day of the act. *Datum.*
    CitedOn,
}

impl Sorted<Citation> for CitationOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::CitedOn => "citedOn",
        }
    }

    fn key(self, citation: &Citation, _: &View) -> Key {
        match self {
            Self::Act => Key::Text(fold(&citation.act)),
            Self::CitedOn => citation.cited_on.into(),
        }
    }
}

order! {
    /// How acts that cite a decision are sorted. *Sortering van handelingen.*
    CitationOrder by CitationOrderField
}
