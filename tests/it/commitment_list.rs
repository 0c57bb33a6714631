//! The list of commitments: found by whatever is shown of them, and by nothing that is not.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    table::{Table, organisation},
    tests,
};

use crate::commitment::{agreed, content, evidence, propose, step, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![every_shown_field_finds_and_no_hidden_one, a_list_is_sorted_by_whatever_a_secretariat_sorts_by]
}

/// The titles of the commitments that meet conditions, in order.
async fn titles(client: &tests::server::Client, table: &Table, arguments: &str) -> Vec<String> {
    let query = format!(
        "query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ commitments({arguments}) {{ totalCount nodes {{ title }} }} }} }}"
    );
    let answer = client.ask(&query, json!({ "id": table.id })).await["partnership"]["commitments"].take();
    let nodes = answer["nodes"].as_array().unwrap();
    assert_eq!(answer["totalCount"], nodes.len());
    nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect()
}

async fn every_shown_field_finds_and_no_hidden_one(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, school) = (table.secretary(), table.server.by("school"));
    let goal = table.goal("Doel").await;
    let interest = crate::visibility::interest(&table, &goal, "Stil").await;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    secretary.act("membershipCreate", "membership { id }", asked).await;
    let rich = json!({
        "title": "Rijk", "action": "Lokalen verbouwen", "doneCriterion": "Alles open", "chainStep": "TRAINING", "effect": "FILLED", "recurrence": "YEARLY",
        "termYears": 10, "visibility": "PUBLIC", "source": "Notulen", "externalKey": "R-1",
        "conditions": [{ "text": "Vergunning", "organisation": ministry }], "dueOn": { "date": "2026-12-01" },
    });
    let (own, decision) = agreed(&table, &rich).await;
    let mut input = content(&table, &json!({ "title": "Dient", "interests": [interest["id"]] }));
    input["debtors"] = json!([{ "organisation": table.school }]);
    input["beneficiaries"] = json!([]);
    let mut other = propose(&school, input).await;
    let more = json!({ "decision": decision["decision"] });
    take(&secretary, "Agree", &mut other, more, "AGREED").await;
    take(&school, "ReportDone", &mut other, evidence(), "REPORTED_DONE").await;
    let me = school.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take();
    for (filter, found) in [
        ("isBlocked: { eq: true }", "Rijk"),
        ("isAtRisk: { eq: true }", "Rijk"),
        ("awaitsConfirmation: { eq: true }", "Dient"),
        ("text: { contains: \"VERBOUWEN\" }", "Rijk"),
        ("text: { contains: \"alles open\" }", "Rijk"),
        ("text: { eq: \"T-2026-002\" }", "Dient"),
        ("chainStep: { eq: TRAINING }", "Rijk"),
        ("effect: { in: [FILLED] }", "Rijk"),
        ("effect: { isNull: true }", "Dient"),
        ("chainStep: { isNull: false }", "Rijk"),
        ("health: { isNull: true }, timesPostponed: { in: [0, 1] }, effect: { eq: FILLED }", "Rijk"),
        ("recurrence: { eq: YEARLY }", "Rijk"),
        ("visibility: { eq: PARTNERSHIP }", "Dient"),
        ("source: { eq: \"notulen\" }", "Rijk"),
        ("externalKey: { isNull: true }", "Dient"),
        ("originalDueOn: { lte: \"2026-11-30\" }", "Dient"),
        ("reportedOn: { eq: \"2026-11-20\" }", "Dient"),
        (&format!("conditionalOn: {{ eq: \"{ministry}\" }}"), "Rijk"),
        (&format!("author: {{ eq: {me} }}"), "Dient"),
        (&format!("decision: {{ eq: {} }}, chainStep: {{ eq: TRAINING }}", decision["decision"]), "Rijk"),
        (&format!("interest: {{ eq: {} }}", interest["id"]), "Dient"),
    ] {
        assert_eq!(titles(&school, &table, &format!("filter: {{ {filter} }}")).await, [found], "{filter}");
    }
    // The school's interest is the school's own.
    let by_interest = format!("filter: {{ interest: {{ eq: {} }} }}", interest["id"]);
    assert_eq!(titles(&secretary, &table, &by_interest).await, Vec::<String>::new());
    // Outside the table the same words find only what is seen there.
    let public = table.server.anonymous();
    assert_eq!(titles(&public, &table, "filter: { text: { contains: \"verbouwen\" } }").await, ["Rijk"]);
    for hidden in [
        "source: { eq: \"notulen\" }".to_owned(),
        "externalKey: { eq: \"R-1\" }".to_owned(),
        "isBlocked: { eq: true }".to_owned(),
        "isAtRisk: { eq: true }".to_owned(),
        format!("conditionalOn: {{ eq: \"{ministry}\" }}"),
        format!("decision: {{ eq: {} }}", decision["decision"]),
    ] {
        assert_eq!(titles(&public, &table, &format!("filter: {{ {hidden} }}")).await, Vec::<String>::new(), "{hidden}");
    }
    let seen =
        "query($id: ID!) { node(id: $id) { ... on Commitment { conditions { text } isBlocked author { name } } } }";
    let seen = public.ask(seen, json!({ "id": own["id"] })).await;
    assert_eq!(seen["node"], json!({ "conditions": [], "isBlocked": false, "author": null }));
}

