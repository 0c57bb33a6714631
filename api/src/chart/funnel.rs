//! A funnel (*trechter*): how many came to each step, and which part of the step before that is.

use maud::{Markup, html};

use super::{
    Asked, Chart, Table,
    draw::{Area, Type, line, polyline, whole},
    style::{BODY, MARGIN, MUTED, RULE, SERIES, SMALL, WIDE, WIDTH},
};
use crate::{
    access::View,
    graphql::{Bound, Date, Resolved, Shown},
    ids::Ref,
    indicator::Indicator,
    notation,
    partnership::funnel::{FunnelFigure, FunnelStep, FunnelStepInput},
};

/// Where bars begin.
const LEFT: f32 = 280.0;
/// So much room is left behind the longest at least, for numbers.
const ROOM: f32 = 176.0;
const BAR: f32 = 26.0;
/// Between two steps, where the part stands that came further.
const BETWEEN: f32 = 34.0;
const NAME: Type = Type::of(BODY).bold();
const UNIT: Type = Type::of(SMALL).coloured(MUTED);
const UNKNOWN: &str = "geen gegevens";

/// A step in words.
struct Step {
    name: String,
    unit: String,
    count: Option<String>,
    /// How much that is, for drawing; of another unit than the first step it is not drawn.
    drawn: Option<f32>,
    conversion: Option<String>,
}

impl Chart {
    /// The funnel of the steps that an address names.
    pub(crate) fn funnel(view: &View, asked: &Asked) -> Resolved<Self> {
        if asked.steps.is_empty() {
            let how = "Noem in het adres de stappen: ‘steps=’ met de id's van indicatoren, gescheiden door komma's; \
                       indicatoren die samen één stap zijn, gescheiden door punten.";
            return Ok(Self::refused(&[how.to_owned()]));
        }
        let step = |words: &Vec<String>| {
            FunnelStepInput::new(words.iter().map(|word| Ref::<Indicator>::new(word.clone())).collect())
        };
        let steps = asked.steps.iter().map(step).collect();
        let last = asked.until.or(asked.at);
        let shown = Shown::new(view, view.partnership.clone());
        let funnel = shown.funnel_of(steps, asked.from.map(Date), last.map(Date))?;
        let first_unit = funnel.steps.first().map(|step| unit(view, step)).unwrap_or_default();
        let steps: Vec<Step> = funnel.steps.iter().map(|step| Step::of(view, step, &first_unit)).collect();
        let to = notation::day(last.unwrap_or(view.desk.today));
        let days = match asked.from {
            Some(from) => format!("van {} tot en met {to}", notation::day(from)),
            None => format!("tot en met {to}"),
        };
        let (height, marks) = marks(&steps);
        Ok(Self {
            title: format!("Trechter van {}", view.partnership.name),
            conclusion: conclusion(&steps, &days),
            width: WIDTH,
            height,
            marks,
            table: table(&steps),
            list: Markup::default(),
        })
    }
}

impl Step {
    fn of(view: &View, step: &FunnelStep, first_unit: &str) -> Self {
        let names = step.indicators.iter().map(|one| one.record.display_name(&view.desk.directory));
        let unit = unit(view, step);
        let count = said(&step.count, notation::decimal);
        let drawn = step.count.value.as_ref().and_then(|value| value.as_str().parse().ok());
        Self {
            name: names.collect::<Vec<_>>().join(" + "),
            drawn: drawn.filter(|_| unit == first_unit),
            unit,
            count,
            conversion: step
                .conversion
                .as_ref()
                .map(|figure| said(figure, notation::percentage).unwrap_or_else(|| UNKNOWN.to_owned())),
        }
    }
}

/// A figure in words, with how certain it is.
fn said(figure: &FunnelFigure, write: fn(&str) -> String) -> Option<String> {
    let value = write(figure.value.as_ref()?.as_str());
    let side = figure.bound.map(|bound| bound == Bound::AtLeast);
    Some(format!("{}{value}", notation::approximately(figure.approximate, side)))
}

/// What a step is counted in.
fn unit(view: &View, step: &FunnelStep) -> String {
    let first = step.indicators.first();
    let definition = first.and_then(|one| view.desk.directory.definition(one.record.definition_id));
    definition.map_or(String::new(), |definition| definition.unit.clone())
}

fn conclusion(steps: &[Step], days: &str) -> String {
    let told = |step: &Step| format!("{} {}", step.count.as_deref().unwrap_or(UNKNOWN), step.unit);
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return String::new() };
    let known = |step: &Step| if step.count.is_some() { told(step) } else { UNKNOWN.to_owned() };
    if steps.len() == 1 {
        return format!("{}, {days}: {}.", first.name, known(first));
    }
    format!("Van ‘{}’ ({}) naar ‘{}’ ({}), {days}.", first.name, known(first), last.name, known(last))
}

