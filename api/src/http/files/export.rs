//! Flat tables: `/export/v1/goals.csv` and its like. Whoever asks does so with a token, with an access key as a token or
//! in the address, or with nothing, and is given what everybody may see.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, Uri};
use axum::routing::get;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::AccessKeyPurpose;

use super::{FileReply, apart, internal, not_found, resolved};
use crate::access_key::{self, AccessKey};
use crate::app::App;
use crate::clock::start_of;
use crate::export::asked::Which;
use crate::export::{AsOf, Asked, Dialect, Form, MOST, Table};
use crate::graphql::Session;
use crate::http::reply::Fault;
use crate::http::{accept, bearer};
use crate::language::Language;

/// The number of rows of the answer.
const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/export/v1/{file}", get(table))
}

async fn table(State(app): State<App>, Path(file): Path<String>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let reply = answer(&app, &file, &uri, &headers).await;
    reply.unwrap_or_else(|fault| fault.reply(accept::Media::Json))
}

async fn answer(app: &App, file: &str, uri: &Uri, headers: &HeaderMap) -> Result<Response<Body>, Fault> {
    let language = accept::language(headers);
    let named = file.split_once('.').and_then(|(name, form)| Some((Table::of_name(name)?, form)));
    let Some((table, form)) = named else { return Err(not_found(language)) };
    let wanted = Wanted::of(uri, language)?;
    let form = match (form, wanted.dialect) {
        ("csv", dialect) => Form::Csv(dialect.unwrap_or(Dialect::Plain)),
        (_, Some(_)) => return Err(bad_value("dialect", language)),
        ("json", None) => Form::Json,
        ("xlsx", None) => Form::Xlsx,
        _ => return Err(not_found(language)),
    };
    if wanted.since.is_some() && !table.tells_changes() {
        return Err(Fault::bad(match language {
            Language::Nl => "Deze tabel zegt niet wanneer een regel wijzigde: vraag haar zonder `since` op.",
            Language::En => "This table does not tell when a row changed: ask for it without `since`.",
        }));
    }
    let (session, key) = who(app, headers, wanted.key.as_deref(), language).await?;
    let now = app.ledger().clock().now();
    let as_of = wanted.as_of.map(|as_of| as_of.within(now, language)).transpose()?;
    let Wanted { which, since, .. } = wanted;
    let (rows, bytes) = apart(async move {
        let asked = Asked::of(&session, key.as_deref(), &which, as_of).await.map_err(|fault| resolved(&fault))?;
        let asked = asked.ok_or_else(|| not_found(language))?;
        let rows = table.rows(&asked, since).ok_or_else(|| too_many(language))?;
        Ok((rows.len(), form.write(table, &rows).map_err(|cause| internal(&cause))?))
    })
    .await?;
    let name = format!("{}.{}", table.name(), form.extension());
    let mut reply = FileReply::saved(form.content_type(), name, bytes).reply(headers);
    reply.headers_mut().insert(TOTAL_COUNT, HeaderValue::from(rows));
    Ok(reply)
}

/// Whoever asks, with the key where it is asked with one.
async fn who(
    app: &App,
    headers: &HeaderMap,
    in_address: Option<&str>,
    language: Language,
) -> Result<(Session, Option<Arc<AccessKey>>), Fault> {
    let token = bearer::token(headers)?;
    if token.is_some() && in_address.is_some() {
        return Err(Fault::bad(match language {
            Language::Nl => "Geef een token of een sleutel, niet allebei.",
            Language::En => "Give a token or a key, not both.",
        }));
    }
    match in_address.or(token.filter(|token| token.starts_with(access_key::EXPORT))) {
        Some(secret) => {
            let (session, key) = super::session_of_key(app, secret, AccessKeyPurpose::Export, language).await?;
            Ok((session, Some(key)))
        }
        None => Ok((super::session(app, headers).await?, None)),
    }
}

/// What the address asks for.
struct Wanted {
    which: Which,
    since: Option<DateTime<Utc>>,
    as_of: Option<Moment>,
    dialect: Option<Dialect>,
    key: Option<String>,
}

