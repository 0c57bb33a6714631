//! What is new since a day, by the days that the records name: what was agreed and what ended, which agreed terms changed and
//! why, and what was measured. It is told as it is known now.

use std::{collections::BTreeSet, sync::Arc};

use entity::{AmendmentState, CommitmentState, MeasurementState};

use super::{
    action_list::standing,
    board::Period,
    content::{Block, Cell, Line, Table, cell},
    goals,
    words::{UNKNOWN, capitalised, day, named},
};
use crate::{
    access::View,
    amendment::{
        Amendment,
        object::AmendmentReason,
        terms::{applied, undone},
    },
    commitment::{Commitment, derived::is_end},
    figures::Include,
    goal::Goal,
    graphql::{Labelled, Shown},
    indicator::Indicator,
    language::Language,
    notation,
};

/// What is new.
pub(super) struct Changes {
    view: View,
    /// The commitments that were agreed, however they stand now.
    pub(super) agreed: Vec<Arc<Commitment>>,
    /// The commitments that ended, however they did.
    pub(super) ended: Vec<Arc<Commitment>>,
    /// The changes of agreed terms that were accepted.
    pub(super) amended: Vec<Arc<Amendment>>,
    /// The indicators of which something was measured.
    pub(super) measured: Vec<Arc<Indicator>>,
}

impl Changes {
    pub(super) fn of(view: &View, period: &Period) -> Self {
        use CommitmentState::{Draft, Proposed, Withdrawn};
        let was_agreed = |one: &Commitment| !matches!(one.state, Draft | Proposed | Withdrawn);
        let counted: Vec<_> = view.counted_commitments().filter_map(|one| view.get::<Commitment>(one.id)).collect();
        let of = |holds: &dyn Fn(&Commitment) -> bool| {
            counted.iter().filter(|one| was_agreed(one) && holds(one)).cloned().collect::<Vec<_>>()
        };
        let was_measured = |one: &Arc<Indicator>| {
            let figures = view.indicator_on(one.id, period.at, Include::Approved);
            let told = view.among(view.snapshot.series_of(one.id).iter());
            let mut told = told.filter(|one| one.state == MeasurementState::Approved);
            figures.and_then(|figures| figures.level).is_some_and(|level| period.has(level.observed_on))
                || told.any(|one| period.has(one.observed_on))
        };
        let is_news = |one: &Arc<Amendment>| {
            one.state == AmendmentState::Accepted && one.settled_on.is_some_and(|on| period.has(on))
        };
        Self {
            view: view.clone(),
            agreed: of(&|one| one.agreed_on.is_some_and(|on| period.has(on))),
            ended: of(&|one| is_end(one.state) && one.known_end().is_some_and(|on| period.has(on))),
            amended: view.all::<Amendment>().filter(is_news).collect(),
            measured: view.all::<Indicator>().filter(was_measured).collect(),
        }
    }

    /// Those of the commitments that ended which were fulfilled.
    pub(super) fn fulfilled(&self) -> usize {
        self.ended.iter().filter(|one| one.state == CommitmentState::Fulfilled).count()
    }

    /// The changes by which a commitment is due later.
    fn postponements(&self) -> impl Iterator<Item = &Arc<Amendment>> {
        self.amended.iter().filter(|one| {
            let commitment = one.commitment_id.and_then(|id| self.view.get::<Commitment>(id));
            let days = commitment.and_then(|commitment| {
                undone(&*commitment, &one.changes)?.last_day().zip(applied(&*commitment, &one.changes)?.last_day())
            });
            days.is_some_and(|(before, after)| before < after)
        })
    }

    /// How many commitments are due later than they were.
    pub(super) fn postponed(&self) -> usize {
        self.postponements().filter_map(|one| one.commitment_id).collect::<BTreeSet<_>>().len()
    }

    /// The changes by which no commitment is due later.
    pub(super) fn otherwise_amended(&self) -> usize {
        self.amended.len() - self.postponements().count()
    }

