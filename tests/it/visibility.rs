//! Who sees what: hidden equals absent, byte for byte, for every kind of viewer.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation, person},
    tests,
};

use crate::journey::{definition, submit};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_interest_of_an_organisation_is_absent_for_every_other_viewer,
        a_commitment_outside_the_table_is_a_title,
        a_measurement_is_seen_by_its_state,
        a_draft_is_its_authors_and_the_secretariats,
        an_observer_shares_in_nothing,
        a_dashboard_learns_no_more_than_the_figure,
    ]
}

/// Everybody but the school: at the table, next to it and outside of it.
async fn others(table: &Table, indicator: &str) -> Vec<(&'static str, Client)> {
    let observer = seat_observer(table).await;
    let named =
        ["secretary", "chair", "company", "stranger", "admin"].map(|subject| (subject, table.server.by(subject)));
    let mut others = Vec::from(named);
    others.push(("observer", observer));
    others.push(("former", seat_until_october(table).await));
    others.push(("anonymous", table.server.anonymous()));
    others.push(("dashboard", table.server.with("school", Scopes::DASHBOARD, &[indicator])));
    others
}

/// An organisation that only observes.
pub(crate) async fn seat_observer(table: &Table) -> Client {
    let admin = table.server.by("admin");
    let watching = organisation(&admin, "Waarnemer", "OTHER").await;
    let person = person(&admin, "observer", &watching).await;
    table.seat(&table.id, &watching, "OBSERVER", &person).await;
    table.server.by("observer")
}

/// An organisation that has left the table.
pub(crate) async fn seat_until_october(table: &Table) -> Client {
    let admin = table.server.by("admin");
    let left = organisation(&admin, "Vertrokken", "COMPANY").await;
    let input = json!({
        "partnership": table.id, "organisation": left, "roles": ["PARTNER"], "from": "2026-01-01", "until": "2026-10-31",
        "representatives": [{ "person": person(&admin, "former", &left).await }],
    });
    table.secretary().act("membershipCreate", "membership { id }", input).await;
    table.server.by("former")
}

pub(crate) async fn interest(table: &Table, goal: &str, title: &str) -> Value {
    let input = json!({
        "partnership": table.id, "organisation": table.school, "side": "GAIN", "kind": "MONEY", "title": title,
        "amount": "1000", "importance": 5, "goals": [goal], "externalKey": title, "reviewedOn": "2026-11-01",
    });
    table.server.by("school").act("interestCreate", "interest { id version }", input).await
}

