//! The gates of the method's stages, and the clock that tells how long a table only talks.

use akkoord::auth::Scopes;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{agreed, evidence, take},
    endorsement::{says, with},
    gap::deliver,
    journey,
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_goal_is_common_once_every_partner_endorsed_the_problem,
        each_partner_shares_a_gain_and_a_contribution,
        what_is_not_shared_with_the_table_passes_no_gate,
        a_table_monitors_once_something_is_agreed_with_a_date,
        a_gate_is_overridden_once_and_with_a_reason,
        ninety_days_without_a_deed_are_the_most,
        a_deed_that_the_public_does_not_see_leaves_its_clock_alone,
        the_clock_runs_from_the_start_to_the_end,
    ]
}

async fn partnership(client: &Client, table: &Table, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ {fields} }} }}");
    client.ask(&query, json!({ "id": table.id })).await["partnership"].take()
}

/// What a gate still misses, for somebody; nothing once it is done.
async fn missing(client: &Client, table: &Table, stage: &str) -> Vec<String> {
    let gates = partnership(client, table, "stageGates { stage done missing }").await["stageGates"].take();
    let gate = gates.as_array().unwrap().iter().find(|gate| gate["stage"] == stage).unwrap();
    let missing = gate["missing"].as_array().unwrap().iter();
    let missing: Vec<String> = missing.map(|sentence| sentence.as_str().unwrap().to_owned()).collect();
    assert_eq!(gate["done"], missing.is_empty());
    missing
}

/// What comes of moving a table to a stage: `None` where it goes there.
async fn moved(client: &Client, table: &Table, stage: &str) -> Option<String> {
    let version = partnership(client, table, "version").await["version"].take();
    let input = json!({ "partnership": table.id, "expectedVersion": version, "stage": stage });
    let query = "mutation($input: PartnershipChangeInput!) { partnershipChange(input: $input) {
        partnership { stage } userErrors { code path message } } }";
    let payload = client.ask(query, json!({ "input": input })).await["partnershipChange"].take();
    match payload["userErrors"].as_array().unwrap().as_slice() {
        [] => {
            assert_eq!(payload["partnership"]["stage"], stage);
            None
        }
        [error] => Some(format!("{} {} {}", text(error, "/code"), error["path"][0], text(error, "/message"))),
        more => panic!("{more:?}"),
    }
}

async fn endorse(table: &Table, problem: &Value, by: &str, decision: &str, terms_version: i32) {
    let organisation = match by {
        "company" => &table.company,
        "school" => &table.school,
        _ => &table.province,
    };
    let more = json!({ "expectedTermsVersion": terms_version, "note": "Gelezen" });
    let input = with(says("problemStatement", &problem["id"], organisation, decision), &more);
    table.server.by(by).act("problemStatementEndorse", "problemStatement { id }", input).await;
}

async fn a_goal_is_common_once_every_partner_endorsed_the_problem(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let no_indicator = "Er is nog geen doel met een indicator.";
    let look = async || missing(&secretary, &table, "COMMON_GOAL").await;
    assert_eq!(look().await, ["Er is nog geen gedeeld probleem.", no_indicator]);
    assert_eq!(
        moved(&chair, &table, "GAIN_AND_INVESTMENT").await.as_deref(),
        Some(
            "BLOCKED \"stage\" De fase 'gemeenschappelijk doel' is nog niet klaar. Er is nog geen gedeeld probleem. Er is nog geen doel met een indicator."
        )
    );

    let problem = json!({ "partnership": table.id, "text": "Te weinig technici" });
    let problem = secretary.act("problemStatementCreate", "problemStatement { id version }", problem).await;
    let [company, school] =
        ["Bedrijf", "School"].map(|name| format!("{name} heeft het gedeelde probleem nog niet onderschreven."));
    assert_eq!(look().await, [&company, &school, no_indicator]);
    endorse(&table, &problem, "company", "AGREE", 1).await;
    endorse(&table, &problem, "school", "WITH_RESERVATION", 1).await;
    // Who only chairs is no partner, and is not asked.
    endorse(&table, &problem, "chair", "OBJECT", 1).await;
    assert_eq!(look().await, [&school, no_indicator]);
    endorse(&table, &problem, "school", "AGREE_WITH_NOTE", 1).await;
    let definition = journey::definition(&secretary, &table, "vervuld").await;
    crate::visibility::indicator(&table, &definition, "PARTNERSHIP").await;
    assert_eq!(look().await, [no_indicator], "one of the whole partnership is of no goal");
    let goal = table.goal("Doel").await;
    journey::indicator(&table, &goal, &definition, 100, "1").await;
    assert_eq!(look().await, Vec::<String>::new());
    assert_eq!(moved(&chair, &table, "GAIN_AND_INVESTMENT").await, None);

    // Back is free, and forward again only over what is endorsed as it reads now.
    let change = json!({ "problemStatement": problem["id"], "expectedVersion": 1, "text": "Veel te weinig technici" });
    secretary.act("problemStatementChange", "problemStatement { id }", change).await;
    assert_eq!(look().await, [company.as_str(), &school]);
    assert_eq!(moved(&secretary, &table, "COMMON_GOAL").await, None);
    assert!(moved(&secretary, &table, "GAIN_AND_INVESTMENT").await.unwrap().contains("Bedrijf"));
    endorse(&table, &problem, "company", "AGREE", 2).await;
    endorse(&table, &problem, "school", "AGREE", 2).await;
    endorse(&table, &problem, "school", "OBJECT", 2).await;
    assert_eq!(look().await, [school.as_str()], "who thinks again is heard");
}

