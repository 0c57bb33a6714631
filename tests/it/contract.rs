//! The documents that clients were promised, as they stand, on the demo; and the demo's figures, as its sources have them.
//!
//! The first line of a document says in which step of the work it must answer. A later one has only to be GraphQL.

use std::{cmp::Reverse, collections::BTreeSet, fs, path::Path};

use akkoord::ledger::{Aggregate, revision};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    tests,
};

/// The step that the program has reached.
const STEP: u32 = 4;
const ZWOLLE: &str = "techniekpact-regio-zwolle";

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_promised_documents_answer_on_the_demo,
        the_demo_says_what_its_sources_say,
        the_demo_shows_what_agreements_go_through,
        the_demo_shows_what_figures_rest_on,
    ]
}

/// The documents with their names and steps, the latest step first: what measures comes after what reads the figures.
fn documents() -> Vec<(String, u32, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/contract");
    let documents = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let document = fs::read_to_string(path).unwrap();
        let step = document.strip_prefix("# step ").and_then(|rest| rest.split(':').next()?.parse().ok());
        (name.clone(), step.unwrap_or_else(|| panic!("{name} does not say its step")), document)
    });
    let mut documents: Vec<_> = documents.collect();
    documents.sort_by_key(|(name, step, _)| (Reverse(*step), name.clone()));
    documents
}

/// Runs an operation that must answer with data and without errors, and gives the data.
async fn run(client: &Client, document: &str, operation: Option<&str>, variables: Value) -> Value {
    let mut reply = client.reply_to(document, operation, variables).await;
    assert!(reply["errors"].is_null() && reply["data"].is_object(), "{document}\n{reply:#}");
    reply["data"].take()
}

async fn the_promised_documents_answer_on_the_demo(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let (secretary, chair) = (server.by("secretariaat"), server.by("voorzitter"));
    let indicator = &indicators(&secretary, ZWOLLE).await["zwolle.vervuld"]["id"].clone();
    let mut answered = BTreeSet::new();
    for (name, step, document) in documents() {
        if step > STEP {
            let reply = secretary.reply(&document, json!({})).await;
            let codes: Vec<&str> =
                reply["errors"].as_array().into_iter().flatten().map(|one| text(one, "/extensions/code")).collect();
            assert!(!codes.contains(&"PARSE_FAILED") && !codes.contains(&"INTERNAL"), "{name}: {reply:#}");
            continue;
        }
        match name.as_str() {
            "dashboard" => {
                let data = run(&secretary, &document, None, json!({ "slug": ZWOLLE })).await;
                assert!(data["partnership"]["goals"]["totalCount"].as_u64() > Some(0), "{data:#}");
            }
            "action-list" => {
                let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id } }";
                let id = secretary.ask(query, json!({ "slug": ZWOLLE })).await["partnership"]["id"].take();
                let data = run(&secretary, &document, None, json!({ "partnership": id })).await;
                let list = &data["partnership"]["commitments"];
                let nodes = list["nodes"].as_array().unwrap();
                assert_eq!(list["totalCount"], nodes.len());
                let titled = |title: &str| nodes.iter().find(|one| text(one, "/title") == title).unwrap();
                assert_eq!(titled("Statushouders aan het werk in de techniek")["isBlocked"], true);
                assert_eq!(titled("Hybride docenten leveren")["isAtRisk"], true);
                assert_eq!(titled("Keuzevak Nutsvoorziening")["timesPostponed"], 1);
                assert!(nodes.iter().all(|one| !one["allowedTransitions"].as_array().unwrap().is_empty()), "{data:#}");
            }
            "series" => {
                let data = run(&secretary, &document, None, json!({ "indicator": indicator })).await;
                assert_eq!(data["node"]["target"]["value"], "4000");
                assert!(!data["node"]["measurements"]["nodes"].as_array().unwrap().is_empty(), "{data:#}");
            }
            "viewer" => {
                let data = run(&secretary, &document, None, json!({})).await;
                assert_eq!(data["viewer"]["isAnonymous"], false);
                run(&server.anonymous(), &document, None, json!({})).await;
            }
            "measure" => {
                let input = json!({ "indicator": indicator, "observedOn": "2026-11-01", "value": { "number": "1400" }, "source": "proef" });
                let submitted = run(&secretary, &document, Some("Submit"), json!({ "input": input })).await;
                let submitted = &submitted["measurementSubmit"]["measurement"];
                assert_eq!((text(submitted, "/state"), text(submitted, "/value")), ("SUBMITTED", "1400"));
                let input = json!({ "measurement": submitted["id"], "expectedVersion": submitted["version"] });
                let approved = run(&chair, &document, Some("Approve"), json!({ "input": input })).await;
                let approved = &approved["measurementApprove"]["measurement"];
                assert_eq!(text(approved, "/indicator/level/value"), "1400");
                assert_eq!(text(approved, "/indicator/progress/value"), "0.35");
            }
            "balance" => {
                let data = run(&secretary, &document, None, json!({ "slug": ZWOLLE })).await;
                balance_answers(&data["partnership"]);
                run(&server.anonymous(), &document, None, json!({ "slug": ZWOLLE })).await;
            }
            "commitment-life" => commitment_lives(&server, &document).await,
            "roll-up" => roll_up_answers(&server, &document).await,
            _ => panic!("{name} is promised for step {step}; say here what it must answer"),
        }
        answered.insert(name);
    }
    assert!(answered.len() >= 7, "{answered:?}");
}