    /// All of it, by kind.
    pub(super) fn blocks(&self, period: &Period) -> Vec<Block> {
        let heading = format!("Wat er veranderde van {} tot en met {}", day(period.since), day(period.at));
        let mut blocks = vec![Block::Heading(heading)];
        let commitments = self.commitment_rows();
        if !commitments.is_empty() {
            blocks.push(Block::Table(Table {
                name: "Nieuwe en beëindigde afspraken".to_owned(),
                columns: vec![("Afspraak", 66), ("Trekker", 42), ("Wat er veranderde", 48), ("Stand nu", 28)],
                rows: commitments,
            }));
        }
        if !self.amended.is_empty() {
            blocks.push(Block::Table(Table {
                name: "Gewijzigd, met reden".to_owned(),
                columns: vec![("Gewijzigd", 52), ("Van … naar …", 66), ("Reden", 66)],
                rows: self.amended.iter().map(|one| self.amendment_row(one)).collect(),
            }));
        }
        if !self.measured.is_empty() {
            blocks.push(Block::Table(Table {
                name: "Nieuw gemeten".to_owned(),
                columns: vec![("Nieuw gemeten", 84), ("Eerder", 50), ("Nu", 50)],
                rows: self.measured.iter().map(|one| self.measured_row(one, period)).collect(),
            }));
        }
        if blocks.len() == 1 {
            blocks
                .push(Block::Text(format!("Uit deze periode is geen {}nieuws bekend.", self.view.public("openbaar "))));
        }
        blocks
    }

    fn commitment_rows(&self) -> Vec<Vec<Cell>> {
        let agreed_too = |one: &Commitment| self.agreed.iter().any(|other| other.id == one.id);
        let ended_too = |one: &Commitment| self.ended.iter().any(|other| other.id == one.id);
        let both = self.agreed.iter().chain(self.ended.iter().filter(|one| !agreed_too(one)));
        let row = |one: &Arc<Commitment>| {
            let mut what = Cell::new();
            let on = one.agreed_on.filter(|_| agreed_too(one));
            what.extend(on.map(|on| Line::Plain(format!("Afgesproken op {}", day(on)))));
            let on = one.known_end().filter(|_| ended_too(one));
            what.extend(on.map(|on| Line::Plain(format!("Beëindigd op {}", day(on)))));
            let lead = one.lead().map(|lead| self.view.called(lead)).unwrap_or_default();
            vec![cell(named(one)), cell(lead), what, standing(&self.view, one)]
        };
        both.map(row).collect()
    }

    fn amendment_row(&self, amendment: &Arc<Amendment>) -> Vec<Cell> {
        let shown = Shown::new(&self.view, amendment.clone());
        let changed = shown.change_list().into_iter().map(|change| {
            let say = |text: Option<String>| {
                let text = text.unwrap_or_else(|| "niets".to_owned());
                if change.is_number() { notation::decimal(&text) } else { text }
            };
            Line::Plain(format!("{}: van {} naar {}", change.in_words(), say(change.before()), say(change.after())))
        });
        let row = &amendment.row;
        let code = AmendmentReason::from(row.reason_code).label(Language::Nl);
        let settled = row.settled_on.map(|on| Line::Plain(format!("op {}", day(on))));
        vec![
            std::iter::once(Line::Plain(subject(&self.view, amendment))).chain(settled).collect(),
            changed.collect(),
            vec![Line::Plain(capitalised(code)), Line::Plain(row.reason.clone())],
        ]
    }

    fn measured_row(&self, indicator: &Indicator, period: &Period) -> Vec<Cell> {
        let on = |day| self.view.indicator_on(indicator.id, day, Include::Approved);
        vec![
            goals::name(&self.view, indicator),
            goals::level(&self.view, indicator, on(period.before()).as_deref()),
            goals::level(&self.view, indicator, on(period.at).as_deref()),
        ]
    }
}

/// What an amendment is about.
pub(super) fn subject(view: &View, amendment: &Amendment) -> String {
    let row = &amendment.row;
    let commitment = row.commitment_id.and_then(|id| view.get::<Commitment>(id)).map(|one| named(&one));
    let goal = || row.goal_id.and_then(|id| view.get::<Goal>(id)).map(|goal| format!("Doel: {}", goal.title));
    let indicator = || {
        let indicator = row.indicator_id.and_then(|id| view.get::<Indicator>(id))?;
        Some(format!("Indicator: {}", indicator.display_name(&view.desk.directory)))
    };
    commitment.or_else(goal).or_else(indicator).unwrap_or_else(|| UNKNOWN.to_owned())
}
