//! Milestones: the steps on the way, which tell how far a commitment is where nothing was promised that can be counted.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::commitment::{add, agreed, content, evidence, field, propose, revision, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![milestones_tell_how_far_it_is_by_their_weight, milestones_are_the_debtors_until_the_end]
}

const MILESTONE: &str = "milestone { id version doneOn }";

fn of(milestone: &Value, mut input: Value) -> Value {
    add(&mut input, &json!({ "milestone": milestone["id"], "expectedVersion": milestone["version"] }));
    input
}

async fn milestones_tell_how_far_it_is_by_their_weight(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (own, _) = agreed(&table, &json!({})).await;
    let value = async || field(&table, &own, "progress { value }").await["progress"]["value"].take();
    assert_eq!(value().await, Value::Null);
    let mut made = Vec::new();
    for (title, weight, day) in [("Lokaal", "3", "2026-12-01"), ("Docent", "1", "2026-11-01")] {
        let input = json!({
            "commitment": own["id"], "title": title, "weight": weight, "dueOn": { "date": day }, "source": "Plan",
        });
        made.push(company.act("milestoneCreate", MILESTONE, input).await);
    }
    assert_eq!(value().await, "0");
    let reach = of(&made[0], json!({ "doneOn": "2026-11-18", "evidence": { "title": "Foto" } }));
    let shown = format!("{MILESTONE} commitment {{ state progress {{ value }} }}");
    let reached = company.perform("milestoneReach", &shown, reach).await;
    assert_eq!(reached["commitment"], json!({ "state": "IN_PROGRESS", "progress": { "value": "0.75" } }));
    assert_eq!(
        company.refused("milestoneReach", of(&reached["milestone"], json!({}))).await,
        ["UNKNOWN_TRANSITION milestone"]
    );

    let lighter = of(&reached["milestone"], json!({ "weight": "1", "title": "Lokaal ingericht" }));
    let lighter = company.act("milestoneChange", MILESTONE, lighter).await;
    assert_eq!(value().await, "0.5");
    let list = "milestones(orderBy: [{ field: DUE_ON, direction: ASC }], filter: { source: { eq: \"plan\" } }) {
        nodes { title weight doneOn dueOn { date } evidence { title } commitment { id } } }";
    assert_eq!(
        field(&table, &own, list).await["milestones"]["nodes"],
        json!([
            {
                "title": "Docent", "weight": "1", "doneOn": null, "dueOn": { "date": "2026-11-01" }, "evidence": null,
                "commitment": { "id": own["id"] },
            },
            {
                "title": "Lokaal ingericht", "weight": "1", "doneOn": "2026-11-18", "dueOn": { "date": "2026-12-01" },
                "evidence": { "title": "Foto" }, "commitment": { "id": own["id"] },
            },
        ])
    );
    let reopen = of(&lighter, json!({ "reason": "De vloer moet over" }));
    assert_eq!(
        company.refused("milestoneReopen", of(&lighter, json!({ "reason": "" }))).await,
        ["REASON_REQUIRED reason"]
    );
    let reopened = company.act("milestoneReopen", "milestone { doneOn evidence { title } }", reopen).await;
    assert_eq!(reopened, json!({ "doneOn": null, "evidence": null }));
    let remove = of(&made[1], json!({ "reason": "Hoort er niet bij" }));
    company.act("milestoneRemove", "removedId", remove).await;
    assert_eq!(value().await, "0");
}

async fn milestones_are_the_debtors_until_the_end(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let proposal = propose(&company, content(&table, &json!({}))).await;
    let new = |commitment: &Value| json!({ "commitment": commitment["id"], "title": "Eerste" });
    let first = secretary.act("milestoneCreate", MILESTONE, new(&proposal)).await;
    let before = revision(&table).await;
    assert_eq!(school.refused("milestoneCreate", new(&proposal)).await, ["NOT_ALLOWED"]);
    assert_eq!(
        table.server.by("stranger").refused("milestoneReach", of(&first, json!({}))).await,
        ["NOT_FOUND milestone"]
    );
    let wrong = json!({
        "commitment": proposal["id"], "title": " ", "weight": "0", "dueOn": { "date": "1800-01-01" },
    });
    let mut found = company.refused("milestoneCreate", wrong).await;
    found.sort();
    assert_eq!(found, ["OUT_OF_RANGE dueOn.date", "OUT_OF_RANGE weight", "REQUIRED title"]);
    let later = of(&first, json!({ "doneOn": "2026-11-21" }));
    assert_eq!(company.refused("milestoneReach", later).await, ["DATE_ORDER doneOn"]);
    assert_eq!(
        company.refused("milestoneReopen", of(&first, json!({ "reason": "Nee" }))).await,
        ["UNKNOWN_TRANSITION milestone"]
    );
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    let (mut own, _) = agreed(&table, &json!({})).await;
    let milestone = company.act("milestoneCreate", MILESTONE, new(&own)).await;
    take(&company, "ReportDone", &mut own, evidence(), "REPORTED_DONE").await;
    take(&school, "Fulfil", &mut own, json!({}), "FULFILLED").await;
    assert_eq!(field(&table, &own, "progress { value }").await["progress"]["value"], "1", "accepted by its criterion");
    let reason = json!({ "reason": "Nee" });
    for (act, input) in [
        ("Create", new(&own)),
        ("Change", of(&milestone, json!({ "title": "Anders" }))),
        ("Reach", of(&milestone, json!({}))),
        ("Reopen", of(&milestone, reason.clone())),
        ("Remove", of(&milestone, reason)),
    ] {
        let found = company.refused(&format!("milestone{act}"), input).await;
        assert!(found.iter().all(|one| one.starts_with("UNKNOWN_TRANSITION ")), "{act}: {found:?}");
    }
}
