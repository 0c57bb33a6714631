//! The forms in which a table is written: for programs as CSV by RFC 4180 and as JSON, for people as a workbook, and as the
//! CSV that a Dutch spreadsheet opens by a double click.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{
    Table,
    cell::{Cell, Row, is_exact_in_binary, moment},
};
use crate::error::{Error, Result};

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Comma-separated, in some dialect.
    Csv(Dialect),
    /// A list of flat objects.
    Json,
    /// A workbook of one sheet.
    Xlsx,
}

/// How a CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// For programs: commas, points, and texts as they are.
    Plain,
    /// For people with a Dutch spreadsheet: semicolons, decimal commas, and no text that it would run as a formula.
    ExcelNl,
}

impl Form {
    /// Its media type.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Csv(_) => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How names of its files end.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }

    /// The rows of a table in this form. Equal rows make equal bytes.
    pub(crate) fn write(self, table: Table, rows: &[Row]) -> Result<Vec<u8>> {
        let failed = |cause: &dyn std::fmt::Display| Error::Corrupt(format!("a table could not be written: {cause}"));
        match self {
            Self::Csv(dialect) => csv(dialect, table.columns(), rows).map_err(|cause| failed(&cause)),
            Self::Json => Ok(json(table.columns(), rows)),
            Self::Xlsx => xlsx(table, rows).map_err(|cause| failed(&cause)),
        }
    }
}

fn csv(dialect: Dialect, columns: &[&str], rows: &[Row]) -> csv::Result<Vec<u8>> {
    let (mut start, mut builder) = (Vec::new(), csv::WriterBuilder::new());
    if dialect == Dialect::ExcelNl {
        start.extend("\u{feff}".as_bytes());
        builder.delimiter(b';').terminator(csv::Terminator::CRLF);
    }
    let mut writer = builder.from_writer(start);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| dialect.write(cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

impl Dialect {
    fn write(self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) if self == Self::ExcelNl && runs_as_formula(text) => format!("'{text}"),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) if self == Self::ExcelNl => number.replace('.', ","),
            Cell::Number(number) => number.clone(),
            Cell::Day(day) => day.to_string(),
            Cell::Moment(instant) => moment(*instant),
            Cell::Truth(truth) => truth.to_string(),
        }
    }
}

/// Whether a spreadsheet takes a text for a formula. A program reads texts as they are, so that this is for people alone.
fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

fn json(columns: &[&str], rows: &[Row]) -> Vec<u8> {
    let row = |row: &Row| {
        let member = |(name, cell): (&&str, &Cell)| format!("\"{name}\":{}", json_of(cell));
        let members: Vec<String> = columns.iter().zip(row).map(member).collect();
        format!("{{{}}}", members.join(","))
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("[{}]", rows.join(",\n")).into_bytes()
}

/// A number that a reader could round is a text, in which no digit is lost.
fn json_of(cell: &Cell) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    match cell {
        Cell::Empty => "null".to_owned(),
        Cell::Text(words) => text(words),
        Cell::Number(number) if is_exact_in_binary(number) => number.clone(),
        Cell::Number(number) => text(number),
        Cell::Day(day) => text(&day.to_string()),
        Cell::Moment(instant) => text(&moment(*instant)),
        Cell::Truth(truth) => truth.to_string(),
    }
}

/// The width of a column, in characters.
const WIDTH: f64 = 18.0;

fn xlsx(table: Table, rows: &[Row]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without the moment at which it is made, equal tables are equal files.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let sheet = book.add_worksheet().set_name(table.name())?;
    for (column, name) in (0..).zip(table.columns()) {
        sheet.write_string_with_format(0, column, *name, &bold)?.set_column_width(column, WIDTH)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            write(sheet, (at, column), cell, &day)?;
        }
    }
    book.save_to_buffer()
}

/// What a reader could round is a text, in which no digit is lost. So is an instant: a date in a sheet has no zone, and
/// no microseconds.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    day: &Format,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number(number) => match number.parse::<f64>() {
            Ok(value) if is_exact_in_binary(number) => sheet.write_number(row, column, value)?,
            _ => sheet.write_string(row, column, number)?,
        },
        Cell::Day(date) => {
            let date = ExcelDateTime::parse_from_str(&date.to_string())?;
            sheet.write_datetime_with_format(row, column, date, day)?
        }
        Cell::Moment(instant) => sheet.write_string(row, column, moment(*instant))?,
        Cell::Truth(truth) => sheet.write_boolean(row, column, *truth)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::cell::number;

    fn written(form: Form, cells: Row) -> String {
        let mut cells = cells;
        cells.resize(Table::Periods.columns().len(), Cell::Empty);
        String::from_utf8(form.write(Table::Periods, &[cells]).expect("a table")).expect("UTF-8")
    }

    #[test]
    fn a_text_that_would_run_as_a_formula_is_disarmed_for_people_only() {
        for text in ["=1+1", "+31 6", "-5", "@SOM(A1)", "\tx", "\rx", "\nx"] {
            let cells = || vec![Cell::from(text), number("-5.25")];
            let people = written(Form::Csv(Dialect::ExcelNl), cells());
            assert!(people.contains(&format!("'{text}")), "{people:?}");
            assert!(people.contains(";-5,25;"), "a number is no formula: {people:?}");
            let programs = written(Form::Csv(Dialect::Plain), cells());
            assert!(programs.contains(text) && !programs.contains('\''), "{programs:?}");
        }
    }

    #[test]
    fn a_json_number_loses_no_digit() {
        let json = written(Form::Json, vec![number("0.25"), number("922337203685477.5807"), Cell::Empty]);
        assert!(
            json.contains("\"period_id\":0.25,\"partnership_id\":\"922337203685477.5807\",\"period\":null"),
            "{json}"
        );
    }

    #[test]
    fn equal_rows_make_equal_files() {
        for form in [Form::Csv(Dialect::ExcelNl), Form::Json, Form::Xlsx] {
            let mut row = vec![Cell::from("één"), number("1.5"), Cell::from(true)];
            row.resize(Table::Periods.columns().len(), Cell::Empty);
            let write = || form.write(Table::Periods, &[row.clone()]).expect("a table");
            assert_eq!(write(), write());
        }
    }
}
