//! Meetings and their decisions: changed and removed, and what stays because a commitment rests on it.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::commitment::{add, agreed};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_meeting_is_changed_until_it_no_longer_fits,
        a_meeting_has_hours_that_the_clock_shows,
        a_meeting_that_decided_stays,
        a_decision_that_a_commitment_rests_on_stays,
        meetings_and_decisions_are_found_at_the_table_only,
        the_next_meeting_is_the_first_one_still_to_be_held,
    ]
}

const MEETING: &str = "meeting { id version title heldOn agenda attendance { name } }";
const DECISION: &str = "decision { id version text source }";

async fn meeting(table: &Table, day: &str, more: Value) -> Value {
    let mut input = json!({ "partnership": table.id, "title": "Overleg", "heldOn": day });
    add(&mut input, &more);
    table.secretary().act("meetingRecord", MEETING, input).await
}

async fn decide(table: &Table, meeting: &Value, words: &str) -> Value {
    let input = json!({ "meeting": meeting["id"], "text": words });
    table.secretary().act("decisionRecord", DECISION, input).await
}

fn of(kind: &str, record: &Value, mut input: Value) -> Value {
    input[kind] = record["id"].clone();
    input["expectedVersion"] = record["version"].clone();
    input
}

async fn a_meeting_is_changed_until_it_no_longer_fits(db: TestDatabase) {
    let table = Table::set(&db).await;
    let chair = table.server.by("chair");
    let first = json!({ "agenda": "Opening", "attendance": [table.company, table.school], "externalKey": "o1" });
    let own = meeting(&table, "2026-12-01", first).await;
    let change = json!({ "title": "Najaarsoverleg", "attendance": [table.school], "agenda": null });
    let changed = chair.act("meetingChange", MEETING, of("meeting", &own, change)).await;
    assert_eq!(
        changed,
        json!({
            "id": own["id"], "version": 2, "title": "Najaarsoverleg", "heldOn": "2026-12-01", "agenda": null,
            "attendance": [{ "name": "School" }],
        })
    );
    // On that day the school was no member yet; a stranger never is.
    let early = of("meeting", &changed, json!({ "heldOn": "2025-12-31" }));
    assert_eq!(chair.refused("meetingChange", early).await, ["NOT_A_MEMBER heldOn"]);
    let wrong = json!({ "heldOn": "2025-12-31", "attendance": [table.school, "organisation_x"], "title": "" });
    let found = chair.refused("meetingChange", of("meeting", &own, wrong.clone())).await;
    assert_eq!(
        found,
        ["STALE_VERSION expectedVersion", "REQUIRED title", "NOT_A_MEMBER attendance.0", "NOT_FOUND attendance.1"]
    );
    let refusal = table.server.by("company").refused("meetingChange", of("meeting", &own, wrong.clone())).await;
    assert_eq!(refusal, ["NOT_ALLOWED"]);
    let refusal = table.server.by("stranger").refused("meetingChange", of("meeting", &own, wrong)).await;
    assert_eq!(refusal, ["NOT_FOUND meeting"]);
    let alone = of("meeting", &changed, json!({ "heldOn": "2025-12-31", "attendance": [] }));
    assert_eq!(chair.act("meetingChange", MEETING, alone).await["heldOn"], "2025-12-31");
    let other = meeting(&table, "2026-12-02", json!({})).await;
    let same = of("meeting", &other, json!({ "externalKey": "o1" }));
    assert_eq!(chair.refused("meetingChange", same).await, ["ALREADY_EXISTS externalKey"]);
}

