//! A partnership and its settings.

record! { in directory "partnership" PartnershipId {
    /// Its name.
    name: String,
    /// Its name in addresses; unique.
    slug: String,
    /// What kind of partnership it is.
    kind: crate::PartnershipKind,
    /// The sector it works for.
    sector: Option<String>,
    /// The partnership it belongs to.
    parent_id: Option<crate::PartnershipId>,
    /// The step of the method it has reached.
    stage: crate::PartnershipStage,
    /// When it starts.
    starts_on: Option<Date>,
    /// How precise the start is.
    starts_precision: Option<crate::DatePrecision>,
    /// The words of the start.
    starts_text: Option<String>,
    /// When it ends.
    ends_on: Option<Date>,
    /// How precise the end is.
    ends_precision: Option<crate::DatePrecision>,
    /// The words of the end.
    ends_text: Option<String>,
    /// Who may see its name.
    name_visibility: crate::Visibility,
    /// The letters that its references begin with.
    reference_prefix: String,
    /// How it comes to agree.
    consent_rule: crate::ConsentRule,
    /// From which index on a result is GREEN.
    green_from: crate::Decimal,
    /// From which index on a result is AMBER.
    amber_from: crate::Decimal,
    /// Below which coverage a figure is withheld.
    coverage_minimum: crate::Decimal,
    /// Days after which a late report turns RED.
    grace_days: i32,
    /// Numbers of persons below this are suppressed outside the table.
    suppression_limit: i32,
    /// Days within which a party is asked to react.
    reaction_days: i32,
    /// Days after which silence on a reported result counts as acceptance.
    silence_days: i32,
    /// Why the parties sign no agreement, where that is on purpose.
    informal_reason: Option<String>,
} }
