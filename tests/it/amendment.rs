//! Amendments: how agreed terms change, by whose consent, and what stays to be seen.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, evidence, field, propose, revision, step, take},
    endorsement::says,
    journey::definition,
    visibility::seat_observer,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_date_that_moved_three_times_shows_the_first_and_every_reason,
        the_last_consent_accepts_and_the_first_objection_rejects,
        a_decision_accepts_or_rejects_for_the_table,
        where_the_parties_sign_a_decision_waits_for_their_days,
        what_would_not_be_agreed_is_not_amended_either,
        whom_to_call_and_what_is_met_outlive_an_amendment,
        those_it_is_owed_to_release_together_and_parties_replace_together,
        a_goal_that_is_agreed_and_its_indicators_are_only_amended,
        each_party_finds_what_waits_for_it,
    ]
}

/// Terms to amend, as of some version.
fn terms(commitment: &Value, version: i32, more: &Value) -> Value {
    let mut input = json!({
        "commitment": commitment["id"], "expectedTermsVersion": version, "reasonCode": "CAPACITY",
        "reason": "Te weinig begeleiders",
    });
    add(&mut input, more);
    input
}

/// The latest amendment of a commitment.
async fn latest(table: &Table, commitment: &Value) -> Value {
    let fields = "amendments { id version state stateReason decision { id } awaiting { name }
        votes { organisation { name } decision decisionLabel note votedOn } changes { field from to } }";
    field(table, commitment, fields).await["amendments"].as_array_mut().unwrap().pop().unwrap()
}

async fn vote(client: &Client, amendment: &Value, organisation: &str, decision: &str, note: Option<&str>) -> Value {
    let input =
        json!({ "amendment": amendment["id"], "organisation": organisation, "decision": decision, "note": note });
    client.act("amendmentVote", "amendment { state stateReason commitment { termsVersion title } }", input).await
}

async fn a_date_that_moved_three_times_shows_the_first_and_every_reason(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (own, decision) = agreed(&table, &json!({})).await;
    let moves = [
        (json!({ "date": "2026-12-01", "precision": "MONTH" }), "CAPACITY", "Geen begeleiders"),
        (
            json!({ "date": "2027-02-15", "text": "na de voorjaarsvakantie" }),
            "DEPENDENCY",
            "De lokalen zijn later klaar",
        ),
        (json!({ "date": "2027-05-01", "precision": "QUARTER" }), "BUDGET", "Subsidie schuift op"),
    ];
    for (version, (due, code, reason)) in (1..).zip(&moves) {
        let mut input = terms(&own, version, &json!({ "dueOn": due, "reasonCode": code, "reason": reason }));
        add(&mut input, &decision);
        let shown = "commitment { termsVersion isUnderAmendment }";
        let after = table.secretary().act("commitmentPostpone", shown, input).await;
        assert_eq!(after, json!({ "termsVersion": version + 1, "isUnderAmendment": false }));
    }
    let shown = "version dueOn { date precision } originalDueOn { date precision } timesPostponed
        amendments { state reasonCode reason termsVersion changes { field from to } }";
    let change = |version: i32, code: &str, reason: &str, from: &str, to: &str| {
        json!({
            "state": "ACCEPTED", "reasonCode": code, "reason": reason, "termsVersion": version,
            "changes": [{ "field": "dueOn", "from": from, "to": to }],
        })
    };
    let february = "15 februari 2027 (na de voorjaarsvakantie)";
    assert_eq!(
        field(&table, &own, shown).await,
        json!({
            "version": 5, "dueOn": { "date": "2027-05-01", "precision": "QUARTER" },
            "originalDueOn": { "date": "2026-11-10", "precision": "DAY" }, "timesPostponed": 3,
            "amendments": [
                change(1, "CAPACITY", "Geen begeleiders", "10 november 2026", "december 2026"),
                change(2, "DEPENDENCY", "De lokalen zijn later klaar", "december 2026", february),
                change(3, "BUDGET", "Subsidie schuift op", february, "kwartaal 2 van 2027"),
            ],
        })
    );
    let same = json!({ "dueOn": { "date": "2027-05-01", "precision": "QUARTER" } });
    assert_eq!(table.secretary().refused("commitmentPostpone", terms(&own, 4, &same)).await, ["DATE_ORDER dueOn"]);
    // Sooner is no postponement; it is amended, and counts as none.
    let sooner = json!({ "dueOn": { "date": "2027-03-01" } });
    assert_eq!(table.secretary().refused("commitmentPostpone", terms(&own, 4, &sooner)).await, ["DATE_ORDER dueOn"]);
    let mut input = terms(&own, 4, &sooner);
    add(&mut input, &decision);
    let after = table.secretary().act("commitmentAmend", "commitment { timesPostponed termsVersion }", input).await;
    assert_eq!(after, json!({ "timesPostponed": 3, "termsVersion": 5 }));
}

