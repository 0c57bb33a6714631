//! The list again as a workbook, with each problem in its cell: cells stay where they were, so that the list is mended and
//! sent once more.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatBorder, Note, Workbook, Worksheet, XlsxError};

use super::{List, Report};
use crate::{
    error::Error,
    graphql::{Resolved, Session},
    problem::Problem,
    room,
    workbook::cell::{Cell, Place},
};

/// What stands above the last column.
const REMARKS: &str = "Melding";

/// The list of a check with its problems, as a file.
pub(crate) async fn answer(
    session: &Session,
    check: &entity::import_check::Model,
) -> Resolved<Result<Vec<u8>, Problem>> {
    let report = match super::check(session, check).await? {
        Ok(report) => report,
        Err(problem) => return Ok(Err(problem)),
    };
    let list = match super::opened(check).await? {
        Ok(list) => list,
        Err(problem) => return Ok(Err(problem)),
    };
    let file = room::apart(move || written(&list, &report)).await?;
    let broken = |cause| Error::Corrupt(format!("no workbook can be made of a list: {cause}"));
    Ok(Ok(file.map_err(broken)?))
}

fn written(list: &List, report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut told: BTreeMap<Place, Vec<&str>> = BTreeMap::new();
    for problem in &report.problems {
        if let Some(place) = problem.place {
            told.entry(place).or_default().push(&problem.message);
        }
    }
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_author("Akkoord").set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    // A program may have given it a name that no spreadsheet takes.
    if sheet.set_name(&list.sheet.name).is_err() {
        sheet.set_name("Lijst")?;
    }
    let widest = list.sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_remarks = |header: &&super::header::Header| header.text.eq_ignore_ascii_case(REMARKS);
    let remarks = list.headers.columns.iter().find(is_remarks).map(|header| header.column);
    let remarks = remarks.unwrap_or_else(|| u16::try_from(widest).unwrap_or(u16::MAX - 1));
    for (row, cells) in (0..).zip(&list.sheet.rows) {
        let is_header = usize::try_from(row).is_ok_and(|row| row == list.headers.row);
        for (column, cell) in (0..).zip(cells).filter(|(column, _)| *column != remarks) {
            write(sheet, Place { row, column }, cell, is_header, told.contains_key(&Place { row, column }))?;
        }
        let of_row: Vec<&str> = told
            .range(Place { row, column: 0 }..Place { row: row + 1, column: 0 })
            .flat_map(|(_, told)| told)
            .copied()
            .collect();
        if is_header {
            sheet.write_string_with_format(row, remarks, REMARKS, &Format::new().set_bold())?;
        } else if !of_row.is_empty() {
            sheet.write_string_with_format(
                row,
                remarks,
                of_row.join("\n"),
                &Format::new().set_text_wrap().set_font_color(RED),
            )?;
        }
    }
    for (place, words) in &told {
        let format = Format::new().set_border(FormatBorder::Medium).set_border_color(RED).set_text_wrap();
        let has_cell = usize::try_from(place.row)
            .ok()
            .and_then(|row| list.sheet.rows.get(row))
            .is_some_and(|cells| cells.len() > place.column.into());
        if !has_cell {
            sheet.write_blank(place.row, place.column, &format)?;
        }
        let note = Note::new(words.join("\n")).set_author("Akkoord").add_author_prefix(false);
        sheet.insert_note(place.row, place.column, &note)?;
    }
    for header in &list.headers.columns {
        let width = if header.column == remarks { 60 } else { 24 };
        sheet.set_column_width(header.column, width)?;
    }
    sheet.set_column_width(remarks, 60)?;
    if let Ok(below) = u32::try_from(list.headers.row + 1) {
        sheet.set_freeze_panes(below, 0)?;
    }
    workbook.save_to_buffer()
}

const RED: Color = Color::RGB(0x00A3_123F);

fn write(sheet: &mut Worksheet, place: Place, cell: &Cell, is_header: bool, is_wrong: bool) -> Result<(), XlsxError> {
    let mut format = Format::new().set_text_wrap();
    if is_header {
        format = format.set_bold();
    }
    if is_wrong {
        format = format.set_border(FormatBorder::Medium).set_border_color(RED);
    }
    let (row, column) = (place.row, place.column);
    match cell {
        Cell::Empty if is_wrong => sheet.write_blank(row, column, &format)?,
        Cell::Empty => sheet,
        Cell::Number(digits) => match digits.parse::<f64>() {
            Ok(number) => sheet.write_number_with_format(row, column, number, &format)?,
            Err(_) => sheet.write_string_with_format(row, column, digits, &format)?,
        },
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or_default();
            let day = ExcelDateTime::from_ymd(year, small(day.month()), small(day.day()))?;
            sheet.write_datetime_with_format(row, column, &day, &format.set_num_format("dd-mm-yyyy"))?
        }
        Cell::Truth(is) => sheet.write_boolean_with_format(row, column, *is, &format)?,
        Cell::Text(text) | Cell::Formula(text) | Cell::Broken(text) => {
            sheet.write_string_with_format(row, column, text, &format)?
        }
    };
    Ok(())
}

fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}
