//! The harness of Akkoord's tests. `cargo test --workspace` is the whole suite; it needs no database to be set up.
//!
//! All tests are one binary, `tests/it`, with a file per subject. A complete file:
//!
//! ```text
//! //! Placing and cancelling an order.
//! use tests::{Test, TestDatabase, tests};
//!
//! pub(crate) fn trials() -> Vec<Test> {
//!     tests![an_order_can_be_cancelled_once, an_amount_reads_as_it_was_written]
//! }
//!
//! async fn an_order_can_be_cancelled_once(db: TestDatabase) {
//!     let orders = Orders::open(&db.url).await.unwrap();
//!     …
//! }
//!
//! fn an_amount_reads_as_it_was_written() {
//!     assert_eq!("12.50".parse::<Amount>().unwrap().to_string(), "12.50");
//! }
//! ```
//!
//! The file is named in `tests/it/main.rs`; a test or a file that is in no list is dead code, which the linter refuses.
//!
//! A test that takes a [`TestDatabase`] runs once per engine, as `sqlite::orders::…` and `postgres::orders::…`, each
//! time on a migrated database of its own and on a tokio runtime with two workers, so that concurrency is real. A test
//! without one runs once, as `orders::…`. A test fails by panicking. `cargo test -p tests -- sqlite::orders` runs a part.
//!
//! The harness starts PostgreSQL itself, where it finds its binaries, when the first test asks for it, and stops it at
//! the end. Without the binaries those tests are reported as ignored; with `AKKOORD_REQUIRE_POSTGRES=1` the run fails.

#![allow(clippy::missing_panics_doc, reason = "a harness fails by panicking")]

mod database;
mod postgres;
pub mod server;
mod sqlite;
mod suite;
pub mod table;

pub use database::{Engine, TestDatabase};
pub use suite::{IntoBody, Test, run};
