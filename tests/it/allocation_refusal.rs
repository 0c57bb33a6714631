//! What is not handed out: what does not add up, what would count twice, and what would hide a part of a sum.

use serde_json::json;
use tests::{Test, TestDatabase, table::Table, tests};

use crate::{
    allocation::{Level, aims_at, three_levels, vacancies, with},
    indicator::define,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        only_what_is_counted_alike_adds_up,
        nobody_counts_twice_nor_towards_itself,
        more_than_the_target_takes_a_reason,
        whoever_sees_the_sum_sees_its_parts,
        what_is_handed_out_keeps_both_ends_in_place,
    ]
}

async fn only_what_is_counted_alike_adds_up(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let nation = Level::set(&table, "land", &definition, aims_at(600)).await;
    let alike =
        json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE", "unit": "vacatures", "hierarchyRule": "SUM" });
    let narrative = define(&table, "verhaal", &json!({ "measure": "NARRATIVE", "hierarchyRule": "NONE" })).await;
    for (code, more, found) in [
        ("eenheid", json!({ "unit": "banen" }), vec!["UNIT_MISMATCH child"]),
        ("maat", json!({ "measure": "HOURS" }), vec!["UNIT_MISMATCH child"]),
        ("periode", json!({ "targetBasis": "PER_PERIOD" }), vec!["MODE_COMBINATION child"]),
        ("melding", json!({ "reporting": "RUNNING_TOTAL" }), vec!["MODE_COMBINATION child"]),
        ("richting", json!({ "direction": "DECREASE" }), vec!["MODE_COMBINATION child"]),
        ("regel", json!({ "hierarchyRule": "NONE" }), vec!["MODE_COMBINATION child"]),
        (
            "alles",
            json!({ "unit": "u", "measure": "HOURS", "hierarchyRule": "NONE" }),
            vec!["UNIT_MISMATCH child", "MODE_COMBINATION child"],
        ),
    ] {
        let other = define(&table, code, &with(alike.clone(), &more)).await;
        let other = nation.add(&other, json!({})).await;
        let input = json!({ "indicator": nation.indicator, "child": other, "value": "1" });
        assert_eq!(nation.secretary().refused("allocationCreate", input).await, found, "{code}");
    }
    let told = nation.add(&narrative, json!({})).await;
    let input = json!({ "indicator": told, "partnership": table.id, "value": "1" });
    let found = nation.secretary().refused("allocationCreate", input).await;
    assert_eq!(found, ["VALUE_KIND value", "MODE_COMBINATION indicator"]);
    let both = json!({ "indicator": nation.indicator, "partnership": table.id, "child": told, "value": "0" });
    let found = nation.secretary().refused("allocationCreate", both).await;
    assert_eq!(found, ["OUT_OF_RANGE partnership", "OUT_OF_RANGE value"]);
    let neither = json!({ "indicator": nation.indicator, "value": "-1" });
    let found = nation.secretary().refused("allocationCreate", neither).await;
    assert_eq!(found, ["REQUIRED child", "OUT_OF_RANGE value"]);
}

async fn nobody_counts_twice_nor_towards_itself(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, town] = three_levels(&table).await;
    for level in [&nation, &region, &town] {
        let open = json!({ "indicator": level.indicator, "expectedVersion": 1, "visibility": "PUBLIC" });
        level.secretary().act("indicatorChange", "indicator { id }", open).await;
    }
    let hand = async |from: &Level, to: &Level| {
        let input = json!({ "indicator": from.indicator, "child": to.indicator, "value": "1" });
        let payload = from.secretary().perform("allocationCreate", "", input).await;
        payload["userErrors"][0]["code"].as_str().unwrap_or("DONE").to_owned()
    };
    assert_eq!(hand(&nation, &nation).await, "CYCLE");
    let agrees = async |to: &Level| {
        let query =
            "query($id: ID!) { partnership(by: { id: $id }) { receivedAllocations { allocation version agreedOn } } }";
        let received = to.chair().ask(query, json!({ "id": to.id })).await["partnership"]["receivedAllocations"].take();
        let mut offers = received.as_array().unwrap().iter().filter(|one| one["agreedOn"].is_null());
        let offer = offers.next().unwrap();
        let input = json!({ "allocation": offer["allocation"], "expectedVersion": offer["version"] });
        let payload = to.chair().perform("allocationAgree", "", input).await;
        payload["userErrors"][0]["code"].as_str().unwrap_or("DONE").to_owned()
    };
    assert_eq!(hand(&nation, &region).await, "DONE");
    assert_eq!(hand(&nation, &region).await, "ALREADY_EXISTS");
    assert_eq!(hand(&region, &town).await, "DONE");
    // What another table offers and nobody agreed to is not told of, and stands in nobody's way.
    assert_eq!(hand(&nation, &town).await, "DONE");
    assert_eq!(agrees(&region).await, "DONE");
    assert_eq!(agrees(&town).await, "DONE", "the region's part");
    assert_eq!(agrees(&town).await, "DOUBLE_COUNT", "the nation's part");
    assert_eq!(hand(&town, &nation).await, "CYCLE");
    assert_eq!(hand(&region, &nation).await, "CYCLE");

    // Nor by the indicator that a table names later.
    let input = json!({ "indicator": nation.indicator, "partnership": town.id, "value": "1" });
    let late = nation.secretary().act("allocationCreate", "allocation { id }", input).await;
    let agree = json!({ "allocation": late["id"], "expectedVersion": 1, "indicator": town.indicator });
    assert_eq!(town.chair().refused("allocationAgree", agree).await, ["ALREADY_EXISTS indicator"]);
    let input = json!({ "indicator": region.indicator, "partnership": town.id, "value": "1" });
    let late = region.secretary().act("allocationCreate", "allocation { id }", input).await;
    let agree = json!({ "allocation": late["id"], "expectedVersion": 1, "indicator": town.indicator });
    assert_eq!(town.chair().refused("allocationAgree", agree).await, ["ALREADY_EXISTS indicator"]);
}