async fn the_last_consent_accepts_and_the_first_objection_rejects(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    // The province would come to owe it too: it is asked as well.
    let (own, _) = agreed(&table, &json!({})).await;
    let more = json!({
        "title": "Vier plekken", "quantity": "4", "unit": "leerwerkplekken",
        "debtors": [{ "organisation": table.company, "isLead": true }, { "organisation": table.province }],
    });
    company.act("commitmentAmend", "commitment { id }", terms(&own, 1, &more)).await;
    let amendment = latest(&table, &own).await;
    assert_eq!(amendment["awaiting"], json!([{ "name": "Provincie" }, { "name": "School" }]));
    assert_eq!(
        amendment["votes"],
        json!([{
            "organisation": { "name": "Bedrijf" }, "decision": "AGREE", "decisionLabel": "akkoord", "note": null,
            "votedOn": "2026-11-20",
        }])
    );
    assert_eq!(
        amendment["changes"],
        json!([
            { "field": "title", "from": "Plekken", "to": "Vier plekken" },
            { "field": "debtors", "from": "Bedrijf", "to": "Bedrijf (trekker), Provincie" },
            { "field": "quantity", "from": null, "to": "4" },
            { "field": "unit", "from": null, "to": "leerwerkplekken" },
        ])
    );
    assert_eq!(
        field(&table, &own, "title isUnderAmendment").await,
        json!({ "title": "Plekken", "isUnderAmendment": true })
    );
    let found = "query($id: ID!) { partnership(by: { id: $id }) {
        commitments(filter: { isUnderAmendment: { eq: true } }) { totalCount } } }";
    let found = secretary.ask(found, json!({ "id": table.id })).await;
    assert_eq!(found["partnership"]["commitments"]["totalCount"], 1);
    let another = terms(&own, 1, &json!({ "title": "Drie" }));
    assert_eq!(school.refused("commitmentAmend", another).await, ["BLOCKED commitment"], "one at a time");

    let of = |organisation: &str, decision: &str| json!({ "amendment": amendment["id"], "organisation": organisation, "decision": decision });
    assert_eq!(company.refused("amendmentVote", of(&table.school, "AGREE")).await, ["NOT_ALLOWED"]);
    assert_eq!(secretary.refused("amendmentVote", of(&table.bureau, "AGREE")).await, ["OUT_OF_RANGE organisation"]);
    assert_eq!(school.refused("amendmentVote", of(&table.school, "OBJECT")).await, ["REASON_REQUIRED note"]);
    let reserved = vote(&school, &amendment, &table.school, "WITH_RESERVATION", Some("Als de rector instemt")).await;
    assert_eq!(reserved["state"], "PROPOSED");
    assert_eq!(vote(&table.server.by("chair"), &amendment, &table.province, "AGREE", None).await["state"], "PROPOSED");
    assert_eq!(latest(&table, &own).await["awaiting"], json!([{ "name": "School" }]), "a reservation is waited for");
    let settled = vote(&school, &amendment, &table.school, "AGREE_WITH_NOTE", Some("De rector stemt in")).await;
    let terms_now = json!({ "termsVersion": 2, "title": "Vier plekken" });
    assert_eq!(settled, json!({ "state": "ACCEPTED", "stateReason": null, "commitment": terms_now }));
    assert_eq!(school.refused("amendmentVote", of(&table.school, "AGREE")).await, ["UNKNOWN_TRANSITION amendment"]);

    school.act("commitmentAmend", "commitment { id }", terms(&own, 2, &json!({ "title": "Acht plekken" }))).await;
    let second = latest(&table, &own).await;
    let settled = vote(&company, &second, &table.company, "OBJECT", Some("Dat kunnen wij niet")).await;
    assert_eq!(settled, json!({ "state": "REJECTED", "stateReason": "Dat kunnen wij niet", "commitment": terms_now }));
    let amendments = field(&table, &own, "isUnderAmendment amendments { state settledOn }").await;
    let expected = json!([
        { "state": "ACCEPTED", "settledOn": "2026-11-20" }, { "state": "REJECTED", "settledOn": "2026-11-20" },
    ]);
    assert_eq!(amendments, json!({ "isUnderAmendment": false, "amendments": expected }));
}

