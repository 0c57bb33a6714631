//! Endorsement of commitments: parties that agree, object and hold back, who is late, and decisions that stand in.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation},
    tests,
};

use crate::commitment::{add, content, field, propose, revision, step, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_last_party_that_agrees_makes_it_agreed,
        parties_that_endorse_at_the_same_moment_agree_once,
        an_external_debtor_keeps_a_commitment_proposed,
        an_objection_sends_it_back_and_other_terms_are_endorsed_anew,
        a_reservation_counts_once_it_is_lifted,
        only_a_party_speaks_and_only_of_what_is_proposed_and_concrete,
        who_does_not_react_in_time_is_listed_and_a_decision_stands_in,
        where_meetings_record_a_decision_stands_in_at_any_time,
        the_consent_rule_changes_by_a_decision,
    ]
}

const STANDS: &str = "commitment { id state version termsVersion awaiting { name } }";
/// On the last of the usual 14 days after the day on which a test's clock stands, and the day after.
const DUE: &str = "2026-12-04T11:00:00Z";
pub(crate) const LATE: &str = "2026-12-05T11:00:00Z";

/// What an organisation says of the first terms of something.
pub(crate) fn says(kind: &str, subject: &Value, organisation: &str, decision: &str) -> Value {
    json!({ kind: subject, "organisation": organisation, "decision": decision, "expectedTermsVersion": 1 })
}

fn of(commitment: &Value, organisation: &str, decision: &str) -> Value {
    says("commitment", &commitment["id"], organisation, decision)
}

/// An organisation agrees to the first terms of a commitment.
pub(crate) async fn agree(client: &Client, commitment: &Value, organisation: &str) -> Value {
    client.act("commitmentEndorse", STANDS, of(commitment, organisation, "AGREE")).await
}

/// The same with more in it.
pub(crate) fn with(mut input: Value, more: &Value) -> Value {
    add(&mut input, more);
    input
}

pub(crate) fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| text(one, "/name")).collect()
}

/// From now on each party at the table signs for itself.
pub(crate) async fn let_parties_sign(table: &Table) {
    let settings = json!({
        "partnership": table.id, "expectedVersion": 1, "settings": { "consentRule": "PARTIES_SIGN" },
        "decision": table.decision("2026-11-01").await,
    });
    table.secretary().act("partnershipChange", "partnership { id }", settings).await;
}

/// The step to a state as somebody sees it: whether it is allowed, and else the codes and parties in its way.
async fn shown(client: &Client, commitment: &Value, to: &str) -> Vec<String> {
    let query = "query($id: ID!) { node(id: $id) { ... on Commitment {
        allowedTransitions { to allowed blockedBy { code party { name } } } } } }";
    let seen = client.ask(query, json!({ "id": commitment["id"] })).await;
    let steps = seen["node"]["allowedTransitions"].as_array().unwrap();
    let step = steps.iter().find(|step| step["to"] == to).unwrap();
    let blocks: Vec<String> = step["blockedBy"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| {
            format!("{} {}", text(block, "/code"), block["party"]["name"].as_str().unwrap_or_default())
                .trim_end()
                .to_owned()
        })
        .collect();
    assert_eq!(step["allowed"], blocks.is_empty());
    blocks
}

