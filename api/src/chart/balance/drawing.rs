//! The picture of halen en brengen: below each other the panels, each with bars from a line in its middle. A bar is as long as
//! its number within the panel; what nobody counted has a stub with an open end, which is no length.

use maud::{Markup, html};

use super::{BalanceLine, Panel, Row};
use crate::{
    chart::{
        amount::bare,
        draw::{Anchor, Area, Drawn, Type, line, px},
        style::{BODY, INK, MARGIN, MUTED, RULE, SERIES, SMALL, WIDE},
    },
    graphql::{Bound, Decimal},
    notation,
};

/// Where the names of the parties end.
const NAMES: f32 = 208.0;
/// The line from which the bars go.
const CENTRE: f32 = (NAMES + 16.0 + WIDE - MARGIN) / 2.0;
/// The room on either side of it.
const ROOM: f32 = WIDE - MARGIN - CENTRE;
/// The longest bar.
const LONGEST: f32 = 132.0;
/// The shortest bar of what is more than nothing.
const SHORTEST: f32 = 2.0;
/// The stub of what nobody counted.
const STUB: f32 = 18.0;
/// How high a bar is.
const BAR: f32 = 16.0;
/// The most rows of a panel.
const MOST_ROWS: usize = 60;

const HEADING: Type = Type::of(BODY).bold();
const NAME: Type = Type::of(13.0);
const ASIDE: Type = Type::of(SMALL).coloured(MUTED);
const NUMBER: Type = Type::of(SMALL);

pub(super) fn draw(panels: &[Panel<'_>], silent: &[&str]) -> Drawn {
    let mut y = 8.0;
    let drawn = html! {
        (legend(&mut y))
        @for panel in panels { (draw_panel(panel, &mut y)) }
    };
    let said = (!silent.is_empty()).then(|| format!("Nog niets genoemd of toegezegd: {}.", silent.join(", ")));
    let lines = said.map(|said| NAME.lines(&said, WIDE - 2.0 * MARGIN)).unwrap_or_default();
    let marks = html! { (drawn) (NAME.draw_lines(MARGIN, y, &lines)) };
    y += NAME.height(lines.len());
    Drawn { width: WIDE, height: y + MARGIN, marks }
}

/// What the bars mean.
fn legend(y: &mut f32) -> Markup {
    let mut x = MARGIN;
    let middle = *y + BAR / 2.0;
    *y += BAR + 14.0;
    let area = |x: f32| Area { x, y: middle - 6.0, width: 28.0, height: 12.0 };
    let mut entry = |mark: &dyn Fn(Area) -> Markup, word: &str| {
        let drawn = html! { (mark(area(x))) (NUMBER.draw(x + 34.0, middle, word)) };
        x += 34.0 + NUMBER.width(word) + 18.0;
        drawn
    };
    html! {
        (entry(&|area| Side::Brings.fill(area), "brengt, geleverd"))
        (entry(&|area| Side::Gets.fill(area), "haalt, geleverd"))
        (entry(&|area| area.outlined(INK, 1.5), "toegezegd"))
        (entry(&|area| dotted(area, INK), "genoemd of gevraagd"))
    }
}

fn draw_panel(panel: &Panel<'_>, y: &mut f32) -> Markup {
    let most = panel.lines().map(|line| longest(line).unwrap_or_default()).fold(0.0, f64::max);
    let top = *y;
    let title = HEADING.lines(&panel.title, NAMES - MARGIN);
    *y += HEADING.height(title.len()).max(20.0) + 6.0;
    let from = *y;
    let rows = html! {
        @for row in panel.rows.iter().take(MOST_ROWS) { (draw_row(row, panel.unit, most, y)) }
    };
    let left_out = panel.rows.len().saturating_sub(MOST_ROWS);
    let to = *y;
    *y += 22.0;
    let note = (left_out > 0).then(|| {
        *y += 18.0;
        NAME.draw(MARGIN, *y - 22.0, &format!("en nog {left_out} regels in de tabel"))
    });
    html! {
        (line((MARGIN, top - 4.0), (WIDE - MARGIN, top - 4.0), RULE, 1.0, "none"))
        (HEADING.draw_lines(MARGIN, top, &title))
        (ASIDE.anchored(Anchor::End).draw(CENTRE - 8.0, top + 10.0, "brengt"))
        (ASIDE.draw(CENTRE + 8.0, top + 10.0, "haalt"))
        (rows)
        (line((CENTRE, from - 4.0), (CENTRE, to - 2.0), INK, 1.0, "none"))
        @if let Some(note) = note { (note) }
    }
}

fn draw_row(row: &Row<'_>, unit: &str, most: f64, y: &mut f32) -> Markup {
    let name = NAME.lines(row.party, NAMES - MARGIN);
    let joint = if row.is_joint { ASIDE.lines("samen met anderen", NAMES - MARGIN) } else { Vec::new() };
    let sides = [(Side::Brings, row.brings), (Side::Gets, row.gets)];
    let sides = sides.map(|(side, line)| (side, line.map(|line| Bar::of(line, unit, most))));
    let numbers = sides.iter().filter_map(|(_, bar)| bar.as_ref()).map(|bar| NUMBER.height(bar.words.len()));
    let names = NAME.height(name.len());
    let height = numbers.fold(names + ASIDE.height(joint.len()), f32::max).max(BAR) + 10.0;
    let top = *y;
    *y += height;
    // The first line of the name, the bar and the first line of the numbers are level.
    html! {
        (NAME.draw_lines(MARGIN, top, &name))
        (ASIDE.draw_lines(MARGIN, top + names, &joint))
        @for (side, bar) in &sides {
            @if let Some(bar) = bar { (bar.draw(*side, top)) }
        }
    }
}

/// A side of the centre line.
#[derive(Clone, Copy)]
enum Side {
    Brings,
    Gets,
}

impl Side {
    fn colour(self) -> &'static str {
        match self {
            Self::Brings => SERIES[0],
            Self::Gets => SERIES[1],
        }
    }

    /// The area of a bar from the centre line.
    fn area(self, top: f32, width: f32) -> Area {
        let x = match self {
            Self::Brings => CENTRE - width,
            Self::Gets => CENTRE,
        };
        Area { x, y: top + 1.0, width, height: BAR }
    }

    /// What was delivered: what is brought is full, what is got is slanted lines.
    fn fill(self, area: Area) -> Markup {
        match self {
            Self::Brings => area.filled(self.colour()),
            Self::Gets => html! { (area.hatched(self.colour(), 2.0, 6.0)) (area.outlined(self.colour(), 1.0)) },
        }
    }
}

