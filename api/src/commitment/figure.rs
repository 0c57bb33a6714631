//! The figures of a commitment as they are shown.

use async_graphql::Object;

use super::Commitment;
use crate::{
    figures::Ratio,
    graphql::{Decimal, Progress, Shown, Stamp, rounded},
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
    fn delivered(&self) -> Option<Decimal> {
        self.0.view.delivered_on(&self.0.record).map(rounded)
    }

    /// How far it is: confirmed of promised, else milestones reached, else its end (1 or 0); null before that. *Voortgang.*
    fn progress(&self) -> Progress {
        let Shown { view, record } = &self.0;
        let stamp = Stamp::new(view, view.judged_on(record), record.row.visibility.into());
        Progress::of_one(view.progress_of(record.id), Ratio::ONE, stamp)
    }
}
