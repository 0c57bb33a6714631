//! The acts on regions.

use super::{
    Region,
    mutation::{RegionChangeInput, RegionContentInput, RegionCreateInput},
};
use crate::{
    access::{self, Removal, World, act, allow_in_directory, current, find_listed, find_one},
    fold::fold,
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// The longest code.
const CODE: usize = 20;

/// Adds a region.
pub(crate) fn create(world: &World<'_>, input: &RegionCreateInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::regionCreate, false)?;
    let mut problems = Problems::new();
    let row = entity::region::Model {
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        name: problems.text(&input.name, NAME, &["name"]),
        kind: input.kind.into(),
        code: None,
    };
    let mut region = Region { row, within: Vec::new() };
    write(world, &input.content, &mut region, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::regionCreate.name).with(region))
}

/// Changes a region.
pub(crate) fn change(world: &World<'_>, input: &RegionChangeInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::regionChange, false)?;
    let before = find_one(&world.desk.directory.regions, &input.region, &["region"])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut region = Region::clone(&before);
    if let Some(name) = &input.name {
        region.row.name = problems.text(name, NAME, &["name"]);
    }
    region.row.kind = input.kind.map_or(region.row.kind, Into::into);
    write(world, &input.content, &mut region, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::regionChange.name).with(region))
}

/// Removes a region that nothing rests on.
pub(crate) fn remove(world: &World<'_>, region: &Ref<Region>, removal: &Removal) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::regionRemove, false)?;
    let directory = &world.desk.directory;
    let region = find_one(&directory.regions, region, &["region"])?;
    let mut problems = Problems::new();
    if directory.parts_of(region.id).next().is_some() {
        problems.add(
            Problem::new(Code::Blocked, &["region"])
                .saying("In deze regio liggen nog andere regio's.", "There are still regions in this region."),
        );
    }
    let is_used = directory.organisations.iter().any(|one| one.regions.contains(&region.id))
        || directory
            .partnerships
            .iter()
            .any(|one| one.regions.contains(&region.id) && world.desk.sees_partnership(one));
    if is_used {
        problems.add(Problem::new(Code::Blocked, &["region"]).saying(
            "In deze regio werken nog organisaties of samenwerkingen.",
            "There are still organisations or partnerships that work in this region.",
        ));
    }
    access::remove(world, &act::regionRemove, &region, removal, problems)
}

/// Writes what the input says into a region.
fn write(world: &World<'_>, input: &RegionContentInput, region: &mut Region, problems: &mut Problems) {
    let directory = &world.desk.directory;
    let regions = &directory.regions;
    problems.rewrite(&mut region.row.code, input.code.as_opt_deref(), CODE, &["code"]);
    let Region { row, within } = region;
    let name = fold(&row.name);
    let mut others = regions.iter().filter(|other| other.id != row.id && other.kind == row.kind);
    problems.check(!others.any(|other| fold(&other.name) == name), Code::AlreadyExists, &["name"]);
    let mut others = regions.iter_with_removed().filter(|other| other.id != row.id && other.kind == row.kind);
    let is_taken = row.code.is_some() && others.any(|other| other.code == row.code);
    problems.check(!is_taken, Code::AlreadyExists, &["code"]);
    if let Some(around) = input.within.as_opt_ref() {
        *within = find_listed(regions, around.map_or(&[], Vec::as_slice), "within", problems);
        let is_inside = |other: &entity::RegionId| directory.regions_around(*other).contains(&row.id);
        problems.check(!within.iter().any(is_inside), Code::Cycle, &["within"]);
    }
    if let Some(key) = input.external_key.as_opt_deref() {
        row.external_key = problems.external_key(key, regions.iter_with_removed().filter(|other| other.id != row.id));
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
}
