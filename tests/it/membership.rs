//! Seats at a table: invited, changed, left and removed, and what must stay.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{agreed, content, evidence, propose, take},
    journey,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_invited_party_becomes_a_member,
        why_somebody_left_is_said_with_the_day,
        an_organisation_has_one_seat_at_a_time,
        whoever_still_owes_a_commitment_stays,
        a_table_keeps_a_secretariat,
        a_secretariat_is_followed_by_the_next,
        a_seat_that_something_rests_on_stays,
        a_seat_entered_by_mistake_is_removed,
        seats_are_found_by_what_they_show,
    ]
}

const RECORD: &str = "membership { id version status roles from until joinReason leaveReason mandate }";

/// The seat of an organisation at the table.
pub(crate) async fn seat_of(table: &Table, organisation: &str) -> Value {
    let query = "query($id: ID!, $of: ID!) { partnership(by: { id: $id }) {
        memberships(filter: { organisation: { eq: $of } }) { nodes { id version } } } }";
    let seats = table.secretary().ask(query, json!({ "id": table.id, "of": organisation })).await;
    seats["partnership"]["memberships"]["nodes"][0].clone()
}

fn of(seat: &Value, mut input: Value) -> Value {
    input["membership"] = seat["id"].clone();
    input["expectedVersion"] = seat["version"].clone();
    input
}

async fn refused(client: &Client, act: &str, seat: &Value, more: Value) -> Vec<String> {
    client.refused(&format!("membership{act}"), of(seat, more)).await
}

/// The codes and sentences by which an act is refused.
async fn told(client: &Client, act: &str, input: Value) -> Value {
    let query = format!(
        "mutation($input: Membership{act}Input!) {{ membership{act}(input: $input) {{ userErrors {{ code message }} }} }}"
    );
    client.ask(&query, json!({ "input": input })).await[format!("membership{act}")]["userErrors"].take()
}

async fn an_invited_party_becomes_a_member(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let guest = organisation(&admin, "Gast", "COMPANY").await;
    let guests = person(&admin, "guest", &guest).await;
    let invite = json!({
        "partnership": table.id, "organisation": guest, "status": "INVITED", "from": "2026-02-01", "externalKey": "gast",
        "representatives": [{ "person": guests, "function": "Directeur" }],
    });
    let seat = table.secretary().act("membershipCreate", RECORD, invite).await;
    assert_eq!((&seat["status"], &seat["roles"]), (&json!("INVITED"), &json!([])));
    let client = table.server.by("guest");
    let rights = "{ viewer { memberships { from roles } organisations { name } } }";
    assert_eq!(client.ask(rights, json!({})).await["viewer"]["organisations"], json!([]));

    let wrong = json!({
        "status": "MEMBER", "representatives": [{ "person": "person_x" }], "mandate": "x".repeat(2_001),
        "until": "2026-11-19", "joinReason": "111222333",
    });
    let mut found = refused(&table.server.by("chair"), "Change", &seat, wrong.clone()).await;
    found.sort();
    assert_eq!(
        found,
        [
            "DATE_ORDER until",
            "NOT_FOUND representatives.0.person",
            "PERSONAL_DATA joinReason",
            "REQUIRED roles",
            "TOO_LONG mandate"
        ]
    );
    for subject in ["company", "guest"] {
        assert_eq!(refused(&table.server.by(subject), "Change", &seat, wrong.clone()).await, ["NOT_ALLOWED"]);
    }
    assert_eq!(refused(&table.server.by("stranger"), "Change", &seat, wrong).await, ["NOT_FOUND membership"]);

    let join = json!({ "status": "MEMBER", "roles": ["FINANCIER", "PARTNER"], "joinReason": "Ziet er wat in" });
    let joined = table.server.by("chair").act("membershipChange", RECORD, of(&seat, join)).await;
    assert_eq!(
        joined,
        json!({
            "id": seat["id"], "version": 2, "status": "MEMBER", "roles": ["PARTNER", "FINANCIER"], "from": "2026-11-20",
            "until": null, "joinReason": "Ziet er wat in", "leaveReason": null, "mandate": null,
        })
    );
    // The directory knows at once, and so do the rights that follow from the seat.
    let own = client.ask(rights, json!({})).await["viewer"].take();
    assert_eq!(own["organisations"], json!([{ "name": "Gast" }]));
    assert_eq!(own["memberships"], json!([{ "from": "2026-11-20", "roles": ["PARTNER", "FINANCIER"] }]));
    client
        .act(
            "commitmentPropose",
            "commitment { id }",
            content(&table, &json!({ "debtors": [{ "organisation": guest }] })),
        )
        .await;
    let by_key = "query($id: ID!) { membership(by: { externalKey: { partnership: $id, key: \"gast\" } }) {
        id externalKey roleLabels(language: EN) representatives { function person { name } } } }";
    let seen = client.ask(by_key, json!({ "id": table.id })).await;
    let expected = json!({
        "id": seat["id"], "externalKey": "gast", "roleLabels": ["partner", "financier"],
        "representatives": [{ "function": "Directeur", "person": { "name": "guest" } }],
    });
    assert_eq!(seen["membership"], expected);
    for outsider in [table.server.by("stranger"), admin, table.server.anonymous()] {
        assert_eq!(outsider.ask(by_key, json!({ "id": table.id })).await["membership"], Value::Null);
    }
    let clear = json!({ "joinReason": null, "mandate": "Eigen opleidingen", "from": "2026-03-01" });
    let changed = table.secretary().act("membershipChange", RECORD, of(&joined, clear)).await;
    assert_eq!(
        (&changed["joinReason"], &changed["mandate"], &changed["from"], &changed["roles"]),
        (&Value::Null, &json!("Eigen opleidingen"), &json!("2026-03-01"), &joined["roles"])
    );
}

