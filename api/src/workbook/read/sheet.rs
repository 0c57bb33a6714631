//! The cells of a sheet.

use std::borrow::Cow;

use chrono::NaiveDate;
use quick_xml::events::Event;

use super::{
    MOST_CELLS, MOST_COLUMNS, MOST_FORMULAS, MOST_ROWS, MOST_TEXT, broken,
    parts::Parts,
    too_much,
    value::seen,
    xml::{self, Xml},
};
use crate::{
    problem::Problem,
    workbook::cell::{Cell, Place},
};

/// How much of a formula is kept, to be named in what is said of it.
const FORMULA: usize = 60;

/// What the sheets read so far take.
#[derive(Default)]
pub(super) struct Room {
    looked_at: usize,
    cells: usize,
    formulas: usize,
    text: usize,
}

/// A cell as it is being read.
#[derive(Default)]
struct Raw {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    formula: Option<String>,
    value: Option<String>,
    inline: String,
}

/// What the text between two tags belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Formula,
    Value,
    Inline,
    Sound,
}

/// The rows of a sheet.
pub(super) fn rows(part: &str, name: &str, parts: &Parts, room: &mut Room) -> Result<Vec<Vec<Cell>>, Problem> {
    let mut xml = Xml::of(part);
    let (mut rows, mut raw, mut inside) = (Vec::new(), Raw::default(), Inside::Nothing);
    // Where the next row and cell stand that do not say so themselves.
    let (mut row, mut column) = (0, 0);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    let [at] = xml::attributes(&element, ["r"])?;
                    row = place(at)?.1.unwrap_or(row);
                    column = 0;
                    room.look()?;
                }
                "c" => {
                    let [at, style, kind] = xml::attributes(&element, ["r", "s", "t"])?;
                    let (own_column, own_row) = place(at)?;
                    raw = Raw {
                        row: own_row.unwrap_or(row),
                        column: own_column.unwrap_or(column),
                        kind: kind.unwrap_or_default().into_owned(),
                        style: xml::number(style)? as usize,
                        ..Raw::default()
                    };
                    room.look()?;
                }
                "f" => {
                    raw.formula = Some(String::new());
                    inside = Inside::Formula;
                }
                "v" => {
                    raw.value = Some(String::new());
                    inside = Inside::Value;
                }
                "t" if inside != Inside::Sound => inside = Inside::Inline,
                "rPh" => inside = Inside::Sound,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => row = row.saturating_add(1),
                "c" => {
                    column = raw.column.saturating_add(1);
                    put(&mut rows, std::mem::take(&mut raw), name, parts, room)?;
                }
                "f" | "v" | "rPh" => inside = Inside::Nothing,
                "t" if inside == Inside::Inline => inside = Inside::Nothing,
                "sheetData" => break,
                _ => {}
            },
            Event::Eof => return Err(broken()),
            event if inside != Inside::Nothing => {
                if let Some(words) = xml::words(&event)? {
                    raw.add(inside, &words)?;
                }
            }
            _ => {}
        }
    }
    Ok(rows)
}

impl Raw {
    fn add(&mut self, inside: Inside, words: &str) -> Result<(), Problem> {
        match inside {
            Inside::Formula => {
                let formula = self.formula.get_or_insert_default();
                let rest = FORMULA.saturating_sub(formula.chars().count());
                formula.extend(words.chars().take(rest));
                Ok(())
            }
            Inside::Value => xml::add(self.value.get_or_insert_default(), words),
            Inside::Inline => xml::add(&mut self.inline, words),
            Inside::Nothing | Inside::Sound => Ok(()),
        }
    }

