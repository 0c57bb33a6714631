//! Partnerships and their members: somebody in each role.

use serde_json::{Value, json};
use tests::{
    server::text,
    table::{organisation, person},
};

use super::{Row, World, row, world::with};

fn newcomer(world: &World) -> Value {
    json!({ "organisation": world.id("newcomer"), "representatives": [{ "person": world.id("newcomer's person") }] })
}

/// Besides those who sit at any test's table: another member, an observer, a member that has left, somebody invited, and
/// a member of another table.
pub(super) async fn prepare(world: &mut World) {
    let (admin, here) = (world.table.server.by("admin"), world.table.id.clone());
    let stranger = world.table.server.by("stranger");
    let other = stranger.ask("{ viewer { memberships { partnership { id } } } }", json!({})).await;
    let other = text(&other, "/viewer/memberships/0/partnership/id");
    for (subject, by, table, seat) in [
        ("member", "secretary", here.as_str(), json!({ "roles": ["PARTNER"] })),
        ("observer", "secretary", &here, json!({ "roles": ["OBSERVER"] })),
        ("former", "secretary", &here, json!({ "roles": ["PARTNER"], "until": "2026-06-30" })),
        ("invited", "secretary", &here, json!({ "status": "INVITED" })),
        ("neighbour", "stranger", other, json!({ "roles": ["PARTNER"] })),
    ] {
        let organisation = organisation(&admin, &format!("Organisatie van {subject}"), "COMPANY").await;
        let person = person(&admin, subject, &organisation).await;
        let who = json!({
            "partnership": table, "organisation": organisation, "from": "2026-01-01",
            "representatives": [{ "person": person }],
        });
        world.keep(&format!("{subject}'s seat"), by, "membershipCreate", "membership", with(who, seat)).await;
    }
    let mistake = json!({
        "name": "Vergissing", "slug": "vergissing", "kind": "PROJECT", "referencePrefix": "V",
        "secretariat": newcomer(world),
    });
    world.keep("mistake", "admin", "partnershipCreate", "partnership", mistake).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("partnershipCreate", |world| {
            json!({
                "name": "Nieuwe tafel", "slug": "nieuwe-tafel", "kind": "SECTOR_TABLE", "referencePrefix": "N",
                "secretariat": newcomer(world),
            })
        }),
        row(
            "partnershipChange",
            |world| json!({ "partnership": world.table.id, "expectedVersion": 1, "slug": "tafel-van-nu" }),
        ),
        row("partnershipRemove", |world| world.of("partnership", "mistake", json!({ "reason": "Dubbel" }))),
        row("gateOverride", |world| {
            json!({
                "partnership": world.table.id, "stage": "GAIN_AND_INVESTMENT", "reason": "Volgt later",
                "decision": world.id("decision"),
            })
        }),
        row("membershipCreate", |world| {
            with(newcomer(world), json!({ "partnership": world.table.id, "roles": ["PARTNER"] }))
        }),
        row("membershipChange", |world| world.of("membership", "member's seat", json!({ "mandate": "Opleiden" }))),
        row("membershipEnd", |world| world.of("membership", "member's seat", json!({ "leaveReason": "Fusie" }))),
        row("membershipRemove", |world| world.of("membership", "member's seat", json!({ "reason": "Vergissing" }))),
    ]
}
