//! An indicator as it is shown.

use async_graphql::{ID, Object, SimpleObject};

use super::{Indicator, IndicatorDefinition};
use crate::{
    allocation::TargetAllocation,
    amendment::Amendment,
    figures::IndicatorFigures,
    goal::Goal,
    graphql::{
        AtHand, Connection, Date, Decimal, Labelled, Level, Listed, PageArgs, Progress, Resolved, Shown, Visibility,
        at_hand, page, rounded, words,
    },
    language::Language,
    measurement::{
        Measurement,
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
    pub(crate) fn of(target: &entity::indicator_target::Target) -> Self {
        Self { value: target.value.into(), date: target.due_on.map(Date) }
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

    /// The organisation that reports it. *Melder.*
    fn reporter(&self) -> Option<Listed<Organisation>> {
        let reporter = self.record.row.reporter_id.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(reporter)
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
        let value = match row.baseline_denominator {
            Some(_) => self.record.baseline().level(self.definition_row()?.row.measure).map(rounded),
            None => row.baseline_value.map(Into::into),
        };
        let denominator = row.baseline_denominator.map(Into::into);
        let numerator = row.baseline_value.filter(|_| denominator.is_some()).map(Into::into);
        let (date, source) = (row.baseline_on.map(Date), row.baseline_source.clone());
        let is_known = value.is_some() || date.is_some();
        is_known.then_some(AtHand(Baseline { value, numerator, denominator, date, source }))
    }

    /// The target that people look at now: the next one from today on, or else the last. *Streefwaarde.*
    fn target(&self) -> Option<AtHand<Target>> {
        let target = self.figures()?.target?;
        Some(AtHand(Target { value: target.value.into(), date: target.on.map(Date) }))
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

    /// Where it stands, from approved measurements; null where nothing was measured. *Stand.*
    fn level(&self) -> Option<AtHand<Level>> {
        let at = self.view.desk.today.into();
        self.figures()?.level.map(|level| AtHand(Level::new(level, at)))
    }

    /// How far it is on its way from its baseline to its last target. *Voortgang.*
    fn progress(&self) -> AtHand<Progress> {
        let progress = self.figures().and_then(|figures| figures.progress);
        AtHand(Progress::of_one(progress, self.view.desk.today.into()))
    }

    /// Whether the result is where it was expected to be by now. *Stoplicht van het resultaat.*
    fn result_light(&self) -> ResultLight {
        self.figures().map_or(ResultLight::Grey, |figures| figures.result.into())
    }

    /// The light of the result in words.
    fn result_light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        let light = self.figures().map_or(ResultLight::Grey, |figures| figures.result.into());
        light.label(language.unwrap_or_default())
    }

    /// Why the result has its light. *Reden van het stoplicht.*
    fn result_reason(&self) -> ResultReason {
        self.figures().map_or(ResultReason::NoData, |figures| figures.reason.into())
    }

    /// The reason in words.
    fn result_reason_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        let reason = self.figures().map_or(ResultReason::NoData, |figures| figures.reason.into());
        reason.label(language.unwrap_or_default())
    }

    /// Whether reports come in on time. *Stoplicht van de rapportage.*
    fn reporting_light(&self) -> ReportingLight {
        self.figures().map_or(ReportingLight::Green, |figures| figures.reporting.into())
    }

    /// The light of the reporting in words.
    fn reporting_light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        let light = self.figures().map_or(ReportingLight::Green, |figures| figures.reporting.into());
        light.label(language.unwrap_or_default())
    }

    /// The day by which the next report is due: one frequency after the latest approved measurement, else after the
    /// baseline, else after the indicator was entered. Null where it is asked for once only. *Volgende melding uiterlijk.*
    fn report_due_on(&self) -> Option<Date> {
        self.figures()?.report_due_on.map(Date)
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
    fn figures(&self) -> Option<&IndicatorFigures> {
        self.view.figures().indicator(self.record.row.id)
    }

    fn definition_row(&self) -> Option<&std::sync::Arc<IndicatorDefinition>> {
        self.view.desk.directory.definition(self.record.row.definition_id)
    }
}
