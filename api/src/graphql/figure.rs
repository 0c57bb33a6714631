//! Figures as they are shown. Null is not zero: a figure that cannot be known is null.

use async_graphql::{ComplexObject, SimpleObject};

use super::{Date, Decimal, Key, Labelled, Stamp, at_hand, words};
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
    /// Of what should stay within a band (MAINTAIN): how far the level lies outside of it, in the unit of the indicator; below
    /// it negative, within it 0. Null for all else. *Afstand tot de bandbreedte.*
    distance: Option<Decimal>,
    /// What it rests on; null where there is no value. *Grondslag.*
    basis: Option<FigureBasis>,
    /// The part of what it is about that it covers, as a ratio; 1 is all of it. Of a goal it is the part of the weight that
    /// has a figure, of a target that is handed out the part that is handed out or the part of the children that report,
    /// whichever is smaller. *Dekking.*
    coverage: Option<Decimal>,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of it is not exact. *Bij benadering.*
    approximate: bool,
    /// On which side the true figure lies, where all vague parts agree.
    bound: Option<Bound>,
    /// Of which day it is, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
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

    /// The basis in words.
    fn basis_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<&'static str> {
        self.basis.map(|basis| basis.label(language.unwrap_or_default()))
    }
}

impl Progress {
    /// Of a commitment, or of an indicator that the figure covers so much of.
    pub(crate) fn of_one(progress: Option<figures::Progress>, coverage: Ratio, stamp: Stamp) -> Self {
        let certainty = progress.map(|progress| progress.certainty).unwrap_or_default();
        Self {
            value: progress.map(|progress| rounded(progress.value)),
            clamped: progress.map(|progress| rounded(progress.clamped())),
            distance: progress.and_then(|progress| progress.distance).map(rounded),
            basis: progress.map(|progress| progress.basis.into()),
            coverage: Some(rounded(if progress.is_some() { coverage } else { Ratio::ZERO })),
            provisional: certainty.provisional,
            approximate: certainty.approximate,
            bound: certainty.bound.map(Into::into),
            stamp,
        }
    }

    pub(crate) fn of_goal(progress: Option<&GoalProgress>, stamp: Stamp) -> Self {
        let value = progress.and_then(|progress| progress.value).map(rounded);
        let certainty = progress.map(|progress| progress.certainty).unwrap_or_default();
        Self {
            clamped: value.clone(),
            distance: None,
            basis: value.as_ref().map(|_| FigureBasis::WeightedAverage),
            value,
            coverage: progress.and_then(|progress| progress.coverage).map(rounded),
            provisional: certainty.provisional,
            approximate: certainty.approximate,
            bound: certainty.bound.map(Into::into),
            stamp,
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
    /// What it rests on. *Grondslag.*
    basis: FigureBasis,
    /// The part of the indicator that it covers, as a ratio; 1 is all of it. Where its target is handed out it is the part that
    /// is handed out or the part of the children that report, whichever is smaller. *Dekking.*
    coverage: Decimal,
    /// Whether it rests on measurements that await approval. *Voorlopig.*
    provisional: bool,
    /// Whether a part of it is not exact. *Bij benadering.*
    approximate: bool,
    /// On which side the true figure lies, where all vague parts agree.
    bound: Option<Bound>,
    /// Of which day it is, for whom, and from what.
    #[graphql(flatten)]
    stamp: Stamp,
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

    /// The basis in words.
    fn basis_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.basis.label(language.unwrap_or_default())
    }
}

impl Level {
    /// Of an indicator, of which it covers so much.
    pub(crate) fn new(level: figures::Level, coverage: Ratio, stamp: Stamp) -> Self {
        Self {
            value: rounded(level.value),
            observed_on: level.observed_on.into(),
            basis: level.basis.into(),
            coverage: rounded(coverage),
            provisional: level.certainty.provisional,
            approximate: level.certainty.approximate,
            bound: level.certainty.bound.map(Into::into),
            stamp,
        }
    }
}

at_hand! { Progress {
    "value": value,
    "clamped": clamped,
    "distance": distance,
    "basis": basis,
    "coverage": coverage,
    "provisional": provisional,
    "approximate": approximate,
    "bound": bound,
    "at": stamp.at,
    "audience": stamp.audience,
    "asOf": stamp.as_of,
} }

at_hand! { Level {
    "value": value,
    "observedOn": observed_on,
    "basis": basis,
    "coverage": coverage,
    "provisional": provisional,
    "approximate": approximate,
    "bound": bound,
    "at": stamp.at,
    "audience": stamp.audience,
    "asOf": stamp.as_of,
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
