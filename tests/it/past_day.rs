//! Figures of an earlier day: what was told on that day is told of it later, by whatever happened since; and what the records
//! cannot tell of it is left out.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, evidence, propose, take},
    gap::{deliver, goal, viewers},
    indicator::{define, indicator, measure, path},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_was_told_on_a_day_is_told_of_it_later,
        what_was_not_so_yet_on_a_day_is_in_none_of_its_figures,
        a_day_is_one_of_1900_up_to_2200,
        what_one_request_has_computed_is_bounded,
    ]
}

const FIGURES: &str = "query($id: ID!, $goal: ID!, $live: ID!, $at: Date) {
    partnership(by: { id: $id }) {
        talkToAction(at: $at) { days light since at audience }
        balance(at: $at) { organisation { name } wholeTable at audience opinion { value }
            lines { side kind unit isJoint named askedFor promised delivered unknown approximate bound } }
    }
    goal: node(id: $goal) { ... on Goal {
        commitmentsFulfilled(at: $at) { fulfilled agreed at audience }
        gap(at: $at) { at audience open { code message } lines { indicator { id } unit target level promised bestEffort
            askedFor delivered bestEffortDelivered unknown remaining approximate bound provisional
            byEffect { effect effectLabel promised bestEffort askedFor delivered bestEffortDelivered } } }
    } }
    live: node(id: $live) { ... on Commitment { progress(at: $at) { value approximate bound at } } }
}";

/// Somebody says what it thinks of the balance.
async fn say(table: &Table, value: &str) {
    let opinion = json!({ "partnership": table.id, "organisation": table.school, "value": value });
    table.server.by("school").act("balanceOpinionGive", "balanceOpinion { id }", opinion).await;
}

async fn what_was_told_on_a_day_is_told_of_it_later(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = goal(&table).await;
    let (secretary, company, school) = (table.secretary(), table.server.by("company"), table.server.by("school"));
    let says = |more: Value| {
        let mut input = json!({
            "goals": [goal.id], "unit": "vacatures", "quantity": "20", "visibility": "PUBLIC", "amountsPublic": true,
            "effect": "FILLED",
        });
        add(&mut input, &more);
        input
    };
    let mut asked = propose(&company, content(&table, &says(json!({ "effect": "AVOIDED" })))).await;
    let (live, _) = agreed(&table, &says(json!({ "qualifier": "JUST_OVER" }))).await;
    let mut live = deliver(&table, &live, Some("deliveryConfirm"), 5).await;
    let (mut let_go, _) = agreed(&table, &says(json!({ "kind": "PLACES" }))).await;
    say(&table, "IN_BALANCE").await;

    let viewers = viewers(&table, &goal.indicators[1]).await;
    let asked_of = json!({ "id": table.id, "goal": goal.id, "live": live["id"] });
    let look = async |client: &Client, at: Option<&str>| {
        let mut asked = asked_of.clone();
        asked["at"] = json!(at);
        client.ask(FIGURES, asked).await
    };
    let mut before = Vec::new();
    for (name, client) in &viewers {
        let told = look(client, None).await;
        assert_eq!(told, look(client, Some("2026-11-20")).await, "{name}: today is today");
        before.push(told);
    }
    let said = before[0].to_string();
    for word in ["FILLED", "AVOIDED", "AT_MOST", "IN_BALANCE", "PARTNERSHIP", "\"value\":\"0.25\""] {
        assert!(said.contains(word), "nothing of {word}");
    }

    table.server.clock.set(table.server.clock.now() + TimeDelta::days(30));
    let decision = json!({ "decision": table.decision("2026-12-10").await });
    take(&secretary, "Agree", &mut asked, decision.clone(), "AGREED").await;
    live = deliver(&table, &live, Some("deliveryConfirm"), 15).await;
    take(&company, "ReportDone", &mut live, evidence(), "REPORTED_DONE").await;
    take(&school, "Fulfil", &mut live, json!({}), "FULFILLED").await;
    let released = json!({ "decision": decision["decision"], "reason": "Niet meer nodig" });
    take(&secretary, "Release", &mut let_go, released, "RELEASED").await;
    propose(&company, content(&table, &says(json!({})))).await;
    measure(&table, &goal.indicators[0], "2026-12-15", json!({ "number": "77" })).await;
    say(&table, "WE_GIVE_MORE").await;

    for ((name, client), before) in viewers.iter().zip(&before) {
        assert_eq!(look(client, Some("2026-11-20")).await, *before, "{name}");
        assert_ne!(look(client, None).await, *before, "{name}: or nothing is tried here");
    }
}

