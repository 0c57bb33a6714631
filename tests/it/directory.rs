//! Organisations of the directory, and its accounts: who changes them, what stays, and what nobody learns by it.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, NAME, text},
    table::{Table, organisation, person},
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_organisation_is_changed_where_something_is_said,
        whoever_is_too_late_learns_no_hidden_partnership,
        an_organisation_is_no_member_of_itself,
        an_organisation_is_looked_up_and_filtered,
        an_organisation_with_known_seats_or_persons_stays,
        removing_an_organisation_disturbs_no_table_that_is_hidden,
        an_account_is_changed_removed_and_given_out_anew,
        an_administrator_is_always_left,
        accounts_are_listed_for_administrators,
    ]
}

const ORGANISATION: &str =
    "organisation { version name aliases kind kindLabel sector sectorLabel(language: EN) kvkNumber
    externalKey source regions { name } memberOf { name } partnership { slug } }";

fn change(organisation: impl Into<Value>, version: i32, mut more: Value) -> Value {
    more["organisation"] = organisation.into();
    more["expectedVersion"] = version.into();
    more
}

fn remove(kind: &str, id: impl Into<Value>, version: i32) -> Value {
    json!({ kind: id.into(), "expectedVersion": version, "reason": "Dubbel" })
}

/// Removes a record, which must be allowed.
async fn gone(client: &Client, act: &str, input: Value) {
    assert_eq!(client.perform(act, "removedId", input).await["userErrors"], json!([]), "{act}");
}

async fn an_organisation_is_changed_where_something_is_said(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (admin, secretary) = (table.server.by("admin"), table.secretary());
    let region = json!({ "name": "Salland", "kind": "OTHER" });
    let region = admin.act("regionCreate", "region { id }", region).await["id"].take();
    let more = json!({
        "name": "Bedrijf bv", "aliases": ["De Bedrijvigen", "BB", "BB"], "kind": "TRAINING_FUND", "sector": "PUBLIC_PRIVATE",
        "kvkNumber": "12345678", "regions": [region, region], "memberOf": [table.bureau], "partnership": table.id,
        "externalKey": "b-1", "source": "Register",
    });
    let changed = secretary.act("organisationChange", ORGANISATION, change(&*table.company, 1, more)).await;
    let mut expected = json!({
        "version": 2, "name": "Bedrijf bv", "aliases": ["De Bedrijvigen", "BB"], "kind": "TRAINING_FUND",
        "kindLabel": "O&O-fonds", "sector": "PUBLIC_PRIVATE", "sectorLabel": "public-private", "kvkNumber": "12345678",
        "externalKey": "b-1", "source": "Register", "regions": [{ "name": "Salland" }], "memberOf": [{ "name": "Bureau" }],
        "partnership": { "slug": "tafel" },
    });
    assert_eq!(changed, expected);
    let more = json!({ "aliases": null, "kvkNumber": null, "memberOf": [], "partnership": null });
    let changed = admin.act("organisationChange", ORGANISATION, change(&*table.company, 2, more)).await;
    expected["version"] = json!(3);
    (expected["aliases"], expected["memberOf"]) = (json!([]), json!([]));
    (expected["kvkNumber"], expected["partnership"]) = (Value::Null, Value::Null);
    assert_eq!(changed, expected);

    let wrong = json!({
        "name": "school", "aliases": ["BB", " "], "kvkNumber": "1234567", "regions": ["x"], "memberOf": [region],
        "partnership": "partnership_x", "externalKey": "x".repeat(101), "source": "111222333",
    });
    let found = secretary.refused("organisationChange", change(&*table.company, 2, wrong.clone())).await;
    let expected = [
        "STALE_VERSION expectedVersion",
        "ALREADY_EXISTS name",
        "REQUIRED aliases.1",
        "OUT_OF_RANGE kvkNumber",
        "NOT_FOUND regions.0",
        "NOT_FOUND memberOf.0",
        "NOT_FOUND partnership",
        "TOO_LONG externalKey",
        "PERSONAL_DATA source",
    ];
    assert_eq!(found, expected);
    for subject in ["chair", "company", "school"] {
        let client = table.server.by(subject);
        let found = client.refused("organisationChange", change(&*table.company, 3, wrong.clone())).await;
        assert_eq!(found, ["NOT_ALLOWED"], "{subject}");
    }
}