async fn a_decision_accepts_or_rejects_for_the_table(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company] = ["secretary", "chair", "company"].map(|subject| table.server.by(subject));
    let (own, decision) = agreed(&table, &json!({})).await;
    let mut decided = terms(&own, 1, &json!({ "title": "Vier plekken" }));
    add(&mut decided, &decision);
    assert_eq!(company.refused("commitmentAmend", decided.clone()).await, ["NOT_ALLOWED decision"]);
    let stranger = table.server.by("stranger").refused("commitmentAmend", decided).await;
    assert_eq!(stranger, ["NOT_FOUND commitment"], "it is the table's");

    // The chair is no party to it, and proposes all the same.
    for (by, act) in [(&chair, "Accept"), (&secretary, "Reject")] {
        let version = field(&table, &own, "termsVersion").await["termsVersion"].as_i64().unwrap();
        let title = json!({ "title": format!("{act} plekken") });
        by.act("commitmentAmend", "commitment { id }", terms(&own, i32::try_from(version).unwrap(), &title)).await;
        let amendment = latest(&table, &own).await;
        assert_eq!((&amendment["votes"], &amendment["state"]), (&json!([]), &json!("PROPOSED")));
        let mut input = json!({ "amendment": amendment["id"], "expectedVersion": 2 });
        add(&mut input, &decision);
        if act == "Reject" {
            add(&mut input, &json!({ "reason": "" }));
        }
        let act = format!("amendment{act}");
        let mut found = secretary.refused(&act, input.clone()).await;
        found.retain(|problem| problem != "REASON_REQUIRED reason");
        assert_eq!(found, ["STALE_VERSION expectedVersion"]);
        add(&mut input, &json!({ "expectedVersion": 1 }));
        assert_eq!(chair.refused(&act, input.clone()).await, ["NOT_ALLOWED"]);
        if act == "amendmentReject" {
            assert_eq!(secretary.refused(&act, input.clone()).await, ["REASON_REQUIRED reason"]);
            add(&mut input, &json!({ "reason": "De tafel houdt vast" }));
        }
        let settled = secretary.act(&act, "amendment { decision { id } stateReason }", input).await;
        assert_eq!(settled["decision"]["id"], decision["decision"]);
    }
    let now = field(&table, &own, "title termsVersion amendments { state stateReason }").await;
    let rejected = json!({ "state": "REJECTED", "stateReason": "De tafel houdt vast" });
    let amendments = json!([{ "state": "ACCEPTED", "stateReason": null }, rejected]);
    assert_eq!(now, json!({ "title": "Accept plekken", "termsVersion": 2, "amendments": amendments }));

    company.act("commitmentAmend", "commitment { id }", terms(&own, 2, &json!({ "title": "Zeven" }))).await;
    let amendment = latest(&table, &own).await;
    let withdraw = json!({ "amendment": amendment["id"], "expectedVersion": 1, "reason": "Toch niet" });
    assert_eq!(table.server.by("school").refused("amendmentWithdraw", withdraw.clone()).await, ["NOT_ALLOWED"]);
    let withdrawn = company.act("amendmentWithdraw", "amendment { state stateLabel awaiting { id } }", withdraw).await;
    assert_eq!(withdrawn, json!({ "state": "WITHDRAWN", "stateLabel": "ingetrokken", "awaiting": [] }));
}

