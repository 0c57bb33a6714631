//! A definition of an indicator (*indicatordefinitie*): what is measured and how, shared by all partnerships, so that
//! their figures can be compared.
//!
//! The partnership that made it keeps it. What decides figures never changes, for whoever uses it: a new version is a
//! definition of its own that supersedes it, and each table adopts that for itself. One that is superseded or taken out of
//! use goes on for the indicators that have it.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::IndicatorDefinitionId;

use crate::ledger::{
    Aggregate, Directory,
    index::{Groups, reach},
    record,
};

record! {
    /// What is measured and how.
    IndicatorDefinition = indicator_definition, index DefinitionIndex, aggregates |_| vec![Aggregate::Directory];
    /// By what a measurement may be broken down.
    dimensions: indicator_definition_dimension as String,
}

impl IndicatorDefinition {
    /// Whether a figure means the same by another definition.
    #[must_use]
    pub fn counts_like(&self, other: &Self) -> bool {
        let counted = |one: &Self| (one.measure, one.direction, one.reporting, one.target_basis, one.hierarchy_rule);
        counted(self) == counted(other) && self.unit == other.unit
    }
}

/// Definitions by the one that they supersede.
#[derive(Clone, Debug, Default)]
pub struct DefinitionIndex(Groups<IndicatorDefinitionId, IndicatorDefinitionId>);

impl DefinitionIndex {
    fn put(&mut self, before: Option<&Arc<IndicatorDefinition>>, after: &Arc<IndicatorDefinition>) {
        self.0.put(before.and_then(|before| before.supersedes_id), after.supersedes_id, &after.id);
    }
}

impl Directory {
    /// The definition that supersedes one, of several the one that is in use.
    #[must_use]
    pub fn successor_of(&self, id: IndicatorDefinitionId) -> Option<&Arc<IndicatorDefinition>> {
        let successors = self.definitions.index().0.get(id).filter_map(|id| self.definition(*id));
        successors.max_by_key(|one| (one.removed_at.is_none(), one.id))
    }

    /// The newest definition in use that supersedes one, directly or in steps.
    #[must_use]
    pub fn newest_after(&self, id: IndicatorDefinitionId) -> Option<&Arc<IndicatorDefinition>> {
        let later = reach(id, |id| self.definitions.index().0.get(id).copied().collect());
        later.into_iter().filter(|one| *one != id).filter_map(|id| self.definitions.get(id)).next_back()
    }

    /// Whether a definition supersedes another, directly or in steps.
    #[must_use]
    pub fn supersedes(&self, newer: &IndicatorDefinition, older: IndicatorDefinitionId) -> bool {
        let mut before = newer.supersedes_id;
        while let Some(id) = before.filter(|id| *id != older) {
            before = self.definition(id).and_then(|definition| definition.supersedes_id);
        }
        before.is_some()
    }

    /// A definition, also one that no new indicator can have.
    #[must_use]
    pub fn definition(&self, id: IndicatorDefinitionId) -> Option<&Arc<IndicatorDefinition>> {
        self.definitions.get_with_removed(id)
    }
}
