//! Who is asking: a bearer token becomes claims.
//!
//! Nothing else in the program reads a token. The claims say who somebody is and how far this token reaches at most;
//! what they may do follows from their memberships, elsewhere.

mod claims;
mod issue;
mod keys;
#[cfg(test)]
mod tests;

pub use claims::{Claims, Scopes};
pub use issue::issue;
pub use keys::{BadToken, KeyProblem, Keys, MIN_SECRET_BYTES};
