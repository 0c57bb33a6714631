//! Files: the schema for code generators and for people, and the pages for development.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A handler that serves the file, and 304 to whoever has it.
pub(super) fn handler(
    content_type: &'static str,
    body: Bytes,
) -> impl Fn(HeaderMap) -> std::future::Ready<Response<Body>> + Clone + Send + 'static {
    move |headers| std::future::ready(reply(&headers, content_type, body.clone()))
}

/// The file, or 304 to whoever has it.
pub(super) fn reply(asked: &HeaderMap, content_type: &'static str, body: Bytes) -> Response<Body> {
    let etag = format!("\"{}\"", &HEXLOWER.encode(&Sha256::digest(&body))[..32]);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    let mut reply = if known.any(|tag| tag == etag || tag == "*") {
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        Response::new(Body::from(body))
    };
    let reply_headers = reply.headers_mut();
    reply_headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    reply_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(value) = HeaderValue::from_str(&etag) {
        reply_headers.insert(header::ETAG, value);
    }
    reply
}