/// An interest of an organisation as its owner leaves it: seen by so many.
async fn interest(table: &Table, owner: &str, side: &str, visibility: &str) -> Value {
    let (client, organisation) =
        (table.server.by(owner), if owner == "school" { &table.school } else { &table.company });
    let input = json!({
        "partnership": table.id, "organisation": organisation, "side": side, "kind": "PEOPLE", "title": "Mensen",
    });
    let record = client.act("interestCreate", "interest { id version }", input).await;
    share(&client, table, &record, visibility).await
}

async fn share(owner: &Client, table: &Table, interest: &Value, visibility: &str) -> Value {
    if visibility == "ORGANISATION" {
        return interest.clone();
    }
    let mut input =
        json!({ "interest": interest["id"], "expectedVersion": interest["version"], "visibility": visibility });
    if visibility == "SELECTED" {
        input["sharedWith"] = json!([table.bureau]);
    }
    owner.act("interestShare", "interest { id version }", input).await
}

fn not_shared(names: &[(&str, &str)], public: &str) -> Vec<String> {
    names.iter().map(|(name, side)| format!("{name} heeft nog geen {public}belang '{side}' gedeeld.")).collect()
}

async fn each_partner_shares_a_gain_and_a_contribution(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, observer) = (table.secretary(), seat_observer(&table).await);
    let look = async |client: &Client| missing(client, &table, "GAIN_AND_INVESTMENT").await;
    let all = [("Bedrijf", "halen"), ("Bedrijf", "brengen"), ("School", "halen"), ("School", "brengen")];
    assert_eq!(look(&secretary).await, not_shared(&all, ""));
    interest(&table, "company", "GAIN", "PARTNERSHIP").await;
    interest(&table, "company", "CONTRIBUTION", "PUBLIC").await;
    interest(&table, "school", "WISH", "PUBLIC").await;
    assert_eq!(look(&secretary).await, not_shared(&all[2..], ""));
    // Observers know the public ones only.
    assert_eq!(look(&observer).await, not_shared(&[all[0], all[2], all[3]], "openbaar "));
    interest(&table, "school", "GAIN", "PARTNERSHIP").await;
    let last = interest(&table, "school", "CONTRIBUTION", "PARTNERSHIP").await;
    assert_eq!(look(&table.server.by("chair")).await, Vec::<String>::new());
    assert_eq!(look(&observer).await, not_shared(&[all[0], all[2], all[3]], "openbaar "));
    let school = table.server.by("school");
    share(&school, &table, &last, "SELECTED").await;
    assert_eq!(look(&secretary).await, not_shared(&all[3..], ""), "what was shared can be taken back");
}

async fn what_is_not_shared_with_the_table_passes_no_gate(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mut viewers: Vec<_> = ["secretary", "chair", "company", "school", "admin", "stranger"]
        .map(|subject| (subject, table.server.by(subject)))
        .into();
    viewers.extend([("observer", seat_observer(&table).await), ("former", seat_until_october(&table).await)]);
    viewers.push(("dashboard", table.server.with("school", Scopes::DASHBOARD, &[])));
    viewers.push(("anonymous", table.server.anonymous()));
    interest(&table, "company", "GAIN", "PARTNERSHIP").await;
    let look = async || {
        let mut seen = Vec::new();
        for (_, client) in &viewers {
            let gates = "stageGates { stage done missing override { id } }";
            seen.push(partnership(client, &table, gates).await["stageGates"].take());
        }
        seen
    };
    let before = look().await;
    for (visibility, side) in [("ORGANISATION", "GAIN"), ("SELECTED", "GAIN"), ("SELECTED", "CONTRIBUTION")] {
        interest(&table, "school", side, visibility).await;
    }
    let says = json!({ "dueOn": { "date": "2026-12-01" } });
    let content = crate::commitment::content(&table, &says);
    table.server.by("company").act("commitmentDraft", "commitment { id }", content).await;
    assert_eq!(look().await, before, "not even its owner's own gates");
    for ((name, _), gates) in viewers.iter().zip(&before) {
        let is_outside = ["admin", "stranger", "former", "dashboard", "anonymous"].contains(name);
        assert_eq!(gates.as_array().unwrap().len(), if is_outside { 0 } else { 3 }, "{name}");
    }
}

