//! What goes back: a result, or a fault of the request.

use std::collections::BTreeMap;

use async_graphql::parser;
use async_graphql::{ErrorExtensionValues, Response as Outcome, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

use super::accept::Media;
use crate::graphql::preflight::Refusal;

/// The code of what went wrong inside.
pub(super) const INTERNAL: &str = "INTERNAL";
/// How a client without a good token is told which one it needs.
const CHALLENGE: &str = "Bearer realm=\"akkoord\"";

/// Why a request is not executed.
#[derive(Debug)]
pub(super) struct Fault {
    status: StatusCode,
    /// Whether it was a well-formed GraphQL request, to which the older media type answers 200.
    well_formed: bool,
    error: Box<ServerError>,
    header: Option<(header::HeaderName, HeaderValue)>,
}

impl Fault {
    fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        let error = Box::new(coded(ServerError::new(message, None), code));
        Self { status, well_formed: false, error, header: None }
    }

    fn of_document(code: &str, message: impl Into<String>) -> Self {
        Self { well_formed: true, ..Self::new(StatusCode::BAD_REQUEST, code, message) }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    pub(super) fn unsupported_media(message: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message)
    }

    pub(super) fn not_acceptable() -> Self {
        let message = "The Accept header must admit application/graphql-response+json or application/json.";
        Self::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
    }

    pub(super) fn too_large(most: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE", format!("The body may have at most {most} bytes."))
    }

    /// There is more than one answer can hold.
    pub(super) fn too_many(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE", message)
    }

    pub(super) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "BAD_REQUEST", "The body did not arrive in time.")
    }

    /// There is an Authorization header, but no bearer token in it.
    pub(super) fn no_bearer(message: &str) -> Self {
        Self::unauthenticated(message, CHALLENGE.to_owned())
    }

    /// There is a bearer token, but a bad one.
    pub(super) fn bad_token(description: &str) -> Self {
        let challenge = format!("{CHALLENGE}, error=\"invalid_token\", error_description=\"{description}\"");
        Self::unauthenticated(description, challenge)
    }

    /// The challenge is that of RFC 6750, section 3.
    fn unauthenticated(message: &str, challenge: String) -> Self {
        let challenge = HeaderValue::try_from(challenge).unwrap_or(HeaderValue::from_static(CHALLENGE));
        Self {
            header: Some((header::WWW_AUTHENTICATE, challenge)),
            ..Self::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message)
        }
    }

    /// Whether the token is good cannot be told now.
    pub(super) fn no_keys() -> Self {
        let message = "Tokens cannot be checked now: the keys of their issuer could not be fetched. Try again later.";
        Self {
            header: Some((header::RETRY_AFTER, HeaderValue::from_static("30"))),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", message)
        }
    }

    pub(super) fn mutation_by_get() -> Self {
        Self {
            header: Some((header::ALLOW, HeaderValue::from_static("POST"))),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "A mutation must be sent by POST.")
        }
    }

    pub(super) fn subscription() -> Self {
        Self::of_document("BAD_REQUEST", "A subscription cannot be answered by a single reply.")
    }

    pub(super) fn refused(refusal: &Refusal) -> Self {
        Self::of_document(refusal.code(), refusal.message())
    }

    pub(super) fn unselected(message: &str) -> Self {
        Self::of_document("OPERATION_NOT_FOUND", message)
    }

    pub(super) fn ungiven(variable: &str, kind: &str) -> Self {
        Self::of_document("BAD_USER_INPUT", format!("The variable `${variable}` of type {kind} has no value."))
    }

    pub(super) fn unparsed(error: &parser::Error) -> Self {
        let mut fault = Self::of_document("PARSE_FAILED", error.to_string());
        fault.error.locations = error.positions().collect();
        fault
    }

    /// What a file's address or body asks for cannot be.
    pub(super) fn of_file(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// There is nothing, or nothing that the asker may see.
    pub(super) fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// It is there, but the asker's role does not allow this.
    pub(super) fn not_allowed(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "NOT_ALLOWED", message)
    }

    /// Something went wrong inside, of which the log tells under the request's id.
    pub(super) fn inside() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, INTERNAL, "internal error")
    }

    pub(super) fn internal(request_id: &str) -> Self {
        let mut fault = Self::new(StatusCode::INTERNAL_SERVER_ERROR, INTERNAL, "internal error");
        fault.error.extensions.get_or_insert_default().set("requestId", request_id);
        fault
    }

    pub(super) fn into_error(self) -> ServerError {
        *self.error
    }

    pub(super) fn reply(self, media: Media) -> Response<Body> {
        let status = if self.well_formed && media == Media::Json { StatusCode::OK } else { self.status };
        let body = Payload { errors: &[*self.error], data: None, extensions: &BTreeMap::new() };
        let mut reply = body.reply(status, media, "no-store");
        if let Some((name, value)) = self.header {
            reply.headers_mut().insert(name, value);
        }
        reply
    }
}

/// The reply to an operation that reached the executor. Its errors have codes already.
pub(super) fn outcome(outcome: Outcome, media: Media, cache_control: &'static str) -> Response<Body> {
    let executed = was_executed(&outcome);
    let failed_inside = || outcome.errors.iter().any(|error| code(error) == Some(INTERNAL));
    let status = match media {
        _ if !executed && failed_inside() => StatusCode::INTERNAL_SERVER_ERROR,
        Media::GraphQl if !executed => StatusCode::BAD_REQUEST,
        Media::GraphQl | Media::Json => StatusCode::OK,
    };
    let body =
        Payload { errors: &outcome.errors, data: executed.then_some(&outcome.data), extensions: &outcome.extensions };
    let mut reply = body.reply(status, media, cache_control);
    reply.headers_mut().extend(outcome.http_headers);
    reply
}

/// Whether execution began. The executor has one shape for all replies: without data, an error of the request has no
/// path, and one of a field does.
pub(super) fn was_executed(outcome: &Outcome) -> bool {
    outcome.data != Value::Null || outcome.errors.iter().any(|error| !error.path.is_empty())
}

/// The error with this code.
pub(super) fn coded(mut error: ServerError, code: &str) -> ServerError {
    error.extensions.get_or_insert_default().set("code", code);
    error
}

/// The code of an error, if it has one.
pub(super) fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref().and_then(|extensions: &ErrorExtensionValues| extensions.get("code")) {
        Some(Value::String(code)) => Some(code),
        Some(Value::Enum(code)) => Some(code),
        _ => None,
    }
}

/// The body. A request error has no `data` at all, and a failed operation has `"data": null`.
#[derive(Serialize)]
struct Payload<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

impl Payload<'_> {
    fn reply(&self, status: StatusCode, media: Media, cache_control: &'static str) -> Response<Body> {
        let (status, bytes) = match serde_json::to_vec(self) {
            Ok(bytes) => (status, bytes),
            Err(error) => {
                tracing::error!(%error, "a reply could not be written as JSON");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    br#"{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}"#.to_vec(),
                )
            }
        };
        let mut reply = Response::new(Body::from(bytes));
        *reply.status_mut() = status;
        let headers = reply.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language, Authorization"));
        reply
    }
}
