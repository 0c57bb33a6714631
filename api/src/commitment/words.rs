//! The words of commitments and notes, and what people call them.

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
    /// How a debtor is bound. *Verplichting.*
    Obligation / ObligationFilter = "entity::Obligation" {
        Result: "To the result. *Resultaatsverplichting.*", "resultaatsverplichting", "obligation of result";
        BestEffort: "To its best effort. *Inspanningsverplichting.*", "inspanningsverplichting", "obligation of best effort";
    }
    /// Whether a promised quantity is due once or each term. *Herhaling.*
    Recurrence / RecurrenceFilter = "entity::Recurrence" {
        Once: "Once. *Eenmalig.*", "eenmalig", "once";
        Monthly: "Each month. *Per maand.*", "per maand", "monthly";
        Quarterly: "Each quarter. *Per kwartaal.*", "per kwartaal", "quarterly";
        Yearly: "Each year. *Per jaar.*", "per jaar", "yearly";
    }
    /// How a commitment works on a shortage. *Effect.*
    Effect / EffectFilter = "entity::Effect" {
        Filled: "It fills vacancies. *Vervuld.*", "vervuld", "filled";
        Avoided: "It makes vacancies unnecessary. *Vermeden.*", "vermeden", "avoided";
    }
    /// The steps from recruiting somebody to keeping somebody. *Ketenstap.*
    ChainStep / ChainStepFilter = "entity::ChainStep" {
        Recruitment: "Recruitment. *Werving.*", "werving", "recruitment";
        Orientation: "Orientation. *Oriëntatie.*", "oriëntatie", "orientation";
        Assessment: "Assessment. *Assessment.*", "assessment", "assessment";
        Training: "Training. *Scholing.*", "scholing", "training";
        Matching: "Matching. *Matching.*", "matching", "matching";
        Placement: "Placement. *Plaatsing.*", "plaatsing", "placement";
        Guidance: "Guidance. *Begeleiding.*", "begeleiding", "guidance";
        Retention: "Retention. *Behoud.*", "behoud", "retention";
    }
    /// How a commitment is going. *Voortgang in één woord.*
    Health / HealthFilter = "entity::Health" {
        OnTrack: "On track. *Loopt.*", "loopt", "on track";
        Attention: "Needs attention. *Aandacht nodig.*", "aandacht nodig", "needs attention";
        Behind: "Behind. *Loopt achter.*", "loopt achter", "behind";
        Done: "Done, in the words of whoever reports. *Gereed.*", "gereed", "done";
    }
}
