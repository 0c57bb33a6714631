//! What nobody gets round: the consent of the others, the judgement of somebody else, and the limits of numbers and dates.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, evidence, field, propose, step, take},
    endorsement::{agree, let_parties_sign, says, with},
    hand_over::leave,
    journey::definition,
    membership::seat_of,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_decision_overrules_no_reservation_where_the_parties_sign,
        a_decision_alone_makes_no_goal_agreed,
        a_goal_is_agreed_once_only_whoever_left_did_not_endorse_it,
        whoever_reports_it_done_accepts_it_for_nobody,
        a_signed_agreement_is_not_removed,
        what_was_agreed_today_is_no_old_list,
        less_time_to_react_takes_a_decision_where_the_parties_sign,
        numbers_at_their_limits_break_nothing,
        what_is_settled_at_the_same_moment_is_settled_once,
        a_document_as_deep_as_is_allowed_is_answered,
        no_text_has_a_null_character,
        lists_that_lead_back_to_their_record_do_not_multiply_without_end,
    ]
}

/// What changes of the terms of a commitment, or of another subject.
fn terms(kind: &str, id: &Value, more: &Value) -> Value {
    let why = json!({ kind: id, "expectedTermsVersion": 1, "reasonCode": "OTHER", "reason": "Anders bedoeld" });
    with(why, more)
}

/// The latest amendment of a commitment.
async fn latest(table: &Table, commitment: &Value) -> Value {
    let shown = "amendments { id version state votes { organisation { name } decision } }";
    field(table, commitment, shown).await["amendments"].as_array_mut().unwrap().pop().unwrap()
}

fn vote(amendment: &Value, organisation: &str, decision: &str) -> Value {
    json!({ "amendment": amendment["id"], "organisation": organisation, "decision": decision, "note": "Zo" })
}

async fn a_decision_overrules_no_reservation_where_the_parties_sign(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (own, decision) = agreed(&table, &json!({})).await;
    let_parties_sign(&table).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let other = terms("commitment", &own["id"], &json!({ "title": "Tien plekken" }));
    company.act("commitmentAmend", "commitment { id }", other).await;
    let amendment = latest(&table, &own).await;
    school.act("amendmentVote", "amendment { id }", vote(&amendment, &table.school, "WITH_RESERVATION")).await;
    table.server.clock.set("2026-12-05T11:00:00Z".parse().unwrap());
    let accept = with(json!({ "amendment": amendment["id"], "expectedVersion": 2 }), &decision);
    assert_eq!(table.secretary().refused("amendmentAccept", accept).await, ["BLOCKED decision"]);
    assert_eq!(field(&table, &own, "title").await["title"], "Plekken");
    school.act("amendmentVote", "amendment { id }", vote(&amendment, &table.school, "AGREE")).await;
    assert_eq!(field(&table, &own, "title").await["title"], "Tien plekken");
}

async fn a_decision_alone_makes_no_goal_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = json!(table.goal("Doel").await);
    let decided = with(
        terms("goal", &goal, &json!({ "title": "Ander doel" })),
        &json!({ "decision": table.decision("2026-11-01").await }),
    );
    let shown = "goal { title agreedOn isEndorsed awaiting { name } }";
    let amended = table.secretary().act("goalAmend", shown, decided).await;
    let awaited = json!([{ "name": "Bedrijf" }, { "name": "School" }]);
    assert_eq!(amended, json!({ "title": "Ander doel", "agreedOn": null, "isEndorsed": false, "awaiting": awaited }));
    let quietly = json!({ "goal": goal, "expectedVersion": 2, "title": "Weer anders" });
    assert_eq!(table.secretary().refused("goalChange", quietly).await, ["BLOCKED title"], "what was decided stays so");
}

