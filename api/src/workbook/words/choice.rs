//! Yes or no, names, and the word that was meant.

use super::{Cell, Said, plain, said, shown, unread};
use crate::fold::fold;

/// Yes or no: ja, nee, waar, onwaar, x, 1, 0.
pub(crate) fn yes_no(cell: &Cell) -> Said<bool> {
    said(cell, |cell| match plain(&shown(cell)).as_str() {
        "ja" | "j" | "yes" | "y" | "waar" | "true" | "x" | "v" | "✓" | "✔" | "1" => Ok(Some(true)),
        "nee" | "neen" | "n" | "no" | "onwaar" | "false" | "0" => Ok(Some(false)),
        _ => Err(unread(cell, "is geen ja of nee.", "is neither yes (ja) nor no (nee).")),
    })
}

/// The most names in one cell.
const MOST_NAMES: usize = 100;
/// The longest word, in characters, that can be a slip of the pen for another.
const LONGEST: usize = 200;

/// Names, apart by a semicolon or on lines of their own; by a comma where neither is there. A name that holds a comma
/// is found by looking for the whole text first.
pub(crate) fn names(cell: &Cell) -> Said<Vec<String>> {
    said(cell, |cell| {
        let words = shown(cell);
        let between: &[char] = if words.contains([';', '\n']) { &[';', '\n'] } else { &[','] };
        let names = words.split(between).map(str::trim).filter(|name| !name.is_empty());
        let names: Vec<String> = names.take(MOST_NAMES + 1).map(str::to_owned).collect();
        if names.len() > MOST_NAMES {
            return Err(unread(
                cell,
                format!("noemt er te veel: hoogstens {MOST_NAMES} staan in één cel."),
                format!("names too many: at most {MOST_NAMES} stand in one cell."),
            ));
        }
        Ok((!names.is_empty()).then_some(names))
    })
}

/// The candidate that a word was probably meant to be, whatever its case and accents: one that differs by few letters,
/// else the only one of which it is a part.
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this many letters a part of a name is a part of anything.
    const PART: usize = 4;
    let word = fold(word);
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let (mut nearest, mut parts) = (None, Vec::new());
    for candidate in candidates {
        let folded = fold(candidate);
        let longest = length.max(folded.chars().count());
        let most = longest / 4 + 1;
        // As many letters as one is longer than the other, they differ at least.
        let is_near = longest <= LONGEST && longest - length.min(folded.chars().count()) <= most;
        let apart = if is_near { strsim::osa_distance(&word, &folded) } else { usize::MAX };
        if apart <= most && apart < length && nearest.is_none_or(|(least, _)| apart < least) {
            nearest = Some((apart, candidate));
        }
        if length >= PART && (folded.contains(&word) || folded.chars().count() >= PART && word.contains(&folded)) {
            parts.push(candidate);
        }
    }
    nearest.map(|(_, candidate)| candidate).or(if let [only] = parts[..] { Some(only) } else { None })
}

/// What to add to a sentence where something else was probably meant: ` Bedoelde u “Provincie Drenthe”?`
pub(crate) fn did_you_mean(meant: Option<&str>) -> [String; 2] {
    let ask = |question: &str| meant.map_or_else(String::new, |meant| format!(" {question} “{meant}”?"));
    [ask("Bedoelde u"), ask("Did you mean")]
}

#[cfg(test)]
mod tests {
    use async_graphql::MaybeUndefined::{Null, Value};

    use super::*;

    #[test]
    fn yes_and_no_are_understood_in_the_ways_that_people_tick_boxes() {
        let say = |text: &str| yes_no(&Cell::text(text)).map(|said| said.value().copied());
        assert_eq!((say("Ja"), say("x"), say("NEE")), (Ok(Some(true)), Ok(Some(true)), Ok(Some(false))));
        assert_eq!(yes_no(&Cell::Number("1".into())), Ok(Value(true)));
        assert_eq!(yes_no(&Cell::Truth(false)), Ok(Value(false)));
        assert!(say("misschien").is_err());
    }

    #[test]
    fn names_are_apart_by_semicolons_before_commas() {
        let split = |text: &str| names(&Cell::text(text)).expect("names");
        assert_eq!(
            split("UWV; Gemeente Zwolle, afdeling Werk;"),
            Value(vec!["UWV".into(), "Gemeente Zwolle, afdeling Werk".into()])
        );
        assert_eq!(split("UWV, OTIB"), Value(vec!["UWV".into(), "OTIB".into()]));
        assert_eq!(split("UWV\r\nOTIB"), Value(vec!["UWV".into(), "OTIB".into()]));
        assert_eq!((split(" ; "), split("<leeg>")), (Null, Null));
        assert!(names(&Cell::text(&"a;".repeat(MOST_NAMES))).is_ok());
        assert!(names(&Cell::text(&"a;".repeat(MOST_NAMES + 1))).is_err());
    }

    #[test]
    fn the_word_that_was_meant_is_the_nearest_one_within_reason() {
        let parties = ["Provincie Drenthe", "Provincie Overijssel", "UWV", "Techniek Nederland", "Coöperatie Één"];
        let meant = |word| closest(word, parties);
        assert_eq!(meant("provincie drente"), Some("Provincie Drenthe"));
        assert_eq!(meant("Drenthe"), Some("Provincie Drenthe"));
        assert_eq!((meant("Provincie"), meant("cooperatie een")), (None, Some("Coöperatie Één")));
        assert_eq!((meant("UVW"), meant("OTIB"), meant("")), (Some("UWV"), None, None));
        assert_eq!(did_you_mean(meant("UVW"))[0], " Bedoelde u “UWV”?");
    }
}
