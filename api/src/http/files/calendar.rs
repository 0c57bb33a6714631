//! The calendar of an access key, at an address that a calendar program subscribes to: `/calendar/{key}.ics`.
//!
//! A key that opens nothing is not found, rather than unauthorised: calendar programs answer 401 by asking for a password
//! that there is not.

use std::collections::HashMap;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response, Uri};
use axum::routing::get;
use entity::AccessKeyPurpose;

use super::{FileReply, apart, internal, not_found, resolved};
use crate::app::App;
use crate::calendar::calendar;
use crate::http::accept::Media;
use crate::http::reply::Fault;
use crate::language::Language;

/// The route.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/calendar/{file}", get(subscribed))
}

async fn subscribed(State(app): State<App>, Path(file): Path<String>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    match made(&app, &file, &uri).await {
        Ok(text) => FileReply::shown("text/calendar; charset=utf-8", text).reply(&headers),
        Err(fault) => fault.reply(Media::Json),
    }
}

async fn made(app: &App, file: &str, uri: &Uri) -> Result<String, Fault> {
    let language = language(uri)?;
    let secret = file.strip_suffix(".ics").ok_or_else(|| not_found(language))?;
    let opened = app.session_of_key(secret, AccessKeyPurpose::Calendar, language).await;
    let (session, key) = opened.map_err(|cause| internal(&cause))?.ok_or_else(|| not_found(language))?;
    apart(async move { calendar(&session, &key).await.map_err(|fault| resolved(&fault)) }).await
}

/// Dutch, or what `?language=` says: calendar programs send no language of their own that a person chose.
fn language(uri: &Uri) -> Result<Language, Fault> {
    let query = Query::<HashMap<String, String>>::try_from_uri(uri);
    let Query(asked) = query.map_err(|_| Fault::bad("The query string is not well formed."))?;
    match asked.get("language").map(|word| word.to_ascii_lowercase()).as_deref() {
        None | Some("nl") => Ok(Language::Nl),
        Some("en") => Ok(Language::En),
        Some(_) => Err(Fault::of_file("BAD_REQUEST", "A language is nl or en.")),
    }
}
