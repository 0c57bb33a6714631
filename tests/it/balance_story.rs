//! A table with many interests and commitments of all sorts, the same at each telling; and with it, where it is asked for,
//! what only some may know of.

use std::collections::BTreeSet;

use akkoord::{
    delivery::Delivery,
    ids::NodeId,
    ledger::{Aggregate, AnyRecord, Changes, Commit, Kind, Locked, Outcome},
};
use entity::{Decimal, DeliveryState, PartnershipId, Qualifier};
use serde_json::{Value, json};
use tests::{
    TestDatabase,
    server::{Client, text},
    table::{Table, organisation, person},
};

use crate::{
    commitment::{content, propose, take},
    ledger::partnership_id,
    visibility::{seat_observer, seat_until_october},
};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<T: Clone>(&mut self, these: &[T]) -> T {
        these[usize::try_from(self.below(these.len() as u64)).unwrap()].clone()
    }
}

const QUALIFIERS: &[&str] = &["EXACT", "EXACT", "ABOUT", "AT_LEAST", "JUST_OVER", "JUST_UNDER"];
/// The same unit is written in several ways.
const MEASURES: &[(&str, &str)] = &[("MONEY", ""), ("HOURS", "uur"), ("HOURS", " Uur"), ("PLACES", "plekken")];

pub(crate) struct Story {
    pub(crate) table: Table,
    /// What is delivered, by id.
    pub(crate) deliveries: Vec<String>,
}

impl Story {
    /// Tells the story, with what is hidden or without.
    pub(crate) async fn tell(db: &TestDatabase, is_hidden_told: bool) -> Self {
        let table = Table::set(db).await;
        let admin = table.server.by("admin");
        seat_observer(&table).await;
        seat_until_october(&table).await;
        let quiet = organisation(&admin, "élan", "COMPANY").await;
        let envoy = person(&admin, "quiet", &quiet).await;
        table.seat(&table.id, &quiet, "PARTNER", &envoy).await;
        let ministry = organisation(&admin, "Ministerie", "MINISTRY").await;
        let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
        table.secretary().act("membershipCreate", "membership { id }", asked).await;
        let goals = goals(&table).await;
        if is_hidden_told {
            hide(&table, &goals, &[]).await;
        }
        let chance = &mut Chance(20_261_122);
        let interests = interests(&table, &goals, chance).await;
        if is_hidden_told {
            hide(&table, &goals, &interests).await;
        }
        let parties = [&table.company, &table.school, &table.province, &quiet].map(|one| json!(one));
        let commitments = commitments(&table, &parties, &goals, &interests, chance).await;
        let more = json!({
            "debtors": [{ "organisation": ministry }], "beneficiaries": [], "kind": "MONEY", "amount": "100.50",
            "visibility": "PUBLIC", "amountsPublic": true, "interests": [interests[0]],
        });
        propose(&table.secretary(), content(&table, &more)).await;
        let deliveries = deliver(&table, &commitments, chance).await;
        if is_hidden_told {
            hide(&table, &goals, &interests).await;
        }
        Self { table, deliveries }
    }
}

/// A goal of the table and one for everybody.
async fn goals(table: &Table) -> Vec<Value> {
    let mut goals = vec![json!(table.goal("Doel").await)];
    let open = json!({ "partnership": table.id, "title": "Openbaar", "kind": "IMPACT", "visibility": "PUBLIC" });
    goals.push(table.secretary().act("goalCreate", "goal { id }", open).await["id"].take());
    goals
}

/// How much of a kind, or as often nothing.
fn measured((kind, unit): (&str, &str), chance: &mut Chance) -> Value {
    let number = format!("{}.{}", chance.below(1_000), chance.below(100));
    match (chance.below(4), kind) {
        (0, _) => json!({ "kind": kind }),
        (_, "MONEY") => json!({ "kind": kind, "amount": number, "qualifier": chance.of(QUALIFIERS) }),
        _ => json!({ "kind": kind, "quantity": number, "unit": unit, "qualifier": chance.of(QUALIFIERS) }),
    }
}

fn add(input: &mut Value, more: &Value) {
    crate::commitment::add(input, more);
}

