//! The acts on indicators and their definitions.

use chrono::NaiveDate;
use entity::{Decimal, Direction, Measure, OrganisationId, Reporting, TargetBasis, indicator_target::Target};

use super::{
    Indicator, IndicatorDefinition,
    mutation::{BandInput, BaselineInput, DefinitionCreateInput, IndicatorCreateInput},
};
use crate::{
    access::{View, World, act, allow, allow_seat},
    figures::{Baseline, Include, Ratio, Series},
    fold::fold,
    goal::Goal,
    ledger::Changes,
    problem::{Checked, Code, KEY, NAME, Problem, Problems, REASON, TEXT},
};

/// Adds a definition to the directory.
pub(crate) fn define(world: &World<'_>, input: &DefinitionCreateInput) -> Checked<Changes> {
    let desk = &world.desk;
    let partnership = input.partnership.id().and_then(|id| desk.partnership(id));
    let partnership = partnership.ok_or_else(|| Problem::new(Code::NotFound, &["partnership"]))?;
    let seat = desk.viewer.seat(partnership.id);
    let mut problems = Problems::new();
    allow_seat(&desk.viewer, &seat, &act::definitionCreate, false, &[])?;
    let definitions = &desk.directory.definitions;
    let code = problems.text(&input.code, KEY, &["code"]);
    let is_taken = definitions.iter_with_removed().any(|other| fold(&other.code) == fold(&code));
    problems.check(!is_taken, Code::AlreadyExists, &["code"]);
    let (reporting, target_basis) = (input.reporting.into(), input.target_basis.into());
    problems.check(go_together(reporting, target_basis), Code::ModeCombination, &["targetBasis"]);
    let row = entity::indicator_definition::Model {
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), definitions.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        code,
        name: problems.text(&input.name, NAME, &["name"]),
        definition: problems.optional_text(input.definition.as_deref(), TEXT, &["definition"]),
        measure: input.measure.into(),
        unit: problems.text(&input.unit, KEY, &["unit"]),
        direction: input.direction.into(),
        reporting,
        target_basis,
        hierarchy_rule: input.hierarchy_rule.into(),
        structural: input.structural,
        frequency: input.frequency.into(),
    };
    problems.finish()?;
    Ok(Changes::of(act::definitionCreate.name).with(IndicatorDefinition { row, dimensions: Vec::new() }))
}

fn go_together(reporting: Reporting, target_basis: TargetBasis) -> bool {
    match reporting {
        Reporting::Increment => target_basis != TargetBasis::Level,
        Reporting::RunningTotal => target_basis == TargetBasis::ToDate,
        Reporting::Snapshot => target_basis == TargetBasis::Level,
    }
}

