//! The README tells the truth: its first query has that answer, and what it fetches is there.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Server, tests};

use crate::export::fetch;

const README: &str = include_str!("../../README.md");

pub(crate) fn trials() -> Vec<Test> {
    tests![the_first_query_has_the_answer_that_the_readme_prints, the_table_that_the_readme_fetches_is_there]
}

async fn the_first_query_has_the_answer_that_the_readme_prints(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let answer = server.by("secretariaat").reply(block("graphql"), json!({})).await;
    let printed: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(answer, printed);
}

async fn the_table_that_the_readme_fetches_is_there(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let (_, path) = README.split_once("curl 'http://127.0.0.1:8080").unwrap();
    let (status, _, table) = fetch(&server.anonymous(), path.split_once('\'').unwrap().0).await;
    assert_eq!(status, StatusCode::OK);
    let table = str::from_utf8(&table).unwrap();
    assert!(table.starts_with("goal_id,") && table.lines().count() > 1, "{table}");
}

/// The first fenced block of a language.
pub(crate) fn block(language: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}
