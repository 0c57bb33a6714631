//! The picture of the interest matrix: a row per party and a column per goal. Where goals are few their titles stand above the
//! columns; where they are many, numbers do, and the titles stand below.

use maud::{Markup, html};

use super::{Column, Counts, EMPTY, Matrix};
use crate::chart::{
    draw::{Anchor, Area, Drawn, Type, count, line},
    sign::Shape,
    style::{INK, MARGIN, MUTED, RULE, SERIES, SMALL, WIDE},
};

/// Where the names of the parties end.
const NAMES: f32 = 200.0;
/// The widest that the picture is.
const WIDEST: f32 = 1200.0;
/// The narrowest column with a title above it.
const TITLED: f32 = 108.0;
/// The most columns in the picture, which is then as wide as it may be.
const MOST_COLUMNS: usize = 12;
/// The most lines of a title.
const MOST_LINES: usize = 6;
/// The most rows in the picture.
const MOST_ROWS: usize = 60;

/// Between the edge of a cell and its letters, for the shape.
const INDENT: f32 = 26.0;

const NAME: Type = Type::of(13.0);
const HEADING: Type = Type::of(13.0).bold();
const LETTERS: Type = Type::of(13.0);
const ASIDE: Type = Type::of(SMALL).coloured(MUTED);

/// How wide the picture and its columns are.
struct Grid<'a> {
    width: f32,
    column: f32,
    /// Whether titles stand above the columns.
    is_titled: bool,
    columns: &'a [Column],
}

impl<'a> Grid<'a> {
    fn of(columns: &'a [Column]) -> Self {
        let many = count(columns.len());
        let (usual, widest) = (WIDE - MARGIN - NAMES, WIDEST - MARGIN - NAMES);
        if many * TITLED <= widest {
            let column = (usual / many).clamp(TITLED, 180.0);
            return Self { width: (NAMES + many * column + MARGIN).max(WIDE), column, is_titled: true, columns };
        }
        let columns = &columns[..columns.len().min(MOST_COLUMNS)];
        Self { width: WIDEST, column: widest / count(columns.len()), is_titled: false, columns }
    }

    fn x(&self, column: usize) -> f32 {
        NAMES + self.column * count(column)
    }

    fn right(&self) -> f32 {
        self.x(self.columns.len())
    }
}

pub(super) fn draw(matrix: &Matrix) -> Drawn {
    let grid = Grid::of(&matrix.columns);
    let mut y = 4.0;
    let is_crowded = !grid.is_titled;
    let marks = html! {
        (legend(&mut y, is_crowded))
        (heads(&grid, &mut y))
        @for (party, cells) in matrix.rows.iter().take(MOST_ROWS) { (row(&grid, party, cells, is_crowded, &mut y)) }
        (notes(matrix, &grid, &mut y))
    };
    Drawn { width: grid.width, height: y + MARGIN, marks }
}

/// What the shapes and letters mean.
fn legend(y: &mut f32, is_crowded: bool) -> Markup {
    let (mut x, middle) = (MARGIN, *y + 10.0);
    *y += 30.0;
    let mut entry = |mark: Option<Mark>, word: &str| {
        let indent = mark.map_or(0.0, |_| 18.0);
        let drawn = html! {
            @if let Some(mark) = mark { (mark.draw(x + 6.0, middle)) }
            (ASIDE.draw(x + indent, middle, word))
        };
        x += indent + ASIDE.width(word) + 18.0;
        drawn
    };
    html! {
        (entry(Some(Mark::Gets), "H haalt"))
        (entry(Some(Mark::Brings), "B brengt"))
        (entry(Some(Mark::Both), "haalt en brengt"))
        (entry(None, "W wens"))
        (entry(None, "Z zorg"))
        @if is_crowded { (entry(None, &format!("– {EMPTY}"))) }
    }
}

fn heads(grid: &Grid<'_>, y: &mut f32) -> Markup {
    let heads: Vec<Vec<String>> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if grid.is_titled {
                HEADING.at_most(MOST_LINES, &column.title, grid.column - 16.0)
            } else {
                vec![(at + 1).to_string()]
            }
        })
        .collect();
    let most = heads.iter().map(Vec::len).max().unwrap_or_default();
    let top = *y;
    *y += HEADING.height(most) + 8.0;
    html! {
        @for (at, lines) in heads.iter().enumerate() {
            // Short titles stand on the line, like long ones.
            @let above = HEADING.height(most - lines.len());
            (HEADING.draw_lines(grid.x(at) + 8.0, top + above, lines))
        }
        (line((MARGIN, *y), (grid.right(), *y), INK, 1.5, "none"))
    }
}

