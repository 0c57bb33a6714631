//! Idempotency keys: under its key a mutation may be repeated without repeating its effect.
//!
//! A key is an actor's own, whatever it acts on, and is kept for 72 hours. It is recorded in the transaction of its act.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{AccountId, idempotency};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{Aggregate, Ledger};
use crate::error::Result;

/// How long a repeated mutation is recognised.
const LIFE: TimeDelta = TimeDelta::hours(72);
/// How often keys that have expired are removed.
const SWEEP: TimeDelta = TimeDelta::hours(1);

/// The key of a mutation that may be repeated.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    /// The client's key.
    pub key: String,
    /// SHA-256 of the act and its input.
    pub input_hash: Vec<u8>,
}

/// What the actor used the key for, unless that is too long ago.
pub(super) async fn find<C: ConnectionTrait>(
    db: &C,
    key: &IdempotencyKey,
    actor: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<idempotency::Model>> {
    let used = idempotency::Entity::find_by_id((actor.0, key.key.clone())).one(db).await?;
    Ok(used.filter(|used| used.recorded_at >= now - LIFE))
}

/// Records what the key was used for. Whether that could be done: the actor may have used the same key at another
/// table in the meantime, whose commit is waited for.
pub(super) async fn remember<C: ConnectionTrait>(
    db: &C,
    key: &IdempotencyKey,
    actor: AccountId,
    (aggregate, record_id): (Aggregate, Uuid),
    report: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    use idempotency::Column;
    let row = idempotency::ActiveModel {
        actor: Set(actor.0),
        key: Set(key.key.clone()),
        input_hash: Set(key.input_hash.clone()),
        partnership_id: Set(aggregate.key()),
        record_id: Set(record_id),
        report: Set(report.map(str::to_owned)),
        recorded_at: Set(now),
    };
    let mut expired = OnConflict::columns([Column::Actor, Column::Key]);
    expired
        .update_columns([
            Column::InputHash,
            Column::PartnershipId,
            Column::RecordId,
            Column::Report,
            Column::RecordedAt,
        ])
        .action_and_where(Expr::col((idempotency::Entity, Column::RecordedAt)).lt(now - LIFE));
    let insert = idempotency::Entity::insert(row).on_conflict(expired);
    Ok(insert.exec_without_returning(db).await? == 1)
}

/// When expired keys were last removed.
#[derive(Debug, Default)]
pub(super) struct Swept(Mutex<DateTime<Utc>>);

impl Swept {
    /// Whether it is time again; whoever is told so does it.
    fn is_due(&self, now: DateTime<Utc>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = now - *last >= SWEEP;
        if due {
            *last = now;
        }
        due
    }
}

impl Ledger {
    /// Removes keys and checked files that have expired, once in a while and outside any act: no act waits for it or fails
    /// by it.
    pub(super) async fn sweep_keys(&self) {
        let now = self.shared.clock.now();
        if !self.shared.swept.is_due(now) {
            return;
        }
        let expired = idempotency::Entity::delete_many().filter(idempotency::Column::RecordedAt.lt(now - LIFE));
        if let Err(cause) = expired.exec(self.shared.db.writer()).await {
            tracing::warn!(?cause, "expired keys could not be removed");
        }
        if let Err(cause) = self.forget_checks(now).await {
            tracing::warn!(?cause, "checked files that have expired could not be removed");
        }
    }
}
