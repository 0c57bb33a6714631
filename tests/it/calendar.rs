//! Calendars: what a key's calendar has, for whom, on which days; and what becomes of an entry.

use std::collections::BTreeMap;

use akkoord::ids::NodeId;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};

use crate::{
    allocation::with,
    commitment::{add, agreed, content, evidence, propose, take},
    former::company_leaves,
    indicator::{define, indicator},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_table_has_its_deadlines_and_meetings_in_its_calendar,
        each_key_has_the_deadlines_of_its_own,
        what_is_hidden_is_in_no_calendar,
        an_entry_stays_the_same_and_goes_when_nothing_is_due,
        whoever_left_has_nothing_of_the_table,
        a_key_that_opens_nothing_is_not_found,
        the_demos_calendar_has_the_deadlines_of_the_api,
    ]
}

/// The lines of an event, each by its name and parameters.
type Event = BTreeMap<String, String>;

/// The address of a calendar, by a key that somebody makes.
async fn address(client: &Client, more: Value) -> String {
    let mut input = json!({ "name": "Agenda", "purpose": "CALENDAR", "expiresOn": "2027-11-20" });
    add(&mut input, &more);
    let made = client.perform("accessKeyCreate", "secret", input).await;
    format!("/calendar/{}.ics", text(&made, "/secret"))
}

async fn get(server: &Server, method: &str, uri: &str, etag: Option<&str>) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::builder().method(method).uri(uri);
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    let response = server.anonymous().send(request.body(Body::empty()).unwrap()).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, 1 << 26).await.unwrap();
    (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
}

async fn file(server: &Server, uri: &str) -> String {
    let (status, headers, file) = get(server, "GET", uri, None).await;
    assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"text/calendar; charset=utf-8".parse().unwrap()));
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    file
}

/// The events of a calendar, as it lists them.
async fn events(server: &Server, uri: &str) -> Vec<Event> {
    let unfolded = file(server, uri).await.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let line = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    events.map(|event| event.split_once("END:VEVENT").unwrap().0.lines().map(line).collect()).collect()
}

/// The days and titles of a calendar, such as `20261231 Plekken`.
async fn titles(server: &Server, uri: &str) -> Vec<String> {
    let day = |event: &Event| event.iter().find(|(name, _)| name.starts_with("DTSTART")).unwrap().1[..8].to_owned();
    events(server, uri).await.iter().map(|event| format!("{} {}", day(event), event["SUMMARY"])).collect()
}

fn uuid(record: &Value) -> String {
    NodeId::parse(record["id"].as_str().unwrap()).unwrap().record.to_string()
}

async fn meeting(table: &Table, title: &str, day: &str, more: Value) -> Value {
    let mut input = json!({ "partnership": table.id, "title": title, "heldOn": day });
    add(&mut input, &more);
    table.secretary().act("meetingRecord", "meeting { id version }", input).await
}

/// Whether a calendar has these events and no others, each with at least these lines.
fn are(found: &[Event], expected: &[(String, &[(&str, &str)])]) {
    let (mut uids, mut told): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for (event, (uid, lines)) in found.iter().zip(expected) {
        uids.push(uid);
        told.push(&event["UID"]);
        for (name, value) in *lines {
            assert_eq!(event.get(*name).map(String::as_str), Some(*value), "{name} in {event:#?}");
        }
    }
    assert_eq!((told, found.len()), (uids, expected.len()));
}

