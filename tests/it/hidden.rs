//! What is hidden stays so in the corners: in a repeated act, in a late change, in what blocks a removal, in what is
//! cleared.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{content, propose, take},
    journey::definition,
    visibility::indicator,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_repeat_shows_nothing_that_was_lost_from_sight,
        a_late_change_tells_nothing_of_an_earlier_draft,
        a_goal_that_is_hidden_is_no_difference,
        a_proposal_that_was_sent_back_blocks_nothing,
        what_is_hidden_is_not_cleared_unseen,
        a_hidden_person_of_others_is_not_found,
        the_key_of_a_hidden_note_is_free,
        a_hidden_interest_finds_no_commitment,
    ]
}

/// The id of the person who signs in.
pub(crate) async fn own_person(client: &Client) -> Value {
    client.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take()
}

/// The fields that an act says have changed since a version.
async fn changed_fields(client: &Client, act: &str, input: Value) -> Value {
    let (first, rest) = act.split_at(1);
    let query = format!(
        "mutation($input: {}{rest}Input!) {{ {act}(input: $input) {{ userErrors {{ code changedFields }} }} }}",
        first.to_uppercase()
    );
    let answer = client.ask(&query, json!({ "input": input })).await;
    let errors = answer[act]["userErrors"].as_array().unwrap();
    errors.iter().find(|error| error["code"] == "STALE_VERSION").expect("a late change")["changedFields"].clone()
}

/// What is told of an act that was done before and whose record is out of sight.
async fn out_of_sight(client: &Client, act: &str, record: &str, input: Value) {
    let (first, rest) = act.split_at(1);
    let query =
        format!("mutation($input: {}{rest}Input!) {{ {act}(input: $input) {{ {record} }} }}", first.to_uppercase());
    let reply = client.reply(&query, json!({ "input": input })).await;
    assert_eq!(reply["errors"][0]["extensions"]["code"], "NO_LONGER_VISIBLE", "{reply:#}");
    assert!(!reply.to_string().contains("example.org"), "{reply:#}");
}

async fn a_repeat_shows_nothing_that_was_lost_from_sight(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [admin, secretary, company] = ["admin", "secretary", "company"].map(|subject| table.server.by(subject));
    let email = "collega@example.org";
    let colleague = |of: &str| json!({ "name": "Collega", "organisation": of, "email": email, "idempotencyKey": "k" });
    let record = "person { id version email }";
    let own = company.act("personCreate", record, colleague(&table.company)).await;
    assert_eq!(company.act("personCreate", record, colleague(&table.company)).await, own);
    // Of an organisation that its table does not know, a secretariat sees what it entered, and no more than that.
    let others = secretary.act("personCreate", record, colleague(&table.stranger)).await;
    assert_eq!(secretary.act("personCreate", record, colleague(&table.stranger)).await, others);
    let change = json!({ "person": others["id"], "expectedVersion": 1, "email": "nieuw@example.org" });
    admin.act("personChange", record, change).await;
    out_of_sight(&secretary, "personCreate", record, colleague(&table.stranger)).await;

    let query = "query($id: ID!) { organisation(by: { id: $id }) { memberships { nodes { id } } } }";
    let seat = secretary.ask(query, json!({ "id": table.company })).await;
    let leave = json!({
        "membership": seat["organisation"]["memberships"]["nodes"][0]["id"], "expectedVersion": 1,
        "until": "2026-06-30", "leaveReason": "Klaar",
    });
    secretary.act("membershipEnd", "membership { id }", leave).await;
    out_of_sight(&company, "personCreate", record, colleague(&table.company)).await;

    let grant = json!({ "issuer": tests::server::NAME, "subject": "school" });
    admin.act("accountGrantAdmin", "account { id }", grant).await;
    let school = table.server.by("school");
    let account = json!({
        "issuer": tests::server::NAME, "subject": "nieuw@example.org", "person": own["id"], "idempotencyKey": "a",
    });
    school.act("accountCreate", "account { id }", account.clone()).await;
    let id = school.ask("{ viewer { id } }", json!({})).await["viewer"]["id"].take();
    let revoke = json!({ "account": id, "expectedVersion": 2, "reason": "Klaar" });
    assert_eq!(school.act("accountRevokeAdmin", "account { subject }", revoke).await["subject"], "school");
    out_of_sight(&school, "accountCreate", "account { subject }", account).await;
}

