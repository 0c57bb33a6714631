//! The acts on indicators.

mod adopt;
mod reporters;
pub(crate) mod terms;

use entity::{Decimal, IndicatorId, Measure, MeasurementState, Visibility};

pub(crate) use adopt::adopt;
use reporters::{reporter, reporters};

use super::{
    Indicator, IndicatorDefinition,
    mutation::{IndicatorChangeInput, IndicatorContentInput, IndicatorCreateInput},
};
use crate::{
    access::{self, Removal, View, World, act, allow, current, find_listed},
    allocation,
    amendment::terms::{Terms, differing},
    ids::Ref,
    ledger::{Aggregate, Changes},
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Adds an indicator to a partnership.
pub(crate) fn create(world: &World<'_>, input: &IndicatorCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::indicatorCreate, false, &[])?;
    let mut problems = Problems::new();
    let definition = input.definition.id().and_then(|id| view.desk.directory.definitions.get(id));
    let definition = problems.take(definition.ok_or_else(|| Problem::new(Code::NotFound, &["definition"])));
    let row = entity::indicator::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        // Where there is no definition, the input is refused below.
        definition_id: definition.map_or_else(|| world.id(), |definition| definition.id),
        goal_id: None,
        name: None,
        baseline_value: None,
        baseline_denominator: None,
        baseline_on: None,
        baseline_source: None,
        band_low: None,
        band_high: None,
        weight: Decimal::ONE,
        is_key: false,
        reporter_id: None,
        visibility: Visibility::Partnership,
        effect: None,
        terms_version: 1,
    };
    let mut indicator = Indicator { row, targets: Vec::new(), regions: Vec::new(), reporters: Vec::new() };
    write(&view, &input.content, definition.map(AsRef::as_ref), &mut indicator, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::indicatorCreate.name).with(indicator))
}

