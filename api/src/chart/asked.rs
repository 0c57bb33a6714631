//! What the address of a chart asks for besides its subject. What else stands in it, such as what newsletters add to follow
//! their readers, is ignored.

use chrono::{Datelike, NaiveDate};

/// What is asked of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The day of its figures; today where none is named.
    pub(crate) at: Option<NaiveDate>,
    /// The first day that it shows.
    pub(crate) from: Option<NaiveDate>,
    /// The last day that it shows.
    pub(crate) until: Option<NaiveDate>,
    /// The steps of a funnel: of each the words of its indicators.
    pub(crate) steps: Vec<Vec<String>>,
}

impl Asked {
    /// By the names and values of an address. All problems are told together, in Dutch.
    pub(crate) fn of(pairs: &[(String, String)]) -> Result<Self, Vec<String>> {
        let (mut asked, mut problems) = (Self::default(), Vec::new());
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in pairs {
            let day = match name.as_str() {
                "at" => Some(&mut asked.at),
                "from" => Some(&mut asked.from),
                "until" => Some(&mut asked.until),
                "steps" => None,
                _ => continue,
            };
            if seen.contains(&name.as_str()) {
                problems.push(format!("‘{name}’ mag maar één keer in het adres staan."));
                continue;
            }
            seen.push(name);
            match day {
                None => asked.steps = value.split(',').map(words).filter(|words| !words.is_empty()).collect(),
                Some(day) => match known_day(value) {
                    Some(known) => *day = Some(known),
                    None => problems.push(format!(
                        "‘{name}’ in het adres moet een datum zijn in de jaren 1900 tot en met 2200, geschreven als 2026-12-31."
                    )),
                },
            }
        }
        if let (Some(from), Some(until)) = (asked.from, asked.until)
            && until < from
        {
            problems.push("‘until’ in het adres ligt vóór ‘from’.".to_owned());
        }
        if problems.is_empty() { Ok(asked) } else { Err(problems) }
    }

    /// The days that were asked for, as they stand in an address.
    pub(super) fn days(&self) -> String {
        let days = [("at", self.at), ("from", self.from), ("until", self.until)];
        let named = days.into_iter().filter_map(|(name, day)| Some(format!("{name}={}", day?)));
        let named: Vec<String> = named.collect();
        if named.is_empty() { String::new() } else { format!("?{}", named.join("&")) }
    }
}

/// The indicators of one step.
fn words(step: &str) -> Vec<String> {
    step.split('.').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn known_day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<Asked, Vec<String>> {
        let pairs: Vec<_> = pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        Asked::of(&pairs)
    }

    #[test]
    fn an_address_names_days_and_steps_and_the_rest_is_ignored() {
        let day = |text: &str| text.parse().ok();
        let read = asked(&[
            ("at", "2026-11-20"),
            ("utm_source", "nieuwsbrief"),
            ("steps", "indicator_a.indicator_b,indicator_c,"),
        ]);
        let steps = vec![vec!["indicator_a".to_owned(), "indicator_b".to_owned()], vec!["indicator_c".to_owned()]];
        assert_eq!(read, Ok(Asked { at: day("2026-11-20"), steps, ..Asked::default() }));
    }

    #[test]
    fn all_that_is_wrong_is_said_together() {
        let problems = |pairs: &[(&str, &str)]| asked(pairs).err().map_or(0, |problems| problems.len());
        assert_eq!(problems(&[("at", "morgen"), ("from", "2026-13-01"), ("until", "1826-01-01")]), 3);
        assert_eq!(problems(&[("at", "2026-01-01"), ("at", "2026-01-01")]), 1);
        assert_eq!(problems(&[("from", "2026-02-01"), ("until", "2026-01-31")]), 1);
        assert_eq!(problems(&[("at", "2026-1-1")]), 1);
    }
}
