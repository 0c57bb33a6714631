//! What a meeting has to discuss, what its decisions led to, and that a decision stays once an act cites it.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, evidence, field, propose, step, take},
    endorsement::says,
    visibility::seat_observer,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_meeting_finds_on_its_agenda_what_needs_the_table,
        what_the_parties_said_proposed_and_delivered_is_on_the_agenda,
        one_decision_is_cited_by_several_acts,
        a_decision_that_any_act_cites_stays,
        the_next_meeting_steers_what_is_due_soon,
    ]
}

async fn meet(table: &Table, day: &str) -> String {
    let input = json!({ "partnership": table.id, "title": "Overleg", "heldOn": day });
    text(&table.secretary().act("meetingRecord", "meeting { id }", input).await, "/id").to_owned()
}

/// What is on the agenda of a meeting: for each item the reason and what it is about.
async fn agenda(client: &Client, meeting: &str) -> Vec<String> {
    let query = "query($id: ID!) { node(id: $id) { ... on Meeting { prefilledAgenda {
        reason reasonLabel commitment { title } goal { title } problemStatement { text }
        amendment { reason } delivery { text } } } } }";
    let found = client.ask(query, json!({ "id": meeting })).await["node"]["prefilledAgenda"].take();
    let said = |item: &Value| {
        let about =
            ["/commitment/title", "/goal/title", "/problemStatement/text", "/amendment/reason", "/delivery/text"];
        let about = about.into_iter().filter_map(|pointer| item.pointer(pointer)?.as_str());
        [text(item, "/reason")].into_iter().chain(about).collect::<Vec<_>>().join(" ")
    };
    found.as_array().unwrap().iter().map(said).collect()
}

async fn a_meeting_finds_on_its_agenda_what_needs_the_table(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let observer = seat_observer(&table).await;
    let (december, february) = (meet(&table, "2026-12-10").await, meet(&table, "2027-02-01").await);
    assert_eq!(agenda(&observer, &december).await, Vec::<String>::new());

    for (title, due) in [("Later", "2027-02-10"), ("Winter", "2027-01-15"), ("Te laat", "2026-11-10")] {
        agreed(&table, &json!({ "title": title, "dueOn": { "date": due } })).await;
    }
    let (mut reported, _) = agreed(&table, &json!({ "title": "Gemeld" })).await;
    take(&company, "ReportDone", &mut reported, evidence(), "REPORTED_DONE").await;
    for (title, times, state) in [("Vaak", 2, "IN_PROGRESS"), ("Eens", 1, "AGREED"), ("Voorbij", 3, "FULFILLED")] {
        let old = json!({
            "partnership": table.id, "title": title, "timesPostponed": times, "state": state, "agreedOn": "2026-02-01",
            "debtors": [{ "organisation": table.company }], "dueOn": { "date": "2027-12-31" }, "source": "Actielijst",
        });
        secretary.act("commitmentTakeOver", "commitment { id }", old).await;
    }
    propose(&company, content(&table, &json!({ "title": "Voorstel" }))).await;
    company.act("commitmentDraft", RECORD, content(&table, &json!({ "title": "Concept" }))).await;
    table.goal("Doel").await;
    let problem = json!({ "partnership": table.id, "text": "Te weinig technici" });
    secretary.act("problemStatementCreate", "problemStatement { id }", problem).await;

    let mut expected = vec![
        "OVERDUE Te laat",
        "DUE_SOON Winter",
        "POSTPONED_OFTEN Vaak",
        "AWAITING_ENDORSEMENT Voorstel",
        "AWAITING_ENDORSEMENT Te weinig technici",
        "AWAITING_ENDORSEMENT Doel",
        "AWAITING_CONFIRMATION Gemeld",
    ];
    for member in [&observer, &company] {
        assert_eq!(agenda(member, &december).await, expected);
    }
    // Before the meeting in February nothing is planned: two weeks after it are looked ahead.
    expected.insert(2, "DUE_SOON Later");
    assert_eq!(agenda(&observer, &february).await, expected);
    let query = "query($id: ID!) { node(id: $id) { id } }";
    assert!(table.server.by("stranger").ask(query, json!({ "id": december })).await["node"].is_null());
}