async fn a_table_has_its_deadlines_and_meetings_in_its_calendar(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let vague = json!({ "title": "Lokaal; vloer, ramen", "dueOn": { "date": "2027-05-03", "precision": "MONTH" } });
    let (vague, decision) = agreed(&table, &vague).await;
    let contact = secretary.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take();
    let by_bureau = json!({
        "title": "Overzicht", "debtors": [{ "organisation": table.bureau, "contact": contact }], "beneficiaries": [],
        "dueOn": { "date": "2026-12-31" },
    });
    let mut overview = propose(&secretary, content(&table, &by_bureau)).await;
    take(&secretary, "Agree", &mut overview, decision.clone(), "AGREED").await;
    propose(&company, content(&table, &json!({ "title": "Voorstel" }))).await;
    secretary.act("commitmentDraft", "commitment { id }", content(&table, &json!({ "title": "Concept" }))).await;
    let undated = json!({
        "partnership": table.id, "title": "Zonder datum", "state": "AGREED", "agreedOn": "2026-02-01", "source": "Lijst",
        "debtors": [{ "organisation": table.company }],
    });
    secretary.act("commitmentTakeOver", "commitment { id }", undated).await;
    let milestone = json!({ "commitment": vague["id"], "title": "Vloer", "dueOn": { "date": "2026-10-25" } });
    let milestone = company.act("milestoneCreate", "milestone { id version }", milestone).await;
    let summer = json!({ "startsAt": "03:00", "endsAt": "04:15", "place": "Zwolle\nzaal 2" });
    let summer = meeting(&table, "Zomertijd", "2026-03-29", summer).await;
    let winter = meeting(&table, "Wintertijd", "2026-10-25", json!({ "startsAt": "02:30" })).await;
    let all_day = meeting(&table, "Dag", "2026-10-26", json!({})).await;
    let definition = define(&table, "stand", &json!({ "frequency": "QUARTERLY" })).await;
    let reporters = json!({ "reporters": [
        { "organisation": table.school, "since": "2026-09-30" }, { "organisation": table.company, "since": "2026-09-30" },
    ] });
    let series = json!({ "id": indicator(&table, &definition, &reporters).await });

    let uri = address(&secretary, json!({ "partnership": table.id })).await;
    let found = events(&table.server, &uri).await;
    let decided = found.iter().position(|event| event["SUMMARY"] == "Overleg").unwrap();
    let expected: Vec<(String, &[(&str, &str)])> = vec![
        (
            uuid(&summer),
            &[
                ("DTSTART;TZID=Europe/Amsterdam", "20260329T030000"),
                ("DTEND;TZID=Europe/Amsterdam", "20260329T041500"),
                ("LOCATION", "Zwolle zaal 2"),
                ("CATEGORIES", "Overleg"),
                ("DESCRIPTION", "Samenwerking: tafel"),
            ],
        ),
        (
            uuid(&milestone),
            &[
                ("DTSTART;VALUE=DATE", "20261025"),
                ("SUMMARY", "T-2026-001 Mijlpaal: Vloer"),
                ("DESCRIPTION", r"Samenwerking: tafel\nAfspraak: Lokaal\; vloer\, ramen\nTrekker: Bedrijf"),
            ],
        ),
        (uuid(&winter), &[("DTSTART;TZID=Europe/Amsterdam", "20261025T023000"), ("SUMMARY", "Wintertijd")]),
        (uuid(&all_day), &[("DTSTART;VALUE=DATE", "20261026"), ("DTEND;VALUE=DATE", "20261027")]),
        (found[decided]["UID"].clone(), &[("DTSTART;VALUE=DATE", "20261101")]),
        (
            uuid(&overview),
            &[
                ("DTSTART;VALUE=DATE", "20261231"),
                ("DTEND;VALUE=DATE", "20270101"),
                ("TRANSP", "TRANSPARENT"),
                ("SEQUENCE", "2"),
                ("SUMMARY", "T-2026-002: Overzicht"),
                ("CATEGORIES", "Afspraak"),
                ("DESCRIPTION", r"Samenwerking: tafel\nTrekker: Bureau\nStand: afgesproken\nKlaar als: Vijf bezet"),
            ],
        ),
        (
            format!("{}-20261231", uuid(&series)),
            &[
                ("DTSTART;VALUE=DATE", "20261231"),
                ("CATEGORIES", "Meting"),
                ("DESCRIPTION", r"Samenwerking: tafel\nWie meldt: Bedrijf\, School"),
            ],
        ),
        (
            uuid(&vague),
            &[
                ("DTSTART;VALUE=DATE", "20270531"),
                ("SUMMARY", r"T-2026-001: Lokaal\; vloer\, ramen (uiterlijk mei 2027)"),
            ],
        ),
    ];
    are(&found, &expected);
    assert!(!found.iter().any(|event| event["UID"] == uuid(&winter) && event.contains_key("TRANSP")));

    let whole = file(&table.server, &uri).await.replace("\r\n ", "");
    for line in ["METHOD:PUBLISH", "X-WR-CALNAME:Akkoord – tafel", "TZID:Europe/Amsterdam", "TZOFFSETTO:+0200"] {
        assert!(whole.contains(&format!("{line}\r\n")), "{line} in {whole}");
    }
    // The secretary, who is called about one of them, and who wrote another, are persons of these names.
    for person in ["secretary", "company", "@"] {
        assert!(!whole.contains(person), "{person} in {whole}");
    }
    let english = titles(&table.server, &format!("{uri}?language=en")).await;
    assert_eq!(english.last().unwrap(), r"20270531 T-2026-001: Lokaal\; vloer\, ramen (no later than May 2027)");
}

