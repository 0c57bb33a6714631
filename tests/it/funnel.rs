//! The funnel: how many came how far in some days, by the ratio of sums; and for whoever may see all that it names the same.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    indicator::{define, indicator, measure},
    journey::submit,
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        forty_placed_of_a_little_under_130_is_at_least_so_much,
        a_conversion_is_a_ratio_of_sums_and_what_is_missing_is_not_zero,
        whoever_may_see_the_indicators_is_told_the_same_and_nobody_else_anything,
        what_cannot_be_added_up_is_no_funnel,
    ]
}

const FUNNEL: &str = "query($id: ID!, $steps: [FunnelStepInput!]!, $from: Date, $to: Date) {
    partnership(by: { id: $id }) { revision funnel(steps: $steps, from: $from, to: $to) {
        from to at audience audienceLabel asOf
        steps { name indicators { id } count { ...Figure } conversion { ...Figure } conversionFromStart { ...Figure } }
    } } }
    fragment Figure on FunnelFigure { value basis coverage provisional approximate bound }";

async fn reply(client: &Client, table: &Table, steps: &[&[&str]], days: (Option<&str>, Option<&str>)) -> Value {
    let steps: Vec<_> = steps.iter().map(|indicators| json!({ "indicators": indicators })).collect();
    client.reply(FUNNEL, json!({ "id": table.id, "steps": steps, "from": days.0, "to": days.1 })).await
}

async fn funnel(client: &Client, table: &Table, steps: &[&[&str]], days: (Option<&str>, Option<&str>)) -> Value {
    let mut reply = reply(client, table, steps, days).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["partnership"]["funnel"].take()
}

/// The code and the message with which a funnel is refused.
async fn refused(client: &Client, table: &Table, steps: &[&[&str]], days: (Option<&str>, Option<&str>)) -> [String; 2] {
    let reply = reply(client, table, steps, days).await;
    ["/errors/0/extensions/code", "/errors/0/message"].map(|part| text(&reply, part).to_owned())
}

/// The values of one figure of each step.
fn values(funnel: &Value, figure: &str) -> Vec<Value> {
    funnel["steps"].as_array().unwrap().iter().map(|step| step[figure]["value"].clone()).collect()
}

const ALWAYS: (Option<&str>, Option<&str>) = (None, None);

/// An indicator of what comes in, seen by so many.
async fn counting(table: &Table, code: &str, reporting: &str, visibility: &str) -> String {
    let more = json!({ "reporting": reporting, "targetBasis": "TO_DATE", "unit": "kandidaten" });
    let definition = define(table, code, &more).await;
    indicator(table, &definition, &json!({ "visibility": visibility })).await
}

async fn forty_placed_of_a_little_under_130_is_at_least_so_much(db: TestDatabase) {
    let table = Table::set(&db).await;
    let spoken = counting(&table, "gesproken", "RUNNING_TOTAL", "PUBLIC").await;
    let placed = counting(&table, "geplaatst", "RUNNING_TOTAL", "PUBLIC").await;
    let sent = json!({
        "indicator": spoken, "observedOn": "2026-03-31", "value": { "number": "130" }, "qualifier": "JUST_UNDER",
    });
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", sent).await;
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approval).await;
    measure(&table, &placed, "2026-03-31", json!({ "number": "40" })).await;

    let figure = |value: &str, approximate: bool, bound: Option<&str>| {
        json!({
            "value": value, "basis": "MEASUREMENTS", "coverage": "1", "provisional": false, "approximate": approximate,
            "bound": bound,
        })
    };
    let part = figure("0.307692", true, Some("AT_LEAST"));
    let expected = json!({
        "from": null, "to": "2026-11-20", "at": "2026-11-20", "audience": "PUBLIC", "audienceLabel": "openbaar",
        "steps": [
            {
                "name": "Gesproken", "indicators": [{ "id": spoken }], "count": figure("130", true, Some("AT_MOST")),
                "conversion": null, "conversionFromStart": null,
            },
            {
                "name": null, "indicators": [{ "id": placed }], "count": figure("40", false, None), "conversion": part,
                "conversionFromStart": part,
            },
        ],
    });
    let steps = json!([{ "indicators": [spoken], "name": "Gesproken" }, { "indicators": [placed] }]);
    for client in [table.secretary(), table.server.anonymous()] {
        let mut told = client.ask(FUNNEL, json!({ "id": table.id, "steps": steps })).await["partnership"].take();
        let as_of = told["funnel"].as_object_mut().unwrap().remove("asOf");
        assert_eq!(as_of.as_ref(), Some(&told["revision"]));
        assert_eq!(told["funnel"], expected);
    }
}