async fn a_meeting_has_hours_that_the_clock_shows(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let hours = "meeting { id version heldOn startsAt endsAt place }";
    let record = |day: &str, more: Value| {
        let mut input = json!({ "partnership": table.id, "title": "Overleg", "heldOn": day });
        add(&mut input, &more);
        input
    };
    let input = record("2026-12-01", json!({ "startsAt": "14:00", "endsAt": "16:30", "place": "Zwolle" }));
    let own = secretary.act("meetingRecord", hours, input).await;
    let change = json!({ "startsAt": "00:00", "endsAt": null, "place": null });
    let changed = secretary.act("meetingChange", hours, of("meeting", &own, change)).await;
    let expected = json!({
        "id": own["id"], "version": 2, "heldOn": "2026-12-01", "startsAt": "00:00", "endsAt": null, "place": null,
    });
    assert_eq!(changed, expected);
    for (day, hours, codes) in [
        ("2026-12-01", json!({ "startsAt": "14:00", "endsAt": "14:00" }), vec!["DATE_ORDER endsAt"]),
        (
            "2026-12-01",
            json!({ "endsAt": "14:00", "place": "x".repeat(201) }),
            vec!["DATE_ORDER endsAt", "TOO_LONG place"],
        ),
        // The clock goes from 02:00 to 03:00.
        (
            "2026-03-29",
            json!({ "startsAt": "02:00", "endsAt": "02:59" }),
            vec!["OUT_OF_RANGE startsAt", "OUT_OF_RANGE endsAt"],
        ),
    ] {
        assert_eq!(secretary.refused("meetingRecord", record(day, hours)).await, codes);
    }
    for (day, starts_at) in [("2026-03-29", "03:00"), ("2026-10-25", "02:30")] {
        let input = record(day, json!({ "startsAt": starts_at, "endsAt": "23:59" }));
        assert_eq!(secretary.act("meetingRecord", hours, input).await["startsAt"], starts_at);
    }
    let at_night = of("meeting", &changed, json!({ "startsAt": "02:30" }));
    let changed = secretary.act("meetingChange", hours, at_night).await;
    let to_spring = of("meeting", &changed, json!({ "heldOn": "2026-03-29" }));
    let query =
        "mutation($input: MeetingChangeInput!) { meetingChange(input: $input) { userErrors { path message } } }";
    let told = secretary.ask(query, json!({ "input": to_spring })).await["meetingChange"]["userErrors"].take();
    let message = "Op 29 maart 2026 begint de zomertijd: de klok slaat 02:30 over.";
    assert_eq!(told, json!([{ "path": ["heldOn"], "message": message }]));
    let query = "query($by: PartnershipBy!, $filter: MeetingFilter!) {
        partnership(by: $by) {
            meetings(filter: $filter, orderBy: [{ field: STARTS_AT, direction: DESC }]) { nodes { startsAt } } } }";
    let variables = json!({ "by": { "id": table.id }, "filter": { "startsAt": { "gte": "02:30" } } });
    let listed = secretary.ask(query, variables).await["partnership"]["meetings"]["nodes"].take();
    assert_eq!(listed, json!([{ "startsAt": "03:00" }, { "startsAt": "02:30" }, { "startsAt": "02:30" }]));
    for wrong in ["24:00", "2:30", "14:30:00"] {
        let input = record("2026-12-01", json!({ "startsAt": wrong }));
        let query = "mutation($input: MeetingRecordInput!) { meetingRecord(input: $input) { userErrors { code } } }";
        let reply = secretary.reply(query, json!({ "input": input })).await;
        assert!(reply["errors"][0]["message"].as_str().is_some_and(|why| why.contains("LocalTime")), "{reply}");
    }
}