async fn a_goal_is_agreed_once_only_whoever_left_did_not_endorse_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = json!(table.goal("Doel").await);
    let company = table.server.by("company");
    let endorse = says("goal", &goal, &table.company, "AGREE");
    company.act("goalEndorse", "goal { id }", endorse.clone()).await;
    let seat = seat_of(&table, &table.school).await;
    table.secretary().act("membershipEnd", "membership { id }", leave(&seat, &json!({}))).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    let again = company.act("goalEndorse", "goal { agreedOn isEndorsed }", endorse).await;
    assert_eq!(again, json!({ "agreedOn": "2026-11-21", "isEndorsed": true }));
}

async fn whoever_reports_it_done_accepts_it_for_nobody(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (mut own, decision) = agreed(&table, &json!({ "beneficiaries": [table.bureau] })).await;
    take(&secretary, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    let accept = step(&own, &json!({}));
    assert_eq!(secretary.refused("commitmentFulfil", accept.clone()).await, ["SELF_APPROVAL"]);
    let part = with(accept, &json!({ "reason": "Bijna", "remains": "Iets" }));
    assert_eq!(secretary.refused("commitmentFulfilPartly", part).await, ["SELF_APPROVAL"]);
    let mut other = own.clone();
    take(&secretary, "Return", &mut other, json!({ "reason": "Te vroeg" }), "IN_PROGRESS").await;
    take(&table.server.by("company"), "ReportDone", &mut other, evidence(), "REPORTED_DONE").await;
    take(&secretary, "Fulfil", &mut other, json!({}), "FULFILLED").await;

    let (mut own, _) = agreed(&table, &json!({ "beneficiaries": [table.bureau] })).await;
    take(&secretary, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    take(&secretary, "Fulfil", &mut own, decision, "FULFILLED").await;
}

async fn a_signed_agreement_is_not_removed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let signed = json!({ "partnership": table.id, "title": "Convenant", "signedOn": "2026-11-01" });
    let signed = secretary.act("agreementCreate", "agreement { id }", signed).await;
    let remove = json!({ "agreement": signed["id"], "expectedVersion": 1, "reason": "Weg ermee" });
    assert_eq!(secretary.refused("agreementRemove", remove.clone()).await, ["BLOCKED agreement"]);
    let mistaken = json!({
        "agreement": signed["id"], "expectedVersion": 1, "signedOn": null, "decision": table.decision("2026-11-02").await,
    });
    secretary.act("agreementChange", "agreement { id }", mistaken).await;
    let remove = with(remove, &json!({ "expectedVersion": 2 }));
    secretary.perform("agreementRemove", "partnership { id }", remove).await;
}

async fn what_was_agreed_today_is_no_old_list(db: TestDatabase) {
    let table = Table::set(&db).await;
    let_parties_sign(&table).await;
    let row = |day: &str| {
        json!({
            "partnership": table.id, "title": "Nooit getekend", "state": "AGREED", "agreedOn": day, "source": "Lijst",
            "debtors": [{ "organisation": table.company }],
        })
    };
    let today = table.secretary().refused("commitmentTakeOver", row("2026-11-20")).await;
    assert_eq!(today, ["DATE_ORDER agreedOn"]);
    table.secretary().act("commitmentTakeOver", RECORD, row("2026-11-19")).await;
}

async fn less_time_to_react_takes_a_decision_where_the_parties_sign(db: TestDatabase) {
    let table = Table::set(&db).await;
    let_parties_sign(&table).await;
    let change = |version: i32, settings: Value| json!({ "partnership": table.id, "expectedVersion": version, "settings": settings });
    for shorter in [json!({ "reactionDays": 0 }), json!({ "silenceDays": 0 })] {
        let refusal = table.secretary().refused("partnershipChange", change(2, shorter)).await;
        assert_eq!(refusal, ["REQUIRED decision"]);
    }
    let longer = change(2, json!({ "reactionDays": 20, "silenceDays": 40 }));
    table.secretary().act("partnershipChange", "partnership { id }", longer).await;
    let decided = with(
        change(3, json!({ "reactionDays": 7, "silenceDays": 7 })),
        &json!({ "decision": table.decision("2026-11-02").await }),
    );
    table.secretary().act("partnershipChange", "partnership { id }", decided).await;
}

async fn numbers_at_their_limits_break_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let most = "922337203685477.5807";
    let goal = table.goal("Doel").await;
    let huge = json!({
        "quantity": most, "unit": "plekken", "recurrence": "MONTHLY", "termYears": 100, "goals": [goal],
        "kind": "PLACES", "visibility": "PUBLIC", "amountsPublic": true,
    });
    let (own, decision) = agreed(&table, &huge).await;
    let (other, _) = agreed(&table, &huge).await;
    for one in [&own, &own, &other] {
        let whole = json!({ "commitment": one["id"], "quantity": most, "qualifier": "AT_LEAST" });
        let delivery = company.act("commitmentDeliver", "delivery { id version }", whole).await;
        let confirm = json!({ "delivery": delivery["id"], "expectedVersion": 1 });
        school.act("deliveryConfirm", "delivery { id }", confirm).await;
    }
    for number in ["-1", "922337203685477.5808", "1e400"] {
        let wrong = json!({ "commitment": own["id"], "quantity": number });
        let query =
            "mutation($input: CommitmentDeliverInput!) { commitmentDeliver(input: $input) { userErrors { code } } }";
        let reply = company.reply(query, json!({ "input": wrong })).await;
        assert!(reply["data"]["commitmentDeliver"]["userErrors"][0].is_object() || reply["errors"].is_array());
    }
    for day in ["1800-01-01", "9999-12-31", "0001-01-01"] {
        let wrong = json!({ "commitment": own["id"], "text": "Iets", "deliveredOn": day });
        let refusal = company.refused("commitmentDeliver", wrong).await;
        assert!(refusal.iter().all(|one| one.ends_with("deliveredOn")), "{refusal:?}");
    }
    for weight in [most, most, "0.0001"] {
        let milestone = json!({ "commitment": own["id"], "title": "Stap", "weight": weight });
        company.act("milestoneCreate", "milestone { id }", milestone).await;
    }
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "CONTRIBUTION", "kind": "PLACES",
        "title": "Plekken", "quantity": most, "unit": "plekken",
    });
    for _ in 0..3 {
        let made = company.act("interestCreate", "interest { id version }", interest.clone()).await;
        let share =
            json!({ "interest": made["id"], "expectedVersion": 1, "visibility": "PUBLIC", "amountsPublic": true });
        company.act("interestShare", "interest { id }", share).await;
    }
    let shown = "query($id: ID!, $goal: ID!) { partnership(by: { id: $id }) {
        balance { lines { named promised delivered } } talkToAction { days } stageGates { missing }
        commitments(orderBy: [{ field: QUANTITY, direction: DESC }]) { nodes {
            promisedInTotal delivered progress { value } deliveries { nodes { quantity } } } } }
        goal(by: { id: $goal }) { gap { lines { promised delivered remaining } } } }";
    for client in [&secretary, &table.server.anonymous()] {
        client.ask(shown, json!({ "id": table.id, "goal": goal })).await;
    }

    // How often it was moved is counted no further than it can be.
    let old = json!({
        "partnership": table.id, "title": "Oud", "state": "AGREED", "agreedOn": "2026-02-01", "source": "Lijst",
        "debtors": [{ "organisation": table.company }], "dueOn": { "date": "2026-06-01" }, "timesPostponed": i32::MAX,
    });
    let old = secretary.act("commitmentTakeOver", RECORD, old).await;
    let mut later = terms("commitment", &old["id"], &json!({ "dueOn": { "date": "2027-01-01" } }));
    add(&mut later, &decision);
    let moved = secretary.act("commitmentPostpone", "commitment { timesPostponed }", later).await;
    assert_eq!(moved["timesPostponed"], i32::MAX);
}