async fn where_the_parties_sign_a_decision_waits_for_their_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (own, decision) = agreed(&table, &json!({})).await;
    let secretary = table.secretary();
    let mut sign = json!({
        "partnership": table.id, "expectedVersion": 1,
        "settings": { "consentRule": "PARTIES_SIGN", "reactionDays": 10 },
    });
    add(&mut sign, &decision);
    secretary.act("partnershipChange", "partnership { id }", sign).await;
    let mut decided = terms(&own, 1, &json!({ "title": "Vier plekken" }));
    add(&mut decided, &decision);
    assert_eq!(secretary.refused("commitmentAmend", decided).await, ["BLOCKED decision"]);
    secretary.act("commitmentAmend", "commitment { id }", terms(&own, 1, &json!({ "title": "Vier plekken" }))).await;
    let amendment = latest(&table, &own).await;
    let mut accept = json!({ "amendment": amendment["id"], "expectedVersion": 1 });
    add(&mut accept, &decision);
    table.server.clock.set("2026-11-30T11:00:00Z".parse().unwrap());
    assert_eq!(secretary.refused("amendmentAccept", accept.clone()).await, ["BLOCKED decision"]);
    table.server.clock.set("2026-12-01T11:00:00Z".parse().unwrap());
    // Whoever makes a reservation did react.
    let school = table.server.by("school");
    vote(&school, &amendment, &table.school, "WITH_RESERVATION", None).await;
    accept["expectedVersion"] = json!(2);
    assert_eq!(secretary.refused("amendmentAccept", accept).await, ["BLOCKED decision"]);

    let input = json!({ "amendment": amendment["id"], "expectedVersion": 2, "reason": "Anders" });
    secretary.act("amendmentWithdraw", "amendment { id }", input).await;
    secretary.act("commitmentAmend", "commitment { id }", terms(&own, 1, &json!({ "title": "Drie plekken" }))).await;
    let mut accept = json!({ "amendment": latest(&table, &own).await["id"], "expectedVersion": 1 });
    add(&mut accept, &decision);
    table.server.clock.set("2026-12-12T11:00:00Z".parse().unwrap());
    let settled = secretary.act("amendmentAccept", "amendment { state settledOn }", accept).await;
    assert_eq!(settled, json!({ "state": "ACCEPTED", "settledOn": "2026-12-12" }));
}

async fn what_would_not_be_agreed_is_not_amended_either(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let proposal = propose(&company, content(&table, &json!({}))).await;
    let (mut own, _) = agreed(&table, &json!({})).await;
    let before = revision(&table).await;
    let refused = async |commitment: &Value, version: i32, more: Value| {
        company.refused("commitmentAmend", terms(commitment, version, &more)).await
    };
    assert_eq!(refused(&proposal, 1, json!({ "title": "Vier" })).await, ["UNKNOWN_TRANSITION commitment"]);
    assert_eq!(refused(&own, 2, json!({ "title": "Vier" })).await, ["STALE_ENDORSEMENT expectedTermsVersion"]);
    assert_eq!(refused(&own, 1, json!({ "title": " Plekken " })).await, ["REQUIRED"], "nothing would change");
    let silent = json!({ "title": "Vier", "reason": " " });
    assert_eq!(refused(&own, 1, silent).await, ["REASON_REQUIRED reason"]);
    let vague = json!({ "action": null, "dueOn": null, "beneficiaries": [table.company], "title": "" });
    assert_eq!(
        refused(&own, 1, vague).await,
        ["REQUIRED title", "SELF_BENEFIT beneficiaries", "NOT_SMART action", "NOT_SMART dueOn"]
    );
    assert_eq!(refused(&own, 1, json!({ "debtors": [] })).await, ["NO_DEBTOR debtors"]);
    let stranger = json!({ "debtors": [{ "organisation": table.stranger }], "quantity": "-1" });
    assert_eq!(
        refused(&own, 1, stranger).await,
        ["NOT_A_MEMBER debtors.0.organisation", "OUT_OF_RANGE quantity", "REQUIRED unit", "NOT_A_MEMBER debtors"]
    );
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    // What ends meanwhile, or is amended otherwise, is not amended any more.
    company.act("commitmentAmend", "commitment { id }", terms(&own, 1, &json!({ "title": "Vier" }))).await;
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    take(&table.server.by("school"), "Fulfil", &mut own, json!({}), "FULFILLED").await;
    let amendment = latest(&table, &own).await;
    assert_eq!(amendment["awaiting"], json!([]));
    assert_eq!(field(&table, &own, "isUnderAmendment").await["isUnderAmendment"], false);
    let agree = json!({ "amendment": amendment["id"], "organisation": table.school, "decision": "AGREE" });
    assert_eq!(table.server.by("school").refused("amendmentVote", agree).await, ["UNKNOWN_TRANSITION amendment"]);

    // An old list is not held to what a new agreement must say: its gaps do not keep it from being postponed.
    let old = json!({
        "partnership": table.id, "title": "Oud", "state": "AGREED", "agreedOn": "2026-02-01", "source": "Actielijst",
        "debtors": [{ "organisation": table.company }], "dueOn": { "date": "2026-06-01" },
    });
    let old = secretary.act("commitmentTakeOver", RECORD, old).await;
    let mut later = terms(&old, 1, &json!({ "dueOn": { "date": "2027-01-01" } }));
    add(&mut later, &json!({ "decision": table.decision("2026-11-02").await }));
    let later = secretary.act("commitmentPostpone", "commitment { timesPostponed }", later).await;
    assert_eq!(later["timesPostponed"], 1);
}