/// Adds an indicator to a partnership.
pub(crate) fn create(world: &World<'_>, input: &IndicatorCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    let directory = &view.desk.directory;
    let mut problems = Problems::new();
    allow(&view, &act::indicatorCreate, false, &[])?;
    let definition = input.definition.id().and_then(|id| directory.definitions.get(id));
    let definition = problems.take(definition.ok_or_else(|| Problem::new(Code::NotFound, &["definition"])));
    let goal = input.goal.as_ref().and_then(|goal| {
        let found = goal.id().filter(|_| goal.partnership() == Some(view.partnership.id));
        let found = found.and_then(|id| view.get::<Goal>(id));
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["goal"])))
    });
    let mut regions = Vec::new();
    for (at, region) in input.regions.iter().enumerate() {
        match region.id().filter(|id| directory.regions.get(*id).is_some()) {
            Some(id) if !regions.contains(&id) => regions.push(id),
            Some(_) => {}
            None => problems.add(Problem::new(Code::NotFound, &["regions", &at.to_string()])),
        }
    }
    let baseline = baseline(input.baseline.as_ref(), definition.map(|it| it.measure), &mut problems);
    let targets = input
        .targets
        .iter()
        .map(|target| Target { due_on: target.date.map(|date| date.0), value: target.value.exact() });
    let targets: Vec<Target> = targets.collect();
    in_order(&targets, baseline.on, &mut problems);
    if let Some(definition) = definition {
        reachable(definition, baseline, &targets, &mut problems);
    }
    let (band_low, band_high) = band(input.band.as_ref(), definition.map(|it| &***it), &mut problems);
    let weight = input.weight.as_ref().map_or(Decimal::ONE, crate::graphql::Decimal::exact);
    problems.check(weight > Decimal::ZERO, Code::OutOfRange, &["weight"]);
    let source = input.baseline.as_ref().and_then(|baseline| baseline.source.as_deref());
    let row = definition.map(|definition| entity::indicator::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: problems
            .external_key(input.external_key.as_deref(), view.snapshot.indicators.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        definition_id: definition.id,
        goal_id: goal.map(|goal| goal.id),
        name: problems.optional_text(input.name.as_deref(), NAME, &["name"]),
        baseline_value: baseline.value,
        baseline_denominator: baseline.denominator,
        baseline_on: baseline.on,
        baseline_source: problems.optional_text(source, REASON, &["baseline", "source"]),
        band_low,
        band_high,
        weight,
        is_key: input.is_key,
        reporter_id: reporter(&view, input, &mut problems),
        visibility: problems.table_visibility(input.visibility.into(), &["visibility"]),
        terms_version: 1,
    });
    problems.finish()?;
    let row = row.ok_or_else(Vec::new)?;
    Ok(Changes::of(act::indicatorCreate.name).with(Indicator { row, targets, regions }))
}

fn reporter(view: &View, input: &IndicatorCreateInput, problems: &mut Problems) -> Option<OrganisationId> {
    let reporter = input.reporter.as_ref()?;
    let known = reporter.id().and_then(|id| view.desk.organisation(id));
    let known = problems.take(known.ok_or_else(|| Problem::new(Code::NotFound, &["reporter"])))?;
    let is_member = view.snapshot.is_member_on(known.id, view.desk.today);
    problems.check(is_member, Code::NotAMember, &["reporter"]);
    Some(known.id)
}

/// The baseline, with its problems noted.
fn baseline(input: Option<&BaselineInput>, measure: Option<Measure>, problems: &mut Problems) -> Baseline {
    let Some(input) = input else { return Baseline::default() };
    let on = input.date.map(|date| problems.day(date.0, &["baseline", "date"]));
    let (value, denominator) = match (&input.value, &input.ratio) {
        (value, Some(ratio)) => {
            let fits = value.is_none() && measure.is_none_or(|measure| measure == Measure::Percent);
            problems.check(fits, Code::ValueKind, &["baseline", "ratio"]);
            let (numerator, denominator) = (ratio.numerator.exact(), ratio.denominator.exact());
            share(numerator, denominator, false, &["baseline", "ratio"], problems);
            (Some(numerator), Some(denominator))
        }
        (Some(value), None) => {
            let value = value.exact();
            if let Some(measure) = measure {
                quantity(measure, value, &["baseline", "value"], problems);
            }
            (Some(value), None)
        }
        (None, None) => (None, None),
    };
    Baseline { value, denominator, on }
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
    problems.check(numerator >= Decimal::ZERO, Code::OutOfRange, &of("numerator"));
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
        Measure::Count | Measure::Hours => problems.check(zero_or_more, Code::OutOfRange, path),
        Measure::Percent => problems.check(zero_or_more && value <= Decimal::HUNDRED, Code::OutOfRange, path),
        Measure::YesNo => problems.check([Decimal::ZERO, Decimal::ONE].contains(&value), Code::ValueKind, path),
        Measure::Narrative => problems.add(Problem::new(Code::ValueKind, path)),
        Measure::Money | Measure::Scale => {}
    }
}

