//! The figures of an indicator as they are shown, on any day: the same for everybody who may see the indicator, but for what
//! awaits approval, which is the table's.

use std::borrow::Cow;

use async_graphql::{ComplexObject, Object, SimpleObject};
use chrono::NaiveDate;

use super::{
    Indicator,
    object::{ReportingLight, ResultLight, ResultReason, Target},
    over_time::{IndicatorSeries, SeriesBucket},
};
use crate::{
    commitment::words::Effect,
    figures::{self, IndicatorFigures},
    graphql::{
        AtHand, Date, Decimal, Labelled, Level, Progress, Resolved, Shown, Stamp, at_hand, count_made, rounded, words,
    },
    language::Language,
};

words! {
    /// Which measurements take part in a figure. *Welke metingen meetellen.*
    Inclusion / InclusionFilter = "crate::figures::Include" {
        Approved: "Those that are approved. *Goedgekeurd.*", "goedgekeurd", "approved";
        Provisional: "At the table those that are submitted too, and the figures made of them say so; elsewhere those that are approved. *Ook voorlopig.*", "ook voorlopig", "provisional too";
    }
}

/// The level that was expected. *Verwachte stand.*
#[derive(SimpleObject)]
pub(crate) struct ExpectedLevel {
    /// The value, in the unit of the indicator: on the straight lines from the baseline through the targets.
    value: Decimal,
    /// Of which day it is, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
}

/// Where the latest levels lead to: the straight line through the levels of the last four days with a report, by least
/// squares. It is a look ahead and part of no light. *Prognose.*
#[derive(SimpleObject)]
pub(crate) struct Forecast {
    /// The line on the date of the last target, in the unit of the indicator; null where that has none.
    value: Option<Decimal>,
    /// The first day, from that of the latest level on, on which the line is at the last target or beyond it; null where it
    /// never is before 2200, and where the level should stay as it is.
    date: Option<Date>,
    /// Whether a level rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of a level is not exact. *Bij benadering.*
    approximate: bool,
    /// Of which day it is, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
}

/// How the last target of an indicator is handed out to children. *Toedeling.*
#[derive(SimpleObject)]
pub(crate) struct IndicatorAllocation {
    /// How much is handed out, whether the children's tables agreed or not; null where what they do is not added up.
    /// *Toegedeeld.*
    allocated: Option<Decimal>,
    /// How much is left; below 0 where more is handed out than the target, null where either is not known. *Nog niet
    /// toegedeeld.*
    unallocated: Option<Decimal>,
    /// The part that is handed out, as a ratio; null without a target above 0. *Toegedeeld deel.*
    share: Option<Decimal>,
    /// The children that reported something until that day. *Deelnemers die meldden.*
    reporting_children: i32,
    /// The children. *Deelnemers aan de toedeling.*
    children: i32,
    /// Of which day it is, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
}

/// The part of a level that is of one effect. *Stand per effect.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct LevelByEffect {
    /// Whether it fills vacancies or makes them unnecessary; null for what is said to be neither. *Effect.*
    effect: Option<Effect>,
    /// The level that the measurements of that effect make; the baseline belongs to the effect of the indicator itself.
    /// *Stand.*
    level: Level,
}

#[ComplexObject]
impl LevelByEffect {
    /// The effect in words.
    fn effect_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.effect.map(|effect| effect.label(language.unwrap_or_default()))
    }
}

at_hand! { ExpectedLevel { "value": value, "at": stamp.at, "audience": stamp.audience, "asOf": stamp.as_of, } }
at_hand! { Forecast {
    "value": value,
    "date": date,
    "provisional": provisional,
    "approximate": approximate,
    "at": stamp.at,
    "audience": stamp.audience,
    "asOf": stamp.as_of,
} }
at_hand! { IndicatorAllocation {
    "allocated": allocated,
    "unallocated": unallocated,
    "share": share,
    "reportingChildren": reporting_children,
    "children": children,
    "at": stamp.at,
    "audience": stamp.audience,
    "asOf": stamp.as_of,
} }

/// The figures of an indicator. *Cijfers van een indicator.*
pub(crate) struct FiguresShown<'a>(pub(super) &'a Shown<Indicator>);

/// What is asked about an indicator: figures of a day, with what takes part in them.
struct Asked<'a> {
    day: NaiveDate,
    figures: Option<Cow<'a, IndicatorFigures>>,
    stamp: Stamp,
}

