//! The acts on persons.

use data_encoding::HEXLOWER;

use super::{Person, mutation::PersonCreateInput};
use crate::{
    access::{World, act, allow_in_directory},
    error::{Error, Result},
    ledger::Changes,
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
    let directory = &world.desk.directory;
    let mut problems = Problems::new();
    let organisation = input.organisation.as_ref().and_then(|reference| {
        let found = reference.id().filter(|id| directory.organisations.get(*id).is_some());
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["organisation"])))
    });
    let is_own = organisation.is_some_and(|id| world.desk.viewer.represents(id));
    allow_in_directory(&world.desk, &act::personCreate, is_own)?;
    let email = problems.optional_text(input.email.as_deref(), NAME, &["email"]);
    let is_address =
        |email: &String| email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    problems.check(email.as_ref().is_none_or(is_address), Code::OutOfRange, &["email"]);
    let row = entity::person::Model {
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), directory.persons.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        name: Some(problems.text(&input.name, NAME, &["name"])),
        role: problems.optional_text(input.role.as_deref(), NAME, &["role"]),
        email,
        telephone: problems.optional_text(input.telephone.as_deref(), NAME, &["telephone"]),
        organisation_id: organisation,
        salt: salt.to_owned(),
    };
    problems.finish()?;
    Ok(Changes::of(act::personCreate.name).with(Person { row }))
}
