//! Goals and the problem behind them: changed, aligned, removed, and what is refused.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::text,
    table::{Table, partnership, person},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_change_leaves_what_is_absent_and_clears_what_is_null,
        a_change_that_changes_nothing_makes_no_version,
        a_stale_change_names_the_version_and_the_fields,
        goals_form_no_circle,
        a_goal_is_aligned_to_one_of_another_table,
        a_goal_that_something_rests_on_stays,
        a_shared_problem_is_written_changed_and_removed,
    ]
}

const GOAL: &str = "goal { id version termsVersion title rationale pillar weight parent { id } }";

async fn a_change_leaves_what_is_absent_and_clears_what_is_null(db: TestDatabase) {
    let table = Table::set(&db).await;
    let input = json!({
        "partnership": table.id, "title": "Doel", "kind": "OUTPUT", "rationale": "Daarom", "pillar": "Werving", "weight": "2",
    });
    let goal = table.secretary().act("goalCreate", GOAL, input).await;
    let change = json!({ "goal": goal["id"], "expectedVersion": 1, "pillar": null, "title": "Beter doel" });
    let changed = table.secretary().act("goalChange", GOAL, change).await;
    assert_eq!(
        changed,
        json!({
            "id": goal["id"], "version": 2, "termsVersion": 2, "title": "Beter doel", "rationale": "Daarom", "pillar": null,
            "weight": "2", "parent": null,
        })
    );
    let weight = json!({ "goal": goal["id"], "expectedVersion": 2, "weight": null });
    let changed = table.secretary().act("goalChange", GOAL, weight).await;
    assert_eq!((&changed["weight"], &changed["termsVersion"]), (&json!("1"), &json!(2)));
}

async fn a_change_that_changes_nothing_makes_no_version(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let same =
        json!({ "goal": goal, "expectedVersion": 1, "title": "Doel", "pillar": null, "idempotencyKey": "zelfde" });
    for _ in 0..2 {
        let changed = table.secretary().act("goalChange", "goal { version }", same.clone()).await;
        assert_eq!(changed, json!({ "version": 1 }));
    }
    let mut other = same;
    other["title"] = json!("Ander doel");
    assert_eq!(table.secretary().refused("goalChange", other.clone()).await, ["KEY_REUSED idempotencyKey"]);
    other["idempotencyKey"] = Value::Null;
    let changed = table.secretary().act("goalChange", "goal { version }", other).await;
    assert_eq!(changed, json!({ "version": 2 }), "what changed nothing was nobody's version");
}

async fn a_stale_change_names_the_version_and_the_fields(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let horizon = json!({ "date": "2027-01-01", "precision": "YEAR" });
    let first = json!({ "goal": goal, "expectedVersion": 1, "pillar": "Werving", "horizon": horizon });
    table.secretary().act("goalChange", GOAL, first).await;
    let query = "mutation($input: GoalChangeInput!) { goalChange(input: $input) { goal { id } userErrors {
        code path message currentVersion changedFields } } }";
    let second = json!({ "goal": goal, "expectedVersion": 1, "title": "" });
    let answer = table.secretary().ask(query, json!({ "input": second })).await;
    assert_eq!(
        answer["goalChange"]["userErrors"],
        json!([
            {
                "code": "STALE_VERSION", "path": ["expectedVersion"], "currentVersion": 2, "changedFields": ["horizon", "pillar"],
                "message": "Dit is intussen gewijzigd: u zag versie 1, het is nu versie 2.",
            },
            {
                "code": "REQUIRED", "path": ["title"], "currentVersion": null, "changedFields": [],
                "message": "Dit moet worden ingevuld.",
            },
        ])
    );
}

async fn goals_form_no_circle(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (top, middle) = (table.goal("Boven").await, table.goal("Midden").await);
    let below = |goal: &str, parent: &str| json!({ "goal": goal, "expectedVersion": 1, "parent": parent });
    table.secretary().act("goalChange", GOAL, below(&middle, &top)).await;
    assert_eq!(table.secretary().refused("goalChange", below(&top, &middle)).await, ["CYCLE parent"]);
    assert_eq!(table.secretary().refused("goalChange", below(&top, &top)).await, ["CYCLE parent"]);
}

async fn a_goal_is_aligned_to_one_of_another_table(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let other_secretary = person(&admin, "other_secretary", &table.school).await;
    let other = partnership(&admin, "landelijk", &table.school, &other_secretary).await;
    let input = json!({ "partnership": other, "title": "Landelijk doel", "kind": "IMPACT", "visibility": "PUBLIC" });
    let public = table.server.by("other_secretary").act("goalCreate", "goal { id }", input.clone()).await;
    let mut hidden = input;
    hidden["visibility"] = json!("PARTNERSHIP");
    let hidden = table.server.by("other_secretary").act("goalCreate", "goal { id }", hidden).await;
    let own = table.goal("Eigen doel").await;
    let align = |to: &Value| json!({ "goal": own, "expectedVersion": 1, "alignedTo": to });
    let secretary = table.secretary();
    assert_eq!(secretary.refused("goalChange", align(&hidden["id"])).await, ["NOT_FOUND alignedTo"]);
    assert_eq!(secretary.refused("goalChange", align(&json!(own))).await, ["OUT_OF_RANGE alignedTo"]);
    let aligned =
        secretary.act("goalChange", "goal { alignedTo { title partnership { slug } } }", align(&public["id"]));
    assert_eq!(
        aligned.await,
        json!({ "alignedTo": { "title": "Landelijk doel", "partnership": { "slug": "landelijk" } } })
    );
}