impl Asked<'_> {
    fn level(&self, which: impl Fn(&IndicatorFigures) -> Option<figures::Level>) -> Option<AtHand<Level>> {
        let figures = self.figures.as_ref()?;
        Some(AtHand(Level::new(which(figures)?, figures.coverage, self.stamp)))
    }

    fn result_light(&self) -> ResultLight {
        self.figures.as_ref().map_or(ResultLight::Grey, |figures| figures.result.into())
    }

    fn result_reason(&self) -> ResultReason {
        self.figures.as_ref().map_or(ResultReason::NoData, |figures| figures.reason.into())
    }

    fn reporting_light(&self) -> ReportingLight {
        self.figures.as_ref().map_or(ReportingLight::Green, |figures| figures.reporting.into())
    }
}

impl FiguresShown<'_> {
    /// Counts a figure that is made for this request.
    fn count_made(&self) -> Resolved<()> {
        let Shown { view, record } = self.0;
        count_made(&view.desk, [view.snapshot.reports_of(record.id)])
    }

    fn asked(&self, at: Option<Date>, include: Option<Inclusion>) -> Resolved<Asked<'_>> {
        let (view, indicator) = (&self.0.view, &self.0.record.row);
        let day = view.day_of_figure(at)?;
        if day != view.desk.today {
            self.count_made()?;
        }
        let figures = view.indicator_on(indicator.id, day, include.map(Into::into).unwrap_or_default());
        Ok(Asked { day, figures, stamp: Stamp::new(view, day, indicator.visibility.into()) })
    }
}

