//! One change that an amendment makes, in words that people can read.

use async_graphql::Object;
use entity::{CommitmentState as State, FuzzyDate, OrganisationId};

use super::{
    Amendment,
    rules::Subject,
    terms::{ENDING, Term, Terms, applied, undone},
};
use crate::{
    access::View,
    commitment::{
        Commitment,
        words::{CommitmentState, Effect, Obligation, Recurrence},
    },
    goal::{Goal, object::GoalKind},
    graphql::{Labelled, Qualifier, ResourceKind, Shown, date_label, day_label},
    indicator::Indicator,
    language::Language,
    ledger::Record,
};

pub(crate) struct AmendmentChange {
    term: &'static Term,
    before: Subject,
    after: Subject,
    view: View,
}

/// What an amendment changes in one field. *Wijziging van een veld.*
#[Object]
impl AmendmentChange {
    /// The field, by its name in this API.
    fn field(&self) -> &str {
        self.term.name
    }

    /// The field in words. *Veld.*
    fn field_label(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> &str {
        let [nl, en] = self.term.words;
        match language.unwrap_or_default() {
            Language::Nl => nl,
            Language::En => en,
        }
    }

    /// What it said, in words; null where it said nothing. *Van.*
    fn from(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<String> {
        self.before.says(self.term.name, &self.view, language.unwrap_or_default())
    }

    /// What it is to say, in words; null where it is to say nothing. *Naar.*
    fn to(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Option<String> {
        self.after.says(self.term.name, &self.view, language.unwrap_or_default())
    }
}

impl AmendmentChange {
    /// The field in Dutch.
    pub(crate) fn in_words(&self) -> &'static str {
        self.term.words[0]
    }

    /// Whether the field holds a number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.term.name, "quantity" | "amount" | "termYears")
    }

    /// What it said, in Dutch.
    pub(crate) fn before(&self) -> Option<String> {
        self.before.says(self.term.name, &self.view, Language::Nl)
    }

    /// What it is to say, in Dutch.
    pub(crate) fn after(&self) -> Option<String> {
        self.after.says(self.term.name, &self.view, Language::Nl)
    }
}

impl Shown<Amendment> {
    /// What it changes, field by field.
    pub(crate) fn change_list(&self) -> Vec<AmendmentChange> {
        let of = |terms: &'static [Term], states: Option<(Subject, Subject)>| {
            let Some((before, after)) = states else { return Vec::new() };
            let is_changed =
                |term: &&Term| self.record.changes.iter().any(|change| term.parts.contains(&change.field.as_str()));
            let change = |term: &'static Term| AmendmentChange {
                term,
                before: before.clone(),
                after: after.clone(),
                view: self.view.clone(),
            };
            terms.iter().filter(is_changed).map(change).collect()
        };
        match Subject::of(&self.view, &self.record) {
            Some(Subject::Commitment(one)) => {
                let states = self.states(&*one, |state| Subject::Commitment(state.into()));
                let mut changes: Vec<_> = of(Commitment::TERMS, states.clone());
                changes.extend(of(ENDING, states));
                changes
            }
            Some(Subject::Goal(one)) => of(Goal::TERMS, self.states(&*one, |state| Subject::Goal(state.into()))),
            Some(Subject::Indicator(one)) => {
                of(Indicator::TERMS, self.states(&*one, |state| Subject::Indicator(state.into())))
            }
            None => Vec::new(),
        }
    }

    /// What it changes, before and after, in the parts that it is about.
    fn states<R: Record>(&self, current: &R, subject: impl Fn(R) -> Subject) -> Option<(Subject, Subject)> {
        let changes = &self.record.changes;
        Some((subject(undone(current, changes)?), subject(applied(current, changes)?)))
    }
}

impl Subject {
    fn says(&self, field: &str, view: &View, language: Language) -> Option<String> {
        match self {
            Self::Commitment(one) => commitment(one, field, view, language),
            Self::Goal(one) => goal(one, field, view, language),
            Self::Indicator(one) => indicator(one, field, view, language),
        }
    }
}

