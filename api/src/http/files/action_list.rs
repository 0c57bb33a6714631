//! Taking over the action list that a table has in a spreadsheet: it is sent and checked, read otherwise where its columns were
//! mistaken, given back with its problems, and then taken over.

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{get, post};
use entity::{ImportKind, import_check};
use serde_json::json;

use super::{
    Choice, FileReply, MOST_JSON, Named, Rows, XLSX, not_found, parsed, refused, resolved, session, told, view,
};
use crate::access::{View, act, allow};
use crate::app::App;
use crate::graphql::Session;
use crate::http::accept::Media;
use crate::http::graphql::body;
use crate::http::reply::Fault;
use crate::ids::NodeId;
use crate::ledger::Effect;
use crate::workbook::action_list::{self, Mapping};
use crate::workbook::{checked, read};

/// The routes.
pub(super) fn routes() -> Router<App> {
    let checks = "/partnerships/{slug}/action-list/checks";
    Router::new()
        .route(&format!("{checks}/{{id}}"), get(look).post(read_otherwise))
        .route(&format!("{checks}/{{id}}/commit"), post(take_over))
        .layer(DefaultBodyLimit::max(MOST_JSON))
        .merge(Router::new().route(checks, post(send)).layer(DefaultBodyLimit::max(read::MOST_BYTES)))
}

type Reply = Result<Response<Body>, Fault>;

/// Keeps a list and tells what would become of it.
async fn send(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(Named { name }): Query<Named>,
    request: Request,
) -> Response<Body> {
    let answer = async {
        let (session, view) = keeper(&app, request.headers(), &slug).await?;
        let file = body(request, read::MOST_BYTES).await?.to_vec();
        let readable = action_list::readable(&file).await.map_err(|fault| resolved(&fault))?;
        readable.map_err(|problem| refused(&problem, session.language))?;
        let kept = checked::keep(&session, &view, ImportKind::ActionList, (name.as_deref(), file)).await;
        let check = kept.map_err(|fault| resolved(&fault))?.map_err(|problem| refused(&problem, session.language))?;
        report(&session, &check).await
    };
    sent(answer.await)
}

/// The report of a list, or with `.xlsx` the list itself with each problem in its cell.
async fn look(State(app): State<App>, Path((slug, id)): Path<(String, String)>, headers: HeaderMap) -> Response<Body> {
    let answer = async {
        let (session, view) = keeper(&app, &headers, &slug).await?;
        let Some(id) = id.strip_suffix(".xlsx") else {
            return report(&session, &found(&session, &view, &id).await?).await;
        };
        let check = found(&session, &view, id).await?;
        let file = action_list::answer(&session, &check).await.map_err(|fault| resolved(&fault))?;
        let file = file.map_err(|problem| refused(&problem, session.language))?;
        Ok(FileReply::saved(XLSX, format!("actielijst-{}.xlsx", view.partnership.slug), file).reply(&headers))
    };
    sent(answer.await)
}

/// Tells what would become of a list that is read as its sender says.
async fn read_otherwise(
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    request: Request,
) -> Response<Body> {
    let answer = async {
        let (session, view) = keeper(&app, request.headers(), &slug).await?;
        let mut check = found(&session, &view, &id).await?;
        let mapping: Mapping = parsed(&body(request, MOST_JSON).await?)?;
        let mapping = serde_json::to_string(&mapping).map_err(|_| Fault::inside())?;
        session.ledger.map_check(check.id, mapping.clone()).await.map_err(|cause| resolved(&cause.into()))?;
        check.mapping = Some(mapping);
        report(&session, &check).await
    };
    sent(answer.await)
}

/// Takes a list over.
async fn take_over(
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    request: Request,
) -> Response<Body> {
    let answer = async {
        let (session, view) = keeper(&app, request.headers(), &slug).await?;
        let check = found(&session, &view, &id).await?;
        let Choice { rows } = parsed(&body(request, MOST_JSON).await?)?;
        let done = action_list::take_over(&session, &check, rows == Rows::Good).await;
        Ok(match done.map_err(|fault| resolved(&fault))? {
            Ok((list, done)) => {
                let import = done.batch.map(
                    |batch| json!({ "id": NodeId::of(&*batch.record).word(), "version": batch.record.row.version }),
                );
                let done = json!({
                    "id": check.id, "import": import,
                    "added": done.outcome.count(Effect::Added), "unchanged": done.outcome.count(Effect::Unchanged),
                    "skipped": done.outcome.refused(),
                    "problems": action_list::problems(&list, &done.outcome, session.language),
                });
                told(StatusCode::OK, &done)
            }
            Err(Ok((list, outcome))) if !outcome.rows.is_empty() => {
                let done = json!({
                    "errors": [{ "message": nothing_done(&session), "extensions": { "code": "ROWS_REFUSED" } }],
                    "problems": action_list::problems(&list, &outcome, session.language),
                });
                told(StatusCode::UNPROCESSABLE_ENTITY, &done)
            }
            Err(Ok((_, outcome))) => {
                let first = outcome.problems.into_iter().next().ok_or_else(Fault::inside)?;
                return Err(refused(&first, session.language));
            }
            Err(Err(problem)) => return Err(refused(&problem, session.language)),
        })
    };
    sent(answer.await)
}

/// The session and the table of whoever keeps its records.
async fn keeper(app: &App, headers: &HeaderMap, slug: &str) -> Result<(Session, View), Fault> {
    let session = session(app, headers).await?;
    let view = view(&session, slug).await?;
    allow(&view, &act::commitmentTakeOver, false, &[]).map_err(|problem| refused(&problem, session.language))?;
    Ok((session, view))
}

async fn found(session: &Session, view: &View, id: &str) -> Result<import_check::Model, Fault> {
    let found = checked::find(session, view, ImportKind::ActionList, id).await.map_err(|fault| resolved(&fault))?;
    found.ok_or_else(|| not_found(session.language))
}

/// The report; where it cannot be told how the list is to be read, that, and the id under which it can be said.
async fn report(session: &Session, check: &import_check::Model) -> Reply {
    let report = action_list::check(session, check).await.map_err(|fault| resolved(&fault))?;
    let done = match report {
        Ok(report) => serde_json::to_value(report).map_err(|_| Fault::inside())?,
        Err(problem) => json!({
            "id": check.id,
            "problems": [{
                "cell": null, "field": null, "code": problem.code, "message": problem.sentence(session.language),
            }],
        }),
    };
    Ok(told(StatusCode::OK, &done))
}

fn nothing_done(session: &Session) -> &'static str {
    match session.language {
        crate::language::Language::Nl => "Er is niets overgenomen: met een of meer rijen is iets mis.",
        crate::language::Language::En => "Nothing was taken over: something is wrong with one or more rows.",
    }
}

fn sent(answer: Reply) -> Response<Body> {
    answer.unwrap_or_else(|fault| fault.reply(Media::Json))
}
