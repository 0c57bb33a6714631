//! Deliveries: reported by a debtor, judged by whoever they are owed to, and counted once they are confirmed.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, partnership},
    tests,
};

use crate::commitment::{RECORD, add, agreed, content, evidence, field, propose, revision, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_is_confirmed_counts_and_what_is_returned_does_not,
        nobody_judges_what_it_reported_or_owes,
        silence_confirms_after_its_days,
        what_is_delivered_fits_what_is_promised,
        what_recurs_is_counted_against_all_its_terms,
        a_vague_promise_or_delivery_makes_the_progress_vague,
        what_was_delivered_is_public_with_the_amounts_and_no_earlier,
        what_waits_for_a_party_or_the_chair_is_found_across_tables,
        what_remains_goes_on_as_a_proposal_to_the_same_parties,
    ]
}

const DELIVERY: &str = "delivery { id version state }";

fn places(more: &Value) -> Value {
    let mut places = json!({ "kind": "PLACES", "quantity": "5", "unit": "leerwerkplekken" });
    add(&mut places, more);
    places
}

async fn deliver(client: &Client, commitment: &Value, more: Value) -> Value {
    let mut input = json!({ "commitment": commitment["id"] });
    add(&mut input, &more);
    client.act("commitmentDeliver", DELIVERY, input).await
}

fn of(delivery: &Value, mut input: Value) -> Value {
    add(&mut input, &json!({ "delivery": delivery["id"], "expectedVersion": delivery["version"] }));
    input
}

async fn progress(table: &Table, commitment: &Value) -> Value {
    field(table, commitment, "progress { value }").await["progress"]["value"].take()
}

async fn what_is_confirmed_counts_and_what_is_returned_does_not(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school) = (table.server.by("company"), table.server.by("school"));
    let proposal = propose(&company, content(&table, &places(&json!({ "title": "Nieuw" })))).await;
    assert_eq!(progress(&table, &proposal).await, Value::Null, "nothing is promised yet");
    let early = json!({ "commitment": proposal["id"], "quantity": "1" });
    assert_eq!(company.refused("commitmentDeliver", early).await, ["UNKNOWN_TRANSITION commitment"]);

    let (own, _) = agreed(&table, &places(&json!({}))).await;
    assert_eq!(progress(&table, &own).await, "0");
    let input = json!({
        "commitment": own["id"], "quantity": "2", "deliveredOn": "2026-11-18", "text": "Twee plekken",
        "evidence": [{ "title": "Lijst", "link": "https://example.org/lijst" }, { "title": "Foto" }], "source": "Verslag",
    });
    let shown = "commitment { state version progress { value } } delivery { id version state quantity amount deliveredOn
        text source reporter { name } confirmer { name } onBehalfOf { name } evidence { title link } commitment { id } }";
    let mut payload = company.perform("commitmentDeliver", shown, input).await;
    assert_eq!(
        payload["commitment"],
        json!({ "state": "IN_PROGRESS", "version": 3, "progress": { "value": "0" } }),
        "the first delivery starts it"
    );
    let first = payload["delivery"].take();
    assert_eq!(
        first,
        json!({
            "id": first["id"], "version": 1, "state": "REPORTED", "quantity": "2", "amount": null,
            "deliveredOn": "2026-11-18", "text": "Twee plekken", "source": "Verslag", "reporter": { "name": "company" },
            "confirmer": null, "onBehalfOf": null, "commitment": { "id": own["id"] },
            "evidence": [
                { "title": "Lijst", "link": "https://example.org/lijst" }, { "title": "Foto", "link": null },
            ],
        })
    );
    let second = deliver(&table.secretary(), &own, json!({ "quantity": "1.5" })).await;
    let third = deliver(&company, &own, json!({ "quantity": "1" })).await;

    let settled = "commitment { progress { value clamped } }
        delivery { version state stateReason settledOn confirmer { name } }";
    let confirmed = school.perform("deliveryConfirm", settled, of(&first, json!({ "note": "Gezien" }))).await;
    assert_eq!(
        confirmed,
        json!({
            "commitment": { "progress": { "value": "0.4", "clamped": "0.4" } }, "userErrors": [],
            "delivery": {
                "version": 2, "state": "CONFIRMED", "stateReason": "Gezien", "settledOn": "2026-11-20",
                "confirmer": { "name": "school" },
            },
        })
    );
    school.act("deliveryConfirm", DELIVERY, of(&second, json!({}))).await;
    assert_eq!(school.refused("deliveryReturn", of(&third, json!({ "reason": "" }))).await, ["REASON_REQUIRED reason"]);
    let back = school.act("deliveryReturn", DELIVERY, of(&third, json!({ "reason": "Die kennen we al" }))).await;
    assert_eq!((&back["state"], &back["version"]), (&json!("REJECTED"), &json!(2)));
    let fields =
        "promisedInTotal delivered progress { value } deliveries(orderBy: [{ field: QUANTITY, direction: DESC }])
        { nodes { state onBehalfOf { name } } }";
    assert_eq!(
        field(&table, &own, fields).await,
        json!({
            "promisedInTotal": "5", "delivered": "3.5", "progress": { "value": "0.7" },
            "deliveries": { "nodes": [
                { "state": "CONFIRMED", "onBehalfOf": null },
                { "state": "CONFIRMED", "onBehalfOf": { "name": "Bedrijf" } },
                { "state": "REJECTED", "onBehalfOf": null },
            ] },
        })
    );
    let before = revision(&table).await;
    for settled in [&confirmed["delivery"], &back] {
        let again =
            json!({ "delivery": if settled == &back { &back["id"] } else { &first["id"] }, "expectedVersion": 2 });
        assert_eq!(school.refused("deliveryConfirm", again.clone()).await, ["UNKNOWN_TRANSITION delivery"]);
    }
    assert_eq!(school.refused("deliveryConfirm", of(&third, json!({}))).await.len(), 2, "stale, and settled");
    assert_eq!(revision(&table).await, before, "what is settled stays so");
}