async fn what_the_parties_said_proposed_and_delivered_is_on_the_agenda(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let meeting = meet(&table, "2026-12-10").await;
    let later = |title: &str| json!({ "title": title, "dueOn": { "date": "2027-12-31" } });
    let own = propose(&company, content(&table, &later("Voorstel"))).await;
    // Until both agree: the school does so first with a reservation.
    for (client, by, word, expected) in [
        (&company, &table.company, "AGREE", true),
        (&school, &table.school, "WITH_RESERVATION", true),
        (&school, &table.school, "AGREE_WITH_NOTE", false),
    ] {
        client.act("commitmentEndorse", "commitment { id }", says("commitment", &own["id"], by, word)).await;
        let expected: &[&str] = if expected { &["AWAITING_ENDORSEMENT Voorstel"] } else { &[] };
        assert_eq!(agenda(&school, &meeting).await, expected, "{word}");
    }

    let (agreed, _) = agreed(&table, &later("Loopt")).await;
    let amend = json!({
        "commitment": agreed["id"], "title": "Minder", "reasonCode": "BUDGET", "reason": "Minder geld",
        "expectedTermsVersion": 1,
    });
    let shown = "commitment { amendments { id } }";
    let withdrawn = secretary.act("commitmentAmend", shown, amend.clone()).await["amendments"][0]["id"].take();
    let withdraw = json!({ "amendment": withdrawn, "expectedVersion": 1, "reason": "Vergissing" });
    secretary.act("amendmentWithdraw", "amendment { id }", withdraw).await;
    secretary.act("commitmentAmend", shown, amend).await;
    let delivery = json!({ "commitment": agreed["id"], "text": "Twee plekken" });
    let confirmed = company.act("commitmentDeliver", "delivery { id }", delivery.clone()).await;
    let confirm = json!({ "delivery": confirmed["id"], "expectedVersion": 1 });
    school.act("deliveryConfirm", "delivery { id }", confirm).await;
    company.act("commitmentDeliver", "delivery { id }", delivery).await;
    assert_eq!(
        agenda(&school, &meeting).await,
        ["AWAITING_CONFIRMATION Loopt Twee plekken", "UNDER_AMENDMENT Loopt Minder geld"]
    );

    let release = json!({ "decision": table.decision("2026-11-19").await, "reason": "Niet meer nodig" });
    let mut released = field(&table, &agreed, "id version").await;
    take(&secretary, "Release", &mut released, release, "RELEASED").await;
    assert_eq!(agenda(&school, &meeting).await, Vec::<String>::new(), "nothing is left to confirm or to vote on");
}

async fn one_decision_is_cited_by_several_acts(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let (mut third, _) = agreed(&table, &json!({})).await;
    take(&company, "ReportDone", &mut third, evidence(), "REPORTED_DONE").await;
    let decision = json!({ "decision": table.decision("2026-11-02").await });
    let mut all = Vec::new();
    for title in ["Eerste", "Tweede"] {
        let mut one = propose(&company, content(&table, &json!({ "title": title }))).await;
        take(&secretary, "Agree", &mut one, decision.clone(), "AGREED").await;
        all.push(one["id"].clone());
    }
    take(&secretary, "Fulfil", &mut third, decision.clone(), "FULFILLED").await;
    all.push(third["id"].clone());

    let query = "query($id: ID!) { node(id: $id) { ... on Decision {
        citations { totalCount nodes { act citedOn decision { id } subject { id ... on Commitment { reference } } } }
        fulfilled: citations(filter: { act: { eq: \"commitmentFulfil\" }, citedOn: { gte: \"2026-11-20\" } }) { totalCount }
        sorted: citations(orderBy: [{ field: ACT, direction: DESC }], first: 1) { nodes { act } }
        commitments { nodes { id } }
        meeting { actionList(orderBy: [{ field: NUMBER, direction: DESC }]) { totalCount nodes { id } } } } } }";
    let cite = |act: &str, at: usize, reference: &str| {
        json!({
            "act": act, "citedOn": "2026-11-20", "decision": { "id": decision["decision"] },
            "subject": { "id": all[at], "reference": reference },
        })
    };
    let expected = json!({
        "citations": { "totalCount": 3, "nodes": [
            cite("commitmentAgree", 0, "T-2026-002"), cite("commitmentAgree", 1, "T-2026-003"),
            cite("commitmentFulfil", 2, "T-2026-001"),
        ] },
        "fulfilled": { "totalCount": 1 }, "sorted": { "nodes": [{ "act": "commitmentFulfil" }] },
        "commitments": { "nodes": [{ "id": all[0] }, { "id": all[1] }] },
        "meeting": { "actionList": { "totalCount": 3, "nodes": [{ "id": all[1] }, { "id": all[0] }, { "id": all[2] }] } },
    });
    for member in [seat_observer(&table).await, table.server.by("school")] {
        assert_eq!(member.ask(query, json!({ "id": decision["decision"] })).await["node"], expected);
    }
    let outsider = table.server.by("stranger").ask(query, json!({ "id": decision["decision"] })).await;
    assert_eq!(outsider["node"], Value::Null);
}

