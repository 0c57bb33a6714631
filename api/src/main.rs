//! The program `akkoord`.

use std::process::ExitCode;

use akkoord::{cli::Cli, graphql::preflight::STACK};
use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().thread_stack_size(STACK).build().expect("threads to run on");
    runtime.block_on(Cli::parse().run())
}