fn row(grid: &Grid<'_>, party: &str, cells: &[Counts], is_crowded: bool, y: &mut f32) -> Markup {
    let name = NAME.lines(party, NAMES - MARGIN - 12.0);
    let written = cells.iter().map(|counts| letters(*counts, grid.column).len()).max().unwrap_or_default();
    let height = NAME.height(name.len()).max(LETTERS.height(written)).max(32.0) + 10.0;
    let top = *y;
    *y += height;
    html! {
        (NAME.draw_lines(MARGIN, top + (height - NAME.height(name.len())) / 2.0, &name))
        @for (at, (column, counts)) in grid.columns.iter().zip(cells).enumerate() {
            @let area = Area { x: grid.x(at), y: top, width: grid.column, height };
            @if !counts.is_empty() { (cell(*counts, area)) }
            @else if column.is_goal { (empty(area, is_crowded)) }
            (line((area.x, top), (area.x, top + height), RULE, 0.5, "none"))
        }
        (line((MARGIN, *y), (grid.right(), *y), RULE, 0.5, "none"))
    }
}

/// Which shape a cell has.
#[derive(Clone, Copy)]
enum Mark {
    Gets,
    Brings,
    Both,
}

impl Mark {
    fn of(counts: Counts) -> Option<Self> {
        match (counts.gains > 0, counts.contributions > 0) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Gets),
            (false, true) => Some(Self::Brings),
            (false, false) => None,
        }
    }

    fn draw(self, x: f32, y: f32) -> Markup {
        let (shape, colour) = match self {
            Self::Gets => (Shape::Triangle, SERIES[1]),
            Self::Brings => (Shape::Downward, SERIES[0]),
            Self::Both => (Shape::Diamond, INK),
        };
        shape.draw(x, y, 6.0, colour)
    }
}

/// The counts by their letters, in lines as wide as a column.
fn letters(counts: Counts, column: f32) -> Vec<String> {
    let Counts { gains, contributions, wishes, concerns } = counts;
    let counts = [("H", gains), ("B", contributions), ("W", wishes), ("Z", concerns)];
    let said = counts.into_iter().filter(|(_, times)| *times > 0);
    // A letter stays with its number.
    let said: Vec<String> = said.map(|(letter, times)| format!("{letter}\u{a0}{times}")).collect();
    LETTERS.lines(&said.join(" "), column - INDENT - 4.0)
}

/// The shape, and beside it the counts.
fn cell(counts: Counts, area: Area) -> Markup {
    let lines = letters(counts, area.width);
    let top = area.y + (area.height - LETTERS.height(lines.len())) / 2.0;
    html! {
        @if let Some(mark) = Mark::of(counts) { (mark.draw(area.x + 14.0, top + LETTERS.height(1) / 2.0)) }
        (LETTERS.draw_lines(area.x + INDENT, top, &lines))
    }
}

/// A cell of which nothing is said yet.
fn empty(area: Area, is_crowded: bool) -> Markup {
    let middle = area.y + area.height / 2.0;
    if is_crowded {
        return ASIDE.anchored(Anchor::Middle).draw(area.x + area.width / 2.0, middle, "–");
    }
    let lines = ASIDE.lines(EMPTY, area.width - 16.0);
    ASIDE.draw_lines(area.x + 8.0, middle - ASIDE.height(lines.len()) / 2.0, &lines)
}

/// What the numbers above the columns mean, and what is left out.
fn notes(matrix: &Matrix, grid: &Grid<'_>, y: &mut f32) -> Markup {
    let mut texts = Vec::new();
    if !grid.is_titled {
        texts.extend(grid.columns.iter().enumerate().map(|(at, column)| format!("{}. {}", at + 1, column.title)));
    }
    let (columns, rows) = (matrix.columns.len() - grid.columns.len(), matrix.rows.len().saturating_sub(MOST_ROWS));
    if columns > 0 {
        texts.push(format!("en nog {columns} doelen in de tabel"));
    }
    if rows > 0 {
        texts.push(format!("en nog {rows} partijen in de tabel"));
    }
    if !texts.is_empty() {
        *y += 12.0;
    }
    let mut note = |text: &str| {
        let (lines, top) = (NAME.lines(text, grid.width - 2.0 * MARGIN), *y);
        *y += NAME.height(lines.len()) + 2.0;
        NAME.draw_lines(MARGIN, top, &lines)
    };
    html! { @for text in &texts { (note(text)) } }
}