async fn nobody_judges_what_it_reported_or_owes(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company, school] =
        ["secretary", "chair", "company", "school"].map(|subject| table.server.by(subject));
    let (own, decision) = agreed(&table, &places(&json!({}))).await;
    let reported = deliver(&company, &own, json!({ "quantity": "1" })).await;
    let by_secretary = deliver(&secretary, &own, json!({ "quantity": "1" })).await;
    let reason = json!({ "reason": "Nee" });
    let before = revision(&table).await;
    for (client, act, delivery, expected) in [
        (&company, "Confirm", &reported, "SELF_APPROVAL"),
        (&company, "Return", &reported, "SELF_APPROVAL"),
        (&company, "Confirm", &by_secretary, "SELF_APPROVAL"),
        (&secretary, "Confirm", &by_secretary, "SELF_APPROVAL"),
        (&secretary, "Confirm", &reported, "REQUIRED decision"),
        (&secretary, "Return", &reported, "REQUIRED decision"),
        (&chair, "Confirm", &reported, "NOT_ALLOWED"),
        (&chair, "Return", &reported, "NOT_ALLOWED"),
        (&table.server.by("stranger"), "Confirm", &reported, "NOT_FOUND delivery"),
    ] {
        let more = if act == "Return" { reason.clone() } else { json!({}) };
        assert_eq!(client.refused(&format!("delivery{act}"), of(delivery, more)).await, [expected], "{act}");
    }
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
    // What the table decided is not the secretary's own judgement.
    assert_eq!(secretary.act("deliveryConfirm", DELIVERY, of(&by_secretary, decision)).await["state"], "CONFIRMED");
    assert_eq!(school.act("deliveryReturn", DELIVERY, of(&reported, reason)).await["state"], "REJECTED");
    let cited = "query($id: ID!) { node(id: $id) { ... on Delivery { decision { id } } } }";
    let cited = secretary.ask(cited, json!({ "id": by_secretary["id"] })).await;
    assert!(cited["node"]["decision"]["id"].is_string(), "{cited}");

    // For the whole table the chair speaks, unless its own organisation owes.
    let table_wide = json!({
        "beneficiaries": [], "debtors": [{ "organisation": table.company }, { "organisation": table.province }],
    });
    let (shared, _) = agreed(&table, &places(&table_wide)).await;
    let delivery = deliver(&company, &shared, json!({ "quantity": "1" })).await;
    assert_eq!(chair.refused("deliveryConfirm", of(&delivery, json!({}))).await, ["SELF_APPROVAL"]);
    let (open, _) = agreed(&table, &places(&json!({ "beneficiaries": [] }))).await;
    let delivery = deliver(&company, &open, json!({ "quantity": "1" })).await;
    assert_eq!(school.refused("deliveryConfirm", of(&delivery, json!({}))).await, ["NOT_ALLOWED"]);
    assert_eq!(chair.act("deliveryConfirm", DELIVERY, of(&delivery, json!({}))).await["state"], "CONFIRMED");
}

