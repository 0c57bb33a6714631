//! Halen en brengen for each kind of viewer: what it is told equals what can be computed from the records that it can list,
//! and nothing that is hidden changes it.

use std::collections::{BTreeMap, BTreeSet};

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    tests,
};

use crate::balance_story::Story;

pub(crate) fn trials() -> Vec<Test> {
    tests![each_viewer_is_told_what_its_own_lists_add_up_to, what_is_hidden_enters_no_figure_of_anybody]
}

const TODAY: &str = "2026-11-20";

/// The figures.
const TOLD: &str = "query($id: ID!) { partnership(by: { id: $id }) {
    balance { organisation { id name } wholeTable opinion { value } signals lines {
        side kind unit isJoint named askedFor promised delivered unknown approximate bound } }
    unservedInterests(first: 200) { totalCount nodes { id title } }
    sorted: unservedInterests(first: 200, orderBy: [{ field: TITLE, direction: DESC }], filter: { side: { eq: WISH } }) {
        totalCount nodes { title } pageInfo { hasNextPage } }
    interestMatrix { goals { id } rows { organisation { name }
        cells { goal { id } gains contributions wishes concerns interests { id } } } } } }";

/// The lists from which they can be computed.
const LISTED: &str = "query($id: ID!, $deliveries: [ID!]!) {
    nodes(ids: $deliveries) { ... on Delivery { state quantity amount qualifier commitment { id } } }
    partnership(by: { id: $id }) {
        goals(first: 200) { nodes { id } }
        memberships(first: 200) { nodes { organisation { name } status roles from until } }
        interests(first: 200) { nodes { id organisation { name } side kind quantity unit amount qualifier visibility
            reviewedOn title goals { id } } }
        commitments(first: 200) { nodes { id state reference kind quantity unit amount qualifier recurrence termYears
            amountsPublic visibility debtors { name } beneficiaries { name } interests { id } } } } }";

fn list<'a>(value: &'a Value, pointer: &str) -> Vec<&'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten().collect()
}

/// A decimal in ten-thousandths.
fn exact(value: &Value) -> Option<i128> {
    let (whole, rest) = value.as_str().map(|text| text.split_once('.').unwrap_or((text, "")))?;
    Some(format!("{whole}{rest:0<4}").parse().unwrap())
}

fn shown(value: Option<i128>) -> Value {
    let decimal = |scaled: i128| format!("{}.{:04}", scaled / 10_000, scaled % 10_000);
    value.map_or(Value::Null, |scaled| json!(decimal(scaled).trim_end_matches('0').trim_end_matches('.')))
}

#[derive(Default)]
struct Line {
    unit: Value,
    sums: BTreeMap<&'static str, i128>,
    unknown: i32,
    /// The side on which each vague part lies, if on any.
    vague: Vec<Option<&'static str>>,
}

impl Line {
    fn add(&mut self, sum: &'static str, amount: Option<i128>, qualifier: &Value) {
        let Some(amount) = amount else { return };
        *self.sums.entry(sum).or_default() += amount;
        match qualifier.as_str().unwrap() {
            "EXACT" => {}
            "ABOUT" => self.vague.push(None),
            "JUST_UNDER" => self.vague.push(Some("AT_MOST")),
            _ => self.vague.push(Some("AT_LEAST")),
        }
    }

    fn shown(&self, (side, kind, _, is_joint): &LineKey) -> Value {
        let sum = |name: &str| shown(self.sums.get(name).copied());
        let bound =
            self.vague.first().copied().flatten().filter(|first| self.vague.iter().all(|one| *one == Some(first)));
        json!({
            "side": side, "kind": kind, "unit": self.unit, "isJoint": is_joint, "named": sum("named"),
            "askedFor": sum("askedFor"), "promised": sum("promised"), "delivered": sum("delivered"),
            "unknown": self.unknown, "approximate": !self.vague.is_empty(), "bound": bound,
        })
    }
}

type LineKey = (String, Option<String>, String, bool);

/// Lines per party; the whole table has no name.
#[derive(Default)]
struct Lines(BTreeMap<String, BTreeMap<LineKey, Line>>);

