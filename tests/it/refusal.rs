//! What whoever may not act is told: that, and nothing about the table.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::{
    commitment::agreed,
    journey::{definition, submit},
    visibility::{indicator, interest},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![whoever_may_not_act_is_told_that_alone, an_outsider_is_refused_every_act_with_one_word]
}

async fn whoever_may_not_act_is_told_that_alone(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = indicator(&table, &definition, "PUBLIC").await;
    let company = table.server.by("company");
    let sent = submit(&company, &indicator, "2026-03-01", 3).await;
    let approve = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approve).await;
    let correct = json!({
        "measurement": sent["id"], "expectedVersion": 2, "reason": "Verteld", "value": { "number": "2" },
    });
    company.act("measurementCorrect", "measurement { id }", correct).await;

    let stranger = table.server.by("stranger");
    // Neither who sits at the table, nor what was drafted, reported or corrected there.
    for debtor in [&table.company, &table.stranger] {
        let input = json!({ "partnership": table.id, "title": "Gok", "debtors": [{ "organisation": debtor }] });
        assert_eq!(stranger.refused("commitmentPropose", input.clone()).await, ["NOT_ALLOWED"]);
        assert_eq!(stranger.refused("commitmentDraft", input).await, ["NOT_ALLOWED"]);
    }
    let input = json!({ "indicator": indicator, "observedOn": "2026-03-01", "value": { "number": "1" } });
    assert_eq!(stranger.refused("measurementSubmit", input.clone()).await, ["NOT_ALLOWED"]);
    assert_eq!(table.server.by("school").refused("measurementSubmit", input).await, ["NOT_ALLOWED"]);
    let input = json!({ "measurement": sent["id"], "expectedVersion": 1, "reason": "Gok", "value": { "number": "1" } });
    assert_eq!(stranger.refused("measurementCorrect", input).await, ["NOT_ALLOWED"]);
}

async fn an_outsider_is_refused_every_act_with_one_word(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let definition = definition(&secretary, &table, "vervuld").await;
    let series = indicator(&table, &definition, "PUBLIC").await;
    let measurement = submit(&company, &series, "2026-03-01", 3).await["id"].take();
    let approve = json!({ "measurement": measurement, "expectedVersion": 1 });
    secretary.act("measurementApprove", "measurement { id }", approve).await;
    let goal = table.goal("Doel").await;
    let open = interest(&table, &goal, "Open").await["id"].take();
    let share = json!({ "interest": open, "expectedVersion": 1, "visibility": "PUBLIC" });
    table.server.by("school").act("interestShare", "interest { id }", share).await;
    let content = json!({ "partnership": table.id, "title": "Openbaar", "visibility": "PUBLIC", "debtors": [{ "organisation": table.company }] });
    let commitment = company.act("commitmentPropose", "commitment { id }", content.clone()).await["id"].take();
    let decision = table.decision("2026-11-01").await;
    let agreement = json!({ "partnership": table.id, "title": "Convenant", "visibility": "PUBLIC" });
    let agreement = secretary.act("agreementCreate", "agreement { id }", agreement).await["id"].take();

    let goal = Value::from(goal);
    let (amended, _) = agreed(&table, &json!({ "visibility": "PUBLIC" })).await;
    let later = json!({
        "commitment": amended["id"], "dueOn": { "date": "2027-01-01" }, "expectedTermsVersion": 1,
        "reasonCode": "OTHER", "reason": "Reden",
    });
    let mut later = company.act("commitmentPostpone", "commitment { amendments { id } }", later).await;
    let amendment = later["amendments"][0]["id"].take();
    let period = json!({ "partnership": table.id, "name": "2026-Q1", "from": "2026-01-01", "until": "2026-03-31" });
    let period = secretary.act("reportingPeriodCreate", "reportingPeriod { id }", period).await["id"].take();
    let round = json!({ "partnership": table.id });
    let round = secretary.act("healthCheckStart", "healthCheck { id }", round).await["id"].take();
    let known = Known {
        series,
        definition,
        decision,
        agreement,
        goal,
        content,
        open,
        commitment,
        measurement,
        amendment,
        period,
        round,
    };
    let acts = every_act(&table, &known);
    for subject in ["stranger", "admin"] {
        for (act, input) in &acts {
            let found = table.server.by(subject).refused(act, input.clone()).await;
            let [word] = found.as_slice() else { panic!("{subject} {act}: {found:?}") };
            let is_refusal = ["NOT_ALLOWED", "NOT_FOUND"].contains(&word.split(' ').next().unwrap());
            assert!(is_refusal, "{subject} {act}: {word}");
        }
    }
}

