//! Access keys: what they open, for whom and until when.

use akkoord::{
    auth::Scopes,
    ledger::{Aggregate, revision},
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, NAME, text},
    table::Table,
    tests,
};

use crate::export::{fetch, rows};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_secret_is_shown_once_and_kept_nowhere,
        a_key_opens_what_its_account_may_read_today,
        a_key_of_one_partnership_opens_nothing_of_others,
        a_key_that_opens_nothing_is_refused_like_one_that_never_was,
        a_key_is_its_owners_and_an_administrator_may_revoke_it,
        what_a_key_cannot_be_is_reported_together,
    ]
}

/// A key to tables, with more in its input.
async fn key(client: &Client, more: Value) -> (Value, String) {
    let mut input = json!({ "name": "Rapport", "purpose": "EXPORT", "expiresOn": "2026-12-31" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let mut made = client.perform("accessKeyCreate", "accessKey { id version } secret", input).await;
    let secret = text(&made, "/secret").to_owned();
    (made["accessKey"].take(), secret)
}

/// What a key is answered for the goals.
async fn opened(table: &Table, secret: &str) -> (StatusCode, String) {
    let (status, _, body) = fetch(&table.server.anonymous(), &format!("/export/v1/goals.csv?key={secret}")).await;
    (status, String::from_utf8(body).unwrap())
}

async fn a_secret_is_shown_once_and_kept_nowhere(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let input = json!({ "name": "Rapport", "purpose": "EXPORT", "expiresOn": "2026-12-31", "idempotencyKey": "eens" });
    let made = async || company.perform("accessKeyCreate", "accessKey { id } secret", input.clone()).await;
    let (first, again) = (made().await, made().await);
    let secret = text(&first, "/secret");
    let random = secret.strip_prefix("akx_").unwrap();
    assert!(random.len() == 52 && random.bytes().all(|byte| b"abcdefghijklmnopqrstuvwxyz234567".contains(&byte)));
    assert_eq!((&again["accessKey"], &again["secret"]), (&first["accessKey"], &Value::Null));
    assert_ne!(key(&company, json!({})).await.1, secret);

    let reader = table.server.app.ledger().database().reader();
    let revisions = revision::read_after(reader, Aggregate::Directory.key(), 0, 10_000).await.unwrap();
    let bodies: Vec<&str> =
        revisions.iter().filter(|one| one.kind == "key").filter_map(|one| one.body.as_deref()).collect();
    assert_eq!(bodies.len(), 2);
    assert!(bodies.iter().all(|body| body.contains("secret_hash") && !body.contains("akx_") && !body.contains(random)));
}

async fn a_key_opens_what_its_account_may_read_today(db: TestDatabase) {
    let table = Table::set(&db).await;
    table.goal("Voor de tafel").await;
    let company = table.server.by("company");
    let (_, secret) = key(&company, json!({})).await;
    let (_, _, own) = fetch(&company, "/export/v1/goals.csv").await;
    let own = String::from_utf8(own).unwrap();
    assert!(own.contains("Voor de tafel"));
    assert_eq!(opened(&table, &secret).await, (StatusCode::OK, own.clone()));
    // A program that can send a header sends it there.
    let mut request = axum::http::Request::get("/export/v1/goals.csv").body(axum::body::Body::empty()).unwrap();
    request.headers_mut().insert("authorization", format!("Bearer {secret}").parse().unwrap());
    assert_eq!(table.server.anonymous().send(request).await.status(), StatusCode::OK);
    // It is not asked with a token and a key at once, and opens nothing but tables.
    let (both, _, body) = fetch(&company, &format!("/export/v1/goals.csv?key={secret}")).await;
    assert!(both == StatusCode::BAD_REQUEST && !String::from_utf8(body).unwrap().contains("akx_"));
    let query = axum::body::Body::from(json!({ "query": "{ viewer { id } }" }).to_string());
    let request = axum::http::Request::post("/graphql").header("content-type", "application/json");
    let request = request.header("authorization", format!("Bearer {secret}")).body(query).unwrap();
    assert_eq!(table.server.anonymous().send(request).await.status(), StatusCode::UNAUTHORIZED);

    let seats =
        "query($id: ID!) { partnership(by: { id: $id }) { memberships { nodes { id version organisation { id } } } } }";
    let seats = table.secretary().ask(seats, json!({ "id": table.id })).await;
    let seat = seats["partnership"]["memberships"]["nodes"].as_array().unwrap().iter();
    let seat = seat.clone().find(|seat| seat["organisation"]["id"] == table.company).unwrap();
    let leave = json!({ "membership": seat["id"], "expectedVersion": seat["version"], "until": "2026-11-19", "leaveReason": "Fusie" });
    table.secretary().act("membershipEnd", "membership { id }", leave).await;
    let (status, left) = opened(&table, &secret).await;
    assert!(status == StatusCode::OK && !left.contains("Voor de tafel"), "{left}");
}

async fn a_key_of_one_partnership_opens_nothing_of_others(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let stranger = table.server.by("stranger");
    let other = stranger.ask("{ partnership(by: { slug: \"andere-tafel\" }) { id } }", json!({})).await;
    let public = json!({ "partnership": other["partnership"]["id"], "title": "Van iedereen", "kind": "OUTCOME", "visibility": "PUBLIC" });
    stranger.act("goalCreate", "goal { id }", public).await;
    table.goal("Van ons").await;
    let (_, secret) = key(&secretary, json!({ "partnership": table.id })).await;
    let visitor = table.server.anonymous();
    let titles = async |asked: String| -> Vec<String> {
        let rows = rows(&visitor, "goals", &asked).await;
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(format!("?key={secret}")).await, ["Van ons"]);
    assert_eq!(titles(format!("?key={secret}&partnership=tafel")).await, ["Van ons"]);
    assert_eq!(titles(String::new()).await, ["Van iedereen"]);
    for slug in ["andere-tafel", "nergens"] {
        let asked = format!("/export/v1/goals.csv?key={secret}&partnership={slug}");
        assert_eq!(fetch(&visitor, &asked).await.0, StatusCode::NOT_FOUND);
    }
    let named = rows(&visitor, "organisations", &format!("?key={secret}")).await;
    assert!(named.iter().all(|row| row["organisation"] != "Vreemde"), "{named:?}");
}

async fn a_key_that_opens_nothing_is_refused_like_one_that_never_was(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (admin, company, school) = (table.server.by("admin"), table.server.by("company"), table.server.by("school"));
    let unknown = opened(&table, "akx_onbekend").await;
    assert_eq!(unknown.0, StatusCode::UNAUTHORIZED);
    let (made, revoked) = key(&company, json!({})).await;
    let (_, lasting) = key(&company, json!({ "expiresOn": "2026-11-21" })).await;
    let calendar = json!({ "purpose": "CALENDAR", "organisation": table.company });
    let (_, calendar) = key(&company, calendar).await;
    assert!(calendar.starts_with("akc_"));
    let (_, orphan) = key(&school, json!({})).await;
    assert_eq!(opened(&table, &calendar).await, unknown);
    assert_eq!(opened(&table, "").await, unknown);
    for secret in [&revoked, &lasting, &orphan] {
        assert_eq!(opened(&table, secret).await.0, StatusCode::OK);
        assert_eq!(opened(&table, &secret.to_uppercase()).await, unknown);
    }
    let revoke = json!({ "accessKey": made["id"], "expectedVersion": 1 });
    company.act("accessKeyRevoke", "accessKey { isRevoked }", revoke).await;
    assert_eq!(opened(&table, &revoked).await, unknown);

    // An account that comes back has none of the keys that it had.
    let account =
        "{ account(by: { subject: { issuer: \"akkoord\", subject: \"school\" } }) { id version person { id } } }";
    let account = admin.ask(account, json!({})).await["account"].take();
    let remove = json!({ "account": account["id"], "expectedVersion": account["version"], "reason": "Vertrokken" });
    admin.act("accountRemove", "removedId", remove).await;
    assert_eq!(opened(&table, &orphan).await, unknown);
    let back = json!({ "issuer": NAME, "subject": "school", "person": account["person"]["id"] });
    admin.act("accountCreate", "account { id }", back).await;
    assert_eq!(opened(&table, &orphan).await, unknown);

    let clock = &table.server.clock;
    clock.set("2026-11-21T22:59:59Z".parse().unwrap());
    assert_eq!(opened(&table, &lasting).await.0, StatusCode::OK, "its last day in Amsterdam");
    clock.set("2026-11-21T23:00:00Z".parse().unwrap());
    assert_eq!(opened(&table, &lasting).await, unknown);
}

async fn a_key_is_its_owners_and_an_administrator_may_revoke_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (made, secret) = key(&company, json!({ "partnership": table.id })).await;
    let query = "query($id: ID!) { node(id: $id) { id } accessKey(by: { id: $id }) { name purpose expiresOn partnership { id } account { subject } }
        viewer { accessKeys { totalCount nodes { id } } } }";
    let shown = json!({
        "node": { "id": made["id"] },
        "accessKey": { "name": "Rapport", "purpose": "EXPORT", "expiresOn": "2026-12-31", "partnership": { "id": table.id }, "account": { "subject": "company" } },
        "viewer": { "accessKeys": { "totalCount": 1, "nodes": [{ "id": made["id"] }] } },
    });
    let nothing =
        json!({ "node": null, "accessKey": null, "viewer": { "accessKeys": { "totalCount": 0, "nodes": [] } } });
    let ask = async |client: Client| client.ask(query, json!({ "id": made["id"] })).await;
    assert_eq!(ask(company.clone()).await, shown);
    assert_eq!(ask(table.server.by("admin")).await["accessKey"]["name"], "Rapport");
    assert_eq!(ask(table.server.by("admin")).await["viewer"], shown["viewer"]);
    for other in [table.secretary(), table.server.by("stranger"), table.server.anonymous()] {
        assert_eq!(ask(other).await, nothing);
    }
    assert_eq!(ask(table.server.with("company", Scopes::DASHBOARD, &[])).await, nothing);

    let revoke = |version: i32| json!({ "accessKey": made["id"], "expectedVersion": version, "reason": "Gelekt" });
    for other in [table.secretary(), table.server.by("stranger")] {
        assert_eq!(other.refused("accessKeyRevoke", revoke(1)).await, ["NOT_FOUND accessKey"]);
    }
    assert_eq!(company.refused("accessKeyRevoke", revoke(2)).await, ["STALE_VERSION expectedVersion"]);
    let gone = table.server.by("admin").act("accessKeyRevoke", "accessKey { isRevoked version }", revoke(1)).await;
    assert_eq!(gone, json!({ "isRevoked": true, "version": 2 }));
    assert_eq!(opened(&table, &secret).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(company).await, nothing);
}

