//! The talk-to-action clock (*praat-daadklok*) of a table, from the deeds that count for whoever looks.

use async_graphql::{ComplexObject, SimpleObject};
use chrono::NaiveDate;
use entity::{CommitmentState, DeliveryState};

use super::Partnership;
use crate::{
    access::View,
    clock::day_of_id,
    commitment::Commitment,
    figures::talk_to_action,
    graphql::{Date, Labelled, Shown, Stamp, words},
    language::Language,
};

words! {
    /// Whether a table acts, or only talks. *Stoplicht van de praat-daadklok.*
    ActionLight / ActionLightFilter = "crate::figures::ActionLight" {
        Green: "Something was delivered or fulfilled in the last 90 days, or it began not longer ago. *Er wordt gedaan.*", "er wordt gedaan", "action";
        Red: "Nothing was, for more than 90 days. *Er wordt gepraat.*", "er wordt gepraat", "talk";
    }
}

/// How long nothing came of what was agreed: for those at the table over all that the table sees, for others over what is
/// public. *Praat-daadklok.*
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct TalkToAction {
    /// Days since the last deed, or without one since the start. *Dagen.*
    pub(crate) days: i32,
    /// Whether that is too long. *Stoplicht.*
    pub(crate) light: ActionLight,
    /// The day on which a delivery was last confirmed or a commitment fulfilled, or else the first day of the partnership.
    /// *Sinds.*
    pub(crate) since: Date,
    #[graphql(flatten)]
    stamp: Stamp,
}

#[ComplexObject]
impl TalkToAction {
    /// The light in words.
    fn light_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.light.label(language.unwrap_or_default())
    }
}

impl Shown<Partnership> {
    /// The clock as it stood on a day.
    pub(crate) fn clock(&self, day: NaiveDate) -> Option<TalkToAction> {
        if !self.view.knows_partnership() {
            return None;
        }
        let first_day = self.record.starts().map(|starts| starts.first_day());
        let starts_on = first_day.or_else(|| day_of_id(self.record.row.id.0))?;
        let clock = talk_to_action(starts_on, self.record.has_ended_by(day), deeds(&self.view), day)?;
        let days = i32::try_from(clock.days).unwrap_or(i32::MAX);
        let stamp = Stamp::of_partnership(&self.view, day);
        Some(TalkToAction { days, light: clock.light.into(), since: clock.since.into(), stamp })
    }
}

/// The days on which a delivery was confirmed or a commitment fulfilled.
fn deeds(view: &View) -> impl Iterator<Item = NaiveDate> {
    view.counted_commitments().flat_map(|commitment| {
        let deliveries = view.snapshot.deliveries_on(commitment.id).filter(|_| view.counts_amounts_of(commitment));
        let confirmed = deliveries.filter(|delivery| delivery.state == DeliveryState::Confirmed);
        confirmed.filter_map(|delivery| delivery.settled_on).chain(fulfilled_on(commitment))
    })
}

/// The day on which a commitment was fulfilled.
fn fulfilled_on(commitment: &Commitment) -> Option<NaiveDate> {
    commitment.known_end().filter(|_| commitment.state == CommitmentState::Fulfilled)
}
