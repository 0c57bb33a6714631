//! Taking over the action list that a table has in a spreadsheet: checked first, mended where it says, and never twice.

use std::io::Cursor;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use calamine::{Data, Reader, Xlsx};
use chrono::TimeDelta;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::{Table, organisation, person},
    tests,
};

use crate::commitment::revision;

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_list_is_checked_mapped_and_taken_over,
        a_list_that_is_taken_over_twice_adds_nothing,
        each_problem_stands_in_its_cell_and_nothing_is_written,
        columns_are_read_as_the_sender_says,
        names_mean_whom_the_table_knows_and_nobody_else,
        what_may_be_another_commitment_is_asked_about,
        a_list_is_its_senders_for_three_days,
        what_is_no_list_is_refused,
    ]
}

/// A file with a list on its first sheet, `Blad1`. A text that begins with `@` is a day.
pub(crate) fn list(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Blad1").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell.strip_prefix('@') {
                Some(day) => {
                    let format = Format::new().set_num_format("dd-mm-yyyy");
                    let day = ExcelDateTime::parse_from_str(day).unwrap();
                    sheet.write_datetime_with_format(row, column, &day, &format).unwrap();
                }
                None if cell.is_empty() => {}
                None => {
                    sheet.write_string(row, column, *cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

const HEADERS: &[&str] = &["Nr.", "Actie", "Wie", "Wanneer", "Status", "Opmerkingen"];
/// The list of the tests, below a title.
const ROWS: &[&[&str]] = &[
    &["Actielijst sectortafel"],
    HEADERS,
    &["1", "Vijf leerwerkplekken openstellen", "Bedrijf", "@2027-05-03", "loopt", "Twee bezet"],
    &["2", "Lokalen beschikbaar stellen", "School; Bedrijf", "mei 2027", "Afgerond"],
    &[],
    &["3", "Netwerk delen", "company", "Q2 2027", "nog niet gestart"],
];

/// Posts a body, and gives the status and the JSON that comes back.
pub(crate) async fn post(client: &Client, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let response = client.send(Request::post(path).body(body.into()).unwrap()).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 24).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or_else(|_| panic!("{status} {}", String::from_utf8_lossy(&bytes))))
}

pub(crate) const CHECKS: &str = "/partnerships/tafel/action-list/checks";

/// Sends a list, and gives its report.
pub(crate) async fn send(client: &Client, file: Vec<u8>) -> Value {
    let (status, report) = post(client, &format!("{CHECKS}?name=acties.xlsx"), file).await;
    assert_eq!(status, StatusCode::OK, "{report:#}");
    report
}

/// Says how a list is to be read, and gives its report.
pub(crate) async fn map(client: &Client, report: &Value, mapping: Value) -> Value {
    let (status, report) = post(client, &format!("{CHECKS}/{}", text(report, "/id")), mapping.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{report:#}");
    report
}

/// Takes a list over.
pub(crate) async fn commit(client: &Client, report: &Value, rows: &str) -> (StatusCode, Value) {
    post(client, &format!("{CHECKS}/{}/commit", text(report, "/id")), json!({ "rows": rows }).to_string()).await
}

/// Sends a list that was agreed on a day, and takes it over whole.
pub(crate) async fn take_over(client: &Client, rows: &[&[&str]]) -> Value {
    let report = send(client, list(rows)).await;
    let report = map(client, &report, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(report["problems"], json!([]), "{report:#}");
    let (status, told) = commit(client, &report, "ALL").await;
    assert_eq!(status, StatusCode::OK, "{told:#}");
    told
}

/// The cells with problems, with their codes.
fn cells(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().unwrap().iter();
    let cell = |one: &Value| format!("{} {}", one["cell"].as_str().unwrap_or("-"), text(one, "/code"));
    problems.map(cell).collect()
}

fn message<'a>(report: &'a Value, cell: &str) -> &'a str {
    let problems = report["problems"].as_array().unwrap();
    let found = problems.iter().find(|one| one["cell"] == cell).unwrap_or_else(|| panic!("{cell} in {report:#}"));
    text(found, "/message")
}

async fn a_list_is_checked_mapped_and_taken_over(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let before = revision(&table).await;
    let report = send(&secretary, list(ROWS)).await;
    let columns: Vec<String> = report["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", text(one, "/column"), text(one, "/field"), text(one, "/sureness")))
        .collect();
    assert_eq!(
        columns,
        [
            "A NUMBER CERTAIN",
            "B WHAT CERTAIN",
            "C WHO CERTAIN",
            "D WHEN CERTAIN",
            "E STATE CERTAIN",
            "F REMARKS CERTAIN"
        ]
    );
    assert_eq!((&report["headerRow"], &report["fileName"]), (&json!(2), &json!("acties.xlsx")));
    assert_eq!(cells(&report), ["- REQUIRED"], "the day on which it was agreed is asked for");
    assert_eq!(report["counts"], json!({ "rows": 3, "added": 3, "unchanged": 0, "withProblems": 0 }));
    assert_eq!(
        report["preview"][2],
        json!({
            "row": 6, "effect": "ADDED", "reference": null, "title": "Netwerk delen", "who": ["Bedrijf"],
            "dueOn": "kwartaal 2 van 2027", "state": "afgesproken", "externalKey": "3",
        })
    );
    let (status, refused) = commit(&secretary, &report, "ALL").await;
    assert_eq!((status, text(&refused, "/errors/0/extensions/code")), (StatusCode::BAD_REQUEST, "REQUIRED"));

    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(cells(&report), [""; 0]);
    assert_eq!(revision(&table).await, before, "a check writes nothing");

    let (status, told) = commit(&secretary, &report, "ALL").await;
    assert_eq!((status, &told["added"], &told["skipped"]), (StatusCode::OK, &json!(3), &json!(0)), "{told:#}");
    let query = "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes {
        reference title state stateReason agreedOn externalKey source dueOn { label date precision }
        debtors { name } lead { name } contacts { organisation { name } person { name } } } } } }";
    let taken = secretary.ask(query, json!({ "id": table.id })).await;
    let taken = &taken["partnership"]["commitments"]["nodes"];
    assert_eq!(
        taken[0],
        json!({
            "reference": "T-2026-001", "title": "Vijf leerwerkplekken openstellen", "state": "IN_PROGRESS",
            "stateReason": "Twee bezet", "agreedOn": "2026-03-01", "externalKey": "1", "source": "acties.xlsx, Blad1 rij 3",
            "dueOn": { "label": "3 mei 2027", "date": "2027-05-03", "precision": "DAY" },
            "debtors": [{ "name": "Bedrijf" }], "lead": { "name": "Bedrijf" }, "contacts": [],
        })
    );
    let course = |at: usize| (taken[at]["state"].clone(), taken[at]["dueOn"]["precision"].clone());
    assert_eq!((course(1), course(2)), ((json!("FULFILLED"), json!("MONTH")), (json!("AGREED"), json!("QUARTER"))));
    assert_eq!(taken[1]["debtors"], json!([{ "name": "School" }, { "name": "Bedrijf" }]));
    let contact = json!([{ "organisation": { "name": "Bedrijf" }, "person": { "name": "company" } }]);
    assert_eq!(taken[2]["contacts"], contact, "a person means its organisation");

    let after = revision(&table).await;
    assert_eq!(commit(&secretary, &report, "GOOD").await.1, told, "the same report is taken over once");
    assert_eq!(revision(&table).await, after);
}

