//! Performing an act on many rows: from the input of a mutation to what became of each row.

use std::collections::BTreeSet;

use async_graphql::Context;
use entity::Row;

use super::{
    Resolved, Session, Shown, UserError,
    perform::{Place, ended, told},
};
use crate::{
    access::{Judged, RowsRefused, Seen, World},
    error::Error,
    ledger::{Aggregate, Changes},
};

/// Changed records of which one answer names the changed fields: each costs a look into the ledger.
const NAMED: usize = 200;

/// What became of one row.
pub(crate) struct RowShown<R> {
    /// Its place in the input, from 0.
    pub(crate) row: usize,
    /// The record as it is now; none where nothing was done, or it is hidden from the viewer.
    pub(crate) record: Option<Shown<R>>,
    /// What is wrong with the row.
    pub(crate) user_errors: Vec<UserError>,
}

/// What became of all rows.
pub(crate) struct Many<R> {
    /// The rows in order; none where they were not looked at.
    pub(crate) rows: Vec<RowShown<R>>,
    /// Rows that were done, or in a dry run would be.
    pub(crate) done: usize,
    /// Rows with something wrong with them.
    pub(crate) refused: usize,
    /// Whether this only tells what would be.
    pub(crate) is_dry_run: bool,
    /// Why nothing is done.
    pub(crate) user_errors: Vec<UserError>,
}

/// Performs an act on many records of a partnership. A repeat under its key answers what was answered then, with the
/// records as they are now.
pub(crate) async fn perform_many<R, A>(
    context: &Context<'_>,
    aggregates: BTreeSet<Aggregate>,
    key: Option<String>,
    is_dry_run: bool,
    act: A,
) -> Resolved<Many<R>>
where
    R: Seen,
    A: Fn(&World<'_>) -> Result<Changes, RowsRefused> + Send + Sync + 'static,
{
    let session = Session::of(context)?;
    let (rows, problems, view) = match ended(context, session, aggregates, key, Place::Apart, act).await? {
        Ok(committed) => {
            let view = match committed.subject {
                (Aggregate::Partnership(partnership), _) => session.view(partnership).await?,
                (Aggregate::Directory, _) => None,
            };
            let rows: Option<Vec<Judged>> = committed.report.and_then(|report| serde_json::from_str(&report).ok());
            let lost = || Error::Corrupt("what became of the rows was not kept".into());
            (rows.ok_or_else(lost)?, Vec::new(), view)
        }
        Err(RowsRefused { problems, rows }) => (rows, problems, None),
    };
    let names = &mut { NAMED };
    let user_errors = told(session, problems, names).await?;
    let (good, bad) =
        rows.iter().fold((0, 0), |(good, bad), row| if row.is_ok() { (good + 1, bad) } else { (good, bad + 1) });
    let mut shown = Vec::with_capacity(rows.len());
    for (row, judged) in rows.into_iter().enumerate() {
        shown.push(match judged {
            Ok(id) => {
                let record = view.as_ref().and_then(|view| view.show::<R>(<R::Row as Row>::Id::from(id)));
                RowShown { row, record, user_errors: Vec::new() }
            }
            Err(problems) => RowShown { row, record: None, user_errors: told(session, problems, names).await? },
        });
    }
    let done = if user_errors.is_empty() { good } else { 0 };
    Ok(Many { rows: shown, done, refused: bad, is_dry_run, user_errors })
}
