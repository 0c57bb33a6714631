//! The picture of an indicator over time. What was measured is a line with a marker for each day with a report, filled where
//! it is approved and hollow where it is not yet; what was expected is dashed, and the baseline dotted.

use chrono::NaiveDate;
use entity::Measure;
use maud::{Markup, html};

use super::{
    super::{
        axis::{Days, Scale},
        draw::{Anchor, Area, Type, count, line, polyline, px, whole},
        place::Board,
        sign::Shape,
        style::{BODY, INK, MARGIN, MUTED, PAPER, RULE, SERIES, SMALL, WIDE},
    },
    Course, drawn,
};
use crate::figures::Ratio;

/// How high the area between the axes is.
const HIGH: f32 = 300.0;
const DOTTED: &str = "1.5 4";
const DASHED: &str = "7 5";
const MEASURED: &str = SERIES[0];
/// A marker for each report has at least so much room, or there are none.
const ROOM: f32 = 9.0;
const LABEL: Type = Type::of(SMALL).bold();

/// What is shown, as points of the picture.
struct Plot<'a> {
    course: &'a Course<'a>,
    area: Area,
    days: Days,
    scale: Scale,
    /// The first and the last day shown.
    shown: (NaiveDate, NaiveDate),
}

/// The marks, and how high they are.
pub(super) fn draw(course: &Course<'_>) -> (u32, Markup) {
    let (legend, top) = legend(course);
    let numbers = numbers(course);
    let probe = Scale::of(numbers.iter().copied(), (HIGH, 0.0), 5.0);
    let names = |scale: &Scale| -> Vec<(f32, String)> {
        if course.words.measure == Measure::YesNo {
            return vec![(scale.at(0.0), "nee".to_owned()), (scale.at(1.0), "ja".to_owned())];
        }
        scale.ticks()
    };
    let widest = names(&probe).iter().map(|(_, name)| Type::of(SMALL).width(name)).fold(0.0, f32::max);
    let left = MARGIN + widest + 8.0;
    let area = Area { x: left, y: top + 30.0, width: WIDE - left - MARGIN - 8.0, height: HIGH };
    let shown = shown(course);
    let along = (area.x, area.x + area.width);
    let Some(days) = Days::of([shown.0, shown.1], along) else { return (whole(top), legend) };
    let scale = Scale::of(numbers, (area.y + area.height, area.y), 5.0);
    let ticks = names(&scale);
    let plot = Plot { course, area, days, scale, shown };
    let unit = match course.words.measure {
        Measure::Money => "€",
        Measure::Percent => "%",
        Measure::YesNo => "",
        _ => course.words.unit,
    };
    let marks = html! {
        (legend)
        (Type::of(SMALL).coloured(MUTED).draw(MARGIN, area.y - 19.0, unit))
        (plot.axes(&ticks))
        (plot.marks())
    };
    (whole(area.y + area.height + 40.0), marks)
}

/// The days that the picture is of: those that the address names, or else all that there is something of.
fn shown(course: &Course<'_>) -> (NaiveDate, NaiveDate) {
    let known = course.moments.iter().map(|moment| moment.on).chain(course.baseline_on);
    let days = || known.clone().chain(course.aim.targets.iter().filter_map(|target| target.on)).chain([course.day]);
    let first = course.span.0.or_else(|| days().min()).unwrap_or(course.day);
    let last = course.span.1.or_else(|| days().max()).unwrap_or(course.day);
    (first, last.max(first))
}

/// All numbers that the scale must hold. What is counted is counted from 0.
fn numbers(course: &Course<'_>) -> Vec<f64> {
    let is_counted = matches!(course.words.measure, Measure::Count | Measure::Money | Measure::Hours | Measure::YesNo);
    let band = [course.aim.band.low, course.aim.band.high].into_iter().flatten().map(Ratio::from);
    let (from, until) = shown(course);
    let targets = course.aim.targets.iter().filter(|target| target.on.is_none_or(|on| (from..=until).contains(&on)));
    let targets = targets.map(|target| course.height_of(target.on, target.value.into()));
    let levels = course.moments.iter().filter_map(|moment| moment.value);
    let path = course.path.iter().flat_map(|path| [path.expected_on(from), path.expected_on(until)]).flatten();
    let all = levels.chain(targets).chain(path).chain(course.baseline).chain(band).map(drawn);
    let yes = (course.words.measure == Measure::YesNo).then_some(1.0);
    all.chain(is_counted.then_some(0.0)).chain(yes).collect()
}