async fn the_last_party_that_agrees_makes_it_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    for signs in [false, true] {
        if signs {
            let_parties_sign(&table).await;
        }
        let own = propose(&company, content(&table, &json!({}))).await;
        let stands = field(&table, &own, "awaitsEndorsement awaiting { name } reactionDueOn").await;
        let both = json!([{ "name": "Bedrijf" }, { "name": "School" }]);
        assert_eq!(stands, json!({ "awaitsEndorsement": true, "awaiting": both, "reactionDueOn": "2026-12-04" }));
        assert_eq!(shown(&company, &own, "AGREED").await, ["BLOCKED School"]);
        assert_eq!(shown(&table.server.by("chair"), &own, "AGREED").await.first().unwrap(), "NOT_ALLOWED");
        assert!(shown(&school, &own, "DRAFT").await.is_empty(), "a party may object");

        let first = agree(&company, &own, &table.company).await;
        assert_eq!((text(&first, "/state"), names(&first["awaiting"])), ("PROPOSED", vec!["School"]));
        assert_eq!(first["version"], 1, "what is said of it does not change it");
        assert_eq!(shown(&company, &own, "AGREED").await, ["BLOCKED School"]);
        assert!(shown(&school, &own, "AGREED").await.is_empty());
        let note =
            with(of(&own, &table.school, "AGREE_WITH_NOTE"), &json!({ "note": "Graag in mei", "source": "Brief" }));
        let last = school.act("commitmentEndorse", STANDS, note).await;
        assert_eq!((text(&last, "/state"), &last["version"], &last["awaiting"]), ("AGREED", &json!(2), &json!([])));
        let fields = "agreedOn originalDueOn { date } decision { id } awaitsEndorsement reactionDueOn
            endorsements { organisation { name } decision decisionLabel note source counts givenOn standIn { id } author { name } }";
        let agreed = field(&table, &own, fields).await;
        let said = |name: &str, subject: &str, decision: &str, label: &str, note: Value, source: Value| {
            json!({
                "organisation": { "name": name }, "decision": decision, "decisionLabel": label, "note": note,
                "source": source, "counts": true, "givenOn": "2026-11-20", "standIn": null, "author": { "name": subject },
            })
        };
        assert_eq!(
            agreed,
            json!({
                "agreedOn": "2026-11-20", "originalDueOn": { "date": "2026-11-10" }, "decision": null,
                "awaitsEndorsement": false, "reactionDueOn": null,
                "endorsements": [
                    said("Bedrijf", "company", "AGREE", "akkoord", Value::Null, Value::Null),
                    said("School", "school", "AGREE_WITH_NOTE", "akkoord met opmerking", json!("Graag in mei"), json!("Brief")),
                ],
            })
        );
    }
}

async fn parties_that_endorse_at_the_same_moment_agree_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    for round in 0..6 {
        let own = propose(&table.server.by("company"), content(&table, &json!({}))).await;
        let before = revision(&table).await.as_i64().unwrap();
        let both = [("company", &table.company), ("school", &table.school)].map(|(subject, organisation)| {
            let (client, input) = (table.server.by(subject), of(&own, organisation, "AGREE"));
            tokio::spawn(async move { client.act("commitmentEndorse", "commitment { state version }", input).await })
        });
        let mut told = Vec::new();
        for one in both {
            let one = one.await.unwrap();
            told.push(format!("{} {}", text(&one, "/state"), one["version"]));
        }
        told.sort();
        assert_eq!(told, ["AGREED 2", "PROPOSED 1"], "round {round}");
        let after = field(&table, &own, "state version endorsements { counts organisation { name } }").await;
        assert_eq!((text(&after, "/state"), &after["version"]), ("AGREED", &json!(2)), "round {round}");
        let mut kept: Vec<_> = after["endorsements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                assert_eq!(one["counts"], true);
                text(one, "/organisation/name")
            })
            .collect();
        kept.sort_unstable();
        assert_eq!(kept, ["Bedrijf", "School"], "round {round}");
        assert_eq!(revision(&table).await.as_i64().unwrap(), before + 3, "two endorsements, and the commitment once");
    }
}

async fn an_external_debtor_keeps_a_commitment_proposed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    table.secretary().act("membershipCreate", "membership { id }", asked).await;
    let debtors = json!({ "debtors": [{ "organisation": table.company }, { "organisation": ministry }] });
    let own = propose(&table.server.by("company"), content(&table, &debtors)).await;
    agree(&table.server.by("company"), &own, &table.company).await;
    let last = agree(&table.server.by("school"), &own, &table.school).await;
    assert_eq!((text(&last, "/state"), names(&last["awaiting"])), ("PROPOSED", vec!["Ministerie"]));
    assert_eq!(shown(&table.server.by("school"), &own, "AGREED").await, ["NOT_A_MEMBER Ministerie"]);
    // Nor is its word waited for where the parties sign.
    let_parties_sign(&table).await;
    let early = json!({ "citedDecision": table.decision("2026-11-02").await });
    let early = with(of(&own, &ministry, "AGREE"), &early);
    assert_eq!(table.secretary().refused("commitmentEndorse", early).await, ["NOT_A_MEMBER organisation"]);

    table.server.clock.set(LATE.parse().unwrap());
    assert_eq!(names(&field(&table, &own, "lateToReact { name }").await["lateToReact"]), ["Ministerie"]);
    let decision = json!({ "citedDecision": table.decision("2026-12-05").await });
    let on_behalf = with(of(&own, &ministry, "AGREE"), &decision);
    assert_eq!(table.secretary().refused("commitmentEndorse", on_behalf).await, ["NOT_A_MEMBER organisation"]);
    assert_eq!(field(&table, &own, "state").await["state"], "PROPOSED");
}

