//! What is kept up beside the terms of a commitment: conditions, contacts, confirmations, notes; and drafts that go.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::text,
    table::{Table, organisation, person},
    tests,
};

use crate::commitment::{RECORD, agreed, content, evidence, field, propose, revision, step, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_condition_blocks_until_its_party_has_met_it,
        a_condition_is_a_term_and_whether_it_is_met_is_none,
        no_act_changes_a_term_of_what_was_agreed,
        what_is_no_term_changes_in_any_state,
        a_debtor_names_its_own_contact_and_changes_nothing_else,
        that_nothing_changed_is_confirmed_of_all_or_of_none,
        only_a_draft_that_was_never_proposed_goes,
        a_note_is_changed_by_its_author_or_the_secretariat,
    ]
}

/// A ministry that is asked, without a seat.
async fn ministry(table: &Table) -> String {
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    table.secretary().act("membershipCreate", "membership { id }", asked).await;
    ministry
}

async fn a_condition_blocks_until_its_party_has_met_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let ministry = ministry(&table).await;
    let wrong = json!({ "conditions": [{ "text": " ", "organisation": table.stranger }] });
    assert_eq!(
        company.refused("commitmentPropose", content(&table, &wrong)).await,
        ["REQUIRED conditions.0.text", "NOT_A_MEMBER conditions.0.organisation"]
    );
    let conditions = json!([
        { "text": "Huisvesting", "organisation": ministry }, { "text": "Lokalen", "organisation": table.school },
    ]);
    let more = json!({ "conditions": conditions, "dueOn": { "date": "2026-12-10" } });
    let (own, _) = agreed(&table, &more).await;
    let fields = "isBlocked isAtRisk termsVersion conditions { number text organisation { name } metOn isMet }";
    assert_eq!(
        field(&table, &own, fields).await,
        json!({
            "isBlocked": true, "isAtRisk": true, "termsVersion": 1,
            "conditions": [
                { "number": 1, "text": "Huisvesting", "organisation": { "name": "Ministerie" }, "metOn": null, "isMet": false },
                { "number": 2, "text": "Lokalen", "organisation": { "name": "School" }, "metOn": null, "isMet": false },
            ],
        })
    );

    let before = revision(&table).await;
    let meet = |version: i32, more: Value| {
        let mut input = json!({ "commitment": own["id"], "expectedVersion": version });
        crate::commitment::add(&mut input, &more);
        input
    };
    for (client, number) in [(&company, 1), (&company, 2), (&school, 1), (&school, 9)] {
        let found = client.refused("commitmentMeetCondition", meet(1, json!({ "number": number }))).await;
        assert_eq!(found, ["NOT_ALLOWED"], "{number}");
    }
    let nothing = meet(1, json!({ "number": 0, "metOn": null }));
    assert_eq!(
        secretary.refused("commitmentMeetCondition", nothing).await,
        ["STALE_VERSION expectedVersion", "NOT_FOUND number", "REASON_REQUIRED reason"]
    );
    let early = meet(2, json!({ "number": 2, "metOn": "2026-12-01" }));
    assert_eq!(school.refused("commitmentMeetCondition", early).await, ["DATE_ORDER metOn"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    let fields = "commitment { version isBlocked isAtRisk termsVersion conditions { metOn } }";
    let first = school.act("commitmentMeetCondition", fields, meet(2, json!({ "number": 2 }))).await;
    assert_eq!(
        first,
        json!({
            "version": 3, "isBlocked": true, "isAtRisk": true, "termsVersion": 1,
            "conditions": [{ "metOn": null }, { "metOn": "2026-11-20" }],
        })
    );
    let input = meet(3, json!({ "number": 1, "metOn": "2026-11-02", "reason": "Brief van de minister" }));
    let second = secretary.act("commitmentMeetCondition", fields, input).await;
    assert_eq!((&second["isBlocked"], &second["isAtRisk"]), (&json!(false), &json!(false)));
    let back = secretary.act(
        "commitmentMeetCondition",
        fields,
        meet(4, json!({ "number": 1, "metOn": null, "reason": "Ingetrokken" })),
    );
    assert_eq!(back.await["isBlocked"], true);
    let again = meet(5, json!({ "number": 1, "metOn": null, "reason": "Nog eens" }));
    assert_eq!(secretary.refused("commitmentMeetCondition", again).await, ["UNKNOWN_TRANSITION metOn"]);

    // A condition keeps nobody from starting; when it is over, nothing waits for it any more.
    let mut own = field(&table, &own, "id version state").await;
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    take(&school, "Fulfil", &mut own, json!({}), "FULFILLED").await;
    assert_eq!(field(&table, &own, "isBlocked").await["isBlocked"], false);
    let late = step(&own, &json!({ "number": 1 }));
    assert_eq!(secretary.refused("commitmentMeetCondition", late).await, ["UNKNOWN_TRANSITION commitment"]);
    let outside = "query($id: ID!) { node(id: $id) { ... on Commitment { conditions { text } isBlocked } } }";
    assert!(table.server.anonymous().ask(outside, json!({ "id": own["id"] })).await["node"].is_null());
}

async fn a_condition_is_a_term_and_whether_it_is_met_is_none(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let housing = json!({ "text": "Huisvesting", "organisation": table.school });
    let mut own = propose(&company, content(&table, &json!({ "conditions": [housing] }))).await;
    let met = step(&own, &json!({ "number": 1 }));
    own = table.server.by("school").act("commitmentMeetCondition", RECORD, met).await;
    assert_eq!(own["state"], "PROPOSED");
    take(&secretary, "SendBack", &mut own, json!({ "reason": "En salaris?" }), "DRAFT").await;
    let salary = json!({ "text": "Salaris", "organisation": table.province });
    let more = json!({ "draft": own["id"], "expectedVersion": own["version"], "conditions": [salary, housing] });
    own = propose(&company, more).await;
    let fields = "termsVersion conditions { text isMet }";
    assert_eq!(
        field(&table, &own, fields).await,
        json!({ "termsVersion": 2, "conditions": [{ "text": "Salaris", "isMet": false }, { "text": "Huisvesting", "isMet": true }] })
    );
}

/// What the parties agree to, as the inputs of acts would call it.
const TERMS: &[&str] = &[
    "title",
    "action",
    "debtors",
    "beneficiaries",
    "obligation",
    "kind",
    "quantity",
    "unit",
    "amount",
    "qualifier",
    "recurrence",
    "termYears",
    "effect",
    "dueOn",
    "doneCriterion",
    "conditions",
];

async fn no_act_changes_a_term_of_what_was_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let inputs = "{ __schema { types { name inputFields { name type { name ofType { name } } } } } }";
    let schema = table.secretary().ask(inputs, json!({})).await;
    for input in schema["__schema"]["types"].as_array().unwrap() {
        let fields = input["inputFields"].as_array().into_iter().flatten();
        let names: BTreeSet<&str> = fields.map(|field| text(field, "/name")).collect();
        // To postpone and to amend are told the version of the terms instead.
        let is_act = names.contains("commitment") && names.contains("expectedVersion");
        let terms: Vec<_> = TERMS.iter().filter(|term| is_act && names.contains(**term)).collect();
        assert!(terms.is_empty(), "{} says {terms:?}", input["name"]);
    }

    let company = table.server.by("company");
    let conditions = json!({ "conditions": [{ "text": "Lokalen", "organisation": table.school }] });
    let (mut own, _) = agreed(&table, &conditions).await;
    let said =
        "termsVersion title action doneCriterion dueOn { date } originalDueOn { date } timesPostponed obligation kind
        quantity unit amount qualifier recurrence termYears effect agreedOn debtors { id } lead { id }
        beneficiaries { id } conditions { text organisation { id } }";
    let before = field(&table, &own, said).await;
    for act in ["Draft", "Propose"] {
        let change =
            json!({ "draft": own["id"], "expectedVersion": 2, "title": "Anders", "conditions": [], "unit": "x" });
        let found = company.refused(&format!("commitment{act}"), change).await;
        assert!(found.contains(&"UNKNOWN_TRANSITION draft".to_owned()), "{act}: {found:?}");
    }
    own = table.server.by("school").act("commitmentMeetCondition", RECORD, step(&own, &json!({ "number": 1 }))).await;
    let change = step(&own, &json!({ "visibility": "PUBLIC", "chainStep": "TRAINING", "source": "Notulen" }));
    own = table.secretary().act("commitmentChange", RECORD, change).await;
    let note = json!({ "commitment": own["id"], "health": "BEHIND" });
    company.act("commitmentNote", "note { id }", note).await;
    own = field(&table, &own, "id version state").await;
    let unchanged = json!({ "commitments": [own["id"]] });
    company.act("commitmentsConfirmUnchanged", "commitments { id }", unchanged).await;
    assert_eq!(field(&table, &own, said).await, before);
}

