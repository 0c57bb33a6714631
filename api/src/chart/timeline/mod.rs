//! The timeline (*tijdlijn*): when each commitment is due, in a lane for each goal and one for those without a goal.

mod lanes;

use std::{cmp::Reverse, sync::Arc};

use chrono::NaiveDate;
use entity::{FuzzyDate, GoalId};

use super::{Chart, Table, sign::Sign, style::WIDTH};
use crate::{
    access::View,
    commitment::{Commitment, derived::is_end},
    goal::Goal,
    graphql::date_label,
    language::Language,
    notation,
};

/// So many commitments are drawn; the table has all.
const MOST: usize = 40;

/// A commitment, as the timeline shows it.
struct Entry {
    /// Its reference and its title.
    name: String,
    due: Option<FuzzyDate>,
    original: Option<FuzzyDate>,
    postponed: i32,
    sign: Sign,
    is_overdue: bool,
    has_ended: bool,
    goals: Vec<String>,
}

/// The commitments of one goal, or those of none.
struct Lane {
    goal: Option<String>,
    dues: Vec<Entry>,
}

impl Chart {
    /// When the commitments of a partnership are due.
    pub(crate) fn timeline(view: &View) -> Self {
        let title = format!("Tijdlijn van de afspraken van {}", view.partnership.name);
        let lanes = lanes(view);
        let dues = || lanes.iter().flat_map(|lane| &lane.dues);
        let all = dues().count();
        if all == 0 {
            return Self::empty(title, "Er zijn geen afspraken om te tonen.");
        }
        let drawn = most_telling(&lanes);
        let (height, marks) = lanes::draw(&lanes, &drawn, view.desk.today);
        let table = table(&lanes);
        Self {
            title,
            conclusion: conclusion(&lanes, view.desk.today),
            width: WIDTH,
            height,
            marks,
            table,
            list: maud::Markup::default(),
        }
    }
}

/// The commitments that the viewer may see, of those that figures count, by the first of their goals that the viewer may
/// see; in each lane by due date.
fn lanes(view: &View) -> Vec<Lane> {
    let goals: Vec<Arc<Goal>> = in_order(view, None);
    let mut by_goal: Vec<(Option<GoalId>, Lane)> = goals
        .iter()
        .map(|goal| (Some(goal.id), Lane { goal: Some(goal.title.clone()), dues: Vec::new() }))
        .chain([(None, Lane { goal: None, dues: Vec::new() })])
        .collect();
    let counted: Vec<_> = view.counted_commitments().collect();
    for one in view.among(counted.into_iter()) {
        let seen: Vec<_> = goals.iter().filter(|goal| one.goals.contains(&goal.id)).collect();
        let due = due(view, &one, seen.iter().map(|goal| goal.title.clone()).collect());
        let first = seen.first().map(|goal| goal.id);
        if let Some((_, lane)) = by_goal.iter_mut().find(|(goal, _)| *goal == first) {
            lane.dues.push(due);
        }
    }
    let mut lanes: Vec<Lane> = by_goal.into_iter().map(|(_, lane)| lane).filter(|lane| !lane.dues.is_empty()).collect();
    for lane in &mut lanes {
        lane.dues.sort_by_key(|due| (due.last_day(), due.name.clone()));
    }
    lanes
}

/// The goals that the viewer may see, each before those below it.
fn in_order(view: &View, parent: Option<GoalId>) -> Vec<Arc<Goal>> {
    let below = view.snapshot.goals_below(parent).flat_map(|goal| {
        let seen = view.get::<Goal>(goal.id).filter(|seen| view.sees(seen));
        seen.into_iter().chain(in_order(view, Some(goal.id)))
    });
    below.collect()
}

fn due(view: &View, one: &Commitment, goals: Vec<String>) -> Entry {
    let reference = one.reference.as_ref().map(|reference| format!("{reference} ")).unwrap_or_default();
    Entry {
        name: format!("{reference}{}", one.title),
        due: one.due(),
        original: one.original_due(),
        postponed: one.times_postponed,
        sign: Sign::of_state(one.state),
        is_overdue: view.is_overdue(one),
        has_ended: is_end(one.state),
        goals,
    }
}

impl Entry {
    /// The last day that it can mean; what has none comes last.
    fn last_day(&self) -> NaiveDate {
        self.due.as_ref().map_or(NaiveDate::MAX, FuzzyDate::last_day)
    }

    /// The date that it was moved from, where it was.
    fn moved_from(&self) -> Option<&FuzzyDate> {
        self.original
            .as_ref()
            .filter(|original| self.due.as_ref().is_some_and(|due| due.last_day() != original.last_day()))
    }
}

