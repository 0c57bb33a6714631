//! Since when a row is as it is: the latest change of what it rests on, as far as the asker may see that. A refresh that
//! asks for what changed since the last one is then given every row of which a figure is another.
//!
//! What was removed counts, if it was seen before. What became hidden does not: of what is hidden nothing shows, not
//! even that it changed.

use std::{
    collections::{BTreeSet, HashMap},
    hash::Hash,
};

use chrono::{DateTime, Utc};
use entity::{IndicatorId, MeasurementState, Row};

use super::Lens;
use crate::{access::Seen, commitment::Commitment, goal::Goal, indicator::Indicator, ledger::Record};

/// The later one of some instants, of which there may be none.
pub(super) type Latest = Option<DateTime<Utc>>;

impl Lens {
    /// The latest change of the records of a kind that are seen, removed or not, by what they concern.
    pub(super) fn latest_by<R: Seen, K: Eq + Hash>(&self, concerns: impl Fn(&R) -> K) -> HashMap<K, DateTime<Utc>> {
        let mut latest = HashMap::new();
        let all = R::table(&self.view.snapshot).iter_with_removed();
        for record in all.filter_map(|record| R::seen(record, &self.view)) {
            let changed_at = Record::row(&*record).changed_at();
            let known = latest.entry(concerns(&record)).or_insert(changed_at);
            *known = changed_at.max(*known);
        }
        latest
    }

    fn latest<R: Seen>(&self) -> Latest {
        self.latest_by::<R, ()>(|_| ()).remove(&())
    }

    /// The latest change of anything that the figures of some goal are made of: of goals, indicators and commitments, which
    /// may have been moved from one goal to another, and of what indicators report. The figures of an indicator are the same
    /// for everybody who may see it, whoever may see what they are made of.
    pub(super) fn goals_latest(&self) -> Latest {
        let (snapshot, directory) = (&self.view.snapshot, &self.view.desk.directory);
        let (mut shown, mut latest) = (BTreeSet::<IndicatorId>::new(), Some(self.view.partnership.changed_at));
        for indicator in self.view.all::<Indicator>() {
            shown.insert(indicator.id);
            latest = latest.max(directory.definition(indicator.definition_id).map(|one| one.changed_at));
            let counted = snapshot.series_of(indicator.id).iter();
            let counted = counted.filter(|one| one.state == MeasurementState::Approved);
            latest = latest.max(counted.map(|one| one.changed_at).max());
        }
        let contributed = snapshot.contributions.iter_with_removed().filter(|one| shown.contains(&one.indicator_id));
        let handed_out = snapshot.allocations.iter_with_removed().filter(|one| shown.contains(&one.indicator_id));
        latest
            .max(contributed.map(|one| one.changed_at).max())
            .max(handed_out.map(|one| one.changed_at).max())
            .max(self.latest::<Goal>())
            .max(self.latest::<Indicator>())
            .max(self.latest::<Commitment>())
    }
}
