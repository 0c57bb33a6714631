//! The acts on regions.

use super::{Region, mutation::RegionCreateInput};
use crate::{
    access::{World, act, allow_in_directory, find_listed},
    fold::fold,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problems, REASON},
};

/// The longest code.
const CODE: usize = 20;

/// Adds a region.
pub(crate) fn create(world: &World<'_>, input: &RegionCreateInput) -> Checked<Changes> {
    let regions = &world.desk.directory.regions;
    let mut problems = Problems::new();
    allow_in_directory(&world.desk, &act::regionCreate, false)?;
    let kind = input.kind.into();
    let name = problems.text(&input.name, NAME, &["name"]);
    let is_same = |region: &Region| region.kind == kind && fold(&region.name) == fold(&name);
    problems.check(!regions.iter().any(|region| is_same(region)), Code::AlreadyExists, &["name"]);
    let code = problems.optional_text(input.code.as_deref(), CODE, &["code"]);
    let has_code = |region: &Region| code.is_some() && region.kind == kind && region.code == code;
    problems.check(!regions.iter_with_removed().any(|region| has_code(region)), Code::AlreadyExists, &["code"]);
    let within = find_listed(regions, &input.within, "within", &mut problems);
    let row = entity::region::Model {
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), regions.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        name,
        kind,
        code,
    };
    problems.finish()?;
    Ok(Changes::of(act::regionCreate.name).with(Region { row, within }))
}