async fn whom_to_call_and_what_is_met_outlive_an_amendment(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let conditions = json!([{ "text": "Lokalen", "organisation": table.school }]);
    let (mut own, _) = agreed(&table, &json!({ "conditions": conditions })).await;
    let more = json!({
        "debtors": [{ "organisation": table.company, "isLead": true }, { "organisation": table.school }],
        "beneficiaries": [],
        "conditions": [{ "text": "Lokalen", "organisation": table.school }, { "text": "Vervoer", "organisation": table.school }],
    });
    secretary.act("commitmentAmend", "commitment { id }", terms(&own, 1, &more)).await;
    let amendment = latest(&table, &own).await;
    // Meanwhile a condition is met, and somebody else is to be called.
    own = school.act("commitmentMeetCondition", RECORD, step(&own, &json!({ "number": 1 }))).await;
    let me = company.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take();
    let contacts = json!({ "contacts": [{ "organisation": table.company, "person": me }] });
    company.act("commitmentChange", RECORD, step(&own, &contacts)).await;
    vote(&company, &amendment, &table.company, "AGREE", None).await;
    vote(&school, &amendment, &table.school, "AGREE", None).await;
    let settled = vote(&table.server.by("chair"), &amendment, &table.province, "AGREE", None).await;
    assert_eq!(settled["state"], "ACCEPTED");
    let now = field(&table, &own, "termsVersion contacts { person { name } } conditions { text metOn }").await;
    let conditions = json!([{ "text": "Lokalen", "metOn": "2026-11-20" }, { "text": "Vervoer", "metOn": null }]);
    assert_eq!(
        now,
        json!({ "termsVersion": 2, "contacts": [{ "person": { "name": "company" } }], "conditions": conditions })
    );
    let changes = latest(&table, &own).await["changes"].take();
    assert_eq!(changes[1], json!({ "field": "beneficiaries", "from": "School", "to": "de hele tafel" }));
    assert_eq!(changes[2]["to"], "Lokalen (School); Vervoer (School)");
}