async fn each_key_has_the_deadlines_of_its_own(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let teacher = school.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take();
    let (_, decision) = agreed(&table, &json!({ "title": "Van het bedrijf" })).await;
    let owed = |title: &str, debtors: Value| json!({ "title": title, "debtors": debtors, "beneficiaries": [] });
    let together = json!([
        { "organisation": table.school, "isLead": true }, { "organisation": table.company, "isLead": false },
    ]);
    let of_province = |contact: &Value| json!([{ "organisation": table.province, "contact": contact }]);
    let (nobody, called) = (of_province(&Value::Null), of_province(&teacher));
    for input in [owed("Samen", together), owed("Van de provincie", nobody), owed("Bel de school", called)] {
        let mut own = propose(&secretary, content(&table, &input)).await;
        take(&secretary, "Agree", &mut own, decision.clone(), "AGREED").await;
    }
    let definition = define(&table, "stand", &json!({ "frequency": "QUARTERLY" })).await;
    let reporters = json!({ "name": "Stand", "reporters": [{ "organisation": table.school, "since": "2026-09-30" }] });
    indicator(&table, &definition, &reporters).await;
    let of = async |client: &Client, more: Value| titles(&table.server, &address(client, more).await).await;
    let (own, shared) = ("20261110 T-2026-001: Van het bedrijf", "20261110 T-2026-002: Samen");
    let (other, called) = ("20261110 T-2026-003: Van de provincie", "20261110 T-2026-004: Bel de school");
    let report = "20261231 Meting: Stand";
    let overleg = "20261101 Overleg";
    let sorted = |mut titles: Vec<String>| {
        titles.sort();
        titles
    };
    assert_eq!(sorted(of(&company, json!({})).await), [overleg, own, shared]);
    assert_eq!(sorted(of(&company, json!({ "organisation": table.company })).await), [own, shared]);
    assert_eq!(
        sorted(of(&company, json!({ "partnership": table.id })).await),
        [overleg, own, shared, other, called, report]
    );
    assert_eq!(sorted(of(&school, json!({})).await), [overleg, shared, called, report]);
    let both = json!({ "partnership": table.id, "organisation": table.school });
    assert_eq!(sorted(of(&school, both).await), [shared, report]);
    assert_eq!(of(&table.server.by("stranger"), json!({})).await, Vec::<String>::new());
}

async fn what_is_hidden_is_in_no_calendar(db: TestDatabase) {
    let table = Table::set(&db).await;
    let stranger = table.server.by("stranger");
    let uri = address(&stranger, json!({ "partnership": table.id })).await;
    let empty = file(&table.server, &uri).await;
    assert!(empty.contains("X-WR-CALNAME:Akkoord – tafel\r\n") && !empty.contains("VEVENT"), "{empty}");
    let (hidden, decision) = agreed(&table, &json!({})).await;
    let milestone = json!({ "commitment": hidden["id"], "title": "Vloer", "dueOn": { "date": "2026-12-25" } });
    table.server.by("company").act("milestoneCreate", "milestone { id }", milestone).await;
    assert_eq!(file(&table.server, &uri).await, empty, "hidden is absent, byte for byte");
    let shown = content(&table, &json!({ "title": "Openbaar", "visibility": "PUBLIC" }));
    let mut shown = propose(&table.server.by("company"), shown).await;
    take(&table.secretary(), "Agree", &mut shown, decision, "AGREED").await;
    let milestone = json!({ "commitment": shown["id"], "title": "Intern", "dueOn": { "date": "2026-12-25" } });
    table.server.by("company").act("milestoneCreate", "milestone { id }", milestone).await;
    assert_eq!(titles(&table.server, &uri).await, ["20261110 T-2026-002: Openbaar"]);
    let input = json!({ "partnership": table.id, "expectedVersion": 1, "nameVisibility": "PARTNERSHIP" });
    table.secretary().act("partnershipChange", "partnership { id }", input).await;
    let nameless = file(&table.server, &uri).await;
    assert!(nameless.contains("X-WR-CALNAME:Akkoord\r\n") && !nameless.contains("VEVENT"), "{nameless}");
}

