//! Targets handed out over three levels: a nation, its regions and their municipalities, each a table of its own.

use std::collections::BTreeMap;

use akkoord::{auth::Scopes, ids::NodeId};
use entity::IndicatorId;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::{Table, organisation, partnership, person},
    tests,
};

use crate::{indicator::define, ledger::partnership_id};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_is_approved_counts_at_every_ancestor_that_it_was_agreed_with,
        a_table_agrees_to_what_was_handed_out_to_it,
        within_one_table_handing_out_is_agreeing,
        outside_the_childs_table_nobody_learns_more_than_was_agreed,
    ]
}

/// A table with a secretary who submits and a chair who approves: `<slug>` and `<slug>-chair`.
#[derive(Clone)]
pub(crate) struct Level {
    pub(crate) server: Server,
    pub(crate) id: String,
    pub(crate) indicator: String,
    pub(crate) slug: String,
}

impl Level {
    /// A table with one indicator, beside the others.
    pub(crate) async fn set(table: &Table, slug: &str, definition: &str, more: Value) -> Self {
        let admin = table.server.by("admin");
        let bureau = organisation(&admin, slug, "MUNICIPALITY").await;
        let secretary = person(&admin, slug, &bureau).await;
        let id = partnership(&admin, slug, &bureau, &secretary).await;
        let chairing = organisation(&admin, &format!("Voorzitter {slug}"), "COMPANY").await;
        let chair = person(&admin, &format!("{slug}-chair"), &chairing).await;
        let seat = json!({
            "partnership": id, "organisation": chairing, "roles": ["CHAIR"], "from": "2026-01-01",
            "representatives": [{ "person": chair }],
        });
        let server = table.server.clone();
        server.by(slug).act("membershipCreate", "membership { id }", seat).await;
        let mut level = Self { server, id, slug: slug.to_owned(), indicator: String::new() };
        level.indicator = level.add(definition, more).await;
        level
    }

    pub(crate) fn secretary(&self) -> Client {
        self.server.by(&self.slug)
    }

    pub(crate) fn chair(&self) -> Client {
        self.server.by(&format!("{}-chair", self.slug))
    }

    /// Another indicator.
    pub(crate) async fn add(&self, definition: &str, more: Value) -> String {
        let mut input = json!({ "partnership": self.id, "definition": definition });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        text(&self.secretary().act("indicatorCreate", "indicator { id }", input).await, "/id").to_owned()
    }

    pub(crate) async fn submit(&self, day: &str, number: i64) -> Value {
        let value = json!({ "number": number.to_string() });
        let input = json!({ "indicator": self.indicator, "observedOn": day, "value": value });
        self.secretary().act("measurementSubmit", "measurement { id }", input).await["id"].take()
    }

    pub(crate) async fn approve(&self, measurement: &Value) {
        let input = json!({ "measurement": measurement, "expectedVersion": 1 });
        self.chair().act("measurementApprove", "measurement { id }", input).await;
    }

    /// Approves some in one act.
    pub(crate) async fn approve_all(&self, measurements: &[Value]) {
        let row = |id: &Value| json!({ "measurement": id, "expectedVersion": 1 });
        let rows: Vec<Value> = measurements.iter().map(row).collect();
        let input = json!({ "partnership": self.id, "rows": rows });
        self.chair().act("measurementsApprove", "approved", input).await;
    }

    pub(crate) async fn report(&self, day: &str, number: i64) -> Value {
        let measurement = self.submit(day, number).await;
        self.approve(&measurement).await;
        measurement
    }

    /// Hands out a part of the target to another table, which agrees with its own indicator.
    pub(crate) async fn shares_with(&self, child: &Self, value: &str) -> Value {
        let input = json!({ "indicator": self.indicator, "partnership": child.id, "value": value });
        let allocation = self.secretary().act("allocationCreate", "allocation { id version }", input).await;
        child.agree(&allocation, Some(&child.indicator)).await;
        allocation["id"].clone()
    }