/// A bar with its numbers.
struct Bar {
    /// How long it is where something is promised.
    promised: Option<f32>,
    delivered: Option<f32>,
    /// How long it is where something is named or asked for and nothing promised.
    named: Option<f32>,
    words: Vec<String>,
}

impl Bar {
    fn of(line: &BalanceLine, unit: &str, most: f64) -> Self {
        let length = |value: &Option<Decimal>| value.as_ref().map(|value| length(number(value), most));
        let named = [&line.named, &line.asked_for].into_iter().filter_map(length).reduce(f32::max);
        let mut bar = Self {
            promised: length(&line.promised),
            delivered: length(&line.delivered),
            named: named.filter(|_| line.promised.is_none()),
            words: Vec::new(),
        };
        bar.words = NUMBER.lines(&in_words(line, unit), ROOM - bar.end() - 8.0);
        bar
    }

    /// How far from the centre line it reaches.
    fn end(&self) -> f32 {
        let end = [self.promised, self.delivered, self.named].into_iter().flatten().fold(0.0, f32::max);
        if self.is_unknown() { end.max(STUB) } else { end }
    }

    /// Whether nobody said how much is promised, named or asked for.
    fn is_unknown(&self) -> bool {
        self.promised.is_none() && self.named.is_none()
    }

    fn draw(&self, side: Side, top: f32) -> Markup {
        let outline = |width: f32| side.area(top, width).outlined(side.colour(), 1.5);
        let numbers = match side {
            Side::Brings => (NUMBER.anchored(Anchor::End), CENTRE - self.end() - 6.0),
            Side::Gets => (NUMBER, CENTRE + self.end() + 6.0),
        };
        html! {
            @if let Some(delivered) = self.delivered.filter(|delivered| *delivered > 0.0) { (side.fill(side.area(top, delivered))) }
            @if let Some(promised) = self.promised.filter(|promised| *promised > 0.0) { (outline(promised)) }
            @if let Some(named) = self.named.filter(|named| *named > 0.0) { (dotted(side.area(top, named), side.colour())) }
            @if self.is_unknown() { (stub(side, top)) }
            (numbers.0.draw_lines(numbers.1, top + 1.0, &self.words))
        }
    }
}

