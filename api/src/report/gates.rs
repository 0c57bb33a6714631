//! Whether the table acts or only talks (*praat-daadklok*), and whether its stages are done (*poorten*).

use entity::PartnershipStage;

use super::{
    board::{Period, is_today},
    content::{Block, Cell, Line, Sign, Table, cell},
    words::{capitalised, counted, day},
};
use crate::{
    access::View,
    graphql::{Labelled, Shown},
    language::Language,
    partnership::{clock::ActionLight, object},
};

/// The clock on the day of the report, and at the table the gates as they are today.
pub(super) fn pace(view: &View, period: &Period) -> Vec<Block> {
    let mut rows = vec![clock(view, period)];
    let mut blocks = vec![Block::Heading("Van praten naar doen".to_owned())];
    if view.is_at_the_table() {
        if is_today(view, period) {
            rows.extend(PartnershipStage::ALL.iter().map(|stage| gate(view, *stage)));
        } else {
            let unknown = "Hoe ver de fasen op deze dag waren, is niet vastgelegd.";
            blocks.push(Block::Text(unknown.to_owned()));
        }
    }
    let columns = vec![("Waarover", 48), ("Stand", 46), ("Toelichting", 90)];
    blocks.push(Block::Table(Table { name: "Van praten naar doen".to_owned(), columns, rows }));
    blocks
}

fn clock(view: &View, period: &Period) -> Vec<Cell> {
    let name = cell("Praat-daadklok");
    let Some(clock) = Shown::new(view, view.partnership.clone()).clock(period.at) else {
        let why = "De klok loopt niet vóór de start en niet na het einde.";
        return vec![name, vec![Line::State(Sign::Unknown, "Loopt niet".to_owned())], cell(why)];
    };
    let sign = if clock.light == ActionLight::Red { Sign::Behind } else { Sign::OnSchedule };
    let days = counted(usize::try_from(clock.days).unwrap_or_default(), ["dag", "dagen"]);
    let ago = if is_today(view, period) { "geleden" } else { "eerder" };
    let since = format!(
        "Laatste nagekomen {0}afspraak of bevestigde {0}levering, of anders de start: {1}, {days} {ago}.",
        view.public("openbare "),
        day(clock.since.0),
    );
    vec![name, vec![Line::State(sign, capitalised(clock.light.label(Language::Nl)))], cell(since)]
}

fn gate(view: &View, stage: PartnershipStage) -> Vec<Cell> {
    let found = view.gate(stage);
    let name = format!("Fase: {}", object::PartnershipStage::from(stage).label(Language::Nl));
    let mut missing: Cell = found.missing.iter().map(|[nl, _]| Line::Plain(nl.clone())).collect();
    let reached = match &found.overridden {
        _ if missing.is_empty() => Line::State(Sign::Achieved, "Klaar".to_owned()),
        Some(_) => Line::State(Sign::Attention, "Toch doorgegaan".to_owned()),
        None => Line::State(Sign::Unknown, "Nog niet klaar".to_owned()),
    };
    missing.extend(
        found.overridden.map(|one| Line::Plain(format!("Doorgegaan op {}: {}", day(one.overridden_on), one.reason))),
    );
    if missing.is_empty() {
        missing = cell("Er ontbreekt niets.");
    }
    vec![cell(name), vec![reached], missing]
}
