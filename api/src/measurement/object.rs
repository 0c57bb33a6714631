//! A measurement as it is shown.

use async_graphql::{ID, Object, SimpleObject, Value, resolver_utils::enum_value};
use entity::AccountId;

use super::Measurement;
use crate::{
    access::PartBy,
    figures::Ratio,
    graphql::{Date, DateTime, Decimal, Evidence, Fields, Labelled, Leaf, Listed, Qualifier, Shown, rounded, words},
    indicator::Indicator,
    language::Language,
    organisation::Organisation,
    person::Person,
};

words! {
    /// Where a measurement stands. *Stand van een meting.*
    MeasurementState / MeasurementStateFilter = "entity::MeasurementState" {
        Draft: "Being written; its own organisation sees it. *Concept.*", "concept", "draft";
        Submitted: "Waiting for approval by another person. *Ingediend.*", "ingediend", "submitted";
        Returned: "Sent back to its submitter, with a reason. *Teruggestuurd.*", "teruggestuurd", "returned";
        Approved: "Approved; it counts in figures. *Goedgekeurd.*", "goedgekeurd", "approved";
        Superseded: "Replaced by a correction. *Vervangen.*", "vervangen", "superseded";
    }
}

/// The part of a value that falls in one category of a dimension, or in none. The parts of one dimension add up to the
/// value. *Deel van een uitsplitsing.*
#[derive(SimpleObject)]
pub(crate) struct BreakdownCell {
    /// The dimension, such as "opleidingsniveau". *Uitsplitsing.*
    dimension: String,
    /// The category, such as "mbo 4"; null for the part that is in none. *Categorie.*
    category: Option<String>,
    /// The part, in the unit of the indicator; null where it is suppressed. *Waarde.*
    value: Option<Decimal>,
    /// Whether this is the part that is in no category, because it was not broken down or is not known; it is listed only
    /// where there is such a part, as the last of its dimension. *Onbekend.*
    is_unknown: bool,
    /// Whether its value is kept back outside the table, because it is below the limit of the partnership or would give
    /// another one away. It may be zero or not. *Onderdrukt.*
    is_suppressed: bool,
}

impl From<PartBy> for BreakdownCell {
    fn from((dimension, part): PartBy) -> Self {
        let value = part.value().map(rounded);
        Self {
            dimension,
            is_unknown: part.category.is_none(),
            category: part.category,
            is_suppressed: value.is_none(),
            value,
        }
    }
}

/// A measurement of an indicator. *Meting.*
#[Object(name = "Measurement")]
impl Shown<Measurement> {
    /// Its id.
    fn id(&self) -> ID {
        self.node_id()
    }

    /// How often it changed; send it back as `expectedVersion` when changing it. *Versie.*
    fn version(&self) -> i32 {
        self.record.row.version
    }

    /// The key under which another system knows it. *Externe sleutel.*
    fn external_key(&self) -> Option<&str> {
        self.record.row.external_key.as_deref()
    }

    /// Who says so: where the facts were found; an inferred value says so. *Bron.*
    fn source(&self) -> Option<&str> {
        self.record.row.source.as_deref()
    }

    /// The indicator; null where you may no longer see it, as of what you reported at a table that you left. *Indicator.*
    fn indicator(&self) -> Option<Shown<Indicator>> {
        self.view.show(self.record.row.indicator_id)
    }

    /// The day it was observed; the last day of a period. *Peildatum.*
    fn observed_on(&self) -> Date {
        self.record.row.observed_on.into()
    }

    /// The first day of the period, where it is about one. *Begin van de periode.*
    fn period_from(&self) -> Option<Date> {
        self.record.row.period_from.map(Into::into)
    }

    /// The value in the unit of the indicator: the number, index, per cent of a share, or 1 for yes and 0 for no. Null
    /// for a narrative, and for a share of nothing. *Waarde.*
    fn value(&self) -> Option<Decimal> {
        self.record.reading()
    }

    /// The numerator of a share. *Teller.*
    fn numerator(&self) -> Option<Decimal> {
        self.record.row.value.filter(|_| self.record.row.denominator.is_some()).map(Into::into)
    }

    /// The denominator of a share. *Noemer.*
    fn denominator(&self) -> Option<Decimal> {
        self.record.row.denominator.map(Into::into)
    }

    /// The words of a narrative, which enters no figure; seen at the table. *Tekst.*
    fn text(&self) -> Option<&str> {
        self.record.row.text.as_deref()
    }

    /// How exact the value or numerator is. *Nauwkeurigheid.*
    fn qualifier(&self) -> Qualifier {
        self.record.row.qualifier.into()
    }

