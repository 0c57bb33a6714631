//! What is shown of a commitment as allowed, against what the acts do: role by role, state by state.

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::text,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, evidence, propose, revision, take},
    endorsement::says,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![what_is_shown_as_allowed_is_what_the_acts_do, what_stands_in_the_way_is_said_in_the_readers_language]
}

/// The act that leads from a state to another.
fn act(from: &str, to: &str) -> &'static str {
    match (from, to) {
        (_, "PROPOSED") => "Propose",
        (_, "DRAFT") => "SendBack",
        (_, "WITHDRAWN") => "Withdraw",
        (_, "AGREED") => "Agree",
        ("AGREED", "IN_PROGRESS") => "Start",
        (_, "REPORTED_DONE") => "ReportDone",
        (_, "FULFILLED") => "Fulfil",
        ("REPORTED_DONE", "IN_PROGRESS") => "Return",
        (_, "PARTLY_FULFILLED") => "FulfilPartly",
        (_, "NOT_FULFILLED") => "MarkNotFulfilled",
        (_, "RELEASED") => "Release",
        (_, "SUPERSEDED") => "Supersede",
        (_, "IN_PROGRESS") => "Reopen",
        _ => panic!("no act leads from {from} to {to}"),
    }
}

/// The party that somebody speaks for.
fn party<'a>(table: &'a Table, role: &str) -> Option<&'a str> {
    match role {
        "company" => Some(&table.company),
        "school" => Some(&table.school),
        "chair" => Some(&table.province),
        _ => None,
    }
}

/// What a party says, of terms that are not the current ones, to bring a proposal to a state.
fn said(commitment: &Value, organisation: &str, to: &str) -> Value {
    let decision = if to == "DRAFT" { "OBJECT" } else { "AGREE" };
    let mut said = says("commitment", &commitment["id"], organisation, decision);
    add(&mut said, &json!({ "note": "Reden", "expectedTermsVersion": 0 }));
    said
}

/// All that the acts to a state ask for besides the commitment.
fn asked(to: &str, act: &str, decision: &str, by: &str) -> Value {
    let mut input = match act {
        "Propose" | "Start" => return json!({}),
        "ReportDone" => return evidence(),
        "Agree" => return json!({ "decision": decision }),
        "SendBack" | "Withdraw" => return json!({ "reason": "Reden" }),
        "Supersede" => json!({ "by": by }),
        "FulfilPartly" => json!({ "remains": "Iets" }),
        "MarkNotFulfilled" => json!({ "effortMade": "Gezocht" }),
        _ => json!({}),
    };
    add(&mut input, &json!({ "reason": format!("Naar {to}"), "decision": decision }));
    input
}

