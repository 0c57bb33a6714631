//! A meeting of the table (*overleg*) and the decisions (*besluiten*) that acts cite.

use entity::OrganisationId;

use crate::ledger::record;

record! {
    /// A meeting.
    Meeting = meeting;
    /// The organisations that attended.
    attendance: meeting_attendance as OrganisationId,
}

record! {
    /// A decision taken in a meeting.
    Decision = decision;
}
