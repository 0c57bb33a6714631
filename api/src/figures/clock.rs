//! The talk-to-action clock (*praat-daadklok*): how long nothing came of what was agreed. "Als we te lang blijven praten, ben
//! ik weg."

use chrono::NaiveDate;

use super::ActionLight;

/// The most days without a deed.
const MOST_DAYS: i64 = 90;

/// How long a table has only talked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TalkToAction {
    /// The day of the last deed, or else the day on which it began.
    pub since: NaiveDate,
    /// Days from then to today.
    pub days: i64,
    /// Whether that is too long.
    pub light: ActionLight,
}

/// The clock on a day: from the last deed, or without one from the start. `None` before the start and after the end.
/// Akkoord's own rule.
#[must_use]
pub fn talk_to_action(
    starts_on: NaiveDate,
    has_ended: bool,
    deeds: impl IntoIterator<Item = NaiveDate>,
    today: NaiveDate,
) -> Option<TalkToAction> {
    if has_ended || today < starts_on {
        return None;
    }
    let since = deeds.into_iter().filter(|day| *day <= today).max().unwrap_or(starts_on);
    let days = (today - since).num_days();
    let light = if days > MOST_DAYS { ActionLight::Red } else { ActionLight::Green };
    Some(TalkToAction { since, days, light })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::day;

    #[test]
    fn ninety_days_of_talk_is_the_most() {
        let on =
            |today| talk_to_action(day("2026-01-01"), false, [], day(today)).map(|clock| (clock.days, clock.light));
        assert_eq!(on("2025-12-31"), None);
        assert_eq!(on("2026-01-01"), Some((0, ActionLight::Green)));
        assert_eq!(on("2026-04-01"), Some((90, ActionLight::Green)));
        assert_eq!(on("2026-04-02"), Some((91, ActionLight::Red)));
        assert_eq!(talk_to_action(day("2026-01-01"), true, [], day("2026-04-02")), None);
    }

    #[test]
    fn the_last_deed_sets_the_clock_back_and_one_to_come_does_not() {
        let deeds = ["2026-02-01", "2026-03-01", "2026-06-01"].map(day);
        let clock = talk_to_action(day("2026-01-01"), false, deeds, day("2026-04-02"));
        let expected = TalkToAction { since: day("2026-03-01"), days: 32, light: ActionLight::Green };
        assert_eq!(clock, Some(expected));
    }
}
