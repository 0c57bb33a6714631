//! The fixed words that figures answer with. A word is written the same wherever it is shown.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)*
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
    )*};
}

words! {
    /// What a figure rests on.
    Basis {
        /// The indicator's own measurements.
        Measurements = "MEASUREMENTS",
        /// What was measured of the indicators below it.
        Contributions = "CONTRIBUTIONS",
        /// Both.
        MeasurementsAndContributions = "MEASUREMENTS_AND_CONTRIBUTIONS",
        /// The progress of what a goal is made of, by weight.
        WeightedAverage = "WEIGHTED_AVERAGE",
        /// What was delivered and confirmed.
        Deliveries = "DELIVERIES",
        /// The milestones that were reached.
        Milestones = "MILESTONES",
        /// How a commitment ended.
        State = "STATE",
    }
    /// On which side of a vague figure the true one lies.
    Bound {
        /// The true figure is this or more. *Minstens.*
        AtLeast = "AT_LEAST",
        /// The true figure is this or less. *Hoogstens.*
        AtMost = "AT_MOST",
    }
    /// What asks for a talk with a party about what it gives and gets.
    BalanceSignal {
        /// It named no gain.
        NoGain = "NO_GAIN",
        /// It named no contribution.
        NoContribution = "NO_CONTRIBUTION",
        /// Nobody serves an interest of it.
        UnservedInterest = "UNSERVED_INTEREST",
        /// It did not look at an interest of it for more than 12 months.
        ReviewOverdue = "REVIEW_OVERDUE",
    }
    /// What the records show of how the parties work together: two signs for each of the ten lessons, in their order.
    HealthSign {
        /// A partner endorsed a shared problem.
        ProblemEndorsedByOne = "PROBLEM_ENDORSED_BY_ONE",
        /// All partners endorsed it.
        ProblemEndorsedByAll = "PROBLEM_ENDORSED_BY_ALL",
        /// A company is a member.
        CompanyAtTheTable = "COMPANY_AT_THE_TABLE",
        /// An indicator says where the demand was at the start.
        DemandHasBaseline = "DEMAND_HAS_BASELINE",
        /// All partners endorsed a goal.
        GoalEndorsed = "GOAL_ENDORSED",
        /// All partners endorsed every goal.
        AllGoalsEndorsed = "ALL_GOALS_ENDORSED",
        /// At least half of the partners owe a live commitment.
        HalfOfPartnersCommitted = "HALF_OF_PARTNERS_COMMITTED",
        /// All partners do.
        AllPartnersCommitted = "ALL_PARTNERS_COMMITTED",
        /// Four steps of the chain are covered.
        FourStepsCovered = "FOUR_STEPS_COVERED",
        /// All are.
        AllStepsCovered = "ALL_STEPS_COVERED",
        /// Training is agreed.
        TrainingAgreed = "TRAINING_AGREED",
        /// Guidance afterwards is agreed.
        AftercareAgreed = "AFTERCARE_AGREED",
        /// Somebody acts as chair and as secretariat.
        RolesFilled = "ROLES_FILLED",
        /// An agreement is signed, or left out on purpose.
        AgreementSettled = "AGREEMENT_SETTLED",
        /// What is shared of interests was looked at within a year.
        InterestsReviewed = "INTERESTS_REVIEWED",
        /// Whoever said something of the balance is content with it.
        BalanceRight = "BALANCE_RIGHT",
        /// The table met four times in a year.
        FourMeetingsHeld = "FOUR_MEETINGS_HELD",
        /// At least half of the members came.
        HalfOfMembersAttended = "HALF_OF_MEMBERS_ATTENDED",
        /// At least half of the changes were settled in time.
        HalfOfChangesInTime = "HALF_OF_CHANGES_IN_TIME",
        /// All were.
        AllChangesInTime = "ALL_CHANGES_IN_TIME",
    }
    /// Whether a result is where it was expected to be by now.
    ResultLight {
        /// As expected.
        Green = "GREEN",
        /// A little behind.
        Amber = "AMBER",
        /// Behind, or going the wrong way.
        Red = "RED",
        /// Nothing can be said; the reason tells why.
        Grey = "GREY",
        /// The target is met.
        Achieved = "ACHIEVED",
    }
    /// Why a result has its light.
    ResultReason {
        /// Nothing was measured.
        NoData = "NO_DATA",
        /// There is an ambition, but no number.
        NoTarget = "NO_TARGET",
        /// There is no baseline to count progress from, or it leaves no distance to the target.
        NoBaseline = "NO_BASELINE",
        /// The latest report is too old to judge by.
        Stale = "STALE",
        /// Within the band to stay in.
        WithinBand = "WITHIN_BAND",
        /// Outside the band to stay in.
        OutsideBand = "OUTSIDE_BAND",
        /// The target is met.
        Achieved = "ACHIEVED",
        /// Further from the target than at the start.
        WorseThanBaseline = "WORSE_THAN_BASELINE",
        /// The baseline or the targets have no date, so nothing is expected by now.
        NoPath = "NO_PATH",
        /// Too little of the target is handed out, or too few report.
        Incomplete = "INCOMPLETE",
        /// Too early to judge.
        NotYetDue = "NOT_YET_DUE",
        /// On the expected path.
        OnTrack = "ON_TRACK",
        /// A little below the expected path.
        Attention = "ATTENTION",
        /// Far below the expected path.
        Behind = "BEHIND",
    }
    /// Whether reports come in on time; apart from what they say.
    ReportingLight {
        /// No report is late.
        Green = "GREEN",
        /// Late, within the days of grace.
        Amber = "AMBER",
        /// Late beyond the days of grace.
        Red = "RED",
        /// More than two frequencies without a report: too old to judge a result by.
        Stale = "STALE",
    }
    /// Whether a table acts, or only talks.
    ActionLight {
        /// Something was delivered or fulfilled not long ago.
        Green = "GREEN",
        /// Nothing was, for too long.
        Red = "RED",
    }
    /// What is not settled about a goal.
    OpenCode {
        /// Nothing tells how far it is.
        NoIndicator = "NO_INDICATOR",
        /// Nobody has agreed to do anything for it.
        NoCommitment = "NO_COMMITMENT",
        /// An indicator without a level.
        NoData = "NO_DATA",
        /// An indicator without a number to reach.
        NoTarget = "NO_TARGET",
        /// Promises in a unit that several indicators have.
        SharedUnit = "SHARED_UNIT",
    }
}

impl Basis {
    /// What a figure of two parts rests on, each of them on reports.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::MeasurementsAndContributions }
    }
}