async fn an_entry_stays_the_same_and_goes_when_nothing_is_due(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let (mut own, decision) = agreed(&table, &json!({})).await;
    let uri = address(&secretary, json!({ "partnership": table.id })).await;
    let other = address(&company, json!({})).await;
    let uid = uuid(&own);
    let of = async |uri: &str| events(&table.server, uri).await.into_iter().find(|event| event["UID"] == uid);
    let note = json!({ "commitment": own["id"], "health": "BEHIND", "text": "Te weinig mensen" });
    company.act("commitmentNote", "note { id }", note.clone()).await;
    let before = of(&uri).await.unwrap();
    assert_eq!(of(&other).await.as_ref(), Some(&before));
    let (status, headers, _) = get(&table.server, "HEAD", &uri, None).await;
    let etag = headers["etag"].to_str().unwrap();
    assert_eq!((status, &headers["cache-control"]), (StatusCode::OK, &"private, no-cache".parse().unwrap()));

    // What is not said in it changes nothing, not even on another day.
    company.act("commitmentNote", "note { id }", note).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    assert_eq!(get(&table.server, "GET", &uri, Some(etag)).await.0, StatusCode::NOT_MODIFIED);

    let later = json!({ "dueOn": { "date": "2027-01-31" }, "reasonCode": "CAPACITY", "reason": "Ziek" });
    let mut later = with(later, &decision);
    add(&mut later, &json!({ "commitment": own["id"], "expectedTermsVersion": 1 }));
    own = secretary.perform("commitmentPostpone", "commitment { id version }", later).await["commitment"].take();
    let after = of(&uri).await.unwrap();
    assert_eq!((after["DTSTART;VALUE=DATE"].as_str(), after["UID"] == before["UID"]), ("20270131", true));
    let number = |event: &Event| event["SEQUENCE"].parse::<u32>().unwrap();
    assert!(number(&after) > number(&before) && after["DTSTAMP"] > before["DTSTAMP"]);
    assert_eq!(get(&table.server, "GET", &uri, Some(etag)).await.0, StatusCode::OK);

    let planned = meeting(&table, "Gepland", "2026-12-10", json!({})).await;
    let milestone = json!({ "commitment": own["id"], "title": "Vloer", "dueOn": { "date": "2026-12-25" } });
    company.act("milestoneCreate", "milestone { id }", milestone).await;
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    let shown = titles(&table.server, &uri).await;
    assert_eq!(
        shown,
        [
            "20261101 Overleg",
            "20261210 Gepland",
            "20261225 T-2026-001 Mijlpaal: Vloer",
            "20270131 T-2026-001: Plekken (gereed gemeld)",
        ]
    );
    take(&table.server.by("school"), "Fulfil", &mut own, json!({}), "FULFILLED").await;
    let cancel = json!({ "meeting": planned["id"], "expectedVersion": 1, "reason": "Gaat niet door" });
    secretary.perform("meetingRemove", "removedId", cancel).await;
    assert_eq!(titles(&table.server, &uri).await, ["20261101 Overleg", "20270131 ✔ T-2026-001: Plekken"]);
    let (mut released, _) = agreed(&table, &json!({ "title": "Vervalt" })).await;
    let release = json!({ "reason": "Niet meer nodig" });
    take(&table.server.by("school"), "Release", &mut released, release, "RELEASED").await;
    assert!(!file(&table.server, &uri).await.contains("Vervalt"));
}

async fn whoever_left_has_nothing_of_the_table(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (_, decision) = agreed(&table, &json!({ "title": "Intern" })).await;
    let (_, _) = agreed(&table, &json!({ "title": "Openbaar", "visibility": "PUBLIC" })).await;
    let mut uris = Vec::new();
    for scope in [json!({}), json!({ "organisation": table.company }), json!({ "partnership": table.id })] {
        let uri = address(&company, scope).await;
        assert!(titles(&table.server, &uri).await.iter().any(|title| title.contains("Intern")));
        uris.push(uri);
    }
    let commitments = "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes { id } } } }";
    let owed = table.secretary().ask(commitments, json!({ "id": table.id })).await;
    let owed = owed["partnership"]["commitments"]["nodes"].as_array().unwrap().clone();
    let hand_overs = owed.iter().map(|one| json!({ "commitment": one["id"], "to": table.province }));
    let hand_overs: Vec<Value> = hand_overs.collect();
    company_leaves(&table, json!({ "handOvers": hand_overs, "decision": decision["decision"] })).await;
    // It keeps in the API what it was a party to; no deadline of that is its own any more.
    let kept = company.ask(commitments, json!({ "id": table.id })).await;
    assert_eq!(kept["partnership"]["commitments"]["nodes"].as_array().map(Vec::len), Some(2));
    for (uri, expected) in uris.iter().zip([&[] as &[&str], &[], &["20261110 T-2026-002: Openbaar"]]) {
        assert_eq!(titles(&table.server, uri).await, expected);
    }
}

