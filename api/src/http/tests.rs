//! A small schema behind the real router.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::{
    Context, EmptySubscription, Error, ErrorExtensions, InputObject, InputValueError, InputValueResult, Object, Scalar,
    ScalarType, Schema,
};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::auth::{BadToken, Scopes};

mod protocol;
mod serving;

const NEW: &str = "application/graphql-response+json";

struct Query;

#[Object]
impl Query {
    async fn hello(&self, ctx: &Context<'_>) -> String {
        let caller = ctx.data_unchecked::<Caller>();
        let name = caller.claims.as_ref().map_or("visitor", |claims| claims.subject.as_str());
        format!("{:?} {name}", caller.language)
    }

    async fn echo(&self, text: Option<String>) -> Option<String> {
        text
    }

    async fn even(&self, number: Even) -> i32 {
        number.0
    }

    async fn again(&self) -> Query {
        Query
    }

    async fn leak(&self) -> Result<i32, Error> {
        Err(Error::new("password=hunter2"))
    }

    async fn denied(&self) -> Option<Result<i32, Error>> {
        Some(Err(Error::new("Not yours.").extend_with(|_, extensions| extensions.set("code", "NOT_ALLOWED"))))
    }

    async fn panics(&self, at: Option<usize>) -> i32 {
        ["no disco"; 0][at.unwrap_or_default()].len().try_into().unwrap()
    }

    async fn slow(&self) -> i32 {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        1
    }

    async fn nested(&self, by: Nested) -> usize {
        std::iter::successors(Some(&by), |nested| nested.not.as_deref()).count()
    }
}

#[derive(InputObject)]
struct Nested {
    not: Option<Box<Nested>>,
}

struct Even(i32);

/// A number that only a scalar's own reading can refuse.
#[Scalar]
impl ScalarType for Even {
    fn parse(value: async_graphql::Value) -> InputValueResult<Self> {
        match value {
            async_graphql::Value::Number(number) => match number.as_i64().and_then(|number| i32::try_from(number).ok())
            {
                Some(number) if number % 2 == 0 => Ok(Self(number)),
                _ => Err(InputValueError::custom("odd")),
            },
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> async_graphql::Value {
        self.0.into()
    }
}

struct Mutation(Arc<AtomicUsize>);

#[Object]
impl Mutation {
    async fn count(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

#[derive(Clone)]
struct Small {
    schema: Schema<Query, Mutation, EmptySubscription>,
    ready: Result<(), String>,
    counted: Arc<AtomicUsize>,
}

impl Small {
    fn new() -> Self {
        let counted = Arc::new(AtomicUsize::new(0));
        let schema = Schema::new(Query, Mutation(Arc::clone(&counted)), EmptySubscription);
        Self { schema, ready: Ok(()), counted }
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let reply = router(self.clone(), Limits::default(), Router::new()).oneshot(request).await.unwrap();
        let (head, body) = reply.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Reply { status: head.status, headers: head.headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn post(&self, accept: &str, body: Value) -> Reply {
        self.send(posting(accept, body.to_string())).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).header("accept", NEW).body(Body::empty()).unwrap()).await
    }
}

impl Api for Small {
    async fn verify(&self, token: &str) -> Result<Claims, Unverified> {
        match token {
            "good" => Ok(Claims {
                issuer: "test".to_owned(),
                subject: "fatima".to_owned(),
                scopes: Scopes::FULL,
                indicators: Vec::new(),
            }),
            "early" => Err(Unverified::NoKeys),
            _ => Err(Unverified::Bad(BadToken::Expired)),
        }
    }

    async fn execute(&self, request: async_graphql::Request, caller: Caller) -> async_graphql::Response {
        self.schema.execute(request.data(caller)).await
    }

    async fn ready(&self) -> Result<(), String> {
        self.ready.clone()
    }

    fn sdl(&self) -> Arc<str> {
        self.schema.sdl().into()
    }

    fn is_for_development(&self) -> bool {
        false
    }
}

fn posting(accept: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/graphql").header("content-type", "application/json").header("accept", accept);
    request.body(body.into()).unwrap()
}

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status and code of the first error, and whether there is a member `data`.
    fn fault(&self) -> (u16, String, bool) {
        let json = self.json();
        let code = json["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned();
        (self.status.as_u16(), code, json.get("data").is_some())
    }
}

fn fault(status: u16, code: &str) -> (u16, String, bool) {
    (status, code.to_owned(), false)
}
