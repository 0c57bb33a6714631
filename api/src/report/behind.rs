//! What runs behind, and why: indicators by their light, and commitments by what is recorded of them today.

use std::sync::Arc;

use entity::Health;

use super::{
    action_list::standing,
    board::{Period, is_today},
    content::{Block, Cell, Line, Table, cell},
    words::{self, day, due, named},
};
use crate::{
    access::View,
    commitment::{Commitment, derived::is_live},
    figures::{Certainty, Include, ResultLight, ResultReason},
    graphql::Labelled,
    indicator::{Indicator, object},
    language::Language,
};

/// What asks for attention.
pub(super) struct Lagging {
    /// The indicators whose light is amber or red.
    indicators: Vec<(Arc<Indicator>, ResultLight, ResultReason)>,
    /// The commitments that are late or at risk; none of an earlier day, of which that is not recorded.
    commitments: Vec<Arc<Commitment>>,
}

impl Lagging {
    pub(super) fn of(view: &View, period: &Period, indicators: &[Arc<Indicator>]) -> Self {
        let lights = indicators.iter().filter_map(|one| {
            let figures = view.indicator_on(one.id, period.at, Include::Approved)?;
            let asks = matches!(figures.result, ResultLight::Amber | ResultLight::Red);
            asks.then(|| (one.clone(), figures.result, figures.reason))
        });
        let asks = |one: &Arc<Commitment>| is_live(one.state) && (view.is_overdue(one) || view.is_at_risk(one));
        let commitments = view.counted_commitments().filter_map(|one| view.get::<Commitment>(one.id)).filter(asks);
        let mut commitments: Vec<_> = commitments.filter(|_| is_today(view, period)).collect();
        commitments.sort_by_key(|one| (!view.is_overdue(one), one.last_day().is_none(), one.last_day(), one.id));
        Self { indicators: lights.collect(), commitments }
    }

    /// What is behind, and not merely in need of attention, each with why in a few words.
    pub(super) fn behind(&self, view: &View) -> Vec<String> {
        let is_behind = |one: &Commitment| view.latest_note(one).is_some_and(|note| note.health == Health::Behind);
        let commitments = self.commitments.iter().filter_map(|one| {
            let why = match one.last_day().filter(|_| view.is_overdue(one)) {
                Some(last) => format!("had uiterlijk {} klaar moeten zijn", day(last)),
                None if is_behind(one) => "volgens de laatste melding".to_owned(),
                None => return None,
            };
            Some(format!("de afspraak ‘{}’ ({why})", one.title))
        });
        let red = self.indicators.iter().filter(|(_, light, _)| *light == ResultLight::Red);
        let indicators = red.map(|(one, _, reason)| {
            let why = match reason {
                ResultReason::Behind => "ver onder de verwachting",
                other => object::ResultReason::from(*other).label(Language::Nl),
            };
            format!("de indicator ‘{}’ ({why})", one.display_name(&view.desk.directory))
        });
        commitments.chain(indicators).collect()
    }

    /// All that asks for attention, with what was said of it.
    pub(super) fn blocks(&self, view: &View, period: &Period) -> Vec<Block> {
        let mut blocks = vec![Block::Heading("Wat achterloopt of aandacht vraagt".to_owned())];
        if !is_today(view, period) {
            let unknown = "Welke afspraken op deze dag te laat waren of aandacht vroegen, is niet vastgelegd.";
            blocks.push(Block::Text(unknown.to_owned()));
        }
        let mut rows: Vec<Vec<Cell>> = self.commitments.iter().map(|one| row(view, one)).collect();
        rows.extend(self.indicators.iter().map(|(one, light, reason)| {
            let figures = view.indicator_on(one.id, period.at, Include::Approved);
            let paced = figures.as_ref().and_then(|figures| Some((figures.index?, figures.level?.observed_on)));
            let why = match paced {
                Some((index, on)) => {
                    let part = words::share(index, Certainty::default());
                    format!("Bij de laatste meting, op {}, was {part} gedaan van wat toen verwacht was.", day(on))
                }
                None => format!("{}.", words::capitalised(object::ResultReason::from(*reason).label(Language::Nl))),
            };
            vec![
                cell(one.display_name(&view.desk.directory)),
                cell("–"),
                vec![words::light(*light, *reason)],
                cell(why),
            ]
        }));
        if rows.is_empty() {
            let word = if is_today(view, period) { "afspraak of indicator" } else { "indicator" };
            blocks.push(Block::Text(format!(
                "Geen {}{word} vraagt aandacht, voor zover bekend.",
                view.public("openbare ")
            )));
        } else {
            let columns = [("Afspraak of indicator", 56), ("Uiterlijk", 36), ("Stand", 34), ("Waarom", 58)];
            let name = "Wat achterloopt of aandacht vraagt".to_owned();
            blocks.push(Block::Table(Table { name, columns: columns.to_vec(), rows }));
        }
        blocks
    }
}

fn row(view: &View, commitment: &Commitment) -> Vec<Cell> {
    let lead = commitment.lead().map(|lead| Line::Plain(view.called(lead)));
    let mut why = Cell::new();
    why.extend(commitment.unmet().map(|condition| {
        let text = condition.text.trim_end_matches('.');
        Line::Plain(format!("Wacht op: {text} ({}).", view.called(condition.organisation_id)))
    }));
    why.extend(view.unfulfilled(commitment).map(|other| Line::Plain(format!("Wacht op afspraak {}.", named(&other)))));
    if let Some(note) = view.latest_note(commitment) {
        why.extend(note.text.as_ref().map(|text| Line::Plain(format!("Melding van {}: {text}", day(note.noted_on)))));
    }
    if why.is_empty() {
        why = cell(format!("Geen {}toelichting vastgelegd.", view.public("openbare ")));
    }
    vec![
        std::iter::once(Line::Plain(named(commitment))).chain(lead).collect(),
        due(commitment),
        standing(view, commitment),
        why,
    ]
}
