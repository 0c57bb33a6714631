//! What is told outside the table of how a figure divides: no part that is too small, and none that would give one away.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    breakdown::{cells, reading},
    former::company_leaves,
    indicator::{define, indicator},
    visibility::seat_observer,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        outside_the_table_what_is_too_small_is_suppressed,
        outside_the_table_a_figure_is_not_explained,
        figures_that_differ_in_what_is_suppressed_are_told_alike,
        money_and_hours_are_broken_down_at_the_table_only,
        the_limit_of_today_holds_for_all_that_is_told,
        whoever_left_keeps_its_own_parts,
        increments_are_broken_down_together,
        a_situation_is_broken_down_as_it_was_last,
    ]
}

type Cells<'a> = &'a [(&'a str, &'a str, &'a str)];

/// A public indicator by level of education and region.
async fn series(table: &Table, code: &str, more: &Value) -> String {
    let mut definition = json!({ "dimensions": ["niveau", "regio"] });
    for (name, value) in more.as_object().unwrap() {
        definition[name] = value.clone();
    }
    let baseline = json!({ "date": "2026-01-01" });
    let more = json!({ "visibility": "PUBLIC", "baseline": baseline });
    indicator(table, &define(table, code, &definition).await, &more).await
}

/// Reports a total with its parts, and has it approved.
async fn report(table: &Table, series: &str, day: &str, total: &str, parts: Cells<'_>) -> String {
    let mut input = reading(series, total, &cells(parts));
    input["observedOn"] = json!(day);
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", input).await;
    approve(table, &sent).await;
    text(&sent, "/id").to_owned()
}

async fn approve(table: &Table, sent: &Value) {
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approval).await;
}

/// What is told, such as "niveau: mbo 2 12 · onbekend ×".
fn told(parts: &Value) -> String {
    let mut by_dimension: Vec<(&str, Vec<String>)> = Vec::new();
    for part in parts.as_array().unwrap() {
        assert_eq!(part["isSuppressed"], part["value"].is_null());
        assert_eq!(part["isUnknown"], part["category"].is_null());
        let (category, value) = (part["category"].as_str(), part["value"].as_str());
        let words = format!("{} {}", category.unwrap_or("onbekend"), value.unwrap_or("×"));
        let dimension = text(part, "/dimension");
        match by_dimension.last_mut().filter(|(last, _)| *last == dimension) {
            Some((_, told)) => told.push(words),
            None => by_dimension.push((dimension, vec![words])),
        }
    }
    let line = |(dimension, told): &(&str, Vec<String>)| format!("{dimension}: {}", told.join(" · "));
    by_dimension.iter().map(line).collect::<Vec<_>>().join(" ")
}

const PARTS: &str = "dimension category value isUnknown isSuppressed";

async fn told_of(client: &Client, measurement: &str) -> String {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Measurement {{ breakdown {{ {PARTS} }} }} }} }}");
    told(&client.ask(&query, json!({ "id": measurement })).await["node"]["breakdown"])
}

/// What is told of an indicator, by arguments such as `(at: "2026-06-30")`.
async fn told_together(client: &Client, indicator: &str, arguments: &str) -> String {
    let query =
        format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ breakdown{arguments} {{ {PARTS} }} }} }} }}");
    told(&client.ask(&query, json!({ "id": indicator })).await["node"]["breakdown"])
}

/// Everybody who is not at the table.
fn outsiders(table: &Table, indicator: &str) -> [Client; 5] {
    [
        table.server.anonymous(),
        table.server.by("stranger"),
        table.server.by("admin"),
        table.server.with("secretary", Scopes::DASHBOARD, &[indicator]),
        table.server.with("school", Scopes::DASHBOARD, &[]),
    ]
}

