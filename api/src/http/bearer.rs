//! The bearer token of a request. No token is a visitor; a bad one is refused, never taken for no token.

use axum::http::{HeaderMap, header};

use super::Api;
use super::reply::Fault;
use crate::auth::{Claims, Unverified};

/// The token in the request, if it has one, whatever it is.
pub(super) fn token(headers: &HeaderMap) -> Result<Option<&str>, Fault> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(Fault::no_bearer("The request has more than one Authorization header."));
    }
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Fault::no_bearer("The Authorization header must be `Bearer` and a token."));
    }
    Ok(Some(token))
}

/// The claims of the token in the request, if it has one.
pub(super) async fn claims(api: &impl Api, headers: &HeaderMap) -> Result<Option<Claims>, Fault> {
    let Some(token) = token(headers)? else { return Ok(None) };
    match api.verify(token).await {
        Ok(claims) => Ok(Some(claims)),
        Err(Unverified::Bad(bad)) => Err(Fault::bad_token(bad.description())),
        Err(Unverified::NoKeys) => Err(Fault::no_keys()),
    }
}
