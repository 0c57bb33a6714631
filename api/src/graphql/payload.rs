//! Payloads of mutations: the record as it is now, or why nothing changed.

use async_graphql::SimpleObject;

use crate::{
    language::Language,
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
}

impl UserError {
    pub(crate) fn new(problem: Problem, language: Language) -> Self {
        let message = problem.sentence(language).to_owned();
        Self { path: problem.path, code: problem.code, message }
    }
}

/// Declares the payload of a mutation that is about one record.
macro_rules! payload {
    ($name:ident { $field:ident: $shown:ty }) => {
        #[doc = concat!("The ", stringify!($field), " as it is now, or why nothing changed.")]
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $name {
            #[doc = concat!("The ", stringify!($field), "; none where the input was refused.")]
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
