//! A definition of an indicator (*indicatordefinitie*): what is measured and how, shared by all partnerships, so that
//! their figures can be compared.
//!
//! The partnership that made it keeps it. What decides figures never changes, for whoever uses it; and one that is taken
//! out of use goes on for the indicators that have it.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::IndicatorDefinitionId;

use crate::ledger::{Aggregate, Directory, record};

record! {
    /// What is measured and how.
    IndicatorDefinition = indicator_definition, aggregates |_| vec![Aggregate::Directory];
    /// By what a measurement may be broken down.
    dimensions: indicator_definition_dimension as String,
}

impl Directory {
    /// A definition, also one that no new indicator can have.
    #[must_use]
    pub fn definition(&self, id: IndicatorDefinitionId) -> Option<&Arc<IndicatorDefinition>> {
        self.definitions.get_with_removed(id)
    }
}
