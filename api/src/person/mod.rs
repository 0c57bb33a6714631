//! A contact person (*contactpersoon*) of the directory.
//!
//! Names and addresses are kept in their table only, so that they can be erased; the ledger holds the id and a salted
//! digest, which proves what the contents were to whoever still has them.

pub(crate) mod mutation;
pub(crate) mod object;
mod rules;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ledger::{Aggregate, record};

record! {
    /// A contact person.
    Person = person [apart], aggregates |_| vec![Aggregate::Directory];
}

impl Person {
    /// What the ledger keeps: everything but the contents, and their salted digest.
    fn sealed(&self) -> Value {
        let row = &self.row;
        let contents = json!([row.salt, row.name, row.role, row.email, row.telephone]);
        let digest = HEXLOWER.encode(&Sha256::digest(contents.to_string()));
        let open = entity::person::Model {
            name: None,
            role: None,
            email: None,
            telephone: None,
            salt: String::new(),
            ..row.clone()
        };
        let mut body = serde_json::to_value(open).unwrap_or_default();
        body["digest"] = Value::from(digest);
        body
    }
}
