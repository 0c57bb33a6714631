//! The picture of a goal tree: a box for each goal, lines from left to right, and what the lines mean. A large tree is drawn
//! as far as it stays legible, and says what is left out; the list and the table have all of it.

use maud::{Markup, html};

use super::{
    Tree,
    facts::{Facts, Measured},
    found::Tie,
    layout::{self, GUTTER, MOST_LEVELS},
};
use crate::{
    chart::{
        draw::{Area, Drawn, Type, px},
        sign::Sign,
        style::{BODY, INK, MARGIN, MUTED, PAPER, RULE, SMALL, UNKNOWN},
    },
    figures::Ratio,
};

/// The most boxes in a picture.
const MOST_BOXES: usize = 60;
/// The most lines of a title in a box.
const MOST_LINES: usize = 4;
/// Between the edge of a box and its text.
const PADDING: f32 = 12.0;
/// Between the title of a box and the rest.
const SPACE: f32 = 4.0;
/// How high a bar is.
const BAR: f32 = 12.0;
/// Between the top of a box and where lines reach it.
const JOINT: f32 = 22.0;
/// Between the lines of different kinds.
const LANE: f32 = 10.0;

const HEADING: Type = Type::of(BODY).bold();
const PLAIN: Type = Type::of(13.0);
const ASIDE: Type = Type::of(SMALL).coloured(MUTED);

pub(super) fn draw(tree: &Tree) -> Drawn {
    let Extent { places, left_out, rest } = Extent::of(tree);
    let new_place = |old: usize| places.iter().position(|place| *place == old);
    let parents: Vec<Option<usize>> =
        places.iter().map(|place| tree.above[*place].and_then(|(above, _)| new_place(above))).collect();
    let deepest = layout::levels(&parents).into_iter().max().unwrap_or_default();
    let (width, box_width) = layout::widths(deepest + 1);
    let boxes: Vec<Boxed> = places
        .iter()
        .zip(&left_out)
        .map(|(place, left_out)| Boxed::of(&tree.boxes[*place], *left_out, box_width))
        .collect();
    let heights: Vec<f32> = boxes.iter().map(Boxed::height).collect();
    let areas = layout::areas(&parents, &heights, box_width);
    let bottom = areas.iter().map(|area| area.y + area.height).fold(0.0, f32::max);
    let ties: Vec<Tie> = places.iter().filter_map(|place| tree.above[*place]).map(|(_, tie)| tie).collect();
    let mut foot = bottom + 16.0;
    let marks = html! {
        @for ((area, parent), place) in areas.iter().zip(&parents).zip(&places) {
            @if let (Some(parent), Some((_, tie))) = (parent, tree.above[*place]) { (edge(&areas[*parent], area, tie)) }
        }
        @for (one, area) in boxes.iter().zip(&areas) { (one.draw(*area)) }
        @if rest > 0 {
            (PLAIN.draw(MARGIN, { foot += 12.0; foot }, &more(rest, "in de tabel")))
        }
        @if !ties.is_empty() { (legend({ foot += 16.0; foot }, &ties)) }
    };
    Drawn { width, height: foot + MARGIN, marks }
}

/// What of a tree is drawn: level by level, until there are too many boxes or levels.
struct Extent {
    /// The boxes, by their places in the tree, in its order.
    places: Vec<usize>,
    /// How many below each are left out.
    left_out: Vec<usize>,
    /// How many without a box above them are left out.
    rest: usize,
}

impl Extent {
    fn of(tree: &Tree) -> Self {
        let parents = tree.parents();
        let levels = layout::levels(&parents);
        let mut by_level: Vec<usize> = (0..levels.len()).filter(|at| levels[*at] < MOST_LEVELS).collect();
        by_level.sort_by_key(|at| levels[*at]);
        by_level.truncate(MOST_BOXES);
        by_level.sort_unstable();
        let mut shown = Self { left_out: vec![0; by_level.len()], places: by_level, rest: 0 };
        for at in 0..levels.len() {
            let mut here = Some(at);
            let drawn = loop {
                match here.map(|here| shown.places.binary_search(&here)) {
                    Some(Ok(place)) => break Some(place),
                    Some(Err(_)) => here = here.and_then(|here| parents[here]),
                    None => break None,
                }
            };
            match drawn {
                Some(place) if shown.places[place] != at => shown.left_out[place] += 1,
                Some(_) => {}
                None => shown.rest += 1,
            }
        }
        shown
    }
}

fn more(many: usize, place: &str) -> String {
    if many == 1 { format!("en nog 1 doel {place}") } else { format!("en nog {many} doelen {place}") }
}

/// A box, with its texts in lines.
struct Boxed<'a> {
    facts: &'a Facts,
    sign: Option<Sign>,
    partnership: Vec<String>,
    title: Vec<String>,
    measured: Vec<String>,
    progress: Vec<String>,
    left_out: Option<String>,
}

