//! Figures as they are shown. Null is not zero: a figure that cannot be known is null.

use async_graphql::{ComplexObject, SimpleObject};

use super::{Date, Decimal, Key, Labelled, at_hand, words};
use crate::{
    figures::{self, GoalProgress, Ratio},
    language::Language,
};

words! {
    /// On which side of a vague figure the true one lies. *Ondergrens of bovengrens.*
    Bound / BoundFilter = "crate::figures::Bound" {
        AtLeast: "The true figure is this or more. *Minstens.*", "minstens", "at least";
        AtMost: "The true figure is this or less. *Hoogstens.*", "hoogstens", "at most";
    }
    /// What a figure rests on. *Grondslag.*
    FigureBasis / FigureBasisFilter = "crate::figures::Basis" {
        Measurements: "Its own measurements. *Eigen metingen.*", "eigen metingen", "own measurements";
        Contributions: "What was measured of the indicators below it. *Bijdragen.*", "bijdragen", "contributions";
        MeasurementsAndContributions: "Its own measurements and those of the indicators below it. *Eigen metingen en bijdragen.*", "eigen metingen en bijdragen", "own measurements and contributions";
        WeightedAverage: "The progress of what a goal is made of, by weight. *Gewogen gemiddelde.*", "gewogen gemiddelde", "weighted average";
        Deliveries: "What was delivered and confirmed. *Bevestigde resultaten.*", "bevestigde resultaten", "confirmed deliveries";
        Milestones: "The milestones that were reached. *Mijlpalen.*", "mijlpalen", "milestones";
        State: "How a commitment ended. *De afloop.*", "de afloop", "how it ended";
    }
}

/// How far something is on its way, from its baseline to its last target or from promise to fulfilment. *Voortgang.*
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Progress {
    /// The part done, as a ratio: 0.25 is 25 %. Below 0 it is worse than at the start, above 1 beyond the target. Null
    /// where it cannot be known.
    value: Option<Decimal>,
    /// The same within 0 and 1, as it counts towards a goal.
    clamped: Option<Decimal>,
    /// The part of the weight that has a figure, as a ratio; 1 is all of it. *Dekking.*
    coverage: Option<Decimal>,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of it is not exact. *Bij benadering.*
    approximate: bool,
    /// On which side the true figure lies, where all vague parts agree.
    bound: Option<Bound>,
    /// The day that it is the figure of. *Peildatum.*
    at: Date,
}

#[ComplexObject]
impl Progress {
    /// The bound in words.
    fn bound_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.bound.map(|bound| bound.label(language.unwrap_or_default()))
    }
}

impl Progress {
    /// Of an indicator or a commitment.
    pub(crate) fn of_one(progress: Option<figures::Progress>, at: Date) -> Self {
        let coverage = if progress.is_some() { Ratio::ONE } else { Ratio::ZERO };
        let certainty = progress.map(|progress| progress.certainty).unwrap_or_default();
        Self {
            value: progress.map(|progress| rounded(progress.value)),
            clamped: progress.map(|progress| rounded(progress.clamped())),
            coverage: Some(rounded(coverage)),
            provisional: certainty.provisional,
            approximate: certainty.approximate,
            bound: certainty.bound.map(Into::into),
            at,
        }
    }

    pub(crate) fn of_goal(progress: Option<&GoalProgress>, at: Date) -> Self {
        let value = progress.and_then(|progress| progress.value).map(rounded);
        let certainty = progress.map(|progress| progress.certainty).unwrap_or_default();
        Self {
            clamped: value.clone(),
            value,
            coverage: progress.and_then(|progress| progress.coverage).map(rounded),
            provisional: certainty.provisional,
            approximate: certainty.approximate,
            bound: certainty.bound.map(Into::into),
            at,
        }
    }
}

/// Where an indicator stands, in its own unit. *Stand.*
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Level {
    /// The value, in the unit of the indicator; per cent for a share.
    value: Decimal,
    /// The day of the latest measurement that it rests on.
    observed_on: Date,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of it is not exact. *Bij benadering.*
    approximate: bool,
    /// On which side the true figure lies, where all vague parts agree.
    bound: Option<Bound>,
    /// The day that it is the figure of. *Peildatum.*
    at: Date,
}

#[ComplexObject]
impl Level {
    /// The bound in words.
    fn bound_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.bound.map(|bound| bound.label(language.unwrap_or_default()))
    }
}

impl Level {
    pub(crate) fn new(level: figures::Level, at: Date) -> Self {
        Self {
            value: rounded(level.value),
            observed_on: level.observed_on.into(),
            provisional: level.certainty.provisional,
            approximate: level.certainty.approximate,
            bound: level.certainty.bound.map(Into::into),
            at,
        }
    }
}

at_hand! { Progress {
    "value": value,
    "clamped": clamped,
    "coverage": coverage,
    "provisional": provisional,
    "approximate": approximate,
    "bound": bound,
    "at": at,
} }

at_hand! { Level {
    "value": value,
    "observedOn": observed_on,
    "provisional": provisional,
    "approximate": approximate,
    "bound": bound,
    "at": at,
} }

/// A ratio with at most 6 decimals, rounded half to even.
pub(crate) fn rounded(ratio: Ratio) -> Decimal {
    Decimal::computed(ratio.to_string())
}

/// A ratio as a key to sort by: as it is shown, in millionths.
pub(crate) fn sortable(ratio: Ratio) -> Key {
    const MILLION: i128 = 1_000_000;
    let millionths = ratio.rounded().and_then(|ratio| ratio.numerator().checked_mul(MILLION / ratio.denominator()));
    let nearest = if ratio < Ratio::ZERO { i64::MIN } else { i64::MAX };
    Key::Number(millionths.and_then(|millionths| i64::try_from(millionths).ok()).unwrap_or(nearest))
}
