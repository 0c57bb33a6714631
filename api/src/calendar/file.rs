//! A calendar as a file, by RFC 5545.
//!
//! Escaping, folding and line ends are those of the `icalendar` crate. It writes control characters as they are, which would
//! let a title forge lines, so they are taken out here; it folds slowly what is long, so texts are cut; and it cannot write a
//! time zone.

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use super::entry::Entry;

/// The longest text of an entry, in characters; the whole of it stands in the API.
const LONGEST: usize = 1_000;
/// How often subscribers look for changes, where they let the file say so.
const REFRESH: &str = "PT4H";
const END: &str = "END:VCALENDAR\r\n";

/// The clock of Amsterdam as it has been since 1996: an hour ahead from the last Sunday of March at 02:00 until that of
/// October at 03:00.
const AMSTERDAM: &str = "BEGIN:VTIMEZONE\r
TZID:Europe/Amsterdam\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
";

/// The file of a calendar with a name.
pub(super) fn written(name: &str, entries: &[Entry]) -> String {
    let head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//Akkoord//Akkoord//NL"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-TIMEZONE", "Europe/Amsterdam"),
        ("X-PUBLISHED-TTL", REFRESH),
    ];
    let mut calendar = Calendar::empty();
    calendar.properties = Property::from_array(head);
    calendar.append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done());
    calendar.name(&line(name));
    let mut file = calendar.to_string();
    file.truncate(file.len() - END.len());
    file.push_str(AMSTERDAM);
    for entry in entries {
        file.push_str(&Component::to_string(&event(entry)));
    }
    file.push_str(END);
    file
}

fn event(entry: &Entry) -> Event {
    let mut event = Event::new();
    event
        .uid(&entry.uid)
        .sequence(entry.version.unsigned_abs())
        .timestamp(entry.changed_at)
        .add_property("LAST-MODIFIED", instant(entry.changed_at))
        .summary(&line(&entry.summary))
        .description(&cut(&plain(&entry.description.join("\n"))))
        .add_property("CATEGORIES", entry.category);
    if let Some(place) = &entry.place {
        event.location(&line(place));
    }
    if let Some((starts, ends)) = entry.hours {
        event.append_property(local("DTSTART", entry.day, starts));
        ends.map(|ends| event.append_property(local("DTEND", entry.day, ends)));
    } else {
        event.append_property(date("DTSTART", entry.day)).add_property("TRANSP", "TRANSPARENT");
        entry.day.succ_opt().map(|next| event.append_property(date("DTEND", next)));
    }
    event
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn date(name: &str, day: NaiveDate) -> Property {
    Property::new(name, day.format("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// A time by the clock of Amsterdam. Of one that it shows twice in autumn, the first is meant, as the RFC says.
fn local(name: &str, day: NaiveDate, minute: i32) -> Property {
    let at = format!("{}T{:02}{:02}00", day.format("%Y%m%d"), minute / 60, minute % 60);
    Property::new(name, at).add_parameter("TZID", "Europe/Amsterdam").done()
}

/// A text on one line.
fn line(text: &str) -> String {
    cut(&plain(text).replace('\n', " "))
}

/// A text whose lines end in one way, and which has no other control characters.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    lines.replace('\t', " ").replace(|letter: char| letter.is_control() && letter != '\n', "")
}

/// A text of at most so many characters, of which it is seen that it goes on.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(summary: &str, description: &str) -> Entry {
        Entry {
            uid: "u".to_owned(),
            version: 3,
            changed_at: "2026-11-20T11:00:00.123456Z".parse().expect("an instant"),
            day: "2026-12-31".parse().expect("a day"),
            hours: None,
            summary: summary.to_owned(),
            description: vec![description.to_owned()],
            place: None,
            category: "Afspraak",
        }
    }

    /// The lines of an event, unfolded.
    fn lines(entry: Entry) -> Vec<String> {
        let file = written("Agenda", &[entry]);
        let (_, event) = file.split_once("BEGIN:VEVENT\r\n").expect("an event");
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
        assert_eq!(file.matches('\r').count(), file.matches("\r\n").count());
        event.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_deadline_is_a_whole_day_and_says_nothing_that_is_not_asked() {
        let mut own = lines(entry("Afspraak", "Stand: afgesproken"));
        own.truncate(own.len() - 1);
        let expected = [
            "CATEGORIES:Afspraak",
            "DESCRIPTION:Stand: afgesproken",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20261120T110000Z",
            "DTSTART;VALUE=DATE:20261231",
            "LAST-MODIFIED:20261120T110000Z",
            "SEQUENCE:3",
            "SUMMARY:Afspraak",
            "TRANSP:TRANSPARENT",
            "UID:u",
            "END:VEVENT",
        ];
        assert_eq!(own, expected);
    }

    #[test]
    fn no_text_forges_a_line() {
        let forged = "a\r\nATTENDEE:x\rURL:y\n\u{2028}z\u{0}\u{7}\u{b}; b, c\\n";
        let own = lines(entry(forged, forged));
        assert!(own.contains(&r"SUMMARY:a ATTENDEE:x URL:y  z\; b\, c\\n".to_owned()), "{own:?}");
        assert!(own.contains(&r"DESCRIPTION:a\nATTENDEE:x\nURL:y\n\nz\; b\, c\\n".to_owned()), "{own:?}");
        assert_eq!(own.len(), 12);
    }

    #[test]
    fn long_texts_are_folded_between_characters_and_cut() {
        let long = "é een ❤ ".repeat(1_000);
        let own = lines(entry(&long, &long));
        let whole: String = long.chars().take(LONGEST).collect();
        assert!(own.contains(&format!("SUMMARY:{whole}…")));
    }
}
