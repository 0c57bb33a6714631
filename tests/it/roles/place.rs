//! Where a cell is tried: a copy of the prepared world, watched for whatever is written to it.

use std::collections::BTreeMap;

use entity::{idempotency, ledger_head, revision};
use sea_orm::{
    ColumnTrait, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, QueryFilter, Statement,
};
use tests::{TestDatabase, server::Server};
use uuid::Uuid;

/// A copy of a world, and the program over it.
pub(crate) struct Place {
    pub(crate) server: Server,
    before: State,
    watch: DatabaseConnection,
    _db: TestDatabase,
}

/// What no refusal may change.
#[derive(PartialEq)]
struct State {
    heads: BTreeMap<Uuid, (i64, Vec<u8>)>,
    keys: Vec<idempotency::Model>,
    /// On SQLite, a number that changes whenever another connection has written anything at all.
    writes: i64,
}

impl Place {
    pub(crate) async fn copy_of(world: &TestDatabase) -> Self {
        let db = world.copy();
        let server = Server::start(&db).await;
        let watch = Database::connect(&db.url).await.unwrap();
        let before = State::of(&watch).await;
        Self { server, before, watch, _db: db }
    }

    /// What is no longer as it was.
    pub(super) async fn changed(&self) -> Vec<String> {
        let (before, after) = (&self.before, State::of(&self.watch).await);
        let mut changed = Vec::new();
        for (aggregate, head) in &after.heads {
            let was = before.heads.get(aggregate);
            if was != Some(head) {
                let of = revision::Entity::find().filter(revision::Column::PartnershipId.eq(*aggregate));
                let new = of.filter(revision::Column::Seq.gt(was.map_or(0, |was| was.0)));
                let new = new.all(&self.watch).await.unwrap();
                changed.extend(new.iter().map(|row| format!("{} {} by {}", row.kind, row.record_id, row.act)));
                changed.push(format!("the head of {aggregate}"));
            }
        }
        if after.keys != before.keys {
            changed.push("the idempotency keys".to_owned());
        }
        if changed.is_empty() && after != *before {
            changed.push("something beside the ledger".to_owned());
        }
        changed
    }
}

impl State {
    async fn of(database: &DatabaseConnection) -> Self {
        let heads = ledger_head::Entity::find().all(database).await.unwrap();
        let writes = match database.get_database_backend() {
            DbBackend::Sqlite => {
                let version = Statement::from_string(DbBackend::Sqlite, "PRAGMA data_version");
                database.query_one_raw(version).await.unwrap().unwrap().try_get_by_index(0).unwrap()
            }
            _ => 0,
        };
        Self {
            heads: heads.into_iter().map(|head| (head.partnership_id, (head.seq, head.hash))).collect(),
            keys: idempotency::Entity::find().all(database).await.unwrap(),
            writes,
        }
    }
}
