//! Running the tests: each database test once per engine, with the command line and the output of Rust's own harness.
//!
//! No test is left out in silence: one that cannot run is listed as ignored, and the last line counts what ran where.

use std::fmt::Debug;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

use akkoord::graphql::preflight::STACK;
use libtest_mimic::{Arguments, Completion, Trial};

use crate::database::Databases;
use crate::{Engine, TestDatabase};

const NO_POSTGRES: &str = "no PostgreSQL binaries found; install postgresql or put initdb on the PATH";

/// A test under the name it is filtered by. Made by [`tests!`](crate::tests!).
pub struct Test {
    name: String,
    body: Body,
}

impl Test {
    /// A test of the module at `path`, whose first part, the crate, says nothing and is left out.
    pub fn new<Marker>(path: &str, name: &str, body: impl IntoBody<Marker>) -> Self {
        let module = path.split_once("::").map_or("", |(_, module)| module);
        Self { name: format!("{module}::{name}"), body: body.into_body() }
    }
}

/// What a test does when it runs.
pub enum Body {
    /// Runs once.
    Plain(Box<dyn FnOnce() + Send>),
    /// Runs once per engine.
    Database(Arc<dyn Fn(TestDatabase) + Send + Sync>),
}

/// A function that can be a test: `fn()` or `async fn(TestDatabase)`. The marker only keeps the two apart.
pub trait IntoBody<Marker> {
    /// The function as what a test does.
    fn into_body(self) -> Body;
}

impl<T: FnOnce() + Send + 'static> IntoBody<fn()> for T {
    fn into_body(self) -> Body {
        Body::Plain(Box::new(self))
    }
}

impl<T, F> IntoBody<fn(TestDatabase) -> F> for T
where
    T: Fn(TestDatabase) -> F + Send + Sync + 'static,
    F: Future<Output = ()>,
{
    fn into_body(self) -> Body {
        Body::Database(Arc::new(move |database| {
            let mut runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime =
                runtime.worker_threads(2).enable_all().thread_stack_size(STACK).build().expect("a tokio runtime");
            runtime.block_on(self(database));
        }))
    }
}

/// The tests of a file: the names of its functions, each either `fn()` or `async fn(TestDatabase)`.
#[macro_export]
macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::Test::new(module_path!(), stringify!($name), $name)),*]
    };
}

/// Run the tests that the command line asks for. `migrate` brings the empty database at a URL up to date, and closes
/// its connections.
pub fn run<M, F, E>(migrate: M, files: impl IntoIterator<Item = Vec<Test>>) -> ExitCode
where
    M: Fn(String) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), E>> + 'static,
    E: Debug,
{
    let arguments = Arguments::from_args();
    let required = env::var_os("AKKOORD_REQUIRE_POSTGRES").is_some_and(|value| value == "1");
    if required && !arguments.list && Databases::postgres_binaries().is_none() {
        eprintln!("AKKOORD_REQUIRE_POSTGRES is set: {NO_POSTGRES}");
        return ExitCode::FAILURE;
    }
    let tally = Arc::new(Tally::default());
    let databases = Databases::new(migrate);
    let trials = files.into_iter().flatten().flat_map(|test| trials(test, &databases, &tally)).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    tally.print();
    conclusion.exit_code()
}

fn trials(test: Test, databases: &Arc<Databases>, tally: &Arc<Tally>) -> Vec<Trial> {
    let Test { name, body } = test;
    match body {
        Body::Plain(body) => {
            let thread = name.clone();
            vec![Trial::test(name, || {
                on_thread(thread, body);
                Ok(())
            })]
        }
        Body::Database(body) => {
            let on = |engine| {
                let (body, databases, tally) = (Arc::clone(&body), Arc::clone(databases), Arc::clone(tally));
                let name = format!("{engine}::{name}");
                let thread = name.clone();
                Trial::ignorable_test(name, move || {
                    if engine == Engine::Postgres && Databases::postgres_binaries().is_none() {
                        tally.skipped.fetch_add(1, Ordering::Relaxed);
                        return Ok(Completion::ignored_with(NO_POSTGRES));
                    }
                    tally.ran(engine).fetch_add(1, Ordering::Relaxed);
                    on_thread(thread, move || body(databases.create(engine)));
                    Ok(Completion::Completed)
                })
            };
            vec![on(Engine::Sqlite), on(Engine::Postgres)]
        }
    }
}

/// A panic is reported with the name of the thread it happened on, so each test has a thread of its own name.
fn on_thread(name: String, body: impl FnOnce() + Send + 'static) {
    let running = thread::Builder::new().name(name).stack_size(STACK).spawn(body).expect("a thread for the test");
    running.join().unwrap_or_else(|panic| resume_unwind(panic));
}

/// How many database tests ran where.
#[derive(Default)]
struct Tally {
    sqlite: AtomicUsize,
    postgres: AtomicUsize,
    skipped: AtomicUsize,
}

impl Tally {
    fn ran(&self, engine: Engine) -> &AtomicUsize {
        match engine {
            Engine::Sqlite => &self.sqlite,
            Engine::Postgres => &self.postgres,
        }
    }

    #[expect(clippy::print_stdout, reason = "the report of the run goes where the results of the tests go")]
    fn print(&self) {
        let [sqlite, postgres, skipped] =
            [&self.sqlite, &self.postgres, &self.skipped].map(|n| n.load(Ordering::Relaxed));
        let ran = format!("database tests: {sqlite} ran on SQLite, {postgres} on PostgreSQL");
        match skipped {
            0 if sqlite + postgres == 0 => {}
            0 => println!("{ran}\n"),
            _ => println!("{ran} ({skipped} skipped: {NO_POSTGRES})\n"),
        }
    }
}
