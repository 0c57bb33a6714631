//! Payloads of mutations: the record as it is now, or why nothing changed.

use async_graphql::{ID, SimpleObject};

use super::Shown;
use crate::{
    language::Language,
    partnership::Partnership,
    problem::{Code, Problem},
};

/// Why an input was refused. A refused mutation changes nothing. *Melding.*
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct UserError {
    /// The field: names and list positions from the input down; empty where it is about the whole.
    path: Vec<String>,
    /// A code for programs, which never changes.
    code: Code,
    /// A sentence for people, in the language they ask for.
    message: String,
    /// With STALE_VERSION: the version that the record has now. *Huidige versie.*
    current_version: Option<i32>,
    /// With STALE_VERSION: the fields that have changed since the version that you saw, as far as that can be told.
    /// *Gewijzigde velden.*
    changed_fields: Vec<String>,
}

impl UserError {
    pub(crate) fn new(problem: Problem, language: Language) -> Self {
        let message = problem.sentence(language).to_owned();
        let current_version = problem.stale.map(|stale| stale.current);
        Self { path: problem.path, code: problem.code, message, current_version, changed_fields: Vec::new() }
    }

    /// Names the fields that changed meanwhile.
    pub(crate) fn naming(mut self, changed_fields: Vec<String>) -> Self {
        self.changed_fields = changed_fields;
        self
    }
}

/// The id of a record that was removed, and the partnership that it is gone from.
pub(crate) struct Removed {
    pub(crate) id: ID,
    pub(crate) partnership: Option<Shown<Partnership>>,
}

/// Declares the input and the payload of a mutation that removes a record: of a partnership, or of the directory.
macro_rules! removal {
    ($(#[$doc:meta])* $input:ident => $payload:ident { $field:ident: $record:ty } $($from:ident)?) => {
        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::InputObject)]
        pub(crate) struct $input {
            /// The record that is to be removed.
            $field: crate::ids::Ref<$record>,
            /// Why; at most 2 000 characters.
            reason: String,
            /// The version that you saw.
            expected_version: i32,
            /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
            idempotency_key: Option<String>,
        }

        impl $input {
            /// The record, why and as it was seen, and the key.
            fn parts(self) -> (crate::ids::Ref<$record>, crate::access::Removal, Option<String>) {
                let Self { $field, reason, expected_version, idempotency_key } = self;
                ($field, crate::access::Removal { reason, expected_version }, idempotency_key)
            }
        }

        crate::graphql::removal!(@payload $payload $($from)?);
    };
    (@payload $payload:ident) => {
        /// What was removed, or why nothing was.
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $payload {
            /// The id of the record that was removed; none where the input was refused.
            removed_id: Option<async_graphql::ID>,
            /// The partnership that it was removed from; none where the input was refused.
            partnership: Option<crate::graphql::Shown<crate::partnership::Partnership>>,
            /// Why the input was refused; empty where it was not.
            user_errors: Vec<crate::graphql::UserError>,
        }

        impl From<crate::graphql::Performed<crate::graphql::Removed>> for $payload {
            fn from(performed: crate::graphql::Performed<crate::graphql::Removed>) -> Self {
                match performed {
                    Ok(done) => Self { removed_id: Some(done.id), partnership: done.partnership, user_errors: Vec::new() },
                    Err(user_errors) => Self { removed_id: None, partnership: None, user_errors },
                }
            }
        }
    };
    (@payload $payload:ident directory) => {
        /// What was removed, or why nothing was.
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $payload {
            /// The id of the record that was removed; none where the input was refused.
            removed_id: Option<async_graphql::ID>,
            /// Why the input was refused; empty where it was not.
            user_errors: Vec<crate::graphql::UserError>,
        }

        impl From<crate::graphql::Performed<crate::graphql::Removed>> for $payload {
            fn from(performed: crate::graphql::Performed<crate::graphql::Removed>) -> Self {
                match performed {
                    Ok(done) => Self { removed_id: Some(done.id), user_errors: Vec::new() },
                    Err(user_errors) => Self { removed_id: None, user_errors },
                }
            }
        }
    };
}
pub(crate) use removal;

/// Declares the payload of a mutation that is about one record, or about one of a commitment's. A name of several words is
/// followed by how people write it.
macro_rules! payload {
    ($name:ident { commitment, $field:ident: $shown:ty }) => {
        #[doc = concat!("The ", stringify!($field), " and its commitment as they are now, or why nothing changed.")]
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $name {
            /// The commitment; none where the input was refused.
            commitment: Option<crate::graphql::Shown<crate::commitment::Commitment>>,
            #[doc = concat!("The ", stringify!($field), "; none where the input was refused.")]
            $field: Option<$shown>,
            /// Why the input was refused; empty where it was not.
            user_errors: Vec<crate::graphql::UserError>,
        }

        impl From<crate::graphql::Performed<$shown>> for $name {
            fn from(performed: crate::graphql::Performed<$shown>) -> Self {
                match performed {
                    Ok(record) => {
                        let commitment = record.view.show(record.record.row.commitment_id);
                        Self { commitment, $field: Some(record), user_errors: Vec::new() }
                    }
                    Err(user_errors) => Self { commitment: None, $field: None, user_errors },
                }
            }
        }
    };
    ($name:ident { $field:ident: $shown:ty }) => {
        crate::graphql::payload!(@one $name { $field: $shown } stringify!($field));
    };
    ($name:ident { $field:ident as $words:literal: $shown:ty }) => {
        crate::graphql::payload!(@one $name { $field: $shown } $words);
    };
    (@one $name:ident { $field:ident: $shown:ty } $($words:tt)+) => {
        #[doc = concat!("The ", $($words)+, " as it is now, or why nothing changed.")]
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $name {
            #[doc = concat!("The ", $($words)+, "; none where the input was refused.")]
            $field: Option<$shown>,
            /// Why the input was refused; empty where it was not.
            user_errors: Vec<crate::graphql::UserError>,
        }

        impl From<crate::graphql::Performed<$shown>> for $name {
            fn from(performed: crate::graphql::Performed<$shown>) -> Self {
                match performed {
                    Ok(record) => Self { $field: Some(record), user_errors: Vec::new() },
                    Err(user_errors) => Self { $field: None, user_errors },
                }
            }
        }
    };
}
pub(crate) use payload;
