//! What is measured and how: shared by many partnerships, so that their figures can be compared.

record! { in directory "indicator_definition" IndicatorDefinitionId {
    /// The partnership that made it and keeps it.
    partnership_id: Option<crate::PartnershipId>,
    /// A short unique code.
    code: String,
    /// Its name.
    name: String,
    /// What is counted, and what is not.
    definition: Option<String>,
    /// What it counts in.
    measure: crate::Measure,
    /// The unit, such as "vacatures".
    unit: String,
    /// Which way is better.
    direction: crate::Direction,
    /// What one report says.
    reporting: crate::Reporting,
    /// What a target is about.
    target_basis: crate::TargetBasis,
    /// How children make the figure of a parent.
    hierarchy_rule: crate::HierarchyRule,
    /// Whether a result lasts, and so is never added again the next year.
    structural: bool,
    /// How often a report is due.
    frequency: crate::Frequency,
    /// The definition that it is a new version of.
    supersedes_id: Option<crate::IndicatorDefinitionId>,
    /// Why there is a new version.
    revision_reason: Option<String>,
} }
