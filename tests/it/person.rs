//! Contact persons: who keeps them, what is erased, and what nobody learns of those they do not see.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_person_is_changed_by_whoever_keeps_the_record,
        a_person_is_moved_to_another_organisation_by_an_administrator_alone,
        a_key_tells_nothing_of_a_person_who_is_hidden,
        persons_are_listed_as_far_as_they_are_seen,
        a_person_on_whom_something_rests_stays,
        what_is_erased_is_nowhere_any_more,
        persons_outlive_the_loss_of_a_constraint,
    ]
}

/// The id of the person behind an account.
async fn me(client: &Client) -> Value {
    client.ask("{ viewer { person { id } } }", json!({})).await["viewer"]["person"]["id"].take()
}

fn change(person: &Value, version: i32, mut more: Value) -> Value {
    more["person"] = person.clone();
    more["expectedVersion"] = version.into();
    more
}

fn because(person: &Value, version: i32) -> Value {
    change(person, version, json!({ "reason": "Op verzoek" }))
}

async fn a_person_is_changed_by_whoever_keeps_the_record(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let person = me(&company).await;
    let fields = "person { version name role email telephone externalKey source isErased }";
    let more = json!({
        "name": "Anna", "role": "Directeur", "email": null, "telephone": "038", "externalKey": "a", "source": "Kaartje",
    });
    let changed = company.act("personChange", fields, change(&person, 1, more)).await;
    let expected = json!({
        "version": 2, "name": "Anna", "role": "Directeur", "email": null, "telephone": "038", "externalKey": "a",
        "source": "Kaartje", "isErased": false,
    });
    assert_eq!(changed, expected);
    let changed = table.secretary().act("personChange", fields, change(&person, 2, json!({ "role": null }))).await;
    assert_eq!((&changed["role"], &changed["name"], &changed["version"]), (&Value::Null, &json!("Anna"), &json!(3)));
    let wrong = json!({ "name": " ", "email": "anna", "telephone": "x".repeat(201), "role": "111222333" });
    let found = table.server.by("admin").refused("personChange", change(&person, 2, wrong.clone())).await;
    let expected = [
        "STALE_VERSION expectedVersion",
        "REQUIRED name",
        "PERSONAL_DATA role",
        "OUT_OF_RANGE email",
        "TOO_LONG telephone",
    ];
    assert_eq!(found, expected);
    // Whoever sits with the person sees the person, and may do no more.
    for subject in ["chair", "school"] {
        let client = table.server.by(subject);
        assert_eq!(client.refused("personChange", change(&person, 3, wrong.clone())).await, ["NOT_ALLOWED"]);
        assert_eq!(client.refused("personErase", because(&person, 9)).await, ["NOT_ALLOWED"]);
        assert_eq!(client.refused("personRemove", because(&person, 9)).await, ["NOT_ALLOWED"]);
    }
    // Whoever keeps the records of another table does not see the person.
    let stranger = table.server.by("stranger");
    assert_eq!(stranger.refused("personChange", change(&person, 3, wrong)).await, ["NOT_FOUND person"]);
    assert_eq!(stranger.refused("personErase", because(&person, 3)).await, ["NOT_FOUND person"]);
    assert_eq!(stranger.refused("personRemove", because(&person, 3)).await, ["NOT_FOUND person"]);
}

async fn a_person_is_moved_to_another_organisation_by_an_administrator_alone(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let mole = me(&secretary).await;
    for to in [json!(table.company), Value::Null] {
        let input = change(&mole, 1, json!({ "organisation": to }));
        assert_eq!(secretary.refused("personChange", input).await, ["NOT_ALLOWED organisation"]);
    }
    let stays = change(&mole, 1, json!({ "organisation": table.bureau, "name": "Secretaris" }));
    secretary.act("personChange", "person { id }", stays).await;
    let moved = change(&mole, 2, json!({ "organisation": table.school }));
    let moved = table.server.by("admin").act("personChange", "person { organisation { name } }", moved).await;
    assert_eq!(moved["organisation"]["name"], "School");
}

async fn a_key_tells_nothing_of_a_person_who_is_hidden(db: TestDatabase) {
    let table = Table::set(&db).await;
    let new = |organisation: &str| json!({ "name": "Iemand", "organisation": organisation, "externalKey": "sleutel" });
    table.server.by("stranger").act("personCreate", "person { id }", new(&table.stranger)).await;
    let secretary = table.secretary();
    let own = secretary.act("personCreate", "person { id }", new(&table.company)).await;
    assert_eq!(secretary.refused("personCreate", new(&table.company)).await, ["ALREADY_EXISTS externalKey"]);
    assert_eq!(
        table.server.by("admin").refused("personCreate", new(&table.school)).await,
        ["ALREADY_EXISTS externalKey"]
    );
    let query = "{ person(by: { externalKey: \"sleutel\" }) { id } }";
    assert_eq!(secretary.ask(query, json!({})).await["person"]["id"], own["id"]);
    let change = change(&own["id"], 1, json!({ "externalKey": "sleutel" }));
    secretary.act("personChange", "person { id }", change).await;
}

