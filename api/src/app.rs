//! The program behind HTTP: tokens become viewers, requests become sessions over the ledger.

use std::sync::Arc;

use axum::Router;
use entity::AccessKeyPurpose;

use crate::{
    access::Ceiling,
    access_key::AccessKey,
    auth::{Claims, Keys, Unverified},
    error::Result,
    graphql::{
        Identity, Session,
        schema::{self, Schema},
    },
    http::{self, Api, Caller, Limits},
    ids::NodeId,
    language::Language,
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

    /// The session of whoever holds a token, or of a visitor.
    pub(crate) async fn session(&self, claims: Option<Claims>, language: Language) -> Result<Session> {
        Session::open(&self.0.ledger, claims.map(identity), language).await
    }

    /// The session of whoever holds the secret of a key, and the key; `None` where it opens nothing today. It reads what the
    /// key's account may read, and writes nothing.
    pub(crate) async fn session_of_key(
        &self,
        secret: &str,
        purpose: AccessKeyPurpose,
        language: Language,
    ) -> Result<Option<(Session, Arc<AccessKey>)>> {
        let directory = self.0.ledger.directory().await?;
        let key = directory.access_key_of(secret, purpose, self.0.ledger.clock().today()).cloned();
        let Some(key) = key else { return Ok(None) };
        let Some(account) = directory.accounts.get(key.account_id) else { return Ok(None) };
        let ceiling = Ceiling { write: false, ..Ceiling::FULL };
        let identity = Identity { issuer: account.issuer.clone(), subject: account.subject.clone(), ceiling };
        Ok(Some((Session::open(&self.0.ledger, Some(identity), language).await?, key)))
    }

    /// The routes.
    pub fn router(&self) -> Router {
        http::router(self.clone(), Limits::default(), http::files::routes(self.clone()))
    }
}

impl Api for App {
    async fn verify(&self, token: &str) -> std::result::Result<Claims, Unverified> {
        self.0.keys.verify(token, self.0.ledger.clock().now()).await
    }

    async fn execute(&self, request: async_graphql::Request, caller: Caller) -> async_graphql::Response {
        match self.session(caller.claims, caller.language).await {
            Ok(session) => self.0.schema.execute(request.data(session)).await,
            Err(cause) => {
                tracing::error!(?cause, "a session could not be opened");
                async_graphql::Response::from_errors(vec![async_graphql::ServerError::new("", None)])
            }
        }
    }

    async fn ready(&self) -> std::result::Result<(), String> {
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
