//! Interests: sharing and taking back, changing and reviewing, removing, and entering on behalf of another.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Client, table::Table, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        only_its_owner_shares_an_interest_and_takes_it_back,
        what_is_absent_stays_and_null_clears,
        an_owner_looks_again_and_removes,
        what_the_secretariat_enters_is_the_owners_to_share,
        quantity_and_amount_keep_apart,
        interests_are_found_by_what_is_seen_of_them,
    ]
}

async fn create(client: &Client, table: &Table, owner: &str, more: &Value) -> Value {
    let fields = "interest { id version visibility }";
    client.act("interestCreate", fields, content(table, owner, more)).await
}

fn content(table: &Table, owner: &str, more: &Value) -> Value {
    let mut input = json!({
        "partnership": table.id, "organisation": owner, "side": "GAIN", "kind": "PLACES", "title": "Leerlingen",
    });
    add(&mut input, more);
    input
}

fn add(input: &mut Value, more: &Value) {
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
}

fn act(interest: &Value, version: i64, more: &Value) -> Value {
    let mut input = json!({ "interest": interest["id"], "expectedVersion": version });
    add(&mut input, more);
    input
}

/// Who of the table, and who outside of it, sees an interest.
async fn seen_by(table: &Table, interest: &Value) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for subject in ["secretary", "chair", "company", "school", "stranger", "admin"] {
        let query = "query($id: ID!) { node(id: $id) { __typename } }";
        let found = table.server.by(subject).ask(query, json!({ "id": interest["id"] })).await;
        if !found["node"].is_null() {
            seen.push(subject);
        }
    }
    seen
}

async fn only_its_owner_shares_an_interest_and_takes_it_back(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let own = create(&company, &table, &table.company, &json!({ "quantity": "5", "unit": "leerlingen" })).await;
    assert_eq!(own["visibility"], "ORGANISATION");
    let share = |version: i64, visibility: &str| act(&own, version, &json!({ "visibility": visibility }));
    let with = |version: i64, others: &[&String]| {
        act(&own, version, &json!({ "visibility": "SELECTED", "sharedWith": others }))
    };
    assert_eq!(company.refused("interestShare", share(1, "SELECTED")).await, ["REQUIRED sharedWith"]);
    assert_eq!(company.refused("interestShare", with(1, &[&table.stranger])).await, ["NOT_A_MEMBER sharedWith.0"]);
    assert_eq!(company.refused("interestShare", with(1, &[&table.company])).await, ["OUT_OF_RANGE sharedWith.0"]);

    let all = ["secretary", "chair", "company", "school"];
    assert_eq!(seen_by(&table, &own).await, ["company"]);
    company.act("interestShare", "interest { id }", with(1, &[&table.school])).await;
    assert_eq!(seen_by(&table, &own).await, ["company", "school"]);
    company.act("interestShare", "interest { id }", share(2, "PARTNERSHIP")).await;
    assert_eq!(seen_by(&table, &own).await, all);
    // Who sees it may still not pass it on, nor change it.
    for subject in ["secretary", "chair", "school"] {
        let other = table.server.by(subject);
        assert_eq!(other.refused("interestShare", share(3, "PUBLIC")).await, ["NOT_ALLOWED"]);
        let change = act(&own, 3, &json!({ "title": "Van ons" }));
        assert_eq!(other.refused("interestChange", change).await, ["NOT_ALLOWED"]);
        assert_eq!(other.refused("interestReview", act(&own, 3, &json!({}))).await, ["NOT_ALLOWED"]);
    }
    company.act("interestShare", "interest { id }", share(3, "PUBLIC")).await;
    assert_eq!(seen_by(&table, &own).await, ["secretary", "chair", "company", "school", "stranger", "admin"]);
    let query = "query($id: ID!) { node(id: $id) { ... on Interest { title quantity unit qualifier version } } }";
    let outside = table.server.anonymous().ask(query, json!({ "id": own["id"] })).await;
    let expected = json!({ "title": "Leerlingen", "quantity": null, "unit": null, "qualifier": "EXACT", "version": 1 });
    assert_eq!(outside["node"], expected);
    let amounts = act(&own, 4, &json!({ "visibility": "PUBLIC", "amountsPublic": true }));
    company.act("interestShare", "interest { id }", amounts).await;
    let outside = table.server.anonymous().ask(query, json!({ "id": own["id"] })).await;
    assert_eq!(outside["node"]["quantity"], "5");
    company.act("interestShare", "interest { id }", share(5, "ORGANISATION")).await;
    assert_eq!(seen_by(&table, &own).await, ["company"]);
}