fn commitment(one: &Commitment, field: &str, view: &View, language: Language) -> Option<String> {
    let row = &one.row;
    let name = |id: OrganisationId| view.desk.organisation(id).map_or_else(String::new, |known| known.name.clone());
    let [lead, table] = match language {
        Language::Nl => ["trekker", "de hele tafel"],
        Language::En => ["lead", "the whole table"],
    };
    let label = |label: &str| Some(label.to_owned());
    match field {
        "title" => Some(row.title.clone()),
        "action" => row.action.clone(),
        "doneCriterion" => row.done_criterion.clone(),
        "dueOn" => one.due().map(|due| date(&due, language)),
        "debtors" => {
            let several = one.debtors.len() > 1;
            let debtors = one.debtors.iter().map(|debtor| {
                let name = name(debtor.organisation_id);
                if several && debtor.is_lead { format!("{name} ({lead})") } else { name }
            });
            listed(debtors, ", ")
        }
        "beneficiaries" => listed(one.beneficiaries.iter().map(|id| name(*id)), ", ").or_else(|| label(table)),
        "conditions" => {
            listed(one.conditions.iter().map(|it| format!("{} ({})", it.text, name(it.organisation_id))), "; ")
        }
        "obligation" => label(Obligation::from(row.obligation).label(language)),
        "kind" => row.kind.and_then(|kind| label(ResourceKind::from(kind).label(language))),
        "quantity" => row.quantity.map(|quantity| quantity.to_string()),
        "unit" => row.unit.clone(),
        "amount" => row.amount_cents.and_then(entity::Decimal::of_cents).map(|amount| amount.to_string()),
        "qualifier" => label(Qualifier::from(row.qualifier).label(language)),
        "recurrence" => label(Recurrence::from(row.recurrence).label(language)),
        "termYears" => row.term_years.map(|years| years.to_string()),
        "effect" => row.effect.and_then(|effect| label(Effect::from(effect).label(language))),
        "state" => label(CommitmentState::from(row.state).label(language)),
        "supersededBy" if row.state == State::Superseded => {
            let by = view.get::<Commitment>(row.superseded_by?)?;
            Some([by.reference.as_deref().unwrap_or_default(), &by.title].join(" ").trim().to_owned())
        }
        _ => None,
    }
}

fn goal(one: &Goal, field: &str, view: &View, language: Language) -> Option<String> {
    match field {
        "title" => Some(one.title.clone()),
        "rationale" => one.rationale.clone(),
        "kind" => Some(GoalKind::from(one.kind).label(language).to_owned()),
        "parent" => titled(view, one.parent_id),
        "horizon" => one.horizon().map(|horizon| date(&horizon, language)),
        _ => None,
    }
}

fn indicator(one: &Indicator, field: &str, view: &View, language: Language) -> Option<String> {
    let on =
        |day: Option<chrono::NaiveDate>| day.map(|day| format!(" ({})", day_label(day, language))).unwrap_or_default();
    let row = &one.row;
    match field {
        "baseline" => {
            let value = row.baseline_value.map(|value| match row.baseline_denominator {
                Some(denominator) => format!("{value} / {denominator}"),
                None => value.to_string(),
            });
            let baseline = value.unwrap_or_default() + &on(row.baseline_on);
            Some(baseline.trim().to_owned()).filter(|text| !text.is_empty())
        }
        "targets" => listed(one.targets.iter().map(|target| format!("{}{}", target.value, on(target.due_on))), ", "),
        "band" => {
            let end = |end: Option<entity::Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
            let is_given = row.band_low.is_some() || row.band_high.is_some();
            is_given.then(|| format!("{} – {}", end(row.band_low), end(row.band_high)).trim().to_owned())
        }
        "goal" => titled(view, row.goal_id),
        _ => None,
    }
}

/// A date with the words of its source.
fn date(date: &FuzzyDate, language: Language) -> String {
    let label = date_label(date, language);
    date.text.as_ref().map_or_else(|| label.clone(), |text| format!("{label} ({text})"))
}

fn titled(view: &View, goal: Option<entity::GoalId>) -> Option<String> {
    view.get::<Goal>(goal?).map(|goal| goal.title.clone())
}

fn listed(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
