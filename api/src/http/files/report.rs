//! The action list of those at the table, and the report on a day for whoever may know of the partnership: each as a Word
//! document and as a page to print.

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response, header};
use axum::routing::get;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::super::{accept::Media, reply::Fault};
use super::{FileReply, POLICY, apart, not_found, resolved, session, view};
use crate::access::View;
use crate::app::App;
use crate::graphql::Session;
use crate::ids::NodeId;
use crate::language::Language;
use crate::ledger::Kind;
use crate::meeting::Meeting;
use crate::report::{Document, Period, action_list, board_report};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const HTML: &str = "text/html; charset=utf-8";
/// In which form a document is asked for.
#[derive(Clone, Copy)]
enum Form {
    Docx,
    Page,
}

/// Which action list is asked for.
#[derive(Deserialize)]
struct OfMeeting {
    meeting: Option<String>,
}

/// Which report is asked for.
#[derive(Deserialize)]
struct OfDays {
    at: Option<String>,
    since: Option<String>,
}

type Asked<T> = Result<Query<T>, QueryRejection>;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/partnerships/{slug}/actielijst.docx",
            get(|app, slug, asked, on| list(Form::Docx, app, slug, asked, on)),
        )
        .route(
            "/partnerships/{slug}/actielijst.html",
            get(|app, slug, asked, on| list(Form::Page, app, slug, asked, on)),
        )
        .route("/partnerships/{slug}/report.docx", get(|app, slug, asked, on| report(Form::Docx, app, slug, asked, on)))
        .route("/partnerships/{slug}/report.html", get(|app, slug, asked, on| report(Form::Page, app, slug, asked, on)))
}

async fn list(
    form: Form,
    State(app): State<App>,
    Path(slug): Path<String>,
    asked: Asked<OfMeeting>,
    headers: HeaderMap,
) -> Response<Body> {
    let made = async {
        let session = session(&app, &headers).await?;
        apart(async move {
            let (document, name) = list_of(&session, &slug, asked).await?;
            reply(form, &document, name, &headers)
        })
        .await
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

async fn report(
    form: Form,
    State(app): State<App>,
    Path(slug): Path<String>,
    asked: Asked<OfDays>,
    headers: HeaderMap,
) -> Response<Body> {
    let made = async {
        let session = session(&app, &headers).await?;
        apart(async move {
            let (document, name) = report_of(&session, &slug, asked).await?;
            reply(form, &document, name, &headers)
        })
        .await
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

/// The action list that is asked for, and the name of its file.
async fn list_of(session: &Session, slug: &str, asked: Asked<OfMeeting>) -> Result<(Document, String), Fault> {
    let view = view(session, slug).await?;
    let Query(asked) = asked.map_err(|cause| Fault::bad(cause.to_string()))?;
    let hidden = || not_found(session.language);
    let meeting = asked.meeting.map(|word| meeting(&view, &word).ok_or_else(hidden)).transpose()?;
    let document = action_list(&view, meeting.as_deref()).ok_or_else(hidden)?;
    let day = meeting.map_or(view.desk.today, |meeting| meeting.held_on);
    Ok((document, format!("actielijst-{}-{day}.docx", view.partnership.slug)))
}

fn meeting(view: &View, word: &str) -> Option<std::sync::Arc<Meeting>> {
    let id =
        NodeId::parse(word).filter(|id| id.kind == Kind::Meeting && id.partnership == Some(view.partnership.id))?;
    view.get::<Meeting>(id.record.into())
}

/// The report that is asked for, and the name of its file.
async fn report_of(session: &Session, slug: &str, asked: Asked<OfDays>) -> Result<(Document, String), Fault> {
    let view = view(session, slug).await?;
    let Query(asked) = asked.map_err(|cause| Fault::bad(cause.to_string()))?;
    let at = asked.at.map(|text| day(session, "at", &text)).transpose()?.unwrap_or(view.desk.today);
    let since = asked.since.map(|text| day(session, "since", &text)).transpose()?;
    let said = |nl: &str, en: &str| if session.language == Language::Nl { nl.to_owned() } else { en.to_owned() };
    if at > view.desk.today {
        let message = said("Een rapportage gaat over vandaag of eerder.", "A report is on today or an earlier day.");
        return Err(Fault::of_file("OUT_OF_RANGE", message));
    }
    if since.is_some_and(|since| since > at) {
        let message = said("`since` ligt na `at`.", "`since` is later than `at`.");
        return Err(Fault::of_file("DATE_ORDER", message));
    }
    let period = Period::of(&view, at, since);
    let document = board_report(&view, &period).map_err(|fault| resolved(&fault))?;
    Ok((document, format!("bestuursrapportage-{}-{at}.docx", view.partnership.slug)))
}

fn day(session: &Session, name: &str, text: &str) -> Result<NaiveDate, Fault> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
    day.filter(|day| (1900..=2200).contains(&day.year())).ok_or_else(|| {
        Fault::bad(match session.language {
            Language::Nl => format!("`{name}` is een dag, zoals 2026-12-31."),
            Language::En => format!("`{name}` is a day, such as 2026-12-31."),
        })
    })
}

fn reply(form: Form, document: &Document, name: String, headers: &HeaderMap) -> Result<Response<Body>, Fault> {
    if let Form::Docx = form {
        let bytes = document.docx().ok_or_else(Fault::inside)?;
        return Ok(FileReply::saved(DOCX, name, bytes).reply(headers));
    }
    let mut reply = FileReply::shown(HTML, document.page()).reply(headers);
    reply.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
    Ok(reply)
}
