//! Any record by its id: Relay's object identification. A word that is no id, and the id of something unknown or hidden,
//! give null alike.

use async_graphql::{Context, ID, Interface, Object};
use uuid::Uuid;

use super::{Resolved, Session, Shown};
use crate::{
    access::{Desk, Known, View},
    ids::NodeId,
    ledger::{Kind, Record, kinds, kinds::with_kinds},
};

/// A kind of record that can be found by its id: in the directory, or else in its partnership.
pub(crate) trait Found: Record {
    /// What it is seen through.
    type Through: Sync;

    /// The record, if the viewer may see it.
    async fn found(session: &Session, id: NodeId) -> Resolved<Option<Shown<Self, Self::Through>>>;
}

macro_rules! nodes {
    ($($kind:ident = $word:literal $(in directory as $shared:ident)? $(in partnership as $own:ident)?;)*) => {
        /// Whatever has an id. *Record.*
        #[derive(Interface)]
        #[graphql(field(name = "id", method = "node_id_field", ty = "ID", desc = "Its id."))]
        pub(crate) enum Node {
            $($kind(Shown<kinds::$kind, <kinds::$kind as Found>::Through>),)*
        }

        $(nodes!(@found $kind $($own)?);)*

        impl Node {
            /// The record of an id, if the viewer may see it.
            async fn find(session: &Session, word: &str) -> Resolved<Option<Self>> {
                let Some(id) = NodeId::parse(word) else { return Ok(None) };
                Ok(match id.kind {
                    $(Kind::$kind => kinds::$kind::found(session, id).await?.map(Self::$kind),)*
                })
            }

            /// A record of the partnership that a view is of, if its viewer may see it.
            pub(crate) fn within(view: &View, kind: Kind, id: Uuid) -> Option<Self> {
                match kind {
                    $(Kind::$kind => nodes!(@within $kind view id $($own)?),)*
                }
            }
        }
    };
    (@within $kind:ident $view:ident $id:ident $own:ident) => {
        $view.show($id.into()).map(Self::$kind)
    };
    (@within $kind:ident $view:ident $id:ident) => {{
        let _ = ($view, $id);
        None
    }};
    (@found $kind:ident) => {
        impl Found for kinds::$kind {
            type Through = Desk;

            async fn found(session: &Session, id: NodeId) -> Resolved<Option<Shown<Self, Desk>>> {
                let desk = session.desk();
                let known = Self::known(&desk, id.record.into()).filter(|_| id.partnership.is_none());
                Ok(desk.show(known))
            }
        }
    };
    (@found $kind:ident $own:ident) => {
        impl Found for kinds::$kind {
            type Through = View;

            async fn found(session: &Session, id: NodeId) -> Resolved<Option<Shown<Self>>> {
                let Some(partnership) = id.partnership else { return Ok(None) };
                let view = session.view(partnership).await?;
                Ok(view.and_then(|view| view.show(id.record.into())))
            }
        }
    };
}
with_kinds!(nodes);

impl<R: Record, V: Sync> Shown<R, V> {
    #[allow(clippy::unused_async, reason = "an interface asks for a resolver")]
    async fn node_id_field(&self, _: &Context<'_>) -> Resolved<ID> {
        Ok(self.node_id())
    }
}

/// Root fields about any record.
#[derive(Default)]
pub(crate) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The record of an id; null where there is none, or none that you may see. *Record.*
    async fn node(&self, context: &Context<'_>, #[graphql(desc = "The id.")] id: ID) -> Resolved<Option<Node>> {
        Node::find(Session::of(context)?, &id).await
    }

    /// The records of some ids, in the same order, with null for each that does not exist or that you may not see.
    /// *Records.*
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The ids; 200 at most.")] ids: Vec<ID>,
    ) -> Resolved<Vec<Option<Node>>> {
        super::connection::fits_a_page(ids.len())?;
        let session = Session::of(context)?;
        let mut nodes = Vec::with_capacity(ids.len());
        for id in &ids {
            nodes.push(Node::find(session, id).await?);
        }
        Ok(nodes)
    }
}
