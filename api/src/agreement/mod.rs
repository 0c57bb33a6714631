//! An agreement (*convenant*): what parties signed, with how others join, how it is amended and how it ends. Commitments carry
//! it out.

pub(crate) mod object;

use entity::{agreement_evidence::Evidence, agreement_party::Party};

use crate::ledger::record;

record! {
    /// An agreement that parties signed.
    Agreement = agreement;
    /// Its parties.
    parties: agreement_party as Party,
    /// Its documents.
    evidence: agreement_evidence as Evidence,
}
