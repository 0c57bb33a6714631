//! The acts on access keys.

use chrono::Months;
use entity::{AccessKeyPurpose, AccountId};

use super::{
    AccessKey,
    mutation::{AccessKeyCreateInput, AccessKeyRevokeInput},
};
use crate::{
    access::{Desk, Known, World, act, allow_in_directory, current},
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// For how long a key is given out at most.
const LONGEST: Months = Months::new(24);

/// Makes a key of which the secret has some hash.
pub(crate) fn create(world: &World<'_>, input: &AccessKeyCreateInput, secret_hash: &str) -> Checked<Changes> {
    let (desk, today) = (&world.desk, world.today());
    allow_in_directory(desk, &act::accessKeyCreate, false)?;
    let Some(account_id) = world.actor() else { return Err(Problem::new(Code::NotAllowed, &[]).into()) };
    let mut problems = Problems::new();
    let name = problems.text(&input.name, NAME, &["name"]);
    let purpose = AccessKeyPurpose::from(input.purpose);
    let partnership_id = desk.refer_to(None, input.partnership.as_ref(), "partnership", &mut problems);
    let organisation_id = input.organisation.as_ref().and_then(|named| {
        let found = named.id().filter(|id| desk.directory.organisations.get(*id).is_some());
        let id = problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["organisation"])))?;
        if purpose == AccessKeyPurpose::Export {
            problems.add(Problem::new(Code::ModeCombination, &["organisation"]).saying(
                "Alleen een sleutel voor een agenda is voor één organisatie.",
                "Only a key for a calendar is for one organisation.",
            ));
        } else {
            problems.check(desk.viewer.represents(id), Code::NotAllowed, &["organisation"]);
        }
        Some(id)
    });
    let expires_on = input.expires_on.0;
    let last = today.checked_add_months(LONGEST).unwrap_or(today);
    problems.range(
        today < expires_on && expires_on <= last,
        &["expiresOn"],
        format!("Een sleutel is geldig tot een dag na vandaag, uiterlijk {last}."),
        format!("A key is valid until a day after today, {last} at the latest."),
    );
    problems.finish()?;
    let row = entity::access_key::Model {
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        account_id,
        purpose,
        name,
        secret_hash: secret_hash.to_owned(),
        partnership_id,
        organisation_id,
        expires_on,
    };
    Ok(Changes::of(act::accessKeyCreate.name).with(AccessKey { row }))
}

/// Makes a key open nothing any more.
pub(crate) fn revoke(world: &World<'_>, input: &AccessKeyRevokeInput) -> Checked<Changes> {
    let desk = &world.desk;
    let known = input.access_key.id().and_then(|id| AccessKey::known(desk, id));
    let Some(key) = known else { return Err(Problem::new(Code::NotFound, &["accessKey"]).into()) };
    allow_in_directory(desk, &act::accessKeyRevoke, desk.is_own_key(key))?;
    let mut problems = Problems::new();
    problems.take(current(key, input.expected_version));
    let reason = problems.optional_text(input.reason.as_deref(), REASON, &["reason"]);
    problems.finish()?;
    let mut revoked = AccessKey::clone(key);
    entity::Row::remove(&mut revoked.row, world.now());
    Ok(Changes::of(act::accessKeyRevoke.name).because(reason).with(revoked))
}

/// The keys of an account, each as its revocation leaves it: an account that is removed and comes back has none of them.
pub(crate) fn revoked_with(world: &World<'_>, account: AccountId) -> Vec<AccessKey> {
    let own = world.desk.directory.access_keys.iter().filter(|key| key.account_id == account);
    let revoked = |key: &std::sync::Arc<AccessKey>| {
        let mut revoked = AccessKey::clone(key);
        entity::Row::remove(&mut revoked.row, world.now());
        revoked
    };
    own.map(revoked).collect()
}

impl Desk {
    fn is_own_key(&self, key: &AccessKey) -> bool {
        self.viewer.account.as_ref().is_some_and(|own| own.id == key.account_id)
    }
}