async fn whoever_is_too_late_learns_no_hidden_partnership(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let keeper = person(&admin, "keeper", &table.stranger).await;
    let hidden = json!({
        "name": "Geheim", "slug": "geheim", "kind": "PROJECT", "referencePrefix": "G", "nameVisibility": "PARTNERSHIP",
        "secretariat": { "organisation": table.stranger, "representatives": [{ "person": keeper }] },
    });
    let hidden = admin.act("partnershipCreate", "partnership { id }", hidden).await["id"].take();
    let more = json!({ "partnership": hidden, "source": "Register" });
    let made = admin.act("organisationChange", ORGANISATION, change(&*table.school, 1, more)).await;
    assert_eq!(made["partnership"]["slug"], "geheim");

    let query = "query($id: ID!) { organisation(by: { id: $id }) { partnership { slug } } }";
    for client in [table.secretary(), table.server.by("school"), table.server.anonymous()] {
        let seen = client.ask(query, json!({ "id": table.school })).await;
        assert_eq!(seen["organisation"]["partnership"], Value::Null);
    }
    let act = "mutation($input: OrganisationChangeInput!) {
        organisationChange(input: $input) { userErrors { code changedFields } } }";
    let late = json!({ "input": change(&*table.school, 1, json!({ "name": "Laat" })) });
    for (client, fields) in [(table.secretary(), json!(["source"])), (admin.clone(), json!(["partnership", "source"]))]
    {
        let answer = client.ask(act, late.clone()).await;
        let expected = json!([{ "code": "STALE_VERSION", "changedFields": fields }]);
        assert_eq!(answer["organisationChange"]["userErrors"], expected);
    }
    let probe = change(&*table.company, 1, json!({ "partnership": hidden }));
    assert_eq!(table.secretary().refused("organisationChange", probe).await, ["NOT_FOUND partnership"]);
}

async fn an_organisation_is_no_member_of_itself(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let member = |of: &str, above: &str| change(of, 1, json!({ "memberOf": [above] }));
    assert_eq!(secretary.refused("organisationChange", member(&table.school, &table.school)).await, ["CYCLE memberOf"]);
    secretary.act("organisationChange", ORGANISATION, member(&table.company, &table.province)).await;
    secretary.act("organisationChange", ORGANISATION, member(&table.province, &table.bureau)).await;
    assert_eq!(
        secretary.refused("organisationChange", member(&table.bureau, &table.company)).await,
        ["CYCLE memberOf"]
    );
}

