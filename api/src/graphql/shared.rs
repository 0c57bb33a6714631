//! Values that many records have: vague dates, qualifiers, kinds of resources, visibility.

use async_graphql::{ComplexObject, InputObject, SimpleObject};
use chrono::{Datelike, NaiveDate};

use super::{Date, Labelled, words};
use crate::{language::Language, problem::Problems};

words! {
    /// How exact a quantity is. *Nauwkeurigheid.*
    Qualifier / QualifierFilter = "entity::Qualifier" {
        Exact: "Exactly this. *Precies.*", "precies", "exactly";
        About: "About this. *Zo'n, circa.*", "circa", "about";
        AtLeast: "This or more. *Minstens.*", "minstens", "at least";
        JustOver: "A little more than this. *Ruim.*", "ruim", "just over";
        JustUnder: "A little less than this. *Kleine.*", "kleine", "just under";
    }
    /// What is gained, brought or promised. *Soort bijdrage.*
    ResourceKind / ResourceKindFilter = "entity::ResourceKind" {
        Money: "Money. *Geld.*", "geld", "money";
        Hours: "Hours of work. *Uren.*", "uren", "hours";
        Fte: "Full-time equivalents. *Fte.*", "fte", "FTE";
        Places: "Places to work or learn. *Plaatsen.*", "plaatsen", "places";
        People: "People. *Mensen.*", "mensen", "people";
        Equipment: "Equipment. *Apparatuur.*", "apparatuur", "equipment";
        Knowledge: "Knowledge. *Kennis.*", "kennis", "knowledge";
        Network: "Network. *Netwerk.*", "netwerk", "network";
        Access: "Access. *Toegang.*", "toegang", "access";
        Reputation: "Reputation. *Reputatie.*", "reputatie", "reputation";
        Other: "Any other. *Anders.*", "anders", "other";
    }
    /// How precise a date is. *Precisie.*
    DatePrecision / DatePrecisionFilter = "entity::DatePrecision" {
        Day: "That day. *Dag.*", "dag", "day";
        MidMonth: "The middle of that month, up to the 20th. *Medio.*", "medio", "mid-month";
        Month: "That month. *Maand.*", "maand", "month";
        Quarter: "That quarter. *Kwartaal.*", "kwartaal", "quarter";
        Year: "That year. *Jaar.*", "jaar", "year";
    }
    /// Who may see a record. *Zichtbaarheid.*
    Visibility / VisibilityFilter = "entity::Visibility" {
        Organisation: "Its owner only. *Eigen organisatie.*", "eigen organisatie", "own organisation";
        Selected: "Its owner and the organisations it is shared with. *Geselecteerd.*", "geselecteerd", "selected";
        Partnership: "The members of the partnership. *Deelnemers.*", "deelnemers", "members";
        Public: "Everybody. *Openbaar.*", "openbaar", "public";
    }
}

/// A date as people agreed on it: sometimes a day, sometimes only a month, quarter or year. It sorts and falls overdue by
/// its last possible day. *Datum of periode.*
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct FuzzyDate {
    /// A day within the period meant.
    date: Date,
    /// How precise it is.
    precision: DatePrecision,
    /// The words of the source, such as "medio januari 2021".
    text: Option<String>,
    /// The last day that it can mean, by which it sorts and falls overdue.
    last_day: Date,
    #[graphql(skip)]
    value: entity::FuzzyDate,
}

#[ComplexObject]
impl FuzzyDate {
    /// The precision in words.
    fn precision_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        self.precision.label(language.unwrap_or_default())
    }

    /// The date in words, such as "kwartaal 2 van 2027". *Omschrijving.*
    fn label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> String {
        date_label(&self.value, language.unwrap_or_default())
    }
}

impl From<entity::FuzzyDate> for FuzzyDate {
    fn from(value: entity::FuzzyDate) -> Self {
        Self {
            date: value.date.into(),
            precision: value.precision.into(),
            text: value.text.clone(),
            last_day: value.last_day().into(),
            value,
        }
    }
}

const MONTHS: [[&str; 12]; 2] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// A date in words.
pub(crate) fn date_label(date: &entity::FuzzyDate, language: Language) -> String {
    use entity::DatePrecision as P;
    let (day, month0, year) = (date.date.day(), date.date.month0(), date.date.year());
    let month = MONTHS[usize::from(language == Language::En)][month0 as usize];
    match (date.precision, language) {
        (P::Day, _) => format!("{day} {month} {year}"),
        (P::MidMonth, Language::Nl) => format!("medio {month} {year}"),
        (P::MidMonth, Language::En) => format!("mid-{month} {year}"),
        (P::Month, _) => format!("{month} {year}"),
        (P::Quarter, Language::Nl) => format!("kwartaal {} van {year}", month0 / 3 + 1),
        (P::Quarter, Language::En) => format!("quarter {} of {year}", month0 / 3 + 1),
        (P::Year, _) => year.to_string(),
    }
}

/// A day in words.
pub(crate) fn day_label(day: NaiveDate, language: Language) -> String {
    date_label(&entity::FuzzyDate { date: day, precision: entity::DatePrecision::Day, text: None }, language)
}

/// A day in the words of a Dutch and of an English sentence.
pub(crate) fn day_in_words(day: NaiveDate) -> [String; 2] {
    [Language::Nl, Language::En].map(|language| day_label(day, language))
}

/// A date as people agree on it. *Datum of periode.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct FuzzyDateInput {
    /// A day within the period meant.
    pub(crate) date: Date,
    /// How precise it is.
    #[graphql(default_with = "DatePrecision::Day")]
    pub(crate) precision: DatePrecision,
    /// The words of the source, where they say more, such as "medio januari 2021".
    pub(crate) text: Option<String>,
}

impl FuzzyDateInput {
    /// The date, with its problems noted.
    pub(crate) fn checked(&self, path: &str, problems: &mut Problems) -> entity::FuzzyDate {
        let date = problems.day(self.date.0, &[path, "date"]);
        let text = problems.optional_text(self.text.as_deref(), crate::problem::NAME, &[path, "text"]);
        entity::FuzzyDate { date, precision: self.precision.into(), text }
    }
}
