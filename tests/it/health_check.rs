//! The health check: what its figures are, that they stay, and that nobody learns what another organisation answered, or
//! whether it did.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{add, revision},
    hand_over::leave,
    membership::seat_of,
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_lesson_is_half_what_is_said_and_half_what_is_shown,
        figures_are_shown_of_enough_voices_only,
        another_organisations_answer_is_absent_for_every_other_viewer,
        a_round_tells_its_figures_to_members,
        an_answer_is_given_for_the_own_organisation_until_the_round_is_closed,
        what_is_wrong_with_an_answer_is_told_at_once,
        one_round_is_open_at_a_time,
        a_removed_round_takes_its_answers_out_of_sight,
        whoever_left_keeps_what_it_answered_and_no_more,
    ]
}

pub(crate) async fn start(table: &Table) -> Value {
    let input = json!({ "partnership": table.id });
    table.secretary().act("healthCheckStart", "healthCheck { id version round }", input).await
}

/// The same score for some lessons.
fn scores(lessons: impl IntoIterator<Item = i32>, score: i32) -> Value {
    lessons.into_iter().map(|lesson| json!({ "lesson": lesson, "score": score })).collect()
}

fn answer(round: &Value, scores: &Value) -> Value {
    json!({ "healthCheck": round["id"], "scores": scores })
}

async fn say(table: &Table, by: &str, round: &Value, scores: &Value) -> Value {
    table.server.by(by).act("healthCheckAnswer", "healthAnswer { id version }", answer(round, scores)).await
}

fn of(round: &Value, more: &Value) -> Value {
    let mut input = json!({ "healthCheck": round["id"], "expectedVersion": round["version"] });
    add(&mut input, more);
    input
}

async fn close(table: &Table, round: &Value) -> Value {
    let record = "healthCheck { id version closedOn }";
    table.server.by("chair").act("healthCheckClose", record, of(round, &json!({}))).await
}

async fn rounds(client: &Client, table: &Table, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ partnership(by: {{ id: $id }}) {{ healthChecks {{ {fields} }} }} }}");
    client.ask(&query, json!({ "id": table.id })).await["partnership"]["healthChecks"].take()
}

async fn inform(table: &Table, reason: Value) {
    let query = "query($id: ID!) { partnership(by: { id: $id }) { version } }";
    let version = table.secretary().ask(query, json!({ "id": table.id })).await["partnership"]["version"].take();
    let input = json!({ "partnership": table.id, "expectedVersion": version, "informalReason": reason });
    let seen = table.secretary().act("partnershipChange", "partnership { informalReason }", input).await;
    assert_eq!(seen["informalReason"], reason);
}

