//! A file that was sent and checked. Only the account that sent it goes on with it, for the partnership that it was checked
//! for; nothing of it is in the ledger.

use entity::{ImportKind, import_check::Model};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    access::View,
    graphql::{Resolved, Session},
    problem::{Code, NAME, Problem, Problems},
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
    let mut problems = Problems::new();
    let file_name = problems.optional_text(file_name.map(named).as_deref(), NAME, &["name"]);
    if let Err(found) = problems.finish() {
        return Ok(found.into_iter().next().map_or_else(|| Err(Problem::new(Code::OutOfRange, &["name"])), Err));
    }
    let clock = session.ledger.clock();
    let check = Model {
        id: clock.id(),
        partnership_id: view.partnership.id,
        account_id: account.id,
        kind,
        file_name,
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

/// What a file is called, without the folders before it, what no text may hold, and what makes letters change places.
fn named(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars().filter(|letter| !is_odd(*letter)).take(NAME).collect()
}
