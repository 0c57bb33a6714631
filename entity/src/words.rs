//! The fixed words that columns hold. A word is written the same in the database, in the ledger and in the API.

use std::{fmt, str::FromStr};

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$word_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every word, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word itself.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl FromStr for $name {
            type Err = DbErr;

            fn from_str(word: &str) -> Result<Self, DbErr> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    other => Err(DbErr::Type(format!("{other} is no {}", stringify!($name)))),
                }
            }
        }
    )*};
}

words! {
    /// How exact a quantity is.
    Qualifier {
        /// Exact.
        Exact = "EXACT",
        /// About.
        About = "ABOUT",
        /// At least.
        AtLeast = "AT_LEAST",
        /// A little more.
        JustOver = "JUST_OVER",
        /// A little less.
        JustUnder = "JUST_UNDER",
    }
    /// How precise a date is.
    DatePrecision {
        /// That day.
        Day = "DAY",
        /// The middle of that month.
        MidMonth = "MID_MONTH",
        /// That month.
        Month = "MONTH",
        /// That quarter.
        Quarter = "QUARTER",
        /// That year.
        Year = "YEAR",
    }
    /// Who may see a record, from the fewest to all.
    Visibility {
        /// The owner only.
        Organisation = "ORGANISATION",
        /// The owner and the organisations named.
        Selected = "SELECTED",
        /// The members of the partnership.
        Partnership = "PARTNERSHIP",
        /// Everybody.
        Public = "PUBLIC",
    }
    /// Kinds of regions.
    RegionKind {
        /// The country.
        National = "NATIONAL",
        /// A province.
        Province = "PROVINCE",
        /// A labour-market region.
        LabourMarketRegion = "LABOUR_MARKET_REGION",
        /// A municipality.
        Municipality = "MUNICIPALITY",
        /// Any other region.
        Other = "OTHER",
    }
    /// Kinds of organisations.
    OrganisationKind {
        /// A company.
        Company = "COMPANY",
        /// An association of employers.
        EmployersAssociation = "EMPLOYERS_ASSOCIATION",
        /// A trade union.
        TradeUnion = "TRADE_UNION",
        /// A school, college or university.
        Education = "EDUCATION",
        /// A municipality.
        Municipality = "MUNICIPALITY",
        /// A province.
        Province = "PROVINCE",
        /// A ministry.
        Ministry = "MINISTRY",
        /// An employment service.
        EmploymentService = "EMPLOYMENT_SERVICE",
        /// A training fund of a sector.
        TrainingFund = "TRAINING_FUND",
        /// A service point.
        ServicePoint = "SERVICE_POINT",
        /// A research or knowledge institute.
        Knowledge = "KNOWLEDGE",
        /// Any other.
        Other = "OTHER",
    }
    /// The side that an organisation stands on.
    OrganisationSector {
        /// Public.
        Public = "PUBLIC",
        /// Private.
        Private = "PRIVATE",
        /// Both together.
        PublicPrivate = "PUBLIC_PRIVATE",
    }
    /// Kinds of partnerships.
    PartnershipKind {
        /// A sector table.
        SectorTable = "SECTOR_TABLE",
        /// A technology pact.
        Techniekpact = "TECHNIEKPACT",
        /// A service point.
        ServicePoint = "SERVICE_POINT",
        /// A project.
        Project = "PROJECT",
        /// A coalition.
        Coalition = "COALITION",
    }
    /// The three steps of the method.
    PartnershipStage {
        /// Agree on a common goal.
        CommonGoal = "COMMON_GOAL",
        /// Name every party's gain and investment.
        GainAndInvestment = "GAIN_AND_INVESTMENT",
        /// Make agreements and monitor them.
        AgreeAndMonitor = "AGREE_AND_MONITOR",
    }
    /// How a partnership comes to agree.
    ConsentRule {
        /// The secretariat records what a meeting decided.
        RecordedInMeeting = "RECORDED_IN_MEETING",
        /// Each party endorses for itself.
        PartiesSign = "PARTIES_SIGN",
    }
    /// Where an organisation stands towards a table.
    MembershipStatus {
        /// Invited, not yet a member.
        Invited = "INVITED",
        /// At the table.
        Member = "MEMBER",
        /// Asked for something, but not at the table.
        External = "EXTERNAL",
    }
    /// What an organisation does at a table.
    MembershipRole {
        /// Chair.
        Chair = "CHAIR",
        /// Secretariat.
        Secretariat = "SECRETARIAT",
        /// Partner.
        Partner = "PARTNER",
        /// Financier.
        Financier = "FINANCIER",
        /// Executor.
        Executor = "EXECUTOR",
        /// Observer.
        Observer = "OBSERVER",
    }
    /// How directly a goal is in the partners' hands.
    GoalKind {
        /// What society notices.
        Impact = "IMPACT",
        /// What changes for those concerned.
        Outcome = "OUTCOME",
        /// What the partnership makes itself.
        Output = "OUTPUT",
    }
    /// What an interest is to its owner.
    InterestSide {
        /// What it gets.
        Gain = "GAIN",
        /// What it brings.
        Contribution = "CONTRIBUTION",
        /// What it would like.
        Wish = "WISH",
        /// What worries it.
        Concern = "CONCERN",
    }
    /// What is gained, brought or promised.
    ResourceKind {
        /// Money.
        Money = "MONEY",
        /// Hours of work.
        Hours = "HOURS",
        /// Full-time equivalents.
        Fte = "FTE",
        /// Places to work or learn.
        Places = "PLACES",
        /// People.
        People = "PEOPLE",
        /// Equipment.
        Equipment = "EQUIPMENT",
        /// Knowledge.
        Knowledge = "KNOWLEDGE",
        /// Network.
        Network = "NETWORK",
        /// Access.
        Access = "ACCESS",
        /// Reputation.
        Reputation = "REPUTATION",
        /// Any other.
        Other = "OTHER",
    }
    /// How a debtor is bound.
    Obligation {
        /// To the result.
        Result = "RESULT",
        /// To its best effort.
        BestEffort = "BEST_EFFORT",
    }
    /// Whether a reporting period takes measurements.
    PeriodState {
        /// Measurements can be submitted and approved.
        Open = "OPEN",
        /// Its figures are fixed.
        Closed = "CLOSED",
    }
    /// What an access key opens.
    AccessKeyPurpose {
        /// Flat tables.
        Export = "EXPORT",
        /// A calendar.
        Calendar = "CALENDAR",
    }
    /// What kind of list was brought in from a file.
    ImportKind {
        /// The table's own workbook.
        Workbook = "WORKBOOK",
        /// A list with headers of its own.
        ActionList = "ACTION_LIST",
    }
    /// How a commitment or an indicator works on a shortage.
    Effect {
        /// It fills vacancies.
        Filled = "FILLED",
        /// It makes vacancies unnecessary.
        Avoided = "AVOIDED",
    }
    /// Whether a promised quantity is due once or each term.
    Recurrence {
        /// Once.
        Once = "ONCE",
        /// Each month.
        Monthly = "MONTHLY",
        /// Each quarter.
        Quarterly = "QUARTERLY",
        /// Each year.
        Yearly = "YEARLY",
    }
    /// The steps from recruiting somebody to keeping somebody.
    ChainStep {
        /// Recruitment.
        Recruitment = "RECRUITMENT",
        /// Orientation.
        Orientation = "ORIENTATION",
        /// Assessment.
        Assessment = "ASSESSMENT",
        /// Training.
        Training = "TRAINING",
        /// Matching.
        Matching = "MATCHING",
        /// Placement.
        Placement = "PLACEMENT",
        /// Guidance.
        Guidance = "GUIDANCE",
        /// Retention.
        Retention = "RETENTION",
    }
    /// Where a commitment stands.
    CommitmentState {
        /// Being written.
        Draft = "DRAFT",
        /// Put to the parties.
        Proposed = "PROPOSED",
        /// Agreed.
        Agreed = "AGREED",
        /// Being carried out.
        InProgress = "IN_PROGRESS",
        /// Reported done.
        ReportedDone = "REPORTED_DONE",
        /// Fulfilled.
        Fulfilled = "FULFILLED",
        /// Fulfilled in part.
        PartlyFulfilled = "PARTLY_FULFILLED",
        /// Not fulfilled.
        NotFulfilled = "NOT_FULFILLED",
        /// Released by agreement.
        Released = "RELEASED",
        /// Withdrawn before it was agreed.
        Withdrawn = "WITHDRAWN",
        /// Replaced by another commitment.
        Superseded = "SUPERSEDED",
    }
    /// How a commitment is going.
    Health {
        /// On track.
        OnTrack = "ON_TRACK",
        /// Needs attention.
        Attention = "ATTENTION",
        /// Behind.
        Behind = "BEHIND",
        /// Done.
        Done = "DONE",
    }
    /// What an indicator counts in.
    Measure {
        /// A count.
        Count = "COUNT",
        /// An amount of money.
        Money = "MONEY",
        /// Hours.
        Hours = "HOURS",
        /// A share, reported as numerator and denominator.
        Percent = "PERCENT",
        /// An index on a scale.
        Scale = "SCALE",
        /// Yes or no.
        YesNo = "YES_NO",
        /// A text.
        Narrative = "NARRATIVE",
    }
    /// Which way is better.
    Direction {
        /// More is better.
        Increase = "INCREASE",
        /// Less is better.
        Decrease = "DECREASE",
        /// It should stay within a band.
        Maintain = "MAINTAIN",
    }
    /// What one report says.
    Reporting {
        /// What was added in a period.
        Increment = "INCREMENT",
        /// The total so far.
        RunningTotal = "RUNNING_TOTAL",
        /// The situation on a day.
        Snapshot = "SNAPSHOT",
    }
    /// What a target is about.
    TargetBasis {
        /// Each period.
        PerPeriod = "PER_PERIOD",
        /// All until the date.
        ToDate = "TO_DATE",
        /// The situation on the date.
        Level = "LEVEL",
    }
    /// How figures of children make the figure of a parent.
    HierarchyRule {
        /// They are added.
        Sum = "SUM",
        /// Numerators and denominators are added.
        RatioOfSums = "RATIO_OF_SUMS",
        /// The latest counts.
        Last = "LAST",
        /// They cannot be combined.
        None = "NONE",
    }
    /// How often a report is due.
    Frequency {
        /// Each week.
        Weekly = "WEEKLY",
        /// Each month.
        Monthly = "MONTHLY",
        /// Each quarter.
        Quarterly = "QUARTERLY",
        /// Each half year.
        HalfYearly = "HALF_YEARLY",
        /// Each year.
        Yearly = "YEARLY",
        /// Only once.
        Once = "ONCE",
    }
    /// Where a measurement stands.
    MeasurementState {
        /// Being written.
        Draft = "DRAFT",
        /// Waiting for approval.
        Submitted = "SUBMITTED",
        /// Sent back to its submitter.
        Returned = "RETURNED",
        /// Approved.
        Approved = "APPROVED",
        /// Replaced by a correction.
        Superseded = "SUPERSEDED",
    }
    /// What a party says of terms that were put to it.
    EndorsementDecision {
        /// It agrees.
        Agree = "AGREE",
        /// It agrees and adds something.
        AgreeWithNote = "AGREE_WITH_NOTE",
        /// It would agree, were it not for something.
        WithReservation = "WITH_RESERVATION",
        /// It does not agree.
        Object = "OBJECT",
    }
    /// Where an amendment stands.
    AmendmentState {
        /// Put to the parties.
        Proposed = "PROPOSED",
        /// Accepted: the terms have changed.
        Accepted = "ACCEPTED",
        /// Rejected.
        Rejected = "REJECTED",
        /// Withdrawn by whoever proposed it.
        Withdrawn = "WITHDRAWN",
    }
    /// Why agreed terms change.
    AmendmentReason {
        /// The world around it changed.
        ContextChanged = "CONTEXT_CHANGED",
        /// Money.
        Budget = "BUDGET",
        /// People and time.
        Capacity = "CAPACITY",
        /// Something else has to come first.
        Dependency = "DEPENDENCY",
        /// Another party came or left.
        PartnerChange = "PARTNER_CHANGE",
        /// Something was learned.
        Learning = "LEARNING",
        /// Any other.
        Other = "OTHER",
    }
    /// How one commitment depends on another.
    DependencyKind {
        /// It cannot begin until the other is fulfilled.
        Requires = "REQUIRES",
        /// It is meant to begin after the other.
        StartsAfter = "STARTS_AFTER",
        /// It holds because the other does, in a ratio.
        Matches = "MATCHES",
    }
    /// Where a delivery stands.
    DeliveryState {
        /// Reported.
        Reported = "REPORTED",
        /// Confirmed.
        Confirmed = "CONFIRMED",
        /// Rejected.
        Rejected = "REJECTED",
    }
    /// What a party says of what it gives and gets.
    BalanceOpinionValue {
        /// In balance.
        InBalance = "IN_BALANCE",
        /// It gives more than it gets.
        WeGiveMore = "WE_GIVE_MORE",
        /// It gets more than it gives.
        WeGetMore = "WE_GET_MORE",
        /// It cannot tell.
        Unsure = "UNSURE",
    }
}