async fn why_somebody_left_is_said_with_the_day(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let mut past = json!({
        "partnership": table.id, "organisation": table.stranger, "roles": ["PARTNER"], "from": "2024-01-01",
        "leaveReason": "Verhuisd",
    });
    assert_eq!(secretary.refused("membershipCreate", past.clone()).await, ["REQUIRED until"]);
    past["until"] = json!("2025-12-31");
    let seat = secretary.act("membershipCreate", RECORD, past).await;
    assert_eq!(seat["leaveReason"], "Verhuisd");
    let reason = of(&seat, json!({ "leaveReason": "Gefuseerd" }));
    let seat = secretary.act("membershipChange", RECORD, reason).await;
    assert_eq!(seat["leaveReason"], "Gefuseerd");
    let back = of(&seat, json!({ "until": null }));
    assert_eq!(secretary.act("membershipChange", RECORD, back).await["leaveReason"], Value::Null);
}

async fn an_organisation_has_one_seat_at_a_time(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let seat = seat_of(&table, &table.school).await;
    let leave = json!({ "until": "2026-06-30", "leaveReason": "Fusie" });
    let left = secretary.act("membershipEnd", RECORD, of(&seat, leave)).await;
    let again = |from: &str| json!({ "partnership": table.id, "organisation": table.school, "roles": ["PARTNER"], "from": from });
    assert_eq!(secretary.refused("membershipCreate", again("2026-06-30")).await, ["ALREADY_EXISTS organisation"]);
    let second = secretary.act("membershipCreate", RECORD, again("2026-09-01")).await;
    let early = json!({ "from": "2026-06-01" });
    assert_eq!(refused(&secretary, "Change", &second, early).await, ["ALREADY_EXISTS from"]);
    assert_eq!(refused(&secretary, "Change", &left, json!({ "until": null })).await, ["ALREADY_EXISTS until"]);
    let later = json!({ "until": "2026-09-01", "leaveReason": "Fusie" });
    assert_eq!(refused(&secretary, "End", &left, later).await, ["ALREADY_EXISTS until"]);
    let before = json!({ "until": "2025-12-31", "leaveReason": " " });
    assert_eq!(refused(&secretary, "End", &left, before).await, ["DATE_ORDER until", "REASON_REQUIRED leaveReason"]);
    let next = json!({ "until": "2026-08-31", "leaveReason": "Later" });
    let moved = secretary.act("membershipEnd", RECORD, of(&left, next)).await;
    assert_eq!((&moved["until"], &moved["leaveReason"]), (&json!("2026-08-31"), &json!("Later")));
    // Who comes back has not left for a reason.
    let remove = json!({ "membership": second["id"], "expectedVersion": 1, "reason": "Dubbel" });
    secretary.perform("membershipRemove", "removedId", remove).await;
    let back = secretary.act("membershipChange", RECORD, of(&moved, json!({ "until": null }))).await;
    assert_eq!((&back["until"], &back["leaveReason"]), (&Value::Null, &Value::Null));
}

