//! Commitments: from draft to end, by whom, and what is refused on the way.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_commitment_lives_from_draft_to_fulfilment,
        silence_accepts_a_report_after_its_days,
        nobody_has_failed_before_the_due_date_is_over,
        a_part_can_be_accepted_and_a_debtor_released_or_replaced,
        only_what_is_concrete_and_owed_by_members_is_agreed,
        a_number_is_given_once,
    ]
}

pub(crate) const RECORD: &str = "commitment { id version state reference }";

/// What a commitment of the company to the school says.
pub(crate) fn content(table: &Table, more: &Value) -> Value {
    let mut content = json!({
        "partnership": table.id, "title": "Plekken", "action": "Vijf plekken openstellen", "doneCriterion": "Vijf bezet",
        "debtors": [{ "organisation": table.company }], "beneficiaries": [table.school],
        "dueOn": { "date": "2026-11-10" },
    });
    add(&mut content, more);
    content
}

pub(crate) fn add(input: &mut Value, more: &Value) {
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
}

pub(crate) fn step(commitment: &Value, more: &Value) -> Value {
    let mut input = json!({ "commitment": commitment["id"], "expectedVersion": commitment["version"] });
    add(&mut input, more);
    input
}

/// Takes a step that must succeed and lead to a state.
pub(crate) async fn take(client: &Client, act: &str, commitment: &mut Value, more: Value, state: &str) {
    let act = format!("commitment{act}");
    *commitment = client.act(&act, RECORD, step(commitment, &more)).await;
    assert_eq!(commitment["state"], state, "{act}");
}

async fn refused(client: &Client, act: &str, commitment: &Value, more: Value) -> Vec<String> {
    client.refused(&format!("commitment{act}"), step(commitment, &more)).await
}

pub(crate) async fn propose(client: &Client, input: Value) -> Value {
    client.act("commitmentPropose", RECORD, input).await
}

/// An agreed commitment of the company to the school, and the decision behind it.
pub(crate) async fn agreed(table: &Table, more: &Value) -> (Value, Value) {
    let mut commitment = propose(&table.server.by("company"), content(table, more)).await;
    let decision = json!({ "decision": table.decision("2026-11-01").await });
    take(&table.secretary(), "Agree", &mut commitment, decision.clone(), "AGREED").await;
    (commitment, decision)
}

pub(crate) async fn field(table: &Table, commitment: &Value, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Commitment {{ {fields} }} }} }}");
    table.secretary().ask(&query, json!({ "id": commitment["id"] })).await["node"].take()
}

pub(crate) async fn revision(table: &Table) -> Value {
    let query = "query($id: ID!) { partnership(by: { id: $id }) { revision } }";
    table.secretary().ask(query, json!({ "id": table.id })).await["partnership"]["revision"].take()
}

pub(crate) fn evidence() -> Value {
    json!({ "evidence": { "title": "Lijst", "link": "https://example.org/lijst" } })
}

