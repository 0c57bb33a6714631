//! The schema: one line per concept.

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions};

use crate::{
    account::query::AccountQuery,
    commitment::{mutation::CommitmentMutation, query::CommitmentQuery},
    goal::mutation::GoalMutation,
    partnership::query::PartnershipQuery,
};

/// What can be asked. *Vragen.*
#[derive(Default, MergedObject)]
pub struct Query(AccountQuery, PartnershipQuery, CommitmentQuery);

/// What can be done: business acts. *Handelingen.*
#[derive(Default, MergedObject)]
pub struct Mutation(GoalMutation, CommitmentMutation);

/// The schema of the API.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Levels of nested fields; the preflight allows as many nested brackets.
const DEPTH: usize = 32;

/// Builds the schema.
#[must_use]
pub fn schema() -> Schema {
    async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_recursive_depth(DEPTH)
        .disable_suggestions()
        .finish()
}

/// The schema in its definition language.
#[must_use]
pub fn sdl(schema: &Schema) -> String {
    schema.sdl_with_options(
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by(),
    )
}
