//! The picture of the timeline: a row for each commitment, with its name at the left, its date along the days and its state
//! at the right.

use chrono::NaiveDate;
use entity::{DatePrecision, FuzzyDate};
use maud::{Markup, html};

use super::{
    super::{
        axis::Days,
        draw::{Anchor, Area, Type, line, polyline, px, whole},
        sign::Sign,
        style::{INK, MARGIN, MUTED, PAPER, RULE, SMALL, WIDE},
    },
    Entry, Lane,
};
use crate::notation;

/// Where names end, days run and states begin.
const NAMES: f32 = 250.0;
const DAYS: (f32, f32) = (276.0, 590.0);
const STATES: f32 = 616.0;
/// The least height of a row.
const ROW: f32 = 24.0;
/// The height of what stands above the rows.
const HEAD: f32 = 50.0;
const NAME: Type = Type::of(SMALL);
const GOAL: Type = Type::of(13.0).bold();

/// The marks of some commitments of some lanes, and how high they are.
pub(super) fn draw(lanes: &[Lane], drawn: &[(usize, usize)], today: NaiveDate) -> (u32, Markup) {
    let dues = || drawn.iter().map(|&(lane, at)| &lanes[lane].dues[at]);
    let dates = dues().flat_map(|due| [due.due.as_ref(), due.moved_from()]).flatten();
    let named = dates.flat_map(|date| [date.first_day(), date.last_day()]).chain([today]);
    let Some(days) = Days::of(named, DAYS) else { return (0, html! {}) };
    let (mut rows, mut top) = (Vec::new(), HEAD);
    for (at, lane) in lanes.iter().enumerate() {
        let of_lane: Vec<&Entry> =
            drawn.iter().filter(|(lane, _)| *lane == at).map(|&(_, due)| &lane.dues[due]).collect();
        if of_lane.is_empty() {
            continue;
        }
        let title = GOAL.lines(lane.goal.as_deref().unwrap_or("Zonder doel"), WIDE - 2.0 * MARGIN);
        let high = GOAL.height(title.len());
        rows.push(html! {
            (line((MARGIN, top), (WIDE - MARGIN, top), RULE, 1.0, "none"))
            (Area { x: MARGIN, y: top + 1.0, width: WIDE - 2.0 * MARGIN, height: high + 6.0 }.filled(PAPER))
            (GOAL.draw_lines(MARGIN, top + 6.0, &title))
        });
        top += high + 10.0;
        for due in of_lane {
            let (high, row) = row(due, top, days);
            rows.push(row);
            top += high;
        }
        top += 8.0;
    }
    let left_out = lanes.iter().map(|lane| lane.dues.len()).sum::<usize>() - drawn.len();
    let foot = top;
    if left_out > 0 {
        let said = format!("… en nog {left_out}; alle afspraken staan in de tabel bij deze figuur.");
        rows.push(html! {
            (line((MARGIN, top), (WIDE - MARGIN, top), RULE, 1.0, "none"))
            (Type::of(SMALL).coloured(MUTED).draw(MARGIN, top + 16.0, &said))
        });
        top += 28.0;
    }
    top += 12.0;
    rows.push(legend(top));
    let marks = html! {
        (axis(days, foot, today))
        @for row in &rows { (row) }
    };
    (whole(top + 22.0), marks)
}

/// The days along the top, with lines down, and today.
fn axis(days: Days, foot: f32, today: NaiveDate) -> Markup {
    let small = Type::of(SMALL).coloured(MUTED).anchored(Anchor::Middle);
    let at = days.at(today);
    let said = format!("vandaag, {}", notation::day(today));
    let half = Type::of(SMALL).bold().width(&said) / 2.0;
    html! {
        @for (at, name) in days.ticks(5) {
            (small.draw(at.min(DAYS.1 - 10.0), HEAD - 14.0, &name))
            (line((at, HEAD - 4.0), (at, foot), RULE, 0.4, "none"))
        }
        (Type::of(SMALL).bold().anchored(Anchor::Middle).draw(at.clamp(DAYS.0 + half - 20.0, WIDE - MARGIN - half), 12.0, &said))
        (line((at, 21.0), (at, HEAD - 23.0), INK, 1.6, "none"))
        (line((at, HEAD - 4.0), (at, foot), INK, 1.6, "none"))
    }
}