impl<'a> Boxed<'a> {
    fn of(facts: &'a Facts, left_out: usize, width: f32) -> Self {
        let most = width - 2.0 * PADDING;
        let title = HEADING.at_most(MOST_LINES, &facts.title, most);
        let indicator = facts.indicator.as_ref();
        let sign = indicator.map(Measured::sign);
        let measured = indicator.map_or_else(|| "nog geen indicator".to_owned(), Measured::in_words);
        Self {
            facts,
            sign,
            partnership: facts.partnership.iter().flat_map(|name| ASIDE.lines(name, most)).collect(),
            title,
            measured: PLAIN.lines(&measured, most),
            progress: ASIDE.lines(&facts.progress_in_words(), most),
            left_out: (left_out > 0).then(|| more(left_out, "hieronder")),
        }
    }

    fn height(&self) -> f32 {
        let lines = ASIDE.height(self.partnership.len())
            + HEADING.height(self.title.len())
            + SPACE
            + PLAIN.height(self.measured.len());
        let light = self.sign.map_or(0.0, |_| PLAIN.height(1) + 2.0);
        let bar = BAR + 10.0 + ASIDE.height(self.progress.len());
        let left_out = self.left_out.as_ref().map_or(0.0, |_| PLAIN.height(1) + 4.0);
        2.0 * PADDING - 4.0 + lines + light + bar + left_out
    }

    fn draw(&self, area: Area) -> Markup {
        let (x, mut y) = (area.x + PADDING, area.y + PADDING - 2.0);
        let mut take = |height: f32| {
            let top = y;
            y += height;
            top
        };
        let is_elsewhere = self.facts.partnership.is_some();
        html! {
            (area.filled(PAPER))
            (area.outlined(if is_elsewhere { RULE } else { INK }, if is_elsewhere { 1.0 } else { 1.5 }))
            (ASIDE.draw_lines(x, take(ASIDE.height(self.partnership.len())), &self.partnership))
            (HEADING.draw_lines(x, take(HEADING.height(self.title.len()) + SPACE), &self.title))
            (PLAIN.draw_lines(x, take(PLAIN.height(self.measured.len())), &self.measured))
            @if let Some(sign) = self.sign {
                (sign.draw(x, take(PLAIN.height(1) + 2.0) + 9.0, 13.0))
            }
            (self.bar(Area { x, y: take(BAR + 10.0) + 5.0, width: area.width - 2.0 * PADDING, height: BAR }))
            (ASIDE.draw_lines(x, take(ASIDE.height(self.progress.len())), &self.progress))
            @if let Some(left_out) = &self.left_out {
                (PLAIN.draw(x, take(PLAIN.height(1) + 4.0) + 12.0, left_out))
            }
        }
    }

    /// The part done. What is not known is hatched, and not empty as what is nothing.
    fn bar(&self, area: Area) -> Markup {
        let done = self.facts.progress.map(part_of_one);
        let colour = self.sign.map_or(UNKNOWN, |sign| sign.colour);
        html! {
            (area.filled(PAPER))
            @match done {
                Some(done) => (Area { width: area.width * done, ..area }.filled(colour)),
                None => (area.hatched(RULE, 1.0, 8.0)),
            }
            (area.outlined(MUTED, 1.0))
        }
    }
}

/// A ratio as a part of a length, within 0 and 1.
fn part_of_one(ratio: Ratio) -> f32 {
    ratio.clamped().to_string().parse().unwrap_or_default()
}

/// The line from a box to one that belongs to it.
fn edge(above: &Area, below: &Area, tie: Tie) -> Markup {
    let lane = match tie {
        Tie::AddsUp => -LANE / 2.0,
        Tie::Contributes => LANE / 2.0,
    };
    let (from, to) = (above.x + above.width, below.x);
    let (turn, start, end) = (from + GUTTER / 2.0 + lane, above.y + JOINT + lane, below.y + JOINT + lane);
    let path = format!("M{} {}H{}V{}H{}", px(from), px(start), px(turn), px(end), px(to));
    html! { path d=(path) fill="none" stroke=(MUTED) stroke-width="2" stroke-dasharray=[tie.dash()] {} }
}

impl Tie {
    fn dash(self) -> Option<&'static str> {
        match self {
            Self::AddsUp => None,
            Self::Contributes => Some("6 4"),
        }
    }
}

/// What the lines mean.
fn legend(y: f32, ties: &[Tie]) -> Markup {
    let mut x = MARGIN;
    let mut entry = |tie: Tie, word: &str| {
        let path = format!("M{} {}H{}", px(x), px(y), px(x + 32.0));
        let drawn = html! {
            path d=(path) fill="none" stroke=(MUTED) stroke-width="2" stroke-dasharray=[tie.dash()] {}
            (ASIDE.draw(x + 40.0, y, word))
        };
        x += 40.0 + ASIDE.width(word) + 24.0;
        drawn
    };
    let entries = [(Tie::AddsUp, "telt op in het doel links"), (Tie::Contributes, "draagt bij, en telt niet op")];
    html! {
        @for (tie, word) in entries.into_iter().filter(|(tie, _)| ties.contains(tie)) { (entry(tie, word)) }
    }
}
