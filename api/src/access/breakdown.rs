//! What of a breakdown is seen. At the table it is seen in full. Outside of it only persons and things that are counted
//! are broken down, without what is too small to be told; the records themselves show nothing of it there.

use std::{collections::BTreeMap, sync::Arc};

use entity::{Decimal, Measure};

use super::{View, visibility::Extent};
use crate::{figures::breakdown, fold::fold, measurement::Measurement};

/// A part of a measured amount, by a dimension.
pub(crate) type PartBy = (String, breakdown::Part);

impl View {
    /// The parts of a measurement that the viewer sees, as it sees them.
    pub(crate) fn parts_of(&self, seen: &Measurement) -> Vec<PartBy> {
        match Extent::of(seen, self) {
            Some(Extent::Whole) => self.parts(&[seen], true),
            Some(Extent::Figure) => {
                let stored = self.snapshot.measurements.get(seen.id);
                stored.map(|stored| self.parts(&[stored], false)).unwrap_or_default()
            }
            None => Vec::new(),
        }
    }

    /// The parts of some approved measurements of one indicator together, of which the last spells the categories, as the
    /// viewer sees them.
    ///
    /// Outside the table these are the sums of what is told of each measurement there, and of no dimension of which one
    /// tells nothing. So they tell nothing that the measurements do not: whoever sees the indicator sees them all, and can
    /// add them up. Nor do the measurements, series and levels tell more of each other. The suppressed parts of a
    /// measurement add up to its own total less what it shows, which leaves each of them two values at least. Every other
    /// figure, on whatever day, is made of totals, each of which is told already; so no sum ties the parts of one
    /// measurement to those of another.
    pub(crate) fn parts_together<'a>(&self, measurements: impl Iterator<Item = &'a Arc<Measurement>>) -> Vec<PartBy> {
        let measurements: Vec<&Measurement> = measurements.map(AsRef::as_ref).collect();
        self.parts(&measurements, self.is_at_the_table())
    }

    fn parts(&self, measurements: &[&Measurement], in_full: bool) -> Vec<PartBy> {
        let limit = Decimal::whole(self.partnership.suppression_limit.into()).unwrap_or(Decimal(i64::MAX));
        if !in_full && !measurements.iter().all(|one| self.counts(one)) {
            return Vec::new();
        }
        let dimensions: BTreeMap<String, &str> = measurements
            .iter()
            .flat_map(|one| one.dimensions())
            .map(|dimension| (fold(dimension), dimension))
            .collect();
        let parts_by = |dimension: &str| {
            let of_one =
                |one: &&Measurement| if in_full { Some(one.parts(dimension)) } else { one.told(dimension, limit) };
            let parts: Option<Vec<_>> = measurements.iter().map(of_one).collect();
            breakdown::add(parts.unwrap_or_default())
        };
        let named = |dimension: &str| {
            let parts = parts_by(dimension).into_iter();
            parts.map(|part| (dimension.to_owned(), part)).collect::<Vec<_>>()
        };
        dimensions.into_values().flat_map(named).collect()
    }

    /// Whether a measurement counts persons or things, and no money or hours.
    fn counts(&self, measurement: &Measurement) -> bool {
        let indicator = self.snapshot.indicators.get(measurement.indicator_id);
        let definition = indicator.and_then(|indicator| self.desk.directory.definition(indicator.definition_id));
        definition.is_some_and(|definition| definition.measure == Measure::Count)
    }
}
