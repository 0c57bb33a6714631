//! A table's workbook: made for whoever sits at the table, checked when it comes back, and brought in by the id of the
//! report. A check writes nothing to the ledger.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::{get, post};
use entity::{ImportKind, import_check};
use serde_json::json;

use super::super::{accept::Media, graphql::body, reply::Fault};
use super::{
    Choice, FileReply, MOST_JSON, Named, Rows, XLSX, apart, not_found, parsed, refused, resolved, session, told, view,
};
use crate::access::{View, World};
use crate::app::App;
use crate::graphql::Session;
use crate::language::Language;
use crate::ledger::{Changes, Effect};
use crate::problem::{Checked, Code, Problem};
use crate::workbook::{
    batch::{self, Outcome},
    cell::Sheet,
    checked, read,
    sheets::{self, PlannedRow, report},
    write,
};

/// The routes.
pub(super) fn routes() -> Router<App> {
    let checks = "/partnerships/{slug}/workbook/checks";
    Router::new()
        .route("/partnerships/{slug}/workbook.xlsx", get(export))
        .route(&format!("{checks}/{{file}}"), get(remarked))
        .route(&format!("{checks}/{{file}}/commit"), post(commit))
        .layer(DefaultBodyLimit::max(MOST_JSON))
        .merge(Router::new().route(checks, post(check)).layer(DefaultBodyLimit::max(read::MOST_BYTES)))
}