async fn what_was_not_so_yet_on_a_day_is_in_none_of_its_figures(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = goal(&table).await;
    let more = json!({ "goals": [goal.id], "unit": "vacatures", "quantity": "10" });
    let (commitment, _) = agreed(&table, &more).await;
    let late = json!({ "commitment": commitment["id"], "quantity": "4", "deliveredOn": "2026-11-10" });
    let delivered = table.secretary().perform("commitmentDeliver", "delivery { id }", late).await;
    let confirm = json!({ "delivery": delivered["delivery"]["id"], "expectedVersion": 1 });
    table.server.by("school").act("deliveryConfirm", "delivery { id }", confirm).await;
    let interest = json!({
        "partnership": table.id, "organisation": table.school, "side": "GAIN", "kind": "PLACES", "title": "Plekken",
        "quantity": "3", "unit": "plekken",
    });
    let school = table.server.by("school");
    let interest = school.act("interestCreate", "interest { id }", interest).await;
    let share = json!({ "interest": interest["id"], "expectedVersion": 1, "visibility": "PARTNERSHIP" });
    school.act("interestShare", "interest { id }", share).await;

    let company = table.server.by("company");
    let look = async |at: Option<&str>| {
        company.ask(FIGURES, json!({ "id": table.id, "goal": goal.id, "live": commitment["id"], "at": at })).await
    };
    let today = look(None).await;
    let progress = |told: &Value| told["live"]["progress"]["value"].clone();
    let line = |told: &Value| {
        let line = &told["goal"]["gap"]["lines"][0];
        ["level", "promised", "askedFor", "delivered", "remaining"].map(|name| line[name].clone())
    };
    assert_eq!(progress(&today), "0.4");
    assert_eq!(line(&today), ["40", "55", "6", "17", "22"].map(Value::from));
    assert!(today["partnership"]["balance"].to_string().contains("\"named\":\"3\""));

    // The decisions were of the first of November, also that on the 500 that were there on the twentieth; and the delivery of
    // the tenth, whenever it was confirmed. What was asked on the twentieth was not asked before.
    let tenth = look(Some("2026-11-10")).await;
    assert_eq!(progress(&tenth), "0.4");
    assert_eq!(line(&tenth), ["40", "555", "0", "4", "-491"].map(Value::from));
    assert_eq!(progress(&look(Some("2026-11-09")).await), "0");
    let october = look(Some("2026-10-31")).await;
    assert_eq!(
        october["live"]["progress"],
        json!({ "value": null, "approximate": false, "bound": null, "at": "2026-10-31" })
    );
    assert_eq!(line(&october), ["40", "0", "0", "0", "60"].map(Value::from));
    assert_eq!(october["goal"]["commitmentsFulfilled"]["agreed"], 0);
    assert_eq!(line(&look(Some("2026-02-01")).await)[0], Value::Null);

    // Since when an interest is shared nobody recorded.
    let balance = tenth["partnership"]["balance"].to_string();
    assert!(!balance.contains("\"named\":\"3\"") && balance.contains("\"delivered\":\"4\""), "{balance}");
    let signals =
        "query($id: ID!, $at: Date) { partnership(by: { id: $id }) { balance(at: $at) { signals asOf } revision } }";
    for (at, is_told) in [(None, true), (Some("2026-11-10"), false), (Some("2026-11-21"), true)] {
        let told = company.ask(signals, json!({ "id": table.id, "at": at })).await["partnership"].take();
        assert_eq!(told.to_string().contains("NO_CONTRIBUTION"), is_told, "{at:?}");
        assert_eq!(told["balance"][0]["asOf"], told["revision"]);
    }
}