/// The national target, and the share of it that Zwolle took: with Zwolle alone reporting, nothing is 25 % but Zwolle.
async fn roll_up_answers(server: &Server, document: &str) {
    let national = indicators(&server.by("aanvalsplan"), "aanvalsplan-techniek").await["nl.vervuld"]["id"].clone();
    for client in [server.by("secretariaat"), server.by("aanvalsplan"), server.anonymous()] {
        let data = run(&client, document, None, json!({ "indicator": national })).await;
        let indicator = &data["node"];
        assert_eq!(indicator["target"], json!({ "value": "60000", "date": "2030-12-31" }));
        assert_eq!((&indicator["ownLevel"], &indicator["childrenLevel"]["value"]), (&json!(null), &json!("1000")));
        assert_eq!(
            indicator["level"],
            json!({
                "value": "1000", "basis": "CONTRIBUTIONS", "coverage": "0.066667", "provisional": false, "approximate": true,
            })
        );
        assert_eq!(
            indicator["allocation"],
            json!({
                "allocated": "4000", "unallocated": "56000", "share": "0.066667", "reportingChildren": 1, "children": 1,
            })
        );
        let child = &indicator["allocations"][0];
        assert_eq!((text(child, "/partnershipName"), text(child, "/value")), ("Techniekpact Regio Zwolle", "4000"));
        assert_eq!((text(child, "/level/value"), text(child, "/progress/value")), ("1000", "0.25"));
        assert_eq!((text(indicator, "/resultLight"), text(indicator, "/resultReason")), ("GREY", "INCOMPLETE"));
        assert_eq!(indicator["series"]["dates"], json!(["2025-12-31"]));
        assert_eq!(indicator["series"]["values"], json!(["1000"]));
    }
}

