//! What a partnership says of itself in small objects: its settings, and how many commitments stand where.

use async_graphql::{ComplexObject, SimpleObject};

use super::{Partnership, object::ConsentRule};
use crate::{
    commitment::words::CommitmentState,
    graphql::{Decimal, Labelled},
    language::Language,
};

/// How many commitments stand somewhere. *Aantal afspraken per stand.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct CommitmentCount {
    /// Where they stand.
    state: CommitmentState,
    /// How many: for members those visible to the table, for others the public ones. Drafts are not counted.
    count: i32,
}

#[ComplexObject]
impl CommitmentCount {
    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.state.label(language.unwrap_or_default())
    }
}

impl From<(entity::CommitmentState, i32)> for CommitmentCount {
    fn from((state, count): (entity::CommitmentState, i32)) -> Self {
        Self { state: state.into(), count }
    }
}

/// The settings by which a partnership judges and agrees. Seen at the table. *Instellingen.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct PartnershipSettings {
    /// How it comes to agree. *Wijze van instemmen.*
    consent_rule: ConsentRule,
    /// From which part of the expected path on a result is GREEN, as a ratio.
    green_from: Decimal,
    /// From which part of the expected path on a result is AMBER, as a ratio.
    amber_from: Decimal,
    /// Below which coverage a figure is withheld, as a ratio. *Minimale dekking.*
    coverage_minimum: Decimal,
    /// Days after which a late report turns RED. *Respijtdagen.*
    grace_days: i32,
    /// Numbers of persons below this are suppressed outside the table. *Onderdrukkingsgrens.*
    suppression_limit: i32,
    /// Days within which a party is asked to react. *Reactietermijn.*
    reaction_days: i32,
    /// Days after which silence on a reported result counts as acceptance. *Stiltetermijn.*
    silence_days: i32,
}

impl PartnershipSettings {
    /// The settings of a partnership.
    pub(super) fn of(partnership: &Partnership) -> Self {
        let row = &partnership.row;
        Self {
            consent_rule: row.consent_rule.into(),
            green_from: row.green_from.into(),
            amber_from: row.amber_from.into(),
            coverage_minimum: row.coverage_minimum.into(),
            grace_days: row.grace_days,
            suppression_limit: row.suppression_limit,
            reaction_days: row.reaction_days,
            silence_days: row.silence_days,
        }
    }
}

#[ComplexObject]
impl PartnershipSettings {
    /// The consent rule in words.
    fn consent_rule_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.consent_rule.label(language.unwrap_or_default())
    }
}
