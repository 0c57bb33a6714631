//! One key, as an issuer publishes it.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;
const ED25519_BYTES: usize = 32;

/// A key and the one algorithm that it serves.
pub(super) struct Key {
    pub(super) id: Option<String>,
    pub(super) algorithm: Algorithm,
    pub(super) decoding: DecodingKey,
}

impl Key {
    /// The key at a place in a key set, or what is wrong with it; none if it is for another purpose.
    pub(super) fn read(value: Value, at: usize) -> Result<Option<Self>, String> {
        let number = || format!("key number {}", at + 1);
        let jwk: Jwk = serde_json::from_value(value).map_err(|_| format!("{} is no JSON Web Key", number()))?;
        let Some(algorithm) = signature_algorithm(&jwk) else { return Ok(None) };
        let id = jwk.common.key_id.clone();
        let named = || id.as_ref().map_or_else(number, |id| format!("key `{id}`"));
        let decoding = load(&jwk, algorithm).map_err(|why| format!("{} {why}", named()))?;
        Ok(Some(Self { id, algorithm, decoding }))
    }
}

/// The algorithm of ours that a key is for, if it is for one. An RSA key that does not say so is for RS256.
fn signature_algorithm(jwk: &Jwk) -> Option<Algorithm> {
    if jwk.common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature) {
        return None;
    }
    let fitting: &[Algorithm] = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => &[Algorithm::RS256, Algorithm::PS256],
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => &[Algorithm::ES256],
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => &[Algorithm::EdDSA],
        _ => return None,
    };
    let named = jwk.common.key_algorithm.as_ref();
    fitting.iter().copied().find(|&algorithm| named.is_none_or(|named| *named == KeyAlgorithm::from(algorithm)))
}

/// The library takes any bytes for a key and fails, or even panics, at the first token; so they are looked at here.
fn load(jwk: &Jwk, algorithm: Algorithm) -> Result<DecodingKey, &'static str> {
    let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| "is not base64url");
    match &jwk.algorithm {
        AlgorithmParameters::RSA(key) => {
            let modulus = bytes(&key.n)?;
            let bits = 8 * modulus.iter().skip_while(|&&byte| byte == 0).count();
            if bits < *RSA_BITS.start() {
                return Err("is shorter than 2048 bits");
            }
            if bits > *RSA_BITS.end() {
                return Err("is longer than 4096 bits");
            }
        }
        AlgorithmParameters::OctetKeyPair(key) if bytes(&key.x)?.len() != ED25519_BYTES => {
            return Err("does not have the 32 bytes of an Ed25519 key");
        }
        _ => {}
    }
    let key = DecodingKey::from_jwk(jwk).map_err(|_| "is not base64url")?;
    jsonwebtoken::crypto::verify("", b"", &key, algorithm).map_err(|_| "is no point on its curve")?;
    Ok(key)
}
