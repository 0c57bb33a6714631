//! What the parties give and get (*halen en brengen*), as their shared interests name it and their commitments promise and
//! deliver it; and what each party says of it (*balansoordeel*).

pub(crate) mod object;

use crate::ledger::record;

record! {
    /// What a party says of what it gives and gets.
    BalanceOpinion = balance_opinion;
}