async fn a_list_is_sorted_by_whatever_a_secretariat_sorts_by(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let row = |title: &str, organisation: &str, state: &str, due: &str, quantity: &str, chain: Value| {
        json!({
            "title": title, "debtors": [{ "organisation": organisation }], "agreedOn": "2025-03-01", "state": state,
            "dueOn": { "date": due }, "quantity": quantity, "unit": "plekken", "chainStep": chain,
        })
    };
    let rows = [
        row("b", &table.school, "FULFILLED", "2026-05-01", "10", json!("RETENTION")),
        row("a", &table.company, "AGREED", "2026-06-01", "9.5", Value::Null),
        row("c", &table.province, "IN_PROGRESS", "2026-04-01", "2", json!("RECRUITMENT")),
    ];
    let input = json!({ "partnership": table.id, "source": "Lijst", "commitments": rows });
    let taken = secretary.act("commitmentsTakeOver", "commitments { id version }", input).await;
    let change = step(&taken[1], &json!({ "source": "Notulen" }));
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    secretary.act("commitmentChange", "commitment { id }", change).await;
    let note = json!({ "commitment": taken[2]["id"], "health": "ON_TRACK" });
    secretary.act("commitmentNote", "note { id }", note).await;
    let news = "query($id: ID!, $of: ID!) { partnership(by: { id: $id }) {
        notes(filter: { health: { eq: ON_TRACK } }) { nodes { commitment { title } } }
        none: notes(filter: { commitment: { eq: $of } }) { totalCount } } }";
    let asked = json!({ "id": table.id, "of": taken[0]["id"] });
    let seen = secretary.ask(news, asked.clone()).await["partnership"].take();
    assert_eq!(seen["notes"]["nodes"], json!([{ "commitment": { "title": "c" } }]));
    assert_eq!(seen["none"]["totalCount"], 0);
    let public = table.server.anonymous().ask(news, asked).await;
    assert_eq!(public["partnership"]["notes"]["nodes"], json!([]));
    for (field, direction, expected) in [
        ("LEAD_NAME", "ASC", "acb"),
        ("STATE", "ASC", "acb"),
        ("REFERENCE", "DESC", "cab"),
        ("NUMBER", "ASC", "bac"),
        ("ORIGINAL_DUE_ON", "ASC", "cba"),
        ("QUANTITY", "ASC", "cab"),
        ("CHAIN_STEP", "ASC", "cba"),
        ("CHAIN_STEP", "DESC", "bca"),
        ("CHANGED_AT", "DESC", "abc"),
        ("LATEST_NOTE_ON", "DESC", "cba"),
    ] {
        let arguments = format!("orderBy: [{{ field: {field}, direction: {direction} }}]");
        assert_eq!(titles(&secretary, &table, &arguments).await.concat(), expected, "{field} {direction}");
    }
    let many = "filter: { quantity: { gt: \"9.5\" }, unit: { eq: \"Plekken\" }, amount: { isNull: true } }";
    assert_eq!(titles(&secretary, &table, many).await, ["b"]);
}
