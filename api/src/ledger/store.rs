//! How rows and lists go to and come from their tables, for every kind alike.

use std::collections::{BTreeSet, HashMap};

use entity::{Link, PartnershipId, Row};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IdenStatic, IntoActiveModel, Iterable,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{Aggregate, Ledger, Record};
use crate::error::{Error, Result};

/// Rows in one statement: far below the 32 766 values that SQLite binds at most.
const BATCH: usize = 500;

/// The partnership that a record belongs to; nil in the directory.
pub(crate) fn partnership_of<R: Record>(record: &R) -> PartnershipId {
    let home = record.aggregates().into_iter().find(|aggregate| *aggregate != Aggregate::Directory);
    PartnershipId(home.map_or(Uuid::nil(), Aggregate::key))
}

/// All records of a kind within an aggregate.
pub(crate) async fn read<R: Record, C: ConnectionTrait>(db: &C, scope: Aggregate) -> Result<Vec<R>> {
    let mut query = <R::Row as Row>::Table::find();
    if let Aggregate::Partnership(id) = scope {
        query = query.filter(<R::Row as Row>::partnership_column().unwrap_or(<R::Row as Row>::id_column()).eq(id));
    }
    R::join(db, scope, query.order_by_asc(<R::Row as Row>::id_column()).all(db).await?).await
}

/// Some records of a kind that belongs to the directory.
pub(crate) async fn read_some<R: Record, C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<R>> {
    let mut records = Vec::new();
    for ids in ids.chunks(BATCH) {
        let found = <R::Row as Row>::Table::find().filter(<R::Row as Row>::id_column().is_in(ids.iter().copied()));
        records.extend(R::join(db, Aggregate::Directory, found.all(db).await?).await?);
    }
    Ok(records)
}

/// Every list of a kind within an aggregate, by its owner, in order.
pub(crate) async fn read_list<L: Link, C: ConnectionTrait>(
    db: &C,
    scope: Aggregate,
) -> Result<HashMap<L::Owner, Vec<L::Item>>> {
    let mut query = L::Table::find();
    if let Aggregate::Partnership(id) = scope {
        query = query.filter(L::partnership_column().unwrap_or(L::owner_column()).eq(id));
    }
    let mut lists: HashMap<L::Owner, Vec<L::Item>> = HashMap::new();
    for row in query.order_by_asc(L::position_column()).all(db).await? {
        let (owner, item) = row.split();
        lists.entry(owner).or_default().push(item);
    }
    Ok(lists)
}

impl Ledger {
    /// The partnerships that have a record of a kind for which a condition on its columns holds. Which of those records
    /// a viewer sees is for views to tell.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn partnerships_with<R: Record>(&self, holds: SimpleExpr) -> Result<Vec<PartnershipId>> {
        let Some(partnership) = <R::Row as Row>::partnership_column() else { return Ok(Vec::new()) };
        let found = <R::Row as Row>::Table::find().select_only().column(partnership).distinct().filter(holds);
        Ok(found.into_tuple().all(self.shared.db.reader()).await?)
    }
}

/// Writes records that are new or changed, with their lists.
pub(crate) async fn write<R: Record, C: ConnectionTrait>(db: &C, records: &[&R]) -> Result<()>
where
    <R::Row as Row>::Table: EntityTrait<Model = R::Row>,
    R::Row: IntoActiveModel<<<R::Row as Row>::Table as EntityTrait>::ActiveModel>,
    <<R::Row as Row>::Table as EntityTrait>::ActiveModel: Send,
{
    let (new, changed): (Vec<&R>, Vec<&R>) = records.iter().partition(|record| record.row().version() == 1);
    for batch in new.chunks(BATCH) {
        let rows = batch.iter().map(|record| record.row().clone().into_active_model().reset_all());
        <R::Row as Row>::Table::insert_many(rows).exec_without_returning(db).await?;
    }
    for record in &changed {
        update(db, *record).await?;
    }
    R::write_lists(db, records).await
}

/// Updates one main row, if it still has the version before.
async fn update<R: Record, C: ConnectionTrait>(db: &C, record: &R) -> Result<()>
where
    R::Row: IntoActiveModel<<<R::Row as Row>::Table as EntityTrait>::ActiveModel>,
    <<R::Row as Row>::Table as EntityTrait>::ActiveModel: Send,
{
    let row = record.row();
    let values = row.clone().into_active_model().reset_all();
    let is_key = |column: &<<R::Row as Row>::Table as EntityTrait>::Column| {
        <<R::Row as Row>::Table as EntityTrait>::PrimaryKey::iter()
            .any(|key| key.into_column().as_str() == column.as_str())
    };
    let mut query = <R::Row as Row>::Table::update_many()
        .filter(<R::Row as Row>::id_column().eq(Into::<Uuid>::into(row.id())))
        .filter(<R::Row as Row>::version_column().eq(row.version() - 1));
    for column in <<R::Row as Row>::Table as EntityTrait>::Column::iter().filter(|column| !is_key(column)) {
        if let Some(value) = values.get(column).into_value() {
            query = query.col_expr(column, Expr::value(value));
        }
    }
    if let Some(column) = <R::Row as Row>::partnership_column() {
        query = query.filter(column.eq(partnership_of(record)));
    }
    match query.exec(db).await?.rows_affected {
        1 => Ok(()),
        _ => Err(Error::Corrupt(format!("{} {} is not at the version before", R::KIND.as_str(), row.id().into()))),
    }
}

/// Writes the whole lists of some records, each of which is new or had lists before.
pub(crate) async fn write_list<'a, L, C: ConnectionTrait>(
    db: &C,
    lists: impl Iterator<Item = (bool, PartnershipId, L::Owner, &'a [L::Item])>,
) -> Result<()>
where
    L: Link + IntoActiveModel<<L::Table as EntityTrait>::ActiveModel>,
    L::Item: 'a,
    <L::Table as EntityTrait>::ActiveModel: Send,
{
    let lists: Vec<_> = lists.collect();
    let changed: Vec<_> = lists.iter().filter(|(is_new, ..)| !is_new).collect();
    for owners in changed.chunks(BATCH) {
        let mut ours = Condition::all().add(L::owner_column().is_in(owners.iter().map(|(_, _, owner, _)| *owner)));
        if let Some(column) = L::partnership_column() {
            let partnerships: BTreeSet<PartnershipId> = owners.iter().map(|(_, id, ..)| *id).collect();
            ours = ours.add(column.is_in(partnerships));
        }
        L::Table::delete_many().filter(ours).exec(db).await?;
    }
    let rows: Vec<L> = lists
        .into_iter()
        .flat_map(|(_, partnership, owner, items)| {
            (0..).zip(items).map(move |(position, item)| L::of(partnership, owner, position, item.clone()))
        })
        .collect();
    for batch in rows.chunks(BATCH) {
        let rows = batch.iter().map(|row| row.clone().into_active_model().reset_all());
        L::Table::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}
