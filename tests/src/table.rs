//! A table with a secretariat, a chair, two partners and an outsider, made through the API.

use serde_json::{Value, json};

use crate::{
    TestDatabase,
    server::{Client, Server, text},
};

/// A partnership with its people. Subjects of accounts are the fields' names.
pub struct Table {
    /// The program.
    pub server: Server,
    /// The partnership's id.
    pub id: String,
    /// The secretariat's organisation.
    pub bureau: String,
    /// The chair's organisation.
    pub province: String,
    /// A company at the table.
    pub company: String,
    /// A school at the table.
    pub school: String,
    /// An organisation at another table only.
    pub stranger: String,
}

impl Table {
    /// A table in an empty database, and another one with a stranger.
    pub async fn set(db: &TestDatabase) -> Self {
        let server = Server::with_admin(db).await;
        let admin = server.by("admin");
        let bureau = organisation(&admin, "Bureau", "OTHER").await;
        let secretary = person(&admin, "secretary", &bureau).await;
        let id = partnership(&admin, "tafel", &bureau, &secretary).await;
        let table = Self {
            province: organisation(&admin, "Provincie", "PROVINCE").await,
            company: organisation(&admin, "Bedrijf", "COMPANY").await,
            school: organisation(&admin, "School", "EDUCATION").await,
            stranger: organisation(&admin, "Vreemde", "COMPANY").await,
            server,
            id,
            bureau,
        };
        for (subject, organisation, role) in [
            ("chair", &table.province, "CHAIR"),
            ("company", &table.company, "PARTNER"),
            ("school", &table.school, "PARTNER"),
        ] {
            let person = person(&admin, subject, organisation).await;
            table.seat(&table.id, organisation, role, &person).await;
        }
        let stranger = person(&admin, "stranger", &table.stranger).await;
        partnership(&admin, "andere-tafel", &table.stranger, &stranger).await;
        table
    }

    /// Seats an organisation from the first day of 2026.
    pub async fn seat(&self, partnership: &str, organisation: &str, role: &str, person: &str) -> Value {
        let input = json!({
            "partnership": partnership, "organisation": organisation, "roles": [role], "from": "2026-01-01",
            "representatives": [{ "person": person }],
        });
        self.secretary().act("membershipCreate", "membership { id version }", input).await
    }

    /// The secretariat's secretary.
    pub fn secretary(&self) -> Client {
        self.server.by("secretary")
    }

    /// A goal of the table.
    pub async fn goal(&self, title: &str) -> String {
        let input = json!({ "partnership": self.id, "title": title, "kind": "OUTCOME" });
        text(&self.secretary().act("goalCreate", "goal { id }", input).await, "/id").to_owned()
    }

    /// A decision of a meeting on a day.
    pub async fn decision(&self, day: &str) -> String {
        let meeting = json!({ "partnership": self.id, "title": "Overleg", "heldOn": day });
        let meeting = self.secretary().act("meetingRecord", "meeting { id }", meeting).await;
        let decision = json!({ "meeting": meeting["id"], "text": "Akkoord" });
        text(&self.secretary().act("decisionRecord", "decision { id }", decision).await, "/id").to_owned()
    }
}

/// An organisation.
pub async fn organisation(admin: &Client, name: &str, kind: &str) -> String {
    let input = json!({ "name": name, "kind": kind, "sector": "PRIVATE" });
    text(&admin.act("organisationCreate", "organisation { id }", input).await, "/id").to_owned()
}

/// A person of an organisation, with an account of that subject.
pub async fn person(admin: &Client, subject: &str, organisation: &str) -> String {
    let input = json!({ "name": subject, "organisation": organisation, "email": format!("{subject}@example.org") });
    let person = admin.act("personCreate", "person { id }", input).await;
    let account = json!({ "issuer": crate::server::NAME, "subject": subject, "person": person["id"] });
    admin.act("accountCreate", "account { id }", account).await;
    text(&person, "/id").to_owned()
}

/// A partnership with its secretariat.
pub async fn partnership(admin: &Client, slug: &str, secretariat: &str, secretary: &str) -> String {
    let input = json!({
        "name": slug, "slug": slug, "kind": "SECTOR_TABLE", "referencePrefix": "T",
        "secretariat": {
            "organisation": secretariat, "from": "2026-01-01", "representatives": [{ "person": secretary }],
        },
    });
    text(&admin.act("partnershipCreate", "partnership { id }", input).await, "/id").to_owned()
}