async fn an_objection_sends_it_back_and_other_terms_are_endorsed_anew(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let own = propose(&company, content(&table, &json!({}))).await;
    agree(&company, &own, &table.company).await;
    let objection = of(&own, &table.school, "OBJECT");
    assert_eq!(school.refused("commitmentEndorse", objection.clone()).await, ["REASON_REQUIRED note"]);
    let objection = with(objection, &json!({ "note": "Vijf is te veel", "idempotencyKey": "bezwaar" }));
    for _ in 0..2 {
        let payload = school.perform("commitmentEndorse", STANDS, objection.clone()).await;
        assert_eq!(payload, json!({ "commitment": null, "userErrors": [] }), "a draft is its author's");
    }
    let back =
        field(&table, &own, "state stateReason awaiting { id } awaitsEndorsement endorsements { decision }").await;
    assert_eq!(
        back,
        json!({
            "state": "DRAFT", "stateReason": "Vijf is te veel", "awaiting": [], "awaitsEndorsement": false,
            "endorsements": [{ "decision": "AGREE" }, { "decision": "OBJECT" }],
        })
    );

    // The same terms again: who agreed need not agree twice.
    let draft = json!({ "draft": own["id"], "expectedVersion": 2, "chainStep": "TRAINING" });
    let again = company.act("commitmentPropose", STANDS, draft).await;
    assert_eq!((&again["termsVersion"], names(&again["awaiting"])), (&json!(1), vec!["School"]));
    let mut own = again;
    take(&table.secretary(), "SendBack", &mut own, json!({ "reason": "Eerst overleggen" }), "DRAFT").await;

    let other = json!({ "draft": own["id"], "expectedVersion": 4, "title": "Drie plekken" });
    let again = company.act("commitmentPropose", STANDS, other).await;
    assert_eq!((&again["termsVersion"], names(&again["awaiting"])), (&json!(2), vec!["Bedrijf", "School"]));
    let query = "mutation($input: CommitmentEndorseInput!) { commitmentEndorse(input: $input) { userErrors { code path message } } }";
    let stale = school.ask(query, json!({ "input": of(&own, &table.school, "AGREE") })).await;
    let message = "De tekst is intussen gewijzigd: u zag versie 1, het is nu versie 2.";
    let expected = json!([{ "code": "STALE_ENDORSEMENT", "path": ["expectedTermsVersion"], "message": message }]);
    assert_eq!(stale["commitmentEndorse"]["userErrors"], expected);
    let agreed = with(of(&own, &table.school, "AGREE"), &json!({ "expectedTermsVersion": 2 }));
    let after = school.act("commitmentEndorse", STANDS, agreed).await;
    assert_eq!((text(&after, "/state"), names(&after["awaiting"])), ("PROPOSED", vec!["Bedrijf"]));
    let counts = field(&table, &own, "endorsements { termsVersion counts }").await;
    let counts: Vec<_> = counts["endorsements"].as_array().unwrap().iter().map(|one| one["counts"] == true).collect();
    assert_eq!(counts, [false, false, true]);
    let objection = json!({ "note": "Bij nader inzien", "expectedTermsVersion": 2 });
    let objection = with(of(&own, &table.company, "OBJECT"), &objection);
    let back = company.act("commitmentEndorse", STANDS, objection).await;
    assert_eq!(back["state"], "DRAFT", "its author sees it");
}

