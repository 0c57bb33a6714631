//! The test suite: one binary, one file per subject, each named here twice. The crate's documentation shows a whole file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod commitment;
mod contract;
mod directory;
mod figure;
mod goal;
mod harness;
mod http;
mod indicator;
mod interest;
mod journey;
mod ledger;
mod measurement;
mod person;
mod readme;
mod refusal;
mod region;
mod replicas;
mod schema;
mod table;
mod transitions;
mod visibility;

use std::process::ExitCode;

fn main() -> ExitCode {
    let migrate = |url: String| async move { akkoord::ledger::database::migrate(&url).await };
    let files = [
        architecture::trials(),
        commitment::trials(),
        contract::trials(),
        directory::trials(),
        figure::trials(),
        goal::trials(),
        harness::trials(),
        http::trials(),
        indicator::trials(),
        interest::trials(),
        journey::trials(),
        ledger::trials(),
        measurement::trials(),
        person::trials(),
        readme::trials(),
        refusal::trials(),
        region::trials(),
        replicas::trials(),
        schema::trials(),
        table::trials(),
        transitions::trials(),
        visibility::trials(),
    ];
    tests::run(migrate, files)
}