async fn what_is_shown_as_allowed_is_what_the_acts_do(db: TestDatabase) {
    let table = Table::set(&db).await;
    let watching = organisation(&table.server.by("admin"), "Waarnemer", "OTHER").await;
    let watcher = person(&table.server.by("admin"), "observer", &watching).await;
    table.seat(&table.id, &watching, "OBSERVER", &watcher).await;
    let (by, decision) = agreed(&table, &json!({})).await;
    let decision = text(&decision, "/decision").to_owned();
    let for_the_table = json!({
        "beneficiaries": [], "dueOn": { "date": "2027-01-01" },
        "debtors": [{ "organisation": table.company }, { "organisation": table.bureau }],
    });
    let contents = [
        (content(&table, &json!({})), OWED_TO_THE_SCHOOL_AND_LATE),
        (content(&table, &for_the_table), OWED_TO_THE_TABLE_IN_TIME),
    ];
    for (input, expected) in contents {
        let mut rows = Vec::new();
        let mut own = table.server.by("company").act("commitmentDraft", RECORD, input).await;
        for next in ["PROPOSED", "AGREED", "IN_PROGRESS", "REPORTED_DONE", "FULFILLED", ""] {
            let state = text(&own, "/state").to_owned();
            let before = revision(&table).await;
            for role in ["secretary", "chair", "company", "school", "observer"] {
                let client = table.server.by(role);
                let query = "query($id: ID!) { node(id: $id) { ... on Commitment {
                    allowedTransitions { to allowed blockedBy { code } } } } }";
                let mut seen = client.ask(query, json!({ "id": own["id"] })).await["node"].take();
                let mut may = Vec::new();
                for step in seen["allowedTransitions"].as_array_mut().into_iter().flatten() {
                    let to = text(step, "/to");
                    let mut shown: Vec<_> =
                        step["blockedBy"].as_array().unwrap().iter().map(|block| text(block, "/code")).collect();
                    let (mut name, is_awaited) = (act(&state, to), shown.contains(&"BLOCKED"));
                    let endorses = ["Agree", "SendBack"].contains(&name) && !shown.contains(&"NOT_ALLOWED");
                    // Of a version that is not current all is refused; what else stands in the way comes with it.
                    let attempt = if let Some(party) = party(&table, role).filter(|_| endorses) {
                        name = "Endorse";
                        // A party may agree while others are awaited; the last one makes it agreed.
                        shown.retain(|code| *code != "BLOCKED");
                        said(&own, party, to)
                    } else {
                        let mut attempt = asked(to, name, &decision, text(&by, "/id"));
                        let record = if name == "Propose" { "draft" } else { "commitment" };
                        add(&mut attempt, &json!({ record: own["id"], "expectedVersion": 0 }));
                        attempt
                    };
                    let found = client.refused(&format!("commitment{name}"), attempt).await;
                    let mut found: Vec<_> = found.iter().map(|it| it.split(' ').next().unwrap()).collect();
                    found.retain(|code| !["STALE_VERSION", "STALE_ENDORSEMENT"].contains(code));
                    // An act tells whoever may not do it no more than that.
                    if let Some(refusal) = shown.iter().find(|code| ["NOT_ALLOWED", "SELF_APPROVAL"].contains(code)) {
                        shown = vec![refusal];
                    }
                    found.sort_unstable();
                    shown.sort_unstable();
                    assert_eq!(shown, found, "{role} {name}");
                    assert_eq!(
                        step["allowed"],
                        found.is_empty() && !(name == "Endorse" && is_awaited),
                        "{role} {name}"
                    );
                    if step["allowed"] == true {
                        may.push(name);
                    }
                }
                if !may.is_empty() {
                    rows.push(format!("{state} {role}: {}", may.join(" ")));
                }
            }
            assert_eq!(revision(&table).await, before, "what is refused changes nothing");
            if next.is_empty() {
                break;
            }
            let name = act(&state, next);
            let more = asked(next, name, &decision, text(&by, "/id"));
            if name == "Propose" {
                own =
                    propose(&table.secretary(), json!({ "draft": own["id"], "expectedVersion": own["version"] })).await;
            } else {
                take(&table.secretary(), name, &mut own, more, next).await;
            }
        }
        assert_eq!(rows, expected);
    }
}

async fn what_stands_in_the_way_is_said_in_the_readers_language(db: TestDatabase) {
    let table = Table::set(&db).await;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    table.secretary().act("membershipCreate", "membership { id }", asked).await;
    let vague =
        json!({ "debtors": [{ "organisation": ministry }], "action": null, "dueOn": null, "doneCriterion": null });
    let company = table.server.by("company");
    let own = propose(&company, content(&table, &vague)).await;
    let query =
        "query($id: ID!) { node(id: $id) { ... on Commitment { allowedTransitions { to blockedBy { message } } } } }";
    let body = json!({ "query": query, "variables": { "id": own["id"] } }).to_string();
    for (language, expected) in [("nl", TO_AGREE_NL), ("en", TO_AGREE_EN)] {
        let request = Request::post("/graphql").header("content-type", "application/json");
        let request = request.header("accept-language", language).body(Body::from(body.clone())).unwrap();
        let bytes = to_bytes(company.send(request).await.into_body(), 1 << 20).await.unwrap();
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        let steps = answer["data"]["node"]["allowedTransitions"].as_array().unwrap();
        let agree = steps.iter().find(|step| step["to"] == "AGREED").unwrap();
        let said: Vec<_> = agree["blockedBy"].as_array().unwrap().iter().map(|one| text(one, "/message")).collect();
        assert_eq!(said, expected);
    }
}