async fn persons_are_listed_as_far_as_they_are_seen(db: TestDatabase) {
    let table = Table::set(&db).await;
    let names = async |client: Client| {
        let query = "query($id: ID!) { persons(orderBy: [{ field: NAME, direction: ASC }]) { totalCount nodes { name } }
            organisation(by: { id: $id }) { persons(filter: { email: { startsWith: \"company\" } }) { totalCount nodes { name } } } }";
        let answer = client.ask(query, json!({ "id": table.company })).await;
        let own = &answer["organisation"]["persons"];
        assert_eq!(own["totalCount"].as_u64().unwrap(), own["nodes"].as_array().unwrap().len() as u64);
        let all = answer["persons"]["nodes"].as_array().unwrap().iter();
        (all.map(|one| text(one, "/name").to_owned()).collect::<Vec<_>>(), own["totalCount"].as_u64().unwrap())
    };
    let table_only = (["chair", "company", "school", "secretary"].map(str::to_owned).to_vec(), 1);
    assert_eq!(names(table.secretary()).await, table_only);
    assert_eq!(names(table.server.by("school")).await, table_only);
    assert_eq!(names(table.server.by("stranger")).await, (vec!["stranger".to_owned()], 0));
    assert_eq!(names(table.server.anonymous()).await, (Vec::new(), 0));
    let everybody = ["chair", "company", "school", "secretary", "stranger"].map(str::to_owned).to_vec();
    assert_eq!(names(table.server.by("admin")).await, (everybody, 1));
    let id = json!({ "id": me(&table.server.by("stranger")).await });
    let query = "query($id: ID!) { person(by: { id: $id }) { name } node(id: $id) { id } }";
    assert_eq!(table.secretary().ask(query, id).await, json!({ "person": null, "node": null }));
}

async fn a_person_on_whom_something_rests_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (admin, secretary, company) = (table.server.by("admin"), table.secretary(), table.server.by("company"));
    let person = me(&company).await;
    let blocked = ["BLOCKED person", "BLOCKED person"];
    assert_eq!(admin.refused("personRemove", because(&person, 1)).await, blocked);
    // The secretariat sees the seat, and no account.
    assert_eq!(secretary.refused("personRemove", because(&person, 1)).await, ["BLOCKED person"]);
    let loose = json!({ "name": "Los", "organisation": table.company, "email": "los@example.org" });
    let loose = company.act("personCreate", "person { id }", loose).await["id"].take();
    let account = json!({ "issuer": tests::server::NAME, "subject": "loose", "person": loose });
    admin.act("accountCreate", "account { id }", account).await;
    assert_eq!(admin.refused("personRemove", because(&loose, 1)).await, ["BLOCKED person"]);

    // An account that the secretariat does not know keeps nobody, and stays what it is.
    let removed = secretary.perform("personRemove", "removedId", because(&loose, 1)).await;
    assert_eq!(removed, json!({ "removedId": loose, "userErrors": [] }));
    let query = "query($id: ID!) { node(id: $id) { id } person(by: { id: $id }) { id } persons { totalCount } }";
    let left = secretary.ask(query, json!({ "id": loose })).await;
    assert_eq!(left, json!({ "node": null, "person": null, "persons": { "totalCount": 4 } }));
    assert_eq!(secretary.refused("personChange", change(&loose, 2, json!({}))).await, ["NOT_FOUND person"]);
    let who = "{ viewer { isAnonymous name } }";
    assert_eq!(table.server.by("loose").ask(who, json!({})).await["viewer"]["name"], "Los");
    // Who was removed can be erased still.
    let erased = secretary.act("personErase", "person { name isErased }", because(&loose, 2)).await;
    assert_eq!(erased, json!({ "name": null, "isErased": true }));
}

async fn what_is_erased_is_nowhere_any_more(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let person = me(&company).await;
    let filled = json!({ "name": "Annabel Uniek", "role": "Unieke rol", "email": "uniek@example.org", "telephone": "038-uniek" });
    company.act("personChange", "person { id }", change(&person, 1, filled)).await;
    let mut input = because(&person, 1);
    input["reason"] = json!(" ");
    let found = company.refused("personErase", input).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "REASON_REQUIRED reason"]);
    let fields = "person { id version name role email telephone isErased organisation { name } }";
    let mut key = because(&person, 2);
    key["idempotencyKey"] = json!("wis");
    let erased = company.act("personErase", fields, key.clone()).await;
    let expected = json!({
        "id": person, "version": 3, "name": null, "role": null, "email": null, "telephone": null, "isErased": true,
        "organisation": { "name": "Bedrijf" },
    });
    assert_eq!(erased, expected);
    assert_eq!(company.act("personErase", fields, key).await, expected);
    for act in ["personErase", "personChange"] {
        let mut input = because(&person, 3);
        if act == "personChange" {
            input = change(&person, 3, json!({ "name": "Terug" }));
        }
        assert_eq!(company.refused(act, input).await, ["UNKNOWN_TRANSITION person"]);
    }
    // What refers to the person holds: the seat, and what it allows.
    table.server.app.ledger().forget();
    let query = "query($id: ID!) { viewer { person { id } memberships { from } } partnership(by: { id: $id }) { memberships(filter: {
        organisationName: { eq: \"bedrijf\" } }) { nodes { representatives { person { id name } } } } } }";
    let seen = company.ask(query, json!({ "id": table.id })).await;
    assert_eq!(
        (&seen["viewer"]["person"]["id"], seen["viewer"]["memberships"].as_array().unwrap().len()),
        (&person, 1)
    );
    let represents = &seen["partnership"]["memberships"]["nodes"][0]["representatives"];
    assert_eq!(*represents, json!([{ "person": { "id": person, "name": null } }]));

    let connection = Database::connect(&db.url).await.unwrap();
    let left =
        "SELECT COUNT(*) AS n FROM person WHERE name LIKE '%niek%' OR role LIKE '%niek%' OR email LIKE '%niek%' OR
        telephone LIKE '%niek%' OR version = 3 AND salt <> ''";
    assert_eq!(count(&connection, left).await, 0);
    assert_eq!(count(&connection, "SELECT COUNT(*) AS n FROM revision WHERE body LIKE '%niek%'").await, 0);
    if db.engine == Engine::Sqlite {
        // Nor in what the file keeps of rows that were there before.
        connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        let path = db.url.trim_start_matches("sqlite://").split('?').next().unwrap();
        let bytes = std::fs::read(path).unwrap();
        assert!(!bytes.windows(5).any(|window| window == b"uniek"));
    }
}

async fn count(connection: &DatabaseConnection, query: &str) -> i64 {
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), query)).await;
    row.unwrap().unwrap().try_get("", "n").unwrap()
}

