//! What a viewer sees across tables, and what a viewer may do: nothing hidden at one table shows in another's list.

use std::collections::BTreeSet;

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, person},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_organisation_shows_what_the_viewer_may_see_at_each_table,
        a_viewer_has_the_own_commitments_of_all_tables_in_one_list,
        a_reporter_is_told_which_measurements_are_due,
        tables_are_compared_by_a_shared_definition,
        a_viewer_is_told_what_the_own_roles_allow,
        every_word_has_a_label_in_both_languages,
    ]
}

/// The table and another one, of the stranger, at which the company sits too, with an envoy of its own.
async fn two_tables(db: &TestDatabase) -> (Table, String) {
    let table = Table::set(db).await;
    let envoy = person(&table.server.by("admin"), "envoy", &table.company).await;
    let other = seat_at_other(&table, &envoy).await;
    (table, other)
}

/// Seats a person of the company at the stranger's table.
async fn seat_at_other(table: &Table, envoy: &str) -> String {
    let other = table.server.by("stranger").ask("{ viewer { memberships { partnership { id } } } }", json!({})).await;
    let other = text(&other, "/viewer/memberships/0/partnership/id").to_owned();
    let seat = json!({
        "partnership": other, "organisation": table.company, "roles": ["PARTNER"], "from": "2026-01-01",
        "representatives": [{ "person": envoy }],
    });
    table.server.by("stranger").act("membershipCreate", "membership { id }", seat).await;
    other
}

async fn propose(by: &Client, partnership: &str, title: &str, debtor: &str, visibility: &str) {
    let input = json!({
        "partnership": partnership, "title": title, "debtors": [{ "organisation": debtor }], "visibility": visibility,
    });
    by.act("commitmentPropose", "commitment { id }", input).await;
}

async fn titles(client: &Client, query: &str, id: &str, pointer: &str) -> Vec<String> {
    let answer = client.ask(query, json!({ "id": id })).await;
    let list = answer.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} in {answer:#}"));
    let nodes = list["nodes"].as_array().expect("a list");
    assert_eq!(list["totalCount"], nodes.len());
    nodes.iter().map(|node| text(node, "/title").to_owned()).collect()
}

async fn an_organisation_shows_what_the_viewer_may_see_at_each_table(db: TestDatabase) {
    let (table, other) = two_tables(&db).await;
    let (secretary, stranger) = (table.secretary(), table.server.by("stranger"));
    propose(&secretary, &table.id, "Bij ons", &table.company, "PARTNERSHIP").await;
    propose(&stranger, &other, "Bij hen", &table.company, "PARTNERSHIP").await;
    propose(&stranger, &other, "Openbaar", &table.company, "PUBLIC").await;
    propose(&secretary, &table.id, "Van een ander", &table.school, "PUBLIC").await;
    let interest = json!({ "partnership": other, "organisation": table.company, "side": "GAIN", "kind": "PEOPLE", "title": "Stil" });
    table.server.by("envoy").act("interestCreate", "interest { id }", interest).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Organisation {
        commitments(orderBy: [{ field: TITLE, direction: ASC }]) { totalCount nodes { title } }
        interests { totalCount nodes { title } } memberships { totalCount nodes { title: id partnership { slug } } } } } }";
    let seen =
        async |client: &Client, list: &str| titles(client, query, &table.company, &format!("/node/{list}")).await;
    assert_eq!(seen(&table.server.by("school"), "commitments").await, ["Bij ons", "Openbaar"]);
    assert_eq!(seen(&stranger, "commitments").await, ["Bij hen", "Openbaar"]);
    assert_eq!(seen(&table.server.by("envoy"), "commitments").await, ["Bij hen", "Openbaar"]);
    assert_eq!(seen(&table.server.anonymous(), "commitments").await, ["Openbaar"]);
    assert_eq!(seen(&table.server.by("envoy"), "interests").await, ["Stil"]);
    for client in [&stranger, &table.server.by("company"), &secretary, &table.server.by("admin")] {
        assert_eq!(seen(client, "interests").await, Vec::<String>::new());
    }
    assert_eq!(seen(&table.server.by("school"), "memberships").await.len(), 1);
    assert_eq!(seen(&table.server.anonymous(), "memberships").await.len(), 0);
}

