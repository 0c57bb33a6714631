//! A commitment and the notes on it as they are shown.

use crate::graphql::words;

words! {
    /// Where a commitment stands. *Stand van een afspraak.*
    CommitmentState / CommitmentStateFilter = "entity::CommitmentState" {
        Draft: "Being written. *Concept.*", "concept", "draft";
        Proposed: "Put to the parties. *Voorgesteld.*", "voorgesteld", "proposed";
        Agreed: "Agreed. *Afgesproken.*", "afgesproken", "agreed";
        InProgress: "Being carried out. *In uitvoering.*", "in uitvoering", "in progress";
        ReportedDone: "Reported done, not yet accepted. *Gereed gemeld.*", "gereed gemeld", "reported done";
        Fulfilled: "Fulfilled. *Nagekomen.*", "nagekomen", "fulfilled";
        PartlyFulfilled: "Fulfilled in part. *Deels nagekomen.*", "deels nagekomen", "partly fulfilled";
        NotFulfilled: "Not fulfilled. *Niet nagekomen.*", "niet nagekomen", "not fulfilled";
        Released: "Released by agreement. *Vervallen in overleg.*", "vervallen in overleg", "released";
        Withdrawn: "Withdrawn before it was agreed. *Ingetrokken.*", "ingetrokken", "withdrawn";
        Superseded: "Replaced by another commitment. *Vervangen.*", "vervangen", "superseded";
    }
}