async fn an_organisation_is_looked_up_and_filtered(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let mut around = Value::Null;
    for name in ["Land", "Provincie", "Gemeente"] {
        let input = json!({ "name": name, "kind": "OTHER", "within": around.as_str().map(|id| [id]) });
        let region = admin.act("regionCreate", "region { id }", input).await["id"].take();
        around = region;
    }
    let regions = admin.ask("{ regions { nodes { id } } }", json!({})).await["regions"]["nodes"].take();
    let [land, provincie, gemeente] = [0, 1, 2].map(|at| regions[at]["id"].clone());
    let more = json!({
        "aliases": ["Coöperatie Één", "school"], "kvkNumber": "12345678", "regions": [gemeente],
        "memberOf": [table.bureau], "externalKey": "c",
    });
    admin.act("organisationChange", ORGANISATION, change(&*table.company, 1, more)).await;
    let more = json!({ "regions": [provincie], "kvkNumber": "02345678" });
    admin.act("organisationChange", ORGANISATION, change(&*table.school, 1, more)).await;

    let anyone = table.server.anonymous();
    let by = async |by: Value| {
        let query = "query($by: OrganisationBy!) { organisation(by: $by) { id } }";
        anyone.ask(query, json!({ "by": by })).await["organisation"]["id"].take()
    };
    for word in [json!({ "id": table.company }), json!({ "externalKey": "c" }), json!({ "kvkNumber": "12345678" })] {
        assert_eq!(by(word).await, *table.company);
    }
    assert_eq!(by(json!({ "name": "COOPERATIE een" })).await, *table.company);
    assert_eq!(by(json!({ "name": "school" })).await, *table.school, "its own name comes before another's other name");
    assert_eq!(by(json!({ "name": "coop" })).await, Value::Null);

    let list = async |filter: Value, order: &str| {
        let query = format!(
            "query($filter: OrganisationFilter) {{ organisations(filter: $filter, orderBy: [{order}]) {{ nodes {{ name }} }} }}"
        );
        let found = anyone.ask(&query, json!({ "filter": filter })).await["organisations"]["nodes"].take();
        found.as_array().unwrap().iter().map(|one| text(one, "/name").to_owned()).collect::<Vec<_>>()
    };
    let number = "{ field: KVK_NUMBER, direction: ASC }";
    for region in [&land, &provincie] {
        assert_eq!(list(json!({ "region": { "eq": region } }), number).await, ["School", "Bedrijf"]);
    }
    assert_eq!(list(json!({ "region": { "in": [gemeente] } }), number).await, ["Bedrijf"]);
    assert_eq!(list(json!({ "memberOf": { "eq": table.bureau } }), number).await, ["Bedrijf"]);
    assert_eq!(list(json!({ "kvkNumber": { "startsWith": "02" } }), number).await, ["School"]);
    assert_eq!(list(json!({ "name": { "contains": "operatie" } }), number).await, ["Bedrijf"]);
    let kinds = "{ field: KIND, direction: DESC }, { field: NAME, direction: DESC }";
    assert_eq!(list(json!({}), kinds).await, ["Bureau", "Provincie", "School", "Vreemde", "Bedrijf"]);
}

async fn an_organisation_with_known_seats_or_persons_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (admin, secretary) = (table.server.by("admin"), table.secretary());
    let blocked = ["BLOCKED organisation", "BLOCKED organisation"];
    for client in [&admin, &secretary] {
        let input = remove("organisation", &*table.company, 1);
        assert_eq!(client.refused("organisationRemove", input).await, blocked);
    }
    let input = remove("organisation", &*table.company, 1);
    assert_eq!(table.server.by("company").refused("organisationRemove", input).await, ["NOT_ALLOWED"]);
    let loose = organisation(&admin, "Los", "COMPANY").await;
    let clerk = json!({ "name": "Klerk", "organisation": loose });
    let clerk = admin.act("personCreate", "person { id }", clerk).await["id"].take();
    let mut input = remove("organisation", &*loose, 2);
    input["reason"] = json!("");
    let found = admin.refused("organisationRemove", input).await;
    assert_eq!(found, ["BLOCKED organisation", "STALE_VERSION expectedVersion", "REASON_REQUIRED reason"]);
    gone(&admin, "personRemove", remove("person", clerk, 1)).await;
    gone(&admin, "organisationRemove", remove("organisation", &*loose, 1)).await;

    let query = "query($id: ID!) { node(id: $id) { id } organisation(by: { id: $id }) { id } named: organisation(by: {
        name: \"Los\" }) { id } organisations { totalCount } }";
    let left = admin.ask(query, json!({ "id": loose })).await;
    let expected = json!({ "node": null, "organisation": null, "named": null, "organisations": { "totalCount": 5 } });
    assert_eq!(left, expected);
    assert_eq!(admin.refused("organisationChange", change(&*loose, 2, json!({}))).await, ["NOT_FOUND organisation"]);
    let person = json!({ "name": "Niemand", "organisation": loose });
    assert_eq!(admin.refused("personCreate", person).await, ["NOT_FOUND organisation"]);
    let seat = json!({ "partnership": table.id, "organisation": loose, "roles": ["PARTNER"] });
    assert_eq!(secretary.refused("membershipCreate", seat).await, ["NOT_FOUND organisation"]);
    // Its name is free again.
    organisation(&admin, "Los", "COMPANY").await;
}