    /// What stands in it.
    fn cell(self, parts: &Parts) -> Result<Cell, Problem> {
        if let Some(formula) = self.formula {
            return Ok(Cell::Formula(formula));
        }
        let value = self.value.unwrap_or_default();
        let word = value.trim();
        Ok(match self.kind.as_str() {
            "inlineStr" | "is" => Cell::text(&xml::whole(&self.inline)?),
            "str" => Cell::text(&xml::whole(&value)?),
            _ if word.is_empty() => Cell::Empty,
            "s" => {
                let at: usize = word.parse().map_err(|_| broken())?;
                Cell::text(parts.strings.get(at).ok_or_else(broken)?)
            }
            "b" => Cell::Truth(matches!(word, "1" | "true")),
            "e" => Cell::Broken(word.to_owned()),
            "d" => {
                let day = NaiveDate::parse_from_str(word.get(..10).unwrap_or(word), "%Y-%m-%d");
                day.map_or_else(|_| Cell::text(word), Cell::Day)
            }
            "" | "n" => {
                let shown = parts.styles.get(self.style).copied().unwrap_or_default();
                seen(word.parse().map_err(|_| broken())?, shown, parts.from_1904)
            }
            _ => return Err(broken()),
        })
    }
}

/// Puts a cell where it stands, if it holds something.
fn put(rows: &mut Vec<Vec<Cell>>, raw: Raw, name: &str, parts: &Parts, room: &mut Room) -> Result<(), Problem> {
    let (row, column) = (raw.row, raw.column);
    let cell = raw.cell(parts)?;
    match &cell {
        Cell::Empty => return Ok(()),
        Cell::Formula(_) => room.formulas += 1,
        Cell::Text(text) | Cell::Broken(text) | Cell::Number(text) => room.text += text.len(),
        Cell::Day(_) | Cell::Truth(_) => {}
    }
    if row >= MOST_ROWS || column >= MOST_COLUMNS {
        let at = Place { row, column: u16::try_from(column).unwrap_or(u16::MAX) };
        return Err(too_much(
            format!(
                "in {name}!{at} staat iets, en een tabblad heeft hoogstens {MOST_ROWS} rijen en {MOST_COLUMNS} kolommen"
            ),
            format!("{name}!{at} holds something, and a sheet has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"),
        ));
    }
    let (row, column) = (row as usize, column as usize);
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    let cells = &mut rows[row];
    if cells.len() <= column {
        room.cells += column + 1 - cells.len();
    }
    room.check()?;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    cells[column] = cell;
    Ok(())
}

impl Room {
    /// Counts a row or a cell, also one that holds nothing.
    fn look(&mut self) -> Result<(), Problem> {
        self.looked_at += 1;
        if self.looked_at > 2 * MOST_CELLS { Err(too_many_cells()) } else { Ok(()) }
    }

    fn check(&self) -> Result<(), Problem> {
        if self.formulas > MOST_FORMULAS {
            return Err(too_much(
                format!("zij telt meer dan {MOST_FORMULAS} formules; plak er de waarden voor in de plaats"),
                format!("it has more than {MOST_FORMULAS} formulas; paste their values in their place"),
            ));
        }
        if self.cells > MOST_CELLS {
            return Err(too_many_cells());
        }
        if self.text > MOST_TEXT {
            return Err(too_much("zij bevat meer dan 12 MiB aan tekst", "it holds more than 12 MiB of text"));
        }
        Ok(())
    }
}

fn too_many_cells() -> Problem {
    too_much(format!("zij telt meer dan {MOST_CELLS} cellen"), format!("it has more than {MOST_CELLS} cells"))
}

/// The column and the row, each from 0, that an element says it stands at: `D14`, or `14` for a row.
fn place(said: Option<Cow<'_, str>>) -> Result<(Option<u32>, Option<u32>), Problem> {
    let Some(said) = said else { return Ok((None, None)) };
    let (letters, digits) = said.split_at(said.find(|c: char| c.is_ascii_digit()).unwrap_or(said.len()));
    let row = digits.parse::<u32>().ok().and_then(|row| row.checked_sub(1)).ok_or_else(broken)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() || letters.len() > 3 {
            return Err(broken());
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Ok((column.checked_sub(1), Some(row)))
}
