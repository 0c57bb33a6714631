//! The languages that messages and labels are written in.

use async_graphql::Enum;

/// A language of messages and labels. *Taal.*
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
pub enum Language {
    /// Dutch. *Nederlands.*
    #[default]
    Nl,
    /// English. *Engels.*
    En,
}