async fn what_is_no_term_changes_in_any_state(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let goal = table.goal("Doel").await;
    let interest = crate::visibility::interest(&table, &goal, "Van de school").await;
    let (mut own, _) = agreed(&table, &json!({ "interests": [], "externalKey": "A-1" })).await;
    let served = json!({ "title": "Andere", "interests": [interest["id"]], "externalKey": "A-2" });
    let other = propose(&table.server.by("school"), content(&table, &served)).await;
    let change = json!({
        "goals": [goal], "chainStep": "TRAINING", "visibility": "PUBLIC", "amountsPublic": true, "externalKey": "A-3",
        "source": "Notulen", "contacts": [{ "organisation": table.company, "person": me(&company).await }],
    });
    own = secretary.act("commitmentChange", RECORD, step(&own, &change)).await;
    let fields = "version goals { id } chainStep chainStepLabel visibility visibilityLabel(language: EN) amountsPublic
        externalKey source contacts { organisation { name } person { name } } obligationLabel qualifierLabel
        recurrenceLabel(language: EN) kindLabel effectLabel";
    assert_eq!(
        field(&table, &own, fields).await,
        json!({
            "version": 3, "goals": [{ "id": goal }], "chainStep": "TRAINING", "chainStepLabel": "scholing",
            "visibility": "PUBLIC", "visibilityLabel": "public", "amountsPublic": true, "externalKey": "A-3",
            "source": "Notulen", "contacts": [{ "organisation": { "name": "Bedrijf" }, "person": { "name": "company" } }],
            "obligationLabel": "resultaatsverplichting", "qualifierLabel": "precies", "recurrenceLabel": "once",
            "kindLabel": null, "effectLabel": null,
        })
    );
    // Interests that the secretariat does not see are not the secretariat's to take away.
    let cleared = step(&other, &json!({ "interests": null, "goals": null, "externalKey": "A-4" }));
    secretary.act("commitmentChange", RECORD, cleared).await;
    let kept = "query($id: ID!) { node(id: $id) { ... on Commitment { externalKey interests { title } } } }";
    let kept = table.server.by("school").ask(kept, json!({ "id": other["id"] })).await;
    assert_eq!(kept["node"], json!({ "externalKey": "A-4", "interests": [{ "title": "Van de school" }] }));

    let before = revision(&table).await;
    let wrong = json!({
        "expectedVersion": 1, "externalKey": "A-4", "visibility": "ORGANISATION", "goals": ["goal_niets"],
        "contacts": [{ "organisation": table.school }, { "organisation": table.company, "person": "person_niemand" }],
    });
    let mut found = secretary.refused("commitmentChange", step(&own, &wrong)).await;
    found.sort();
    assert_eq!(
        found,
        [
            "ALREADY_EXISTS externalKey",
            "NOT_FOUND contacts.1.person",
            "NOT_FOUND goals.0",
            "OUT_OF_RANGE contacts.0.organisation",
            "OUT_OF_RANGE visibility",
            "STALE_VERSION expectedVersion",
        ]
    );
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
}

