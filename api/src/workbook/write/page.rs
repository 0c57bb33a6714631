//! A page: the hidden row of keys, the headers, the rows, and empty rows to be filled in.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, ExcelDateTime, Format, Formula, Note, Worksheet, XlsxError,
};

use super::{A4, REMARKS, letters, name_of_list, protection, style};
use crate::{
    notation,
    workbook::cell::{Access, Cell, Column, Content, Page},
};

/// The most lines that a row is high; the rest of a longer text is seen in its cell.
const MOST_LINES: usize = 12;
/// How high a line is, in points.
const LINE: f64 = 15.0;
/// How wide the column of remarks is, in characters.
const BESIDE: u8 = 60;
/// How many digits a spreadsheet keeps.
const DIGITS: usize = 15;

pub(super) fn write(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let rows = u32::try_from(page.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    let place = |at: usize| u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError);
    // A page that was sent back has its column of remarks where it stood.
    let beside = page.columns.iter().position(|column| column.key == REMARKS).unwrap_or(page.columns.len());
    let last_column = place(beside.max(page.columns.len().saturating_sub(1)))?;
    let beside = place(beside)?;
    let (first, headers) = (page.first, page.first.saturating_sub(1));
    let last_row = first + (rows + page.empty_rows).max(1) - 1;
    sheet.set_name(page.name)?;
    let remarks = Remarks::of(page);
    for (at, (number, column)) in (0..).zip(page.columns.iter().enumerate()) {
        let header = page.own.get(&number).map_or(column.header, String::as_str);
        head(sheet, (headers, at), column.key, header, column.width)?;
        if column.access == Access::Hidden {
            sheet.set_column_hidden(at)?;
        }
        enter(sheet, at, column, (first, last_row))?;
    }
    // Beside a header stands the button of its filter.
    let shown = page.columns.iter().filter(|column| column.access != Access::Hidden);
    raise(sheet, headers, shown.map(|column| (column.header, column.width.saturating_sub(4))))?;
    head(sheet, (headers, beside), REMARKS, "Melding", BESIDE)?;
    for (at, (row, cells)) in (first..).zip(page.rows.iter().enumerate()) {
        for (place, (number, column)) in (0..).zip(page.columns.iter().enumerate()) {
            let cell = cells.get(number).unwrap_or(&Cell::Empty);
            if is_free(column, cell) {
                continue;
            }
            let wrong = remarks.of_cells.get(&(row, number));
            let access = if page.locked.contains(&row) { Access::Locked } else { column.access };
            let format = style::cell(&Column { access, ..*column }, cell, wrong.is_some());
            put(sheet, (at, place), cell, &format)?;
            if let Some(words) = wrong {
                let note = Note::new(words.as_str()).set_author("Akkoord").add_author_prefix(false);
                sheet.insert_note(at, place, &note.set_width(320).set_height(110))?;
            }
        }
        let remark = remarks.of_rows.get(&row);
        if let Some(words) = remark {
            sheet.write_string_with_format(at, beside, words, &style::long_text())?;
        }
        let seen = page.columns.iter().zip(cells).filter(|(column, _)| column.access != Access::Hidden);
        let texts = seen.filter_map(|(column, cell)| match cell {
            Cell::Text(text) if style::is_wrapped(column, cell) => Some((text.as_str(), column.width)),
            _ => None,
        });
        raise(sheet, at, texts.chain(remark.map(|words| (words.as_str(), BESIDE))))?;
    }
    for at in first + rows..first + rows + page.empty_rows {
        for (place, column) in (0..).zip(&page.columns).filter(|(_, column)| !is_free(column, &Cell::Empty)) {
            sheet.write_blank(at, place, &style::cell(column, &Cell::Empty, false))?;
        }
    }
    if let Some(keys) = headers.checked_sub(1) {
        sheet.set_row_hidden(keys)?;
    }
    sheet.set_freeze_panes(first, 0)?.autofilter(headers, 0, last_row, last_column)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(headers, headers)?;
    sheet.protect_with_options(&protection());
    Ok(())
}

fn head(sheet: &mut Worksheet, (row, at): (u32, u16), key: &str, header: &str, width: u8) -> Result<(), XlsxError> {
    sheet.set_column_width(at, f64::from(width))?;
    if let Some(keys) = row.checked_sub(1) {
        sheet.write_string(keys, at, key)?;
    }
    sheet.write_string_with_format(row, at, header, &style::header())?;
    Ok(())
}

