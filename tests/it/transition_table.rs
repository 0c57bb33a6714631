//! The table of a commitment's life, row by row: whom each row lets take the step, what everybody else is told, and what a
//! step lacks. What is refused changes nothing.

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, organisation, person},
    tests,
};

use crate::commitment::{RECORD, add, content, evidence, field, revision, step};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        each_row_lets_those_take_the_step_that_it_names_and_nobody_else,
        what_parties_settle_together_is_done_once_the_last_agrees,
        no_step_leads_from_where_the_table_has_none,
        what_a_step_lacks_is_said_and_changes_nothing,
        housing_and_salary_block_until_their_owners_have_seen_to_them,
        what_was_done_shows_instead_of_evidence,
    ]
}

/// Where a step leads from, the act, where it leads to, and who may take it.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("DRAFT", "Propose", "PROPOSED", "author, secretariat, decision, silence"),
    ("DRAFT", "Withdraw", "WITHDRAWN", "author, secretariat, decision, silence"),
    ("PROPOSED", "SendBack", "DRAFT", "secretariat, decision, silence"),
    ("PROPOSED", "Withdraw", "WITHDRAWN", "author, secretariat, decision, silence"),
    ("PROPOSED", "Agree", "AGREED", "decision"),
    ("AGREED", "Start", "IN_PROGRESS", "debtor, secretariat, decision, silence"),
    ("AGREED", "ReportDone", "REPORTED_DONE", "debtor, secretariat, decision, silence"),
    ("AGREED", "MarkNotFulfilled", "NOT_FULFILLED", "chair, chair for the table, decision"),
    ("AGREED", "Release", "RELEASED", "beneficiary, chair for the table, decision"),
    ("AGREED", "Supersede", "SUPERSEDED", "decision"),
    ("IN_PROGRESS", "ReportDone", "REPORTED_DONE", "debtor, secretariat, decision, silence"),
    ("IN_PROGRESS", "FulfilPartly", "PARTLY_FULFILLED", "beneficiary, chair for the table, decision"),
    ("IN_PROGRESS", "MarkNotFulfilled", "NOT_FULFILLED", "chair, chair for the table, decision"),
    ("IN_PROGRESS", "Release", "RELEASED", "beneficiary, chair for the table, decision"),
    ("IN_PROGRESS", "Supersede", "SUPERSEDED", "decision"),
    ("REPORTED_DONE", "Fulfil", "FULFILLED", "beneficiary, chair for the table, decision, silence"),
    ("REPORTED_DONE", "Return", "IN_PROGRESS", "beneficiary, chair for the table, decision"),
    ("REPORTED_DONE", "FulfilPartly", "PARTLY_FULFILLED", "beneficiary, chair for the table, decision"),
    ("REPORTED_DONE", "MarkNotFulfilled", "NOT_FULFILLED", "chair, chair for the table, decision"),
    ("REPORTED_DONE", "Release", "RELEASED", "beneficiary, chair for the table, decision"),
    ("REPORTED_DONE", "Supersede", "SUPERSEDED", "decision"),
    ("FULFILLED", "Reopen", "IN_PROGRESS", "chair, chair for the table, decision"),
    ("PARTLY_FULFILLED", "Reopen", "IN_PROGRESS", "chair, chair for the table, decision"),
    ("NOT_FULFILLED", "Reopen", "IN_PROGRESS", "chair, chair for the table, decision"),
    ("RELEASED", "Reopen", "IN_PROGRESS", "chair, chair for the table, decision"),
];

/// What the parties settle together, and none of them alone.
const BY_CONSENT: &[(&str, &str)] =
    &[("Supersede", "debtor"), ("Supersede", "beneficiary"), ("Supersede", "chair for the table")];

const STATES: &[&str] = &[
    "DRAFT",
    "PROPOSED",
    "AGREED",
    "IN_PROGRESS",
    "REPORTED_DONE",
    "FULFILLED",
    "PARTLY_FULFILLED",
    "NOT_FULFILLED",
    "RELEASED",
    "WITHDRAWN",
    "SUPERSEDED",
];

