//! Files: tables, workbooks, calendars, charts and documents, made from the same views and figures as the API's answers.
//!
//! Who asks is known by a bearer token, as everywhere, or by an access key where the route says so. What the asker may not
//! see does not exist here either. A fault is answered in the JSON of the API's own faults.

mod action_list;
mod calendar;
mod charts;
mod export;
mod report;
mod workbook;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::runtime::Handle;

use super::reply::Fault;
use super::{accept, bearer, file};
use crate::access::View;
use crate::access_key::AccessKey;
use crate::app::App;
use crate::graphql::{self, Session};
use crate::language::Language;
use crate::problem::{Code, Problem};
use crate::room;
use entity::AccessKeyPurpose;

/// The routes.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .merge(action_list::routes())
        .merge(calendar::routes())
        .merge(charts::routes())
        .merge(export::routes())
        .merge(report::routes())
        .merge(workbook::routes())
        .with_state(app)
}

/// The most bytes of JSON that say how a list is to be read, or which rows of it are wanted.
const MOST_JSON: usize = 256 * 1024;
/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// What a picture or a page of ours may load: nothing but its own styles.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Which rows of a list are brought in.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Rows {
    /// All of them, or none where something is wrong with one.
    All,
    /// Those with which nothing is wrong.
    Good,
}

/// Which rows the sender of a list wants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    rows: Rows,
}

/// What the file that is sent is called.
#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// A file as it is sent.
pub(super) struct FileReply {
    /// Its media type.
    content_type: &'static str,
    /// The name under which a browser saves it; without one it is shown.
    name: Option<String>,
    body: Bytes,
}

impl FileReply {
    /// A file that a browser shows.
    pub(super) fn shown(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { content_type, name: None, body: body.into() }
    }

    /// A file that a browser saves. The name is of letters, digits, hyphens and points.
    pub(super) fn saved(content_type: &'static str, name: String, body: impl Into<Bytes>) -> Self {
        Self { content_type, name: Some(name), body: body.into() }
    }

    /// The reply, or that the asker has this very file already. A shared cache keeps it for nobody.
    pub(super) fn reply(self, asked: &HeaderMap) -> Response<Body> {
        let mut reply = file::reply(asked, self.content_type, self.body);
        let headers = reply.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Authorization"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        let name = self.name.map(|name| HeaderValue::try_from(format!("attachment; filename=\"{name}\"")));
        if let Some(Ok(name)) = name {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        reply
    }
}

/// What is told of a list that was sent. Nobody keeps it.
fn told(status: StatusCode, told: &Value) -> Response<Body> {
    let mut reply = Response::new(Body::from(told.to_string()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Authorization"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    reply
}

/// What a JSON body says.
fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|cause| Fault::bad(format!("The body is not what this takes: {cause}")))
}

/// The session of whoever asks with a bearer token, or of a visitor.
pub(super) async fn session(app: &App, headers: &HeaderMap) -> Result<Session, Fault> {
    let claims = bearer::claims(app, headers).await?;
    app.session(claims, accept::language(headers)).await.map_err(|cause| internal(&cause))
}

/// The session of whoever asks with an access key, and the key.
pub(super) async fn session_of_key(
    app: &App,
    secret: &str,
    purpose: AccessKeyPurpose,
    language: Language,
) -> Result<(Session, Arc<AccessKey>), Fault> {
    let session = app.session_of_key(secret, purpose, language).await.map_err(|cause| internal(&cause))?;
    session.ok_or_else(|| Fault::bad_token("the key is not known, or no longer valid"))
}

/// A partnership as the asker sees it, by its address. One that is hidden is not there.
pub(super) async fn view(session: &Session, slug: &str) -> Result<View, Fault> {
    let partnership = session.desk().partnership_of_slug(slug).map(|partnership| partnership.id);
    let view = match partnership {
        Some(id) => session.view(id).await.map_err(|fault| resolved(&fault))?,
        None => None,
    };
    view.filter(View::knows_partnership).ok_or_else(|| not_found(session.language))
}

/// What a fault of the API's insides is here.
pub(super) fn resolved(fault: &graphql::Fault) -> Fault {
    match fault {
        graphql::Fault::Internal(cause) => internal(cause),
        graphql::Fault::Request { code, message } => Fault::of_file(code, message.clone()),
    }
}

/// Why an act that came with a file is refused as a whole.
pub(super) fn refused(problem: &Problem, language: Language) -> Fault {
    match problem.code {
        Code::NotFound => not_found(language),
        Code::NotAllowed => Fault::not_allowed(problem.sentence(language)),
        code => Fault::of_file(code.as_str(), problem.sentence(language)),
    }
}

/// There is nothing here, or nothing that the asker may see.
pub(super) fn not_found(language: Language) -> Fault {
    Fault::not_found(match language {
        Language::Nl => "Hier is niets, of niets dat u mag zien.",
        Language::En => "There is nothing here, or nothing that you may see.",
    })
}

/// Makes or reads a file on a thread apart, so that other requests are answered meanwhile. Whoever is kept waiting by
/// others, such as by a body that arrives slowly, waits before this.
pub(super) async fn apart<T: Send + 'static>(
    work: impl Future<Output = Result<T, Fault>> + Send + 'static,
) -> Result<T, Fault> {
    let runtime = Handle::current();
    room::apart(move || runtime.block_on(work)).await.map_err(|cause| internal(&cause))?
}

fn internal(cause: &crate::error::Error) -> Fault {
    tracing::error!(?cause, "a file could not be made");
    Fault::inside()
}
