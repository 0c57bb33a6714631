//! Definitions, which all tables share: what may change in one, who may change it, and that no figure ever does.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::indicator::{define, defined, figures, indicator, measure, path, put};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_new_wording_and_the_end_of_a_definition_change_no_figure,
        only_the_table_that_made_a_definition_changes_it,
        a_dimension_stays_and_is_named_once,
        how_children_add_up_fits_the_measure,
        definitions_are_found_by_what_they_say,
    ]
}

/// An act on a definition at a version.
fn act(definition: &str, version: i64, more: &Value) -> Value {
    let mut input = json!({ "indicatorDefinition": definition, "expectedVersion": version });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn a_new_wording_and_the_end_of_a_definition_change_no_figure(db: TestDatabase) {
    const FIGURES: &str = "unit level { value } progress { value } resultLight resultReason reportingLight reportDueOn
        goal { progress { value coverage } }";
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let definition = define(&table, "stand", &json!({})).await;
    let mut more = path("0", "10");
    more["goal"] = json!(table.goal("Doel").await);
    let series = indicator(&table, &definition, &more).await;
    measure(&table, &series, "2026-11-15", json!({ "number": "4" })).await;
    let before = figures(&table, &series, FIGURES).await;
    assert_eq!((text(&before, "/level/value"), text(&before, "/goal/progress/value")), ("4", "0.4"));

    let wording = act(
        &definition,
        1,
        &json!({ "name": "Anders gezegd", "definition": "Zonder stages", "dimensions": ["niveau"], "source": "Notitie" }),
    );
    let fields = "definition { version name definition dimensions source code isRemoved partnership { id } }";
    let changed = secretary.act("definitionChange", fields, wording).await;
    let expected = json!({
        "version": 2, "name": "Anders gezegd", "definition": "Zonder stages", "dimensions": ["niveau"],
        "source": "Notitie", "code": "stand", "isRemoved": false, "partnership": { "id": table.id },
    });
    assert_eq!(changed, expected);
    assert_eq!(figures(&table, &series, FIGURES).await, before);

    let end = act(&definition, 2, &json!({ "reason": "Opgevolgd" }));
    let removed = secretary.perform("definitionRemove", "removedId", end).await;
    assert_eq!(removed, json!({ "removedId": definition, "userErrors": [] }));
    assert_eq!(figures(&table, &series, FIGURES).await, before);
    let shown = figures(&table, &series, "name definition { id isRemoved measure }").await;
    let expected = json!({ "id": definition, "isRemoved": true, "measure": "COUNT" });
    assert_eq!(shown, json!({ "name": "Anders gezegd", "definition": expected }));
    let query = "query($id: ID!) { node(id: $id) { id } indicatorDefinition(by: { code: \"STAND\" }) { id }
        indicatorDefinitions { totalCount } }";
    let seen = secretary.ask(query, json!({ "id": definition })).await;
    let expected = json!({
        "node": { "id": definition }, "indicatorDefinition": { "id": definition }, "indicatorDefinitions": { "totalCount": 0 },
    });
    assert_eq!(seen, expected);

    // What goes on is measured and changed as before; what is new takes another definition.
    measure(&table, &series, "2026-11-20", json!({ "number": "5" })).await;
    assert_eq!(text(&figures(&table, &series, FIGURES).await, "/level/value"), "5");
    let next =
        json!({ "indicator": series, "expectedVersion": 1, "targets": [{ "value": "20", "date": "2026-12-31" }] });
    secretary.act("indicatorChange", "indicator { id }", next).await;
    assert_eq!(text(&figures(&table, &series, FIGURES).await, "/progress/value"), "0.25");
    let again = put(&table, &definition, &json!({}));
    assert_eq!(secretary.refused("indicatorCreate", again).await, ["NOT_FOUND definition"]);
    let reworded = act(&definition, 3, &json!({ "name": "Toch anders" }));
    assert_eq!(secretary.refused("definitionChange", reworded).await, ["NOT_FOUND indicatorDefinition"]);
    assert_eq!(
        secretary.refused("definitionCreate", defined(&table, "Stand", &json!({}))).await,
        ["ALREADY_EXISTS code"],
        "a code is not given twice"
    );
}

async fn only_the_table_that_made_a_definition_changes_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = define(&table, "stand", &json!({})).await;
    let stranger = table.server.by("stranger");
    let elsewhere = stranger.ask("{ partnership(by: { slug: \"andere-tafel\" }) { id } }", json!({})).await;
    let use_it = json!({ "partnership": elsewhere["partnership"]["id"], "definition": definition });
    stranger.act("indicatorCreate", "indicator { id }", use_it).await;
    let (name, reason) = (json!({ "name": "Van ons" }), json!({ "reason": "Weg ermee" }));
    for subject in ["stranger", "company", "admin"] {
        let client = table.server.by(subject);
        assert_eq!(client.refused("definitionChange", act(&definition, 9, &name)).await, ["NOT_ALLOWED"], "{subject}");
        assert_eq!(
            client.refused("definitionRemove", act(&definition, 9, &reason)).await,
            ["NOT_ALLOWED"],
            "{subject}"
        );
    }
    let chair = table.server.by("chair");
    let late = act(&definition, 9, &json!({ "name": "" }));
    assert_eq!(chair.refused("definitionChange", late).await, ["STALE_VERSION expectedVersion", "REQUIRED name"]);
    chair.act("definitionChange", "definition { id }", act(&definition, 1, &name)).await;
    let unsaid = act(&definition, 2, &json!({ "reason": " " }));
    assert_eq!(chair.refused("definitionRemove", unsaid).await, ["REASON_REQUIRED reason"]);
    // That another table uses it neither blocks nor shows.
    chair.perform("definitionRemove", "removedId", act(&definition, 2, &reason)).await;
    assert_eq!(
        chair.refused("definitionRemove", act(&definition, 3, &reason)).await,
        ["NOT_FOUND indicatorDefinition"]
    );
}

