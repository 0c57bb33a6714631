//! The world in which every cell is tried: a table with somebody in each role, and records in all states that acts ask
//! for, each under a name.

use std::collections::BTreeMap;

use akkoord::auth::Scopes;
use serde_json::{Value, json};
use tests::{
    TestDatabase,
    server::{Client, Server},
    table::Table,
};

use super::{
    allocation, amendment, commitment, delivery, directory, goal, health_check, indicator, interest, measurement,
    meeting, partnership, reporting_period, workbook,
};

/// The columns of the table.
pub(crate) const ROLES: [&str; 12] = [
    "ADMIN",
    "SECRETARIAT",
    "CHAIR",
    "CONCERNED",
    "MEMBER",
    "OBSERVER",
    "FORMER",
    "INVITED",
    "STRANGER",
    "READONLY",
    "DASHBOARD",
    "ANONYMOUS",
];

/// A table, and what there is at it.
pub(crate) struct World {
    pub(crate) table: Table,
    known: BTreeMap<String, Value>,
}

impl World {
    /// Makes everything through the API, and lets go of the database.
    pub(crate) async fn prepare(db: &TestDatabase) -> Self {
        let mut world = Self { table: Table::set(db).await, known: BTreeMap::new() };
        directory::prepare(&mut world).await;
        goal::agree(&mut world).await;
        partnership::prepare(&mut world).await;
        meeting::prepare(&mut world).await;
        goal::prepare(&mut world).await;
        interest::prepare(&mut world).await;
        indicator::prepare(&mut world).await;
        measurement::prepare(&mut world).await;
        reporting_period::prepare(&mut world).await;
        commitment::prepare(&mut world).await;
        amendment::prepare(&mut world).await;
        delivery::prepare(&mut world).await;
        health_check::prepare(&mut world).await;
        allocation::prepare(&mut world).await;
        workbook::prepare(&mut world).await;
        world.table.server.app.ledger().database().clone().close().await;
        world
    }

    /// Performs an act, and knows the record it gives by a name from now on.
    pub(crate) async fn keep(&mut self, name: &str, by: &str, act: &str, kind: &str, input: Value) {
        let record = self.table.server.by(by).act(act, &format!("{kind} {{ id version }}"), input).await;
        self.know(name, record);
    }

    /// Knows a record by a name from now on.
    pub(crate) fn know(&mut self, name: &str, record: Value) {
        self.known.insert(name.to_owned(), record);
    }

    /// The id of a record.
    pub(crate) fn id(&self, name: &str) -> &Value {
        &self.record(name)["id"]
    }

    /// An input about a record as it is: its id in the field of its kind, its version, and more.
    pub(crate) fn of(&self, kind: &str, name: &str, more: Value) -> Value {
        let record = self.record(name);
        with(json!({ kind: record["id"], "expectedVersion": record["version"] }), more)
    }

    fn record(&self, name: &str) -> &Value {
        self.known.get(name).unwrap_or_else(|| panic!("nothing is called {name}; there is {:?}", self.known.keys()))
    }

    /// Whoever has a role, on a server over a copy of this world.
    pub(crate) fn client(&self, server: &Server, role: &str, concerned: &str) -> Client {
        let indicator = self.id("indicator").as_str().unwrap_or_default();
        match role {
            "SECRETARIAT" => server.by("secretary"),
            "CONCERNED" => server.by(concerned),
            "STRANGER" => server.by("neighbour"),
            "READONLY" => server.with("secretary", Scopes::READ, &[]),
            "DASHBOARD" => server.with("secretary", Scopes::DASHBOARD, &[indicator]),
            "ANONYMOUS" => server.anonymous(),
            // The rest are called what they are.
            role => server.by(&role.to_lowercase()),
        }
    }
}

/// An input with more in it.
pub(crate) fn with(mut input: Value, more: Value) -> Value {
    if let (Value::Object(input), Value::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}
