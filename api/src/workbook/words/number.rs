//! Numbers and amounts, and how exact people say that they are.

use entity::{Decimal, Qualifier};

use super::{Cell, Said, plain, said, unread};
use crate::problem::Problem;

/// What people say before a number, and what it says of it. Where one begins like another, the longer one stands first.
const QUALIFIERS: [(&str, Qualifier); 32] = [
    ("een stuk of", Qualifier::About),
    ("naar schatting", Qualifier::About),
    ("om en nabij", Qualifier::About),
    ("ongeveer", Qualifier::About),
    ("omstreeks", Qualifier::About),
    ("circa", Qualifier::About),
    ("rond de", Qualifier::About),
    ("rond", Qualifier::About),
    ("ca.", Qualifier::About),
    ("ca", Qualifier::About),
    ("plm.", Qualifier::About),
    ("zo'n", Qualifier::About),
    ("+/-", Qualifier::About),
    ("±", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("ten minste", Qualifier::AtLeast),
    ("tenminste", Qualifier::AtLeast),
    ("minstens", Qualifier::AtLeast),
    ("minimaal", Qualifier::AtLeast),
    ("minimum", Qualifier::AtLeast),
    ("meer dan", Qualifier::AtLeast),
    ("min.", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    ("iets meer dan", Qualifier::JustOver),
    ("ruim", Qualifier::JustOver),
    ("een kleine", Qualifier::JustUnder),
    ("kleine", Qualifier::JustUnder),
    ("bijna", Qualifier::JustUnder),
    ("krap", Qualifier::JustUnder),
    ("precies", Qualifier::Exact),
];

/// What people say after a number, and how many it makes of one.
const TIMES: [(&str, i64); 7] = [
    ("duizend", 1_000),
    ("miljoen", 1_000_000),
    ("mln.", 1_000_000),
    ("mln", 1_000_000),
    ("miljard", 1_000_000_000),
    ("mld.", 1_000_000_000),
    ("mld", 1_000_000_000),
];

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unread {
    NoNumber,
    TooFine,
    TooLarge,
}

/// A number of at most four decimals, and how exact it is: `1.250,5`, `zo'n 110`, `12,5%`.
pub(crate) fn number(cell: &Cell) -> Said<(Decimal, Qualifier)> {
    said(cell, |cell| {
        let read = match cell {
            Cell::Number(digits) => written(digits).map(|number| (number, Qualifier::Exact)),
            Cell::Text(text) => in_words(text.trim_end_matches([' ', '%', '\u{a0}'])),
            _ => Err(Unread::NoNumber),
        };
        read.map(Some).map_err(|cause| problem(cell, cause))
    })
}

/// An amount in EUR cents, and how exact it is: `€ 12.500,-`, `ruim 400.000`, `1,5 mln`.
pub(crate) fn amount(cell: &Cell) -> Said<(i64, Qualifier)> {
    said(cell, |cell| {
        let read = match cell {
            Cell::Number(digits) => written(digits).map(|number| (number, Qualifier::Exact)),
            Cell::Text(text) => {
                let euros = plain(text);
                in_words(&["€", "euro", "eur"].iter().fold(euros, |text, sign| without(&text, sign)))
            }
            _ => Err(Unread::NoNumber),
        };
        let (euros, qualifier) = read.map_err(|cause| problem(cell, cause))?;
        let cents = euros
            .cents()
            .ok_or_else(|| unread(cell, "is geen bedrag in hele centen.", "is no amount in whole cents."))?;
        Ok(Some((cents, qualifier)))
    })
}

/// Without the sign of a currency, which stands before or after the number.
fn without(text: &str, sign: &str) -> String {
    text.split(sign).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn problem(cell: &Cell, cause: Unread) -> Problem {
    let (nl, en) = match cause {
        Unread::NoNumber => (
            "is geen getal. Schrijf alleen het getal, zoals 1250 of 1.250,5 of zo'n 110.",
            "is no number. Write only the number, such as 1250 or 1.250,5 or zo'n 110.",
        ),
        Unread::TooFine => ("heeft meer dan 4 decimalen. Rond het af.", "has more than 4 decimals. Round it."),
        Unread::TooLarge => ("is groter dan wat kan worden vastgelegd.", "is larger than what can be recorded."),
    };
    unread(cell, nl, en)
}

/// A number in words and digits, and what the words say of it.
fn in_words(text: &str) -> Result<(Decimal, Qualifier), Unread> {
    let text = plain(text);
    let said = QUALIFIERS.iter().find_map(|(word, qualifier)| {
        let rest = text.strip_prefix(word)?;
        // "ruim" is no beginning of "ruimte".
        (!(word.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic))).then_some((rest, *qualifier))
    });
    let (rest, qualifier) = said.unwrap_or((&text, Qualifier::Exact));
    let times = TIMES.iter().find_map(|(word, times)| Some((rest.strip_suffix(word)?, *times)));
    let (digits, times) = times.unwrap_or((rest, 1));
    let number = in_digits(digits.trim())?;
    number.0.checked_mul(times).map(|number| (Decimal(number), qualifier)).ok_or(Unread::TooLarge)
}

/// A number in digits, as in Dutch or with a point for its decimals. A point before three digits stands for thousands.
fn in_digits(text: &str) -> Result<Decimal, Unread> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let digits = [",-", ",--", ",=", ".-"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == ',') {
        return Err(Unread::NoNumber);
    }
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let (whole, decimals, between) = match (points, commas, digits.rfind('.') > digits.rfind(',')) {
        (_, 1, false) => (&digits[..digits.find(',').unwrap_or(0)], digits.rsplit(',').next(), '.'),
        (1, 0, _) if !is_grouped(digits, '.') => {
            digits.split_once('.').map_or((digits, None, '.'), |(whole, decimals)| (whole, Some(decimals), ' '))
        }
        (1, 1.., true) => {
            digits.split_once('.').map_or((digits, None, ','), |(whole, decimals)| (whole, Some(decimals), ','))
        }
        (0, 2.., _) => (digits, None, ','),
        _ => (digits, None, '.'),
    };
    let between = if whole.contains(' ') { ' ' } else { between };
    if whole.contains(between) && !is_grouped(whole, between) {
        return Err(Unread::NoNumber);
    }
    let whole: String = whole.chars().filter(|&c| c != between).collect();
    let whole = if whole.is_empty() { "0" } else { &whole };
    written(&format!("{sign}{whole}.{}", decimals.unwrap_or("0")))
}

/// Whether digits stand in groups of three, the first of which may be shorter and is not zero.
fn is_grouped(digits: &str, between: char) -> bool {
    let mut groups = digits.split(between);
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let first_holds = (1..=3).contains(&first.len()) && all_digits(first) && !first.starts_with('0');
    first_holds && groups.all(|group| group.len() == 3 && all_digits(group))
}

/// A number with a point for its decimals.
fn written(text: &str) -> Result<Decimal, Unread> {
    text.parse().map_err(|_| {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if text.contains('E') {
            Unread::TooLarge
        } else if !all_digits(whole.trim_start_matches('-')) || !all_digits(decimals) {
            Unread::NoNumber
        } else if decimals.trim_end_matches('0').len() > 4 {
            Unread::TooFine
        } else {
            Unread::TooLarge
        }
    })
}

#[cfg(test)]
mod tests {
    use async_graphql::MaybeUndefined::Value;
    use proptest::prelude::*;

    use super::*;
    use crate::{language::Language, notation};

    fn read(text: &str) -> Option<String> {
        match number(&Cell::text(text)) {
            Ok(Value((number, Qualifier::Exact))) => Some(number.to_string()),
            Ok(Value((number, qualifier))) => Some(format!("{qualifier:?} {number}")),
            Ok(_) => Some("nothing".to_owned()),
            Err(_) => None,
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written_in_dutch() {
        for (text, number) in [
            ("1.250,5", "1250.5"),
            ("1250,5", "1250.5"),
            ("1.250", "1250"),
            ("1250.5", "1250.5"),
            ("1250.500", "1250.5"),
            ("1.25", "1.25"),
            ("0.250", "0.25"),
            ("1,250", "1.25"),
            ("1,250.5", "1250.5"),
            ("1,250,000", "1250000"),
            ("12.345.678,9", "12345678.9"),
            ("1 250,5", "1250.5"),
            ("1\u{a0}250", "1250"),
            ("-\u{a0}60.000", "-60000"),
            ("−5", "-5"),
            ("+5", "5"),
            (",5", "0.5"),
            ("41,1 %", "41.1"),
            ("0007", "7"),
            ("1,5 miljoen", "1500000"),
            ("400 duizend", "400000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_and_never_guessed() {
        let texts = [
            "1.2.3",
            "1.25.000",
            "1,2,3",
            "12 34",
            "110 bedrijven",
            "tien",
            "1-2",
            "5-",
            "--5",
            "1e5",
            "ruimte 5",
            "1.250.5",
            "€ 5",
            "12.34,5.6",
            "1..5",
            ".",
            ",",
            "-",
        ];
        for text in texts {
            assert_eq!(read(text), None, "{text}");
        }
        let said = |cell: Cell| number(&cell).expect_err("a problem").sentence(Language::Nl).to_owned();
        assert_eq!(
            said(Cell::Number("0.333333333333333".into())),
            "“0,333333333333333” heeft meer dan 4 decimalen. Rond het af."
        );
        assert_eq!(said(Cell::Number("1E300".into())), "“1E300” is groter dan wat kan worden vastgelegd.");
        assert_eq!(
            said(Cell::text("99 miljard miljard")),
            "“99 miljard miljard” is geen getal. Schrijf alleen het getal, zoals 1250 of 1.250,5 of zo'n 110."
        );
        assert_eq!(
            said(Cell::text("922.337.203.685.478")),
            "“922.337.203.685.478” is groter dan wat kan worden vastgelegd."
        );
        assert!(number(&Cell::Truth(true)).is_err());
    }

    #[test]
    fn the_words_before_a_number_say_how_exact_it_is() {
        for (text, meant) in [
            ("zo'n 110", "About 110"),
            ("Zo’n 550", "About 550"),
            ("circa 50", "About 50"),
            ("ca. 50", "About 50"),
            ("± 50", "About 50"),
            ("~50", "About 50"),
            ("ruim 400.000", "JustOver 400000"),
            ("minstens 5", "AtLeast 5"),
            ("≥5", "AtLeast 5"),
            ("kleine 130", "JustUnder 130"),
            ("een kleine 130", "JustUnder 130"),
            ("precies 12", "12"),
        ] {
            assert_eq!(read(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn an_amount_is_whole_cents() {
        let cents = |text: &str| match amount(&Cell::text(text)) {
            Ok(Value((cents, _))) => Some(cents),
            _ => None,
        };
        assert_eq!(cents("€ 12.500,-"), Some(1_250_000));
        assert_eq!(cents("€12.500,--"), Some(1_250_000));
        assert_eq!(cents("EUR 12,50"), Some(1_250));
        assert_eq!(cents("-€ 5"), Some(-500));
        assert_eq!(cents("400.000 euro"), Some(40_000_000));
        assert_eq!(cents("€ 1,5 mln"), Some(150_000_000));
        assert_eq!(amount(&Cell::text("ruim € 400.000")), Ok(Value((40_000_000, Qualifier::JustOver))));
        assert_eq!(amount(&Cell::Number("12.5".into())), Ok(Value((1_250, Qualifier::Exact))));
        assert_eq!((cents("12,505"), cents("$ 5"), cents("€"), cents("5%")), (None, None, None, None));
    }

    proptest! {
        #[test]
        fn every_number_written_in_dutch_is_read_back(scaled in any::<i64>()) {
            let number = Decimal(scaled);
            let said = super::number(&Cell::text(&notation::decimal(&number.to_string())));
            prop_assert_eq!(said, Ok(Value((number, Qualifier::Exact))));
        }

        #[test]
        fn every_amount_written_in_dutch_is_read_back(cents in -92_233_720_368_547_758_i64..92_233_720_368_547_758) {
            prop_assert_eq!(amount(&Cell::text(&notation::euros(cents))), Ok(Value((cents, Qualifier::Exact))));
        }

        #[test]
        fn no_text_ends_in_more_than_a_problem(text in any::<String>()) {
            let _ = (number(&Cell::text(&text)), amount(&Cell::text(&text)));
        }
    }
}
