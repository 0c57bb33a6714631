//! Negotiation: which media type and which language the client prefers.

use axum::http::{HeaderMap, HeaderName, header};

use crate::language::Language;

/// The two forms of a GraphQL reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`, whose status tells whether the operation ran.
    GraphQl,
    /// `application/json`, which answers 200 to whatever is a well-formed request.
    Json,
}

impl Media {
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The form the client likes best, if it takes either. Without a word on it that is plain JSON, which every client
    /// reads; a client that lists the newer type knows it, and gets it unless it likes the older one better.
    pub(super) fn negotiate(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(header::ACCEPT) {
            return Some(Self::Json);
        }
        let mut newer = Liking::default();
        let mut older = Liking::default();
        for (range, quality) in preferences(headers, &header::ACCEPT) {
            match range.as_str() {
                "application/graphql-response+json" => newer.take(2, quality),
                "application/json" => older.take(2, quality),
                "application/*" => [&mut newer, &mut older].into_iter().for_each(|liking| liking.take(1, quality)),
                "*/*" => [&mut newer, &mut older].into_iter().for_each(|liking| liking.take(0, quality)),
                _ => {}
            }
        }
        let listed = newer.precision == Some(2);
        match (newer.quality, older.quality) {
            (0, 0) => None,
            (new, old) if new > old || (new == old && listed) => Some(Self::GraphQl),
            _ => Some(Self::Json),
        }
    }
}

/// How much a client likes a media type, by the most precise range that names it.
#[derive(Default)]
struct Liking {
    precision: Option<u8>,
    quality: u16,
}

impl Liking {
    fn take(&mut self, precision: u8, quality: u16) {
        if self.precision.is_none_or(|known| precision > known) {
            *self = Self { precision: Some(precision), quality };
        } else if self.precision == Some(precision) {
            self.quality = self.quality.max(quality);
        }
    }
}

/// The language the client prefers of those we write; Dutch where it names neither.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let mut best = (0, Language::default());
    for (tag, quality) in preferences(headers, &header::ACCEPT_LANGUAGE) {
        let language = match tag.split('-').next() {
            Some("nl" | "*") => Language::Nl,
            Some("en") => Language::En,
            _ => continue,
        };
        if quality > best.0 {
            best = (quality, language);
        }
    }
    best.1
}

/// The entries of a header with their quality in thousandths, in the order they are written. An entry with another
/// charset than UTF-8 is left out, and one with an unreadable quality counts as unwanted.
fn preferences(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, u16)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).filter_map(preference).collect()
}

fn preference(entry: &str) -> Option<(String, u16)> {
    let mut parts = entry.split(';').map(str::trim);
    let range = parts.next()?.to_ascii_lowercase();
    let mut quality = 1000;
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "q" => quality = thousandths(value.trim()).unwrap_or(0),
            "charset" if !value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8") => return None,
            _ => {}
        }
    }
    Some((range, quality))
}

/// `1`, `0.5` or `0.123` as thousandths.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (thousandths <= 1000).then_some(thousandths)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_media_type_follows_the_client() {
        let cases = [
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/json", Some(Media::Json)),
            ("application/graphql-response+json", Some(Media::GraphQl)),
            ("Application/GraphQL-Response+JSON; charset=UTF-8", Some(Media::GraphQl)),
            ("application/graphql-response+json, application/json", Some(Media::GraphQl)),
            ("application/json, application/graphql-response+json", Some(Media::GraphQl)),
            ("application/json, application/graphql-response+json;q=0.9", Some(Media::Json)),
            ("application/graphql-response+json;q=0.2, application/json;q=0.1", Some(Media::GraphQl)),
            ("application/graphql-response+json, */*;q=0.1", Some(Media::GraphQl)),
            ("application/json;q=0.5, */*", Some(Media::GraphQl)),
            ("application/json;q=0, */*", Some(Media::GraphQl)),
            ("application/graphql-response+json;q=0, */*;q=0.1", Some(Media::Json)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(Media::Json)),
            ("text/html", None),
            ("", None),
            ("application/json;q=0", None),
            ("application/json;q=2", None),
            ("application/json;charset=latin1", None),
        ];
        for (accept, media) in cases {
            assert_eq!(Media::negotiate(&headers(header::ACCEPT, accept)), media, "{accept}");
        }
        assert_eq!(Media::negotiate(&HeaderMap::new()), Some(Media::Json));
    }

    #[test]
    fn the_language_is_dutch_unless_english_is_preferred() {
        let cases = [
            ("en", Language::En),
            ("en-GB,en;q=0.9", Language::En),
            ("nl-BE, en;q=0.9", Language::Nl),
            ("nl;q=0.3, en;q=0.7", Language::En),
            ("de, en;q=0.5, *;q=0.1", Language::En),
            ("de", Language::Nl),
            ("EN", Language::En),
            ("en;q=0, nl;q=0.1", Language::Nl),
            ("*", Language::Nl),
            (";;,=", Language::Nl),
        ];
        for (accepted, expected) in cases {
            assert_eq!(language(&headers(header::ACCEPT_LANGUAGE, accepted)), expected, "{accepted}");
        }
        assert_eq!(language(&HeaderMap::new()), Language::Nl);
    }
}