/// Everybody who comes to the table: what they are called here, and whose account they use.
const PEOPLE: &[(&str, &str)] = &[
    ("author", "maker"),
    ("secretariat", "secretary"),
    ("decision", "secretary"),
    ("silence", "secretary"),
    ("chair", "chair"),
    ("chair for the table", "chair"),
    ("debtor", "company"),
    ("beneficiary", "school"),
    ("member", "member"),
    ("observer", "observer"),
    ("reader", "secretary"),
    ("stranger", "stranger"),
    ("nobody", ""),
];

/// A table with somebody in every place, what it decided, and an agreed commitment that can replace others.
struct Set {
    table: Table,
    decision: String,
    other: Value,
}

impl Set {
    async fn of(db: &TestDatabase) -> Self {
        let table = Table::set(db).await;
        let admin = table.server.by("admin");
        for (subject, name, role) in
            [("maker", "Vrager", "PARTNER"), ("member", "Ander", "PARTNER"), ("observer", "Waarnemer", "OBSERVER")]
        {
            let organisation = organisation(&admin, name, "COMPANY").await;
            let person = person(&admin, subject, &organisation).await;
            table.seat(&table.id, &organisation, role, &person).await;
        }
        let decision = table.decision("2026-11-01").await;
        let mut set = Self { table, decision, other: Value::Null };
        set.other = set.stand("AGREED", &json!({ "title": "Vervanger" })).await;
        set
    }

    /// A commitment that stands somewhere: of the company to the school, past its due date and just reported.
    async fn stand(&self, state: &str, more: &Value) -> Value {
        let mut input = content(&self.table, more);
        let maker = self.table.server.by("maker");
        match state {
            "DRAFT" => return maker.act("commitmentDraft", RECORD, input).await,
            "PROPOSED" => return maker.act("commitmentPropose", RECORD, input).await,
            "AGREED" | "IN_PROGRESS" => {}
            _ if input["reportedOn"].is_null() => add(&mut input, &json!({ "reportedOn": "2026-11-19" })),
            _ => {}
        }
        add(&mut input, &json!({ "state": state, "agreedOn": "2026-02-01", "source": "Actielijst" }));
        self.table.secretary().act("commitmentTakeOver", RECORD, input).await
    }

    /// A commitment as somebody comes to it.
    async fn meet(&self, state: &str, who: &str) -> Value {
        let mut more = json!({});
        if who == "chair for the table" {
            more["beneficiaries"] = json!([]);
        }
        if who == "silence" && STATES.iter().position(|one| *one == state) >= Some(4) {
            more["reportedOn"] = json!("2026-10-20");
        }
        self.stand(state, &more).await
    }

    fn client(&self, who: &str) -> Client {
        let subject = PEOPLE.iter().find(|(name, _)| *name == who).map(|(_, subject)| *subject);
        match who {
            "reader" => self.table.server.with("secretary", Scopes::READ, &[]),
            "nobody" => self.table.server.anonymous(),
            _ => self.table.server.by(subject.unwrap()),
        }
    }

    /// All that an act asks for, with the decision where one is cited.
    fn said(&self, commitment: &Value, act: &str, decides: bool) -> Value {
        let mut input = match act {
            "Propose" => return json!({ "draft": commitment["id"], "expectedVersion": commitment["version"] }),
            "Start" | "Agree" | "Fulfil" => json!({}),
            "ReportDone" => evidence(),
            "FulfilPartly" => json!({ "remains": "Iets", "reason": "Reden" }),
            "Supersede" => json!({ "by": self.other["id"], "reason": "Reden" }),
            _ => json!({ "reason": "Reden" }),
        };
        if decides && !["Start", "ReportDone", "SendBack", "Withdraw"].contains(&act) {
            input["decision"] = json!(self.decision);
        }
        step(commitment, &input)
    }
}