    pub(crate) async fn agree(&self, allocation: &Value, indicator: Option<&str>) -> Value {
        let mut input = json!({ "allocation": allocation["id"], "expectedVersion": allocation["version"] });
        if let Some(indicator) = indicator {
            input["indicator"] = json!(indicator);
        }
        self.chair().act("allocationAgree", "consent { id version agreedOn }", input).await
    }

    pub(crate) async fn received(&self, by: &Client) -> Value {
        let query = "query($id: ID!) { partnership(by: { id: $id }) { receivedAllocations {
            allocation version value parentPartnershipName parentIndicatorName unit target { value date } agreedOn
            indicator { id } consent { id version agreedOn decision { id } } } } }";
        by.ask(query, json!({ "id": self.id })).await["partnership"]["receivedAllocations"].take()
    }

    /// The live contributions to its indicator: so many of each value.
    pub(crate) async fn contributed(&self) -> Vec<i64> {
        let snapshot = self.server.app.ledger().partnership(partnership_id(&self.id)).await.unwrap();
        let own = IndicatorId(NodeId::parse(&self.indicator).unwrap().record);
        let mut values: Vec<i64> = snapshot.contributions_to(own).map(|one| one.value.0 / 10_000).collect();
        values.sort_unstable();
        values
    }
}

fn removal(field: &str, record: &Value) -> Value {
    json!({ field: record["id"], "expectedVersion": record["version"], "reason": "Anders afgesproken" })
}

/// What adds up, vacancy by vacancy.
pub(crate) async fn vacancies(table: &Table) -> String {
    let more =
        json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE", "unit": "vacatures", "hierarchyRule": "SUM" });
    define(table, "vervuld", &more).await
}

pub(crate) fn aims_at(target: i64) -> Value {
    json!({
        "baseline": { "value": "0", "date": "2026-01-01" },
        "targets": [{ "value": target.to_string(), "date": "2026-12-31" }],
    })
}

pub(crate) fn with(mut input: Value, more: &Value) -> Value {
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

/// A nation, a region and a municipality that share one definition.
pub(crate) async fn three_levels(table: &Table) -> [Level; 3] {
    let definition = vacancies(table).await;
    [
        Level::set(table, "land", &definition, aims_at(60_000)).await,
        Level::set(table, "regio", &definition, aims_at(4_000)).await,
        Level::set(table, "gemeente", &definition, aims_at(500)).await,
    ]
}

async fn what_is_approved_counts_at_every_ancestor_that_it_was_agreed_with(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, town] = three_levels(&table).await;
    region.report("2026-02-01", 100).await;
    town.report("2026-02-01", 30).await;
    let handed = nation.shares_with(&region, "4000").await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![100], vec![]));
    let part = region.shares_with(&town, "500").await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![30, 100], vec![30]));

    let wrong = town.report("2026-03-01", 20).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![20, 30, 100], vec![20, 30]));
    let correction = json!({
        "measurement": wrong, "expectedVersion": 2, "reason": "Vijf vergeten", "value": { "number": "25" },
    });
    let corrected = town.secretary().act("measurementCorrect", "measurement { id }", correction).await;
    assert_eq!(nation.contributed().await, [20, 30, 100], "until it is approved");
    town.approve(&corrected["id"]).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![25, 30, 100], vec![25, 30]));

    // Without the region's consent nothing passes it, and with it all does.
    let received = region.received(&region.secretary()).await;
    let consent = removal("consent", &received[0]["consent"]);
    region.chair().act("allocationWithdraw", "removedId", consent).await;
    town.report("2026-04-01", 5).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![], vec![5, 25, 30]));
    let received = region.received(&region.secretary()).await;
    assert_eq!((&received[0]["agreedOn"], &received[0]["consent"]), (&Value::Null, &Value::Null));
    let again = json!({ "id": handed, "version": received[0]["version"] });
    region.agree(&again, None).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![5, 25, 30, 100], vec![5, 25, 30]));

    let mut removed = removal("allocation", &json!({ "id": part, "version": 1 }));
    assert_eq!(
        region.secretary().refused("allocationRemove", removed.clone()).await,
        ["STALE_VERSION expectedVersion"]
    );
    removed["expectedVersion"] = json!(2);
    region.secretary().act("allocationRemove", "removedId", removed).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![100], vec![]));
    assert_eq!(town.received(&town.secretary()).await, json!([]));
    town.report("2026-05-01", 7).await;
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![100], vec![]));
    table.server.app.ledger().forget();
    assert_eq!((nation.contributed().await, region.contributed().await), (vec![100], vec![]));
}

