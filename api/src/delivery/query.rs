//! Lists of deliveries: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{Delivery, object::DeliveryStateFilter};
use crate::{
    access::View,
    graphql::{DateFilter, DecimalFilter, Filter, IdFilter, Key, QualifierFilter, Sorted, StringFilter, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on deliveries; all that are given must hold. *Filter op resultaten.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct DeliveryFilter {
    /// On where it stands.
    state: Option<DeliveryStateFilter>,
    /// On the day it was delivered.
    delivered_on: Option<DateFilter>,
    /// On the day it was confirmed or returned; there is none before.
    settled_on: Option<DateFilter>,
    /// On how much, whatever the unit.
    quantity: Option<DecimalFilter>,
    /// On how much money, in EUR.
    amount: Option<DecimalFilter>,
    /// On how exact the quantity or amount is.
    qualifier: Option<QualifierFilter>,
    /// On its words.
    text: Option<StringFilter>,
    /// On the debtor for which the secretariat reported it.
    on_behalf_of: Option<IdFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On the commitment.
    commitment: Option<IdFilter>,
}

impl Filter<Delivery> for DeliveryFilter {
    fn allows(&self, delivery: &Delivery, _: &View) -> bool {
        let node = |kind, partnership, record| NodeId { kind, partnership, record }.to_string();
        let commitment = || node(Kind::Commitment, Some(delivery.partnership_id), delivery.commitment_id.0);
        let on_behalf_of = || delivery.on_behalf_of.map(|id| node(Kind::Organisation, None, id.0));
        let amount = || delivery.amount_cents.and_then(entity::Decimal::of_cents);
        self.state.as_ref().is_none_or(|filter| filter.allows(delivery.state))
            && self.delivered_on.as_ref().is_none_or(|filter| filter.allows(Some(delivery.delivered_on)))
            && self.settled_on.as_ref().is_none_or(|filter| filter.allows(delivery.settled_on))
            && self.quantity.as_ref().is_none_or(|filter| filter.allows(delivery.quantity.map(Into::into)))
            && self.amount.as_ref().is_none_or(|filter| filter.allows(amount().map(Into::into)))
            && self.qualifier.as_ref().is_none_or(|filter| filter.allows(delivery.qualifier))
            && self.text.as_ref().is_none_or(|filter| filter.allows(delivery.text.as_deref()))
            && self.on_behalf_of.as_ref().is_none_or(|filter| filter.allows(on_behalf_of().as_slice()))
            && self.source.as_ref().is_none_or(|filter| filter.allows(delivery.source.as_deref()))
            && self.commitment.as_ref().is_none_or(|filter| filter.allows(&[commitment()]))
    }
}

/// The fields by which deliveries can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DeliveryOrderField {
    /// The day it was delivered. *Geleverd op.*
    DeliveredOn,
    /// The day it was confirmed or returned. *Beoordeeld op.*
    SettledOn,
    /// Where it stands, in the order of its life. *Stand.*
    State,
    /// How much, whatever the unit. *Hoeveelheid.*
    Quantity,
    /// How much money. *Bedrag.*
    Amount,
}

impl Sorted<Delivery> for DeliveryOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::DeliveredOn => "deliveredOn",
            Self::SettledOn => "settledOn",
            Self::State => "state",
            Self::Quantity => "quantity",
            Self::Amount => "amount",
        }
    }

    fn key(self, delivery: &Delivery, _: &View) -> Key {
        match self {
            Self::DeliveredOn => delivery.delivered_on.into(),
            Self::SettledOn => delivery.settled_on.into(),
            // The words are declared in the order of a delivery's life.
            Self::State => Key::Number(delivery.state as i64),
            Self::Quantity => delivery.quantity.map(|quantity| Key::Number(quantity.0)).into(),
            Self::Amount => delivery.amount_cents.map(Key::Number).into(),
        }
    }
}

order! {
    /// How deliveries are sorted. *Sortering van resultaten.*
    DeliveryOrder by DeliveryOrderField
}
