use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::key_set::KeySet;
use super::*;

mod published;

const ISSUER: &str = "https://id.example";
const AUDIENCE: &str = "akkoord";
const SECRET: &str = "a secret for tests, of more than 32 bytes";
const RSA_PRIVATE: &[u8] = include_bytes!("test_keys/rsa_private.pem");
const RSA_PUBLIC: &[u8] = include_bytes!("test_keys/rsa_public.pem");
const EC_PRIVATE: &[u8] = include_bytes!("test_keys/p256_private.pem");
const ED_PRIVATE: &[u8] = include_bytes!("test_keys/ed25519_private.pem");

fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn rsa() -> EncodingKey {
    EncodingKey::from_rsa_pem(RSA_PRIVATE).unwrap()
}

fn ec() -> EncodingKey {
    EncodingKey::from_ec_pem(EC_PRIVATE).unwrap()
}

fn ed() -> EncodingKey {
    EncodingKey::from_ed_pem(ED_PRIVATE).unwrap()
}

fn jwk(key: &EncodingKey, algorithm: Algorithm, kid: Option<&str>) -> Value {
    let mut jwk = serde_json::to_value(Jwk::from_encoding_key(key, algorithm).unwrap()).unwrap();
    if let Some(kid) = kid {
        jwk["kid"] = json!(kid);
    }
    jwk
}

fn key_set(keys: &[Value]) -> Result<Keys, KeyProblem> {
    Keys::from_jwks(&json!({ "keys": keys }).to_string(), ISSUER, AUDIENCE)
}

fn set_of(keys: &[Value]) -> KeySet {
    let (set, problems) = KeySet::from_jwks(&json!({ "keys": keys }).to_string(), ISSUER, AUDIENCE).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    set
}

fn published() -> KeySet {
    set_of(&[
        jwk(&rsa(), Algorithm::RS256, Some("r")),
        jwk(&rsa(), Algorithm::PS256, Some("p")),
        jwk(&ec(), Algorithm::ES256, Some("e")),
        jwk(&ed(), Algorithm::EdDSA, Some("d")),
    ])
}

fn development() -> KeySet {
    KeySet::shared(SECRET, ISSUER, AUDIENCE)
}

fn payload() -> Value {
    json!({ "iss": ISSUER, "sub": "fatima", "aud": AUDIENCE, "exp": now().timestamp() + 60 })
}

fn sign(payload: &Value, algorithm: Algorithm, kid: Option<&str>, key: &EncodingKey) -> String {
    let header = Header { kid: kid.map(str::to_owned), ..Header::new(algorithm) };
    jsonwebtoken::encode(&header, payload, key).unwrap()
}

fn with(changes: &Value) -> Result<Claims, BadToken> {
    let mut payload = payload();
    for (name, value) in changes.as_object().unwrap() {
        payload[name] = value.clone();
    }
    payload.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    development().verify(&sign(&payload, Algorithm::HS256, None, &key), now())
}

#[test]
fn a_token_of_each_kind_of_key_is_believed() {
    let claims = published().verify(&sign(&payload(), Algorithm::RS256, Some("r"), &rsa()), now()).unwrap();
    assert_eq!((claims.issuer.as_str(), claims.subject.as_str()), (ISSUER, "fatima"));
    assert!(published().verify(&sign(&payload(), Algorithm::PS256, Some("p"), &rsa()), now()).is_ok());
    assert!(published().verify(&sign(&payload(), Algorithm::ES256, Some("e"), &ec()), now()).is_ok());
    assert!(published().verify(&sign(&payload(), Algorithm::EdDSA, Some("d"), &ed()), now()).is_ok());
    assert!(with(&json!({})).is_ok());
}

#[test]
fn a_token_that_we_issue_says_what_it_was_given() {
    let claims = Claims {
        issuer: ISSUER.to_owned(),
        subject: "board".to_owned(),
        scopes: Scopes::DASHBOARD,
        indicators: vec!["one".to_owned(), "two".to_owned()],
    };
    let token = issue(&claims, AUDIENCE, SECRET, TimeDelta::hours(1), now());
    assert_eq!(development().verify(&token, now()).unwrap(), claims);
    assert_eq!(development().verify(&token, now() + TimeDelta::hours(2)), Err(BadToken::Expired));
}

