//! The program behind HTTP: tokens become viewers, requests become sessions over the ledger.

use std::sync::Arc;

use axum::Router;

use crate::{
    access::Ceiling,
    auth::{Claims, Keys, Unverified},
    graphql::{
        Identity, Session,
        schema::{self, Schema},
    },
    http::{self, Api, Caller, Limits},
    ids::NodeId,
    ledger::{Kind, Ledger},
};

/// The whole program but its wires. Cloning gives another handle to the same.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    ledger: Ledger,
    keys: Keys,
    schema: Schema,
    sdl: Arc<str>,
}

impl App {
    /// The program over a ledger, believing tokens signed with some keys.
    #[must_use]
    pub fn new(ledger: Ledger, keys: Keys) -> Self {
        let schema = schema::schema();
        let sdl = schema::sdl(&schema).into();
        Self(Arc::new(Parts { ledger, keys, schema, sdl }))
    }

    /// The ledger.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// The routes.
    pub fn router(&self) -> Router {
        http::router(self.clone(), Limits::default())
    }
}

impl Api for App {
    async fn verify(&self, token: &str) -> Result<Claims, Unverified> {
        self.0.keys.verify(token, self.0.ledger.clock().now()).await
    }

    async fn execute(&self, request: async_graphql::Request, caller: Caller) -> async_graphql::Response {
        match Session::open(&self.0.ledger, caller.claims.map(identity), caller.language).await {
            Ok(session) => self.0.schema.execute(request.data(session)).await,
            Err(cause) => {
                tracing::error!(?cause, "a session could not be opened");
                async_graphql::Response::from_errors(vec![async_graphql::ServerError::new("", None)])
            }
        }
    }

    async fn ready(&self) -> Result<(), String> {
        self.0.ledger.database().ping().await.map_err(|cause| {
            tracing::error!(?cause, "not ready");
            "the database does not answer".to_owned()
        })
    }

    fn sdl(&self) -> Arc<str> {
        self.0.sdl.clone()
    }

    fn is_for_development(&self) -> bool {
        self.0.keys.are_for_development()
    }
}

/// Who the claims say that the caller is, and the most that the token allows.
fn identity(claims: Claims) -> Identity {
    let named = || claims.indicators.iter().filter_map(|word| NodeId::parse(word));
    let indicators = || named().filter(|node| node.kind == Kind::Indicator).map(|node| node.record.into()).collect();
    let ceiling = Ceiling {
        read: claims.scopes.may_read(),
        write: claims.scopes.may_write(),
        dashboard: claims.scopes.dashboard_only().then(indicators),
    };
    Identity { issuer: claims.issuer, subject: claims.subject, ceiling }
}
