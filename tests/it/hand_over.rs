//! Leaving a table: what is still owed is handed over in the same act, by a decision.

use akkoord::ids::NodeId;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::text,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{add, agreed, content, evidence, field, propose, revision, take},
    hidden::own_person,
    ledger::partnership_id,
    membership::seat_of,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_leaver_hands_over_what_it_owes,
        a_co_debtor_takes_the_lead,
        a_hand_over_that_is_refused_changes_nothing,
        what_was_never_agreed_and_what_is_owed_to_it_keep_nobody,
    ]
}

pub(crate) fn leave(seat: &Value, more: &Value) -> Value {
    let mut input = json!({
        "membership": seat["id"], "expectedVersion": seat["version"], "leaveReason": "Failliet",
    });
    add(&mut input, more);
    input
}

/// The amendments of the table, oldest first, as its secretariat sees them.
async fn amendments(table: &Table) -> Vec<Value> {
    let snapshot = table.server.app.ledger().partnership(partnership_id(&table.id)).await.unwrap();
    let query = "query($id: ID!) { node(id: $id) { ... on Amendment {
        state reasonCode reason termsVersion settledOn source commitment { id } decision { id } } } }";
    let mut seen = Vec::new();
    for one in snapshot.amendments.iter() {
        let id = json!({ "id": NodeId::of(&**one).word() });
        seen.push(table.secretary().ask(query, id).await["node"].take());
    }
    seen
}

async fn a_leaver_hands_over_what_it_owes(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (first, decision) = agreed(&table, &json!({ "beneficiaries": [] })).await;
    let (mut second, _) = agreed(&table, &json!({ "beneficiaries": [] })).await;
    take(&table.server.by("company"), "ReportDone", &mut second, evidence(), "REPORTED_DONE").await;
    let seat = seat_of(&table, &table.company).await;
    let teacher = person(&table.server.by("admin"), "teacher", &table.school).await;
    let to_school = json!({ "commitment": first["id"], "to": table.school, "contact": teacher });
    let some = json!({ "handOvers": [to_school], "decision": decision["decision"] });
    assert_eq!(secretary.refused("membershipEnd", leave(&seat, &some)).await, ["OPEN_COMMITMENTS membership"]);

    // Its last day is still to come; what it hands over is the others' at once.
    let all = json!({
        "handOvers": [to_school, { "commitment": second["id"], "to": table.province }],
        "decision": decision["decision"], "source": "Notulen", "until": "2026-12-31",
    });
    let left = secretary.act("membershipEnd", "membership { until leaveReason }", leave(&seat, &all)).await;
    assert_eq!(left, json!({ "until": "2026-12-31", "leaveReason": "Failliet" }));
    let fields = "state version termsVersion timesPostponed lead { name } debtors { name }
        contacts { organisation { name } person { name } }";
    let school = [json!({ "name": "School" })];
    assert_eq!(
        field(&table, &first, fields).await,
        json!({
            "state": "AGREED", "version": 3, "termsVersion": 2, "timesPostponed": 0,
            "lead": school[0], "debtors": school, "contacts": [{ "organisation": school[0], "person": { "name": "teacher" } }],
        })
    );
    let province = json!({ "name": "Provincie" });
    let expected = json!({ "state": "REPORTED_DONE", "lead": province, "debtors": [province] });
    assert_eq!(field(&table, &second, "state lead { name } debtors { name }").await, expected);

    let made = amendments(&table).await;
    let amendment = |commitment: &Value| {
        json!({
            "state": "ACCEPTED", "reasonCode": "PARTNER_CHANGE", "reason": "Failliet", "termsVersion": 1,
            "settledOn": "2026-11-20", "source": "Notulen", "commitment": { "id": commitment["id"] },
            "decision": { "id": decision["decision"] },
        })
    };
    assert_eq!(made, [amendment(&first), amendment(&second)]);
    let start = json!({ "commitment": first["id"], "expectedVersion": 3 });
    assert_eq!(table.server.by("company").refused("commitmentStart", start.clone()).await, ["NOT_ALLOWED"]);
    table.server.by("school").act("commitmentStart", "commitment { id }", start).await;
}

