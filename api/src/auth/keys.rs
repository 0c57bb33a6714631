//! The keys that tokens are checked with: given once, or published by an issuer that may change them.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::claims::Claims;
use super::endpoint::Endpoint;
use super::key_set::KeySet;
use super::published::{Pace, Published};
use super::reasons::{KeyProblem, Unverified};

/// The shortest development secret, in bytes: as long as the hash it keys.
pub const MIN_SECRET_BYTES: usize = 32;

/// The keys, the issuer and the audience that a token must match.
pub struct Keys(Source);

enum Source {
    Shared(KeySet),
    Given(KeySet),
    Published(Arc<Published>),
}

impl Keys {
    /// One shared secret, for development and the demo.
    ///
    /// # Errors
    /// The secret is too short to resist guessing.
    pub fn development(secret: &str, issuer: &str, audience: &str) -> Result<Self, KeyProblem> {
        if secret.len() < MIN_SECRET_BYTES {
            return Err(KeyProblem(format!(
                "The development secret has {} bytes; use at least {MIN_SECRET_BYTES}, for example from `openssl rand -hex 32`.",
                secret.len()
            )));
        }
        Ok(Self(Source::Shared(KeySet::shared(secret, issuer, audience))))
    }

    /// Whether they are a shared secret, for development.
    #[must_use]
    pub fn are_for_development(&self) -> bool {
        matches!(self.0, Source::Shared(_))
    }

    /// The RS256, PS256, ES256 and EdDSA keys of a JSON Web Key Set; keys for other purposes are left aside.
    ///
    /// # Errors
    /// The text is no key set, a key in it is unusable, or none is for those signatures.
    pub fn from_jwks(json: &str, issuer: &str, audience: &str) -> Result<Self, KeyProblem> {
        let (keys, problems) =
            KeySet::from_jwks(json, issuer, audience).map_err(|why| KeyProblem(format!("The JWKS file {why}.")))?;
        if let Some(problem) = problems.first() {
            return Err(KeyProblem(format!("In the JWKS file, {problem}.")));
        }
        if keys.is_empty() {
            let message = "The JWKS file has no key for RS256, PS256, ES256 or EdDSA signatures.";
            return Err(KeyProblem(message.to_owned()));
        }
        Ok(Self(Source::Given(keys)))
    }

    /// The keys of the JSON Web Key Set that an issuer publishes at a URL. From now on they are fetched in the background,
    /// on the runtime that this is called on.
    ///
    /// # Errors
    /// The URL is none that keys may be fetched from. That the issuer does not answer is no error.
    pub fn published(url: &str, issuer: &str, audience: &str, pace: Pace) -> Result<Self, KeyProblem> {
        let published = Arc::new(Published::new(Endpoint::new(url)?, issuer, audience, pace));
        tokio::spawn(Published::keep_up(Arc::downgrade(&published)));
        Ok(Self(Source::Published(published)))
    }

    /// The claims of a token that is rightly signed, meant for us and valid now.
    ///
    /// # Errors
    /// The first reason not to believe it, or that there are no keys to tell by.
    pub async fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Unverified> {
        match &self.0 {
            Source::Shared(keys) | Source::Given(keys) => keys.verify(token, now).map_err(Unverified::Bad),
            Source::Published(published) => published.verify(token, now).await,
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Shared(keys) | Source::Given(keys) => keys.fmt(formatter),
            Source::Published(published) => published.fmt(formatter),
        }
    }
}
