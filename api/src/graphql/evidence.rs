//! Evidence: a title, an address and a digest. The document itself stays where it is.

use async_graphql::{InputObject, SimpleObject};

use crate::problem::{Code, NAME, Problem, Problems, REASON};

/// What shows that something is so. The document itself stays where it is. *Bewijs.*
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Evidence {
    /// What it is. *Titel.*
    pub(crate) title: String,
    /// Where it is. *Vindplaats.*
    pub(crate) link: Option<String>,
    /// The SHA-256 of the document, in 64 hexadecimal digits. *Controlegetal.*
    pub(crate) sha256: Option<String>,
}

/// What shows that something is so. The document itself stays where it is. *Bewijs.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EvidenceInput {
    /// What it is; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// Where it is: an address that begins with http:// or https://. *Vindplaats.*
    pub(crate) link: Option<String>,
    /// The SHA-256 of the document, in 64 hexadecimal digits. *Controlegetal.*
    pub(crate) sha256: Option<String>,
}

impl EvidenceInput {
    /// The evidence, with its problems noted.
    pub(crate) fn checked(&self, path: &[&str], problems: &mut Problems) -> Evidence {
        let below = |field| [path, &[field]].concat();
        let title = problems.text(&self.title, NAME, &below("title"));
        let link = problems.optional_text(self.link.as_deref(), REASON, &below("link"));
        if link.as_deref().is_some_and(|link| !is_address(link)) {
            problems.add(Problem::new(Code::OutOfRange, &below("link")).saying(
                "Een vindplaats begint met http:// of https://.",
                "An address begins with http:// or https://.",
            ));
        }
        let sha256 = self.sha256.as_deref().map(|digest| digest.trim().to_ascii_lowercase());
        let is_digest = |digest: &String| digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        if !sha256.as_ref().is_none_or(is_digest) {
            problems.add(
                Problem::new(Code::OutOfRange, &below("sha256"))
                    .saying("Een SHA-256 heeft 64 hexadecimale cijfers.", "A SHA-256 has 64 hexadecimal digits."),
            );
        }
        Evidence { title, link, sha256 }
    }
}

/// Whether a browser may be sent there.
fn is_address(link: &str) -> bool {
    let scheme = link
        .split_once("://")
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"));
    let is_clean = link.chars().all(|c| !c.is_whitespace() && !c.is_control());
    is_clean && scheme.is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_found_on_the_web_only() {
        assert!(is_address("https://example.org/verslag.pdf") && is_address("HTTP://example.org"));
        for link in
            ["javascript:alert(1)", "https://", "https:// x.nl", "file:///etc/hosts", "example.org", "http:///x"]
        {
            assert!(!is_address(link), "{link}");
        }
    }

    #[test]
    fn a_digest_is_kept_in_lower_case() {
        let mut problems = Problems::new();
        let input = EvidenceInput { title: "Verslag".into(), link: None, sha256: Some("AB".repeat(32)) };
        assert_eq!(input.checked(&["evidence"], &mut problems).sha256, Some("ab".repeat(32)));
        assert!(problems.finish().is_ok());
    }
}