impl Lines {
    fn of(&mut self, party: &str, side: &str, record: &Value, is_joint: bool) -> &mut Line {
        let is_money = record["kind"] == "MONEY" || !record["amount"].is_null();
        let unit = if is_money { json!("EUR") } else { record["unit"].clone() };
        let folded = unit.as_str().unwrap_or_default().trim().to_lowercase();
        let key = (side.to_owned(), record["kind"].as_str().map(str::to_owned), folded, is_joint);
        let line = self.0.entry(party.to_owned()).or_default().entry(key);
        line.or_insert_with(|| Line { unit, ..Line::default() })
    }
}

/// The interests and commitments of a viewer's lists that an audience shares in.
fn shared<'a>(listed: &'a Value, audience: &str) -> (Vec<&'a Value>, Vec<&'a Value>) {
    let is_of = |one: &Value, shared_by: &[&str]| {
        one["visibility"] == "PUBLIC" || one["visibility"] == "PARTNERSHIP" && shared_by.contains(&audience)
    };
    let interests = list(listed, "/partnership/interests/nodes").into_iter().filter(|one| is_of(one, &["members"]));
    let proposed = |one: &&Value| one["state"] != "DRAFT" && !one["reference"].is_null();
    let commitments = list(listed, "/partnership/commitments/nodes").into_iter().filter(proposed);
    (interests.collect(), commitments.filter(|one| is_of(one, &["members", "observers"])).collect())
}

/// What a commitment promises over all its terms.
fn in_total(commitment: &Value) -> Option<i128> {
    let years = commitment["termYears"].as_i64().map(i128::from);
    let terms = match text(commitment, "/recurrence") {
        "ONCE" => Some(1),
        "MONTHLY" => years.map(|years| 12 * years),
        "QUARTERLY" => years.map(|years| 4 * years),
        _ => years,
    };
    amount(commitment).zip(terms).map(|(each, terms)| each * terms)
}

fn amount(record: &Value) -> Option<i128> {
    exact(&record["amount"]).or(exact(&record["quantity"]))
}