/// The codes of acts that are done at the same moment, in order; DONE for those that succeed.
async fn at_once(acts: Vec<(Client, &'static str, Value)>) -> Vec<String> {
    let sent: Vec<_> = acts
        .into_iter()
        .map(|(client, act, input)| tokio::spawn(async move { client.perform(act, "", input).await }))
        .collect();
    let mut outcomes = Vec::new();
    for one in sent {
        let payload = one.await.unwrap();
        outcomes.push(payload["userErrors"][0]["code"].as_str().unwrap_or("DONE").to_owned());
    }
    outcomes.sort();
    outcomes
}

async fn what_is_settled_at_the_same_moment_is_settled_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school, chair] =
        ["secretary", "company", "school", "chair"].map(|subject| table.server.by(subject));
    let three = json!({ "beneficiaries": [table.school, table.province] });
    for round in 0..3 {
        // The last two votes meet: it is accepted once, and both are kept.
        let (own, _) = agreed(&table, &three).await;
        let other = terms("commitment", &own["id"], &json!({ "title": format!("Ronde {round}") }));
        company.act("commitmentAmend", "commitment { id }", other).await;
        let amendment = latest(&table, &own).await;
        let done = at_once(vec![
            (school.clone(), "amendmentVote", vote(&amendment, &table.school, "AGREE")),
            (chair.clone(), "amendmentVote", vote(&amendment, &table.province, "AGREE")),
        ])
        .await;
        assert_eq!(done, ["DONE", "DONE"]);
        let after = field(&table, &own, "title termsVersion").await;
        assert_eq!(after, json!({ "title": format!("Ronde {round}"), "termsVersion": 2 }));
        assert_eq!(latest(&table, &own).await["votes"].as_array().unwrap().len(), 3);

        // A last vote meets a withdrawal, and somebody votes twice.
        let other = terms("commitment", &own["id"], &json!({ "title": "Toch anders", "expectedTermsVersion": 2 }));
        company.act("commitmentAmend", "commitment { id }", other).await;
        let amendment = latest(&table, &own).await;
        let twice = vote(&amendment, &table.school, "AGREE");
        let done =
            at_once(vec![(school.clone(), "amendmentVote", twice.clone()), (school.clone(), "amendmentVote", twice)])
                .await;
        assert_eq!(done, ["DONE", "DONE"]);
        let amendment = latest(&table, &own).await;
        assert_eq!((text(&amendment, "/state"), amendment["votes"].as_array().unwrap().len()), ("PROPOSED", 2));
        let withdraw =
            json!({ "amendment": amendment["id"], "expectedVersion": amendment["version"], "reason": "Laat maar" });
        let done = at_once(vec![
            (chair.clone(), "amendmentVote", vote(&amendment, &table.province, "AGREE")),
            (company.clone(), "amendmentWithdraw", withdraw),
        ])
        .await;
        assert_eq!(done.iter().filter(|one| *one == "DONE").count(), 1, "{done:?}");
        let state = text(&latest(&table, &own).await, "/state").to_owned();
        let title = if state == "ACCEPTED" { "Toch anders".to_owned() } else { format!("Ronde {round}") };
        assert_eq!(field(&table, &own, "title").await["title"], title, "{state}");

        // A last endorsement meets the proposal being sent back.
        let own = propose(&company, content(&table, &json!({}))).await;
        agree(&company, &own, &table.company).await;
        let back = step(&own, &json!({ "reason": "Nog eens" }));
        let done = at_once(vec![
            (school.clone(), "commitmentEndorse", says("commitment", &own["id"], &table.school, "AGREE")),
            (secretary.clone(), "commitmentSendBack", back),
        ])
        .await;
        assert_eq!(done.iter().filter(|one| *one == "DONE").count(), 1, "{done:?}");

        // Two judge one delivery, and two ask the same with one key.
        let (own, _) = agreed(&table, &three).await;
        let given =
            json!({ "commitment": own["id"], "text": "Geleverd", "idempotencyKey": format!("levering {round}") });
        let done = at_once(vec![
            (company.clone(), "commitmentDeliver", given.clone()),
            (company.clone(), "commitmentDeliver", given),
        ])
        .await;
        assert_eq!(done, ["DONE", "DONE"]);
        let deliveries = field(&table, &own, "deliveries { nodes { id version } }").await;
        let deliveries = deliveries["deliveries"]["nodes"].as_array().unwrap().clone();
        assert_eq!(deliveries.len(), 1);
        let judge = json!({ "delivery": deliveries[0]["id"], "expectedVersion": 1 });
        let done = at_once(vec![
            (school.clone(), "deliveryConfirm", judge.clone()),
            (chair.clone(), "deliveryReturn", with(judge, &json!({ "reason": "Nee" }))),
        ])
        .await;
        assert_eq!(done.iter().filter(|one| *one == "DONE").count(), 1, "{done:?}");

        let mut own = field(&table, &own, "id version").await;
        take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
        let end = step(&own, &json!({}));
        let done = at_once(vec![
            (school.clone(), "commitmentFulfil", end.clone()),
            (chair.clone(), "commitmentReturn", with(end, &json!({ "reason": "Nee" }))),
        ])
        .await;
        assert_eq!(done, ["DONE", "STALE_VERSION"]);
    }
}

