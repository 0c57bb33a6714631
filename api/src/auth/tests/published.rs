//! Keys at a URL, from an issuer on a real socket that counts who asks.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;
use std::{iter, thread};

use super::*;

/// An issuer that answers whatever it is told to, for as long as the tests run.
#[derive(Clone)]
struct Issuer {
    address: SocketAddr,
    answer: Arc<Mutex<Answer>>,
}

struct Answer {
    text: String,
    requests: usize,
}

impl Issuer {
    fn new(answer: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let answer = Answer { text: answer.to_owned(), requests: 0 };
        let issuer = Self { address: listener.local_addr().unwrap(), answer: Arc::new(Mutex::new(answer)) };
        let answer = Arc::clone(&issuer.answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let text = {
                    let mut answer = answer.lock().unwrap();
                    answer.requests += 1;
                    answer.text.clone()
                };
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(text.as_bytes());
            }
        });
        issuer
    }

    fn publishing(keys: &[Value]) -> Self {
        Self::new(&key_set_answer(keys))
    }

    fn publish(&self, keys: &[Value]) {
        self.answers(&key_set_answer(keys));
    }

    /// What it answers from now on; nothing at all is to hang up.
    fn answers(&self, text: &str) {
        text.clone_into(&mut self.answer.lock().unwrap().text);
    }

    fn requests(&self) -> usize {
        self.answer.lock().unwrap().requests
    }

    fn keys(&self, pace: Pace) -> Arc<Keys> {
        Arc::new(Keys::published(&format!("http://{}/keys", self.address), ISSUER, AUDIENCE, pace).unwrap())
    }

    /// Until it was asked once more from the beginning to the end.
    async fn is_asked_again(&self) {
        let before = self.requests();
        until(async || self.requests() >= before + 2).await;
    }
}

fn key_set_answer(keys: &[Value]) -> String {
    let body = json!({ "keys": keys }).to_string();
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

async fn until(holds: impl AsyncFn() -> bool) {
    for _ in 0..1000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come to hold within ten seconds");
}

/// The issuer is asked over and over, as often as it can answer.
const RESTLESS: Pace =
    Pace { fresh: Duration::from_millis(10), pause: Duration::from_millis(10), usable: Duration::from_hours(1) };

fn old_key() -> Value {
    jwk(&ec(), Algorithm::ES256, Some("old"))
}

fn new_key() -> Value {
    jwk(&ed(), Algorithm::EdDSA, Some("new"))
}

async fn by_old(keys: &Keys) -> Result<Claims, Unverified> {
    keys.verify(&sign(&payload(), Algorithm::ES256, Some("old"), &ec()), now()).await
}

async fn by_new(keys: &Keys) -> Result<Claims, Unverified> {
    keys.verify(&sign(&payload(), Algorithm::EdDSA, Some("new"), &ed()), now()).await
}

const UNKNOWN: Result<Claims, Unverified> = Err(Unverified::Bad(BadToken::UnknownKey));

#[tokio::test]
async fn keys_are_fetched_once_for_all_tokens_and_the_unusable_left_out() {
    let weak = json!({ "kty": "RSA", "kid": "weak", "n": "AQ", "e": "AQAB" });
    let cut = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "new", "x": "AQ" });
    let shared = json!({ "kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2VjcmV0" });
    let mut for_encryption = new_key();
    for_encryption["use"] = json!("enc");
    let issuer = Issuer::publishing(&[json!(7), weak, cut, shared, for_encryption, old_key()]);
    let keys = issuer.keys(Pace::default());
    for _ in 0..10 {
        assert_eq!(by_old(&keys).await.unwrap().subject, "fatima");
    }
    assert_eq!(by_new(&keys).await, UNKNOWN);
    let secret = EncodingKey::from_secret(b"secret");
    assert_eq!(keys.verify(&sign(&payload(), Algorithm::HS256, Some("shared"), &secret), now()).await, UNKNOWN);
    assert_eq!(issuer.requests(), 1);
}

#[tokio::test]
async fn a_new_key_is_believed_at_its_first_token_and_the_old_one_no_longer() {
    let issuer = Issuer::publishing(&[old_key()]);
    let keys = issuer.keys(Pace { pause: Duration::ZERO, ..Pace::default() });
    assert!(by_old(&keys).await.is_ok());
    issuer.publish(&[new_key()]);
    assert!(by_new(&keys).await.is_ok());
    assert_eq!(by_old(&keys).await, UNKNOWN);
}

