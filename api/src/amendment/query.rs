//! Lists of amendments: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};
use uuid::Uuid;

use super::{
    Amendment,
    object::{AmendmentReasonFilter, AmendmentStateFilter},
};
use crate::{
    access::View,
    graphql::{DateFilter, Filter, IdFilter, Key, Sorted, StringFilter, order},
    ids::NodeId,
    ledger::Kind,
};

/// Conditions on amendments; all that are given must hold. *Filter op wijzigingen.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct AmendmentFilter {
    /// On where it stands.
    state: Option<AmendmentStateFilter>,
    /// On what kind of reason there is.
    reason_code: Option<AmendmentReasonFilter>,
    /// On why.
    reason: Option<StringFilter>,
    /// On where the facts were found.
    source: Option<StringFilter>,
    /// On the day it was proposed.
    proposed_on: Option<DateFilter>,
    /// On the day it was settled; there is none while it is not.
    settled_on: Option<DateFilter>,
    /// On the commitment that it changes, if it changes one.
    commitment: Option<IdFilter>,
    /// On the goal that it changes, if it changes one.
    goal: Option<IdFilter>,
    /// On the indicator that it changes, if it changes one.
    indicator: Option<IdFilter>,
}

impl Filter<Amendment> for AmendmentFilter {
    fn allows(&self, amendment: &Amendment, _view: &View) -> bool {
        let row = &amendment.row;
        let partnership = Some(row.partnership_id);
        let is = |filter: Option<&IdFilter>, kind: Kind, id: Option<Uuid>| {
            let word = id.map(|record| NodeId { kind, partnership, record }.to_string());
            filter.is_none_or(|filter| filter.allows(word.as_slice()))
        };
        self.state.as_ref().is_none_or(|filter| filter.allows(row.state))
            && self.reason_code.as_ref().is_none_or(|filter| filter.allows(row.reason_code))
            && self.reason.as_ref().is_none_or(|filter| filter.allows(Some(&row.reason)))
            && self.source.as_ref().is_none_or(|filter| filter.allows(row.source.as_deref()))
            && self.proposed_on.as_ref().is_none_or(|filter| filter.allows(Some(row.proposed_on)))
            && self.settled_on.as_ref().is_none_or(|filter| filter.allows(row.settled_on))
            && is(self.commitment.as_ref(), Kind::Commitment, row.commitment_id.map(Into::into))
            && is(self.goal.as_ref(), Kind::Goal, row.goal_id.map(Into::into))
            && is(self.indicator.as_ref(), Kind::Indicator, row.indicator_id.map(Into::into))
    }
}

/// The fields by which amendments can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AmendmentOrderField {
    /// The day it was proposed. *Voorgesteld op.*
    ProposedOn,
    /// What kind of reason there is. *Soort reden.*
    ReasonCode,
}

impl Sorted<Amendment> for AmendmentOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::ProposedOn => "proposedOn",
            Self::ReasonCode => "reasonCode",
        }
    }

    fn key(self, amendment: &Amendment, _view: &View) -> Key {
        match self {
            Self::ProposedOn => Some(amendment.proposed_on).into(),
            Self::ReasonCode => Key::Number(amendment.reason_code as i64),
        }
    }
}

order! {
    /// How amendments are sorted. *Sortering van wijzigingen.*
    AmendmentOrder by AmendmentOrderField
}