/// All ways to come across interests, with what a record would betray by being there.
const INTERESTS: &str = "query($id: ID!, $goal: ID!, $found: ID!, $owner: String!) {
    node(id: $found) { id } nodes(ids: [$found]) { id }
    goal: node(id: $goal) { ... on Goal { version progress { value coverage } interests { totalCount nodes { title } } } }
    partnership(by: { id: $id }) {
        version commitmentCounts { state count }
        memberships { totalCount nodes { version } }
        interests { totalCount nodes { id title } edges { cursor } pageInfo { hasNextPage hasPreviousPage } }
        first: interests(first: 1) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
        sorted: interests(orderBy: [{ field: IMPORTANCE, direction: DESC }, { field: TITLE, direction: ASC }]) { edges { cursor } nodes { title } }
        last: interests(last: 1, orderBy: [{ field: ORGANISATION_NAME, direction: ASC }]) { nodes { title } }
        filtered: interests(filter: { title: { contains: \"geheim\" } }) { totalCount }
        owned: interests(filter: { organisation: { eq: $owner } }) { totalCount nodes { title } }
        money: interests(filter: { kind: { eq: MONEY }, reviewedOn: { isNull: false } }) { totalCount }
        goals { totalCount nodes { interests { totalCount } } }
        commitments { totalCount nodes { id version } }
    } }";

async fn an_interest_of_an_organisation_is_absent_for_every_other_viewer(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = indicator(&table, &definition, "PARTNERSHIP").await;
    let public = interest(&table, &goal, "Open en bloot").await;
    let share = json!({ "interest": public["id"], "expectedVersion": 1, "visibility": "PUBLIC" });
    let school = table.server.by("school");
    school.act("interestShare", "interest { id }", share).await;
    let secret = interest(&table, &goal, "Een geheim").await;
    let remove = json!({ "interest": secret["id"], "expectedVersion": 1, "reason": "Om te vergelijken" });
    school.act("interestRemove", "partnership { id }", remove).await;

    let others = others(&table, &indicator).await;
    let found = interest(&table, &goal, "Nog een geheim").await;
    let variables = json!({ "id": table.id, "goal": goal, "found": found["id"], "owner": table.school });
    let look = async |client: &Client| client.reply(INTERESTS, variables.clone()).await.to_string();
    assert!(look(&school).await.contains("Nog een geheim"));
    let hidden: Vec<String> = {
        let mut seen = Vec::new();
        for (_, client) in &others {
            seen.push(look(client).await);
        }
        seen
    };
    let step = |version: i64| json!({ "interest": found["id"], "expectedVersion": version });
    // Whoever is told of nothing cannot act on it either, and learns nothing by trying.
    for (name, client) in others.iter().filter(|(name, _)| !matches!(*name, "anonymous" | "dashboard")) {
        assert_eq!(client.refused("interestReview", step(9)).await, ["NOT_FOUND interest"], "{name}");
    }

    // Shared with the company alone, it is there for the company and for nobody else.
    let share = json!({
        "interest": found["id"], "expectedVersion": 1, "visibility": "SELECTED", "sharedWith": [table.company],
    });
    school.act("interestShare", "interest { id }", share).await;
    for ((name, client), before) in others.iter().zip(&hidden) {
        let after = look(client).await;
        assert_eq!(after == *before, *name != "company", "{name}\n{before}\n{after}");
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Interest { title version amount sharedWith { id } } } }";
    let seen = table.server.by("company").ask(query, json!({ "id": found["id"] })).await;
    let expected = json!({ "title": "Nog een geheim", "version": 1, "amount": "1000", "sharedWith": [] });
    assert_eq!(seen["node"], expected, "neither how often it changed nor with whom else it is shared");

    // Taken back and removed, it leaves no trace; before it was entered there was none either.
    let back = json!({ "interest": found["id"], "expectedVersion": 2, "visibility": "ORGANISATION" });
    school.act("interestShare", "interest { id }", back).await;
    let remove = json!({ "interest": found["id"], "expectedVersion": 3, "reason": "Klaar" });
    for (name, client) in &others {
        assert_eq!(client.refused("interestRemove", remove.clone()).await.len(), 1, "{name}");
    }
    school.act("interestRemove", "partnership { id }", remove).await;
    for ((name, client), before) in others.iter().zip(&hidden) {
        assert_eq!(look(client).await, *before, "{name}");
    }
}

/// An indicator that says all there is to say.
pub(crate) async fn indicator(table: &Table, definition: &str, visibility: &str) -> String {
    let input = json!({
        "partnership": table.id, "definition": definition, "visibility": visibility, "reporter": table.company,
        "source": "Jaarverslag", "externalKey": visibility,
        "baseline": { "value": "0", "date": "2026-01-01", "source": "Nulmeting van het bedrijf" },
        "targets": [{ "value": "100", "date": "2026-12-31" }],
    });
    text(&table.secretary().act("indicatorCreate", "indicator { id }", input).await, "/id").to_owned()
}

async fn a_commitment_outside_the_table_is_a_title(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let viewer = company.ask("{ viewer { person { id } } }", json!({})).await;
    let mut public = Value::Null;
    for (title, visibility) in [("Voor de tafel", "PARTNERSHIP"), ("Voor iedereen", "PUBLIC")] {
        let input = json!({
            "partnership": table.id, "title": title, "visibility": visibility, "action": "Doen", "kind": "MONEY",
            "amount": "400000", "qualifier": "JUST_OVER", "externalKey": title, "source": "Notulen",
            "debtors": [{ "organisation": table.company, "contact": viewer["viewer"]["person"]["id"] }],
        });
        public = company.act("commitmentPropose", "commitment { id version }", input).await;
    }
    let back = json!({ "commitment": public["id"], "expectedVersion": 1, "reason": "Nog eens" });
    table.secretary().act("commitmentSendBack", "commitment { id }", back).await;
    let again = json!({ "draft": public["id"], "expectedVersion": 2 });
    company.act("commitmentPropose", "commitment { id }", again).await;
    let withdraw = json!({ "commitment": public["id"], "expectedVersion": 3, "reason": "Ons is de prijs te hoog" });
    company.act("commitmentWithdraw", "commitment { id }", withdraw).await;

    let query = "query($id: ID!, $key: String!) {
        commitment(by: { externalKey: { partnership: $id, key: $key } }) { id }
        partnership(by: { id: $id }) { commitmentCounts { state count }
            byAmount: commitments(filter: { title: { contains: \"tafel\" } }) { totalCount }
            commitments { totalCount nodes { title kind quantity unit amount qualifier stateReason externalKey source
                contacts { person { name } } debtors { name } evidence { title } notes { totalCount } } } } }";
    let variables = json!({ "id": table.id, "key": "Voor iedereen" });
    let outside = json!({
        "commitment": null,
        "partnership": {
            "commitmentCounts": [{ "state": "WITHDRAWN", "count": 1 }], "byAmount": { "totalCount": 0 },
            "commitments": { "totalCount": 1, "nodes": [{
                "title": "Voor iedereen", "kind": "MONEY", "quantity": null, "unit": null, "amount": null,
                "qualifier": "EXACT", "stateReason": null, "externalKey": null, "source": null, "contacts": [],
                "debtors": [{ "name": "Bedrijf" }], "evidence": null, "notes": { "totalCount": 0 },
            }] },
        },
    });
    for client in [table.server.by("stranger"), table.server.by("admin"), table.server.anonymous()] {
        assert_eq!(client.ask(query, variables.clone()).await, outside);
    }
    let observer = seat_observer(&table).await;
    for client in [table.secretary(), table.server.by("school"), observer] {
        let whole = client.ask(query, variables.clone()).await;
        let commitments = &whole["partnership"]["commitments"];
        assert_eq!(commitments["totalCount"], 2);
        let last = &commitments["nodes"][1];
        assert_eq!((text(last, "/amount"), text(last, "/qualifier")), ("400000", "JUST_OVER"));
        assert_eq!(last["stateReason"], "Ons is de prijs te hoog");
    }
}

async fn a_measurement_is_seen_by_its_state(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let company = table.server.by("company");
    let open = indicator(&table, &definition, "PUBLIC").await;
    let input = json!({ "indicator": open, "observedOn": "2026-04-01", "value": { "number": "4" } });
    company.act("measurementDraft", "measurement { id }", input).await;
    for (day, number, act) in [("2026-03-01", 3, "Approve"), ("2026-05-01", 5, "Return"), ("2026-06-01", 6, "")] {
        let sent = submit(&company, &open, day, number).await;
        let mut input = json!({ "measurement": sent["id"], "expectedVersion": 1 });
        if act == "Return" {
            input["reason"] = json!("Klopt dit?");
        }
        if !act.is_empty() {
            table.secretary().act(&format!("measurement{act}"), "measurement { id }", input).await;
        }
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator {
        reporter { name } source externalKey baseline { value source } level { value }
        measurements(orderBy: [{ field: OBSERVED_ON, direction: ASC }]) { totalCount
            nodes { state value version organisation { name } submittedAt approvedAt reason } } } } }";
    let mut rows = Vec::new();
    for (name, client) in others(&table, &open).await.into_iter().chain([("school", table.server.by("school"))]) {
        let seen = client.ask(query, json!({ "id": open })).await["node"].take();
        let row = |one: &Value| {
            let organisation = one["organisation"]["name"].as_str().unwrap_or("-");
            let dates = if one["submittedAt"].is_null() && one["approvedAt"].is_null() { "-" } else { "dated" };
            format!("{} v{} {organisation} {dates}", text(one, "/state"), one["version"])
        };
        let states: Vec<_> = seen["measurements"]["nodes"].as_array().unwrap().iter().map(row).collect();
        assert_eq!(seen["measurements"]["totalCount"], states.len());
        assert_eq!(seen["level"]["value"], "3", "{name}");
        let about = [&seen["reporter"]["name"], &seen["source"], &seen["externalKey"], &seen["baseline"]["source"]];
        let known = about.iter().filter(|word| !word.is_null()).count();
        rows.push(format!("{name}: {known} of 4; {}", states.join(", ")));
    }
    let figure = "0 of 4; APPROVED v1 - -";
    let at_the_table = "APPROVED v2 Bedrijf dated, SUBMITTED v1 Bedrijf dated";
    let office = "4 of 4; APPROVED v2 Bedrijf dated, RETURNED v2 Bedrijf dated, SUBMITTED v1 Bedrijf dated";
    let own =
        "4 of 4; APPROVED v2 Bedrijf dated, DRAFT v1 Bedrijf -, RETURNED v2 Bedrijf dated, SUBMITTED v1 Bedrijf dated";
    let observer = format!("4 of 4; {at_the_table}");
    let expected = [
        ("secretary", office),
        ("chair", office),
        ("company", own),
        ("stranger", figure),
        ("admin", figure),
        ("observer", &observer),
        ("former", figure),
        ("anonymous", figure),
        ("dashboard", figure),
        ("school", &observer),
    ];
    assert_eq!(rows, expected.map(|(name, seen)| format!("{name}: {seen}")));
}

async fn a_draft_is_its_authors_and_the_secretariats(db: TestDatabase) {
    let table = Table::set(&db).await;
    let input = json!({ "partnership": table.id, "title": "Concept", "externalKey": "sleutel" });
    let company = table.server.by("company");
    let draft = company.act("commitmentDraft", "commitment { id reference }", input.clone()).await;
    assert!(draft["reference"].is_null());
    let query = "query($id: ID!, $draft: ID!) { node(id: $draft) { id }
        partnership(by: { id: $id }) { commitmentCounts { count } commitments { totalCount } } }";
    let variables = json!({ "id": table.id, "draft": draft["id"] });
    for (client, count) in [
        (&company, 1),
        (&table.secretary(), 1),
        (&table.server.by("chair"), 0),
        (&table.server.by("school"), 0),
        (&table.server.by("admin"), 0),
        (&table.server.anonymous(), 0),
    ] {
        let seen = client.ask(query, variables.clone()).await;
        assert_eq!(seen["node"].is_null(), count == 0);
        assert_eq!(seen["partnership"]["commitments"]["totalCount"], count);
        assert_eq!(seen["partnership"]["commitmentCounts"], json!([]), "drafts enter no figure");
    }
    // The same key is no secret told: the chair's draft goes through, and one of both is refused when they meet.
    let chair = table.server.by("chair");
    let mut other = input;
    other["debtors"] = json!([{ "organisation": table.province }]);
    chair.act("commitmentPropose", "commitment { id }", other).await;
    let meets = json!({ "draft": draft["id"], "expectedVersion": 1, "debtors": [{ "organisation": table.company }] });
    assert_eq!(company.refused("commitmentPropose", meets).await, ["ALREADY_EXISTS externalKey"]);
    let step = json!({ "commitment": draft["id"], "expectedVersion": 1, "reason": "Weg ermee" });
    assert_eq!(chair.refused("commitmentWithdraw", step).await, ["NOT_FOUND commitment"]);
}

async fn an_observer_shares_in_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let observer = seat_observer(&table).await;
    let own = observer.ask("{ viewer { organisations { id } } }", json!({})).await;
    let watching = own["viewer"]["organisations"][0]["id"].clone();
    let goal = table.goal("Doel").await;
    let secret = interest(&table, &goal, "Gedeeld").await;
    let share =
        json!({ "interest": secret["id"], "expectedVersion": 1, "visibility": "SELECTED", "sharedWith": [watching] });
    table.server.by("school").act("interestShare", "interest { id }", share).await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = crate::journey::indicator(&table, &goal, &definition, 100, "1").await;
    let behalf = json!({
        "indicator": indicator, "observedOn": "2026-04-01", "value": { "number": "4" }, "onBehalfOf": watching,
    });
    let draft = table.secretary().act("measurementDraft", "measurement { id }", behalf).await;
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }";
    let ids = json!({ "ids": [goal, indicator, secret["id"], draft["id"]] });
    let seen = observer.ask(query, ids).await;
    assert_eq!(seen["nodes"], json!([{ "__typename": "Goal" }, { "__typename": "Indicator" }, null, null]));
    let input =
        json!({ "partnership": table.id, "organisation": watching, "side": "WISH", "kind": "OTHER", "title": "Wens" });
    assert_eq!(observer.refused("interestCreate", input).await, ["NOT_ALLOWED"]);
    let input = json!({ "indicator": indicator, "observedOn": "2026-04-01", "value": { "number": "4" } });
    assert_eq!(observer.refused("measurementSubmit", input).await, ["NOT_ALLOWED"]);
    let input = json!({ "name": "Collega", "organisation": watching });
    assert_eq!(observer.refused("personCreate", input).await, ["NOT_ALLOWED"]);
}

