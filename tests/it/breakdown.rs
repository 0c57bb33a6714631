//! What a measurement says besides its value: how it divides over categories, and what shows that it is right.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::indicator::{define, figures, indicator};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_breakdown_fits_the_definition_and_the_whole,
        what_cannot_be_added_is_not_broken_down,
        breakdown_and_evidence_go_along_until_they_are_given_anew,
        outside_the_table_a_figure_is_neither_broken_down_nor_explained,
    ]
}

const SAID: &str = "measurement { id version breakdown { dimension category value } evidence { title link } }";

fn cells(cells: &[(&str, &str, &str)]) -> Value {
    let cell = |(dimension, category, value): &(&str, &str, &str)| json!({ "dimension": dimension, "category": category, "value": value });
    cells.iter().map(cell).collect()
}

fn reading(indicator: &str, number: &str, breakdown: &Value) -> Value {
    json!({ "indicator": indicator, "observedOn": "2026-06-30", "value": { "number": number }, "breakdown": breakdown })
}

async fn a_breakdown_fits_the_definition_and_the_whole(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let dimensions = json!({ "dimensions": ["niveau", "regio"] });
    let series = indicator(&table, &define(&table, "stand", &dimensions).await, &json!({})).await;
    for (breakdown, expected) in [
        (cells(&[("niveau", "mbo 2", "6"), ("niveau", "mbo 3", "5")]), vec!["BREAKDOWN_EXCEEDS_TOTAL breakdown"]),
        (cells(&[("leeftijd", "jong", "1")]), vec!["OUT_OF_RANGE breakdown.0.dimension"]),
        (cells(&[("niveau", "mbo 2", "1"), ("Niveau", " MBO 2", "1")]), vec!["ALREADY_EXISTS breakdown.1.category"]),
        (cells(&[("niveau", " ", "1")]), vec!["REQUIRED breakdown.0.category"]),
        (cells(&[("niveau", "mbo 2", "-1")]), vec!["OUT_OF_RANGE breakdown.0.value"]),
        (cells(&[("niveau", "van 111222333", "1")]), vec!["PERSONAL_DATA breakdown.0.category"]),
        (
            cells(&[("leeftijd", "jong", "1"), ("regio", "", "11")]),
            vec![
                "OUT_OF_RANGE breakdown.0.dimension",
                "REQUIRED breakdown.1.category",
                "BREAKDOWN_EXCEEDS_TOTAL breakdown",
            ],
        ),
    ] {
        for act in ["measurementDraft", "measurementSubmit"] {
            assert_eq!(company.refused(act, reading(&series, "10", &breakdown)).await, expected, "{breakdown}");
        }
    }
    // Each dimension divides the same whole, and need not divide all of it.
    let whole = cells(&[("Niveau", "mbo 2", "6"), ("niveau", "mbo 3", "4"), ("regio", "Zwolle", "9.5")]);
    let sent = company.act("measurementSubmit", SAID, reading(&series, "10", &whole)).await;
    let expected = cells(&[("niveau", "mbo 2", "6"), ("niveau", "mbo 3", "4"), ("regio", "Zwolle", "9.5")]);
    assert_eq!(sent["breakdown"], expected, "spelled as the definition spells it");
}

async fn what_cannot_be_added_is_not_broken_down(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    for (measure, value) in [
        ("PERCENT", json!({ "ratio": { "numerator": "1", "denominator": "2" } })),
        ("SCALE", json!({ "scale": "3" })),
        ("YES_NO", json!({ "yesNo": true })),
        ("NARRATIVE", json!({ "text": "Het gaat goed" })),
    ] {
        let more = json!({ "measure": measure, "dimensions": ["niveau"] });
        let series = indicator(&table, &define(&table, measure, &more).await, &json!({})).await;
        let mut input = reading(&series, "1", &cells(&[("niveau", "mbo 2", "1")]));
        input["value"] = value;
        assert_eq!(company.refused("measurementSubmit", input.clone()).await, ["VALUE_KIND breakdown"], "{measure}");
        input["breakdown"] = json!([]);
        company.act("measurementSubmit", SAID, input).await;
    }
    // Losses and gains make up for each other, so that one of them may exceed the whole.
    let more = json!({ "measure": "MONEY", "dimensions": ["post"] });
    let series = indicator(&table, &define(&table, "saldo", &more).await, &json!({})).await;
    let balance = cells(&[("post", "subsidie", "500"), ("post", "tekort", "-400")]);
    company.act("measurementDraft", SAID, reading(&series, "90", &balance)).await;
    company.act("measurementDraft", SAID, reading(&series, "-90", &cells(&[("post", "subsidie", "500")]))).await;
    let spent = cells(&[("post", "subsidie", "500")]);
    assert_eq!(
        company.refused("measurementDraft", reading(&series, "90", &spent)).await,
        ["BREAKDOWN_EXCEEDS_TOTAL breakdown"]
    );
}

