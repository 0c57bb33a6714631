//! Filters: conditions per kind of scalar. All conditions that are given must hold; an absent value meets none but
//! `isNull`.

use async_graphql::InputObject;
use chrono::NaiveDate;

use super::{Date, Decimal, LocalTime};
use crate::{access::View, figures::Ratio, fold::fold};

/// Conditions on records of one kind.
pub(crate) trait Filter<R, V = View>: Send + Sync {
    /// Whether a record meets them all.
    fn allows(&self, record: &R, view: &V) -> bool;
}

/// Conditions on a yes-or-no field.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct BooleanFilter {
    /// It is this.
    eq: Option<bool>,
}

impl BooleanFilter {
    pub(crate) fn allows(&self, value: bool) -> bool {
        self.eq.is_none_or(|eq| eq == value)
    }
}

/// Conditions on a whole number.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IntFilter {
    /// It is this number.
    eq: Option<i32>,
    /// It is one of these numbers.
    r#in: Option<Vec<i32>>,
    /// It is less.
    lt: Option<i32>,
    /// It is this or less.
    lte: Option<i32>,
    /// It is more.
    gt: Option<i32>,
    /// It is this or more.
    gte: Option<i32>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl IntFilter {
    pub(crate) fn allows(&self, value: impl Into<Option<i32>>) -> bool {
        let value = value.into();
        let holds = |bound: Option<i32>, test: fn(i32, i32) -> bool| {
            bound.is_none_or(|bound| value.is_some_and(|value| test(value, bound)))
        };
        self.is_null.is_none_or(|is_null| is_null == value.is_none())
            && self.r#in.as_ref().is_none_or(|any| value.is_some_and(|value| any.contains(&value)))
            && holds(self.eq, |value, bound| value == bound)
            && holds(self.lt, |value, bound| value < bound)
            && holds(self.lte, |value, bound| value <= bound)
            && holds(self.gt, |value, bound| value > bound)
            && holds(self.gte, |value, bound| value >= bound)
    }
}

/// Conditions on a text; upper and lower case and accents make no difference.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct StringFilter {
    /// It is this text.
    eq: Option<String>,
    /// It is one of these texts.
    r#in: Option<Vec<String>>,
    /// It contains this text.
    contains: Option<String>,
    /// It begins with this text.
    starts_with: Option<String>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl StringFilter {
    pub(crate) fn allows(&self, value: Option<&str>) -> bool {
        let folded = value.map(fold);
        let has = |test: &dyn Fn(&str) -> bool| folded.as_deref().is_some_and(test);
        self.is_null.is_none_or(|is_null| is_null == value.is_none())
            && self.eq.as_ref().is_none_or(|eq| has(&|text| text == fold(eq)))
            && self.r#in.as_ref().is_none_or(|any| has(&|text| any.iter().any(|one| text == fold(one))))
            && self.contains.as_ref().is_none_or(|part| has(&|text| text.contains(&fold(part))))
            && self.starts_with.as_ref().is_none_or(|start| has(&|text| text.starts_with(&fold(start))))
    }
}

/// Conditions on a date.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct DateFilter {
    /// It is this day.
    eq: Option<Date>,
    /// It is one of these days.
    r#in: Option<Vec<Date>>,
    /// It is before this day.
    lt: Option<Date>,
    /// It is this day or before.
    lte: Option<Date>,
    /// It is after this day.
    gt: Option<Date>,
    /// It is this day or after.
    gte: Option<Date>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl DateFilter {
    pub(crate) fn allows(&self, value: Option<NaiveDate>) -> bool {
        let holds = |bound: Option<Date>, test: fn(NaiveDate, NaiveDate) -> bool| {
            bound.is_none_or(|Date(bound)| value.is_some_and(|value| test(value, bound)))
        };
        self.is_null.is_none_or(|is_null| is_null == value.is_none())
            && self.r#in.as_ref().is_none_or(|any| any.iter().any(|Date(day)| value == Some(*day)))
            && holds(self.eq, |value, bound| value == bound)
            && holds(self.lt, |value, bound| value < bound)
            && holds(self.lte, |value, bound| value <= bound)
            && holds(self.gt, |value, bound| value > bound)
            && holds(self.gte, |value, bound| value >= bound)
    }
}

/// Conditions on a time of day.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct LocalTimeFilter {
    /// It is this time.
    eq: Option<LocalTime>,
    /// It is one of these times.
    r#in: Option<Vec<LocalTime>>,
    /// It is before this time.
    lt: Option<LocalTime>,
    /// It is this time or before.
    lte: Option<LocalTime>,
    /// It is after this time.
    gt: Option<LocalTime>,
    /// It is this time or after.
    gte: Option<LocalTime>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl LocalTimeFilter {
    /// Whether a time, in minutes after midnight, meets the conditions.
    pub(crate) fn allows(&self, minute: Option<i32>) -> bool {
        let minutes = |time: Option<LocalTime>| time.map(LocalTime::minute);
        let whole = IntFilter {
            eq: minutes(self.eq),
            r#in: self.r#in.as_ref().map(|any| any.iter().map(|time| time.minute()).collect()),
            lt: minutes(self.lt),
            lte: minutes(self.lte),
            gt: minutes(self.gt),
            gte: minutes(self.gte),
            is_null: self.is_null,
        };
        whole.allows(minute)
    }
}

/// Conditions on an exact decimal number.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct DecimalFilter {
    /// It is this number.
    eq: Option<Decimal>,
    /// It is one of these numbers.
    r#in: Option<Vec<Decimal>>,
    /// It is less.
    lt: Option<Decimal>,
    /// It is this or less.
    lte: Option<Decimal>,
    /// It is more.
    gt: Option<Decimal>,
    /// It is this or more.
    gte: Option<Decimal>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl DecimalFilter {
    pub(crate) fn allows(&self, value: Option<Ratio>) -> bool {
        let holds = |bound: &Option<Decimal>, test: fn(Ratio, Ratio) -> bool| {
            bound.as_ref().is_none_or(|bound| value.is_some_and(|value| test(value, bound.exact().into())))
        };
        self.is_null.is_none_or(|is_null| is_null == value.is_none())
            && self.r#in.as_ref().is_none_or(|any| any.iter().any(|one| value == Some(one.exact().into())))
            && holds(&self.eq, |value, bound| value == bound)
            && holds(&self.lt, |value, bound| value < bound)
            && holds(&self.lte, |value, bound| value <= bound)
            && holds(&self.gt, |value, bound| value > bound)
            && holds(&self.gte, |value, bound| value >= bound)
    }
}

/// Conditions on a reference to another record.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct IdFilter {
    /// It is this record.
    eq: Option<async_graphql::ID>,
    /// It is one of these records.
    r#in: Option<Vec<async_graphql::ID>>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl IdFilter {
    /// Whether one of the references, written as ids, meets the conditions.
    pub(crate) fn allows(&self, values: &[String]) -> bool {
        self.is_null.is_none_or(|is_null| is_null == values.is_empty())
            && self.eq.as_ref().is_none_or(|eq| values.contains(&eq.0))
            && self.r#in.as_ref().is_none_or(|any| any.iter().any(|one| values.contains(&one.0)))
    }
}
