//! What a former member still sees: its own items, and what concerned it as it was when it left.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    allocation::with,
    commitment::{agreed, content, evidence, propose, take},
    hand_over::leave,
    hidden::own_person,
    journey::{definition, submit},
    membership::seat_of,
    visibility::indicator,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_concerned_it_stays_as_it_was_when_it_left,
        its_last_day_ends_at_midnight,
        what_it_saw_until_its_leaving_was_recorded_stays,
        what_everybody_sees_is_not_kept_from_the_past,
        its_own_items_stay_its_own,
        what_it_reported_tells_nothing_of_what_was_measured_since,
        only_whoever_is_still_its_own_keeps_anything,
        an_observer_keeps_no_commitment,
    ]
}

/// The company's last day is today, and today is the day after.
pub(crate) async fn company_leaves(table: &Table, more: Value) {
    let seat = seat_of(table, &table.company).await;
    table.secretary().act("membershipEnd", "membership { id }", leave(&seat, &more)).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
}

/// All that a viewer is told of the table, but for how often it changed.
const ALL: &str = "query($id: ID!, $company: ID!) {
    partnership(by: { id: $id }) {
        version name settings { graceDays } viewerMay commitmentCounts { state count }
        memberships { totalCount nodes { organisation { name } until } }
        commitments { totalCount edges { cursor } nodes { ...Told } }
        late: commitments(filter: { isOverdue: { eq: true } }) { totalCount }
        soon: commitments(filter: { isDueSoon: { eq: true } }) { totalCount }
        risky: commitments(filter: { isAtRisk: { eq: true } }) { totalCount }
        changed: commitments(orderBy: [{ field: CHANGED_AT, direction: DESC }]) { nodes { title } }
        noted: commitments(filter: { latestNoteOn: { isNull: false } }) { totalCount }
        notes { totalCount } meetings { totalCount } goals { totalCount } problemStatements { totalCount }
        interests { totalCount nodes { title visibility } } measurements { totalCount nodes { state indicator { id } } }
    }
    organisation(by: { id: $company }) { commitments { nodes { title } } interests { nodes { title } } }
    viewer { commitments { totalCount } }
}
fragment Told on Commitment {
    id version termsVersion reference title action state stateReason amount obligation visibility changedAt agreedOn
    dueOn { date } isOverdue isDueSoon isBlocked isAtRisk awaitsConfirmation progress { value at } reportedOn
    lead { name } debtors { name } beneficiaries { name } contacts { person { name } } conditions { text metOn }
    goals { id } interests { id } decision { id } evidence { title } latestNote { id } notes { totalCount }
    allowedTransitions { to allowed }
}";

async fn told(table: &Table, client: &Client) -> Value {
    client.ask(ALL, json!({ "id": table.id, "company": table.company })).await
}

async fn titles(table: &Table, client: &Client) -> Vec<String> {
    let seen = told(table, client).await;
    let nodes = seen["partnership"]["commitments"]["nodes"].as_array().unwrap();
    nodes.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

async fn of_id(client: &Client, commitment: &Value, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Commitment {{ {fields} }} }} }}");
    client.ask(&query, json!({ "id": commitment["id"] })).await["node"].take()
}