async fn those_it_is_owed_to_release_together_and_parties_replace_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company, school] =
        ["secretary", "chair", "company", "school"].map(|subject| table.server.by(subject));
    let both = json!({ "beneficiaries": [table.school, table.province] });
    let (own, _) = agreed(&table, &both).await;
    let reason = json!({ "reason": "Niet meer nodig" });
    let proposed = school.act("commitmentRelease", RECORD, step(&own, &reason)).await;
    assert_eq!((&proposed["state"], &proposed["version"]), (&json!("AGREED"), &own["version"]));
    let amendment = latest(&table, &own).await;
    assert_eq!(amendment["awaiting"], json!([{ "name": "Provincie" }]), "the debtor is not asked");
    assert_eq!(
        amendment["changes"],
        json!([{ "field": "state", "from": "afgesproken", "to": "vervallen in overleg" }])
    );
    assert_eq!(chair.refused("commitmentRelease", step(&own, &reason)).await, ["BLOCKED commitment"]);
    let query =
        "query($id: ID!) { node(id: $id) { ... on Commitment { allowedTransitions { to blockedBy { code } } } } }";
    let released = async |client: &Client| {
        let shown = client.ask(query, json!({ "id": own["id"] })).await;
        let steps = shown["node"]["allowedTransitions"].as_array().unwrap().clone();
        steps.into_iter().find(|step| step["to"] == "RELEASED").unwrap()["blockedBy"].take()
    };
    assert_eq!(released(&chair).await, json!([{ "code": "BLOCKED" }]), "one change at a time");
    assert_eq!(released(&secretary).await, json!([]), "a decision needs nobody else");
    vote(&chair, &amendment, &table.province, "AGREE", None).await;
    let ended = field(&table, &own, "state stateReason termsVersion").await;
    assert_eq!(ended, json!({ "state": "RELEASED", "stateReason": "Niet meer nodig", "termsVersion": 1 }));

    let (old, decision) = agreed(&table, &both).await;
    let (new, _) = agreed(&table, &json!({ "title": "Tien plekken" })).await;
    let by = json!({ "reason": "Vervangen", "by": new["id"] });
    let proposed = company.act("commitmentSupersede", RECORD, step(&old, &by)).await;
    assert_eq!(proposed["state"], "AGREED");
    let amendment = latest(&table, &old).await;
    assert_eq!(
        amendment["changes"],
        json!([
            { "field": "state", "from": "afgesproken", "to": "vervangen" },
            { "field": "supersededBy", "from": null, "to": "T-2026-003 Tien plekken" },
        ])
    );
    // What should replace it ends before all agreed.
    vote(&chair, &amendment, &table.province, "AGREE", None).await;
    let mut released = new.clone();
    take(&school, "Release", &mut released, reason, "RELEASED").await;
    let agree = json!({ "amendment": amendment["id"], "organisation": table.school, "decision": "AGREE" });
    assert_eq!(school.refused("amendmentVote", agree).await, ["BLOCKED amendment"]);
    let mut reopen = json!({ "reason": "Toch" });
    add(&mut reopen, &decision);
    take(&secretary, "Reopen", &mut released, reopen, "IN_PROGRESS").await;
    vote(&school, &amendment, &table.school, "AGREE", None).await;
    let ended = field(&table, &old, "state supersededBy { id }").await;
    assert_eq!(ended, json!({ "state": "SUPERSEDED", "supersededBy": { "id": new["id"] } }));
}

