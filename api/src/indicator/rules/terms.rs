//! What an indicator aims at: its baseline, its targets and the band to stay within. Whether they fit the definition and
//! each other.

use chrono::NaiveDate;
use entity::{Decimal, Direction, Measure, indicator_target::Target};

use super::{quantity, share};
use crate::{
    access::View,
    figures::{Baseline, Include, Ratio, Series},
    goal::Goal,
    indicator::{
        Indicator, IndicatorDefinition,
        mutation::{BandInput, BaselineInput, IndicatorTermsInput},
    },
    problem::{Code, Problem, Problems, REASON},
};

/// Writes what the input says into the terms of an indicator; without a definition they are read all the same.
pub(crate) fn write(
    view: &View,
    input: &IndicatorTermsInput,
    definition: Option<&IndicatorDefinition>,
    indicator: &mut Indicator,
    problems: &mut Problems,
) {
    if let Some(goal) = input.goal.as_opt_ref() {
        indicator.row.goal_id = goal.and_then(|goal| {
            let own = goal.id().filter(|_| goal.partnership() == Some(view.partnership.id));
            let found = own.filter(|id| view.get::<Goal>(*id).is_some());
            problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["goal"])))
        });
    }
    if let Some(given) = input.baseline.as_opt_ref() {
        let Baseline { value, denominator, on } = baseline(given, definition.map(|it| it.measure), problems);
        let source = given.and_then(|baseline| baseline.source.as_deref());
        let row = &mut indicator.row;
        (row.baseline_value, row.baseline_denominator, row.baseline_on) = (value, denominator, on);
        row.baseline_source = problems.optional_text(source, REASON, &["baseline", "source"]);
    }
    if let Some(given) = input.targets.as_opt_ref() {
        let targets = given.into_iter().flatten();
        let targets = targets.map(|one| Target { due_on: one.date.map(|date| date.0), value: one.value.exact() });
        indicator.targets = targets.collect();
    }
    if let Some(given) = input.band.as_opt_ref() {
        (indicator.row.band_low, indicator.row.band_high) = band(given, definition, problems);
    }
    if input.baseline.is_undefined() && input.targets.is_undefined() {
        return;
    }
    in_order(&indicator.targets, indicator.baseline_on, problems);
    if let Some(definition) = definition {
        reachable(definition, indicator.baseline(), &indicator.targets, problems);
    }
}

/// The baseline, with its problems noted.
fn baseline(input: Option<&BaselineInput>, measure: Option<Measure>, problems: &mut Problems) -> Baseline {
    let Some(input) = input else { return Baseline::default() };
    let on = input.date.map(|date| problems.day(date.0, &["baseline", "date"]));
    let (value, denominator) = match (&input.value, &input.ratio) {
        (value, Some(ratio)) => {
            let fits = value.is_none() && measure.is_none_or(|measure| measure == Measure::Percent);
            if !fits {
                problems.add(Problem::new(Code::ValueKind, &["baseline", "ratio"]));
                return Baseline { on, ..Baseline::default() };
            }
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
        hierarchy_rule: definition.hierarchy_rule,
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
    definition: Option<&IndicatorDefinition>,
    problems: &mut Problems,
) -> (Option<Decimal>, Option<Decimal>) {
    let Some(input) = input else { return (None, None) };
    let exact = |end: &Option<crate::graphql::Decimal>| end.as_ref().map(crate::graphql::Decimal::exact);
    let (low, high) = (exact(&input.low), exact(&input.high));
    problems.check(low.is_some() || high.is_some(), Code::Required, &["band"]);
    if let (Some(low), Some(high)) = (low, high) {
        problems.range(
            low <= high,
            &["band", "low"],
            "De ondergrens ligt boven de bovengrens.",
            "The lower end lies above the upper end.",
        );
    }
    if let Some(definition) = definition {
        band_fits(definition, low, high, problems);
    }
    (low, high)
}

fn band_fits(definition: &IndicatorDefinition, low: Option<Decimal>, high: Option<Decimal>, problems: &mut Problems) {
    let fits = definition.direction == Direction::Maintain && definition.measure != Measure::Narrative;
    if !fits {
        problems.add(Problem::new(Code::ValueKind, &["band"]).saying(
            "Een bandbreedte hoort bij een indicator die op peil moet blijven (MAINTAIN) en die een getal heeft.",
            "A band goes with an indicator that is to be maintained (MAINTAIN) and that has a number.",
        ));
    }
    for (end, name) in [(low, "low"), (high, "high")].into_iter().filter_map(|(end, name)| Some((end?, name))) {
        quantity(definition.measure, end, &["band", name], problems);
    }
}

/// Notes which terms of an indicator do not fit a definition.
pub(super) fn fit(definition: &IndicatorDefinition, indicator: &Indicator, problems: &mut Problems) {
    let baseline = indicator.baseline();
    match (baseline.value, baseline.denominator) {
        (Some(_), Some(_)) => {
            problems.check(definition.measure == Measure::Percent, Code::ValueKind, &["baseline", "ratio"]);
        }
        (Some(value), None) => quantity(definition.measure, value, &["baseline", "value"], problems),
        (None, _) => {}
    }
    reachable(definition, baseline, &indicator.targets, problems);
    let (low, high) = (indicator.band_low, indicator.band_high);
    if low.is_some() || high.is_some() {
        band_fits(definition, low, high, problems);
    }
}