async fn export(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    let made = async {
        let session = session(&app, &headers).await?;
        let view = at_the_table(&session, &slug).await?;
        let name = format!("werkmap-{}.xlsx", view.partnership.slug);
        let file = written_apart(move || write::write(&sheets::book(&view))).await?;
        Ok::<_, Fault>(FileReply::saved(XLSX, name, file).reply(&headers))
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

async fn check(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(Named { name }): Query<Named>,
    request: Request,
) -> Response<Body> {
    let made = async {
        let session = session(&app, request.headers()).await?;
        let view = at_the_table(&session, &slug).await?;
        may_write(&session)?;
        is_a_workbook(request.headers())?;
        let file = body(request, read::MOST_BYTES).await?;
        let sheets = read_apart(file.clone(), session.language).await?;
        let kept = checked::keep(&session, &view, ImportKind::Workbook, (name.as_deref(), file.to_vec())).await;
        let kept = kept.map_err(|fault| resolved(&fault))?.map_err(|problem| refused(&problem, session.language))?;
        let (rows, outcome) = tried(&session, &kept, sheets).await?;
        Ok::<_, Fault>(told(StatusCode::OK, &report::report(kept.id, &rows, &outcome, session.language)))
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

async fn remarked(
    State(app): State<App>,
    Path((slug, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let made = async {
        let session = session(&app, &headers).await?;
        let view = at_the_table(&session, &slug).await?;
        let id = file.strip_suffix(".xlsx").ok_or_else(|| not_found(session.language))?;
        let check = found(&session, &view, id).await?;
        let sheets = read_apart(check.file.clone().into(), session.language).await?;
        let (rows, outcome) = tried(&session, &check, sheets.clone()).await?;
        let name = format!("meldingen-{}.xlsx", view.partnership.slug);
        let remarked = move || write::write(&report::remarked(sheets::book(&view), &sheets, &rows, &outcome.rows));
        Ok::<_, Fault>(FileReply::saved(XLSX, name, written_apart(remarked).await?).reply(&headers))
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

async fn commit(State(app): State<App>, Path((slug, id)): Path<(String, String)>, request: Request) -> Response<Body> {
    let made = async {
        let session = session(&app, request.headers()).await?;
        let view = at_the_table(&session, &slug).await?;
        may_write(&session)?;
        let Choice { rows } = parsed(&body(request, MOST_JSON).await?)?;
        let check = found(&session, &view, &id).await?;
        let sheets = read_apart(check.file.clone().into(), session.language).await?;
        let (plan, planned) = planning(sheets);
        let done =
            batch::bring_in(&session, &check, plan, rows == Rows::Good).await.map_err(|fault| resolved(&fault))?;
        let (status, batch, outcome) = match done {
            Ok(done) => (StatusCode::OK, done.batch.map(|batch| batch.node_id()), done.outcome),
            Err(outcome) if outcome.rows.is_empty() => return Err(whole(&outcome, session.language)),
            Err(outcome) => (StatusCode::UNPROCESSABLE_ENTITY, None, outcome),
        };
        let count = |effect| if status == StatusCode::OK { outcome.count(effect) } else { 0 };
        let done = json!({
            "batch": batch.map(|id| id.0),
            "changed": count(Effect::Changed),
            "added": count(Effect::Added),
            "skipped": outcome.refused(),
            "problems": report::problems(&planned.take(), &outcome.rows, session.language),
        });
        Ok::<_, Fault>(told(status, &done))
    };
    made.await.unwrap_or_else(|fault| fault.reply(Media::Json))
}

/// The partnership, for whoever sits at its table.
async fn at_the_table(session: &Session, slug: &str) -> Result<View, Fault> {
    let view = view(session, slug).await?;
    if view.is_at_the_table() { Ok(view) } else { Err(not_allowed(session.language)) }
}

fn may_write(session: &Session) -> Result<(), Fault> {
    if session.viewer().ceiling.write { Ok(()) } else { Err(not_allowed(session.language)) }
}

fn not_allowed(language: Language) -> Fault {
    refused(&Problem::new(Code::NotAllowed, &[]), language)
}

fn is_a_workbook(headers: &HeaderMap) -> Result<(), Fault> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sent = sent.split(';').next().unwrap_or_default().trim();
    if [XLSX, "application/octet-stream"].iter().any(|media| sent.eq_ignore_ascii_case(media)) {
        return Ok(());
    }
    Err(Fault::unsupported_media(&format!("A workbook is sent as {XLSX} or application/octet-stream.")))
}

async fn found(session: &Session, view: &View, id: &str) -> Result<import_check::Model, Fault> {
    let found = checked::find(session, view, ImportKind::Workbook, id).await.map_err(|fault| resolved(&fault))?;
    found.ok_or_else(|| not_found(session.language))
}

async fn written_apart<E: std::fmt::Debug>(
    write: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, Fault> {
    apart(async move {
        write().map_err(|cause| {
            tracing::error!(?cause, "a workbook could not be made");
            Fault::inside()
        })
    })
    .await
}

async fn read_apart(file: Bytes, language: Language) -> Result<Arc<[Sheet]>, Fault> {
    apart(async move { read::read(&file).map(Into::into).map_err(|problem| refused(&problem, language)) }).await
}

type Row = Arc<PlannedRow>;

/// The rows that were planned last.
#[derive(Clone, Default)]
struct Planned(Arc<Mutex<Vec<Row>>>);

impl Planned {
    fn keep(&self, rows: &[Row]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = rows.to_vec();
    }

    fn take(&self) -> Vec<Row> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

type Planning = Box<dyn Fn(&World<'_>, &View) -> Checked<Vec<Row>> + Send + Sync>;
type Judging = fn(&World<'_>, &Row) -> Checked<Changes>;

/// How sheets become changes, and where the rows that were planned of them are told.
fn planning(sheets: Arc<[Sheet]>) -> (batch::Plan<Planning, Judging>, Planned) {
    let planned = Planned::default();
    let kept = planned.clone();
    let rows: Planning = Box::new(move |_, view| {
        let plan = sheets::plan(view, &sheets);
        if !plan.problems.is_empty() {
            return Err(plan.problems);
        }
        let rows: Vec<Row> = plan.rows.into_iter().map(Arc::new).collect();
        kept.keep(&rows);
        Ok(rows)
    });
    let judge: Judging = |world, row| sheets::judge(world, row);
    (batch::Plan { rows, judge }, planned)
}

/// What would become of a file that was checked.
async fn tried(
    session: &Session,
    check: &import_check::Model,
    sheets: Arc<[Sheet]>,
) -> Result<(Vec<Row>, Outcome), Fault> {
    let (plan, planned) = planning(sheets);
    let outcome = batch::try_out(session, check, plan).await.map_err(|fault| resolved(&fault))?;
    if outcome.problems.is_empty() { Ok((planned.take(), outcome)) } else { Err(whole(&outcome, session.language)) }
}

/// Why a file is refused as a whole.
fn whole(outcome: &Outcome, language: Language) -> Fault {
    outcome.problems.first().map_or_else(Fault::inside, |problem| refused(problem, language))
}
