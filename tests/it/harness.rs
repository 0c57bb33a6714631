//! The harness itself: what a test may rely on when it is handed a database.

use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tests::{Engine, Test, TestDatabase, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_database_answers_on_the_engine_it_names,
        a_database_arrives_migrated,
        two_databases_are_separate,
        a_copy_begins_with_the_same_records,
        foreign_keys_are_enforced,
        a_dropped_database_is_gone_under_open_connections,
        tasks_of_a_test_run_at_the_same_time,
        a_plain_test_needs_no_database,
    ]
}

async fn a_database_answers_on_the_engine_it_names(db: TestDatabase) {
    let version = match db.engine {
        Engine::Sqlite => "SELECT sqlite_version()",
        Engine::Postgres => "SELECT current_setting('server_version')",
    };
    assert!(!text(&connect(&db).await, version).await.is_empty());
}

async fn a_database_arrives_migrated(db: TestDatabase) {
    let connection = connect(&db).await;
    assert!(connection.execute_unprepared("SELECT version FROM seaql_migrations").await.is_ok());
}

async fn two_databases_are_separate(db: TestDatabase) {
    let other = db.another();
    assert_eq!(db.engine, other.engine);
    let (mine, theirs) = (connect(&db).await, connect(&other).await);
    mine.execute_unprepared("CREATE TABLE note (body TEXT NOT NULL)").await.unwrap();
    theirs.execute_unprepared("CREATE TABLE note (body TEXT NOT NULL)").await.unwrap();
    theirs.execute_unprepared("INSERT INTO note VALUES ('theirs')").await.unwrap();
    assert_eq!(text(&mine, "SELECT CAST(COUNT(*) AS TEXT) FROM note").await, "0");
    assert_eq!(text(&theirs, "SELECT CAST(COUNT(*) AS TEXT) FROM note").await, "1");
}

async fn a_copy_begins_with_the_same_records(db: TestDatabase) {
    let original = connect(&db).await;
    original.execute_unprepared("CREATE TABLE note (body TEXT NOT NULL)").await.unwrap();
    original.execute_unprepared("INSERT INTO note VALUES ('first')").await.unwrap();
    original.close().await.unwrap();
    let other = db.copy();
    let (original, copy) = (connect(&db).await, connect(&other).await);
    copy.execute_unprepared("INSERT INTO note VALUES ('second')").await.unwrap();
    assert_eq!(text(&original, "SELECT CAST(COUNT(*) AS TEXT) FROM note").await, "1");
    assert_eq!(text(&copy, "SELECT CAST(COUNT(*) AS TEXT) FROM note").await, "2");
}

async fn foreign_keys_are_enforced(db: TestDatabase) {
    let connection = connect(&db).await;
    connection.execute_unprepared("CREATE TABLE parent (id INTEGER PRIMARY KEY)").await.unwrap();
    connection.execute_unprepared("CREATE TABLE child (parent INTEGER REFERENCES parent (id))").await.unwrap();
    let orphan = connection.execute_unprepared("INSERT INTO child VALUES (1)").await.unwrap_err();
    assert!(orphan.to_string().to_lowercase().contains("foreign key"), "{orphan}");
}

async fn a_dropped_database_is_gone_under_open_connections(db: TestDatabase) {
    let other = db.another();
    let (url, connection) = (other.url.clone(), connect(&other).await);
    connection.execute_unprepared("SELECT 1").await.unwrap();
    drop(other);
    // Without `mode=rwc` SQLite makes no new file.
    assert!(Database::connect(url.replace("?mode=rwc", "")).await.is_err());
}

async fn tasks_of_a_test_run_at_the_same_time(_db: TestDatabase) {
    let ((to_one, from_other), (to_other, from_one)) = (mpsc::channel(), mpsc::channel());
    // Each blocks its worker until the other has come.
    let meet = |mine: Sender<()>, theirs: Receiver<()>| async move {
        mine.send(()).unwrap();
        theirs.recv_timeout(Duration::from_secs(10)).unwrap();
    };
    let one = tokio::spawn(meet(to_other, from_other));
    let other = tokio::spawn(meet(to_one, from_one));
    one.await.unwrap();
    other.await.unwrap();
}

fn a_plain_test_needs_no_database() {
    let name = std::thread::current().name().map(str::to_owned);
    assert_eq!(name.as_deref(), Some("harness::a_plain_test_needs_no_database"));
}

async fn connect(db: &TestDatabase) -> DatabaseConnection {
    Database::connect(&db.url).await.unwrap()
}

async fn text(connection: &DatabaseConnection, query: &str) -> String {
    let row = connection.query_one_raw(sea_orm::Statement::from_string(connection.get_database_backend(), query)).await;
    row.unwrap().unwrap().try_get_by_index(0).unwrap()
}
