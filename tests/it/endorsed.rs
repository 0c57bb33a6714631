//! Goals and shared problems that the partners endorse, and what a viewer has still to endorse.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, organisation, person},
    tests,
};

use crate::{
    commitment::{RECORD, content, propose},
    endorsement::{LATE, agree, names, says, with},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_goal_that_all_partners_endorsed_stays_agreed,
        a_goal_is_agreed_by_those_who_stay,
        a_shared_problem_is_endorsed_by_all_partners,
        a_viewer_sees_what_its_organisations_have_still_to_endorse,
    ]
}

/// What the table knows of how a goal or shared problem is endorsed.
async fn endorsed(table: &Table, kind: &str, id: &Value) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ isEndorsed awaiting {{ name }} }} }} }}");
    let mut known = table.secretary().ask(&query, json!({ "id": id })).await["node"].take();
    known["awaiting"] = json!(names(&known["awaiting"]));
    known
}

async fn a_goal_that_all_partners_endorsed_stays_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school, chair, secretary] =
        ["company", "school", "chair", "secretary"].map(|subject| table.server.by(subject));
    let goal = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME", "visibility": "PUBLIC" });
    let goal = secretary.act("goalCreate", "goal { id }", goal).await["id"].take();
    let record = "goal { agreedOn version isEndorsed endorsements { counts } }";
    let say = |organisation: &str, decision: &str| says("goal", &goal, organisation, decision);
    assert_eq!(
        endorsed(&table, "Goal", &goal).await,
        json!({ "isEndorsed": false, "awaiting": ["Bedrijf", "School"] })
    );
    assert_eq!(company.refused("goalEndorse", say(&table.school, "AGREE")).await, ["NOT_ALLOWED"]);
    assert_eq!(company.refused("goalEndorse", say(&table.company, "OBJECT")).await, ["REASON_REQUIRED note"]);
    chair.act("goalEndorse", record, say(&table.province, "AGREE")).await;
    company.act("goalEndorse", record, say(&table.company, "AGREE")).await;

    let decision = json!({ "citedDecision": table.decision("2026-11-01").await });
    let stand_in = |organisation: &str| with(say(organisation, "AGREE"), &decision);
    assert_eq!(secretary.refused("goalEndorse", stand_in(&table.school)).await, ["BLOCKED citedDecision"]);
    assert_eq!(secretary.refused("goalEndorse", stand_in(&table.company)).await, ["BLOCKED citedDecision"]);
    assert_eq!(secretary.refused("goalEndorse", stand_in(&table.stranger)).await, ["NOT_A_MEMBER organisation"]);
    let held = school.act("goalEndorse", record, say(&table.school, "WITH_RESERVATION")).await;
    assert_eq!((&held["agreedOn"], &held["version"]), (&Value::Null, &json!(1)));
    let agreed = school.act("goalEndorse", record, say(&table.school, "AGREE")).await;
    let counts = [true, true, false, true].map(|counts| json!({ "counts": counts }));
    assert_eq!(agreed, json!({ "agreedOn": "2026-11-20", "version": 2, "isEndorsed": true, "endorsements": counts }));
    let query =
        "query($id: ID!) { node(id: $id) { ... on Goal { agreedOn isEndorsed awaiting { id } endorsements { id } } } }";
    let outside = table.server.anonymous().ask(query, json!({ "id": goal })).await;
    let expected = json!({ "agreedOn": "2026-11-20", "isEndorsed": false, "awaiting": [], "endorsements": [] });
    assert_eq!(outside["node"], expected, "who said what is the table's");

    // Who joins later is asked too, and has days of its own to react.
    let newcomer = organisation(&table.server.by("admin"), "Nieuwkomer", "COMPANY").await;
    let envoy = person(&table.server.by("admin"), "newcomer", &newcomer).await;
    let seat = json!({
        "partnership": table.id, "organisation": newcomer, "roles": ["PARTNER"], "from": "2026-12-01",
        "representatives": [{ "person": envoy }],
    });
    let seat = secretary.act("membershipCreate", "membership { id }", seat).await["id"].take();
    assert_eq!(endorsed(&table, "Goal", &goal).await["isEndorsed"], true);
    table.server.clock.set("2026-12-15T11:00:00Z".parse().unwrap());
    let since = json!({ "isEndorsed": false, "awaiting": ["Nieuwkomer"] });
    assert_eq!(endorsed(&table, "Goal", &goal).await, since);
    assert_eq!(secretary.refused("goalEndorse", stand_in(&newcomer)).await, ["BLOCKED citedDecision"]);
    table.server.clock.set("2026-12-16T11:00:00Z".parse().unwrap());
    let stood_in = secretary.act("goalEndorse", record, stand_in(&newcomer)).await;
    assert_eq!((&stood_in["agreedOn"], &stood_in["isEndorsed"]), (&json!("2026-11-20"), &json!(true)));
    let mistake = json!({ "membership": seat, "expectedVersion": 1, "reason": "Vergissing" });
    assert_eq!(secretary.refused("membershipRemove", mistake).await, ["BLOCKED membership"]);

    table.goal("Ander doel").await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        endorsed: goals(filter: { isEndorsed: { eq: true } }) { nodes { title } }
        open: goals(filter: { agreedOn: { isNull: true } }) { nodes { title } } } }";
    let found = secretary.ask(query, json!({ "id": table.id })).await;
    assert_eq!(found["partnership"]["endorsed"]["nodes"], json!([{ "title": "Doel" }]));
    assert_eq!(found["partnership"]["open"]["nodes"], json!([{ "title": "Ander doel" }]));
}

