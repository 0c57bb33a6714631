//! Tokens of our own making, for development, the demo and programs on the same machine.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;

use super::claims::Claims;

/// A token with these claims for this audience, signed with the development secret.
///
/// # Panics
/// Never: any secret signs, and the claims are always JSON.
#[must_use]
pub fn issue(claims: &Claims, audience: &str, secret: &str, ttl: TimeDelta, now: DateTime<Utc>) -> String {
    let wire = json!({
        "iss": claims.issuer,
        "sub": claims.subject,
        "aud": audience,
        "nbf": now.timestamp(),
        "exp": (now + ttl).timestamp(),
        "scope": claims.scopes.to_words(),
        "indicators": claims.indicators,
    });
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &wire, &EncodingKey::from_secret(secret.as_bytes()))
        .expect("any secret signs any claims")
}
