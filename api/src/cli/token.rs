//! Making tokens for development.

use chrono::TimeDelta;
use clap::{Args, ValueEnum};

use super::{Failure, identity};
use crate::{
    auth::{self, Claims, Scopes},
    clock::Clock,
    config::{KeySource, Settings},
};

/// A token to be made.
#[derive(Args, Debug)]
pub(super) struct Token {
    /// Whom it names: the subject of an account
    #[arg(long, value_name = "NAME")]
    subject: String,
    /// What it may be used for at most
    #[arg(long, value_enum, default_value = "write")]
    scope: Scope,
    /// An indicator whose figures a dashboard's token shows; may be given several times
    #[arg(long = "indicator", value_name = "ID", requires = "scope")]
    indicators: Vec<String>,
    /// How many days it lasts
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=3650))]
    days: i64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Scope {
    /// All that the account may read and change
    Write,
    /// All that the account may read
    Read,
    /// What is public, and the figures of the indicators that are named
    Dashboard,
}

impl Token {
    pub(super) fn run(self, settings: &Settings) -> Result<(), Failure> {
        let identity = identity(settings)?;
        let KeySource::DevSecret(secret) = &identity.keys else {
            return Err(Failure(
                "Tokens are made here only with a development secret; otherwise your identity provider makes them."
                    .to_owned(),
            ));
        };
        super::keys(&identity)?;
        let claims = Claims {
            issuer: identity.issuer.clone(),
            subject: self.subject,
            scopes: match self.scope {
                Scope::Write => Scopes::FULL,
                Scope::Read => Scopes::READ,
                Scope::Dashboard => Scopes::DASHBOARD,
            },
            indicators: self.indicators,
        };
        let lifetime = TimeDelta::days(self.days);
        let now = Clock::system().now();
        println!("{}", auth::issue(&claims, &identity.audience, secret.reveal(), lifetime, now));
        Ok(())
    }
}
