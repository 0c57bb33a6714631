//! A workbook as another program opens it, changes a cell, and saves it again.

use std::io::Cursor;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use tests::server::Client;

/// What begins the text of a cell that is to be a formula.
const FORMULA: char = '\u{1}';

/// A workbook that was opened.
#[derive(Clone)]
pub(crate) struct File(pub(crate) Vec<Page>);

/// A sheet.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Data>>,
}

impl File {
    pub(crate) fn open(bytes: Vec<u8>) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names().clone();
        let page = |name: String| {
            let range = book.worksheet_range(&name).unwrap();
            let (height, width) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
            let rows = (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect();
            Page { name, rows }
        };
        Self(names.into_iter().map(page).collect())
    }

    pub(crate) fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("d-m-yyyy");
        for page in &self.0 {
            let sheet = book.add_worksheet().set_name(&page.name).unwrap();
            for (row, cells) in (0..).zip(&page.rows) {
                for (column, cell) in (0..).zip(cells) {
                    if *cell == Data::Empty {
                        continue;
                    }
                    match cell {
                        Data::String(text) if text.starts_with(FORMULA) => {
                            sheet.write_formula(row, column, &text[1..]).map(drop)
                        }
                        Data::String(text) => sheet.write_string(row, column, text).map(drop),
                        Data::Float(number) => sheet.write_number(row, column, *number).map(drop),
                        Data::Bool(truth) => sheet.write_boolean(row, column, *truth).map(drop),
                        Data::DateTime(date) => {
                            sheet.write_number_with_format(row, column, date.as_f64(), &day).map(drop)
                        }
                        other => panic!("no cell of ours: {other:?}"),
                    }
                    .unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    pub(crate) fn page(&mut self, name: &str) -> &mut Page {
        self.0.iter_mut().find(|page| page.name == name).unwrap()
    }
}

impl Page {
    /// The column of a key.
    pub(crate) fn column(&self, key: &str) -> usize {
        self.rows[0].iter().position(|cell| *cell == Data::String(key.to_owned())).unwrap()
    }

    /// The row in which a text stands.
    pub(crate) fn row(&self, text: &str) -> usize {
        self.rows.iter().position(|row| row.contains(&Data::String(text.to_owned()))).unwrap()
    }

    pub(crate) fn get(&self, row: usize, key: &str) -> &Data {
        &self.rows[row][self.column(key)]
    }

    pub(crate) fn set(&mut self, row: usize, key: &str, cell: impl Into<Data>) {
        let column = self.column(key);
        let width = self.rows[0].len();
        while self.rows.len() <= row {
            self.rows.push(vec![Data::Empty; width]);
        }
        self.rows[row][column] = cell.into();
    }

    /// A row below the others.
    pub(crate) fn add(&mut self, cells: &[(&str, &str)]) -> usize {
        let is_empty = |row: &Vec<Data>| row.iter().all(|cell| *cell == Data::Empty);
        let row = self.rows.iter().rposition(|row| !is_empty(row)).map_or(0, |last| last + 1);
        for (key, text) in cells {
            self.set(row, key, (*text).to_owned());
        }
        row
    }

    /// Where a cell stands, as a spreadsheet shows it; a page of at most 52 columns.
    pub(crate) fn place(&self, row: usize, key: &str) -> String {
        let column = u8::try_from(self.column(key)).unwrap();
        let letter = |at: u8| char::from(b'A' + at);
        let letters = if column < 26 { letter(column).to_string() } else { format!("A{}", letter(column - 26)) };
        format!("{}!{letters}{}", self.name, row + 1)
    }
}

/// A formula in place of a value.
pub(crate) fn formula(text: &str) -> String {
    format!("{FORMULA}{text}")
}

async fn got(client: &Client, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let reply = client.send(request).await;
    let status = reply.status();
    (status, to_bytes(reply.into_body(), 1 << 26).await.unwrap().to_vec())
}

pub(crate) async fn get(client: &Client, path: &str) -> (StatusCode, Vec<u8>) {
    got(client, Request::get(format!("/partnerships/{path}")).body(Body::empty()).unwrap()).await
}

async fn post(client: &Client, path: &str, media: &str, body: Vec<u8>) -> (StatusCode, Value) {
    let request = Request::post(format!("/partnerships/{path}")).header("content-type", media);
    let (status, body) = got(client, request.body(Body::from(body)).unwrap()).await;
    (status, serde_json::from_slice(&body).unwrap())
}

/// The workbook of a table.
pub(crate) async fn download(client: &Client, slug: &str) -> File {
    let (status, bytes) = get(client, &format!("{slug}/workbook.xlsx")).await;
    assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&bytes));
    File::open(bytes)
}

/// The report on a file.
pub(crate) async fn check(client: &Client, slug: &str, file: &File) -> Value {
    let path = format!("{slug}/workbook/checks?name=werkmap.xlsx");
    let (status, report) = post(client, &path, "application/octet-stream", file.save()).await;
    assert_eq!(status, StatusCode::OK, "{report:#}");
    report
}

/// What became of a file that was checked.
pub(crate) async fn commit(client: &Client, slug: &str, report: &Value, rows: &str) -> (StatusCode, Value) {
    let path = format!("{slug}/workbook/checks/{}/commit", report["id"].as_str().unwrap());
    post(client, &path, "application/json", json!({ "rows": rows }).to_string().into_bytes()).await
}