async fn a_commitment_lives_from_draft_to_fulfilment(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company, school] =
        ["secretary", "chair", "company", "school"].map(|subject| table.server.by(subject));
    let mut own = company.act("commitmentDraft", RECORD, content(&table, &json!({}))).await;
    assert!(own["reference"].is_null());
    own = propose(&company, json!({ "draft": own["id"], "expectedVersion": 1 })).await;
    assert_eq!(own["reference"], "T-2026-001");

    assert_eq!(refused(&secretary, "SendBack", &own, json!({ "reason": " " })).await, ["REASON_REQUIRED reason"]);
    take(&secretary, "SendBack", &mut own, json!({ "reason": "Welke plekken?" }), "DRAFT").await;
    let better = json!({ "draft": own["id"], "expectedVersion": 3, "title": "Vijf plekken", "unit": null });
    own = propose(&company, better).await;
    let terms = field(&table, &own, "reference termsVersion title action").await;
    assert_eq!(
        terms,
        json!({ "reference": "T-2026-001", "termsVersion": 2, "title": "Vijf plekken", "action": "Vijf plekken openstellen" })
    );

    assert_eq!(refused(&company, "Agree", &own, json!({})).await, ["NOT_ALLOWED"]);
    assert_eq!(refused(&secretary, "Agree", &own, json!({})).await, ["REQUIRED decision"]);
    let decision = json!({ "decision": table.decision("2026-11-01").await });
    take(&secretary, "Agree", &mut own, decision.clone(), "AGREED").await;
    let when = field(&table, &own, "agreedOn dueOn { date } originalDueOn { date } isOverdue progress { value }").await;
    assert_eq!(
        when,
        json!({
            "agreedOn": "2026-11-01", "dueOn": { "date": "2026-11-10" }, "originalDueOn": { "date": "2026-11-10" },
            "isOverdue": true, "progress": { "value": null },
        })
    );
    let change = json!({ "draft": own["id"], "expectedVersion": 5, "title": "Drie plekken" });
    assert_eq!(company.refused("commitmentDraft", change).await, ["UNKNOWN_TRANSITION draft"]);

    // The first note starts it.
    let note = json!({ "commitment": own["id"], "health": "ATTENTION", "text": "Twee bezet" });
    assert_eq!(school.refused("commitmentNote", note.clone()).await, ["NOT_ALLOWED"]);
    company.act("commitmentNote", "note { id }", note).await;
    own = field(&table, &own, "id version state isAtRisk latestNote { text }").await;
    assert_eq!((text(&own, "/state"), &own["isAtRisk"]), ("IN_PROGRESS", &json!(true)));

    let before = revision(&table).await;
    let nothing = json!({ "evidence": { "title": "", "link": "javascript:alert(1)" } });
    let mut found = refused(&company, "ReportDone", &own, nothing).await;
    found.sort();
    assert_eq!(found, ["OUT_OF_RANGE evidence.link", "REQUIRED evidence.title"]);
    assert_eq!(refused(&school, "ReportDone", &own, evidence()).await, ["NOT_ALLOWED"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    assert_eq!(field(&table, &own, "isOverdue").await["isOverdue"], false, "the due clock stops");

    take(&school, "Return", &mut own, json!({ "reason": "Er zijn er vier" }), "IN_PROGRESS").await;
    let returned = field(&table, &own, "stateReason reportedOn evidence { title }").await;
    assert_eq!(returned, json!({ "stateReason": "Er zijn er vier", "reportedOn": null, "evidence": null }));
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    assert_eq!(refused(&company, "Fulfil", &own, json!({})).await, ["SELF_APPROVAL"]);
    assert_eq!(refused(&chair, "Fulfil", &own, json!({})).await, ["NOT_ALLOWED"], "it is owed to the school");
    take(&school, "Fulfil", &mut own, json!({}), "FULFILLED").await;
    assert_eq!(field(&table, &own, "progress { value }").await["progress"]["value"], "1");
    assert_eq!(refused(&school, "Reopen", &own, json!({ "reason": "Toch niet" })).await, ["NOT_ALLOWED"]);
    take(&chair, "Reopen", &mut own, json!({ "reason": "Toch niet" }), "IN_PROGRESS").await;
    assert_eq!(field(&table, &own, "progress { value }").await["progress"]["value"], Value::Null);
}

async fn silence_accepts_a_report_after_its_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (mut own, _) = agreed(&table, &json!({})).await;
    take(&table.server.by("company"), "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    let secretary = table.secretary();
    table.server.clock.set(table.server.clock.now() + TimeDelta::days(30));
    assert_eq!(refused(&secretary, "Fulfil", &own, json!({})).await, ["REQUIRED decision"]);
    table.server.clock.set(table.server.clock.now() + TimeDelta::days(1));
    assert_eq!(refused(&table.server.by("company"), "Fulfil", &own, json!({})).await, ["SELF_APPROVAL"]);
    assert_eq!(refused(&table.server.by("chair"), "Fulfil", &own, json!({})).await, ["NOT_ALLOWED"]);
    take(&secretary, "Fulfil", &mut own, json!({}), "FULFILLED").await;
    let reason = field(&table, &own, "stateReason").await;
    assert!(text(&reason, "/stateReason").starts_with("Stilzwijgend aanvaard: 30 dagen"), "{reason}");
}

async fn nobody_has_failed_before_the_due_date_is_over(db: TestDatabase) {
    let table = Table::set(&db).await;
    let due = json!({ "dueOn": { "date": "2026-11-01", "precision": "MONTH" }, "obligation": "BEST_EFFORT" });
    let (mut own, decision) = agreed(&table, &due).await;
    let chair = table.server.by("chair");
    let failed = |effort: &str| json!({ "reason": "Het lukte niet", "effortMade": effort });
    // On the last day of November it is not over yet.
    table.server.clock.set("2026-11-30T11:00:00Z".parse().unwrap());
    assert_eq!(refused(&chair, "MarkNotFulfilled", &own, failed("Gezocht")).await, ["BLOCKED commitment"]);
    table.server.clock.set("2026-12-01T11:00:00Z".parse().unwrap());
    assert_eq!(refused(&table.server.by("school"), "MarkNotFulfilled", &own, failed("Gezocht")).await, ["NOT_ALLOWED"]);
    assert_eq!(refused(&chair, "MarkNotFulfilled", &own, failed("")).await, ["REQUIRED effortMade"]);
    take(&chair, "MarkNotFulfilled", &mut own, failed("Gezocht"), "NOT_FULFILLED").await;
    let ended = field(&table, &own, "progress { value } stateReason effortMade endedOn isOverdue").await;
    assert_eq!(
        ended,
        json!({
            "progress": { "value": "0" }, "stateReason": "Het lukte niet", "effortMade": "Gezocht",
            "endedOn": "2026-12-01", "isOverdue": false,
        })
    );
    // The debtor may reply, which reopens nothing.
    let reply = json!({ "commitment": own["id"], "health": "BEHIND", "text": "Niemand solliciteerde" });
    table.server.by("company").act("commitmentNote", "note { id }", reply).await;
    assert_eq!(field(&table, &own, "state").await["state"], "NOT_FULFILLED");

    let (open, _) = agreed(&table, &json!({ "dueOn": { "date": "2027-01-01" } })).await;
    let mut reason = decision;
    add(&mut reason, &json!({ "reason": "Te vroeg" }));
    assert_eq!(refused(&table.secretary(), "MarkNotFulfilled", &open, reason).await, ["BLOCKED commitment"]);
}

async fn a_part_can_be_accepted_and_a_debtor_released_or_replaced(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school, secretary] = ["company", "school", "secretary"].map(|subject| table.server.by(subject));
    let (mut part, mut decision) = agreed(&table, &json!({})).await;
    take(&company, "Start", &mut part, json!({}), "IN_PROGRESS").await;
    let remains = json!({ "remains": "Twee plekken", "reason": "Drie zijn er bezet" });
    assert_eq!(refused(&company, "FulfilPartly", &part, remains.clone()).await, ["SELF_APPROVAL"]);
    let silent = json!({ "remains": "", "reason": "Drie zijn er bezet" });
    assert_eq!(refused(&school, "FulfilPartly", &part, silent).await, ["REQUIRED remains"]);
    take(&school, "FulfilPartly", &mut part, remains, "PARTLY_FULFILLED").await;
    let ended = field(&table, &part, "stateReason remains remainder { id } progress { value }").await;
    let expected = json!({
        "stateReason": "Drie zijn er bezet", "remains": "Twee plekken", "remainder": null, "progress": { "value": null },
    });
    assert_eq!(ended, expected);

    // Owed to two, one of them cannot release it alone.
    let both = json!({ "beneficiaries": [table.school, table.province] });
    let (mut shared, _) = agreed(&table, &both).await;
    let reason = json!({ "reason": "Niet meer nodig" });
    assert_eq!(refused(&company, "Release", &shared, reason.clone()).await, ["SELF_APPROVAL"]);
    assert_eq!(refused(&secretary, "Release", &shared, reason.clone()).await, ["REQUIRED decision"]);
    add(&mut decision, &reason);
    take(&secretary, "Release", &mut shared, decision.clone(), "RELEASED").await;

    let (mut old, _) = agreed(&table, &json!({})).await;
    let new = propose(&company, content(&table, &json!({ "title": "Tien plekken" }))).await;
    for (by, code) in [(&new, "BLOCKED by"), (&shared, "BLOCKED by")] {
        add(&mut decision, &json!({ "by": by["id"] }));
        assert_eq!(refused(&secretary, "Supersede", &old, decision.clone()).await, [code]);
    }
    add(&mut decision, &json!({ "by": old["id"] }));
    assert_eq!(refused(&secretary, "Supersede", &old, decision.clone()).await, ["CYCLE by"]);
    let (other, _) = agreed(&table, &json!({})).await;
    add(&mut decision, &json!({ "by": other["id"] }));
    assert_eq!(refused(&table.server.by("chair"), "Supersede", &old, decision.clone()).await, ["NOT_ALLOWED"]);
    take(&secretary, "Supersede", &mut old, decision, "SUPERSEDED").await;
    assert_eq!(field(&table, &old, "supersededBy { id }").await["supersededBy"]["id"], other["id"]);
    let reopen = json!({ "reason": "Toch", "decision": table.decision("2026-11-02").await });
    assert_eq!(refused(&secretary, "Reopen", &old, reopen).await, ["UNKNOWN_TRANSITION commitment"]);
}

