//! What a document says, before it is written: headings, texts and tables.

use chrono::NaiveDate;

use crate::chart::style;

/// A document.
pub(crate) struct Document {
    /// What it is called.
    pub(super) title: String,
    /// Whose it is and of which day, a line each.
    pub(super) subtitle: Vec<String>,
    /// The day that it is of.
    pub(super) day: NaiveDate,
    /// Whether its pages lie on their side.
    pub(super) is_landscape: bool,
    pub(super) blocks: Vec<Block>,
}

impl Document {
    /// What it is called, and whose it is.
    pub(super) fn named(&self) -> String {
        let whose = self.subtitle.first().map_or("", String::as_str);
        format!("{} · {whose}", self.title)
    }
}

/// A part of a document.
pub(super) enum Block {
    /// The heading of what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Sentences, numbered.
    Sentences(Vec<String>),
    Table(Table),
}

/// A table whose first row of headers is repeated on each page, and whose first column names the row.
pub(super) struct Table {
    /// What it shows, for whoever has it read aloud.
    pub(super) name: String,
    /// The header of each column and its part of the width.
    pub(super) columns: Vec<(&'static str, u32)>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell: its lines.
pub(super) type Cell = Vec<Line>;

/// A line of a cell.
pub(super) enum Line {
    Plain(String),
    /// What a row is about.
    Strong(String),
    /// A state, in words.
    State(Sign, String),
}

/// A sign that is told apart by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Achieved,
    OnSchedule,
    Attention,
    Behind,
    Unknown,
}

impl Sign {
    /// The sign.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Achieved => '✔',
            Self::OnSchedule => '●',
            Self::Attention => '▲',
            Self::Behind => '◆',
            Self::Unknown => '○',
        }
    }

    /// Its colour, which is the one of charts.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Achieved => style::ACHIEVED,
            Self::OnSchedule => style::ON_SCHEDULE,
            Self::Attention => style::ATTENTION,
            Self::Behind => style::BEHIND,
            Self::Unknown => style::UNKNOWN,
        }
    }
}

impl Line {
    /// A line of text.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }
}

/// A cell of one line; empty where there is nothing to say.
pub(super) fn cell(text: impl Into<String>) -> Cell {
    vec![Line::plain(text)]
}

/// What is left of a text that is written into a file: no signs that XML cannot hold.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_control() || *sign == '\n')
        .filter(|sign| !matches!(sign, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