/// A database as the release before left it, beside the test's own: another file, or another schema.
async fn before_the_core(db: &TestDatabase) -> DatabaseConnection {
    let mut options = ConnectOptions::new(db.url.replace("akkoord.db", "older.db"));
    options.max_connections(1).sqlx_logging(false);
    if db.engine == Engine::Postgres {
        let connection = Database::connect(&db.url).await.unwrap();
        connection.execute_unprepared("CREATE SCHEMA older").await.unwrap();
        options.set_schema_search_path("older");
    }
    let connection = Database::connect(options).await.unwrap();
    Migrator::up(&connection, Some(5)).await.unwrap();
    connection
}

async fn persons_outlive_the_loss_of_a_constraint(db: TestDatabase) {
    let connection = before_the_core(&db).await;
    let id = |n: u8| match db.engine {
        Engine::Sqlite => format!("X'{}'", format!("{n:02x}").repeat(16)),
        Engine::Postgres => format!("'{}'", uuid::Uuid::from_bytes([n; 16])),
    };
    let no = if db.engine == Engine::Sqlite { "0" } else { "false" };
    let person = |n: u8| {
        format!(
            "INSERT INTO person (id, version, external_key, changed_at, name, organisation_id, salt)
             VALUES ({}, 1, 'sleutel', '2026-01-01T00:00:00Z', 'Anna', {}, 'zout')",
            id(n),
            id(1)
        )
    };
    let rows = [
        format!(
            "INSERT INTO organisation (id, version, changed_at, name, kind, sector)
             VALUES ({}, 1, '2026-01-01T00:00:00Z', 'Bedrijf', 'COMPANY', 'PRIVATE')",
            id(1)
        ),
        person(2),
        format!(
            "INSERT INTO account (id, version, changed_at, issuer, subject, person_id, is_platform_admin)
             VALUES ({}, 1, '2026-01-01T00:00:00Z', 'i', 's', {}, {no})",
            id(3),
            id(2)
        ),
    ];
    for row in &rows {
        connection.execute_unprepared(row).await.unwrap();
    }
    assert!(connection.execute_unprepared(&person(4)).await.is_err(), "unique until now");
    Migrator::up(&connection, None).await.unwrap();
    connection.execute_unprepared(&person(4)).await.unwrap();
    let kept = "SELECT COUNT(*) AS n FROM account JOIN person ON person.id = account.person_id
        WHERE person.name = 'Anna' AND person.salt = 'zout' AND person.external_key = 'sleutel'";
    assert_eq!(count(&connection, kept).await, 1);
    let orphan = connection.execute_unprepared(&format!("DELETE FROM person WHERE id = {}", id(2))).await.unwrap_err();
    assert!(orphan.to_string().to_lowercase().contains("foreign key"), "{orphan}");
    let stray = person(5).replace(&id(1), &id(9));
    assert!(connection.execute_unprepared(&stray).await.is_err(), "its own references are kept too");
}
