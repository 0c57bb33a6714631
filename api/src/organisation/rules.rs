//! The acts on organisations.

use super::{
    Organisation,
    mutation::{OrganisationChangeInput, OrganisationContentInput, OrganisationCreateInput},
};
use crate::{
    access::{self, Removal, World, act, allow_in_directory, current, find_listed, find_one},
    fold::fold,
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Adds an organisation.
pub(crate) fn create(world: &World<'_>, input: &OrganisationCreateInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::organisationCreate, false)?;
    let mut problems = Problems::new();
    let row = entity::organisation::Model {
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        name: problems.text(&input.name, NAME, &["name"]),
        kind: input.kind.into(),
        sector: input.sector.into(),
        kvk_number: None,
        partnership_id: None,
    };
    let mut organisation = Organisation { row, aliases: Vec::new(), regions: Vec::new(), member_of: Vec::new() };
    write(world, &input.content, &mut organisation, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::organisationCreate.name).with(organisation))
}

/// Changes an organisation.
pub(crate) fn change(world: &World<'_>, input: &OrganisationChangeInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::organisationChange, false)?;
    let before = find_one(&world.desk.directory.organisations, &input.organisation, &["organisation"])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut organisation = Organisation::clone(&before);
    let row = &mut organisation.row;
    if let Some(name) = &input.name {
        row.name = problems.text(name, NAME, &["name"]);
    }
    row.kind = input.kind.map_or(row.kind, Into::into);
    row.sector = input.sector.map_or(row.sector, Into::into);
    write(world, &input.content, &mut organisation, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::organisationChange.name).with(organisation))
}

/// Removes an organisation that nothing rests on, as far as the actor may know.
pub(crate) fn remove(world: &World<'_>, organisation: &Ref<Organisation>, removal: &Removal) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::organisationRemove, false)?;
    let directory = &world.desk.directory;
    let organisation = find_one(&directory.organisations, organisation, &["organisation"])?;
    let mut problems = Problems::new();
    if directory.seats_of_organisation(organisation.id).any(|seat| world.desk.knows_lasting(seat)) {
        problems.add(
            Problem::new(Code::Blocked, &["organisation"]).saying(
                "De organisatie neemt nog deel aan een tafel.",
                "The organisation still has a seat at a table.",
            ),
        );
    }
    if world.desk.persons(directory.persons_of(organisation.id)).next().is_some() {
        problems.add(Problem::new(Code::Blocked, &["organisation"]).saying(
            "Voor deze organisatie werken nog contactpersonen.",
            "There are still contact persons who work for this organisation.",
        ));
    }
    access::remove(world, &act::organisationRemove, &organisation, removal, problems)
}

/// Writes what the input says into an organisation.
fn write(
    world: &World<'_>,
    input: &OrganisationContentInput,
    organisation: &mut Organisation,
    problems: &mut Problems,
) {
    let directory = &world.desk.directory;
    let Organisation { row, aliases, regions, member_of } = organisation;
    let name = fold(&row.name);
    let is_other = |other: &&std::sync::Arc<Organisation>| other.id != row.id && fold(&other.name) == name;
    problems.check(!directory.organisations_named(&row.name).any(|one| is_other(&one)), Code::AlreadyExists, &["name"]);
    if let Some(others) = input.aliases.as_opt_ref() {
        aliases.clear();
        for (at, alias) in others.into_iter().flatten().enumerate() {
            let alias = problems.text(alias, NAME, &["aliases", &at.to_string()]);
            if !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
    }
    if let Some(number) = input.kvk_number.as_opt_ref() {
        row.kvk_number = number.cloned();
        let is_number = |number: &String| number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit());
        problems.range(
            row.kvk_number.as_ref().is_none_or(is_number),
            &["kvkNumber"],
            "Een KVK-nummer heeft acht cijfers.",
            "A number in the trade register has eight digits.",
        );
    }
    if let Some(places) = input.regions.as_opt_ref() {
        *regions = find_listed(&directory.regions, places.map_or(&[], Vec::as_slice), "regions", problems);
    }
    if let Some(above) = input.member_of.as_opt_ref() {
        *member_of = find_listed(&directory.organisations, above.map_or(&[], Vec::as_slice), "memberOf", problems);
        let is_below = |other: &entity::OrganisationId| directory.associations_of(*other).contains(&row.id);
        problems.check(!member_of.iter().any(is_below), Code::Cycle, &["memberOf"]);
    }
    if let Some(partnership) = input.partnership.as_opt_ref() {
        row.partnership_id = world.desk.refer_to(row.partnership_id, partnership, "partnership", problems);
    }
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = directory.organisations.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
}
