//! GraphiQL: a page for developers that needs nobody else, and that others do not get.

use std::{fs, path::Path};

use akkoord::{app::App, auth::Keys};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Server, text},
    tests,
};
use tower::ServiceExt;

use crate::readme;

/// The key of an issuer, from RFC 7517.
const ISSUER: &str = r#"{ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM" }] }"#;

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_page_needs_nothing_from_elsewhere,
        the_examples_in_its_tabs_answer_on_the_demo,
        it_is_not_there_where_an_issuer_signs_the_tokens,
    ]
}

async fn get(router: &Router, path: &str, etag: Option<&str>) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(path);
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    let reply = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = reply.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
}

/// The quoted texts after a word such as `src=`.
fn quoted<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(word).skip(1).filter_map(|rest| rest.split('"').nth(1))
}

/// The examples by their names.
fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/assets/graphiql/examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

async fn the_page_needs_nothing_from_elsewhere(db: TestDatabase) {
    let router = Server::start(&db).await.router;
    let (_, _, page) = get(&router, "/graphiql", None).await;
    let (_, _, script) = get(&router, "/graphiql/start.js", None).await;
    assert!(!page.contains("//") && !script.contains("://"), "{page}{script}");

    let named: Vec<&str> =
        quoted(&page, "src=").chain(quoted(&page, "href=")).filter(|&path| path != "data:,").collect();
    let examples = examples().into_iter().map(|(name, _)| format!("graphiql/examples/{name}.graphql"));
    let paths = named.into_iter().map(str::to_owned).chain(examples).chain(["graphiql".to_owned()]);
    let mut served = 0;
    for path in paths {
        let path = format!("/{path}");
        let (status, headers, body) = get(&router, &path, None).await;
        let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!((status, body.is_empty()), (StatusCode::OK, false), "{path}");
        let expected = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "" => "text/html",
            "js" => "text/javascript",
            "css" => "text/css",
            _ => "text/plain",
        };
        assert_eq!(header("content-type"), format!("{expected}; charset=utf-8"), "{path}");
        assert_eq!((header("x-content-type-options"), header("referrer-policy")), ("nosniff", "no-referrer"), "{path}");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"), "{policy}");
        let loose = ["unsafe", "*", "http", "nonce"].iter().any(|word| policy.contains(word));
        assert!(!loose, "{policy}");
        let (status, _, body) = get(&router, &path, Some(header("etag"))).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        served += 1;
    }
    assert_eq!(served, 13);
}

async fn the_examples_in_its_tabs_answer_on_the_demo(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let secretary = server.by("secretariaat");
    let (_, _, script) = get(&server.router, "/graphiql/start.js", None).await;
    let slug = json!({ "slug": "techniekpact-regio-zwolle" });
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id } }";
    let partnership = secretary.ask(query, slug).await;
    let examples = examples();
    for (name, document) in &examples {
        assert!(script.contains(&format!("{name:?}")), "start.js does not name {name}");
        let reply = secretary.reply(document, json!({ "partnership": text(&partnership, "/partnership/id") })).await;
        assert!(reply["errors"].is_null(), "{name}: {reply:#}");
        match name.as_str() {
            "who-am-i" => assert_eq!(reply["data"]["viewer"]["isAnonymous"], false),
            "first-query" => assert_eq!(reply, serde_json::from_str::<Value>(readme::block("json")).unwrap()),
            "action-list" => assert!(reply.pointer("/data/partnership/commitments/nodes/0/id").is_some(), "{reply:#}"),
            "dashboard" => assert!(reply.pointer("/data/partnership/goals/nodes/0/title").is_some(), "{reply:#}"),
            "roll-up" => {
                let national = &reply["data"]["partnership"]["indicators"]["nodes"][0];
                let filled = json!([{ "effectLabel": "filled", "level": { "value": "1000" } }]);
                assert_eq!((&national["byEffect"], text(national, "/resultReasonLabel")), (&filled, "incomplete"));
                assert_eq!(text(national, "/allocations/0/progress/value"), "0.25");
            }
            "add-goal" => {
                let errors = reply["data"]["goalCreate"]["userErrors"].as_array().unwrap();
                let codes: Vec<&str> = errors.iter().map(|error| text(error, "/code")).collect();
                assert_eq!(codes, ["REQUIRED", "OUT_OF_RANGE"]);
            }
            _ => panic!("say here what {name} must answer"),
        }
    }
    assert_eq!(examples.len(), 6);
}

async fn it_is_not_there_where_an_issuer_signs_the_tokens(db: TestDatabase) {
    let ledger = Server::start(&db).await.app.ledger().clone();
    let router = App::new(ledger, Keys::from_jwks(ISSUER, "https://id.example", "akkoord").unwrap()).router();
    for path in ["/graphiql", "/graphiql/start.js", "/graphiql/graphiql.js"] {
        assert_eq!(get(&router, path, None).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(get(&router, "/schema.graphql", None).await.0, StatusCode::OK);
}
