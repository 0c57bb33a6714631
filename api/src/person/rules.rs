//! The acts on persons.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use entity::{OrganisationId, PersonId};

use super::{
    Person,
    mutation::{PersonChangeInput, PersonContentInput, PersonCreateInput, PersonEraseInput},
};
use crate::{
    access::{self, Act, Removal, World, act, allow_in_directory, current},
    error::{Error, Result},
    ids::Ref,
    ledger::{Changes, Table},
    organisation::Organisation,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// A salt, in hexadecimal, that makes the ledger's digest of a person's contents useless for guessing them.
///
/// # Errors
/// The system gives no randomness.
pub(crate) fn salt() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|cause| Error::Corrupt(format!("no randomness: {cause}")))?;
    Ok(HEXLOWER.encode(&bytes))
}

/// Adds a contact person.
pub(crate) fn create(world: &World<'_>, input: &PersonCreateInput, salt: &str) -> Checked<Changes> {
    let mut problems = Problems::new();
    let organisation = input.content.organisation.value().and_then(|one| problems.take(organisation(world, one)));
    let is_own = organisation.is_some_and(|id| world.desk.viewer.represents(id));
    allow_in_directory(&world.desk, &act::personCreate, is_own)?;
    let row = entity::person::Model {
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        name: Some(problems.text(&input.name, NAME, &["name"])),
        role: None,
        email: None,
        telephone: None,
        organisation_id: organisation,
        salt: salt.to_owned(),
    };
    let mut person = Person { row };
    write(world, &input.content, &mut person, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::personCreate.name).with(person))
}

/// Changes a contact person.
///
/// Whoever could move a person to another organisation could let that person act for it, and see its interests.
pub(crate) fn change(world: &World<'_>, input: &PersonChangeInput) -> Checked<Changes> {
    let before = find(world, &input.person, Table::get, &act::personChange)?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    problems.check(!before.is_erased(), Code::UnknownTransition, &["person"]);
    let mut person = Person::clone(&before);
    if let Some(name) = &input.name {
        person.row.name = Some(problems.text(name, NAME, &["name"]));
    }
    if let Some(named) = input.content.organisation.as_opt_ref() {
        person.row.organisation_id = named.and_then(|one| problems.take(organisation(world, one)));
        let stays = person.organisation_id == before.organisation_id;
        problems.check(stays || world.desk.viewer.is_admin(), Code::NotAllowed, &["organisation"]);
    }
    write(world, &input.content, &mut person, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::personChange.name).with(person))
}

/// Removes a contact person on whom nothing rests, as far as the actor may know.
pub(crate) fn remove(world: &World<'_>, person: &Ref<Person>, removal: &Removal) -> Checked<Changes> {
    let person = find(world, person, Table::get, &act::personRemove)?;
    let directory = &world.desk.directory;
    let mut problems = Problems::new();
    if directory.seats_of_person(person.id).any(|seat| world.desk.knows_lasting(seat)) {
        problems.add(Problem::new(Code::Blocked, &["person"]).saying(
            "Deze persoon vertegenwoordigt nog een organisatie.",
            "This person still represents an organisation.",
        ));
    }
    let mut accounts = directory.accounts.iter().filter(|account| account.person_id == Some(person.id));
    if accounts.any(|account| world.desk.account(account.id).is_some()) {
        problems.add(
            Problem::new(Code::Blocked, &["person"])
                .saying("Deze persoon heeft nog een account.", "This person still has an account."),
        );
    }
    access::remove(world, &act::personRemove, &person, removal, problems)
}

/// Erases the contents of a person, removed or not, and the salt without which nobody can tell any more what they were.
pub(crate) fn erase(world: &World<'_>, input: &PersonEraseInput) -> Checked<Changes> {
    let before = find(world, &input.person, Table::get_with_removed, &act::personErase)?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let reason = problems.reason(&input.reason);
    problems.check(!before.is_erased(), Code::UnknownTransition, &["person"]);
    problems.finish()?;
    let mut person = Person::clone(&before);
    let row = &mut person.row;
    (row.name, row.role, row.email, row.telephone) = (None, None, None, None);
    row.salt.clear();
    Ok(Changes::of(act::personErase.name).because(reason).with(person))
}

/// A person that the actor may see and deal with.
fn find(
    world: &World<'_>,
    person: &Ref<Person>,
    get: fn(&Table<Person>, PersonId) -> Option<&Arc<Person>>,
    act: &Act,
) -> std::result::Result<Arc<Person>, Problem> {
    let found = person.id().and_then(|id| get(&world.desk.directory.persons, id));
    let seen = found.and_then(|person| world.desk.person(person.id));
    let person = seen.ok_or_else(|| Problem::new(Code::NotFound, &["person"]))?;
    let is_own = person.organisation_id.is_some_and(|id| world.desk.viewer.represents(id));
    allow_in_directory(&world.desk, act, is_own)?;
    Ok(person.clone())
}

fn organisation(world: &World<'_>, reference: &Ref<Organisation>) -> std::result::Result<OrganisationId, Problem> {
    access::find_one(&world.desk.directory.organisations, reference, &["organisation"]).map(|one| one.id)
}

/// Writes what the input says into a person, but for the organisation.
fn write(world: &World<'_>, input: &PersonContentInput, person: &mut Person, problems: &mut Problems) {
    let row = &mut person.row;
    problems.rewrite(&mut row.role, input.role.as_opt_deref(), NAME, &["role"]);
    if let Some(email) = input.email.as_opt_deref() {
        row.email = problems.optional_text(email, NAME, &["email"]);
        let is_address =
            |email: &String| email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        problems.range(
            row.email.as_ref().is_none_or(is_address),
            &["email"],
            "Dit is geen e-mailadres.",
            "This is no e-mail address.",
        );
    }
    problems.rewrite(&mut row.telephone, input.telephone.as_opt_deref(), NAME, &["telephone"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        // A person that the actor does not see is no other: the refusal would tell of somebody.
        let others = world.desk.directory.persons.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others.filter(|other| world.desk.person(other.id).is_some()));
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
}
