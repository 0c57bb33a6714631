//! The past as it may be seen today: what was visible then and is visible to the viewer now.
//!
//! What is gone by now is gone from the past as well, and what was made visible to fewer since is seen by no more than see
//! it today, so that no figure of the past is made of what is hidden now. An earlier version of an interest is its owner's
//! alone; there are no interests in the past.

use std::sync::Arc;

use entity::Row;

use crate::ledger::{AnyRecord, Kept, Snapshot, kinds, kinds::with_kinds};

/// The records of a kind that are there no more.
fn gone<R: Kept + Into<AnyRecord>>(then: &Snapshot, today: &Snapshot) -> impl Iterator<Item = AnyRecord> {
    let is_gone = |record: &&Arc<R>| R::table(today).get(record.row().id()).is_none();
    R::table(then).iter().filter(is_gone).map(|record| removed(record))
}

/// A record as its removal leaves it.
fn removed<R: Kept + Into<AnyRecord>>(record: &Arc<R>) -> AnyRecord {
    let mut removed = R::clone(record);
    removed.row_mut().remove(chrono::DateTime::UNIX_EPOCH);
    removed.into()
}

macro_rules! all_gone {
    ($($kind:ident = $word:literal $(in directory as $shared:ident)? $(in partnership as $own:ident)?;)*) => {
        /// The records of every kind that are there no more.
        fn all_gone(then: &Snapshot, today: &Snapshot) -> Vec<AnyRecord> {
            let mut all = Vec::new();
            $(all_gone!(@of $kind then today all $($own)?);)*
            all
        }
    };
    (@of $kind:ident $then:ident $today:ident $all:ident $own:ident) => {
        $all.extend(gone::<kinds::$kind>($then, $today));
    };
    (@of $kind:ident $then:ident $today:ident $all:ident) => {};
}
with_kinds!(all_gone);

/// Adds the records of a table that fewer may see today, as visible as they are today.
macro_rules! narrow {
    ($then:ident, $today:ident, $all:ident: $($table:ident),*) => {$(
        for record in $then.$table.iter() {
            let today = $today.$table.get(record.id);
            if let Some(today) = today.filter(|today| today.visibility < record.visibility) {
                let mut narrowed = (**record).clone();
                narrowed.row.visibility = today.visibility;
                $all.push(narrowed.into());
            }
        }
    )*};
}

impl Snapshot {
    /// An earlier snapshot of the same partnership, as far as it may be seen today.
    #[must_use]
    pub(crate) fn seen_from(&self, today: &Self) -> Self {
        let then = self;
        let mut changed = all_gone(then, today);
        changed.extend(then.interests.iter().map(removed));
        narrow!(then, today, changed: goals, indicators, problem_statements, agreements);
        for commitment in then.commitments.iter() {
            let Some(now) = today.commitments.get(commitment.id) else { continue };
            if commitment.is_before_the_table() && !now.is_before_the_table() {
                changed.push(removed(commitment));
            } else if now.visibility < commitment.visibility || (commitment.amounts_public && !now.amounts_public) {
                let mut narrowed = (**commitment).clone();
                narrowed.row.visibility = commitment.visibility.min(now.visibility);
                narrowed.row.amounts_public &= now.amounts_public;
                changed.push(narrowed.into());
            }
        }
        if let Some((then, now)) = then.partnership().zip(today.partnership()) {
            let mut narrowed = (**then).clone();
            narrowed.row.name_visibility = then.name_visibility.min(now.name_visibility);
            changed.push(narrowed.into());
        }
        self.with(changed)
    }
}
