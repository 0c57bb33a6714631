//! The last look at a result's errors: each has a code, and none tells of our insides.

use async_graphql::{Response, ServerError};

use super::reply::{Fault, INTERNAL, code, coded, was_executed};

/// One mistake per field of a large document would make a reply many times its size.
const MAX_REQUEST_ERRORS: usize = 50;

/// Give every error a code. Our own resolvers set one; what has none comes from the validator, from reading an
/// argument, or from a fault of ours, which is logged and shown as nothing but the id of the request.
pub(super) fn mask(response: &mut Response, request_id: &str) {
    let executed = was_executed(response);
    if !executed {
        response.errors.truncate(MAX_REQUEST_ERRORS);
    }
    for error in &mut response.errors {
        match code(error) {
            Some(INTERNAL) => {
                // Logged where it happened, under the same id.
                error.extensions.get_or_insert_default().set("requestId", request_id);
                continue;
            }
            Some(_) => continue,
            None => {}
        }
        let known = std::mem::replace(error, ServerError::new("", None));
        *error = if !executed {
            coded(known, "VALIDATION_FAILED")
        } else if is_about_an_argument(&known) {
            coded(known, "BAD_USER_INPUT")
        } else {
            tracing::error!(request_id, message = known.message, path = ?known.path, "an error without a code");
            let shown = Fault::internal(request_id).into_error();
            ServerError { locations: known.locations, path: known.path, ..shown }
        };
    }
}

/// Whether the executor could not read an argument. It gives no other sign than how its message begins.
fn is_about_an_argument(error: &ServerError) -> bool {
    ["Failed to parse \"", "Expected input type \""].iter().any(|opening| error.message.starts_with(opening))
}
