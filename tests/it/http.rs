//! The whole program over a real socket, spoken to in plain HTTP/1.1, as a stranger would.
//!
//! The protocol case by case is tested beside the layer itself; here it is that all of it is wired up, and survives.

use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use akkoord::{
    app::App,
    auth::{Keys, Pace},
    http::server::{Patience, serve},
};
use axum::Router;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};
use tokio::{net::TcpListener, task::spawn_blocking};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_program_answers_over_a_socket_by_the_protocol,
        without_the_keys_of_the_issuer_visitors_are_served_and_tokens_are_put_off,
        documents_made_to_exhaust_the_server_are_refused_and_it_lives_on,
        a_fault_inside_shows_nothing_of_our_insides,
    ]
}

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    fn has(&self, header: &str) -> bool {
        self.head.to_lowercase().contains(header)
    }
}

async fn served(router: &Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router.clone(), Patience::default(), std::future::pending()));
    address
}

async fn exchange(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n").unwrap();
    }
    write!(request, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    let received = spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut received = String::new();
        stream.read_to_string(&mut received).unwrap();
        received
    });
    let received = received.await.unwrap();
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}

async fn post(address: SocketAddr, query: &str, token: Option<&str>) -> Reply {
    let body = json!({ "query": query }).to_string();
    let mut headers = vec![("content-type", "application/json"), ("accept", "application/graphql-response+json")];
    headers.extend(token.map(|token| ("authorization", token)));
    exchange(address, "POST", "/graphql", &headers, &body).await
}

async fn the_program_answers_over_a_socket_by_the_protocol(db: TestDatabase) {
    let table = Table::set(&db).await;
    let address = served(&table.server.router).await;
    let get = |path: &'static str| async move { exchange(address, "GET", path, &[], "").await };

    let viewer = "{ viewer { isAnonymous name } }";
    let anonymous = post(address, viewer, None).await;
    assert_eq!((anonymous.status, &anonymous.json()["data"]["viewer"]["isAnonymous"]), (200, &json!(true)));
    assert!(anonymous.has("content-type: application/graphql-response+json"));
    let token = table.secretary().authorization();
    let known = post(address, viewer, token.as_deref()).await;
    assert_eq!(known.json()["data"]["viewer"]["name"], "secretary");
    for bad in ["Bearer nonsense", "Basic c2VjcmV0", &format!("{}x", token.unwrap())] {
        let refused = post(address, viewer, Some(bad)).await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "UNAUTHENTICATED"), "{bad}");
        assert!(refused.has("www-authenticate: bearer realm="), "{}", refused.head);
    }

    assert_eq!(get("/graphql?query=%7Bviewer%7BisAnonymous%7D%7D").await.json()["data"]["viewer"]["isAnonymous"], true);
    let mutation =
        "/graphql?query=mutation%7BregionCreate(input:%7Bname:%22x%22,kind:OTHER%7D)%7BuserErrors%7Bcode%7D%7D%7D";
    let mutation = get(mutation).await;
    assert_eq!((mutation.status, mutation.code().as_str()), (405, "METHOD_NOT_ALLOWED"));
    assert!(mutation.has("allow: post"));
    let batch = exchange(
        address,
        "POST",
        "/graphql",
        &[("content-type", "application/json")],
        r#"[{"query":"{ __typename }"}]"#,
    );
    assert_eq!(batch.await.status, 400);
    let text =
        exchange(address, "POST", "/graphql", &[("content-type", "text/plain")], r#"{"query":"{ __typename }"}"#);
    assert_eq!(text.await.status, 415);
    let html = [("content-type", "application/json"), ("accept", "text/html")];
    assert_eq!(exchange(address, "POST", "/graphql", &html, r#"{"query":"{ __typename }"}"#).await.status, 406);
    for path in ["/livez", "/readyz"] {
        assert_eq!(get(path).await.status, 200, "{path}");
    }
    assert_eq!(get("/schema.graphql").await.body, include_str!("../../api/schema.graphql"));
}

async fn without_the_keys_of_the_issuer_visitors_are_served_and_tokens_are_put_off(db: TestDatabase) {
    let table = Table::set(&db).await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let keys = Keys::published(&format!("http://{nobody}/keys"), "https://id", "api", Pace::default()).unwrap();
    let address = served(&App::new(table.server.app.ledger().clone(), keys).router()).await;
    let viewer = "{ viewer { isAnonymous } }";
    assert_eq!(post(address, viewer, None).await.json()["data"]["viewer"]["isAnonymous"], true);
    let refused = post(address, viewer, table.secretary().authorization().as_deref()).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "SERVICE_UNAVAILABLE"));
    assert!(refused.has("retry-after: 30") && !refused.has("www-authenticate"), "{}", refused.head);
}

async fn documents_made_to_exhaust_the_server_are_refused_and_it_lives_on(db: TestDatabase) {
    let table = Table::set(&db).await;
    let address = served(&table.server.router).await;
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    let mut doubling = "query { ...F0 }".to_owned();
    for n in 0..60 {
        write!(doubling, " fragment F{n} on Query {{ ...F{next} a: __typename ...F{next} }}", next = n + 1).unwrap();
    }
    doubling.push_str(" fragment F60 on Query { __typename }");
    let documents = [
        format!("{{ node(id: {}) {{ id }} }}", nested("[", "]")),
        format!("{{ node(id: {}0{}) {{ id }} }}", "{a: ".repeat(20_000), "}".repeat(20_000)),
        nested("{ viewer ", "}"),
        "[".repeat(20_000),
        doubling,
        format!("{{ {} }}", (0..5_000).fold(String::new(), |all, n| format!("{all} a{n}: __typename"))),
    ];
    for document in documents {
        let refused = post(address, &document, None).await;
        assert_eq!(refused.status, 400, "{}", &document[..60]);
        assert!(refused.json()["data"].is_null() && !refused.code().is_empty(), "{}", refused.body);
        let alive = post(address, "{ __typename }", None).await;
        assert_eq!(alive.body, r#"{"data":{"__typename":"Query"}}"#);
    }
}

async fn a_fault_inside_shows_nothing_of_our_insides(db: TestDatabase) {
    let table = Table::set(&db).await;
    let address = served(&table.server.router).await;
    let behind = sea_orm::Database::connect(&db.url).await.unwrap();
    behind.execute_unprepared("ALTER TABLE measurement RENAME TO elsewhere").await.unwrap();
    table.server.app.ledger().forget();
    let query = "{ partnership(by: {slug: \"tafel\"}) { name } }";
    let fault = post(address, query, table.secretary().authorization().as_deref()).await;
    assert_eq!(fault.code(), "INTERNAL", "{}", fault.body);
    let shown = format!("{}{}", fault.head, fault.body).to_lowercase();
    for inside in ["measurement", "sql", "table", "relation", "database", "select", "panick", ".rs"] {
        assert!(!shown.contains(inside), "{inside}: {shown}");
    }
    assert!(fault.json()["errors"][0]["extensions"]["requestId"].is_string());

    behind.execute_unprepared("ALTER TABLE elsewhere RENAME TO measurement").await.unwrap();
    let mended = post(address, query, table.secretary().authorization().as_deref()).await;
    assert_eq!(mended.json()["data"]["partnership"]["name"], "tafel", "{}", mended.body);
}
