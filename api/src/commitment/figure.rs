//! The figures of a commitment as they are shown.

use async_graphql::Object;
use chrono::NaiveDate;

use super::Commitment;
use crate::{
    access::View,
    figures::Ratio,
    graphql::{Date, Decimal, Progress, Resolved, Shown, Stamp, rounded},
};

/// What was promised and what came of it. *Toezegging en voortgang.*
pub(crate) struct CommitmentFigures(pub(super) Shown<Commitment>);

/// What was promised and what came of it. *Toezegging en voortgang.*
#[Object]
impl CommitmentFigures {
    /// How much is promised in all terms together, in the unit or in EUR. *Toegezegd in totaal.*
    fn promised_in_total(&self) -> Option<Decimal> {
        self.0.record.promised_in_total().map(rounded)
    }

    /// How much was delivered and confirmed, in the unit or in EUR; null where nothing was. *Geleverd.*
    fn delivered(
        &self,
        #[graphql(desc = "What was delivered until this day, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Option<Resolved<Decimal>> {
        let Shown { view, record } = &self.0;
        let delivered = view.day_of_figure(at).map(|day| view.delivered_by(record, day).map(rounded));
        delivered.transpose()
    }

    /// How far it is: confirmed of promised, else milestones reached, else its end (1 or 0); null before that. On an earlier
    /// day it is what was delivered, reached or ended by then, of what is promised today. *Voortgang.*
    fn progress(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<Progress> {
        let Shown { view, record } = &self.0;
        let day = view.day_of_progress(record, at)?;
        let stamp = Stamp::new(view, day, record.row.visibility.into());
        Ok(Progress::of_one(view.progress_of(record.id, day), Ratio::ONE, stamp))
    }
}

impl View {
    /// The day that the progress of a commitment is asked for: of one that the viewer keeps from before it left the table, the
    /// last day of that at most.
    fn day_of_progress(&self, commitment: &Commitment, at: Option<Date>) -> Resolved<NaiveDate> {
        let (last, is_kept) = (self.judged_on(commitment), self.kept(commitment.id).is_some());
        let day = at.map_or(Ok(last), |at| self.day_of_figure(Some(at)))?;
        Ok(if is_kept { day.min(last) } else { day })
    }
}
