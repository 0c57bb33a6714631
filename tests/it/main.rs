//! The test suite: one binary, one file per subject, each named here twice. The crate's documentation shows a whole file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod commitment;
mod harness;
mod indicator;
mod interest;
mod journey;
mod ledger;
mod measurement;
mod refusal;
mod table;
mod transitions;
mod visibility;

use std::process::ExitCode;

fn main() -> ExitCode {
    let migrate = |url: String| async move { akkoord::ledger::database::migrate(&url).await };
    tests::run(
        migrate,
        [
            commitment::trials(),
            harness::trials(),
            indicator::trials(),
            interest::trials(),
            journey::trials(),
            ledger::trials(),
            measurement::trials(),
            refusal::trials(),
            table::trials(),
            transitions::trials(),
            visibility::trials(),
        ],
    )
}