async fn a_decision_that_any_act_cites_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (mut own, _) = agreed(&table, &json!({})).await;
    let decision = json!({ "id": table.decision("2026-11-02").await, "version": 1 });
    let of = |more: Value| {
        let mut input = json!({ "decision": decision["id"], "expectedVersion": 1 });
        add(&mut input, &more);
        input
    };
    let release = json!({ "decision": decision["id"], "reason": "Niet meer nodig" });
    let stale = json!({ "commitment": own["id"], "expectedVersion": 9, "decision": decision["id"], "reason": "Nu al" });
    assert_eq!(secretary.refused("commitmentRelease", stale).await, ["STALE_VERSION expectedVersion"]);
    let cited = field(&table, &own, "version").await;
    assert_eq!(cited["version"], own["version"], "what is refused cites nothing");
    take(&secretary, "Release", &mut own, release, "RELEASED").await;

    assert_eq!(
        table.server.by("chair").refused("decisionChange", of(json!({ "text": "Anders" }))).await,
        ["BLOCKED text"]
    );
    assert_eq!(secretary.refused("decisionRemove", of(json!({ "reason": "Dubbel" }))).await, ["BLOCKED decision"]);
    let same = of(json!({ "text": "Akkoord", "source": "Notulen" }));
    assert_eq!(secretary.act("decisionChange", "decision { version }", same).await["version"], 2);
    let reopen = step(&own, &json!({ "decision": decision["id"], "reason": "Toch" }));
    secretary.act("commitmentReopen", RECORD, reopen).await;
    let old = |title: &str| {
        json!({
            "title": title, "state": "AGREED", "agreedOn": "2026-02-01", "decision": decision["id"],
            "debtors": [{ "organisation": table.company }],
        })
    };
    let list =
        json!({ "partnership": table.id, "source": "Actielijst", "commitments": [old("Eerste"), old("Tweede")] });
    secretary.act("commitmentsTakeOver", "commitments { id }", list).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Decision { citations { nodes {
        act source subject { ... on Commitment { title } } } } } } }";
    let cited = secretary.ask(query, json!({ "id": decision["id"] })).await;
    let citation = |act: &str, source: Option<&str>, title: &str| json!({ "act": act, "source": source, "subject": { "title": title } });
    assert_eq!(
        cited["node"]["citations"]["nodes"],
        json!([
            citation("commitmentRelease", None, "Plekken"),
            citation("commitmentReopen", Some("Notulen"), "Plekken"),
            citation("commitmentsTakeOver", Some("Notulen"), "Eerste"),
            citation("commitmentsTakeOver", Some("Notulen"), "Tweede"),
        ])
    );
}

async fn the_next_meeting_steers_what_is_due_soon(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (own, _) = agreed(&table, &json!({ "dueOn": { "date": "2026-12-20" } })).await;
    let soon = async || {
        let query = "query($id: ID!) { partnership(by: { id: $id }) {
            commitments(filter: { isDueSoon: { eq: true } }) { totalCount } } }";
        let listed = table.secretary().ask(query, json!({ "id": table.id })).await;
        let is_soon = field(&table, &own, "isDueSoon").await["isDueSoon"] == true;
        assert_eq!(listed["partnership"]["commitments"]["totalCount"] == 1, is_soon);
        is_soon
    };
    assert!(!soon().await);
    let meeting = json!({ "meeting": meet(&table, "2026-12-21").await, "expectedVersion": 1, "heldOn": "2026-12-20" });
    assert!(soon().await, "the table meets the day after");
    table.secretary().act("meetingChange", "meeting { id }", meeting).await;
    assert!(!soon().await, "the table meets on the day itself");
}
