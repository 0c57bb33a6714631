//! The gap of a goal: for each viewer what follows from the records that this viewer can list, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use akkoord::{auth::Scopes, fold::fold};
use entity::Decimal;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{add, agreed, content, evidence, propose, take},
    journey::submit,
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_gap_is_what_follows_from_what_a_viewer_can_list,
        what_is_hidden_changes_no_gap,
        what_is_open_is_said_by_name_and_outside_the_table_of_what_is_public,
        what_lasts_is_promised_for_one_term_and_told_by_effect,
    ]
}

/// Reports a delivery, which the school judges if an act of judging is named; and gives the commitment as it is then.
pub(crate) async fn deliver(table: &Table, commitment: &Value, judge: Option<&str>, quantity: i64) -> Value {
    let delivery = json!({ "commitment": commitment["id"], "quantity": quantity.to_string() });
    let shown = "commitment { id version } delivery { id }";
    let mut delivered = table.secretary().perform("commitmentDeliver", shown, delivery).await;
    if let Some(act) = judge {
        let mut input = json!({ "delivery": delivered["delivery"]["id"], "expectedVersion": 1 });
        if act == "deliveryReturn" {
            input["reason"] = json!("Dubbel");
        }
        table.server.by("school").act(act, "delivery { id }", input).await;
    }
    delivered["commitment"].take()
}

const LINES: &str =
    "lines { indicator { id } unit target level promised bestEffort askedFor delivered bestEffortDelivered
    unknown remaining }";

/// A goal for everybody, four indicators of it, and commitments of each sort; with what was confirmed on each.
pub(crate) struct Goal {
    pub(crate) id: String,
    pub(crate) indicators: Vec<String>,
    confirmed: BTreeMap<String, i64>,
}

async fn indicator(table: &Table, goal: &str, unit: &str, direction: &str, visibility: &str) -> String {
    let secretary = table.secretary();
    let code = format!("{unit}-{visibility}");
    let definition = json!({
        "partnership": table.id, "code": code, "name": code, "measure": "COUNT", "unit": unit, "direction": direction,
        "reporting": "SNAPSHOT", "targetBasis": "LEVEL", "frequency": "QUARTERLY",
    });
    let definition = secretary.act("definitionCreate", "definition { id }", definition).await;
    let (baseline, target) = if direction == "INCREASE" { ("0", "100") } else { ("100", "20") };
    let series = json!({
        "partnership": table.id, "definition": definition["id"], "goal": goal, "visibility": visibility,
        "baseline": { "value": baseline, "date": "2026-01-01" },
        "targets": [{ "value": target, "date": "2026-12-31" }],
    });
    text(&secretary.act("indicatorCreate", "indicator { id }", series).await, "/id").to_owned()
}

async fn public_goal(table: &Table) -> String {
    let goal =
        json!({ "partnership": table.id, "title": "Genoeg technici", "kind": "OUTCOME", "visibility": "PUBLIC" });
    text(&table.secretary().act("goalCreate", "goal { id }", goal).await, "/id").to_owned()
}

