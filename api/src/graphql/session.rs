//! A session: one request, its viewer and the snapshots it reads. All that a request reads of a partnership comes from
//! one snapshot; after a mutation, from the one that the mutation made.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_graphql::Context;
use chrono::NaiveDate;
use entity::PartnershipId;

use super::{Fault, Resolved};
use crate::{
    access::{Ceiling, Desk, FormerSeat, Past, View, Viewer},
    clock::start_of,
    error::Result,
    language::Language,
    ledger::{Aggregate, Committed, Directory, Kind, Ledger, Snapshot},
};

/// Who a token says that the caller is, and the most that it allows.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The issuer of the token.
    pub issuer: String,
    /// The subject of the token.
    pub subject: String,
    /// The most that the token allows.
    pub ceiling: Ceiling,
}

/// One request.
#[derive(Debug)]
pub struct Session {
    /// The ledger that it reads and writes.
    pub ledger: Ledger,
    /// The language in which people are spoken to.
    pub language: Language,
    identity: Option<Identity>,
    today: NaiveDate,
    read: Mutex<Read>,
}

#[derive(Debug)]
struct Read {
    desk: Desk,
    snapshots: BTreeMap<PartnershipId, Arc<Snapshot>>,
    pasts: BTreeMap<(PartnershipId, FormerSeat), Arc<Past>>,
}

impl Session {
    /// A request by somebody, or by nobody in particular.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub async fn open(ledger: &Ledger, identity: Option<Identity>, language: Language) -> Result<Self> {
        let today = ledger.clock().today();
        let desk = desk(&ledger.directory().await?, identity.as_ref(), today);
        let read = Mutex::new(Read { desk, snapshots: BTreeMap::new(), pasts: BTreeMap::new() });
        Ok(Self { ledger: ledger.clone(), language, identity, today, read })
    }

    /// The session of the request that a field belongs to.
    pub(crate) fn of<'a>(context: &Context<'a>) -> Resolved<&'a Self> {
        let missing = || Fault::Internal(crate::error::Error::Interrupted);
        context.data_opt::<Self>().ok_or_else(missing)
    }

    /// The directory as the viewer sees it.
    pub(crate) fn desk(&self) -> Desk {
        self.read().desk.clone()
    }

    /// Who asks.
    pub(crate) fn viewer(&self) -> Arc<Viewer> {
        self.desk().viewer.clone()
    }

    /// A partnership as the viewer sees it.
    pub(crate) async fn view(&self, id: PartnershipId) -> Resolved<Option<View>> {
        let desk = self.desk();
        let snapshot = self.snapshot(id).await?;
        let past = self.past(&desk, id).await?;
        Ok(View::with_past(&desk, &snapshot, past))
    }

    /// The records of a partnership, seen or not: for what its table agreed to show, and never for showing the rest.
    pub(crate) async fn snapshot(&self, id: PartnershipId) -> Resolved<Arc<Snapshot>> {
        let kept = self.read().snapshots.get(&id).cloned();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let fresh = self.ledger.partnership(id).await?;
        Ok(self.read().snapshots.entry(id).or_insert(fresh).clone())
    }

    /// What the viewer keeps of its time at a table that its organisation has left.
    async fn past(&self, desk: &Desk, id: PartnershipId) -> Resolved<Option<Arc<Past>>> {
        let former = desk.viewer.former_seat(id).filter(|_| desk.viewer.tables().all(|table| table != id));
        let left = |seat: FormerSeat| Some((seat, seat.left_on?, seat.ended_at?));
        let Some((seat, left_on, ended_at)) = former.and_then(left) else { return Ok(None) };
        if let Some(past) = self.read().pasts.get(&(id, seat)) {
            return Ok(Some(past.clone()));
        }
        let (of, kind) = (Aggregate::Partnership(id), Kind::Commitment);
        let versions = self.ledger.in_force(of, kind, start_of(left_on)..ended_at).await?;
        let past = Arc::new(Past::of(seat.organisation, left_on, versions));
        self.read().pasts.insert((id, seat), past.clone());
        Ok(Some(past))
    }

    /// Some partnerships as the viewer sees them, without those that the viewer may not know of.
    pub(crate) async fn views(&self, ids: impl IntoIterator<Item = PartnershipId>) -> Resolved<Vec<View>> {
        let mut views = Vec::new();
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            views.extend(self.view(id).await?);
        }
        Ok(views)
    }

    /// From now on, shows the world as a commit left it.
    pub(crate) fn advance(&self, committed: &Committed) {
        let mut read = self.read();
        read.desk = desk(&committed.directory, self.identity.as_ref(), self.today);
        read.snapshots.extend(committed.partnerships.iter().map(|(id, snapshot)| (*id, snapshot.clone())));
    }

    fn read(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The viewer that an identity is in a directory on a day.
    pub(crate) fn identify(identity: Option<&Identity>, directory: &Directory, day: NaiveDate) -> Viewer {
        identity.map_or_else(Viewer::anonymous, |identity| {
            let account = directory.account_of(&identity.issuer, &identity.subject);
            Viewer::of(directory, account, identity.ceiling.clone(), day)
        })
    }

    /// The identity that the request came with.
    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}

fn desk(directory: &Arc<Directory>, identity: Option<&Identity>, today: NaiveDate) -> Desk {
    Desk::new(directory.clone(), Arc::new(Session::identify(identity, directory, today)), today)
}