async fn a_table_agrees_to_what_was_handed_out_to_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, town] = three_levels(&table).await;
    let input = json!({
        "indicator": nation.indicator, "partnership": region.id, "value": "4000", "source": "Aanvalsplan",
    });
    let allocation = nation.secretary().act("allocationCreate", "allocation { id version }", input.clone()).await;
    assert_eq!(nation.secretary().refused("allocationCreate", input).await, ["ALREADY_EXISTS partnership"]);
    let offered = &region.received(&region.secretary()).await[0];
    assert_eq!(
        offered,
        &json!({
            "allocation": allocation["id"], "version": 1, "value": "4000", "parentPartnershipName": "land",
            "parentIndicatorName": "vervuld", "unit": "vacatures", "indicator": null, "agreedOn": null, "consent": null,
            "target": { "value": "60000", "date": "2026-12-31" },
        })
    );
    for other in [&nation.secretary(), &town.secretary(), &table.server.by("admin"), &table.server.anonymous()] {
        assert_eq!(region.received(other).await, json!([]));
    }
    let consent = json!({ "allocation": allocation["id"], "expectedVersion": 1 });
    assert_eq!(nation.secretary().refused("allocationAgree", consent.clone()).await, ["NOT_ALLOWED"]);
    assert_eq!(town.secretary().refused("allocationAgree", consent.clone()).await, ["NOT_FOUND allocation"]);
    let secretary = region.secretary();
    assert_eq!(secretary.refused("allocationAgree", consent.clone()).await, ["REQUIRED indicator"]);
    let named = with(consent.clone(), &json!({ "indicator": town.indicator, "decision": "decision_niets" }));
    assert_eq!(secretary.refused("allocationAgree", named).await, ["NOT_FOUND indicator", "NOT_FOUND decision"]);

    let meeting = json!({ "partnership": region.id, "title": "Overleg", "heldOn": "2026-11-10" });
    let meeting = secretary.act("meetingRecord", "meeting { id }", meeting).await;
    let decision = json!({ "meeting": meeting["id"], "text": "Wij doen mee" });
    let decision = secretary.act("decisionRecord", "decision { id }", decision).await["id"].take();
    // What changes meanwhile is not agreed to unseen.
    let change = json!({ "allocation": allocation["id"], "expectedVersion": 1, "value": "5000" });
    nation.chair().act("allocationChange", "allocation { id }", change).await;
    let mut named = with(consent, &json!({ "indicator": region.indicator, "decision": decision }));
    assert_eq!(secretary.refused("allocationAgree", named.clone()).await, ["STALE_VERSION expectedVersion"]);
    named["expectedVersion"] = json!(2);
    let fields = "consent { id version agreedOn indicator { id } decision { text citations { nodes { act } } } }";
    let agreed = secretary.act("allocationAgree", fields, named.clone()).await;
    assert_eq!(text(&agreed, "/agreedOn"), "2026-11-10");
    assert_eq!(text(&agreed, "/indicator/id"), region.indicator);
    assert_eq!(
        agreed["decision"],
        json!({ "text": "Wij doen mee", "citations": { "nodes": [{ "act": "allocationAgree" }] } })
    );
    named["expectedVersion"] = json!(3);
    assert_eq!(secretary.refused("allocationAgree", named).await, ["UNKNOWN_TRANSITION allocation"]);
    let offered = &region.received(&region.secretary()).await[0];
    assert_eq!(text(offered, "/indicator/id"), region.indicator);
    assert_eq!(text(offered, "/value"), "5000");

    let mut silent = removal("consent", &agreed);
    silent["reason"] = json!("");
    assert_eq!(secretary.refused("allocationWithdraw", silent).await, ["REASON_REQUIRED reason"]);
    assert_eq!(
        nation.secretary().refused("allocationWithdraw", removal("consent", &agreed)).await,
        ["NOT_FOUND consent"]
    );
}