/// A commitment, and how high it is.
fn row(due: &Entry, top: f32, days: Days) -> (f32, Markup) {
    let name = NAME.lines(&due.name, NAMES - MARGIN);
    let states: Vec<Sign> = [due.sign].into_iter().chain(due.is_overdue.then_some(Sign::OVERDUE)).collect();
    let high = NAME.height(name.len().max(states.len())).max(ROW - 6.0) + 6.0;
    let middle = top + high / 2.0;
    let mut at = middle - NAME.height(states.len()) / 2.0;
    let states = states.into_iter().map(|sign| {
        let drawn = sign.draw(STATES, at + NAME.height(1) / 2.0, SMALL);
        at += NAME.height(1);
        drawn
    });
    let states: Vec<Markup> = states.collect();
    let row = html! {
        (NAME.draw_lines(MARGIN, middle - NAME.height(name.len()) / 2.0, &name))
        @match &due.due {
            Some(date) => (mark(due, date, middle, days)),
            None => {
                (Area { x: DAYS.0 - 2.0, y: middle - 8.0, width: NAME.width("geen datum") + 6.0, height: 16.0 }.filled(PAPER))
                (NAME.coloured(MUTED).draw(DAYS.0, middle, "geen datum"))
            }
        }
        @for state in &states { (state) }
    };
    (high, row)
}

/// When it is due: a sign on a day, or a bar with soft ends where the date is vague; with an arrow from the first date.
fn mark(due: &Entry, date: &FuzzyDate, middle: f32, days: Days) -> Markup {
    let sign = if due.is_overdue { Sign::OVERDUE } else { due.sign };
    let middle_of = |date: &FuzzyDate| f32::midpoint(days.at(date.first_day()), days.at(date.last_day()));
    let centre = middle_of(date);
    let is_vague = date.precision != DatePrecision::Day;
    let half = ((days.at(date.last_day()) - days.at(date.first_day())) / 2.0).max(9.0);
    let edge = if is_vague { half } else { 6.0 } + 2.0;
    let from = due.moved_from().map(middle_of).filter(|from| (from - centre).abs() > edge + 4.0);
    html! {
        @if let Some(from) = from {
            (moved(from, if from < centre { centre - edge } else { centre + edge }, middle))
        }
        @if is_vague { (soft(centre, half, middle, sign.colour)) }
        (sign.shape.draw(centre, middle, 5.0, sign.colour))
    }
}

/// A thin arrow from the date that was first agreed to the one that holds.
fn moved(from: f32, to: f32, middle: f32) -> Markup {
    let back = if from < to { -5.0 } else { 5.0 };
    html! {
        (line((from, middle - 5.0), (from, middle + 5.0), MUTED, 1.2, "none"))
        (line((from, middle), (to, middle), MUTED, 1.0, "none"))
        (polyline(&[(to + back, middle - 3.5), (to, middle), (to + back, middle + 3.5)], MUTED, 1.2, "none"))
    }
}

/// What a dashed edge and an arrow mean.
fn legend(middle: f32) -> Markup {
    let (vague, arrow) = ("termijn zonder vaste dag", "verschoven termijn");
    let text = Type::of(SMALL).coloured(MUTED);
    let second = MARGIN + 34.0 + text.width(vague) + 26.0;
    html! {
        (soft(MARGIN + 13.0, 13.0, middle, MUTED))
        (text.draw(MARGIN + 34.0, middle, vague))
        (moved(second, second + 26.0, middle))
        (text.draw(second + 34.0, middle, arrow))
    }
}

/// A bar with soft ends: some day within it.
fn soft(centre: f32, half: f32, middle: f32, colour: &str) -> Markup {
    html! {
        rect x=(px(centre - half)) y=(px(middle - 7.0)) width=(px(2.0 * half)) height="14" rx="7" fill=(PAPER)
            stroke=(colour) stroke-width="1.4" stroke-dasharray="3 2.5" {}
    }
}