async fn breakdown_and_evidence_go_along_until_they_are_given_anew(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let series =
        indicator(&table, &define(&table, "stand", &json!({ "dimensions": ["niveau"] })).await, &json!({})).await;
    let mut input = reading(&series, "10", &cells(&[("niveau", "mbo 2", "6")]));
    input["evidence"] = json!([{ "title": "Presentielijst", "link": "https://example.org/lijst" }]);
    let mut wrong = input.clone();
    wrong["evidence"] = json!([{ "title": "", "link": "javascript:alert(1)" }]);
    let found = company.refused("measurementDraft", wrong).await;
    assert_eq!(found, ["REQUIRED evidence.0.title", "OUT_OF_RANGE evidence.0.link"]);
    let said = |record: &Value| (record["breakdown"].clone(), record["evidence"].clone());
    let draft = company.act("measurementDraft", SAID, input.clone()).await;
    let first = (cells(&[("niveau", "mbo 2", "6")]), input["evidence"].clone());
    assert_eq!(said(&draft), first);

    let less = json!({ "draft": draft["id"], "expectedVersion": 1, "value": { "number": "5" } });
    assert_eq!(company.refused("measurementDraft", less).await, ["BREAKDOWN_EXCEEDS_TOTAL breakdown"]);
    let submit = |version: i64| json!({ "draft": draft["id"], "expectedVersion": version });
    let judge = |version: i64| json!({ "measurement": draft["id"], "expectedVersion": version });
    assert_eq!(said(&company.act("measurementSubmit", SAID, submit(1)).await), first);
    let mut back = judge(2);
    back["reason"] = json!("Klopt het?");
    assert_eq!(said(&secretary.act("measurementReturn", SAID, back).await), first);
    assert_eq!(said(&company.act("measurementSubmit", SAID, submit(3)).await), first);
    assert_eq!(said(&secretary.act("measurementApprove", SAID, judge(4)).await), first);

    let mut correction = judge(5);
    correction["reason"] = json!("Verteld");
    correction["value"] = json!({ "number": "12" });
    correction["evidence"] = Value::Null;
    let corrected = company.act("measurementCorrect", SAID, correction).await;
    assert_eq!(said(&corrected), (first.0.clone(), json!([])), "a correction starts with what was said before");
    let approval = json!({ "measurement": corrected["id"], "expectedVersion": 1 });
    secretary.act("measurementApprove", SAID, approval).await;
    let states =
        "measurements { nodes { state value breakdown { dimension category value } evidence { title link } } }";
    let seen = figures(&table, &series, states).await["measurements"]["nodes"].take();
    let expected = json!([
        { "state": "SUPERSEDED", "value": "10", "breakdown": first.0, "evidence": first.1 },
        { "state": "APPROVED", "value": "12", "breakdown": first.0, "evidence": [] },
    ]);
    assert_eq!(seen, expected);
}

async fn outside_the_table_a_figure_is_neither_broken_down_nor_explained(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let definition = define(&table, "stand", &json!({ "dimensions": ["niveau"] })).await;
    let series = indicator(&table, &definition, &json!({ "visibility": "PUBLIC" })).await;
    let mut input = reading(&series, "10", &cells(&[("niveau", "mbo 2", "1")]));
    input["evidence"] = json!([{ "title": "Presentielijst" }]);
    for (name, text) in [("note", "Een deelnemer"), ("externalKey", "m1"), ("source", "School")] {
        input[name] = json!(text);
    }
    let sent = company.act("measurementSubmit", SAID, input).await;
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approval).await;
    let query = "query($id: ID!, $table: ID!, $company: ID!) {
        node(id: $id) { ... on Measurement { value qualifierLabel breakdown { value } evidence { title } submitter { name } approver { name } } }
        measurement(by: { externalKey: { partnership: $table, key: \"m1\" } }) { id }
        byId: measurement(by: { id: $id }) { indicator {
            told: measurements(filter: { note: { isNull: false } }) { totalCount }
            key: measurements(filter: { externalKey: { eq: \"m1\" } }) { totalCount }
            reported: measurements(filter: { organisation: { eq: $company } }) { totalCount }
            approved: measurements(filter: { approvedAt: { gte: \"2026-01-01\" } }) { totalCount } } } }";
    let variables = json!({ "id": sent["id"], "table": table.id, "company": table.company });
    let counts = |n: i64| {
        let count = json!({ "totalCount": n });
        json!({ "indicator": { "told": count, "key": count, "reported": count, "approved": count } })
    };
    let outside = json!({
        "node": {
            "value": "10", "qualifierLabel": "precies", "breakdown": [], "evidence": [], "submitter": null, "approver": null,
        },
        "measurement": null, "byId": counts(0),
    });
    for client in [table.server.anonymous(), table.server.by("stranger"), table.server.by("admin")] {
        assert_eq!(client.ask(query, variables.clone()).await, outside);
    }
    let inside = json!({
        "node": {
            "value": "10", "qualifierLabel": "precies", "breakdown": [{ "value": "1" }], "evidence": [{ "title": "Presentielijst" }],
            "submitter": { "name": "company" }, "approver": { "name": "secretary" },
        },
        "measurement": { "id": sent["id"] }, "byId": counts(1),
    });
    assert_eq!(table.server.by("school").ask(query, variables).await, inside);
}