/// What the sector table in Zwolle gives and gets, and where its gaps are.
fn balance_answers(table: &Value) {
    let party = |name: &str| list(&table["balance"]).find(|one| one["organisation"]["name"] == name).unwrap();
    assert_eq!(party("Deltion")["opinion"]["value"], "WE_GIVE_MORE");
    let teachers = |name: &str, side: &str| {
        let mut lines = list(&party(name)["lines"]);
        lines.find(|line| line["unit"] == "docenten" && line["side"] == side).cloned().unwrap()
    };
    for line in [teachers("Deltion", "GAIN"), teachers("Koninklijke Metaalunie", "CONTRIBUTION")] {
        assert_eq!((&line["promised"], &line["delivered"]), (&json!("20"), &json!("8")));
    }
    assert_eq!(list(&table["balance"]).filter(|one| one["wholeTable"] == true).count(), 1);
    assert_eq!(party("Windesheim")["signals"], json!(["NO_CONTRIBUTION", "UNSERVED_INTEREST"]));
    let unserved: Vec<&str> =
        list(&table["unservedInterests"]["nodes"]).map(|one| text(one, "/organisation/name")).collect();
    assert_eq!(unserved, ["Koninklijke Metaalunie", "Windesheim"]);
    let gates: Vec<&Value> = list(&table["stageGates"]).map(|gate| &gate["done"]).collect();
    assert_eq!(gates, [false, false, true]);
    assert_eq!(table["talkToAction"], json!({ "days": 0, "light": "GREEN" }), "a delivery was confirmed today");
    let goals: Vec<&Value> = list(&table["goals"]["nodes"]).collect();
    assert_eq!(goals[0]["commitmentsFulfilled"], json!({ "fulfilled": 1, "agreed": 4 }));
    let line = &goals[0]["gap"]["lines"][0];
    assert_eq!((text(line, "/target"), text(line, "/level"), text(line, "/remaining")), ("4000", "1000", "3000"));
    assert_eq!(goals[2]["gap"]["open"][0]["code"], "NO_INDICATOR");
}

/// From proposal to a confirmed delivery, and a postponement on the way; each act as its document stands.
async fn commitment_lives(server: &Server, document: &str) {
    let [secretary, chair, school] =
        ["secretariaat", "voorzitter", "vertegenwoordiger"].map(|subject| server.by(subject));
    let act = async |client: &Client, operation: &str, input: Value| {
        let mut data = run(client, document, Some(operation), json!({ "input": input })).await;
        let payload = data.as_object_mut().unwrap().values_mut().next().unwrap().take();
        assert_eq!(payload["userErrors"], json!([]), "{operation}");
        payload
    };
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id
        memberships(first: 50) { nodes { organisation { id name } } }
        decisions(orderBy: [{ field: TEXT, direction: ASC }]) { nodes { id } }
        commitments(first: 50) { nodes { id title state } } } }";
    let table = secretary.ask(query, json!({ "slug": ZWOLLE })).await["partnership"].take();
    let named = |name: &str| {
        let mut seats = list(&table["memberships"]["nodes"]);
        seats.find(|seat| seat["organisation"]["name"] == name).unwrap()["organisation"]["id"].clone()
    };
    let (metal, deltion) = (named("Koninklijke Metaalunie"), named("Deltion"));
    let content = json!({
        "partnership": table["id"], "title": "Leerwerkplekken", "action": "Plekken openstellen",
        "debtors": [{ "organisation": metal }], "beneficiaries": [deltion], "kind": "PLACES", "quantity": "10",
        "unit": "plekken", "dueOn": { "date": "2026-12-31", "precision": "DAY" }, "doneCriterion": "Tien plekken bezet",
    });
    let proposed = act(&chair, "Propose", content).await["commitment"].take();
    assert_eq!((text(&proposed, "/state"), list(&proposed["awaiting"]).count()), ("PROPOSED", 2));
    let id = &proposed["id"];
    let endorse = |organisation: &Value| json!({ "commitment": id, "organisation": organisation, "decision": "AGREE", "expectedTermsVersion": 1 });
    act(&chair, "Endorse", endorse(&metal)).await;
    let agreed = act(&school, "Endorse", endorse(&deltion)).await["commitment"].take();
    assert_eq!((text(&agreed, "/state"), list(&agreed["endorsements"]).count()), ("AGREED", 2));
    let later = json!({
        "commitment": id, "dueOn": { "date": "2027-03-01", "precision": "MONTH" }, "reasonCode": "CAPACITY",
        "reason": "Het bedrijf verhuist", "decision": table["decisions"]["nodes"][0]["id"], "expectedTermsVersion": 1,
    });
    let postponed = act(&secretary, "Postpone", later).await["commitment"].take();
    assert_eq!(postponed["originalDueOn"]["date"], "2026-12-31");
    assert_eq!((&postponed["timesPostponed"], &postponed["termsVersion"]), (&json!(1), &json!(2)));
    let changed = &postponed["amendments"][0];
    assert_eq!((text(changed, "/state"), text(changed, "/changes/0/field")), ("ACCEPTED", "dueOn"));
    let delivered = act(&chair, "Deliver", json!({ "commitment": id, "quantity": "4" })).await;
    assert_eq!(text(&delivered, "/delivery/quantity"), "4");
    let confirm =
        json!({ "delivery": delivered["delivery"]["id"], "expectedVersion": delivered["delivery"]["version"] });
    let confirmed = act(&school, "Confirm", confirm).await;
    assert_eq!(text(&confirmed, "/delivery/state"), "CONFIRMED");
    assert_eq!(text(&confirmed, "/commitment/progress/value"), "0.4");
    let live = |one: &&Value| ["AGREED", "IN_PROGRESS"].contains(&text(one, "/state"));
    let open: Vec<&Value> = list(&table["commitments"]["nodes"]).filter(live).map(|one| &one["id"]).collect();
    let unchanged = act(&secretary, "Unchanged", json!({ "commitments": open })).await;
    assert_eq!(list(&unchanged["commitments"]).count(), open.len());
    let old = json!({
        "partnership": table["id"], "title": "Oud", "debtors": [{ "organisation": deltion }], "agreedOn": "2024-01-15",
        "state": "IN_PROGRESS", "originalDueOn": { "date": "2025-01-01" }, "dueOn": { "date": "2027-01-01" },
        "timesPostponed": 2, "source": "Actielijst",
    });
    let taken = act(&secretary, "TakeOver", old).await["commitment"].take();
    assert_eq!((&taken["timesPostponed"], &taken["agreedOn"]), (&json!(2), &json!("2024-01-15")));
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The indicators of a partnership by their external key.
async fn indicators(client: &Client, slug: &str) -> Value {
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { indicators(first: 100) { nodes {
        id externalKey target { value date } level { value approximate bound }
        latest { value numerator denominator qualifier denominatorQualifier } } } } }";
    let answer = client.ask(query, json!({ "slug": slug })).await;
    let nodes = answer["partnership"]["indicators"]["nodes"].as_array().unwrap().clone();
    let keyed = nodes.into_iter().filter_map(|one| Some((one["externalKey"].as_str()?.to_owned(), one)));
    Value::Object(keyed.collect())
}

