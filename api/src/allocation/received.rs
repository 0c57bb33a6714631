//! What was handed out to a table, as that table sees it: the offer, and its own consent.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::{AllocationConsent, TargetAllocation};
use crate::{
    access::View,
    graphql::{AtHand, Date, Decimal, Resolved, Session, Shown, count_listed},
    ids::NodeId,
    indicator::{Indicator, object::Target},
    ledger::Snapshot,
};

/// An allocation and the view of the table that takes it.
pub(crate) struct ReceivedAllocation {
    view: View,
    allocation: Arc<TargetAllocation>,
}

impl ReceivedAllocation {
    /// What was handed out to the table of a view; nothing for whoever is not at it.
    pub(crate) fn all(view: &View) -> Resolved<Vec<Self>> {
        let received = view.desk.directory.allocations_received_by(view.partnership.id);
        let received = received.filter(|_| view.is_at_the_table());
        let of = |allocation: &Arc<TargetAllocation>| Self { view: view.clone(), allocation: allocation.clone() };
        let received: Vec<Self> = received.map(of).collect();
        count_listed(&view.desk, received.len())?;
        Ok(received)
    }

    /// The table that hands it out.
    async fn parent(&self, context: &Context<'_>) -> Resolved<Arc<Snapshot>> {
        Session::of(context)?.snapshot(self.allocation.partnership_id).await
    }
}

/// A part of another indicator's target, often of another partnership, as the table that takes it sees it. *Ontvangen
/// toedeling.*
#[Object]
impl ReceivedAllocation {
    /// The id of the allocation, to agree to it by. *Toedeling.*
    async fn allocation(&self) -> ID {
        ID(NodeId::of(&*self.allocation).word())
    }

    /// How often the allocation changed; send it back as `expectedVersion` when agreeing. *Versie.*
    async fn version(&self) -> i32 {
        self.allocation.row.version
    }

    /// The part that is handed out. *Deel van de streefwaarde.*
    async fn value(&self) -> Decimal {
        self.allocation.row.value.into()
    }

    /// The name of the partnership that hands it out. *Samenwerking die toedeelt.*
    async fn parent_partnership_name(&self, context: &Context<'_>) -> Resolved<Option<String>> {
        let parent = self.parent(context).await?;
        Ok(parent.partnership().map(|partnership| partnership.name.clone()))
    }

    /// The name of the indicator whose target is handed out. *Indicator.*
    async fn parent_indicator_name(&self, context: &Context<'_>) -> Resolved<Option<String>> {
        let parent = self.parent(context).await?;
        let indicator = parent.indicators.get(self.allocation.indicator_id);
        Ok(indicator.map(|indicator| indicator.display_name(&self.view.desk.directory).to_owned()))
    }

    /// The unit in which it counts. *Eenheid.*
    async fn unit(&self, context: &Context<'_>) -> Resolved<Option<String>> {
        let parent = self.parent(context).await?;
        let indicator = parent.indicators.get(self.allocation.indicator_id);
        let definition = indicator.and_then(|one| self.view.desk.directory.definition(one.definition_id));
        Ok(definition.map(|definition| definition.unit.clone()))
    }

    /// The last target, of which it is a part. *Streefwaarde.*
    async fn target(&self, context: &Context<'_>) -> Resolved<Option<AtHand<Target>>> {
        let parent = self.parent(context).await?;
        let last = parent.indicators.get(self.allocation.indicator_id).and_then(|one| one.targets.last());
        Ok(last.map(|target| AtHand(Target::of(target))))
    }

    /// The indicator of this table that takes the part; null until one is named. *Eigen indicator.*
    async fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.allocation.row.child_indicator_id?)
    }

    /// The day on which this table agreed; null while it did not. *Akkoord op.*
    async fn agreed_on(&self) -> Option<Date> {
        self.allocation.row.agreed_on.map(Into::into)
    }

    /// The consent of this table; null while it did not agree. *Instemming.*
    async fn consent(&self) -> Option<Shown<AllocationConsent>> {
        let consent = self.view.snapshot.consent_to(self.allocation.id)?;
        self.view.show(consent.id)
    }
}