impl Course<'_> {
    /// Where a target is on the scale: where each period has one, at their sum.
    fn height_of(&self, on: Option<NaiveDate>, value: Ratio) -> Ratio {
        let sum = || self.path.as_ref()?.expected_on(on?);
        if self.is_per_period { sum().unwrap_or(value) } else { value }
    }
}

/// What each kind of mark means, below the light in words, and how high that is.
fn legend(course: &Course<'_>) -> (Markup, f32) {
    let has = |provisional: bool| course.moments.iter().any(|moment| moment.provisional == provisional);
    let text = Type::of(SMALL);
    let mut entries: Vec<(Markup, String)> = Vec::new();
    let sample = |dash: &str, colour: &str| line((0.0, 0.0), (26.0, 0.0), colour, 2.0, dash);
    if has(false) {
        let marked = html! { (sample("none", MEASURED)) (Shape::Disc.draw(13.0, 0.0, 4.0, MEASURED)) };
        entries.push((marked, "gemeten".to_owned()));
    }
    if has(true) {
        let marked = html! { (sample("none", MEASURED)) (Shape::Ring.draw(13.0, 0.0, 5.0, MEASURED)) };
        entries.push((marked, "voorlopig".to_owned()));
    }
    if course.path.is_some() {
        entries.push((sample(DASHED, MUTED), "verwacht".to_owned()));
    }
    if !course.aim.targets.is_empty() {
        entries.push((Shape::HollowDiamond.draw(13.0, 0.0, 6.0, INK), "streefwaarde".to_owned()));
    }
    if course.baseline.is_some() {
        entries.push((sample(DOTTED, INK), "nulmeting".to_owned()));
    }
    if let Some(band) = course.band() {
        let area = Area { x: 0.0, y: -6.0, width: 26.0, height: 12.0 };
        entries.push((
            html! { (area.hatched(RULE, 1.0, 5.0)) (area.outlined(RULE, 1.0)) },
            format!("bandbreedte: {band}"),
        ));
    }
    let sign = course.sign();
    let (mut x, mut y) = (MARGIN, 10.0);
    let mut drawn = Vec::new();
    if let Some(sign) = sign {
        drawn.push(sign.draw(x, y, BODY));
        x += sign.width(BODY) + 28.0;
    }
    for (mark, word) in entries {
        let wide = 34.0 + text.width(&word);
        if x + wide > WIDE - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + 22.0);
        }
        drawn.push(html! {
            g transform=(format!("translate({} {})", px(x), px(y))) { (mark) (text.draw(34.0, 0.0, &word)) }
        });
        x += wide + 22.0;
    }
    (html! { @for entry in &drawn { (entry) } }, y + 14.0)
}

