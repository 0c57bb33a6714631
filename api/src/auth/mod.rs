//! Who is asking: a bearer token becomes claims.
//!
//! Nothing else in the program reads a token. The claims say who somebody is and how far this token reaches at most;
//! what they may do follows from their memberships, elsewhere.

mod claims;
mod endpoint;
mod issue;
mod key;
mod key_set;
mod keys;
mod published;
mod reasons;
#[cfg(test)]
mod tests;

pub use claims::{Claims, Scopes};
pub use issue::issue;
pub use keys::{Keys, MIN_SECRET_BYTES};
pub use published::Pace;
pub use reasons::{BadToken, KeyProblem, Unverified};