async fn a_conversion_is_a_ratio_of_sums_and_what_is_missing_is_not_zero(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let mut ids = Vec::new();
    for (code, reporting, reports) in [
        ("fair", "INCREMENT", &[("2026-02-15", "10"), ("2026-05-15", "30")][..]),
        ("web", "INCREMENT", &[("2026-02-20", "90"), ("2026-06-30", "70")]),
        ("intake", "RUNNING_TOTAL", &[("2026-02-28", "25"), ("2026-06-30", "65")]),
        ("placed", "INCREMENT", &[("2026-03-31", "0"), ("2026-06-15", "8")]),
        ("kept", "RUNNING_TOTAL", &[("2026-09-30", "3")]),
    ] {
        let id = counting(&table, code, reporting, "PARTNERSHIP").await;
        for (day, number) in reports {
            measure(&table, &id, day, json!({ "number": number })).await;
        }
        ids.push(id);
    }
    let [fair, web, intake, placed, kept] = [0, 1, 2, 3, 4].map(|at: usize| ids[at].as_str());
    let steps: &[&[&str]] = &[&[fair, web], &[intake], &[placed], &[kept]];
    let all = funnel(&secretary, &table, steps, ALWAYS).await;
    assert_eq!(values(&all, "count"), ["200", "65", "8", "3"]);
    assert_eq!(values(&all, "conversion"), [json!(null), json!("0.325"), json!("0.123077"), json!("0.375")]);
    assert_eq!(values(&all, "conversionFromStart"), [json!(null), json!("0.325"), json!("0.04"), json!("0.015")]);
    assert_eq!(all["audience"], "PARTNERSHIP");

    // In the second quarter: 30 + 70, 65 − 25, 8, and nothing is known of who was kept.
    let spring = funnel(&secretary, &table, steps, (Some("2026-04-01"), Some("2026-06-30"))).await;
    assert_eq!(values(&spring, "count"), [json!("100"), json!("40"), json!("8"), json!(null)]);
    assert_eq!(values(&spring, "conversion"), [json!(null), json!("0.4"), json!("0.2"), json!(null)]);
    assert_eq!(spring["steps"][3]["conversion"]["coverage"], "0.5");

    // In March nobody was placed, which is known; in May only the fair was reported on.
    let march = funnel(&secretary, &table, &[&[placed], &[kept]], (Some("2026-03-01"), Some("2026-03-31"))).await;
    assert_eq!(values(&march, "count"), [json!("0"), json!(null)]);
    let may = funnel(&secretary, &table, &[&[fair, web], &[fair]], (Some("2026-05-01"), Some("2026-05-31"))).await;
    assert_eq!(values(&may, "count"), ["30", "30"]);
    assert_eq!(may["steps"][0]["count"]["coverage"], "0.5");
    assert_eq!(values(&may, "conversion"), [json!(null), json!(null)], "a missing value is not zero");

    // What is only submitted changes nothing.
    submit(&table.server.by("company"), fair, "2026-05-20", 500).await;
    let mut after = funnel(&secretary, &table, steps, ALWAYS).await;
    after["asOf"] = all["asOf"].clone();
    assert_eq!(after, all);
}