async fn within_one_table_handing_out_is_agreeing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let nation = Level::set(&table, "land", &definition, aims_at(600)).await;
    let mut part = nation.clone();
    part.indicator = nation.add(&definition, aims_at(100)).await;
    part.report("2026-02-01", 4).await;
    let input = json!({ "indicator": nation.indicator, "child": part.indicator, "value": "100" });
    let made = nation.secretary().act("allocationCreate", "allocation { id version agreedOn }", input).await;
    assert_eq!(text(&made, "/agreedOn"), "2026-11-20");
    part.report("2026-03-01", 6).await;
    assert_eq!(nation.contributed().await, [4, 6]);
    let alone = json!({ "indicator": nation.indicator, "partnership": nation.id, "value": "1" });
    assert_eq!(nation.secretary().refused("allocationCreate", alone).await, ["REQUIRED child"]);
    nation.secretary().act("allocationRemove", "removedId", removal("allocation", &made)).await;
    assert_eq!(nation.contributed().await, Vec::<i64>::new());
    assert_eq!(nation.received(&nation.chair()).await, json!([]));
}

const SEEN: &str = "query($id: ID!) { node(id: $id) { ... on Indicator { allocations {
    id version source reason value agreedOn partnershipName child { id name } level { value } progress { value clamped }
    resultLight resultReason resultLightLabel resultReasonLabel } } } }";