async fn a_co_debtor_takes_the_lead(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let debtors = json!([
        { "organisation": table.company, "isLead": true, "contact": own_person(&company).await },
        { "organisation": table.school, "contact": own_person(&school).await },
    ]);
    let (commitment, decision) = agreed(&table, &json!({ "debtors": debtors, "beneficiaries": [] })).await;
    let hand_over = json!({
        "handOvers": [{ "commitment": commitment["id"], "to": table.school }], "decision": decision["decision"],
    });
    let seat = seat_of(&table, &table.company).await;
    table.server.by("chair").act("membershipEnd", "membership { id }", leave(&seat, &hand_over)).await;
    let seen = field(&table, &commitment, "lead { name } debtors { name } contacts { person { name } }").await;
    let school = json!({ "name": "School" });
    assert_eq!(seen, json!({ "lead": school, "debtors": [school], "contacts": [{ "person": { "name": "school" } }] }));
}

async fn a_hand_over_that_is_refused_changes_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (commitment, decision) = agreed(&table, &json!({ "beneficiaries": [table.school] })).await;
    let (other, _) = agreed(&table, &json!({ "debtors": [{ "organisation": table.province }] })).await;
    let asked = propose(&table.server.by("company"), content(&table, &json!({}))).await;
    let guest = organisation(&table.server.by("admin"), "Gast", "COMPANY").await;
    let invited = json!({ "partnership": table.id, "organisation": guest, "status": "INVITED" });
    secretary.act("membershipCreate", "membership { id }", invited).await;
    let seat = seat_of(&table, &table.company).await;
    let before = revision(&table).await;
    let hand = |commitment: &Value, to: &str| json!({ "commitment": commitment["id"], "to": to });
    let decided = |hand_overs: Value| json!({ "handOvers": hand_overs, "decision": decision["decision"] });
    let nowhere = json!({ "commitment": "commitment_x", "to": "organisation_x", "contact": "person_x" });
    let undecided = json!({ "handOvers": [hand(&commitment, &table.province)] });
    for (more, refusal) in [
        (undecided, vec!["REQUIRED decision"]),
        (decided(json!([hand(&commitment, &guest)])), vec!["NOT_A_MEMBER handOvers.0.to"]),
        (decided(json!([hand(&commitment, &table.stranger)])), vec!["NOT_A_MEMBER handOvers.0.to"]),
        (decided(json!([hand(&commitment, &table.company)])), vec!["OUT_OF_RANGE handOvers.0.to"]),
        (decided(json!([hand(&commitment, &table.school)])), vec!["SELF_BENEFIT handOvers.0.to"]),
        (
            decided(json!([
                hand(&commitment, &table.province),
                hand(&other, &table.school),
                hand(&asked, &table.province),
                hand(&commitment, &table.province),
            ])),
            vec![
                "ALREADY_EXISTS handOvers.3.commitment",
                "OUT_OF_RANGE handOvers.1.commitment",
                "OUT_OF_RANGE handOvers.2.commitment",
            ],
        ),
        (
            decided(json!([nowhere])),
            vec![
                "NOT_FOUND handOvers.0.commitment",
                "NOT_FOUND handOvers.0.contact",
                "NOT_FOUND handOvers.0.to",
                "OPEN_COMMITMENTS membership",
            ],
        ),
    ] {
        let mut found = secretary.refused("membershipEnd", leave(&seat, &more)).await;
        found.sort();
        assert_eq!(found, refusal, "{more}");
        assert_eq!(revision(&table).await, before);
    }
    let hand_over = decided(json!([hand(&commitment, &table.province)]));
    for subject in ["company", "school"] {
        let refused = table.server.by(subject).refused("membershipEnd", leave(&seat, &hand_over)).await;
        assert_eq!(refused, ["NOT_ALLOWED"]);
    }
    secretary.act("membershipEnd", "membership { id }", leave(&seat, &hand_over)).await;
}

async fn what_was_never_agreed_and_what_is_owed_to_it_keep_nobody(db: TestDatabase) {
    let table = Table::set(&db).await;
    let asked = propose(&table.server.by("company"), content(&table, &json!({}))).await;
    let draft = content(&table, &json!({ "title": "Concept" }));
    table.secretary().act("commitmentDraft", "commitment { id }", draft).await;
    let owed = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let (owed, _) = agreed(&table, &owed).await;
    let seat = seat_of(&table, &table.company).await;
    table.secretary().act("membershipEnd", "membership { id }", leave(&seat, &json!({}))).await;
    for (commitment, state, debtor) in [(&asked, "PROPOSED", "Bedrijf"), (&owed, "AGREED", "School")] {
        let seen = field(&table, commitment, "state debtors { name }").await;
        assert_eq!((text(&seen, "/state"), text(&seen, "/debtors/0/name")), (state, debtor));
    }
}