/// Enters an interest and shares it with so many.
async fn enter(client: &Client, input: Value, visibility: &str, sharing: Value) -> Value {
    let interest = client.act("interestCreate", "interest { id version }", input).await;
    if visibility != "ORGANISATION" {
        let mut share = json!({ "interest": interest["id"], "expectedVersion": 1, "visibility": visibility });
        add(&mut share, &sharing);
        client.act("interestShare", "interest { id }", share).await;
    }
    interest["id"].clone()
}

/// Interests of the company, the school and the chair that the table knows, or everybody.
async fn interests(table: &Table, goals: &[Value], chance: &mut Chance) -> Vec<Value> {
    let mut interests = Vec::new();
    for (subject, owner) in [("company", &table.company), ("school", &table.school), ("chair", &table.province)] {
        for number in 0..8 {
            let mut input = json!({
                "partnership": table.id, "organisation": owner, "title": format!("Belang {number}"),
                "side": chance.of(&["GAIN", "CONTRIBUTION", "WISH", "CONCERN"]),
                "goals": chance.of(&[vec![], vec![&goals[0]], vec![&goals[1]], vec![&goals[0], &goals[1]]]),
                "reviewedOn": chance.of(&[json!(null), json!("2025-11-19"), json!("2025-11-20")]),
            });
            add(&mut input, &measured(chance.of(MEASURES), chance));
            let visibility = chance.of(&["PARTNERSHIP", "PUBLIC"]);
            let sharing = json!({ "amountsPublic": chance.below(2) == 0 });
            interests.push(enter(&table.server.by(subject), input, visibility, sharing).await);
        }
    }
    interests
}

