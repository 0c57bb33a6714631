//! The GraphQL schema and what all its parts share. What it shows comes through views; what it changes goes through
//! the pure acts of each concept.

mod at_hand;
mod connection;
mod evidence;
mod fault;
mod figure;
mod filter;
mod node;
mod payload;
mod perform;
pub mod preflight;
mod reference;
mod scalars;
pub(crate) mod schema;
mod session;
mod shared;
mod shown;
mod stale;
mod words;

pub(crate) use at_hand::{AtHand, Fields, Leaf, at_hand};
pub(crate) use connection::{Connection, Direction, Key, PageArgs, Sorted, Unsorted, connect, listed};
pub(crate) use evidence::{Evidence, EvidenceInput};
pub(crate) use fault::{Fault, Resolved};
pub(crate) use figure::{Level, Progress, rounded, sortable};
pub(crate) use filter::{BooleanFilter, DateFilter, Filter, IdFilter, IntFilter, StringFilter};
pub(crate) use payload::{Removed, UserError, payload, removal};
pub(crate) use perform::{Performed, perform, perform_in_directory, perform_removal};
pub(crate) use reference::KeyWithin;
pub(crate) use scalars::{Date, Decimal};
pub use session::{Identity, Session};
pub(crate) use shared::{
    FuzzyDate, FuzzyDateInput, Qualifier, QualifierFilter, ResourceKind, ResourceKindFilter, Visibility,
    VisibilityFilter,
};
pub(crate) use shown::{Listed, Shown};
pub(crate) use words::{Labelled, words};
