//! Figures and names in the Dutch of a sentence. What is not known is said to be so, and is never a zero.

use chrono::NaiveDate;
use entity::{FuzzyDate, Measure, OrganisationId};

use super::content::{Line, Sign};
use crate::{
    access::View,
    commitment::Commitment,
    figures::{Certainty, Ratio, ResultLight, ResultReason},
    graphql::{Labelled, date_label},
    indicator::{IndicatorDefinition, object},
    language::Language,
    notation,
};

/// What is said where a figure is not known.
pub(super) const UNKNOWN: &str = "nog niet bekend";
/// The unit of a share.
const PERCENT: &str = "%";

/// So many of something: `1 afspraak`, `2 afspraken`.
pub(super) fn counted(number: usize, [one, more]: [&str; 2]) -> String {
    format!("{} {}", amount(number), if number == 1 { one } else { more })
}

/// A whole number.
pub(super) fn amount(number: usize) -> String {
    notation::decimal(&number.to_string())
}

/// The word that goes with one or with more.
pub(super) fn verb(number: usize, [one, more]: [&'static str; 2]) -> &'static str {
    if number == 1 { one } else { more }
}

/// Parts of a sentence: `a, b en c`.
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}

/// A sentence begins with a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A part of a whole, as it is known: `41,1 %`, `minstens 30,8 %`.
pub(super) fn share(ratio: Ratio, certainty: Certainty) -> String {
    qualified(&notation::percentage(&ratio.to_string()), certainty)
}

fn qualified(figure: &str, certainty: Certainty) -> String {
    format!("{}{figure}", notation::vague(certainty))
}

/// A value of an indicator in its unit, such as `2.310`, `30,8 %` or `€ 400.000`; the unit itself stands beside its name. A
/// share that no four decimals hold exactly has one.
pub(super) fn value(definition: Option<&IndicatorDefinition>, value: Ratio, certainty: Certainty) -> String {
    let cents = || value.to_decimal().and_then(entity::Decimal::cents);
    let is_share = |definition: &IndicatorDefinition| definition.row.unit == PERCENT;
    let figure = match definition {
        Some(definition) if definition.measure == Measure::Money && cents().is_some() => {
            notation::euros(cents().unwrap_or_default())
        }
        Some(definition) if definition.measure == Measure::YesNo => {
            if value == Ratio::ZERO {
                "nee".to_owned()
            } else {
                "ja".to_owned()
            }
        }
        Some(definition) if is_share(definition) && value.to_decimal().is_some() => {
            format!("{}\u{a0}%", notation::decimal(&value.to_string()))
        }
        Some(definition) if is_share(definition) => {
            let ratio = Ratio::new(100, 1).and_then(|hundred| value.checked_div(hundred));
            ratio
                .map_or_else(|| notation::decimal(&value.to_string()), |ratio| notation::percentage(&ratio.to_string()))
        }
        _ => notation::decimal(&value.to_string()),
    };
    qualified(&figure, certainty)
}

/// The unit that stands beside the name of an indicator: none where its values say it.
pub(super) fn unit(definition: Option<&IndicatorDefinition>) -> Option<&str> {
    let says_itself = |definition: &IndicatorDefinition| {
        definition.row.unit == PERCENT
            || matches!(definition.measure, Measure::Money | Measure::YesNo | Measure::Narrative)
    };
    let definition = definition.filter(|definition| !says_itself(definition))?;
    Some(definition.row.unit.as_str()).filter(|unit| !unit.is_empty())
}

/// The light of a result with its reason, where the light does not tell it.
pub(super) fn light(light: ResultLight, reason: ResultReason) -> Line {
    let why = object::ResultReason::from(reason).label(Language::Nl);
    let (sign, word) = match light {
        ResultLight::Achieved => (Sign::Achieved, "Bereikt".to_owned()),
        ResultLight::Green => (Sign::OnSchedule, "Op schema".to_owned()),
        ResultLight::Amber => (Sign::Attention, "Aandacht".to_owned()),
        ResultLight::Red if reason == ResultReason::Behind => (Sign::Behind, "Loopt achter".to_owned()),
        ResultLight::Red => (Sign::Behind, format!("Loopt achter: {why}")),
        ResultLight::Grey if reason == ResultReason::NoData => (Sign::Unknown, "Geen gegevens".to_owned()),
        ResultLight::Grey => (Sign::Unknown, format!("Geen oordeel: {why}")),
    };
    Line::State(sign, word)
}

/// A date with the words of its source, where they say more.
pub(super) fn date(date: &FuzzyDate) -> String {
    let label = date_label(date, Language::Nl);
    match date.text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() && !label.eq_ignore_ascii_case(text) => format!("{label} ({text})"),
        _ => label,
    }
}

/// By when a commitment is due, and what became of the date that was first agreed.
pub(super) fn due(commitment: &Commitment) -> Vec<Line> {
    let mut lines = vec![Line::Plain(commitment.due().map_or_else(|| "onbekend".to_owned(), |due| date(&due)))];
    let times = commitment.times_postponed;
    if times > 0 {
        let original = commitment.original_due().map(|due| format!(", eerst {}", date(&due)));
        lines.push(Line::Plain(format!("{times}× uitgesteld{}", original.unwrap_or_default())));
    }
    lines
}

/// A commitment by its reference and title.
pub(super) fn named(commitment: &Commitment) -> String {
    let reference = commitment.reference.as_deref().unwrap_or_default();
    format!("{reference} {}", commitment.title).trim().to_owned()
}

/// A day: `3 mei 2027`.
pub(super) fn day(day: NaiveDate) -> String {
    notation::day(day)
}

impl View {
    /// What an organisation is called.
    pub(super) fn called(&self, organisation: OrganisationId) -> String {
        self.desk.organisation(organisation).map_or_else(String::new, |known| known.name.clone())
    }

    /// What organisations are called, by name.
    pub(super) fn all_called(&self, organisations: impl IntoIterator<Item = OrganisationId>) -> String {
        let names: Vec<String> = self.desk.by_name(organisations).into_iter().map(|one| self.called(one)).collect();
        listed(&names)
    }

    /// Of what the viewer knows: outside the table that is what is public.
    pub(super) fn public(&self, word: &'static str) -> &'static str {
        if self.is_at_the_table() { "" } else { word }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Bound;

    #[test]
    fn one_and_more_are_said_apart() {
        assert_eq!(counted(1, ["afspraak", "afspraken"]), "1 afspraak");
        assert_eq!(counted(0, ["afspraak", "afspraken"]), "0 afspraken");
        assert_eq!(counted(1_200, ["afspraak", "afspraken"]), "1.200 afspraken");
    }

    #[test]
    fn the_last_of_several_comes_after_and() {
        let parts = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&parts), "a, b en c");
        assert_eq!(listed(&parts[..2]), "a en b");
        assert_eq!(listed(&parts[..1]), "a");
    }

    #[test]
    fn a_vague_figure_says_on_which_side_the_truth_lies() {
        let third = Ratio::new(4, 13).expect("a ratio");
        let vague = |bound| Certainty { provisional: false, approximate: true, bound };
        assert_eq!(share(third, Certainty::default()), "30,8\u{a0}%");
        assert_eq!(share(third, vague(Some(Bound::AtLeast))), "minstens 30,8\u{a0}%");
        assert_eq!(share(third, vague(Some(Bound::AtMost))), "hoogstens 30,8\u{a0}%");
        assert_eq!(share(third, vague(None)), "circa 30,8\u{a0}%");
    }
}
