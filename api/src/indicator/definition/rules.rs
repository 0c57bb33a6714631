//! The acts on definitions. What decides figures is fixed from the start, so that no act at one table changes a figure
//! at another.

use std::sync::Arc;

use entity::{HierarchyRule, Measure, PartnershipId, Reporting, TargetBasis, indicator_definition::Model};

use super::{
    IndicatorDefinition,
    mutation::{DefinitionChangeInput, DefinitionContentInput, DefinitionCreateInput, DefinitionReviseInput},
};
use crate::{
    access::{self, Act, Desk, Removal, World, act, allow_seat, current},
    fold::fold,
    ids::Ref,
    ledger::{Changes, Directory},
    problem::{Checked, Code, KEY, NAME, Problem, Problems, REASON, TEXT},
};

/// Adds a definition to the directory.
pub(crate) fn create(world: &World<'_>, input: &DefinitionCreateInput) -> Checked<Changes> {
    let desk = &world.desk;
    let partnership = input.partnership.id().and_then(|id| desk.partnership(id));
    let partnership = partnership.ok_or_else(|| Problem::new(Code::NotFound, &["partnership"]))?;
    allow_keeper(desk, Some(partnership.id), &act::definitionCreate)?;
    let mut problems = Problems::new();
    let code = code(&desk.directory, &input.code, &mut problems);
    let row = Model {
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        partnership_id: Some(partnership.id),
        code,
        name: problems.text(&input.name, NAME, &["name"]),
        definition: None,
        measure: input.measure.into(),
        unit: problems.text(&input.unit, KEY, &["unit"]),
        direction: input.direction.into(),
        reporting: input.reporting.into(),
        target_basis: input.target_basis.into(),
        hierarchy_rule: input.hierarchy_rule.into(),
        structural: input.structural,
        frequency: input.frequency.into(),
        supersedes_id: None,
        revision_reason: None,
    };
    combined(&row, &mut problems);
    let mut definition = IndicatorDefinition { row, dimensions: Vec::new() };
    write(&desk.directory, &input.content, &mut definition, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::definitionCreate.name).with(definition))
}

/// Changes how a definition is worded, and adds dimensions.
pub(crate) fn change(world: &World<'_>, input: &DefinitionChangeInput) -> Checked<Changes> {
    let before = kept(&world.desk, &input.indicator_definition, &act::definitionChange)?;
    let mut problems = Problems::new();
    problems.take(current(before, input.expected_version));
    let mut definition = IndicatorDefinition::clone(before);
    if let Some(name) = &input.name {
        definition.row.name = problems.text(name, NAME, &["name"]);
    }
    write(&world.desk.directory, &input.content, &mut definition, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::definitionChange.name).with(definition))
}

/// Makes a new version of a definition: one of its own, so that no figure changes where the one before is used.
pub(crate) fn revise(world: &World<'_>, input: &DefinitionReviseInput) -> Checked<Changes> {
    let directory = &world.desk.directory;
    let before = kept(&world.desk, &input.indicator_definition, &act::definitionRevise)?;
    let mut problems = Problems::new();
    problems.take(current(before, input.expected_version));
    if let Some(newer) = directory.newest_after(before.id) {
        problems.add(Problem::new(Code::Blocked, &["indicatorDefinition"]).saying(
            format!("Hiervan is al een nieuwe versie: {} ({}); herzie die.", newer.name, newer.code),
            format!("There is a newer version of this: {} ({}); revise that one.", newer.name, newer.code),
        ));
    }
    let reason = problems.reason(&input.reason);
    let mut definition = IndicatorDefinition::clone(before);
    let row = &mut definition.row;
    (row.id, row.version, row.external_key) = (world.id(), 0, None);
    (row.supersedes_id, row.revision_reason) = (Some(before.id), reason.clone());
    row.code = code(directory, &input.code, &mut problems);
    if let Some(name) = &input.name {
        row.name = problems.text(name, NAME, &["name"]);
    }
    if let Some(unit) = &input.unit {
        row.unit = problems.text(unit, KEY, &["unit"]);
    }
    row.measure = input.measure.map_or(row.measure, Into::into);
    row.direction = input.direction.map_or(row.direction, Into::into);
    row.reporting = input.reporting.map_or(row.reporting, Into::into);
    row.target_basis = input.target_basis.map_or(row.target_basis, Into::into);
    row.hierarchy_rule = input.hierarchy_rule.map_or(row.hierarchy_rule, Into::into);
    row.structural = input.structural.unwrap_or(row.structural);
    row.frequency = input.frequency.map_or(row.frequency, Into::into);
    combined(row, &mut problems);
    if !input.content.dimensions.is_undefined() {
        definition.dimensions.clear();
    }
    write(directory, &input.content, &mut definition, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::definitionRevise.name).because(reason).with(definition))
}

/// Takes a definition out of use. Nothing blocks it: whoever uses the definition, here or elsewhere, goes on doing so.
pub(crate) fn remove(world: &World<'_>, definition: &Ref<IndicatorDefinition>, removal: &Removal) -> Checked<Changes> {
    let definition = kept(&world.desk, definition, &act::definitionRemove)?;
    access::remove(world, &act::definitionRemove, definition, removal, Problems::new())
}

