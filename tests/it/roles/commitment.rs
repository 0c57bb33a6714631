//! Commitments: owed by the company, to the school unless it says to the table. Concerned is whoever may take the step:
//! the debtor, or the beneficiary.

use serde_json::{Value, json};

use super::{Row, World, row, world::with};

fn content(world: &World, beneficiaries: &[&str]) -> Value {
    json!({
        "partnership": world.table.id, "title": "Plekken", "action": "Vijf plekken openstellen",
        "doneCriterion": "Vijf bezet", "dueOn": { "date": "2026-11-10" },
        "debtors": [{ "organisation": world.table.company }], "beneficiaries": beneficiaries,
        "conditions": [{ "text": "Lokalen", "organisation": world.table.school }],
    })
}

/// What a step says that the table decided on.
fn decided(world: &World, name: &str, more: Value) -> Value {
    world.of("commitment", name, with(json!({ "decision": world.id("decision") }), more))
}

/// What an organisation says of a proposal.
fn said(world: &World, name: &str, organisation: &str, more: Value) -> Value {
    let says = json!({ "organisation": organisation, "decision": "AGREE", "expectedTermsVersion": 1 });
    with(with(json!({ "commitment": world.id(name) }), says), more)
}

fn evidence() -> Value {
    json!({ "evidence": { "title": "Lijst" } })
}

/// How far each goes from draft over proposal, agreement and report to fulfilment, and to whom it is owed.
const STAND_READY: &[(&str, usize, bool)] = &[
    ("draft", 0, false),
    ("proposal", 1, false),
    ("proposal to the table", 1, true),
    ("agreed", 2, false),
    ("agreed too", 2, false),
    ("amended", 2, false),
    ("reported", 3, false),
    ("owed to the table", 3, true),
    ("fulfilled", 4, false),
];

pub(super) async fn prepare(world: &mut World) {
    for (name, steps, to_table) in STAND_READY.iter().copied() {
        let school = world.table.school.clone();
        let beneficiaries: &[&str] = if to_table { &[] } else { &[&school] };
        let draft = content(world, beneficiaries);
        world.keep(name, "company", "commitmentDraft", "commitment", draft).await;
        for step in 0..steps {
            let (by, act, input) = match step {
                0 => ("company", "commitmentPropose", world.of("draft", name, json!({}))),
                1 => ("secretary", "commitmentAgree", decided(world, name, json!({}))),
                2 => ("company", "commitmentReportDone", world.of("commitment", name, evidence())),
                _ => ("school", "commitmentFulfil", world.of("commitment", name, json!({}))),
            };
            world.keep(name, by, act, "commitment", input).await;
        }
    }
    let note = json!({ "commitment": world.id("proposal"), "health": "ON_TRACK" });
    world.keep("note", "company", "commitmentNote", "note", note).await;
}

