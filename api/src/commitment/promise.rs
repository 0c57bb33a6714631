//! What a commitment promises and what came of it, as figures: from all that was recorded, so that they are the same for
//! everybody who may see the commitment.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{CommitmentId, CommitmentState, Decimal, DeliveryState, ResourceKind};

use super::Commitment;
use crate::{
    access::View,
    delivery::Delivery,
    figures::{self, Part, Promise, Ratio},
    fold::fold,
};

impl Commitment {
    /// Whether what it promises is counted in EUR, and not in a unit of its own.
    fn counts_money(&self) -> bool {
        let names_money_alone = self.quantity.is_none() && self.amount_cents.is_some();
        self.kind.map_or(names_money_alone, |kind| kind == ResourceKind::Money)
    }

    /// The unit in which its figures count: EUR for money.
    pub(crate) fn unit_of_figures(&self) -> Option<&str> {
        if self.counts_money() { Some("EUR") } else { self.unit.as_deref() }
    }

    /// Whether what was delivered on it still says what it said, with the terms that it would have.
    pub(crate) fn counts_like(&self, after: &Self) -> bool {
        let unit = |one: &Self| one.unit.as_deref().map(fold);
        self.counts_money() == after.counts_money() && (self.unit.is_none() || unit(self) == unit(after))
    }

    /// How much is promised in all terms together, in the unit or in EUR.
    #[must_use]
    pub fn promised_in_total(&self) -> Option<Ratio> {
        let each_time = if self.counts_money() { self.amount_cents.and_then(Decimal::of_cents) } else { self.quantity };
        figures::promised_in_total(each_time?, self.recurrence, self.term_years)
    }

    /// How much of what it promises a delivery was, if it was confirmed.
    #[must_use]
    pub fn confirmed_by(&self, delivery: &Delivery) -> Option<Part> {
        let quantity =
            if self.counts_money() { delivery.amount_cents.and_then(Decimal::of_cents) } else { delivery.quantity };
        let quantity = quantity.filter(|_| delivery.state == DeliveryState::Confirmed)?;
        Some(Part { quantity, qualifier: delivery.qualifier })
    }
}

impl View {
    /// What was delivered until a day and confirmed in total, as far as the viewer sees the deliveries; `None` where nothing
    /// was.
    #[must_use]
    pub fn delivered_by(&self, commitment: &Commitment, day: NaiveDate) -> Option<Ratio> {
        let deliveries = self.among(self.snapshot.deliveries_on(commitment.id));
        let parts =
            deliveries.filter(|one| one.delivered_on <= day).filter_map(|delivery| commitment.confirmed_by(&delivery));
        let sum = parts.map(|part| i128::from(part.quantity.0)).reduce(|sum, part| sum + part)?;
        Ratio::new(sum, Decimal::SCALE.into())
    }

    /// How far a commitment was on a day, with its terms of today; `None` before it was agreed. What was delivered, reached
    /// or ended by then counts. Of one that the viewer keeps from before it left the table, what was confirmed by then
    /// counts, and nothing later.
    #[must_use]
    pub fn progress_of(&self, commitment: CommitmentId, day: NaiveDate) -> Option<figures::Progress> {
        let kept = self.kept(commitment);
        let commitment = kept.or_else(|| self.snapshot.commitments.get(commitment))?;
        let judged_on = self.judged_on(commitment);
        let state = commitment.state_on(day, judged_on)?;
        if matches!(state, CommitmentState::Draft | CommitmentState::Proposed) {
            return None;
        }
        let is_seen = |one: &&Arc<Delivery>| kept.is_none() || one.settled_on.is_some_and(|on| on <= judged_on);
        let deliveries = self.snapshot.deliveries_on(commitment.id).filter(is_seen);
        let delivered = deliveries.filter(|one| one.delivered_on <= day);
        let confirmed: Vec<_> = delivered.filter_map(|delivery| commitment.confirmed_by(delivery)).collect();
        let milestones = self.snapshot.milestones_of(commitment.id).filter(|_| kept.is_none());
        let milestones: Vec<_> =
            milestones.map(|one| (one.weight, one.done_on.is_some_and(|done| done <= day))).collect();
        figures::commitment(&Promise {
            in_total: commitment.promised_in_total().map(|total| (total, commitment.qualifier)),
            confirmed: &confirmed,
            milestones: &milestones,
            is_fulfilled: match state {
                CommitmentState::Fulfilled => Some(true),
                CommitmentState::NotFulfilled => Some(false),
                _ => None,
            },
        })
    }
}