#[test]
fn times_are_read_against_the_given_clock_with_half_a_minute_of_leeway() {
    let at = |seconds: i64| json!(now().timestamp() + seconds);
    assert!(with(&json!({ "exp": at(-29) })).is_ok());
    assert_eq!(with(&json!({ "exp": at(-30) })), Err(BadToken::Expired));
    assert!(with(&json!({ "nbf": at(30) })).is_ok());
    assert_eq!(with(&json!({ "nbf": at(31) })), Err(BadToken::NotYetValid));
    assert!(with(&json!({ "exp": 4e9 + 0.5, "nbf": 0.5 })).is_ok());
}

#[test]
fn the_required_claims_are_required() {
    for claim in ["exp", "iss", "sub", "aud"] {
        assert_eq!(with(&json!({ claim: null })), Err(BadToken::MissingClaim), "{claim}");
    }
    assert_eq!(with(&json!({ "sub": "" })), Err(BadToken::MissingClaim));
    for wrong in
        [json!({ "exp": "tomorrow" }), json!({ "nbf": "now" }), json!({ "sub": 7 }), json!({ "iss": [ISSUER] })]
    {
        assert_eq!(with(&wrong), Err(BadToken::Malformed), "{wrong}");
    }
}

#[test]
fn a_token_for_another_audience_or_of_another_issuer_is_refused() {
    assert_eq!(with(&json!({ "aud": "another" })), Err(BadToken::Audience));
    assert_eq!(with(&json!({ "aud": ["another", "third"] })), Err(BadToken::Audience));
    assert!(with(&json!({ "aud": ["another", AUDIENCE] })).is_ok());
    assert_eq!(with(&json!({ "iss": "https://id.example/" })), Err(BadToken::Issuer));
}

#[test]
fn a_public_key_never_serves_as_a_shared_secret() {
    let forged = EncodingKey::from_secret(RSA_PUBLIC);
    for kid in [None, Some("r"), Some("p"), Some("e"), Some("d")] {
        let token = sign(&payload(), Algorithm::HS256, kid, &forged);
        assert_eq!(published().verify(&token, now()), Err(BadToken::UnknownKey));
    }
    assert_eq!(
        development().verify(&sign(&payload(), Algorithm::RS256, None, &rsa()), now()),
        Err(BadToken::UnknownKey)
    );
    for algorithm in [Algorithm::RS384, Algorithm::RS512, Algorithm::PS256] {
        let token = sign(&payload(), algorithm, Some("r"), &rsa());
        assert_eq!(published().verify(&token, now()), Err(BadToken::UnknownKey));
    }
    let token = sign(&payload(), Algorithm::RS256, Some("p"), &rsa());
    assert_eq!(published().verify(&token, now()), Err(BadToken::UnknownKey));
    let mut unnamed = jwk(&rsa(), Algorithm::RS256, Some("r"));
    unnamed.as_object_mut().unwrap().remove("alg");
    let token = |algorithm| sign(&payload(), algorithm, Some("r"), &rsa());
    let set = set_of(&[unnamed]);
    assert!(set.verify(&token(Algorithm::RS256), now()).is_ok());
    assert_eq!(set.verify(&token(Algorithm::PS256), now()), Err(BadToken::UnknownKey));
    let hs512 = sign(&payload(), Algorithm::HS512, None, &EncodingKey::from_secret(SECRET.as_bytes()));
    assert_eq!(development().verify(&hs512, now()), Err(BadToken::UnknownKey));
}

#[test]
fn an_unsigned_token_is_refused() {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    for algorithm in ["none", "None", "NONE", ""] {
        let token = format!("{}.{}.", part(&json!({ "alg": algorithm, "typ": "JWT" })), part(&payload()));
        assert_eq!(development().verify(&token, now()), Err(BadToken::Malformed));
        assert_eq!(published().verify(&token, now()), Err(BadToken::Malformed));
    }
    let token = format!("{}.{}.", part(&json!({ "alg": "HS256" })), part(&payload()));
    assert_eq!(development().verify(&token, now()), Err(BadToken::Signature));
}

#[test]
fn a_changed_token_is_refused() {
    let token = issue(&with(&json!({})).unwrap(), AUDIENCE, SECRET, TimeDelta::hours(1), now());
    let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let mut other = payload();
    other["sub"] = json!("someone else");
    let changed = format!("{header}.{}.{signature}", BASE64URL_NOPAD.encode(other.to_string().as_bytes()));
    assert_eq!(development().verify(&changed, now()), Err(BadToken::Signature));
}