pub(super) fn rows() -> Vec<Row> {
    let reason = || json!({ "reason": "Reden" });
    vec![
        row("commitmentDraft", |world| content(world, &[])),
        row("commitmentDraft", |world| world.of("draft", "draft", json!({ "title": "Zes plekken" })))
            .case("of a draft"),
        row("commitmentPropose", |world| content(world, &[])),
        row("commitmentPropose", |world| world.of("draft", "draft", json!({}))).case("of a draft"),
        row("commitmentEndorse", |world| said(world, "proposal", &world.table.company, json!({}))),
        row("commitmentEndorse", |world| {
            let objects = json!({ "decision": "OBJECT", "note": "Te veel" });
            said(world, "proposal", &world.table.school, objects)
        })
        .case("objecting")
        .concerned("school"),
        row("commitmentEndorse", |world| {
            let cited = json!({ "citedDecision": world.id("decision") });
            said(world, "proposal", &world.table.company, cited)
        })
        .case("with a decision"),
        row("commitmentEndorse", |world| said(world, "proposal to the table", &world.table.province, json!({})))
            .case("for the table"),
        row("commitmentSendBack", move |world| world.of("commitment", "proposal", reason())),
        row("commitmentWithdraw", move |world| world.of("commitment", "proposal", reason())),
        row("commitmentAgree", |world| decided(world, "proposal", json!({}))),
        row("commitmentAgree", |world| world.of("commitment", "proposal", json!({}))).case("without a decision"),
        row("commitmentStart", |world| {
            world.of("commitment", "agreed", json!({ "waiveReason": "De lokalen komen er" }))
        }),
        row("commitmentNote", |world| json!({ "commitment": world.id("agreed"), "health": "ON_TRACK" })),
        row("commitmentReportDone", |world| world.of("commitment", "agreed", evidence())),
        row("commitmentFulfil", |world| decided(world, "reported", json!({}))).concerned("school"),
        row("commitmentFulfil", |world| world.of("commitment", "reported", json!({})))
            .case("without a decision")
            .concerned("school"),
        row("commitmentFulfil", |world| world.of("commitment", "reported", json!({}))).case("by the debtor"),
        row("commitmentFulfil", |world| world.of("commitment", "owed to the table", json!({})))
            .case("owed to the table"),
        row("commitmentReturn", move |world| decided(world, "reported", reason())).concerned("school"),
        row("commitmentReturn", move |world| world.of("commitment", "owed to the table", reason()))
            .case("owed to the table"),
        row("commitmentFulfilPartly", |world| partly(world, "reported")).concerned("school"),
        row("commitmentFulfilPartly", |world| partly(world, "owed to the table")).case("owed to the table"),
        row("commitmentMarkNotFulfilled", move |world| decided(world, "agreed", reason())),
        row("commitmentRelease", move |world| decided(world, "agreed", reason())).concerned("school"),
        row("commitmentRelease", move |world| world.of("commitment", "owed to the table", reason()))
            .case("owed to the table"),
        row("commitmentReopen", move |world| decided(world, "fulfilled", reason())),
        row("commitmentSupersede", move |world| {
            decided(world, "agreed", with(reason(), json!({ "by": world.id("agreed too") })))
        }),
        row("commitmentSupersede", move |world| {
            world.of("commitment", "owed to the table", with(reason(), json!({ "by": world.id("agreed too") })))
        })
        .case("without a decision"),
        row("commitmentChange", |world| world.of("commitment", "agreed", json!({ "chainStep": "TRAINING" }))),
        row("commitmentChange", |world| {
            let contacts = json!([{ "organisation": world.table.company, "person": null }]);
            world.of("commitment", "agreed", json!({ "contacts": contacts }))
        })
        .case("of the contact"),
        row("commitmentMeetCondition", |world| world.of("commitment", "agreed", json!({ "number": 1 })))
            .concerned("school"),
        row(
            "commitmentsConfirmUnchanged",
            |world| json!({ "commitments": [world.id("agreed"), world.id("reported")] }),
        ),
        row("commitmentTakeOver", |world| {
            let old = json!({
                "title": "Oud", "state": "AGREED", "agreedOn": "2026-02-01",
                "debtors": [{ "organisation": world.table.company }],
            });
            with(old, json!({ "partnership": world.table.id, "source": "Actielijst" }))
        }),
        row("commitmentsTakeOver", |world| {
            let old = json!({
                "title": "Oud", "state": "AGREED", "agreedOn": "2026-02-01",
                "debtors": [{ "organisation": world.table.company }],
            });
            json!({ "partnership": world.table.id, "source": "Actielijst", "commitments": [old] })
        }),
        row("commitmentRemove", move |world| world.of("commitment", "draft", reason())),
        row("noteChange", |world| world.of("note", "note", json!({ "text": "Er zijn er drie" }))),
        row("noteRemove", move |world| world.of("note", "note", reason())),
    ]
}

fn partly(world: &World, name: &str) -> Value {
    decided(world, name, json!({ "reason": "Niet alles", "remains": "Drie plekken" }))
}