async fn a_goal_is_agreed_by_those_who_stay(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let goal = json!(table.goal("Doel").await);
    let agree = || says("goal", &goal, &table.company, "AGREE");
    company.act("goalEndorse", "goal { id }", agree()).await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) { memberships { nodes { id organisation { id } } } } }";
    let seats = secretary.ask(query, json!({ "id": table.id })).await["partnership"]["memberships"]["nodes"].take();
    let seat = seats.as_array().unwrap().iter().find(|seat| seat["organisation"]["id"] == table.school).unwrap();
    let end = json!({
        "membership": seat["id"], "expectedVersion": 1, "until": "2026-11-20", "leaveReason": "Andere koers",
    });
    secretary.act("membershipEnd", "membership { id }", end).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    assert_eq!(endorsed(&table, "Goal", &goal).await, json!({ "isEndorsed": true, "awaiting": [] }));
    let agreed = company.act("goalEndorse", "goal { agreedOn }", agree()).await;
    assert_eq!(agreed, json!({ "agreedOn": "2026-11-21" }), "nobody is waited for");
}

async fn a_shared_problem_is_endorsed_by_all_partners(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school, secretary] = ["company", "school", "secretary"].map(|subject| table.server.by(subject));
    let problem = json!({ "partnership": table.id, "text": "Te weinig technici" });
    let problem = secretary.act("problemStatementCreate", "problemStatement { id }", problem).await["id"].take();
    let record = "problemStatement { version isEndorsed endorsements { counts organisation { name } } }";
    let say = |organisation: &str| says("problemStatement", &problem, organisation, "AGREE");
    company.act("problemStatementEndorse", record, say(&table.company)).await;
    let awaited = json!({ "isEndorsed": false, "awaiting": ["School"] });
    assert_eq!(endorsed(&table, "ProblemStatement", &problem).await, awaited);
    table.server.clock.set(LATE.parse().unwrap());
    let decision = json!({ "citedDecision": table.decision("2026-12-01").await });
    let done = secretary.act("problemStatementEndorse", record, with(say(&table.school), &decision)).await;
    assert_eq!((&done["isEndorsed"], &done["version"]), (&json!(true), &json!(1)));
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        problemStatements(filter: { isEndorsed: { eq: true } }) { totalCount } } }";
    let count = async || {
        secretary.ask(query, json!({ "id": table.id })).await["partnership"]["problemStatements"]["totalCount"].take()
    };
    assert_eq!(count().await, 1);

    let change = json!({ "problemStatement": problem, "expectedVersion": 1, "text": "Veel te weinig technici" });
    secretary.act("problemStatementChange", "problemStatement { id }", change).await;
    let awaited = json!({ "isEndorsed": false, "awaiting": ["Bedrijf", "School"] });
    assert_eq!(endorsed(&table, "ProblemStatement", &problem).await, awaited);
    assert_eq!(count().await, 0);
    let stale = school.refused("problemStatementEndorse", say(&table.school)).await;
    assert_eq!(stale, ["STALE_ENDORSEMENT expectedTermsVersion"]);
}

