//! Reading the past: a partnership as its ledger had it at an instant, replayed from its revisions.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{PartnershipId, revision};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    AnyRecord, Ledger, Snapshot,
    load::{self, BATCH},
    revision::read_after,
};
use crate::error::Result;

impl Ledger {
    /// A partnership as it was after the last whole commit until an instant; empty where there was none yet. Whoever asks again
    /// for the same commit is given what was replayed before, as long as there is room for it.
    ///
    /// # Errors
    /// The database cannot be read, or a revision in it.
    pub async fn partnership_as_of(&self, id: PartnershipId, instant: DateTime<Utc>) -> Result<Arc<Snapshot>> {
        let Some(end) = self.last_commit(id, instant).await? else { return Ok(Arc::default()) };
        let today = self.partnership(id).await?;
        if today.seq() == end {
            return Ok(today);
        }
        let _replaying = self.shared.loader(id).lock().await;
        if let Some(kept) = self.shared.past.get(&(id, end)) {
            return Ok(kept);
        }
        let mut snapshot = Snapshot::default();
        while snapshot.seq() < end {
            let mut revisions = read_after(self.shared.db.reader(), id.0, snapshot.seq(), BATCH).await?;
            revisions.retain(|revision| revision.seq <= end);
            load::apply(&mut snapshot, &revisions)?;
        }
        let snapshot = Arc::new(snapshot);
        self.shared.past.insert((id, end), snapshot.clone());
        Ok(snapshot)
    }

    /// The number of the last revision that was recorded until an instant: the end of a commit, since all of a commit is
    /// recorded at once.
    async fn last_commit(&self, id: PartnershipId, instant: DateTime<Utc>) -> Result<Option<i64>> {
        use revision::{Column, Entity};
        let until = Entity::find().filter(Column::PartnershipId.eq(id.0)).filter(Column::RecordedAt.lte(instant));
        let last = until.select_only().column(Column::CommitSeq).order_by_desc(Column::Seq).limit(1);
        Ok(last.into_tuple().one(self.shared.db.reader()).await?)
    }
}

impl Snapshot {
    /// The same with some records in the place of what they were.
    pub(crate) fn with(&self, records: impl IntoIterator<Item = AnyRecord>) -> Self {
        let mut changed = self.clone();
        for record in records {
            changed.put(&record);
        }
        changed
    }
}