pub(crate) async fn goal(table: &Table) -> Goal {
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let id = public_goal(table).await;
    let mut indicators = Vec::new();
    for (unit, direction, visibility) in [
        ("Vacatures", "INCREASE", "PUBLIC"),
        ("uren", "DECREASE", "PARTNERSHIP"),
        ("Plékken", "INCREASE", "PUBLIC"),
        ("plekken", "INCREASE", "PARTNERSHIP"),
    ] {
        let indicator = indicator(table, &id, unit, direction, visibility).await;
        let sent = submit(&secretary, &indicator, "2026-03-01", 40).await;
        let approve = json!({ "measurement": sent["id"], "expectedVersion": 1 });
        table.server.by("chair").act("measurementApprove", "measurement { id }", approve).await;
        indicators.push(indicator);
    }
    let more = |more: Value| {
        let mut input = json!({ "goals": [id] });
        add(&mut input, &more);
        input
    };
    let mut confirmed = BTreeMap::new();
    for (says, done) in [
        (json!({ "unit": "vacatures", "quantity": "30", "visibility": "PUBLIC", "amountsPublic": true }), 10),
        (json!({ "unit": " VACATURES", "quantity": "5", "recurrence": "YEARLY", "termYears": 3 }), 2),
        (json!({ "unit": "vacatures", "quantity": "7", "recurrence": "MONTHLY" }), 1),
        (json!({ "unit": "uren", "quantity": "8.5", "obligation": "BEST_EFFORT", "visibility": "PUBLIC" }), 3),
        (json!({ "unit": "uren", "quantity": "0.25" }), 0),
        (json!({ "unit": "plekken", "quantity": "4", "visibility": "PUBLIC", "amountsPublic": true }), 1),
        (json!({ "unit": "coaches", "quantity": "2" }), 0),
        (json!({ "visibility": "PUBLIC" }), 0),
    ] {
        let (commitment, _) = agreed(table, &more(says)).await;
        if done > 0 {
            deliver(table, &commitment, Some("deliveryConfirm"), done).await;
            deliver(table, &commitment, None, 900).await;
            deliver(table, &commitment, Some("deliveryReturn"), 900).await;
        }
        confirmed.insert(text(&commitment, "/id").to_owned(), done * Decimal::SCALE);
    }
    for says in [
        json!({ "kind": "MONEY", "amount": "1000.5", "visibility": "PUBLIC", "amountsPublic": true }),
        json!({ "kind": "MONEY", "amount": "70", "visibility": "PUBLIC" }),
        json!({ "kind": "MONEY" }),
        json!({ "unit": "vacatures", "quantity": "6" }),
    ] {
        propose(&company, content(table, &more(says))).await;
    }
    let says = more(json!({ "unit": "vacatures", "quantity": "500", "visibility": "PUBLIC", "amountsPublic": true }));
    let (kept, _) = agreed(table, &says).await;
    let mut kept = deliver(table, &kept, Some("deliveryConfirm"), 500).await;
    take(&company, "ReportDone", &mut kept, evidence(), "REPORTED_DONE").await;
    take(&table.server.by("school"), "Fulfil", &mut kept, json!({}), "FULFILLED").await;
    Goal { id, indicators, confirmed }
}

/// Somebody of each class.
pub(crate) async fn viewers(table: &Table, named: &str) -> Vec<(&'static str, Client)> {
    let observer = seat_observer(table).await;
    let former = seat_until_october(table).await;
    let subjects = ["secretary", "chair", "company", "school", "stranger", "admin"];
    let mut viewers: Vec<_> = subjects.map(|subject| (subject, table.server.by(subject))).into();
    viewers.extend([("observer", observer), ("former", former), ("anonymous", table.server.anonymous())]);
    viewers.push(("dashboard", table.server.with("school", Scopes::DASHBOARD, &[named])));
    viewers
}

fn exact(value: &Value) -> Option<i64> {
    value.as_str().map(|text| text.parse::<Decimal>().unwrap().0)
}