async fn silence_confirms_after_its_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (own, _) = agreed(&table, &places(&json!({}))).await;
    let delivery = deliver(&table.server.by("company"), &own, json!({ "quantity": "1" })).await;
    let secretary = table.secretary();
    table.server.clock.set(table.server.clock.now() + TimeDelta::days(30));
    assert_eq!(secretary.refused("deliveryConfirm", of(&delivery, json!({}))).await, ["REQUIRED decision"]);
    table.server.clock.set(table.server.clock.now() + TimeDelta::days(1));
    let back = of(&delivery, json!({ "reason": "Niets gezien" }));
    assert_eq!(secretary.refused("deliveryReturn", back).await, ["REQUIRED decision"], "silence is no objection");
    let reason = "delivery { state stateReason }";
    let confirmed = secretary.act("deliveryConfirm", reason, of(&delivery, json!({}))).await;
    let said = "Stilzwijgend aanvaard: 30 dagen na de melding had niemand bezwaar gemaakt.";
    assert_eq!(confirmed, json!({ "state": "CONFIRMED", "stateReason": said }));
}

async fn what_is_delivered_fits_what_is_promised(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (counted, _) = agreed(&table, &places(&json!({}))).await;
    let (money, _) = agreed(&table, &json!({ "kind": "MONEY", "amount": "1000" })).await;
    let (open, _) = agreed(&table, &json!({})).await;
    let before = revision(&table).await;
    for (commitment, more, expected) in [
        (&counted, json!({ "amount": "5" }), "UNIT_MISMATCH amount"),
        (&money, json!({ "quantity": "5" }), "UNIT_MISMATCH quantity"),
        (&open, json!({ "quantity": "5", "amount": "5" }), "UNIT_MISMATCH amount"),
        (&counted, json!({ "quantity": "-1" }), "OUT_OF_RANGE quantity"),
        (&money, json!({ "amount": "0.001" }), "OUT_OF_RANGE amount"),
        (&counted, json!({ "quantity": "1", "deliveredOn": "2026-11-21" }), "DATE_ORDER deliveredOn"),
        (&counted, json!({ "qualifier": "ABOUT" }), "REQUIRED text"),
        (&counted, json!({ "text": "Aan 111222333" }), "PERSONAL_DATA text"),
        (&counted, json!({ "evidence": [{ "title": "Lijst" }, { "title": "" }] }), "REQUIRED evidence.1.title"),
        (&counted, json!({ "quantity": "1", "onBehalfOf": table.school }), "OUT_OF_RANGE onBehalfOf"),
    ] {
        let mut input = json!({ "commitment": commitment["id"] });
        add(&mut input, &more);
        let found = company.refused("commitmentDeliver", input).await;
        assert!(found.contains(&expected.to_owned()), "{more}: {found:?}");
    }
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
    for (commitment, more, value) in [
        (&money, json!({ "amount": "250.50" }), json!("0.2505")),
        (&open, json!({ "amount": "5" }), Value::Null),
        (&open, json!({ "text": "Een docent voor een dag" }), Value::Null),
    ] {
        let delivery = deliver(&company, commitment, more).await;
        table.server.by("school").act("deliveryConfirm", DELIVERY, of(&delivery, json!({}))).await;
        assert_eq!(progress(&table, commitment).await, value);
    }

    let amend = |more: Value| {
        let mut input = json!({
            "commitment": counted["id"], "expectedTermsVersion": 1, "reasonCode": "OTHER", "reason": "Anders geteld",
        });
        add(&mut input, &more);
        input
    };
    deliver(&company, &counted, json!({ "quantity": "1" })).await;
    assert_eq!(
        company.refused("commitmentAmend", amend(json!({ "unit": "stageplekken" }))).await,
        ["UNIT_MISMATCH unit"]
    );
    let more = amend(json!({ "quantity": "6", "unit": " Leerwerkplekken" }));
    company.act("commitmentAmend", "commitment { id }", more).await;
}