async fn whoever_still_owes_a_commitment_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company, school) = (table.secretary(), table.server.by("company"), table.server.by("school"));
    let (mut first, _) = agreed(&table, &json!({})).await;
    let (mut second, _) = agreed(&table, &json!({})).await;
    take(&company, "Start", &mut second, json!({}), "IN_PROGRESS").await;
    propose(&company, content(&table, &json!({}))).await;
    let seat = seat_of(&table, &table.company).await;
    let leave = json!({ "leaveReason": "Failliet" });
    let expected = json!([{
        "code": "OPEN_COMMITMENTS",
        "message": "Deze organisatie heeft nog afspraken na te komen: T-2026-001, T-2026-002.",
    }]);
    assert_eq!(told(&secretary, "End", of(&seat, leave.clone())).await, expected);
    let planned = json!({ "until": "2027-06-30", "leaveReason": "Failliet" });
    let owes = ["OPEN_COMMITMENTS membership"];
    assert_eq!(refused(&secretary, "End", &seat, planned).await, owes);
    for less in [json!({ "until": "2027-06-30" }), json!({ "status": "EXTERNAL" }), json!({ "from": "2027-01-01" })] {
        assert_eq!(refused(&secretary, "Change", &seat, less).await, owes);
    }
    let seat = secretary.act("membershipChange", RECORD, of(&seat, json!({ "mandate": "Werkplekken" }))).await;

    take(&company, "ReportDone", &mut first, evidence(), "REPORTED_DONE").await;
    assert_eq!(refused(&secretary, "End", &seat, leave.clone()).await, owes);
    take(&school, "Fulfil", &mut first, json!({}), "FULFILLED").await;
    take(&school, "Release", &mut second, json!({ "reason": "Failliet" }), "RELEASED").await;
    let left = secretary.act("membershipEnd", RECORD, of(&seat, leave)).await;
    assert_eq!((&left["until"], &left["leaveReason"]), (&json!("2026-11-20"), &json!("Failliet")));
    // The last day is still one of its days.
    let rights = "{ viewer { organisations { name } } }";
    assert_eq!(company.ask(rights, json!({})).await["viewer"]["organisations"], json!([{ "name": "Bedrijf" }]));
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    assert_eq!(company.ask(rights, json!({})).await["viewer"]["organisations"], json!([]));
    assert_eq!(company.refused("commitmentPropose", content(&table, &json!({}))).await, ["NOT_ALLOWED"]);
}

