//! Where a table stands, as figures: its clock, its balance and its funnels, on any day.

use async_graphql::Object;

use super::{
    Partnership,
    clock::TalkToAction,
    funnel::{Funnel, FunnelStepInput},
};
use crate::{
    balance::entry::BalanceEntry,
    graphql::{Date, Resolved, Shown},
};

/// Where a table stands. *Stand van zaken.*
pub(crate) struct Standing(pub(super) Shown<Partnership>);

/// Where a table stands. *Stand van zaken.*
#[Object]
impl Standing {
    /// How long nothing came of what was agreed; null before its start and after its end. *Praat-daadklok.*
    fn talk_to_action(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<Option<TalkToAction>> {
        Ok(self.0.clock(self.0.view.day_of_figure(at)?))
    }

    /// What each party gives and gets, by name, and last what is owed to the whole table. On an earlier day it is made of the
    /// commitments that were proposed or agreed by then and not let go, with their terms of today, what was delivered by
    /// then, and what parties had said of it; interests are left out, because since when they are shared is not recorded.
    /// *Halen en brengen.*
    fn balance(
        &self,
        #[graphql(desc = "The day that it is the figure of, in 1900 up to 2200; today where none is named.")]
        at: Option<Date>,
    ) -> Resolved<Vec<BalanceEntry>> {
        BalanceEntry::all(&self.0.view, self.0.view.day_of_figure(at)?)
    }

    /// How many came how far: what was added to indicators in some days, step by step, and which part each step is of the one
    /// before. Only what was approved counts. *Trechter.*
    fn funnel(
        &self,
        #[graphql(desc = "The steps, 1 to 20, first what comes first.")] steps: Vec<FunnelStepInput>,
        #[graphql(desc = "The first day; all days until the last where none is named.")] from: Option<Date>,
        #[graphql(desc = "The last day; today where none is named.")] to: Option<Date>,
    ) -> Resolved<Funnel> {
        self.0.funnel_of(steps, from, to)
    }
}
