//! What a measurement says besides its value: how it divides over categories, and what shows that it is right.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::indicator::{define, figures, indicator};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_breakdown_fits_the_definition_and_the_whole,
        what_cannot_be_added_is_not_broken_down,
        breakdown_and_evidence_go_along_until_they_are_given_anew,
        what_is_unknown_may_be_said_or_left_out,
        a_narrative_is_a_report_and_enters_no_figure,
    ]
}

const SAID: &str = "measurement { id version breakdown { dimension category value } evidence { title link } }";

/// As they are sent.
pub(crate) fn cells(cells: &[(&str, &str, &str)]) -> Value {
    let cell = |(dimension, category, value): &(&str, &str, &str)| json!({ "dimension": dimension, "category": category, "value": value });
    cells.iter().map(cell).collect()
}

/// As they are shown at the table: without a category, the part that is unknown.
fn shown(cells: &[(&str, Option<&str>, &str)]) -> Value {
    let cell = |(dimension, category, value): &(&str, Option<&str>, &str)| json!({ "dimension": dimension, "category": category, "value": value });
    cells.iter().map(cell).collect()
}

pub(crate) fn reading(indicator: &str, number: &str, breakdown: &Value) -> Value {
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
    let expected = shown(&[
        ("niveau", Some("mbo 2"), "6"),
        ("niveau", Some("mbo 3"), "4"),
        ("regio", Some("Zwolle"), "9.5"),
        ("regio", None, "0.5"),
    ]);
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
    let first = (shown(&[("niveau", Some("mbo 2"), "6"), ("niveau", None, "4")]), input["evidence"].clone());
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
    let second = shown(&[("niveau", Some("mbo 2"), "6"), ("niveau", None, "6")]);
    assert_eq!(said(&corrected), (second.clone(), json!([])), "a correction starts with what was said before");
    let approval = json!({ "measurement": corrected["id"], "expectedVersion": 1 });
    secretary.act("measurementApprove", SAID, approval).await;
    let states =
        "measurements { nodes { state value breakdown { dimension category value } evidence { title link } } }";
    let seen = figures(&table, &series, states).await["measurements"]["nodes"].take();
    let expected = json!([
        { "state": "SUPERSEDED", "value": "10", "breakdown": first.0, "evidence": first.1 },
        { "state": "APPROVED", "value": "12", "breakdown": second, "evidence": [] },
    ]);
    assert_eq!(seen, expected);
}

async fn what_is_unknown_may_be_said_or_left_out(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let define = define(&table, "stand", &json!({ "dimensions": ["niveau"] })).await;
    let series = indicator(&table, &define, &json!({})).await;
    let more = "measurement { breakdown { category value isUnknown isSuppressed } }";
    let named = json!({ "category": "mbo 2", "value": "6", "isUnknown": false, "isSuppressed": false });
    let unknown = json!({ "category": null, "value": "4", "isUnknown": true, "isSuppressed": false });
    for rest in [&[][..], &[("niveau", "Onbekend ", "4")], &[("niveau", "unknown", "3")]] {
        let given = cells(&[rest, &[("niveau", "mbo 2", "6")]].concat());
        let sent = company.act("measurementDraft", more, reading(&series, "10", &given)).await;
        assert_eq!(sent["breakdown"], json!([named, unknown]), "{rest:?}");
    }
    let twice = cells(&[("niveau", "onbekend", "1"), ("niveau", "unknown", "1")]);
    assert_eq!(
        company.refused("measurementDraft", reading(&series, "10", &twice)).await,
        ["ALREADY_EXISTS breakdown.1.category"]
    );
    let beyond = cells(&[("niveau", "onbekend", "5"), ("niveau", "mbo 2", "6")]);
    assert_eq!(
        company.refused("measurementDraft", reading(&series, "10", &beyond)).await,
        ["BREAKDOWN_EXCEEDS_TOTAL breakdown"]
    );
}

async fn a_narrative_is_a_report_and_enters_no_figure(db: TestDatabase) {
    let table = Table::set(&db).await;
    let more = json!({ "measure": "NARRATIVE", "unit": "tekst", "frequency": "MONTHLY" });
    let words = define(&table, "verhaal", &more).await;
    let more = json!({ "visibility": "PUBLIC", "baseline": { "date": "2026-01-01" } });
    let series = indicator(&table, &words, &more).await;
    let fields =
        "reportingLight reportDueOn level { value } progress { value } resultLight resultReason breakdown { value }
        latest { observedOn text value }";
    let silent = figures(&table, &series, fields).await;
    assert_eq!((&silent["reportingLight"], &silent["latest"]), (&json!("STALE"), &Value::Null));
    for (day, text) in [("2026-11-01", "Het loopt"), ("2026-10-01", "Het begint")] {
        crate::indicator::measure(&table, &series, day, json!({ "text": text })).await;
    }
    let mut expected = json!({
        "reportingLight": "GREEN", "reportDueOn": "2026-12-01", "level": null, "progress": { "value": null },
        "resultLight": "GREY", "resultReason": "NO_DATA", "breakdown": [],
        "latest": { "observedOn": "2026-11-01", "text": "Het loopt", "value": null },
    });
    assert_eq!(figures(&table, &series, fields).await, expected);
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ {fields} }} }} }}");
    expected["latest"]["text"] = Value::Null;
    assert_eq!(table.server.anonymous().ask(&query, json!({ "id": series })).await["node"], expected);
}
