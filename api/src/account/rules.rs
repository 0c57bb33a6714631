//! The acts on accounts.

use entity::PersonId;

use super::{
    Account,
    mutation::{AccountCreateInput, AccountGrantAdminInput},
};
use crate::{
    access::{World, act, allow_in_directory},
    ledger::{Changes, Locked},
    problem::{Checked, Code, NAME, Problem, Problems},
};

/// Adds an account.
pub(crate) fn create(world: &World<'_>, input: &AccountCreateInput) -> Checked<Changes> {
    let directory = &world.desk.directory;
    let mut problems = Problems::new();
    allow_in_directory(&world.desk, &act::accountCreate, false)?;
    let issuer = problems.text(&input.issuer, NAME, &["issuer"]);
    let subject = problems.text(&input.subject, NAME, &["subject"]);
    problems.check(directory.account_of(&issuer, &subject).is_none(), Code::AlreadyExists, &["subject"]);
    let person = input.person.as_ref().and_then(|reference| {
        let found = reference.id().filter(|id| directory.persons.get(*id).is_some());
        problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["person"])))
    });
    problems.finish()?;
    let account = Account::new(world.id(), world.now(), issuer, subject, person);
    Ok(Changes::of(act::accountCreate.name).with(account))
}

/// Makes an account a platform administrator.
pub(crate) fn grant_admin(world: &World<'_>, input: &AccountGrantAdminInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::accountGrantAdmin, false)?;
    granting_admin(world.locked(), &input.issuer, &input.subject)
}

/// The same where there is nobody yet who could allow it: on the command line.
///
/// # Errors
/// The issuer or subject is empty or too long.
pub fn granting_admin(locked: &Locked, issuer: &str, subject: &str) -> Checked<Changes> {
    let mut problems = Problems::new();
    let issuer = problems.text(issuer, NAME, &["issuer"]);
    let subject = problems.text(subject, NAME, &["subject"]);
    problems.finish()?;
    let known = locked.directory.account_of(&issuer, &subject).map(|account| Account::clone(account));
    let new = || Account::new(locked.id().into(), locked.now, issuer.clone(), subject.clone(), None);
    let mut account = known.unwrap_or_else(new);
    account.row.is_platform_admin = true;
    Ok(Changes::of(act::accountGrantAdmin.name).with(account))
}

impl Account {
    fn new(
        id: entity::AccountId,
        now: chrono::DateTime<chrono::Utc>,
        issuer: String,
        subject: String,
        person_id: Option<PersonId>,
    ) -> Self {
        let row = entity::account::Model {
            id,
            version: 0,
            external_key: None,
            source: None,
            changed_at: now,
            removed_at: None,
            issuer,
            subject,
            person_id,
            is_platform_admin: false,
        };
        Self { row }
    }
}
