//! Agreements: recorded, signed, joined and carried out, and what outsiders see of them.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation},
    tests,
};

use crate::{
    commitment::{RECORD, add, agreed, content, field, propose, step},
    visibility::seat_until_october,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_signed_agreement_changes_and_gets_parties_by_a_decision_only,
        what_an_agreement_says_holds_together,
        a_commitment_carries_out_an_agreement,
        an_outsider_sees_a_public_agreement_and_not_where_it_was_found,
    ]
}

const AGREEMENT: &str =
    "agreement { id version title signedOn validUntil parties { organisation { name } joinedOn leftOn } }";

async fn create(table: &Table, more: &Value) -> Value {
    let mut input = json!({ "partnership": table.id, "title": "Convenant" });
    add(&mut input, more);
    table.secretary().act("agreementCreate", AGREEMENT, input).await
}

fn of(agreement: &Value, more: &Value) -> Value {
    let mut input = json!({ "agreement": agreement["id"], "expectedVersion": agreement["version"] });
    add(&mut input, more);
    input
}

async fn a_signed_agreement_changes_and_gets_parties_by_a_decision_only(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let unsigned = create(&table, &json!({ "parties": [{ "organisation": table.company }] })).await;
    let joined = chair.act("agreementAccede", AGREEMENT, of(&unsigned, &json!({ "organisation": table.school }))).await;
    let sign = json!({ "signedOn": "2026-11-20", "validUntil": "2030-12-31", "title": "Techniekconvenant" });
    let signed = chair.act("agreementChange", AGREEMENT, of(&joined, &sign)).await;
    assert_eq!(
        signed,
        json!({
            "id": unsigned["id"], "version": 3, "title": "Techniekconvenant", "signedOn": "2026-11-20", "validUntil": "2030-12-31",
            "parties": [
                { "organisation": { "name": "Bedrijf" }, "joinedOn": null, "leftOn": null },
                { "organisation": { "name": "School" }, "joinedOn": "2026-11-20", "leftOn": null },
            ],
        })
    );

    let longer = json!({ "validUntil": "2035-12-31" });
    let bureau = json!({ "organisation": table.bureau, "joinedOn": "2027-01-01" });
    assert_eq!(secretary.refused("agreementChange", of(&signed, &longer)).await, ["REQUIRED decision"]);
    assert_eq!(secretary.refused("agreementAccede", of(&signed, &bureau)).await, ["REQUIRED decision"]);
    let refusal = table.server.by("company").refused("agreementAccede", of(&signed, &bureau)).await;
    assert_eq!(refusal, ["NOT_ALLOWED"]);
    let decision = json!({ "decision": table.decision("2026-11-19").await });
    let by_decision = |more: &Value| {
        let mut input = decision.clone();
        add(&mut input, more);
        input
    };
    let longer = secretary.act("agreementChange", AGREEMENT, of(&signed, &by_decision(&longer))).await;
    let late = by_decision(&json!({ "organisation": table.bureau, "joinedOn": "2036-01-01" }));
    assert_eq!(secretary.refused("agreementAccede", of(&longer, &late)).await, ["DATE_ORDER joinedOn"]);
    let joined = secretary.act("agreementAccede", AGREEMENT, of(&longer, &by_decision(&bureau))).await;
    assert_eq!(
        joined["parties"][2],
        json!({ "organisation": { "name": "Bureau" }, "joinedOn": "2027-01-01", "leftOn": null })
    );
    let again = secretary.refused("agreementAccede", of(&joined, &by_decision(&bureau))).await;
    assert_eq!(again, ["ALREADY_EXISTS organisation"]);
    let stale = secretary.refused("agreementAccede", of(&signed, &json!({ "organisation": table.stranger }))).await;
    assert_eq!(stale, ["STALE_VERSION expectedVersion", "REQUIRED decision", "NOT_A_MEMBER organisation"]);

    let query = "query($id: ID!) { node(id: $id) { ... on Decision {
        citations { nodes { act subject { id ... on Agreement { title } } } } } } }";
    let cited = secretary.ask(query, json!({ "id": decision["decision"] })).await;
    let subject = json!({ "id": unsigned["id"], "title": "Techniekconvenant" });
    assert_eq!(
        cited["node"]["citations"]["nodes"],
        json!([{ "act": "agreementChange", "subject": subject }, { "act": "agreementAccede", "subject": subject }])
    );
}