async fn the_demo_says_what_its_sources_say(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let zwolle = indicators(&server.by("secretariaat"), ZWOLLE).await;
    assert_eq!(zwolle["zwolle.vervuld"]["target"]["value"], "4000");
    let national = indicators(&server.by("aanvalsplan"), "aanvalsplan-techniek").await;
    let targets: Vec<&Value> = national.as_object().unwrap().values().map(|one| &one["target"]["value"]).collect();
    assert!(targets.contains(&&json!("60000")), "{national:#}");

    // "40 geplaatst … met een kleine 130 kandidaten gesproken".
    let drenthe = indicators(&server.by("drenthe"), "servicepunt-techniek-drenthe").await;
    let placed = &drenthe["sptd.geplaatst"];
    assert_eq!(placed["level"], json!({ "value": "30.769231", "approximate": true, "bound": "AT_LEAST" }));
    assert_eq!(
        placed["latest"],
        json!({ "value": "30.769231", "numerator": "40", "denominator": "130", "qualifier": "EXACT", "denominatorQualifier": "JUST_UNDER" })
    );

    // "ruim € 400.000", until "medio januari 2021".
    let query = r#"{ partnership(by: { slug: "de-techniek-samen-de-crisis-door" }) {
        endsOn { date precision text lastDay } commitments(first: 100) { nodes { amount qualifier } } } }"#;
    let crisis = server.by("sptmidden").ask(query, json!({})).await["partnership"].take();
    let ends = json!({ "date": "2021-01-15", "precision": "MID_MONTH", "text": "medio januari 2021", "lastDay": "2021-01-20" });
    assert_eq!(crisis["endsOn"], ends);
    let commitments = crisis["commitments"]["nodes"].as_array().unwrap();
    assert!(commitments.contains(&json!({ "amount": "400000", "qualifier": "JUST_OVER" })), "{commitments:#?}");

    everything_names_its_source(&server).await;
}