async fn a_lesson_is_half_what_is_said_and_half_what_is_shown(db: TestDatabase) {
    let table = Table::set(&db).await;
    inform(&table, json!("Wij kennen elkaar")).await;
    let first = start(&table).await;
    for (by, score) in [("secretary", 4), ("chair", 4), ("company", 5)] {
        say(&table, by, &first, &scores(1..=10, score)).await;
    }
    say(&table, "school", &first, &scores([1], 1)).await;
    close(&table, &first).await;
    let school = table.server.by("school");
    let fields = "round closedOn total trend lessons { lesson mean spread respondents evidence value change }";
    let lesson = |lesson: i32, mean: &str, respondents: i32, evidence: &str, value: &str| {
        json!({
            "lesson": lesson, "mean": mean, "spread": null, "respondents": respondents, "evidence": evidence,
            "value": value, "change": null,
        })
    };
    // A company sits at the table, without an indicator; roles are filled, and being informal is on purpose.
    let mut lessons: Vec<Value> = (1..=10).map(|number| lesson(number, "4.333333", 3, "0", "2.666667")).collect();
    lessons[0] = lesson(1, "3.5", 4, "0", "2.25");
    lessons[1] = lesson(2, "4.333333", 3, "0.5", "3.666667");
    lessons[6] = lesson(7, "4.333333", 3, "1", "4.666667");
    let expected =
        json!([{ "round": 1, "closedOn": "2026-11-20", "total": "29.25", "trend": null, "lessons": lessons }]);
    assert_eq!(rounds(&school, &table, fields).await, expected);

    // What changes in the records, and a round in which too few answer, leave the first as it is.
    inform(&table, Value::Null).await;
    let second = start(&table).await;
    say(&table, "school", &second, &scores(1..=10, 1)).await;
    close(&table, &second).await;
    let third = start(&table).await;
    for (by, score) in [("secretary", 5), ("chair", 4), ("company", 5)] {
        say(&table, by, &third, &scores(1..=10, score)).await;
    }
    close(&table, &third).await;
    let seen = rounds(&school, &table, fields).await;
    assert_eq!(seen[2], expected[0]);
    assert_eq!((&seen[1]["total"], &seen[1]["trend"]), (&Value::Null, &Value::Null));
    assert_eq!((&seen[0]["total"], &seen[0]["trend"]), (&json!("30.333333"), &json!("1.083333")));
    let lessons = &seen[0]["lessons"];
    assert_eq!((&lessons[0]["value"], &lessons[0]["change"]), (&json!("2.833333"), &json!("0.583333")));
    assert_eq!((&lessons[6]["value"], &lessons[6]["change"]), (&json!("3.833333"), &json!("-0.833333")));
    let words = "lessons { title(language: EN) found missing missingLabels }";
    let shown = rounds(&school, &table, words).await[2]["lessons"][1].take();
    assert_eq!(
        shown,
        json!({
            "title": "Start from what the companies of the region need", "found": ["COMPANY_AT_THE_TABLE"],
            "missing": ["DEMAND_HAS_BASELINE"], "missingLabels": ["er is een indicator met een nulmeting"],
        })
    );
}

async fn figures_are_shown_of_enough_voices_only(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let one = organisation(&admin, "Eerste fonds", "TRAINING_FUND").await;
    let two = organisation(&admin, "Tweede fonds", "TRAINING_FUND").await;
    let double = person(&admin, "double", &one).await;
    table.seat(&table.id, &one, "PARTNER", &double).await;
    let moved = json!({ "person": double, "expectedVersion": 1, "organisation": two });
    admin.act("personChange", "person { id }", moved).await;
    table.seat(&table.id, &two, "PARTNER", &double).await;
    let by_double = table.server.by("double");
    let round = start(&table).await;
    for (by, spoken) in [("secretary", 1..=5), ("chair", 1..=4), ("company", 1..=3), ("school", 1..=2)] {
        let score = |lesson: i32| if by == "secretary" { 1 } else { lesson };
        let said: Vec<Value> = spoken.map(|lesson| json!({ "lesson": lesson, "score": score(lesson) })).collect();
        say(&table, by, &round, &said.into()).await;
    }
    let whose = by_double.refused("healthCheckAnswer", answer(&round, &scores([1], 1))).await;
    assert_eq!(whose, ["REQUIRED organisation"]);
    for (organisation, lessons) in [(&one, vec![1, 4, 5]), (&two, vec![4, 5])] {
        let mut own = answer(&round, &scores(lessons, 5));
        own["organisation"] = json!(organisation);
        by_double.act("healthCheckAnswer", "healthAnswer { id }", own).await;
    }
    close(&table, &round).await;
    let figures = rounds(&by_double, &table, "total lessons { mean spread respondents value }").await;
    assert_eq!(figures[0]["total"], Value::Null);
    let lessons = figures[0]["lessons"].as_array().unwrap();
    let seen: Vec<Value> = lessons[..6]
        .iter()
        .map(|lesson| json!([lesson["mean"], lesson["spread"], lesson["respondents"], lesson["value"].is_null()]))
        .collect();
    let expected = [
        // 1, 1, 1, 1 and 5; then 1, 2, 2 and 2; 1, 3 and 3.
        json!(["1.8", "1.28", 5, false]),
        json!(["1.75", null, 4, false]),
        json!(["2.333333", null, 3, false]),
        // 1, 4, 5 and 5: of four answers one person knows two, and of three all but one.
        json!(["3.75", null, 4, false]),
        json!([null, null, null, true]),
        json!([null, null, null, true]),
    ];
    assert_eq!(seen, expected);
}

