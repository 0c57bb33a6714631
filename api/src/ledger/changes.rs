//! What an act sees, and what it changes.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{OrganisationId, PartnershipId};
use uuid::Uuid;

use super::{Aggregate, AnyRecord, Directory, Kind, Snapshot, memo::Memo};
use crate::clock::{Clock, day_of};

/// The world under the lock: the aggregates as they are while no other write can change them.
#[derive(Clone, Debug)]
pub struct Locked {
    /// The directory, up to date; locked only where the act asked for it.
    pub directory: Arc<Directory>,
    /// The partnerships that the act asked for.
    pub partnerships: BTreeMap<PartnershipId, Arc<Snapshot>>,
    /// When the act is recorded.
    pub now: DateTime<Utc>,
    pub(super) clock: Clock,
}

impl Locked {
    /// The calendar day of the act.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_of(self.now)
    }

    /// Whether a record is there just as it is given.
    pub(super) fn holds(&self, record: &AnyRecord) -> bool {
        match record.aggregates().last() {
            Some(Aggregate::Partnership(id)) => self.partnerships.get(id).is_some_and(|own| own.holds(record)),
            _ => self.directory.holds(record),
        }
    }

    /// The version of a record as it is there; 0 where it is not.
    pub(super) fn version(&self, record: &AnyRecord) -> i32 {
        match record.aggregates().last() {
            Some(Aggregate::Partnership(id)) => self.partnerships.get(id).map_or(0, |own| own.version(record)),
            _ => self.directory.version(record),
        }
    }

    /// What changes do with the record that they are about.
    pub(crate) fn effect(&self, changes: &Changes) -> Option<Effect> {
        let record = changes.subject()?;
        Some(match self.version(record) {
            0 => Effect::Added,
            _ if changes.records.iter().all(|record| self.holds(record)) => Effect::Unchanged,
            _ => Effect::Changed,
        })
    }

    /// Goes on as if changes were recorded: by what is then there, the next step of the same act is judged.
    pub(crate) fn apply(&mut self, changes: &Changes) {
        for record in &changes.records {
            let mut record = record.clone();
            record.stamp(self.version(&record) + 1, self.now);
            for aggregate in record.aggregates() {
                match aggregate {
                    Aggregate::Directory => Arc::make_mut(&mut self.directory).put(&record),
                    Aggregate::Partnership(id) => {
                        if let Some(snapshot) = self.partnerships.get_mut(&id).map(Arc::make_mut) {
                            snapshot.put(&record);
                            snapshot.memo = Memo::default();
                        }
                    }
                }
            }
        }
    }

    /// A new id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.clock.id()
    }
}

/// The records that an act makes or changes, and what the ledger says of it.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The act's name, as the API calls it.
    pub act: &'static str,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// The organisation for which the actor acted, where it is not the actor's own.
    pub on_behalf_of: Option<OrganisationId>,
    /// What else to answer, also to whoever repeats the act.
    pub(super) report: Option<String>,
    pub(super) records: Vec<AnyRecord>,
    also: BTreeSet<Aggregate>,
}

/// What an act does with the record that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Effect {
    /// It is new.
    Added,
    /// It, or what goes with it, changed.
    Changed,
    /// All is as it was.
    Unchanged,
}

impl Changes {
    /// No changes yet.
    #[must_use]
    pub fn of(act: &'static str) -> Self {
        Self { act, reason: None, on_behalf_of: None, report: None, records: Vec::new(), also: BTreeSet::new() }
    }

    /// The changes of the steps of one act, which were made one after another. Of what several of them change, the last
    /// stands; for whom they are is said where it is the same for all.
    #[must_use]
    pub fn of_steps(act: &'static str, steps: Vec<Self>) -> Self {
        let mut whole = Self::of(act);
        let for_whom = steps.first().and_then(|first| first.on_behalf_of);
        whole.on_behalf_of = for_whom.filter(|_| steps.iter().all(|step| step.on_behalf_of == for_whom));
        let mut places: HashMap<(Kind, Uuid), usize> = HashMap::new();
        for step in steps {
            for record in step.records {
                let place = *places.entry((record.kind(), record.id())).or_insert(whole.records.len());
                match whole.records.get_mut(place) {
                    Some(before) => *before = record,
                    None => whole.records.push(record),
                }
            }
            whole.also.extend(step.also);
        }
        whole
    }

    /// Without the records: only which aggregates must stay as they are.
    #[must_use]
    pub fn only_needs(self) -> Self {
        Self { records: Vec::new(), ..self }
    }

    /// Says what else to answer, now and to whoever repeats the act.
    #[must_use]
    pub fn reporting(mut self, report: String) -> Self {
        self.report = Some(report);
        self
    }

    /// Puts a record before the others, so that the act is about that one.
    #[must_use]
    pub(crate) fn about(mut self, record: impl Into<AnyRecord>) -> Self {
        self.records.insert(0, record.into());
        self
    }

    /// Says why.
    #[must_use]
    pub fn because(mut self, reason: Option<String>) -> Self {
        self.reason = reason;
        self
    }

    /// Says for whom.
    #[must_use]
    pub fn for_organisation(mut self, organisation: Option<OrganisationId>) -> Self {
        self.on_behalf_of = organisation;
        self
    }

    /// Adds a record that is new or changed. Its version and time of change are set when it is recorded.
    #[must_use]
    pub fn with(mut self, record: impl Into<AnyRecord>) -> Self {
        self.records.push(record.into());
        self
    }

    /// Adds records that are new or changed.
    #[must_use]
    pub fn with_all<R: Into<AnyRecord>>(mut self, records: impl IntoIterator<Item = R>) -> Self {
        self.records.extend(records.into_iter().map(Into::into));
        self
    }

    /// Says which aggregates must stay as they are meanwhile. Where one of them is not locked yet, the act is run again
    /// once it is, so an act that misses one may say just that.
    #[must_use]
    pub fn needing(mut self, aggregates: impl IntoIterator<Item = Aggregate>) -> Self {
        self.also.extend(aggregates);
        self
    }

    /// The record that the act is about: the first.
    #[must_use]
    pub fn subject(&self) -> Option<&AnyRecord> {
        self.records.first()
    }

    /// The records that are new or changed.
    pub(crate) fn records(&self) -> impl Iterator<Item = &AnyRecord> {
        self.records.iter()
    }

    pub(super) fn aggregates(&self) -> BTreeSet<Aggregate> {
        self.records.iter().flat_map(AnyRecord::aggregates).chain(self.also.iter().copied()).collect()
    }
}