async fn what_recurs_is_counted_against_all_its_terms(db: TestDatabase) {
    let table = Table::set(&db).await;
    for (more, total, value) in [
        (json!({ "recurrence": "YEARLY", "termYears": 10 }), json!("50"), json!("0.04")),
        (json!({ "recurrence": "QUARTERLY", "termYears": 1 }), json!("20"), json!("0.1")),
        (json!({ "recurrence": "MONTHLY", "termYears": 2 }), json!("120"), json!("0.016667")),
        (json!({ "recurrence": "YEARLY" }), Value::Null, Value::Null),
    ] {
        let (own, _) = agreed(&table, &places(&more)).await;
        let delivery = deliver(&table.server.by("company"), &own, json!({ "quantity": "2" })).await;
        table.server.by("school").act("deliveryConfirm", DELIVERY, of(&delivery, json!({}))).await;
        let found = field(&table, &own, "promisedInTotal delivered progress { value }").await;
        assert_eq!(
            found,
            json!({ "promisedInTotal": total, "delivered": "2", "progress": { "value": value } }),
            "{more}"
        );
    }
}

async fn a_vague_promise_or_delivery_makes_the_progress_vague(db: TestDatabase) {
    let table = Table::set(&db).await;
    for (promised, delivered, approximate, bound) in [
        ("EXACT", "EXACT", false, Value::Null),
        ("EXACT", "JUST_OVER", true, json!("AT_LEAST")),
        ("AT_LEAST", "EXACT", true, json!("AT_MOST")),
        ("AT_LEAST", "JUST_OVER", true, Value::Null),
        ("EXACT", "ABOUT", true, Value::Null),
    ] {
        let (own, _) = agreed(&table, &places(&json!({ "qualifier": promised }))).await;
        let more = json!({ "quantity": "2", "qualifier": delivered });
        let delivery = deliver(&table.server.by("company"), &own, more).await;
        table.server.by("school").act("deliveryConfirm", DELIVERY, of(&delivery, json!({}))).await;
        let mut found = field(&table, &own, "progress { value approximate bound provisional }").await;
        let expected = json!({ "value": "0.4", "approximate": approximate, "bound": bound, "provisional": false });
        assert_eq!(found["progress"].take(), expected, "{delivered} of {promised}");
    }
}

async fn what_was_delivered_is_public_with_the_amounts_and_no_earlier(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, public) = (table.server.by("company"), table.server.anonymous());
    let query = "query($id: ID!) { node(id: $id) { ... on Commitment { promisedInTotal delivered progress { value }
        deliveries { totalCount nodes { quantity text reporter { name } version } } milestones { totalCount } } } }";
    for is_open in [false, true] {
        let (own, _) = agreed(&table, &places(&json!({ "visibility": "PUBLIC", "amountsPublic": is_open }))).await;
        let confirmed = deliver(&company, &own, json!({ "quantity": "2", "text": "Bij de buren" })).await;
        deliver(&company, &own, json!({ "quantity": "3" })).await;
        table.server.by("school").act("deliveryConfirm", DELIVERY, of(&confirmed, json!({}))).await;
        let milestone = json!({ "commitment": own["id"], "title": "Eerste" });
        company.act("milestoneCreate", "milestone { id }", milestone).await;
        let seen = public.ask(query, json!({ "id": own["id"] })).await["node"].take();
        let expected = if is_open {
            json!({
                "promisedInTotal": "5", "delivered": "2", "progress": { "value": "0.4" }, "milestones": { "totalCount": 0 },
                "deliveries": {
                    "totalCount": 1, "nodes": [{ "quantity": "2", "text": null, "reporter": null, "version": 1 }],
                },
            })
        } else {
            json!({
                "promisedInTotal": null, "delivered": null, "progress": { "value": "0.4" }, "milestones": { "totalCount": 0 },
                "deliveries": { "totalCount": 0, "nodes": [] },
            })
        };
        assert_eq!(seen, expected);
    }
}

