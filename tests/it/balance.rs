//! Halen en brengen: what a table reads of it, and what each party says of it.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{RECORD, agreed, content, evidence, propose, step, take},
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_is_owed_jointly_is_marked_and_what_is_asked_is_not_promised,
        an_interest_is_served_by_what_is_agreed_and_not_let_go,
        each_party_says_for_itself_whether_it_is_in_balance,
        an_interest_is_to_be_looked_at_once_a_year,
    ]
}

/// The entries of the balance, by the name of the party.
async fn balance(client: &Client, table: &Table, fields: &str) -> Vec<(String, Value)> {
    let query = format!(
        "query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ balance {{ organisation {{ name }} {fields} }} }} }}"
    );
    let answer = client.ask(&query, json!({ "id": table.id })).await;
    let entries = answer["partnership"]["balance"].as_array().unwrap().iter();
    let entry = |entry: &Value| {
        let mut said = entry.clone();
        let party = said.as_object_mut().unwrap().remove("organisation").unwrap();
        (party["name"].as_str().unwrap_or("de tafel").to_owned(), said)
    };
    entries.map(entry).collect()
}

async fn what_is_owed_jointly_is_marked_and_what_is_asked_is_not_promised(db: TestDatabase) {
    let table = Table::set(&db).await;
    let hours = json!({ "kind": "HOURS", "quantity": "2.5", "unit": "uur", "recurrence": "YEARLY", "termYears": 10 });
    agreed(&table, &hours).await;
    let both = json!({
        "debtors": [{ "organisation": table.company }, { "organisation": table.school }], "beneficiaries": [],
        "kind": "MONEY", "amount": "1000", "qualifier": "JUST_OVER",
    });
    agreed(&table, &both).await;
    let asked = json!({ "kind": "HOURS", "quantity": "7", "unit": "UUR " });
    propose(&table.server.by("company"), content(&table, &asked)).await;
    let fields = "lines { side kindLabel unit isJoint askedFor promised delivered unknown boundLabel }";
    let hours = |side: &str| {
        json!({
            "side": side, "kindLabel": "uren", "unit": "uur", "isJoint": false, "askedFor": "7", "promised": "25",
            "delivered": "0", "unknown": 0, "boundLabel": null,
        })
    };
    let money = |side: &str, is_joint: bool| {
        json!({
            "side": side, "kindLabel": "geld", "unit": "EUR", "isJoint": is_joint, "askedFor": null, "promised": "1000",
            "delivered": "0", "unknown": 0, "boundLabel": "minstens",
        })
    };
    let expected = [
        ("Bedrijf", json!({ "lines": [money("CONTRIBUTION", true), hours("CONTRIBUTION")] })),
        ("School", json!({ "lines": [hours("GAIN"), money("CONTRIBUTION", true)] })),
        ("de tafel", json!({ "lines": [money("GAIN", false)] })),
    ];
    let found = balance(&table.secretary(), &table, fields).await;
    assert_eq!(found, expected.map(|(party, entry)| (party.to_owned(), entry)));
}

async fn an_interest_is_served_by_what_is_agreed_and_not_let_go(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let wish = json!({
        "partnership": table.id, "organisation": table.school, "side": "WISH", "kind": "PLACES", "title": "Plekken",
    });
    let wish = school.act("interestCreate", "interest { id }", wish).await["id"].take();
    let share = json!({ "interest": wish, "expectedVersion": 1, "visibility": "PUBLIC" });
    school.act("interestShare", "interest { id }", share).await;
    let anonymous = table.server.anonymous();
    let query = "query($id: ID!, $wish: ID!) { partnership(by: { id: $id }) { unservedInterests { totalCount } }
        node(id: $wish) { ... on Interest { commitments { nodes { interests { id } } } } } }";
    let asked = json!({ "id": table.id, "wish": wish });
    let seen = async |client: &Client| {
        let answer = client.ask(query, asked.clone()).await;
        let serve = answer["node"]["commitments"]["nodes"].as_array().unwrap();
        assert!(serve.iter().all(|one| one["interests"] == json!([{ "id": wish }])), "{answer:#}");
        (answer["partnership"]["unservedInterests"]["totalCount"].as_i64().unwrap(), serve.len())
    };
    let more = json!({ "interests": [wish], "visibility": "PARTNERSHIP" });
    let mut own = propose(&company, content(&table, &more)).await;
    assert_eq!((seen(&school).await, seen(&anonymous).await), ((1, 1), (1, 0)), "asked for is not served");
    let decision = json!({ "decision": table.decision("2026-11-01").await, "reason": "Niet meer nodig" });
    let agree = json!({ "decision": decision["decision"] });
    take(&table.secretary(), "Agree", &mut own, agree, "AGREED").await;
    assert_eq!((seen(&school).await, seen(&anonymous).await), ((0, 1), (1, 0)), "each by what it sees");
    let open = step(&own, &json!({ "visibility": "PUBLIC" }));
    own = table.secretary().act("commitmentChange", RECORD, open).await;
    assert_eq!(seen(&anonymous).await, (0, 1));
    take(&table.secretary(), "Release", &mut own, decision, "RELEASED").await;
    assert_eq!((seen(&school).await, seen(&anonymous).await), ((1, 1), (1, 1)));
    let (mut kept, _) = agreed(&table, &json!({ "interests": [wish] })).await;
    take(&company, "ReportDone", &mut kept, evidence(), "REPORTED_DONE").await;
    take(&school, "Fulfil", &mut kept, json!({}), "FULFILLED").await;
    assert_eq!(seen(&school).await, (0, 2));
}

