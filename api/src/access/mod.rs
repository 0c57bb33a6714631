//! Who sees and does what. Visibility is decided here and nowhere else: everything that is read of a partnership is
//! read through a [`View`], which yields only what its viewer may see.

mod acts;
mod audience;
mod breakdown;
mod directory;
mod hindsight;
mod many;
mod past;
mod view;
mod viewer;
mod visibility;
mod world;

pub use acts::{ACTS, Act, act};
pub use audience::Audience;
pub(crate) use breakdown::PartBy;
pub use directory::{Desk, Known, Sight};
pub use many::{Judged, Manner, RowsRefused, in_turn};
pub use past::Past;
pub use view::View;
pub use viewer::{Ceiling, FormerSeat, Seat, Viewer};
pub use visibility::Seen;
pub use world::{
    Removal, World, aggregates, allow, allow_in_directory, allow_seat, current, find_all, find_listed, find_one,
    find_organisations, remove,
};