async fn a_goal_that_something_rests_on_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (top, below, hidden_use) = (table.goal("Boven").await, table.goal("Onder").await, table.goal("Belang").await);
    let parent = json!({ "goal": below, "expectedVersion": 1, "parent": top });
    secretary.act("goalChange", GOAL, parent).await;
    let remove =
        |goal: &str, version: i32, reason: &str| json!({ "goal": goal, "expectedVersion": version, "reason": reason });
    assert_eq!(secretary.refused("goalRemove", remove(&top, 1, " ")).await, ["BLOCKED goal", "REASON_REQUIRED reason"]);
    // An interest that the table does not see keeps no goal, or the refusal would tell of it.
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "WISH", "kind": "OTHER", "title": "Stil", "goals": [hidden_use],
    });
    table.server.by("company").act("interestCreate", "interest { id }", interest).await;
    let gone = secretary.perform("goalRemove", "removedId partnership { id }", remove(&hidden_use, 1, "Dubbel")).await;
    assert_eq!(gone, json!({ "removedId": hidden_use, "partnership": { "id": table.id }, "userErrors": [] }));
    secretary.perform("goalRemove", "removedId", remove(&below, 2, "Vervallen")).await;
    secretary.perform("goalRemove", "removedId", remove(&top, 1, "Vervallen")).await;
    let query = "query($table: ID!, $goal: ID!) { node(id: $goal) { id } partnership(by: { id: $table }) { goals { totalCount } } }";
    let after = secretary.ask(query, json!({ "table": table.id, "goal": top })).await;
    assert_eq!(after, json!({ "node": null, "partnership": { "goals": { "totalCount": 0 } } }));
    assert_eq!(secretary.refused("goalRemove", remove(&top, 2, "Nog eens")).await, ["NOT_FOUND goal"]);
}

async fn a_shared_problem_is_written_changed_and_removed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let input = json!({
        "partnership": table.id, "text": "Te weinig technici", "whyTogether": "Niemand kan het alleen",
        "evidence": [{ "title": "UWV-cijfers", "link": "https://example.org/uwv" }],
    });
    let fields = "problemStatement { id version termsVersion text whyTogether evidence { title link } }";
    let made = secretary.act("problemStatementCreate", fields, input.clone()).await;
    let mut wrong = input;
    wrong["evidence"] = json!([{ "title": "", "link": "javascript:alert(1)" }]);
    wrong["visibility"] = json!("SELECTED");
    let mut found = secretary.refused("problemStatementCreate", wrong).await;
    found.sort();
    assert_eq!(found, ["OUT_OF_RANGE evidence.0.link", "OUT_OF_RANGE visibility", "REQUIRED evidence.0.title"]);
    let change = json!({ "problemStatement": made["id"], "expectedVersion": 1, "evidence": [] });
    let changed = secretary.act("problemStatementChange", fields, change).await;
    assert_eq!(
        (&changed["version"], &changed["termsVersion"], &changed["evidence"]),
        (&json!(2), &json!(1), &json!([]))
    );
    let list = "query($id: ID!) { partnership(by: { id: $id }) { problemStatements { nodes { id text } } } }";
    let seen = table.server.by("school").ask(list, json!({ "id": table.id })).await;
    assert_eq!(text(&seen, "/partnership/problemStatements/nodes/0/text"), "Te weinig technici");
    let hidden = table.server.anonymous().ask(list, json!({ "id": table.id })).await;
    assert_eq!(hidden["partnership"]["problemStatements"]["nodes"], json!([]));
    let publish = json!({
        "problemStatement": made["id"], "expectedVersion": 2, "visibility": "PUBLIC", "source": "Notulen", "externalKey": "p-1",
    });
    secretary.act("problemStatementChange", fields, publish).await;
    let query = "query($id: ID!) { problemStatement(by: { id: $id }) { text source externalKey } }";
    let outside = table.server.anonymous().ask(query, json!({ "id": made["id"] })).await;
    assert_eq!(
        outside["problemStatement"],
        json!({ "text": "Te weinig technici", "source": null, "externalKey": null }),
        "where the table found it is the table's"
    );
    let remove = json!({ "problemStatement": made["id"], "expectedVersion": 3, "reason": "Opgelost" });
    secretary.perform("problemStatementRemove", "removedId", remove).await;
    assert_eq!(
        secretary.ask(list, json!({ "id": table.id })).await["partnership"]["problemStatements"]["nodes"],
        json!([])
    );
}
