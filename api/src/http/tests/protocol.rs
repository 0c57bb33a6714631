//! GraphQL over HTTP, case by case.

use super::*;

#[tokio::test]
async fn a_query_is_answered_in_the_media_type_asked_for() {
    for (accept, content_type) in [
        (NEW, "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
    ] {
        let reply = Small::new().post(accept, json!({ "query": "{ hello }" })).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, content_type));
        assert_eq!(reply.body, r#"{"data":{"hello":"Nl visitor"}}"#);
        assert_eq!(reply.header("cache-control"), "private, no-cache");
        assert_eq!(reply.header("vary"), "Accept, Accept-Language, Authorization");
        assert!(!reply.header("x-request-id").is_empty());
    }
    let reply = Small::new().post("text/html", json!({ "query": "{ hello }" })).await;
    assert_eq!(reply.fault(), fault(406, "NOT_ACCEPTABLE"));
}

#[tokio::test]
async fn a_body_that_is_no_graphql_request_is_a_bad_request_in_either_media_type() {
    for (body, said) in [
        ("", "must be a JSON object"),
        ("\"{ hello }\"", "must be a JSON object"),
        ("{", "not well-formed JSON"),
        ("{}", "`query` is missing"),
        (r#"{"query": null}"#, "`query` must be a string"),
        (r#"{"query": "{ hello }", "variables": []}"#, "`variables` must be an object or null"),
        (r#"{"query": "{ hello }", "variables": "{}"}"#, "`variables` must be an object or null"),
        (r#"{"query": "{ hello }", "operationName": 1}"#, "`operationName` must be a string or null"),
        (r#"{"query": "{ hello }", "extensions": []}"#, "`extensions` must be an object or null"),
        (r#"[{"query": "{ hello }"}]"#, "Batches are not taken"),
        (r#"["{ hello }"]"#, "Batches are not taken"),
        (r#"{"query": "{ hello }", "query": "{ hello }"}"#, "duplicate field"),
    ] {
        for accept in [NEW, "application/json"] {
            let reply = Small::new().send(posting(accept, body)).await;
            assert_eq!(reply.fault(), fault(400, "BAD_REQUEST"), "{body}");
            assert!(reply.body.contains(said), "{body}: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn null_members_and_unknown_members_are_as_if_absent() {
    let body = json!({ "query": "{ hello }", "variables": null, "operationName": null, "extensions": null, "id": 7 });
    assert_eq!(Small::new().post(NEW, body).await.status, StatusCode::OK);
    assert_eq!(Small::new().post(NEW, json!({ "query": "{hello}", "operationName": "" })).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_json_in_utf_8_is_read() {
    let send = async |content_type: Option<&str>| {
        let mut request = posting(NEW, r#"{"query": "{ hello }"}"#);
        request.headers_mut().remove("content-type");
        if let Some(content_type) = content_type {
            request.headers_mut().insert("content-type", content_type.parse().unwrap());
        }
        Small::new().send(request).await.status.as_u16()
    };
    for good in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\";x=y"] {
        assert_eq!(send(Some(good)).await, 200, "{good}");
    }
    for bad in
        ["text/plain", "application/graphql", "application/x-www-form-urlencoded", "application/json; charset=latin1"]
    {
        assert_eq!(send(Some(bad)).await, 415, "{bad}");
    }
    assert_eq!(send(None).await, 415);
}

#[tokio::test]
async fn a_document_that_cannot_run_is_400_to_who_knows_the_newer_type_and_200_to_others() {
    let deep = format!("{{ echo(text: {}) }}", "[".repeat(20_000));
    let several = "query A { hello } query B { hello }";
    for (body, code) in [
        (json!({ "query": "{ hello" }), "PARSE_FAILED"),
        (json!({ "query": "" }), "PARSE_FAILED"),
        (json!({ "query": "{ nothing }" }), "VALIDATION_FAILED"),
        (json!({ "query": "query($n: Int) { echo }" }), "VALIDATION_FAILED"),
        (json!({ "query": deep }), "TOO_COMPLEX"),
        (json!({ "query": "x ".repeat(40_000) }), "TOO_LARGE"),
        (json!({ "query": several }), "OPERATION_NOT_FOUND"),
        (json!({ "query": several, "operationName": "C" }), "OPERATION_NOT_FOUND"),
        (json!({ "query": "{ hello }", "operationName": "A" }), "OPERATION_NOT_FOUND"),
        (json!({ "query": "subscription { x }" }), "BAD_REQUEST"),
    ] {
        assert_eq!(Small::new().post(NEW, body.clone()).await.fault(), fault(400, code), "{body:.60}");
        assert_eq!(Small::new().post("application/json", body).await.fault(), fault(200, code));
    }
    let parse = Small::new().post(NEW, json!({ "query": "{ hello" })).await.json();
    assert_eq!(parse["errors"][0]["locations"][0]["line"], 1);
}

#[tokio::test]
async fn data_with_errors_is_200_and_says_null_where_it_failed() {
    let reply = Small::new().post(NEW, json!({ "query": "{ hello denied }" })).await;
    assert_eq!(reply.fault(), (200, "NOT_ALLOWED".to_owned(), true));
    assert_eq!(reply.json()["data"], json!({ "hello": "Nl visitor", "denied": null }));
}

#[tokio::test]
async fn what_goes_wrong_inside_shows_only_the_id_of_the_request() {
    let reply = Small::new().post(NEW, json!({ "query": "{ leak }" })).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!reply.body.contains("hunter2"));
    assert_eq!(
        reply.json(),
        json!({
            "data": null,
            "errors": [{
                "message": "internal error",
                "locations": [{ "line": 1, "column": 3 }],
                "path": ["leak"],
                "extensions": { "code": "INTERNAL", "requestId": reply.header("x-request-id") },
            }],
        })
    );
}

#[tokio::test]
async fn a_panic_is_answered_and_harms_nothing() {
    let small = Small::new();
    let reply = small.post(NEW, json!({ "query": "{ hello panics }" })).await;
    assert_eq!(reply.fault(), fault(500, "INTERNAL"));
    assert_eq!(reply.json()["errors"][0]["extensions"]["requestId"], reply.header("x-request-id"));
    assert!(!reply.body.contains("bounds"));
    assert_eq!(small.post(NEW, json!({ "query": "{ hello }" })).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_value_that_a_scalar_refuses_is_the_fault_of_the_client() {
    let reply = Small::new().post(NEW, json!({ "query": "{ even(number: 3) }" })).await;
    assert_eq!(reply.fault(), (200, "BAD_USER_INPUT".to_owned(), true));
}

#[tokio::test]
async fn a_get_asks_queries_with_all_its_parameters() {
    let document = "query+A{hello}+query+B($t:String){echo(text:$t)}";
    let path =
        format!("/graphql?query={document}&operationName=B&variables=%7B%22t%22:%22%C3%A9%22%7D&extensions=%7B%7D&x=1");
    assert_eq!(Small::new().get(&path).await.body, r#"{"data":{"echo":"é"}}"#);

    for path in [
        "/graphql",
        "/graphql?query={hello}&variables=[1]",
        "/graphql?query={hello}&variables=",
        "/graphql?query={hello}&query={hello}",
    ] {
        assert_eq!(Small::new().get(path).await.fault(), fault(400, "BAD_REQUEST"), "{path}");
    }
    assert_eq!(Small::new().get("/graphql?query={hello").await.fault(), fault(400, "PARSE_FAILED"));
}

#[tokio::test]
async fn a_mutation_runs_by_post_only_and_is_not_stored() {
    let small = Small::new();
    for path in ["/graphql?query=mutation{count}", "/graphql?query=query+A{hello}+mutation+B{count}&operationName=B"] {
        let reply = small.get(path).await;
        assert_eq!(reply.fault(), fault(405, "METHOD_NOT_ALLOWED"));
        assert_eq!(reply.header("allow"), "POST");
    }
    assert_eq!(
        small.get("/graphql?query=query+A{hello}+mutation+B{count}&operationName=A").await.status,
        StatusCode::OK
    );
    assert_eq!(small.counted.load(Ordering::SeqCst), 0);
    let reply = small.post(NEW, json!({ "query": "mutation { count }" })).await;
    assert_eq!((reply.body.as_str(), reply.header("cache-control")), (r#"{"data":{"count":1}}"#, "no-store"));
    let put = Request::builder().method(Method::PUT).uri("/graphql").body(Body::empty()).unwrap();
    assert_eq!(small.send(put).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let reply = Small::new().send(posting(NEW, format!("{{\"query\":\"{}\"}}", "x".repeat(4 * 1024 * 1024)))).await;
    assert_eq!(reply.fault(), fault(413, "TOO_LARGE"));
    assert!(reply.body.contains("at most 4194304 bytes"), "{}", reply.body);
}

#[tokio::test]
async fn no_token_is_a_visitor_and_a_bad_one_is_refused() {
    let send = async |authorization: &'static str| {
        let mut request = posting(NEW, r#"{"query": "{ hello }"}"#);
        request.headers_mut().insert("authorization", authorization.parse().unwrap());
        request.headers_mut().insert("accept-language", "en".parse().unwrap());
        Small::new().send(request).await
    };
    assert_eq!(send("bearer good").await.body, r#"{"data":{"hello":"En fatima"}}"#);
    let reply = send("Bearer stale").await;
    assert_eq!(reply.fault(), fault(401, "UNAUTHENTICATED"));
    assert_eq!(
        reply.header("www-authenticate"),
        r#"Bearer realm="akkoord", error="invalid_token", error_description="The token has expired.""#
    );
    for malformed in ["Basic Zm9vOmJhcg==", "Bearer", "Bearer ", "Bearer\tgood", "good", "Bearergood", ""] {
        let reply = send(malformed).await;
        assert_eq!(reply.fault(), fault(401, "UNAUTHENTICATED"), "{malformed}");
        assert_eq!(reply.header("www-authenticate"), r#"Bearer realm="akkoord""#, "{malformed}");
    }
    let mut twice = posting(NEW, r#"{"query": "{ hello }"}"#);
    twice.headers_mut().append("authorization", "Bearer good".parse().unwrap());
    twice.headers_mut().append("authorization", "Bearer good".parse().unwrap());
    assert_eq!(Small::new().send(twice).await.fault(), fault(401, "UNAUTHENTICATED"));
    let reply = send("Bearer early").await;
    assert_eq!((reply.fault(), reply.header("retry-after")), (fault(503, "SERVICE_UNAVAILABLE"), "30"));
}

#[tokio::test]
async fn variables_nested_as_deep_as_json_allows_harm_nothing() {
    let ask = async |levels: usize| {
        let by = (1..levels).fold(json!({}), |inner, _| json!({ "not": inner }));
        Small::new()
            .post(NEW, json!({ "query": "query($by: Nested!) { nested(by: $by) }", "variables": { "by": by } }))
            .await
    };
    assert_eq!(ask(32).await.body, r#"{"data":{"nested":32}}"#);
    assert_eq!(ask(33).await.fault(), fault(400, "TOO_COMPLEX"));
    assert_eq!(ask(120).await.fault(), fault(400, "TOO_COMPLEX"));
    assert_eq!(ask(200).await.fault(), fault(400, "BAD_REQUEST"));
}

#[tokio::test]
async fn a_document_is_the_same_from_the_cache() {
    let router = router(Small::new(), Limits::default(), Router::new());
    let body = json!({
        "query": "query A($x: Boolean!) { hello @skip(if: $x) echo(text: \"t\") } query B { even(number: 2) }",
        "operationName": "A",
        "variables": { "x": true },
    });
    for skip in [true, false, true] {
        let mut body = body.clone();
        body["variables"]["x"] = json!(skip);
        let reply = router.clone().oneshot(posting(NEW, body.to_string())).await.unwrap();
        let reply = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
        let data = if skip { json!({ "echo": "t" }) } else { json!({ "hello": "Nl visitor", "echo": "t" }) };
        assert_eq!(serde_json::from_slice::<Value>(&reply).unwrap(), json!({ "data": data }));
    }
}

#[tokio::test]
async fn every_reply_has_its_own_request_id() {
    let router = router(Small::new(), Limits::default(), Router::new());
    let mut ids = std::collections::HashSet::new();
    for path in ["/livez", "/readyz", "/schema.graphql", "/graphql", "/nowhere"] {
        let reply = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert!(ids.insert(reply.headers()["x-request-id"].clone()), "{path}");
    }
}

#[tokio::test]
async fn health_tells_living_from_ready() {
    let mut small = Small::new();
    assert_eq!((small.get("/livez").await.status, small.get("/readyz").await.status), (StatusCode::OK, StatusCode::OK));
    small.ready = Err("migrations are not applied".to_owned());
    let reply = small.get("/readyz").await;
    assert_eq!((reply.status.as_u16(), reply.body.as_str()), (503, "migrations are not applied\n"));
    assert_eq!(small.get("/livez").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_schema_is_served_once_to_who_remembers_its_etag() {
    let small = Small::new();
    let reply = small.get("/schema.graphql").await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert_eq!(*reply.body, *small.sdl());
    for known in [reply.header("etag").to_owned(), format!("\"x\", W/{}", reply.header("etag")), "*".to_owned()] {
        let again = Request::get("/schema.graphql").header("if-none-match", known).body(Body::empty()).unwrap();
        let again = small.send(again).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(again.header("etag"), reply.header("etag"));
    }
    let other = Request::get("/schema.graphql").header("if-none-match", "\"x\"").body(Body::empty()).unwrap();
    assert_eq!(small.send(other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_document_full_of_mistakes_gets_a_handful_of_them_back() {
    let query = format!("{{ __schema {{ {} }} }}", "x ".repeat(4_000));
    let reply = Small::new().post(NEW, json!({ "query": query })).await;
    assert_eq!(reply.fault(), fault(400, "VALIDATION_FAILED"));
    assert_eq!(reply.json()["errors"].as_array().unwrap().len(), 50);
}

#[tokio::test]
async fn a_query_as_deep_as_is_allowed_fits_on_the_stack() {
    let nested = |levels: usize| format!("{{ {} hello {} }}", "again { ".repeat(levels), "}".repeat(levels));
    let reply = Small::new().post(NEW, json!({ "query": nested(31) })).await;
    assert!(reply.status == StatusCode::OK && reply.body.contains("Nl visitor"), "{}", reply.body);
    assert_eq!(Small::new().post(NEW, json!({ "query": nested(32) })).await.fault(), fault(400, "TOO_COMPLEX"));
}

#[tokio::test]
async fn a_variable_without_a_value_is_named() {
    let query = "query($number: Even!, $text: String! = \"x\") { even(number: $number) echo(text: $text) }";
    for variables in [json!({}), json!({ "number": null })] {
        let reply = Small::new().post(NEW, json!({ "query": query, "variables": variables })).await;
        assert_eq!(reply.fault(), fault(400, "BAD_USER_INPUT"), "{}", reply.body);
        assert!(reply.body.contains("The variable `$number` of type Even! has no value."), "{}", reply.body);
    }
    let null = Small::new().post(NEW, json!({ "query": query, "variables": { "number": 2, "text": null } })).await;
    assert_eq!(null.fault(), fault(400, "BAD_USER_INPUT"));
    let given = Small::new().post(NEW, json!({ "query": query, "variables": { "number": 2 } })).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
}
