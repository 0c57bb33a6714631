//! The demo's scripts: lists of acts in JSON, played one after the other by the accounts that they name.
//!
//! An act says which mutation, by whom, with which input, and under which name its record is known to later acts. In an
//! input `"$name"` stands for that record's id and `"$name.version"` for its version; `"$issuer"` is the tokens' issuer.
//! Regions that are there already are known by their kind and name: `"$provincie.noord-holland"`.

use std::collections::HashMap;

use async_graphql::{Request, Variables};
use entity::Row;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    app::App,
    auth::{Claims, Scopes},
    fold::fold,
    graphql::Labelled,
    http::{Api, Caller},
    ids::NodeId,
    language::Language,
    region::{Region, object::RegionKind},
};

/// One act of a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    /// The mutation.
    #[serde(rename = "act")]
    mutation: String,
    /// The subject of the account that acts.
    by: String,
    /// The name under which later acts know the record.
    #[serde(rename = "as")]
    name: Option<String>,
    /// The field of the payload that holds the record, where it holds several.
    record: Option<String>,
    /// The input of the mutation.
    input: Value,
}

/// The records made so far, by name: id and version.
type Made = HashMap<String, (String, i64)>;

/// Plays scripts.
///
/// # Errors
/// Which act of which script was refused, and why.
pub(super) async fn play(app: &App, issuer: &str, scripts: &[(&str, &str)]) -> Result<(), String> {
    let directory = app.ledger().directory().await.map_err(|cause| format!("{cause:?}"))?;
    let mut made: Made = directory.regions.iter().map(|region| (name_of(region), id_and_version(region))).collect();
    made.insert("issuer".to_owned(), (issuer.to_owned(), 0));
    for (script, text) in scripts {
        let acts: Vec<Act> = serde_json::from_str(text).map_err(|cause| format!("{script}: {cause}"))?;
        for (at, act) in acts.iter().enumerate() {
            let place = || format!("{script}, act {} ({})", at + 1, act.mutation);
            perform(app, issuer, act, &mut made).await.map_err(|cause| format!("{}: {cause}", place()))?;
        }
    }
    Ok(())
}

/// A region's kind and name, such as `arbeidsmarktregio.regio-zwolle`.
fn name_of(region: &Region) -> String {
    let kind = RegionKind::from(region.kind).label(Language::Nl);
    format!("{kind}.{}", fold(&region.name).replace(' ', "-"))
}

fn id_and_version(region: &Region) -> (String, i64) {
    (NodeId::of(region).to_string(), region.version.into())
}

async fn perform(app: &App, issuer: &str, act: &Act, made: &mut Made) -> Result<(), String> {
    let input = resolve(&act.input, made)?;
    let payload = pascal(&act.mutation);
    let sdl = app.sdl();
    let only = || record_field(&sdl, &payload);
    let record = act.record.as_deref().or_else(only).ok_or("there is no such mutation")?;
    let query = format!(
        "mutation($input: {payload}Input!) {{ done: {}(input: $input) {{ record: {record} {{ id version }} \
         userErrors {{ path code message }} }} }}",
        act.mutation
    );
    let request = Request::new(query).variables(Variables::from_json(json!({ "input": input })));
    let claims =
        Claims { issuer: issuer.to_owned(), subject: act.by.clone(), scopes: Scopes::FULL, indicators: Vec::new() };
    let response = app.execute(request, Caller { claims: Some(claims), language: Language::En }).await;
    if !response.errors.is_empty() {
        return Err(format!("{:?}", response.errors));
    }
    let done = response.data.into_json().map_err(|cause| cause.to_string())?["done"].take();
    let records = match &done["record"] {
        Value::Array(records) => records.iter().collect(),
        record => vec![record],
    };
    if !done["userErrors"].as_array().is_some_and(Vec::is_empty) {
        return Err(done["userErrors"].to_string());
    }
    for record in records {
        let (Some(id), Some(version)) = (record["id"].as_str(), record["version"].as_i64()) else { continue };
        // An act on a record that has a name already makes its next version known under the same name.
        let known = made.iter().find(|(_, (known, _))| known == id).map(|(name, _)| name.clone());
        if let Some(name) = act.name.clone().or(known) {
            made.insert(name, (id.to_owned(), version));
        }
    }
    Ok(())
}

/// The input with names of records replaced by what they stand for.
fn resolve(value: &Value, made: &Made) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => match text.strip_prefix('$') {
            Some(name) => {
                let (name, is_version) = name.strip_suffix(".version").map_or((name, false), |name| (name, true));
                let (id, version) = made.get(name).ok_or_else(|| format!("nothing is called {name}"))?;
                if is_version { json!(version) } else { json!(id) }
            }
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| resolve(item, made)).collect::<Result<_, _>>()?,
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| Ok((name.clone(), resolve(value, made)?)))
                .collect::<Result<_, String>>()?,
        ),
        scalar => scalar.clone(),
    })
}

/// `GoalCreate` for `goalCreate`.
fn pascal(act: &str) -> String {
    let mut letters = act.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The field of a payload that holds the record.
fn record_field<'a>(sdl: &'a str, payload: &str) -> Option<&'a str> {
    let (_, body) = sdl.split_once(&format!("type {payload}Payload {{"))?;
    let fields = body.split('}').next()?.lines().map(str::trim);
    fields
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .find(|name| *name != "userErrors" && name.chars().all(char::is_alphanumeric))
}

/// The id of the indicator that a partnership knows under an external key.
pub(super) async fn find_by_key(app: &App, slug: &str, key: &str) -> Result<String, String> {
    let fault = |cause| format!("{cause:?}");
    let directory = app.ledger().directory().await.map_err(fault)?;
    let partnership = directory.partnership_of_slug(slug).ok_or("the demo's table is gone")?;
    let snapshot = app.ledger().partnership(partnership.id).await.map_err(fault)?;
    let indicator = snapshot.indicators.iter().find(|one| one.row.external_key().is_some_and(|found| found == key));
    indicator.map(|one| NodeId::of(&**one).to_string()).ok_or_else(|| format!("the demo has no indicator {key}"))
}
