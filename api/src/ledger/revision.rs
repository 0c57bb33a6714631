//! Revisions and the hash chain over them.
//!
//! Each revision's hash covers everything in its row. For body and reason stands their own hash, so that a logged
//! redaction can blank them and the chain still verifies.

use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::revision::Model as Revision;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Aggregate, AnyRecord, Kind, Ledger};
use crate::error::{Error, Result};

/// The hash before the first revision.
pub const GENESIS: [u8; 32] = [0; 32];

/// What all revisions of one commit have in common.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The account that acted.
    pub actor: Option<Uuid>,
    /// The organisation for which it acted.
    pub on_behalf_of: Option<Uuid>,
    /// The business act.
    pub act: &'static str,
    /// Why, in the actor's words.
    pub reason: Option<String>,
}

/// Why a chain does not verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The first revision at fault.
    pub seq: i64,
    /// What is wrong with it.
    pub fault: &'static str,
}

/// The revisions that append changed records to a head.
pub(super) fn append(partnership: Uuid, seq: i64, hash: &[u8], stamp: &Stamp, records: &[AnyRecord]) -> Vec<Revision> {
    let commit_seq = seq + i64::try_from(records.len()).unwrap_or_default();
    let mut prev_hash = hash.to_vec();
    (seq + 1..)
        .zip(records)
        .map(|(seq, record)| {
            let (schema, body) = record.body();
            let body = canonical(&body);
            let mut revision = Revision {
                partnership_id: partnership,
                seq,
                commit_seq,
                kind: record.kind().as_str().to_owned(),
                record_id: record.id(),
                version: record.version(),
                recorded_at: stamp.recorded_at,
                actor: stamp.actor,
                on_behalf_of: stamp.on_behalf_of,
                act: stamp.act.to_owned(),
                body_hash: body_hash(&body, stamp.reason.as_deref()),
                reason: stamp.reason.clone(),
                schema,
                body: Some(body),
                prev_hash: prev_hash.clone(),
                hash: Vec::new(),
            };
            revision.hash = chained(&revision);
            prev_hash.clone_from(&revision.hash);
            revision
        })
        .collect()
}

/// The record that a revision holds; `None` where it was redacted.
pub(super) fn record_of(revision: &Revision) -> Result<Option<AnyRecord>> {
    let Some(body) = &revision.body else { return Ok(None) };
    let kind = kind_of(revision)?;
    let body: Value = serde_json::from_str(body).map_err(|cause| Error::Corrupt(format!("a body: {cause}")))?;
    AnyRecord::from_body(kind, revision.schema, body).map(Some)
}

pub(super) fn kind_of(revision: &Revision) -> Result<Kind> {
    Kind::from_word(&revision.kind).ok_or_else(|| Error::Corrupt(format!("kind {} is not known", revision.kind)))
}

/// The revisions of an aggregate after a number, up to the end of the last whole commit.
///
/// # Errors
/// The database cannot be read.
pub async fn read_after<C: ConnectionTrait>(db: &C, partnership: Uuid, seq: i64, most: u64) -> Result<Vec<Revision>> {
    use entity::revision::{Column, Entity};
    let ours = || Entity::find().filter(Column::PartnershipId.eq(partnership)).order_by_asc(Column::Seq);
    let mut revisions = ours().filter(Column::Seq.gt(seq)).limit(most).all(db).await?;
    if let Some((last, end)) = revisions.last().map(|last| (last.seq, last.commit_seq)) {
        let rest = ours().filter(Column::Seq.gt(last)).filter(Column::Seq.lte(end));
        revisions.extend(rest.all(db).await?);
    }
    Ok(revisions)
}