async fn a_reservation_counts_once_it_is_lifted(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let own = propose(&company, content(&table, &json!({}))).await;
    agree(&company, &own, &table.company).await;
    let held = with(of(&own, &table.school, "WITH_RESERVATION"), &json!({ "note": "Als er lokalen zijn" }));
    let held = school.act("commitmentEndorse", STANDS, held).await;
    assert_eq!((text(&held, "/state"), names(&held["awaiting"])), ("PROPOSED", vec!["School"]));
    // Who agreed may hold back, too, as long as it is not agreed.
    let held = company.act("commitmentEndorse", STANDS, of(&own, &table.company, "WITH_RESERVATION")).await;
    assert_eq!(names(&held["awaiting"]), ["Bedrijf", "School"]);
    assert_eq!(text(&agree(&school, &own, &table.school).await, "/state"), "PROPOSED");
    assert_eq!(text(&agree(&company, &own, &table.company).await, "/state"), "AGREED");
    let counts = field(&table, &own, "endorsements { decision counts }").await;
    let said = |decision: &str, counts: bool| json!({ "decision": decision, "counts": counts });
    let expected = [
        said("AGREE", false),
        said("WITH_RESERVATION", false),
        said("WITH_RESERVATION", false),
        said("AGREE", true),
        said("AGREE", true),
    ];
    assert_eq!(counts["endorsements"], json!(expected));
}

async fn only_a_party_speaks_and_only_of_what_is_proposed_and_concrete(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school, chair] = ["company", "school", "chair"].map(|subject| table.server.by(subject));
    let vague = propose(&company, content(&table, &json!({ "action": null, "dueOn": null }))).await;
    let before = revision(&table).await;
    for decision in ["AGREE", "AGREE_WITH_NOTE", "WITH_RESERVATION"] {
        let found = company.refused("commitmentEndorse", of(&vague, &table.company, decision)).await;
        assert_eq!(found, ["NOT_SMART commitment"; 2], "{decision}");
    }
    assert_eq!(chair.refused("commitmentEndorse", of(&vague, &table.company, "AGREE")).await, ["NOT_ALLOWED"]);
    assert_eq!(school.refused("commitmentEndorse", of(&vague, &table.company, "AGREE")).await, ["NOT_ALLOWED"]);
    let other = with(of(&vague, &table.province, "OBJECT"), &json!({ "note": "Nee" }));
    assert_eq!(chair.refused("commitmentEndorse", other).await, ["OUT_OF_RANGE organisation"]);
    let decision = json!({ "citedDecision": table.decision("2026-11-01").await });
    let cited = with(of(&vague, &table.company, "OBJECT"), &with(decision.clone(), &json!({ "note": "Nee" })));
    assert_eq!(company.refused("commitmentEndorse", cited.clone()).await, ["OUT_OF_RANGE citedDecision"]);
    assert_eq!(table.secretary().refused("commitmentEndorse", cited).await, ["OUT_OF_RANGE decision"]);
    let unnamed = table.secretary().refused("commitmentEndorse", of(&vague, "org_niets", "AGREE")).await;
    assert_eq!(unnamed, ["NOT_FOUND organisation"]);
    assert_eq!(
        revision(&table).await.as_i64().unwrap(),
        before.as_i64().unwrap() + 2,
        "nothing but a meeting and its decision"
    );

    // For the whole table the chair speaks.
    let mut own = propose(&company, content(&table, &json!({ "beneficiaries": [] }))).await;
    assert_eq!(names(&field(&table, &own, "awaiting { name }").await["awaiting"]), ["Provincie", "Bedrijf"]);
    agree(&company, &own, &table.company).await;
    own = agree(&chair, &own, &table.province).await;
    assert_eq!(own["state"], "AGREED");
    let late = with(of(&own, &table.company, "OBJECT"), &json!({ "note": "Toch niet" }));
    assert_eq!(company.refused("commitmentEndorse", late).await, ["UNKNOWN_TRANSITION commitment"]);
}

