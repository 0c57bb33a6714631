//! What can be done with lists that were brought in. Bringing one in is a file's own way in, and no mutation.

use async_graphql::{Context, InputObject, Object};

use super::{ImportBatch, rules};
use crate::{
    access::aggregates,
    graphql::{Resolved, Session, Shown, payload, perform},
    ids::Ref,
    ledger::Aggregate,
};

/// A list that is taken back as a whole. *Import ongedaan maken.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ImportUndoInput {
    /// What was brought in.
    pub(crate) import: Ref<ImportBatch>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

payload!(ImportUndoPayload { import: Shown<ImportBatch> });

/// Root fields that take back what was brought in.
#[derive(Default)]
pub(crate) struct WorkbookMutation;

#[Object]
impl WorkbookMutation {
    /// Take back, once, a list that was brought in: what it made is removed, and what it changed goes back to what it said
    /// before. Only while nothing of it has changed since. *Import ongedaan maken.*
    async fn import_undo(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The act.")] input: ImportUndoInput,
    ) -> Resolved<ImportUndoPayload> {
        let (scope, key) = (aggregates([input.import.partnership()]), input.idempotency_key.clone());
        // What a commit did never changes, so that it is read before anything is locked; of what the asker may not see, it
        // is not read at all.
        let session = Session::of(context)?;
        let touched = match (input.import.partnership(), input.import.id()) {
            (Some(partnership), Some(id))
                if session.view(partnership).await?.is_some_and(|view| view.get::<ImportBatch>(id).is_some()) =>
            {
                session.ledger.committed_with(Aggregate::Partnership(partnership), id.into()).await?
            }
            _ => Vec::new(),
        };
        Ok(perform(context, scope, key, move |world| rules::undo(world, &input, &touched)).await?.into())
    }
}
