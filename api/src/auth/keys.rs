//! The keys that tokens are checked with.
//!
//! A key has exactly one algorithm, fixed when it is loaded. A token's header only selects among the keys that have the
//! algorithm it names, so it can never have a key used with another one.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::claims::{Claims, Wire};

/// The shortest development secret, in bytes: as long as the hash it keys.
pub const MIN_SECRET_BYTES: usize = 32;

const LEEWAY_SECONDS: f64 = 30.0;
const MIN_RSA_BITS: usize = 2048;

/// The keys, the issuer and the audience that a token must match.
pub struct Keys {
    known: Vec<Key>,
    issuer: String,
    audience: String,
}

struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    decoding: DecodingKey,
}

/// Why keys cannot be used, for whoever starts the program.
#[derive(Debug)]
pub struct KeyProblem(String);

impl KeyProblem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadToken {
    /// It is no signed token, or its claims are not of the right kind.
    Malformed,
    /// No key of ours is the one it names, with the algorithm it names.
    UnknownKey,
    /// It was not signed with the key it names.
    Signature,
    /// Its time is over.
    Expired,
    /// Its time has not come.
    NotYetValid,
    /// It is meant for another program.
    Audience,
    /// Another issuer made it.
    Issuer,
    /// `exp`, `iss`, `sub` or `aud` is missing.
    MissingClaim,
}

impl BadToken {
    /// What to tell the client; nothing of the token or the keys is in it.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Malformed => "The token is malformed.",
            Self::UnknownKey => "The token is signed with an unknown key or algorithm.",
            Self::Signature => "The signature of the token is not valid.",
            Self::Expired => "The token has expired.",
            Self::NotYetValid => "The token is not valid yet.",
            Self::Audience => "The token is meant for another audience.",
            Self::Issuer => "The token comes from another issuer.",
            Self::MissingClaim => "The token lacks one of the claims exp, iss, sub and aud.",
        }
    }
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
        let key = Key { id: None, algorithm: Algorithm::HS256, decoding: DecodingKey::from_secret(secret.as_bytes()) };
        Ok(Self { known: vec![key], issuer: issuer.to_owned(), audience: audience.to_owned() })
    }

    /// Whether tokens are signed with a development secret.
    pub fn are_for_development(&self) -> bool {
        self.known.iter().any(|key| key.algorithm == Algorithm::HS256)
    }

    /// The RS256 and ES256 keys of a JSON Web Key Set; keys for other purposes are left aside.
    ///
    /// # Errors
    /// The text is no key set, a key in it is unusable, or none is for RS256 or ES256 signatures.
    pub fn from_jwks(json: &str, issuer: &str, audience: &str) -> Result<Self, KeyProblem> {
        let set: JwkSet = serde_json::from_str(json)
            .map_err(|error| KeyProblem(format!("The JWKS file is no JSON Web Key Set: {error}.")))?;
        let mut known: Vec<Key> = Vec::new();
        for (at, jwk) in set.keys.iter().enumerate() {
            let Some(algorithm) = signature_algorithm(jwk) else { continue };
            let id = jwk.common.key_id.clone();
            let named = id.as_ref().map_or_else(|| format!("number {}", at + 1), |id| format!("`{id}`"));
            let decoding =
                load(jwk, algorithm).map_err(|why| KeyProblem(format!("In the JWKS file, key {named} {why}.")))?;
            if known.iter().any(|other| other.id == id && other.algorithm == algorithm) {
                return Err(KeyProblem(format!(
                    "The JWKS file has two {algorithm:?} keys with the same kid ({named})."
                )));
            }
            known.push(Key { id, algorithm, decoding });
        }
        if known.is_empty() {
            return Err(KeyProblem("The JWKS file has no key for RS256 or ES256 signatures.".to_owned()));
        }
        Ok(Self { known, issuer: issuer.to_owned(), audience: audience.to_owned() })
    }

    /// The claims of a token that is rightly signed, meant for us and valid now.
    ///
    /// # Errors
    /// The first reason not to believe it.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, BadToken> {
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

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.known.iter().map(|key| (key.algorithm, &key.id)).collect();
        formatter.debug_struct("Keys").field("keys", &keys).finish_non_exhaustive()
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of any year a token may name are exact in 53 bits")]
fn seconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64 / 1000.0
}

/// The algorithm of ours that a key is for, if it is for one.
fn signature_algorithm(jwk: &Jwk) -> Option<Algorithm> {
    if jwk.common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature) {
        return None;
    }
    let (algorithm, named) = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => (Algorithm::RS256, KeyAlgorithm::RS256),
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        _ => return None,
    };
    jwk.common.key_algorithm.is_none_or(|other| other == named).then_some(algorithm)
}

/// The library takes any bytes for a key and fails at the first token, so the bytes are looked at here.
fn load(jwk: &Jwk, algorithm: Algorithm) -> Result<DecodingKey, &'static str> {
    if let AlgorithmParameters::RSA(key) = &jwk.algorithm {
        let modulus =
            BASE64URL_NOPAD.decode(key.n.as_bytes()).map_err(|_| "has a modulus `n` that is not base64url")?;
        let leading_zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
        if (modulus.len() - leading_zeros) * 8 < MIN_RSA_BITS {
            return Err("is shorter than 2048 bits");
        }
    }
    let key = DecodingKey::from_jwk(jwk).map_err(|_| "is not base64url")?;
    jsonwebtoken::crypto::verify("", b"", &key, algorithm).map_err(|_| "is no point on its curve")?;
    Ok(key)
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
