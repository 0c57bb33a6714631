//! The schema: one line per concept.

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions};

use super::{labels::LabelQuery, node::NodeQuery};
use crate::{
    access_key::{mutation::AccessKeyMutation, query::AccessKeyQuery},
    account::{mutation::AccountMutation, query::AccountQuery},
    agreement::{mutation::AgreementMutation, query::AgreementQuery},
    allocation::mutation::AllocationMutation,
    amendment::mutation::AmendmentMutation,
    balance::mutation::BalanceMutation,
    commitment::{mutation::CommitmentMutation, note::NoteQuery, query::CommitmentQuery},
    delivery::mutation::DeliveryMutation,
    dependency::mutation::DependencyMutation,
    endorsement::mutation::EndorsementMutation,
    goal::{mutation::GoalMutation, query::GoalQuery},
    health_check::mutation::HealthCheckMutation,
    indicator::{
        definition::{mutation::DefinitionMutation, query::DefinitionQuery},
        mutation::IndicatorMutation,
        query::IndicatorQuery,
    },
    interest::{mutation::InterestMutation, query::InterestQuery},
    measurement::{many::mutation::MeasurementsMutation, mutation::MeasurementMutation, query::MeasurementQuery},
    meeting::{mutation::MeetingMutation, query::MeetingQuery},
    milestone::mutation::MilestoneMutation,
    organisation::{mutation::OrganisationMutation, query::OrganisationQuery},
    partnership::{
        gate::mutation::GateMutation,
        membership::{mutation::MembershipMutation, query::MembershipQuery},
        mutation::PartnershipMutation,
        query::PartnershipQuery,
    },
    person::{mutation::PersonMutation, query::PersonQuery},
    problem_statement::{mutation::ProblemStatementMutation, query::ProblemStatementQuery},
    region::{mutation::RegionMutation, query::RegionQuery},
    reporting_period::mutation::ReportingPeriodMutation,
    workbook::mutation::WorkbookMutation,
};

/// What can be asked. *Vragen.*
#[derive(Default, MergedObject)]
pub(crate) struct Query(
    AccountQuery,
    AccessKeyQuery,
    NodeQuery,
    LabelQuery,
    PartnershipQuery,
    MembershipQuery,
    ProblemStatementQuery,
    GoalQuery,
    MeetingQuery,
    AgreementQuery,
    CommitmentQuery,
    NoteQuery,
    DefinitionQuery,
    IndicatorQuery,
    MeasurementQuery,
    InterestQuery,
    OrganisationQuery,
    PersonQuery,
    RegionQuery,
);

/// What can be done: business acts. *Handelingen.*
#[derive(Default, MergedObject)]
pub(crate) struct Mutation(
    RegionMutation,
    OrganisationMutation,
    PersonMutation,
    AccountMutation,
    AccessKeyMutation,
    PartnershipMutation,
    GateMutation,
    MembershipMutation,
    ProblemStatementMutation,
    GoalMutation,
    InterestMutation,
    BalanceMutation,
    HealthCheckMutation,
    MeetingMutation,
    AgreementMutation,
    CommitmentMutation,
    EndorsementMutation,
    AmendmentMutation,
    DeliveryMutation,
    MilestoneMutation,
    DependencyMutation,
    DefinitionMutation,
    IndicatorMutation,
    ReportingPeriodMutation,
    MeasurementMutation,
    AllocationMutation,
    MeasurementsMutation,
    WorkbookMutation,
);

/// The schema of the API.
pub(crate) type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Levels of nested fields; the preflight allows as many nested brackets.
const DEPTH: usize = 32;

/// Builds the schema.
#[must_use]
pub(crate) fn schema() -> Schema {
    async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_recursive_depth(DEPTH)
        .disable_suggestions()
        .finish()
}

/// The schema in its definition language.
#[must_use]
pub(crate) fn sdl(schema: &Schema) -> String {
    schema.sdl_with_options(
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by(),
    )
}
