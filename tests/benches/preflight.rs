//! What it costs to refuse a document that was made to exhaust the server: `cargo bench -p tests --bench preflight`.
//!
//! Each line is the median time of one check on one thread; the aim is under 5 ms.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::{fmt::Write, hint::black_box, time::Instant};

use akkoord::graphql::preflight::{Limits, check};

const ROUNDS: usize = 51;

fn main() {
    // Cargo says so when it runs benches; when it runs tests, nothing is measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let limits = Limits::default();
    let list = "[".repeat(20_000);
    let mut doubling = "query { ...F0 }".to_owned();
    for n in 0..60 {
        let next = n + 1;
        write!(doubling, " fragment F{n} on Query {{ ...F{next} ...F{next} }}").expect("a string takes all");
    }
    doubling.push_str(" fragment F60 on Query { __typename }");
    let fields = format!("{{ {} }}", "viewer { name } ".repeat(limits.bytes / 16 - 1));
    let text = format!("{{ node(id: \"{}\") {{ id }} }}", "x".repeat(limits.bytes - 40));
    for (name, document) in
        [("nested list", list), ("doubling fragments", doubling), ("fields", fields), ("text", text)]
    {
        let mut times: Vec<_> = (0..ROUNDS)
            .map(|_| {
                let started = Instant::now();
                let refused = check(black_box(&document), &limits).is_err();
                (started.elapsed(), refused)
            })
            .collect();
        times.sort();
        let (time, refused) = times[ROUNDS / 2];
        let outcome = if refused { "refused" } else { "let through" };
        println!("{name:<20} {:>9} bytes  {outcome:<12} {time:>10.1?}", document.len());
    }
}
