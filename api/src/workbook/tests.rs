//! What is written is read back, by us and by a second reader, and what is no workbook is refused.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
};

use calamine::Reader as _;
use chrono::NaiveDate;
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    cell::{Access, Book, Cell, Column, Content, Page, Remark, Sheet},
    read::{MOST_BYTES, read},
    write::write,
};
use crate::{language::Language, problem::Code};

const COLUMNS: [Column; 7] = [
    column("id", "Id", Content::Text, Access::Hidden),
    column("title", "Titel", Content::Text, Access::Editable),
    column("action", "Wat wordt er gedaan", Content::LongText, Access::Editable),
    column("promised", "Toegezegd", Content::Number, Access::Editable),
    column("amount", "Bedrag", Content::Amount, Access::Locked),
    column("due", "Uiterlijk", Content::FuzzyDay, Access::Editable),
    column("lead", "Trekker", Content::Choice("Partijen"), Access::Editable),
];

const fn column(key: &'static str, header: &'static str, content: Content, access: Access) -> Column {
    Column { key, header, width: 20, content, access }
}

fn book(rows: Vec<Vec<Cell>>, remarks: Vec<Remark>) -> Book {
    let page =
        Page { name: "Afspraken", columns: COLUMNS.to_vec(), rows, remarks, empty_rows: 3, locked: BTreeSet::new() };
    let parties = vec!["Provincie Drenthe".to_owned(), "Techniek & Co".to_owned()];
    Book { about: vec!["Werkmap".into(), "Uitleg.".into()], pages: vec![page], lists: vec![("Partijen", parties)] }
}

/// The rows of the page as they are read back, below the keys and the headers.
fn read_back(book: &Book) -> Vec<Vec<Cell>> {
    let sheets = read(&write(book).expect("a workbook")).expect("what was written");
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Lees mij", "Afspraken", "Lijsten"]);
    let mut rows = sheets[1].rows.clone();
    let heads: Vec<Cell> = rows.drain(..2).flatten().collect();
    let keys = COLUMNS.iter().map(|column| column.key).chain(["melding"]);
    let headers = COLUMNS.iter().map(|column| column.header).chain(["Melding"]);
    assert_eq!(heads, keys.chain(headers).map(Cell::text).collect::<Vec<_>>());
    rows
}

/// Without empty cells at the end, which no file has.
fn trimmed(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    for row in &mut rows {
        while row.last() == Some(&Cell::Empty) {
            row.pop();
        }
    }
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    rows
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    prop_oneof![
        Just(Cell::Empty),
        any::<String>().prop_map(|text| Cell::text(&text)),
        "[=+@-][A-Z0-9+()]{1,8}".prop_map(|text| Cell::text(&text)),
        "(_x[0-9A-F]{4}_|[ \n\ta-z]|_x){1,12}".prop_map(|text| Cell::text(&text)),
        (-99_999_999_999_999_i64..99_999_999_999_999, 0..5_u32).prop_map(|(digits, decimals)| {
            let scale = 10_i64.pow(4 - decimals);
            Cell::Number(entity::Decimal(digits / scale * scale).to_string())
        }),
        (0..109_938_u64).prop_map(move |days| Cell::Day(first + chrono::Days::new(days))),
        any::<bool>().prop_map(Cell::Truth),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_cell_that_is_written_is_read_back(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 7), 0..12),
    ) {
        prop_assert_eq!(read_back(&book(rows.clone(), Vec::new())), trimmed(rows));
    }
}
