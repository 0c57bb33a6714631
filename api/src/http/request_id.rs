//! An id for each request, on its reply and in the log; and the one place that outlives a panic.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::middleware::Next;
use tracing::Instrument;

use super::accept::Media;
use super::reply::Fault;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, among its extensions.
#[derive(Clone, Debug)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id as it is on the reply.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Ids that differ between processes and count up within one.
pub(super) struct Ids {
    process: u32,
    next: AtomicU64,
}

impl Ids {
    pub(super) fn new() -> Self {
        // Without randomness ids of two processes may agree, which only makes a log harder to read.
        Self { process: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }

    fn next(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        RequestId(format!("{:08x}-{number:x}", self.process).into())
    }
}

/// Answer a request under its id. A panic is answered as an internal error, or one bad record could take down the
/// connection of whoever reads it.
pub(super) async fn with_request_id(State(ids): State<Arc<Ids>>, mut request: Request, next: Next) -> Response<Body> {
    let id = ids.next();
    let media = Media::negotiate(request.headers()).unwrap_or(Media::Json);
    request.extensions_mut().insert(id.clone());
    let span = tracing::info_span!("request", id = id.as_str());

    let mut answer = pin!(next.run(request).instrument(span));
    let answered = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => std::task::Poll::Ready(Err(panic)),
    });
    let mut reply = answered.await.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        tracing::error!(request_id = id.as_str(), panic = text.unwrap_or("no message"), "a request panicked");
        Fault::internal(id.as_str()).reply(media)
    });
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        reply.headers_mut().insert(HEADER, value);
    }
    reply
}