impl Wanted {
    fn of(uri: &Uri, language: Language) -> Result<Self, Fault> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| {
            Fault::bad(match language {
                Language::Nl => "De parameters in het adres zijn niet te lezen.",
                Language::En => "The parameters in the address cannot be read.",
            })
        })?;
        let mut wanted = Self { which: Which::All, since: None, as_of: None, dialect: None, key: None };
        let mut slugs = Vec::new();
        for (name, value) in pairs {
            let bad = || bad_value(&name, language);
            let is_first = match name.as_str() {
                "partnership" => {
                    slugs.push(value);
                    true
                }
                "since" => {
                    let since = match Moment::of(&value).ok_or_else(bad)? {
                        Moment::Instant(instant) => instant,
                        Moment::Day(day) => start_of(day),
                    };
                    wanted.since.replace(since).is_none()
                }
                "as_of" => wanted.as_of.replace(Moment::of(&value).ok_or_else(bad)?).is_none(),
                "dialect" if value == "excel-nl" => wanted.dialect.replace(Dialect::ExcelNl).is_none(),
                "dialect" => return Err(bad()),
                "key" => wanted.key.replace(value).is_none(),
                _ => {
                    return Err(Fault::bad(match language {
                        Language::Nl => format!("De parameter `{name}` bestaat hier niet."),
                        Language::En => format!("There is no parameter `{name}` here."),
                    }));
                }
            };
            if !is_first {
                return Err(Fault::bad(match language {
                    Language::Nl => format!("De parameter `{name}` staat er twee keer."),
                    Language::En => format!("The parameter `{name}` is given twice."),
                }));
            }
        }
        if !slugs.is_empty() {
            wanted.which = Which::Named(slugs);
        }
        Ok(wanted)
    }
}

/// A moment, as people write it in an address.
#[derive(Clone, Copy)]
enum Moment {
    Instant(DateTime<Utc>),
    Day(NaiveDate),
}

impl Moment {
    /// An instant by RFC 3339, or a day in Amsterdam.
    fn of(text: &str) -> Option<Self> {
        // A plus sign that was not escaped arrives as a space.
        let instant = || DateTime::parse_from_rfc3339(&text.replace(' ', "+")).ok();
        match instant() {
            Some(instant) => Some(Self::Instant(instant.to_utc())),
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).map(Self::Day),
        }
    }

    /// The moment to which tables go back: the end of a day, or now where that is still to come.
    fn within(self, now: DateTime<Utc>, language: Language) -> Result<AsOf, Fault> {
        let (begins, instant) = match self {
            Self::Instant(instant) => (instant, instant),
            Self::Day(day) => {
                let next = day.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, start_of);
                (start_of(day), next - TimeDelta::microseconds(1))
            }
        };
        if begins > now {
            return Err(bad_value("as_of", language));
        }
        Ok(AsOf::instant(instant.min(now)))
    }
}

fn bad_value(name: &str, language: Language) -> Fault {
    let message = match (name, language) {
        ("since", Language::Nl) => "`since` is een tijdstip zoals 2026-11-20T11:00:00Z, of een dag zoals 2026-11-20.",
        ("since", Language::En) => "`since` is an instant such as 2026-11-20T11:00:00Z, or a day such as 2026-11-20.",
        ("as_of", Language::Nl) => {
            "`as_of` is een tijdstip zoals 2026-11-20T11:00:00Z of een dag zoals 2026-11-20, niet in de toekomst."
        }
        ("as_of", Language::En) => {
            "`as_of` is an instant such as 2026-11-20T11:00:00Z or a day such as 2026-11-20, not in the future."
        }
        (_, Language::Nl) => "`dialect` is excel-nl, en alleen bij csv.",
        (_, Language::En) => "`dialect` is excel-nl, and with csv only.",
    };
    Fault::of_file("BAD_USER_INPUT", message)
}

fn too_many(language: Language) -> Fault {
    Fault::too_many(match language {
        Language::Nl => format!(
            "Dit zijn meer dan {MOST} regels. Vraag ze per samenwerking op met `partnership`, of alleen wat wijzigde met `since`."
        ),
        Language::En => {
            format!("These are more than {MOST} rows. Ask per `partnership`, or with `since` for what changed.")
        }
    })
}
