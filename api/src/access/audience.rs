//! For whom a figure of the partnership is made: it is the same for everybody of one audience, and equals what can be
//! computed from the records that everybody of that audience may see.

use entity::Visibility;

use super::View;
use crate::{commitment::Commitment, interest::Interest};

/// Those who see the same figures of a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The members: over what is shared with the table.
    Members,
    /// The observers: over the same, but public interests only.
    Observers,
    /// Everybody else: over what is public.
    Public,
    /// Whoever may not know of the partnership: over nothing.
    Nobody,
}

impl View {
    /// The audience that the viewer belongs to.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match () {
            () if self.seat.is_member => Audience::Members,
            () if self.seat.is_observer => Audience::Observers,
            () if self.knows_partnership() => Audience::Public,
            () => Audience::Nobody,
        }
    }
}

impl Audience {
    /// Whether it knows who sits at the table.
    #[must_use]
    pub fn is_at_the_table(self) -> bool {
        matches!(self, Self::Members | Self::Observers)
    }

    /// The visibility of what its figures are made of.
    #[must_use]
    pub fn visibility(self) -> Visibility {
        if self.is_at_the_table() { Visibility::Partnership } else { Visibility::Public }
    }

    /// Whether a commitment counts. A draft is its author's and enters no figure, and so is one that was withdrawn before it
    /// was proposed.
    #[must_use]
    pub fn counts(self, commitment: &Commitment) -> bool {
        let is_public = self == Self::Public && commitment.visibility == Visibility::Public;
        commitment.is_before_the_table() && (self.is_at_the_table() || is_public)
    }

    /// Whether it knows how much a commitment promises.
    #[must_use]
    pub fn knows_amounts_of(self, commitment: &Commitment) -> bool {
        self.is_at_the_table() || commitment.amounts_public
    }

    /// Whether an interest counts. One that its owner shares with nobody, or with some, enters no figure.
    #[must_use]
    pub fn counts_interest(self, interest: &Interest) -> bool {
        match self {
            Self::Members => interest.visibility >= Visibility::Partnership,
            Self::Observers | Self::Public => interest.visibility == Visibility::Public,
            Self::Nobody => false,
        }
    }

    /// Whether it knows how much an interest is about.
    #[must_use]
    pub fn knows_amounts_of_interest(self, interest: &Interest) -> bool {
        self == Self::Members || interest.amounts_public
    }
}