async fn a_dimension_stays_and_is_named_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let more = json!({ "dimensions": ["niveau", " regio "], "externalKey": "a" });
    let definition = define(&table, "stand", &more).await;
    define(&table, "ander", &json!({ "externalKey": "b" })).await;
    for (more, expected) in [
        (json!({ "dimensions": ["regio"] }), "BLOCKED dimensions"),
        (json!({ "dimensions": null }), "BLOCKED dimensions"),
        (json!({ "dimensions": ["niveau", "regio", "Niveau"] }), "ALREADY_EXISTS dimensions.2"),
        (json!({ "dimensions": ["niveau", "regio", " "] }), "REQUIRED dimensions.2"),
        (json!({ "externalKey": "b" }), "ALREADY_EXISTS externalKey"),
    ] {
        assert_eq!(secretary.refused("definitionChange", act(&definition, 1, &more)).await, [expected], "{more}");
    }
    let wider = act(&definition, 1, &json!({ "dimensions": ["sector", "regio", "niveau"], "externalKey": null }));
    let changed = secretary.act("definitionChange", "definition { dimensions externalKey }", wider).await;
    assert_eq!(changed, json!({ "dimensions": ["sector", "regio", "niveau"], "externalKey": null }));
}

async fn how_children_add_up_fits_the_measure(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mut accepted = Vec::new();
    for measure in ["COUNT", "MONEY", "HOURS", "PERCENT", "SCALE", "YES_NO", "NARRATIVE"] {
        let mut rules = Vec::new();
        for rule in ["SUM", "RATIO_OF_SUMS", "LAST", "NONE"] {
            let more = json!({ "measure": measure, "hierarchyRule": rule });
            let input = defined(&table, &format!("{measure} {rule}"), &more);
            let payload = table.secretary().perform("definitionCreate", "definition { id }", input).await;
            match payload["userErrors"].as_array().unwrap().as_slice() {
                [] => rules.push(rule),
                [error] => assert_eq!(*error, json!({ "path": ["hierarchyRule"], "code": "MODE_COMBINATION" })),
                more => panic!("{more:?}"),
            }
        }
        accepted.push(format!("{measure}: {}", rules.join(" ")));
    }
    let expected = [
        "COUNT: SUM LAST NONE",
        "MONEY: SUM LAST NONE",
        "HOURS: SUM LAST NONE",
        "PERCENT: RATIO_OF_SUMS LAST NONE",
        "SCALE: LAST NONE",
        "YES_NO: LAST NONE",
        "NARRATIVE: NONE",
    ];
    assert_eq!(accepted, expected);
}

async fn definitions_are_found_by_what_they_say(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let count = json!({ "dimensions": ["Niveau"], "structural": true, "externalKey": "k", "frequency": "ONCE" });
    define(&table, "b", &count).await;
    let share = json!({ "measure": "PERCENT", "unit": "%", "direction": "MAINTAIN", "frequency": "WEEKLY" });
    define(&table, "a", &share).await;
    let added = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE", "hierarchyRule": "SUM" });
    define(&table, "c", &added).await;
    let query = "query($filter: IndicatorDefinitionFilter, $order: [IndicatorDefinitionOrder!]) {
        indicatorDefinitions(filter: $filter, orderBy: $order) { nodes { code } } }";
    let codes = async |filter: Value, order: Value| {
        let seen = secretary.ask(query, json!({ "filter": filter, "order": order })).await;
        let nodes = seen["indicatorDefinitions"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| text(node, "/code").to_owned()).collect::<Vec<_>>().concat()
    };
    for (filter, expected) in [
        (json!({ "dimension": { "contains": "niv" } }), "b"),
        (json!({ "dimension": { "isNull": true } }), "ac"),
        (json!({ "structural": { "eq": true } }), "b"),
        (json!({ "direction": { "eq": "MAINTAIN" } }), "a"),
        (json!({ "reporting": { "in": ["SNAPSHOT"] } }), "ba"),
        (json!({ "targetBasis": { "eq": "TO_DATE" } }), "c"),
        (json!({ "hierarchyRule": { "eq": "SUM" } }), "c"),
        (json!({ "frequency": { "eq": "ONCE" } }), "b"),
        (json!({ "externalKey": { "eq": "k" } }), "b"),
        (json!({ "partnership": { "eq": table.id }, "measure": { "eq": "COUNT" } }), "bc"),
        (json!({ "partnership": { "isNull": true } }), ""),
    ] {
        assert_eq!(codes(filter.clone(), json!([])).await, expected, "{filter}");
    }
    for (field, direction, expected) in [("CODE", "ASC", "abc"), ("UNIT", "ASC", "abc"), ("FREQUENCY", "DESC", "bca")] {
        let order = json!([{ "field": field, "direction": direction }]);
        assert_eq!(codes(json!({}), order).await, expected, "{field}");
    }
    let labels = "{ indicatorDefinition(by: { externalKey: \"k\" }) { code measureLabel directionLabel(language: EN)
        reportingLabel targetBasisLabel hierarchyRuleLabel frequencyLabel } }";
    let seen = table.server.anonymous().ask(labels, json!({})).await;
    let expected = json!({
        "code": "b", "measureLabel": "aantal", "directionLabel": "increase", "reportingLabel": "stand op een dag",
        "targetBasisLabel": "stand op de datum", "hierarchyRuleLabel": "niet op te tellen", "frequencyLabel": "eenmalig",
    });
    assert_eq!(seen["indicatorDefinition"], expected);
}
