//! What a token says, once it is believed.

use serde::Deserialize;

/// Who a token names, and how far it reaches at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// Who vouches for the subject.
    pub issuer: String,
    /// The person or program, in the issuer's own terms.
    pub subject: String,
    /// What this token may be used for at most.
    pub scopes: Scopes,
    /// The indicators that a dashboard token may show besides what is public.
    pub indicators: Vec<String>,
}

/// What a token may be used for at most; rights come from memberships and are never widened by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    read: bool,
    write: bool,
    dashboard: bool,
}

impl Scopes {
    /// Reading and writing: what a token gets that names no scope of ours.
    pub const FULL: Self = Self { read: true, write: true, dashboard: false };
    /// Reading only.
    pub const READ: Self = Self { read: true, write: false, dashboard: false };
    /// What is public and the indicators named in the token, figures only.
    pub const DASHBOARD: Self = Self { read: false, write: false, dashboard: true };

    /// Whether the token's own rights may be used to read. A reply to a write is read too, so writing includes it.
    #[must_use]
    pub fn may_read(self) -> bool {
        (self.read || self.write) && !self.dashboard
    }

    /// Whether the token may be used to write.
    #[must_use]
    pub fn may_write(self) -> bool {
        self.write && !self.dashboard
    }

    /// Whether the token shows figures only, of what is public and of the indicators it names, whatever else it says.
    #[must_use]
    pub fn dashboard_only(self) -> bool {
        self.dashboard
    }

    /// The scopes among these words. Others' words are ignored; without one of ours the token is not narrowed.
    pub(super) fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = Self { read: false, write: false, dashboard: false };
        for word in words {
            match word {
                "read" => found.read = true,
                "write" => found.write = true,
                "dashboard" => found.dashboard = true,
                _ => {}
            }
        }
        if found.read || found.write || found.dashboard { found } else { Self::FULL }
    }

    pub(super) fn to_words(self) -> String {
        let words = [(self.read, "read"), (self.write, "write"), (self.dashboard, "dashboard")];
        words.into_iter().filter_map(|(has, word)| has.then_some(word)).collect::<Vec<_>>().join(" ")
    }
}

/// A token's claims as they travel, besides the audience. Times are seconds since 1970 and may have a fraction.
#[derive(Deserialize)]
pub(super) struct Wire {
    pub(super) iss: Option<String>,
    pub(super) sub: Option<String>,
    pub(super) exp: Option<f64>,
    pub(super) nbf: Option<f64>,
    scope: Option<Words>,
    scp: Option<Words>,
    indicators: Option<Vec<String>>,
}

impl Wire {
    /// The claims, if both names are there.
    pub(super) fn into_claims(self) -> Option<Claims> {
        let words = self.scope.iter().chain(&self.scp).flat_map(Words::iter);
        Some(Claims {
            scopes: Scopes::from_words(words),
            issuer: self.iss?,
            subject: self.sub.filter(|subject| !subject.is_empty())?,
            indicators: self.indicators.unwrap_or_default(),
        })
    }
}

/// Words separated by spaces, or a list of them; issuers differ.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Text(String),
    List(Vec<String>),
}

impl Words {
    fn iter(&self) -> impl Iterator<Item = &str> {
        let parts = match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::List(list) => list,
        };
        parts.iter().flat_map(|part| part.split_ascii_whitespace())
    }
}
