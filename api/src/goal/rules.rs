//! The acts on goals.

use entity::{Decimal, FuzzyDate};

use super::{Goal, mutation::GoalCreateInput};
use crate::{
    access::{World, act, allow},
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// Adds a goal to a partnership.
pub(crate) fn create(world: &World<'_>, input: &GoalCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    let mut problems = Problems::new();
    allow(&view, &act::goalCreate, false, &[])?;
    let parent = input.parent.as_ref().and_then(|parent| {
        let found = parent.id().filter(|_| parent.partnership() == Some(view.partnership.id));
        let found = found.and_then(|id| view.get::<Goal>(id));
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["parent"])))
    });
    let visibility = problems.table_visibility(input.visibility.into(), &["visibility"]);
    let weight = input.weight.as_ref().map_or(Decimal::ONE, crate::graphql::Decimal::exact);
    problems.check(weight > Decimal::ZERO, Code::OutOfRange, &["weight"]);
    let horizon = input.horizon.as_ref().map(|horizon| horizon.checked("horizon", &mut problems));
    let (horizon_on, horizon_precision, horizon_text) = FuzzyDate::into_columns(horizon);
    let external_key = problems.external_key(input.external_key.as_deref(), view.snapshot.goals.iter_with_removed());
    let row = entity::goal::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        parent_id: parent.map(|parent| parent.id),
        aligned_partnership_id: None,
        aligned_goal_id: None,
        pillar: problems.optional_text(input.pillar.as_deref(), NAME, &["pillar"]),
        title: problems.text(&input.title, NAME, &["title"]),
        rationale: problems.optional_text(input.rationale.as_deref(), TEXT, &["rationale"]),
        kind: input.kind.into(),
        horizon_on,
        horizon_precision,
        horizon_text,
        weight,
        visibility,
        terms_version: 1,
    };
    problems.finish()?;
    Ok(Changes::of(act::goalCreate.name).with(Goal { row }))
}