async fn each_party_says_for_itself_whether_it_is_in_balance(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [chair, school] = ["chair", "school"].map(|subject| table.server.by(subject));
    let observer = seat_observer(&table).await;
    let says = |organisation: &str, value: &str| json!({ "partnership": table.id, "organisation": organisation, "value": value, "note": "De avonden", "source": "Gesprek" });
    for (subject, organisation) in [
        ("secretary", &table.school),
        ("chair", &table.school),
        ("company", &table.school),
        ("stranger", &table.stranger),
    ] {
        let client = table.server.by(subject);
        let found = client.refused("balanceOpinionGive", says(organisation, "UNSURE")).await;
        assert_eq!(found, ["NOT_ALLOWED"], "{subject}");
    }
    let found = school.refused("balanceOpinionGive", says(&table.id, "UNSURE")).await;
    assert_eq!(found, ["NOT_FOUND organisation"]);
    let own = observer.ask("{ viewer { organisations { id } } }", json!({})).await;
    let found = observer.refused("balanceOpinionGive", says(text(&own, "/viewer/organisations/0/id"), "UNSURE")).await;
    assert_eq!(found, ["NOT_ALLOWED"], "whoever observes has nothing to balance");

    let fields =
        "balanceOpinion { id version value valueLabel note source givenOn author { name } organisation { name } }";
    let mut first = school.act("balanceOpinionGive", fields, says(&table.school, "WE_GIVE_MORE")).await;
    let id = first["id"].take();
    let expected = json!({
        "id": null, "version": 1, "value": "WE_GIVE_MORE", "valueLabel": "wij brengen meer", "note": "De avonden",
        "source": "Gesprek", "givenOn": "2026-11-20", "author": { "name": "school" }, "organisation": { "name": "School" },
    });
    assert_eq!(first, expected);
    let mut later = says(&table.school, "IN_BALANCE");
    later["idempotencyKey"] = json!("oordeel");
    for _ in 0..2 {
        school.act("balanceOpinionGive", "balanceOpinion { version }", later.clone()).await;
    }
    chair.act("balanceOpinionGive", "balanceOpinion { id }", says(&table.province, "UNSURE")).await;
    let earlier = "query($id: ID!) { node(id: $id) { ... on BalanceOpinion { value version } } }";
    let earlier = school.ask(earlier, json!({ "id": id })).await;
    assert_eq!(earlier["node"], json!({ "value": "WE_GIVE_MORE", "version": 1 }), "what was said stays said");

    let said = async |client: &Client| {
        let entries = balance(client, &table, "opinion { value }").await;
        entries.into_iter().map(|(party, entry)| (party, entry["opinion"]["value"].clone())).collect::<Vec<_>>()
    };
    let none = Value::Null;
    let entry = |party: &str, value: &Value| (party.to_owned(), value.clone());
    let known = [entry("Bedrijf", &none), entry("Provincie", &json!("UNSURE")), entry("School", &json!("IN_BALANCE"))];
    for subject in ["secretary", "chair", "company", "school"] {
        assert_eq!(said(&table.server.by(subject)).await, known, "{subject}");
    }
    assert_eq!(said(&observer).await, [entry("Bedrijf", &none), entry("School", &none)]);
    let former = seat_until_october(&table).await;
    for client in [former, table.server.by("stranger"), table.server.by("admin"), table.server.anonymous()] {
        assert_eq!(said(&client).await, []);
    }
}

async fn an_interest_is_to_be_looked_at_once_a_year(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    for side in ["GAIN", "CONTRIBUTION"] {
        let interest = json!({
            "partnership": table.id, "organisation": table.company, "side": side, "kind": "OTHER", "title": side,
        });
        let interest = company.act("interestCreate", "interest { id }", interest).await["id"].take();
        let share = json!({ "interest": interest, "expectedVersion": 1, "visibility": "PARTNERSHIP" });
        company.act("interestShare", "interest { id }", share).await;
    }
    let signals = async || balance(&table.secretary(), &table, "signals signalLabels").await[0].1.clone();
    let unserved = json!({ "signals": ["UNSERVED_INTEREST"], "signalLabels": ["belang waar niemand in voorziet"] });
    table.server.clock.set("2027-11-20T11:00:00Z".parse().unwrap());
    assert_eq!(signals().await, unserved, "entered a year ago to the day");
    table.server.clock.set("2027-11-21T11:00:00Z".parse().unwrap());
    assert_eq!(signals().await["signals"], json!(["UNSERVED_INTEREST", "REVIEW_OVERDUE"]));
    let query = "query($id: ID!) { partnership(by: { id: $id }) { interests { nodes { id version } } } }";
    let own = company.ask(query, json!({ "id": table.id })).await;
    for interest in own["partnership"]["interests"]["nodes"].as_array().unwrap() {
        let review = json!({ "interest": interest["id"], "expectedVersion": interest["version"] });
        company.act("interestReview", "interest { id }", review).await;
    }
    assert_eq!(signals().await, unserved);
    let school = json!({ "signals": ["NO_GAIN", "NO_CONTRIBUTION"] });
    let found = balance(&table.secretary(), &table, "signals").await;
    assert_eq!(found[1], ("School".to_owned(), school));
}