#[test]
fn what_is_no_token_is_refused() {
    for garbage in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "🙂.🙂.🙂",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        &"a".repeat(100_000),
    ] {
        assert_eq!(development().verify(garbage, now()), Err(BadToken::Malformed), "{garbage:.20}");
    }
    let critical = Header { crit: Some(vec!["b64".to_owned()]), ..Header::new(Algorithm::HS256) };
    let token = jsonwebtoken::encode(&critical, &payload(), &EncodingKey::from_secret(SECRET.as_bytes())).unwrap();
    assert_eq!(development().verify(&token, now()), Err(BadToken::Malformed));
}

#[test]
fn the_kid_selects_the_key_and_may_be_absent_only_where_there_is_no_choice() {
    let unnamed = sign(&payload(), Algorithm::ES256, None, &ec());
    assert!(published().verify(&unnamed, now()).is_ok());
    let elsewhere = sign(&payload(), Algorithm::ES256, Some("r"), &ec());
    assert_eq!(published().verify(&elsewhere, now()), Err(BadToken::UnknownKey));
    let two = set_of(&[jwk(&ec(), Algorithm::ES256, Some("a")), jwk(&ec(), Algorithm::ES256, Some("b"))]);
    assert_eq!(two.verify(&unnamed, now()), Err(BadToken::UnknownKey));
    assert!(two.verify(&sign(&payload(), Algorithm::ES256, Some("b"), &ec()), now()).is_ok());
}

#[test]
fn a_token_without_a_scope_of_ours_is_not_narrowed_and_dashboard_is_a_ceiling() {
    let scopes = |changes: Value| with(&changes).unwrap().scopes;
    assert_eq!(scopes(json!({})), Scopes::FULL);
    assert_eq!(scopes(json!({ "scope": "openid profile" })), Scopes::FULL);
    assert_eq!(scopes(json!({ "scope": "openid read" })), Scopes::READ);
    assert_eq!(scopes(json!({ "scp": ["read"] })), Scopes::READ);
    assert!(scopes(json!({ "scope": "read", "scp": ["write"] })).may_write());
    let narrowed = scopes(json!({ "scope": "read write dashboard" }));
    assert!(narrowed.dashboard_only() && !narrowed.may_read() && !narrowed.may_write());
    assert!(!Scopes::READ.may_write() && Scopes::READ.may_read());
}

#[test]
fn keys_that_could_never_serve_are_named_at_the_start() {
    let problem = |keys: &[Value]| key_set(keys).unwrap_err().message().to_owned();
    assert!(Keys::development("short", ISSUER, AUDIENCE).unwrap_err().message().contains("openssl rand"));
    assert!(Keys::from_jwks("[]", ISSUER, AUDIENCE).is_err());
    assert!(problem(&[]).contains("no key for RS256"));
    let for_encryption = json!({ "kty": "RSA", "use": "enc", "n": "AQ", "e": "AQAB" });
    let shared = json!({ "kty": "oct", "k": "c2VjcmV0", "alg": "HS256" });
    let unknown = json!({ "kty": "AKP", "alg": "ML-DSA-44", "pub": "AA" });
    assert!(problem(&[for_encryption.clone(), shared.clone()]).contains("no key for RS256"));
    assert!(key_set(&[for_encryption, shared, unknown, jwk(&rsa(), Algorithm::RS256, None)]).is_ok());
    let weak = json!({ "kty": "RSA", "kid": "weak", "n": "AQ", "e": "AQAB" });
    assert_eq!(problem(&[weak]), "In the JWKS file, key `weak` is shorter than 2048 bits.");
    let off_curve = json!({ "kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ" });
    assert_eq!(problem(&[off_curve]), "In the JWKS file, key number 1 is no point on its curve.");
    for bytes in ["AQ", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ"] {
        let cut = json!({ "kty": "OKP", "crv": "Ed25519", "x": bytes });
        assert_eq!(problem(&[cut]), "In the JWKS file, key number 1 does not have the 32 bytes of an Ed25519 key.");
    }
    let twice = jwk(&ec(), Algorithm::ES256, Some("a"));
    assert!(problem(&[twice.clone(), twice]).contains("same kid"));
}

#[test]
fn keys_do_not_show_themselves_when_printed() {
    let keys = Keys::development(SECRET, ISSUER, AUDIENCE).unwrap();
    assert!(!format!("{keys:?}").contains("secret"));
}