/// All ways to come across answers.
const ANSWERS: &str = "query($id: ID!, $round: ID!, $answer: ID!) {
    node(id: $answer) { id } nodes(ids: [$answer, $round]) { id __typename ... on HealthCheck { version total ownAnswers { id } } }
    viewer { name memberships { roles } }
    partnership(by: { id: $id }) {
        version viewerMay
        memberships { totalCount nodes { version organisation { id name } } }
        healthChecks { id version round heldOn closedOn source total trend ownAnswers { id version scores { score } }
            lessons { lesson title mean spread respondents evidence found missing value change } }
    } }";

async fn another_organisations_answer_is_absent_for_every_other_viewer(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mut others: Vec<(&str, Client)> = ["secretary", "chair", "company", "stranger", "admin"]
        .map(|subject| (subject, table.server.by(subject)))
        .into();
    others.push(("observer", seat_observer(&table).await));
    others.push(("former", seat_until_october(&table).await));
    others.push(("anonymous", table.server.anonymous()));
    others.push(("dashboard", table.server.with("school", Scopes::DASHBOARD, &[])));
    let round = start(&table).await;
    let mut answered = say(&table, "school", &round, &scores([1, 2], 2)).await;
    let variables = json!({ "id": table.id, "round": round["id"], "answer": answered["id"] });
    let look = async |client: &Client| client.reply(ANSWERS, variables.clone()).await.to_string();
    // What others try is refused alike, whether there is an answer or not.
    let attempts = async |client: &Client| {
        let mut told = Vec::new();
        for organisation in [json!(table.school), json!(table.company), Value::Null] {
            let mut input = answer(&round, &json!([]));
            input["organisation"] = organisation;
            input["expectedVersion"] = json!(1);
            told.push(client.perform("healthCheckAnswer", "", input).await.to_string());
        }
        told.push(
            client.perform("healthCheckClose", "", of(&round, &json!({ "expectedVersion": 9 }))).await.to_string(),
        );
        told.push(client.perform("healthCheckStart", "", json!({ "partnership": table.id })).await.to_string());
        told
    };
    let everything = async || {
        let mut seen = Vec::new();
        for (name, client) in &others {
            seen.push((*name, look(client).await, attempts(client).await));
        }
        seen
    };
    let before = everything().await;
    for change in 1..=3 {
        let mut input = answer(&round, &scores(1..=10, change));
        input["expectedVersion"] = answered["version"].clone();
        let school = table.server.by("school");
        answered = school.act("healthCheckAnswer", "healthAnswer { id version }", input).await;
        assert_eq!(everything().await, before, "after change {change}");
    }
    // And with an answer where there was none.
    let without: Vec<_> = before.into_iter().filter(|(name, ..)| *name != "chair").collect();
    say(&table, "chair", &round, &scores(1..=10, 5)).await;
    let with: Vec<_> = everything().await.into_iter().filter(|(name, ..)| *name != "chair").collect();
    assert_eq!(with, without);

    let own = table.server.by("school").ask(ANSWERS, variables.clone()).await;
    assert_eq!(own["node"]["id"], answered["id"]);
    assert_eq!(own["partnership"]["healthChecks"][0]["ownAnswers"][0]["version"], 4);
    for (name, seen, _) in without {
        assert!(seen.starts_with(r#"{"data":{"node":null,"nodes":[null,"#), "{name}: {seen}");
    }
    // Two are too few, and tell nothing but that.
    close(&table, &round).await;
    let company = rounds(&table.server.by("company"), &table, "total lessons { mean spread respondents value }").await;
    let nothing = json!({ "mean": null, "spread": null, "respondents": null, "value": null });
    assert_eq!(company, json!([{ "total": null, "lessons": vec![nothing; 10] }]));
}

async fn a_round_tells_its_figures_to_members(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (observer, former) = (seat_observer(&table).await, seat_until_october(&table).await);
    inform(&table, json!("Wij kennen elkaar")).await;
    let round = start(&table).await;
    for by in ["secretary", "chair", "company"] {
        say(&table, by, &round, &scores(1..=10, 4)).await;
    }
    close(&table, &round).await;
    let fields = "round closedOn total lessons { lesson } ownAnswers { givenOn }";
    let seen = json!([{ "round": 1, "closedOn": "2026-11-20", "total": null, "lessons": [], "ownAnswers": [] }]);
    assert_eq!(rounds(&observer, &table, fields).await, seen);
    let outside = [former, table.server.by("stranger"), table.server.by("admin"), table.server.anonymous()];
    let query = "query($id: ID!, $round: ID!) { node(id: $round) { id }
        partnership(by: { id: $id }) { informalReason healthChecks { id } } }";
    for client in outside {
        let seen = client.ask(query, json!({ "id": table.id, "round": round["id"] })).await;
        let nothing = json!({ "informalReason": null, "healthChecks": [] });
        assert_eq!(seen, json!({ "node": null, "partnership": nothing }));
    }
    assert_eq!(observer.refused("healthCheckAnswer", answer(&round, &scores([1], 1))).await, ["NOT_ALLOWED"]);
}

async fn an_answer_is_given_for_the_own_organisation_until_the_round_is_closed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let round = start(&table).await;
    let untouched = json!([{ "version": 1, "ownAnswers": [] }]);
    assert_eq!(rounds(&company, &table, "version ownAnswers { id }").await, untouched);
    let mut input =
        answer(&round, &json!([{ "lesson": 7, "score": 2 }, { "lesson": 3, "score": 5, "note": " Goed " }]));
    let mut early = input.clone();
    early["expectedVersion"] = json!(1);
    assert_eq!(company.refused("healthCheckAnswer", early).await, ["NOT_FOUND expectedVersion"]);
    let record = "healthAnswer { version givenOn organisation { name } healthCheck { version round } scores { lesson score note } }";
    let said = company.act("healthCheckAnswer", record, input.clone()).await;
    let scores = json!([
        { "lesson": 3, "score": 5, "note": "Goed" }, { "lesson": 7, "score": 2, "note": null }
    ]);
    assert_eq!(
        said,
        json!({
            "version": 1, "givenOn": "2026-11-20", "organisation": { "name": "Bedrijf" },
            "healthCheck": { "version": 1, "round": 1 }, "scores": scores,
        })
    );
    assert_eq!(company.refused("healthCheckAnswer", input.clone()).await, ["REQUIRED expectedVersion"]);
    input["expectedVersion"] = json!(2);
    assert_eq!(company.refused("healthCheckAnswer", input.clone()).await, ["STALE_VERSION expectedVersion"]);
    input["expectedVersion"] = json!(1);
    input["scores"] = json!([{ "lesson": 1, "score": 1 }]);
    let replaced = company.act("healthCheckAnswer", "healthAnswer { version scores { lesson } }", input.clone()).await;
    assert_eq!(replaced, json!({ "version": 2, "scores": [{ "lesson": 1 }] }));
    // Nobody else answers for it, not even who keeps the records.
    input["organisation"] = json!(table.company);
    assert_eq!(table.secretary().refused("healthCheckAnswer", input.clone()).await, ["NOT_ALLOWED"]);

    close(&table, &round).await;
    input["expectedVersion"] = json!(2);
    assert_eq!(company.refused("healthCheckAnswer", input).await, ["BLOCKED healthCheck"]);
    let again = json!({ "healthCheck": round["id"], "expectedVersion": 2 });
    assert_eq!(table.secretary().refused("healthCheckClose", again.clone()).await, ["BLOCKED healthCheck"]);
    let mut remove = again;
    remove["reason"] = json!("Viel tegen");
    assert_eq!(table.secretary().refused("healthCheckRemove", remove).await, ["BLOCKED healthCheck"]);
}