async fn a_list_that_is_taken_over_twice_adds_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    take_over(&secretary, ROWS).await;
    let without: Vec<Vec<&str>> = ROWS.iter().skip(1).map(|row| row.iter().skip(1).copied().collect()).collect();
    let without: Vec<&[&str]> = without.iter().map(Vec::as_slice).collect();
    let after = revision(&table).await;
    // With its numbers, and without them.
    for rows in [ROWS, &without] {
        let told = take_over(&secretary, rows).await;
        assert_eq!((&told["import"], &told["added"], &told["unchanged"]), (&Value::Null, &json!(0), &json!(3)));
    }
    assert_eq!(revision(&table).await, after);
}

async fn each_problem_stands_in_its_cell_and_nothing_is_written(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let before = revision(&table).await;
    let rows: &[&[&str]] = &[
        HEADERS,
        &["1", "Goed", "Bedrijf", "mei 2027", "loopt"],
        &["2", "", "School", "mei 2027", "loopt"],
        &["3", "Verkeerde naam", "Bedrjf", "mei 2027", "loopt"],
        &["4", "Verkeerde dag", "School", "31-2-2027", "loopt"],
        &["5", "Verkeerde stand", "School", "mei 2027", "afgerondd"],
        &["6", "Niemand", "", "mei 2027", "loopt"],
        &["7", "Iedereen", "allen", "mei 2027", "loopt"],
        &["1", "Zelfde nummer", "School", "mei 2027", "loopt"],
        &["8", "Van buiten", "Vreemde", "mei 2027", "loopt"],
        &["9", "Twee fouten", "Niemendal", "31-2-2027", "loopt", "111222333"],
    ];
    let report = send(&secretary, list(rows)).await;
    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(
        cells(&report),
        [
            "Blad1!B3 REQUIRED",
            "Blad1!C4 NOT_FOUND",
            "Blad1!D5 OUT_OF_RANGE",
            "Blad1!E6 OUT_OF_RANGE",
            "Blad1!C7 NO_DEBTOR",
            "Blad1!C8 NO_DEBTOR",
            "Blad1!A9 ALREADY_EXISTS",
            "Blad1!C10 NOT_A_MEMBER",
            "Blad1!C11 NOT_FOUND",
            "Blad1!D11 OUT_OF_RANGE",
            "Blad1!F11 PERSONAL_DATA",
        ]
    );
    assert!(message(&report, "Blad1!C4").contains("bedoelde u “Bedrijf”?"), "{}", message(&report, "Blad1!C4"));
    assert!(message(&report, "Blad1!E6").contains("bedoelde u “afgerond”?"), "{}", message(&report, "Blad1!E6"));
    let (status, refused) = commit(&secretary, &report, "ALL").await;
    assert_eq!((status, cells(&refused)), (StatusCode::UNPROCESSABLE_ENTITY, cells(&report)));
    assert_eq!(revision(&table).await, before, "all rows or none");

    // The same list comes back with the problems in it; without them it is the same list.
    let path = format!("{CHECKS}/{}.xlsx", text(&report, "/id"));
    let response = secretary.send(Request::get(&path).body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let file = to_bytes(response.into_body(), 1 << 24).await.unwrap().to_vec();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.clone())).unwrap();
    let sheet = book.worksheet_range("Blad1").unwrap();
    let said = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((said(3, 2), said(0, 6)), ("Bedrjf".to_owned(), "Melding".to_owned()));
    assert!(said(3, 6).contains("bedoelde u “Bedrijf”?") && said(10, 6).lines().count() == 3, "{}", said(10, 6));
    assert_eq!(sheet.get_value((1, 6)), Some(&Data::Empty));
    let again = send(&secretary, file).await;
    let again = map(&secretary, &again, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(cells(&again), cells(&report));

    let (status, told) = commit(&secretary, &report, "GOOD").await;
    assert_eq!((status, &told["added"], &told["skipped"]), (StatusCode::OK, &json!(1), &json!(9)), "{told:#}");
    assert_eq!(cells(&told), cells(&report));
}

