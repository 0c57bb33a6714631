//! All that knows HTTP: routes, media types, status codes and headers.
//!
//! What a request means is behind [`Api`]; this layer reads the request, finds out who asks in which language, refuses
//! what may not reach the executor, and writes the reply. Every reply carries the id of its request, and whatever went
//! wrong inside shows no more than that id.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::auth::{Claims, Unverified};
use crate::graphql::preflight;
use crate::language::Language;

mod accept;
mod bearer;
mod documents;
mod file;
pub(crate) mod files;
mod graphiql;
mod graphql;
mod health;
mod mask;
mod params;
mod reply;
mod request_id;
pub mod server;
#[cfg(test)]
mod tests;

pub use request_id::RequestId;

/// The program behind HTTP.
pub trait Api: Clone + Send + Sync + 'static {
    /// The claims of a bearer token.
    ///
    /// # Errors
    /// Why the token is not believed, or that nobody can tell.
    fn verify(&self, token: &str) -> impl Future<Output = Result<Claims, Unverified>> + Send;

    /// Answer one operation. The request holds its parsed document; subscriptions do not come this way.
    fn execute(
        &self,
        request: async_graphql::Request,
        caller: Caller,
    ) -> impl Future<Output = async_graphql::Response> + Send;

    /// Whether requests can be answered now; if not, a reason that may be shown to whoever asks.
    fn ready(&self) -> impl Future<Output = Result<(), String>> + Send;

    /// The schema in GraphQL's definition language.
    fn sdl(&self) -> Arc<str>;

    /// Whether it is run by developers, who get a page to try it in.
    fn is_for_development(&self) -> bool;
}

/// Who asks, and in which language the answer's messages are to be.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What the token says; none for whoever comes without one.
    pub claims: Option<Claims>,
    /// From Accept-Language.
    pub language: Language,
}

/// How large a request may be, and how much memory the parsed documents may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of parsed documents kept for the next time they are asked.
    pub document_cache_bytes: u64,
    /// Bounds on a document and its variables.
    pub preflight: preflight::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Ten thousand measurements, with some words about each.
            body_bytes: 4 * 1024 * 1024,
            document_cache_bytes: 16 * 1024 * 1024,
            preflight: preflight::Limits::default(),
        }
    }
}

/// What all routes share.
struct Shared<A> {
    api: A,
    documents: documents::Documents,
    limits: preflight::Limits,
    body_bytes: usize,
}

/// The routes over a program, with those of its files.
pub fn router<A: Api>(api: A, limits: Limits, files: Router) -> Router {
    let schema = get(file::handler("text/plain; charset=utf-8", Bytes::copy_from_slice(api.sdl().as_bytes())));
    let graphiql = if api.is_for_development() { graphiql::routes() } else { Router::new() };
    let documents = documents::Documents::new(limits.document_cache_bytes);
    let body_bytes = limits.body_bytes;
    let shared = Arc::new(Shared { api, documents, limits: limits.preflight, body_bytes });
    Router::new()
        .route("/graphql", get(graphql::get::<A>).post(graphql::post::<A>))
        .layer(DefaultBodyLimit::max(body_bytes))
        .route("/readyz", get(health::ready::<A>))
        .with_state(shared)
        .route("/livez", get(health::live))
        .route("/schema.graphql", schema)
        .merge(graphiql)
        .merge(files)
        .layer(from_fn_with_state(Arc::new(request_id::Ids::new()), request_id::with_request_id))
}