async fn outside_the_childs_table_nobody_learns_more_than_was_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, _] = three_levels(&table).await;
    // Nobody outside of it knows of the region's table.
    let hidden = json!({ "partnership": region.id, "expectedVersion": 1, "nameVisibility": "PARTNERSHIP" });
    region.secretary().act("partnershipChange", "partnership { id }", hidden).await;
    let unknown = json!({ "indicator": nation.indicator, "partnership": region.id, "value": "4000" });
    assert_eq!(nation.secretary().refused("allocationCreate", unknown).await, ["NOT_FOUND partnership"]);
    let unseen = json!({ "indicator": nation.indicator, "child": region.indicator, "value": "4000" });
    assert_eq!(nation.secretary().refused("allocationCreate", unseen).await, ["NOT_FOUND child"]);

    let open = |visibility| json!({ "partnership": region.id, "expectedVersion": 2, "nameVisibility": visibility });
    region.secretary().act("partnershipChange", "partnership { id }", open("PUBLIC")).await;
    let input = json!({ "indicator": nation.indicator, "partnership": region.id, "value": "4000", "source": "Brief" });
    let allocation = nation.secretary().act("allocationCreate", "allocation { id version }", input).await;
    let mut close = open("PARTNERSHIP");
    close["expectedVersion"] = json!(3);
    region.secretary().act("partnershipChange", "partnership { id }", close).await;
    let shown =
        async |who: &Client| who.ask(SEEN, json!({ "id": nation.indicator })).await["node"]["allocations"].take();
    let secretary = nation.secretary();
    let before = shown(&secretary).await;
    region.report("2026-02-01", 1_000).await;
    region.submit("2026-03-01", 7).await;
    assert_eq!(shown(&secretary).await, before, "not agreed, not told");
    for field in ["partnershipName", "child", "level", "progress", "resultLight", "resultReason", "agreedOn"] {
        assert_eq!(before[0][field], Value::Null, "{field}");
    }
    region.agree(&allocation, Some(&region.indicator)).await;
    let agreed = shown(&secretary).await;
    let expected = json!({
        "partnershipName": "regio", "child": null, "level": { "value": "1000" },
        "progress": { "value": "0.25", "clamped": "0.25" }, "resultLight": "GREY", "resultReason": "STALE",
        "resultLightLabel": "geen oordeel", "resultReasonLabel": "verouderd", "agreedOn": "2026-11-20",
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&agreed[0][field], value, "{field}");
    }
    // Whoever sees both sides sees the same, and the child too.
    let at = "query($id: ID!) { node(id: $id) { ... on Indicator { allocations { level(at: \"2026-01-31\") { value } } } } }";
    let early = secretary.ask(at, json!({ "id": nation.indicator })).await;
    assert_eq!(early["node"]["allocations"][0]["level"], Value::Null);

    // A contribution tells the nation a value and a day, and the region's own people have no part in it.
    let snapshot = table.server.app.ledger().partnership(partnership_id(&nation.id)).await.unwrap();
    let contribution = snapshot.contributions.iter().next().unwrap();
    let query = "query($id: ID!) { node(id: $id) { ... on Contribution {
        value numerator denominator qualifier qualifierLabel observedOn allocation { id } indicator { id } } } }";
    let id = json!({ "id": NodeId::of(&**contribution).word() });
    let told = secretary.ask(query, id.clone()).await["node"].take();
    let expected = json!({
        "value": "1000", "numerator": null, "denominator": null, "qualifier": "EXACT", "qualifierLabel": "precies",
        "observedOn": "2026-02-01", "allocation": { "id": allocation["id"] }, "indicator": { "id": nation.indicator },
    });
    assert_eq!(told, expected);
    let dashboard = table.server.with("land", Scopes::DASHBOARD, &[&nation.indicator]);
    for other in [&region.secretary(), &table.server.anonymous(), &dashboard, &table.server.by("admin")] {
        assert_eq!(other.ask(query, id.clone()).await["node"], Value::Null);
    }
    // Nothing of the region's own is found by way of it.
    for id in [&region.indicator, text(&region.received(&region.secretary()).await, "/0/consent/id")] {
        for other in [&secretary, &table.server.anonymous(), &dashboard] {
            assert_eq!(
                other.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await["node"],
                Value::Null
            );
        }
    }
    // A dashboard is shown the figures of the indicator that it names, and of no other.
    let named = dashboard.ask(SEEN, json!({ "id": nation.indicator })).await["node"].take();
    assert_eq!(named, json!({ "allocations": [] }));
    // Elsewhere the allocation is seen as the indicator is: not at all, and then without where it comes from.
    let anonymous = table.server.anonymous();
    assert_eq!(anonymous.ask(SEEN, json!({ "id": nation.indicator })).await["node"], Value::Null);
    for (level, version) in [(&region, 1), (&nation, 1)] {
        let open = json!({ "indicator": level.indicator, "expectedVersion": version, "visibility": "PUBLIC" });
        level.secretary().act("indicatorChange", "indicator { id }", open).await;
    }
    let public = shown(&anonymous).await;
    let columns: BTreeMap<&str, &Value> = ["version", "source", "reason", "child", "partnershipName"]
        .into_iter()
        .map(|field| (field, &public[0][field]))
        .collect();
    let expected = json!({ "version": 1, "source": null, "reason": null, "child": null, "partnershipName": "regio" });
    assert_eq!(json!(columns), expected);
    assert_eq!((&public[0]["level"], &public[0]["progress"]), (&agreed[0]["level"], &agreed[0]["progress"]));
}
