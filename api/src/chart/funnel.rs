//! A funnel (*trechter*): how many came to each step, and which part of the step before that is.

use maud::{Markup, html};

use super::{
    Asked, Chart, Table, approximately,
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
/// Where the longest ends: numbers stand behind it.
const RIGHT: f32 = WIDE - 200.0;
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
    Some(format!("{}{value}", approximately(figure.approximate, side)))
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
    let mut top = 6.0;
    let mut drawn = Vec::new();
    for step in steps {
        if let Some(conversion) = &step.conversion {
            drawn.push(passage(top, conversion));
            top += BETWEEN;
        }
        let name = NAME.lines(&step.name, LEFT - MARGIN - 20.0);
        let high = NAME.height(name.len()).max(BAR);
        let middle = top + high / 2.0;
        let long = step.drawn.filter(|_| most > 0.0).map_or(0.0, |drawn| (RIGHT - LEFT) * drawn.max(0.0) / most);
        let bar = Area { x: LEFT, y: middle - BAR / 2.0, width: long, height: BAR };
        let count = step.count.as_deref().unwrap_or(UNKNOWN);
        let after = LEFT + long + 10.0;
        let room = WIDE - MARGIN - after - NAME.width(count) - 6.0;
        let unit = if step.count.is_some() { UNIT.lines(&step.unit, room) } else { Vec::new() };
        drawn.push(html! {
            (NAME.draw_lines(MARGIN, middle - NAME.height(name.len()) / 2.0, &name))
            @if long > 0.0 { (bar.filled(SERIES[0].colour)) }
            @else { (line((LEFT, bar.y), (LEFT, bar.y + BAR), RULE, 1.5, "none")) }
            (NAME.draw(after, middle, count))
            (UNIT.draw_lines(after + NAME.width(count) + 6.0, middle - UNIT.height(unit.len()) / 2.0, &unit))
        });
        top += high.max(UNIT.height(unit.len()));
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
