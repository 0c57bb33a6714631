//! An indicator as it is shown.

use async_graphql::{ID, Object, SimpleObject};

use super::{
    Indicator, IndicatorDefinition,
    figure::{FiguresShown, Inclusion},
    obligation::IndicatorReporter,
};
use crate::{
    allocation::TargetAllocation,
    amendment::Amendment,
    commitment::words::Effect,
    figures,
    fold::fold,
    goal::Goal,
    graphql::{
        AtHand, Connection, Date, Decimal, Labelled, Listed, PageArgs, Resolved, Shown, Visibility, at_hand,
        count_made, page, rounded, words,
    },
    language::Language,
    ledger::Directory,
    measurement::{
        Measurement,
        object::BreakdownCell,
        query::{MeasurementFilter, MeasurementOrder},
    },
    organisation::Organisation,
    partnership::Partnership,
    region::Region,
};

words! {
    /// Whether a result is where it was expected to be by now. *Stoplicht van het resultaat.*
    ResultLight / ResultLightFilter = "crate::figures::ResultLight" {
        Green: "As expected. *Op schema.*", "op schema", "on schedule";
        Amber: "A little behind. *Aandacht.*", "aandacht", "attention";
        Red: "Behind, or going the wrong way. *Loopt achter.*", "loopt achter", "behind";
        Grey: "Nothing can be said; the reason tells why. *Geen oordeel.*", "geen oordeel", "no verdict";
        Achieved: "The target is met. *Bereikt.*", "bereikt", "achieved";
    }
    /// Why a result has its light. *Reden van het stoplicht.*
    ResultReason / ResultReasonFilter = "crate::figures::ResultReason" {
        NoData: "Nothing was measured. *Geen gegevens.*", "geen gegevens", "no data";
        NoTarget: "There is an ambition, but no number. *Geen streefwaarde.*", "geen streefwaarde", "no target";
        NoBaseline: "There is no baseline to count progress from, or it leaves no distance to the target. *Geen nulmeting.*", "geen nulmeting", "no baseline";
        Stale: "The latest report is too old to judge by. *Verouderd.*", "verouderd", "stale";
        WithinBand: "Within the band to stay in. *Binnen de bandbreedte.*", "binnen de bandbreedte", "within the band";
        OutsideBand: "Outside the band to stay in. *Buiten de bandbreedte.*", "buiten de bandbreedte", "outside the band";
        Achieved: "The target is met. *Bereikt.*", "bereikt", "achieved";
        WorseThanBaseline: "Further from the target than at the start. *Slechter dan de nulmeting.*", "slechter dan de nulmeting", "worse than the baseline";
        NoPath: "The baseline or the targets have no date, so nothing is expected by now. *Geen pad.*", "geen pad", "no path";
        Incomplete: "Too little of the target is handed out, or too few report. *Onvolledig.*", "onvolledig", "incomplete";
        NotYetDue: "Too early to judge. *Nog niet aan de orde.*", "nog niet aan de orde", "not yet due";
        OnTrack: "On the expected path. *Op schema.*", "op schema", "on track";
        Attention: "A little below the expected path. *Aandacht.*", "aandacht", "attention";
        Behind: "Far below the expected path. *Loopt achter.*", "loopt achter", "behind";
    }
    /// Whether reports come in on time; apart from what they say. *Stoplicht van de rapportage.*
    ReportingLight / ReportingLightFilter = "crate::figures::ReportingLight" {
        Green: "No report is late. *Op tijd.*", "op tijd", "on time";
        Amber: "Late, within the days of grace. *Iets te laat.*", "iets te laat", "a little late";
        Red: "Late beyond the days of grace. *Te laat.*", "te laat", "late";
        Stale: "More than two frequencies without a report. *Verouderd.*", "verouderd", "stale";
    }
}

/// The value that an indicator started from. *Nulmeting.*
#[derive(SimpleObject)]
pub(crate) struct Baseline {
    /// The value, in the unit of the indicator; per cent for a share. Null where only the day is known. *Waarde.*
    value: Option<Decimal>,
    /// The numerator of a share that was counted. *Teller.*
    numerator: Option<Decimal>,
    /// The denominator of a share that was counted. *Noemer.*
    denominator: Option<Decimal>,
    /// The day. *Peildatum.*
    date: Option<Date>,
    /// Where it comes from. *Bron.*
    source: Option<String>,
}