/// The figures of an indicator. *Cijfers van een indicator.*
#[Object]
impl FiguresShown<'_> {
    /// The target that people look at: the next one from that day on, or else the last. *Streefwaarde.*
    fn target(
        &self,
        #[graphql(desc = "The day that it is looked at, in 1900 up to 2200; today where none is named.")] at: Option<
            Date,
        >,
    ) -> Option<Resolved<AtHand<Target>>> {
        let target = |asked: Asked<'_>| asked.figures?.target.map(|target| AtHand(Target::new(target)));
        self.asked(at, None).map(target).transpose()
    }

    /// Where it stands, from its own measurements and what its children contribute; null where nothing was measured. *Stand.*
    fn level(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Option<Resolved<AtHand<Level>>> {
        self.asked(at, include).map(|asked| asked.level(|figures| figures.level)).transpose()
    }

    /// Where it stands by its own measurements alone. *Eigen stand.*
    fn own_level(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Option<Resolved<AtHand<Level>>> {
        let own = |asked: Asked<'_>| {
            let level = asked.figures?.own_level?;
            Some(AtHand(Level::new(level, figures::Ratio::ONE, asked.stamp)))
        };
        self.asked(at, include).map(own).transpose()
    }

    /// Where it stands by what its children contribute, at whatever depth; without the baseline, which is its own. *Stand van
    /// de deelnemers.*
    fn children_level(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Option<Resolved<AtHand<Level>>> {
        self.asked(at, None).map(|asked| asked.level(|figures| figures.children_level)).transpose()
    }

    /// The level of each effect apart, where what children contribute is added up: vacancies that are filled and those that
    /// are made unnecessary are not the same. *Stand per effect.*
    fn by_effect(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<Vec<LevelByEffect>> {
        self.count_made()?;
        let Asked { day, figures, stamp } = self.asked(at, None)?;
        let (Some(figures), Some(readings)) =
            (figures, self.0.view.readings(&self.0.record, figures::Include::Approved))
        else {
            return Ok(Vec::new());
        };
        let lines = figures::by_effect(&readings.input(), day).into_iter();
        let line = |line: figures::EffectLevel| LevelByEffect {
            effect: line.effect.map(Into::into),
            level: Level::new(line.level, figures.coverage, stamp),
        };
        Ok(lines.map(line).collect())
    }

    /// How its last target is handed out; null where it is not. *Toedeling.*
    fn allocation(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Option<Resolved<AtHand<IndicatorAllocation>>> {
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let shown = |asked: Asked<'_>| {
            let allocation = asked.figures?.allocation?;
            Some(AtHand(IndicatorAllocation {
                allocated: allocation.allocated.map(rounded),
                unallocated: allocation.unallocated.map(rounded),
                share: allocation.share.map(rounded),
                reporting_children: count(allocation.reporting_children),
                children: count(allocation.children),
                stamp: asked.stamp,
            }))
        };
        self.asked(at, None).map(shown).transpose()
    }

    /// How far it is on its way from its baseline to its last target. *Voortgang.*
    fn progress(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<AtHand<Progress>> {
        let Asked { figures, stamp, .. } = self.asked(at, include)?;
        let coverage = figures.as_ref().map_or(figures::Ratio::ZERO, |figures| figures.coverage);
        Ok(AtHand(Progress::of_one(figures.and_then(|figures| figures.progress), coverage, stamp)))
    }

    /// The level that was expected, on the straight lines from the baseline through the targets; null where one of them has no
    /// date. *Verwachte stand.*
    fn expected(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Option<Resolved<AtHand<ExpectedLevel>>> {
        let shown = |asked: Asked<'_>| {
            let value = rounded(asked.figures?.expected?);
            Some(AtHand(ExpectedLevel { value, stamp: asked.stamp }))
        };
        self.asked(at, None).map(shown).transpose()
    }

    /// The part done of what was expected by the day of the latest measurement, as a ratio: 1 is exactly as expected. Null
    /// where nothing is expected yet. *Index.*
    fn index(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Option<Resolved<Decimal>> {
        self.asked(at, include).map(|asked| asked.figures?.index.map(rounded)).transpose()
    }

    /// Where the latest levels lead to; null with fewer than two of them, without a target, and where each period has a
    /// target of its own. *Prognose.*
    fn forecast(
        &self,
        #[graphql(desc = "The day on which it is made, in 1900 up to 2200; today where none is named.")] at: Option<
            Date,
        >,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Option<Resolved<AtHand<Forecast>>> {
        let Shown { view, record } = self.0;
        if let Err(fault) = self.count_made() {
            return Some(Err(fault));
        }
        let forecast = |day| {
            let readings = view.readings(record, include.map(Into::into).unwrap_or_default())?;
            let input = readings.input();
            let forecast = figures::forecast(&input.series, &input.aim, day)?;
            Some(AtHand(Forecast {
                value: forecast.value.map(rounded),
                date: forecast.date.map(Date),
                provisional: forecast.certainty.provisional,
                approximate: forecast.certainty.approximate,
                stamp: Stamp::new(view, day, record.row.visibility.into()),
            }))
        };
        view.day_of_figure(at).map(forecast).transpose()
    }

    /// Whether the result is where it was expected to be. *Stoplicht van het resultaat.*
    fn result_light(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<ResultLight> {
        Ok(self.asked(at, include)?.result_light())
    }

    /// The light of the result in words.
    fn result_light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<&'static str> {
        Ok(self.asked(at, include)?.result_light().label(language.unwrap_or_default()))
    }

    /// Why the result has its light. *Reden van het stoplicht.*
    fn result_reason(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<ResultReason> {
        Ok(self.asked(at, include)?.result_reason())
    }

    /// The reason in words.
    fn result_reason_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<&'static str> {
        Ok(self.asked(at, include)?.result_reason().label(language.unwrap_or_default()))
    }

    /// Whether reports come in on time. *Stoplicht van de rapportage.*
    fn reporting_light(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<ReportingLight> {
        Ok(self.asked(at, include)?.reporting_light())
    }

    /// The light of the reporting in words.
    fn reporting_light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<&'static str> {
        Ok(self.asked(at, include)?.reporting_light().label(language.unwrap_or_default()))
    }

    /// The day by which the next report is due: one frequency after the latest measurement that takes part, else after the
    /// baseline, else after the indicator was entered. Null where it is asked for once only. *Volgende melding uiterlijk.*
    fn report_due_on(
        &self,
        #[graphql(desc = "The day that it is looked at, in 1900 up to 2200; today where none is named.")] at: Option<
            Date,
        >,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Option<Resolved<Date>> {
        self.asked(at, include).map(|asked| asked.figures?.report_due_on.map(Date)).transpose()
    }

    /// It over time: on each day with a measurement or contribution that takes part, or at the end of each week, month,
    /// quarter or year; 1 000 days at most. *Verloop.*
    fn series(
        &self,
        #[graphql(
            desc = "From this day on; from the date of the baseline where none is named, else from the first measurement."
        )]
        from: Option<Date>,
        #[graphql(desc = "Up to and including this day; today where none is named.")] to: Option<Date>,
        #[graphql(
            desc = "The last day of each of these, the last one cut at `to`; where nothing is named each day with a measurement."
        )]
        bucket: Option<SeriesBucket>,
        #[graphql(desc = "What takes part: what is approved where nothing is named.")] include: Option<Inclusion>,
    ) -> Resolved<AtHand<IndicatorSeries>> {
        self.count_made()?;
        IndicatorSeries::of(self.0, from, to, bucket, include)
    }
}
