//! Charts (*figuren*) made by the server: one picture with one conclusion in words and the same data as a table.
//!
//! What always holds:
//! - a chart shows what its viewer may see, by the same figures as the API, and never a person;
//! - state and side are told by shape and word besides colour, so that it is read in grey and on paper;
//! - its address never breaks: where there is nothing to show, the picture says so.

mod font;
mod page;
mod style;

use maud::{Markup, html};

/// A chart.
pub(crate) struct Chart {
    /// What it is about, such as the name of the indicator.
    pub(crate) title: String,
    /// One sentence: what it shows.
    pub(crate) conclusion: String,
    /// How wide the picture is, in pixels.
    pub(crate) width: u32,
    /// How high the picture is, in pixels, without its title.
    pub(crate) height: u32,
    /// The marks of the picture; the origin is the upper left corner below the title.
    pub(crate) marks: Markup,
    /// The same data.
    pub(crate) table: Table,
}

/// Data in words and numbers, as a chart shows it.
pub(crate) struct Table {
    /// What each column is.
    pub(crate) headers: Vec<String>,
    /// The rows; the first cell names the row.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Chart {
    /// A chart with nothing to show, which says why.
    pub(crate) fn empty(title: String, why: &str) -> Self {
        Self {
            title,
            conclusion: why.to_owned(),
            width: style::WIDTH,
            height: 120,
            marks: html! {
                text x="24" y="64" class="body" { (why) }
            },
            table: Table { headers: Vec::new(), rows: Vec::new() },
        }
    }
}
