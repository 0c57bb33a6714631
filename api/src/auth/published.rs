//! Keys that an issuer publishes and may change.
//!
//! The issuer is asked every few minutes, and at once when a token names an unknown key, but never twice within the pause:
//! whoever makes up names of keys makes no more requests than that. Whoever needs the answer waits for one and the same
//! request. When the issuer does not answer, its last keys stay in use for a day. Time is measured on the
//! machine's steady clock, since here it is durations that count.

use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tokio::sync::Mutex;

use super::claims::Claims;
use super::endpoint::Endpoint;
use super::key_set::KeySet;
use super::reasons::{BadToken, Unverified};

/// How often the issuer is asked, and how long its answer holds.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How old the keys may become before they are fetched anew.
    pub fresh: Duration,
    /// The least time between two requests to the issuer.
    pub pause: Duration,
    /// How old the keys may become when the issuer does not answer.
    pub usable: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { fresh: Duration::from_mins(10), pause: Duration::from_secs(30), usable: Duration::from_hours(24) }
    }
}

/// The published keys as they were last seen.
#[derive(Debug)]
pub(super) struct Published {
    endpoint: Endpoint,
    issuer: String,
    audience: String,
    pace: Pace,
    seen: RwLock<Option<Seen>>,
    /// When the issuer was last asked; locked while it is being asked.
    asked: Mutex<Option<Instant>>,
}

#[derive(Clone, Debug)]
struct Seen {
    keys: Arc<KeySet>,
    text: Arc<str>,
    at: Instant,
}

impl Published {
    pub(super) fn new(endpoint: Endpoint, issuer: &str, audience: &str, pace: Pace) -> Self {
        let (issuer, audience) = (issuer.to_owned(), audience.to_owned());
        Self { endpoint, issuer, audience, pace, seen: RwLock::default(), asked: Mutex::default() }
    }

    /// The claims of a token, by the keys at hand or, if those do not tell, by the issuer's present ones.
    pub(super) async fn verify(self: &Arc<Self>, token: &str, now: DateTime<Utc>) -> Result<Claims, Unverified> {
        match self.look(token, now) {
            Err(Unverified::NoKeys | Unverified::Bad(BadToken::UnknownKey)) => {
                // On a task of its own: a client that hangs up must not cut it off for the others.
                let _ = tokio::spawn(Arc::clone(self).ask()).await;
                self.look(token, now)
            }
            told => told,
        }
    }

    /// Asks the issuer as long as anybody holds these keys.
    pub(super) async fn keep_up(keys: Weak<Self>) {
        while let Some(published) = keys.upgrade() {
            Arc::clone(&published).ask().await;
            let rest = published.rest();
            drop(published);
            tokio::time::sleep(rest).await;
        }
    }

    fn look(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Unverified> {
        let seen = self.seen().filter(|seen| seen.at.elapsed() < self.pace.usable).ok_or(Unverified::NoKeys)?;
        seen.keys.verify(token, now).map_err(Unverified::Bad)
    }

    /// Asks the issuer for its keys, unless it was just asked.
    async fn ask(self: Arc<Self>) {
        let mut asked = self.asked.lock().await;
        if asked.is_some_and(|at| at.elapsed() < self.pace.pause) {
            return;
        }
        let endpoint = self.endpoint.clone();
        let answer = tokio::task::spawn_blocking(move || endpoint.get()).await;
        match answer.unwrap_or_else(|cause| Err(cause.to_string())).and_then(|text| self.read(&text)) {
            Ok(seen) => *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Some(seen),
            Err(cause) => {
                let age = self.seen().map(|seen| seen.at.elapsed());
                let in_use = age.is_some_and(|age| age < self.pace.usable);
                let url = &self.endpoint.url;
                tracing::error!(%url, cause, ?age, in_use, "the keys of the token issuer could not be fetched");
            }
        }
        *asked = Some(Instant::now());
    }

    fn read(&self, text: &str) -> Result<Seen, String> {
        let at = Instant::now();
        if let Some(seen) = self.seen().filter(|seen| *seen.text == *text) {
            return Ok(Seen { at, ..seen });
        }
        let (keys, problems) =
            KeySet::from_jwks(text, &self.issuer, &self.audience).map_err(|why| format!("the answer {why}"))?;
        for problem in problems {
            tracing::warn!(?problem, "a key of the token issuer is left out");
        }
        tracing::info!(?keys, "fetched the keys of the token issuer");
        if keys.is_empty() {
            tracing::warn!("the token issuer publishes no key for RS256, PS256, ES256 or EdDSA: no token is believed");
        }
        Ok(Seen { keys: Arc::new(keys), text: text.into(), at })
    }

    /// How long until the issuer is to be asked again: until the keys are no longer fresh, but at least the pause.
    fn rest(&self) -> Duration {
        let age = self.seen().map_or(Duration::MAX, |seen| seen.at.elapsed());
        self.pace.fresh.saturating_sub(age).max(self.pace.pause)
    }

    fn seen(&self) -> Option<Seen> {
        self.seen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
