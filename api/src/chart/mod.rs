//! Charts (*figuren*) made by the server: one picture with one conclusion in words and the same data as a table.
//!
//! What always holds:
//! - a chart shows what its viewer may see, by the same figures as the API, and never a person;
//! - state and side are told by shape and word besides colour, so that it is read in grey and on paper;
//! - its address never breaks: where there is nothing to show, the picture says so.

mod amount;
mod asked;
mod axis;
mod balance;
mod commitments;
mod draw;
mod font;
mod funnel;
mod goals;
mod indicator;
mod interests;
mod overview;
mod page;
mod place;
mod sign;
pub(crate) mod style;
#[cfg(test)]
mod tests;
mod timeline;

pub(crate) use asked::Asked;

use maud::{Markup, html};

/// A chart.
pub(crate) struct Chart {
    /// What it is about, such as the name of the indicator.
    pub(crate) title: String,
    /// One sentence or two: what it shows.
    pub(crate) conclusion: String,
    /// How wide the picture is, in pixels.
    pub(crate) width: u32,
    /// How high the picture is, in pixels, without its title.
    pub(crate) height: u32,
    /// The marks of the picture; the origin is the upper left corner below the title.
    pub(crate) marks: Markup,
    /// The same data.
    pub(crate) table: Table,
    /// The same as a list of lists, where a table alone does not show how things belong together.
    pub(crate) list: Markup,
}

/// Data in words and numbers, as a chart shows it.
#[derive(Default)]
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
            height: 8,
            marks: html! {},
            table: Table::default(),
            list: Markup::default(),
        }
    }

    /// What is shown of something that is not there, or that the viewer may not see: the same for both.
    pub(crate) fn nothing() -> Self {
        Self::empty("Geen gegevens".to_owned(), "Er zijn geen gegevens om te tonen, of u mag ze niet zien.")
    }

    /// What is shown where a figure cannot be made, by the code of the API.
    pub(crate) fn of_fault(code: &str) -> Self {
        match code {
            "NOT_FOUND" => Self::nothing(),
            "VALUE_KIND" => Self::refused(&[
                "Een trechter kan alleen worden gemaakt van aantallen, bedragen en uren die als aanwas of als lopend totaal worden gemeld.".to_owned(),
            ]),
            "UNIT_MISMATCH" => Self::refused(&[
                "De indicatoren van één stap moeten dezelfde maat en eenheid hebben, anders kunnen ze niet worden opgeteld.".to_owned(),
            ]),
            "PAGE_SIZE" => Self::refused(&["Dit zijn te veel gegevens voor één figuur; vraag een kortere periode.".to_owned()]),
            "DATE_ORDER" => Self::refused(&["De eerste dag ligt na de laatste.".to_owned()]),
            _ => Self::refused(&["Het adres vraagt meer dan er in één figuur past.".to_owned()]),
        }
    }

    /// What is shown where the address asks for what cannot be: all that is wrong with it.
    pub(crate) fn refused(problems: &[String]) -> Self {
        Self::empty("Deze figuur kan niet worden gemaakt".to_owned(), &problems.join(" "))
    }
}
