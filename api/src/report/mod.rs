//! Documents for the table and its board: the action list (*actielijst*) that a secretariat brings to a meeting, and the report
//! on a day (*bestuursrapportage*); as a Word document and as a page to print.
//!
//! What always holds:
//! - a document is made once, of headings, texts and tables, from a view and from the figures of the API; the Word document
//!   and the page say the same;
//! - a state is told by a sign and a word besides colour;
//! - of a person there is no more than a name, for those who may see who it is;
//! - the same records on the same day make the same bytes.

mod action_list;
mod asked;
mod behind;
mod board;
mod changed;
mod content;
mod docx;
mod gates;
mod goals;
mod page;
mod sentences;
mod words;

pub(crate) use action_list::action_list;
pub(crate) use board::{Period, board_report};
pub(crate) use content::Document;