async fn what_an_agreement_says_holds_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    seat_until_october(&table).await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        memberships(last: 1) { nodes { organisation { id name } } } } }";
    let left = secretary.ask(query, json!({ "id": table.id })).await;
    let left = text(&left, "/partnership/memberships/nodes/0/organisation/id").to_owned();
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    secretary.act("membershipCreate", "membership { id }", asked).await;
    let wrong = json!({
        "partnership": table.id, "title": " ", "signedOn": "2026-11-21", "validFrom": "2027-01-01",
        "validUntil": "2026-12-31", "visibility": "ORGANISATION", "evidence": [{ "title": "", "link": "ftp://x" }],
        "decision": "decision_x",
        "parties": [
            { "organisation": table.stranger }, { "organisation": "organisation_x" },
            { "organisation": table.company, "joinedOn": "2026-11-01" }, { "organisation": table.company },
            { "organisation": table.school, "joinedOn": "2026-12-01", "leftOn": "2026-11-30" },
        ],
    });
    let mut found = secretary.refused("agreementCreate", wrong.clone()).await;
    found.sort();
    assert_eq!(
        found,
        [
            "ALREADY_EXISTS parties.3.organisation",
            "DATE_ORDER parties.2.joinedOn",
            "DATE_ORDER parties.4.leftOn",
            "DATE_ORDER signedOn",
            "DATE_ORDER validUntil",
            "NOT_A_MEMBER parties.0.organisation",
            "NOT_FOUND decision",
            "NOT_FOUND parties.1.organisation",
            "OUT_OF_RANGE evidence.0.link",
            "OUT_OF_RANGE visibility",
            "REQUIRED evidence.0.title",
            "REQUIRED title",
        ]
    );
    for (subject, refusal) in [("school", "NOT_ALLOWED"), ("stranger", "NOT_ALLOWED"), ("observer", "NOT_ALLOWED")] {
        assert_eq!(table.server.by(subject).refused("agreementCreate", wrong.clone()).await, [refusal]);
    }

    // Whoever left may have been a party, and whoever stopped being one may join again.
    let parties = json!([
        { "organisation": left, "joinedOn": "2026-02-01", "leftOn": "2026-10-31" }, { "organisation": ministry },
        { "organisation": table.school, "joinedOn": "2026-02-01", "leftOn": "2026-03-01" },
        { "organisation": table.school, "joinedOn": "2026-03-02" },
    ]);
    let own = create(&table, &json!({ "signedOn": "2026-02-01", "parties": parties, "externalKey": "c" })).await;
    assert_eq!(own["parties"].as_array().unwrap().len(), 4);
    let decision = table.decision("2026-11-01").await;
    let later = of(&own, &json!({ "signedOn": "2026-03-01", "decision": decision }));
    assert_eq!(secretary.refused("agreementChange", later).await, ["DATE_ORDER parties"]);
    let other = create(&table, &json!({ "validUntil": "2026-12-31" })).await;
    let twice = of(&other, &json!({ "externalKey": "c", "validFrom": "2027-01-01" }));
    let found = secretary.refused("agreementChange", twice).await;
    assert_eq!(found, ["DATE_ORDER validFrom", "ALREADY_EXISTS externalKey"]);
}

async fn a_commitment_carries_out_an_agreement(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, chair, company] = ["secretary", "chair", "company"].map(|subject| table.server.by(subject));
    let own = create(&table, &json!({})).await;
    let stranger = table.server.by("stranger");
    let elsewhere = stranger.ask("{ partnership(by: { slug: \"andere-tafel\" }) { id } }", json!({})).await;
    let theirs = json!({ "partnership": elsewhere["partnership"]["id"], "title": "Van hen" });
    let theirs = stranger.act("agreementCreate", "agreement { id }", theirs).await;
    for unknown in [&theirs["id"], &json!("agreement_x")] {
        let input = content(&table, &json!({ "agreement": unknown }));
        assert_eq!(company.refused("commitmentPropose", input).await, ["NOT_FOUND agreement"]);
    }
    let carried = json!({ "agreement": own["id"], "title": "Uitvoering" });
    let commitment = propose(&company, content(&table, &carried)).await;
    propose(&company, content(&table, &json!({}))).await;
    let query = "query($id: ID!, $table: ID!) { agreement(by: { id: $id }) { commitments { nodes { title } } }
        partnership(by: { id: $table }) { commitments(filter: { agreement: { eq: $id } }) { nodes { title } } } }";
    let variables = json!({ "id": own["id"], "table": table.id });
    let found = chair.ask(query, variables).await;
    let one = json!({ "commitments": { "nodes": [{ "title": "Uitvoering" }] } });
    assert_eq!(found, json!({ "agreement": one, "partnership": one }));
    assert_eq!(field(&table, &commitment, "agreement { title }").await["agreement"]["title"], "Convenant");

    let remove = of(&own, &json!({ "reason": "Dubbel" }));
    assert_eq!(chair.refused("agreementRemove", remove.clone()).await, ["BLOCKED agreement"]);
    let change = json!({ "agreement": own["id"] });
    let refusal = company.refused("commitmentChange", step(&commitment, &change)).await;
    assert_eq!(refusal, ["NOT_ALLOWED agreement"], "a debtor only says whom to call");
    let let_go = step(&commitment, &json!({ "agreement": null }));
    secretary.act("commitmentChange", RECORD, let_go).await;
    // A draft that the chair cannot see does not stand in its way.
    let draft = company.act("commitmentDraft", RECORD, content(&table, &carried)).await;
    assert_eq!(secretary.refused("agreementRemove", remove.clone()).await, ["BLOCKED agreement"]);
    let removed = chair.perform("agreementRemove", "partnership { agreements { totalCount } }", remove).await;
    assert_eq!(removed["partnership"]["agreements"]["totalCount"], 0);
    assert_eq!(field(&table, &draft, "agreement { id }").await["agreement"], Value::Null);
}

