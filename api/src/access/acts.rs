//! Who may do what: one row per business act.
//!
//! A row names the roles that may act at a table, whatever else the act's own rule asks of them. "Concerned" is a
//! representative of the organisation that the act is about, such as the owner of an interest or a commitment's debtor.

/// A business act and the roles that may do it.
#[allow(clippy::struct_excessive_bools, reason = "a row of the table of roles")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its name, as the API calls it.
    pub name: &'static str,
    /// A platform administrator.
    pub admin: bool,
    /// The secretariat.
    pub secretariat: bool,
    /// The chair.
    pub chair: bool,
    /// A representative of the organisation concerned.
    pub concerned: bool,
    /// Any member.
    pub member: bool,
    /// Whoever has an account.
    pub account: bool,
    /// Whether it is done in the directory, and not at a table.
    pub in_directory: bool,
}

macro_rules! acts {
    ($($name:ident: $($role:ident)+;)*) => {
        /// Every act.
        pub const ACTS: &[Act] = &[$(act::$name),*];

        /// Each act by its name.
        #[allow(non_upper_case_globals, reason = "an act is written as the API writes it")]
        pub mod act {
            use super::Act;

            $(#[doc = concat!("`", stringify!($name), "`")]
            pub const $name: Act = Act {
                $($role: true,)+
                ..Act { name: stringify!($name), admin: false, secretariat: false, chair: false, concerned: false, member: false, account: false, in_directory: false }
            };)*
        }
    };
}

acts! {
    regionCreate: in_directory admin;
    regionChange: in_directory admin;
    regionRemove: in_directory admin;
    organisationCreate: in_directory admin secretariat;
    organisationChange: in_directory admin secretariat;
    organisationRemove: in_directory admin secretariat;
    personCreate: in_directory admin secretariat concerned;
    personChange: in_directory admin secretariat concerned;
    personRemove: in_directory admin secretariat concerned;
    personErase: in_directory admin secretariat concerned;
    accountCreate: in_directory admin;
    accountChange: in_directory admin;
    accountRemove: in_directory admin;
    accountGrantAdmin: in_directory admin;
    accountRevokeAdmin: in_directory admin;
    accessKeyCreate: in_directory account;
    accessKeyRevoke: in_directory admin concerned;
    partnershipCreate: in_directory admin;
    partnershipChange: secretariat chair;
    partnershipRemove: in_directory admin;
    gateOverride: secretariat chair;
    membershipCreate: secretariat chair;
    membershipChange: secretariat chair;
    membershipEnd: secretariat chair;
    membershipRemove: secretariat chair;
    definitionCreate: secretariat chair;
    definitionChange: secretariat chair;
    definitionRevise: secretariat chair;
    definitionRemove: secretariat chair;
    problemStatementCreate: secretariat chair;
    problemStatementChange: secretariat chair;
    problemStatementRemove: secretariat chair;
    problemStatementEndorse: secretariat chair concerned;
    goalCreate: secretariat chair;
    goalChange: secretariat chair;
    goalRemove: secretariat chair;
    goalEndorse: secretariat chair concerned;
    indicatorCreate: secretariat chair;
    indicatorChange: secretariat chair;
    indicatorAdoptDefinition: secretariat chair;
    indicatorRemove: secretariat chair;
    reportingPeriodCreate: secretariat chair;
    reportingPeriodChange: secretariat chair;
    reportingPeriodClose: secretariat chair;
    reportingPeriodReopen: secretariat chair;
    reportingPeriodRemove: secretariat chair;
    meetingRecord: secretariat chair;
    meetingChange: secretariat chair;
    meetingRemove: secretariat chair;
    decisionRecord: secretariat chair;
    decisionChange: secretariat chair;
    decisionRemove: secretariat chair;
    agreementCreate: secretariat chair;
    agreementChange: secretariat chair;
    agreementAccede: secretariat chair;
    agreementRemove: secretariat chair;
    interestCreate: secretariat concerned;
    interestShare: concerned;
    interestReview: concerned;
    interestChange: concerned;
    interestRemove: concerned;
    balanceOpinionGive: concerned;
    healthCheckStart: secretariat chair;
    healthCheckAnswer: concerned;
    healthCheckClose: secretariat chair;
    healthCheckRemove: secretariat chair;
    commitmentDraft: secretariat chair concerned member;
    commitmentPropose: secretariat chair concerned member;
    commitmentEndorse: secretariat chair concerned;
    commitmentSendBack: secretariat;
    commitmentWithdraw: secretariat concerned;
    commitmentAgree: secretariat;
    commitmentStart: secretariat concerned;
    commitmentNote: secretariat concerned;
    commitmentReportDone: secretariat concerned;
    commitmentFulfil: secretariat chair concerned;
    commitmentReturn: secretariat chair concerned;
    commitmentFulfilPartly: secretariat chair concerned;
    commitmentMarkNotFulfilled: secretariat chair;
    commitmentRelease: secretariat chair concerned;
    commitmentReopen: secretariat chair;
    commitmentSupersede: secretariat chair concerned;
    commitmentChange: secretariat concerned;
    commitmentMeetCondition: secretariat concerned;
    commitmentsConfirmUnchanged: secretariat concerned;
    commitmentTakeOver: secretariat;
    commitmentsTakeOver: secretariat;
    commitmentRemove: secretariat concerned;
    importUndo: secretariat chair concerned;
    noteChange: secretariat concerned;
    noteRemove: secretariat concerned;
    commitmentAmend: secretariat chair concerned;
    commitmentPostpone: secretariat chair concerned;
    goalAmend: secretariat chair concerned;
    indicatorAmend: secretariat chair concerned;
    amendmentVote: concerned;
    amendmentAccept: secretariat;
    amendmentReject: secretariat;
    amendmentWithdraw: secretariat concerned;
    commitmentDeliver: secretariat concerned;
    deliveryConfirm: secretariat chair concerned;
    deliveryReturn: secretariat chair concerned;
    milestoneCreate: secretariat concerned;
    milestoneChange: secretariat concerned;
    milestoneRemove: secretariat concerned;
    milestoneReach: secretariat concerned;
    milestoneReopen: secretariat concerned;
    dependencyCreate: secretariat concerned;
    dependencyRemove: secretariat concerned;
    measurementDraft: secretariat chair concerned;
    measurementSubmit: secretariat chair concerned;
    measurementsSubmit: secretariat chair concerned;
    measurementApprove: secretariat chair concerned;
    measurementsApprove: secretariat chair concerned;
    measurementReturn: secretariat chair concerned;
    measurementCorrect: secretariat chair concerned;
    measurementRemove: concerned;
    allocationCreate: secretariat chair;
    allocationChange: secretariat chair;
    allocationRemove: secretariat chair;
    allocationAgree: secretariat chair;
    allocationWithdraw: secretariat chair;
}
