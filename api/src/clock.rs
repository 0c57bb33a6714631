//! The only reader of time and the only source of ids.
//!
//! Instants are UTC with microseconds, which both databases keep exactly. A calendar day is a day in Amsterdam.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time and hands out ids that sort by the order in which they were given.
#[derive(Clone, Debug)]
pub struct Clock {
    time: Time,
    counter: Arc<Mutex<ContextV7>>,
}

#[derive(Clone, Debug)]
enum Time {
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self { time: Time::System, counter: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// A clock that stands still until it is set.
    #[must_use]
    pub fn standing_at(instant: DateTime<Utc>) -> Self {
        Self { time: Time::Set(Arc::new(Mutex::new(instant))), counter: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// Sets a standing clock; the clock of the machine cannot be set.
    pub fn set(&self, instant: DateTime<Utc>) {
        if let Time::Set(time) = &self.time {
            *time.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }

    /// Now, to the microsecond.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.time {
            #[allow(clippy::disallowed_methods, reason = "this is the one reader of the machine's clock")]
            Time::System => Utc::now(),
            Time::Set(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.trunc_subsecs(6)
    }

    /// Today's calendar day in Amsterdam.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_of(self.now())
    }

    /// A new id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let counter = self.counter.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*counter, seconds, now.timestamp_subsec_nanos()))
    }
}

/// The calendar day in Amsterdam at an instant.
#[must_use]
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Amsterdam).date_naive()
}

/// The calendar day on which an id was given; `None` for an id that does not tell.
#[must_use]
pub fn day_of_id(id: Uuid) -> Option<NaiveDate> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos).map(day_of)
}

/// The instant at which a calendar day begins in Amsterdam.
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let start = Amsterdam.from_local_datetime(&midnight).earliest();
    start.map_or_else(|| midnight.and_utc(), |start| start.to_utc())
}

/// Whether the clock of Amsterdam shows a time on a day: where summer time begins, it leaps over an hour.
#[must_use]
pub fn shows(day: NaiveDate, minute: i32) -> bool {
    let time = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into());
    Amsterdam.from_local_datetime(&time).earliest().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_day_ends_at_midnight_in_amsterdam() {
        assert_eq!(day_of(at("2026-07-01T21:59:59Z")).to_string(), "2026-07-01");
        assert_eq!(day_of(at("2026-07-01T22:00:00Z")).to_string(), "2026-07-02");
        assert_eq!(day_of(at("2026-12-01T22:59:59Z")).to_string(), "2026-12-01");
        assert_eq!(day_of(at("2026-12-01T23:00:00Z")).to_string(), "2026-12-02");
    }

    #[test]
    fn a_day_begins_where_the_day_before_ends() {
        for day in ["2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26", "2026-12-31"] {
            let day: NaiveDate = day.parse().expect("a day");
            let start = start_of(day);
            assert_eq!(day_of(start), day);
            assert_eq!(Some(day_of(start - TimeDelta::microseconds(1))), day.pred_opt());
        }
    }

    #[test]
    fn an_hour_is_missing_where_summer_time_begins_and_none_where_it_ends() {
        let missing = |day: &str| -> Vec<i32> {
            let day = day.parse().expect("a day");
            (0..24 * 60).filter(|minute| !shows(day, *minute)).collect()
        };
        assert_eq!(missing("2026-03-29"), (120..180).collect::<Vec<_>>());
        assert!(missing("2026-03-28").is_empty() && missing("2026-10-25").is_empty());
    }

    #[test]
    fn ids_sort_by_the_order_in_which_they_were_given() {
        let clock = Clock::standing_at(at("2026-07-01T12:00:00Z"));
        let ids: Vec<Uuid> = (0..10_000).map(|_| clock.id()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