/// Every record that the demo enters says which text it comes from, accounts and what follows from others aside.
async fn everything_names_its_source(server: &Server) {
    let ledger = server.app.ledger();
    let partnerships = ledger.directory().await.unwrap();
    let ids = partnerships.partnerships.iter().map(|one| Aggregate::Partnership(one.row.id));
    let mut unnamed = BTreeSet::new();
    for aggregate in ids.chain([Aggregate::Directory]) {
        for one in revision::read_after(ledger.database().reader(), aggregate.key(), 0, 100_000).await.unwrap() {
            let body: Value = serde_json::from_str(one.body.as_deref().unwrap()).unwrap();
            let named =
                ["source", "origin"].iter().any(|name| body[name].as_str().is_some_and(|text| !text.is_empty()));
            if !["account", "contribution"].contains(&one.kind.as_str()) && !named {
                unnamed.insert(body.to_string());
            }
        }
    }
    assert!(unnamed.is_empty(), "without a source: {unnamed:#?}");
}

async fn the_demo_shows_what_agreements_go_through(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let secretary = server.by("secretariaat");
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) {
        agreements { nodes { title signedOn parties { organisation { name } joinedOn } commitments { totalCount } } }
        commitments(first: 50) { nodes {
            title state isBlocked isUnderAmendment timesPostponed originalDueOn { label } dueOn { label } awaiting { name }
            amendments { state reasonCode changes { field from to } }
            deliveries { nodes { state stateReason } } progress { value }
            allowedTransitions { to blockedBy { code party { name } } } } }
        memberships(filter: { until: { isNull: false } }) { nodes { organisation { name } leaveReason } }
        meetings(filter: { heldOn: { eq: \"2026-06-17\" } }) { nodes { actionList { nodes { title } } } }
        nextMeeting { prefilledAgenda { reason commitment { title } } } } }";
    let table = secretary.ask(query, json!({ "slug": ZWOLLE })).await["partnership"].take();
    let titled = |title: &str| list(&table["commitments"]["nodes"]).find(|one| one["title"] == title).unwrap();

    let agreement = &table["agreements"]["nodes"][0];
    assert_eq!(text(agreement, "/signedOn"), "2026-06-17");
    assert_eq!(text(agreement, "/parties/3/organisation/name"), "Enexis Netbeheer", "which joined later");

    let centre = titled("Hybride techniekcentrum op het voormalige Philips-terrein");
    assert_eq!(text(centre, "/amendments/0/state"), "ACCEPTED");
    assert_eq!(centre["amendments"][0]["changes"], json!([{ "field": "dueOn", "from": "2026", "to": "2027" }]));
    assert_eq!((text(centre, "/originalDueOn/label"), text(centre, "/dueOn/label")), ("2026", "2027"));
    assert_eq!(centre["progress"]["value"], "0.4", "two of five by weight");

    let teachers = titled("Hybride docenten leveren");
    assert_eq!(teachers["isUnderAmendment"], true);
    let deliveries: Vec<&str> = list(&teachers["deliveries"]["nodes"]).map(|one| text(one, "/state")).collect();
    assert_eq!(deliveries, ["REJECTED", "CONFIRMED", "REPORTED"]);

    let blocked = titled("Statushouders aan het werk in de techniek");
    assert_eq!(blocked["isBlocked"], true);
    let mut steps = list(&blocked["allowedTransitions"]);
    let start = steps.find(|step| step["to"] == "IN_PROGRESS").unwrap();
    let owners: BTreeSet<&str> = list(&start["blockedBy"]).map(|one| text(one, "/party/name")).collect();
    assert_eq!(owners, BTreeSet::from(["De overheden"]), "{start:#}");

    let proposal = titled("Modulair onderwijs en maatwerk bij leerwerktrajecten");
    let awaited: BTreeSet<&str> = list(&proposal["awaiting"]).map(|one| text(one, "/name")).collect();
    assert_eq!(awaited, BTreeSet::from(["Koninklijke Metaalunie", "Windesheim"]));
    assert_eq!(table["memberships"]["nodes"][0]["organisation"]["name"], "Overijssels Vakmanschap");
    let done: BTreeSet<&str> =
        list(&table["meetings"]["nodes"][0]["actionList"]["nodes"]).map(|one| text(one, "/title")).collect();
    assert_eq!(done, BTreeSet::from([text(centre, "/title"), "Loopbaankansen in kaart brengen"]));

    // "De ministeries is gevraagd dat bedrag te verdubbelen": asked for, and not promised.
    let query = r#"{ partnership(by: { slug: "aanvalsplan-techniek" }) {
        commitments { nodes { title state latestNote { health }
            dependencies { kind ratio to { title state } } allowedTransitions { to blockedBy { code party { name } } } } }
        balance { organisation { name } lines { side kind promised askedFor unknown } } } }"#;
    let national = server.by("aanvalsplan").ask(query, json!({})).await["partnership"].take();
    let mut commitments = list(&national["commitments"]["nodes"]);
    let doubling =
        commitments.find(|one| one["title"] == "De ministeries verdubbelen het bedrag van de sectoren").unwrap();
    assert_eq!(text(doubling, "/state"), "PROPOSED");
    assert_eq!((text(doubling, "/dependencies/0/kind"), text(doubling, "/dependencies/0/ratio")), ("MATCHES", "1"));
    let mut parties = list(&national["balance"]);
    let ministries = parties.find(|one| one["organisation"]["name"] == "De ministeries").unwrap();
    assert!(list(&ministries["lines"]).all(|line| line["promised"].is_null()), "{ministries:#}");
}