async fn a_table_keeps_a_secretariat(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let seat = seat_of(&table, &table.bureau).await;
    let blocked = ["BLOCKED membership"];
    for less in [
        json!({ "roles": ["PARTNER"] }),
        json!({ "representatives": [] }),
        json!({ "status": "EXTERNAL" }),
        json!({ "until": "2030-01-01" }),
        json!({ "from": "2026-11-21" }),
    ] {
        assert_eq!(refused(&chair, "Change", &seat, less.clone()).await, blocked, "{less}");
    }
    assert_eq!(refused(&secretary, "End", &seat, json!({ "leaveReason": "Opgeheven" })).await, blocked);
    let told = told(&secretary, "Remove", of(&seat, json!({ "reason": "Opgeheven" }))).await;
    assert_eq!(
        told,
        json!([{
            "code": "BLOCKED",
            "message": "Zo komt de tafel zonder secretariaat te zitten; wijs eerst een ander aan, met wie daarvoor optreedt.",
        }])
    );
    // Nobody acts for a second secretariat yet.
    let school = seat_of(&table, &table.school).await;
    let person = table.server.by("school").ask("{ viewer { person { id } } }", json!({})).await;
    let empty = json!({ "roles": ["SECRETARIAT"], "representatives": [] });
    let school = chair.act("membershipChange", RECORD, of(&school, empty)).await;
    assert_eq!(refused(&secretary, "End", &seat, json!({ "leaveReason": "Opgeheven" })).await, blocked);
    let able = json!({ "representatives": [{ "person": person["viewer"]["person"]["id"] }] });
    chair.act("membershipChange", RECORD, of(&school, able)).await;
    let gone = json!({ "until": "2026-11-19", "leaveReason": "Opgeheven" });
    chair.act("membershipEnd", RECORD, of(&seat, gone)).await;
    assert_eq!(
        secretary.refused("goalCreate", json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME" })).await,
        ["NOT_ALLOWED"]
    );
    let goal = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME" });
    table.server.by("school").act("goalCreate", "goal { id }", goal).await;
}

async fn a_secretariat_is_followed_by_the_next(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let next = organisation(&admin, "Nieuw bureau", "OTHER").await;
    let nexts = person(&admin, "next", &next).await;
    let own = seat_of(&table, &table.bureau).await;
    let last_day = json!({ "until": "2026-12-31", "leaveReason": "Overgedragen" });
    let follow = |from: &str| {
        json!({
            "partnership": table.id, "organisation": next, "roles": ["SECRETARIAT"], "from": from,
            "representatives": [{ "person": nexts }],
        })
    };
    let secretary = table.secretary();
    let seat = secretary.act("membershipCreate", RECORD, follow("2027-01-02")).await;
    assert_eq!(refused(&secretary, "End", &own, last_day.clone()).await, ["BLOCKED membership"], "a day without one");
    let seat = secretary.act("membershipChange", RECORD, of(&seat, json!({ "from": "2027-01-01" }))).await;
    secretary.act("membershipEnd", RECORD, of(&own, last_day)).await;
    let refusal = refused(&secretary, "Change", &seat, json!({ "until": "2027-12-31" })).await;
    assert_eq!(refusal, ["BLOCKED membership"]);
    table.server.clock.set("2027-01-01T11:00:00Z".parse().unwrap());
    let goal = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME" });
    assert_eq!(secretary.refused("goalCreate", goal.clone()).await, ["NOT_ALLOWED"]);
    table.server.by("next").act("goalCreate", "goal { id }", goal).await;
}

async fn a_seat_that_something_rests_on_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, school) = (table.secretary(), table.server.by("school"));
    let seat = seat_of(&table, &table.school).await;
    let remove = || of(&seat, json!({ "reason": "Vergissing" }));
    // Neither a draft nor an interest that the table does not see keeps a seat, or the refusal would tell of it.
    let draft = content(&table, &json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [] }));
    table.server.by("company").act("commitmentDraft", "commitment { id }", draft).await;
    let secret = json!({
        "partnership": table.id, "organisation": table.school, "side": "WISH", "kind": "OTHER", "title": "Stil",
    });
    let interest = school.act("interestCreate", "interest { id }", secret).await;
    let company = seat_of(&table, &table.company).await;
    let share = json!({ "interest": interest["id"], "expectedVersion": 1, "visibility": "PARTNERSHIP" });
    school.act("interestShare", "interest { id }", share).await;
    let about = |words: &str| {
        json!([{
            "code": "BLOCKED",
            "message": format!("Van deze organisatie is er al meer: {words}. Laat haar vertrekken in plaats van haar te verwijderen."),
        }])
    };
    assert_eq!(told(&secretary, "Remove", remove()).await, about("belangen"));
    let meeting =
        json!({ "partnership": table.id, "title": "Overleg", "heldOn": "2026-11-01", "attendance": [table.school] });
    secretary.act("meetingRecord", "meeting { id }", meeting).await;
    propose(&table.server.by("company"), content(&table, &json!({}))).await;
    assert_eq!(told(&secretary, "Remove", remove()).await, about("afspraken, overleggen, belangen"));
    let of_company = of(&company, json!({ "reason": "Vergissing" }));
    assert_eq!(told(&secretary, "Remove", of_company.clone()).await, about("afspraken"));
    let definition = journey::definition(&secretary, &table, "vervuld").await;
    let obliged = json!({
        "partnership": table.id, "definition": definition,
        "reporters": [{ "organisation": table.company, "since": "2026-01-01" }],
    });
    secretary.act("indicatorCreate", "indicator { id }", obliged).await;
    assert_eq!(told(&secretary, "Remove", of_company).await, about("afspraken, metingen"));
}

