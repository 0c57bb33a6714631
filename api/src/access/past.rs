//! What a former member keeps: its own items as they are, and the commitments it was a party to on its last day, each as it
//! was at the end of that day, or when its leaving was recorded, where that was later. Of what came after that it sees what
//! everybody sees.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use entity::{CommitmentId, OrganisationId};

use super::View;
use crate::{commitment::Commitment, ledger::AnyRecord};

/// The commitments that a former member keeps.
#[derive(Debug)]
pub struct Past {
    left_on: NaiveDate,
    commitments: BTreeMap<CommitmentId, Arc<Commitment>>,
}

impl Past {
    /// What is kept of the versions that were in force from an organisation's last day until it could see the table no more,
    /// oldest first. Whoever hands over a commitment on that day was still a party to it.
    #[must_use]
    pub fn of(organisation: OrganisationId, left_on: NaiveDate, versions: Vec<AnyRecord>) -> Self {
        let (mut commitments, mut concerned) = (BTreeMap::new(), BTreeSet::new());
        for version in versions {
            let AnyRecord::Commitment(version) = version else { continue };
            if version.is_before_the_table() && version.concerns(organisation) {
                concerned.insert(version.id);
            }
            commitments.insert(version.id, version);
        }
        commitments.retain(|id, last: &mut Arc<Commitment>| concerned.contains(id) && last.is_before_the_table());
        Self { left_on, commitments }
    }
}

impl View {
    /// A commitment as the viewer keeps it from before it left the table; none where everybody may see what it is today.
    pub(crate) fn kept(&self, id: CommitmentId) -> Option<&Arc<Commitment>> {
        let kept = self.past.as_ref()?.commitments.get(&id)?;
        let today = self.snapshot.commitments.get(id);
        let is_public = today.is_some_and(|today| today.is_before_the_table() && self.reaches(today.visibility));
        (!is_public).then_some(kept)
    }

    /// The day on which a commitment is judged: today, or where the viewer keeps it from the past, the last day of that.
    pub(crate) fn judged_on(&self, commitment: &Commitment) -> NaiveDate {
        let past = self.past.as_ref().filter(|_| self.kept(commitment.id).is_some());
        past.map_or(self.desk.today, |past| past.left_on)
    }

    /// Whether an organisation is the viewer's own: one that the viewer sits at this table for, or sat for until it left.
    pub(crate) fn is_own(&self, organisation: OrganisationId) -> bool {
        self.seat.organisations.contains(&organisation) || self.has_left(organisation)
    }

    /// Whether the viewer sat at this table for an organisation that left it.
    pub(crate) fn has_left(&self, organisation: OrganisationId) -> bool {
        self.former_seat.is_some_and(|former| former.organisation == organisation)
    }
}
