//! Definitions, which all tables share: what may change in one, who may change it, and that no figure ever does.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Server, text},
    table::Table,
    tests,
};

use crate::indicator::{define, defined, figures, indicator, measure, path, put};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_new_wording_and_the_end_of_a_definition_change_no_figure,
        only_the_table_that_made_a_definition_changes_it,
        a_dimension_stays_and_is_named_once,
        how_children_add_up_fits_the_measure,
        definitions_are_found_by_what_they_say,
        a_new_version_stands_beside_the_one_before,
        a_new_version_leaves_every_figure_as_it_was,
        a_table_moves_to_a_new_version_when_no_figure_changes_by_it,
        a_draft_of_before_fits_the_new_version,
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
    let yearly = json!({ "structural": true, "reporting": "INCREMENT", "targetBasis": "PER_PERIOD" });
    let found = table.secretary().refused("definitionCreate", defined(&table, "blijvend", &yearly)).await;
    assert_eq!(found, ["MODE_COMBINATION structural"]);
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
    let next = act(
        text(
            &secretary.ask("{ indicatorDefinition(by: { code: \"c\" }) { id } }", json!({})).await,
            "/indicatorDefinition/id",
        ),
        1,
        &json!({ "code": "d", "reason": "Scherper" }),
    );
    secretary.act("definitionRevise", "definition { id }", next).await;
    assert_eq!(codes(json!({ "isSuperseded": { "eq": true } }), json!([])).await, "c");
    assert_eq!(codes(json!({ "isSuperseded": { "eq": false } }), json!([])).await, "bad");
    for (field, direction, expected) in
        [("CODE", "ASC", "abcd"), ("UNIT", "ASC", "abcd"), ("FREQUENCY", "DESC", "bcda")]
    {
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

async fn a_new_version_stands_beside_the_one_before(db: TestDatabase) {
    const FIGURES: &str = "unit level { value } progress { value } resultLight definition { code }";
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let first = define(&table, "stand", &json!({ "dimensions": ["niveau"], "externalKey": "k" })).await;
    let series = indicator(&table, &first, &path("0", "10")).await;
    measure(&table, &series, "2026-11-15", json!({ "number": "4" })).await;
    let before = figures(&table, &series, FIGURES).await;

    for (more, expected) in [
        (json!({ "code": "Stand", "reason": "x" }), vec!["ALREADY_EXISTS code"]),
        (json!({ "code": "stand 2", "reason": " " }), vec!["REASON_REQUIRED reason"]),
        (json!({ "code": "stand 2", "reason": "x", "targetBasis": "TO_DATE" }), vec!["MODE_COMBINATION targetBasis"]),
        (
            json!({ "code": "stand 2", "reason": "x", "hierarchyRule": "RATIO_OF_SUMS" }),
            vec!["MODE_COMBINATION hierarchyRule"],
        ),
        (json!({ "code": "stand 2", "reason": "x", "unit": "", "name": "" }), vec!["REQUIRED name", "REQUIRED unit"]),
    ] {
        assert_eq!(secretary.refused("definitionRevise", act(&first, 1, &more)).await, expected, "{more}");
    }
    let scherper =
        json!({ "code": "stand 2", "reason": "Zonder stages", "unit": "banen", "definition": "Alleen banen" });
    for subject in ["stranger", "company", "admin"] {
        let found = table.server.by(subject).refused("definitionRevise", act(&first, 9, &scherper)).await;
        assert_eq!(found, ["NOT_ALLOWED"], "{subject}");
    }
    let fields = "definition { id version code name definition unit measure dimensions externalKey revisionReason
        supersedes { id } supersededBy { id } }";
    let mut second = secretary.act("definitionRevise", fields, act(&first, 1, &scherper)).await;
    let id = second["id"].take();
    let expected = json!({
        "id": null, "version": 1, "code": "stand 2", "name": "stand", "definition": "Alleen banen", "unit": "banen",
        "measure": "COUNT", "dimensions": ["niveau"], "externalKey": null, "revisionReason": "Zonder stages",
        "supersedes": { "id": first }, "supersededBy": null,
    });
    assert_eq!(second, expected);
    assert_eq!(figures(&table, &series, FIGURES).await, before);
    let shown = "query($id: ID!) { node(id: $id) { ... on IndicatorDefinition { version supersededBy { code } } } }";
    let seen = table.server.anonymous().ask(shown, json!({ "id": first })).await;
    assert_eq!(seen["node"], json!({ "version": 1, "supersededBy": { "code": "stand 2" } }));

    // There is one newest: from there it goes on. Who joins later can still be compared with the one before.
    let other = json!({ "code": "stand 3", "reason": "Anders", "dimensions": [] });
    assert_eq!(secretary.refused("definitionRevise", act(&first, 1, &other)).await, ["BLOCKED indicatorDefinition"]);
    let third = secretary.act(
        "definitionRevise",
        "definition { dimensions unit }",
        act(text(&json!({ "id": id }), "/id"), 1, &other),
    );
    assert_eq!(third.await, json!({ "dimensions": [], "unit": "banen" }));
    indicator(&table, &first, &json!({})).await;
}

