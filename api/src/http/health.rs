//! Whether the process lives, and whether it can answer.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::{Api, Shared};

const PATIENCE: Duration = Duration::from_secs(5);

/// It runs, so it lives.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Whether requests can be answered; a check that does not end is a no.
pub(super) async fn ready<A: Api>(State(shared): State<Arc<Shared<A>>>) -> (StatusCode, String) {
    match tokio::time::timeout(PATIENCE, shared.api.ready()).await {
        Ok(Ok(())) => (StatusCode::OK, "ok\n".to_owned()),
        Ok(Err(reason)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the readiness check did not end in time\n".to_owned()),
    }
}