async fn a_day_is_one_of_1900_up_to_2200(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let commitment = table.secretary().act("commitmentPropose", RECORD, content(&table, &json!({}))).await;
    let proposed = text(&commitment, "/id").to_owned();
    let figures = [
        (&table.id, "Partnership", "talkToAction(at: $at) { at }"),
        (&table.id, "Partnership", "balance(at: $at) { at }"),
        (&goal, "Goal", "gap(at: $at) { at }"),
        (&goal, "Goal", "commitmentsFulfilled(at: $at) { at }"),
        (&proposed, "Commitment", "progress(at: $at) { at }"),
    ];
    for (id, of, figure) in figures {
        let query = format!("query($id: ID!, $at: Date) {{ node(id: $id) {{ ... on {of} {{ {figure} }} }} }}");
        for (at, is_one) in [("1899-12-31", false), ("1900-01-01", true), ("2200-12-31", true), ("2201-01-01", false)] {
            let reply = table.secretary().reply(&query, json!({ "id": id, "at": at })).await;
            let refusal = reply["errors"][0]["extensions"]["code"].as_str();
            assert_eq!(refusal, (!is_one).then_some("OUT_OF_RANGE"), "{figure} {at}");
        }
    }
}

async fn what_one_request_has_computed_is_bounded(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let more = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" });
    let mut placed = path("0", "9000");
    placed["goal"] = json!(goal);
    placed["baseline"]["date"] = json!("2019-12-31");
    let series = indicator(&table, &define(&table, "bezoek", &more).await, &placed).await;
    let first: chrono::NaiveDate = "2020-01-01".parse().unwrap();
    let rows: Vec<Value> = (first.iter_days().take(1_000))
        .map(|day| json!({ "indicator": series, "observedOn": day.to_string(), "value": { "number": "1" } }))
        .collect();
    let rows = json!({ "partnership": table.id, "rows": rows });
    let sent = "results { measurement { measurement: id expectedVersion: version } }";
    let sent = table.server.by("company").act("measurementsSubmit", sent, rows).await;
    let rows: Vec<&Value> = sent.as_array().unwrap().iter().map(|row| &row["measurement"]).collect();
    let rows = json!({ "partnership": table.id, "rows": rows });
    assert_eq!(table.server.by("chair").act("measurementsApprove", "approved", rows).await, 1_000);

    let steps: Vec<Value> = (0..20).map(|_| json!({ "indicators": [series] })).collect();
    for (kind, id, spreads, figure, is_bounded) in [
        ("Indicator", &series, 10, "level { value }", false),
        ("Indicator", &series, 10, "level(at: \"2021-01-01\") { value }", true),
        ("Indicator", &series, 10, "forecast { value }", true),
        ("Goal", &goal, 10, "progress(at: \"2021-01-01\") { value }", true),
        ("Partnership", &table.id, 1, "funnel(steps: $steps) { to }", true),
    ] {
        let aliased: Vec<String> = (0..190).map(|at| format!("a{at}: {figure}")).collect();
        let asked = |figures: &str, spreads: usize| {
            let spread = "...Figures ".repeat(spreads);
            format!(
                "query($id: ID!, $steps: [FunnelStepInput!]!) {{ node(id: $id) {{ {spread} }}
                    never: partnership(by: {{ slug: \"niets\" }}) {{ funnel(steps: $steps) {{ to }} }} }}
                fragment Figures on {kind} {{ {figures} }}"
            )
        };
        let variables = json!({ "id": id, "steps": steps });
        table.secretary().ask(&asked(figure, 1), variables.clone()).await;
        let reply = table.secretary().reply(&asked(&aliased.join(" "), spreads), variables).await;
        let code = &reply["errors"][0]["extensions"]["code"];
        assert_eq!(code, &if is_bounded { json!("TOO_COMPLEX") } else { Value::Null }, "{figure}");
    }
}
