//! A file that was sent and checked. Only the account that sent it goes on with it, for the partnership that it was checked
//! for; nothing of it is in the ledger.

use entity::{ImportKind, import_check::Model};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    access::View,
    graphql::{Resolved, Session},
    problem::{Code, NAME, Problem},
};

/// Keeps a file for 72 hours, so that it can be brought in by the id of its report.
pub(crate) async fn keep(
    session: &Session,
    view: &View,
    kind: ImportKind,
    (file_name, file): (Option<&str>, Vec<u8>),
) -> Resolved<Result<Model, Problem>> {
    let viewer = session.viewer();
    let Some(account) = viewer.account.as_ref().filter(|_| viewer.ceiling.write) else {
        return Ok(Err(Problem::new(Code::NotAllowed, &[])));
    };
    let clock = session.ledger.clock();
    let check = Model {
        id: clock.id(),
        partnership_id: view.partnership.id,
        account_id: account.id,
        kind,
        file_name: file_name.and_then(named),
        file,
        mapping: None,
        made_at: clock.now(),
    };
    session.ledger.keep_check(check.clone()).await?;
    Ok(Ok(check))
}

/// A file that the asker sent, by the id of its report; none where there is none, or none of this asker.
pub(crate) async fn find(session: &Session, view: &View, kind: ImportKind, id: &str) -> Resolved<Option<Model>> {
    let viewer = session.viewer();
    let (Ok(id), Some(account)) = (Uuid::parse_str(id), viewer.account.as_ref()) else { return Ok(None) };
    let found = session.ledger.check(id, view.partnership.id, account.id).await?;
    Ok(found.filter(|check| check.kind == kind))
}

/// SHA-256 of a file, in lower-case hexadecimal digits.
pub(super) fn sha256(file: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(file))
}

/// What a file is called, without the folders before it and what no text may hold.
fn named(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(NAME).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