async fn what_waits_for_a_party_or_the_chair_is_found_across_tables(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let me = async |subject: &str| {
        let me = table.server.by(subject).ask("{ viewer { person { id } } }", json!({})).await;
        me["viewer"]["person"]["id"].as_str().unwrap().to_owned()
    };
    let second = partnership(&table.server.by("admin"), "tweede", &table.bureau, &me("secretary").await).await;
    for (subject, organisation) in [("company", &table.company), ("school", &table.school)] {
        table.seat(&second, organisation, "PARTNER", &me(subject).await).await;
    }
    let company = table.server.by("company");
    let (here, _) = agreed(&table, &json!({})).await;
    let (for_all, _) = agreed(&table, &json!({ "beneficiaries": [] })).await;
    let mut there = content(&table, &json!({ "state": "AGREED", "agreedOn": "2026-02-01", "source": "Lijst" }));
    there["partnership"] = json!(second);
    let there = secretary.act("commitmentTakeOver", RECORD, there).await;
    let mut delivered = Vec::new();
    for (commitment, day) in [(&here, "2026-11-03"), (&for_all, "2026-11-02"), (&there, "2026-11-01")] {
        delivered.push(deliver(&company, commitment, json!({ "text": "Iets", "deliveredOn": day })).await);
    }
    let settled = deliver(&company, &here, json!({ "text": "Al gezien" })).await;
    table.server.by("school").act("deliveryConfirm", DELIVERY, of(&settled, json!({}))).await;

    let query = "{ viewer { deliveriesToConfirm(orderBy: [{ field: DELIVERED_ON, direction: ASC }]) {
        totalCount nodes { id } } } }";
    for (subject, expected) in [
        ("school", vec![&delivered[2], &delivered[0]]),
        ("chair", vec![&delivered[1]]),
        ("company", vec![]),
        ("secretary", vec![]),
        ("stranger", vec![]),
    ] {
        let found = table.server.by(subject).ask(query, json!({})).await["viewer"]["deliveriesToConfirm"].take();
        let ids: Vec<_> = expected.iter().map(|delivery| json!({ "id": delivery["id"] })).collect();
        assert_eq!(found, json!({ "totalCount": ids.len(), "nodes": ids }), "{subject}");
    }
}

async fn what_remains_goes_on_as_a_proposal_to_the_same_parties(db: TestDatabase) {
    let table = Table::set(&db).await;
    let school = table.server.by("school");
    let goal = table.goal("Doel").await;
    let more = json!({
        "goals": [goal], "obligation": "BEST_EFFORT", "visibility": "PUBLIC",
        "conditions": [{ "text": "Lokalen", "organisation": table.school }], "externalKey": "A-1",
    });
    let (mut own, _) = agreed(&table, &places(&more)).await;
    take(&table.server.by("company"), "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    let partly = |remainder: Value| {
        let mut input = json!({ "commitment": own["id"], "expectedVersion": own["version"] });
        add(&mut input, &json!({ "remains": "Twee plekken", "reason": "Drie bezet", "remainder": remainder }));
        input
    };
    let before = revision(&table).await;
    let money = school.refused("commitmentFulfilPartly", partly(json!({ "amount": "5" }))).await;
    assert_eq!(money, ["UNIT_MISMATCH remainder.amount"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
    let (mut uncounted, _) = agreed(&table, &json!({})).await;
    take(&table.server.by("company"), "ReportDone", &mut uncounted, evidence(), "REPORTED_DONE").await;
    let mut some = partly(json!({ "quantity": "2" }));
    add(&mut some, &json!({ "commitment": uncounted["id"], "expectedVersion": uncounted["version"] }));
    assert_eq!(school.refused("commitmentFulfilPartly", some).await, ["UNIT_MISMATCH remainder.quantity"]);
    let fields = "commitment { id state remains endedOn remainder {
        id reference state title action doneCriterion quantity unit kind obligation visibility externalKey dueOn { date }
        debtors { name } beneficiaries { name } goals { id } conditions { text } remainderOf { id } progress { value } } }";
    let remainder = json!({ "quantity": "2", "dueOn": { "date": "2027-06-01" } });
    let ended = school.act("commitmentFulfilPartly", fields, partly(remainder)).await;
    assert_eq!(
        ended,
        json!({
            "id": own["id"], "state": "PARTLY_FULFILLED", "remains": "Twee plekken", "endedOn": "2026-11-20",
            "remainder": {
                "id": ended["remainder"]["id"], "reference": "T-2026-003", "state": "PROPOSED", "title": "Plekken",
                "action": "Vijf plekken openstellen", "doneCriterion": "Vijf bezet", "quantity": "2",
                "unit": "leerwerkplekken", "kind": "PLACES", "obligation": "BEST_EFFORT", "visibility": "PUBLIC",
                "externalKey": null, "dueOn": { "date": "2027-06-01" }, "debtors": [{ "name": "Bedrijf" }],
                "beneficiaries": [{ "name": "School" }], "goals": [{ "id": goal }],
                "conditions": [{ "text": "Lokalen" }], "remainderOf": { "id": own["id"] }, "progress": { "value": null },
            },
        })
    );
}