    /// The qualifier in words.
    fn qualifier_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Qualifier::from(self.record.row.qualifier).label(language.unwrap_or_default())
    }

    /// How exact the denominator is. *Nauwkeurigheid van de noemer.*
    fn denominator_qualifier(&self) -> Qualifier {
        self.record.row.denominator_qualifier.into()
    }

    /// The qualifier of the denominator in words.
    fn denominator_qualifier_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        Qualifier::from(self.record.row.denominator_qualifier).label(language.unwrap_or_default())
    }

    /// How the value divides over categories: by each dimension by which it was broken down, the categories by name, and
    /// last what is in none. Outside the table for COUNT only, without the values that are too small to be told; where the
    /// others would give those away, the whole dimension is left out. *Uitsplitsing.*
    fn breakdown(&self) -> Vec<BreakdownCell> {
        self.view.parts_of(&self.record).into_iter().map(Into::into).collect()
    }

    /// What shows that it is right; seen at the table. *Bewijs.*
    fn evidence(&self) -> Vec<Evidence> {
        let evidence = self.record.evidence.iter().cloned();
        evidence.map(|one| Evidence { title: one.title, link: one.link, sha256: one.sha256 }).collect()
    }

    /// How it was measured. *Methode.*
    fn method(&self) -> Option<&str> {
        self.record.row.method.as_deref()
    }

    /// What else to know. *Toelichting.*
    fn note(&self) -> Option<&str> {
        self.record.row.note.as_deref()
    }

    /// Where it stands. *Stand.*
    fn state(&self) -> MeasurementState {
        self.record.row.state.into()
    }

    /// The state in words.
    fn state_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &'static str {
        MeasurementState::from(self.record.row.state).label(language.unwrap_or_default())
    }

    /// Why it was returned or corrected. *Reden.*
    fn reason(&self) -> Option<&str> {
        self.record.row.reason.as_deref()
    }

    /// The organisation that reports it. *Meldende organisatie.*
    fn organisation(&self) -> Option<Listed<Organisation>> {
        let organisation = self.record.row.organisation_id.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(organisation)
    }

    /// The organisation for which it was entered by another. *Namens.*
    fn on_behalf_of(&self) -> Option<Listed<Organisation>> {
        let organisation = self.record.row.on_behalf_of.and_then(|id| self.view.desk.organisation(id));
        self.view.desk.show(organisation)
    }

    /// Who submitted it, if you may see the person. *Indiener.*
    fn submitter(&self) -> Option<Listed<Person>> {
        self.person(self.record.row.submitter_id)
    }

    /// When it was submitted. *Ingediend op.*
    fn submitted_at(&self) -> Option<DateTime> {
        self.record.row.submitted_at.map(DateTime)
    }

    /// Who approved it, if you may see the person. *Goedkeurder.*
    fn approver(&self) -> Option<Listed<Person>> {
        self.person(self.record.row.approver_id)
    }

    /// When it was approved. *Goedgekeurd op.*
    fn approved_at(&self) -> Option<DateTime> {
        self.record.row.approved_at.map(DateTime)
    }

    /// The measurement that it corrects. *Vervangt.*
    fn supersedes(&self) -> Option<Shown<Measurement>> {
        self.view.show(self.record.row.supersedes_id?)
    }
}

impl Shown<Measurement> {
    /// The person behind an account, if the viewer may see who it is.
    fn person(&self, account: Option<AccountId>) -> Option<Listed<Person>> {
        let desk = &self.view.desk;
        desk.show(desk.person_behind(account))
    }
}

impl Measurement {
    /// The value in the unit of the indicator, exactly.
    pub(super) fn exact(&self) -> Option<Ratio> {
        let value = Ratio::from(self.row.value?);
        let Some(denominator) = self.row.denominator else { return Some(value) };
        value.checked_div(denominator.into())?.checked_mul(entity::Decimal::HUNDRED.into())
    }

    /// The value in the unit of the indicator, as it is shown.
    pub(crate) fn reading(&self) -> Option<Decimal> {
        match self.row.denominator {
            Some(_) => self.exact().map(rounded),
            None => self.row.value.map(Into::into),
        }
    }
}

impl Fields for Shown<Measurement> {
    fn field(&self, name: &str) -> Option<Value> {
        Some(match name {
            "id" => Value::String(self.node_id().0),
            "observedOn" => Date(self.record.row.observed_on).leaf(),
            "value" => self.record.reading().leaf(),
            "state" => enum_value(MeasurementState::from(self.record.row.state)),
            _ => return None,
        })
    }
}