async fn who_does_not_react_in_time_is_listed_and_a_decision_stands_in(db: TestDatabase) {
    let table = Table::set(&db).await;
    let_parties_sign(&table).await;
    let secretary = table.secretary();
    let both = json!({ "beneficiaries": [table.school, table.province] });
    let own = propose(&table.server.by("company"), content(&table, &both)).await;
    agree(&table.server.by("company"), &own, &table.company).await;
    let held = with(of(&own, &table.province, "WITH_RESERVATION"), &json!({ "note": "Eerst de begroting" }));
    table.server.by("chair").act("commitmentEndorse", STANDS, held).await;
    let decision = json!({ "citedDecision": table.decision("2026-11-01").await });
    let stand_in = |organisation: &str| with(of(&own, organisation, "AGREE"), &decision);

    table.server.clock.set(DUE.parse().unwrap());
    assert_eq!(field(&table, &own, "lateToReact { name }").await["lateToReact"], json!([]));
    assert_eq!(secretary.refused("commitmentEndorse", stand_in(&table.school)).await, ["BLOCKED citedDecision"]);
    assert_eq!(shown(&secretary, &own, "AGREED").await, ["BLOCKED Provincie", "BLOCKED School"]);
    table.server.clock.set(LATE.parse().unwrap());
    assert_eq!(names(&field(&table, &own, "lateToReact { name }").await["lateToReact"]), ["School"]);
    assert_eq!(shown(&secretary, &own, "AGREED").await, ["BLOCKED Provincie"]);
    let silent = of(&own, &table.school, "AGREE");
    assert_eq!(secretary.refused("commitmentEndorse", silent).await, ["REQUIRED citedDecision"]);
    let planned = json!({ "decision": decision["citedDecision"] });
    assert_eq!(secretary.refused("commitmentAgree", step(&own, &planned)).await, ["NOT_ALLOWED"]);
    for organisation in [&table.province, &table.company] {
        // Who reacted itself is not replaced, whatever it said.
        let found = secretary.refused("commitmentEndorse", stand_in(organisation)).await;
        assert_eq!(found, ["BLOCKED citedDecision"]);
    }
    let stood_in = secretary.act("commitmentEndorse", STANDS, stand_in(&table.school)).await;
    assert_eq!((text(&stood_in, "/state"), names(&stood_in["awaiting"])), ("PROPOSED", vec!["Provincie"]));
    assert_eq!(text(&agree(&table.server.by("chair"), &own, &table.province).await, "/state"), "AGREED");
    let said = field(&table, &own, "agreedOn endorsements { standIn { id } author { name } }").await;
    assert_eq!(said["agreedOn"], "2026-12-05");
    let by_decision = json!({ "standIn": { "id": decision["citedDecision"] }, "author": { "name": "secretary" } });
    assert_eq!(said["endorsements"][2], by_decision);
}

async fn where_meetings_record_a_decision_stands_in_at_any_time(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, school) = (table.secretary(), table.server.by("school"));
    let own = propose(&table.server.by("company"), content(&table, &json!({}))).await;
    let held = of(&own, &table.school, "WITH_RESERVATION");
    school.act("commitmentEndorse", STANDS, held).await;
    let decision = json!({ "citedDecision": table.decision("2026-11-01").await });
    let stand_in = |organisation: &str| with(of(&own, organisation, "AGREE"), &decision);
    assert_eq!(secretary.refused("commitmentEndorse", stand_in(&table.province)).await, ["OUT_OF_RANGE organisation"]);
    secretary.act("commitmentEndorse", STANDS, stand_in(&table.school)).await;
    let last = secretary.act("commitmentEndorse", STANDS, stand_in(&table.company)).await;
    assert_eq!(last["state"], "AGREED");

    let mut other = propose(&table.server.by("company"), content(&table, &json!({}))).await;
    agree(&school, &other, &table.school).await;
    let agreed = json!({ "decision": decision["citedDecision"] });
    take(&secretary, "Agree", &mut other, agreed, "AGREED").await;
}

async fn the_consent_rule_changes_by_a_decision(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (chair, decision) = (table.server.by("chair"), table.decision("2026-11-01").await);
    let rule = "partnership { version settings { consentRule reactionDays } }";
    let change = |version: i32, settings: Value| json!({ "partnership": table.id, "expectedVersion": version, "settings": settings });
    let signs = change(1, json!({ "consentRule": "PARTIES_SIGN", "reactionDays": 7 }));
    assert_eq!(chair.refused("partnershipChange", signs.clone()).await, ["REQUIRED decision"]);
    let decided = json!({ "decision": decision });
    let changed = chair.act("partnershipChange", rule, with(signs, &decided)).await;
    let expected = json!({ "version": 2, "settings": { "consentRule": "PARTIES_SIGN", "reactionDays": 7 } });
    assert_eq!(changed, expected);
    chair.act("partnershipChange", rule, change(2, json!({ "reactionDays": 10 }))).await;
    let usual = change(3, Value::Null);
    assert_eq!(chair.refused("partnershipChange", usual.clone()).await, ["REQUIRED decision"]);
    let changed = chair.act("partnershipChange", rule, with(usual, &decided)).await;
    assert_eq!(changed["settings"], json!({ "consentRule": "RECORDED_IN_MEETING", "reactionDays": 14 }));
}