async fn more_than_the_target_takes_a_reason(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let nation = Level::set(&table, "land", &definition, aims_at(100)).await;
    let region = Level::set(&table, "regio", &definition, aims_at(60)).await;
    let secretary = nation.secretary();
    nation.shares_with(&region, "60").await;
    let more = json!({ "indicator": nation.indicator, "partnership": table.id, "value": "40.0001" });
    assert_eq!(secretary.refused("allocationCreate", more.clone()).await, ["OVER_ALLOCATED value"]);
    let fits = with(more.clone(), &json!({ "value": "40" }));
    let fits = secretary.act("allocationCreate", "allocation { id version }", fits).await;
    let raise = json!({ "allocation": fits["id"], "expectedVersion": 1, "value": "50" });
    assert_eq!(secretary.refused("allocationChange", raise.clone()).await, ["OVER_ALLOCATED value"]);
    let reasoned = with(raise, &json!({ "reason": "Niet elke regio haalt het" }));
    secretary.act("allocationChange", "allocation { id }", reasoned).await;
    let silent = json!({ "allocation": fits["id"], "expectedVersion": 2, "reason": null });
    assert_eq!(secretary.refused("allocationChange", silent).await, ["OVER_ALLOCATED reason"]);
    let source = json!({ "allocation": fits["id"], "expectedVersion": 2, "source": "Verslag" });
    let changed = secretary.act("allocationChange", "allocation { value reason source version }", source).await;
    let reason = "Niet elke regio haalt het";
    assert_eq!(changed, json!({ "value": "50", "reason": reason, "source": "Verslag", "version": 3 }));
}

async fn whoever_sees_the_sum_sees_its_parts(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, _] = three_levels(&table).await;
    let seen_by = async |level: &Level, version: i64, visibility: &str| {
        let input = json!({ "indicator": level.indicator, "expectedVersion": version, "visibility": visibility });
        level.secretary().perform("indicatorChange", "", input).await["userErrors"].take()
    };
    let (done, blocked) = (json!([]), json!([{ "code": "BLOCKED", "path": ["visibility"] }]));
    assert_eq!(seen_by(&nation, 1, "PUBLIC").await, done);
    let input = json!({ "indicator": nation.indicator, "partnership": region.id, "value": "4000" });
    let allocation = nation.secretary().act("allocationCreate", "allocation { id version }", input).await;
    let agree = json!({ "allocation": allocation["id"], "expectedVersion": 1, "indicator": region.indicator });
    assert_eq!(region.chair().refused("allocationAgree", agree).await, ["BLOCKED indicator"]);
    assert_eq!(seen_by(&region, 1, "PUBLIC").await, done);
    region.agree(&allocation, Some(&region.indicator)).await;
    assert_eq!(seen_by(&region, 2, "PARTNERSHIP").await, blocked);
    assert_eq!(seen_by(&nation, 2, "PARTNERSHIP").await, done);
    assert_eq!(seen_by(&region, 2, "PARTNERSHIP").await, done);
    assert_eq!(seen_by(&nation, 3, "PUBLIC").await, blocked);
    // What else changes is nobody else's business.
    let input = json!({ "indicator": nation.indicator, "expectedVersion": 3, "weight": "2" });
    nation.secretary().act("indicatorChange", "indicator { id }", input).await;
}

async fn what_is_handed_out_keeps_both_ends_in_place(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, _] = three_levels(&table).await;
    nation.shares_with(&region, "4000").await;
    for level in [&nation, &region] {
        let indicator = json!({ "indicator": level.indicator, "expectedVersion": 1, "reason": "Weg ermee" });
        assert_eq!(level.secretary().refused("indicatorRemove", indicator).await, ["BLOCKED indicator"]);
    }
    // Nor does either come to count otherwise, or something else.
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator { definition { id } } } }";
    let shown = nation.secretary().ask(query, json!({ "id": nation.indicator })).await;
    let revision = json!({
        "indicatorDefinition": shown["node"]["definition"]["id"], "expectedVersion": 1, "code": "vervuld 2",
        "reason": "Alleen banen", "unit": "banen",
    });
    let revised = table.secretary().act("definitionRevise", "definition { id }", revision).await;
    for level in [&nation, &region] {
        let of = json!({ "indicator": level.indicator, "expectedVersion": 1 });
        let adopted = with(of.clone(), &json!({ "definition": revised["id"], "reason": "Landelijk zo" }));
        assert_eq!(level.secretary().refused("indicatorAdoptDefinition", adopted).await, ["BLOCKED definition"]);
        let avoided = with(of, &json!({ "effect": "AVOIDED" }));
        assert_eq!(level.secretary().refused("indicatorChange", avoided).await, ["BLOCKED effect"]);
    }
    let admin = table.server.by("admin");
    let input = json!({ "indicator": nation.indicator, "partnership": table.id, "value": "1" });
    nation.secretary().act("allocationCreate", "allocation { id }", input).await;
    for id in [&nation.id, &region.id, &table.id] {
        let removal = json!({ "partnership": id, "expectedVersion": 1, "reason": "Weg ermee" });
        assert_eq!(admin.refused("partnershipRemove", removal).await, ["BLOCKED partnership"]);
    }
}
