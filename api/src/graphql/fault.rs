//! Faults of a request or of the server, as they stand in the top-level `errors` of a reply.

use async_graphql::ErrorExtensionValues;

use crate::error::Error;

/// Why a field could not be answered. It has no `Display`, so that its cause cannot be shown by accident.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The program failed: logged, and shown as nothing but that.
    Internal(Error),
    /// The request asks for something that cannot be.
    Request {
        /// A code for programs.
        code: &'static str,
        /// A sentence for people.
        message: String,
    },
}

/// What a resolver returns.
pub(crate) type Resolved<T> = Result<T, Fault>;

impl From<Error> for Fault {
    fn from(cause: Error) -> Self {
        Self::Internal(cause)
    }
}

impl From<Fault> for async_graphql::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            // Without a code, so that the HTTP layer shows nothing but the id of the request.
            Fault::Internal(cause) => {
                tracing::error!(?cause, "a field could not be answered");
                Self::new("the cause is in the log")
            }
            Fault::Request { code, message } => {
                let mut extensions = ErrorExtensionValues::default();
                extensions.set("code", code);
                Self { message, source: None, extensions: Some(extensions) }
            }
        }
    }
}
