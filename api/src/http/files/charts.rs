//! Charts by their addresses: as SVG, as PNG and as a page with the data as a table, for whoever may see them.
//!
//! An address never breaks: what is not there, what is hidden and what is asked for wrongly is answered 200, with a picture
//! that says so. What is hidden is answered with the very bytes of what is not there. Only a bad token is refused.

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response, header};
use axum::routing::get;

use super::super::{accept, reply::Fault};
use super::{FileReply, POLICY, apart, not_found, resolved, session};
use crate::access::View;
use crate::app::App;
use crate::chart::{Asked, Chart};
use crate::graphql::{self, Resolved, Session};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/charts/indicators/{file}",
            get(|app, file, asked, query| of_record(Of::Indicator, app, file, asked, query)),
        )
        .route("/charts/goals/{file}", get(|app, file, asked, query| of_record(Of::Goal, app, file, asked, query)))
        .route("/charts/partnerships/{file}", get(all_of_partnership))
        .route("/charts/partnerships/{slug}/{file}", get(of_partnership))
}

/// The names and values of an address.
type Pairs = Query<Vec<(String, String)>>;

/// In which form a chart is asked for.
#[derive(Clone, Copy)]
enum Form {
    Svg,
    Png,
    Page,
}

/// The name of a file and its form.
fn parts(file: &str) -> Option<(&str, Form)> {
    let (name, form) = file.rsplit_once('.')?;
    let form = match form {
        "svg" => Form::Svg,
        "png" => Form::Png,
        "html" => Form::Page,
        _ => return None,
    };
    Some((name, form))
}

/// What a chart of one record shows.
#[derive(Clone, Copy)]
enum Of {
    /// An indicator over time.
    Indicator,
    /// A goal with all below it.
    Goal,
}

async fn of_record(
    of: Of,
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
    query: Result<Pairs, QueryRejection>,
) -> Response<Body> {
    let made = async {
        let (id, form) = parts(&file).ok_or_else(|| not_found(accept::language(&headers)))?;
        let (id, session) = (id.to_owned(), session(&app, &headers).await?);
        apart(async move {
            let made = match (asked(query), of) {
                (Ok(asked), Of::Indicator) => Chart::indicator(&session, &id, &asked).await,
                (Ok(asked), Of::Goal) => Chart::goal(&session, &id, &asked).await,
                (Err(problems), _) => Ok(Chart::refused(&problems)),
            };
            reply(made, form, &headers)
        })
        .await
    };
    made.await.unwrap_or_else(|fault: Fault| fault.reply(accept::Media::Json))
}

async fn of_partnership(
    State(app): State<App>,
    headers: HeaderMap,
    Path((slug, file)): Path<(String, String)>,
    query: Result<Pairs, QueryRejection>,
) -> Response<Body> {
    let made = async {
        let missing = || not_found(accept::language(&headers));
        let (name, form) = parts(&file).ok_or_else(missing)?;
        let subject = Subject::named(name).ok_or_else(missing)?;
        let session = session(&app, &headers).await?;
        apart(async move {
            let chart = match (asked(query), view(&session, &slug).await) {
                (_, Err(fault)) => Err(fault),
                (Err(problems), _) => Ok(Chart::refused(&problems)),
                (Ok(asked), Ok(Some(view))) => subject.chart(&session, &view, &asked).await,
                (Ok(_), Ok(None)) => Ok(Chart::nothing()),
            };
            reply(chart, form, &headers)
        })
        .await
    };
    made.await.unwrap_or_else(|fault: Fault| fault.reply(accept::Media::Json))
}

async fn all_of_partnership(
    State(app): State<App>,
    headers: HeaderMap,
    Path(file): Path<String>,
    query: Result<Pairs, QueryRejection>,
) -> Response<Body> {
    let made = async {
        let slug = file.strip_suffix(".html").ok_or_else(|| not_found(accept::language(&headers)))?;
        let (slug, session) = (slug.to_owned(), session(&app, &headers).await?);
        apart(async move {
            let page = match (asked(query), view(&session, &slug).await) {
                (_, Err(fault)) => Err(fault),
                (Err(problems), _) => Ok(Chart::refused(&problems).page()),
                (Ok(asked), Ok(Some(view))) => Chart::overview(&session, &view, &asked).await,
                (Ok(_), Ok(None)) => Ok(Chart::nothing().page()),
            };
            let page = page.map_err(|fault| resolved(&fault))?;
            Ok(shown(FileReply::shown("text/html; charset=utf-8", page), &headers))
        })
        .await
    };
    made.await.unwrap_or_else(|fault: Fault| fault.reply(accept::Media::Json))
}

/// What is shown of a partnership.
#[derive(Clone, Copy)]
enum Subject {
    Goals,
    Balance,
    Interests,
    Commitments,
    Timeline,
    Funnel,
}

impl Subject {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "goals" => Self::Goals,
            "balance" => Self::Balance,
            "interests" => Self::Interests,
            "commitments" => Self::Commitments,
            "timeline" => Self::Timeline,
            "funnel" => Self::Funnel,
            _ => return None,
        })
    }

    async fn chart(self, session: &Session, view: &View, asked: &Asked) -> Resolved<Chart> {
        match self {
            Self::Goals => Chart::goals(session, view, asked).await,
            Self::Balance => Chart::balance(view, asked),
            Self::Interests => Chart::interests(view),
            Self::Commitments => Ok(Chart::commitments(view)),
            Self::Timeline => Ok(Chart::timeline(view)),
            Self::Funnel => Chart::funnel(view, asked),
        }
    }
}

/// What the address asks for, or what is wrong with that.
fn asked(query: Result<Pairs, QueryRejection>) -> Result<Asked, Vec<String>> {
    let Query(pairs) = query.map_err(|_| vec!["Het adres is na het vraagteken niet goed geschreven.".to_owned()])?;
    Asked::of(&pairs)
}

/// A partnership as the asker sees it, by its address.
async fn view(session: &Session, slug: &str) -> Resolved<Option<View>> {
    let Some(id) = session.desk().partnership_of_slug(slug).map(|partnership| partnership.id) else { return Ok(None) };
    Ok(session.view(id).await?.filter(View::knows_partnership))
}

/// A chart in a form. What cannot be asked for is said in the picture.
fn reply(made: Resolved<Chart>, form: Form, headers: &HeaderMap) -> Result<Response<Body>, Fault> {
    let chart = match made {
        Ok(chart) => chart,
        Err(graphql::Fault::Request { code, .. }) => Chart::of_fault(code),
        Err(fault) => return Err(resolved(&fault)),
    };
    let file = match form {
        Form::Svg => FileReply::shown("image/svg+xml; charset=utf-8", chart.svg()),
        Form::Page => FileReply::shown("text/html; charset=utf-8", chart.page()),
        Form::Png => FileReply::shown("image/png", chart.png().ok_or_else(Fault::inside)?),
    };
    Ok(shown(file, headers))
}

fn shown(file: FileReply, headers: &HeaderMap) -> Response<Body> {
    let mut reply = file.reply(headers);
    reply.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
    reply
}