async fn me(client: &tests::server::Client) -> Value {
    client.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take()
}

async fn a_debtor_names_its_own_contact_and_changes_nothing_else(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school) = (table.server.by("company"), table.server.by("school"));
    let both = json!({ "debtors": [{ "organisation": table.company }, { "organisation": table.province }] });
    let (own, _) = agreed(&table, &both).await;
    let contact = |organisation: &str| json!({ "contacts": [{ "organisation": organisation, "person": null }] });
    let before = revision(&table).await;
    for subject in ["school", "chair"] {
        let found = table.server.by(subject).refused("commitmentChange", step(&own, &contact(&table.company))).await;
        let expected: &[&str] =
            if subject == "school" { &["NOT_ALLOWED"] } else { &["NOT_ALLOWED contacts.0.organisation"] };
        assert_eq!(found, expected, "{subject}");
    }
    let mut more = contact(&table.company);
    more["goals"] = json!([]);
    more["source"] = json!("x".repeat(3_000));
    assert_eq!(
        company.refused("commitmentChange", step(&own, &more)).await,
        ["NOT_ALLOWED goals", "NOT_ALLOWED source"],
        "and nothing about what is wrong with it"
    );
    assert_eq!(revision(&table).await, before);
    let named = json!({ "contacts": [{ "organisation": table.company, "person": me(&company).await }] });
    let fields = "commitment { version contacts { person { name } } }";
    let changed = company.act("commitmentChange", fields, step(&own, &named)).await;
    assert_eq!(changed, json!({ "version": 3, "contacts": [{ "person": { "name": "company" } }] }));

    // Whom a member may not see, it cannot filter by either.
    let admin = table.server.by("admin");
    let inside = person(&admin, "inside", &table.company).await;
    let named = json!({ "expectedVersion": 3, "contacts": [{ "organisation": table.company, "person": inside }] });
    table.secretary().act("commitmentChange", RECORD, step(&own, &named)).await;
    let query = "query($id: ID!, $person: ID!) { partnership(by: { id: $id }) {
        commitments(filter: { contact: { eq: $person } }) { totalCount nodes { contacts { person { name } } } }
        none: commitments(filter: { contact: { isNull: true } }) { totalCount } } }";
    let variables = json!({ "id": table.id, "person": inside });
    let seen = table.secretary().ask(query, variables.clone()).await;
    assert_eq!(seen["partnership"]["commitments"]["nodes"][0]["contacts"][0]["person"]["name"], "inside");
    let hidden = school.ask(query, variables).await;
    assert_eq!(
        hidden["partnership"],
        json!({ "commitments": { "totalCount": 0, "nodes": [] }, "none": { "totalCount": 1 } })
    );
}