/// Which commitments are drawn where there are too many: first what has not ended, by its date, then what ended last.
fn most_telling(lanes: &[Lane]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> =
        lanes.iter().enumerate().flat_map(|(lane, of)| (0..of.dues.len()).map(move |at| (lane, at))).collect();
    all.sort_by_key(|&(lane, at)| {
        let due = &lanes[lane].dues[at];
        let ended = due.has_ended.then(|| Reverse(due.due.as_ref().map(FuzzyDate::last_day)));
        (due.has_ended, ended, due.last_day())
    });
    all.truncate(MOST);
    all.sort_unstable();
    all
}

fn conclusion(lanes: &[Lane], today: NaiveDate) -> String {
    let dues = || lanes.iter().flat_map(|lane| &lane.dues);
    let all = dues().count();
    let late = dues().filter(|due| due.is_overdue).count();
    let next = dues().filter(|due| !due.has_ended && due.last_day() >= today).filter_map(|due| due.due.as_ref());
    let next = next.min_by_key(|due| due.last_day()).map(|due| date_label(due, Language::Nl));
    let counted = if all == 1 { "Er is 1 afspraak".to_owned() } else { format!("Er zijn {all} afspraken") };
    let late = if late > 0 { format!(", waarvan {late} te laat") } else { String::new() };
    let next = next.map(|next| format!(" De eerstvolgende termijn is {next}.")).unwrap_or_default();
    format!("{counted}{late}.{next}")
}

fn table(lanes: &[Lane]) -> Table {
    let said = |date: Option<&FuzzyDate>| date.map_or(String::new(), |date| date_label(date, Language::Nl));
    let row = |due: &Entry| {
        let postponed = if due.postponed > 0 { notation::decimal(&due.postponed.to_string()) } else { String::new() };
        let late = if due.is_overdue { "te laat" } else { "" };
        let due_on = due.due.as_ref().map_or("geen datum".to_owned(), |date| date_label(date, Language::Nl));
        vec![
            due.name.clone(),
            due.goals.join("; "),
            due_on,
            said(due.original.as_ref()),
            postponed,
            due.sign.word.to_owned(),
            late.to_owned(),
        ]
    };
    let headers = ["Afspraak", "Doel", "Termijn", "Eerst afgesproken", "Keer uitgesteld", "Stand", "Te laat"];
    Table {
        headers: headers.map(str::to_owned).to_vec(),
        rows: lanes.iter().flat_map(|lane| lane.dues.iter().map(row)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use entity::{CommitmentState, DatePrecision};

    use super::*;
    use crate::chart::tests::holds;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn lane(goal: Option<&str>, many: u32) -> Lane {
        let precisions = [DatePrecision::Day, DatePrecision::Month, DatePrecision::Quarter, DatePrecision::Year];
        let dues = (0..many).map(|at| {
            let date = day("2026-01-31") + chrono::Days::new(u64::from(at) * 40);
            let fuzzy = |date| FuzzyDate { date, precision: precisions[at as usize % 4], text: None };
            let state = CommitmentState::ALL[at as usize % 11];
            Entry {
                name: format!(
                    "TE-2026-{at:03} {}",
                    "Verduurzamingsarbeidsmarktaanpak in de regio ".repeat(1 + at as usize % 4)
                ),
                due: (at % 9 != 8).then(|| fuzzy(date)),
                original: (at % 3 == 0).then(|| fuzzy(day("2025-06-30"))),
                postponed: 1,
                sign: Sign::of_state(state),
                is_overdue: at % 5 == 0,
                has_ended: is_end(state),
                goals: goal.map(str::to_owned).into_iter().collect(),
            }
        });
        Lane { goal: goal.map(str::to_owned), dues: dues.collect() }
    }

    fn chart(lanes: &[Lane]) -> Chart {
        let (height, marks) = lanes::draw(lanes, &most_telling(lanes), day("2026-11-20"));
        let conclusion = conclusion(lanes, day("2026-11-20"));
        Chart {
            title: "Tijdlijn".to_owned(),
            conclusion,
            width: WIDTH,
            height,
            marks,
            table: table(lanes),
            list: maud::Markup::default(),
        }
    }

    #[test]
    fn sixty_commitments_are_read_and_the_table_has_all() {
        let chart = chart(&[lane(Some(&"Een doel met een lange titel ".repeat(7)), 50), lane(None, 10)]);
        holds(&chart);
        assert_eq!(chart.table.rows.len(), 60);
        assert!(chart.marks.0.contains("… en nog 20; alle afspraken staan in de tabel bij deze figuur."));
    }

    #[test]
    fn one_commitment_today_or_without_a_date_is_a_timeline() {
        let mut one = lane(None, 1);
        holds(&chart(&[lane(Some("Doel"), 1)]));
        one.dues[0].due = None;
        holds(&chart(&[one]));
    }

    #[test]
    fn far_dates_stay_within_the_picture() {
        let mut far = lane(None, 2);
        far.dues[0].due = Some(FuzzyDate { date: day("1900-01-01"), precision: DatePrecision::Day, text: None });
        far.dues[1].due = Some(FuzzyDate { date: day("2200-12-31"), precision: DatePrecision::Year, text: None });
        holds(&chart(&[far]));
    }
}