async fn a_goal_that_is_agreed_and_its_indicators_are_only_amended(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let series = json!({
        "partnership": table.id, "definition": definition, "goal": goal,
        "targets": [{ "value": "60000", "date": "2027-12-31" }],
    });
    let indicator = table.secretary().act("indicatorCreate", "indicator { id }", series).await["id"].take();
    let why = json!({ "expectedTermsVersion": 1, "reasonCode": "CONTEXT_CHANGED", "reason": "Crisis" });
    let amended = |more: Value| {
        let mut input = why.clone();
        add(&mut input, &more);
        input
    };
    let title = amended(json!({ "goal": goal, "title": "Verzachten" }));
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    for (client, organisation) in [(&company, &table.company), (&school, &table.school)] {
        client.act("goalEndorse", "goal { id }", says("goal", &json!(goal), organisation, "AGREE")).await;
    }

    let change = |more: Value| {
        let mut input = json!({ "expectedVersion": 1 });
        add(&mut input, &more);
        input
    };
    let bold = json!({
        "goal": goal, "expectedVersion": 2, "title": "Anders", "rationale": "Omdat", "kind": "IMPACT", "weight": "2",
    });
    assert_eq!(
        secretary.refused("goalChange", change(bold)).await,
        ["BLOCKED title", "BLOCKED rationale", "BLOCKED kind"]
    );
    let bold = json!({ "indicator": indicator, "targets": [], "goal": null, "weight": "2" });
    assert_eq!(secretary.refused("indicatorChange", change(bold)).await, ["BLOCKED targets", "BLOCKED goal"]);
    let gone = json!({ "indicator": indicator, "reason": "Dubbel" });
    assert_eq!(secretary.refused("indicatorRemove", change(gone.clone())).await, ["BLOCKED indicator"]);
    let weight = json!({ "indicator": indicator, "weight": "2" });
    secretary.act("indicatorChange", "indicator { id }", change(weight)).await;

    let below_itself = amended(json!({ "goal": goal, "parent": goal }));
    assert_eq!(company.refused("goalAmend", below_itself).await, ["CYCLE parent"]);

    // All partners are asked: the company and the school.
    company.act("goalAmend", "goal { id }", title).await;
    let shown = "query($goal: ID!, $indicator: ID!) {
        goal: node(id: $goal) { ... on Goal { title termsVersion isUnderAmendment amendments {
            id state awaiting { name } changes { field fieldLabel(language: EN) from to(language: EN) } } } }
        indicator: node(id: $indicator) { ... on Indicator { termsVersion isUnderAmendment amendments {
            id state awaiting { name } changes { field fieldLabel from to } } } } }";
    let ids = json!({ "goal": goal, "indicator": indicator });
    let mut seen = secretary.ask(shown, ids.clone()).await["goal"].take();
    let amendment = seen["amendments"][0].take();
    assert_eq!(amendment["awaiting"], json!([{ "name": "School" }]));
    let title = json!([{ "field": "title", "fieldLabel": "title", "from": "Doel", "to": "Verzachten" }]);
    assert_eq!(amendment["changes"], title);
    assert_eq!((text(&seen, "/title"), &seen["isUnderAmendment"]), ("Doel", &json!(true)));
    vote(&school, &amendment, &table.school, "AGREE", None).await;
    let seen = secretary.ask(shown, ids.clone()).await["goal"].take();
    assert_eq!((text(&seen, "/title"), &seen["termsVersion"]), ("Verzachten", &json!(2)));

    let mut lower = amended(json!({ "indicator": indicator, "targets": [] }));
    add(&mut lower, &json!({ "decision": table.decision("2026-11-02").await }));
    secretary.act("indicatorAmend", "indicator { id }", lower).await;
    let seen = secretary.ask(shown, ids).await["indicator"].take();
    assert_eq!((&seen["termsVersion"], &seen["isUnderAmendment"]), (&json!(2), &json!(false)));
    let from = "60000 (31 december 2027)";
    let changes = json!([{ "field": "targets", "fieldLabel": "streefwaarden", "from": from, "to": null }]);
    assert_eq!(seen["amendments"][0]["changes"], changes, "the old ambition stays to be seen");

    let removal = json!({ "goal": goal, "expectedVersion": 3, "reason": "Dubbel" });
    assert_eq!(secretary.refused("goalRemove", removal).await, ["BLOCKED goal"]);
}

async fn each_party_finds_what_waits_for_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    seat_observer(&table).await;
    let (own, _) = agreed(&table, &json!({})).await;
    let later = json!({ "dueOn": { "date": "2027-01-01" } });
    table.server.by("company").act("commitmentPostpone", "commitment { id }", terms(&own, 1, &later)).await;
    let query = "{ viewer { votesAwaited(
        filter: { state: { eq: PROPOSED } }, orderBy: [{ field: PROPOSED_ON, direction: DESC }]
    ) { totalCount nodes { commitment { id } changes { to } } } } }";
    let mut counts = Vec::new();
    for subject in ["company", "school", "secretary", "chair", "observer", "stranger"] {
        let seen = table.server.by(subject).ask(query, json!({})).await["viewer"]["votesAwaited"].take();
        counts.push(seen["totalCount"].as_i64().unwrap());
        if subject == "school" {
            assert_eq!(
                seen["nodes"],
                json!([{ "commitment": { "id": own["id"] }, "changes": [{ "to": "1 januari 2027" }] }])
            );
        }
    }
    assert_eq!(counts, [0, 1, 0, 0, 0, 0]);
    // Outside the table nobody knows.
    let public = step(&own, &json!({ "visibility": "PUBLIC" }));
    table.secretary().act("commitmentChange", RECORD, public).await;
    let seen = "query($id: ID!) { node(id: $id) { ... on Commitment { isUnderAmendment amendments { id } } } }";
    let seen = table.server.anonymous().ask(seen, json!({ "id": own["id"] })).await;
    assert_eq!(seen["node"], json!({ "isUnderAmendment": false, "amendments": [] }));
}