async fn what_concerned_it_stays_as_it_was_when_it_left(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let by_school = json!([{ "organisation": table.school }]);
    let own = json!({ "title": "Overgedragen", "beneficiaries": [] });
    let (own, decision) = agreed(&table, &own).await;
    let note = json!({ "commitment": own["id"], "health": "BEHIND", "text": "Te weinig mensen" });
    company.act("commitmentNote", "note { id }", note).await;
    let owed = json!({
        "title": "Toegekomen", "debtors": by_school, "beneficiaries": [table.company], "kind": "MONEY",
        "amount": "100", "dueOn": { "date": "2026-12-10" },
    });
    let (mut owed, _) = agreed(&table, &owed).await;
    let conditional = json!({
        "title": "Voorwaarde", "debtors": by_school, "beneficiaries": [],
        "conditions": [{ "text": "Een werkplaats", "organisation": table.company }],
    });
    let (mut conditional, _) = agreed(&table, &conditional).await;
    let (mut others, _) =
        agreed(&table, &json!({ "title": "Andermans", "debtors": by_school, "beneficiaries": [table.province] })).await;
    let draft = content(&table, &json!({ "title": "Concept" }));
    let draft = secretary.act("commitmentDraft", "commitment { id version }", draft).await;
    let over =
        json!({ "handOvers": [{ "commitment": own["id"], "to": table.school }], "decision": decision["decision"] });
    company_leaves(&table, over).await;

    let kept = ["Overgedragen", "Toegekomen", "Voorwaarde"];
    assert_eq!(titles(&table, &company).await, kept, "neither others' commitments nor a draft that names it");
    let before = told(&table, &company).await;
    let asked =
        "state debtors { name } amount dueOn { date } isOverdue isDueSoon isAtRisk isBlocked notes { totalCount }
        latestNote { id } decision { id } progress { at }";
    let judged = json!({ "at": "2026-11-20" });
    assert_eq!(
        of_id(&company, &own, asked).await,
        json!({
            "state": "IN_PROGRESS", "debtors": [{ "name": "School" }], "amount": null, "dueOn": { "date": "2026-11-10" },
            "isOverdue": true, "isDueSoon": false, "isAtRisk": false, "isBlocked": false, "notes": { "totalCount": 0 },
            "latestNote": null, "decision": null, "progress": judged,
        })
    );
    let owed_then = json!({
        "state": "AGREED", "debtors": [{ "name": "School" }], "amount": "100", "dueOn": { "date": "2026-12-10" },
        "isOverdue": false, "isDueSoon": false, "isAtRisk": false, "isBlocked": false, "notes": { "totalCount": 0 },
        "latestNote": null, "decision": null, "progress": judged,
    });
    assert_eq!(of_id(&company, &owed, asked).await, owed_then);

    // What happens from now on is the table's.
    table.server.clock.set("2026-12-05T11:00:00Z".parse().unwrap());
    let note = json!({ "commitment": owed["id"], "health": "BEHIND", "text": "Later" });
    school.act("commitmentNote", "note { id }", note).await;
    owed = of_id(&secretary, &owed, "id version state").await;
    take(&school, "ReportDone", &mut owed, evidence(), "REPORTED_DONE").await;
    let met = json!({ "commitment": conditional["id"], "expectedVersion": conditional["version"], "number": 1 });
    secretary.act("commitmentMeetCondition", "commitment { id }", met).await;
    conditional = of_id(&secretary, &conditional, "id version state").await;
    let reason = json!({ "reason": "Niet meer nodig", "decision": decision["decision"] });
    take(&secretary, "Release", &mut conditional, reason, "RELEASED").await;
    take(&school, "Start", &mut others, json!({}), "IN_PROGRESS").await;
    let proposed = json!({ "draft": draft["id"], "expectedVersion": draft["version"], "beneficiaries": [table.province],
        "debtors": by_school });
    propose(&secretary, proposed).await;
    propose(&school, content(&table, &json!({ "title": "Nieuw", "debtors": by_school, "beneficiaries": [] }))).await;
    let meeting = json!({ "partnership": table.id, "title": "Overleg", "heldOn": "2027-01-20" });
    secretary.act("meetingRecord", "meeting { id }", meeting).await;
    let hide =
        json!({ "partnership": table.id, "expectedVersion": 1, "nameVisibility": "PARTNERSHIP", "name": "tafel" });
    assert_eq!(told(&table, &company).await, before, "hidden equals absent");
    assert_eq!(of_id(&company, &owed, asked).await, owed_then);
    let days = "now: progress { value at } later: progress(at: \"2026-12-31\") { value at }
        before: progress(at: \"2026-10-31\") { value at }";
    let last = json!({ "value": "0", "at": "2026-11-20" });
    let expected = json!({ "now": last, "later": last, "before": { "value": null, "at": "2026-10-31" } });
    assert_eq!(of_id(&company, &owed, days).await, expected, "of no later day than it keeps is it told");
    secretary.act("partnershipChange", "partnership { id }", hide).await;
    assert_eq!(titles(&table, &company).await, kept, "it knows a table whose name is hidden from others");
    assert_eq!(told(&table, &table.server.by("stranger")).await["partnership"], Value::Null);

    // It only looks; and it alone pays for what it looks up.
    assert_eq!(
        company.refused("commitmentNote", json!({ "commitment": own["id"], "health": "DONE" })).await,
        ["NOT_FOUND commitment"]
    );
    let read = "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes { title } } } }";
    let mut statements = Vec::new();
    for client in [&school, &company] {
        let before = table.server.statements.load(std::sync::atomic::Ordering::Relaxed);
        client.ask(read, json!({ "id": table.id })).await;
        statements.push(table.server.statements.load(std::sync::atomic::Ordering::Relaxed) - before);
    }
    assert_eq!(statements[1], statements[0] + 1);

    // Back at the table it sees what the table sees.
    let back = json!({
        "partnership": table.id, "organisation": table.company, "roles": ["PARTNER"], "from": "2026-12-01",
        "representatives": [{ "person": own_person(&company).await }],
    });
    secretary.act("membershipCreate", "membership { id }", back).await;
    let all = ["Overgedragen", "Toegekomen", "Voorwaarde", "Andermans", "Concept", "Nieuw"];
    assert_eq!(titles(&table, &company).await, all);
    assert_eq!(of_id(&company, &owed, "state").await["state"], "REPORTED_DONE");
}

async fn its_last_day_ends_at_midnight(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let at = |instant: &str| table.server.clock.set(instant.parse().unwrap());
    let owed = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let (mut owed, _) = agreed(&table, &owed).await;
    let seat = seat_of(&table, &table.company).await;
    let last_day = leave(&seat, &json!({ "until": "2026-11-22" }));
    table.server.by("chair").act("membershipEnd", "membership { id }", last_day).await;
    at("2026-11-22T22:59:59Z");
    take(&school, "Start", &mut owed, json!({}), "IN_PROGRESS").await;
    at("2026-11-22T23:00:00Z");
    take(&school, "ReportDone", &mut owed, evidence(), "REPORTED_DONE").await;
    let later = json!({
        "title": "Te laat", "debtors": [{ "organisation": table.school }], "beneficiaries": [table.bureau],
    });
    propose(&school, content(&table, &later)).await;
    assert_eq!(titles(&table, &company).await, ["Plekken"], "the other was made after its last day");
    assert_eq!(of_id(&company, &owed, "state").await["state"], "IN_PROGRESS");
}

async fn what_it_saw_until_its_leaving_was_recorded_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let owed = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let (mut owed, _) = agreed(&table, &owed).await;
    let seat = seat_of(&table, &table.company).await;
    table.server.clock.set("2026-11-20T12:00:00Z".parse().unwrap());
    let long_ago = leave(&seat, &json!({ "until": "2026-09-30" }));
    table.server.by("chair").act("membershipEnd", "membership { id }", long_ago).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    take(&school, "Start", &mut owed, json!({}), "IN_PROGRESS").await;
    let later = json!({
        "title": "Te laat", "debtors": [{ "organisation": table.school }], "beneficiaries": [table.bureau],
    });
    propose(&school, content(&table, &later)).await;
    assert_eq!(titles(&table, &company).await, ["Plekken"]);
    assert_eq!(of_id(&company, &owed, "state").await["state"], "AGREED");
}

