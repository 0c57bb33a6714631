//! Founding a table: who may, what is refused, and who sees it.

use akkoord::auth::Scopes;
use serde_json::json;
use tests::{
    Test, TestDatabase,
    table::{Table, person},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_table_is_founded_and_seated,
        problems_of_one_input_are_reported_together,
        an_outsider_knows_no_more_than_the_name,
        a_token_is_a_ceiling,
        an_organisation_is_represented_by_its_own_people,
    ]
}

async fn a_table_is_founded_and_seated(db: TestDatabase) {
    let table = Table::set(&db).await;
    let query = "query($id: ID!) { partnership(by: {id: $id}) { name revision memberships(orderBy: [{field: ORGANISATION_NAME, direction: ASC}]) { totalCount nodes { organisation { name } roles representatives { person { name } } } } } }";
    let answer = table.server.by("company").ask(query, json!({ "id": table.id })).await;
    let seats = &answer["partnership"]["memberships"];
    assert_eq!(seats["totalCount"], 4);
    assert_eq!(seats["nodes"][0]["organisation"]["name"], "Bedrijf");
    assert_eq!(seats["nodes"][1]["representatives"][0]["person"]["name"], "secretary");
    let viewer = table.server.by("chair").ask("{ viewer { name isAnonymous scopes organisations { name } memberships { partnership { id } roles from until } } }", json!({})).await;
    assert_eq!(
        viewer["viewer"],
        json!({
            "name": "chair", "isAnonymous": false, "scopes": ["READ", "WRITE"], "organisations": [{ "name": "Provincie" }],
            "memberships": [{ "partnership": { "id": table.id }, "roles": ["CHAIR"], "from": "2026-01-01", "until": null }],
        })
    );
}

async fn problems_of_one_input_are_reported_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let input = json!({
        "partnership": table.id, "title": " ", "kind": "OUTPUT", "weight": "0", "visibility": "ORGANISATION",
        "parent": "goal_nothing", "rationale": "Zie 111222333", "pillar": "x".repeat(201),
    });
    let before = revision(&table).await;
    let mut found = table.secretary().refused("goalCreate", input.clone()).await;
    found.sort();
    assert_eq!(
        found,
        [
            "NOT_FOUND parent",
            "OUT_OF_RANGE visibility",
            "OUT_OF_RANGE weight",
            "PERSONAL_DATA rationale",
            "REQUIRED title",
            "TOO_LONG pillar"
        ]
    );
    // Whoever may not do it at all is told no more than that.
    for subject in ["company", "stranger", "nobody"] {
        assert_eq!(table.server.by(subject).refused("goalCreate", input.clone()).await, ["NOT_ALLOWED"]);
    }
    assert_eq!(revision(&table).await, before);
}

async fn an_outsider_knows_no_more_than_the_name(db: TestDatabase) {
    let table = Table::set(&db).await;
    table.goal("Voor de tafel").await;
    let query = "query($id: ID!) { partnership(by: {id: $id}) { name settings { graceDays } goals { totalCount nodes { title } } memberships { totalCount } } }";
    for client in [table.server.by("stranger"), table.server.anonymous(), table.server.by("admin")] {
        let answer = client.ask(query, json!({ "id": table.id })).await;
        let expected = json!({
            "name": "tafel", "settings": null, "goals": { "totalCount": 0, "nodes": [] }, "memberships": { "totalCount": 0 },
        });
        assert_eq!(answer["partnership"], expected);
    }
}

async fn a_token_is_a_ceiling(db: TestDatabase) {
    let table = Table::set(&db).await;
    let input = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTPUT" });
    for scopes in [Scopes::READ, Scopes::DASHBOARD] {
        let client = table.server.with("secretary", scopes, &[]);
        assert_eq!(client.refused("goalCreate", input.clone()).await, ["NOT_ALLOWED"]);
    }
    table.goal("Voor de tafel").await;
    let query = "query($id: ID!) { partnership(by: {id: $id}) { goals { totalCount } } }";
    let seen = |client: tests::server::Client| {
        let id = table.id.clone();
        async move { client.ask(query, json!({ "id": id })).await["partnership"]["goals"]["totalCount"].clone() }
    };
    assert_eq!(seen(table.server.with("secretary", Scopes::READ, &[])).await, 1);
    assert_eq!(seen(table.server.with("secretary", Scopes::DASHBOARD, &[])).await, 0);
}

async fn an_organisation_is_represented_by_its_own_people(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mole = person(&table.server.by("admin"), "mole", &table.bureau).await;
    let input = json!({
        "partnership": table.id, "organisation": table.stranger, "roles": ["PARTNER"], "from": "2026-01-01",
        "representatives": [{ "person": mole }],
    });
    let refused = table.secretary().refused("membershipCreate", input).await;
    assert_eq!(refused, ["NOT_ALLOWED representatives.0.person"]);
}

async fn revision(table: &Table) -> i64 {
    let query = "query($id: ID!) { partnership(by: {id: $id}) { revision } }";
    table.secretary().ask(query, json!({ "id": table.id })).await["partnership"]["revision"].as_i64().unwrap()
}
