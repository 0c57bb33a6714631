//! A condition of a commitment (*randvoorwaarde*), as it is shown: what a party must see to before the work can be done.

use async_graphql::Object;
use entity::commitment_condition::Condition;

use super::Commitment;
use crate::{
    graphql::{Date, Listed, Shown},
    organisation::Organisation,
};

pub(crate) struct CommitmentCondition {
    number: i32,
    condition: Condition,
    organisation: Option<Listed<Organisation>>,
}

/// What must hold before a commitment can be carried out, and who must see to it. *Randvoorwaarde.*
#[Object]
impl CommitmentCondition {
    /// Its place among the conditions of the commitment, from 1. *Nummer.*
    fn number(&self) -> i32 {
        self.number
    }

    /// What must hold. *Tekst.*
    fn text(&self) -> &str {
        &self.condition.text
    }

    /// The party that must see to it, which may have been asked from outside the table. *Wie ervoor zorgt.*
    fn organisation(&self) -> Option<&Listed<Organisation>> {
        self.organisation.as_ref()
    }

    /// The day since which it holds; null while it does not. *Vervuld op.*
    fn met_on(&self) -> Option<Date> {
        self.condition.met_on.map(Date)
    }

    /// Whether it holds. *Vervuld.*
    fn is_met(&self) -> bool {
        self.condition.met_on.is_some()
    }
}

impl Shown<Commitment> {
    /// The conditions in order, each with its number.
    pub(super) fn numbered_conditions(&self) -> Vec<CommitmentCondition> {
        let numbered = (1..).zip(&self.record.conditions);
        let shown = numbered.map(|(number, condition)| CommitmentCondition {
            number,
            condition: condition.clone(),
            organisation: self.organisation(condition.organisation_id),
        });
        shown.collect()
    }
}