async fn what_is_absent_stays_and_null_clears(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let goal = table.goal("Doel").await;
    let more = json!({
        "text": "Elk jaar", "quantity": "5", "unit": "leerlingen", "importance": 4, "goals": [goal],
        "qualifier": "ABOUT", "source": "Gesprek", "externalKey": "i1",
    });
    let own = create(&company, &table, &table.company, &more).await;
    let fields =
        "interest { title text quantity unit importance qualifier source externalKey side goals { id } version }";
    let change = |version: i64, more: Value| act(&own, version, &more);
    let stays = company.act("interestChange", fields, change(1, json!({ "title": "Stagiairs" }))).await;
    let expected = json!({
        "title": "Stagiairs", "text": "Elk jaar", "quantity": "5", "unit": "leerlingen", "importance": 4,
        "qualifier": "ABOUT", "source": "Gesprek", "externalKey": "i1", "side": "GAIN", "goals": [{ "id": goal }], "version": 2,
    });
    assert_eq!(stays, expected);
    let nulls = json!({
        "text": null, "quantity": null, "unit": null, "importance": null, "source": null, "goals": null,
        "externalKey": null, "qualifier": null,
    });
    let cleared = company.act("interestChange", fields, change(2, nulls)).await;
    let expected = json!({
        "title": "Stagiairs", "text": null, "quantity": null, "unit": null, "importance": null,
        "qualifier": "EXACT", "source": null, "externalKey": null, "side": "GAIN", "goals": [], "version": 3,
    });
    assert_eq!(cleared, expected);
    let wrong = change(2, json!({ "title": null, "importance": 6 }));
    let mut found = company.refused("interestChange", wrong).await;
    found.sort();
    assert_eq!(found, ["OUT_OF_RANGE importance", "REQUIRED title", "STALE_VERSION expectedVersion"]);
}

async fn an_owner_looks_again_and_removes(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let own = create(&company, &table, &table.company, &json!({ "externalKey": "a" })).await;
    let reviewed = company.act("interestReview", "interest { reviewedOn version }", act(&own, 1, &json!({}))).await;
    assert_eq!(reviewed, json!({ "reviewedOn": "2026-11-20", "version": 2 }));
    let twice = content(&table, &table.company, &json!({ "externalKey": "a" }));
    assert_eq!(company.refused("interestCreate", twice).await, ["ALREADY_EXISTS externalKey"]);
    // Nobody learns of a hidden key: the school may have the same one.
    create(&table.server.by("school"), &table, &table.school, &json!({ "externalKey": "a" })).await;

    let remove = |reason: &str| act(&own, 2, &json!({ "reason": reason }));
    assert_eq!(company.refused("interestRemove", remove("")).await, ["REASON_REQUIRED reason"]);
    let fields = "partnership { interests { totalCount } }";
    let left = company.act("interestRemove", fields, remove("Bereikt")).await;
    assert_eq!(left["interests"]["totalCount"], 0);
    assert_eq!(company.refused("interestReview", act(&own, 3, &json!({}))).await, ["NOT_FOUND interest"]);
}

async fn what_the_secretariat_enters_is_the_owners_to_share(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let entered = create(&secretary, &table, &table.company, &json!({})).await;
    assert_eq!(entered["visibility"], "SELECTED");
    assert_eq!(seen_by(&table, &entered).await, ["secretary", "company"]);
    let query = "query($id: ID!) { node(id: $id) { ... on Interest { enteredBy { name } sharedWith { name } } } }";
    let seen = company.ask(query, json!({ "id": entered["id"] })).await;
    assert_eq!(seen["node"], json!({ "enteredBy": { "name": "Bureau" }, "sharedWith": [{ "name": "Bureau" }] }));
    let wider = act(&entered, 1, &json!({ "visibility": "PARTNERSHIP" }));
    assert_eq!(secretary.refused("interestShare", wider.clone()).await, ["NOT_ALLOWED"]);
    for subject in ["chair", "school"] {
        let other = content(&table, &table.company, &json!({}));
        assert_eq!(table.server.by(subject).refused("interestCreate", other).await, ["NOT_ALLOWED"]);
    }
    let open = content(&table, &table.company, &json!({ "amountsPublic": true }));
    assert_eq!(secretary.refused("interestCreate", open).await, ["NOT_ALLOWED amountsPublic"]);
    let unseated = content(&table, &table.stranger, &json!({}));
    assert_eq!(secretary.refused("interestCreate", unseated).await, ["NOT_A_MEMBER organisation"]);
    company.act("interestShare", "interest { id }", wider).await;
    assert_eq!(seen_by(&table, &entered).await, ["secretary", "chair", "company", "school"]);
}

