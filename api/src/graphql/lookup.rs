//! How a record of a partnership is looked up: by its id, or by the key under which another system knows it.

use async_graphql::InputObject;
use entity::Row;

use super::{Resolved, Session, Shown};
use crate::{access::Seen, ids::Ref, ledger::Record, partnership::Partnership};

/// A key within a partnership, under which another system knows a record. *Externe sleutel binnen een samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct KeyWithin {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The key.
    pub(crate) key: String,
}

/// The record of an id, if the viewer may see it.
pub(crate) async fn by_id<R: Seen>(session: &Session, reference: &Ref<R>) -> Resolved<Option<Shown<R>>> {
    let (Some(partnership), Some(id)) = (reference.partnership(), reference.id()) else { return Ok(None) };
    let view = session.view(partnership).await?;
    Ok(view.and_then(|view| view.show(id)))
}

/// The first record within a partnership that a condition holds of, among those that the viewer may see.
pub(crate) async fn first_within<R: Seen>(
    session: &Session,
    partnership: &Ref<Partnership>,
    holds: impl Fn(&R) -> bool,
) -> Resolved<Option<Shown<R>>> {
    let Some(partnership) = partnership.id() else { return Ok(None) };
    let Some(view) = session.view(partnership).await? else { return Ok(None) };
    let found = view.all::<R>().find(|record| holds(record));
    Ok(found.map(|record| Shown::new(&view, record)))
}

/// The record under an external key, among those that the viewer may see.
pub(crate) async fn by_external_key<R: Seen>(session: &Session, within: &KeyWithin) -> Resolved<Option<Shown<R>>> {
    let has_key = |record: &R| <R as Record>::row(record).external_key() == Some(&within.key);
    first_within(session, &within.partnership, has_key).await
}

/// Declares how a kind of record is looked up, and its root field's type.
macro_rules! lookup {
    ($(#[$doc:meta])* $by:ident => $record:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::OneofObject)]
        pub(crate) enum $by {
            /// By its id.
            Id(crate::ids::Ref<$record>),
            /// By the key under which another system knows it.
            ExternalKey(crate::graphql::KeyWithin),
        }

        impl $by {
            async fn find(
                &self,
                context: &async_graphql::Context<'_>,
            ) -> crate::graphql::Resolved<Option<crate::graphql::Shown<$record>>> {
                let session = crate::graphql::Session::of(context)?;
                match self {
                    Self::Id(reference) => crate::graphql::by_id(session, reference).await,
                    Self::ExternalKey(within) => crate::graphql::by_external_key(session, within).await,
                }
            }
        }
    };
}
pub(crate) use lookup;