/// Every figure of an indicator and of a goal.
const EVERY_FIGURE: &str = "query($at: Date) { partnerships { nodes {
    goals { nodes { progress(at: $at) { value coverage } gap(at: $at) { lines { unit target level promised remaining } open { message } } } }
    indicators { nodes {
        unit level(at: $at) { value coverage asOf } progress(at: $at) { value distance } index(at: $at) expected(at: $at) { value }
        forecast(at: $at) { value date } target(at: $at) { value date } resultLight(at: $at) resultReason(at: $at)
        reportingLight(at: $at) reportDueOn(at: $at) allocation(at: $at) { share reportingChildren }
        byEffect(at: $at) { effect level { value } } breakdown(at: $at) { category value }
        series(to: $at) { dates values expected added } allocations { level(at: $at) { value } resultLight(at: $at) }
    } }
} } }";

async fn a_new_version_leaves_every_figure_as_it_was(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let seen = async || {
        let mut replies = Vec::new();
        for at in [Value::Null, json!("2026-01-31"), json!("2027-06-30")] {
            for client in [server.by("secretariaat"), server.by("drenthe"), server.anonymous()] {
                replies.push(client.reply(EVERY_FIGURE, json!({ "at": at })).await);
            }
        }
        assert!(replies.iter().all(|reply| reply["errors"].is_null()), "{}", replies[0]["errors"]);
        replies
    };
    let before = seen().await;
    let query = "{ indicatorDefinitions(first: 100) { nodes { id version code } } }";
    let definitions = server.anonymous().ask(query, json!({})).await["indicatorDefinitions"]["nodes"].take();
    let mut revised = 0;
    for definition in definitions.as_array().unwrap() {
        let more = json!({
            "code": format!("{}, opnieuw", text(definition, "/code")), "reason": "Anders", "unit": "stuks", "frequency": "WEEKLY",
            "dimensions": [],
        });
        let input = act(text(definition, "/id"), definition["version"].as_i64().unwrap(), &more);
        for keeper in ["amsterdam", "sptmidden", "drenthe", "aanvalsplan", "secretariaat"] {
            let answer = server.by(keeper).perform("definitionRevise", "definition { id }", input.clone()).await;
            revised += usize::from(answer["userErrors"] == json!([]));
        }
    }
    assert_eq!(revised, definitions.as_array().unwrap().len());
    assert_eq!(seen().await, before);
}