async fn what_everybody_sees_is_not_kept_from_the_past(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let terms = json!({
        "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company], "visibility": "PUBLIC",
        "kind": "MONEY", "amount": "100",
    });
    let (mut public, _) = agreed(&table, &terms).await;
    company_leaves(&table, json!({})).await;
    take(&school, "Start", &mut public, json!({}), "IN_PROGRESS").await;
    let fields = "state amount isOverdue progress { at }";
    let today = json!({
        "state": "IN_PROGRESS", "amount": null, "isOverdue": true, "progress": { "at": "2026-11-21" },
    });
    for client in [&company, &table.server.anonymous()] {
        assert_eq!(of_id(client, &public, fields).await, today);
    }
    let close = json!({
        "commitment": public["id"], "expectedVersion": public["version"], "visibility": "PARTNERSHIP",
    });
    secretary.act("commitmentChange", "commitment { id }", close).await;
    let then = json!({ "state": "AGREED", "amount": "100", "isOverdue": true, "progress": { "at": "2026-11-20" } });
    assert_eq!(of_id(&company, &public, fields).await, then);
    assert_eq!(of_id(&table.server.anonymous(), &public, fields).await, Value::Null);
}

/// An interest of the company that it shares with nobody, and what it measured: one to be approved, one returned.
async fn own_items(table: &Table) {
    let company = table.server.by("company");
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PEOPLE", "title": "Stil",
        "importance": 5,
    });
    company.act("interestCreate", "interest { id }", interest).await;
    let definition = definition(&table.secretary(), table, "vervuld").await;
    let series = indicator(table, &definition, "PARTNERSHIP").await;
    submit(&company, &series, "2026-03-01", 3).await;
    let returned = submit(&company, &series, "2026-04-01", 4).await;
    let back = json!({ "measurement": returned["id"], "expectedVersion": 1, "reason": "Dubbel geteld" });
    table.secretary().act("measurementReturn", "measurement { id }", back).await;
    let draft = json!({ "indicator": series, "observedOn": "2026-06-01", "value": { "number": "9" } });
    company.act("measurementDraft", "measurement { id }", draft).await;
    let by_others = json!({ "indicator": series, "observedOn": "2026-07-01", "value": { "number": "10" } });
    table.secretary().act("measurementSubmit", "measurement { id }", by_others).await;
}

