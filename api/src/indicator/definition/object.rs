//! A definition as it is shown.

use async_graphql::{Context, ID, Object};
use sea_orm::ColumnTrait;

use super::IndicatorDefinition;
use crate::{
    access::View,
    graphql::{Connection, Labelled, Listed, PageArgs, Resolved, Session, Shown, across, words},
    indicator::{
        Indicator,
        query::{IndicatorFilter, IndicatorOrder},
    },
    language::Language,
    partnership::Partnership,
};

words! {
    /// What an indicator counts in. *Soort meting.*
    Measure / MeasureFilter = "entity::Measure" {
        Count: "A count. *Aantal.*", "aantal", "count";
        Money: "An amount of money, in EUR. *Bedrag.*", "bedrag", "money";
        Hours: "Hours. *Uren.*", "uren", "hours";
        Percent: "A share, reported as numerator and denominator. *Percentage.*", "percentage", "percentage";
        Scale: "An index on a scale. *Schaal.*", "schaal", "scale";
        YesNo: "Yes or no. *Ja of nee.*", "ja of nee", "yes or no";
        Narrative: "A text. *Verhaal.*", "verhaal", "narrative";
    }
    /// Which way is better. *Richting.*
    IndicatorDirection / IndicatorDirectionFilter = "entity::Direction" {
        Increase: "More is better. *Stijgen.*", "stijgen", "increase";
        Decrease: "Less is better. *Dalen.*", "dalen", "decrease";
        Maintain: "It should stay within a band. *Handhaven.*", "handhaven", "maintain";
    }
    /// What one report says. *Wijze van melden.*
    Reporting / ReportingFilter = "entity::Reporting" {
        Increment: "What was added in a period. *Per periode.*", "per periode", "per period";
        RunningTotal: "The total so far. *Lopend totaal.*", "lopend totaal", "running total";
        Snapshot: "The situation on a day. *Stand op een dag.*", "stand op een dag", "situation on a day";
    }
    /// What a target is about. *Grondslag van de streefwaarde.*
    TargetBasis / TargetBasisFilter = "entity::TargetBasis" {
        PerPeriod: "Each period. *Per periode.*", "per periode", "per period";
        ToDate: "All until the date. *Tot en met de datum.*", "tot en met de datum", "to date";
        Level: "The situation on the date. *Stand op de datum.*", "stand op de datum", "level";
    }
    /// How figures of children make the figure of a parent. *Optelregel.*
    HierarchyRule / HierarchyRuleFilter = "entity::HierarchyRule" {
        Sum: "They are added. *Optellen.*", "optellen", "sum";
        RatioOfSums: "Numerators and denominators are added. *Verhouding van sommen.*", "verhouding van sommen", "ratio of sums";
        Last: "The latest counts. *Laatste.*", "laatste", "last";
        None: "They cannot be combined. *Niet op te tellen.*", "niet op te tellen", "cannot be combined";
    }
    /// How often a report is due. *Frequentie.*
    Frequency / FrequencyFilter = "entity::Frequency" {
        Weekly: "Each week. *Wekelijks.*", "wekelijks", "weekly";
        Monthly: "Each month. *Maandelijks.*", "maandelijks", "monthly";
        Quarterly: "Each quarter. *Per kwartaal.*", "per kwartaal", "quarterly";
        HalfYearly: "Each half year. *Halfjaarlijks.*", "halfjaarlijks", "half-yearly";
        Yearly: "Each year. *Jaarlijks.*", "jaarlijks", "yearly";
        Once: "Only once. *Eenmalig.*", "eenmalig", "once";
    }
}