async fn a_meeting_that_decided_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let own = meeting(&table, "2026-11-01", json!({})).await;
    let decision = decide(&table, &own, "Akkoord").await;
    let remove = |reason: &str| of("meeting", &own, json!({ "reason": reason }));
    let blocked = ["BLOCKED meeting", "REASON_REQUIRED reason"];
    assert_eq!(secretary.refused("meetingRemove", remove("")).await, blocked);
    let later = of("meeting", &own, json!({ "heldOn": "2026-11-21" }));
    assert_eq!(secretary.refused("meetingChange", later).await, ["DATE_ORDER heldOn"]);
    let earlier = of("meeting", &own, json!({ "heldOn": "2026-11-20" }));
    let own = secretary.act("meetingChange", MEETING, earlier).await;
    let gone = of("decision", &decision, json!({ "reason": "Dubbel" }));
    let removed = secretary.perform("decisionRemove", "removedId partnership { decisions { totalCount } }", gone).await;
    assert_eq!(removed["partnership"]["decisions"]["totalCount"], 0);
    let remove = of("meeting", &own, json!({ "reason": "Ging niet door" }));
    let removed = secretary.perform("meetingRemove", "removedId partnership { meetings { totalCount } }", remove).await;
    assert_eq!(
        removed,
        json!({ "removedId": own["id"], "partnership": { "meetings": { "totalCount": 0 } }, "userErrors": [] })
    );
    let input = json!({ "meeting": own["id"], "text": "Toch" });
    assert_eq!(secretary.refused("decisionRecord", input).await, ["NOT_FOUND meeting"]);
}

async fn a_decision_that_a_commitment_rests_on_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (commitment, cited) = agreed(&table, &json!({ "visibility": "PUBLIC" })).await;
    let decision = json!({ "id": cited["decision"], "version": 1 });
    let text_change = of("decision", &decision, json!({ "text": "Iets anders", "source": "x".repeat(2_001) }));
    assert_eq!(secretary.refused("decisionChange", text_change).await, ["BLOCKED text", "TOO_LONG source"]);
    let remove = of("decision", &decision, json!({ "reason": "Vergissing" }));
    let query =
        "mutation($input: DecisionRemoveInput!) { decisionRemove(input: $input) { userErrors { code message } } }";
    let told = secretary.ask(query, json!({ "input": remove })).await["decisionRemove"]["userErrors"].take();
    assert_eq!(told, json!([{ "code": "BLOCKED", "message": "Op dit besluit berusten afspraken: T-2026-001." }]));
    // The same words are no change, and where they were found may still be told.
    let source = of("decision", &decision, json!({ "text": "Akkoord", "source": "Notulen" }));
    let changed = secretary.act("decisionChange", DECISION, source).await;
    let expected = json!({ "id": decision["id"], "version": 2, "text": "Akkoord", "source": "Notulen" });
    assert_eq!(changed, expected);
    let query =
        "query($id: ID!) { decision(by: { id: $id }) { meeting { heldOn } commitments { totalCount nodes { id } } } }";
    let seen = table.server.by("school").ask(query, json!({ "id": decision["id"] })).await;
    assert_eq!(
        seen["decision"],
        json!({ "meeting": { "heldOn": "2026-11-01" }, "commitments": { "totalCount": 1, "nodes": [{ "id": commitment["id"] }] } })
    );

    let loose = decide(&table, &meeting(&table, "2026-11-02", json!({})).await, "Nog eens").await;
    let better = of("decision", &loose, json!({ "text": "Nog beter" }));
    assert_eq!(secretary.act("decisionChange", DECISION, better).await["text"], "Nog beter");
    for (subject, refusal) in [("school", "NOT_ALLOWED"), ("stranger", "NOT_FOUND decision")] {
        let input = of("decision", &loose, json!({ "text": "" }));
        assert_eq!(table.server.by(subject).refused("decisionChange", input).await, [refusal]);
    }
}

