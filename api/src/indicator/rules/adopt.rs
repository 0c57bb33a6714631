//! Moving an indicator to a newer version of its definition: an act of its own table, with a reason, that changes no figure
//! that was reported and no term that was agreed.

use std::sync::Arc;

use super::{is_agreed, is_measured, terms};
use crate::{
    access::{View, World, act, allow, current},
    indicator::{Indicator, IndicatorDefinition, mutation::IndicatorAdoptDefinitionInput},
    ledger::{Aggregate, Changes},
    problem::{Checked, Code, Problem, Problems},
};

/// Moves an indicator to a definition that supersedes its own.
pub(crate) fn adopt(world: &World<'_>, input: &IndicatorAdoptDefinitionInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.indicator, &["indicator"])?;
    allow(&view, &act::indicatorAdoptDefinition, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let directory = &view.desk.directory;
    let newer = input.definition.id().and_then(|id| directory.definitions.get(id));
    let newer = problems.take(newer.ok_or_else(|| Problem::new(Code::NotFound, &["definition"])));
    let mut indicator = Indicator::clone(&before);
    let older = directory.definition(before.definition_id);
    if let Some((newer, older)) = newer.zip(older).filter(|(newer, older)| directory.supersedes(newer, older.id)) {
        if !older.counts_like(newer) {
            nothing_rests_on(&view, &before, &mut problems);
            // What was proposed of its terms was meant in the unit and the direction that it had.
            indicator.row.terms_version += 1;
        }
        keeps_dimensions(&view, &before, newer, &mut problems);
        fits(newer, &before, &mut problems);
        indicator.row.definition_id = newer.id;
    } else if newer.is_some() {
        problems.add(Problem::new(Code::Blocked, &["definition"]).saying(
            "Dit is geen nieuwe versie van de definitie die de indicator heeft.",
            "This is no newer version of the definition that the indicator has.",
        ));
    }
    let reason = problems.reason(&input.reason);
    problems.finish()?;
    // No allocation begins meanwhile.
    let changes = Changes::of(act::indicatorAdoptDefinition.name).because(reason).with(indicator);
    Ok(changes.needing([Aggregate::Directory]))
}

/// Notes what would become something else if the indicator counted otherwise.
fn nothing_rests_on(view: &View, indicator: &Indicator, problems: &mut Problems) {
    let mut blocked = |holds: bool, nl: &str, en: &str| {
        if holds {
            problems.add(Problem::new(Code::Blocked, &["definition"]).saying(nl, en));
        }
    };
    blocked(
        is_measured(view, indicator.id),
        "Er is al gemeten, en de nieuwe versie telt anders; maak er een nieuwe indicator voor, dan houdt deze zijn cijfers.",
        "It was measured, and the newer version counts otherwise; make a new indicator, and this one keeps its figures.",
    );
    blocked(
        is_agreed(view, indicator),
        "De streefwaarden zijn afgesproken, en de nieuwe versie telt anders; maak er een nieuwe indicator voor.",
        "The targets are agreed, and the newer version counts otherwise; make a new indicator.",
    );
    blocked(
        view.desk.directory.is_allocated(indicator.id),
        "De streefwaarde is toegedeeld, en de nieuwe versie telt anders.",
        "The target is handed out, and the newer version counts otherwise.",
    );
}

/// Notes a dimension by which something was broken down and that the newer version lacks.
fn keeps_dimensions(view: &View, indicator: &Indicator, newer: &Arc<IndicatorDefinition>, problems: &mut Problems) {
    let counted = view.snapshot.series_of(indicator.id).iter().filter(|one| super::counts(one.state));
    let mut cells = counted.flat_map(|one| &one.breakdown);
    if let Some(lost) = cells.find(|cell| !newer.dimensions.contains(&cell.dimension)) {
        problems.add(Problem::new(Code::Blocked, &["definition"]).saying(
            format!("Metingen zijn uitgesplitst naar {}; de nieuwe versie kent die uitsplitsing niet.", lost.dimension),
            format!("Measurements are broken down by {}, which the newer version does not know.", lost.dimension),
        ));
    }
}

/// Notes which of the indicator's terms do not fit the newer version; they are no fields of this input.
fn fits(newer: &IndicatorDefinition, indicator: &Indicator, problems: &mut Problems) {
    let mut flaws = Problems::new();
    terms::fit(newer, indicator, &mut flaws);
    for problem in flaws.finish().err().into_iter().flatten() {
        problems.add(Problem { path: vec!["definition".to_owned()], ..problem });
    }
}
