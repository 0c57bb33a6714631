//! How cells look, and whether they can be changed.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::workbook::cell::{Access, Cell, Column, Content};

/// What is wrong is seen by its border, the words beside it and the comment, not by its colour alone.
const WRONG: Color = Color::RGB(0xA3_12_3F);
/// Behind what cannot be changed.
const LOCKED: Color = Color::RGB(0xF0_F0_F0);
/// Between cells, also on paper.
const BETWEEN: Color = Color::RGB(0xC8_C8_C8);
/// Behind headers.
const HEADER: Color = Color::RGB(0xD9_E2_EF);
/// A number with as many decimals as it has. Whole ones get [`WHOLE`] instead, or they would end in a comma.
const NUMBER: &str = "#,##0.####";
pub(super) const WHOLE: &str = "#,##0";
const AMOUNT: &str = "\"€\"\\ #,##0.00";
const DAY: &str = "dd\\-mm\\-yyyy";
/// Words stay as they are typed: `3-5` does not become a day, and `=` begins no formula.
const TEXT: &str = "@";

pub(super) fn header() -> Format {
    text().set_bold().set_background_color(HEADER).set_border_bottom(FormatBorder::Thin).set_text_wrap()
}

pub(super) fn text() -> Format {
    Format::new().set_align(FormatAlign::Top).set_num_format(TEXT)
}

/// Words on several lines.
pub(super) fn long_text() -> Format {
    text().set_text_wrap()
}

/// How a cell of a column looks.
pub(super) fn cell(column: &Column, cell: &Cell, is_wrong: bool) -> Format {
    let number_format = match (cell, column.content) {
        (Cell::Day(_), _) | (Cell::Empty, Content::Day) => DAY,
        (Cell::Number(_) | Cell::Empty, Content::Amount) => AMOUNT,
        (Cell::Number(_), _) | (Cell::Empty, Content::Number) => NUMBER,
        _ => TEXT,
    };
    let mut format = Format::new().set_align(FormatAlign::Top).set_num_format(number_format);
    format = format.set_border(FormatBorder::Thin).set_border_color(BETWEEN);
    if is_wrapped(column, cell) {
        format = format.set_text_wrap();
    }
    // Beside the words of other dates.
    if matches!(cell, Cell::Day(_)) {
        format = format.set_align(FormatAlign::Left);
    }
    if begins_like_a_formula(cell) {
        format = format.set_quote_prefix();
    }
    format = if is_editable(column) { format.set_unlocked() } else { format.set_background_color(LOCKED) };
    if is_wrong { format.set_border(FormatBorder::Medium).set_border_color(WRONG) } else { format }
}

pub(super) fn is_editable(column: &Column) -> bool {
    column.access == Access::Editable
}

/// Whether a cell is shown on several lines.
pub(super) fn is_wrapped(column: &Column, cell: &Cell) -> bool {
    matches!(column.content, Content::LongText | Content::Choice(_))
        || matches!(cell, Cell::Text(text) if text.contains('\n'))
}

fn begins_like_a_formula(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.starts_with(['=', '+', '-', '@']))
}
