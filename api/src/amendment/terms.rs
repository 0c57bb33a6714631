//! Terms: what parties agree to of a record, each under the name of its field and kept in some parts of the record's body;
//! and what an amendment changes of them.

use entity::amendment_change::Change;
use serde_json::Value;

use crate::{
    commitment::Commitment,
    goal::Goal,
    indicator::Indicator,
    ledger::Record,
    problem::{Code, Problem, Problems},
};

/// One of the terms of a record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// The field of the API that shows it.
    pub(crate) name: &'static str,
    /// What people call it, in Dutch and in English.
    pub(crate) words: [&'static str; 2],
    /// The parts of the record's body that keep it.
    pub(crate) parts: &'static [&'static str],
}

macro_rules! terms {
    ($($name:literal $words:expr => $($part:literal)+;)*) => {
        &[$(Term { name: $name, words: $words, parts: &[$($part),+] }),*]
    };
}

/// A record with terms that are amended once they are agreed.
pub(crate) trait Terms: Record {
    /// Its terms.
    const TERMS: &'static [Term];

    /// The record without what the parts of its terms keep besides them.
    fn bare(&self) -> Self {
        self.clone()
    }
}

impl Terms for Commitment {
    const TERMS: &'static [Term] = terms! {
        "title" ["titel", "title"] => "title";
        "action" ["actie", "action"] => "action";
        "doneCriterion" ["klaar als", "done when"] => "done_criterion";
        "dueOn" ["uiterlijk", "due"] => "due_on" "due_precision" "due_text";
        "debtors" ["wie het doet", "debtors"] => "debtors";
        "beneficiaries" ["voor wie", "beneficiaries"] => "beneficiaries";
        "conditions" ["randvoorwaarden", "conditions"] => "conditions";
        "obligation" ["verplichting", "obligation"] => "obligation";
        "kind" ["soort", "kind"] => "kind";
        "quantity" ["hoeveelheid", "quantity"] => "quantity";
        "unit" ["eenheid", "unit"] => "unit";
        "amount" ["bedrag in euro's", "amount in EUR"] => "amount_cents";
        "qualifier" ["nauwkeurigheid", "how exact"] => "qualifier";
        "recurrence" ["herhaling", "recurrence"] => "recurrence";
        "termYears" ["looptijd in jaren", "term in years"] => "term_years";
        "effect" ["effect", "effect"] => "effect";
    };

    /// Without whom to call, and since when a condition holds.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.debtors.iter_mut().for_each(|debtor| debtor.contact_id = None);
        bare.conditions.iter_mut().for_each(|condition| condition.met_on = None);
        bare
    }
}

/// What the parties to a commitment end it by together.
pub(crate) const ENDING: &[Term] = terms! {
    "state" ["stand", "state"] => "state";
    "supersededBy" ["vervangen door", "superseded by"] => "superseded_by";
};

impl Terms for Goal {
    const TERMS: &'static [Term] = terms! {
        "title" ["titel", "title"] => "title";
        "rationale" ["onderbouwing", "rationale"] => "rationale";
        "kind" ["soort", "kind"] => "kind";
        "parent" ["hoort onder", "part of"] => "parent_id";
        "horizon" ["horizon", "horizon"] => "horizon_on" "horizon_precision" "horizon_text";
    };
}

impl Terms for Indicator {
    const TERMS: &'static [Term] = terms! {
        "baseline" ["nulmeting", "baseline"] => "baseline_value" "baseline_denominator" "baseline_on" "baseline_source";
        "targets" ["streefwaarden", "targets"] => "targets";
        "band" ["bandbreedte", "band"] => "band_low" "band_high";
        "goal" ["doel", "goal"] => "goal_id";
    };

    /// Without where the baseline was found.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.row.baseline_source = None;
        bare
    }
}

/// Those of some terms that differ between two states of a record.
pub(crate) fn differing<R: Terms>(before: &R, after: &R, terms: &'static [Term]) -> Vec<&'static Term> {
    let (before, after) = (before.bare().body(), after.bare().body());
    terms.iter().filter(|term| term.parts.iter().any(|part| before.get(part) != after.get(part))).collect()
}

impl Problems {
    /// Notes for each of the terms that changes that it was agreed, and is amended only.
    pub(crate) fn amended_only(&mut self, changing: &[&Term]) {
        for term in changing {
            self.add(Problem::new(Code::Blocked, &[term.name]).saying(
                "Dit is afgesproken en verandert alleen bij wijziging.",
                "This is agreed, and changes by an amendment only.",
            ));
        }
    }
}

/// What makes the one state of a record into the other: each of the terms that differ, with all of its parts.
pub(crate) fn between<R: Terms>(before: &R, after: &R, terms: &'static [Term]) -> Vec<Change> {
    let parts = differing(before, after, terms).into_iter().flat_map(|term| term.parts);
    let (before, after) = (before.bare().body(), after.body());
    let of = |body: &Value, part: &str| body.get(part).unwrap_or(&Value::Null).to_string();
    parts.map(|part| Change { field: (*part).to_owned(), before: of(&before, part), after: of(&after, part) }).collect()
}

/// A record with what some changes make of it; `None` where they are no changes of such a record.
pub(crate) fn applied<R: Record>(record: &R, changes: &[Change]) -> Option<R> {
    with(record, changes, |change| &change.after)
}

/// A record as it was before some changes, in the parts that they are about.
pub(crate) fn undone<R: Record>(record: &R, changes: &[Change]) -> Option<R> {
    with(record, changes, |change| &change.before)
}

fn with<R: Record>(record: &R, changes: &[Change], value: impl Fn(&Change) -> &String) -> Option<R> {
    let mut body = record.body();
    for change in changes {
        body[&change.field] = serde_json::from_str(value(change)).ok()?;
    }
    R::from_body(R::SCHEMA, body).ok()
}