/// The lines that follow from what a client can list, each as the indicator, the folded unit and the numbers.
async fn by_hand(client: &Client, goal: &Goal) -> (Vec<String>, Value) {
    let query = "query($id: ID!) { node(id: $id) { ... on Goal {
        indicators { nodes { id unit target { value } level { value } definition { direction } } }
        commitments { nodes { id state obligation kind quantity unit amount recurrence termYears amountsPublic } }
        } } viewer { memberships { from until } } }";
    let listed = client.ask(query, json!({ "id": goal.id })).await["node"].take();
    let [indicators, commitments] =
        ["indicators", "commitments"].map(|list| listed[list]["nodes"].as_array().unwrap().clone());
    let has = |states: &[&str]| commitments.iter().filter(|one| states.contains(&text(one, "/state"))).count();
    let ends = ["FULFILLED", "PARTLY_FULFILLED", "NOT_FULFILLED"];
    let agreed = has(&["AGREED", "IN_PROGRESS", "REPORTED_DONE"]) + has(&ends);
    let fulfilled = json!({ "fulfilled": has(&ends[..1]), "agreed": agreed });

    // Whose unit, which of the three sums, how much, and how much of it was confirmed.
    let mut promises: Vec<(String, &str, Option<i64>, Option<i64>)> = Vec::new();
    for one in &commitments {
        let sum = match (text(one, "/state"), text(one, "/obligation")) {
            ("PROPOSED", _) => "askedFor",
            ("AGREED" | "IN_PROGRESS", "RESULT") => "promised",
            ("AGREED" | "IN_PROGRESS", "BEST_EFFORT") => "bestEffort",
            _ => continue,
        };
        let terms = match (text(one, "/recurrence"), one["termYears"].as_i64()) {
            ("ONCE", _) => Some(1),
            ("YEARLY", years) => years,
            _ => None,
        };
        let unit = match (one["unit"].as_str(), one["kind"].as_str()) {
            (Some(unit), _) => fold(unit),
            (None, Some("MONEY")) => "eur".into(),
            _ => "~".into(),
        };
        let total = exact(&one["quantity"]).or(exact(&one["amount"])).zip(terms).map(|(much, terms)| much * terms);
        let tells = one["unit"].is_string() || one["amount"].is_string();
        let confirmed = goal.confirmed.get(text(one, "/id")).copied().unwrap_or(0);
        promises.push((unit, sum, total, tells.then_some(confirmed)));
    }
    let add_up = |unit: &str, sum: &str, delivered: bool| -> Option<i64> {
        let own = promises.iter().filter(|one| one.0 == unit && one.1 == sum);
        let parts: Vec<Option<i64>> = own.map(|one| if delivered { one.3 } else { one.2 }).collect();
        (parts.is_empty() || parts.iter().any(Option::is_some)).then(|| parts.iter().flatten().sum())
    };
    let line = |id: &str, unit: &str, told: bool, target: Option<i64>, level: Option<i64>, sign: i64| {
        let sums =
            [("promised", false), ("bestEffort", false), ("askedFor", false), ("promised", true), ("bestEffort", true)]
                .map(|(sum, delivered)| if told { add_up(unit, sum, delivered) } else { None });
        let unknown = promises.iter().filter(|one| told && one.0 == unit && one.2.is_none()).count();
        let lacking = target.zip(level).map(|(target, level)| sign * (target - level));
        let remaining = lacking.and_then(|lacking| Some(lacking - (sums[0]? - sums[3]?)));
        format!("{id} {unit} {target:?} {level:?} {sums:?} {unknown} {remaining:?}")
    };
    let units: Vec<String> = indicators.iter().map(|one| fold(text(one, "/unit"))).collect();
    let having = |unit: &str| units.iter().filter(|own| *own == unit).count();
    let is_promised = |unit: &str| promises.iter().any(|one| one.0 == unit);
    let mut lines = Vec::new();
    for (one, unit) in indicators.iter().zip(&units) {
        let sign = if text(one, "/definition/direction") == "INCREASE" { 1 } else { -1 };
        let told = having(unit) == 1 || !is_promised(unit);
        let (target, level) = (exact(&one["target"]["value"]), exact(&one["level"]["value"]));
        lines.push(line(text(one, "/id"), unit, told, target, level, sign));
    }
    let others: BTreeSet<&String> = promises.iter().map(|one| &one.0).filter(|unit| having(unit) != 1).collect();
    lines.extend(others.into_iter().map(|unit| line("", unit, true, None, None, 1)));
    (lines, fulfilled)
}

/// The lines that the program tells a client, written the same way.
async fn told(client: &Client, goal: &Goal) -> (Vec<String>, Value) {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Goal {{ gap {{ {LINES} }} commitmentsFulfilled {{ fulfilled agreed }} }} }} }}"
    );
    let mut answer = client.ask(&query, json!({ "id": goal.id })).await["node"].take();
    let lines = answer["gap"]["lines"].as_array().unwrap().iter();
    let lines = lines.map(|line| {
        let number = |name: &str| exact(&line[name]);
        let sums = ["promised", "bestEffort", "askedFor", "delivered", "bestEffortDelivered"].map(number);
        let id = line["indicator"]["id"].as_str().unwrap_or_default();
        let unit = line["unit"].as_str().map_or("~".into(), fold);
        let (target, level, remaining) = (number("target"), number("level"), number("remaining"));
        format!("{id} {unit} {target:?} {level:?} {sums:?} {} {remaining:?}", line["unknown"])
    });
    (lines.collect(), answer["commitmentsFulfilled"].take())
}

