//! A set of keys, and how a token is checked with them.
//!
//! A key has exactly one algorithm, fixed when it is loaded. A token's header only selects among the keys that have the
//! algorithm it names, so it can never have a key used with another one.

use std::fmt;

use chrono::{DateTime, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::Value;

use super::claims::{Claims, Wire};
use super::key::Key;
use super::reasons::BadToken;

const LEEWAY_SECONDS: f64 = 30.0;

/// The keys, the issuer and the audience that a token must match.
pub(super) struct KeySet {
    known: Vec<Key>,
    issuer: String,
    audience: String,
}

impl KeySet {
    /// One shared secret.
    pub(super) fn shared(secret: &str, issuer: &str, audience: &str) -> Self {
        let key = Key { id: None, algorithm: Algorithm::HS256, decoding: DecodingKey::from_secret(secret.as_bytes()) };
        Self { known: vec![key], issuer: issuer.to_owned(), audience: audience.to_owned() }
    }

    /// The keys of a JSON Web Key Set, and what is wrong with those that cannot serve; or why it is no such set.
    pub(super) fn from_jwks(json: &str, issuer: &str, audience: &str) -> Result<(Self, Vec<String>), String> {
        #[derive(Deserialize)]
        struct Written {
            keys: Vec<Value>,
        }
        let written: Written =
            serde_json::from_str(json).map_err(|error| format!("is no JSON Web Key Set: {error}"))?;
        let (mut known, mut problems) = (Vec::<Key>::new(), Vec::new());
        for (at, value) in written.keys.into_iter().enumerate() {
            match Key::read(value, at) {
                Ok(Some(key)) if known.iter().any(|other| other.id == key.id && other.algorithm == key.algorithm) => {
                    let number = at + 1;
                    problems.push(format!("key number {number} has the same kid and algorithm as one before it"));
                }
                Ok(Some(key)) => known.push(key),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        Ok((Self { known, issuer: issuer.to_owned(), audience: audience.to_owned() }, problems))
    }

    /// Whether there is no key at all.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The claims of a token that is rightly signed, meant for us and valid now; or the first reason not to believe it.
    pub(super) fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, BadToken> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| BadToken::Malformed)?;
        // A header that must be understood (RFC 7515, 4.1.11) is not understood here.
        if header.crit.is_some() {
            return Err(BadToken::Malformed);
        }
        let key = self.select(header.kid.as_deref(), header.alg)?;

        let mut validation = Validation::new(key.algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "sub", "aud"]);
        validation.set_audience(&[&self.audience]);
        validation.set_issuer(&[&self.issuer]);
        // The times are checked below: the library would read the system's clock instead of ours.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let wire = jsonwebtoken::decode::<Wire>(token, &key.decoding, &validation)
            .map_err(|error| reason(error.kind()))?
            .claims;

        let now = seconds(now);
        if wire.exp.ok_or(BadToken::MissingClaim)? + LEEWAY_SECONDS <= now {
            return Err(BadToken::Expired);
        }
        if wire.nbf.is_some_and(|from| from > now + LEEWAY_SECONDS) {
            return Err(BadToken::NotYetValid);
        }
        wire.into_claims().ok_or(BadToken::MissingClaim)
    }

    fn select(&self, id: Option<&str>, algorithm: Algorithm) -> Result<&Key, BadToken> {
        let mut fitting =
            self.known.iter().filter(|key| key.algorithm == algorithm && (id.is_none() || key.id.as_deref() == id));
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key),
            _ => Err(BadToken::UnknownKey),
        }
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.known.iter().map(|key| (key.algorithm, &key.id)).collect();
        formatter.debug_struct("KeySet").field("keys", &keys).finish_non_exhaustive()
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of any year a token may name are exact in 53 bits")]
fn seconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64 / 1000.0
}

fn reason(kind: &ErrorKind) -> BadToken {
    match kind {
        ErrorKind::InvalidSignature => BadToken::Signature,
        ErrorKind::InvalidAudience => BadToken::Audience,
        ErrorKind::InvalidIssuer => BadToken::Issuer,
        ErrorKind::MissingRequiredClaim(_) => BadToken::MissingClaim,
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidKeyFormat => BadToken::UnknownKey,
        _ => BadToken::Malformed,
    }
}