async fn a_viewer_has_the_own_commitments_of_all_tables_in_one_list(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, stranger) = (table.secretary(), table.server.by("stranger"));
    let own = table.server.by("company").ask("{ viewer { person { id } } }", json!({})).await;
    let other = seat_at_other(&table, text(&own, "/viewer/person/id")).await;
    propose(&secretary, &table.id, "B: bij ons", &table.company, "PARTNERSHIP").await;
    propose(&stranger, &other, "A: bij hen", &table.company, "PARTNERSHIP").await;
    propose(&secretary, &table.id, "C: van een ander", &table.school, "PARTNERSHIP").await;
    let query = "query($first: Int, $after: String) { viewer { commitments(first: $first, after: $after,
        orderBy: [{ field: TITLE, direction: ASC }]) { totalCount pageInfo { endCursor hasNextPage }
        nodes { title partnership { slug } } } } }";
    let first = table.server.by("company").ask(query, json!({ "first": 1 })).await["viewer"]["commitments"].take();
    assert_eq!(first["totalCount"], 2);
    assert_eq!(first["nodes"], json!([{ "title": "A: bij hen", "partnership": { "slug": "andere-tafel" } }]));
    let after = json!({ "first": 5, "after": first["pageInfo"]["endCursor"] });
    let rest = table.server.by("company").ask(query, after).await["viewer"]["commitments"].take();
    assert_eq!(rest["nodes"], json!([{ "title": "B: bij ons", "partnership": { "slug": "tafel" } }]));
    assert_eq!(rest["pageInfo"]["hasNextPage"], false);
    for client in [table.server.anonymous(), table.server.with("company", Scopes::DASHBOARD, &[])] {
        assert_eq!(client.ask(query, json!({})).await["viewer"]["commitments"]["totalCount"], 0);
    }
}

/// A definition and an indicator of it at a table, reported by an organisation.
async fn indicator(by: &Client, partnership: &str, definition: Option<&Value>, reporter: Option<&str>) -> Value {
    let definition = if let Some(definition) = definition {
        definition.clone()
    } else {
        let input = json!({
            "partnership": partnership, "code": "geplaatst", "name": "Geplaatst", "measure": "COUNT", "unit": "personen",
            "direction": "INCREASE", "reporting": "INCREMENT", "targetBasis": "TO_DATE", "frequency": "MONTHLY",
        });
        by.act("definitionCreate", "definition { id }", input).await["id"].take()
    };
    let input = json!({
        "partnership": partnership, "definition": definition, "reporter": reporter,
        "baseline": { "value": "0", "date": "2026-01-01" }, "targets": [{ "value": "100", "date": "2027-01-01" }],
    });
    by.act("indicatorCreate", "indicator { id definition { id } }", input).await
}

async fn a_reporter_is_told_which_measurements_are_due(db: TestDatabase) {
    let (table, other) = two_tables(&db).await;
    let secretary = table.secretary();
    let of_company = indicator(&secretary, &table.id, None, Some(&table.company)).await;
    let definition = &of_company["definition"]["id"];
    let of_nobody = indicator(&secretary, &table.id, Some(definition), None).await;
    indicator(&table.server.by("stranger"), &other, Some(definition), Some(&table.stranger)).await;
    let query = "{ viewer { measurementsDue { totalCount nodes { id } } } }";
    let due = async |subject: &str| {
        table.server.by(subject).ask(query, json!({})).await["viewer"]["measurementsDue"]["nodes"].take()
    };
    assert_eq!(due("company").await, json!([{ "id": of_company["id"] }]));
    assert_eq!(due("secretary").await, json!([{ "id": of_nobody["id"] }]));
    assert_eq!(due("school").await, json!([]));
    assert_eq!(due("stranger").await.as_array().map(Vec::len), Some(1));
    let input = json!({ "indicator": of_company["id"], "observedOn": "2026-11-20", "value": { "number": "7" } });
    let measurement = table.server.by("company").act("measurementSubmit", "measurement { id version }", input).await;
    let approve = json!({ "measurement": measurement["id"], "expectedVersion": measurement["version"] });
    secretary.act("measurementApprove", "measurement { id }", approve).await;
    assert_eq!(due("company").await, json!([]));
}