async fn removing_an_organisation_disturbs_no_table_that_is_hidden(db: TestDatabase) {
    let table = Table::set(&db).await;
    // Whoever keeps the records of one table knows nothing of seats and persons at the other.
    gone(&table.secretary(), "organisationRemove", remove("organisation", &*table.stranger, 1)).await;
    let stranger = table.server.by("stranger");
    let query = r#"{ viewer { organisations { name } person { organisation { name } } } partnership(by: { slug:
        "andere-tafel" }) { id memberships { nodes { organisation { id name } } } } }"#;
    let mut seen = stranger.ask(query, json!({})).await;
    let other = seen["partnership"]["id"].take();
    let own = json!({ "name": "Vreemde" });
    let expected = json!({
        "viewer": { "organisations": [own], "person": { "organisation": own } },
        "partnership": { "id": null, "memberships": {
            "nodes": [{ "organisation": { "id": table.stranger, "name": "Vreemde" } }] } },
    });
    assert_eq!(seen, expected);
    let goal = json!({ "partnership": other, "title": "Door", "kind": "OUTPUT" });
    stranger.act("goalCreate", "goal { id }", goal).await;
    let wish = json!({ "partnership": other, "organisation": table.stranger, "side": "WISH", "kind": "OTHER", "title": "Rust" });
    stranger.act("interestCreate", "interest { id }", wish).await;
}

/// The account of a subject, as an administrator sees it.
async fn account(admin: &Client, subject: &str) -> Value {
    let query = "query($subject: String) { accounts(filter: { subject: { eq: $subject } }) { nodes {
        id version isPlatformAdmin person { name } } } }";
    admin.ask(query, json!({ "subject": subject })).await["accounts"]["nodes"].get(0).cloned().unwrap_or_default()
}

async fn an_account_is_changed_removed_and_given_out_anew(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let successor = json!({ "name": "Opvolger", "organisation": table.school });
    let successor = admin.act("personCreate", "person { id }", successor).await["id"].take();
    let id = account(&admin, "company").await["id"].take();
    let now = |person: Value, version: i32| json!({ "account": id, "expectedVersion": version, "person": person });
    for subject in ["secretary", "company"] {
        let found = table.server.by(subject).refused("accountChange", now(Value::Null, 1)).await;
        assert_eq!(found, ["NOT_ALLOWED"]);
    }
    let found = admin.refused("accountChange", now(json!("person_x"), 7)).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "NOT_FOUND person"]);
    let who = "{ viewer { isAnonymous name } }";
    let grant = json!({ "issuer": NAME, "subject": "company", "idempotencyKey": "een" });
    admin.act("accountGrantAdmin", "account { version }", grant.clone()).await;
    let again = admin.act("accountGrantAdmin", "account { version }", grant).await;
    assert_eq!(again["version"], 2, "a key has one effect");
    admin.act("accountChange", "account { version }", now(successor.clone(), 2)).await;
    let company = table.server.by("company");
    let viewer = json!({ "viewer": { "isAnonymous": false, "name": "Opvolger" } });
    assert_eq!(company.ask(who, json!({})).await, viewer);
    admin.act("accountChange", "account { version }", now(Value::Null, 3)).await;
    assert_eq!(company.ask(who, json!({})).await["viewer"]["name"], Value::Null);

    gone(&admin, "accountRemove", remove("account", id.clone(), 4)).await;
    assert_eq!(company.ask(who, json!({})).await["viewer"]["isAnonymous"], true);
    assert_eq!(admin.refused("accountRemove", remove("account", id.clone(), 5)).await, ["NOT_FOUND account"]);
    assert_eq!(account(&admin, "company").await, Value::Null);
    let anew = json!({ "issuer": NAME, "subject": "company" });
    let fields = "account { id version isPlatformAdmin person { name } }";
    let back = admin.act("accountCreate", fields, anew.clone()).await;
    assert_eq!(back, json!({ "id": id, "version": 6, "isPlatformAdmin": false, "person": null }));
    assert_eq!(admin.refused("accountCreate", anew).await, ["ALREADY_EXISTS subject"]);
}