/// What somebody is told whom a row does not name.
fn told(act: &str, who: &str, allowed: &str, from: &str) -> &'static str {
    let judges = ["Fulfil", "FulfilPartly", "Release"].contains(&act);
    match who {
        "stranger" => "NOT_FOUND",
        "nobody" | "reader" => "NOT_ALLOWED",
        // A draft is its author's and the secretariat's.
        _ if from == "DRAFT" && !["secretariat", "decision", "silence"].contains(&who) => "NOT_FOUND",
        "debtor" if judges => "SELF_APPROVAL",
        "secretariat" | "silence" if allowed.contains("decision") => "REQUIRED decision",
        _ => "NOT_ALLOWED",
    }
}

async fn each_row_lets_those_take_the_step_that_it_names_and_nobody_else(db: TestDatabase) {
    let set = Set::of(&db).await;
    for (from, act, to, allowed) in TABLE {
        let mutation = format!("commitment{act}");
        let names: Vec<&str> = allowed.split(", ").collect();
        for (who, _) in PEOPLE.iter().filter(|(who, _)| !BY_CONSENT.contains(&(act, who))) {
            let own = set.meet(from, who).await;
            let (client, input) = (set.client(who), set.said(&own, act, *who == "decision"));
            let what = format!("{from} to {to} by {who}");
            let before = revision(&set.table).await;
            if names.contains(who) {
                let done = client.act(&mutation, "commitment { state }", input).await;
                assert_eq!(done["state"], *to, "{what}");
            } else {
                let found = client.refused(&mutation, input).await;
                let [found] = found.as_slice() else { panic!("{what}: {found:?}") };
                let expected = told(act, who, allowed, from);
                assert!(found == expected || found.starts_with(&format!("{expected} ")), "{what}: {found}");
                assert_eq!(revision(&set.table).await, before, "{what} was refused and changed something");
            }
        }
    }
}

async fn what_parties_settle_together_is_done_once_the_last_agrees(db: TestDatabase) {
    let set = Set::of(&db).await;
    let table = &set.table;
    let [alone, whole_table, both] =
        [json!({}), json!({ "beneficiaries": [] }), json!({ "beneficiaries": [table.school, table.province] })];
    for from in ["AGREED", "IN_PROGRESS", "REPORTED_DONE"] {
        for (act, to, who, content, last, organisation) in [
            ("Release", "RELEASED", "beneficiary", &both, "chair", &table.province),
            ("Supersede", "SUPERSEDED", "debtor", &alone, "school", &table.school),
            ("Supersede", "SUPERSEDED", "beneficiary", &alone, "company", &table.company),
            ("Supersede", "SUPERSEDED", "chair for the table", &whole_table, "company", &table.company),
        ] {
            let own = set.stand(from, content).await;
            let (input, shown) = (set.said(&own, act, false), "commitment { state version amendments { id } }");
            let proposed = set.client(who).act(&format!("commitment{act}"), shown, input).await;
            let as_it_was = (&proposed["state"], &proposed["version"]) == (&json!(from), &own["version"]);
            assert!(as_it_was, "{from} {act} by {who}: {proposed}");
            let vote = json!({
                "amendment": proposed["amendments"][0]["id"], "organisation": organisation, "decision": "AGREE",
            });
            table.server.by(last).act("amendmentVote", "amendment { id }", vote).await;
            assert_eq!(field(table, &own, "state").await["state"], to, "{from} {act} by {who}");
        }
    }
}

async fn no_step_leads_from_where_the_table_has_none(db: TestDatabase) {
    let set = Set::of(&db).await;
    let secretary = set.table.secretary();
    let mut acts: Vec<&str> = TABLE.iter().map(|(_, act, ..)| *act).collect();
    acts.sort_unstable();
    acts.dedup();
    assert_eq!(acts.len(), 13);
    for from in STATES {
        let own = match *from {
            "WITHDRAWN" => {
                let own = set.stand("PROPOSED", &json!({})).await;
                secretary.act("commitmentWithdraw", RECORD, set.said(&own, "Withdraw", false)).await
            }
            from => set.stand(from, &json!({})).await,
        };
        let before = revision(&set.table).await;
        for act in &acts {
            if TABLE.iter().any(|(state, step, ..)| state == from && step == act) {
                continue;
            }
            let found = secretary.refused(&format!("commitment{act}"), set.said(&own, act, true)).await;
            let path = if *act == "Propose" { "draft" } else { "commitment" };
            assert_eq!(found, [format!("UNKNOWN_TRANSITION {path}")], "{from} {act}");
        }
        assert_eq!(revision(&set.table).await, before, "{from}");
    }
}

