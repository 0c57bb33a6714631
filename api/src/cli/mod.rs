//! The command line. A command ends with 0 when it did what it says, with 1 when it could not, and with 2 when it was
//! called wrongly. What it prints on standard output is its result; all else goes to standard error.
#![allow(clippy::print_stdout, reason = "standard output is where a command puts its result")]

mod account;
mod serve;
mod token;

use std::{fs, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    auth::{Keys, Pace},
    clock::Clock,
    config::{Flags, Identity, KeySource, Settings},
    error::Error,
    graphql::schema,
    ledger::{Database, Ledger, database},
    region::reference,
};

/// Records what partners agreed and shows whether it happens: a GraphQL API.
#[derive(Debug, Parser)]
#[command(name = "akkoord", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API; brings the database up to date first
    Serve(serve::Serve),
    /// Bring the database up to date
    Migrate,
    /// Make a token for development, signed with the development secret
    Token(token::Token),
    /// Manage accounts
    Account(account::Account),
    /// Print the schema of the API
    Schema,
}

/// Why a command could not do what it says, and what to do about it.
#[derive(Debug)]
struct Failure(String);

impl Cli {
    /// Runs the command.
    pub async fn run(self) -> ExitCode {
        match self.perform().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(Failure(message)) => {
                eprintln!("akkoord: {message}");
                ExitCode::FAILURE
            }
        }
    }

    async fn perform(self) -> Result<(), Failure> {
        let settings = self.flags.settings().map_err(|problem| Failure(problem.message().to_owned()))?;
        match self.command {
            Command::Serve(serve) => serve.run(settings).await,
            Command::Migrate => {
                open(&settings).await?.database().clone().close().await;
                eprintln!("The database is up to date.");
                Ok(())
            }
            Command::Token(token) => token.run(&settings),
            Command::Account(account) => account.run(&settings).await,
            Command::Schema => {
                print!("{}", schema::sdl(&schema::schema()));
                Ok(())
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(match error {
            Error::Database(cause) => format!("The database: {cause}. Is --database-url right, and may it be written?"),
            Error::InUse(path) => format!(
                "Another process serves {path}. Stop it first, or let an administrator do the same through its API."
            ),
            Error::Corrupt(what) => format!("The database is not as this program left it: {what}."),
            Error::Contended => "Others kept changing the same records; try again.".to_owned(),
            Error::Interrupted => "The work was cut off; nothing was changed.".to_owned(),
        })
    }
}

/// The ledger of the database in the settings, brought up to date.
async fn open(settings: &Settings) -> Result<Ledger, Failure> {
    database::migrate(settings.database_url.reveal()).await?;
    let database = Database::connect(settings.database_url.reveal()).await?;
    let ledger = Ledger::new(database, Clock::system(), settings.snapshot_cache_bytes);
    reference::load(&ledger).await?;
    Ok(ledger)
}

/// The keys that tokens are checked with.
fn keys(identity: &Identity) -> Result<Keys, Failure> {
    let keys = match &identity.keys {
        KeySource::DevSecret(secret) => Keys::development(secret.reveal(), &identity.issuer, &identity.audience),
        KeySource::JwksFile(path) => {
            let text = fs::read_to_string(path)
                .map_err(|cause| Failure(format!("The JWKS file {} cannot be read: {cause}.", path.display())))?;
            Keys::from_jwks(&text, &identity.issuer, &identity.audience)
        }
        KeySource::JwksUrl(url) => Keys::published(url, &identity.issuer, &identity.audience, Pace::default()),
    };
    keys.map_err(|problem| Failure(problem.message().to_owned()))
}

/// What tokens are checked with, according to the settings.
fn identity(settings: &Settings) -> Result<Identity, Failure> {
    settings.identity().map_err(|problem| Failure(problem.message().to_owned()))
}
