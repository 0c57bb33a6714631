//! What one commit did, read back from the revisions that it appended. They never change, whoever reads them and when.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::ExprTrait};
use uuid::Uuid;

use super::{Aggregate, AnyRecord, Kind, Ledger, revision};
use crate::error::Result;

/// Records of which the versions before are read with one statement.
const BATCH: usize = 200;

/// A record as a commit found and left it. What was redacted since is none.
#[derive(Clone, Debug)]
pub(crate) struct Touched {
    /// Its kind.
    pub(crate) kind: Kind,
    /// Its id.
    pub(crate) id: Uuid,
    /// The version that the commit made; 1 where it is new.
    pub(crate) version: i32,
    /// As it was before; none where it is new.
    pub(crate) before: Option<AnyRecord>,
    /// As it was afterwards.
    pub(crate) after: Option<AnyRecord>,
}

impl Touched {
    /// Whether the commit entered it.
    pub(crate) fn is_new(&self) -> bool {
        self.version == 1
    }
}

impl Ledger {
    /// The records that were entered or changed in one commit with a record, after that one.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) async fn committed_with(&self, aggregate: Aggregate, record: Uuid) -> Result<Vec<Touched>> {
        use entity::revision::{Column, Entity};
        let reader = self.shared.db.reader();
        let ours = || Entity::find().filter(Column::PartnershipId.eq(aggregate.key()));
        let first = ours().filter(Column::Version.eq(1)).filter(Column::RecordId.eq(record)).one(reader).await?;
        let Some(first) = first else { return Ok(Vec::new()) };
        let within = Column::Seq.between(first.seq + 1, first.commit_seq);
        let after = ours().filter(within).order_by_asc(Column::Seq).all(reader).await?;
        let changed: Vec<_> = after.iter().filter(|one| one.version > 1).collect();
        let mut before = HashMap::new();
        for some in changed.chunks(BATCH) {
            let any = some.iter().fold(Condition::any(), |any, one| {
                any.add(Column::RecordId.eq(one.record_id).and(Column::Version.eq(one.version - 1)))
            });
            for one in ours().filter(any).all(reader).await? {
                before.insert((one.kind.clone(), one.record_id), one);
            }
        }
        let touched = after.iter().map(|one| {
            let before = before.get(&(one.kind.clone(), one.record_id)).map_or(Ok(None), revision::record_of)?;
            let (kind, after) = (revision::kind_of(one)?, revision::record_of(one)?);
            Ok(Touched { kind, id: one.record_id, version: one.version, before, after })
        });
        touched.collect()
    }
}
