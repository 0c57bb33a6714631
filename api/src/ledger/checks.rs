//! Files that were checked and may be brought in: kept for 72 hours beside the ledger, for the account that sent them.
//!
//! They are no records: nothing is appended, and what is not brought in is forgotten.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{AccountId, PartnershipId, import_check};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::Ledger;
use crate::error::Result;

/// How long a file is kept. No longer than an idempotency key, under which it is brought in once.
const LIFE: TimeDelta = TimeDelta::hours(72);
/// The most files of one account; the oldest give way.
const MOST: u64 = 20;

impl Ledger {
    /// Keeps a file that was checked.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) async fn keep_check(&self, check: import_check::Model) -> Result<()> {
        let ledger = self.clone();
        // A statement that is broken off would spoil its connection.
        tokio::spawn(async move {
            let db = &ledger.shared.db;
            let account = check.account_id;
            import_check::Entity::insert(check.into_active_model().reset_all())
                .exec_without_returning(db.writer())
                .await?;
            let of_account = import_check::Column::AccountId.eq(account);
            let older = import_check::Entity::find().select_only().column(import_check::Column::Id);
            let older = older.filter(of_account).order_by_desc(import_check::Column::MadeAt).offset(MOST).limit(MOST);
            let older: Vec<Uuid> = older.into_tuple().all(db.reader()).await?;
            let gone = import_check::Column::Id.is_in(older);
            import_check::Entity::delete_many().filter(gone).exec(db.writer()).await?;
            ledger.forget_checks(ledger.shared.clock.now()).await
        })
        .await?
    }

    /// Forgets the files that were kept long enough.
    pub(super) async fn forget_checks(&self, now: DateTime<Utc>) -> Result<()> {
        let expired = import_check::Entity::delete_many().filter(import_check::Column::MadeAt.lt(now - LIFE));
        expired.exec(self.shared.db.writer()).await?;
        Ok(())
    }

    /// Says anew which column of a checked file is what.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) async fn map_check(&self, id: Uuid, mapping: String) -> Result<()> {
        let ledger = self.clone();
        tokio::spawn(async move {
            import_check::Entity::update_many()
                .col_expr(import_check::Column::Mapping, Expr::value(mapping))
                .filter(import_check::Column::Id.eq(id))
                .exec(ledger.shared.db.writer())
                .await?;
            Ok(())
        })
        .await?
    }

    /// A file that an account sent for a partnership, unless that is too long ago.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) async fn check(
        &self,
        id: Uuid,
        partnership: PartnershipId,
        account: AccountId,
    ) -> Result<Option<import_check::Model>> {
        let found = import_check::Entity::find_by_id(id)
            .filter(import_check::Column::PartnershipId.eq(partnership))
            .filter(import_check::Column::AccountId.eq(account))
            .filter(import_check::Column::MadeAt.gte(self.shared.clock.now() - LIFE));
        Ok(found.one(self.shared.db.reader()).await?)
    }
}
