//! The test suite: one binary, one file per subject, each named here twice. The crate's documentation shows a whole file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod commitment;
mod contract;
mod harness;
mod http;
mod journey;
mod ledger;
mod readme;
mod replicas;
mod schema;
mod table;
mod visibility;

use std::process::ExitCode;

fn main() -> ExitCode {
    let migrate = |url: String| async move { akkoord::ledger::database::migrate(&url).await };
    let files = [
        architecture::trials(),
        commitment::trials(),
        contract::trials(),
        harness::trials(),
        http::trials(),
        journey::trials(),
        ledger::trials(),
        readme::trials(),
        replicas::trials(),
        schema::trials(),
        table::trials(),
        visibility::trials(),
    ];
    tests::run(migrate, files)
}
