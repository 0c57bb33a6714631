//! Allocations, consents and contributions as they are shown.

use async_graphql::{ID, Object};

use super::{AllocationConsent, Contribution, TargetAllocation};
use crate::{
    graphql::{Date, Decimal, Shown},
    indicator::Indicator,
    meeting::Decision,
};

/// A part of an indicator's target, handed out to a child indicator. *Toedeling.*
#[Object(name = "TargetAllocation")]
impl Shown<TargetAllocation> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The indicator whose target is handed out. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The part of the target. *Deel van de streefwaarde.*
    fn value(&self) -> Decimal {
        self.record.row.value.into()
    }

    /// Why more is handed out than the target. *Reden.*
    fn reason(&self) -> Option<&str> {
        self.record.row.reason.as_deref()
    }

    /// The day on which the child's table agreed that this table sees its value, level and light; null while it did not.
    /// *Akkoord op.*
    fn agreed_on(&self) -> Option<Date> {
        self.record.row.agreed_on.map(Into::into)
    }
}

/// The consent of a table that another one, which handed out a part of its target, sees its value, level and light.
/// *Instemming.*
#[Object(name = "AllocationConsent")]
impl Shown<AllocationConsent> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// Where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The indicator whose figures are seen. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The day of the consent. *Akkoord op.*
    fn agreed_on(&self) -> Date {
        self.record.row.agreed_on.into()
    }

    /// The decision that it rests on. *Besluit.*
    fn decision(&self) -> Option<Shown<Decision>> {
        self.view.show(self.record.row.decision_id?)
    }
}

/// An approved measurement of a child, as it counts towards an indicator of this table. *Bijdrage.*
#[Object(name = "Contribution")]
impl Shown<Contribution> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The indicator that it counts towards. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The allocation through which it came. *Toedeling.*
    fn allocation(&self) -> Option<Shown<TargetAllocation>> {
        self.view.show(self.record.row.allocation_id)
    }

    /// The day it was observed; the last day of a period. *Peildatum.*
    fn observed_on(&self) -> Date {
        self.record.row.observed_on.into()
    }
}