async fn a_viewer_sees_what_its_organisations_have_still_to_endorse(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school, secretary] = ["company", "school", "secretary"].map(|subject| table.server.by(subject));
    let problem = json!({ "partnership": table.id, "text": "Te weinig technici" });
    secretary.act("problemStatementCreate", "problemStatement { id }", problem).await;
    table.server.clock.set("2026-11-21T11:00:00Z".parse().unwrap());
    let goal = json!(table.goal("Doel").await);
    company.act("commitmentDraft", RECORD, content(&table, &json!({}))).await;
    table.server.clock.set("2026-11-22T11:00:00Z".parse().unwrap());
    let own = propose(&company, content(&table, &json!({ "visibility": "PUBLIC" }))).await;
    propose(&company, content(&table, &json!({ "beneficiaries": [table.province] }))).await;
    let query =
        "{ viewer { endorsementsAwaited { organisation { name } since reactionDueOn isLate reaction { decision }
        commitment { title } goal { title } problemStatement { text } } } }";
    let awaited = async |client: &Client| client.ask(query, json!({})).await["viewer"]["endorsementsAwaited"].take();
    let one = |since: &str, due: &str, is_late: bool| {
        json!({
            "organisation": { "name": "School" }, "since": since, "reactionDueOn": due, "isLate": is_late,
            "reaction": null, "commitment": null, "goal": null, "problemStatement": null,
        })
    };
    table.server.clock.set("2026-12-06T11:00:00Z".parse().unwrap());
    let held = says("goal", &goal, &table.school, "WITH_RESERVATION");
    school.act("goalEndorse", "goal { id }", held).await;
    let expected = [
        with(one("2026-11-20", "2026-12-04", true), &json!({ "problemStatement": { "text": "Te weinig technici" } })),
        with(
            one("2026-11-21", "2026-12-05", false),
            &json!({ "goal": { "title": "Doel" }, "reaction": { "decision": "WITH_RESERVATION" } }),
        ),
        with(one("2026-11-22", "2026-12-06", false), &json!({ "commitment": { "title": "Plekken" } })),
    ];
    assert_eq!(awaited(&school).await, json!(expected));
    agree(&school, &own, &table.school).await;
    assert_eq!(awaited(&school).await, json!(expected[..2]));
    for client in [&table.server.by("stranger"), &secretary, &table.server.anonymous()] {
        assert_eq!(awaited(client).await, json!([]));
    }

    let query = "query($id: ID!, $who: ID!) { partnership(by: { id: $id }) {
        waiting: commitments(filter: { awaitsEndorsement: { eq: true } }) { totalCount }
        forThem: commitments(filter: { awaiting: { eq: $who } }) { totalCount }
        open: commitments { nodes { awaitsEndorsement awaiting { id } lateToReact { id } reactionDueOn endorsements { id } } } } }";
    let found = async |client: &Client, who: &str| {
        let asked = json!({ "id": table.id, "who": who });
        let mut found = client.ask(query, asked).await["partnership"].take();
        (found["waiting"]["totalCount"].take(), found["forThem"]["totalCount"].take(), found["open"]["nodes"].take())
    };
    for (who, expected) in [(&table.company, 2), (&table.province, 1), (&table.school, 0)] {
        let (waiting, for_them, _) = found(&school, who).await;
        assert_eq!((waiting, for_them), (json!(2), json!(expected)));
    }
    let nothing = json!([{
        "awaitsEndorsement": false, "awaiting": [], "lateToReact": [], "reactionDueOn": null, "endorsements": [],
    }]);
    let expected = (json!(0), json!(0), nothing);
    assert_eq!(found(&table.server.anonymous(), &table.company).await, expected, "who agreed is the table's to know");
}
