//! An agreement (*convenant*): what parties signed, with how others join, how it is amended and how it ends. Commitments carry
//! it out.
//!
//! Secretariat and chair record it. What always holds:
//! - its parties have, or once had, a seat at the table, and none is a party twice at a time;
//! - once it is signed, it changes and gets parties only by a decision of the table;
//! - it stays as long as a commitment refers to it.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::{AgreementId, agreement_evidence::Evidence, agreement_party::Party};

use crate::{access::View, commitment::Commitment, ledger::record};

record! {
    /// An agreement that parties signed.
    Agreement = agreement;
    /// Its parties.
    parties: agreement_party as Party,
    /// Its documents.
    evidence: agreement_evidence as Evidence,
}

impl View {
    /// The commitments that carry out an agreement, of those that the viewer may see.
    pub(crate) fn carrying_out(&self, agreement: AgreementId) -> impl Iterator<Item = Arc<Commitment>> {
        self.all::<Commitment>().filter(move |one| one.agreement_id == Some(agreement))
    }
}