async fn what_is_wrong_with_an_answer_is_told_at_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let round = start(&table).await;
    let wrong = json!([
        { "lesson": 0, "score": 1 }, { "lesson": 11, "score": 5 }, { "lesson": 2, "score": 0 },
        { "lesson": 2, "score": 6, "note": "Zie 111222333" },
    ]);
    let company = table.server.by("company");
    let before = revision(&table).await;
    assert_eq!(
        company.refused("healthCheckAnswer", answer(&round, &wrong)).await,
        [
            "OUT_OF_RANGE scores.0.lesson",
            "OUT_OF_RANGE scores.1.lesson",
            "OUT_OF_RANGE scores.2.score",
            "ALREADY_EXISTS scores.3.lesson",
            "OUT_OF_RANGE scores.3.score",
            "PERSONAL_DATA scores.3.note",
        ]
    );
    assert_eq!(company.refused("healthCheckAnswer", answer(&round, &json!([]))).await, ["REQUIRED scores"]);
    assert_eq!(revision(&table).await, before);
}

async fn one_round_is_open_at_a_time(db: TestDatabase) {
    let table = Table::set(&db).await;
    let chair = table.server.by("chair");
    let future = json!({ "partnership": table.id, "heldOn": "2026-11-21" });
    assert_eq!(chair.refused("healthCheckStart", future).await, ["DATE_ORDER heldOn"]);
    let past = json!({ "partnership": table.id, "heldOn": "2026-10-01", "source": "Verslag" });
    let round =
        chair.act("healthCheckStart", "healthCheck { id version round heldOn closedOn source }", past.clone()).await;
    assert_eq!(
        json!([round["round"], round["heldOn"], round["closedOn"], round["source"]]),
        json!([1, "2026-10-01", null, "Verslag"])
    );
    assert_eq!(chair.refused("healthCheckStart", past).await, ["BLOCKED partnership"]);
    let closed = close(&table, &round).await;
    assert_eq!((&closed["version"], &closed["closedOn"]), (&json!(2), &json!("2026-11-20")));
    let before_the_last = json!({ "partnership": table.id, "heldOn": "2026-09-30" });
    assert_eq!(chair.refused("healthCheckStart", before_the_last).await, ["DATE_ORDER heldOn"]);
    assert_eq!(start(&table).await["round"], 2);
}