async fn that_nothing_changed_is_confirmed_of_all_or_of_none(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let (first, _) = agreed(&table, &json!({ "title": "Eerste" })).await;
    let (second, _) =
        agreed(&table, &json!({ "title": "Tweede", "debtors": [{ "organisation": table.province }] })).await;
    let proposal = propose(&company, content(&table, &json!({}))).await;
    let note = json!({ "commitment": first["id"], "health": "BEHIND", "notedOn": "2026-11-01" });
    company.act("commitmentNote", "note { id }", note).await;
    let input = |seen: &[&Value]| json!({ "commitments": seen.iter().map(|one| &one["id"]).collect::<Vec<_>>() });
    let before = revision(&table).await;
    let both = input(&[&first, &second]);
    let act = "commitmentsConfirmUnchanged";
    assert_eq!(company.refused(act, both.clone()).await, ["NOT_ALLOWED commitments.1"]);
    assert_eq!(school.refused(act, input(&[&first])).await, ["NOT_ALLOWED commitments.0"]);
    let hidden = table.server.by("stranger").refused(act, both.clone()).await;
    assert_eq!(hidden, ["NOT_FOUND commitments.0", "NOT_FOUND commitments.1"]);
    let nothing = json!({ "id": "commitment_niets" });
    assert_eq!(
        secretary.refused(act, input(&[&first, &proposal, &first, &nothing])).await,
        ["UNKNOWN_TRANSITION commitments.1", "ALREADY_EXISTS commitments.2", "NOT_FOUND commitments.3"]
    );
    assert_eq!(secretary.refused(act, input(&[])).await, ["REQUIRED commitments"]);
    let mut behalf = both.clone();
    behalf["onBehalfOf"] = json!(table.company);
    let found = secretary.refused(act, behalf).await;
    assert_eq!(found, ["OUT_OF_RANGE commitments.1.onBehalfOf"], "the company does not owe the second");
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    let mut keyed = both;
    keyed["idempotencyKey"] = json!("eens");
    let fields = "commitments { title state version latestNote { health notedOn text onBehalfOf { id } } }";
    let confirmed = secretary.perform(act, fields, keyed.clone()).await;
    let noted = |health: &str, debtor: &str| json!({ "health": health, "notedOn": "2026-11-20", "text": "Ongewijzigd.", "onBehalfOf": { "id": debtor } });
    assert_eq!(
        confirmed["commitments"],
        json!([
            { "title": "Eerste", "state": "IN_PROGRESS", "version": 3, "latestNote": noted("BEHIND", &table.company) },
            { "title": "Tweede", "state": "AGREED", "version": 2, "latestNote": noted("ON_TRACK", &table.province) },
        ])
    );
    assert_eq!(secretary.perform(act, fields, keyed).await, confirmed);
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        commitments(filter: { latestNoteOn: { gte: \"2026-11-20\" } }, orderBy: [{ field: LATEST_NOTE_ON, direction: DESC }, { field: LEAD_NAME, direction: DESC }]) { nodes { title notes { totalCount } } }
        never: commitments(filter: { latestNoteOn: { isNull: true } }) { totalCount } } }";
    assert_eq!(
        secretary.ask(query, json!({ "id": table.id })).await["partnership"],
        json!({
            "commitments": { "nodes": [
                { "title": "Tweede", "notes": { "totalCount": 1 } }, { "title": "Eerste", "notes": { "totalCount": 2 } },
            ] },
            "never": { "totalCount": 1 },
        })
    );
}

async fn only_a_draft_that_was_never_proposed_goes(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company] = ["secretary", "chair", "company"].map(|subject| table.server.by(subject));
    let draft = company.act("commitmentDraft", RECORD, content(&table, &json!({}))).await;
    let remove = |one: &Value, reason: &str| step(one, &json!({ "reason": reason }));
    assert_eq!(chair.refused("commitmentRemove", remove(&draft, "Weg")).await, ["NOT_FOUND commitment"]);
    assert_eq!(company.refused("commitmentRemove", remove(&draft, " ")).await, ["REASON_REQUIRED reason"]);
    let gone = company.perform("commitmentRemove", "removedId partnership { id }", remove(&draft, "Vergissing")).await;
    assert_eq!((&gone["removedId"], &gone["userErrors"]), (&draft["id"], &json!([])));
    assert_eq!(secretary.refused("commitmentRemove", remove(&draft, "Weg")).await, ["NOT_FOUND commitment"]);

    let mut own = propose(&company, content(&table, &json!({}))).await;
    for state in ["PROPOSED", "DRAFT"] {
        assert_eq!(own["state"], state);
        assert_eq!(company.refused("commitmentRemove", remove(&own, "Weg")).await, ["BLOCKED commitment"], "{state}");
        if state == "PROPOSED" {
            assert_eq!(chair.refused("commitmentRemove", remove(&own, "Weg")).await, ["NOT_ALLOWED"]);
            take(&secretary, "SendBack", &mut own, json!({ "reason": "Nee" }), "DRAFT").await;
        }
    }
}