/// What an outsider may have heard of: ids at the table, seen or not.
struct Known {
    series: String,
    definition: String,
    decision: String,
    agreement: Value,
    goal: Value,
    content: Value,
    open: Value,
    commitment: Value,
    measurement: Value,
    amendment: Value,
    period: Value,
    round: Value,
}

/// Every act at a table, with an input that would be refused for other reasons too.
#[allow(clippy::too_many_lines, reason = "one list")]
fn every_act(table: &Table, known: &Known) -> Vec<(&'static str, Value)> {
    let Known {
        series,
        definition,
        decision,
        agreement,
        goal,
        content,
        open,
        commitment,
        measurement,
        amendment,
        period,
        round,
    } = known;
    let why = json!({ "expectedTermsVersion": 9, "reasonCode": "OTHER", "reason": "", "decision": decision });
    let (partnership, old) = (json!({ "partnership": table.id }), json!({ "expectedVersion": 9 }));
    let of = |parts: &[&Value]| {
        let whole = parts.iter().flat_map(|part| part.as_object().unwrap().clone());
        Value::Object(whole.collect())
    };
    let step = of(&[&json!({ "commitment": commitment }), &old]);
    let reason = json!({ "reason": "" });
    let cited = of(&[&step, &reason, &json!({ "decision": decision })]);
    let one = of(&[&json!({ "interest": open }), &old]);
    let figure = of(&[&json!({ "measurement": measurement }), &old]);
    let reading = json!({ "indicator": series, "observedOn": "2026-03-01", "value": { "text": "" } });
    let who = json!({ "organisation": table.company });
    let since = of(&[&who, &json!({ "since": "2026-01-01", "until": "2025-01-01" })]);
    let days = of(&[&json!({ "reportingPeriod": period }), &old]);
    let said = of(&[&who, &json!({ "decision": "OBJECT", "citedDecision": decision, "expectedTermsVersion": 9 })]);
    vec![
        ("gateOverride", of(&[&partnership, &reason, &json!({ "stage": "COMMON_GOAL", "decision": decision })])),
        ("accessKeyRevoke", of(&[&json!({ "accessKey": table.id }), &old, &reason])),
        ("membershipCreate", of(&[&partnership, &who, &json!({ "roles": [] })])),
        (
            "definitionCreate",
            of(&[
                &partnership,
                &json!({
                    "code": "vervuld", "name": "", "measure": "COUNT", "unit": "", "direction": "INCREASE",
                    "reporting": "SNAPSHOT", "targetBasis": "TO_DATE", "frequency": "MONTHLY",
                }),
            ]),
        ),
        ("definitionChange", of(&[&json!({ "indicatorDefinition": definition, "name": "" }), &old])),
        (
            "definitionRevise",
            of(&[
                &json!({ "indicatorDefinition": definition, "code": "vervuld", "measure": "PERCENT" }),
                &old,
                &reason,
            ]),
        ),
        ("definitionRemove", of(&[&json!({ "indicatorDefinition": definition }), &old, &reason])),
        ("goalCreate", of(&[&partnership, &json!({ "title": "", "kind": "OUTCOME", "parent": goal })])),
        (
            "indicatorCreate",
            of(&[&partnership, &json!({ "definition": definition, "goal": goal, "externalKey": "PUBLIC" })]),
        ),
        ("indicatorChange", of(&[&json!({ "indicator": series, "weight": "0" }), &old])),
        ("indicatorChange", of(&[&json!({ "indicator": series, "effect": "FILLED", "reporters": [since] }), &old])),
        ("indicatorAdoptDefinition", of(&[&json!({ "indicator": series, "definition": definition }), &old, &reason])),
        (
            "reportingPeriodCreate",
            of(&[&partnership, &json!({ "name": "Ronde", "from": "2026-06-30", "until": "2026-01-01" })]),
        ),
        ("reportingPeriodChange", of(&[&days, &json!({ "name": "Ronde" })])),
        ("reportingPeriodClose", days.clone()),
        ("reportingPeriodReopen", of(&[&days, &reason, &json!({ "decision": decision })])),
        ("reportingPeriodRemove", of(&[&days, &reason])),
        ("indicatorRemove", of(&[&json!({ "indicator": series }), &old, &reason])),
        (
            "meetingRecord",
            of(&[&partnership, &json!({ "title": "", "heldOn": "2026-01-01", "attendance": [table.company] })]),
        ),
        ("decisionRecord", json!({ "meeting": table.id, "text": "" })),
        ("agreementCreate", of(&[&partnership, &json!({ "title": "", "parties": [who] })])),
        ("agreementChange", of(&[&json!({ "agreement": agreement, "title": "" }), &old])),
        ("agreementAccede", of(&[&json!({ "agreement": agreement }), &who, &old])),
        ("agreementRemove", of(&[&json!({ "agreement": agreement }), &old, &reason])),
        (
            "interestCreate",
            of(&[&partnership, &who, &json!({ "side": "GAIN", "kind": "MONEY", "title": "", "goals": [goal] })]),
        ),
        ("interestShare", of(&[&one, &json!({ "visibility": "SELECTED" })])),
        ("interestReview", one.clone()),
        ("interestChange", of(&[&one, &json!({ "title": null, "goals": [goal] })])),
        ("interestRemove", of(&[&one, &reason])),
        ("balanceOpinionGive", of(&[&partnership, &who, &json!({ "value": "UNSURE", "source": " " })])),
        ("healthCheckStart", of(&[&partnership, &json!({ "heldOn": "2030-01-01" })])),
        ("healthCheckAnswer", json!({ "healthCheck": round, "organisation": table.company, "scores": [] })),
        ("healthCheckClose", of(&[&json!({ "healthCheck": round }), &old])),
        ("healthCheckRemove", of(&[&json!({ "healthCheck": round }), &old, &reason])),
        ("commitmentDraft", content.clone()),
        ("commitmentDraft", of(&[&json!({ "draft": commitment }), &old])),
        ("commitmentPropose", content.clone()),
        ("commitmentPropose", of(&[&json!({ "draft": commitment }), &old])),
        ("commitmentEndorse", of(&[&json!({ "commitment": commitment }), &said])),
        ("goalEndorse", of(&[&json!({ "goal": goal }), &said])),
        ("commitmentSendBack", of(&[&step, &reason])),
        ("commitmentWithdraw", of(&[&step, &reason])),
        ("commitmentAgree", step.clone()),
        ("commitmentStart", step.clone()),
        ("commitmentNote", json!({ "commitment": commitment, "health": "DONE", "notedOn": "2030-01-01" })),
        ("commitmentReportDone", of(&[&step, &json!({ "evidence": { "title": "" } })])),
        ("commitmentFulfil", step.clone()),
        ("commitmentReturn", cited.clone()),
        ("commitmentFulfilPartly", of(&[&cited, &json!({ "remains": "" })])),
        ("commitmentMarkNotFulfilled", cited.clone()),
        ("commitmentRelease", cited.clone()),
        ("commitmentReopen", cited.clone()),
        ("commitmentSupersede", of(&[&cited, &json!({ "by": commitment })])),
        ("commitmentChange", of(&[&step, &json!({ "goals": ["goal_niets"], "visibility": "ORGANISATION" })])),
        ("commitmentMeetCondition", of(&[&step, &json!({ "number": 0, "metOn": null })])),
        ("commitmentsConfirmUnchanged", json!({ "commitments": [commitment], "onBehalfOf": "x" })),
        ("commitmentsTakeOver", of(&[&partnership, &json!({ "source": "", "commitments": [] })])),
        ("commitmentRemove", of(&[&step, &reason])),
        ("commitmentAmend", of(&[&why, &json!({ "commitment": commitment, "title": "" })])),
        ("commitmentPostpone", of(&[&why, &json!({ "commitment": commitment, "dueOn": { "date": "1800-01-01" } })])),
        ("goalAmend", of(&[&why, &json!({ "goal": goal, "title": "" })])),
        ("indicatorAmend", of(&[&why, &json!({ "indicator": series, "targets": [] })])),
        ("amendmentVote", of(&[&json!({ "amendment": amendment, "decision": "OBJECT" }), &who])),
        ("amendmentAccept", of(&[&json!({ "amendment": amendment, "decision": decision }), &old])),
        ("amendmentReject", of(&[&json!({ "amendment": amendment, "decision": decision }), &old, &reason])),
        ("amendmentWithdraw", of(&[&json!({ "amendment": amendment }), &old, &reason])),
        ("commitmentDeliver", json!({ "commitment": commitment, "quantity": "-1", "deliveredOn": "2030-01-01" })),
        ("deliveryConfirm", of(&[&json!({ "delivery": commitment, "decision": decision }), &old])),
        ("deliveryReturn", of(&[&json!({ "delivery": commitment }), &old, &reason])),
        ("milestoneCreate", json!({ "commitment": commitment, "title": "", "weight": "0" })),
        ("milestoneChange", of(&[&json!({ "milestone": commitment, "title": "" }), &old])),
        ("milestoneRemove", of(&[&json!({ "milestone": commitment }), &old, &reason])),
        ("milestoneReach", of(&[&json!({ "milestone": commitment, "doneOn": "2030-01-01" }), &old])),
        ("milestoneReopen", of(&[&json!({ "milestone": commitment }), &old, &reason])),
        ("dependencyCreate", json!({ "from": commitment, "to": commitment, "kind": "MATCHES" })),
        ("dependencyRemove", of(&[&json!({ "dependency": commitment }), &old, &reason])),
        ("measurementDraft", reading.clone()),
        ("measurementSubmit", of(&[&reading, &json!({ "onBehalfOf": table.company })])),
        ("measurementSubmit", of(&[&json!({ "draft": measurement }), &old])),
        ("measurementsSubmit", of(&[&partnership, &json!({ "rows": [reading] })])),
        ("measurementsSubmit", of(&[&partnership, &json!({ "rows": [], "acceptGoodRows": true, "dryRun": true })])),
        ("measurementsApprove", of(&[&partnership, &json!({ "rows": [figure], "acceptGoodRows": true })])),
        ("measurementApprove", figure.clone()),
        ("measurementReturn", of(&[&figure, &reason])),
        ("measurementCorrect", of(&[&figure, &reason])),
        ("measurementRemove", of(&[&figure, &reason])),
        ("allocationCreate", json!({ "indicator": series, "child": series, "value": "0" })),
        ("allocationChange", of(&[&json!({ "allocation": table.id, "value": "0" }), &old])),
        ("allocationRemove", of(&[&json!({ "allocation": table.id }), &old, &reason])),
        ("allocationAgree", of(&[&json!({ "allocation": table.id, "decision": decision }), &old])),
        ("allocationWithdraw", of(&[&json!({ "consent": table.id }), &old, &reason])),
        ("importUndo", of(&[&json!({ "import": table.id }), &old, &reason])),
    ]
}
