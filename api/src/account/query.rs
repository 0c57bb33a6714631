//! Who am I.

use async_graphql::{Context, Object};

use super::object::ViewerObject;
use crate::graphql::{Resolved, Session};

/// Root fields about the viewer.
#[derive(Default)]
pub(crate) struct AccountQuery;

#[Object]
impl AccountQuery {
    /// Whoever sends the request, and what the token allows. *Wie ben ik.*
    async fn viewer(&self, context: &Context<'_>) -> Resolved<ViewerObject> {
        Ok(ViewerObject(Session::of(context)?.desk()))
    }
}
