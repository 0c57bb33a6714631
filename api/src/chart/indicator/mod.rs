//! An indicator over time (*verloop*): what was measured, what was expected, where it started and where it should get.

mod plot;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use chrono::NaiveDate;
use entity::Measure;

use super::{Asked, Chart, Table, sign::Sign};
use crate::{
    access::View,
    figures::{Aim, Include, IndicatorFigures, IndicatorInput, Moment, Path, Ratio, Span},
    graphql::{Date, Resolved, Session, by_id, count_made, rounded},
    ids::Ref,
    indicator::Indicator,
    notation,
};
use words::Words;

/// What an indicator is over time, as far as a viewer sees it.
struct Course<'a> {
    /// The day of the figures.
    day: NaiveDate,
    figures: Option<Cow<'a, IndicatorFigures>>,
    moments: Vec<Moment>,
    baseline: Option<Ratio>,
    baseline_on: Option<NaiveDate>,
    aim: Aim<'a>,
    path: Option<Path<'a>>,
    is_per_period: bool,
    /// The days that the address names.
    span: (Option<NaiveDate>, Option<NaiveDate>),
    words: Words<'a>,
}

impl Chart {
    /// An indicator over time, by its id.
    pub(crate) async fn indicator(session: &Session, id: &str, asked: &Asked) -> Resolved<Self> {
        let shown = by_id(session, &Ref::<Indicator>::new(id.to_owned())).await?;
        let Some(shown) = shown.filter(|shown| shown.view.sees(&shown.record)) else { return Ok(Self::nothing()) };
        of(&shown.view, &shown.record, asked)
    }
}

fn of(view: &View, indicator: &Indicator, asked: &Asked) -> Resolved<Chart> {
    let title = indicator.display_name(&view.desk.directory).to_owned();
    count_made(&view.desk, [view.snapshot.reports_of(indicator.id)])?;
    let day = view.day_of_figure(asked.at.or(asked.until).map(Date))?;
    // At the table what awaits approval is shown too, hollow; the figures are those of what is approved.
    let include = view.may_include(Include::Provisional);
    let span = Span { from: asked.from, to: asked.until.unwrap_or(day), bucket: None };
    let moments = view.over_time(indicator, span, include)?;
    let definition = view.desk.directory.definition(indicator.definition_id);
    let Some((readings, definition)) = view.readings(indicator, include).zip(definition) else {
        return Ok(Chart::empty(title, "Er zijn geen gegevens om te tonen."));
    };
    let IndicatorInput { series, aim, .. } = readings.input();
    let course = Course {
        day,
        figures: view.indicator_on(indicator.id, day, Include::Approved),
        moments,
        baseline: series.baseline.level(series.measure),
        baseline_on: series.baseline.on,
        aim,
        path: Path::of(&series, &aim),
        is_per_period: series.is_per_period(),
        span: (asked.from, asked.until),
        words: Words { measure: definition.measure, unit: &definition.unit },
    };
    Ok(course.chart(title))
}