async fn its_own_items_stay_its_own(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    own_items(&table).await;
    company_leaves(&table, json!({})).await;
    let seen = told(&table, &company).await;
    let partnership = &seen["partnership"];
    let membership =
        json!({ "totalCount": 1, "nodes": [{ "organisation": { "name": "Bedrijf" }, "until": "2026-11-20" }] });
    assert_eq!((&partnership["memberships"], &partnership["settings"]), (&membership, &Value::Null));
    let interests = json!({ "totalCount": 1, "nodes": [{ "title": "Stil", "visibility": "ORGANISATION" }] });
    assert_eq!(partnership["interests"], interests);
    assert_eq!(seen["organisation"]["interests"]["nodes"], json!([{ "title": "Stil" }]));
    let states = ["SUBMITTED", "RETURNED", "DRAFT"].map(|state| json!({ "state": state, "indicator": null }));
    assert_eq!(partnership["measurements"], json!({ "totalCount": 3, "nodes": states }));
    let whole = "query($id: ID!) { partnership(by: { id: $id }) { interests { nodes { id version importance } }
        measurements(filter: { state: { eq: RETURNED }, indicator: { isNull: true } }) { nodes { id version reason } } } }";
    let whole = company.ask(whole, json!({ "id": table.id })).await["partnership"].take();
    let (interest, returned) = (&whole["interests"]["nodes"][0], &whole["measurements"]["nodes"][0]);
    assert_eq!((&interest["importance"], &returned["reason"]), (&json!(5), &json!("Dubbel geteld")));

    let change = json!({ "interest": interest["id"], "expectedVersion": 1, "title": "Luid" });
    assert_eq!(company.refused("interestChange", change).await, ["NOT_ALLOWED"]);
    let again = json!({ "draft": returned["id"], "expectedVersion": 2 });
    assert_eq!(company.refused("measurementSubmit", again).await, ["NOT_ALLOWED draft"]);
    for other in ["secretary", "school", "stranger"] {
        let seen = told(&table, &table.server.by(other)).await;
        assert_eq!(seen["partnership"]["interests"]["totalCount"], 0, "{other}");
    }
}

async fn what_it_reported_tells_nothing_of_what_was_measured_since(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let definition = definition(&secretary, &table, "vervuld").await;
    let series = indicator(&table, &definition, "PARTNERSHIP").await;
    let own = submit(&company, &series, "2026-04-01", 30).await;
    company_leaves(&table, json!({})).await;
    // A lower total on a later day is not the company's to know.
    let since = submit(&secretary, &series, "2026-05-01", 20).await;
    let approval = json!({ "measurement": since["id"], "expectedVersion": 1 });
    table.server.by("chair").act("measurementApprove", "measurement { id }", approval).await;
    let about = json!({ "measurement": own["id"], "expectedVersion": 1 });
    assert_eq!(company.refused("measurementApprove", about.clone()).await, ["NOT_ALLOWED"]);
    let back = with(about, &json!({ "reason": "Dubbel geteld" }));
    assert_eq!(company.refused("measurementReturn", back).await, ["NOT_ALLOWED"]);
}

async fn only_whoever_is_still_its_own_keeps_anything(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (admin, company) = (table.server.by("admin"), table.server.by("company"));
    own_items(&table).await;
    let owed = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    agreed(&table, &owed).await;
    person(&admin, "colleague", &table.company).await;
    company_leaves(&table, json!({})).await;
    let kept = |seen: &Value| {
        let of = |list: &str| seen["partnership"][list]["totalCount"].clone();
        json!([of("commitments"), of("interests"), of("measurements")])
    };
    assert_eq!(kept(&told(&table, &company).await), json!([1, 1, 3]));
    assert_eq!(kept(&told(&table, &table.server.by("colleague")).await), json!([0, 0, 0]), "it had no seat there");
    let moved = json!({ "person": own_person(&company).await, "expectedVersion": 1, "organisation": table.stranger });
    admin.act("personChange", "person { id }", moved).await;
    assert_eq!(kept(&told(&table, &company).await), json!([0, 0, 0]), "it is somebody else's now");
}

async fn an_observer_keeps_no_commitment(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let watching = organisation(&admin, "Waarnemer", "OTHER").await;
    let watcher = person(&admin, "watcher", &watching).await;
    let seat = table.seat(&table.id, &watching, "OBSERVER", &watcher).await;
    agreed(&table, &json!({ "beneficiaries": [watching] })).await;
    let watcher = table.server.by("watcher");
    assert_eq!(titles(&table, &watcher).await, ["Plekken"]);
    table.secretary().act("membershipEnd", "membership { id }", leave(&seat, &json!({}))).await;
    assert_eq!(titles(&table, &watcher).await, ["Plekken"], "on its last day it is still there");
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    assert_eq!(titles(&table, &watcher).await, [""; 0]);
}