async fn lists_that_lead_back_to_their_record_do_not_multiply_without_end(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company] = ["secretary", "company"].map(|subject| table.server.by(subject));
    let (own, decision) = agreed(&table, &json!({})).await;
    let goal = json!(table.goal("Doel").await);
    let definition = definition(&secretary, &table, "vervuld").await;
    for _ in 0..6 {
        company.act("goalEndorse", "goal { id }", says("goal", &goal, &table.company, "WITH_RESERVATION")).await;
        let series = json!({ "partnership": table.id, "definition": definition, "goal": goal });
        secretary.act("indicatorCreate", "indicator { id }", series).await;
        let other = propose(&company, content(&table, &json!({}))).await;
        let needs = json!({ "from": own["id"], "to": other["id"], "kind": "STARTS_AFTER" });
        company.act("dependencyCreate", "dependency { id }", needs).await;
    }
    for version in 1..=6 {
        let title = format!("Versie {version}");
        let mut other = terms("commitment", &own["id"], &json!({ "title": title, "expectedTermsVersion": version }));
        add(&mut other, &decision);
        secretary.act("commitmentAmend", "commitment { id }", other).await;
    }
    for (around, id) in [
        ("... on Goal { endorsements { goal { ? } } }", &goal),
        ("... on Goal { gap { lines { indicator { goal { ? } } } } }", &goal),
        ("... on Commitment { dependencies { from { ? } } }", &own["id"]),
        ("... on Commitment { amendments { commitment { ? } } }", &own["id"]),
    ] {
        let around = |inside: &str| around.replace('?', inside);
        let nested = (0..6).fold("id".to_owned(), |inside, _| around(&inside));
        let query = format!("query($id: ID!) {{ node(id: $id) {{ {nested} }} }}");
        let reply = secretary.reply(&query, json!({ "id": id })).await;
        assert_eq!(reply["errors"][0]["extensions"]["code"], "TOO_COMPLEX", "{query}");
    }
}

async fn a_document_as_deep_as_is_allowed_is_answered(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let series = json!({ "partnership": table.id, "definition": definition, "goal": goal });
    table.secretary().act("indicatorCreate", "indicator { id }", series).await;
    let around = |inside: String| format!("indicators(first: 1) {{ nodes {{ goal {{ {inside} }} }} }}");
    let nested = (0..9).fold("id title".to_owned(), |inside, _| around(inside));
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Goal {{ {nested} }} }} }}");
    let deep = table.secretary().ask(&query, json!({ "id": goal })).await;
    assert_eq!(deep.to_string().matches(&goal).count(), 1);
}

async fn no_text_has_a_null_character(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (own, _) = agreed(&table, &json!({})).await;
    for field in ["text", "source", "idempotencyKey"] {
        let given = with(json!({ "commitment": own["id"], "text": "Geleverd" }), &json!({ field: "nul \u{0} teken" }));
        assert_eq!(company.refused("commitmentDeliver", given).await, [format!("OUT_OF_RANGE {field}")]);
    }
}
