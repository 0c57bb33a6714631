//! Where something stands, in the words that people write in an action list.

use entity::CommitmentState as State;

use crate::{
    fold::fold,
    problem::{Code, Problem},
    workbook::words::closest,
};

/// Words, folded, and what they mean.
const WORDS: &[(State, &[&str])] = &[
    (
        State::Agreed,
        &[
            "afgesproken",
            "open",
            "nieuw",
            "nog niet gestart",
            "niet gestart",
            "te doen",
            "nog te doen",
            "todo",
            "to do",
            "gepland",
            "nog niet begonnen",
            "openstaand",
            "staat open",
        ],
    ),
    (
        State::InProgress,
        &[
            "in uitvoering",
            "loopt",
            "lopend",
            "lopende",
            "bezig",
            "mee bezig",
            "onderhanden",
            "in behandeling",
            "gestart",
            "doorlopend",
            "op schema",
            "loopt nog",
            "loopt achter",
            "vertraagd",
            "in gang gezet",
        ],
    ),
    (State::ReportedDone, &["gereed gemeld", "gemeld als gereed", "ter goedkeuring"]),
    (
        State::Fulfilled,
        &[
            "nagekomen",
            "afgerond",
            "gereed",
            "klaar",
            "gedaan",
            "voltooid",
            "afgehandeld",
            "uitgevoerd",
            "done",
            "100%",
        ],
    ),
    (
        State::PartlyFulfilled,
        &["deels nagekomen", "deels afgerond", "deels gereed", "gedeeltelijk afgerond", "gedeeltelijk nagekomen"],
    ),
    (State::NotFulfilled, &["niet nagekomen", "niet gehaald", "niet gelukt", "niet gedaan", "niet uitgevoerd"]),
    (
        State::Released,
        &["vervallen in overleg", "vervallen", "vervalt", "geschrapt", "niet meer nodig", "gestopt", "afgevoerd"],
    ),
    (State::Withdrawn, &["ingetrokken", "teruggetrokken"]),
    (State::Superseded, &["vervangen"]),
];

/// What a word for a state means.
pub(super) fn state(word: &str) -> Result<State, Problem> {
    let folded = fold(word);
    let folded = folded.trim_end_matches(['.', '!']).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((state, _)) = WORDS.iter().find(|(_, known)| known.contains(&folded.as_str())) {
        return Ok(*state);
    }
    let near = closest(&folded, WORDS.iter().flat_map(|(_, known)| known.iter().copied()));
    let [nl, en] = match near {
        Some(near) => [format!("; bedoelde u “{near}”?"), format!("; did you mean “{near}”?")],
        None => [
            "; schrijf bijvoorbeeld “loopt”, “afgerond” of “vervallen”.".to_owned(),
            "; write for instance “loopt”, “afgerond” or “vervallen”.".to_owned(),
        ],
    };
    Err(Problem::new(Code::OutOfRange, &[]).saying(
        format!("De stand “{word}” begrijpen wij niet{nl}"),
        format!("We do not understand the state “{word}”{en}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_understood_or_asked_about_and_never_guessed() {
        assert_eq!(state("Afgerond").unwrap(), State::Fulfilled);
        assert_eq!(state(" nog  niet gestart.").unwrap(), State::Agreed);
        assert_eq!(state("Loopt").unwrap(), State::InProgress);
        assert_eq!(state("niet gehaald").unwrap(), State::NotFulfilled);
        assert!(state("50%").is_err());
        assert!(state("niet afgerond").is_err(), "no word within another says what it means");
    }

    #[test]
    fn no_word_means_two_states() {
        let all: Vec<&str> = WORDS.iter().flat_map(|(_, known)| known.iter().copied()).collect();
        let different: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len());
    }
}