impl Ledger {
    /// The records of a kind that were entered in one commit with a record, from that one on.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn entered_with(&self, aggregate: Aggregate, kind: Kind, record: Uuid) -> Result<Vec<Uuid>> {
        use entity::revision::{Column, Entity};
        let ours = || Entity::find().filter(Column::PartnershipId.eq(aggregate.key())).filter(Column::Version.eq(1));
        let reader = self.shared.db.reader();
        let Some(first) = ours().filter(Column::RecordId.eq(record)).one(reader).await? else { return Ok(Vec::new()) };
        let entered = ours()
            .filter(Column::Seq.between(first.seq, first.commit_seq))
            .filter(Column::Kind.eq(kind.as_str()))
            .order_by_asc(Column::Seq);
        Ok(entered.select_only().column(Column::RecordId).into_tuple().all(reader).await?)
    }

    /// The versions of all records of a kind that were in force at some time of a period, oldest first, but for what was
    /// redacted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn in_force(
        &self,
        aggregate: Aggregate,
        kind: Kind,
        period: Range<DateTime<Utc>>,
    ) -> Result<Vec<AnyRecord>> {
        use entity::revision::{Column, Entity};
        let next = Alias::new("next");
        let of_next = |column: Column| Expr::col((next.clone(), column));
        let mut followed = Query::select();
        followed.column((next.clone(), Column::Seq)).from_as(Entity, next.clone());
        for column in [Column::PartnershipId, Column::Kind, Column::RecordId] {
            followed.and_where(of_next(column).equals((Entity, column)));
        }
        followed
            .and_where(of_next(Column::Version).eq(Expr::col((Entity, Column::Version)).add(1)))
            .and_where(of_next(Column::RecordedAt).lt(period.start));
        let in_force = Entity::find()
            .filter(Column::PartnershipId.eq(aggregate.key()))
            .filter(Column::Kind.eq(kind.as_str()))
            .filter(Column::RecordedAt.lt(period.end))
            .filter(Expr::not_exists(followed))
            .order_by_asc(Column::Seq);
        let revisions = in_force.all(self.shared.db.reader()).await?;
        revisions.iter().filter_map(|revision| record_of(revision).transpose()).collect()
    }

    /// A version of a record; `None` where there is no such version, or it was redacted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn version_of(
        &self,
        aggregate: Aggregate,
        kind: Kind,
        record: Uuid,
        version: i32,
    ) -> Result<Option<AnyRecord>> {
        use entity::revision::{Column, Entity};
        let ours = Entity::find()
            .filter(Column::PartnershipId.eq(aggregate.key()))
            .filter(Column::Kind.eq(kind.as_str()))
            .filter(Column::RecordId.eq(record))
            .filter(Column::Version.eq(version));
        let revision = ours.one(self.shared.db.reader()).await?;
        revision.as_ref().map_or(Ok(None), record_of)
    }
}

/// Checks revisions that follow a hash: numbered without a gap, chained, and saying what was hashed.
///
/// # Errors
/// The first revision at fault.
pub fn verify(mut seq: i64, mut hash: Vec<u8>, revisions: &[Revision]) -> std::result::Result<(i64, Vec<u8>), Broken> {
    for revision in revisions {
        let fault = |fault| Err(Broken { seq: revision.seq, fault });
        if revision.seq != seq + 1 {
            return fault("its number does not follow the one before");
        }
        if revision.prev_hash != hash {
            return fault("it does not follow the hash before");
        }
        // A redaction blanks both; a reason that is left could say anything.
        let said = match &revision.body {
            Some(body) => revision.body_hash == body_hash(body, revision.reason.as_deref()),
            None => revision.reason.is_none(),
        };
        if !said {
            return fault("its body or reason was changed");
        }
        if revision.hash != chained(revision) {
            return fault("its row was changed");
        }
        seq = revision.seq;
        hash.clone_from(&revision.hash);
    }
    Ok((seq, hash))
}

/// JSON with its keys in order and no spaces, so that equal records have equal bodies.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}

fn body_hash(body: &str, reason: Option<&str>) -> Vec<u8> {
    let mut hasher = Hasher(Sha256::new());
    hasher.text(body);
    hasher.optional(reason.map(str::as_bytes));
    hasher.finish()
}

fn chained(revision: &Revision) -> Vec<u8> {
    let mut hasher = Hasher(Sha256::new());
    hasher.bytes(&revision.prev_hash);
    hasher.bytes(revision.partnership_id.as_bytes());
    hasher.bytes(&revision.seq.to_be_bytes());
    hasher.bytes(&revision.commit_seq.to_be_bytes());
    hasher.text(&revision.kind);
    hasher.bytes(revision.record_id.as_bytes());
    hasher.bytes(&revision.version.to_be_bytes());
    hasher.bytes(&revision.recorded_at.timestamp_micros().to_be_bytes());
    hasher.optional(revision.actor.as_ref().map(|id| id.as_bytes().as_slice()));
    hasher.optional(revision.on_behalf_of.as_ref().map(|id| id.as_bytes().as_slice()));
    hasher.text(&revision.act);
    hasher.bytes(&revision.schema.to_be_bytes());
    hasher.bytes(&revision.body_hash);
    hasher.finish()
}

/// Hashes fields with their lengths, so that no two rows can hash the same text.
struct Hasher(Sha256);

impl Hasher {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn optional(&mut self, bytes: Option<&[u8]>) {
        self.0.update([u8::from(bytes.is_some())]);
        self.bytes(bytes.unwrap_or_default());
    }

    fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_values_have_one_canonical_text() {
        let text = canonical(&json!({"b": [1, {"d": null, "c": "é\"\n"}], "a": true}));
        assert_eq!(text, r#"{"a":true,"b":[1,{"c":"é\"\n","d":null}]}"#);
    }
}