async fn a_gap_is_what_follows_from_what_a_viewer_can_list(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = goal(&table).await;
    let mut seen = BTreeMap::new();
    for (name, client) in viewers(&table, &goal.indicators[1]).await {
        let told = told(&client, &goal).await;
        assert_eq!(told, by_hand(&client, &goal).await, "{name}");
        seen.insert(name, told);
    }
    assert_eq!(seen["observer"], seen["secretary"]);
    assert_eq!(seen["stranger"], seen["anonymous"]);
    assert_eq!(seen["former"], seen["anonymous"]);
    assert_eq!(seen["company"].1, json!({ "fulfilled": 1, "agreed": 9 }));
    assert_eq!(seen["anonymous"].1, json!({ "fulfilled": 1, "agreed": 5 }));

    // By the numbers: 100 − 40 − (30 + 3 × 5 − (10 + 2 + 1)) at the table, and 100 − 40 − (30 − 10) outside of it.
    let remaining = async |client: &Client, at: usize| {
        let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Goal {{ gap {{ {LINES} }} }} }} }}");
        let lines = client.ask(&query, json!({ "id": goal.id })).await["node"]["gap"]["lines"].take();
        (lines[at]["unit"].clone(), lines[at]["remaining"].clone(), lines[at]["unknown"].clone())
    };
    let (company, anybody) = (table.server.by("company"), table.server.anonymous());
    assert_eq!(remaining(&company, 0).await, (json!("Vacatures"), json!("28"), json!(1)));
    assert_eq!(remaining(&company, 1).await, (json!("uren"), json!("19.75"), json!(0)));
    assert_eq!(remaining(&company, 2).await, (json!("Plékken"), Value::Null, json!(0)));
    assert_eq!(remaining(&anybody, 0).await, (json!("Vacatures"), json!("40"), json!(0)));
    assert_eq!(remaining(&anybody, 1).await, (json!("Plékken"), json!("57"), json!(0)));
}

async fn what_is_hidden_changes_no_gap(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = goal(&table).await;
    let viewers = viewers(&table, &goal.indicators[1]).await;
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Goal {{ gap {{ {LINES} open {{ code message }} }} commitmentsFulfilled {{ fulfilled agreed }} }} }} }}"
    );
    let look = async || {
        let mut seen = Vec::new();
        for (_, client) in &viewers {
            seen.push(client.ask(&query, json!({ "id": goal.id })).await);
        }
        seen
    };
    let before = look().await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let says = json!({
        "goals": [goal.id], "unit": "vacatures", "quantity": "99", "visibility": "PUBLIC", "amountsPublic": true,
    });
    company.act("commitmentDraft", "commitment { id }", content(&table, &says)).await;
    let mut withdrawn = company.act("commitmentDraft", "commitment { id version }", content(&table, &says)).await;
    take(&company, "Withdraw", &mut withdrawn, json!({ "reason": "Toch niet" }), "WITHDRAWN").await;
    let mut sent_back = propose(&company, content(&table, &says)).await;
    take(&secretary, "SendBack", &mut sent_back, json!({ "reason": "Te vaag" }), "DRAFT").await;
    let reading = json!({ "indicator": goal.indicators[0], "observedOn": "2026-06-01", "value": { "number": "9" } });
    secretary.act("measurementDraft", "measurement { id }", reading).await;
    for ((before, after), (name, _)) in before.iter().zip(look().await).zip(&viewers) {
        assert_eq!(*before, after, "{name}: drafts and readings that are not approved enter no figure");
    }

    // What the table sees more of is nothing to others.
    let more = json!({ "goals": [goal.id], "unit": "vacatures", "quantity": "11" });
    let (commitment, _) = agreed(&table, &more).await;
    deliver(&table, &commitment, Some("deliveryConfirm"), 4).await;
    indicator(&table, &goal.id, "leraren", "INCREASE", "PARTNERSHIP").await;
    for ((before, after), (name, _)) in before.iter().zip(look().await).zip(&viewers) {
        let is_outside = ["stranger", "admin", "former", "anonymous", "dashboard"].contains(name);
        assert_eq!(*before == after, is_outside, "{name}");
    }
}