fn marks(steps: &[Step]) -> (u32, Markup) {
    let most = steps.iter().filter_map(|step| step.drawn).fold(0.0, f32::max);
    let number = |step: &Step| step.count.clone().unwrap_or_else(|| UNKNOWN.to_owned());
    let widest = steps.iter().map(|step| NAME.width(&number(step)) + 10.0).fold(ROOM, f32::max);
    let longest = (WIDE - MARGIN - widest - LEFT).max(20.0);
    let mut top = 6.0;
    let mut drawn = Vec::new();
    for step in steps {
        if let Some(conversion) = &step.conversion {
            drawn.push(passage(top, conversion));
            top += BETWEEN;
        }
        let long = step.drawn.filter(|_| most > 0.0).map_or(0.0, |drawn| longest * drawn.max(0.0) / most);
        let (count, after) = (number(step), LEFT + long + 10.0);
        let beside = after + NAME.width(&count) + 6.0;
        let fits = beside + UNIT.width(&step.unit) <= WIDE - MARGIN;
        let unit = match step.count {
            Some(_) if !fits => UNIT.lines(&step.unit, WIDE - MARGIN - after),
            _ => Vec::new(),
        };
        let name = NAME.lines(&step.name, LEFT - MARGIN - 20.0);
        let said = NAME.height(1) + UNIT.height(unit.len());
        let high = NAME.height(name.len()).max(BAR).max(said);
        let middle = top + high / 2.0;
        let line_of_count = middle - said / 2.0 + NAME.height(1) / 2.0;
        let bar = Area { x: LEFT, y: middle - BAR / 2.0, width: long, height: BAR };
        drawn.push(html! {
            (NAME.draw_lines(MARGIN, middle - NAME.height(name.len()) / 2.0, &name))
            @if long > 0.0 { (bar.filled(SERIES[0])) }
            @else { (line((LEFT, bar.y), (LEFT, bar.y + BAR), RULE, 1.5, "none")) }
            (NAME.draw(after, line_of_count, &count))
            @if fits && step.count.is_some() { (UNIT.draw(beside, line_of_count, &step.unit)) }
            (UNIT.draw_lines(after, line_of_count + NAME.height(1) / 2.0, &unit))
        });
        top += high;
    }
    (whole(top + MARGIN), html! { @for one in &drawn { (one) } })
}

/// The part of a step that came to the next: an arrow down, and how much.
fn passage(top: f32, conversion: &str) -> Markup {
    let (x, from, to) = (LEFT + 10.0, top + 7.0, top + BETWEEN - 7.0);
    let word = if conversion == UNKNOWN {
        "conversie onbekend".to_owned()
    } else {
        format!("{conversion} van de vorige stap")
    };
    html! {
        (line((x, from), (x, to), MUTED, 1.5, "none"))
        (polyline(&[(x - 4.0, to - 5.0), (x, to), (x + 4.0, to - 5.0)], MUTED, 1.5, "none"))
        (Type::of(BODY).draw(x + 14.0, top + BETWEEN / 2.0, &word))
    }
}

fn table(steps: &[Step]) -> Table {
    let row = |step: &Step| {
        let count = step.count.clone().unwrap_or_else(|| UNKNOWN.to_owned());
        vec![step.name.clone(), count, step.unit.clone(), step.conversion.clone().unwrap_or_default()]
    };
    let headers = ["Stap", "Aantal", "Eenheid", "Deel van de vorige stap"].map(str::to_owned).to_vec();
    Table { headers, rows: steps.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::holds;

    #[test]
    fn a_funnel_of_long_names_large_numbers_and_unknown_steps_is_read() {
        let step = |count: Option<&str>, drawn: Option<f32>, conversion: Option<&str>| Step {
            name: "Geïnteresseerde kandidaten met wie gesproken is ".repeat(4),
            unit: "kandidaten met een technische achtergrond".to_owned(),
            count: count.map(str::to_owned),
            drawn,
            conversion: conversion.map(str::to_owned),
        };
        let steps = [
            step(Some("hoogstens 900.000.000.000.000"), Some(9e14), None),
            step(None, None, Some(UNKNOWN)),
            step(Some("-5"), Some(-5.0), Some("minstens 30,8\u{a0}%")),
            step(Some("0"), Some(0.0), Some("0\u{a0}%")),
        ];
        let (height, marks) = marks(&steps);
        let table = table(&steps);
        assert_eq!(table.rows[1][1], "geen gegevens");
        holds(&Chart {
            title: "Trechter".to_owned(),
            conclusion: conclusion(&steps, "tot en met nu"),
            width: WIDTH,
            height,
            marks,
            table,
            list: Markup::default(),
        });
    }
}