async fn a_table_monitors_once_something_is_agreed_with_a_date(db: TestDatabase) {
    let table = Table::set(&db).await;
    let look = async || missing(&table.secretary(), &table, "AGREE_AND_MONITOR").await;
    let none = ["Er is nog geen afspraak met een datum gemaakt."];
    let undated = json!({
        "partnership": table.id, "source": "Lijst", "title": "Zonder datum", "agreedOn": "2026-03-01",
        "state": "AGREED", "debtors": [{ "organisation": table.company }],
    });
    table.secretary().act("commitmentTakeOver", "commitment { id }", undated).await;
    crate::commitment::propose(&table.server.by("company"), crate::commitment::content(&table, &json!({}))).await;
    assert_eq!(look().await, none);
    let (mut commitment, decision) = agreed(&table, &json!({})).await;
    assert_eq!(look().await, Vec::<String>::new());
    let mut release = json!({ "reason": "Niet meer nodig" });
    crate::commitment::add(&mut release, &decision);
    take(&table.secretary(), "Release", &mut commitment, release, "RELEASED").await;
    assert_eq!(look().await, none);
}

async fn a_gate_is_overridden_once_and_with_a_reason(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let input = |stage: &str, reason: &str| json!({ "partnership": table.id, "stage": stage, "reason": reason });
    let first = input("COMMON_GOAL", "Iedereen weet waarom");
    let blank = input("COMMON_GOAL", " ");
    assert_eq!(table.server.by("company").refused("gateOverride", blank.clone()).await, ["NOT_ALLOWED"]);
    let mut found = secretary.refused("gateOverride", blank.clone()).await;
    found.sort();
    assert_eq!(found, ["REASON_REQUIRED reason", "REQUIRED decision"]);
    assert_eq!(chair.refused("gateOverride", blank).await, ["REASON_REQUIRED reason"]);

    let decision = table.decision("2026-11-01").await;
    let mut decided = first.clone();
    crate::commitment::add(&mut decided, &json!({ "decision": decision, "source": "Verslag" }));
    let fields = "gateOverride { stage reason overriddenOn source decision { id } partnership { id } }";
    let done = secretary.act("gateOverride", fields, decided).await;
    let expected = json!({
        "stage": "COMMON_GOAL", "reason": "Iedereen weet waarom", "overriddenOn": "2026-11-20", "source": "Verslag",
        "decision": { "id": decision }, "partnership": { "id": table.id },
    });
    assert_eq!(done, expected);
    assert_eq!(chair.refused("gateOverride", first).await, ["ALREADY_EXISTS stage"]);
    let gates = "stageGates { stage done override { reason } }";
    let gates = partnership(&seat_observer(&table).await, &table, gates).await["stageGates"].take();
    let overridden = json!({ "stage": "COMMON_GOAL", "done": false, "override": { "reason": "Iedereen weet waarom" } });
    assert_eq!((&gates[0], &gates[1]["override"]), (&overridden, &Value::Null), "it is passed, and still not done");

    assert!(moved(&chair, &table, "AGREE_AND_MONITOR").await.unwrap().contains("'winst en investering'"));
    assert_eq!(moved(&chair, &table, "GAIN_AND_INVESTMENT").await, None);
    chair.act("gateOverride", "gateOverride { id }", input("GAIN_AND_INVESTMENT", "Volgt later")).await;
    assert_eq!(moved(&chair, &table, "AGREE_AND_MONITOR").await, None);
    agreed(&table, &json!({})).await;
    let needless = input("AGREE_AND_MONITOR", "Voor de zekerheid");
    assert_eq!(chair.refused("gateOverride", needless).await, ["OUT_OF_RANGE stage"]);
}

/// The clock as somebody sees it: the days and the light.
async fn clock(client: &Client, table: &Table) -> Option<(i64, String)> {
    let clock = partnership(client, table, "talkToAction { days light lightLabel since }").await["talkToAction"].take();
    clock["days"].as_i64().map(|days| (days, text(&clock, "/light").to_owned()))
}

#[allow(clippy::unnecessary_wraps, reason = "a clock may not run at all")]
fn since(days: i64, light: &str) -> Option<(i64, String)> {
    Some((days, light.to_owned()))
}

async fn change(table: &Table, what: Value) {
    let version = partnership(&table.secretary(), table, "version").await["version"].take();
    let mut input = json!({ "partnership": table.id, "expectedVersion": version });
    crate::commitment::add(&mut input, &what);
    table.secretary().act("partnershipChange", "partnership { id }", input).await;
}