/// Targets come by date, each on a day of its own, from the day of the baseline on; one without a date comes last.
fn in_order(targets: &[Target], baseline_on: Option<NaiveDate>, problems: &mut Problems) {
    let mut before: Option<&Target> = None;
    for (at, target) in targets.iter().enumerate() {
        let path = ["targets", &at.to_string(), "date"];
        let follows = match (before, target.due_on) {
            (None, _) => true,
            (Some(before), None) => before.due_on.is_some(),
            (Some(before), Some(on)) => before.due_on.is_some_and(|earlier| earlier < on),
        };
        let since_baseline = !matches!((baseline_on, target.due_on), (Some(from), Some(on)) if on < from);
        problems.check(follows && since_baseline, Code::DateOrder, &path);
        if let Some(on) = target.due_on {
            problems.day(on, &path);
        }
        before = Some(target);
    }
}

/// Notes which targets cannot be reached from the baseline in the direction of the definition.
fn reachable(definition: &IndicatorDefinition, baseline: Baseline, targets: &[Target], problems: &mut Problems) {
    if definition.measure == Measure::Narrative {
        problems.check(targets.is_empty(), Code::ValueKind, &["targets"]);
        return;
    }
    for (at, target) in targets.iter().enumerate() {
        quantity(definition.measure, target.value, &["targets", &at.to_string(), "value"], problems);
    }
    let Some(last) = targets.len().checked_sub(1).filter(|_| definition.direction != Direction::Maintain) else {
        return;
    };
    let is_better = |than: Ratio, value: Ratio| match definition.direction {
        Direction::Decrease => value < than,
        _ => value > than,
    };
    let series = Series {
        measure: definition.measure,
        reporting: definition.reporting,
        target_basis: definition.target_basis,
        baseline,
        points: &[],
        include: Include::Approved,
    };
    // Where nothing is said of the start, only an increase can be counted from 0.
    let start = baseline.level(definition.measure);
    let start = start.or_else(|| series.starting_value().filter(|_| definition.direction == Direction::Increase));
    if series.is_per_period() {
        // The baseline is an amount of one period; all periods together are compared with as many baselines.
        let sum = targets.iter().map(|target| i128::from(target.value.0)).sum();
        let mean = i128::try_from(targets.len()).ok().and_then(|n| Ratio::new(sum, n * i128::from(Decimal::SCALE)));
        if let (Some(start), Some(mean)) = (start, mean) {
            against(start, mean, last, is_better(start, mean), problems);
        }
        return;
    }
    let mut before: Option<Ratio> = None;
    for (at, target) in targets.iter().enumerate() {
        let value = Ratio::from(target.value);
        if let Some(start) = start.filter(|start| at == last || is_better(value, *start)) {
            against(start, value, at, is_better(start, value), problems);
        }
        let goes_back = before.is_some_and(|before| is_better(value, before));
        problems.check(!goes_back, Code::TargetsNotMonotone, &["targets", &at.to_string(), "value"]);
        before = Some(value);
    }
}

fn against(start: Ratio, target: Ratio, at: usize, is_better: bool, problems: &mut Problems) {
    let code = if target == start { Code::TargetEqualsBaseline } else { Code::TargetAgainstDirection };
    problems.check(is_better, code, &["targets", &at.to_string(), "value"]);
}

fn band(
    input: Option<&BandInput>,
    definition: Option<&entity::indicator_definition::Model>,
    problems: &mut Problems,
) -> (Option<Decimal>, Option<Decimal>) {
    let Some(input) = input else { return (None, None) };
    let exact = |end: &Option<crate::graphql::Decimal>| end.as_ref().map(crate::graphql::Decimal::exact);
    let (low, high) = (exact(&input.low), exact(&input.high));
    problems.check(low.is_some() || high.is_some(), Code::Required, &["band"]);
    if let (Some(low), Some(high)) = (low, high) {
        problems.check(low <= high, Code::OutOfRange, &["band", "low"]);
    }
    if let Some(definition) = definition {
        let fits = definition.direction == Direction::Maintain && definition.measure != Measure::Narrative;
        problems.check(fits, Code::ValueKind, &["band"]);
        for (end, name) in [(low, "low"), (high, "high")].into_iter().filter_map(|(end, name)| Some((end?, name))) {
            quantity(definition.measure, end, &["band", name], problems);
        }
    }
    (low, high)
}
