//! The schema that clients generate code from: committed, described to the last field, and in step with who may do what.

use std::collections::BTreeSet;

use akkoord::access::ACTS;
use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Server, tests};

/// What no one of us wrote: GraphQL's own scalars and the types in which a schema describes itself.
const BUILT_IN: &[&str] = &["Boolean", "Float", "ID", "Int", "String"];

const INTROSPECTION: &str = "{ __schema { mutationType { fields { name } } types {
    name description
    fields(includeDeprecated: true) { name description type { ...Named } args { name description } }
    inputFields { name description }
    enumValues(includeDeprecated: true) { name description } } } }
    fragment Named on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_committed_schema_is_the_one_that_is_served,
        everything_in_the_schema_is_described,
        beside_every_word_stands_what_people_call_it,
        every_record_is_found_by_its_key_and_source,
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
    let (mut missing, mut named) = (Vec::new(), Vec::new());
    for kind in list(&schema["__schema"]["types"]).filter(|kind| {
        let name = name(kind);
        !name.starts_with("__") && !BUILT_IN.contains(&name)
    }) {
        let mut look = |path: String, one: &Value| {
            let text = one["description"].as_str().unwrap_or_default();
            if text.trim().is_empty() {
                missing.push(path);
            } else if text
                .split(|sign: char| sign != '_' && !sign.is_ascii_lowercase())
                .any(|word| word.trim_matches('_').contains('_'))
            {
                named.push(path);
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
    assert!(named.is_empty(), "described by the name of a variable: {named:#?}");
}

/// A field of an enum has a sibling with its label; an error code has its message.
async fn beside_every_word_stands_what_people_call_it(db: TestDatabase) {
    let schema = Server::start(&db).await.anonymous().ask(INTROSPECTION, json!({})).await;
    let mut missing = Vec::new();
    for object in list(&schema["__schema"]["types"]).filter(|kind| !name(kind).starts_with("__")) {
        let fields: BTreeSet<&str> = list(&object["fields"]).map(name).collect();
        for field in list(&object["fields"]) {
            let (mut kind, mut is_list) = (&field["type"], false);
            while !kind["ofType"].is_null() {
                is_list |= kind["kind"] == "LIST";
                kind = &kind["ofType"];
            }
            let field = name(field);
            let label = if is_list {
                format!("{}Labels", field.strip_suffix('s').unwrap_or(field))
            } else {
                format!("{field}Label")
            };
            if kind["kind"] == "ENUM" && kind["name"] != "UserErrorCode" && !fields.contains(label.as_str()) {
                missing.push(format!("{}.{label}", name(object)));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Whoever imports records finds them again: by their keys, by their sources, and with the same comparators everywhere.
async fn every_record_is_found_by_its_key_and_source(db: TestDatabase) {
    let schema = Server::start(&db).await.anonymous().ask(INTROSPECTION, json!({})).await;
    let fields = |kind: &str, part: &str| -> BTreeSet<String> {
        let found = list(&schema["__schema"]["types"]).find(|one| name(one) == kind);
        found.into_iter().flat_map(|one| list(&one[part])).map(|one| name(one).to_owned()).collect()
    };
    let mut missing = Vec::new();
    let mut demand = |kind: String, wanted: &[&str]| {
        let there = fields(&kind, "inputFields");
        missing.extend(wanted.iter().filter(|one| !there.contains(**one)).map(|one| format!("{kind}.{one}")));
    };
    let mut records = 0;
    for kind in list(&schema["__schema"]["types"]) {
        let kind_name = name(kind);
        if list(&kind["fields"]).any(|field| name(field) == "externalKey") {
            demand(format!("{kind_name}Filter"), &["externalKey", "source"]);
            demand(format!("{kind_name}By"), &["id", "externalKey"]);
            records += 1;
        }
        if kind_name.ends_with("Filter") && list(&kind["inputFields"]).any(|field| name(field) == "eq") {
            let is_yes_or_no = kind_name == "BooleanFilter";
            demand(kind_name.to_owned(), if is_yes_or_no { &["eq"] } else { &["eq", "in", "isNull"] });
        }
    }
    assert!(missing.is_empty() && records > 12, "{records} records, without {missing:?}");
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
