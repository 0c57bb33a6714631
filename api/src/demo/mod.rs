//! The demo: what five public texts say about working together on the shortage of technicians, entered through the same
//! acts as everything else.
//!
//! Each record names the text it comes from; what a text does not say and a record still needs is inferred, and says so.

mod script;

use std::{collections::BTreeSet, net::SocketAddr};

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use serde_json::json;

use crate::{
    account::granting_admin,
    app::App,
    auth::{self, Claims, Scopes},
    config::{Identity, KeySource, Secret},
    error::{Error, Result},
    ledger::{Aggregate, Commit, Locked, Outcome},
    region::reference,
};

/// The parts of the demo, in the order in which they are entered.
const PARTS: &[(&str, &str)] = &[
    ("directory", include_str!("directory.json")),
    ("national", include_str!("national.json")),
    ("zwolle", include_str!("zwolle.json")),
    ("zwolle in 2026", include_str!("zwolle_2026.json")),
    ("drenthe", include_str!("drenthe.json")),
    ("crisis", include_str!("crisis.json")),
    ("startplein", include_str!("startplein.json")),
    ("amsterdam", include_str!("amsterdam.json")),
    ("figures", include_str!("figures.json")),
];
/// The account that founds the partnerships.
const ADMIN: &str = "beheer";
/// The accounts that tokens are printed for, and what they are at the sector table in Zwolle.
const VISITORS: &[(&str, &str)] =
    &[("secretariaat", "secretariat"), ("voorzitter", "chair"), ("vertegenwoordiger", "representative")];
/// The table that the first query is about.
const SLUG: &str = "techniekpact-regio-zwolle";
/// The indicator whose figures the dashboard's token shows besides what is public.
const KEY_INDICATOR: &str = "zwolle.garantie";
/// How long the printed tokens last.
const TOKEN_LIFE: TimeDelta = TimeDelta::days(7);

/// A secret to sign the demo's tokens with, new each time, so that nobody can know it beforehand.
///
/// # Errors
/// The system gives no randomness.
pub fn secret() -> Result<Secret> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|cause| Error::Corrupt(format!("no randomness: {cause}")))?;
    Ok(Secret::from(HEXLOWER.encode(&bytes).as_str()))
}

/// Enters the demo into a database that holds nothing, or no more than the regions of the reference data.
///
/// # Errors
/// Which act of which part was refused, and why.
pub async fn fill(app: &App, issuer: &str) -> std::result::Result<(), String> {
    reference::load(app.ledger()).await.map_err(|cause| format!("{cause:?}"))?;
    let (wanted, admin) = (issuer.to_owned(), ADMIN.to_owned());
    let commit = Commit {
        actor: None,
        aggregates: BTreeSet::from([Aggregate::Directory]),
        key: None,
        act: Box::new(move |locked: &Locked| granting_admin(locked, &wanted, &admin)),
    };
    match app.ledger().commit(commit).await {
        Ok(Outcome::Done(_)) => script::play(app, issuer, PARTS).await,
        other => Err(format!("the first administrator was not made: {other:?}")),
    }
}

/// Fills an empty database with the demo, and gives the text that greets whoever starts it.
///
/// # Errors
/// The database holds something else, or the demo could not be entered.
pub async fn open(app: &App, identity: &Identity, address: SocketAddr) -> std::result::Result<String, String> {
    let directory = || async { app.ledger().directory().await.map_err(|cause| format!("{cause:?}")) };
    // Without an account nobody can have entered anything.
    if directory().await?.accounts.iter_with_removed().next().is_none() {
        eprintln!("Entering the demo …");
        fill(app, &identity.issuer).await?;
    }
    let directory = directory().await?;
    if directory.partnership_of_slug(SLUG).is_none() {
        return Err("This database holds other records than the demo's; give --demo a database of its own.".into());
    }
    greeting(app, identity, address).await
}

async fn greeting(app: &App, identity: &Identity, address: SocketAddr) -> std::result::Result<String, String> {
    let KeySource::DevSecret(secret) = &identity.keys else { return Err("the demo signs its own tokens".into()) };
    let token = |subject: &str, scopes: Scopes, indicators: Vec<String>| {
        let claims = Claims { issuer: identity.issuer.clone(), subject: subject.to_owned(), scopes, indicators };
        let now = app.ledger().clock().now();
        auth::issue(&claims, &identity.audience, secret.reveal(), TOKEN_LIFE, now)
    };
    let mut lines = vec![
        format!("Akkoord's demo is at http://{address}/graphql"),
        format!("To try it in a browser, with one of these tokens: http://{address}/graphiql"),
        String::new(),
        "Tokens:".into(),
    ];
    for (subject, role) in VISITORS {
        lines.push(format!("  {role:<15} {}", token(subject, Scopes::FULL, Vec::new())));
    }
    let indicator = script::find_by_key(app, SLUG, KEY_INDICATOR).await?;
    lines.push(format!("  {:<15} {}", "dashboard", token("dashboard", Scopes::DASHBOARD, vec![indicator])));
    let query = "{ partnership(by: {slug: \"techniekpact-regio-zwolle\"}) { name goals(first: 2) { nodes { title \
                 progress { value coverage } } } } }";
    lines.push(String::new());
    lines.push("A first query, as the secretariat:".into());
    lines.push(format!("  curl -s http://{address}/graphql -H 'content-type: application/json' \\"));
    lines.push(format!("    -H 'authorization: Bearer {}' \\", token(VISITORS[0].0, Scopes::FULL, Vec::new())));
    lines.push(format!("    -d '{}'", json!({ "query": query })));
    Ok(lines.join("\n"))
}
