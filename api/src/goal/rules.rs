//! The acts on goals.

use entity::{Decimal, FuzzyDate, GoalId, Visibility};

use super::{
    Goal,
    mutation::{GoalChangeInput, GoalContentInput, GoalCreateInput, GoalTermsInput},
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    amendment::terms::{Terms, differing},
    ids::Ref,
    ledger::{Changes, Snapshot},
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// Adds a goal to a partnership.
pub(crate) fn create(world: &World<'_>, input: &GoalCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::goalCreate, false, &[])?;
    let mut problems = Problems::new();
    let row = entity::goal::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        parent_id: None,
        aligned_partnership_id: None,
        aligned_goal_id: None,
        pillar: None,
        title: problems.text(&input.title, NAME, &["title"]),
        rationale: None,
        kind: input.kind.into(),
        horizon_on: None,
        horizon_precision: None,
        horizon_text: None,
        weight: Decimal::ONE,
        visibility: Visibility::Partnership,
        terms_version: 1,
        terms_since: Some(world.today()),
        agreed_on: None,
    };
    let mut goal = Goal { row };
    write(world, &view, &input.content, &mut goal, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::goalCreate.name).with(goal))
}

/// Changes a goal.
pub(crate) fn change(world: &World<'_>, input: &GoalChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.goal, &["goal"])?;
    allow(&view, &act::goalChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut goal = Goal::clone(&before);
    if let Some(title) = &input.title {
        goal.row.title = problems.text(title, NAME, &["title"]);
    }
    goal.row.kind = input.kind.map_or(goal.row.kind, Into::into);
    write(world, &view, &input.content, &mut goal, &mut problems);
    let changed = differing(&*before, &goal, Goal::TERMS);
    if view.snapshot.is_agreed(&before) {
        problems.amended_only(&changed);
    }
    problems.finish()?;
    if !changed.is_empty() {
        goal.row.terms_version += 1;
        goal.row.terms_since = Some(world.today());
    }
    Ok(Changes::of(act::goalChange.name).with(goal))
}

/// Removes a goal that nothing rests on.
pub(crate) fn remove(world: &World<'_>, goal: &Ref<Goal>, removal: &Removal) -> Checked<Changes> {
    let (view, goal) = world.find(goal, &["goal"])?;
    allow(&view, &act::goalRemove, false, &[])?;
    let mut problems = Problems::new();
    let agreed = ("De partners hebben met dit doel ingestemd.", "The partners have agreed to this goal.");
    let rest = view.snapshot.is_agreed(&goal).then_some(agreed).or_else(|| dependants(&view, goal.id));
    if let Some((nl, en)) = rest {
        problems.add(Problem::new(Code::Blocked, &["goal"]).saying(nl, en));
    }
    access::remove(world, &act::goalRemove, &goal, removal, problems)
}

/// What the table sees resting on a goal. What is hidden from it lets go of the goal in silence.
fn dependants(view: &View, goal: GoalId) -> Option<(&'static str, &'static str)> {
    let snapshot = &view.snapshot;
    if snapshot.goals_below(Some(goal)).next().is_some() {
        return Some(("Er hangen nog doelen onder.", "There are still goals below it."));
    }
    let is_agreed_on = snapshot.commitments.iter().any(|one| one.is_before_the_table() && one.goals.contains(&goal));
    (is_agreed_on || snapshot.indicators_of(Some(goal)).next().is_some()).then_some((
        "Er horen nog indicatoren of afspraken bij.",
        "There are still indicators or commitments that belong to it.",
    ))
}

/// Writes what the input says into a goal.
fn write(world: &World<'_>, view: &View, input: &GoalContentInput, goal: &mut Goal, problems: &mut Problems) {
    write_terms(view, &input.terms, goal, problems);
    let is_below = goal.row.parent_id.is_some_and(|parent| view.snapshot.is_at_or_below(parent, goal.row.id));
    problems.check(!is_below, Code::Cycle, &["parent"]);
    if let Some(aligned) = input.aligned_to.as_opt_ref() {
        let found = aligned.and_then(|aligned| problems.take(world.find(aligned, &["alignedTo"])));
        let other = found.map(|(_, other)| (other.partnership_id, other.id));
        if other.is_some_and(|(partnership, _)| partnership == view.partnership.id) {
            problems.add(Problem::new(Code::OutOfRange, &["alignedTo"]).saying(
                "Een doel sluit aan op een doel van een andere samenwerking; gebruik hier `parent`.",
                "A goal is aligned to one of another partnership; use `parent` here.",
            ));
        }
        (goal.row.aligned_partnership_id, goal.row.aligned_goal_id) = other.unzip();
    }
    let row = &mut goal.row;
    problems.rewrite(&mut row.pillar, input.pillar.as_opt_deref(), NAME, &["pillar"]);
    if let Some(weight) = input.weight.as_opt_ref() {
        row.weight = weight.map_or(Decimal::ONE, crate::graphql::Decimal::exact);
        problems.weight(row.weight > Decimal::ZERO, &["weight"]);
    }
    if let Some(visibility) = input.visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Partnership, |visibility| (*visibility).into());
        row.visibility = problems.table_visibility(visibility, &["visibility"]);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.goals.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// Writes what partners agree to, but for the title and the kind.
pub(crate) fn write_terms(view: &View, input: &GoalTermsInput, goal: &mut Goal, problems: &mut Problems) {
    if let Some(parent) = input.parent.as_opt_ref() {
        goal.row.parent_id = parent.and_then(|parent| {
            let own = parent.id().filter(|_| parent.partnership() == Some(view.partnership.id));
            let found = own.filter(|id| view.get::<Goal>(*id).is_some());
            problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["parent"])))
        });
    }
    let row = &mut goal.row;
    problems.rewrite(&mut row.rationale, input.rationale.as_opt_deref(), TEXT, &["rationale"]);
    if let Some(horizon) = input.horizon.as_opt_ref() {
        let horizon = horizon.map(|horizon| horizon.checked("horizon", problems));
        (row.horizon_on, row.horizon_precision, row.horizon_text) = FuzzyDate::into_columns(horizon);
    }
}

impl Snapshot {
    /// Whether the terms of a goal are agreed: the partners endorsed them, or changed them by an amendment.
    pub(crate) fn is_agreed(&self, goal: &Goal) -> bool {
        goal.agreed_on.is_some() || self.was_amended(goal.id)
    }

    /// Whether a goal is another one, or lies somewhere below it.
    pub(crate) fn is_at_or_below(&self, goal: GoalId, other: GoalId) -> bool {
        let mut above = Some(goal);
        while let Some(id) = above {
            if id == other {
                return true;
            }
            above = self.goals.get(id).and_then(|goal| goal.parent_id);
        }
        false
    }
}