async fn what_is_open_is_said_by_name_and_outside_the_table_of_what_is_public(db: TestDatabase) {
    let table = Table::set(&db).await;
    let id = public_goal(&table).await;
    let open = async |client: &Client| {
        let query = "query($id: ID!) { node(id: $id) { ... on Goal { gap { open { code codeLabel message } } } } }";
        let open = client.ask(query, json!({ "id": id })).await["node"]["gap"]["open"].take();
        let said = open.as_array().unwrap().iter();
        said.map(|one| format!("{} {}", text(one, "/code"), text(one, "/message"))).collect::<Vec<_>>()
    };
    let (secretary, anybody) = (table.secretary(), table.server.anonymous());
    let nothing = [
        "NO_INDICATOR Het doel 'Genoeg technici' heeft nog geen indicator.",
        "NO_COMMITMENT Voor het doel 'Genoeg technici' loopt nog geen afspraak.",
    ];
    assert_eq!(open(&secretary).await, nothing);
    for visibility in ["PUBLIC", "PARTNERSHIP"] {
        indicator(&table, &id, "plekken", "INCREASE", visibility).await;
    }
    let ambition = json!({
        "partnership": table.id, "code": "richting", "name": "Richting", "measure": "COUNT", "unit": "mensen",
        "direction": "INCREASE", "reporting": "SNAPSHOT", "targetBasis": "LEVEL", "frequency": "QUARTERLY",
    });
    let ambition = secretary.act("definitionCreate", "definition { id }", ambition).await;
    let ambition = json!({ "partnership": table.id, "definition": ambition["id"], "goal": id });
    secretary.act("indicatorCreate", "indicator { id }", ambition).await;
    agreed(&table, &json!({ "goals": [id], "unit": "plekken", "quantity": "4" })).await;
    let inside = [
        "NO_DATA Van de indicator 'plekken-PUBLIC' is nog geen meting goedgekeurd.",
        "NO_DATA Van de indicator 'plekken-PARTNERSHIP' is nog geen meting goedgekeurd.",
        "NO_DATA Van de indicator 'Richting' is nog geen meting goedgekeurd.",
        "NO_TARGET De indicator 'Richting' heeft nog geen streefwaarde.",
        "SHARED_UNIT Bij welke indicator de afspraken in plekken horen, is niet te zeggen: 'plekken-PUBLIC' en 'plekken-PARTNERSHIP' hebben die eenheid.",
    ];
    assert_eq!(open(&secretary).await, inside);
    let outside = ["NO_COMMITMENT Voor het doel 'Genoeg technici' loopt nog geen openbare afspraak.", inside[0]];
    assert_eq!(open(&anybody).await, outside);
}

async fn what_lasts_is_promised_for_one_term_and_told_by_effect(db: TestDatabase) {
    let table = Table::set(&db).await;
    let id = public_goal(&table).await;
    for (unit, structural) in [("plekken", true), ("uren", false)] {
        let more = json!({ "structural": structural, "unit": unit });
        let definition = crate::indicator::define(&table, unit, &more).await;
        let mut series = crate::indicator::path("0", "100");
        add(&mut series, &json!({ "goal": id }));
        let series = crate::indicator::indicator(&table, &definition, &series).await;
        crate::indicator::measure(&table, &series, "2026-03-01", json!({ "number": "40" })).await;
        for (effect, each) in [("FILLED", "10"), ("AVOIDED", "2")] {
            let says = json!({
                "goals": [id], "unit": unit, "quantity": each, "recurrence": "YEARLY", "termYears": 3, "effect": effect,
            });
            let (commitment, _) = agreed(&table, &says).await;
            deliver(&table, &commitment, Some("deliveryConfirm"), 4).await;
        }
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Goal { gap { lines {
        promised delivered remaining byEffect { effect effectLabel promised delivered } } } } } }";
    let told = table.secretary().ask(query, json!({ "id": id })).await["node"]["gap"]["lines"].take();
    let apart = |filled: [&str; 2], avoided: [&str; 2]| {
        let of = |effect: &str, label: &str, sums: [&str; 2]| json!({ "effect": effect, "effectLabel": label, "promised": sums[0], "delivered": sums[1] });
        json!([of("FILLED", "vervuld", filled), of("AVOIDED", "vermeden", avoided)])
    };
    let expected = json!([
        { "promised": "12", "delivered": "6", "remaining": "54", "byEffect": apart(["10", "4"], ["2", "2"]) },
        { "promised": "36", "delivered": "8", "remaining": "32", "byEffect": apart(["30", "4"], ["6", "4"]) },
    ]);
    assert_eq!(told, expected);
}