/// A definition in use, if the actor may act for the partnership that keeps it.
fn kept<'a>(
    desk: &'a Desk,
    definition: &Ref<IndicatorDefinition>,
    act: &Act,
) -> Result<&'a Arc<IndicatorDefinition>, Problem> {
    let found = definition.id().and_then(|id| desk.directory.definitions.get(id));
    let definition = found.ok_or_else(|| Problem::new(Code::NotFound, &["indicatorDefinition"]))?;
    allow_keeper(desk, definition.partnership_id, act)?;
    Ok(definition)
}

fn allow_keeper(desk: &Desk, keeper: Option<PartnershipId>, act: &Act) -> Result<(), Problem> {
    let seat = keeper.map(|keeper| desk.viewer.seat(keeper)).unwrap_or_default();
    allow_seat(&desk.viewer, &seat, act, false, &[])
}

/// A code that no definition has or had.
fn code(directory: &Directory, code: &str, problems: &mut Problems) -> String {
    let code = problems.text(code, KEY, &["code"]);
    let is_taken = directory.definitions.iter_with_removed().any(|other| fold(&other.code) == fold(&code));
    problems.check(!is_taken, Code::AlreadyExists, &["code"]);
    code
}

/// Notes what does not go together in a definition.
fn combined(row: &Model, problems: &mut Problems) {
    if !go_together(row.reporting, row.target_basis) {
        problems.add(Problem::new(Code::ModeCombination, &["targetBasis"]).saying(
            "INCREMENT gaat samen met PER_PERIOD of TO_DATE, RUNNING_TOTAL met TO_DATE en SNAPSHOT met LEVEL.",
            "INCREMENT goes with PER_PERIOD or TO_DATE, RUNNING_TOTAL with TO_DATE and SNAPSHOT with LEVEL.",
        ));
    }
    if row.structural && row.target_basis == TargetBasis::PerPeriod {
        problems.add(Problem::new(Code::ModeCombination, &["structural"]).saying(
            "Wat blijft, telt niet elke periode opnieuw; structureel gaat niet samen met PER_PERIOD.",
            "What lasts is not counted again each period; structural does not go with PER_PERIOD.",
        ));
    }
    if !adds_up(row.measure, row.reporting, row.hierarchy_rule) {
        problems.add(Problem::new(Code::ModeCombination, &["hierarchyRule"]).saying(
            "Zo zijn cijfers van deze soort meting niet samen te voegen.",
            "Figures of this measure cannot be combined that way.",
        ));
    }
}

fn go_together(reporting: Reporting, target_basis: TargetBasis) -> bool {
    match reporting {
        Reporting::Increment => target_basis != TargetBasis::Level,
        Reporting::RunningTotal => target_basis == TargetBasis::ToDate,
        Reporting::Snapshot => target_basis == TargetBasis::Level,
    }
}

/// Whether figures of a measure can be combined by a rule. The latest of what was added in periods says nothing of a whole.
fn adds_up(measure: Measure, reporting: Reporting, rule: HierarchyRule) -> bool {
    match rule {
        HierarchyRule::Sum => matches!(measure, Measure::Count | Measure::Money | Measure::Hours),
        HierarchyRule::RatioOfSums => measure == Measure::Percent,
        HierarchyRule::Last if matches!(measure, Measure::Scale | Measure::YesNo) => true,
        HierarchyRule::Last => measure != Measure::Narrative && reporting != Reporting::Increment,
        HierarchyRule::None => true,
    }
}

/// Writes what the input says into a definition.
fn write(
    directory: &Directory,
    input: &DefinitionContentInput,
    definition: &mut IndicatorDefinition,
    problems: &mut Problems,
) {
    if let Some(names) = input.dimensions.as_opt_deref() {
        definition.dimensions = dimensions(names.unwrap_or_default(), &definition.dimensions, problems);
    }
    let row = &mut definition.row;
    problems.rewrite(&mut row.definition, input.definition.as_opt_deref(), TEXT, &["definition"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = directory.definitions.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// The dimensions as they are given. None that is there goes: at some table a measurement may be broken down by it.
fn dimensions(names: &[String], before: &[String], problems: &mut Problems) -> Vec<String> {
    let mut dimensions: Vec<String> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let path = ["dimensions", &at.to_string()];
        let name = problems.text(name, KEY, &path);
        let is_double = dimensions.iter().any(|other| fold(other) == fold(&name));
        problems.check(!is_double, Code::AlreadyExists, &path);
        dimensions.push(name);
    }
    if let Some(lost) = before.iter().find(|name| !dimensions.contains(name)) {
        problems.add(Problem::new(Code::Blocked, &["dimensions"]).saying(
            format!("Metingen kunnen naar {lost} zijn uitgesplitst; die uitsplitsing blijft."),
            format!("Measurements may be broken down by {lost}; that dimension stays."),
        ));
    }
    dimensions
}