async fn quantity_and_amount_keep_apart(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    for (more, expected) in [
        (json!({ "kind": "MONEY", "quantity": "5", "unit": "euro" }), "UNIT_MISMATCH"),
        (json!({ "kind": "PLACES", "amount": "5" }), "UNIT_MISMATCH"),
        (json!({ "kind": "MONEY", "amount": "5.001" }), "OUT_OF_RANGE amount"),
        (json!({ "kind": "MONEY", "amount": "-5" }), "OUT_OF_RANGE amount"),
        (json!({ "kind": "PLACES", "quantity": "5" }), "REQUIRED unit"),
    ] {
        let found = company.refused("interestCreate", content(&table, &table.company, &more)).await;
        assert!(found[0].starts_with(expected), "{more}: {found:?}");
    }
}

async fn interests_are_found_by_what_is_seen_of_them(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school) = (table.server.by("company"), table.server.by("school"));
    let a = json!({
        "title": "a", "kind": "PEOPLE", "importance": 2, "externalKey": "k", "text": "Elk jaar", "quantity": "5",
        "unit": "mensen", "qualifier": "ABOUT",
    });
    let a = create(&company, &table, &table.company, &a).await;
    let b = json!({ "title": "b", "kind": "HOURS", "importance": 5, "externalKey": "k", "side": "WISH" });
    let b = create(&school, &table, &table.school, &b).await;
    for (client, interest) in [(&company, &a), (&school, &b)] {
        let share = act(interest, 1, &json!({ "visibility": "PUBLIC" }));
        client.act("interestShare", "interest { id }", share).await;
    }
    let query = "query($id: ID!, $filter: InterestFilter, $order: [InterestOrder!], $owner: ID) {
        partnership(by: { id: $id }) { interests(filter: $filter, orderBy: $order) { nodes { title } } }
        interest(by: { externalKey: { partnership: $id, key: \"k\", organisation: $owner } }) {
            title visibilityLabel qualifierLabel(language: EN) sideLabel kindLabel } }";
    let look = async |client: &Client, filter: &Value, order: Value, owner: Option<&String>| {
        let variables = json!({ "id": table.id, "filter": filter, "order": order, "owner": owner });
        let seen = client.ask(query, variables).await;
        let nodes = seen["partnership"]["interests"]["nodes"].as_array().unwrap().clone();
        let titles: Vec<_> = nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect();
        (titles.concat(), seen["interest"].clone())
    };
    let (secretary, outside) = (table.secretary(), table.server.anonymous());
    // At the table, and outside of it, where neither importance nor amounts nor keys are seen.
    for (filter, seen, seen_outside) in [
        (json!({ "importance": { "gte": 3 } }), "b", ""),
        (json!({ "qualifier": { "eq": "ABOUT" } }), "a", ""),
        (json!({ "externalKey": { "isNull": false } }), "ab", ""),
        (json!({ "text": { "contains": "jaar" } }), "a", "a"),
        (json!({ "kind": { "eq": "HOURS" }, "side": { "eq": "WISH" } }), "b", "b"),
    ] {
        assert_eq!(look(&secretary, &filter, json!([]), None).await.0, seen, "{filter}");
        assert_eq!(look(&outside, &filter, json!([]), None).await.0, seen_outside, "{filter}");
    }
    for (field, direction, seen, seen_outside) in
        [("IMPORTANCE", "DESC", "ba", "ab"), ("KIND", "ASC", "ba", "ba"), ("SIDE", "DESC", "ba", "ba")]
    {
        let order = || json!([{ "field": field, "direction": direction }]);
        assert_eq!(look(&secretary, &json!({}), order(), None).await.0, seen, "{field}");
        assert_eq!(look(&outside, &json!({}), order(), None).await.0, seen_outside, "{field}");
    }
    let first = look(&secretary, &json!({}), json!([]), None).await.1;
    let expected = json!({
        "title": "a", "visibilityLabel": "openbaar", "qualifierLabel": "about", "sideLabel": "halen", "kindLabel": "mensen",
    });
    assert_eq!(first, expected);
    assert_eq!(look(&secretary, &json!({}), json!([]), Some(&table.school)).await.1["title"], "b");
    assert_eq!(look(&outside, &json!({}), json!([]), None).await.1, Value::Null);
}
