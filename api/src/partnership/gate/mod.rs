//! The gates between the stages of the method (*fasen*): what must be there before a table goes on, and what was decided where
//! it went on without.
//!
//! What always holds: a table goes on past a gate only where nothing is missing or the gate was overridden, once and with a
//! reason; it may always go back.

pub(crate) mod mutation;
mod needs;
pub(crate) mod object;
mod rules;

use crate::ledger::record;

record! {
    /// A stage that a table entered although its gate was not passed.
    GateOverride = gate_override;
}
