//! Numbers and amounts.

use async_graphql::MaybeUndefined;
use entity::{Decimal, Qualifier};

use super::{Cell, Said};

/// A number of at most four decimals, and how exact it is: `1.250,5`, `zo'n 110`.
pub(crate) fn number(_cell: &Cell) -> Said<(Decimal, Qualifier)> {
    Ok(MaybeUndefined::Undefined)
}

/// An amount in EUR cents, and how exact it is: `€ 12.500,-`, `ruim 400.000`.
pub(crate) fn amount(_cell: &Cell) -> Said<(i64, Qualifier)> {
    Ok(MaybeUndefined::Undefined)
}