async fn columns_are_read_as_the_sender_says(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let rows: &[&[&str]] = &[
        &["Punt", "Wat we gaan doen", "Door", "Gereed in", "Kolom"],
        &["A1", "Werkbezoek", "het Bureau", "Q2", "2026-02-01"],
    ];
    let report = send(&secretary, list(rows)).await;
    let mapping = json!({
        "headerRow": 1, "year": 2027, "keyPrefix": "2026-",
        "columns": { "B": "WHAT", "C": "WHO", "D": "WHEN", "E": "AGREED_ON" },
    });
    let report = map(&secretary, &report, mapping).await;
    assert_eq!(cells(&report), [""; 0], "{report:#}");
    let row = &report["preview"][0];
    assert_eq!(
        (&row["title"], &row["who"], &row["dueOn"], &row["externalKey"]),
        (&json!("Werkbezoek"), &json!(["Bureau"]), &json!("kwartaal 2 van 2027"), &json!("2026-A1"))
    );
    // Sent back as it was told, it is read the same.
    assert_eq!(map(&secretary, &report, report["mapping"].clone()).await, report);
    let (status, _) = post(&secretary, &format!("{CHECKS}/{}", text(&report, "/id")), r#"{"colums":{}}"#).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

async fn names_mean_whom_the_table_knows_and_nobody_else(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    for name in ["Jan Jansen", "Jan de Vries"] {
        let person = json!({ "name": name, "organisation": table.school });
        secretary.act("personCreate", "person { id }", person).await;
    }
    let rows: &[&[&str]] = &[
        &["Wat", "Wie"],
        &["Een", "Jan"],
        &["Twee", "Jansen (School)"],
        &["Drie", "Bedrijf / Jan de Vries"],
        &["Vier", "SB"],
    ];
    let report = send(&secretary, list(rows)).await;
    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(cells(&report), ["Blad1!B2 OUT_OF_RANGE", "Blad1!B5 NOT_FOUND"]);
    assert!(message(&report, "Blad1!B2").contains("Jan Jansen (School) of Jan de Vries (School)"));
    let mapping = json!({ "agreedOn": "2026-03-01", "names": { "Jan": "Jan Jansen", "sb": "School" } });
    let report = map(&secretary, &report, mapping).await;
    assert_eq!(cells(&report), [""; 0]);
    let (status, _) = commit(&secretary, &report, "ALL").await;
    assert_eq!(status, StatusCode::OK);
    let query = "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes {
        lead { name } debtors { name } contacts { organisation { name } person { name } } } } } }";
    let taken = secretary.ask(query, json!({ "id": table.id })).await;
    let who = |at: usize| {
        let one = &taken["partnership"]["commitments"]["nodes"][at];
        let contacts = one["contacts"].as_array().unwrap().iter();
        let contacts: Vec<&str> = contacts.map(|contact| text(contact, "/person/name")).collect();
        (one["debtors"].as_array().unwrap().len(), text(one, "/lead/name").to_owned(), contacts)
    };
    assert_eq!(who(0), (1, "School".to_owned(), vec!["Jan Jansen"]));
    assert_eq!(who(1), (1, "School".to_owned(), vec!["Jan Jansen"]));
    assert_eq!(who(2), (2, "Bedrijf".to_owned(), vec!["Jan de Vries"]));
    assert_eq!(who(3), (1, "School".to_owned(), vec![]));
}