/// Whether a cell is left as it is: it is in the column of remarks, or empty in a column of somebody's own.
fn is_free(column: &Column, cell: &Cell) -> bool {
    column.key == REMARKS || column.key.is_empty() && *cell == Cell::Empty
}

/// Makes a row so high that its texts are seen. Not every program does so by itself before somebody has looked at it.
fn raise<'a>(sheet: &mut Worksheet, at: u32, texts: impl Iterator<Item = (&'a str, u8)>) -> Result<(), XlsxError> {
    let of_line = |line: &str, width: u8| line.chars().count().div_ceil(usize::from(width.max(1))).max(1);
    let lines = texts.map(|(text, width)| text.lines().map(|line| of_line(line, width)).sum()).max().unwrap_or(1);
    if lines > 1 {
        sheet.set_row_height(at, LINE * f64::from(u8::try_from(lines.min(MOST_LINES)).unwrap_or(u8::MAX)))?;
    }
    Ok(())
}

/// What helps to fill in a column.
fn enter(sheet: &mut Worksheet, at: u16, column: &Column, (first, last_row): (u32, u32)) -> Result<(), XlsxError> {
    match column.content {
        Content::Choice(list) if style::is_editable(column) => {
            // Other words may be typed, such as two names: what cannot be meant is said when the file is read.
            let choice = DataValidation::new()
                .allow_list_formula(Formula::new(format!("={}", name_of_list(list))))
                .show_error_message(false);
            sheet.add_data_validation(first, at, last_row, at, &choice)?;
        }
        Content::Number if column.access != Access::Hidden => {
            let cell = format!("{}{}", letters(at), first + 1);
            let whole = ConditionalFormatFormula::new()
                .set_rule(format!("=INT({cell})={cell}").as_str())
                .set_format(Format::new().set_num_format(style::WHOLE));
            sheet.add_conditional_format(first, at, last_row, at, &whole)?;
        }
        _ => {}
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) | Cell::Broken(text) => put_text(sheet, (row, column), text, format)?,
        Cell::Formula(text) => put_text(sheet, (row, column), &format!("={text}"), format)?,
        Cell::Truth(truth) => sheet.write_boolean_with_format(row, column, *truth, format)?,
        Cell::Number(digits) => match exactly(digits) {
            Some(number) => sheet.write_number_with_format(row, column, number, format)?,
            None => put_text(sheet, (row, column), &notation::decimal(digits), format)?,
        },
        Cell::Day(day) => match date(*day) {
            Some(date) => sheet.write_datetime_with_format(row, column, date, format)?,
            None => put_text(sheet, (row, column), &day.format("%d-%m-%Y").to_string(), format)?,
        },
    };
    Ok(())
}

fn put_text<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    match Cell::text(text) {
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format),
        _ => sheet.write_blank(row, column, format),
    }
}

/// A number that a spreadsheet keeps to its last digit.
fn exactly(digits: &str) -> Option<f64> {
    let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    digits.parse().ok().filter(|number: &f64| significant <= DIGITS && number.is_finite())
}

/// A day that a spreadsheet knows: from 1 January 1900.
fn date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, of_month).ok().filter(|_| (1900..=9999).contains(&year))
}

/// The remarks of a page, by the row, and by the cell.
struct Remarks {
    of_rows: BTreeMap<usize, String>,
    of_cells: BTreeMap<(usize, usize), String>,
}

impl Remarks {
    fn of(page: &Page) -> Self {
        let mut remarks = Self { of_rows: BTreeMap::new(), of_cells: BTreeMap::new() };
        for remark in &page.remarks {
            let column = remark.column.and_then(|column| Some((column, page.columns.get(column)?)));
            let of_row = column
                .map_or_else(|| remark.text.clone(), |(_, Column { header, .. })| format!("{header}: {}", remark.text));
            add(remarks.of_rows.entry(remark.row).or_default(), &of_row);
            if let Some((column, _)) = column {
                add(remarks.of_cells.entry((remark.row, column)).or_default(), &remark.text);
            }
        }
        remarks
    }
}

fn add(lines: &mut String, line: &str) {
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(line);
}