async fn tables_are_compared_by_a_shared_definition(db: TestDatabase) {
    let (table, other) = two_tables(&db).await;
    let own = indicator(&table.secretary(), &table.id, None, None).await;
    let definition = own["definition"]["id"].clone();
    indicator(&table.server.by("stranger"), &other, Some(&definition), None).await;
    let query = "query($id: ID!) { node(id: $id) { ... on IndicatorDefinition { indicators {
        totalCount nodes { partnership { slug } } } } } }";
    let seen = async |client: Client| {
        let answer = client.ask(query, json!({ "id": definition })).await;
        let nodes = answer["node"]["indicators"]["nodes"].as_array().expect("a list").clone();
        assert_eq!(answer["node"]["indicators"]["totalCount"], nodes.len());
        nodes.iter().map(|node| text(node, "/partnership/slug").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(seen(table.secretary()).await, ["tafel"]);
    assert_eq!(seen(table.server.by("envoy")).await, ["andere-tafel"]);
    assert_eq!(seen(table.server.anonymous()).await, Vec::<String>::new());
}

async fn a_viewer_is_told_what_the_own_roles_allow(db: TestDatabase) {
    let table = Table::set(&db).await;
    let query = "query($id: ID!) { viewer { may } partnership(by: { id: $id }) { viewerMay } }";
    let may = async |client: Client| {
        let answer = client.ask(query, json!({ "id": table.id })).await;
        let words = |pointer: &str| -> BTreeSet<String> {
            let list = answer.pointer(pointer).and_then(Value::as_array).expect("a list").clone();
            list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        (words("/viewer/may"), words("/partnership/viewerMay"))
    };
    let (directory, at_table) = may(table.secretary()).await;
    assert!(directory.contains("organisationCreate") && !directory.contains("partnershipCreate"));
    assert!(
        at_table.contains("goalCreate") && at_table.contains("commitmentAgree") && !at_table.contains("personCreate")
    );
    let (directory, at_table) = may(table.server.by("company")).await;
    assert!(directory.contains("personCreate") && !directory.contains("organisationCreate"));
    assert!(at_table.contains("interestShare") && !at_table.contains("goalCreate"));
    let (directory, at_table) = may(table.server.by("admin")).await;
    assert!(directory.contains("partnershipCreate") && at_table.is_empty());
    for client in [table.server.anonymous(), table.server.with("secretary", Scopes::READ, &[])] {
        assert_eq!(may(client).await, (BTreeSet::new(), BTreeSet::new()));
    }
}

async fn every_word_has_a_label_in_both_languages(db: TestDatabase) {
    let table = Table::set(&db).await;
    let query = "{ __schema { types { kind name enumValues { name } } } nl: enumLabels { name values { value label } }
        en: enumLabels(language: EN) { name values { value label } } }";
    let answer = table.server.anonymous().ask(query, json!({})).await;
    let is_for_programs = |name: &str| {
        name.starts_with("__") || name.ends_with("OrderField") || ["Direction", "Language"].contains(&name)
    };
    let kinds = answer["__schema"]["types"].as_array().expect("types").iter().filter(|kind| kind["kind"] == "ENUM");
    let words = |kind: &Value, list: &str, field: &str| -> BTreeSet<(String, String)> {
        let name = text(kind, "/name");
        let values = kind[list].as_array().expect("values").iter();
        values.map(|value| (name.to_owned(), text(value, &format!("/{field}")).to_owned())).collect()
    };
    let expected: BTreeSet<_> = kinds
        .filter(|kind| !is_for_programs(text(kind, "/name")))
        .flat_map(|kind| words(kind, "enumValues", "name"))
        .collect();
    for language in ["nl", "en"] {
        let labels = answer[language].as_array().expect("labels");
        let found: BTreeSet<_> = labels.iter().flat_map(|kind| words(kind, "values", "value")).collect();
        assert_eq!(found, expected);
        let mut words = labels.iter().flat_map(|kind| kind["values"].as_array().expect("values").iter());
        assert!(words.all(|word| !text(word, "/label").is_empty()));
    }
}