async fn a_note_is_changed_by_its_author_or_the_secretariat(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let (own, _) = agreed(&table, &json!({})).await;
    let fields = "note { id version health text notedOn externalKey author { name } onBehalfOf { name } }";
    let input = json!({ "commitment": own["id"], "health": "BEHIND", "text": "Twee bezet", "externalKey": "n-1" });
    let mut note = company.act("commitmentNote", fields, input.clone()).await;
    assert_eq!((&note["author"]["name"], &note["onBehalfOf"]), (&json!("company"), &json!(null)));
    assert_eq!(company.refused("commitmentNote", input).await, ["ALREADY_EXISTS externalKey"]);
    let change = |version: &Value, more: Value| {
        let mut input = json!({ "note": note["id"], "expectedVersion": version });
        crate::commitment::add(&mut input, &more);
        input
    };
    let wrong = json!({ "notedOn": "2027-01-01", "text": "x".repeat(10_001) });
    assert_eq!(school.refused("noteChange", change(&json!(1), wrong.clone())).await, ["NOT_ALLOWED"]);
    assert_eq!(
        company.refused("noteChange", change(&json!(9), wrong)).await,
        ["STALE_VERSION expectedVersion", "DATE_ORDER notedOn", "TOO_LONG text"]
    );
    let better = json!({ "health": "ON_TRACK", "text": null, "notedOn": "2026-11-10" });
    note = company.act("noteChange", fields, change(&json!(1), better)).await;
    assert_eq!(
        (&note["version"], &note["health"], &note["text"], &note["notedOn"], &note["externalKey"]),
        (&json!(2), &json!("ON_TRACK"), &json!(null), &json!("2026-11-10"), &json!("n-1"))
    );
    let query = "query($id: ID!) { progressNote(by: { externalKey: { partnership: $id, key: \"n-1\" } }) { id commitment { latestNote { id } } } }";
    let found = school.ask(query, json!({ "id": table.id })).await["progressNote"].take();
    assert_eq!((&found["id"], &found["commitment"]["latestNote"]["id"]), (&note["id"], &note["id"]));
    assert!(table.server.anonymous().ask(query, json!({ "id": table.id })).await["progressNote"].is_null());

    let later = json!({ "commitment": own["id"], "health": "ATTENTION" });
    company.act("commitmentNote", "note { id }", later).await;
    let remove = json!({ "note": note["id"], "expectedVersion": 2, "reason": "Dubbel" });
    assert_eq!(school.refused("noteRemove", remove.clone()).await, ["NOT_ALLOWED"]);
    let gone = secretary.perform("noteRemove", "removedId", remove).await;
    assert_eq!(gone["removedId"], note["id"]);
    let left = field(&table, &own, "state notes { totalCount } latestNote { health }").await;
    let expected =
        json!({ "state": "IN_PROGRESS", "notes": { "totalCount": 1 }, "latestNote": { "health": "ATTENTION" } });
    assert_eq!(left, expected);
}
