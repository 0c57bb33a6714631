//! An account: one identity as its token issuer knows it. It says who signs in; what that person may do follows from
//! memberships.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::AccountId;
use imbl::OrdMap;

pub use rules::granting_admin;

use crate::ledger::{Aggregate, Directory, record};

record! {
    /// An account.
    Account = account, index AccountIndex, aggregates |_| vec![Aggregate::Directory];
}

/// Accounts by issuer and subject.
#[derive(Clone, Debug, Default)]
pub struct AccountIndex(OrdMap<(String, String), AccountId>);

impl AccountIndex {
    fn put(&mut self, _: Option<&Arc<Account>>, account: &Arc<Account>) {
        self.0.insert((account.issuer.clone(), account.subject.clone()), account.id);
    }
}

impl Directory {
    /// The account of a token's issuer and subject.
    #[must_use]
    pub fn account_of(&self, issuer: &str, subject: &str) -> Option<&Arc<Account>> {
        self.account_ever_of(issuer, subject).filter(|account| account.removed_at.is_none())
    }

    /// The same, removed or not: an issuer and subject have one account for all times.
    fn account_ever_of(&self, issuer: &str, subject: &str) -> Option<&Arc<Account>> {
        let id = self.accounts.index().0.get(&(issuer.to_owned(), subject.to_owned()))?;
        self.accounts.get_with_removed(*id)
    }
}
