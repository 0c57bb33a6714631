//! Of which day a figure is, for whom, and from what.

use async_graphql::{ComplexObject, SimpleObject};
use chrono::{Datelike, NaiveDate};

use super::{Date, Fault, Labelled, Resolved, Visibility};
use crate::{access::View, language::Language};

/// Of which day a figure is, for whom, and from what. *Herkomst van een cijfer.*
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Stamp {
    /// The day that it is the figure of: what held at its end. *Peildatum.*
    pub(crate) at: Date,
    /// The visibility of what it is made of: PARTNERSHIP for those at the table, PUBLIC for others. *Voor wie.*
    pub(crate) audience: Visibility,
    /// The revision of the partnership that it is made from. *Revisie.*
    pub(crate) as_of: i32,
}

#[ComplexObject]
impl Stamp {
    /// The audience in words.
    fn audience_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.audience.label(language.unwrap_or_default())
    }
}

impl Stamp {
    /// Of a figure of a partnership.
    pub(crate) fn of_partnership(view: &View, day: NaiveDate) -> Self {
        Self::new(view, day, view.audience().visibility().into())
    }

    /// Of a figure that is the same for everybody who may see what it is made of.
    pub(crate) fn new(view: &View, day: NaiveDate, audience: Visibility) -> Self {
        Self::of_revision(view.revision(), day, audience)
    }

    /// Of a figure that is made from a revision of a partnership.
    pub(crate) fn of_revision(revision: i64, day: NaiveDate, audience: Visibility) -> Self {
        Self { at: day.into(), audience, as_of: i32::try_from(revision).unwrap_or(i32::MAX) }
    }
}

impl View {
    /// The day that a figure is asked for: today where none is named.
    pub(crate) fn day_of_figure(&self, at: Option<Date>) -> Resolved<NaiveDate> {
        let day = at.map_or(self.desk.today, |at| at.0);
        if (1900..=2200).contains(&day.year()) {
            return Ok(day);
        }
        let message = "A figure is of a day in the years 1900 up to 2200.".to_owned();
        Err(Fault::Request { code: "OUT_OF_RANGE", message })
    }
}
