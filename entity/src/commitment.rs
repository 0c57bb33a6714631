//! A commitment: who does what for whom, by when, and when it is done.

record! { in partnership "commitment" CommitmentId {
    /// The running number within the partnership; never given twice.
    number: Option<i32>,
    /// What people call it, such as "TE-2026-014".
    reference: Option<String>,
    /// Its title.
    title: String,
    /// What will be done.
    action: Option<String>,
    /// How the debtor is bound.
    obligation: crate::Obligation,
    /// What is promised.
    kind: Option<crate::ResourceKind>,
    /// How much, in the unit.
    quantity: Option<crate::Decimal>,
    /// The unit of the quantity.
    unit: Option<String>,
    /// How much money, in EUR cents.
    amount_cents: Option<i64>,
    /// How exact the quantity or amount is.
    qualifier: crate::Qualifier,
    /// Whether the quantity is due once or each term.
    recurrence: crate::Recurrence,
    /// For how many years, where it runs for years.
    term_years: Option<i32>,
    /// How it works on a shortage.
    effect: Option<crate::Effect>,
    /// When it was agreed.
    agreed_on: Option<Date>,
    /// The due date as first agreed.
    original_due_on: Option<Date>,
    /// How precise that is.
    original_due_precision: Option<crate::DatePrecision>,
    /// In words.
    original_due_text: Option<String>,
    /// The due date.
    due_on: Option<Date>,
    /// How precise it is.
    due_precision: Option<crate::DatePrecision>,
    /// In words.
    due_text: Option<String>,
    /// How often the due date was moved.
    times_postponed: i32,
    /// When it counts as done.
    done_criterion: Option<String>,
    /// The decision that agreed it.
    decision_id: Option<crate::DecisionId>,
    /// The step of the chain it works on.
    chain_step: Option<crate::ChainStep>,
    /// Where it stands.
    state: crate::CommitmentState,
    /// What was last said about the state: a reason or what remains.
    state_reason: Option<String>,
    /// What shows that it is done: the title.
    evidence_title: Option<String>,
    /// What shows that it is done: the address.
    evidence_link: Option<String>,
    /// What shows that it is done: the SHA-256 of the document, in hexadecimal.
    evidence_sha256: Option<String>,
    /// The day it was reported done.
    reported_on: Option<Date>,
    /// The commitment that replaces it.
    superseded_by: Option<crate::CommitmentId>,
    /// The account that wrote it.
    author_id: Option<crate::AccountId>,
    /// Who may see it.
    visibility: crate::Visibility,
    /// Whether quantity and amount are public where the commitment is.
    amounts_public: bool,
    /// How often its terms changed.
    terms_version: i32,
    /// The day it was last put to the parties.
    proposed_on: Option<Date>,
    /// The account that reported it done.
    reported_by: Option<crate::AccountId>,
    /// The day it ended.
    ended_on: Option<Date>,
    /// Why it may begin although something it needs is missing.
    waived_reason: Option<String>,
    /// What remains undone, where it was fulfilled in part.
    remains: Option<String>,
    /// What was done to fulfil it, where best effort was promised and it was not fulfilled.
    effort_made: Option<String>,
    /// The commitment whose remainder it is.
    remainder_of: Option<crate::CommitmentId>,
    /// The agreement that it carries out.
    agreement_id: Option<crate::AgreementId>,
} }