async fn whoever_may_see_the_indicators_is_told_the_same_and_nobody_else_anything(db: TestDatabase) {
    let table = Table::set(&db).await;
    let open = counting(&table, "open", "INCREMENT", "PUBLIC").await;
    let own = counting(&table, "own", "INCREMENT", "PARTNERSHIP").await;
    let removed = counting(&table, "removed", "INCREMENT", "PUBLIC").await;
    for (id, number) in [(&open, "50"), (&own, "20")] {
        measure(&table, id, "2026-03-31", json!({ "number": number })).await;
    }
    let remove = json!({ "indicator": removed, "expectedVersion": 1, "reason": "Dubbel" });
    table.secretary().act("indicatorRemove", "", remove).await;
    let observer = seat_observer(&table).await;
    let former = seat_until_october(&table).await;
    let steps: &[&[&str]] = &[&[open.as_str()], &[own.as_str()]];

    let insiders = [table.secretary(), table.server.by("school"), observer];
    let shown = [&insiders[..], &[table.server.with("school", Scopes::DASHBOARD, &[&own])]].concat();
    for client in &shown {
        let told = funnel(client, &table, steps, ALWAYS).await;
        assert_eq!(values(&told, "conversion"), [json!(null), json!("0.4")]);
        assert_eq!(told["audience"], "PARTNERSHIP");
    }
    let outsiders = [
        table.server.anonymous(),
        table.server.by("stranger"),
        table.server.by("admin"),
        former,
        table.server.with("school", Scopes::DASHBOARD, &[&open]),
    ];
    for client in &outsiders {
        assert_eq!(values(&funnel(client, &table, &[&[&open]], ALWAYS).await, "count"), ["50"]);
        let mut refusals = Vec::new();
        for id in [own.as_str(), &removed, "indicator_AAAAAAAAAAAAAAAAAAAAAA", &table.id, ""] {
            let [code, message] = refused(client, &table, &[&[&open], &[id]], ALWAYS).await;
            refusals.push((code, if id.is_empty() { message } else { message.replace(id, "") }));
        }
        assert_eq!(refusals[0].0, "NOT_FOUND");
        assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "hidden is absent: {refusals:?}");
    }
    for client in &shown {
        assert_eq!(refused(client, &table, &[&[&removed]], ALWAYS).await[0], "NOT_FOUND");
    }

    // An indicator of another table is none of this one, whoever may see it.
    let stranger = table.server.by("stranger");
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id } }";
    let other = stranger.ask(query, json!({ "slug": "andere-tafel" })).await["partnership"]["id"].take();
    let asked = json!({ "id": other, "steps": [{ "indicators": [open] }] });
    assert_eq!(text(&stranger.reply(FUNNEL, asked).await, "/errors/0/extensions/code"), "NOT_FOUND");

    // What an outsider may not see changes nothing of what it is told.
    let before = funnel(&outsiders[0], &table, &[&[&open]], ALWAYS).await;
    measure(&table, &own, "2026-06-30", json!({ "number": "5" })).await;
    submit(&table.server.by("company"), &open, "2026-06-30", 5).await;
    let mut after = funnel(&outsiders[0], &table, &[&[&open]], ALWAYS).await;
    after["asOf"] = before["asOf"].clone();
    assert_eq!(after, before);
}

async fn what_cannot_be_added_up_is_no_funnel(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let one = counting(&table, "one", "INCREMENT", "PARTNERSHIP").await;
    let refusal = async |steps: &[&[&str]], from: Option<&str>, to: Option<&str>| {
        let [code, message] = refused(&secretary, &table, steps, (from, to)).await;
        assert!(message.ends_with('.'), "{message}");
        code
    };
    for (measured, reporting, basis) in [
        ("COUNT", "SNAPSHOT", "LEVEL"),
        ("PERCENT", "INCREMENT", "TO_DATE"),
        ("SCALE", "SNAPSHOT", "LEVEL"),
        ("YES_NO", "SNAPSHOT", "LEVEL"),
        ("NARRATIVE", "SNAPSHOT", "LEVEL"),
    ] {
        let more = json!({
            "measure": measured, "reporting": reporting, "targetBasis": basis, "unit": "kandidaten",
            "hierarchyRule": "NONE",
        });
        let definition = define(&table, &format!("{measured} {reporting}"), &more).await;
        let other = indicator(&table, &definition, &json!({})).await;
        assert_eq!(refusal(&[&[&one], &[&other]], None, None).await, "VALUE_KIND", "{measured} {reporting}");
    }
    for (measured, unit) in [("COUNT", "bedrijven"), ("HOURS", "kandidaten")] {
        let more = json!({ "measure": measured, "reporting": "INCREMENT", "targetBasis": "TO_DATE", "unit": unit });
        let other = indicator(&table, &define(&table, unit, &more).await, &json!({})).await;
        assert_eq!(refusal(&[&[&one, &other]], None, None).await, "UNIT_MISMATCH");
        funnel(&secretary, &table, &[&[&one], &[&other]], ALWAYS).await;
    }
    let one = one.as_str();
    let step: &[&str] = &[one];
    assert_eq!(refusal(&[step; 21], None, None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[], None, None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[&[]], None, None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[&[one; 21]], None, None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[&[one, one]], None, None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[&[one]], Some("2026-02-02"), Some("2026-02-01")).await, "DATE_ORDER");
    assert_eq!(refusal(&[&[one]], Some("1899-12-31"), None).await, "OUT_OF_RANGE");
    assert_eq!(refusal(&[&[one]], None, Some("2201-01-01")).await, "OUT_OF_RANGE");
}