async fn what_a_key_cannot_be_is_reported_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let bad = json!({
        "name": " ", "purpose": "EXPORT", "expiresOn": "2026-11-20", "partnership": "partnership_niets",
        "organisation": table.company,
    });
    let mut found = company.refused("accessKeyCreate", bad).await;
    found.sort();
    assert_eq!(
        found,
        ["MODE_COMBINATION organisation", "NOT_FOUND partnership", "OUT_OF_RANGE expiresOn", "REQUIRED name"]
    );
    let until =
        |day: &str| json!({ "name": "Agenda", "purpose": "CALENDAR", "expiresOn": day, "organisation": table.school });
    let found = company.refused("accessKeyCreate", until("2028-11-21")).await;
    assert_eq!(found, ["NOT_ALLOWED organisation", "OUT_OF_RANGE expiresOn"]);
    table.server.by("school").act("accessKeyCreate", "accessKey { id }", until("2028-11-20")).await;
    for scopes in [Scopes::READ, Scopes::DASHBOARD] {
        let narrow = table.server.with("school", scopes, &[]);
        assert_eq!(narrow.refused("accessKeyCreate", until("2027-01-01")).await, ["NOT_ALLOWED"]);
    }
    assert_eq!(table.server.anonymous().refused("accessKeyCreate", until("2027-01-01")).await, ["NOT_ALLOWED"]);
}
