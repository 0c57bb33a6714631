//! Managing accounts where there is nobody yet who could do it through the API.

use std::collections::BTreeSet;

use clap::{Args, Subcommand};

use super::{Failure, open};
use crate::{
    account::granting_admin,
    config::Settings,
    language::Language,
    ledger::{Aggregate, Commit, Locked, Outcome},
};

/// Managing accounts.
#[derive(Args, Debug)]
pub(super) struct Account {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an account a platform administrator; adds it where there is none
    GrantAdmin {
        /// The subject of its tokens: their claim `sub`
        #[arg(long, value_name = "NAME")]
        subject: String,
    },
}

impl Account {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let Command::GrantAdmin { subject } = self.command;
        let issuer = settings.issuer();
        let ledger = open(settings).await?;
        let (wanted, named) = (issuer.clone(), subject.clone());
        let commit = Commit {
            actor: None,
            aggregates: BTreeSet::from([Aggregate::Directory]),
            key: None,
            act: Box::new(move |locked: &Locked| granting_admin(locked, &wanted, &named)),
        };
        match ledger.commit(commit).await? {
            Outcome::Done(_) => {
                eprintln!("{subject} of issuer {issuer} is a platform administrator.");
                Ok(())
            }
            Outcome::Refused(problems) => {
                let sentences: Vec<&str> = problems.iter().map(|problem| problem.sentence(Language::En)).collect();
                Err(Failure(sentences.join(" ")))
            }
            Outcome::KeyReused => Err(Failure("The act was not recorded.".to_owned())),
        }
    }
}
