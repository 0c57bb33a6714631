//! The texts of a part, one after the other.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::broken;
use crate::problem::Problem;

/// Reads a part: an empty element as one that begins and ends.
pub(super) fn reader(part: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
}

/// The next thing in a part.
pub(super) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, Problem> {
    reader.read_event().map_err(|_| broken())
}

/// An attribute of an element, whatever its prefix is.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| broken())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| broken())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A number in an attribute of an element.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Problem> {
    let text = attribute(element, name)?;
    text.map(|text| text.trim().parse().map_err(|_| broken())).transpose()
}

/// Adds a reference such as `&amp;` to a text, as the character that it stands for.
pub(super) fn refer(text: &mut String, reference: &BytesRef<'_>) -> Result<(), Problem> {
    match reference.resolve_char_ref().map_err(|_| broken())? {
        Some(character) => text.push(character),
        None => text.push_str(resolve_predefined_entity(reference).ok_or_else(broken)?),
    }
    Ok(())
}

/// A text in which characters stand as `_x000D_`, as it is meant.
pub(super) fn unescaped(text: &str) -> String {
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
