//! Typed ids. Every id is a UUIDv7, so that ids sort by the moment they were given.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A partnership: a table, pact, service point, project or coalition.
    PartnershipId
    /// An organisation's dated seat in a partnership.
    MembershipId
    /// A problem that the partners share.
    ProblemStatementId
    /// A shared goal.
    GoalId
    /// An interest of one party.
    InterestId
    /// A commitment.
    CommitmentId
    /// A progress note on a commitment.
    ProgressNoteId
    /// An indicator.
    IndicatorId
    /// A measurement of an indicator.
    MeasurementId
    /// A meeting.
    MeetingId
    /// A decision taken in a meeting.
    DecisionId
    /// What a party says of terms that were put to it.
    EndorsementId
    /// A change of agreed terms.
    AmendmentId
    /// How one commitment depends on another.
    CommitmentDependencyId
    /// A step on the way to fulfilling a commitment.
    MilestoneId
    /// Something delivered on a commitment.
    DeliveryId
    /// An act that rests on a decision.
    CitationId
    /// What a party says of what it gives and gets.
    BalanceOpinionId
    /// An agreement that parties signed.
    AgreementId
    /// A stage entered although its gate was not passed.
    GateOverrideId
    /// A part of a target that was handed out.
    TargetAllocationId
    /// A table's consent that another one sees its figures.
    AllocationConsentId
    /// A child's measurement, mirrored to an ancestor.
    ContributionId
    /// A period over which a table reports.
    ReportingPeriodId
    /// A round of the health check.
    HealthCheckId
    /// An organisation's answer in a round.
    HealthAnswerId
    /// A region of the directory.
    RegionId
    /// An organisation of the directory.
    OrganisationId
    /// A contact person.
    PersonId
    /// An account: one identity of one token issuer.
    AccountId
    /// A key with which a program fetches files.
    AccessKeyId
    /// A list that was brought in from a file.
    ImportBatchId
    /// A definition of an indicator, shared by partnerships.
    IndicatorDefinitionId
}
