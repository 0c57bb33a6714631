//! The schema that clients generate code from: committed, described to the last field, and in step with who may do what.

use std::collections::BTreeSet;

use akkoord::access::ACTS;
use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Server, tests};

/// What no one of us wrote: GraphQL's own scalars and the types in which a schema describes itself.
const BUILT_IN: &[&str] = &["Boolean", "Float", "ID", "Int", "String"];

const INTROSPECTION: &str = "{ __schema { mutationType { fields { name } } types {
    name description
    fields(includeDeprecated: true) { name description args { name description } }
    inputFields { name description }
    enumValues(includeDeprecated: true) { name description } } } }";

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_committed_schema_is_the_one_that_is_served,
        everything_in_the_schema_is_described,
        every_mutation_has_a_row_in_the_table_of_acts_and_the_other_way_round,
    ]
}

async fn the_committed_schema_is_the_one_that_is_served(db: TestDatabase) {
    use akkoord::http::Api;
    let served = Server::start(&db).await.app.sdl();
    let differs =
        include_str!("../../api/schema.graphql").lines().zip(served.lines()).position(|(one, two)| one != two);
    assert!(
        include_str!("../../api/schema.graphql") == &*served,
        "api/schema.graphql differs from the schema, first in line {differs:?}; `cargo run -- schema > api/schema.graphql` writes it anew"
    );
}

async fn everything_in_the_schema_is_described(db: TestDatabase) {
    let schema = Server::start(&db).await.anonymous().ask(INTROSPECTION, json!({})).await;
    let mut missing = Vec::new();
    for kind in list(&schema["__schema"]["types"]).filter(|kind| {
        let name = name(kind);
        !name.starts_with("__") && !BUILT_IN.contains(&name)
    }) {
        let mut look = |path: String, one: &Value| {
            if one["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
                missing.push(path);
            }
        };
        look(name(kind).to_owned(), kind);
        for part in ["fields", "inputFields", "enumValues"].into_iter().flat_map(|part| list(&kind[part])) {
            look(format!("{}.{}", name(kind), name(part)), part);
            for argument in list(&part["args"]) {
                look(format!("{}.{}({})", name(kind), name(part), name(argument)), argument);
            }
        }
    }
    assert!(missing.is_empty(), "without a description: {missing:#?}");
}

async fn every_mutation_has_a_row_in_the_table_of_acts_and_the_other_way_round(db: TestDatabase) {
    let schema = Server::start(&db).await.anonymous().ask(INTROSPECTION, json!({})).await;
    let mutations: BTreeSet<&str> = list(&schema["__schema"]["mutationType"]["fields"]).map(name).collect();
    let acts: BTreeSet<&str> = ACTS.iter().map(|act| act.name).collect();
    assert_eq!(mutations.symmetric_difference(&acts).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(mutations.len() == ACTS.len() && mutations.len() > 30, "{} mutations", mutations.len());
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}