async fn meetings_and_decisions_are_found_at_the_table_only(db: TestDatabase) {
    let table = Table::set(&db).await;
    let spring = json!({ "title": "Voorjaar", "attendance": [table.school], "externalKey": "v" });
    let spring = meeting(&table, "2026-03-01", spring).await;
    let autumn = meeting(&table, "2026-10-01", json!({ "title": "Najaar", "agenda": "Begroting" })).await;
    let winter = meeting(&table, "2026-12-20", json!({ "title": "Winter" })).await;
    decide(&table, &autumn, "Zonder meer").await;
    let first = decide(&table, &spring, "Akkoord").await;
    decide(&table, &spring, "Bezwaar").await;
    let list = async |client: &Client, field: &str, arguments: &str, word: &str| {
        let query = format!(
            "query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ {field}{arguments} {{ totalCount nodes {{ {word} }} }} }} }}"
        );
        let found = client.ask(&query, json!({ "id": table.id })).await["partnership"][field].take();
        let nodes = found["nodes"].as_array().unwrap();
        assert_eq!(found["totalCount"], nodes.len());
        nodes.iter().map(|node| text(node, &format!("/{word}")).to_owned()).collect::<Vec<_>>()
    };
    let outsider = table.server.by("stranger");
    for (field, word, arguments, expected) in [
        ("meetings", "title", format!("(filter: {{ attendance: {{ eq: \"{}\" }} }})", table.school), vec!["Voorjaar"]),
        ("meetings", "title", "(filter: { hasDecisions: { eq: false } })".to_owned(), vec!["Winter"]),
        ("meetings", "title", "(filter: { agenda: { contains: \"groting\" } })".to_owned(), vec!["Najaar"]),
        (
            "meetings",
            "title",
            "(orderBy: [{ field: HELD_ON, direction: DESC }])".to_owned(),
            vec!["Winter", "Najaar", "Voorjaar"],
        ),
        ("decisions", "text", "(filter: { heldOn: { lt: \"2026-10-01\" } })".to_owned(), vec!["Akkoord", "Bezwaar"]),
        (
            "decisions",
            "text",
            format!("(filter: {{ meeting: {{ in: [{}, {}] }} }})", autumn["id"], winter["id"]),
            vec!["Zonder meer"],
        ),
        ("decisions", "text", "(filter: { hasCommitments: { eq: true } })".to_owned(), vec![]),
        (
            "decisions",
            "text",
            "(orderBy: [{ field: HELD_ON, direction: ASC }, { field: TEXT, direction: DESC }])".to_owned(),
            vec!["Bezwaar", "Akkoord", "Zonder meer"],
        ),
    ] {
        assert_eq!(list(&table.server.by("company"), field, &arguments, word).await, expected, "{arguments}");
        assert_eq!(list(&outsider, field, &arguments, word).await, Vec::<String>::new(), "{arguments}");
    }
    let query = "query($id: ID!, $decision: ID!, $winter: ID!) {
        meeting(by: { externalKey: { partnership: $id, key: \"v\" } }) { title decisions(orderBy: [{ field: TEXT, direction: DESC }]) { nodes { text } } }
        planned: meeting(by: { id: $winter }) { title } decision(by: { id: $decision }) { text partnership { id } } }";
    let variables = json!({ "id": table.id, "decision": first["id"], "winter": winter["id"] });
    assert_eq!(
        table.server.by("company").ask(query, variables.clone()).await,
        json!({
            "meeting": { "title": "Voorjaar", "decisions": { "nodes": [{ "text": "Bezwaar" }, { "text": "Akkoord" }] } },
            "planned": { "title": "Winter" }, "decision": { "text": "Akkoord", "partnership": { "id": table.id } },
        })
    );
    let nothing = json!({ "meeting": null, "planned": null, "decision": null });
    assert_eq!(outsider.ask(query, variables).await, nothing);
}

async fn the_next_meeting_is_the_first_one_still_to_be_held(db: TestDatabase) {
    let table = Table::set(&db).await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) { nextMeeting { heldOn } } }";
    let next =
        async |client: &Client| client.ask(query, json!({ "id": table.id })).await["partnership"]["nextMeeting"].take();
    for day in ["2027-01-01", "2026-11-19"] {
        meeting(&table, day, json!({})).await;
    }
    let company = table.server.by("company");
    assert_eq!(next(&company).await, json!({ "heldOn": "2027-01-01" }));
    meeting(&table, "2026-11-20", json!({})).await;
    assert_eq!(next(&company).await, json!({ "heldOn": "2026-11-20" }), "on the day itself it is that day's");
    for outsider in [table.server.by("stranger"), table.server.by("admin"), table.server.anonymous()] {
        assert_eq!(next(&outsider).await, Value::Null);
    }
}