async fn a_late_change_tells_nothing_of_an_earlier_draft(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company] = ["secretary", "chair", "company"].map(|subject| table.server.by(subject));
    let record = "commitment { id version }";
    let draft = company.act("commitmentDraft", record, content(&table, &json!({}))).await;
    let bolder = json!({ "draft": draft["id"], "expectedVersion": 1, "kind": "MONEY", "amount": "100" });
    propose(&company, bolder).await;
    let late = json!({ "commitment": draft["id"], "expectedVersion": 1, "reason": "Laat" });
    let terms = json!(["amount", "kind", "reference", "state"]);
    assert_eq!(changed_fields(&secretary, "commitmentReopen", late.clone()).await, terms);
    assert_eq!(changed_fields(&company, "commitmentReopen", late.clone()).await, terms);
    assert_eq!(changed_fields(&chair, "commitmentReopen", late).await, json!([]));

    let definition = definition(&secretary, &table, "vervuld").await;
    let series = indicator(&table, &definition, "PARTNERSHIP").await;
    let input = json!({ "indicator": series, "observedOn": "2026-03-01", "value": { "number": "1" } });
    let draft = company.act("measurementDraft", "measurement { id }", input).await;
    let submit = json!({ "draft": draft["id"], "expectedVersion": 1, "value": { "number": "2" }, "note": "Geteld" });
    company.act("measurementSubmit", "measurement { id }", submit).await;
    let late = json!({ "measurement": draft["id"], "expectedVersion": 1 });
    assert_eq!(changed_fields(&chair, "measurementApprove", late).await, json!([]));
}

async fn a_goal_that_is_hidden_is_no_difference(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let stranger = table.server.by("stranger");
    let other = stranger.ask("{ viewer { memberships { partnership { id } } } }", json!({})).await;
    let other = &other["viewer"]["memberships"][0]["partnership"]["id"];
    let seat = json!({
        "partnership": other, "organisation": table.bureau, "roles": ["PARTNER"], "from": "2026-01-01",
        "representatives": [{ "person": own_person(&table.secretary()).await }],
    });
    stranger.act("membershipCreate", "membership { id }", seat).await;
    let theirs = json!({ "partnership": other, "title": "Van hen", "kind": "OUTCOME" });
    let theirs = stranger.act("goalCreate", "goal { id }", theirs).await["id"].take();
    let align = json!({ "goal": goal, "expectedVersion": 1, "alignedTo": theirs, "pillar": "Instroom" });
    table.secretary().act("goalChange", "goal { id }", align).await;
    let late = json!({ "goal": goal, "expectedVersion": 1, "title": "Laat" });
    assert_eq!(changed_fields(&table.secretary(), "goalChange", late.clone()).await, json!(["alignedTo", "pillar"]));
    assert_eq!(changed_fields(&table.server.by("chair"), "goalChange", late).await, json!(["pillar"]));
}

async fn a_proposal_that_was_sent_back_blocks_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair] = ["secretary", "chair"].map(|subject| table.server.by(subject));
    let goal = table.goal("Doel").await;
    let guest = organisation(&table.server.by("admin"), "Gast", "COMPANY").await;
    let asked = person(&table.server.by("admin"), "guest", &guest).await;
    let seat = table.seat(&table.id, &guest, "PARTNER", &asked).await;
    let more = json!({ "goals": [goal], "debtors": [{ "organisation": guest }] });
    let mut commitment = propose(&table.server.by("company"), content(&table, &more)).await;
    let remove_goal = json!({ "goal": goal, "expectedVersion": 1, "reason": "Vervallen" });
    let remove_seat = json!({ "membership": seat["id"], "expectedVersion": 1, "reason": "Vergissing" });
    assert_eq!(chair.refused("goalRemove", remove_goal.clone()).await, ["BLOCKED goal"]);
    assert_eq!(chair.refused("membershipRemove", remove_seat.clone()).await, ["BLOCKED membership"]);
    take(&secretary, "SendBack", &mut commitment, json!({ "reason": "Te vaag" }), "DRAFT").await;
    chair.act("goalRemove", "partnership { id }", remove_goal).await;
    chair.act("membershipRemove", "partnership { id }", remove_seat).await;
}