#[tokio::test]
async fn a_withdrawn_key_is_no_longer_believed_once_the_keys_are_not_fresh() {
    let issuer = Issuer::publishing(&[old_key(), new_key()]);
    let keys = issuer.keys(RESTLESS);
    assert!(by_old(&keys).await.is_ok());
    issuer.publish(&[new_key()]);
    issuer.is_asked_again().await;
    assert_eq!(by_old(&keys).await, UNKNOWN);
    issuer.publish(&[]);
    issuer.is_asked_again().await;
    assert_eq!(by_new(&keys).await, UNKNOWN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_unknown_keys_is_one_request() {
    let named = |number: usize| sign(&payload(), Algorithm::ES256, Some(&number.to_string()), &ec());
    let tokens: Vec<String> = (0..100).map(named).collect();
    let issuer = Issuer::publishing(&[old_key()]);
    let keys = issuer.keys(Pace::default());
    for _ in 0..2 {
        let asked = tokens.clone().into_iter().map(|token| {
            let keys = Arc::clone(&keys);
            tokio::spawn(async move { keys.verify(&token, now()).await })
        });
        for asked in asked.collect::<Vec<_>>() {
            assert_eq!(asked.await.unwrap(), UNKNOWN);
        }
        assert_eq!(issuer.requests(), 1);
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_cut_the_request_off() {
    let issuer = Issuer::publishing(&[old_key()]);
    let keys = issuer.keys(Pace::default());
    let mut hanging_up = Box::pin(by_old(&keys));
    assert!(hanging_up.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(hanging_up);
    assert!(by_old(&keys).await.is_ok());
    assert_eq!(issuer.requests(), 1);
}

#[tokio::test]
async fn when_the_issuer_is_down_its_last_keys_stay_in_use() {
    let issuer = Issuer::publishing(&[old_key()]);
    let keys = issuer.keys(RESTLESS);
    assert!(by_old(&keys).await.is_ok());
    let large = format!("HTTP/1.1 200 OK\r\n\r\n{{\"keys\": []}}{}", " ".repeat(2 * 1024 * 1024));
    let other = Issuer::publishing(&[]);
    let elsewhere = format!("HTTP/1.1 302 Found\r\nlocation: http://{}/\r\ncontent-length: 0\r\n\r\n", other.address);
    let failing = "HTTP/1.1 500 Oops\r\ncontent-length: 12\r\n\r\n{\"keys\": []}";
    for down in ["", &large, &elsewhere, failing, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"] {
        issuer.answers(down);
        issuer.is_asked_again().await;
        assert!(by_old(&keys).await.is_ok(), "{down:.40}");
    }
}

#[tokio::test]
async fn keys_that_were_last_seen_too_long_ago_are_not_used() {
    let issuer = Issuer::publishing(&[old_key()]);
    let keys = issuer.keys(Pace { usable: Duration::from_millis(300), ..RESTLESS });
    until(async || by_old(&keys).await.is_ok()).await;
    issuer.answers("");
    until(async || by_old(&keys).await == Err(Unverified::NoKeys)).await;
    issuer.publish(&[old_key()]);
    until(async || by_old(&keys).await.is_ok()).await;
}

#[tokio::test]
async fn without_any_keys_nobody_can_tell_and_the_issuer_is_asked_again() {
    let issuer = Issuer::new("");
    let keys = issuer.keys(RESTLESS);
    assert_eq!(by_old(&keys).await, Err(Unverified::NoKeys));
    issuer.publish(&[old_key()]);
    issuer.is_asked_again().await;
    assert!(by_old(&keys).await.is_ok());

    let issuer = Issuer::publishing(&[old_key()]);
    let url = format!("https://{}/keys", issuer.address);
    let keys = Keys::published(&url, ISSUER, AUDIENCE, Pace::default()).unwrap();
    assert_eq!(by_old(&keys).await, Err(Unverified::NoKeys), "an issuer that does not prove who it is");
}

#[tokio::test]
async fn keys_come_over_tls_or_from_this_machine() {
    let problem = |url: &str| Keys::published(url, ISSUER, AUDIENCE, Pace::default()).err();
    for url in
        ["http://id.example/keys", "http://localhost.example/", "http://10.0.0.1/", "ftp://localhost/", "file:///keys"]
    {
        assert!(problem(url).is_some(), "{url}");
    }
    for url in
        ["", "/keys", "localhost", "https://", "https://user:password@id.example/", "http://127.0.0.1@id.example/"]
    {
        assert!(problem(url).is_some(), "{url}");
    }
    for url in
        iter::once("https://127.0.0.1:9/").chain(["http://localhost:9/", "http://127.0.0.2:9/", "http://[::1]:9/"])
    {
        assert!(problem(url).is_none(), "{url}");
    }
}