async fn outside_the_table_what_is_too_small_is_suppressed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let observer = seat_observer(&table).await;
    for (at, (total, parts, inside, outside)) in [
        // The next smallest goes along, of equal ones the first by name, and the unknown after all names.
        (
            "67",
            &[("niveau", "mbo 4", "30"), ("niveau", "mbo 2", "9"), ("niveau", "mbo 3", "28")][..],
            "niveau: mbo 2 9 · mbo 3 28 · mbo 4 30",
            "niveau: mbo 2 × · mbo 3 × · mbo 4 30",
        ),
        (
            "69",
            &[("niveau", "mbo 4", "20"), ("niveau", "mbo 3", "20"), ("niveau", "mbo 2", "9")],
            "niveau: mbo 2 9 · mbo 3 20 · mbo 4 20 · onbekend 20",
            "niveau: mbo 2 × · mbo 3 × · mbo 4 20 · onbekend 20",
        ),
        (
            "44",
            &[("niveau", "mbo 2", "20"), ("niveau", "mbo 3", "20")],
            "niveau: mbo 2 20 · mbo 3 20 · onbekend 4",
            "niveau: mbo 2 × · mbo 3 20 · onbekend ×",
        ),
        // A zero tells of persons as well.
        (
            "20",
            &[("niveau", "mbo 2", "0"), ("niveau", "mbo 3", "20")],
            "niveau: mbo 2 0 · mbo 3 20",
            "niveau: mbo 2 × · mbo 3 ×",
        ),
        // Two small ones hide each other, and a dimension in which nothing hides the other is left out.
        (
            "33",
            &[("regio", "Zwolle", "8"), ("niveau", "mbo 2", "9"), ("regio", "Drenthe", "25"), ("niveau", "mbo 1", "1")],
            "niveau: mbo 1 1 · mbo 2 9 · onbekend 23 regio: Drenthe 25 · Zwolle 8",
            "niveau: mbo 1 × · mbo 2 × · onbekend 23 regio: Drenthe × · Zwolle ×",
        ),
        (
            "5",
            &[("niveau", "mbo 2", "5"), ("regio", "Zwolle", "2"), ("regio", "Drenthe", "2")],
            "niveau: mbo 2 5 regio: Drenthe 2 · Zwolle 2 · onbekend 1",
            "regio: Drenthe × · Zwolle × · onbekend ×",
        ),
        ("1", &[("niveau", "mbo 2", "0")], "niveau: mbo 2 0 · onbekend 1", ""),
        ("50", &[("niveau", "mbo 2", "50")], "niveau: mbo 2 50", "niveau: mbo 2 50"),
        ("50", &[], "", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let series = series(&table, &format!("stand {at}"), &json!({})).await;
        let measurement = report(&table, &series, "2026-06-30", total, parts).await;
        for client in [&table.server.by("school"), &table.secretary(), &observer] {
            assert_eq!(told_of(client, &measurement).await, inside, "{parts:?}");
            assert_eq!(told_together(client, &series, "").await, inside, "{parts:?}");
        }
        for client in outsiders(&table, &series) {
            assert_eq!(told_of(&client, &measurement).await, outside, "{parts:?}");
            assert_eq!(told_together(&client, &series, "").await, outside, "{parts:?}");
        }
    }
}