async fn the_demo_shows_what_figures_rest_on(db: TestDatabase) {
    let server = Server::with_demo(&db).await;

    // "Een kleine 130 kandidaten, waarvan er 40 konden worden geplaatst."
    let drenthe = indicators(&server.by("drenthe"), "servicepunt-techniek-drenthe").await;
    let step = |key: &str| json!({ "indicators": [drenthe[key]["id"]] });
    let query = "query($steps: [FunnelStepInput!]!) { partnership(by: { slug: \"servicepunt-techniek-drenthe\" }) {
        funnel(steps: $steps) { steps { count { value } conversion { value approximate bound } } } } }";
    let steps = json!([step("sptd.kandidaten-gesproken"), step("sptd.kandidaten-geplaatst")]);
    let funnel = server.anonymous().ask(query, json!({ "steps": steps })).await["partnership"]["funnel"].take();
    assert_eq!((text(&funnel, "/steps/0/count/value"), text(&funnel, "/steps/1/count/value")), ("130", "40"));
    let placed = json!({ "value": "0.307692", "approximate": true, "bound": "AT_LEAST" });
    assert_eq!(funnel["steps"][1]["conversion"], placed);

    let query = "query($slug: String!) { partnership(by: { slug: $slug }) {
        reportingPeriods { nodes { name state } }
        receivedAllocations { parentPartnershipName value agreedOn }
        healthChecks { round closedOn total lessons { lesson mean evidence } } } }";
    let table = server.by("secretariaat").ask(query, json!({ "slug": ZWOLLE })).await["partnership"].take();
    let periods = json!([{ "name": "2025", "state": "CLOSED" }, { "name": "2026", "state": "OPEN" }]);
    assert_eq!(table["reportingPeriods"]["nodes"], periods);
    assert_eq!(text(&table, "/receivedAllocations/0/parentPartnershipName"), "Aanvalsplan Techniek");
    let rounds: Vec<&Value> = list(&table["healthChecks"]).map(|check| &check["round"]).collect();
    assert_eq!(rounds, [2, 1]);
    assert!(table["healthChecks"][0]["total"].is_null(), "nobody answered yet");
    assert_eq!(text(&table, "/healthChecks/1/lessons/0/mean"), "4.333333");
}
