//! How many commitments stand where (*afspraken naar stand*), in the order of their life, with those that are late apart.

use std::collections::BTreeMap;

use entity::CommitmentState;
use maud::{Markup, html};

use super::{
    Chart, Table,
    draw::{Area, Type, count, line, whole},
    sign::{Shape, Sign},
    style::{BODY, MARGIN, RULE, WIDE, WIDTH},
};
use crate::{
    access::View,
    commitment::derived::{is_live, is_overdue},
    notation,
};

/// From one bar to the next.
const ROW: f32 = 40.0;
const BAR: f32 = 22.0;
/// Where bars begin.
const LEFT: f32 = 216.0;
/// Where the longest ends: numbers stand behind it.
const RIGHT: f32 = WIDE - 190.0;

/// Commitments in one state.
struct Standing {
    state: CommitmentState,
    all: i32,
    late: i32,
}

impl Chart {
    /// The commitments of a partnership by their state.
    pub(crate) fn commitments(view: &View) -> Self {
        let title = format!("Afspraken van {} naar stand", view.partnership.name);
        let mut late: BTreeMap<CommitmentState, i32> = BTreeMap::new();
        for one in view.counted_commitments() {
            if is_overdue(one.state, one.last_day(), view.desk.today) {
                *late.entry(one.state).or_default() += 1;
            }
        }
        let counts = view.commitment_counts();
        let of_life = CommitmentState::ALL.iter().filter_map(|state| {
            let all = *counts.get(state)?;
            Some(Standing { state: *state, all, late: late.get(state).copied().unwrap_or(0) })
        });
        let standings: Vec<Standing> = of_life.collect();
        if standings.is_empty() {
            return Self::empty(title, "Er zijn geen afspraken om te tonen.");
        }
        Self {
            title,
            conclusion: conclusion(&standings),
            width: WIDTH,
            height: whole(ROW * count(standings.len()) + MARGIN),
            marks: marks(&standings),
            table: table(&standings),
            list: Markup::default(),
        }
    }
}

fn conclusion(standings: &[Standing]) -> String {
    let sum = |of: fn(&Standing) -> i32| standings.iter().map(of).sum::<i32>();
    let live = |of: fn(&Standing) -> i32| standings.iter().filter(|one| is_live(one.state)).map(of).sum::<i32>();
    let in_state = |state| standings.iter().find(|one| one.state == state).map_or(0, |one| one.all);
    let (all, late) = (sum(|one| one.all), sum(|one| one.late));
    let of_those = if late > 0 { format!(" (waarvan {} te laat)", number(late)) } else { String::new() };
    let mut parts = vec![
        format!("{} lopend{of_those}", number(live(|one| one.all))),
        format!("{} nagekomen", number(in_state(CommitmentState::Fulfilled))),
    ];
    let proposed = in_state(CommitmentState::Proposed);
    if proposed > 0 {
        parts.push(format!("{} voorgesteld", number(proposed)));
    }
    let verb = if all == 1 { "Er is 1 afspraak" } else { &format!("Er zijn {} afspraken", number(all)) };
    format!("{verb}: {}.", parts.join(", "))
}

fn marks(standings: &[Standing]) -> Markup {
    let most = standings.iter().map(|one| one.all).max().unwrap_or(1).max(1);
    let long = |number: i32| (RIGHT - LEFT) * ratio(number, most);
    html! {
        @for (at, standing) in standings.iter().enumerate() {
            @let middle = ROW * (count(at) + 0.5);
            @let sign = Sign::of_state(standing.state);
            @let (all, late) = (long(standing.all), long(standing.late));
            @let bar = Area { x: LEFT, y: middle - BAR / 2.0, width: all, height: BAR };
            @let tardy = Area { x: LEFT + all - late + 2.0, width: (late - 2.0).max(2.0), ..bar };
            @let number = number(standing.all);
            (sign.draw(MARGIN, middle, BODY))
            (Area { width: all - late, ..bar }.filled(sign.colour))
            @if standing.late > 0 {
                (tardy.hatched(Sign::OVERDUE.colour, 2.0, 6.0))
                (tardy.outlined(Sign::OVERDUE.colour, 1.5))
            }
            (Type::of(BODY).bold().draw(LEFT + all + 10.0, middle, &number))
            @if standing.late > 0 {
                @let after = LEFT + all + 24.0 + Type::of(BODY).bold().width(&number);
                (Shape::Diamond.draw(after, middle, 5.0, Sign::OVERDUE.colour))
                (Type::of(BODY).draw(after + 11.0, middle, &format!("{} te laat", self::number(standing.late))))
            }
        }
        (line((LEFT, 2.0), (LEFT, ROW * count(standings.len())), RULE, 1.0, "none"))
    }
}

#[allow(clippy::cast_precision_loss, reason = "a length in a picture")]
fn ratio(part: i32, whole: i32) -> f32 {
    part as f32 / whole as f32
}

fn number(number: i32) -> String {
    notation::decimal(&number.to_string())
}

fn table(standings: &[Standing]) -> Table {
    let row = |one: &Standing| {
        let late = if one.late > 0 { number(one.late) } else { String::new() };
        vec![Sign::of_state(one.state).sentence(), number(one.all), late]
    };
    let headers = ["Stand", "Aantal", "Waarvan te laat"].map(str::to_owned).to_vec();
    Table { headers, rows: standings.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::holds;

    #[test]
    fn commitments_stand_in_the_order_of_their_life_with_the_late_ones_apart() {
        let standings: Vec<Standing> =
            CommitmentState::ALL.iter().map(|state| Standing { state: *state, all: 12_345, late: 12_345 }).collect();
        let (height, marks) = (whole(ROW * 11.0 + MARGIN), marks(&standings));
        let table = table(&standings);
        assert_eq!(table.rows[2], ["Afgesproken", "12.345", "12.345"]);
        holds(&Chart {
            title: "Afspraken".repeat(20),
            conclusion: conclusion(&standings),
            width: WIDTH,
            height,
            marks,
            table,
            list: Markup::default(),
        });
        let some = [
            Standing { state: CommitmentState::Agreed, all: 2, late: 1 },
            Standing { state: CommitmentState::Fulfilled, all: 1, late: 0 },
        ];
        assert_eq!(conclusion(&some), "Er zijn 3 afspraken: 2 lopend (waarvan 1 te laat), 1 nagekomen.");
    }
}