/// A value to reach. *Streefwaarde.*
#[derive(SimpleObject)]
pub(crate) struct Target {
    /// The value, in the unit of the indicator.
    value: Decimal,
    /// By when; null where no date was named.
    date: Option<Date>,
}

impl Target {
    pub(super) fn new(target: figures::Target) -> Self {
        Self { value: target.value.into(), date: target.on.map(Date) }
    }

    pub(crate) fn of(target: &entity::indicator_target::Target) -> Self {
        Self { value: target.value.into(), date: target.due_on.map(Date) }
    }
}

impl Indicator {
    /// The value that it started from, as it is shown.
    pub(crate) fn baseline_level(&self, directory: &Directory) -> Option<Decimal> {
        match self.row.baseline_denominator {
            Some(_) => self.baseline().level(directory.definition(self.definition_id)?.measure).map(rounded),
            None => self.row.baseline_value.map(Into::into),
        }
    }
}

at_hand! { Baseline {
    "value": value,
    "numerator": numerator,
    "denominator": denominator,
    "date": date,
    "source": source,
} }
at_hand! { Target { "value": value, "date": date, } }

/// The band to stay within. *Bandbreedte.*
#[derive(SimpleObject)]
pub(crate) struct Band {
    /// The lowest value within it.
    low: Option<Decimal>,
    /// The highest value within it.
    high: Option<Decimal>,
}