async fn only_what_is_concrete_and_owed_by_members_is_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let before = revision(&table).await;
    let nobody = content(&table, &json!({ "debtors": [] }));
    assert_eq!(company.refused("commitmentPropose", nobody).await, ["NO_DEBTOR debtors"]);
    let itself = content(&table, &json!({ "beneficiaries": [table.company] }));
    assert_eq!(company.refused("commitmentPropose", itself).await, ["SELF_BENEFIT beneficiaries"]);
    let outside = content(&table, &json!({ "debtors": [{ "organisation": table.stranger }] }));
    assert_eq!(company.refused("commitmentPropose", outside).await, ["NOT_A_MEMBER debtors.0.organisation"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    secretary.act("membershipCreate", "membership { id }", asked).await;
    let vague = json!({
        "debtors": [{ "organisation": ministry }], "action": null, "dueOn": null, "doneCriterion": null,
        "beneficiaries": [],
    });
    let mut ask = propose(&company, content(&table, &vague)).await;
    let decision = json!({ "decision": table.decision("2026-11-01").await });
    let found = refused(&secretary, "Agree", &ask, decision.clone()).await;
    let vague = "NOT_SMART commitment";
    assert_eq!(found, ["NOT_A_MEMBER commitment", vague, vague, vague]);
    let blocks =
        field(&table, &ask, "allowedTransitions { to allowed blockedBy { code message party { name } } }").await;
    let agree = &blocks["allowedTransitions"][2];
    assert_eq!((text(agree, "/to"), &agree["allowed"]), ("AGREED", &json!(false)));
    assert_eq!(agree["blockedBy"][0]["party"]["name"], "Ministerie");
    assert_eq!(agree["blockedBy"][1]["message"], "De afspraak zegt nog niet wat er gebeurt.");
    let planned = json!({ "decision": planned_decision(&table).await });
    assert_eq!(planned["decision"], "DATE_ORDER meeting", "nothing is decided at a meeting still to come");
    take(&company, "Withdraw", &mut ask, json!({ "reason": "Er komt geen antwoord" }), "WITHDRAWN").await;
    assert_eq!(refused(&secretary, "Agree", &ask, decision).await, ["UNKNOWN_TRANSITION commitment"]);
}

async fn planned_decision(table: &Table) -> String {
    let meeting = json!({ "partnership": table.id, "title": "Overleg", "heldOn": "2026-12-01" });
    let meeting = table.secretary().act("meetingRecord", "meeting { id }", meeting).await;
    let decision = json!({ "meeting": meeting["id"], "text": "Akkoord" });
    table.secretary().refused("decisionRecord", decision).await.join(" ")
}

async fn a_number_is_given_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let mut first = propose(&company, content(&table, &json!({}))).await;
    take(&company, "Withdraw", &mut first, json!({ "reason": "Vergissing" }), "WITHDRAWN").await;
    let mut draft = company.act("commitmentDraft", RECORD, content(&table, &json!({}))).await;
    take(&company, "Withdraw", &mut draft, json!({ "reason": "Nooit voorgesteld" }), "WITHDRAWN").await;
    table.server.clock.set("2027-01-01T11:00:00Z".parse().unwrap());
    let proposals: Vec<_> = (0..4)
        .map(|_| {
            let (company, input) = (company.clone(), content(&table, &json!({})));
            tokio::spawn(async move { propose(&company, input).await["reference"].take() })
        })
        .collect();
    let mut given = Vec::new();
    for proposal in proposals {
        given.push(text(&proposal.await.unwrap(), "").to_owned());
    }
    given.sort();
    assert_eq!(given, ["T-2027-002", "T-2027-003", "T-2027-004", "T-2027-005"]);
    assert_eq!(first["reference"], "T-2026-001");
    assert!(draft["reference"].is_null());
}