/// A step that lacks something: from where, the act, who takes it, what the commitment says, what the act says, and what
/// is answered.
type Lacking = (&'static str, &'static str, &'static str, Value, Value, &'static [&'static str]);

async fn what_a_step_lacks_is_said_and_changes_nothing(db: TestDatabase) {
    let set = Set::of(&db).await;
    let table = &set.table;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    table.secretary().act("membershipCreate", "membership { id }", asked).await;
    let proposal = set.stand("PROPOSED", &json!({})).await;
    let ended = set.stand("FULFILLED", &json!({})).await;

    let as_it_is = || json!({});
    let silent = || json!({ "reason": " " });
    let condition = json!({ "conditions": [{ "text": "Woonruimte", "organisation": table.province }] });
    let proposed_condition = condition.clone();
    let later = json!({ "dueOn": { "date": "2026-11-30" } });
    let same_day = json!({ "dueOn": { "date": "2026-11-20" } });
    let this_month = json!({ "dueOn": { "date": "2026-11-01", "precision": "MONTH" } });
    let to_itself = json!({ "beneficiaries": [table.company] });
    let outsider =
        json!({ "debtors": [{ "organisation": table.company, "isLead": true }, { "organisation": ministry }] });
    let best_effort = || json!({ "obligation": "BEST_EFFORT" });
    let by = |other: &Value| json!({ "by": other["id"] });
    let nowhere = json!({ "decision": table.id });

    let lacking: Vec<Lacking> = vec![
        ("DRAFT", "Propose", "author", json!({ "debtors": [] }), as_it_is(), &["NO_DEBTOR debtors"]),
        ("DRAFT", "Propose", "author", to_itself, as_it_is(), &["SELF_BENEFIT beneficiaries"]),
        ("PROPOSED", "SendBack", "secretariat", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("DRAFT", "Withdraw", "author", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("PROPOSED", "Withdraw", "author", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("PROPOSED", "Agree", "decision", json!({ "action": null }), as_it_is(), &["NOT_SMART commitment"]),
        ("PROPOSED", "Agree", "decision", json!({ "dueOn": null }), as_it_is(), &["NOT_SMART commitment"]),
        ("PROPOSED", "Agree", "decision", json!({ "doneCriterion": null }), as_it_is(), &["NOT_SMART commitment"]),
        ("PROPOSED", "Agree", "decision", outsider, as_it_is(), &["NOT_A_MEMBER commitment"]),
        ("PROPOSED", "Agree", "decision", as_it_is(), nowhere, &["NOT_FOUND decision", "REQUIRED decision"]),
        ("AGREED", "Start", "debtor", condition, as_it_is(), &["BLOCKED commitment"]),
        ("AGREED", "Start", "debtor", proposed_condition, json!({ "waiveReason": " " }), &["BLOCKED commitment"]),
        ("AGREED", "ReportDone", "debtor", as_it_is(), json!({ "evidence": null }), &["REQUIRED evidence"]),
        ("IN_PROGRESS", "ReportDone", "debtor", as_it_is(), json!({ "evidence": null }), &["REQUIRED evidence"]),
        ("REPORTED_DONE", "Return", "beneficiary", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("REPORTED_DONE", "FulfilPartly", "beneficiary", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("IN_PROGRESS", "FulfilPartly", "beneficiary", as_it_is(), json!({ "remains": "" }), &["REQUIRED remains"]),
        ("AGREED", "MarkNotFulfilled", "chair", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("AGREED", "MarkNotFulfilled", "chair", later, as_it_is(), &["BLOCKED commitment"]),
        ("AGREED", "MarkNotFulfilled", "chair", same_day, as_it_is(), &["BLOCKED commitment"]),
        ("IN_PROGRESS", "MarkNotFulfilled", "decision", this_month, as_it_is(), &["BLOCKED commitment"]),
        ("REPORTED_DONE", "MarkNotFulfilled", "chair", json!({ "dueOn": null }), as_it_is(), &["BLOCKED commitment"]),
        ("AGREED", "MarkNotFulfilled", "chair", best_effort(), as_it_is(), &["REQUIRED effortMade"]),
        ("AGREED", "MarkNotFulfilled", "chair", best_effort(), json!({ "effortMade": " " }), &["REQUIRED effortMade"]),
        ("AGREED", "Release", "beneficiary", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("AGREED", "Supersede", "decision", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("AGREED", "Supersede", "decision", as_it_is(), by(&proposal), &["BLOCKED by"]),
        ("AGREED", "Supersede", "decision", as_it_is(), by(&ended), &["BLOCKED by"]),
        ("AGREED", "Supersede", "decision", as_it_is(), json!({ "by": table.id }), &["NOT_FOUND by"]),
        ("FULFILLED", "Reopen", "chair", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
        ("RELEASED", "Reopen", "decision", as_it_is(), silent(), &["REASON_REQUIRED reason"]),
    ];
    for (from, act, who, content, more, expected) in lacking {
        let own = set.stand(from, &content).await;
        let mut input = set.said(&own, act, who == "decision");
        add(&mut input, &more);
        let before = revision(table).await;
        let mut found = set.client(who).refused(&format!("commitment{act}"), input).await;
        found.sort();
        assert_eq!(found, expected, "{from} {act} {content} {more}");
        assert_eq!(revision(table).await, before, "{from} {act} was refused and changed something");
    }
}

async fn housing_and_salary_block_until_their_owners_have_seen_to_them(db: TestDatabase) {
    let set = Set::of(&db).await;
    let table = &set.table;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    table.secretary().act("membershipCreate", "membership { id }", asked).await;
    let conditions = json!({ "conditions": [
        { "text": "Passende woonruimte", "organisation": table.province },
        { "text": "Een salaris op niveau", "organisation": ministry },
    ] });
    let (mut own, needed) = (set.stand("AGREED", &conditions).await, set.stand("IN_PROGRESS", &json!({})).await);
    let company = table.server.by("company");
    let dependency = json!({ "from": own["id"], "to": needed["id"], "kind": "REQUIRES" });
    company.act("dependencyCreate", "dependency { id }", dependency).await;

    let waits = async |own: &Value| {
        let fields = "isBlocked allowedTransitions { to allowed blockedBy { code message party { name } } }";
        let mut seen = field(table, own, fields).await;
        let steps = seen["allowedTransitions"].as_array().unwrap();
        let start = steps.iter().find(|step| step["to"] == "IN_PROGRESS").cloned();
        (seen["isBlocked"].take(), start.unwrap_or_default())
    };
    let (is_blocked, start) = waits(&own).await;
    assert_eq!(is_blocked, true);
    assert_eq!(
        start,
        json!({ "to": "IN_PROGRESS", "allowed": false, "blockedBy": [
            {
                "code": "BLOCKED", "party": { "name": "Provincie" },
                "message": "Aan een randvoorwaarde is nog niet voldaan: Passende woonruimte (Provincie).",
            },
            {
                "code": "BLOCKED", "party": { "name": "Ministerie" },
                "message": "Aan een randvoorwaarde is nog niet voldaan: Een salaris op niveau (Ministerie).",
            },
            {
                "code": "BLOCKED", "party": { "name": "Bedrijf" },
                "message": "Eerst moet afspraak T-2026-003 (Plekken) zijn nagekomen.",
            },
        ] })
    );
    let blocked = "BLOCKED commitment";
    assert_eq!(company.refused("commitmentStart", step(&own, &json!({}))).await, [blocked; 3]);

    // A note, a milestone and a delivery are recorded, and do not start it.
    let on_it = |more: Value| {
        let mut input = json!({ "commitment": own["id"] });
        add(&mut input, &more);
        input
    };
    company.act("commitmentNote", "note { id }", on_it(json!({ "health": "ON_TRACK" }))).await;
    company.act("commitmentDeliver", "delivery { id }", on_it(json!({ "text": "Eén gehuisvest" }))).await;
    let milestone =
        company.act("milestoneCreate", "milestone { id version }", on_it(json!({ "title": "Eerste" }))).await;
    let reach = json!({ "milestone": milestone["id"], "expectedVersion": 1 });
    assert_eq!(company.act("milestoneReach", "commitment { state }", reach).await["state"], "AGREED");

    for (number, client, left) in [(1, table.server.by("chair"), 2), (2, table.secretary(), 1)] {
        own = client.act("commitmentMeetCondition", RECORD, step(&own, &json!({ "number": number }))).await;
        let (is_blocked, start) = waits(&own).await;
        assert_eq!((is_blocked, start["blockedBy"].as_array().unwrap().len()), (json!(true), left));
    }
    let waived = set.stand("AGREED", &conditions).await;
    let waive = step(&waived, &json!({ "waiveReason": "De gemeente heeft het toegezegd" }));
    let started = company.act("commitmentStart", "commitment { state waivedReason isBlocked }", waive).await;
    assert_eq!(
        started,
        json!({ "state": "IN_PROGRESS", "waivedReason": "De gemeente heeft het toegezegd", "isBlocked": true })
    );

    let done = company.act("commitmentReportDone", RECORD, step(&needed, &evidence())).await;
    table.server.by("school").act("commitmentFulfil", RECORD, step(&done, &json!({}))).await;
    let (is_blocked, start) = waits(&own).await;
    assert_eq!((is_blocked, start["allowed"].clone()), (json!(false), json!(true)));
    own = company.act("commitmentStart", RECORD, step(&own, &json!({ "waiveReason": "Niet nodig" }))).await;
    let begun = field(table, &own, "state waivedReason").await;
    assert_eq!(begun, json!({ "state": "IN_PROGRESS", "waivedReason": null }), "nothing was waived");
}

async fn what_was_done_shows_instead_of_evidence(db: TestDatabase) {
    let set = Set::of(&db).await;
    let (company, school) = (set.table.server.by("company"), set.table.server.by("school"));
    let bare = |own: &Value| step(own, &json!({}));
    let own = set.stand("IN_PROGRESS", &json!({})).await;
    let delivery = json!({ "commitment": own["id"], "text": "Drie plekken" });
    let delivery = company.act("commitmentDeliver", "delivery { id version }", delivery).await;
    let back = json!({ "delivery": delivery["id"], "expectedVersion": 1, "reason": "Het zijn er twee" });
    school.act("deliveryReturn", "delivery { id }", back).await;
    assert_eq!(company.refused("commitmentReportDone", bare(&own)).await, ["REQUIRED evidence"]);
    company.act("commitmentDeliver", "delivery { id }", json!({ "commitment": own["id"], "text": "Twee" })).await;
    assert_eq!(company.act("commitmentReportDone", RECORD, bare(&own)).await["state"], "REPORTED_DONE");

    let own = set.stand("IN_PROGRESS", &json!({})).await;
    let milestone = json!({ "commitment": own["id"], "title": "Lokaal" });
    let milestone = company.act("milestoneCreate", "milestone { id }", milestone).await;
    assert_eq!(company.refused("commitmentReportDone", bare(&own)).await, ["REQUIRED evidence"]);
    let reach = json!({ "milestone": milestone["id"], "expectedVersion": 1 });
    company.act("milestoneReach", "milestone { id }", reach).await;
    assert_eq!(company.act("commitmentReportDone", RECORD, bare(&own)).await["state"], "REPORTED_DONE");
}
