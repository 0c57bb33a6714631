//! What follows from amendments, and is therefore never stored: which are open, and who is waited for.

use entity::{AmendmentState, OrganisationId};
use uuid::Uuid;

use super::{
    Amendment,
    rules::{Subject, consent},
};
use crate::{
    access::View,
    graphql::{Resolved, Shown, count_listed},
};

impl View {
    /// Whether an amendment may still be accepted: what it changes stands as it did when it was proposed.
    #[must_use]
    pub fn is_open(&self, amendment: &Amendment) -> bool {
        let is_shut = |subject: Subject| subject.shut_to(amendment).is_some();
        amendment.state == AmendmentState::Proposed && !Subject::of(self, amendment).is_none_or(is_shut)
    }

    /// The organisations that an amendment waits for; none once it is settled.
    #[must_use]
    pub fn awaited(&self, amendment: &Amendment) -> Vec<OrganisationId> {
        let subject = Subject::of(self, amendment).filter(|_| self.is_open(amendment));
        let asked = subject.map(|subject| subject.asked(&self.snapshot, amendment, self.desk.today));
        asked.map_or_else(Vec::new, |asked| consent::awaiting(&asked, &amendment.votes))
    }

    /// Whether a commitment, goal or indicator has an amendment that may still be accepted, as far as the viewer sees it.
    pub fn is_under_amendment(&self, subject: impl Into<Uuid>) -> bool {
        self.among(self.snapshot.amendments_of(subject)).any(|amendment| self.is_open(&amendment))
    }

    /// The amendments of a commitment, goal or indicator that the viewer may see, oldest first.
    pub(crate) fn shown_amendments(&self, subject: impl Into<Uuid>) -> Resolved<Vec<Shown<Amendment>>> {
        let shown: Vec<_> = self.among(self.snapshot.amendments_of(subject)).map(|one| Shown::new(self, one)).collect();
        count_listed(&self.desk, shown.len())?;
        Ok(shown)
    }
}