/// What a viewer's own lists add up to.
fn computed(listed: &Value, audience: &str) -> Value {
    let is_partner = |seat: &&Value| {
        let roles = list(seat, "/roles");
        seat["status"] == "MEMBER"
            && roles.iter().any(|role| *role == "PARTNER")
            && text(seat, "/from") <= TODAY
            && seat["until"].as_str().is_none_or(|until| TODAY <= until)
    };
    let at_the_table = audience != "public";
    let partners: BTreeSet<&str> = list(listed, "/partnership/memberships/nodes")
        .into_iter()
        .filter(|seat| at_the_table && is_partner(seat))
        .map(|seat| text(seat, "/organisation/name"))
        .collect();
    let (interests, commitments) = shared(listed, audience);

    let mut lines = Lines::default();
    let mut served = BTreeSet::new();
    for one in &commitments {
        let state = text(one, "/state");
        if ["AGREED", "IN_PROGRESS", "REPORTED_DONE", "FULFILLED", "PARTLY_FULFILLED"].contains(&state) {
            served.extend(list(one, "/interests").into_iter().map(|interest| text(interest, "/id")));
        }
        if ["RELEASED", "WITHDRAWN", "SUPERSEDED"].contains(&state) {
            continue;
        }
        let total = in_total(one);
        let deliveries: Vec<_> = list(listed, "/nodes")
            .into_iter()
            .filter(|delivery| delivery["state"] == "CONFIRMED" && delivery["commitment"]["id"] == one["id"])
            .collect();
        let names = |field: &str| list(one, field).into_iter().map(|party| text(party, "/name")).collect::<Vec<_>>();
        let mut beneficiaries = names("/beneficiaries");
        if beneficiaries.is_empty() {
            beneficiaries.push("");
        }
        for (side, parties) in [("CONTRIBUTION", names("/debtors")), ("GAIN", beneficiaries)] {
            for party in &parties {
                let line = lines.of(party, side, one, parties.len() > 1);
                line.unknown += i32::from(total.is_none());
                if state == "PROPOSED" {
                    line.add("askedFor", total, &one["qualifier"]);
                    continue;
                }
                line.add("promised", total, &one["qualifier"]);
                for delivery in &deliveries {
                    line.add("delivered", amount(delivery), &delivery["qualifier"]);
                }
                if deliveries.is_empty() && (at_the_table || one["amountsPublic"] == true) {
                    line.add("delivered", Some(0), &json!("EXACT"));
                }
            }
        }
    }
    for one in interests.iter().filter(|one| ["GAIN", "CONTRIBUTION"].contains(&text(one, "/side"))) {
        let line = lines.of(text(one, "/organisation/name"), text(one, "/side"), one, false);
        line.unknown += i32::from(amount(one).is_none());
        line.add("named", amount(one), &one["qualifier"]);
    }

    let unserved: Vec<&Value> = interests
        .iter()
        .filter(|one| one["side"] != "CONTRIBUTION" && !served.contains(text(one, "/id")))
        .copied()
        .collect();
    let mut parties: BTreeSet<&str> = lines.0.keys().map(String::as_str).collect();
    parties.extend(&partners);
    let signals = |party: &str| {
        let mut found = Vec::new();
        let own = |one: &&&Value| text(one, "/organisation/name") == party;
        let names = |side: &str| interests.iter().filter(own).any(|one| one["side"] == side);
        for (side, signal) in [("GAIN", "NO_GAIN"), ("CONTRIBUTION", "NO_CONTRIBUTION")] {
            found.extend((partners.contains(party) && !names(side)).then_some(signal));
        }
        found.extend(unserved.iter().any(|one| own(&one)).then_some("UNSERVED_INTEREST"));
        // What was never reviewed was entered today.
        let is_old = |one: &&Value| one["reviewedOn"].as_str().is_some_and(|day| day < "2025-11-20");
        found.extend(interests.iter().filter(own).any(is_old).then_some("REVIEW_OVERDUE"));
        if audience == "members" { found } else { Vec::new() }
    };
    let entry = |party: &&str| {
        let shown = lines.0.get(*party).into_iter().flatten().map(|(key, line)| line.shown(key));
        json!({ "organisation": party, "signals": signals(party), "lines": in_any_order(shown.collect()) })
    };
    let goals = list(listed, "/partnership/goals/nodes");
    let mut owners = partners.clone();
    owners.extend(interests.iter().map(|one| text(one, "/organisation/name")));
    json!({
        "balance": by_name(parties).iter().map(entry).collect::<Vec<_>>(),
        "unserved": unserved.iter().map(|one| one["id"].clone()).collect::<Vec<_>>(),
        "goals": goals,
        "rows": by_name(owners).iter().map(|owner| row(owner, &goals, &interests)).collect::<Vec<_>>(),
    })
}

/// A row of the matrix, from the interests that count.
fn row(owner: &str, goals: &[&Value], interests: &[&Value]) -> Value {
    let own = interests.iter().filter(|one| text(one, "/organisation/name") == owner);
    let columns = goals.iter().map(|goal| goal["id"].clone()).chain([Value::Null]);
    let cells = columns.filter_map(|goal| {
        let about: Vec<_> = own
            .clone()
            .filter(|one| {
                let seen = list(one, "/goals");
                if goal.is_null() { seen.is_empty() } else { seen.iter().any(|one| one["id"] == goal) }
            })
            .collect();
        let count = |side: &str| about.iter().filter(|one| one["side"] == side).count();
        let ids: Vec<_> = about.iter().map(|one| json!({ "id": one["id"] })).collect();
        (!about.is_empty()).then(|| {
            json!({
                "goal": if goal.is_null() { goal } else { json!({ "id": goal }) }, "gains": count("GAIN"),
                "contributions": count("CONTRIBUTION"), "wishes": count("WISH"), "concerns": count("CONCERN"),
                "interests": ids,
            })
        })
    });
    json!({ "organisation": { "name": owner }, "cells": cells.collect::<Vec<_>>() })
}

/// Names without accents and capitals; no name, of the whole table, is last.
fn by_name(names: BTreeSet<&str>) -> Vec<&str> {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by_key(|name| (name.is_empty(), name.to_lowercase().replace('é', "e")));
    names
}

fn in_any_order(mut lines: Vec<Value>) -> Vec<Value> {
    lines.sort_by_key(Value::to_string);
    lines
}

