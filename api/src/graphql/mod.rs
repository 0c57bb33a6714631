//! The GraphQL schema and what all its parts share. What it shows comes through views; what it changes goes through
//! the pure acts of each concept.

mod at_hand;
mod connection;
mod evidence;
mod fault;
mod figure;
mod filter;
mod labels;
mod lookup;
mod many;
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
pub(crate) mod stale;
mod stamp;
mod words;

pub(crate) use at_hand::{AtHand, Fields, Leaf, at_hand};
pub(crate) use connection::{
    Connection, Direction, Key, Order, PageArgs, Sorted, across, count_listed, count_made, in_order, order, page,
};
pub(crate) use evidence::{Evidence, EvidenceInput};
pub(crate) use fault::{Fault, Resolved};
pub(crate) use figure::{Bound, FigureBasis, Level, Progress, rounded, sortable};
pub(crate) use filter::{
    BooleanFilter, DateFilter, DecimalFilter, Filter, IdFilter, IntFilter, LocalTimeFilter, StringFilter,
};
pub(crate) use lookup::{KeyWithin, by_external_key, by_id, first_within, lookup};
pub(crate) use many::{Many, RowShown, perform_many};
pub(crate) use node::Node;
pub(crate) use payload::{Removed, UserError, payload, removal};
pub(crate) use perform::{
    Performed, Place, perform, perform_even_unseen, perform_in_directory, perform_removal, recorded,
};
pub(crate) use scalars::{Date, DateTime, Decimal, LocalTime};
pub use session::{Identity, Session};
pub(crate) use shared::{
    FuzzyDate, FuzzyDateInput, Qualifier, QualifierFilter, ResourceKind, ResourceKindFilter, Visibility,
    VisibilityFilter, date_label, day_in_words, day_label,
};
pub(crate) use shown::{Listed, Shown};
pub(crate) use stamp::Stamp;
pub(crate) use words::{Labelled, words};