async fn an_administrator_is_always_left(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let own = account(&admin, "admin").await["id"].take();
    let revoke = |account: &Value, version: i32, reason: &str| json!({ "account": account, "expectedVersion": version, "reason": reason });
    assert_eq!(admin.refused("accountRemove", remove("account", own.clone(), 1)).await, ["BLOCKED account"]);
    let found = admin.refused("accountRevokeAdmin", revoke(&own, 1, " ")).await;
    assert_eq!(found, ["REASON_REQUIRED reason", "BLOCKED account"]);
    let chair = account(&admin, "chair").await["id"].take();
    assert_eq!(admin.refused("accountRevokeAdmin", revoke(&chair, 1, "Klaar")).await, ["UNKNOWN_TRANSITION account"]);
    assert_eq!(table.secretary().refused("accountRevokeAdmin", revoke(&own, 1, "Ik wil het")).await, ["NOT_ALLOWED"]);
    admin.act("accountGrantAdmin", "account { id }", json!({ "issuer": NAME, "subject": "chair" })).await;

    // Each revokes the other at once: one of them is left.
    let (chair, other) = (table.server.by("chair"), account(&admin, "chair").await["id"].take());
    let sent = [(admin.clone(), revoke(&other, 2, "Klaar")), (chair.clone(), revoke(&own, 1, "Klaar"))];
    let sent = sent.map(|(client, input)| {
        tokio::spawn(async move { client.perform("accountRevokeAdmin", "account { isPlatformAdmin }", input).await })
    });
    let mut outcomes = Vec::new();
    for one in sent {
        let payload = one.await.unwrap();
        outcomes.push(payload["userErrors"][0]["code"].as_str().unwrap_or("DONE").to_owned());
    }
    outcomes.sort();
    assert_eq!(outcomes, ["DONE", "NOT_ALLOWED"]);
    let mut left = 0;
    for client in [admin, chair] {
        let viewer = client.ask("{ viewer { isPlatformAdmin } }", json!({})).await;
        left += i32::from(viewer["viewer"]["isPlatformAdmin"] == true);
    }
    assert_eq!(left, 1);
}

async fn accounts_are_listed_for_administrators(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let query =
        "{ accounts(orderBy: [{ field: PERSON_NAME, direction: DESC }], filter: { issuer: { eq: \"akkoord\" } }) {
        totalCount nodes { subject issuer } } }";
    let all = admin.ask(query, json!({})).await["accounts"].take();
    let subjects: Vec<&str> = all["nodes"].as_array().unwrap().iter().map(|one| text(one, "/subject")).collect();
    // Without a person it comes last, either way.
    assert_eq!(subjects, ["stranger", "secretary", "school", "company", "chair", "admin"]);
    let some =
        "{ accounts(filter: { isPlatformAdmin: { eq: false }, personName: { startsWith: \"S\" } }) { totalCount } }";
    assert_eq!(admin.ask(some, json!({})).await["accounts"]["totalCount"], 3);
    let one = "{ account(by: { subject: { issuer: \"akkoord\", subject: \"school\" } }) { subject } }";
    for (client, is_seen) in [(&admin, true), (&table.server.by("school"), true), (&table.secretary(), false)] {
        assert_eq!(client.ask(one, json!({})).await["account"]["subject"] == "school", is_seen);
    }
    let readers = table.server.with("admin", akkoord::auth::Scopes::DASHBOARD, &[]);
    for client in [table.secretary(), table.server.by("chair"), readers, table.server.anonymous()] {
        assert_eq!(client.ask(query, json!({})).await["accounts"], json!({ "totalCount": 0, "nodes": [] }));
    }
}