impl Course<'_> {
    fn chart(&self, title: String) -> Chart {
        let (conclusion, table) = (self.conclusion(), self.table());
        let is_told = self.words.measure == Measure::Narrative;
        let is_empty = self.moments.is_empty() && self.aim.targets.is_empty() && self.baseline.is_none();
        if is_told || is_empty && self.band().is_none() {
            return Chart { table, ..Chart::empty(title, &conclusion) };
        }
        let (height, marks) = plot::draw(self);
        Chart { title, conclusion, width: super::style::WIDTH, height, marks, table, list: maud::Markup::default() }
    }

    /// The light with its word, where there are figures.
    fn sign(&self) -> Option<Sign> {
        self.figures.as_ref().map(|figures| Sign::of_light(figures.result, figures.reason))
    }

    fn conclusion(&self) -> String {
        let words = &self.words;
        if words.measure == Measure::Narrative {
            return "Deze indicator wordt in woorden gemeld; er zijn geen getallen om te tonen.".to_owned();
        }
        let Some(figures) = &self.figures else { return "Er zijn geen gegevens om te tonen.".to_owned() };
        let mut said = Vec::new();
        said.push(match &figures.level {
            Some(level) => {
                format!("De stand is {} (gemeten op {}).", words.level(level), notation::day(level.observed_on))
            }
            None => "Er zijn geen gegevens: er is nog niets gemeten en goedgekeurd.".to_owned(),
        });
        if let Some(target) = figures.target {
            let by = target.on.map(|on| format!(" op {}", notation::day(on))).unwrap_or_default();
            said.push(format!("De streefwaarde is {}{by}.", words.short(target.value.into())));
        }
        said.extend(self.band().map(|band| format!("De bandbreedte is {band}.")));
        if let Some(progress) = &figures.progress
            && self.band().is_none()
        {
            said.push(format!("De voortgang is {}.", words::progress(progress)));
        }
        if let Some(sign) = self.sign().filter(|_| figures.level.is_some()) {
            let verdict = if sign.is_no_verdict() { "Geen oordeel" } else { "Oordeel" };
            said.push(format!("{verdict}: {}.", sign.word));
        }
        if self.moments.iter().any(|moment| moment.provisional) {
            said.push("Voorlopige standen wachten op goedkeuring en tellen niet mee.".to_owned());
        }
        said.join(" ")
    }

    /// The band to stay within, in words.
    fn band(&self) -> Option<String> {
        let (low, high) = (self.aim.band.low, self.aim.band.high);
        let say = |value: entity::Decimal| self.words.short(value.into());
        match (low, high) {
            (Some(low), Some(high)) => Some(format!("{} tot en met {}", say(low), say(high))),
            (Some(low), None) => Some(format!("{} of meer", say(low))),
            (None, Some(high)) => Some(format!("{} of minder", say(high))),
            (None, None) => None,
        }
    }

    /// All that the picture shows, as the API has it.
    fn table(&self) -> Table {
        let words = &self.words;
        let of = |ratio: Option<Ratio>| ratio.map_or(String::new(), |ratio| words.exact(ratio));
        let on = |day: Option<NaiveDate>| day.map_or("zonder datum".to_owned(), notation::day);
        let adds = self.moments.iter().any(|moment| moment.added.is_some());
        let row = |what: &str, day: String, value: String, expected: String, added: String| {
            let mut row = vec![what.to_owned(), day, value, expected];
            row.extend(adds.then_some(added));
            row
        };
        let mut rows = Vec::new();
        if self.baseline.is_some() || self.baseline_on.is_some() {
            rows.push(row("Nulmeting", on(self.baseline_on), of(self.baseline), String::new(), String::new()));
        }
        for moment in &self.moments {
            let what = if moment.provisional { "Voorlopige stand" } else { "Stand" };
            rows.push(row(what, on(Some(moment.on)), of(moment.value), of(moment.expected), of(moment.added)));
        }
        for target in self.aim.targets {
            rows.push(row("Streefwaarde", on(target.on), of(Some(target.value.into())), String::new(), String::new()));
        }
        for (what, limit) in [("Ondergrens", self.aim.band.low), ("Bovengrens", self.aim.band.high)] {
            if let Some(limit) = limit {
                rows.push(row(what, String::new(), of(Some(limit.into())), String::new(), String::new()));
            }
        }
        if let Some(figures) = &self.figures {
            let day = || notation::day(self.day);
            let known = |value: Option<String>| value.unwrap_or_else(|| "geen gegevens".to_owned());
            let level = figures.level.as_ref().map(|level| words::certain(level.certainty, &words.exact(level.value)));
            rows.push(row("Stand op de peildatum", day(), known(level), of(figures.expected), String::new()));
            let progress = figures.progress.as_ref().map(words::progress);
            rows.push(row("Voortgang", day(), known(progress), String::new(), String::new()));
            let light = self.sign().map(|sign| sign.word.to_owned());
            rows.push(row("Oordeel", day(), known(light), String::new(), String::new()));
        }
        let mut headers: Vec<String> =
            vec!["Wat".to_owned(), "Datum".to_owned(), words.headed("Waarde"), words.headed("Verwacht")];
        headers.extend(adds.then(|| words.headed("Erbij gekomen")));
        Table { headers, rows }
    }
}

/// A ratio as a number of the picture.
#[allow(clippy::cast_precision_loss, reason = "a picture is not so precise")]
fn drawn(ratio: Ratio) -> f64 {
    ratio.numerator() as f64 / ratio.denominator() as f64
}

/// A ratio as the API has it.
fn text(ratio: Ratio) -> String {
    rounded(ratio).as_str().to_owned()
}