/// What a viewer is told, in the form of what is computed.
fn told(told: &Value) -> Value {
    let partnership = &told["partnership"];
    let entry = |one: &&Value| {
        assert_eq!(one["wholeTable"], one["organisation"].is_null());
        let party = one["organisation"]["name"].as_str().unwrap_or_default();
        let lines = list(one, "/lines").into_iter().cloned().collect();
        json!({ "organisation": party, "signals": one["signals"], "lines": in_any_order(lines) })
    };
    let ids = |nodes: Vec<&Value>| nodes.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
    json!({
        "balance": list(partnership, "/balance").iter().map(entry).collect::<Vec<_>>(),
        "unserved": ids(list(partnership, "/unservedInterests/nodes")),
        "goals": partnership["interestMatrix"]["goals"],
        "rows": partnership["interestMatrix"]["rows"],
    })
}

/// Everybody, and the audience that each belongs to.
fn viewers(story: &Story) -> Vec<(&'static str, &'static str, Client)> {
    let server = &story.table.server;
    let mut viewers = Vec::new();
    for (audience, subjects) in [
        ("members", &["secretary", "chair", "company", "school", "quiet"][..]),
        ("observers", &["observer"]),
        ("public", &["former", "stranger", "admin"]),
    ] {
        viewers.extend(subjects.iter().map(|subject| (*subject, audience, server.by(subject))));
    }
    viewers.push(("dashboard", "public", server.with("company", Scopes::DASHBOARD, &[])));
    viewers.push(("anonymous", "public", server.anonymous()));
    viewers
}

async fn each_viewer_is_told_what_its_own_lists_add_up_to(db: TestDatabase) {
    let story = Story::tell(&db, true).await;
    let mut answers = BTreeMap::<_, BTreeSet<String>>::new();
    for (name, audience, client) in viewers(&story) {
        let id = json!({ "id": story.table.id, "deliveries": story.deliveries });
        let listed = client.ask(LISTED, id.clone()).await;
        let answer = client.ask(TOLD, json!({ "id": story.table.id })).await;
        let (told, computed) = (told(&answer), computed(&listed, audience));
        for part in ["unserved", "goals", "rows"] {
            assert_eq!(told[part], computed[part], "{name} {part}");
        }
        let (entries, expected) = (list(&told, "/balance"), list(&computed, "/balance"));
        let names = |entries: &[&Value]| entries.iter().map(|one| one["organisation"].clone()).collect::<Vec<_>>();
        assert_eq!(names(&entries), names(&expected), "{name}");
        for (entry, expected) in entries.iter().zip(&expected) {
            assert_eq!(entry, expected, "{name}");
        }
        answers.entry(audience).or_default().insert(told.to_string());
    }
    // All of an audience are told the same, and each audience something else; and there is something to tell.
    assert!(answers.values().all(|told| told.len() == 1), "{answers:#?}");
    let different: BTreeSet<_> = answers.values().flatten().collect();
    assert_eq!(different.len(), 3);
    for word in
        ["NO_GAIN", "UNSERVED_INTEREST", "REVIEW_OVERDUE", "\"isJoint\":true", "AT_LEAST", "\"delivered\":\"0\""]
    {
        assert!(answers["members"].first().unwrap().contains(word), "nothing of {word}");
    }
}

/// Takes out what differs between two tellings of one story.
fn without_ids(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("id");
            fields.values_mut().for_each(without_ids);
        }
        Value::Array(values) => values.iter_mut().for_each(without_ids),
        _ => {}
    }
}

async fn what_is_hidden_enters_no_figure_of_anybody(db: TestDatabase) {
    let other = db.another();
    let (whole, never) = (Story::tell(&db, true).await, Story::tell(&other, false).await);
    let answer = async |story: &Story, client: &Client| {
        let mut answer = client.ask(TOLD, json!({ "id": story.table.id })).await;
        without_ids(&mut answer);
        answer.to_string()
    };
    let secretary = whole.table.secretary();
    let query =
        "query($id: ID!) { partnership(by: { id: $id }) { interests { totalCount } commitments { totalCount } } }";
    let seen = async |story: &Story, client: &Client| client.ask(query, json!({ "id": story.table.id })).await;
    assert_ne!(seen(&whole, &secretary).await, seen(&never, &never.table.secretary()).await, "something was hidden");
    for ((name, _, one), (_, _, two)) in viewers(&whole).iter().zip(&viewers(&never)) {
        assert_eq!(answer(&whole, one).await, answer(&never, two).await, "{name}");
    }
}
