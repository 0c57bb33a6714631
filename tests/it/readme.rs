//! The README tells the truth: its first query has that answer.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Server, tests};

const README: &str = include_str!("../../README.md");

pub(crate) fn trials() -> Vec<Test> {
    tests![the_first_query_has_the_answer_that_the_readme_prints]
}

async fn the_first_query_has_the_answer_that_the_readme_prints(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let answer = server.by("secretariaat").reply(block("graphql"), json!({})).await;
    let printed: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(answer, printed);
}

/// The first fenced block of a language.
pub(crate) fn block(language: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}
