//! The whole program over a test's database, with a clock that stands still and tokens for whoever is needed.
//!
//! Requests go through the router, so that a test sees what a client sees.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use akkoord::{
    account::granting_admin,
    app::App,
    auth::{self, Claims, Keys, Scopes},
    clock::Clock,
    ledger::{Aggregate, Commit, Database, Ledger, Locked, Outcome},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::TestDatabase;

/// The issuer and audience of the tests' tokens.
pub const NAME: &str = "akkoord";
/// What the tests' tokens are signed with.
const SECRET: &str = "a secret for tests only, of more than 32 bytes";
/// When the clock stands unless a test sets it.
const NOON: &str = "2026-11-20T11:00:00Z";
/// The largest reply that a test reads.
const REPLY_BYTES: usize = 1 << 26;

/// The program, its routes and its clock.
#[derive(Clone)]
pub struct Server {
    /// The program.
    pub app: App,
    /// The routes.
    pub router: Router,
    /// The clock, which stands still until it is set.
    pub clock: Clock,
    /// SQL statements so far, but for where transactions begin and end.
    pub statements: Arc<AtomicUsize>,
}

/// Somebody who sends requests; nobody in particular without a token.
#[derive(Clone)]
pub struct Client {
    /// Where the requests go.
    pub server: Server,
    token: Option<String>,
}

impl Server {
    /// The program over a database that holds whatever it holds.
    pub async fn start(db: &TestDatabase) -> Self {
        let noon: DateTime<Utc> = NOON.parse().expect("an instant");
        let clock = Clock::standing_at(noon);
        let mut database = Database::connect(&db.url).await.expect("a migrated database");
        let statements = Arc::new(AtomicUsize::new(0));
        let counted = statements.clone();
        database.on_statement(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let ledger = Ledger::new(database, clock.clone(), 1 << 28);
        let keys = Keys::development(SECRET, NAME, NAME).expect("a long secret");
        let app = App::new(ledger, keys);
        Self { router: app.router(), app, clock, statements }
    }

    /// The program over an empty database, with one platform administrator: `admin`.
    pub async fn with_admin(db: &TestDatabase) -> Self {
        let server = Self::start(db).await;
        let act = |locked: &Locked| granting_admin(locked, NAME, "admin");
        let aggregates = BTreeSet::from([Aggregate::Directory]);
        let commit = Commit { actor: None, aggregates, key: None, act: Box::new(act) };
        let outcome = server.app.ledger().commit(commit).await.expect("a database that works");
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        server
    }

    /// The program with the demo in it.
    pub async fn with_demo(db: &TestDatabase) -> Self {
        let server = Self::start(db).await;
        akkoord::demo::fill(&server.app, NAME).await.expect("a demo that its own rules accept");
        server
    }

    /// Nobody in particular.
    pub fn anonymous(&self) -> Client {
        Client { server: self.clone(), token: None }
    }

    /// The bearer of an account's token.
    pub fn by(&self, subject: &str) -> Client {
        self.with(subject, Scopes::FULL, &[])
    }

    /// The bearer of a token that is narrowed.
    pub fn with(&self, subject: &str, scopes: Scopes, indicators: &[&str]) -> Client {
        let claims = Claims {
            issuer: NAME.to_owned(),
            subject: subject.to_owned(),
            scopes,
            indicators: indicators.iter().map(|&id| id.to_owned()).collect(),
        };
        // Not shorter than any leap a test makes with the clock.
        let token = auth::issue(&claims, NAME, SECRET, TimeDelta::days(36_500), DateTime::UNIX_EPOCH);
        Client { server: self.clone(), token: Some(token) }
    }
}

impl Client {
    /// The header by which the client says who it is.
    pub fn authorization(&self) -> Option<String> {
        self.token.as_ref().map(|token| format!("Bearer {token}"))
    }

    /// Sends a request as it is, with the token where there is one.
    pub async fn send(&self, mut request: Request<Body>) -> Response<Body> {
        if let Some(value) = self.authorization() {
            request.headers_mut().insert("authorization", value.parse().expect("a header"));
        }
        self.server.router.clone().oneshot(request).await.expect("a router never fails")
    }

    /// Sends a document and gives the whole reply.
    pub async fn reply(&self, query: &str, variables: Value) -> Value {
        self.reply_to(query, None, variables).await
    }

    /// Sends a document of several operations, runs the one of that name, and gives the whole reply.
    pub async fn reply_to(&self, query: &str, operation: Option<&str>, variables: Value) -> Value {
        let body = json!({ "query": query, "operationName": operation, "variables": variables }).to_string();
        let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body));
        let response = self.send(request.expect("a request")).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), REPLY_BYTES).await.expect("a whole reply");
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// Sends a document that must have no errors, and gives its data.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut reply = self.reply(query, variables).await;
        assert!(reply["errors"].is_null(), "{query}\n{reply:#}");
        reply["data"].take()
    }

    /// Performs an act and gives its whole payload; `record` says what to select of the record.
    pub async fn perform(&self, act: &str, record: &str, input: Value) -> Value {
        let (first, rest) = act.split_at(1);
        let query = format!(
            "mutation($input: {}{rest}Input!) {{ {act}(input: $input) {{ {record} userErrors {{ path code }} }} }}",
            first.to_uppercase()
        );
        self.ask(&query, json!({ "input": input })).await[act].take()
    }

    /// Performs an act that must succeed, and gives what was selected of the record.
    pub async fn act(&self, act: &str, record: &str, input: Value) -> Value {
        let mut payload = self.perform(act, record, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{act}");
        let name = record.split([' ', '{']).next().unwrap_or_default();
        payload[name].take()
    }

    /// Performs an act that must be refused, and gives the codes with their paths, such as `REQUIRED title`.
    pub async fn refused(&self, act: &str, input: Value) -> Vec<String> {
        let payload = self.perform(act, "", input).await;
        let errors = payload["userErrors"].as_array().expect("a list").clone();
        assert!(!errors.is_empty(), "{act} was not refused");
        errors
            .iter()
            .map(|error| {
                let path = error["path"].as_array().expect("a path").iter().filter_map(Value::as_str);
                let path = path.collect::<Vec<_>>().join(".");
                format!("{} {path}", error["code"].as_str().unwrap_or_default()).trim_end().to_owned()
            })
            .collect()
    }
}

/// The text at a path such as `/goal/id`.
pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} in {value:#}"))
}