/// Changes an indicator.
pub(crate) fn change(world: &World<'_>, input: &IndicatorChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.indicator, &["indicator"])?;
    allow(&view, &act::indicatorChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut indicator = Indicator::clone(&before);
    let definition = view.desk.directory.definition(before.definition_id);
    write(&view, &input.content, definition.map(AsRef::as_ref), &mut indicator, &mut problems);
    let changed = differing(&*before, &indicator, Indicator::TERMS);
    if is_agreed(&view, &before) {
        problems.amended_only(&changed);
    }
    if indicator.visibility != before.visibility
        && let Err(needs) = allocation::rules::stays_in_sight(world, &indicator, &mut problems)
    {
        return Ok(Changes::of(act::indicatorChange.name).needing(needs));
    }
    problems.finish()?;
    if !changed.is_empty() {
        indicator.row.terms_version += 1;
    }
    // No allocation begins while its effect changes.
    let unallocated = (indicator.effect != before.effect).then_some(Aggregate::Directory);
    Ok(Changes::of(act::indicatorChange.name).with(indicator).needing(unallocated))
}

/// Removes an indicator that nothing was reported on. Drafts, which their organisation alone sees, go with it in silence.
pub(crate) fn remove(world: &World<'_>, indicator: &Ref<Indicator>, removal: &Removal) -> Checked<Changes> {
    let (view, indicator) = world.find(indicator, &["indicator"])?;
    allow(&view, &act::indicatorRemove, false, &[])?;
    let mut problems = Problems::new();
    if is_measured(&view, indicator.id) {
        problems.add(Problem::new(Code::Blocked, &["indicator"]).saying(
            "Van deze indicator zijn al metingen ingediend.",
            "Measurements of this indicator have been submitted.",
        ));
    }
    if is_agreed(&view, &indicator) {
        problems.add(
            Problem::new(Code::Blocked, &["indicator"]).saying(
                "De partners hebben met deze indicator ingestemd.",
                "The partners have agreed to this indicator.",
            ),
        );
    }
    if world.desk.directory.is_allocated(indicator.id) {
        problems.add(Problem::new(Code::Blocked, &["indicator"]).saying(
            "Van deze indicator is een streefwaarde toegedeeld; neem eerst die toedeling terug.",
            "Parts of a target are allocated from or to this indicator; take those back first.",
        ));
    }
    access::remove(world, &act::indicatorRemove, &indicator, removal, problems)
}

fn counts(state: MeasurementState) -> bool {
    matches!(state, MeasurementState::Submitted | MeasurementState::Approved)
}

/// Whether something was reported on an indicator.
fn is_measured(view: &View, indicator: IndicatorId) -> bool {
    view.snapshot.series_of(indicator).iter().any(|one| counts(one.state))
}

/// Whether the terms of an indicator are agreed: with its goal, or by an amendment.
fn is_agreed(view: &View, indicator: &Indicator) -> bool {
    let goal = indicator.goal_id.and_then(|goal| view.snapshot.goals.get(goal));
    goal.is_some_and(|goal| view.snapshot.is_agreed(goal)) || view.snapshot.was_amended(indicator.id)
}

/// Writes what the input says into an indicator.
fn write(
    view: &View,
    input: &IndicatorContentInput,
    definition: Option<&IndicatorDefinition>,
    indicator: &mut Indicator,
    problems: &mut Problems,
) {
    terms::write(view, &input.terms, definition, indicator, problems);
    if let Some(regions) = input.regions.as_opt_deref() {
        let known = &view.desk.directory.regions;
        indicator.regions = find_listed(known, regions.unwrap_or_default(), "regions", problems);
    }
    let row = &mut indicator.row;
    problems.rewrite(&mut row.name, input.name.as_opt_deref(), NAME, &["name"]);
    if let Some(weight) = input.weight.as_opt_ref() {
        row.weight = weight.map_or(Decimal::ONE, crate::graphql::Decimal::exact);
        problems.weight(row.weight > Decimal::ZERO, &["weight"]);
    }
    if let Some(is_key) = input.is_key.as_opt_ref() {
        row.is_key = is_key.copied().unwrap_or_default();
    }
    if let Some(given) = input.reporter.as_opt_ref() {
        row.reporter_id = given.and_then(|given| reporter(view, given, problems));
    }
    if let Some(given) = input.reporters.as_opt_deref() {
        indicator.reporters = reporters(view, given.unwrap_or_default(), problems);
    }
    if let Some(given) = input.effect.as_opt_ref() {
        let effect = given.map(|effect| (*effect).into());
        if effect != row.effect && (is_measured(view, row.id) || view.desk.directory.is_allocated(row.id)) {
            problems.add(Problem::new(Code::Blocked, &["effect"]).saying(
                "Er is al gemeten of toegedeeld; het effect staat vast.",
                "It was measured or handed out already; the effect is fixed.",
            ));
        }
        row.effect = effect;
    }
    if let Some(visibility) = input.visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Partnership, |visibility| (*visibility).into());
        row.visibility = problems.table_visibility(visibility, &["visibility"]);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.indicators.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// Notes what is wrong with a share as it is counted. Only what is added per period may exceed what it is part of: some
/// of it can belong to an earlier period.
pub(crate) fn share(
    numerator: Decimal,
    denominator: Decimal,
    is_increment: bool,
    path: &[&str],
    problems: &mut Problems,
) {
    let of = |name| [path, &[name]].concat();
    problems.check(denominator > Decimal::ZERO, Code::DenominatorZero, &of("denominator"));
    problems.zero_or_more(numerator >= Decimal::ZERO, &of("numerator"));
    if numerator > denominator && denominator > Decimal::ZERO && !is_increment {
        problems.add(Problem::new(Code::OutOfRange, &of("numerator")).saying(
            "Een deel kan niet groter zijn dan het geheel; zijn teller en noemer verwisseld?",
            "A part cannot exceed the whole; were numerator and denominator exchanged?",
        ));
    }
}

/// Notes what is wrong with a number in the unit of an indicator: per cent lies within 0 and 100, yes is 1 and no is 0,
/// counts and hours are not negative, and a narrative has no number. Amounts of money may be negative.
pub(crate) fn quantity(measure: Measure, value: Decimal, path: &[&str], problems: &mut Problems) {
    let zero_or_more = value >= Decimal::ZERO;
    match measure {
        Measure::Count | Measure::Hours => problems.zero_or_more(zero_or_more, path),
        Measure::Percent => problems.range(
            zero_or_more && value <= Decimal::HUNDRED,
            path,
            "Een percentage ligt van 0 tot en met 100.",
            "A percentage lies from 0 up to 100.",
        ),
        Measure::YesNo => problems.check([Decimal::ZERO, Decimal::ONE].contains(&value), Code::ValueKind, path),
        Measure::Narrative => problems.add(Problem::new(Code::ValueKind, path)),
        Measure::Money | Measure::Scale => {}
    }
}
