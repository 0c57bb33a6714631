//! An indicator over time as it is shown: one compact field, made for a chart.

use async_graphql::SimpleObject;

use super::{Indicator, figure::Inclusion};
use crate::{
    access::View,
    figures::{self, Include, Moment, Span, TooMany},
    graphql::{AtHand, Date, Decimal, Fault, Resolved, Shown, Stamp, at_hand, count_listed, rounded, words},
};

/// The most days in one series.
const MOST_DAYS: usize = 1_000;
/// So many days are shown in the time that a record takes.
const DAYS_AS_A_RECORD: usize = 10;

words! {
    /// The stretches of time that a series goes by. *Tijdvak.*
    SeriesBucket / SeriesBucketFilter = "crate::figures::Bucket" {
        Week: "A week, from Monday up to Sunday. *Week.*", "week", "week";
        Month: "A month. *Maand.*", "maand", "month";
        Quarter: "A quarter of a year. *Kwartaal.*", "kwartaal", "quarter";
        Year: "A year. *Jaar.*", "jaar", "year";
    }
}

/// An indicator over time, as lists of equal length. *Verloop.*
#[derive(SimpleObject)]
pub(crate) struct IndicatorSeries {
    /// The days, in their order. *Peildata.*
    dates: Vec<Date>,
    /// The level at the end of each day; null where there is none. *Standen.*
    values: Vec<Option<Decimal>>,
    /// The level that was expected; null where nothing is. *Verwachte standen.*
    expected: Vec<Option<Decimal>>,
    /// What was added in each stretch of time as far as it is asked for, or on that day: the sum of the increments. Null where
    /// none was reported, and where what is reported is not an amount that comes on top. *Erbij gekomen.*
    added: Vec<Option<Decimal>>,
    /// Whether the level rests on measurements that await approval. *Voorlopig.*
    provisional: Vec<bool>,
    /// Until which day it goes, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
}

at_hand! { IndicatorSeries {
    "dates": dates,
    "values": values,
    "expected": expected,
    "added": added,
    "provisional": provisional,
    "at": stamp.at,
    "audience": stamp.audience,
    "asOf": stamp.as_of,
} }

impl IndicatorSeries {
    pub(super) fn of(
        Shown { view, record }: &Shown<Indicator>,
        from: Option<Date>,
        to: Option<Date>,
        bucket: Option<SeriesBucket>,
        include: Option<Inclusion>,
    ) -> Resolved<AtHand<Self>> {
        let from = from.map(|from| view.day_of_figure(Some(from))).transpose()?;
        let to = view.day_of_figure(to)?;
        let span = Span { from, to, bucket: bucket.map(Into::into) };
        let moments = view.over_time(record, span, include.map(Into::into).unwrap_or_default())?;
        count_listed(&view.desk, moments.len() / DAYS_AS_A_RECORD)?;
        let each = |figure: fn(&Moment) -> Option<figures::Ratio>| -> Vec<Option<Decimal>> {
            moments.iter().map(|moment| figure(moment).map(rounded)).collect()
        };
        Ok(AtHand(Self {
            dates: moments.iter().map(|moment| Date(moment.on)).collect(),
            values: each(|moment| moment.value),
            expected: each(|moment| moment.expected),
            added: each(|moment| moment.added),
            provisional: moments.iter().map(|moment| moment.provisional).collect(),
            stamp: Stamp::new(view, to, record.row.visibility.into()),
        }))
    }
}

impl View {
    /// An indicator over time, as far as the viewer may see it.
    pub(crate) fn over_time(&self, indicator: &Indicator, span: Span, include: Include) -> Resolved<Vec<Moment>> {
        let moments = self.readings(indicator, include).map_or(Ok(Vec::new()), |readings| {
            let input = readings.input();
            figures::over_time(&input.series, &input.aim, span, MOST_DAYS)
        });
        moments.map_err(|TooMany| Fault::Request {
            code: "PAGE_SIZE",
            message: format!("A series has at most {MOST_DAYS} days; ask for fewer, or for longer stretches of time."),
        })
    }
}