impl Plot<'_> {
    fn point(&self, on: NaiveDate, value: Ratio) -> (f32, f32) {
        (self.days.at(on), self.scale.at(drawn(value)))
    }

    fn axes(&self, ticks: &[(f32, String)]) -> Markup {
        let Area { x, y, width, height } = self.area;
        let foot = y + height;
        let text = Type::of(SMALL).coloured(MUTED);
        html! {
            @for (at, name) in ticks {
                (line((x, *at), (x + width, *at), RULE, 0.4, "none"))
                (text.anchored(Anchor::End).draw(x - 8.0, *at, name))
            }
            (line((x, foot), (x + width, foot), RULE, 1.0, "none"))
            @for (at, name) in self.days.ticks(7) {
                (line((at, foot), (at, foot + 5.0), RULE, 1.0, "none"))
                (text.anchored(Anchor::Middle).draw(within(at, text.width(&name), x, x + width), foot + 16.0, &name))
            }
        }
    }

    /// The lines and the markers, with labels that cover neither.
    fn marks(&self) -> Markup {
        let course = self.course;
        let (from, until) = self.shown;
        let Area { x, y, width, height } = self.area;
        let is_shown = |on: NaiveDate| (from..=until).contains(&on);
        let measured: Vec<((f32, f32), bool)> = course
            .moments
            .iter()
            .filter_map(|moment| Some((self.point(moment.on, moment.value?), moment.provisional)))
            .collect();
        let through: Vec<(f32, f32)> = measured.iter().map(|(point, _)| *point).collect();
        let expected = self.expected();
        let baseline = course.baseline.map(|value| self.scale.at(drawn(value)));
        let targets: Vec<((f32, f32), String)> = course
            .aim
            .targets
            .iter()
            .filter(|target| target.on.is_none_or(is_shown))
            .map(|target| {
                let value = course.height_of(target.on, target.value.into());
                let at = target.on.map_or(x + width, |on| self.days.at(on));
                ((at, self.scale.at(drawn(value))), course.words.short(value))
            })
            .collect();
        let mut board = Board::new(Area { x: x + 2.0, y: y - 12.0, width: width + 6.0, height: height + 10.0 });
        board.line(&through);
        board.line(&expected);
        for at in through.iter().chain(targets.iter().map(|(at, _)| at)) {
            board.line(&[(at.0 - 6.0, at.1), (at.0 + 6.0, at.1)]);
        }
        if let Some(baseline) = baseline {
            board.line(&[(x, baseline), (x + width, baseline)]);
        }
        let mut labels = Vec::new();
        let mut label = |at: &[(f32, f32)], said: String| {
            let area = board.place(at, LABEL.width(&said), 14.0);
            labels.push((area, said));
        };
        if let Some(((at, _), moment)) =
            measured.last().zip(course.moments.iter().rfind(|moment| moment.value.is_some()))
        {
            label(&[*at], self.said(moment));
        }
        for (at, said) in targets.iter().rev().take(4) {
            label(&[*at], said.clone());
        }
        if let (Some(at), Some(value)) = (baseline, course.baseline) {
            label(
                &[(x + 2.0, at), (x + width, at), (x + width / 2.0, at)],
                format!("nulmeting {}", course.words.short(value)),
            );
        }
        let has_room = count(measured.len()) * ROOM <= self.area.width;
        let last = measured.len().saturating_sub(1);
        html! {
            (self.band())
            @for (area, _) in &labels { (Area { x: area.x - 3.0, width: area.width + 6.0, ..*area }.filled(PAPER)) }
            @if let Some(at) = baseline { (line((x, at), (x + width, at), INK, 1.2, DOTTED)) }
            (polyline(&expected, MUTED, 1.6, DASHED))
            (polyline(&through, MEASURED, 2.2, "none"))
            @for (at, _) in &targets { (Shape::HollowDiamond.draw(at.0, at.1, 6.0, INK)) }
            @for (at, (point, provisional)) in measured.iter().enumerate() {
                @if *provisional && has_room { (Shape::Ring.draw(point.0, point.1, 5.0, MEASURED)) }
                @else if has_room || at == last { (Shape::Disc.draw(point.0, point.1, 4.0, MEASURED)) }
            }
            @for (area, said) in &labels { (LABEL.draw(area.x, area.y + area.height / 2.0, said)) }
        }
    }

    /// The latest level in words, with how certain it is where the figures tell.
    fn said(&self, moment: &crate::figures::Moment) -> String {
        let level = self.course.figures.as_ref().and_then(|figures| figures.level);
        let level = level.filter(|level| Some(level.value) == moment.value && !moment.provisional);
        let value = || moment.value.map_or(String::new(), |value| self.course.words.short(value));
        level.map_or_else(value, |level| self.course.words.level(&level))
    }

    /// The expected path through the days shown: straight from corner to corner.
    fn expected(&self) -> Vec<(f32, f32)> {
        let Some((path, starts_on)) = self.course.path.as_ref().zip(self.course.baseline_on) else { return Vec::new() };
        let (from, until) = self.shown;
        let ends: Vec<NaiveDate> = self.course.aim.targets.iter().filter_map(|target| target.on).collect();
        let last = ends.iter().copied().max().unwrap_or(until).min(until);
        let first = starts_on.max(from);
        let mut days: Vec<NaiveDate> =
            ends.into_iter().chain([first, last]).filter(|day| first <= *day && *day <= last).collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter().filter_map(|day| Some(self.point(day, path.expected_on(day)?))).collect()
    }

    /// The band to stay within; one that is open on a side goes on to the end of the scale.
    fn band(&self) -> Markup {
        let band = self.course.aim.band;
        if band.low.is_none() && band.high.is_none() {
            return html! {};
        }
        let Area { x, y, width, height } = self.area;
        let at = |value: Option<entity::Decimal>| value.map(|value| self.scale.at(drawn(value.into())));
        let (top, foot) = (at(band.high).unwrap_or(y), at(band.low).unwrap_or(y + height));
        let area = Area { x, y: top, width, height: (foot - top).max(1.0) };
        html! {
            (area.hatched(RULE, 0.7, 8.0))
            @for edge in [at(band.high), at(band.low)].into_iter().flatten() {
                (line((x, edge), (x + width, edge), MUTED, 1.2, "none"))
            }
        }
    }
}

/// Where the middle of a text goes, so that it stays between two edges.
fn within(at: f32, wide: f32, from: f32, until: f32) -> f32 {
    at.min(until - wide / 2.0).max(from)
}