fn pass_days(table: &Table, days: i64) {
    let clock = &table.server.clock;
    clock.set(clock.now() + TimeDelta::days(days));
}

async fn ninety_days_without_a_deed_are_the_most(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    assert_eq!(clock(&secretary, &table).await, since(0, "GREEN"), "it was entered today");
    pass_days(&table, 90);
    assert_eq!(clock(&secretary, &table).await, since(90, "GREEN"));
    pass_days(&table, 1);
    assert_eq!(clock(&secretary, &table).await, since(91, "RED"));

    let (mut commitment, _) = agreed(&table, &json!({})).await;
    assert_eq!(clock(&secretary, &table).await, since(91, "RED"), "to agree is still talk");
    let company = table.server.by("company");
    take(&company, "ReportDone", &mut commitment, evidence(), "REPORTED_DONE").await;
    assert_eq!(clock(&secretary, &table).await, since(91, "RED"), "nobody said that it is done but who owes it");
    pass_days(&table, 1);
    take(&table.server.by("school"), "Fulfil", &mut commitment, json!({}), "FULFILLED").await;
    pass_days(&table, 2);
    assert_eq!(clock(&secretary, &table).await, since(2, "GREEN"));
    take(&table.server.by("chair"), "Reopen", &mut commitment, json!({ "reason": "Toch niet" }), "IN_PROGRESS").await;
    assert_eq!(clock(&secretary, &table).await, since(94, "RED"), "it was not fulfilled after all");
}

async fn a_deed_that_the_public_does_not_see_leaves_its_clock_alone(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (school, anybody, observer) =
        (table.server.by("school"), table.server.anonymous(), seat_observer(&table).await);
    change(&table, json!({ "startsOn": { "date": "2026-08-21" } })).await;
    let both = async || {
        let seen = clock(&school, &table).await;
        assert_eq!(clock(&observer, &table).await, seen);
        (seen, clock(&anybody, &table).await)
    };
    assert_eq!(both().await, (since(91, "RED"), since(91, "RED")));
    let quantity = json!({ "unit": "plekken", "quantity": "5" });
    let (commitment, _) = agreed(&table, &quantity).await;
    deliver(&table, &commitment, None, 1).await;
    assert_eq!(both().await, (since(91, "RED"), since(91, "RED")), "what nobody confirmed is talk");
    deliver(&table, &commitment, Some("deliveryConfirm"), 1).await;
    assert_eq!(both().await, (since(0, "GREEN"), since(91, "RED")));

    pass_days(&table, 1);
    let public = json!({ "unit": "plekken", "quantity": "5", "visibility": "PUBLIC" });
    let (commitment, _) = agreed(&table, &public).await;
    assert_eq!(both().await, (since(1, "GREEN"), since(92, "RED")));
    deliver(&table, &commitment, Some("deliveryConfirm"), 1).await;
    assert_eq!(both().await, (since(0, "GREEN"), since(92, "RED")), "what was delivered is the table's");
    let open = json!({ "unit": "plekken", "quantity": "5", "visibility": "PUBLIC", "amountsPublic": true });
    let (commitment, _) = agreed(&table, &open).await;
    deliver(&table, &commitment, Some("deliveryConfirm"), 1).await;
    pass_days(&table, 1);
    assert_eq!(both().await, (since(1, "GREEN"), since(1, "GREEN")));

    // One that was taken over tells when it was reported; the public can read that day too.
    let taken = json!({
        "partnership": table.id, "source": "Lijst", "title": "Gedaan", "agreedOn": "2025-03-01", "state": "FULFILLED",
        "reportedOn": "2026-11-22", "evidence": { "title": "Lijst" }, "visibility": "PUBLIC",
        "debtors": [{ "organisation": table.company }], "stateReason": "Geteld",
    });
    table.secretary().act("commitmentTakeOver", "commitment { id }", taken).await;
    assert_eq!(both().await, (since(0, "GREEN"), since(0, "GREEN")));
}

async fn the_clock_runs_from_the_start_to_the_end(db: TestDatabase) {
    let table = Table::set(&db).await;
    let anybody = table.server.anonymous();
    change(&table, json!({ "startsOn": { "date": "2026-12-15", "precision": "MONTH" } })).await;
    assert_eq!(clock(&anybody, &table).await, None, "it has not begun");
    pass_days(&table, 11);
    assert_eq!(clock(&anybody, &table).await, since(0, "GREEN"), "it may have begun on the first");
    change(&table, json!({ "endsOn": { "date": "2026-12-31" } })).await;
    pass_days(&table, 30);
    assert_eq!(clock(&anybody, &table).await, since(30, "GREEN"), "its last day");
    pass_days(&table, 1);
    assert_eq!(clock(&anybody, &table).await, None, "it has ended");
}