async fn what_is_hidden_is_not_cleared_unseen(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [admin, secretary] = ["admin", "secretary"].map(|subject| table.server.by(subject));
    let hidden = json!({
        "name": "Geheim", "slug": "geheim", "kind": "PROJECT", "referencePrefix": "G", "nameVisibility": "PARTNERSHIP",
        "secretariat": {
            "organisation": table.stranger,
            "representatives": [{ "person": own_person(&table.server.by("stranger")).await }],
        },
    });
    let hidden = admin.act("partnershipCreate", "partnership { id }", hidden).await["id"].take();
    let is_one = json!({ "organisation": table.school, "expectedVersion": 1, "partnership": hidden });
    admin.act("organisationChange", "organisation { id }", is_one).await;
    let below = json!({
        "name": "Onder", "slug": "onder", "kind": "PROJECT", "referencePrefix": "O", "parent": hidden,
        "secretariat": {
            "organisation": table.bureau, "from": "2026-01-01",
            "representatives": [{ "person": own_person(&secretary).await }],
        },
    });
    let below = admin.act("partnershipCreate", "partnership { id }", below).await["id"].take();

    // Whoever sends back what it was shown says that there is none.
    let change = json!({ "organisation": table.school, "expectedVersion": 2, "partnership": null });
    let record = "organisation { version partnership { slug } }";
    let seen = secretary.act("organisationChange", record, change.clone()).await;
    assert_eq!(seen, json!({ "version": 2, "partnership": null }));
    let raise = json!({ "partnership": below, "expectedVersion": 1, "parent": null });
    let seen = secretary.act("partnershipChange", "partnership { parent { slug } }", raise).await;
    assert_eq!(seen, json!({ "parent": null }));
    let query = "query($school: ID!, $below: ID!) { organisation(by: { id: $school }) { partnership { slug } }
        partnership(by: { id: $below }) { parent { slug } } }";
    let kept = admin.ask(query, json!({ "school": table.school, "below": below })).await;
    let slug = json!({ "slug": "geheim" });
    assert_eq!(kept, json!({ "organisation": { "partnership": slug }, "partnership": { "parent": slug } }));
    let seen = admin.act("organisationChange", record, change).await;
    assert_eq!(seen["partnership"], Value::Null, "whoever sees it clears it");
}

async fn a_hidden_person_of_others_is_not_found(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let guest = organisation(&admin, "Gast", "COMPANY").await;
    let hidden = person(&admin, "hidden", &table.stranger).await;
    let seat = |organisation: &str| {
        json!({
            "partnership": table.id, "organisation": organisation, "roles": ["PARTNER"], "from": "2026-01-01",
            "representatives": [{ "person": hidden }],
        })
    };
    let refused = table.secretary().refused("membershipCreate", seat(&guest)).await;
    assert_eq!(refused, ["NOT_FOUND representatives.0.person"]);
    table.secretary().act("membershipCreate", "membership { id }", seat(&table.stranger)).await;
}

async fn the_key_of_a_hidden_note_is_free(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let note =
        |commitment: &Value| json!({ "commitment": commitment["id"], "health": "ON_TRACK", "externalKey": "melding" });
    let by_school = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let mut hidden = propose(&table.server.by("school"), content(&table, &by_school)).await;
    table.server.by("school").act("commitmentNote", "note { id }", note(&hidden)).await;
    let seen = propose(&company, content(&table, &json!({}))).await;
    assert_eq!(company.refused("commitmentNote", note(&seen)).await, ["ALREADY_EXISTS externalKey"]);
    take(&table.secretary(), "SendBack", &mut hidden, json!({ "reason": "Te vaag" }), "DRAFT").await;
    company.act("commitmentNote", "note { id }", note(&seen)).await;
}

async fn a_hidden_interest_finds_no_commitment(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "OTHER", "title": "Stil",
    });
    let interest = company.act("interestCreate", "interest { id }", interest).await["id"].take();
    propose(&company, content(&table, &json!({ "interests": [interest] }))).await;
    let query = "query($id: ID!, $interest: ID!) { partnership(by: { id: $id }) {
        named: commitments(filter: { interest: { eq: $interest } }) { totalCount }
        none: commitments(filter: { interest: { isNull: true } }) { totalCount }
        commitments { nodes { interests { id } } } } }";
    let asked = json!({ "id": table.id, "interest": interest });
    let seen = |named: i32, interests: Value| {
        let none = json!({ "totalCount": 1 - named });
        json!({ "named": { "totalCount": named }, "none": none, "commitments": { "nodes": [{ "interests": interests }] } })
    };
    let own = seen(1, json!([{ "id": interest }]));
    assert_eq!(company.ask(query, asked.clone()).await["partnership"], own);
    for client in [school, table.secretary(), table.server.by("chair")] {
        assert_eq!(client.ask(query, asked.clone()).await["partnership"], seen(0, json!([])));
    }
}
