//! How certain a figure is: made of reports that still await approval, or of vague ones, and vague in which direction.
//!
//! "Kleine 130" and "ruim 40" are data, not noise: a figure made of them says so, and says on which side the truth lies
//! where all its vague parts agree. Exact parts agree with everything.

use entity::Qualifier;

use super::Bound;

/// How certain a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Certainty {
    /// A part of it awaits approval.
    pub provisional: bool,
    /// A part of it is not exact.
    pub approximate: bool,
    /// Where the true figure lies, if every vague part points the same way; never without `approximate`.
    pub bound: Option<Bound>,
}

impl Certainty {
    /// The certainty of one quantity as it was reported. *Minstens* and *ruim* point up, *kleine* down, *circa*
    /// nowhere.
    #[must_use]
    pub fn of(qualifier: Qualifier) -> Self {
        let bound = match qualifier {
            Qualifier::Exact | Qualifier::About => None,
            Qualifier::AtLeast | Qualifier::JustOver => Some(Bound::AtLeast),
            Qualifier::JustUnder => Some(Bound::AtMost),
        };
        Self { provisional: false, approximate: qualifier != Qualifier::Exact, bound }
    }

    /// The certainty of a figure that rises with both parts.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let bound = match (self.approximate, other.approximate) {
            (_, false) => self.bound,
            (false, true) => other.bound,
            (true, true) => self.bound.filter(|bound| other.bound == Some(*bound)),
        };
        Self {
            provisional: self.provisional || other.provisional,
            approximate: self.approximate || other.approximate,
            bound,
        }
    }

    /// The certainty of a figure that falls where this one rises, such as a share by its denominator.
    #[must_use]
    pub fn reversed(self) -> Self {
        let bound = self.bound.map(|bound| match bound {
            Bound::AtLeast => Bound::AtMost,
            Bound::AtMost => Bound::AtLeast,
        });
        Self { bound, ..self }
    }

    /// The same, where nothing can be said about the side on which the truth lies.
    #[must_use]
    pub fn unbounded(self) -> Self {
        Self { bound: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_holds_only_where_all_vague_parts_point_the_same_way() {
        use Qualifier::{About, AtLeast, Exact, JustOver, JustUnder};
        let bound = |parts: &[Qualifier]| {
            let all = parts.iter().map(|part| Certainty::of(*part)).fold(Certainty::default(), Certainty::and);
            (all.approximate, all.bound)
        };
        assert_eq!(bound(&[Exact, Exact]), (false, None));
        assert_eq!(bound(&[Exact, AtLeast, JustOver]), (true, Some(Bound::AtLeast)));
        assert_eq!(bound(&[JustUnder, Exact]), (true, Some(Bound::AtMost)));
        assert_eq!(bound(&[AtLeast, About]), (true, None));
        assert_eq!(bound(&[About, AtLeast]), (true, None));
        assert_eq!(bound(&[JustUnder, AtLeast, AtLeast]), (true, None));
    }
}