async fn a_removed_round_takes_its_answers_out_of_sight(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let round = start(&table).await;
    let said = say(&table, "company", &round, &scores(1..=10, 3)).await;
    say(&table, "school", &round, &scores(1..=10, 3)).await;
    let before = revision(&table).await.as_i64().unwrap();
    let remove = of(&round, &json!({ "reason": "Te vroeg" }));
    table.secretary().act("healthCheckRemove", "partnership { id }", remove).await;
    assert_eq!(revision(&table).await, before + 1, "how many answered is not told by how many records go");
    let seen = company.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": said["id"] })).await;
    assert_eq!(seen["node"], Value::Null);
    assert_eq!(start(&table).await["round"], 2, "a number is given once");
}

async fn whoever_left_keeps_what_it_answered_and_no_more(db: TestDatabase) {
    let table = Table::set(&db).await;
    let round = start(&table).await;
    let said = say(&table, "company", &round, &scores(1..=10, 3)).await;
    for by in ["secretary", "chair"] {
        say(&table, by, &round, &scores(1..=10, 4)).await;
    }
    let seat = seat_of(&table, &table.company).await;
    let end = leave(&seat, &json!({ "until": "2026-11-19", "leaveReason": "Fusie" }));
    table.secretary().act("membershipEnd", "membership { id }", end).await;
    close(&table, &round).await;
    let query = "query($id: ID!, $round: ID!) { round: node(id: $round) { id }
        node(id: $id) { ... on HealthAnswer { version healthCheck { id } scores { score } } } }";
    let company = table.server.by("company");
    let kept = company.ask(query, json!({ "id": said["id"], "round": round["id"] })).await;
    let own = json!({ "version": 1, "healthCheck": null, "scores": vec![json!({ "score": 3 }); 10] });
    assert_eq!(kept, json!({ "round": null, "node": own }));
    let school = rounds(&table.server.by("school"), &table, "lessons { mean respondents }").await;
    let counted = json!({ "mean": "3.666667", "respondents": 3 });
    assert_eq!(school[0]["lessons"], json!(vec![counted; 10]), "what it said still counts");
}
