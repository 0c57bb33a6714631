//! What stands in a calendar on a day: a deadline, all day, or a meeting, at its hours where it has some.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{CommitmentState as State, DatePrecision, FuzzyDate, OrganisationId};
use uuid::Uuid;

use crate::{
    access::View,
    commitment::{Commitment, derived::is_live, words::CommitmentState},
    graphql::{Labelled, date_label},
    indicator::Indicator,
    language::Language,
    meeting::Meeting,
    milestone::Milestone,
};

/// An entry of a calendar.
pub(super) struct Entry {
    /// What it is known by, in every calendar and for ever.
    pub(super) uid: String,
    /// The version of its record.
    pub(super) version: i32,
    /// When its record was last changed.
    pub(super) changed_at: DateTime<Utc>,
    /// The day.
    pub(super) day: NaiveDate,
    /// From and until when on that day, in minutes after midnight in Amsterdam; all day where that is not said.
    pub(super) hours: Option<(i32, Option<i32>)>,
    /// What is read at a glance.
    pub(super) summary: String,
    /// What else there is to know, in lines.
    pub(super) description: Vec<String>,
    /// Where it is.
    pub(super) place: Option<String>,
    /// What kind of entry it is.
    pub(super) category: &'static str,
}

impl Entry {
    /// The order of a calendar.
    pub(super) fn by_day(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (one.day, one.hours);
        key(self).cmp(&key(other)).then_with(|| self.uid.cmp(&other.uid))
    }

    /// The deadline of a commitment; none where it has no date.
    pub(super) fn of_commitment(view: &View, one: &Commitment, language: Language) -> Option<Self> {
        let due = one.due()?;
        let state = CommitmentState::from(one.state).label(language);
        let tells = matches!(one.state, State::ReportedDone | State::PartlyFulfilled | State::NotFulfilled);
        let name = named(one.reference.as_deref(), "", &one.title);
        let lead = one.lead().and_then(|id| view.desk.organisation(id)).map(|lead| lead.name.as_str());
        let lines = [
            ("Samenwerking", "Partnership", Some(view.partnership.name.as_str())),
            ("Trekker", "Lead", lead),
            ("Stand", "State", Some(state)),
            ("Klaar als", "Done when", one.done_criterion.as_deref()),
        ];
        Some(Self {
            summary: summary(one.state == State::Fulfilled, &name, &due, tells.then_some(state), language),
            description: described(&lines, language),
            ..Self::new(one.id.0, one.version, one.changed_at, due.last_day(), say(language, "Afspraak", "Commitment"))
        })
    }

    /// The deadline of a milestone; none where it has no date, or was not reached before its commitment ended.
    pub(super) fn of_milestone(
        view: &View,
        one: &Milestone,
        commitment: &Commitment,
        language: Language,
    ) -> Option<Self> {
        let due = one.due().filter(|_| one.done_on.is_some() || is_live(commitment.state))?;
        let category = say(language, "Mijlpaal", "Milestone");
        let name = named(commitment.reference.as_deref(), category, &one.title);
        let lead = commitment.lead().and_then(|id| view.desk.organisation(id)).map(|lead| lead.name.as_str());
        let lines = [
            ("Samenwerking", "Partnership", Some(view.partnership.name.as_str())),
            ("Afspraak", "Commitment", Some(commitment.title.as_str())),
            ("Trekker", "Lead", lead),
        ];
        Some(Self {
            summary: summary(one.done_on.is_some(), &name, &due, None, language),
            description: described(&lines, language),
            ..Self::new(one.id.0, one.version, one.changed_at, due.last_day(), category)
        })
    }

    /// A meeting.
    pub(super) fn of_meeting(view: &View, one: &Meeting, language: Language) -> Self {
        let lines = [
            ("Samenwerking", "Partnership", Some(view.partnership.name.as_str())),
            ("Agenda", "Agenda", one.agenda.as_deref()),
        ];
        Self {
            hours: one.starts_minute.map(|starts| (starts, one.ends_minute)),
            summary: one.title.clone(),
            description: described(&lines, language),
            place: one.place.clone(),
            ..Self::new(one.id.0, one.version, one.changed_at, one.held_on, say(language, "Overleg", "Meeting"))
        }
    }

    /// The day by which organisations have to report on an indicator. The next day is another entry, so that no entry of a
    /// report moves.
    pub(super) fn of_report(
        view: &View,
        one: &Indicator,
        on: NaiveDate,
        by: &[OrganisationId],
        language: Language,
    ) -> Self {
        let category = say(language, "Meting", "Measurement");
        let by = view.desk.by_name(by.iter().copied());
        let by: Vec<&str> =
            by.into_iter().filter_map(|id| view.desk.organisation(id)).map(|one| one.name.as_str()).collect();
        let by = by.join(", ");
        let lines = [
            ("Samenwerking", "Partnership", Some(view.partnership.name.as_str())),
            ("Wie meldt", "Who reports", Some(by.as_str()).filter(|by| !by.is_empty())),
        ];
        let own = Self::new(one.id.0, one.version, one.changed_at, on, category);
        Self {
            uid: format!("{}-{:04}{:02}{:02}", one.id.0, on.year(), on.month(), on.day()),
            summary: named(None, category, one.display_name(&view.desk.directory)),
            description: described(&lines, language),
            ..own
        }
    }

    fn new(id: Uuid, version: i32, changed_at: DateTime<Utc>, day: NaiveDate, category: &'static str) -> Self {
        let (uid, summary, description) = (id.to_string(), String::new(), Vec::new());
        Self { uid, version, changed_at, day, hours: None, summary, description, place: None, category }
    }
}

fn say(language: Language, nl: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// `TZ-2026-002 Mijlpaal: Het ontwerp`, with as much of it as there is.
fn named(reference: Option<&str>, kind: &str, title: &str) -> String {
    let before: Vec<&str> = reference.into_iter().chain(Some(kind).filter(|kind| !kind.is_empty())).collect();
    if before.is_empty() { title.to_owned() } else { format!("{}: {title}", before.join(" ")) }
}

/// A deadline at a glance: whether it was kept, by when where that is no single day, and its state where that tells.
fn summary(is_done: bool, name: &str, due: &FuzzyDate, state: Option<&str>, language: Language) -> String {
    let is_vague = due.precision != DatePrecision::Day;
    let by = say(language, "uiterlijk", "no later than");
    let by = is_vague.then(|| format!("{by} {}", date_label(due, language)));
    let remarks: Vec<String> = by.into_iter().chain(state.map(str::to_owned)).collect();
    let done = if is_done { "✔ " } else { "" };
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
    format!("{done}{name}{remarks}")
}

/// Lines of what is known, each with its name.
fn described(lines: &[(&'static str, &'static str, Option<&str>)], language: Language) -> Vec<String> {
    let known = lines.iter().filter_map(|(nl, en, text)| Some((say(language, nl, en), (*text)?)));
    known.map(|(name, text)| format!("{name}: {text}")).collect()
}