async fn a_seat_entered_by_mistake_is_removed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, school) = (table.secretary(), table.server.by("school"));
    let seat = seat_of(&table, &table.school).await;
    let secret = json!({
        "partnership": table.id, "organisation": table.school, "side": "WISH", "kind": "OTHER", "title": "Stil",
    });
    school.act("interestCreate", "interest { id }", secret).await;
    let removed = secretary.perform(
        "membershipRemove",
        "removedId partnership { id }",
        of(&seat, json!({ "reason": "Vergissing" })),
    );
    assert_eq!(removed.await, json!({ "removedId": seat["id"], "partnership": { "id": table.id }, "userErrors": [] }));
    let query = "query($id: ID!, $seat: ID!) { node(id: $seat) { id } membership(by: { id: $seat }) { id }
        partnership(by: { id: $id }) { memberships { totalCount } } viewer { memberships { roles } } }";
    let seen = school.ask(query, json!({ "id": table.id, "seat": seat["id"] })).await;
    let nothing = json!({
        "node": null, "membership": null, "partnership": { "memberships": { "totalCount": 0 } },
        "viewer": { "memberships": [] },
    });
    assert_eq!(seen, nothing);
    let seen = secretary.ask(query, json!({ "id": table.id, "seat": seat["id"] })).await;
    assert_eq!((&seen["node"], &seen["partnership"]["memberships"]["totalCount"]), (&Value::Null, &json!(3)));
    // There is room for the right one.
    let right =
        json!({ "partnership": table.id, "organisation": table.school, "roles": ["OBSERVER"], "from": "2026-01-01" });
    secretary.act("membershipCreate", RECORD, right).await;
}

async fn seats_are_found_by_what_they_show(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let seat = seat_of(&table, &table.school).await;
    let leave = json!({ "until": "2026-06-30", "leaveReason": "Fusie" });
    secretary.act("membershipEnd", RECORD, of(&seat, leave)).await;
    let ask =
        json!({ "partnership": table.id, "organisation": table.stranger, "status": "EXTERNAL", "from": "2026-03-01" });
    secretary.act("membershipCreate", RECORD, ask).await;
    let names = async |client: &Client, arguments: &str| {
        let query = format!(
            "query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ memberships{arguments} {{ totalCount nodes {{ organisation {{ name }} }} }} }} }}"
        );
        let found = client.ask(&query, json!({ "id": table.id })).await["partnership"]["memberships"].take();
        let nodes = found["nodes"].as_array().unwrap();
        assert_eq!(found["totalCount"], nodes.len());
        nodes.iter().map(|node| text(node, "/organisation/name").to_owned()).collect::<Vec<_>>()
    };
    for (arguments, expected) in [
        ("(filter: { lastsOn: \"2026-06-30\" })", vec!["Bureau", "Provincie", "Bedrijf", "School", "Vreemde"]),
        ("(filter: { lastsOn: \"2026-07-01\", status: { eq: MEMBER } })", vec!["Bureau", "Provincie", "Bedrijf"]),
        ("(filter: { lastsOn: \"2026-02-28\" })", vec!["Bureau", "Provincie", "Bedrijf", "School"]),
        ("(filter: { role: { eq: CHAIR } })", vec!["Provincie"]),
        ("(filter: { role: { isNull: true } })", vec!["Vreemde"]),
        ("(filter: { until: { isNull: false } })", vec!["School"]),
        ("(orderBy: [{ field: ROLE, direction: ASC }])", vec!["Provincie", "Bureau", "Bedrijf", "School", "Vreemde"]),
        (
            "(orderBy: [{ field: STATUS, direction: DESC }, { field: ORGANISATION_NAME, direction: DESC }])",
            vec!["Vreemde", "School", "Provincie", "Bureau", "Bedrijf"],
        ),
    ] {
        assert_eq!(names(&secretary, arguments).await, expected, "{arguments}");
        assert_eq!(names(&table.server.by("stranger"), arguments).await, Vec::<String>::new());
    }
}