async fn an_outsider_sees_a_public_agreement_and_not_where_it_was_found(db: TestDatabase) {
    let table = Table::set(&db).await;
    let open = json!({
        "title": "Openbaar", "visibility": "PUBLIC", "source": "Verslag", "externalKey": "o", "signedOn": "2026-02-01",
        "accession": "Op verzoek", "parties": [{ "organisation": table.company, "joinedOn": "2026-02-01" }],
        "evidence": [{ "title": "Tekst", "link": "https://example.org/convenant" }],
    });
    let open = create(&table, &open).await;
    let closed = json!({ "title": "Besloten", "source": "Verslag", "validUntil": "2027-01-01" });
    let closed = create(&table, &closed).await;
    for (title, visibility) in [("Zichtbaar", "PUBLIC"), ("Intern", "PARTNERSHIP")] {
        agreed(&table, &json!({ "agreement": open["id"], "title": title, "visibility": visibility })).await;
    }
    let query = "query($id: ID!, $own: ID!) { agreement(by: { id: $own }) {
        title source externalKey accession visibility visibilityLabel parties { organisation { name } joinedOn }
        evidence { title link } commitments { totalCount nodes { title agreement { id } } } }
        byKey: agreement(by: { externalKey: { partnership: $id, key: \"o\" } }) { title } }";
    let variables = json!({ "id": table.id, "own": open["id"] });
    let seen = |at_the_table: bool| {
        let commitment = |title: &str| json!({ "title": title, "agreement": { "id": open["id"] } });
        let both = [commitment("Zichtbaar"), commitment("Intern")];
        let nodes = if at_the_table { &both[..] } else { &both[..1] };
        json!({
            "agreement": {
                "title": "Openbaar", "source": at_the_table.then_some("Verslag"), "externalKey": at_the_table.then_some("o"),
                "accession": "Op verzoek", "visibility": "PUBLIC", "visibilityLabel": "openbaar",
                "parties": [{ "organisation": { "name": "Bedrijf" }, "joinedOn": "2026-02-01" }],
                "evidence": [{ "title": "Tekst", "link": "https://example.org/convenant" }],
                "commitments": { "totalCount": nodes.len(), "nodes": nodes },
            },
            "byKey": if at_the_table { json!({ "title": "Openbaar" }) } else { Value::Null },
        })
    };
    let outsiders = [table.server.by("stranger"), table.server.anonymous()];
    for (client, at_the_table) in outsiders.iter().map(|one| (one, false)).chain([(&table.server.by("school"), true)]) {
        assert_eq!(client.ask(query, variables.clone()).await, seen(at_the_table));
    }

    // What carries out an agreement that is not seen seems to carry out none.
    agreed(&table, &json!({ "agreement": closed["id"], "title": "Los", "visibility": "PUBLIC" })).await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        commitments(filter: { agreement: { isNull: true } }) { nodes { title agreement { id } } } } }";
    for (client, expected) in
        [(&outsiders[0], json!([{ "title": "Los", "agreement": null }])), (&table.server.by("school"), json!([]))]
    {
        let found = client.ask(query, json!({ "id": table.id })).await;
        assert_eq!(found["partnership"]["commitments"]["nodes"], expected);
    }

    let titles = async |client: &Client, arguments: &str| {
        let query = format!(
            "query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ agreements{arguments} {{ nodes {{ title }} }} }} }}"
        );
        let found = client.ask(&query, json!({ "id": table.id })).await["partnership"]["agreements"]["nodes"].take();
        found.as_array().unwrap().iter().map(|one| text(one, "/title").to_owned()).collect::<Vec<_>>()
    };
    let party = format!("(filter: {{ party: {{ eq: \"{}\" }} }})", table.company);
    for (arguments, expected, outside) in [
        ("", vec!["Openbaar", "Besloten"], vec!["Openbaar"]),
        ("(orderBy: [{ field: TITLE, direction: ASC }])", vec!["Besloten", "Openbaar"], vec!["Openbaar"]),
        ("(filter: { signedOn: { isNull: true } })", vec!["Besloten"], vec![]),
        ("(filter: { validUntil: { gte: \"2027-01-01\" } })", vec!["Besloten"], vec![]),
        ("(filter: { source: { eq: \"verslag\" } })", vec!["Openbaar", "Besloten"], vec![]),
        (&party, vec!["Openbaar"], vec!["Openbaar"]),
    ] {
        assert_eq!(titles(&table.server.by("school"), arguments).await, expected, "{arguments}");
        assert_eq!(titles(&outsiders[0], arguments).await, outside, "{arguments}");
    }
}
