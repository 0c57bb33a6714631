//! Scalars: calendar days, times of day, instants and exact decimals.

use std::fmt;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{NaiveDate, NaiveTime, SecondsFormat, Timelike, Utc};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date(pub(crate) NaiveDate);

/// A calendar day in Amsterdam, `YYYY-MM-DD`. *Datum.*
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) if text.len() == 10 => Ok(Self(date)),
                _ => Err(InputValueError::custom("a date is written YYYY-MM-DD, such as 2026-12-31")),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalTime(NaiveTime);

/// A time of day as the clock shows it in Amsterdam, `HH:MM`, from 00:00 up to 23:59. *Tijd.*
#[Scalar(specified_by_url = "https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#valid-time-string")]
impl ScalarType for LocalTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => match NaiveTime::parse_from_str(text, "%H:%M") {
                Ok(time) if text.len() == 5 => Ok(Self(time)),
                _ => Err(InputValueError::custom("a time is written HH:MM, such as 14:30")),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl LocalTime {
    /// The time so many minutes after midnight; none where that is another day.
    pub(crate) fn of_minute(minute: i32) -> Option<Self> {
        let minute = u32::try_from(minute).ok()?;
        NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).map(Self)
    }

    /// How many minutes after midnight it is.
    pub(crate) fn minute(self) -> i32 {
        (self.0.hour() * 60 + self.0.minute()).cast_signed()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateTime(pub(crate) chrono::DateTime<Utc>);

/// An instant in UTC by RFC 3339, such as `2026-11-20T11:00:00.123456Z`; at most microseconds. *Tijdstip.*
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc3339")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => match text.parse::<chrono::DateTime<Utc>>() {
                Ok(instant) => Ok(Self(instant)),
                Err(_) => Err(InputValueError::custom("an instant is written as in 2026-11-20T11:00:00Z")),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal(String);

/// An exact decimal number in a string, such as `"60000"` or `"-0.25"`: at most 4 decimals in what is recorded, at most
/// 6 in what is computed. Never a floating-point number. *Getal.*
#[Scalar(specified_by_url = "https://scalars.graphql.org/chillicream/decimal")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.clone(),
            Value::Number(number) if number.is_i64() => number.to_string(),
            _ => return Err(InputValueError::custom("a decimal is written as a string, such as \"12.5\"")),
        };
        match text.parse::<entity::Decimal>() {
            Ok(exact) => Ok(exact.into()),
            Err(entity::InvalidDecimal) => Err(InputValueError::custom(
                "a decimal has a dot, at most 4 decimals and at most 15 digits before them",
            )),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl Decimal {
    /// A number that was computed, already rounded.
    pub(crate) fn computed(text: String) -> Self {
        Self(text)
    }

    /// The number as it is written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as it is recorded.
    pub(crate) fn exact(&self) -> entity::Decimal {
        self.0.parse().unwrap_or_default()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<entity::Decimal> for Decimal {
    fn from(exact: entity::Decimal) -> Self {
        Self(exact.to_string())
    }
}