/// Commitments in every state that can be taken over.
async fn commitments(
    table: &Table,
    parties: &[Value],
    goals: &[Value],
    interests: &[Value],
    chance: &mut Chance,
) -> Vec<Value> {
    let states = [
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
    let rows: Vec<Value> = (0..60)
        .map(|number| {
            let first = usize::try_from(chance.below(4)).unwrap();
            let (debtor, other, third) = (&parties[first], &parties[(first + 1) % 4], &parties[(first + 2) % 4]);
            let served = chance.of(interests);
            let debtors = chance.of(&[vec![debtor], vec![debtor, other]]);
            let debtors: Vec<Value> = debtors.into_iter().map(|one| json!({ "organisation": one })).collect();
            let mut row = json!({
                "title": format!("Afspraak {number}"), "agreedOn": "2026-02-01", "state": chance.of(&states),
                "debtors": debtors, "beneficiaries": chance.of(&[vec![], vec![third], vec![other, third]]),
                "recurrence": chance.of(&["ONCE", "ONCE", "MONTHLY", "QUARTERLY", "YEARLY"]),
                "termYears": chance.of(&[json!(null), json!(3), json!(10)]), "goals": [chance.of(goals)],
                "interests": chance.of(&[vec![], vec![served]]),
                "visibility": chance.of(&["PARTNERSHIP", "PUBLIC"]), "amountsPublic": chance.below(2) == 0,
            });
            add(&mut row, &measured(chance.of(MEASURES), chance));
            if chance.below(5) == 0 {
                row.as_object_mut().unwrap().remove("kind");
            }
            row
        })
        .collect();
    let list = json!({ "partnership": table.id, "source": "Lijst", "commitments": rows });
    let taken = table.secretary().act("commitmentsTakeOver", "commitments { id kind amount }", list).await;
    taken.as_array().unwrap().clone()
}

/// Deliveries on the commitments: reported, confirmed or returned, and not all of them counted.
async fn deliver(table: &Table, commitments: &[Value], chance: &mut Chance) -> Vec<String> {
    use DeliveryState::{Confirmed, Rejected, Reported};
    let partnership = partnership_id(&table.id);
    let rows: Vec<_> = (0..70)
        .map(|_| {
            let commitment = chance.of(commitments);
            let counted = i64::try_from(chance.below(5_000)).unwrap();
            let is_money = commitment["kind"] == "MONEY" || !commitment["amount"].is_null();
            let is_counted = chance.below(6) > 0;
            entity::delivery::Model {
                partnership_id: partnership,
                id: uuid::Uuid::nil().into(),
                version: 0,
                external_key: None,
                source: None,
                changed_at: table.server.clock.now(),
                removed_at: None,
                commitment_id: NodeId::parse(text(&commitment, "/id")).unwrap().record.into(),
                delivered_on: table.server.clock.today(),
                quantity: (is_counted && !is_money).then_some(Decimal(counted * 125)),
                amount_cents: (is_counted && is_money).then_some(counted),
                qualifier: chance.of(&[Qualifier::Exact, Qualifier::Exact, Qualifier::JustUnder, Qualifier::AtLeast]),
                text: None,
                state: chance.of(&[Confirmed, Confirmed, Reported, Rejected]),
                reporter_id: None,
                on_behalf_of: None,
                confirmer_id: None,
                settled_on: None,
                state_reason: None,
                decision_id: None,
            }
        })
        .collect();
    record(table, partnership, rows).await
}

async fn record(table: &Table, partnership: PartnershipId, rows: Vec<entity::delivery::Model>) -> Vec<String> {
    let act = move |world: &Locked| {
        let rows = rows.iter().cloned();
        let made = rows.map(|row| {
            let row = entity::delivery::Model { id: world.id().into(), ..row };
            AnyRecord::from(Delivery { row, evidence: Vec::new() })
        });
        Ok::<_, ()>(Changes::of("commitmentDeliver").with_all(made))
    };
    let aggregates = BTreeSet::from([Aggregate::Partnership(partnership)]);
    let commit = Commit { actor: None, aggregates, key: None, act: Box::new(act) };
    let Outcome::Done(done) = table.server.app.ledger().commit(commit).await.unwrap() else { panic!("refused") };
    let snapshot = &done.partnerships[&partnership];
    let id = |delivery: &std::sync::Arc<Delivery>| {
        NodeId { kind: Kind::Delivery, partnership: Some(partnership), record: delivery.id.0 }.word()
    };
    snapshot.deliveries.iter().map(id).collect()
}

/// Adds what enters no figure: interests that few or none share, drafts and what they link, what was withdrawn unseen, what
/// was sent back, and what is gone.
async fn hide(table: &Table, goals: &[Value], interests: &[Value]) {
    let [secretary, company, school, quiet] =
        ["secretary", "company", "school", "quiet"].map(|subject| table.server.by(subject));
    let own = quiet.ask("{ viewer { organisations { id } } }", json!({})).await;
    let (quiet_id, company_id) = (own["viewer"]["organisations"][0]["id"].clone(), json!(table.company));
    let of = |owner: &Value, side: &str| {
        json!({
            "partnership": table.id, "organisation": owner, "side": side, "kind": "HOURS", "title": "Stil",
            "quantity": "999", "unit": "UUR", "goals": goals, "reviewedOn": "2020-01-01",
        })
    };
    for side in ["GAIN", "CONTRIBUTION", "WISH"] {
        enter(&quiet, of(&quiet_id, side), "ORGANISATION", json!({})).await;
        let few = json!({ "sharedWith": [table.bureau, table.school] });
        enter(&company, of(&company_id, side), "SELECTED", few).await;
        secretary.act("interestCreate", "interest { id }", of(&quiet_id, side)).await;
    }
    let gone = enter(&company, of(&company_id, "GAIN"), "PUBLIC", json!({ "amountsPublic": true })).await;
    let back = json!({ "interest": gone, "expectedVersion": 2, "visibility": "ORGANISATION" });
    company.act("interestShare", "interest { id }", back).await;
    let gone = enter(&company, of(&company_id, "CONCERN"), "PUBLIC", json!({})).await;
    let remove = json!({ "interest": gone, "expectedVersion": 2, "reason": "Vergissing" });
    company.act("interestRemove", "partnership { id }", remove).await;

    let more = json!({
        "kind": "HOURS", "quantity": "999", "unit": "UUR", "interests": interests, "goals": goals, "visibility": "PUBLIC",
        "amountsPublic": true,
    });
    company.act("commitmentDraft", "commitment { id }", content(table, &more)).await;
    secretary.act("commitmentDraft", "commitment { id }", content(table, &more)).await;
    let mut withdrawn = school.act("commitmentDraft", "commitment { id version }", content(table, &more)).await;
    take(&school, "Withdraw", &mut withdrawn, json!({ "reason": "Toch niet" }), "WITHDRAWN").await;
    let mut sent_back = propose(&company, content(table, &more)).await;
    take(&secretary, "SendBack", &mut sent_back, json!({ "reason": "Te vaag" }), "DRAFT").await;
}
