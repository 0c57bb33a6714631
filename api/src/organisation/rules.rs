//! The acts on organisations.

use super::{Organisation, mutation::OrganisationCreateInput};
use crate::{
    access::{World, act, allow_in_directory, find_listed},
    fold::fold,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Adds an organisation.
pub(crate) fn create(world: &World<'_>, input: &OrganisationCreateInput) -> Checked<Changes> {
    let directory = &world.desk.directory;
    let mut problems = Problems::new();
    allow_in_directory(&world.desk, &act::organisationCreate, false)?;
    let name = problems.text(&input.name, NAME, &["name"]);
    let is_same = |organisation: &Organisation| fold(&organisation.name) == fold(&name);
    problems.check(!directory.organisations.iter().any(|one| is_same(one)), Code::AlreadyExists, &["name"]);
    let mut aliases: Vec<String> = Vec::new();
    for (at, alias) in input.aliases.iter().enumerate() {
        let alias = problems.text(alias, NAME, &["aliases", &at.to_string()]);
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    if let Some(number) = &input.kvk_number {
        let is_number = number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit());
        problems.check(is_number, Code::OutOfRange, &["kvkNumber"]);
    }
    let partnership = input.partnership.as_ref().and_then(|reference| {
        let found = reference.id().filter(|id| world.desk.partnership(*id).is_some());
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["partnership"])))
    });
    let regions = find_listed(&directory.regions, &input.regions, "regions", &mut problems);
    let row = entity::organisation::Model {
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), directory.organisations.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        name,
        kind: input.kind.into(),
        sector: input.sector.into(),
        kvk_number: input.kvk_number.clone(),
        partnership_id: partnership,
    };
    problems.finish()?;
    Ok(Changes::of(act::organisationCreate.name).with(Organisation { row, aliases, regions, member_of: Vec::new() }))
}