async fn what_may_be_another_commitment_is_asked_about(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    take_over(&secretary, ROWS).await;
    let rows: &[&[&str]] = &[
        HEADERS,
        &["1", "Iets heel anders", "Bedrijf", "mei 2027", "loopt"],
        &["", "Netwerk delen", "Bedrijf", "Q4 2027", "loopt"],
        &["", "Netwerk delen", "School", "Q4 2027", "loopt"],
    ];
    let report = send(&secretary, list(rows)).await;
    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01" })).await;
    assert_eq!(cells(&report), ["Blad1!A2 ALREADY_EXISTS", "Blad1!B3 ALREADY_EXISTS"]);
    assert!(message(&report, "Blad1!A2").contains("“Vijf leerwerkplekken openstellen” (T-2026-001)"));
    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01", "keyPrefix": "nieuw-" })).await;
    assert_eq!(cells(&report), ["Blad1!B3 ALREADY_EXISTS"]);
}

async fn a_list_is_its_senders_for_three_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let report = send(&secretary, list(ROWS)).await;
    let path = format!("{CHECKS}/{}", text(&report, "/id"));
    let look =
        async |client: &Client, path: &str| client.send(Request::get(path).body(Body::empty()).unwrap()).await.status();
    assert_eq!(look(&secretary, &path).await, StatusCode::OK);
    for subject in ["chair", "company", "stranger", "admin"] {
        let client = table.server.by(subject);
        assert_eq!(look(&client, &path).await, StatusCode::FORBIDDEN, "{subject}");
        assert_eq!(post(&client, CHECKS, list(ROWS)).await.0, StatusCode::FORBIDDEN, "{subject}");
        assert_eq!(commit(&client, &report, "ALL").await.0, StatusCode::FORBIDDEN, "{subject}");
    }
    assert_eq!(post(&table.server.anonymous(), CHECKS, list(ROWS)).await.0, StatusCode::FORBIDDEN);
    let elsewhere = format!("/partnerships/andere-tafel/action-list/checks/{}", text(&report, "/id"));
    assert_eq!(look(&table.server.by("stranger"), &elsewhere).await, StatusCode::NOT_FOUND);
    // Another secretary of the same table did not send it.
    let admin = table.server.by("admin");
    let bureau = organisation(&admin, "Tweede bureau", "OTHER").await;
    let second = person(&admin, "second", &bureau).await;
    table.seat(&table.id, &bureau, "SECRETARIAT", &second).await;
    assert_eq!(look(&table.server.by("second"), &path).await, StatusCode::NOT_FOUND);
    table.server.clock.set(table.server.clock.now() + TimeDelta::hours(73));
    assert_eq!(look(&secretary, &path).await, StatusCode::NOT_FOUND);
}

async fn what_is_no_list_is_refused(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let (status, refused) = post(&secretary, CHECKS, "PK geen werkmap").await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{refused:#}");
    let (status, _) = post(&secretary, CHECKS, vec![0; 9 << 20]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let unclear = send(&secretary, list(&[&["Beste mensen"], &["Hierbij de stukken"]])).await;
    assert_eq!(cells(&unclear), ["- REQUIRED"]);
    let (status, _) = commit(&secretary, &unclear, "ALL").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}