/// An indicator: a definition put to work for a goal, with a baseline and targets. *Indicator.*
#[Object(name = "Indicator")]
impl Shown<Indicator> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// How often its terms changed: the baseline, the targets and the band. *Versie van de tekst.*
    fn terms_version(&self) -> i32 {
        self.record.row.terms_version
    }

    /// The changes of its agreed terms, proposed and settled, oldest first. *Wijzigingen.*
    fn amendments(&self) -> Resolved<Vec<Shown<Amendment>>> {
        self.view.shown_amendments(self.record.row.id)
    }

    /// Whether a change of its agreed terms is proposed and not settled yet. *Wijziging voorgesteld.*
    fn is_under_amendment(&self) -> bool {
        self.view.is_under_amendment(self.record.row.id)
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The partnership that it belongs to. *Samenwerking.*
    fn partnership(&self) -> Shown<Partnership> {
        Shown::new(&self.view, self.view.partnership.clone())
    }

    /// The goal it tells about; null for one of the whole partnership. *Doel.*
    fn goal(&self) -> Option<Shown<Goal>> {
        self.view.show(self.record.row.goal_id?)
    }

    /// What is measured and how; shared with other partnerships. *Definitie.*
    fn definition(&self) -> Option<Listed<IndicatorDefinition>> {
        self.view.desk.show(self.definition_row())
    }

    /// Its own name, or else its definition's. *Naam.*
    fn name(&self) -> &str {
        self.record.display_name(&self.view.desk.directory)
    }

    /// The unit, such as "vacatures"; "%" for a share. *Eenheid.*
    fn unit(&self) -> &str {
        self.definition_row().map_or("", |definition| &definition.row.unit)
    }

    /// The regions that it is about. *Regio's.*
    fn regions(&self) -> Vec<Listed<Region>> {
        let regions = &self.view.desk.directory.regions;
        self.record.regions.iter().filter_map(|id| self.view.desk.show(regions.get_with_removed(*id))).collect()
    }

    /// The organisation that alone reports it, beside those that have to. *Melder.*
    fn reporter(&self) -> Option<Listed<Organisation>> {
        let reporter = self.record.row.reporter_id.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(reporter)
    }

    /// The organisations that have to report it; empty for those not at the table. *Rapportageplicht.*
    fn reporters(&self) -> Vec<IndicatorReporter> {
        self.listed_reporters()
    }

    /// Whether what it counts fills vacancies or makes them unnecessary. *Effect.*
    fn effect(&self) -> Option<Effect> {
        self.record.row.effect.map(Into::into)
    }

    /// The effect in words.
    fn effect_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.record.row.effect.map(|effect| Effect::from(effect).label(language.unwrap_or_default()))
    }

    /// Its weight within the goal. *Gewicht.*
    fn weight(&self) -> Decimal {
        self.record.row.weight.into()
    }

    /// Whether it is one of the few that people look at first. *Kernindicator.*
    fn is_key(&self) -> bool {
        self.record.row.is_key
    }

    /// Who may see it. *Zichtbaarheid.*
    fn visibility(&self) -> Visibility {
        self.record.row.visibility.into()
    }

    /// The visibility in words.
    fn visibility_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Visibility::from(self.record.row.visibility).label(language.unwrap_or_default())
    }

    /// The value it started from. *Nulmeting.*
    fn baseline(&self) -> Option<AtHand<Baseline>> {
        let row = &self.record.row;
        let value = self.record.baseline_level(&self.view.desk.directory);
        let denominator = row.baseline_denominator.map(Into::into);
        let numerator = row.baseline_value.filter(|_| denominator.is_some()).map(Into::into);
        let (date, source) = (row.baseline_on.map(Date), row.baseline_source.clone());
        let is_known = value.is_some() || date.is_some();
        is_known.then_some(AtHand(Baseline { value, numerator, denominator, date, source }))
    }

    /// All targets, by date. *Streefwaarden.*
    fn targets(&self) -> Vec<Target> {
        self.record.targets.iter().map(Target::of).collect()
    }

    /// The band to stay within, for an indicator that should be maintained. *Bandbreedte.*
    fn band(&self) -> Option<Band> {
        let (low, high) = (self.record.row.band_low, self.record.row.band_high);
        (low.is_some() || high.is_some()).then(|| Band { low: low.map(Into::into), high: high.map(Into::into) })
    }

    /// Where it stands, and what that means.
    #[graphql(flatten)]
    fn figures(&self) -> FiguresShown<'_> {
        FiguresShown(self)
    }

    /// To whom parts of its target are handed out: at the table all of them, elsewhere those that were agreed. *Toedelingen.*
    fn allocations(&self) -> Resolved<Vec<Shown<TargetAllocation>>> {
        Shown::<TargetAllocation>::all(&self.view, &self.record)
    }

    /// The measurement of the latest day that you may see and that is submitted or approved. *Laatste meting.*
    fn latest(&self) -> Option<AtHand<Shown<Measurement>>> {
        use entity::MeasurementState::{Approved, Submitted};
        let series = self.view.snapshot.series_of(self.record.row.id);
        let counted = series.iter().filter(|one| matches!(one.state, Approved | Submitted));
        self.view.among(counted).next_back().map(|record| AtHand(Shown::new(&self.view, record)))
    }

    /// How what it measured itself divides over categories: of increments all after its baseline date (the baseline itself is
    /// not broken down), else of the latest approved measurement; by dimension, the categories by name, and last what is in none. What
    /// children contribute is not in it. Outside the table for COUNT only, and a category is suppressed where it is so in one of
    /// the measurements; a dimension by which one of them is not told is left out. *Uitsplitsing van de stand.*
    fn breakdown(
        &self,
        #[graphql(desc = "At the end of this day; today where none is named.")] at: Option<Date>,
        #[graphql(desc = "Which measurements take part; approved ones where nothing is said.")] include: Option<
            Inclusion,
        >,
        #[graphql(desc = "By this dimension only.")] dimension: Option<String>,
    ) -> Resolved<Vec<BreakdownCell>> {
        let on = self.view.day_of_figure(at)?;
        count_made(&self.view.desk, [self.view.snapshot.reports_of(self.record.row.id)])?;
        let mut parts = self.view.breakdown_of(&self.record, on, include.map(Into::into).unwrap_or_default());
        if let Some(asked) = dimension {
            parts.retain(|(dimension, _)| fold(dimension) == fold(&asked));
        }
        Ok(parts.into_iter().map(Into::into).collect())
    }

    /// Its measurements. *Metingen.*
    #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
    fn measurements(
        &self,
        #[graphql(desc = "So many from the start; 50 where none is asked for, 200 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end; 200 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that meet these conditions.")] filter: Option<MeasurementFilter>,
        #[graphql(desc = "How they are sorted; as they were entered where nothing is said.")] order_by: Option<
            Vec<MeasurementOrder>,
        >,
    ) -> Resolved<Connection<Shown<Measurement>>> {
        let series = self.view.among(self.view.snapshot.series_of(self.record.row.id).iter());
        page(&self.view, series, filter, order_by, PageArgs { first, after, last, before })
    }
}

impl Shown<Indicator> {
    fn definition_row(&self) -> Option<&std::sync::Arc<IndicatorDefinition>> {
        self.view.desk.directory.definition(self.record.row.definition_id)
    }
}
