//! An access key (*toegangssleutel*): with it a program that cannot sign in, such as a spreadsheet, a dashboard or an agenda,
//! fetches files.
//!
//! What always holds:
//! - it opens what its account may read on that day, of one partnership where it names one, and changes nothing;
//! - it serves its purpose only: tables, or a calendar;
//! - only a hash of its secret is kept; the secret is shown once;
//! - it opens nothing after its last day, nor once it is revoked or its account is removed.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(crate) mod rules;

use std::{fmt, sync::Arc};

use chrono::NaiveDate;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use entity::{AccessKeyId, AccessKeyPurpose};
use imbl::OrdMap;
use sha2::{Digest, Sha256};

use crate::{
    error::{Error, Result},
    ledger::{Aggregate, Directory, record},
};

/// How the secret of a key to tables begins, by which it is told from a token.
pub(crate) const EXPORT: &str = "akx_";

record! {
    /// A key with which a program fetches files.
    AccessKey = access_key, index AccessKeyIndex, aggregates |_| vec![Aggregate::Directory];
}

/// Keys by the hash of their secret.
#[derive(Clone, Debug, Default)]
pub struct AccessKeyIndex(OrdMap<String, AccessKeyId>);

impl AccessKeyIndex {
    fn put(&mut self, _: Option<&Arc<AccessKey>>, key: &Arc<AccessKey>) {
        self.0.insert(key.secret_hash.clone(), key.id);
    }
}

impl Directory {
    /// The key of a secret that opens something on a day.
    #[must_use]
    pub fn access_key_of(&self, secret: &str, purpose: AccessKeyPurpose, day: NaiveDate) -> Option<&Arc<AccessKey>> {
        let id = self.access_keys.index().0.get(&hash_of(secret))?;
        self.access_keys.get(*id).filter(|key| key.purpose == purpose && day <= key.expires_on)
    }
}

/// What is kept of a secret. Secrets are 256 random bits, which no dictionary holds, so that a plain hash protects them.
#[must_use]
pub fn hash_of(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret))
}

/// The secret of a new key, which is shown to whoever asked for it and to nobody else.
pub(crate) struct Secret(String);

impl Secret {
    /// 256 random bits, behind letters that tell what they open.
    pub(crate) fn new(purpose: AccessKeyPurpose) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|cause| Error::Corrupt(format!("no randomness: {cause}")))?;
        let opens = match purpose {
            AccessKeyPurpose::Export => EXPORT,
            AccessKeyPurpose::Calendar => "akc_",
        };
        Ok(Self(format!("{opens}{}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())))
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> String {
        hash_of(&self.0)
    }

    /// The secret itself.
    pub(crate) fn reveal(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