async fn a_table_moves_to_a_new_version_when_no_figure_changes_by_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let revise = async |of: &str, code: &str, more: Value| {
        let input = act(of, 1, &crate::roles::with(json!({ "code": code, "reason": "Nieuw" }), more));
        text(&secretary.act("definitionRevise", "definition { id }", input).await, "/id").to_owned()
    };
    let first = define(&table, "a", &json!({ "dimensions": ["niveau"], "frequency": "MONTHLY" })).await;
    let second =
        revise(&first, "b", json!({ "name": "Beter gezegd", "frequency": "QUARTERLY", "structural": true })).await;
    let third = revise(&second, "c", json!({ "unit": "banen", "dimensions": [] })).await;
    let other = define(&table, "x", &json!({})).await;
    let adopt = |indicator: &str, definition: &str, version: i64| json!({ "indicator": indicator, "definition": definition, "expectedVersion": version, "reason": "Landelijk zo" });

    let measured = indicator(&table, &first, &path("0", "10")).await;
    let divided = json!({
        "indicator": measured, "observedOn": "2026-10-31", "value": { "number": "4" },
        "breakdown": [{ "dimension": "niveau", "category": "mbo 2", "value": "3" }],
    });
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", divided).await;
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    secretary.act("measurementApprove", "measurement { id }", approval).await;
    for (definition, expected) in [
        (&first, vec!["BLOCKED definition"]),
        (&other, vec!["BLOCKED definition"]),
        (&table.id, vec!["NOT_FOUND definition"]),
        // Its unit is another, and what was measured is broken down by a dimension that is gone.
        (&third, vec!["BLOCKED definition", "BLOCKED definition"]),
    ] {
        let found = secretary.refused("indicatorAdoptDefinition", adopt(&measured, definition, 1)).await;
        assert_eq!(found, expected, "{definition}");
    }
    let mut silent = adopt(&measured, &second, 9);
    silent["reason"] = json!("");
    let found = secretary.refused("indicatorAdoptDefinition", silent).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "REASON_REQUIRED reason"]);
    let company = table.server.by("company");
    assert_eq!(company.refused("indicatorAdoptDefinition", adopt(&measured, &second, 1)).await, ["NOT_ALLOWED"]);
    let same = "level { value } progress { value } resultReason termsVersion";
    let before = figures(&table, &measured, same).await;
    let fields = "indicator { version name definition { code } }";
    let moved = secretary.act("indicatorAdoptDefinition", fields, adopt(&measured, &second, 1)).await;
    assert_eq!(moved, json!({ "version": 2, "name": "Beter gezegd", "definition": { "code": "b" } }));
    assert_eq!(figures(&table, &measured, same).await, before);

    // Where nothing rests on it yet, an indicator may come to count otherwise, if its terms fit.
    let unused = indicator(&table, &first, &path("0", "10")).await;
    let moved =
        secretary.act("indicatorAdoptDefinition", "indicator { unit termsVersion }", adopt(&unused, &third, 1)).await;
    assert_eq!(moved, json!({ "unit": "banen", "termsVersion": 2 }));
    let fewer = revise(&third, "d", json!({ "direction": "DECREASE" })).await;
    let found = secretary.refused("indicatorAdoptDefinition", adopt(&unused, &fewer, 2)).await;
    assert_eq!(found, ["TARGET_AGAINST_DIRECTION definition"]);

    // What the partners agreed to keeps its unit.
    let goal = table.goal("Doel").await;
    let mut more = path("0", "10");
    more["goal"] = json!(goal);
    let agreed = indicator(&table, &first, &more).await;
    for (subject, organisation) in [("company", &table.company), ("school", &table.school)] {
        let said =
            json!({ "goal": goal, "organisation": organisation, "decision": "AGREE", "expectedTermsVersion": 1 });
        table.server.by(subject).act("goalEndorse", "goal { id }", said).await;
    }
    let found = secretary.refused("indicatorAdoptDefinition", adopt(&agreed, &third, 1)).await;
    assert_eq!(found, ["BLOCKED definition"]);
    secretary.act("indicatorAdoptDefinition", "indicator { id }", adopt(&agreed, &second, 1)).await;
}

async fn a_draft_of_before_fits_the_new_version(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let first = define(&table, "a", &json!({})).await;
    let series = indicator(&table, &first, &json!({})).await;
    let draft = json!({ "indicator": series, "observedOn": "2026-10-31", "value": { "number": "4" } });
    let draft = company.act("measurementDraft", "measurement { id }", draft).await;
    let share = json!({ "code": "b", "reason": "Deel", "measure": "PERCENT", "unit": "%" });
    let second = secretary.act("definitionRevise", "definition { id }", act(&first, 1, &share)).await;
    let moved = json!({ "indicator": series, "definition": second["id"], "expectedVersion": 1, "reason": "Deel" });
    // A draft is its organisation's secret, so it keeps nobody from it.
    secretary.act("indicatorAdoptDefinition", "indicator { id }", moved).await;
    let mut sent = json!({ "draft": draft["id"], "expectedVersion": 1 });
    assert_eq!(company.refused("measurementSubmit", sent.clone()).await, ["VALUE_KIND value"]);
    sent["value"] = json!({ "ratio": { "numerator": "1", "denominator": "4" } });
    let sent = company.act("measurementSubmit", "measurement { value }", sent).await;
    assert_eq!(sent["value"], "25");
}