async fn outside_the_table_a_figure_is_not_explained(db: TestDatabase) {
    let table = Table::set(&db).await;
    let series = series(&table, "stand", &json!({})).await;
    let mut input = reading(&series, "30", &cells(&[("niveau", "mbo 2", "18")]));
    input["evidence"] = json!([{ "title": "Presentielijst" }]);
    for (name, text) in [("note", "Een deelnemer"), ("externalKey", "m1"), ("source", "School")] {
        input[name] = json!(text);
    }
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", input).await;
    approve(&table, &sent).await;
    let query = "query($id: ID!, $table: ID!, $company: ID!) {
        node(id: $id) { ... on Measurement { value qualifierLabel breakdown { value } evidence { title } submitter { name } approver { name } } }
        measurement(by: { externalKey: { partnership: $table, key: \"m1\" } }) { id }
        byId: measurement(by: { id: $id }) { indicator {
            told: measurements(filter: { note: { isNull: false } }) { totalCount }
            key: measurements(filter: { externalKey: { eq: \"m1\" } }) { totalCount }
            reported: measurements(filter: { organisation: { eq: $company } }) { totalCount }
            approved: measurements(filter: { approvedAt: { gte: \"2026-01-01\" } }) { totalCount } } } }";
    let variables = json!({ "id": sent["id"], "table": table.id, "company": table.company });
    let counts = |n: i64| {
        let count = json!({ "totalCount": n });
        json!({ "indicator": { "told": count, "key": count, "reported": count, "approved": count } })
    };
    let parts = json!([{ "value": "18" }, { "value": "12" }]);
    let outside = json!({
        "node": {
            "value": "30", "qualifierLabel": "precies", "breakdown": parts, "evidence": [], "submitter": null, "approver": null,
        },
        "measurement": null, "byId": counts(0),
    });
    for client in [table.server.anonymous(), table.server.by("stranger"), table.server.by("admin")] {
        assert_eq!(client.ask(query, variables.clone()).await, outside);
    }
    let inside = json!({
        "node": {
            "value": "30", "qualifierLabel": "precies", "breakdown": parts, "evidence": [{ "title": "Presentielijst" }],
            "submitter": { "name": "company" }, "approver": { "name": "secretary" },
        },
        "measurement": { "id": sent["id"] }, "byId": counts(1),
    });
    assert_eq!(table.server.by("school").ask(query, variables).await, inside);
}

/// All that is told of a series, but for ids.
const TOLD: &str = "query($id: ID!) { node(id: $id) { ... on Indicator {
    breakdown { ...Told } june: breakdown(at: \"2026-06-30\", dimension: \"Niveau\") { ...Told }
    level { value } latest { value breakdown { ...Told } }
    measurements(orderBy: [{ field: VALUE, direction: DESC }, { field: OBSERVED_ON, direction: ASC }]) {
        totalCount nodes { version value breakdown { ...Told } } } } } }
    fragment Told on BreakdownCell { dimension category value isUnknown isSuppressed }";

async fn figures_that_differ_in_what_is_suppressed_are_told_alike(db: TestDatabase) {
    let table = Table::set(&db).await;
    for (at, (total, one, other)) in [
        (
            "53",
            &[("niveau", "a", "3"), ("niveau", "b", "20"), ("niveau", "c", "30")][..],
            &[("niveau", "c", "30"), ("niveau", "b", "15"), ("niveau", "a", "8")][..],
        ),
        (
            "53",
            &[("niveau", "a", "3"), ("niveau", "b", "20"), ("niveau", "c", "30")],
            &[("niveau", "a", "20"), ("niveau", "b", "3"), ("niveau", "c", "30")],
        ),
        ("40", &[("niveau", "a", "4"), ("niveau", "b", "36")], &[("niveau", "a", "31"), ("niveau", "b", "9")]),
        ("40", &[("niveau", "a", "4"), ("niveau", "b", "30")], &[("niveau", "b", "30"), ("niveau", "a", "1")]),
        ("7", &[("niveau", "a", "7")], &[("regio", "b", "7")]),
        ("7", &[("niveau", "a", "7")], &[]),
    ]
    .into_iter()
    .enumerate()
    {
        let reporting = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" });
        let mut replies = Vec::new();
        for (name, parts) in [("een", one), ("ander", other)] {
            let series = series(&table, &format!("{name} {at}"), &reporting).await;
            report(&table, &series, "2026-06-30", total, parts).await;
            report(&table, &series, "2026-09-30", "60", &[("niveau", "a", "25"), ("niveau", "b", "25")]).await;
            let mut told = Vec::new();
            for client in outsiders(&table, &series) {
                told.push(client.reply(TOLD, json!({ "id": series })).await.to_string());
            }
            replies.push(told);
        }
        assert_eq!(replies[0], replies[1], "{one:?} {other:?}");
    }
}

async fn money_and_hours_are_broken_down_at_the_table_only(db: TestDatabase) {
    let table = Table::set(&db).await;
    for measure in ["MONEY", "HOURS"] {
        let series = series(&table, measure, &json!({ "measure": measure, "unit": "x" })).await;
        let parts = &[("niveau", "a", "300"), ("niveau", "b", "150.5")];
        let measurement = report(&table, &series, "2026-06-30", "500", parts).await;
        for client in outsiders(&table, &series) {
            assert_eq!(told_of(&client, &measurement).await, "");
            assert_eq!(told_together(&client, &series, "").await, "");
        }
        let inside = "niveau: a 300 · b 150.5 · onbekend 49.5";
        assert_eq!(told_of(&table.secretary(), &measurement).await, inside);
        assert_eq!(told_together(&table.secretary(), &series, "").await, inside);
    }
}

async fn the_limit_of_today_holds_for_all_that_is_told(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (public, series) = (table.server.anonymous(), series(&table, "stand", &json!({})).await);
    let parts = &[("niveau", "a", "4"), ("niveau", "b", "6"), ("niveau", "c", "40")];
    let measurement = report(&table, &series, "2026-06-30", "50", parts).await;
    for (limit, expected) in [
        (None, "niveau: a × · b × · c 40"),
        (Some(5), "niveau: a × · b × · c 40"),
        (Some(4), "niveau: a 4 · b 6 · c 40"),
        (Some(50), "niveau: a × · b × · c ×"),
        (Some(0), "niveau: a 4 · b 6 · c 40"),
    ] {
        if let Some(limit) = limit {
            let now = public
                .ask("query($id: ID!) { partnership(by: { id: $id }) { version } }", json!({ "id": table.id }))
                .await;
            let input = json!({
                "partnership": table.id, "expectedVersion": now["partnership"]["version"], "settings": { "suppressionLimit": limit },
            });
            table.secretary().act("partnershipChange", "partnership { id }", input).await;
        }
        assert_eq!(told_of(&public, &measurement).await, expected, "{limit:?}");
        assert_eq!(told_together(&public, &series, "").await, expected, "{limit:?}");
    }
}

async fn whoever_left_keeps_its_own_parts(db: TestDatabase) {
    let table = Table::set(&db).await;
    let former = table.server.by("company");
    let series = series(&table, "stand", &json!({})).await;
    let own = report(&table, &series, "2026-06-30", "10", &[("niveau", "a", "4"), ("niveau", "b", "6")]).await;
    company_leaves(&table, json!({})).await;
    assert_eq!(told_of(&former, &own).await, "niveau: a 4 · b 6");
    assert_eq!(told_together(&former, &series, "").await, "niveau: a × · b ×");
}

async fn increments_are_broken_down_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let more = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" });
    let series = series(&table, "instroom", &more).await;
    let (public, school) = (table.server.anonymous(), table.server.by("school"));
    let both = async |arguments: &str| {
        [told_together(&school, &series, arguments).await, told_together(&public, &series, arguments).await]
    };
    assert_eq!(both("").await, ["", ""]);
    report(&table, &series, "2026-01-01", "70", &[("niveau", "a", "70")]).await;
    assert_eq!(both("").await, ["", ""], "what was there at the start is no increment");
    report(&table, &series, "2026-03-31", "60", &[("niveau", "A", "20"), ("niveau", "b", "25")]).await;
    report(&table, &series, "2026-04-30", "0", &[]).await;
    report(
        &table,
        &series,
        "2026-06-30",
        "45",
        &[("niveau", "a", "15"), ("regio", "Zwolle", "45"), ("niveau", "c", "30")],
    )
    .await;
    let first = "niveau: A 20 · b 25 · onbekend 15";
    assert_eq!(both("(at: \"2026-06-29\")").await, [first, first]);
    let whole = "niveau: a 35 · b 25 · c 30 · onbekend 15";
    let by_region = "regio: Zwolle 45 · onbekend 60";
    assert_eq!(both("").await, [&format!("{whole} {by_region}"), whole], "a month is not told by region");
    assert_eq!(both("(dimension: \"REGIO\")").await, [by_region, ""]);
    assert_eq!(both("(dimension: \"leeftijd\")").await, ["", ""]);

    // What is suppressed in one month is suppressed in the sum, however large that is.
    report(&table, &series, "2026-08-31", "50", &[("niveau", "a", "4"), ("niveau", "b", "30"), ("niveau", "d", "16")])
        .await;
    let told = ["niveau: a 39 · b 55 · c 30 · d 16 · onbekend 15", "niveau: a × · b 55 · c 30 · d × · onbekend 15"];
    assert_eq!(both("(dimension: \"niveau\")").await, told);
    report(&table, &series, "2026-09-30", "3", &[("niveau", "a", "3")]).await;
    assert_eq!(both("(dimension: \"niveau\")").await, ["niveau: a 42 · b 55 · c 30 · d 16 · onbekend 15", ""]);
    assert_eq!(both("(dimension: \"niveau\", at: \"2026-09-29\")").await, told);
}

async fn a_situation_is_broken_down_as_it_was_last(db: TestDatabase) {
    let table = Table::set(&db).await;
    let series = series(&table, "stand", &json!({})).await;
    let public = table.server.anonymous();
    let june = report(&table, &series, "2026-06-30", "50", &[("niveau", "a", "50")]).await;
    report(&table, &series, "2026-03-31", "40", &[("niveau", "b", "40")]).await;
    assert_eq!(told_together(&public, &series, "").await, "niveau: a 50");
    assert_eq!(told_together(&public, &series, "(at: \"2026-06-29\")").await, "niveau: b 40");

    let correction = json!({
        "measurement": june, "expectedVersion": 2, "reason": "Verteld", "breakdown": cells(&[("niveau", "c", "35")]),
    });
    let sent = table.server.by("company").act("measurementCorrect", "measurement { id }", correction).await;
    assert_eq!(told_together(&table.secretary(), &series, "").await, "niveau: a 50", "it is not approved yet");
    approve(&table, &sent).await;
    for client in [&public, &table.secretary()] {
        assert_eq!(told_together(client, &series, "").await, "niveau: c 35 · onbekend 15");
    }
    let query = "query($id: ID!) { node(id: $id) { id } }";
    assert!(public.ask(query, json!({ "id": june })).await["node"].is_null(), "what was wrong is not told");
}
