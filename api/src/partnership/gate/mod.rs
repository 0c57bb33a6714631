//! The gates between the stages of the method (*fasen*): what must be there before a table goes on, and what was decided where
//! it went on without.

pub(crate) mod object;

use crate::ledger::record;

record! {
    /// A stage that a table entered although its gate was not passed.
    GateOverride = gate_override;
}