const TO_AGREE_NL: &[&str] = &[
    "Bij deze afspraak is dat aan: de partijen, ieder met een akkoord; het secretariaat met een besluit, waar een overleg afspraken vaststelt; het secretariaat met een besluit, voor wie te laat reageert.",
    "Ministerie neemt op 20 november 2026 niet deel aan de tafel.",
    "De afspraak zegt nog niet wat er gebeurt.",
    "De afspraak zegt nog niet wanneer het klaar moet zijn.",
    "De afspraak zegt nog niet wanneer het als gedaan geldt.",
    "School heeft nog niet ingestemd.",
];
const TO_AGREE_EN: &[&str] = &[
    "With this commitment that is up to: the parties, each by endorsing it; the secretariat with a decision, where meetings record what is agreed; the secretariat with a decision, for whoever is late to react.",
    "Ministerie is not a member of the table on 20 November 2026.",
    "The commitment does not say yet what will be done.",
    "The commitment does not say yet by when it is due.",
    "The commitment does not say yet when it counts as done.",
    "School has not agreed yet.",
];

/// Who may take which step from where; whoever is not named may take none.
const OWED_TO_THE_SCHOOL_AND_LATE: &[&str] = &[
    "DRAFT secretary: Propose Withdraw",
    "DRAFT company: Propose Withdraw",
    "PROPOSED secretary: SendBack Withdraw Agree",
    "PROPOSED company: Endorse Withdraw",
    "PROPOSED school: Endorse",
    "AGREED secretary: Start ReportDone MarkNotFulfilled Release Supersede",
    "AGREED chair: MarkNotFulfilled",
    "AGREED company: Start ReportDone Supersede",
    "AGREED school: Release Supersede",
    "IN_PROGRESS secretary: ReportDone FulfilPartly MarkNotFulfilled Release Supersede",
    "IN_PROGRESS chair: MarkNotFulfilled",
    "IN_PROGRESS company: ReportDone Supersede",
    "IN_PROGRESS school: FulfilPartly Release Supersede",
    "REPORTED_DONE secretary: Fulfil Return FulfilPartly MarkNotFulfilled Release Supersede",
    "REPORTED_DONE chair: MarkNotFulfilled",
    "REPORTED_DONE company: Supersede",
    "REPORTED_DONE school: Fulfil Return FulfilPartly Release Supersede",
    "FULFILLED secretary: Reopen",
    "FULFILLED chair: Reopen",
];

/// The same where the chair speaks for the table, the secretariat owes too, and the due date lies ahead.
const OWED_TO_THE_TABLE_IN_TIME: &[&str] = &[
    "DRAFT secretary: Propose Withdraw",
    "DRAFT company: Propose Withdraw",
    "PROPOSED secretary: SendBack Withdraw Agree",
    "PROPOSED chair: Endorse",
    "PROPOSED company: Endorse Withdraw",
    "AGREED secretary: Start ReportDone Release Supersede",
    "AGREED chair: Release Supersede",
    "AGREED company: Start ReportDone Supersede",
    "IN_PROGRESS secretary: ReportDone FulfilPartly Release Supersede",
    "IN_PROGRESS chair: FulfilPartly Release Supersede",
    "IN_PROGRESS company: ReportDone Supersede",
    "REPORTED_DONE secretary: Fulfil Return FulfilPartly Release Supersede",
    "REPORTED_DONE chair: Fulfil Return FulfilPartly Release Supersede",
    "REPORTED_DONE company: Supersede",
    "FULFILLED secretary: Reopen",
    "FULFILLED chair: Reopen",
];
