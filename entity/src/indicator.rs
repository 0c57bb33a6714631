//! An indicator: a definition put to work for a goal, with a baseline and targets.

record! { in partnership "indicator" IndicatorId {
    /// What is measured and how.
    definition_id: crate::IndicatorDefinitionId,
    /// The goal it tells about; none means the whole partnership.
    goal_id: Option<crate::GoalId>,
    /// Its own name, where the definition's name does not do.
    name: Option<String>,
    /// The value it started from; a numerator where a denominator is given.
    baseline_value: Option<crate::Decimal>,
    /// The denominator of the baseline of a share.
    baseline_denominator: Option<crate::Decimal>,
    /// The day of the baseline.
    baseline_on: Option<Date>,
    /// Where the baseline comes from.
    baseline_source: Option<String>,
    /// The lower end of the band to stay within.
    band_low: Option<crate::Decimal>,
    /// The upper end of the band to stay within.
    band_high: Option<crate::Decimal>,
    /// Its weight within the goal; above zero.
    weight: crate::Decimal,
    /// Whether it is one of the few that people look at first.
    is_key: bool,
    /// Who reports it.
    reporter_id: Option<crate::OrganisationId>,
    /// Who may see it.
    visibility: crate::Visibility,
    /// Whether what it counts fills vacancies or makes them unnecessary.
    effect: Option<crate::Effect>,
    /// How often its terms changed.
    terms_version: i32,
} }
