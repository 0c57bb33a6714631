//! The test suite: one binary, one file per subject, each named here twice. The crate's documentation shows a whole file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod absence;
mod access_key;
mod action_list;
mod agenda;
mod agreed_terms;
mod agreement;
mod allocation;
mod allocation_race;
mod allocation_refusal;
mod amendment;
mod architecture;
mod balance;
mod balance_audience;
mod balance_story;
mod breakdown;
mod bulk;
mod bulk_roll_up;
mod bypass;
mod calendar;
mod chart;
mod chart_parties;
mod commitment;
mod commitment_kept;
mod commitment_list;
mod contract;
mod definition;
mod delivery;
mod dependency;
mod directory;
mod endorsed;
mod endorsement;
mod export;
mod export_past;
mod figure;
mod former;
mod funnel;
mod gap;
mod gate;
mod goal;
mod graphiql;
mod hand_over;
mod harness;
mod health_check;
mod health_evidence;
mod hidden;
mod http;
mod idempotency;
mod import_batch;
mod indicator;
mod interest;
mod journey;
mod ledger;
mod measurement;
mod meeting;
mod membership;
mod milestone;
mod obligation;
mod paging;
mod partnerships;
mod past_day;
mod person;
mod readme;
mod refusal;
mod region;
mod replicas;
mod report;
mod report_figures;
mod reporting_period;
mod roles;
mod schema;
mod second_opinion;
mod suppression;
mod table;
mod takeover;
mod transition_table;
mod transitions;
mod viewer;
mod visibility;
mod workbook;
mod workbook_shown;
mod worked_cases;

use std::process::ExitCode;

fn main() -> ExitCode {
    let migrate = |url: String| async move { akkoord::ledger::database::migrate(&url).await };
    let files = [
        absence::trials(),
        access_key::trials(),
        action_list::trials(),
        agenda::trials(),
        agreement::trials(),
        agreed_terms::trials(),
        allocation::trials(),
        allocation_race::trials(),
        allocation_refusal::trials(),
        amendment::trials(),
        architecture::trials(),
        balance::trials(),
        balance_audience::trials(),
        breakdown::trials(),
        bulk::trials(),
        bulk_roll_up::trials(),
        bypass::trials(),
        calendar::trials(),
        chart::trials(),
        chart_parties::trials(),
        commitment::trials(),
        commitment_kept::trials(),
        commitment_list::trials(),
        contract::trials(),
        definition::trials(),
        delivery::trials(),
        dependency::trials(),
        directory::trials(),
        endorsed::trials(),
        endorsement::trials(),
        export::trials(),
        export_past::trials(),
        figure::trials(),
        gap::trials(),
        gate::trials(),
        former::trials(),
        funnel::trials(),
        goal::trials(),
        graphiql::trials(),
        harness::trials(),
        hand_over::trials(),
        health_check::trials(),
        health_evidence::trials(),
        hidden::trials(),
        http::trials(),
        idempotency::trials(),
        import_batch::trials(),
        indicator::trials(),
        interest::trials(),
        journey::trials(),
        ledger::trials(),
        measurement::trials(),
        meeting::trials(),
        membership::trials(),
        milestone::trials(),
        obligation::trials(),
        paging::trials(),
        partnerships::trials(),
        past_day::trials(),
        person::trials(),
        readme::trials(),
        refusal::trials(),
        region::trials(),
        replicas::trials(),
        report::trials(),
        report_figures::trials(),
        reporting_period::trials(),
        roles::trials(),
        schema::trials(),
        suppression::trials(),
        second_opinion::trials(),
        table::trials(),
        takeover::trials(),
        transition_table::trials(),
        transitions::trials(),
        viewer::trials(),
        visibility::trials(),
        workbook::trials(),
        workbook_shown::trials(),
        worked_cases::trials(),
    ];
    tests::run(migrate, files)
}