/// What nobody counted: a mark with an open end.
fn stub(side: Side, top: f32) -> Markup {
    let Area { x, y, width, height } = side.area(top, STUB);
    let (from, to) = match side {
        Side::Brings => (x + width, x),
        Side::Gets => (x, x + width),
    };
    let path = format!("M{} {}H{}M{} {}H{}", px(from), px(y), px(to), px(from), px(y + height), px(to));
    html! { path d=(path) fill="none" stroke=(side.colour()) stroke-width="1.5" stroke-dasharray="2 3" {} }
}

fn dotted(area: Area, colour: &str) -> Markup {
    html! {
        rect x=(px(area.x)) y=(px(area.y)) width=(px(area.width)) height=(px(area.height)) fill="none" stroke=(colour)
            stroke-width="1.5" stroke-dasharray="2 3" {}
    }
}

/// The numbers of a bar, in words.
fn in_words(line: &BalanceLine, unit: &str) -> String {
    let vague = notation::approximately(line.approximate, line.bound.map(|bound| bound == Bound::AtLeast));
    let say = |value: &Decimal| bare(value.as_str(), unit);
    let mut words = Vec::new();
    match (&line.promised, &line.delivered) {
        (Some(promised), Some(delivered)) => {
            words.push(format!("{vague}{} van {} geleverd", say(delivered), say(promised)));
        }
        (Some(promised), None) => words.push(format!("{vague}{} toegezegd", say(promised))),
        (None, _) => {}
    }
    words.extend(line.asked_for.as_ref().map(|asked| format!("{vague}{} gevraagd", say(asked))));
    words.extend(line.named.as_ref().map(|named| format!("{vague}{} genoemd", say(named))));
    match (line.unknown, words.is_empty()) {
        (0, _) => {}
        (1, true) => words.push("onbekend".to_owned()),
        (many, _) => words.push(format!("{many} × onbekend")),
    }
    let delivered = line.delivered.as_ref().filter(|_| line.promised.is_none());
    words.extend(delivered.map(|delivered| format!("{vague}{} geleverd", say(delivered))));
    words.join(", ")
}

/// The greatest number of a bar.
fn longest(line: &BalanceLine) -> Option<f64> {
    let values = [&line.promised, &line.delivered, &line.named, &line.asked_for];
    values.into_iter().flatten().map(number).reduce(f64::max)
}

fn number(value: &Decimal) -> f64 {
    value.as_str().parse().unwrap_or_default()
}

/// How long a bar of a number is, where the greatest is known.
#[allow(clippy::cast_possible_truncation, reason = "a length within a picture")]
fn length(number: f64, most: f64) -> f32 {
    if number <= 0.0 {
        return 0.0;
    }
    (LONGEST * (number / most) as f32).max(SHORTEST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{chart::balance::sample, interest::object::InterestSide};

    proptest! {
        #[test]
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "lengths in a picture")]
        fn bars_are_as_long_as_their_numbers_and_leave_room_for_them(
            promised in 0_u64..1_000_000_000_000, delivered in 0_u64..1_000_000_000_000, others in 1_u64..1_000_000_000_000,
        ) {
            let most = promised.max(delivered).max(others);
            let line = sample(InterestSide::Gain, Some(&promised.to_string()), Some(&delivered.to_string()));
            let bar = Bar::of(&line, "vacatures", most as f64);
            for (number, length) in [(promised, bar.promised), (delivered, bar.delivered)] {
                let length = length.expect("a bar");
                let exact = LONGEST * (number as f64 / most as f64) as f32;
                prop_assert!(number == 0 && length == 0.0 || (length - exact.max(SHORTEST)).abs() < 0.01);
                prop_assert!(length <= LONGEST + 0.01);
            }
            for words in &bar.words {
                prop_assert!(CENTRE + bar.end() + 6.0 + NUMBER.width(words) <= WIDE);
            }
        }
    }

    #[test]
    fn numbers_say_what_they_are_and_what_is_not_known() {
        let says = |promised, delivered, unknown| {
            let line = BalanceLine { unknown, ..sample(InterestSide::Gain, promised, delivered) };
            in_words(&line, "EUR")
        };
        assert_eq!(says(Some("400000"), Some("0"), 0), "€\u{a0}0 van €\u{a0}400.000 geleverd");
        assert_eq!(says(Some("20"), None, 2), "€\u{a0}20 toegezegd, 2 × onbekend");
        assert_eq!(says(None, Some("0"), 1), "onbekend, € 0 geleverd".replace("€ ", "€\u{a0}"));
        assert_eq!(says(None, None, 1), "onbekend");
    }
}
