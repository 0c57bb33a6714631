//! What a workbook shows besides what is filled in: the API's own figures, on pages that a spreadsheet program freezes, filters
//! and guards.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use calamine::Data;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Server, text},
    table::Table,
    tests,
};
use zip::ZipArchive;

use crate::workbook::file::{File, download, get};

pub(crate) fn trials() -> Vec<Test> {
    tests![what_is_only_shown_is_what_the_api_says, pages_are_frozen_filtered_and_guarded]
}

/// A cell as the API would say it; a day as a spreadsheet counts it.
fn said(cell: &Data) -> Value {
    let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
    match cell {
        Data::Empty => Value::Null,
        Data::DateTime(day) => json!(first + Days::new(format!("{}", day.as_f64()).parse().unwrap())),
        other => json!(other.to_string()),
    }
}

async fn what_is_only_shown_is_what_the_api_says(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let query = "{ partnerships(first: 50) { nodes { slug commitments(first: 200) { nodes {
        id reference agreedOn stateLabel isOverdue } } } } }";
    let (mut rows, mut late) = (0, 0);
    for subject in ["secretariaat", "vertegenwoordiger", "drenthe"] {
        let client = server.by(subject);
        let all = client.ask(query, json!({})).await;
        for table in all["partnerships"]["nodes"].as_array().unwrap() {
            let (status, bytes) = get(&client, &format!("{}/workbook.xlsx", text(table, "/slug"))).await;
            if status == StatusCode::FORBIDDEN {
                continue;
            }
            let mut file = File::open(bytes);
            let page = file.page("Afspraken");
            let shown = |key: &str| {
                let column = page.column(key);
                page.rows.iter().skip(2).map(move |row| said(&row[column]))
            };
            let ids: Vec<Value> = shown("commitment_id").collect();
            let commitments = table["commitments"]["nodes"].as_array().unwrap();
            assert_eq!(ids.iter().filter(|id| !id.is_null()).count(), commitments.len());
            for one in commitments {
                let at = ids.iter().position(|id| *id == one["id"]).expect("a row");
                let cell = |key| shown(key).nth(at).unwrap();
                let lowered = |value: &Value| value.as_str().map(str::to_lowercase);
                assert_eq!(cell("reference"), one["reference"]);
                assert_eq!(cell("agreed_on"), one["agreedOn"], "{one}");
                assert_eq!(lowered(&cell("state")), lowered(&one["stateLabel"]));
                assert_eq!(cell("overdue") == "ja", one["isOverdue"] == true, "{one}");
                rows += 1;
                late += usize::from(one["isOverdue"] == true);
            }
        }
    }
    assert!(rows > 10 && late > 0, "{rows} rows, {late} late");
}

async fn pages_are_frozen_filtered_and_guarded(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mut file = download(&table.secretary(), "tafel").await;
    let names: Vec<&str> = file.0.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["Lees mij", "Afspraken", "Metingen", "Belangen", "Lijsten"]);
    assert_eq!(file.page("Afspraken").rows[1][..3], ["Id", "Versie", "Stempel"].map(|name| Data::String(name.into())));
    let (_, bytes) = get(&table.secretary(), "tafel/workbook.xlsx").await;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for sheet in 2..=4 {
        let mut xml = String::new();
        archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap().read_to_string(&mut xml).unwrap();
        assert!(xml.contains(r#"<pane ySplit="2" topLeftCell="A3""#) && xml.contains(r#"state="frozen""#), "{sheet}");
        let row = xml.split("<row ").nth(1).unwrap().split('>').next().unwrap();
        assert!(row.starts_with(r#"r="1""#) && row.contains(r#"hidden="1""#), "{row}");
        let column = xml.split("<col ").nth(1).unwrap().split('>').next().unwrap();
        assert!(column.contains(r#"min="1""#) && column.contains(r#"hidden="1""#), "{column}");
        for part in ["<autoFilter ref=\"A2:", "<sheetProtection ", "<dataValidation type=\"list\""] {
            assert!(xml.contains(part), "{part} on sheet {sheet}");
        }
    }
}