async fn a_dashboard_learns_no_more_than_the_figure(db: TestDatabase) {
    let mut table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let bureau = json!({
        "name": "Geheim overleg", "slug": "geheim", "kind": "PROJECT", "sector": "Chemie", "referencePrefix": "G",
        "nameVisibility": "PARTNERSHIP", "startsOn": { "date": "2026-02-01" }, "source": "Brief",
        "secretariat": { "organisation": table.bureau, "from": "2026-01-01", "representatives": [{ "person": me(&table.secretary()).await }] },
    });
    let founded = admin.act("partnershipCreate", "partnership { id }", bureau).await;
    text(&founded, "/id").clone_into(&mut table.id);
    let goal = json!({ "partnership": table.id, "title": "Openbaar doel", "kind": "OUTCOME", "visibility": "PUBLIC" });
    let goal = table.secretary().act("goalCreate", "goal { id }", goal).await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = crate::journey::indicator(&table, text(&goal, "/id"), &definition, 100, "1").await;

    let dashboard = table.server.with("secretary", Scopes::DASHBOARD, &[&indicator]);
    let query = "query($indicator: ID!, $id: ID!) {
        viewer { id name person { id } organisations { id } memberships { from } }
        byId: partnership(by: { id: $id }) { id } bySlug: partnership(by: { slug: \"geheim\" }) { id } node(id: $id) { id }
        named: node(id: $indicator) { ... on Indicator { progress { value } target { value } goal { id } partnership {
            id name slug sector kind stage version source startsOn { date } regions { id } parent { id } settings { graceDays }
            stageGates { stage } talkToAction { days }
            goals { totalCount } commitments { totalCount } memberships { totalCount } indicators { totalCount } } } } }";
    let seen = dashboard.ask(query, json!({ "indicator": indicator, "id": table.id })).await;
    let expected = json!({
        "viewer": { "id": null, "name": null, "person": null, "organisations": [], "memberships": [] },
        "byId": null, "bySlug": null, "node": null,
        "named": { "progress": { "value": null }, "target": { "value": "100" }, "goal": null, "partnership": {
            "id": table.id, "name": "", "slug": "", "sector": null, "kind": "COALITION", "stage": "COMMON_GOAL",
            "version": 0, "source": null, "startsOn": null, "regions": [], "parent": null, "settings": null,
            "stageGates": [], "talkToAction": null,
            "goals": { "totalCount": 0 }, "commitments": { "totalCount": 0 }, "memberships": { "totalCount": 0 },
            "indicators": { "totalCount": 1 },
        } },
    });
    assert_eq!(seen, expected);
    let secretary = table.secretary().ask(query, json!({ "indicator": indicator, "id": table.id })).await;
    assert_eq!(secretary["named"]["partnership"]["name"], "Geheim overleg");
    let other = table.server.with("secretary", Scopes::DASHBOARD, &[]);
    let unnamed = other.ask(query, json!({ "indicator": indicator, "id": table.id })).await;
    assert!(unnamed["named"].is_null());
}

async fn me(client: &Client) -> Value {
    client.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take()
}
