//! The texts of a part, one after the other.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{broken, too_much};
use crate::problem::Problem;

/// The most things that stand in a part: elements, their ends and the texts between them.
const MOST_EVENTS: u32 = 4_000_000;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 60;
/// The most characters of a text, as many as a cell holds; each is of four bytes at most.
const MOST_CHARACTERS: usize = 32_767;

/// A part as it is being read: an empty element begins and ends.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    left: u32,
}

impl<'a> Xml<'a> {
    pub(super) fn of(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, left: MOST_EVENTS }
    }

    /// The next thing in it.
    pub(super) fn next(&mut self) -> Result<Event<'a>, Problem> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            too_much("een onderdeel bestaat uit te veel stukjes", "a part consists of too many pieces")
        })?;
        self.reader.read_event().map_err(|_| broken())
    }
}

/// Some attributes of an element, whatever their prefixes are.
pub(super) fn attributes<'a, const N: usize>(
    element: &'a BytesStart<'_>,
    names: [&str; N],
) -> Result<[Option<Cow<'a, str>>; N], Problem> {
    let mut found = [const { None }; N];
    for (at, attribute) in element.attributes().with_checks(false).enumerate() {
        let attribute = attribute.map_err(|_| broken())?;
        let name = attribute.key.local_name();
        if let Some(place) = names.iter().position(|wanted| *wanted == name.as_ref()) {
            found[place] = Some(attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?);
        }
        if at > MOST_ATTRIBUTES {
            return Err(broken());
        }
    }
    Ok(found)
}

/// An attribute of an element.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    let [found] = attributes(element, [name])?;
    Ok(found.map(Cow::into_owned))
}

/// The number in an attribute; zero where it is not there.
pub(super) fn number(said: Option<Cow<'_, str>>) -> Result<u32, Problem> {
    said.map_or(Ok(0), |text| text.trim().parse().map_err(|_| broken()))
}

/// Adds words to a text, which no cell lets grow without end.
pub(super) fn add(text: &mut String, words: &str) -> Result<(), Problem> {
    if text.len() + words.len() > 4 * MOST_CHARACTERS {
        return Err(too_long());
    }
    text.push_str(words);
    Ok(())
}

/// A whole text of at most as many characters as a cell holds, in which some stand as `_x000D_`, as it is meant.
pub(super) fn whole(text: &str) -> Result<String, Problem> {
    let is_short = text.len() <= MOST_CHARACTERS || text.chars().count() <= MOST_CHARACTERS;
    if is_short { Ok(unescaped(text)) } else { Err(too_long()) }
}

fn too_long() -> Problem {
    too_much("een tekst telt meer dan 32767 tekens", "a text has more than 32767 characters")
}

/// The words of a text, or the character for which a reference such as `&amp;` stands; none where it is something else.
pub(super) fn words<'a>(event: &'a Event<'_>) -> Result<Option<Cow<'a, str>>, Problem> {
    Ok(match event {
        Event::Text(words) => Some(words.xml10_content()),
        Event::CData(words) => Some(words.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| broken())? {
            Some(character) => Some(character.to_string().into()),
            None => Some(resolve_predefined_entity(reference).ok_or_else(broken)?.into()),
        },
        _ => None,
    })
}

/// A text in which characters stand as `_x000D_`, as it is meant.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let unit = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        if at > 0 || unit.is_none() {
            plain.push_str(&String::from_utf16_lossy(&units));
            units.clear();
        }
        plain.push_str(&rest[..at]);
        if let Some(unit) = unit.and_then(|code| u16::from_str_radix(code, 16).ok()) {
            units.push(unit);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(&String::from_utf16_lossy(&units));
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escaped_characters_are_read_as_they_are_meant() {
        assert_eq!(unescaped("a_x000D_\nb"), "a\r\nb");
        assert_eq!(unescaped("_x005F_x000D_ en _x en _xZZZZ_"), "_x000D_ en _x en _xZZZZ_");
        assert_eq!(unescaped("_xD83D__xDE00_ _x0041_"), "😀 A");
        assert_eq!(unescaped("_x00é_ café_x"), "_x00é_ café_x");
    }
}
