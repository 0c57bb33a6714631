//! The acts on accounts.

use entity::PersonId;

use super::{
    Account,
    mutation::{AccountChangeInput, AccountCreateInput, AccountGrantAdminInput, AccountRevokeAdminInput},
};
use crate::{
    access::{self, Removal, World, act, allow_in_directory, current, find_one},
    access_key::rules::revoked_with,
    ids::Ref,
    ledger::{Changes, Locked},
    person::Person,
    problem::{Checked, Code, NAME, Problem, Problems},
};

/// Adds an account.
pub(crate) fn create(world: &World<'_>, input: &AccountCreateInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::accountCreate, false)?;
    let mut problems = Problems::new();
    let issuer = problems.text(&input.issuer, NAME, &["issuer"]);
    let subject = problems.text(&input.subject, NAME, &["subject"]);
    let is_known = world.desk.directory.account_of(&issuer, &subject).is_some();
    problems.check(!is_known, Code::AlreadyExists, &["subject"]);
    let person = input.person.as_ref().and_then(|reference| problems.take(person(world, reference)));
    problems.finish()?;
    let mut account = Account::new(world.locked(), issuer, subject);
    account.row.person_id = person;
    Ok(Changes::of(act::accountCreate.name).with(account))
}

/// Says who signs in with an account.
pub(crate) fn change(world: &World<'_>, input: &AccountChangeInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::accountChange, false)?;
    let before = find_one(&world.desk.directory.accounts, &input.account, &["account"])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut account = Account::clone(&before);
    if let Some(named) = input.person.as_opt_ref() {
        account.row.person_id = named.and_then(|reference| problems.take(person(world, reference)));
    }
    problems.finish()?;
    Ok(Changes::of(act::accountChange.name).with(account))
}

/// Removes an account other than the actor's own, so that an administrator is always left; its keys open nothing then.
pub(crate) fn remove(world: &World<'_>, account: &Ref<Account>, removal: &Removal) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::accountRemove, false)?;
    let account = find_one(&world.desk.directory.accounts, account, &["account"])?;
    let mut problems = Problems::new();
    if world.actor() == Some(account.id) {
        problems.add(
            Problem::new(Code::Blocked, &["account"])
                .saying("Uw eigen account kunt u niet verwijderen.", "You cannot remove your own account."),
        );
    }
    let removed = access::remove(world, &act::accountRemove, &account, removal, problems)?;
    Ok(removed.with_all(revoked_with(world, account.id)))
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
    let mut account = known.unwrap_or_else(|| Account::new(locked, issuer, subject));
    account.row.is_platform_admin = true;
    Ok(Changes::of(act::accountGrantAdmin.name).with(account))
}

/// Makes an account a platform administrator no longer.
pub(crate) fn revoke_admin(world: &World<'_>, input: &AccountRevokeAdminInput) -> Checked<Changes> {
    allow_in_directory(&world.desk, &act::accountRevokeAdmin, false)?;
    let accounts = &world.desk.directory.accounts;
    let before = find_one(accounts, &input.account, &["account"])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let reason = problems.reason(&input.reason);
    problems.check(before.is_platform_admin, Code::UnknownTransition, &["account"]);
    if !accounts.iter().any(|other| other.is_platform_admin && other.id != before.id) {
        problems.add(
            Problem::new(Code::Blocked, &["account"])
                .saying("Dit is de laatste beheerder.", "This is the last administrator."),
        );
    }
    problems.finish()?;
    let mut account = Account::clone(&before);
    account.row.is_platform_admin = false;
    Ok(Changes::of(act::accountRevokeAdmin.name).because(reason).with(account))
}

fn person(world: &World<'_>, reference: &Ref<Person>) -> Result<PersonId, Problem> {
    find_one(&world.desk.directory.persons, reference, &["person"]).map(|person| person.id)
}

impl Account {
    /// An account to be given out: a new one, or the one that was removed, with nothing left of what it was.
    fn new(locked: &Locked, issuer: String, subject: String) -> Self {
        let removed = locked.directory.account_ever_of(&issuer, &subject);
        let row = entity::account::Model {
            id: removed.map_or_else(|| locked.id().into(), |account| account.id),
            version: 0,
            external_key: None,
            source: None,
            changed_at: locked.now,
            removed_at: None,
            issuer,
            subject,
            person_id: None,
            is_platform_admin: false,
        };
        Self { row }
    }
}