async fn a_key_that_opens_nothing_is_not_found(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (server, input) = (&table.server, json!({ "name": "Agenda", "expiresOn": "2026-11-30" }));
    let mut uris = vec!["/calendar/nee.ics".to_owned(), "/calendar/.ics".to_owned()];
    let export =
        company.perform("accessKeyCreate", "secret", with(input.clone(), &json!({ "purpose": "EXPORT" }))).await;
    uris.push(format!("/calendar/{}.ics", text(&export, "/secret")));
    let mut secrets = Vec::new();
    for _ in 0..2 {
        let made = "secret accessKey { id version }";
        secrets.push(
            company.perform("accessKeyCreate", made, with(input.clone(), &json!({ "purpose": "CALENDAR" }))).await,
        );
    }
    uris.push(format!("/calendar/{}", text(&secrets[0], "/secret")));
    let [revoked, expired] = [0, 1].map(|at| format!("/calendar/{}.ics", text(&secrets[at], "/secret")));
    assert_eq!(get(server, "GET", &format!("{revoked}?language=fr"), None).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(get(server, "POST", &revoked, None).await.0, StatusCode::METHOD_NOT_ALLOWED);
    file(server, &revoked).await;
    let revoke = json!({ "accessKey": secrets[0]["accessKey"]["id"], "expectedVersion": 1 });
    company.perform("accessKeyRevoke", "accessKey { id }", revoke).await;
    server.clock.set("2026-11-30T22:59:59Z".parse().unwrap());
    file(server, &expired).await;
    server.clock.set("2026-11-30T23:00:00Z".parse().unwrap());
    uris.extend([revoked, expired]);
    let mut replies = Vec::new();
    for uri in &uris {
        let (status, headers, body) = get(server, "GET", uri, None).await;
        assert_eq!((status, headers.get("www-authenticate")), (StatusCode::NOT_FOUND, None), "{uri}");
        replies.push(body);
    }
    replies.dedup();
    assert_eq!(replies.len(), 1, "{replies:?}");
    assert!(replies[0].contains(r#""code":"NOT_FOUND""#), "{replies:?}");
}

async fn the_demos_calendar_has_the_deadlines_of_the_api(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let secretary = server.by("secretariaat");
    let query = "{ partnership(by: { slug: \"techniekpact-regio-zwolle\" }) { id
        commitments(first: 200) { nodes { id version state title reference dueOn { lastDay } } }
        meetings(first: 200) { nodes { id version title heldOn startsAt } } } }";
    let told = secretary.ask(query, json!({})).await["partnership"].take();
    let uri = address(&secretary, json!({ "partnership": told["id"] })).await;
    let found = events(&server, &uri).await;
    let by_uid: BTreeMap<&str, &Event> = found.iter().map(|event| (event["UID"].as_str(), event)).collect();
    assert_eq!(by_uid.len(), found.len(), "a UID is there once");
    let compact = |day: &Value| day.as_str().map(|day| day.replace('-', ""));
    let mut seen = 0;
    for one in told["commitments"]["nodes"].as_array().unwrap() {
        let uid = uuid(one);
        let state = one["state"].as_str().unwrap();
        let is_due = !matches!(state, "DRAFT" | "PROPOSED" | "RELEASED" | "WITHDRAWN" | "SUPERSEDED");
        let day = compact(&one["dueOn"]["lastDay"]).filter(|_| is_due);
        let event = by_uid.get(uid.as_str());
        assert_eq!(event.map(|event| event["DTSTART;VALUE=DATE"].clone()), day, "{one}");
        seen += usize::from(event.is_some());
        if let Some(event) = event {
            assert!(event["SUMMARY"].contains(one["reference"].as_str().unwrap()), "{one}");
            assert_eq!(event["SEQUENCE"], one["version"].to_string());
        }
    }
    for one in told["meetings"]["nodes"].as_array().unwrap() {
        let event = by_uid[uuid(one).as_str()];
        let day = compact(&one["heldOn"]).unwrap();
        match one["startsAt"].as_str() {
            Some(time) => {
                let at = format!("{day}T{}00", time.replace(':', ""));
                assert_eq!(event["DTSTART;TZID=Europe/Amsterdam"], at);
            }
            None => assert_eq!(event["DTSTART;VALUE=DATE"], day),
        }
        seen += 1;
    }
    assert!(seen > 8 && found.iter().any(|event| event.contains_key("LOCATION")), "{found:#?}");
}