/// What is measured and how; shared by partnerships, so that their figures can be compared. *Indicatordefinitie.*
#[Object(name = "IndicatorDefinition")]
impl Listed<IndicatorDefinition> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership that made it and keeps it, if you may know of it. *Beheerder.*
    async fn partnership(&self, context: &Context<'_>) -> Resolved<Option<Shown<Partnership>>> {
        let Some(id) = self.record.row.partnership_id else { return Ok(None) };
        let view = Session::of(context)?.view(id).await?;
        Ok(view.and_then(|view| view.show(id)))
    }

    /// Whether it is out of use: no new indicator can have it, those that have it go on. *Vervallen.*
    fn is_removed(&self) -> bool {
        self.record.row.removed_at.is_some()
    }

    /// A short unique code. *Code.*
    fn code(&self) -> &str {
        &self.record.row.code
    }

    /// Its name. *Naam.*
    fn name(&self) -> &str {
        &self.record.row.name
    }

    /// What is counted, and what is not. *Definitie.*
    fn definition(&self) -> Option<&str> {
        self.record.row.definition.as_deref()
    }

    /// By what a measurement may be broken down, such as "opleidingsniveau". *Uitsplitsingen.*
    fn dimensions(&self) -> &[String] {
        &self.record.dimensions
    }

    /// What it counts in. *Soort meting.*
    fn measure(&self) -> Measure {
        self.record.row.measure.into()
    }

    /// The measure in words.
    fn measure_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Measure::from(self.record.row.measure).label(language.unwrap_or_default())
    }

    /// The unit. *Eenheid.*
    fn unit(&self) -> &str {
        &self.record.row.unit
    }

    /// Which way is better. *Richting.*
    fn direction(&self) -> IndicatorDirection {
        self.record.row.direction.into()
    }

    /// The direction in words.
    fn direction_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        IndicatorDirection::from(self.record.row.direction).label(language.unwrap_or_default())
    }

    /// What one report says. *Wijze van melden.*
    fn reporting(&self) -> Reporting {
        self.record.row.reporting.into()
    }

    /// The way of reporting in words.
    fn reporting_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Reporting::from(self.record.row.reporting).label(language.unwrap_or_default())
    }

    /// What a target is about. *Grondslag van de streefwaarde.*
    fn target_basis(&self) -> TargetBasis {
        self.record.row.target_basis.into()
    }

    /// The target basis in words.
    fn target_basis_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        TargetBasis::from(self.record.row.target_basis).label(language.unwrap_or_default())
    }

    /// How figures of children make the figure of a parent. *Optelregel.*
    fn hierarchy_rule(&self) -> HierarchyRule {
        self.record.row.hierarchy_rule.into()
    }

    /// The hierarchy rule in words.
    fn hierarchy_rule_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        HierarchyRule::from(self.record.row.hierarchy_rule).label(language.unwrap_or_default())
    }

    /// Whether a result lasts, and so is never added again the next year. *Structureel.*
    fn structural(&self) -> bool {
        self.record.row.structural
    }

    /// How often a report is due. *Frequentie.*
    fn frequency(&self) -> Frequency {
        self.record.row.frequency.into()
    }

    /// The frequency in words.
    fn frequency_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Frequency::from(self.record.row.frequency).label(language.unwrap_or_default())
    }

    /// The definition that it is a newer version of. *Vervangt.*
    fn supersedes(&self) -> Option<Listed<IndicatorDefinition>> {
        let directory = &self.view.directory;
        self.view.show(self.record.row.supersedes_id.and_then(|id| directory.definition(id)))
    }

    /// The newer version of it; the indicators that have this one go on with it until their tables adopt the newer one.
    /// *Vervangen door.*
    fn superseded_by(&self) -> Option<Listed<IndicatorDefinition>> {
        self.view.show(self.view.directory.successor_of(self.record.row.id))
    }

    /// Why it took the place of the one before. *Reden van herziening.*
    fn revision_reason(&self) -> Option<&str> {
        self.record.row.revision_reason.as_deref()
    }

    /// The indicators of it at all tables, as far as you may see, to compare them. *Indicatoren.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn indicators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<IndicatorOrder>,
        >,
    ) -> Resolved<Connection<Shown<Indicator>>> {
        let (session, own) = (Session::of(context)?, self.record.row.id);
        let uses = entity::indicator::Column::DefinitionId.eq(own);
        let views = session.views(session.ledger.partnerships_with::<Indicator>(uses).await?).await?;
        let is_one = |_: &View, one: &Indicator| one.definition_id == own;
        across(&self.view, &views, is_one, filter, order_by, PageArgs { first, after, last, before })
    }
}
