//! Why a token is not believed, and why keys cannot be used.

/// Why keys cannot be used, for whoever starts the program.
#[derive(Debug)]
pub struct KeyProblem(pub(super) String);

impl KeyProblem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }
}

/// Why a token gives no claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unverified {
    /// The token is bad.
    Bad(BadToken),
    /// The issuer's keys could not be fetched, so nobody can tell whether it is.
    NoKeys,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadToken {
    /// It is no signed token, or its claims are not of the right kind.
    Malformed,
    /// No key of ours is the one it names, with the algorithm it names.
    UnknownKey,
    /// It was not signed with the key it names.
    Signature,
    /// Its time is over.
    Expired,
    /// Its time has not come.
    NotYetValid,
    /// It is meant for another program.
    Audience,
    /// Another issuer made it.
    Issuer,
    /// `exp`, `iss`, `sub` or `aud` is missing.
    MissingClaim,
}

impl BadToken {
    /// What to tell the client; nothing of the token or the keys is in it.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Malformed => "The token is malformed.",
            Self::UnknownKey => "The token is signed with an unknown key or algorithm.",
            Self::Signature => "The signature of the token is not valid.",
            Self::Expired => "The token has expired.",
            Self::NotYetValid => "The token is not valid yet.",
            Self::Audience => "The token is meant for another audience.",
            Self::Issuer => "The token comes from another issuer.",
            Self::MissingClaim => "The token lacks one of the claims exp, iss, sub and aud.",
        }
    }
}
